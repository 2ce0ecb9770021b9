"""What somebody does who has the database in his hands, past the application."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.commands import noteer

_OPEN = {
    "sqlite": [
        "DROP TRIGGER IF EXISTS logregel_geen_wijziging",
        "DROP TRIGGER IF EXISTS logregel_geen_verwijdering",
        "DROP TRIGGER IF EXISTS logregel_geen_vervanging",
        "DROP TRIGGER IF EXISTS logboekgrens_geen_wijziging",
        "DROP TRIGGER IF EXISTS logboekgrens_geen_verwijdering",
        "DROP TRIGGER IF EXISTS logboekgrens_geen_vervanging",
    ],
    "postgresql": [f"ALTER TABLE {tabel} DISABLE TRIGGER USER" for tabel in ("logregel", "logboekgrens")],
}
_DICHT = {
    "sqlite": [],
    "postgresql": [f"ALTER TABLE {tabel} ENABLE TRIGGER USER" for tabel in ("logregel", "logboekgrens")],
}


def schrijf_regels(handeling: Handeling, aantal: int, wat: str = "les.gezocht") -> None:
    """Write and keep so many lines."""
    for _ in range(aantal):
        noteer(handeling, wat)
    handeling.sessie.commit()


def kraak(engine: Engine, opdracht: str) -> None:
    """Take the lock off the log and change it."""
    soort = engine.dialect.name
    with engine.begin() as verbinding:
        for stap in (*_OPEN[soort], opdracht, *_DICHT[soort]):
            verbinding.exec_driver_sql(stap)


@contextmanager
def kapot_logboek(engine: Engine) -> Iterator[None]:
    """Let every write of the log fail, as when its disk is full."""
    with engine.begin() as verbinding:
        verbinding.exec_driver_sql("ALTER TABLE logregel RENAME COLUMN bron TO kapot")
    yield
    with engine.begin() as verbinding:
        verbinding.exec_driver_sql("ALTER TABLE logregel RENAME COLUMN kapot TO bron")
