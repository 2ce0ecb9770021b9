"""Finding besluiten and acties. An actie shows to its holder, also when the casus itself no longer does."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, exists, false, func, or_, select
from sqlalchemy.orm import contains_eager, lazyload, load_only

from maatwerk.account.models import Medewerker, Toewijzing
from maatwerk.casus import queries as casussen
from maatwerk.casus.models import Casus
from maatwerk.doorbraak.models import Actie, Besluit, Doorbraak, Procesevaluatie
from maatwerk.kern.beleid import gronden
from maatwerk.kern.fouten import Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import AAN_TAFEL, Recht, Relatie
from maatwerk.tafel.models import Agendapunt


def find_besluit(handeling: Handeling, agendapunt: Agendapunt) -> Besluit | None:
    """Give the besluit of this agendapunt, if there is one."""
    return handeling.sessie.scalar(select(Besluit).where(Besluit.agendapunt_id == agendapunt.id))


def list_besluiten(handeling: Handeling, casus: Casus) -> Sequence[Besluit]:
    """Give every besluit about this casus, the first one first, with its doorbraken and acties."""
    vraag = select(Besluit).where(Besluit.casus_id == casus.id)
    return handeling.sessie.scalars(vraag.order_by(Besluit.genomen_op, Besluit.id)).all()


def list_houders(handeling: Handeling, agendapunt: Agendapunt) -> Sequence[Medewerker]:
    """Give who may take an actie: everybody with a rol at this tafel, and the indiener; by name."""
    zit_aan = exists().where(
        Toewijzing.medewerker_id == Medewerker.id,
        Toewijzing.tafel == agendapunt.zitting.tafel,
        Toewijzing.rol.in_(AAN_TAFEL),
    )
    vraag = select(Medewerker).where(Medewerker.actief, or_(zit_aan, Medewerker.id == agendapunt.casus.indiener_id))
    return handeling.sessie.scalars(vraag.order_by(Medewerker.naam, Medewerker.id)).all()


def get_doorbraak(handeling: Handeling, doorbraak_id: int) -> Doorbraak:
    """Give a doorbraak to whoever takes besluiten about its casus. Raises Onvindbaar for anybody else."""
    vraag = select(Doorbraak).join(Besluit, Doorbraak.besluit_id == Besluit.id).join(Casus)
    besluit_mee = casussen.mag_op(handeling, Recht.BESLUITEN)
    doorbraak = handeling.sessie.scalar(vraag.where(Doorbraak.id == doorbraak_id, besluit_mee))
    if doorbraak is None:
        raise Onvindbaar
    return doorbraak


def _acties() -> Select[Actie]:
    """Select acties with only the number of their casus: an actie shows no text of the casus."""
    return (
        select(Actie)
        .join(Actie.besluit)
        .join(Besluit.casus)
        .options(
            contains_eager(Actie.besluit).options(
                load_only(Besluit.casus_id),
                lazyload(Besluit.doorbraken),
                lazyload(Besluit.acties),
                contains_eager(Besluit.casus).load_only(Casus.aangemaakt_op),
            )
        )
        .order_by(Actie.voor, Actie.id)
    )


def mag_op_actie(handeling: Handeling, recht: Recht) -> ColumnElement[bool]:
    """Give the condition on an actie: being its holder is what "eigen" means here; the rest is about its casus."""
    houdt = (
        Actie.houder_id == handeling.wie.id
        if relatie is Relatie.EIGEN
        else casussen.VOORWAARDEN[relatie](handeling, rol)
        for rol, relatie in gronden(handeling.wie, recht)
    )
    return or_(false(), *houdt)


def get_actie(handeling: Handeling, actie_id: int) -> Actie:
    """Give an actie to its holder or to the voorzitter of the tafel. Raises Onvindbaar for anybody else."""
    van_mij = mag_op_actie(handeling, Recht.ACTIE_AFRONDEN)
    actie = handeling.sessie.scalar(_acties().where(Actie.id == actie_id, van_mij))
    if actie is None:
        raise Onvindbaar
    return actie


def list_open_acties(handeling: Handeling) -> Sequence[Actie]:
    """Give the own open acties, the most urgent first."""
    mag = mag_op_actie(handeling, Recht.ACTIE_AFRONDEN)
    vraag = _acties().where(mag, Actie.houder_id == handeling.wie.id, Actie.klaar_op.is_(None))
    return handeling.sessie.scalars(vraag).all()


def list_acties_van_tafels(handeling: Handeling) -> Sequence[Actie]:
    """Give the open acties of the tafels of this coördinator or voorzitter: number, holder and date, no text."""
    vraag = _acties().where(mag_op_actie(handeling, Recht.ACTIES_BEWAKEN), Actie.klaar_op.is_(None))
    zonder_tekst = load_only(Actie.voor, Actie.besluit_id, Actie.houder_id, raiseload=True)
    return handeling.sessie.scalars(vraag.options(zonder_tekst)).all()


def tel_open_acties(handeling: Handeling, casus: Casus) -> int:
    """Count what still has to be done for this casus, over all its besluiten."""
    vraag = select(func.count(Actie.id)).join(Actie.besluit).where(Besluit.casus_id == casus.id)
    return handeling.sessie.scalar(vraag.where(Actie.klaar_op.is_(None))) or 0


def find_procesevaluatie(handeling: Handeling, casus: Casus) -> Procesevaluatie | None:
    """Give the four answers with which this casus closed, if it did."""
    return handeling.sessie.scalar(select(Procesevaluatie).where(Procesevaluatie.casus_id == casus.id))
