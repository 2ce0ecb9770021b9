"""The work list of the coördinator: spoed on top, the oldest promise first, and filters that say what they hide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import ColumnElement, and_, case, func, not_, or_, select
from sqlalchemy.orm import joinedload

from maatwerk.casus.models import Casus
from maatwerk.casus.queries import BLADZIJDE, beloofd_antwoord, mag_op, zichtbaar_voor
from maatwerk.casus.rules import Status
from maatwerk.kern.fouten import Invoerfout, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.klok import lokaal_moment, vandaag
from maatwerk.kern.rechten import Recht
from maatwerk.logboek.commands import noteer
from maatwerk.triage.models import Werkfilter
from maatwerk.triage.rules import (
    AAN_DE_BEURT,
    MEESTE_FILTERS,
    Termijn,
    WachtOp,
    laatste_te_late_dag,
    termijn,
    werkdagen_tussen,
)

_STAND = {wie: status for status, wie in AAN_DE_BEURT.items()}
_SPOED = Casus.spoed_gevolg != ""
_BEGIN = func.coalesce(Casus.teruggekomen_op, Casus.ingediend_op)
_RANG = case((and_(_SPOED, Casus.status == Status.INGEDIEND), 0), (_SPOED, 1), else_=case(
    (Casus.status == Status.INGEDIEND, 2), else_=3))  # fmt: skip
"""Spoed on top; within that what waits for the coördinator: only there a promise runs."""


@dataclass(frozen=True)
class Keuze:
    """What somebody wants to see of the list; an empty one hides nothing."""

    tafel: str = ""
    wijk: str = ""
    wacht_op: WachtOp | None = None
    spoed: bool = False
    te_laat: bool = False

    def als_adres(self) -> str:
        """Give what the address of the list asks: also how a filter is kept."""
        velden = {"tafel": self.tafel, "wijk": self.wijk, "wacht_op": self.wacht_op or ""}
        velden |= {naam: "ja" if getattr(self, naam) else "" for naam in ("spoed", "te_laat")}
        return urlencode({naam: waarde for naam, waarde in velden.items() if waarde})


def _leesbaar(naam: str) -> str:
    """Give a name from the address back, if a database can look for it."""
    return naam if naam.isprintable() else ""


def lees_keuze(velden: Mapping[str, str]) -> Keuze:
    """Read what the address asks; what it does not know hides nothing."""
    wacht_op = velden.get("wacht_op", "")
    return Keuze(
        tafel=_leesbaar(velden.get("tafel", "")),
        wijk=_leesbaar(velden.get("wijk", "")),
        wacht_op=WachtOp(wacht_op) if wacht_op in set(WachtOp) else None,
        spoed=velden.get("spoed") == "ja",
        te_laat=velden.get("te_laat") == "ja",
    )


@dataclass(frozen=True)
class Regel:
    """One casus on the list: who is at turn, since how long, and what was promised."""

    casus: Casus
    wacht_op: WachtOp
    sinds: date
    werkdagen: int
    termijn: Termijn | None
    indiener_weg: bool


def list_werk(handeling: Handeling, keuze: Keuze, na: int | None = None) -> list[Regel]:
    """Give a page of the list; `na` is the id of the last casus of the page before."""
    vraag = _lijst(handeling).where(_past(handeling, keuze))
    if na is not None:
        vraag = vraag.where(_verder_dan(handeling, na))
    volgorde = (_RANG, _BEGIN, Casus.id)
    casussen = handeling.sessie.scalars(
        vraag.options(joinedload(Casus.indiener)).order_by(*volgorde).limit(BLADZIJDE)
    ).unique()
    return [_regel(handeling, casus) for casus in casussen]


def _lijst(handeling: Handeling) -> Any:  # noqa: ANN401 - a Select, of Casus or of its columns
    return zichtbaar_voor(handeling, Recht.CASUS_TRIEREN)


def _verder_dan(handeling: Handeling, na: int) -> ColumnElement[bool]:
    """Give the condition of coming after this casus in the order of the list (keyset paging). Raises Onvindbaar."""
    vraag = select(_RANG.label("rang"), _BEGIN.label("begin")).where(
        Casus.id == na, mag_op(handeling, Recht.CASUS_TRIEREN)
    )
    grens = handeling.sessie.execute(vraag).one_or_none()
    if grens is None:
        raise Onvindbaar
    rang, begin = grens.rang, grens.begin
    return or_(
        rang < _RANG,
        and_(rang == _RANG, begin < _BEGIN),
        and_(rang == _RANG, begin == _BEGIN, Casus.id > na),
    )


def _past(handeling: Handeling, keuze: Keuze) -> ColumnElement[bool]:
    eisen: list[ColumnElement[bool]] = [Casus.id > 0]
    if keuze.tafel:
        eisen.append(Casus.tafel == keuze.tafel)
    if keuze.wijk:
        eisen.append(Casus.wijk == keuze.wijk)
    if keuze.wacht_op:
        eisen.append(Casus.status == _STAND[keuze.wacht_op])
    if keuze.spoed:
        eisen.append(_SPOED)
    if keuze.te_laat:
        eisen.append(_te_laat(handeling))
    return and_(*eisen)


def _te_laat(handeling: Handeling) -> ColumnElement[bool]:
    termijnen = handeling.instellingen.algemeen.termijnen
    spoed, gewoon = (
        lokaal_moment(laatste_te_late_dag(handeling.vandaag, dagen) + timedelta(days=1), time.min)
        for dagen in (termijnen.spoed_werkdagen, termijnen.triage_werkdagen)
    )
    gebroken = or_(and_(_SPOED, spoed > _BEGIN), and_(not_(_SPOED), gewoon > _BEGIN))
    return and_(Casus.status == Status.INGEDIEND, gebroken)


def _regel(handeling: Handeling, casus: Casus) -> Regel:
    dag = handeling.vandaag
    sinds = vandaag(casus.teruggekomen_op or casus.ingediend_op or casus.aangemaakt_op)
    beloofd = beloofd_antwoord(casus, handeling.instellingen.algemeen.termijnen)
    loopt = casus.status is Status.INGEDIEND and beloofd is not None
    return Regel(
        casus=casus,
        wacht_op=AAN_DE_BEURT[casus.status],
        sinds=sinds,
        werkdagen=werkdagen_tussen(sinds, dag),
        termijn=termijn(beloofd, dag) if loopt and beloofd else None,
        indiener_weg=casus.indiener is not None and not casus.indiener.actief,
    )


def tel_werk(handeling: Handeling, keuze: Keuze) -> tuple[int, int]:
    """Count how many casussen this choice shows, and how many it hides."""
    past = _past(handeling, keuze)
    vraag = _lijst(handeling).with_only_columns(func.count(), func.coalesce(func.sum(case((past, 1), else_=0)), 0))
    alle, getoond = handeling.sessie.execute(vraag).one()
    return int(getoond), int(alle) - int(getoond)


def list_filters(handeling: Handeling) -> Sequence[Werkfilter]:
    """Give the own filters, by name."""
    vraag = select(Werkfilter).where(Werkfilter.medewerker_id == handeling.wie.id)
    return sorted(handeling.sessie.scalars(vraag), key=lambda filter_: filter_.naam.casefold())


def bewaar_filter(handeling: Handeling, naam: str, keuze: Keuze) -> Werkfilter:
    """Keep a choice under a name; the same name again replaces it. Raises Invoerfout on `naam`."""
    if keuze == Keuze():
        raise Invoerfout({"naam": "Dit filter verbergt niets. Kies eerst waarop je wilt filteren."})
    eigen = list_filters(handeling)
    filter_ = next((oud for oud in eigen if oud.naam.casefold() == naam.strip().casefold()), None)
    if filter_ is None and len(eigen) >= MEESTE_FILTERS:
        raise Invoerfout({"naam": f"Je hebt al {MEESTE_FILTERS} filters. Gooi er eerst een weg."})
    filter_ = filter_ or Werkfilter(medewerker_id=handeling.wie.id or 0, naam=naam.strip())
    filter_.keuze = keuze.als_adres()
    handeling.sessie.add(filter_)
    noteer(handeling, "werkfilter.bewaard", filter_)
    return filter_


def gooi_filter_weg(handeling: Handeling, filter_id: int) -> None:
    """Throw an own filter away. Raises Onvindbaar for anybody else's."""
    eigen = next((filter_ for filter_ in list_filters(handeling) if filter_.id == filter_id), None)
    if eigen is None:
        raise Onvindbaar
    noteer(handeling, "werkfilter.weggegooid", eigen)
    handeling.sessie.delete(eigen)
