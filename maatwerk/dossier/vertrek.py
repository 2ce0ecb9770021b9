"""Reading what somebody leaves behind: numbers for the beheerder, and who can hand it on. No content."""

from collections.abc import Sequence

from sqlalchemy import and_, func, or_, select

from maatwerk.account.models import Medewerker, Toewijzing
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import VOORBIJ
from maatwerk.doorbraak.models import Actie, Besluit
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol

_DRAGEN_OVER = (Rol.COORDINATOR, Rol.VOORZITTER)


def tel_wat_blijft_liggen(handeling: Handeling, medewerker: Medewerker) -> tuple[int, int]:
    """Count the casussen that still run and the open acties of somebody who leaves. Numbers only, no content."""
    eigen = (Casus.indiener_id == medewerker.id, Casus.status.not_in(VOORBIJ))
    open_ = (Actie.houder_id == medewerker.id, Actie.klaar_op.is_(None))
    casussen, acties = (
        select(func.count()).select_from(soort).where(*waar) for soort, waar in ((Casus, eigen), (Actie, open_))
    )
    return handeling.sessie.scalar(casussen) or 0, handeling.sessie.scalar(acties) or 0


def list_overnemers(handeling: Handeling, medewerker: Medewerker) -> Sequence[Medewerker]:
    """Give who can hand on what this person leaves: the coördinatoren and voorzitters of the tafels concerned."""
    eigen = select(Casus.tafel).where(Casus.indiener_id == medewerker.id, Casus.status.not_in(VOORBIJ))
    acties = select(Casus.tafel).join(Besluit, Besluit.casus_id == Casus.id).join(Actie, Actie.besluit_id == Besluit.id)
    open_ = acties.where(Actie.houder_id == medewerker.id, Actie.klaar_op.is_(None))
    plek = Medewerker.toewijzingen.any(
        and_(Toewijzing.rol.in_(_DRAGEN_OVER), or_(Toewijzing.tafel.in_(eigen), Toewijzing.tafel.in_(open_)))
    )
    vraag = select(Medewerker).where(Medewerker.actief, Medewerker.id != medewerker.id, plek)
    return handeling.sessie.scalars(vraag.order_by(Medewerker.naam, Medewerker.id)).all()
