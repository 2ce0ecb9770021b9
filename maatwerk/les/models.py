"""The les: what a casus teaches, without anything that leads back to it once it is published."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from maatwerk.casus.models import Casus
from maatwerk.kern.database import Basis, Kort, Lang, Sleutel, woord
from maatwerk.les.rules import Kenmerksoort, Lesstatus


class Les(Basis):
    """An anonymous story. `code` is random, so that nobody can count back to the casus; the period is a quarter."""

    __tablename__ = "les"
    __table_args__ = (
        CheckConstraint("gecontroleerd_door IS NULL OR gecontroleerd_door <> geschreven_door", name="vier_ogen"),
        CheckConstraint("status = 'concept' OR gecontroleerd_door IS NOT NULL", name="gecontroleerd"),
        CheckConstraint("status NOT IN ('gepubliceerd', 'ingetrokken') OR ingestemd_op IS NOT NULL", name="ingestemd"),
        CheckConstraint("status <> 'gepubliceerd' OR kwartaal <> ''", name="kwartaal"),
        Index(None, "status", "id"),
    )

    id: Mapped[Sleutel]
    code: Mapped[str] = mapped_column(String(16), unique=True)
    casus_id: Mapped[int | None] = mapped_column(ForeignKey("casus.id", ondelete="SET NULL"), unique=True)
    casus: Mapped[Casus | None] = relationship()
    status: Mapped[Lesstatus] = mapped_column(woord(Lesstatus), default=Lesstatus.CONCEPT)
    geschreven_door: Mapped[int] = mapped_column(ForeignKey("medewerker.id"))
    gecontroleerd_door: Mapped[int | None] = mapped_column(ForeignKey("medewerker.id"))
    ingestemd_op: Mapped[datetime | None]
    kwartaal: Mapped[Kort] = mapped_column(default="")
    titel: Mapped[Kort]
    wat_speelde: Mapped[Lang]
    botsing: Mapped[Lang]
    bedoeling: Mapped[Lang]
    doorbraak: Mapped[Lang]
    weging: Mapped[Lang]
    geleerd: Mapped[Lang]
    houdt_stand: Mapped[Lang]
    versie: Mapped[int] = mapped_column()
    kenmerken: Mapped[list["Kenmerk"]] = relationship(
        cascade="all, delete-orphan", order_by="Kenmerk.id", lazy="selectin"
    )

    __mapper_args__ = {"version_id_col": versie}  # noqa: RUF012 - SQLAlchemy's own attribute


class Kenmerk(Basis):
    """What a les can be found and counted by."""

    __tablename__ = "kenmerk"
    __table_args__ = (UniqueConstraint("les_id", "soort", "waarde"), Index(None, "soort", "waarde"))

    id: Mapped[Sleutel]
    les_id: Mapped[int] = mapped_column(ForeignKey("les.id", ondelete="CASCADE"))
    soort: Mapped[Kenmerksoort] = mapped_column(woord(Kenmerksoort))
    waarde: Mapped[Kort]
