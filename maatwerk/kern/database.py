"""The database: one base class, the shared column types, an engine that behaves alike on SQLite and PostgreSQL."""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from types import ModuleType
from typing import Annotated, Any

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    String,
    Text,
    TypeDecorator,
    create_engine,
    event,
)
from sqlalchemy.engine import URL, Connection, ExceptionContext, make_url
from sqlalchemy.orm import DeclarativeBase, mapped_column

from maatwerk.kern.kluis import Kluis, leg_kluis_in

LEZEN: Mapping[str, bool] = {"lezen": True}
"""Execution options of a transaction that only reads: on SQLite it does not wait for a writer."""


HOOGSTE_SLEUTEL = 2**31 - 1
"""The largest id that both databases hold in an INTEGER."""


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. SQLite forgets the time zone, so we write UTC and give it back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn any aware moment into UTC."""
        del dialect
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back aware, in UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Sleutel = Annotated[int, mapped_column(primary_key=True)]
Kort = Annotated[str, mapped_column(String(200))]
Lang = Annotated[str, mapped_column(Text, default="")]
Woorden = Annotated[list[str], mapped_column(JSON, default=list)]


class Basis(DeclarativeBase):
    """The base of all tables. Constraint names are fixed, so that a migration can name what it changes."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Moment(), str: Text()}  # noqa: RUF012 - SQLAlchemy's own attribute

    id: Any


def woord(soort: type[StrEnum], *, check: bool = True) -> Enum:
    """Give a column type that stores the Dutch word; a CHECK refuses any other, unless another one does so already."""
    return Enum(
        soort,
        native_enum=False,
        create_constraint=check,
        name=soort.__name__.lower(),
        length=40,
        values_callable=lambda enum: [lid.value for lid in enum],
    )


def maak_engine(adres: str, kluis: Kluis) -> Engine:
    """Open the database at this URL, SQLite or PostgreSQL, with the keys that its texts lie under."""
    url = make_url(adres)
    engine = _sqlite(url) if url.get_backend_name() == "sqlite" else _postgresql(url)
    leg_kluis_in(engine.dialect, kluis)
    return engine


def _postgresql(url: URL) -> Engine:
    opties = (
        "-c statement_timeout=5000 -c lock_timeout=3000 -c idle_in_transaction_session_timeout=30000 -c timezone=UTC"
    )
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        hide_parameters=True,  # an error in a log must not hold what somebody typed
        pool_pre_ping=True,
        pool_timeout=3,
        connect_args={"connect_timeout": 3, "tcp_user_timeout": 3000, "options": opties},
    )
    event.listen(engine, "handle_error", _verzwijg)
    return engine


def _verzwijg(context: ExceptionContext) -> None:
    """Keep the first line of what PostgreSQL answers: the lines after it quote the row that somebody typed."""
    for fout in (context.original_exception, context.sqlalchemy_exception):
        if context.statement and fout and fout.args:
            fout.args = (str(fout.args[0]).partition("\n")[0], *fout.args[1:])


def _sqlite(url: URL) -> Engine:
    engine = create_engine(url, module=sqlite_module(), hide_parameters=True, connect_args={"timeout": 5})

    @event.listens_for(engine, "connect")
    def _bij_verbinden(verbinding: Any, _record: object) -> None:  # noqa: ANN401 - DBAPI connections are untyped
        verbinding.isolation_level = None  # we send BEGIN ourselves: the driver would leave DDL outside it
        for pragma in (
            "journal_mode=WAL",
            "foreign_keys=ON",
            "busy_timeout=5000",
            "synchronous=FULL",
            "secure_delete=ON",  # what was deleted or replaced does not stay behind in the file
            "trusted_schema=OFF",
            "secure_delete=ON",  # what is deleted is overwritten too (veiligheid.md §6.5)
        ):
            verbinding.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _bij_begin(verbinding: Connection) -> None:
        lezen = verbinding.get_execution_options().get("lezen", False)
        verbinding.exec_driver_sql("BEGIN" if lezen else "BEGIN IMMEDIATE")

    return engine


def sqlite_module() -> ModuleType:
    """Prefer the bundled SQLite: before 3.51.3 a WAL reset could corrupt a database (veiligheid.md §6.7)."""
    try:
        from pysqlite3 import dbapi2  # noqa: PLC0415 - the wheel exists for Linux only
    except ImportError:
        import sqlite3  # noqa: PLC0415

        return sqlite3
    return dbapi2  # type: ignore[no-any-return]
