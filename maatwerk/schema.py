"""The schema of all slices together: bring a database up to date, or back, in one transaction."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

from maatwerk.account import models as account
from maatwerk.afweging import models as afweging
from maatwerk.casus import models as casus
from maatwerk.doorbraak import models as doorbraak
from maatwerk.kern.database import Basis
from maatwerk.kern.paden import bron
from maatwerk.les import models as les
from maatwerk.logboek import models as logboek
from maatwerk.signaal import models as signaal
from maatwerk.tafel import models as tafel

TABELLEN = (account, afweging, casus, doorbraak, les, logboek, signaal, tafel)
METADATA = Basis.metadata


def _config(verbinding: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(bron("migrations")))
    config.attributes["verbinding"] = verbinding
    return config


def werk_bij(engine: Engine, doel: str = "head") -> None:
    """Bring the schema up to `doel`: wholly or not at all."""
    with engine.begin() as verbinding:
        command.upgrade(_config(verbinding), doel)


def draai_terug(engine: Engine, doel: str) -> None:
    """Bring the schema back to `doel`: wholly or not at all."""
    with engine.begin() as verbinding:
        command.downgrade(_config(verbinding), doel)


def maak_migratie(engine: Engine, titel: str) -> None:
    """Write a migration from the difference between the models and this database."""
    with engine.begin() as verbinding:
        command.revision(_config(verbinding), titel, autogenerate=True)
