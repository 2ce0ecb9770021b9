"""Finding zittingen and agendapunten. The right that a view names also says at which tafels: one map for both."""

from collections.abc import Sequence

from sqlalchemy import Select, and_, case, or_, select
from sqlalchemy.orm import joinedload, selectinload

from maatwerk.casus import queries as casussen
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Status
from maatwerk.kern.fouten import Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import RECHTEN, Recht, Rol
from maatwerk.tafel.models import Agendapunt, Notitie, Zitting
from maatwerk.tafel.rules import Zittingstatus

BLADZIJDE = 25


def zichtbaar_voor(handeling: Handeling, recht: Recht = Recht.ZITTING_LEZEN) -> Select[Zitting]:
    """Select the zittingen of the tafels at which this reader has the right; a lid sees them once published."""
    wie, rollen = handeling.wie, RECHTEN[recht]
    maakt = frozenset[str]().union(*(wie.tafels(rol) for rol in rollen - {Rol.LID}))
    komt = wie.tafels(Rol.LID) if Rol.LID in rollen else frozenset[str]()
    return select(Zitting).where(
        or_(Zitting.tafel.in_(maakt), and_(Zitting.tafel.in_(komt), Zitting.status != Zittingstatus.GEPLAND))
    )


def get_zitting(handeling: Handeling, zitting_id: int, recht: Recht = Recht.ZITTING_LEZEN) -> Zitting:
    """Give a zitting with its agenda. Raises Onvindbaar, also when the reader lacks the right at that tafel."""
    zitting = handeling.sessie.scalar(zichtbaar_voor(handeling, recht).where(Zitting.id == zitting_id))
    if zitting is None:
        raise Onvindbaar
    return zitting


def find_agendapunt(handeling: Handeling, agendapunt_id: int, recht: Recht) -> Agendapunt | None:
    """Give a place on an agenda, without asking whether the reader may see the casus in it."""
    zittingen = zichtbaar_voor(handeling, recht).with_only_columns(Zitting.id)
    return handeling.sessie.scalar(
        select(Agendapunt)
        .where(Agendapunt.id == agendapunt_id, Agendapunt.zitting_id.in_(zittingen))
        .options(
            joinedload(Agendapunt.zitting),
            selectinload(Agendapunt.casus).options(selectinload(Casus.knelpunten), selectinload(Casus.pogingen)),
        )
    )


def get_agendapunt(handeling: Handeling, agendapunt_id: int, recht: Recht = Recht.ZITTING_LEZEN) -> Agendapunt:
    """Give an agendapunt of a visible zitting with a casus that the reader may see now. Raises Onvindbaar."""
    agendapunt = find_agendapunt(handeling, agendapunt_id, recht)
    if agendapunt is None or not list_leesbaar(handeling, [agendapunt]):
        raise Onvindbaar
    return agendapunt


def get_plek(handeling: Handeling, agendapunt_id: int) -> Agendapunt:
    """Give an agendapunt to whoever plans: a casus that was withdrawn can still go off. Raises Onvindbaar."""
    agendapunt = find_agendapunt(handeling, agendapunt_id, Recht.ZITTING_PLANNEN)
    if agendapunt is None:
        raise Onvindbaar
    return agendapunt


def list_leesbaar(handeling: Handeling, agenda: Sequence[Agendapunt]) -> Sequence[int]:
    """Give the ids of the casussen on this agenda whose content the reader may see now."""
    nummers = [punt.casus_id for punt in agenda]
    vraag = casussen.zichtbaar_voor(handeling).where(Casus.id.in_(nummers)).with_only_columns(Casus.id)
    return handeling.sessie.scalars(vraag).all()


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
    vraag = casussen.zichtbaar_voor(handeling).where(
        Casus.tafel == zitting.tafel,
        Casus.status == Status.GEREED,
        Casus.id.not_in([punt.casus_id for punt in zitting.agenda]),
    )
    spoed_eerst = case((Casus.spoed_gevolg != "", 0), else_=1)
    return handeling.sessie.scalars(vraag.order_by(spoed_eerst, Casus.ingediend_op, Casus.id)).all()


def list_notities(handeling: Handeling, agendapunt: Agendapunt) -> Sequence[Notitie]:
    """Give the notes of this agendapunt, at most one per phase."""
    return handeling.sessie.scalars(select(Notitie).where(Notitie.agendapunt_id == agendapunt.id)).all()


def find_notitie(handeling: Handeling, agendapunt: Agendapunt, fase: str) -> Notitie | None:
    """Give the note of one phase, if there is one."""
    vraag = select(Notitie).where(Notitie.agendapunt_id == agendapunt.id, Notitie.fase == fase)
    return handeling.sessie.scalar(vraag)
