"""The log: who did what, when, to what, with which result. Never what the text said (domein.md §9)."""

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from maatwerk.kern.database import Basis, Kort, Sleutel


class Logregel(Basis):
    """One act or one look. `wie` is no foreign key: the line outlives the account; empty means the system."""

    __tablename__ = "logregel"
    __table_args__ = (Index(None, "object_soort", "object_id"), Index(None, "wie"), {"sqlite_autoincrement": True})

    id: Mapped[Sleutel]
    wanneer: Mapped[datetime]
    wie: Mapped[int | None]
    wat: Mapped[Kort]
    object_soort: Mapped[Kort]
    object_id: Mapped[int | None]
    geslaagd: Mapped[bool]
