"""Headers on every answer (veiligheid.md §2.2, items 11-13 and 39)."""

import flask
from flask import Flask
from flask.sessions import SecureCookieSessionInterface, SessionMixin
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


class _Koek(SecureCookieSessionInterface):
    """The cookie of a session; what a proxy may keep for everybody carries none, and does not differ by it."""

    def save_session(self, app: Flask, session: SessionMixin, response: flask.Response) -> None:
        """Put the cookie on an answer that is for one person."""
        if not response.cache_control.public:
            super().save_session(app, session, response)


def zet_koppen(app: Flask) -> None:
    """Put the protective headers on every answer; what holds content is never kept by a browser or proxy."""
    app.session_interface = _Koek()

    @app.after_request
    def _koppen(antwoord: Response) -> Response:
        antwoord.headers.update(_VAST)
        if not huis().omgeving.demo:  # whether the last hop was https or not: outside it is
            antwoord.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
        if "Cache-Control" not in antwoord.headers:
            antwoord.headers["Cache-Control"] = "no-store"
        return antwoord
