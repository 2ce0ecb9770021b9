"""Medewerkers, their rollen, and the sessions in which they are signed in."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from maatwerk.kern.database import Basis, Kort, Sleutel, woord
from maatwerk.kern.rechten import Rol, Soort

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


class TweedeFactor(Basis):
    """The app that gives codes to one medewerker, whose id it shares. The seed is only ever kept encrypted."""

    __tablename__ = "tweede_factor"

    id: Mapped[int] = mapped_column(ForeignKey("medewerker.id", ondelete="CASCADE"), primary_key=True)
    geheim_versleuteld: Mapped[bytes] = mapped_column(LargeBinary)
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
