"""Reading the log: for the privacy officer, newest first, without any content."""

from collections.abc import Sequence

from sqlalchemy import select

from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.models import Logregel

BLADZIJDE = 50


def list_logregels(handeling: Handeling, voor: int | None) -> Sequence[Logregel]:
    """Give a page of lines, newest first; `voor` is the id of the last line of the page before."""
    vraag = select(Logregel).order_by(Logregel.id.desc()).limit(BLADZIJDE)
    if voor is not None:
        vraag = vraag.where(Logregel.id < voor)
    return handeling.sessie.scalars(vraag).all()
