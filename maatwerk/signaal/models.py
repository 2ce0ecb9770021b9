"""The signaal: lessen about one systemic knelpunt, with an owner and an answer."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from maatwerk.account.models import Medewerker
from maatwerk.doorbraak.rules import Niveau
from maatwerk.kern.database import Basis, Kort, Lang, Sleutel, woord
from maatwerk.les.models import Les
from maatwerk.les.rules import Lesstatus
from maatwerk.signaal.rules import Ernst, Signaalstatus

signaal_les = Table(
    "signaal_les",
    Basis.metadata,
    Column("signaal_id", ForeignKey("signaal.id", ondelete="CASCADE"), primary_key=True),
    Column("les_id", ForeignKey("les.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Signaal(Basis):
    """One rule or way of working that hurts, as the lessen show it."""

    __tablename__ = "signaal"
    __table_args__ = (
        CheckConstraint("kernzin <> ''", name="kernzin"),
        CheckConstraint("status IN ('nieuw', 'in duiding', 'patroon') OR eigenaar <> ''", name="eigenaar_na_patroon"),
        CheckConstraint("niveau <> 'casus'", name="niet_over_een_casus"),
        Index(None, "status", "id"),
        Index(None, "wet"),
    )

    id: Mapped[Sleutel]
    kernzin: Mapped[Lang]
    wet: Mapped[Kort] = mapped_column(default="")
    artikel: Mapped[Kort] = mapped_column(default="")
    peildatum: Mapped[date]
    knelpunttype: Mapped[Kort] = mapped_column(default="")
    niveau: Mapped[Niveau] = mapped_column(woord(Niveau))
    ernst: Mapped[Ernst] = mapped_column(woord(Ernst))
    gevolg: Mapped[Lang]
    omweg: Mapped[Lang]
    voorstel: Mapped[Lang]
    eigenaar: Mapped[Kort] = mapped_column(default="")
    status: Mapped[Signaalstatus] = mapped_column(woord(Signaalstatus), default=Signaalstatus.NIEUW)
    versie: Mapped[int] = mapped_column()
    lessen: Mapped[list[Les]] = relationship(secondary=signaal_les, order_by=Les.code, lazy="selectin")
    stappen: Mapped[list["Stap"]] = relationship(cascade="all, delete-orphan", order_by="Stap.id", lazy="selectin")

    __mapper_args__ = {"version_id_col": versie}  # noqa: RUF012 - SQLAlchemy's own attribute

    @property
    def gepubliceerd(self) -> list[Les]:
        """Give the lessen that may be shown and counted: one that was withdrawn no longer is."""
        return [les for les in self.lessen if les.status is Lesstatus.GEPUBLICEERD]


class Stap(Basis):
    """One step in the life of a signaal, with its reason. Steps are added, never changed."""

    __tablename__ = "stap"
    __table_args__ = (CheckConstraint("reden <> ''", name="reden"), Index(None, "signaal_id"))

    id: Mapped[Sleutel]
    signaal_id: Mapped[int] = mapped_column(ForeignKey("signaal.id", ondelete="CASCADE"))
    status: Mapped[Signaalstatus] = mapped_column(woord(Signaalstatus))
    reden: Mapped[Lang]
    gezet_op: Mapped[datetime]
    gezet_door: Mapped[int | None] = mapped_column(ForeignKey("medewerker.id"))
    zetter: Mapped[Medewerker | None] = relationship(lazy="joined")
