"""The log line of a look, and of a look that was refused. Each has a transaction of its own.

That of a look is kept before the page is shown: no line, no page. That of a refusal never changes the answer.
"""

from flask import Flask, current_app, request
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from maatwerk.kern.database import Basis
from maatwerk.logboek.commands import noteer, schrijf
from maatwerk.logboek.rules import Inhoud
from maatwerk.web.verzoek import apart, handeling

_WAT = {403: "geweigerd.geen_recht", 404: "geweigerd.onvindbaar"}
_CIJFERS = 9  # more never fits an id


def noteer_inzage(wat: str, ding: Basis | None = None) -> None:
    """Log that this person looked at something. Only in a request that does not write by itself."""
    with apart(handeling().wie) as werk:
        noteer(werk, wat, ding)


def noteer_weigering(wat: str, soort: str = "", nummer: int | None = None) -> None:
    """Log that something was refused. What the request wrote itself is dropped: a refusal keeps nothing."""
    try:
        handeling().sessie.rollback()
        with apart(handeling().wie) as werk:
            schrijf(werk, Inhoud(werk.nu, werk.wie.id, wat, soort, nummer, geslaagd=False, bron=werk.spoor.bron))
    except SQLAlchemyError as fout:
        current_app.logger.error("weigering niet in het logboek: %s", type(fout).__name__)  # noqa: TRY400 - see web.fouten


def noteer_weigeringen(app: Flask) -> None:
    """Log every page that somebody who is signed in asked for and did not get."""

    @app.after_request
    def _noteer(antwoord: Response) -> Response:
        wat = _WAT.get(antwoord.status_code)
        if wat and request.endpoint and current_user.is_authenticated:
            noteer_weigering(wat, request.endpoint, _nummer())
        return antwoord


def _nummer() -> int | None:
    """Give the number in the address: of a thing that exists or not, which the log tells no more than the page does."""
    for naam, waarde in (request.view_args or {}).items():
        cijfers = str(waarde).rpartition("-")[2] if naam == "nummer" or naam.endswith("_id") else ""
        if cijfers.isascii() and cijfers.isdecimal() and len(cijfers) <= _CIJFERS:
            return int(cijfers)
    return None
