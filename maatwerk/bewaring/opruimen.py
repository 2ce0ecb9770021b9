"""After a destruction: see to it that what was deleted does not lie in a corner of the database either."""

import re
import time
from typing import Any, cast

import psycopg
from sqlalchemy import Connection, Engine

from maatwerk.bewaring.vernietiging import CASUS, geraakt
from maatwerk.kern.database import Basis
from maatwerk.logboek.models import Logregel

_TEL, _BEURTEN = 0.2, 150  # seconds, times: half a minute
_DODEN = re.compile(r"(\d+) dead row versions cannot be removed")


def ruim_op(engine: Engine, *, grondig: bool = False) -> bool:
    """Overwrite what was deleted. Answer False when a reader holds on to it: then the next round does it.

    SQLite has overwritten the pages, but the old ones still lie in the WAL. PostgreSQL keeps dead rows until VACUUM;
    `grondig` writes the tables anew, which only goes while nobody works with them.
    """
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as verbinding:
        if engine.dialect.name == "sqlite":
            bezet = verbinding.connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            return not bezet
        verbinding.exec_driver_sql("SET statement_timeout = 0")
        tabellen = sorted(tabel.name for tabel in (*geraakt(CASUS), Basis.metadata.tables[Logregel.__tablename__]))
        schoon = all(_veeg(verbinding, naam, grondig=grondig) for naam in tabellen)
    engine.dispose()  # the connection forgot its time limit; the next one gets a fresh one
    return schoon


def _veeg(verbinding: Connection, tabel: str, *, grondig: bool) -> bool:
    """Vacuum one table. Answer False when `grondig` was asked and somebody kept looking at what was.

    PostgreSQL keeps a dead row as long as somebody could still see it; that is mostly PostgreSQL itself, which counts
    rows (autoanalyze) after so much was written. So we ask how many it kept, and try again.
    """
    if not grondig:
        verbinding.exec_driver_sql(f"VACUUM {tabel}")
        return True
    for _ in range(_BEURTEN):
        if not _gebleven(verbinding, tabel):
            return True
        time.sleep(_TEL)
    return False


def _gebleven(verbinding: Connection, tabel: str) -> int:
    """Write the table anew, and give how many dead rows it had to keep."""
    gezegd: list[str] = []
    postgresql = cast("psycopg.Connection[Any]", verbinding.connection.driver_connection)

    def luister(melding: psycopg.errors.Diagnostic) -> None:
        gezegd.append(f"{melding.message_primary} {melding.message_detail}")

    postgresql.add_notice_handler(luister)
    try:
        verbinding.exec_driver_sql(f"VACUUM (FULL, VERBOSE) {tabel}")
    finally:
        postgresql.remove_notice_handler(luister)
    return sum(int(aantal) for tekst in gezegd for aantal in _DODEN.findall(tekst))
