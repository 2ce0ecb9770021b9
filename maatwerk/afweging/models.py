"""The weighing of one agendapunt: oplossingen on the table, rounds in which each weighs alone, and what came of it."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from maatwerk.account.models import Medewerker
from maatwerk.afweging.geld import CENT_MAX, JAAR_MAX, JAAR_MIN, Bereik, Kant, Ritme
from maatwerk.afweging.rules import NIETS_DOEN, Afwijking, WaardeCode, oplossing_naam
from maatwerk.kern.database import Basis, Sleutel, woord
from maatwerk.kern.versleuteld import Rijgebonden, geheim
from maatwerk.tafel.models import Agendapunt


class Oplossing(Rijgebonden, Basis):
    """What the tafel can do. Number 0 is "niets doen": it is always there, and can be weighed without a description."""

    __tablename__ = "oplossing"
    __table_args__ = (
        UniqueConstraint("agendapunt_id", "nummer"),
        CheckConstraint("nummer >= 0", name="nummer"),
        CheckConstraint("nummer = 0 OR tekst <> ''", name="tekst"),
        CheckConstraint("ingetrokken_op IS NULL OR (nummer > 0 AND vanaf_ronde IS NULL)", name="ingetrokken"),
        CheckConstraint("vanaf_ronde >= 1", name="vanaf_ronde"),
    )

    id: Mapped[Sleutel]
    agendapunt_id: Mapped[int] = mapped_column(ForeignKey("agendapunt.id", ondelete="CASCADE"))
    nummer: Mapped[int]
    tekst: Mapped[str] = geheim("oplossing.tekst")
    niet_in_geld: Mapped[str] = geheim("oplossing.niet_in_geld")
    vanaf_ronde: Mapped[int | None]
    """The first round in which it is weighed; from then on its text stands."""
    ingetrokken_op: Mapped[datetime | None]
    versie: Mapped[int] = mapped_column()
    bedragen: Mapped[list["Bedrag"]] = relationship(
        cascade="all, delete-orphan", passive_deletes=True, order_by="Bedrag.id", lazy="selectin"
    )

    __mapper_args__ = {"version_id_col": versie}  # noqa: RUF012 - SQLAlchemy's own attribute

    @property
    def naam(self) -> str:
        """Give what it is called at the table."""
        return oplossing_naam(self.nummer)


class Bedrag(Rijgebonden, Basis):
    """One amount of one oplossing, from low to high, with where it comes from. Whole cents: money is never a float."""

    __tablename__ = "bedrag"
    __table_args__ = (
        CheckConstraint(f"laag >= 0 AND hoog >= laag AND hoog <= {CENT_MAX}", name="laag_tot_hoog"),
        CheckConstraint("partij <> '' AND bron <> ''", name="partij_en_bron"),
        CheckConstraint(f"jaar BETWEEN {JAAR_MIN} AND {JAAR_MAX}", name="jaar"),
    )

    id: Mapped[Sleutel]
    oplossing_id: Mapped[int] = mapped_column(ForeignKey("oplossing.id", ondelete="CASCADE"), index=True)
    kant: Mapped[Kant] = mapped_column(woord(Kant))
    ritme: Mapped[Ritme] = mapped_column(woord(Ritme))
    partij: Mapped[str] = geheim("bedrag.partij")
    omschrijving: Mapped[str] = geheim("bedrag.omschrijving")
    laag: Mapped[int]
    hoog: Mapped[int]
    bron: Mapped[str] = geheim("bedrag.bron")
    jaar: Mapped[int]

    @property
    def bereik(self) -> Bereik:
        """Give it as people write it."""
        return Bereik(self.laag, self.hoog)


class Afweging(Rijgebonden, Basis):
    """One round of weighing. Until `onthuld_op` nobody sees the weging of another; an earlier round stays as it was."""

    __tablename__ = "afweging"
    __table_args__ = (
        UniqueConstraint("agendapunt_id", "ronde"),
        CheckConstraint("ronde >= 1", name="ronde"),
        CheckConstraint(
            "onthuld_op IS NOT NULL OR (legitimiteit = '' AND betrokkenheid = '' AND rendement = '' AND weging = ''"
            " AND afwijking IS NULL AND afwijking_motivering = '')",
            name="motivering_na_onthulling",
        ),
        CheckConstraint("afwijking <> 'wijkt af' OR afwijking_motivering <> ''", name="afwijking_gemotiveerd"),
    )

    id: Mapped[Sleutel]
    agendapunt_id: Mapped[int] = mapped_column(ForeignKey("agendapunt.id", ondelete="CASCADE"))
    agendapunt: Mapped[Agendapunt] = relationship()
    ronde: Mapped[int] = mapped_column(default=1)
    onthuld_op: Mapped[datetime | None]
    legitimiteit: Mapped[str] = geheim("afweging.legitimiteit")
    betrokkenheid: Mapped[str] = geheim("afweging.betrokkenheid")
    rendement: Mapped[str] = geheim("afweging.rendement")
    weging: Mapped[str] = geheim("afweging.weging")
    afwijking: Mapped[Afwijking | None] = mapped_column(woord(Afwijking))
    afwijking_motivering: Mapped[str] = geheim("afweging.afwijking_motivering")
    versie: Mapped[int] = mapped_column()
    van_dit_punt: Mapped[list[Oplossing]] = relationship(
        primaryjoin=lambda: Afweging.agendapunt_id == foreign(Oplossing.agendapunt_id),
        viewonly=True,
        order_by=lambda: Oplossing.nummer,
    )
    standpunten: Mapped[list["Minderheidsstandpunt"]] = relationship(
        viewonly=True, order_by=lambda: Minderheidsstandpunt.id
    )

    __mapper_args__ = {"version_id_col": versie}  # noqa: RUF012 - SQLAlchemy's own attribute

    @property
    def oplossing(self) -> str:
        """Give the oplossingen of this round as one text, for a page that only says what lies on the table."""
        delen = [deel for deel in self.van_dit_punt if deel.vanaf_ronde and deel.vanaf_ronde <= self.ronde]
        return "\n\n".join(
            f"{deel.naam}: {deel.tekst}" if deel.tekst else deel.naam for deel in _niets_doen_laatst(delen)
        )

    @property
    def minderheidsstandpunt(self) -> str:
        """Give every dissent as one text, with by whom: for inside the tafel, never for a les."""
        return "\n\n".join(f"{deel.medewerker.naam}: {deel.tekst}\n{deel.reden}" for deel in self.standpunten)


def _niets_doen_laatst(oplossingen: list[Oplossing]) -> list[Oplossing]:
    return sorted(oplossingen, key=lambda oplossing: (oplossing.nummer == NIETS_DOEN, oplossing.nummer))


class Weging(Rijgebonden, Basis):
    """How one member weighs one value of one oplossing: a text, and if it helps a stand from 1 (knelt) to 5 (sterk)."""

    __tablename__ = "weging"
    __table_args__ = (
        UniqueConstraint("afweging_id", "oplossing_id", "medewerker_id", "waarde"),
        CheckConstraint("stand BETWEEN 1 AND 5", name="stand"),
        CheckConstraint("tekst <> ''", name="tekst"),
        CheckConstraint("versie >= 1", name="versie"),
    )

    id: Mapped[Sleutel]
    afweging_id: Mapped[int] = mapped_column(ForeignKey("afweging.id", ondelete="CASCADE"))
    oplossing_id: Mapped[int] = mapped_column(ForeignKey("oplossing.id", ondelete="CASCADE"), index=True)
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("medewerker.id"))
    medewerker: Mapped[Medewerker] = relationship(lazy="joined", innerjoin=True)
    waarde: Mapped[WaardeCode] = mapped_column(woord(WaardeCode))
    tekst: Mapped[str] = geheim("weging.tekst")
    stand: Mapped[int | None]
    versie: Mapped[int] = mapped_column(default=1)
    """How often this lid saved this weging: two windows of the same person never overwrite each other unseen."""


class Minderheidsstandpunt(Rijgebonden, Basis):
    """Where one lid does not go along with the joint motivering of a round, and why. It is kept as it was written."""

    __tablename__ = "minderheidsstandpunt"
    __table_args__ = (
        UniqueConstraint("afweging_id", "medewerker_id"),
        CheckConstraint("tekst <> '' AND reden <> ''", name="tekst_en_reden"),
    )

    id: Mapped[Sleutel]
    afweging_id: Mapped[int] = mapped_column(ForeignKey("afweging.id", ondelete="CASCADE"))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("medewerker.id"))
    medewerker: Mapped[Medewerker] = relationship(lazy="joined", innerjoin=True)
    tekst: Mapped[str] = geheim("minderheidsstandpunt.tekst")
    reden: Mapped[str] = geheim("minderheidsstandpunt.reden")
    versie: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": versie}  # noqa: RUF012
