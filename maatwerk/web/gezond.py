"""For whoever watches the machine: is the process up, can it work? No sign-in, nothing but "ja" or "nee"."""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint
from sqlalchemy.exc import SQLAlchemyError

from maatwerk.kern.paden import bron
from maatwerk.web.toegang import openbaar
from maatwerk.web.verzoek import huis

blauwdruk = Blueprint("gezond", __name__)


@blauwdruk.get("/healthz")
@openbaar
def leeft() -> dict[str, str]:
    """Answer that the process is up."""
    return {"status": "ja"}


@blauwdruk.get("/readyz")
@openbaar
def klaar() -> tuple[dict[str, str], int]:
    """Answer whether the database can be reached and has the schema this version needs."""
    try:
        with huis().engine.connect() as verbinding:
            staat = set(MigrationContext.configure(verbinding).get_current_heads())
    except SQLAlchemyError:
        return {"status": "nee", "reden": "database niet bereikbaar"}, 503
    if staat != set(ScriptDirectory(str(bron("migrations"))).get_heads()):
        return {"status": "nee", "reden": "schema niet bijgewerkt"}, 503
    return {"status": "ja"}, 200
