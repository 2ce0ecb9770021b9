"""Headers on every answer (veiligheid.md §2.2, items 11-13 and 39)."""

from flask import Flask
from werkzeug.wrappers import Response

from maatwerk.web.verzoek import huis

_CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_VAST = {
    "Content-Security-Policy": _CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def zet_koppen(app: Flask) -> None:
    """Put the protective headers on every answer; what holds content is never kept by a browser or proxy."""

    @app.after_request
    def _koppen(antwoord: Response) -> Response:
        antwoord.headers.update(_VAST)
        if not huis().omgeving.demo:  # whether the last hop was https or not: outside it is
            antwoord.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        if "Cache-Control" not in antwoord.headers:
            antwoord.headers["Cache-Control"] = "no-store"
        return antwoord
