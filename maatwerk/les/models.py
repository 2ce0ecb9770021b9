"""The les: what a casus teaches, without anything that leads back to it once it is published."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import TypeEngine

from maatwerk.account.models import Medewerker
from maatwerk.casus.models import Casus
from maatwerk.kern.database import Basis, Kort, Sleutel, Woorden, woord
from maatwerk.kern.versleuteld import Merk, Rijgebonden, geheim
from maatwerk.les.fts import maak_doorzoekbaar
from maatwerk.les.poort import Vraag
from maatwerk.les.rules import NODIG, VELDEN, Kenmerksoort, Lesstatus

_VOLLEDIG = " AND ".join(f"{veld} <> ''" for veld in NODIG)

les_schrijver = Table(
    "les_schrijver",
    Basis.metadata,
    Column("les_id", ForeignKey("les.id", ondelete="CASCADE"), primary_key=True),
    Column("medewerker_id", ForeignKey("medewerker.id"), primary_key=True, index=True),
)
"""Everybody who wrote in a les: none of them may check it."""


class Les(Rijgebonden, Basis):
    """An anonymous story. `code` is random, so that nobody can count back to the casus; the period is a quarter.

    What is searched lies open in `Lesindex`, and only while everybody with an account may read the les anyway.
    """

    __tablename__ = "les"
    __table_args__ = (
        CheckConstraint("gecontroleerd_door IS NULL OR gecontroleerd_door <> geschreven_door", name="vier_ogen"),
        CheckConstraint("(status = 'concept') = (gecontroleerd_door IS NULL)", name="gecontroleerd"),
        CheckConstraint("status <> 'concept' OR ingestemd_op IS NULL", name="instemming_na_controle"),
        CheckConstraint(
            "status IN ('concept', 'gecontroleerd') OR ingestemd_op IS NOT NULL OR zonder_antwoord", name="ingestemd"
        ),
        CheckConstraint("NOT zonder_antwoord OR ingestemd_op IS NULL", name="zonder_antwoord"),
        CheckConstraint(
            "status NOT IN ('gecontroleerd', 'vrijgegeven') OR reageer_tot IS NOT NULL", name="reageren_kan"
        ),
        CheckConstraint("status <> 'gepubliceerd' OR bezwaar = ''", name="bezwaar_niet_buiten"),
        CheckConstraint("(status = 'vrijgegeven') = (vrijgegeven_op IS NOT NULL)", name="vrijgegeven"),
        CheckConstraint(f"status = 'concept' OR ({_VOLLEDIG})", name="volledig_na_concept"),
        CheckConstraint("status NOT IN ('gepubliceerd', 'ingetrokken') OR kwartaal <> ''", name="kwartaal"),
        CheckConstraint("(status = 'ingetrokken') = (reden_ingetrokken <> '')", name="ingetrokken_met_reden"),
        Index(None, "status", "kwartaal", "code"),
    )

    id: Mapped[Sleutel]
    code: Mapped[str] = mapped_column(String(16), unique=True)
    casus_id: Mapped[int | None] = mapped_column(ForeignKey("casus.id", ondelete="SET NULL"), unique=True)
    casus: Mapped[Casus | None] = relationship()
    status: Mapped[Lesstatus] = mapped_column(woord(Lesstatus), default=Lesstatus.CONCEPT)
    geschreven_door: Mapped[int] = mapped_column(ForeignKey("medewerker.id"))
    schrijvers: Mapped[list[Medewerker]] = relationship(secondary=les_schrijver)
    gecontroleerd_door: Mapped[int | None] = mapped_column(ForeignKey("medewerker.id"))
    ingestemd_op: Mapped[datetime | None]
    reageer_tot: Mapped[date | None]
    """Until when the indiener can agree or object before silence counts (ADR 023)."""
    zonder_antwoord: Mapped[bool] = mapped_column(default=False)
    bezwaar: Mapped[str] = geheim("les.bezwaar")
    vrijgegeven_op: Mapped[datetime | None]
    """Only while it waits for the weekly moment: what is out carries no day."""
    kwartaal: Mapped[Kort] = mapped_column(default="")
    reden_ingetrokken: Mapped[str] = geheim("les.reden_ingetrokken")
    titel: Mapped[str] = geheim("les.titel")
    wat_speelde: Mapped[str] = geheim("les.wat_speelde")
    botsing: Mapped[str] = geheim("les.botsing")
    bedoeling: Mapped[str] = geheim("les.bedoeling")
    doorbraak: Mapped[str] = geheim("les.doorbraak")
    weging: Mapped[str] = geheim("les.weging")
    geleerd: Mapped[str] = geheim("les.geleerd")
    houdt_stand: Mapped[str] = geheim("les.houdt_stand")
    versie: Mapped[int] = mapped_column()
    kenmerken: Mapped[list["Kenmerk"]] = relationship(
        cascade="all, delete-orphan", order_by="Kenmerk.id", lazy="selectin"
    )
    profiel: Mapped["Lesprofiel | None"] = relationship(cascade="all, delete-orphan", lazy="selectin")
    antwoorden: Mapped[list["Controleantwoord"]] = relationship(cascade="all, delete-orphan", lazy="selectin")
    weerleggingen: Mapped[list["Weerlegging"]] = relationship(cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": versie}  # noqa: RUF012 - SQLAlchemy's own attribute

    @property
    def teksten(self) -> dict[str, str]:
        """Give every text of this les, by the name of its field."""
        return {veld: getattr(self, veld) for veld in VELDEN}

    def waarden(self, soort: Kenmerksoort) -> list[str]:
        """Give what this les can be found by, of one kind."""
        return [kenmerk.waarde for kenmerk in self.kenmerken if kenmerk.soort == soort]


class Kenmerk(Basis):
    """What a les can be found and counted by."""

    __tablename__ = "kenmerk"
    __table_args__ = (UniqueConstraint("les_id", "soort", "waarde"), Index(None, "soort", "waarde"))

    id: Mapped[Sleutel]
    les_id: Mapped[int] = mapped_column(ForeignKey("les.id", ondelete="CASCADE"))
    soort: Mapped[Kenmerksoort] = mapped_column(woord(Kenmerksoort))
    waarde: Mapped[Kort]


class Lesprofiel(Basis):
    """What a les tells of who it is about: a rung of each ladder in `profiel`; empty is not told."""

    __tablename__ = "lesprofiel"
    __table_args__ = (CheckConstraint("periode <> ''", name="periode"),)

    les_id: Mapped[int] = mapped_column(ForeignKey("les.id", ondelete="CASCADE"), primary_key=True)
    wijk: Mapped[Kort]
    huishouden: Mapped[Kort]
    leeftijd: Mapped[Kort]
    kinderen: Mapped[Kort]
    leefgebieden: Mapped[Woorden]
    periode: Mapped[Kort]


class Controleantwoord(Basis):
    """The second person answered this question about the text as it is now."""

    __tablename__ = "controleantwoord"

    les_id: Mapped[int] = mapped_column(ForeignKey("les.id", ondelete="CASCADE"), primary_key=True)
    vraag: Mapped[Vraag] = mapped_column(woord(Vraag), primary_key=True)
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("medewerker.id"))
    wanneer: Mapped[datetime]


class Weerlegging(Rijgebonden, Basis):
    """Somebody said of a finding that it is no person, and why. In another sentence it is asked again."""

    __tablename__ = "weerlegging"
    __table_args__ = (UniqueConstraint("les_id", "vondst_merk"), CheckConstraint("reden <> ''", name="reden"))

    id: Mapped[Sleutel]
    les_id: Mapped[int] = mapped_column(ForeignKey("les.id", ondelete="CASCADE"))
    vondst_merk: Mapped[str | bytes] = mapped_column(Merk("weerlegging.vondst"))
    reden: Mapped[str] = geheim("weerlegging.reden")
    door: Mapped[int] = mapped_column(ForeignKey("medewerker.id"))
    wanneer: Mapped[datetime]


class Termen(TypeDecorator[str]):
    """The terms of a les, with a space between them: a tsvector on PostgreSQL, a text with FTS5 over it on SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the type of this database."""
        return dialect.type_descriptor(TSVECTOR() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Quote each term, so that PostgreSQL takes it as it is."""
        if value is None or dialect.name != "postgresql":
            return value
        return " ".join(f"'{term}'" for term in value.split())

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Give the terms without quotes: no term has one."""
        return value.replace("'", "") if value and dialect.name == "postgresql" else value


class Lesindex(Basis):
    """The terms by which a published les is found. Lies open, and goes at once when the les is withdrawn.

    `plaats` follows from quarter and code, so the order of the rows tells nothing that the les does not tell itself.
    """

    __tablename__ = "lesindex"

    plaats: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=False
    )
    les_id: Mapped[int] = mapped_column(ForeignKey("les.id", ondelete="CASCADE"), unique=True)
    termen: Mapped[str] = mapped_column(Termen())


maak_doorzoekbaar(Basis.metadata.tables[Lesindex.__tablename__])


class Termtelling(Basis):
    """In how many published lessen a term occurs: what few lessen have, says most. Lies open, as the index does."""

    __tablename__ = "termtelling"
    __table_args__ = (CheckConstraint("aantal >= 0", name="aantal"),)

    term: Mapped[str] = mapped_column(String(80), primary_key=True)
    aantal: Mapped[int]


class Hulp(Basis):
    """A les helped somebody on before a casus was handed in. It counts on when that casus is gone."""

    __tablename__ = "hulp"
    __table_args__ = (
        UniqueConstraint("casus_id"),
        CheckConstraint("kwartaal <> ''", name="kwartaal"),
        Index(None, "les_id"),
    )

    id: Mapped[Sleutel]
    les_id: Mapped[int] = mapped_column(ForeignKey("les.id", ondelete="CASCADE"))
    les: Mapped[Les] = relationship()
    casus_id: Mapped[int | None] = mapped_column(ForeignKey("casus.id", ondelete="SET NULL"))
    kwartaal: Mapped[Kort]
