"""How Alembic reaches the database: the connection comes from `maatwerk.schema`, in one transaction."""

from alembic import context

from maatwerk.kern.database import Moment
from maatwerk.kern.versleuteld import Merk, Versleuteld
from maatwerk.schema import METADATA, is_van_een_model


def toon_type(soort: str, ding: object, _context: object) -> str | bool:
    """Write our own types as the plain types they are, so that a migration needs nothing of the application."""
    plat = {Moment: "sa.DateTime(timezone=True)", Versleuteld: "sa.Text()", Merk: "sa.LargeBinary(length=32)"}
    return next((tekst for eigen, tekst in plat.items() if soort == "type" and isinstance(ding, eigen)), False)


context.configure(
    connection=context.config.attributes["verbinding"],
    target_metadata=METADATA,
    render_as_batch=True,
    include_name=is_van_een_model,
    render_item=toon_type,
)
with context.begin_transaction():
    context.run_migrations()
