"""Writing the log: in the same transaction as the act, so that no act goes without its line."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from maatwerk.kern.database import Basis
from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.models import Logregel
from maatwerk.logboek.rules import BEGIN, Inhoud, zegel

_BEURT = 0x6D77_6C6F  # our number among the advisory locks of PostgreSQL


def noteer(handeling: Handeling, wat: str, ding: Basis | None = None, *, geslaagd: bool = True) -> None:
    """Write that this person did `wat` (such as "casus.ingediend") to this thing. Ids only, never text."""
    handeling.sessie.flush()  # a new thing gets its id here
    soort, nummer = (ding.__tablename__, ding.id) if ding is not None else ("", None)
    schrijf(handeling, Inhoud(handeling.nu, handeling.wie.id, wat, soort, nummer, geslaagd, handeling.spoor.bron))


def schrijf(handeling: Handeling, inhoud: Inhoud) -> None:
    """Add this line to the end of the chain. Whoever writes after us waits until our transaction ends."""
    vorige = _laatste(handeling.sessie)
    keten = zegel(handeling.spoor.sleutel, vorige, inhoud)
    handeling.sessie.add(Logregel(**inhoud._asdict(), vorige=vorige, keten=keten))
    handeling.sessie.flush()


def _laatste(sessie: Session) -> bytes:
    """Wait for our turn and give the seal at the end. On SQLite a transaction that writes has its turn already."""
    if sessie.get_bind().dialect.name == "postgresql":
        sessie.execute(select(func.pg_advisory_xact_lock(_BEURT)))
    return sessie.scalar(select(Logregel.keten).order_by(Logregel.id.desc()).limit(1)) or BEGIN
