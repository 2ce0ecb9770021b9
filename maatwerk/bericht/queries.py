"""Looking into the outbox: what is due, and what does not get through."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import func, select

from maatwerk.bericht.models import Post, Voorkeur
from maatwerk.bericht.soorten import Groep
from maatwerk.kern.handeling import Handeling

_WACHT = (Post.verzonden_op.is_(None), Post.opgegeven_op.is_(None))
_HAPERT_NA = timedelta(minutes=5)


def list_aan_de_beurt(handeling: Handeling) -> Sequence[int]:
    """Give the ids of the mails that may be tried now, the oldest first."""
    vraag = select(Post.id).where(*_WACHT, Post.volgende_poging_op <= handeling.nu).order_by(Post.id)
    return handeling.sessie.scalars(vraag).all()


def tel_haperend(handeling: Handeling) -> int:
    """Count the mails that should have gone by now."""
    vraag = select(func.count(Post.id)).where(*_WACHT, Post.klaargezet_op <= handeling.nu - _HAPERT_NA)
    return handeling.sessie.scalar(vraag) or 0


def list_voorkeuren(handeling: Handeling) -> dict[Groep, Voorkeur]:
    """Give what this medewerker chose, per group."""
    vraag = select(Voorkeur).where(Voorkeur.medewerker_id == handeling.wie.id)
    return {voorkeur.groep: voorkeur for voorkeur in handeling.sessie.scalars(vraag)}
