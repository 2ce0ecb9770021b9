"""The log: who did what, when, to what, with which result, from where. Never what the text said (domein.md §9)."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from maatwerk.kern.database import Basis, Kort, Sleutel
from maatwerk.logboek.slot import sluit_af


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


class Logboekgrens(Basis):
    """Up to where the log was cleaned up after its term: `id` is that of the last line that went, `keten` its seal.

    `aantal` is how many lines went in all. `zegel` seals the row together with the one before it: the database lets
    lines go up to here, so a row that somebody put here by hand must be seen.
    """

    __tablename__ = "logboekgrens"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    keten: Mapped[bytes] = mapped_column(LargeBinary(32))
    aantal: Mapped[int]
    gezet_op: Mapped[datetime]
    gezet_door: Mapped[int | None]
    zegel: Mapped[bytes] = mapped_column(LargeBinary(32))


sluit_af(Basis.metadata.tables[Logregel.__tablename__])
sluit_af(Basis.metadata.tables[Logboekgrens.__tablename__])
