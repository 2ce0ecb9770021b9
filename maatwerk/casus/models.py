"""The casus: the question of an inwoner, without anything that says who the inwoner is (domein.md §9)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from maatwerk.account.models import Medewerker
from maatwerk.casus.rules import Aanwezig, Huishoudtype, Kinderen, Leeftijdsklasse, Status, Werking
from maatwerk.casus.venster import Grond, Oordeel
from maatwerk.kern.database import Basis, Kort, Sleutel, Woorden, woord
from maatwerk.kern.versleuteld import Merk, Rijgebonden, geheim, geheime_woorden

_VOLLEDIG = " AND ".join(
    f"{veld} <> ''" for veld in ("titel", "situatie", "wens_inwoner", "gevraagde_doorbraak", "grondslag")
)


class Casus(Rijgebonden, Basis):
    """One casus. `tafel` is a code from the settings; `nummer` is what people call it."""

    __tablename__ = "casus"
    __table_args__ = (
        CheckConstraint(
            f"status IN ('concept', 'verder geholpen', 'vernietigd') OR ({_VOLLEDIG})", name="volledig_na_concept"
        ),
        CheckConstraint(
            "status IN ('concept', 'verder geholpen', 'vernietigd')"
            " OR geinformeerd_op IS NOT NULL OR reden_niet_geinformeerd <> ''",
            name="inwoner_geinformeerd",
        ),
        CheckConstraint(
            "(status IN ('concept', 'verder geholpen')) = (ingediend_op IS NULL)", name="ingediend_na_concept"
        ),
        CheckConstraint(
            "status NOT IN ('aanvullen gevraagd', 'direct opgelost', 'niet voor de tafel') OR triage_toelichting <> ''",
            name="triage_met_reden",
        ),
        CheckConstraint("status <> 'afgesloten' OR afgesloten_op IS NOT NULL", name="afgesloten_op"),
        CheckConstraint("bronkenmerk <> ''", name="bronkenmerk_niet_leeg"),
        CheckConstraint("(bronkenmerk IS NULL) = (bronkenmerk_merk IS NULL)", name="bronkenmerk_met_merk"),
        UniqueConstraint("organisatie", "bronkenmerk_merk"),
        UniqueConstraint("indiener_id", "begonnen_met"),
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
    teruggekomen_op: Mapped[datetime | None]
    """When the indiener last answered: from then on the promise of triage counts again."""
    afgesloten_op: Mapped[datetime | None]
    indiener_id: Mapped[int | None] = mapped_column(ForeignKey("medewerker.id"))
    indiener: Mapped[Medewerker | None] = relationship()
    organisatie: Mapped[Kort]
    indiener_functie: Mapped[Kort] = mapped_column(default="")
    begonnen_met: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    """The hash of the one-time token of the page on which it began: sent twice, it begins one casus (ADR 017)."""
    bronkenmerk: Mapped[str | None] = geheim("casus.bronkenmerk", None)
    bronkenmerk_merk: Mapped[str | bytes | None] = mapped_column(Merk("casus.bronkenmerk"))
    """By this a bronkenmerk is found: write and compare the text, the database sees its keyed hash."""

    titel: Mapped[str] = geheim("casus.titel")
    situatie: Mapped[str] = geheim("casus.situatie")
    wens_inwoner: Mapped[str] = geheim("casus.wens_inwoner")
    stem_inwoner: Mapped[str] = geheim("casus.stem_inwoner")
    gevraagde_doorbraak: Mapped[str] = geheim("casus.gevraagde_doorbraak")
    niets_doen: Mapped[str] = geheim("casus.niets_doen")
    wijk: Mapped[Kort] = mapped_column(default="")
    wijk_anders: Mapped[str] = geheim("casus.wijk_anders")
    huishoudtype: Mapped[Huishoudtype | None] = mapped_column(woord(Huishoudtype))
    huishoudtype_anders: Mapped[str] = geheim("casus.huishoudtype_anders")
    kinderen: Mapped[Kinderen | None] = mapped_column(woord(Kinderen))
    leeftijdsklasse: Mapped[Leeftijdsklasse | None] = mapped_column(woord(Leeftijdsklasse))
    leefgebieden: Mapped[Woorden]
    leefgebieden_anders: Mapped[str] = geheim("casus.leefgebieden_anders")
    organisaties: Mapped[list[str]] = geheime_woorden("casus.organisaties")
    beslisser_organisatie: Mapped[str] = geheim("casus.beslisser_organisatie")
    beslisser_functie: Mapped[str] = geheim("casus.beslisser_functie")
    vervanger: Mapped[str] = geheim("casus.vervanger")
    verwante_casus: Mapped[str] = geheim("casus.verwante_casus")
    spoed_gevolg: Mapped[str] = geheim("casus.spoed_gevolg")
    spoed_datum: Mapped[date | None]
    bezwaartermijn: Mapped[date | None]
    geinformeerd_op: Mapped[date | None]
    reden_niet_geinformeerd: Mapped[str] = geheim("casus.reden_niet_geinformeerd")
    grondslag: Mapped[Kort] = mapped_column(default="")
    grondslag_anders: Mapped[str] = geheim("casus.grondslag_anders")
    wil_aanwezig_zijn: Mapped[Aanwezig] = mapped_column(woord(Aanwezig), default=Aanwezig.NIET_GEVRAAGD)
    triage_toelichting: Mapped[str] = geheim("casus.triage_toelichting")
    versie: Mapped[int] = mapped_column()

    knelpunten: Mapped[list["Knelpunt"]] = relationship(
        cascade="all, delete-orphan", order_by="Knelpunt.id", lazy="raise"
    )
    pogingen: Mapped[list["Poging"]] = relationship(cascade="all, delete-orphan", order_by="Poging.id", lazy="raise")

    __mapper_args__ = {"version_id_col": versie}  # noqa: RUF012 - SQLAlchemy's own attribute

    @validates("bronkenmerk")
    def _merk_kenmerk(self, _naam: str, kenmerk: str | None) -> str | None:
        self.bronkenmerk_merk = kenmerk
        return kenmerk

    @property
    def nummer(self) -> str:
        """Give the meaningless number that people call this casus by."""
        return f"MT-{self.aangemaakt_op.year}-{self.id:04d}"

    @property
    def spoed(self) -> bool:
        """Answer whether waiting does harm (domein.md §3): then its consequence is written down."""
        return bool(self.spoed_gevolg)


class Knelpunt(Rijgebonden, Basis):
    """Where it gets stuck: rule A against rule B, in plain words."""

    __tablename__ = "knelpunt"
    __table_args__ = (Index(None, "casus_id"), Index(None, "soort"))

    id: Mapped[Sleutel]
    casus_id: Mapped[int] = mapped_column(ForeignKey("casus.id", ondelete="CASCADE"))
    soort: Mapped[Kort] = mapped_column(default="")
    soort_anders: Mapped[str] = geheim("knelpunt.soort_anders")
    waar: Mapped[Kort] = mapped_column(default="")
    waar_anders: Mapped[str] = geheim("knelpunt.waar_anders")
    toelichting: Mapped[str] = geheim("knelpunt.toelichting")
    regels: Mapped[list["Regel"]] = relationship(cascade="all, delete-orphan", order_by="Regel.id", lazy="selectin")


class Regel(Rijgebonden, Basis):
    """A law or local rule in a knelpunt, as it was on the peildatum: rules age."""

    __tablename__ = "regel"
    __table_args__ = (Index(None, "knelpunt_id"), Index(None, "wet"))

    id: Mapped[Sleutel]
    knelpunt_id: Mapped[int] = mapped_column(ForeignKey("knelpunt.id", ondelete="CASCADE"))
    wet: Mapped[Kort]
    wet_anders: Mapped[str] = geheim("regel.wet_anders")
    artikel: Mapped[Kort] = mapped_column(default="")
    werking: Mapped[Werking] = mapped_column(woord(Werking), default=Werking.KNELT)
    peildatum: Mapped[date]


class Poging(Rijgebonden, Basis):
    """What has been tried already."""

    __tablename__ = "poging"
    __table_args__ = (Index(None, "casus_id"),)

    id: Mapped[Sleutel]
    casus_id: Mapped[int] = mapped_column(ForeignKey("casus.id", ondelete="CASCADE"))
    datum: Mapped[date | None]
    organisatie: Mapped[str] = geheim("poging.organisatie")
    uitkomst: Mapped[str] = geheim("poging.uitkomst")


class Klad(Rijgebonden, Basis):
    """What one person typed in one window and did not save yet: the fields as they were, also half a date."""

    __tablename__ = "klad"
    __table_args__ = (
        CheckConstraint("inhoud <> ''", name="inhoud"),
        UniqueConstraint("casus_id", "medewerker_id", "venster"),
        Index(None, "medewerker_id"),
    )

    id: Mapped[Sleutel]
    casus_id: Mapped[int] = mapped_column(ForeignKey("casus.id", ondelete="CASCADE"))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("medewerker.id", ondelete="CASCADE"))
    medewerker: Mapped[Medewerker] = relationship()
    venster: Mapped[bytes] = mapped_column(LargeBinary(32))
    """The hash of the token of the page it was typed on: another window gets a row of its own."""
    inhoud: Mapped[str] = geheim("klad.inhoud")
    vanaf_versie: Mapped[int]
    beurt: Mapped[int]
    bewaard_op: Mapped[datetime]
    versie: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": versie}  # noqa: RUF012 - SQLAlchemy's own attribute


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
    medewerker: Mapped[Medewerker] = relationship()
    grond: Mapped[Grond] = mapped_column(woord(Grond))
    vanaf: Mapped[datetime]
    tot: Mapped[datetime]


class Breekglas(Rijgebonden, Basis):
    """Somebody read a casus of another tafel, with a reason; somebody else judges that."""

    __tablename__ = "breekglas"
    __table_args__ = (
        CheckConstraint("reden <> ''", name="reden"),
        CheckConstraint("begonnen_op < tot", name="venster"),
        CheckConstraint("beoordeeld_door <> medewerker_id", name="vier_ogen"),
        CheckConstraint(
            "(oordeel IS NULL) = (beoordeeld_door IS NULL) AND (oordeel IS NULL) = (beoordeeld_op IS NULL)",
            name="oordeel_met_naam",
        ),
        Index(None, "casus_id"),
    )

    id: Mapped[Sleutel]
    casus_id: Mapped[int] = mapped_column(ForeignKey("casus.id", ondelete="CASCADE"))
    casus: Mapped[Casus] = relationship()
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("medewerker.id"))
    medewerker: Mapped[Medewerker] = relationship(foreign_keys=[medewerker_id])
    reden: Mapped[str] = geheim("breekglas.reden")
    begonnen_op: Mapped[datetime]
    tot: Mapped[datetime]
    oordeel: Mapped[Oordeel | None] = mapped_column(woord(Oordeel))
    toelichting: Mapped[str] = geheim("breekglas.toelichting")
    beoordeeld_door: Mapped[int | None] = mapped_column(ForeignKey("medewerker.id"))
    beoordeeld_op: Mapped[datetime | None]


class Bevestiging(Basis):
    """Somebody said of a word in this casus that it points at nobody: by its keyed hash, never the word itself."""

    __tablename__ = "bevestiging"
    __table_args__ = (UniqueConstraint("casus_id", "woord_merk"),)

    id: Mapped[Sleutel]
    casus_id: Mapped[int] = mapped_column(ForeignKey("casus.id", ondelete="CASCADE"))
    woord_merk: Mapped[str | bytes] = mapped_column(Merk("bevestiging.woord"))
    bevestigd_door: Mapped[int] = mapped_column(ForeignKey("medewerker.id"))
    bevestigd_op: Mapped[datetime]
