"""Whether a screen at the tafel still shows how it is: one cheap question, many times a minute (ADR 026).

The screen asks for its own page with the mark of what it has. The mark holds the number of the zitting (`stand`),
hashed with the session and the page: who never got the page cannot know it. So a mark that fits says that this session
got this page, and that nothing changed since; then 304 is the whole answer. Anything else goes the long way, with
the guard, the policy and a line in the log.
"""

from datetime import datetime
from http import HTTPStatus

from flask import Flask, Response, request, session
from sqlalchemy import BindParameter, Select, bindparam, select

from maatwerk.account.commands import hash_merk
from maatwerk.account.models import Aanmelding, Medewerker
from maatwerk.account.rules import eind_van, is_lang_geleden
from maatwerk.kern import klok
from maatwerk.kern.database import LEZEN
from maatwerk.tafel.models import Agendapunt, Zitting
from maatwerk.web.verzoek import huis

SCHERMEN = {"dossier.cockpit": "agendapunt_id", "dossier.nu": "zitting_id", "dossier.scherm": "zitting_id"}
"""The pages that ask, each with the name of the number in its address."""

_SESSIE = "_user_id"  # where Flask-Login keeps the token of the session


def kenmerk(stand: int) -> str:
    """Give the mark of this page for this session at this stand of the zitting."""
    delen = ("peiling", session.get(_SESSIE, ""), request.path, str(stand))
    return huis().kluis.merk("\0".join(delen)).hex()[:32]


def is_bekend(merk: str) -> bool:
    """Answer whether the screen has this already."""
    return bool(request.if_none_match) and request.if_none_match.contains(merk)


def ongewijzigd(merk: str) -> Response:
    """Say that what the screen has still holds."""
    antwoord = Response(status=HTTPStatus.NOT_MODIFIED)
    antwoord.set_etag(merk)
    return antwoord


def antwoord_snel(app: Flask) -> None:
    """Answer an unchanged screen before the guard loads who is there: one query, no log line."""

    @app.before_request
    def _peil() -> Response | None:
        naam = SCHERMEN.get(request.endpoint or "")
        if naam is None or not request.if_none_match or _SESSIE not in session:
            return None
        stand = _find_stand(naam, (request.view_args or {})[naam])
        if stand is None or not is_bekend(kenmerk(stand)):
            return None
        return ongewijzigd(kenmerk(stand))


def _bouw_vraag(naam: str) -> Select[int, datetime, datetime]:
    """Build the question once: putting it together costs more than asking it."""
    nummer: BindParameter[int] = bindparam("nummer")
    deze = Zitting.id == nummer
    if naam == "agendapunt_id":
        deze = Zitting.id == select(Agendapunt.zitting_id).where(Agendapunt.id == nummer).scalar_subquery()
    return (
        select(Zitting.stand, Aanmelding.begonnen_op, Aanmelding.gezien_op)
        .join(Medewerker, Medewerker.id == Aanmelding.medewerker_id)
        .join(Zitting, deze)
        .where(Aanmelding.merk == bindparam("merk"), Aanmelding.beeindigd_op.is_(None), Medewerker.actief)
    )


_VRAGEN = {naam: _bouw_vraag(naam) for naam in set(SCHERMEN.values())}


def _find_stand(naam: str, nummer: int) -> int | None:
    """Give the stand of this zitting while the session lives and its idle clock need not move; else None."""
    with huis().engine.connect() as verbinding:
        lezer = verbinding.execution_options(**LEZEN)
        gevraagd = {"nummer": nummer, "merk": hash_merk(session[_SESSIE])}
        rij = lezer.execute(_VRAGEN[naam], gevraagd).one_or_none()
    return rij.stand if rij is not None and _leeft(rij.begonnen_op, rij.gezien_op) else None


def _leeft(begonnen_op: datetime, gezien_op: datetime) -> bool:
    nu, duur = klok.nu(), huis().instellingen.algemeen.aanmelden
    return not is_lang_geleden(gezien_op, nu) and nu <= eind_van(begonnen_op, gezien_op, (), duur)
