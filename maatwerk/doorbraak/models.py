"""What the tafel decided, on which levels it breaks through, who does what, and how it ended."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from maatwerk.account.models import Medewerker
from maatwerk.casus.models import Casus
from maatwerk.doorbraak.ladder import Antwoord, Trede
from maatwerk.doorbraak.rules import Doorbraakstatus, Niveau, Uitkomst
from maatwerk.kern.database import Basis, Kort, Sleutel, woord
from maatwerk.kern.versleuteld import Rijgebonden, geheim
from maatwerk.tafel.models import Agendapunt


class Besluit(Rijgebonden, Basis):
    """The besluit of one agendapunt. A casus that comes back gets a second one, at the next zitting."""

    __tablename__ = "besluit"
    __table_args__ = (
        CheckConstraint("toelichting <> ''", name="toelichting"),
        CheckConstraint("uitkomst <> 'doorbraak onder voorwaarden' OR voorwaarden <> ''", name="voorwaarden"),
        CheckConstraint("uitkomst <> 'aanhouden' OR terug_op IS NOT NULL", name="aanhouden_met_datum"),
        Index(None, "casus_id"),
    )

    id: Mapped[Sleutel]
    agendapunt_id: Mapped[int] = mapped_column(ForeignKey("agendapunt.id"), unique=True)
    agendapunt: Mapped[Agendapunt] = relationship()
    casus_id: Mapped[int] = mapped_column(ForeignKey("casus.id"))
    casus: Mapped[Casus] = relationship()
    genomen_op: Mapped[datetime]
    uitkomst: Mapped[Uitkomst] = mapped_column(woord(Uitkomst))
    toelichting: Mapped[str] = geheim("besluit.toelichting")
    voorwaarden: Mapped[str] = geheim("besluit.voorwaarden")
    terug_op: Mapped[date | None]
    signaal: Mapped[bool] = mapped_column(default=False)
    terugkoppeling_door: Mapped[str] = geheim("besluit.terugkoppeling_door")
    terugkoppeling_op: Mapped[date | None]
    doorbraken: Mapped[list["Doorbraak"]] = relationship(
        back_populates="besluit", cascade="all, delete-orphan", order_by="Doorbraak.id", lazy="selectin"
    )
    acties: Mapped[list["Actie"]] = relationship(
        back_populates="besluit", cascade="all, delete-orphan", order_by="Actie.voor", lazy="selectin"
    )


class Doorbraak(Rijgebonden, Basis):
    """A breakthrough on one level, with somebody who owns it, and whom it was asked of."""

    __tablename__ = "doorbraak"
    __table_args__ = (
        CheckConstraint("omschrijving <> '' AND eigenaar <> ''", name="wat_en_wie"),
        Index(None, "besluit_id"),
    )

    id: Mapped[Sleutel]
    besluit_id: Mapped[int] = mapped_column(ForeignKey("besluit.id", ondelete="CASCADE"))
    besluit: Mapped[Besluit] = relationship(back_populates="doorbraken")
    niveau: Mapped[Niveau] = mapped_column(woord(Niveau))
    soort: Mapped[Kort] = mapped_column(default="")
    omschrijving: Mapped[str] = geheim("doorbraak.omschrijving")
    eigenaar: Mapped[str] = geheim("doorbraak.eigenaar")
    ruimte: Mapped[str] = geheim("doorbraak.ruimte")
    status: Mapped[Doorbraakstatus] = mapped_column(woord(Doorbraakstatus), default=Doorbraakstatus.GEVRAAGD)
    opschalingen: Mapped[list["Opschaling"]] = relationship(
        back_populates="doorbraak", cascade="all, delete-orphan", order_by="Opschaling.id", lazy="selectin"
    )


class Opschaling(Rijgebonden, Basis):
    """A step up the ladder: who was asked, by which day an answer is due, and what came back."""

    __tablename__ = "opschaling"
    __table_args__ = (
        CheckConstraint("gericht_aan <> ''", name="gericht_aan"),
        CheckConstraint("(antwoord IS NULL) = (geantwoord_op IS NULL)", name="antwoord_met_moment"),
        CheckConstraint("antwoord IS NULL OR antwoord <> 'afgewezen' OR reden <> ''", name="afgewezen_met_reden"),
        Index(
            "uq_opschaling_open",
            "doorbraak_id",
            unique=True,
            sqlite_where=text("geantwoord_op IS NULL"),
            postgresql_where=text("geantwoord_op IS NULL"),
        ),
        Index(None, "doorbraak_id"),
    )

    id: Mapped[Sleutel]
    doorbraak_id: Mapped[int] = mapped_column(ForeignKey("doorbraak.id", ondelete="CASCADE"))
    doorbraak: Mapped[Doorbraak] = relationship(back_populates="opschalingen")
    trede: Mapped[Trede] = mapped_column(woord(Trede))
    gericht_aan: Mapped[str] = geheim("opschaling.gericht_aan")
    gevraagd_op: Mapped[datetime]
    antwoord_voor: Mapped[date]
    antwoord: Mapped[Antwoord | None] = mapped_column(woord(Antwoord))
    reden: Mapped[str] = geheim("opschaling.reden")
    geantwoord_op: Mapped[datetime | None]
    versie: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": versie}  # noqa: RUF012 - SQLAlchemy's own attribute


class Actie(Rijgebonden, Basis):
    """Something one person does before a date."""

    __tablename__ = "actie"
    __table_args__ = (
        CheckConstraint("wat <> ''", name="wat"),
        Index(None, "besluit_id"),
        Index(None, "houder_id", "klaar_op"),
    )

    id: Mapped[Sleutel]
    besluit_id: Mapped[int] = mapped_column(ForeignKey("besluit.id", ondelete="CASCADE"))
    besluit: Mapped[Besluit] = relationship(back_populates="acties")
    wat: Mapped[str] = geheim("actie.wat")
    houder_id: Mapped[int] = mapped_column(ForeignKey("medewerker.id"))
    houder: Mapped[Medewerker] = relationship(lazy="joined", innerjoin=True)
    voor: Mapped[date]
    klaar_op: Mapped[datetime | None]


class Procesevaluatie(Rijgebonden, Basis):
    """The four questions with which a casus closes (domein.md §3.7)."""

    __tablename__ = "procesevaluatie"
    __table_args__ = (
        CheckConstraint("goed <> '' AND beter <> '' AND leren <> '' AND anders <> ''", name="vier_antwoorden"),
    )

    id: Mapped[Sleutel]
    casus_id: Mapped[int] = mapped_column(ForeignKey("casus.id", ondelete="CASCADE"), unique=True)
    goed: Mapped[str] = geheim("procesevaluatie.goed")
    beter: Mapped[str] = geheim("procesevaluatie.beter")
    leren: Mapped[str] = geheim("procesevaluatie.leren")
    anders: Mapped[str] = geheim("procesevaluatie.anders")
    versie: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": versie}  # noqa: RUF012 - SQLAlchemy's own attribute
