"""Acts on what lies on the table: put it there, change it, take it off, and what it costs and yields."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from maatwerk.afweging import queries
from maatwerk.afweging.commands import eis_gesprek
from maatwerk.afweging.geld import eis_bedrag
from maatwerk.afweging.models import Bedrag, Oplossing
from maatwerk.afweging.rules import (
    NIETS_DOEN,
    eis_in_te_trekken,
    eis_ongewogen,
    eis_op_tafel,
    eis_oplossing,
    eis_plek,
)
from maatwerk.casus.rules import eis_onherkenbaar
from maatwerk.kern.fouten import Gewijzigd
from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.commands import noteer
from maatwerk.tafel.models import Agendapunt

_BEDRAGVELDEN = ("kant", "ritme", "partij", "omschrijving", "laag", "hoog", "bron", "jaar")


def leg_voor(handeling: Handeling, agendapunt: Agendapunt, tekst: str) -> Oplossing:
    """Put an oplossing on the table; with the first one comes "niets doen". During a round it waits for the next."""
    eis_gesprek(handeling, agendapunt)
    op_tafel = queries.list_oplossingen(handeling, agendapunt)
    eis_plek(len(op_tafel))
    hoogste = select(func.max(Oplossing.nummer)).where(Oplossing.agendapunt_id == agendapunt.id)
    nummer = (handeling.sessie.scalar(hoogste) or NIETS_DOEN) + 1
    eis_oplossing(tekst, nummer)
    eis_onherkenbaar({"oplossing": tekst})
    if not op_tafel:
        niets_doen = Oplossing(agendapunt_id=agendapunt.id, nummer=NIETS_DOEN)
        handeling.sessie.add(niets_doen)
    oplossing = Oplossing(agendapunt_id=agendapunt.id, nummer=nummer, tekst=tekst)
    handeling.sessie.add(oplossing)
    noteer(handeling, "oplossing.voorgelegd", oplossing)
    return oplossing


def wijzig(handeling: Handeling, oplossing: Oplossing, tekst: str, versie: int) -> None:
    """Change what it says, as long as nobody weighs it. Raises NietToegestaan, or Gewijzigd."""
    _houd_vast(handeling, oplossing, versie)
    eis_ongewogen(oplossing.vanaf_ronde)
    eis_oplossing(tekst, oplossing.nummer)
    eis_onherkenbaar({"oplossing": tekst})
    oplossing.tekst = tekst
    noteer(handeling, "oplossing.gewijzigd", oplossing)


def trek_in(handeling: Handeling, oplossing: Oplossing) -> None:
    """Take it off the table, as long as nobody weighs it. What it said can still be read."""
    _houd_vast(handeling, oplossing, None)
    eis_in_te_trekken(oplossing.nummer)
    eis_ongewogen(oplossing.vanaf_ronde)
    oplossing.ingetrokken_op = handeling.nu
    noteer(handeling, "oplossing.ingetrokken", oplossing)


def schrijf_niet_in_geld(handeling: Handeling, oplossing: Oplossing, tekst: str, versie: int) -> None:
    """Write what money does not say about it. Raises Gewijzigd."""
    _houd_vast(handeling, oplossing, versie)
    eis_onherkenbaar({"niet_in_geld": tekst})
    oplossing.niet_in_geld = tekst
    noteer(handeling, "oplossing.gewijzigd", oplossing)


def voeg_bedrag_toe(handeling: Handeling, oplossing: Oplossing, gegevens: Mapping[str, Any]) -> Bedrag:
    """Add an amount with its source. Raises Invoerfout at each field."""
    _houd_vast(handeling, oplossing, None)
    eis_bedrag(gegevens)
    eis_onherkenbaar({naam: gegevens[naam] for naam in ("partij", "omschrijving", "bron")})
    bedrag = Bedrag(**{naam: gegevens[naam] for naam in _BEDRAGVELDEN})
    oplossing.bedragen.append(bedrag)
    noteer(handeling, "bedrag.toegevoegd", oplossing)
    return bedrag


def haal_bedrag_weg(handeling: Handeling, oplossing: Oplossing, bedrag_id: int) -> None:
    """Take an amount of this oplossing away; one that is gone already stays gone, whoever pressed twice."""
    _houd_vast(handeling, oplossing, None)
    bedrag = next((deel for deel in oplossing.bedragen if deel.id == bedrag_id), None)
    if bedrag is None:
        return
    oplossing.bedragen.remove(bedrag)
    noteer(handeling, "bedrag.weggehaald", oplossing)


def _houd_vast(handeling: Handeling, oplossing: Oplossing, versie: int | None) -> None:
    """Hold the oplossing while the talk goes on. Raises Gewijzigd when somebody saved after `versie`."""
    eis_gesprek(handeling, handeling.sessie.get_one(Agendapunt, oplossing.agendapunt_id))
    handeling.sessie.refresh(oplossing, with_for_update=True)
    eis_op_tafel(ingetrokken=oplossing.ingetrokken_op is not None)
    if versie is not None and oplossing.versie != versie:
        raise Gewijzigd("Deze oplossing is intussen in een ander venster bewaard.")
