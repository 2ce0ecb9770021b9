"""Medewerkers, their rollen, and the sessions in which they are signed in."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from maatwerk.account.rules import LANGSTE_SUB, Doel, Linksoort, Rolbesluit
from maatwerk.kern.database import Basis, Kort, Sleutel, woord
from maatwerk.kern.rechten import Rol, Soort
from maatwerk.kern.versleuteld import Rijgebonden, geheim

_TAFELROLLEN = "('casuscoördinator', 'tafelvoorzitter', 'tafellid')"
_SOORT_VAN_ROL = (
    "soort = CASE rol WHEN 'beheerder' THEN 'beheer' WHEN 'privacy officer' THEN 'privacy' ELSE 'inhoud' END"
)


class Medewerker(Basis):
    """A professional with an account. Never an inwoner."""

    __tablename__ = "medewerker"

    id: Mapped[Sleutel]
    email: Mapped[Kort] = mapped_column(unique=True)
    naam: Mapped[Kort]
    organisatie: Mapped[Kort]
    functie: Mapped[Kort] = mapped_column(default="")
    wachtwoord: Mapped[Kort]
    """The hash; empty until whoever was invited chose one."""
    actief: Mapped[bool] = mapped_column(default=True)
    soort: Mapped[Soort] = mapped_column(woord(Soort), default=Soort.INHOUD)
    toewijzingen: Mapped[list["Toewijzing"]] = relationship(
        back_populates="medewerker", cascade="all, delete-orphan", order_by="Toewijzing.id"
    )

    tweede_factor: Mapped["TweedeFactor | None"] = relationship(cascade="all, delete-orphan")

    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_kleine_letters"),
        UniqueConstraint("id", "soort"),
    )


class Toewijzing(Basis):
    """One rol of one medewerker; rollen at a table name their tafel (a code from the settings).

    Its `soort` is that of the medewerker and must fit the rol: so a beheerder or privacy officer holds no other.
    """

    __tablename__ = "toewijzing"
    __table_args__ = (
        UniqueConstraint("medewerker_id", "rol", "tafel"),
        ForeignKeyConstraint(["medewerker_id", "soort"], ["medewerker.id", "medewerker.soort"], ondelete="CASCADE"),
        CheckConstraint(_SOORT_VAN_ROL, name="soort_bij_rol"),
        CheckConstraint(f"(rol IN {_TAFELROLLEN}) = (tafel <> '')", name="tafel_bij_tafelrol"),
    )

    id: Mapped[Sleutel]
    medewerker_id: Mapped[int]
    soort: Mapped[Soort] = mapped_column(woord(Soort, check=False))
    medewerker: Mapped[Medewerker] = relationship(back_populates="toewijzingen")
    rol: Mapped[Rol] = mapped_column(woord(Rol))
    tafel: Mapped[Kort] = mapped_column(default="")


class Aanmelding(Basis):
    """A session on the server. The cookie holds a random token; here lies only its hash."""

    __tablename__ = "aanmelding"
    __table_args__ = (Index(None, "medewerker_id"),)

    id: Mapped[Sleutel]
    merk: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("medewerker.id", ondelete="CASCADE"))
    medewerker: Mapped[Medewerker] = relationship()
    begonnen_op: Mapped[datetime]
    gezien_op: Mapped[datetime]
    beeindigd_op: Mapped[datetime | None]
    bevestigd_op: Mapped[datetime]
    """When this person last proved to be the one who signed in."""
    code_op: Mapped[datetime | None]
    """When the code was given; empty as long as only the password was."""


class TweedeFactor(Rijgebonden, Basis):
    """The app that gives codes to one medewerker, whose id it shares. The seed is only ever kept encrypted."""

    __tablename__ = "tweede_factor"
    __table_args__ = (CheckConstraint("zaad <> ''", name="zaad"),)

    id: Mapped[int] = mapped_column(ForeignKey("medewerker.id", ondelete="CASCADE"), primary_key=True)
    zaad: Mapped[str] = geheim("tweede_factor.zaad")
    laatste_stap: Mapped[int]
    ingesteld_op: Mapped[datetime]


class Herstelcode(Basis):
    """A code on paper that replaces the app once. Only its keyed hash is kept."""

    __tablename__ = "herstelcode"
    __table_args__ = (UniqueConstraint("medewerker_id", "code"),)

    id: Mapped[Sleutel]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("medewerker.id", ondelete="CASCADE"))
    code: Mapped[bytes] = mapped_column(LargeBinary(32))
    gebruikt_op: Mapped[datetime | None]


class Identiteit(Basis):
    """Who a medewerker is at the provider of the organisation: issuer and subject, never an e-mail address.

    Per provider a medewerker has one, and one belongs to one medewerker.
    """

    __tablename__ = "identiteit"
    __table_args__ = (UniqueConstraint("iss", "sub"), UniqueConstraint("medewerker_id", "iss"))

    id: Mapped[Sleutel]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("medewerker.id", ondelete="CASCADE"))
    medewerker: Mapped[Medewerker] = relationship()
    iss: Mapped[str] = mapped_column(String(LANGSTE_SUB))
    sub: Mapped[str] = mapped_column(String(LANGSTE_SUB))
    gekoppeld_op: Mapped[datetime]


class Toegangssleutel(Basis):
    """A passkey: the public half of a key that never leaves the device of the medewerker."""

    __tablename__ = "toegangssleutel"
    __table_args__ = (
        Index(None, "medewerker_id"),
        CheckConstraint("naam <> ''", name="naam"),
        CheckConstraint("sign_count >= 0", name="sign_count"),
    )

    id: Mapped[Sleutel]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("medewerker.id", ondelete="CASCADE"))
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    naam: Mapped[Kort]
    gemaakt_op: Mapped[datetime]
    gebruikt_op: Mapped[datetime | None]


class Uitdaging(Basis):
    """What a passkey must sign now in one session, whose id it shares. Used once, and not for long."""

    __tablename__ = "uitdaging"

    id: Mapped[int] = mapped_column(ForeignKey("aanmelding.id", ondelete="CASCADE"), primary_key=True)
    waarde: Mapped[bytes] = mapped_column(LargeBinary(64))
    doel: Mapped[Doel] = mapped_column(woord(Doel))
    gemaakt_op: Mapped[datetime]


class Aanmeldpoging(Basis):
    """A try at a password or code that has not succeeded. Account and address only as keyed hashes, and not for long.

    No foreign key: an address without an account counts alike.
    """

    __tablename__ = "aanmeldpoging"
    __table_args__ = (Index(None, "account", "wanneer"), Index(None, "adres", "wanneer"))

    id: Mapped[Sleutel]
    account: Mapped[bytes] = mapped_column(LargeBinary(32))
    adres: Mapped[bytes] = mapped_column(LargeBinary(32))
    wanneer: Mapped[datetime]


class EenmaligeLink(Basis):
    """A link with which somebody chooses a password, once. The link holds a random token; here lies its keyed hash."""

    __tablename__ = "eenmalige_link"
    __table_args__ = (Index(None, "medewerker_id"),)

    id: Mapped[Sleutel]
    soort: Mapped[Linksoort] = mapped_column(woord(Linksoort))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("medewerker.id", ondelete="CASCADE"))
    medewerker: Mapped[Medewerker] = relationship()
    merk: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    geldig_tot: Mapped[datetime]
    gebruikt_op: Mapped[datetime | None]


class Rolvoorstel(Basis):
    """A rol that one person wants to give and another must agree to; never is either of them who gets it."""

    __tablename__ = "rolvoorstel"
    __table_args__ = (
        CheckConstraint("voorgesteld_door <> medewerker_id", name="niet_voor_zichzelf"),
        CheckConstraint("besloten_door <> voorgesteld_door AND besloten_door <> medewerker_id", name="vier_ogen"),
        CheckConstraint(
            "(besluit IS NULL) = (besloten_door IS NULL) AND (besluit IS NULL) = (besloten_op IS NULL)",
            name="besluit_met_wie_en_wanneer",
        ),
        CheckConstraint("rol IN ('tafelvoorzitter', 'beheerder', 'privacy officer')", name="gevoelige_rol"),
        CheckConstraint(f"(rol IN {_TAFELROLLEN}) = (tafel <> '')", name="tafel_bij_tafelrol"),
        Index(
            "uq_rolvoorstel_open",
            "medewerker_id",
            "rol",
            "tafel",
            unique=True,
            sqlite_where=text("besluit IS NULL"),
            postgresql_where=text("besluit IS NULL"),
        ),
    )

    id: Mapped[Sleutel]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("medewerker.id", ondelete="CASCADE"))
    medewerker: Mapped[Medewerker] = relationship(foreign_keys=medewerker_id)
    rol: Mapped[Rol] = mapped_column(woord(Rol, check=False))
    tafel: Mapped[Kort] = mapped_column(default="")
    voorgesteld_door: Mapped[int] = mapped_column(ForeignKey("medewerker.id"))
    voorsteller: Mapped[Medewerker] = relationship(foreign_keys=voorgesteld_door)
    voorgesteld_op: Mapped[datetime]
    besluit: Mapped[Rolbesluit | None] = mapped_column(woord(Rolbesluit))
    besloten_door: Mapped[int | None] = mapped_column(ForeignKey("medewerker.id"))
    besloten_op: Mapped[datetime | None]
