"""The zitting of a tafel, its agenda, and what is noted during the thirty minutes."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from maatwerk.casus.models import Casus
from maatwerk.kern.database import Basis, Kort, Sleutel, woord
from maatwerk.kern.versleuteld import Rijgebonden, geheim
from maatwerk.tafel.rules import SLOTS_MAX, Zittingstatus


class Zitting(Basis):
    """A meeting of one tafel (a code from the settings), with room for a number of slots."""

    __tablename__ = "zitting"
    __table_args__ = (
        CheckConstraint(f"slots BETWEEN 1 AND {SLOTS_MAX}", name="slots"),
        CheckConstraint("(status = 'gesloten') = (gesloten_op IS NOT NULL)", name="gesloten_op"),
        UniqueConstraint("tafel", "begint_op"),
    )

    id: Mapped[Sleutel]
    tafel: Mapped[Kort]
    begint_op: Mapped[datetime]
    slots: Mapped[int]
    status: Mapped[Zittingstatus] = mapped_column(woord(Zittingstatus), default=Zittingstatus.GEPLAND)
    gesloten_op: Mapped[datetime | None]
    stand: Mapped[int] = mapped_column(default=0, server_default="0")
    """Goes up with every act that changes what the screens at the tafel show; only `tafel.commands.tik` raises it."""
    versie: Mapped[int] = mapped_column()
    agenda: Mapped[list["Agendapunt"]] = relationship(
        back_populates="zitting", cascade="all, delete-orphan", order_by="Agendapunt.volgorde", lazy="selectin"
    )

    __mapper_args__ = {"version_id_col": versie}  # noqa: RUF012 - SQLAlchemy's own attribute


class Agendapunt(Basis):
    """One casus in one slot. `fase` is the phase the voorzitter is in; `afgerond_op` is set when there is a besluit."""

    __tablename__ = "agendapunt"
    __table_args__ = (
        UniqueConstraint("zitting_id", "casus_id"),
        CheckConstraint("volgorde >= 1", name="volgorde"),
        CheckConstraint("gestart_op IS NOT NULL OR fase = ''", name="fase_na_start"),
        CheckConstraint("afgerond_op IS NULL OR gestart_op IS NOT NULL", name="afgerond_na_start"),
        Index(None, "casus_id"),
    )

    id: Mapped[Sleutel]
    zitting_id: Mapped[int] = mapped_column(ForeignKey("zitting.id", ondelete="CASCADE"))
    zitting: Mapped[Zitting] = relationship(back_populates="agenda")
    casus_id: Mapped[int] = mapped_column(ForeignKey("casus.id"))
    casus: Mapped[Casus] = relationship(lazy="joined", innerjoin=True)
    volgorde: Mapped[int]
    fase: Mapped[Kort] = mapped_column(default="")
    gestart_op: Mapped[datetime | None]
    fase_sinds: Mapped[datetime | None]
    afgerond_op: Mapped[datetime | None]
    versie: Mapped[int] = mapped_column()
    pauzes: Mapped[list["Pauze"]] = relationship(cascade="all, delete-orphan", order_by="Pauze.id", lazy="selectin")

    __mapper_args__ = {"version_id_col": versie}  # noqa: RUF012


class Notitie(Rijgebonden, Basis):
    """What was noted in one phase of one agendapunt."""

    __tablename__ = "notitie"
    __table_args__ = (UniqueConstraint("agendapunt_id", "fase"),)

    id: Mapped[Sleutel]
    agendapunt_id: Mapped[int] = mapped_column(ForeignKey("agendapunt.id", ondelete="CASCADE"))
    fase: Mapped[Kort]
    tekst: Mapped[str] = geheim("notitie.tekst")
    versie: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": versie}  # noqa: RUF012


class Pauze(Rijgebonden, Basis):
    """A time during which the clock of one agendapunt stood still, and why. At most one is open."""

    __tablename__ = "pauze"
    __table_args__ = (
        CheckConstraint("reden <> ''", name="reden"),
        CheckConstraint("tot >= van", name="venster"),
        Index(None, "agendapunt_id"),
        Index(
            "uq_pauze_open",
            "agendapunt_id",
            unique=True,
            sqlite_where=text("tot IS NULL"),
            postgresql_where=text("tot IS NULL"),
        ),
    )

    id: Mapped[Sleutel]
    agendapunt_id: Mapped[int] = mapped_column(ForeignKey("agendapunt.id", ondelete="CASCADE"))
    reden: Mapped[str] = geheim("pauze.reden")
    van: Mapped[datetime]
    tot: Mapped[datetime | None]
