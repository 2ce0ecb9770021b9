"""Finding zittingen and agendapunten. The right that a view names also says at which tafels: one map for both."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, false, literal, or_, select
from sqlalchemy.orm import joinedload, selectinload

from maatwerk.casus import queries as casussen
from maatwerk.casus.models import Casus, Toegang
from maatwerk.casus.rules import Status
from maatwerk.casus.venster import Grond
from maatwerk.kern.beleid import gronden, mag_aan_tafel
from maatwerk.kern.fouten import Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Recht, Relatie, Rol
from maatwerk.tafel.models import Agendapunt, Notitie, Zitting
from maatwerk.tafel.rules import Zittingstatus
from maatwerk.triage.models import Uitnodiging
from maatwerk.triage.queries import list_uitnodigingen as genodigd

BLADZIJDE = 25
_SPOED_EERST = case((Casus.spoed_gevolg != "", 0), else_=1)


def zichtbaar_voor(handeling: Handeling, recht: Recht = Recht.ZITTING_LEZEN) -> Select[Zitting]:
    """Select the zittingen at which this person may do this, by the policy; a lid sees them once published."""
    houdt = (VOORWAARDEN[relatie](handeling, rol) for rol, relatie in gronden(handeling.wie, recht))
    return select(Zitting).where(or_(false(), *houdt))


def _eigen_tafel(handeling: Handeling, rol: Rol) -> ColumnElement[bool]:
    return Zitting.tafel.in_(handeling.wie.tafels(rol))


def _gepubliceerd(handeling: Handeling, rol: Rol) -> ColumnElement[bool]:
    return and_(_eigen_tafel(handeling, rol), Zitting.status != Zittingstatus.GEPLAND)


VOORWAARDEN: Mapping[Relatie, Callable[[Handeling, Rol], ColumnElement[bool]]] = {
    Relatie.EIGEN_TAFEL: _eigen_tafel,
    Relatie.UITGENODIGD: _gepubliceerd,
}
"""What each relation of the policy means for a zitting, in SQL."""


def get_zitting(handeling: Handeling, zitting_id: int, recht: Recht = Recht.ZITTING_LEZEN) -> Zitting:
    """Give a zitting with its agenda. Raises Onvindbaar, also when the reader lacks the right at that tafel."""
    zitting = handeling.sessie.scalar(zichtbaar_voor(handeling, recht).where(Zitting.id == zitting_id))
    if zitting is None:
        raise Onvindbaar
    return zitting


def _agendapunten(handeling: Handeling, recht: Recht) -> Select[Agendapunt]:
    """Select the places on the agendas of the zittingen at which this person may do this, each with its casus."""
    zittingen = zichtbaar_voor(handeling, recht).with_only_columns(Zitting.id)
    return (
        select(Agendapunt)
        .where(Agendapunt.zitting_id.in_(zittingen))
        .options(
            joinedload(Agendapunt.zitting),
            selectinload(Agendapunt.casus).options(selectinload(Casus.knelpunten), selectinload(Casus.pogingen)),
        )
    )


def get_agendapunt(handeling: Handeling, agendapunt_id: int, recht: Recht) -> Agendapunt:
    """Give an agendapunt: the right must hold for the zitting and for the casus on it. Raises Onvindbaar."""
    leesbaar = casussen.zichtbaar_voor(handeling, recht).with_only_columns(Casus.id)
    vraag = _agendapunten(handeling, recht).where(Agendapunt.casus_id.in_(leesbaar))
    return _een(handeling, vraag, agendapunt_id)


def get_plek(handeling: Handeling, agendapunt_id: int) -> Agendapunt:
    """Give an agendapunt to whoever plans: a casus that was withdrawn can still go off. Raises Onvindbaar."""
    return _een(handeling, _agendapunten(handeling, Recht.ZITTING_PLANNEN), agendapunt_id)


def _een(handeling: Handeling, vraag: Select[Agendapunt], agendapunt_id: int) -> Agendapunt:
    agendapunt = handeling.sessie.scalar(vraag.where(Agendapunt.id == agendapunt_id))
    if agendapunt is None:
        raise Onvindbaar
    return agendapunt


def list_leesbaar(handeling: Handeling, agenda: Sequence[Agendapunt]) -> Sequence[int]:
    """Give the ids of the casussen on this agenda whose content the reader may see now."""
    nummers = [punt.casus_id for punt in agenda]
    vraag = casussen.zichtbaar_voor(handeling).where(Casus.id.in_(nummers)).with_only_columns(Casus.id)
    return handeling.sessie.scalars(vraag).all()


def list_zichtbaar(handeling: Handeling, zitting: Zitting) -> Sequence[Agendapunt]:
    """Give the agenda as this reader may know it: whoever plans sees every number, a lid what it was invited to."""
    if mag_aan_tafel(handeling.wie, Recht.ZITTING_PLANNEN, zitting.tafel):
        return zitting.agenda
    leesbaar = set(list_leesbaar(handeling, zitting.agenda))
    return [punt for punt in zitting.agenda if punt.casus_id in leesbaar]


def list_zittingen(handeling: Handeling) -> Sequence[Zitting]:
    """Give the zittingen that are not closed, the first one first."""
    vraag = zichtbaar_voor(handeling).where(Zitting.status != Zittingstatus.GESLOTEN)
    return handeling.sessie.scalars(vraag.order_by(Zitting.begint_op, Zitting.id)).all()


def list_gesloten(handeling: Handeling, voor: int | None = None) -> Sequence[Zitting]:
    """Give a page of closed zittingen, newest first; `voor` is the id of the last zitting of the page before."""
    vraag = zichtbaar_voor(handeling).where(Zitting.status == Zittingstatus.GESLOTEN)
    if voor is not None:
        grens = get_zitting(handeling, voor)
        zelfde_tijd = and_(Zitting.begint_op == grens.begint_op, Zitting.id < voor)
        vraag = vraag.where(or_(Zitting.begint_op < grens.begint_op, zelfde_tijd))
    return handeling.sessie.scalars(vraag.order_by(Zitting.begint_op.desc(), Zitting.id.desc()).limit(BLADZIJDE)).all()


def list_te_agenderen(handeling: Handeling, zitting: Zitting) -> Sequence[Casus]:
    """Give the casussen that are ready for this tafel, spoed first; not those this zitting already had."""
    vraag = casussen.zichtbaar_voor(handeling, Recht.ZITTING_PLANNEN).where(
        Casus.tafel == zitting.tafel,
        Casus.status == Status.GEREED,
        Casus.id.not_in([punt.casus_id for punt in zitting.agenda]),
    )
    return handeling.sessie.scalars(vraag.order_by(_SPOED_EERST, Casus.ingediend_op, Casus.id)).all()


def get_klaar(handeling: Handeling, casus_id: int) -> Casus:
    """Give a casus within reach of this planner. Raises Onvindbaar."""
    casus = handeling.sessie.scalar(
        casussen.zichtbaar_voor(handeling, Recht.ZITTING_PLANNEN).where(Casus.id == casus_id)
    )
    if casus is None:
        raise Onvindbaar
    return casus


def _verder_dan(grens: Casus) -> ColumnElement[bool]:
    """Give the condition of coming after this casus: spoed first, then the one that waits longest."""
    rang = literal(0 if grens.spoed else 1)
    gelijk_op = Casus.ingediend_op == grens.ingediend_op
    later = or_(Casus.ingediend_op > grens.ingediend_op, and_(gelijk_op, Casus.id > grens.id))
    return or_(rang < _SPOED_EERST, and_(rang == _SPOED_EERST, later))


def list_klaar(handeling: Handeling, na: int | None = None) -> Sequence[Casus]:
    """Give a page of the casussen that are ready for one of the tafels of this planner, spoed first."""
    vraag = casussen.zichtbaar_voor(handeling, Recht.ZITTING_PLANNEN).where(Casus.status == Status.GEREED)
    if na is not None:
        vraag = vraag.where(_verder_dan(get_klaar(handeling, na)))
    volgorde = (_SPOED_EERST, Casus.ingediend_op, Casus.id)
    return handeling.sessie.scalars(vraag.order_by(*volgorde).limit(BLADZIJDE)).all()


def list_met_plek(handeling: Handeling, nu: datetime) -> Sequence[Zitting]:
    """Give the zittingen to come of this planner that have a slot left, the first one first."""
    vraag = zichtbaar_voor(handeling, Recht.ZITTING_PLANNEN).where(
        Zitting.status != Zittingstatus.GESLOTEN, Zitting.begint_op > nu
    )
    zittingen = handeling.sessie.scalars(vraag.order_by(Zitting.begint_op, Zitting.id))
    return [zitting for zitting in zittingen if len(zitting.agenda) < zitting.slots]


def list_uitnodigingen(handeling: Handeling, zitting: Zitting) -> Mapping[int, Sequence[Uitnodiging]]:
    """Give who is asked for the casussen on this agenda of which the reader may know that, by the id of the casus."""
    nummers = [punt.casus_id for punt in zitting.agenda]
    mag = casussen.zichtbaar_voor(handeling, Recht.TRIAGE_LEZEN).where(Casus.id.in_(nummers))
    gevonden: dict[int, list[Uitnodiging]] = {}
    for uitnodiging in genodigd(handeling, handeling.sessie.scalars(mag.with_only_columns(Casus.id)).all()):
        gevonden.setdefault(uitnodiging.casus_id, []).append(uitnodiging)
    return gevonden


def list_notities(handeling: Handeling, agendapunt: Agendapunt) -> Sequence[Notitie]:
    """Give the notes of this agendapunt, at most one per phase."""
    return handeling.sessie.scalars(select(Notitie).where(Notitie.agendapunt_id == agendapunt.id)).all()


def find_notitie(handeling: Handeling, agendapunt: Agendapunt, fase: str) -> Notitie | None:
    """Give the note of one phase as it is now, if there is one."""
    vraag = select(Notitie).where(Notitie.agendapunt_id == agendapunt.id, Notitie.fase == fase)
    return handeling.sessie.scalar(vraag.execution_options(populate_existing=True))


def list_eerdere(handeling: Handeling, agendapunt: Agendapunt) -> Sequence[tuple[Agendapunt, Sequence[Notitie]]]:
    """Give the earlier rounds of this casus at tafels of this reader, the last one first, each with its notes."""
    zittingen = zichtbaar_voor(handeling, Recht.NOTEREN).with_only_columns(Zitting.id)
    eerder = (
        select(Agendapunt)
        .where(
            Agendapunt.casus_id == agendapunt.casus_id,
            Agendapunt.id < agendapunt.id,
            Agendapunt.afgerond_op.is_not(None),
            Agendapunt.zitting_id.in_(zittingen),
        )
        .options(joinedload(Agendapunt.zitting))
        .order_by(Agendapunt.id.desc())
    )
    rondes = handeling.sessie.scalars(eerder).all()
    return [(ronde, list_notities(handeling, ronde)) for ronde in rondes]


def find_aan_tafel(handeling: Handeling, zitting: Zitting) -> Agendapunt | None:
    """Give what the tafel talks about now, as far as this reader may read it: the last one that was started."""
    leesbaar = casussen.zichtbaar_voor(handeling, Recht.NOTEREN).with_only_columns(Casus.id)
    vraag = _agendapunten(handeling, Recht.NOTEREN).where(
        Agendapunt.zitting_id == zitting.id,
        Agendapunt.gestart_op.is_not(None),
        Agendapunt.afgerond_op.is_(None),
        Agendapunt.casus_id.in_(leesbaar),
    )
    punten = handeling.sessie.scalars(vraag.order_by(Agendapunt.gestart_op.desc(), Agendapunt.id.desc()))
    return next((punt for punt in punten if punt.casus.status is Status.INGEPLAND), None)


def is_eigen(handeling: Handeling, casus: Casus) -> bool:
    """Answer whether this casus is of whoever acts: handed in, or standing in for who did."""
    vraag = select(Toegang.id).where(
        Toegang.casus_id == casus.id,
        Toegang.medewerker_id == handeling.wie.id,
        Toegang.grond == Grond.WAARNEMING,
        Toegang.vanaf <= handeling.nu,
        Toegang.tot > handeling.nu,
    )
    if handeling.wie.id is None:
        return False
    return casus.indiener_id == handeling.wie.id or handeling.sessie.scalar(vraag.limit(1)) is not None
