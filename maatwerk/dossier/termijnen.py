"""What is due, derived from how things stand now: what is done asks for nothing (domein.md §3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from maatwerk.account.models import Medewerker, Toewijzing
from maatwerk.bericht.melden import Over
from maatwerk.bericht.momenten import herinnermoment
from maatwerk.bericht.soorten import Soort
from maatwerk.bewaring.models import Voorstel
from maatwerk.bewaring.queries import list_geblokkeerd
from maatwerk.bewaring.rules import Categorie, maand_later
from maatwerk.casus.models import Casus, Toegang
from maatwerk.casus.rules import Status, antwoord_voor
from maatwerk.casus.venster import Grond
from maatwerk.doorbraak.models import Actie, Besluit
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.klok import plus_werkdagen, vandaag
from maatwerk.kern.rechten import Rol
from maatwerk.les.models import Les, les_schrijver
from maatwerk.les.rules import Lesstatus
from maatwerk.logboek.models import Logregel

_Rijen = Iterator["Termijn"]
_V = TypeVar("_V", bound=Select[*tuple[Any, ...]])
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Termijn:
    """Something that is due from one person: since when he knows, and whether weekly reminders follow the day."""

    wie: int
    soort: Soort
    over: Over
    dag: date
    sinds: date
    daarna: bool = True
    meteen: bool = False

    def moment(self, nu: date) -> date | None:
        """Give the last day up to now on which this person is reminded of it."""
        return herinnermoment(self.dag, self.sinds, nu, daarna=self.daarna, meteen=self.meteen)


def list_termijnen(handeling: Handeling) -> _Rijen:
    """Give everything that is due, or will be, from anybody."""
    for bron in (_triage, _aanvullen, _acties, _controles, _lessen_controleren, _lessen_instemmen, _vervalt, _bezwaar):
        yield from bron(handeling)


def _houdt(rol: Rol, tafel: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    return and_(Toewijzing.rol == rol, Toewijzing.tafel == tafel)


def _actief(vraag: _V, wie: Any) -> _V:  # noqa: ANN401 - a column of any table
    """Leave out who has no account any more."""
    return vraag.join(Medewerker, and_(Medewerker.id == wie, Medewerker.actief))


def _triage(handeling: Handeling) -> _Rijen:
    velden = select(Toewijzing.medewerker_id, Casus.id, Casus.ingediend_op, Casus.spoed_gevolg != "")
    vraag = velden.join(Toewijzing, _houdt(Rol.COORDINATOR, Casus.tafel)).where(Casus.status == Status.INGEDIEND)
    termijnen = handeling.instellingen.algemeen.termijnen
    for wie, casus, ingediend_op, spoed in handeling.sessie.execute(_actief(vraag, Toewijzing.medewerker_id)):
        sinds = _dag(ingediend_op, handeling)
        dag = antwoord_voor(sinds, spoed=spoed, termijnen=termijnen)
        yield Termijn(wie, Soort.TRIAGE_TERMIJN, Over(casus), dag, sinds)


def _sinds(tabel: str, ding: InstrumentedAttribute[int], *wat: str) -> Any:  # noqa: ANN401
    """Select when this was last written in the log: most things do not keep since when they wait."""
    regels = select(func.max(Logregel.wanneer)).where(Logregel.object_soort == tabel, Logregel.object_id == ding)
    return regels.where(Logregel.wat.in_(wat)).correlate(ding.class_).scalar_subquery()


def _aanvullen(handeling: Handeling) -> _Rijen:
    gevraagd = _sinds("casus", Casus.id, f"casus.{Status.AANVULLEN}")
    vraag = select(Casus.indiener_id, Casus.id, gevraagd).where(Casus.status == Status.AANVULLEN)
    waarnemer = (
        select(Toegang.medewerker_id, Casus.id, gevraagd)
        .join(Toegang, Toegang.casus_id == Casus.id)
        .where(Casus.status == Status.AANVULLEN, Toegang.grond == Grond.WAARNEMING, Toegang.tot > handeling.nu)
    )
    dagen = handeling.instellingen.algemeen.bericht.aanvullen_werkdagen
    rijen = handeling.sessie.execute(_actief(vraag, Casus.indiener_id)).all()
    for wie, casus, toen in (*rijen, *handeling.sessie.execute(_actief(waarnemer, Toegang.medewerker_id))):
        sinds = _dag(toen, handeling)
        yield Termijn(wie, Soort.AANVULLEN_TERMIJN, Over(casus), plus_werkdagen(sinds, dagen), sinds)


def _dag(moment: datetime | None, handeling: Handeling) -> date:
    """Give the day of this moment; what the log does not know waits since today."""
    return vandaag(moment) if moment else handeling.vandaag


def _acties(handeling: Handeling) -> _Rijen:
    velden = select(Actie.houder_id, Besluit.casus_id, Actie.id, Actie.voor, Besluit.genomen_op)
    vraag = velden.join(Besluit, Actie.besluit_id == Besluit.id).join(Casus, Casus.id == Besluit.casus_id)
    vraag = vraag.where(Actie.klaar_op.is_(None), Casus.status != Status.VERNIETIGD)
    for wie, casus, actie, voor, genomen_op in handeling.sessie.execute(_actief(vraag, Actie.houder_id)):
        yield Termijn(wie, Soort.ACTIE_TERMIJN, Over(casus, actie), voor, vandaag(genomen_op))


def _controles(handeling: Handeling) -> _Rijen:
    """The moments to look how it goes, counted from the last besluit. Nothing says that it was done: no weekly ones."""
    laatste = select(func.max(Besluit.genomen_op)).where(Besluit.casus_id == Casus.id).correlate(Casus)
    velden = select(Toewijzing.medewerker_id, Casus.id, Casus.status, laatste.scalar_subquery())
    vraag = velden.join(Toewijzing, _houdt(Rol.VOORZITTER, Casus.tafel))
    vraag = vraag.where(Casus.status.in_((Status.IN_UITVOERING, Status.OPVOLGING)))
    for wie, casus, status, genomen_op in handeling.sessie.execute(_actief(vraag, Toewijzing.medewerker_id)):
        sinds = _dag(genomen_op, handeling)
        dag = _volgende_controle(handeling, status, sinds)
        if dag is not None:
            yield Termijn(wie, Soort.CONTROLE_TERMIJN, Over(casus), dag, sinds, daarna=False)


def _volgende_controle(handeling: Handeling, status: Status, sinds: date) -> date | None:
    """Give the next moment to look: after weeks while it is carried out, after months when it is followed."""
    termijnen = handeling.instellingen.algemeen.termijnen
    if status is Status.IN_UITVOERING:
        dagen = [sinds + timedelta(weeks=weken) for weken in termijnen.controle_weken]
    else:
        dagen = [_maanden_later(sinds, maanden) for maanden in termijnen.opvolging_maanden]
    laat = handeling.vandaag - _WEEK  # the round may have stood still on the day itself
    return next((dag for dag in sorted(dagen) if dag > laat), None)


def _maanden_later(dag: date, maanden: int) -> date:
    for _ in range(maanden):
        dag = maand_later(dag)
    return dag


def _lessen_controleren(handeling: Handeling) -> _Rijen:
    sinds = _sinds("les", Les.id, "les.ontworpen", "les.geschreven")
    mag = or_(Toewijzing.rol == Rol.PRIVACY, _houdt(Rol.VOORZITTER, Casus.tafel))
    schreef = exists().where(
        les_schrijver.c.les_id == Les.id, les_schrijver.c.medewerker_id == Toewijzing.medewerker_id
    )
    vraag = select(Toewijzing.medewerker_id, Les.casus_id, Les.id, sinds).join(Les.casus).join(Toewijzing, mag)
    vraag = vraag.where(Les.status == Lesstatus.CONCEPT, ~schreef).distinct()
    dagen = handeling.instellingen.algemeen.bericht.les_werkdagen
    for wie, casus, les, toen in handeling.sessie.execute(_actief(vraag, Toewijzing.medewerker_id)):
        dag = _dag(toen, handeling)
        yield Termijn(wie, Soort.LES_CONTROLEREN_TERMIJN, Over(casus, les), plus_werkdagen(dag, dagen), dag)


def _lessen_instemmen(handeling: Handeling) -> _Rijen:
    sinds = _sinds("les", Les.id, "les.gecontroleerd")
    vraag = select(Casus.indiener_id, Les.casus_id, Les.id, Les.reageer_tot, sinds).join(Les.casus)
    vraag = vraag.where(Les.status == Lesstatus.GECONTROLEERD, Les.ingestemd_op.is_(None))
    for wie, casus, les, dag, toen in handeling.sessie.execute(_actief(vraag, Casus.indiener_id)):
        if dag is not None:  # after it silence counts: nobody is reminded of what he can no longer hold back
            yield Termijn(wie, Soort.LES_INSTEMMEN_TERMIJN, Over(casus, les), dag, _dag(toen, handeling), daarna=False)


def _vervalt(handeling: Handeling) -> _Rijen:
    """Who handed a casus in hears before it is destroyed, with the first day on which that can be."""
    geblokkeerd = list_geblokkeerd(handeling)
    velden = select(Medewerker.id, Casus.id, Voorstel.vervalt_op, Voorstel.bezwaar_tot, Voorstel.voorgesteld_op)
    vraag = _actief(velden.select_from(Voorstel).join(Voorstel.casus), Casus.indiener_id)
    for wie, casus, vervalt_op, bezwaar_tot, toen in handeling.sessie.execute(vraag):
        if casus not in geblokkeerd:
            dag = max(vervalt_op, bezwaar_tot + timedelta(days=1))
            yield Termijn(wie, Soort.VERVALT, Over(casus), dag, vandaag(toen), daarna=False, meteen=True)


def _bezwaar(handeling: Handeling) -> _Rijen:
    velden = select(Toewijzing.medewerker_id, Casus.id, Voorstel.bezwaar_tot, Voorstel.voorgesteld_op)
    vraag = velden.select_from(Voorstel).join(Voorstel.casus).join(Toewijzing, _houdt(Rol.VOORZITTER, Casus.tafel))
    kan_nog = (Voorstel.bezwaar_door.is_(None), Voorstel.bezwaar_tot >= handeling.vandaag)
    vraag = _actief(vraag.where(Voorstel.categorie != Categorie.CONCEPT, *kan_nog), Toewijzing.medewerker_id)
    for wie, casus, dag, toen in handeling.sessie.execute(vraag):
        yield Termijn(wie, Soort.BEZWAAR, Over(casus), dag, vandaag(toen), daarna=False, meteen=True)
