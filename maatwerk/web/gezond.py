"""For whoever watches the machine or finds a weak spot in it: no sign-in, and nothing about the work."""

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from maatwerk.kern.paden import bron
from maatwerk.web.toegang import openbaar
from maatwerk.web.verzoek import huis

blauwdruk = Blueprint("gezond", __name__)


@blauwdruk.get("/.well-known/security.txt")
@openbaar
def meldpunt() -> Response:
    """Say where somebody who finds a weak spot can tell so (RFC 9116)."""
    wat = huis().instellingen.algemeen.beveiliging
    regels = f"Contact: {wat.contact}\nExpires: {wat.verloopt.isoformat()}T00:00:00Z\nPreferred-Languages: nl, en\n"
    return Response(regels, content_type="text/plain; charset=utf-8")


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
