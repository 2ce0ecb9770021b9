"""The schema of all slices together: bring a database up to date, or back, in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from maatwerk.account import models as account
from maatwerk.afweging import models as afweging
from maatwerk.bericht import models as bericht
from maatwerk.bewaring import models as bewaring
from maatwerk.casus import models as casus
from maatwerk.doorbraak import models as doorbraak
from maatwerk.inlezen import models as inlezing
from maatwerk.inzicht import models as inzicht
from maatwerk.kern import sleutelproef
from maatwerk.kern.database import Basis
from maatwerk.kern.paden import bron
from maatwerk.les import models as les
from maatwerk.les.fts import NAMEN
from maatwerk.logboek import models as logboek
from maatwerk.signaal import models as signaal
from maatwerk.tafel import models as tafel
from maatwerk.triage import models as triage

_WERK = (casus, triage, inlezing, tafel, afweging, doorbraak, les, signaal, inzicht)
TABELLEN = (account, bericht, bewaring, logboek, sleutelproef, *_WERK)
METADATA = Basis.metadata


def is_van_een_model(naam: str | None, _soort: str, _ouders: object) -> bool:
    """Answer whether Alembic compares this: not the full-text index, which differs per database."""
    return not (naam or "").startswith(NAMEN)


def _config(verbinding: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(bron("migrations")))
    config.attributes["verbinding"] = verbinding
    return config


@contextmanager
def _verbouwing(engine: Engine) -> Iterator[Connection]:
    """Give a transaction for migrations. Raises IntegrityError, and keeps nothing, when a reference would break.

    SQLite changes a table by copying it and dropping the old one. With foreign keys on, that drop takes the rows that
    refer to it along; so they are off meanwhile, which is possible outside a transaction only, and checked at the end.
    """
    with engine.connect() as verbinding:
        is_sqlite = engine.dialect.name == "sqlite"
        if is_sqlite:
            _zet_verwijzingen(verbinding, "OFF")
        try:
            with verbinding.begin():
                yield verbinding
                if is_sqlite:
                    _eis_verwijzingen(verbinding)
        finally:
            if is_sqlite:
                _zet_verwijzingen(verbinding, "ON")


def _zet_verwijzingen(verbinding: Connection, stand: str) -> None:
    verbinding.connection.cursor().execute(f"PRAGMA foreign_keys={stand}")


def _eis_verwijzingen(verbinding: Connection) -> None:
    kapot = verbinding.exec_driver_sql("PRAGMA foreign_key_check").first()
    if kapot:
        raise IntegrityError(None, None, ValueError(f"{kapot[0]} verwijst naar een rij in {kapot[2]} die er niet is"))


def werk_bij(engine: Engine, doel: str = "head") -> None:
    """Bring the schema up to `doel`: wholly or not at all."""
    with _verbouwing(engine) as verbinding:
        command.upgrade(_config(verbinding), doel)


def kent_revisie(revisie: str) -> bool:
    """Answer whether this version of Maatwerk has this step on its road."""
    stappen = ScriptDirectory(str(bron("migrations"))).walk_revisions()
    return any(stap.revision == revisie for stap in stappen)


def draai_terug(engine: Engine, doel: str) -> None:
    """Bring the schema back to `doel`: wholly or not at all."""
    with _verbouwing(engine) as verbinding:
        command.downgrade(_config(verbinding), doel)


def maak_migratie(engine: Engine, titel: str) -> None:
    """Write a migration from the difference between the models and this database."""
    with engine.begin() as verbinding:
        command.revision(_config(verbinding), titel, autogenerate=True)
