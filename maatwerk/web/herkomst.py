"""Where a request comes from: a page of another site sends nothing in here (veiligheid.md §2.2, item 14)."""

from urllib.parse import urlsplit

from flask import Flask, request

from maatwerk.kern.fouten import MagNiet

_SCHRIJFT = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_EIGEN = frozenset({"same-origin", "none"})


def weer_vreemden(app: Flask) -> None:
    """Refuse what another site lets a browser send. A second lock beside the CSRF token."""

    @app.before_request
    def _eis_eigen_pagina() -> None:
        if request.method in _SCHRIJFT and not van_hier():
            raise MagNiet("Dit verzoek komt van een andere site. Open Maatwerk zelf en probeer het opnieuw.")


def van_hier() -> bool:
    """Answer what the browser says about it; our own forms send Origin "null", because of our Referrer-Policy."""
    herkomst = request.headers.get("Origin", "null")
    return request.headers.get("Sec-Fetch-Site", "none") in _EIGEN and (
        herkomst == "null" or urlsplit(herkomst).netloc == request.host
    )
