"""What is sent must be text: bytes that are no UTF-8 are refused, where Werkzeug would quietly make other text of them.

A lone surrogate only comes in this way (veiligheid.md F20); a NUL is refused at its field, by `web.forms`.
"""

from urllib.parse import unquote_to_bytes

from flask import Flask, request

from maatwerk.kern.fouten import Invoerfout
from maatwerk.web.opgestuurd import is_bestand

_FORMULIER = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})


def weer_onleesbaar(app: Flask) -> None:
    """Refuse a form with bytes that are no text, before anything reads it."""

    @app.before_request
    def _eis_tekst() -> None:
        if request.mimetype not in _FORMULIER or is_bestand():
            return
        try:
            unquote_to_bytes(request.get_data()).decode()
        except UnicodeDecodeError:
            uitleg = "Er staat een teken in dat we niet kunnen bewaren. Typ de tekst opnieuw."
            raise Invoerfout({"": uitleg}) from None
