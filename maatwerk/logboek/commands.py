"""Writing the log: in the same transaction as the act, so that no act goes without its line."""

from collections.abc import Sequence

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from maatwerk.kern.database import Basis
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.versleuteld import zoals_het_ligt
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


def noteer_alle(handeling: Handeling, wat: str, soort: str, ids: Sequence[int]) -> None:
    """Write one line for each of these things, with one question to the database for the end of the chain."""
    vorige, regels = _laatste(handeling.sessie), []
    for nummer in ids:
        inhoud = Inhoud(handeling.nu, handeling.wie.id, wat, soort, nummer, geslaagd=True, bron=handeling.spoor.bron)
        keten = zegel(handeling.spoor.sleutel, vorige, inhoud)
        regels.append({**inhoud._asdict(), "vorige": vorige, "keten": keten})
        vorige = keten
    if regels:
        handeling.sessie.connection().execute(insert(zoals_het_ligt(Logregel)), regels)


def wacht_op_beurt(sessie: Session) -> None:
    """Wait until nobody else writes the log. On SQLite a transaction that writes has its turn already."""
    if sessie.get_bind().dialect.name == "postgresql":
        sessie.execute(select(func.pg_advisory_xact_lock(_BEURT)))


def _laatste(sessie: Session) -> bytes:
    wacht_op_beurt(sessie)
    return sessie.scalar(select(Logregel.keten).order_by(Logregel.id.desc()).limit(1)) or BEGIN
