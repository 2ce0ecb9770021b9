"""How Alembic reaches the database: the connection comes from `maatwerk.schema`, in one transaction."""

from alembic import context

from maatwerk.kern.database import Moment
from maatwerk.schema import METADATA


def toon_type(soort: str, ding: object, _context: object) -> str | bool:
    """Write our moment as the plain type it is, so that a migration needs nothing of the application."""
    return "sa.DateTime(timezone=True)" if soort == "type" and isinstance(ding, Moment) else False


context.configure(
    connection=context.config.attributes["verbinding"],
    target_metadata=METADATA,
    render_as_batch=True,
    render_item=toon_type,
)
with context.begin_transaction():
    context.run_migrations()
