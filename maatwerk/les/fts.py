"""The full-text index over `lesindex`. That of SQLite follows the table by triggers, whoever writes there.

The migrations repeat this text: they may not change when this does.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, Table, event

NAMEN = ("leszoek", "ix_lesindex_termen")
"""How the names of what lies here begin."""

_SQLITE = (
    # The terms are whole words already; "none" keeps no positions, for nobody looks for them.
    (
        "CREATE VIRTUAL TABLE leszoek USING fts5(termen, content='lesindex', content_rowid='plaats',"
        " tokenize=\"ascii tokenchars '=_'\", detail='none')"
    ),
    # What goes must not stay behind in the index until it is merged some day.
    "INSERT INTO leszoek(leszoek, rank) VALUES('secure-delete', 1)",
    (
        "CREATE TRIGGER lesindex_erbij AFTER INSERT ON lesindex BEGIN"
        " INSERT INTO leszoek(rowid, termen) VALUES (new.plaats, new.termen); END"
    ),
    (
        "CREATE TRIGGER lesindex_eraf AFTER DELETE ON lesindex BEGIN"
        " INSERT INTO leszoek(leszoek, rowid, termen) VALUES ('delete', old.plaats, old.termen); END"
    ),
    (
        "CREATE TRIGGER lesindex_anders AFTER UPDATE ON lesindex BEGIN"
        " INSERT INTO leszoek(leszoek, rowid, termen) VALUES ('delete', old.plaats, old.termen);"
        " INSERT INTO leszoek(rowid, termen) VALUES (new.plaats, new.termen); END"
    ),
)

# Without fastupdate: what was just published would lie in a list that every search has to read from end to end.
_POSTGRESQL = ("CREATE INDEX ix_lesindex_termen ON lesindex USING gin (termen) WITH (fastupdate = off)",)
_INDEX: Mapping[str, tuple[str, ...]] = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}


def maak_doorzoekbaar(tabel: Table) -> None:
    """Put the full-text index beside this table whenever it is made."""
    event.listen(tabel, "after_create", _maak)
    event.listen(tabel, "after_drop", _ruim_op)


def _maak(_tabel: Table, verbinding: Connection, **_meer: object) -> None:
    for opdracht in _INDEX[verbinding.dialect.name]:
        verbinding.exec_driver_sql(opdracht)


def _ruim_op(_tabel: Table, verbinding: Connection, **_meer: object) -> None:
    if verbinding.dialect.name == "sqlite":
        verbinding.exec_driver_sql("DROP TABLE leszoek")
