"""The figures of closed periods, as they may be shown. A hidden figure is no row: nobody finds it here either."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from maatwerk.inzicht.tabellen import Maat
from maatwerk.kern.database import Basis, Kort, Sleutel, woord


class Cijferperiode(Basis):
    """A quarter or year that was counted, once. It is never counted again."""

    __tablename__ = "cijferperiode"
    __table_args__ = (CheckConstraint("periode <> ''", name="periode"),)

    id: Mapped[Sleutel]
    periode: Mapped[Kort] = mapped_column(unique=True)
    maat: Mapped[Maat] = mapped_column(woord(Maat))
    afgesloten_op: Mapped[datetime]
    cijfers: Mapped[list["Cijfer"]] = relationship(cascade="all, delete-orphan", order_by="Cijfer.id", lazy="raise")


class Cijfer(Basis):
    """One cell that may be shown. The row and column are codes from a list, or empty for the total."""

    __tablename__ = "cijfer"
    __table_args__ = (
        CheckConstraint("aantal >= drempel AND drempel >= 1", name="niet_onder_de_drempel"),
        UniqueConstraint("periode", "tabel", "bij_rij", "bij_kolom"),
    )

    id: Mapped[Sleutel]
    periode: Mapped[Kort] = mapped_column(ForeignKey("cijferperiode.periode", ondelete="CASCADE"))
    """By its word, so that a figure stays with its period when a restore carries both over."""
    tabel: Mapped[Kort]
    bij_rij: Mapped[Kort]
    bij_kolom: Mapped[Kort]
    aantal: Mapped[int]
    drempel: Mapped[int]
