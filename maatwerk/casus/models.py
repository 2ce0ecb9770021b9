"""The casus: the question of an inwoner, without anything that says who the inwoner is (domein.md §9)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from maatwerk.account.models import Medewerker
from maatwerk.casus.rules import (
    TITEL_TEKENS,
    Aanwezig,
    Grond,
    Huishoudtype,
    Kinderen,
    Leeftijdsklasse,
    Status,
    Werking,
)
from maatwerk.kern.database import Basis, Kort, Lang, Sleutel, Woorden, woord

_VOLLEDIG = " AND ".join(
    f"{veld} <> ''" for veld in ("titel", "situatie", "wens_inwoner", "gevraagde_doorbraak", "grondslag")
)


class Casus(Basis):
    """One casus. `tafel` is a code from the settings; `nummer` is what people call it."""

    __tablename__ = "casus"
    __table_args__ = (
        CheckConstraint(f"status IN ('concept', 'vernietigd') OR ({_VOLLEDIG})", name="volledig_na_concept"),
        CheckConstraint(
            "status IN ('concept', 'vernietigd') OR geinformeerd_op IS NOT NULL OR reden_niet_geinformeerd <> ''",
            name="inwoner_geinformeerd",
        ),
        CheckConstraint("(status = 'concept') = (ingediend_op IS NULL)", name="ingediend_na_concept"),
        CheckConstraint(
            "status NOT IN ('aanvullen gevraagd', 'direct opgelost', 'niet voor de tafel') OR triage_toelichting <> ''",
            name="triage_met_reden",
        ),
        CheckConstraint("status <> 'afgesloten' OR afgesloten_op IS NOT NULL", name="afgesloten_op"),
        CheckConstraint("bronkenmerk <> ''", name="bronkenmerk_niet_leeg"),
        UniqueConstraint("organisatie", "bronkenmerk"),
        Index(None, "indiener_id", "id"),
        Index(None, "tafel", "status", "id"),
        {"sqlite_autoincrement": True},  # a number is never given to a second casus
    )

    id: Mapped[Sleutel]
    status: Mapped[Status] = mapped_column(woord(Status), default=Status.CONCEPT)
    tafel: Mapped[Kort]
    aangemaakt_op: Mapped[datetime]
    gewijzigd_op: Mapped[datetime]
    ingediend_op: Mapped[datetime | None]
    afgesloten_op: Mapped[datetime | None]
    indiener_id: Mapped[int | None] = mapped_column(ForeignKey("medewerker.id"))
    indiener: Mapped[Medewerker | None] = relationship()
    organisatie: Mapped[Kort]
    indiener_functie: Mapped[Kort] = mapped_column(default="")
    bronkenmerk: Mapped[str | None] = mapped_column(String(40))

    titel: Mapped[str] = mapped_column(String(TITEL_TEKENS), default="")
    situatie: Mapped[Lang]
    wens_inwoner: Mapped[Lang]
    stem_inwoner: Mapped[Lang]
    gevraagde_doorbraak: Mapped[Lang]
    niets_doen: Mapped[Lang]
    wijk: Mapped[Kort] = mapped_column(default="")
    huishoudtype: Mapped[Huishoudtype | None] = mapped_column(woord(Huishoudtype))
    kinderen: Mapped[Kinderen | None] = mapped_column(woord(Kinderen))
    leeftijdsklasse: Mapped[Leeftijdsklasse | None] = mapped_column(woord(Leeftijdsklasse))
    leefgebieden: Mapped[Woorden]
    organisaties: Mapped[Woorden]
    beslisser_organisatie: Mapped[Kort] = mapped_column(default="")
    beslisser_functie: Mapped[Kort] = mapped_column(default="")
    spoed_gevolg: Mapped[Lang]
    spoed_datum: Mapped[date | None]
    bezwaartermijn: Mapped[date | None]
    geinformeerd_op: Mapped[date | None]
    reden_niet_geinformeerd: Mapped[Lang]
    grondslag: Mapped[Kort] = mapped_column(default="")
    wil_aanwezig_zijn: Mapped[Aanwezig] = mapped_column(woord(Aanwezig), default=Aanwezig.NIET_GEVRAAGD)
    triage_toelichting: Mapped[Lang]
    versie: Mapped[int] = mapped_column()

    knelpunten: Mapped[list["Knelpunt"]] = relationship(
        cascade="all, delete-orphan", order_by="Knelpunt.id", lazy="raise"
    )
    pogingen: Mapped[list["Poging"]] = relationship(cascade="all, delete-orphan", order_by="Poging.id", lazy="raise")

    __mapper_args__ = {"version_id_col": versie}  # noqa: RUF012 - SQLAlchemy's own attribute

    @property
    def nummer(self) -> str:
        """Give the meaningless number that people call this casus by."""
        return f"MT-{self.aangemaakt_op.year}-{self.id:04d}"

    @property
    def spoed(self) -> bool:
        """Answer whether waiting does harm (domein.md §3): then its consequence is written down."""
        return bool(self.spoed_gevolg)


class Knelpunt(Basis):
    """Where it gets stuck: rule A against rule B, in plain words."""

    __tablename__ = "knelpunt"
    __table_args__ = (Index(None, "casus_id"), Index(None, "soort"))

    id: Mapped[Sleutel]
    casus_id: Mapped[int] = mapped_column(ForeignKey("casus.id", ondelete="CASCADE"))
    soort: Mapped[Kort] = mapped_column(default="")
    waar: Mapped[Kort] = mapped_column(default="")
    toelichting: Mapped[Lang]
    regels: Mapped[list["Regel"]] = relationship(cascade="all, delete-orphan", order_by="Regel.id", lazy="selectin")


class Regel(Basis):
    """A law or local rule in a knelpunt, as it was on the peildatum: rules age."""

    __tablename__ = "regel"
    __table_args__ = (Index(None, "knelpunt_id"), Index(None, "wet"))

    id: Mapped[Sleutel]
    knelpunt_id: Mapped[int] = mapped_column(ForeignKey("knelpunt.id", ondelete="CASCADE"))
    wet: Mapped[Kort]
    artikel: Mapped[Kort] = mapped_column(default="")
    werking: Mapped[Werking] = mapped_column(woord(Werking), default=Werking.KNELT)
    peildatum: Mapped[date]


class Poging(Basis):
    """What has been tried already."""

    __tablename__ = "poging"
    __table_args__ = (Index(None, "casus_id"),)

    id: Mapped[Sleutel]
    casus_id: Mapped[int] = mapped_column(ForeignKey("casus.id", ondelete="CASCADE"))
    datum: Mapped[date | None]
    organisatie: Mapped[Kort] = mapped_column(default="")
    uitkomst: Mapped[Lang]


class Toegang(Basis):
    """Somebody may read this casus from one moment until another, and why. Upper slices give and end it."""

    __tablename__ = "toegang"
    __table_args__ = (
        UniqueConstraint("casus_id", "medewerker_id", "grond"),
        CheckConstraint("vanaf < tot", name="venster"),
        Index(None, "medewerker_id"),
    )

    id: Mapped[Sleutel]
    casus_id: Mapped[int] = mapped_column(ForeignKey("casus.id", ondelete="CASCADE"))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("medewerker.id", ondelete="CASCADE"))
    grond: Mapped[Grond] = mapped_column(woord(Grond))
    vanaf: Mapped[datetime]
    tot: Mapped[datetime]
