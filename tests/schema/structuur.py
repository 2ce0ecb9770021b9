"""What a database looks like, as text to compare: columns, constraints, indexes and triggers, without their order."""

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, func, inspect, select, text

from maatwerk import schema

_POSTGRESQL = """
SELECT conrelid::regclass::text AS tabel, conname AS naam, pg_get_constraintdef(oid) AS inhoud
  FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT tablename, indexname, indexdef
  FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(t.oid) || ' ' || p.prosrc
  FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid WHERE NOT tgisinternal
UNION ALL SELECT table_name, column_name,
       concat_ws(' ', data_type, character_maximum_length, is_nullable, column_default)
  FROM information_schema.columns WHERE table_schema = 'public'
"""
_SQLITE = (
    "SELECT tbl_name, name, sql FROM sqlite_master WHERE type IN ('table', 'index', 'trigger') AND sql IS NOT NULL"
)
_VREEMD = ("alembic_version", "sqlite_sequence")


def structuur(engine: Engine) -> list[str]:
    """Give every column, constraint, index and trigger with its full text; no table of Alembic or SQLite."""
    with engine.connect() as verbinding:
        regels = _sqlite(verbinding) if engine.dialect.name == "sqlite" else _postgresql(verbinding)
        return sorted(regel for regel in regels if not regel.startswith(_VREEMD))


def _postgresql(verbinding: Connection) -> Iterator[str]:
    for rij in verbinding.execute(text(_POSTGRESQL)):
        yield ": ".join(rij)


def _sqlite(verbinding: Connection) -> Iterator[str]:
    for tabel, naam, sql in verbinding.execute(text(_SQLITE)):
        if sql.startswith("CREATE TABLE"):
            yield from (f"{tabel}: {deel}" for deel in _delen(sql[sql.index("(") + 1 : sql.rindex(")")]))
        else:
            yield f"{tabel}: {naam}: {sql}"


def _delen(tekst: str) -> Iterator[str]:
    """Split on the commas between columns and constraints, not on those within brackets or quotes."""
    diepte, in_tekst, deel = 0, False, ""
    for teken in tekst:
        in_tekst ^= teken == "'"
        diepte += 0 if in_tekst else (teken == "(") - (teken == ")")
        if teken == "," and not diepte and not in_tekst:
            yield " ".join(deel.split())
            deel = ""
        else:
            deel += teken
    yield " ".join(deel.split())


def versie(engine: Engine) -> str | None:
    """Give the revision this database says it is at; None when it is at none."""
    with engine.connect() as verbinding:
        if "alembic_version" not in inspect(verbinding).get_table_names():
            return None
        gevonden: str | None = verbinding.scalar(text("SELECT version_num FROM alembic_version"))
        return gevonden


def aantallen(engine: Engine) -> dict[str, int]:
    """Count the rows of each of our tables that exists."""
    with engine.connect() as verbinding:
        namen = inspect(verbinding).get_table_names()
        tabellen = [tabel for tabel in schema.METADATA.sorted_tables if tabel.name in namen]
        return {tabel.name: verbinding.scalar(select(func.count()).select_from(tabel)) or 0 for tabel in tabellen}
