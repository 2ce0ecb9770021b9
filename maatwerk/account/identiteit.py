"""Which account of the organisation belongs to which medewerker: (issuer, subject), never an e-mail address."""

from collections.abc import Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload

from maatwerk.account.bewijs import Bewijs
from maatwerk.account.models import Identiteit, Medewerker
from maatwerk.kern.fouten import Invoerfout, NietToegestaan, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.instellingen import Oidc
from maatwerk.logboek.commands import noteer

_BEZET = "Dit account van je organisatie hoort hier al bij iemand. Vraag je beheerder als dat niet klopt."
_HEEFT_AL = "Je hebt al een account van je organisatie gekoppeld. Ontkoppel dat eerst."


def koppel(handeling: Handeling, medewerker: Medewerker, iss: str, sub: str) -> Identiteit:
    """Let this medewerker sign in as (iss, sub). Raises NietToegestaan when one of both is taken.

    Only with an (iss, sub) from a checked Bewijs, in a request that proves to come from this medewerker.
    """
    bestaand = find_identiteit(handeling.sessie, iss, sub)
    if bestaand is not None and bestaand.medewerker_id == medewerker.id:
        return bestaand
    if bestaand is not None:
        raise NietToegestaan(_BEZET)
    if any(identiteit.iss == iss for identiteit in list_identiteiten(handeling.sessie, medewerker.id)):
        raise NietToegestaan(_HEEFT_AL)
    identiteit = Identiteit(medewerker_id=medewerker.id, iss=iss, sub=sub, gekoppeld_op=handeling.nu)
    handeling.sessie.add(identiteit)
    noteer(handeling, "identiteit.gekoppeld", identiteit)
    return identiteit


def ontkoppel(handeling: Handeling, identiteit_id: int) -> None:
    """Take a link of one's own away. Raises Onvindbaar for that of somebody else."""
    eigen = list_identiteiten(handeling.sessie, handeling.wie.id)
    identiteit = next((eigene for eigene in eigen if eigene.id == identiteit_id), None)
    if identiteit is None:
        raise Onvindbaar
    noteer(handeling, "identiteit.ontkoppeld", identiteit)
    handeling.sessie.delete(identiteit)


def find_identiteit(sessie: Session, iss: str, sub: str) -> Identiteit | None:
    """Give the link of this (iss, sub), with its medewerker."""
    vraag = select(Identiteit).where(Identiteit.iss == iss, Identiteit.sub == sub)
    medewerker = joinedload(Identiteit.medewerker)
    return sessie.scalar(
        vraag.options(medewerker.selectinload(Medewerker.toewijzingen), medewerker.joinedload(Medewerker.tweede_factor))
    )


def find_wie(handeling: Handeling, bewijs: Bewijs) -> Medewerker | None:
    """Give the medewerker whose link this is; None for an unknown one and for an account that is switched off."""
    identiteit = find_identiteit(handeling.sessie, bewijs.iss, bewijs.sub)
    return identiteit.medewerker if identiteit and identiteit.medewerker.actief else None


def list_identiteiten(sessie: Session, medewerker_id: int | None) -> Sequence[Identiteit]:
    """Give the links of this medewerker, the oldest on top."""
    vraag = select(Identiteit).where(Identiteit.medewerker_id == medewerker_id).order_by(Identiteit.id)
    return sessie.scalars(vraag).all()


def is_gekoppeld(sessie: Session, medewerker_id: int | None, oidc: Oidc | None) -> bool:
    """Answer whether this medewerker can sign in at the provider that is set now."""
    if oidc is None:
        return False
    return bool(
        sessie.scalar(select(exists().where(Identiteit.medewerker_id == medewerker_id, Identiteit.iss == oidc.issuer)))
    )


def eis_wachtwoord_open(handeling: Handeling, medewerker: Medewerker) -> None:
    """Refuse a password where this gemeente closed that way for who is linked. Raises Invoerfout on `email`."""
    oidc = handeling.instellingen.algemeen.aanmelden.oidc
    if oidc and not oidc.wachtwoord_blijft and is_gekoppeld(handeling.sessie, medewerker.id, oidc):
        raise Invoerfout({"email": f"Jij meldt je aan met {oidc.naam}. Gebruik die knop."})
