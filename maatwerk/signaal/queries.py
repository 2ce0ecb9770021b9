"""Finding signalen. They hold anonymous content only: whoever has the right reads them all."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from maatwerk.kern.fouten import Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.les.models import Les
from maatwerk.les.rules import Lesstatus
from maatwerk.signaal.models import Signaal

BLADZIJDE = 25
_GROOTSTE_ID = 2**31 - 1


def get_signaal(handeling: Handeling, signaal_id: int) -> Signaal:
    """Give a signaal with its lessen and steps. Raises Onvindbaar."""
    signaal = handeling.sessie.get(Signaal, signaal_id) if signaal_id <= _GROOTSTE_ID else None
    if signaal is None:
        raise Onvindbaar
    return signaal


def list_signalen(handeling: Handeling, voor: int | None = None) -> Sequence[Signaal]:
    """Give a page of signalen, newest first; `voor` is the id of the last one of the page before."""
    vraag = select(Signaal).order_by(Signaal.id.desc()).limit(BLADZIJDE)
    if voor is not None:
        vraag = vraag.where(Signaal.id < min(voor, _GROOTSTE_ID))
    return handeling.sessie.scalars(vraag).all()


def list_lessen(handeling: Handeling, codes: Collection[str]) -> list[Les]:
    """Give the published lessen with these codes."""
    vraag = select(Les).where(Les.code.in_(codes), Les.status == Lesstatus.GEPUBLICEERD).order_by(Les.code)
    return list(handeling.sessie.scalars(vraag))
