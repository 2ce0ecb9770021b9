"""What each casus, les and hulp of one period counts for: the only reading of rows behind a figure."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from maatwerk.casus.models import Casus, Knelpunt, Regel
from maatwerk.casus.rules import ANDERS, Status, Werking
from maatwerk.doorbraak.models import Besluit, Doorbraak
from maatwerk.inzicht.onderdrukking import Kenmerk
from maatwerk.inzicht.periodes import Periode
from maatwerk.inzicht.tabellen import Wie
from maatwerk.inzicht.tellen import Eenheid
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.klok import lokaal_moment, vandaag
from maatwerk.les.models import Hulp, Les
from maatwerk.les.models import Kenmerk as Leskenmerk
from maatwerk.les.rules import Lesstatus

_GEEN = ("", ANDERS)
"""What somebody left open or typed: that is no value of a list, so no table has it."""


def find_eerste_dag(handeling: Handeling) -> date | None:
    """Give the day that the oldest figure can be about; None when there is nothing to count."""
    oudste = handeling.sessie.scalar(select(func.min(Casus.ingediend_op)))
    kwartalen = [
        handeling.sessie.scalar(select(func.min(kolom)).where(kolom != "")) for kolom in (Les.kwartaal, Hulp.kwartaal)
    ]
    dagen = [date(int(kwartaal[:4]), 1, 1) for kwartaal in kwartalen if kwartaal]
    return min([*dagen, *([vandaag(oudste)] if oudste else [])], default=None)


def list_eenheden(handeling: Handeling, wie: Wie, periode: Periode) -> Iterable[Eenheid]:
    """Give for each casus, les or hulp of this period what it counts for, and nothing else."""
    return _BRONNEN[wie](handeling, periode)


def _casussen(handeling: Handeling, periode: Periode) -> Iterable[Eenheid]:
    sessie, erin = handeling.sessie, _ingediend_in(periode)
    alles: dict[int, set[Kenmerk]] = {}
    for nummer, tafel, leefgebieden in sessie.execute(select(Casus.id, Casus.tafel, Casus.leefgebieden).where(erin)):
        alles[nummer] = {("tafel", tafel), *_kenmerken("leefgebied", leefgebieden)}
    knelpunten = select(Knelpunt.casus_id, Knelpunt.soort).join(Casus, Casus.id == Knelpunt.casus_id)
    for nummer, soort in sessie.execute(knelpunten.where(erin)):
        alles[nummer] |= _kenmerken("knelpunttype", [soort])
    wetten = select(Knelpunt.casus_id, Regel.wet).join(Casus, Casus.id == Knelpunt.casus_id)
    wetten = wetten.join(Regel, Regel.knelpunt_id == Knelpunt.id).where(Regel.werking == Werking.KNELT)
    for nummer, wet in sessie.execute(wetten.where(erin)):
        alles[nummer] |= _kenmerken("wet", [wet])
    doorbraken = select(Besluit.casus_id, Doorbraak.niveau, Doorbraak.status).join(Casus, Casus.id == Besluit.casus_id)
    doorbraken = doorbraken.join(Doorbraak, Doorbraak.besluit_id == Besluit.id)
    for nummer, niveau, status in sessie.execute(doorbraken.where(erin)):
        alles[nummer].add(("doorbraak", f"{niveau}, {status}"))
    return map(frozenset, alles.values())


def _kenmerken(dimensie: str, waarden: Iterable[str]) -> set[Kenmerk]:
    return {(dimensie, waarde) for waarde in waarden if waarde not in _GEEN}


def _ingediend_in(periode: Periode) -> ColumnElement[bool]:
    """Hold for what was handed in on a day of this period, by a Dutch calendar, and is not withdrawn."""
    begin, eind = _middernacht(periode.van), _middernacht(periode.tot)
    return and_(Casus.ingediend_op >= begin, Casus.ingediend_op < eind, Casus.status != Status.INGETROKKEN)


def _middernacht(dag: date) -> datetime:
    return lokaal_moment(dag, time.min)


def _lessen(handeling: Handeling, periode: Periode) -> Iterable[Eenheid]:
    erin = and_(Les.status == Lesstatus.GEPUBLICEERD, _in_kwartaal(Les.kwartaal, periode))
    alles: dict[int, set[Kenmerk]] = {nummer: set() for nummer in handeling.sessie.scalars(select(Les.id).where(erin))}
    vraag = select(Leskenmerk.les_id, Leskenmerk.soort, Leskenmerk.waarde).join(Les, Les.id == Leskenmerk.les_id)
    for nummer, soort, waarde in handeling.sessie.execute(vraag.where(erin)):
        alles[nummer] |= _kenmerken(soort, [waarde])
    return map(frozenset, alles.values())


def _hulp(handeling: Handeling, periode: Periode) -> Iterable[Eenheid]:
    vraag = select(Hulp.id).where(_in_kwartaal(Hulp.kwartaal, periode))
    return [frozenset() for _ in handeling.sessie.scalars(vraag)]


def _in_kwartaal(kolom: InstrumentedAttribute[str], periode: Periode) -> ColumnElement[bool]:
    """Hold for this quarter, or for any quarter of this year."""
    return or_(kolom == periode.code, kolom.startswith(f"{periode.code}-", autoescape=True))


_BRONNEN: Mapping[Wie, Callable[[Handeling, Periode], Iterable[Eenheid]]] = {
    Wie.CASUSSEN: _casussen,
    Wie.LESSEN: _lessen,
    Wie.HULP: _hulp,
}
