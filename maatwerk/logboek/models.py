"""The log: who did what, when, to what, with which result, from where. Never what the text said (domein.md §9)."""

from datetime import datetime

from sqlalchemy import Connection, Index, LargeBinary, event
from sqlalchemy.orm import Mapped, mapped_column

from maatwerk.kern.database import Basis, Kort, Sleutel


class Logregel(Basis):
    """One act or one look. `wie` is no foreign key: the line outlives the account; empty means nobody signed in.

    `keten` seals the line together with `vorige`, the seal of the line before; that is unique, so the log cannot fork.
    """

    __tablename__ = "logregel"
    __table_args__ = (Index(None, "object_soort", "object_id"), Index(None, "wie"), {"sqlite_autoincrement": True})

    id: Mapped[Sleutel]
    wanneer: Mapped[datetime]
    wie: Mapped[int | None]
    wat: Mapped[Kort]
    object_soort: Mapped[Kort]
    object_id: Mapped[int | None]
    geslaagd: Mapped[bool]
    bron: Mapped[Kort]
    vorige: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    keten: Mapped[bytes] = mapped_column(LargeBinary(32))


_WEIGER = "BEGIN SELECT RAISE(ABORT, 'het logboek is alleen aan te vullen'); END"
_DEZELFDE = "SELECT 1 FROM logregel WHERE id = NEW.id OR vorige = NEW.vorige"
SLOT = {
    "sqlite": (
        f"CREATE TRIGGER logregel_geen_wijziging BEFORE UPDATE ON logregel {_WEIGER}",
        f"CREATE TRIGGER logregel_geen_verwijdering BEFORE DELETE ON logregel {_WEIGER}",
        # INSERT OR REPLACE would delete a line without asking the trigger above
        f"CREATE TRIGGER logregel_geen_vervanging BEFORE INSERT ON logregel WHEN EXISTS ({_DEZELFDE}) {_WEIGER}",
    ),
    "postgresql": (
        (
            "CREATE OR REPLACE FUNCTION logregel_alleen_aanvullen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            " RAISE EXCEPTION 'het logboek is alleen aan te vullen' USING ERRCODE = 'restrict_violation'; END $$"
        ),
        (
            "CREATE TRIGGER logregel_geen_wijziging BEFORE UPDATE OR DELETE OR TRUNCATE ON logregel"
            " FOR EACH STATEMENT EXECUTE FUNCTION logregel_alleen_aanvullen()"
        ),
    ),
}
"""Closes the table to all but INSERT. The migration repeats this text: it may not change when this does."""


def _sluit(_tabel: object, verbinding: Connection, **_meer: object) -> None:
    for opdracht in SLOT[verbinding.dialect.name]:
        verbinding.exec_driver_sql(opdracht)


def _ruim_op(_tabel: object, verbinding: Connection, **_meer: object) -> None:
    if verbinding.dialect.name == "postgresql":
        verbinding.exec_driver_sql("DROP FUNCTION logregel_alleen_aanvullen()")


event.listen(Logregel.__table__, "after_create", _sluit)
event.listen(Logregel.__table__, "after_drop", _ruim_op)
