"""What is asked, answered, added and found about a casus after it was handed in; and who takes it over."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from maatwerk.account.models import Medewerker
from maatwerk.kern.database import Basis, Sleutel, woord
from maatwerk.kern.versleuteld import Rijgebonden, geheim
from maatwerk.triage.rules import Toets, Uitslag


class Triagevraag(Rijgebonden, Basis):
    """A question of the coördinator with the one answer of the indiener. Both read it, and so does the tafel."""

    __tablename__ = "triagevraag"
    __table_args__ = (
        CheckConstraint("vraag <> ''", name="vraag"),
        CheckConstraint(
            "(antwoord = '') = (beantwoord_op IS NULL) AND (beantwoord_door IS NULL) = (beantwoord_op IS NULL)",
            name="antwoord_met_naam",
        ),
        Index(None, "casus_id"),
    )

    id: Mapped[Sleutel]
    casus_id: Mapped[int] = mapped_column(ForeignKey("casus.id", ondelete="CASCADE"))
    vraag: Mapped[str] = geheim("triagevraag.vraag")
    gesteld_door: Mapped[int | None] = mapped_column(ForeignKey("medewerker.id"))
    gesteld_op: Mapped[datetime]
    antwoord: Mapped[str] = geheim("triagevraag.antwoord")
    beantwoord_door: Mapped[int | None] = mapped_column(ForeignKey("medewerker.id"))
    beantwoord_op: Mapped[datetime | None]
    vrager: Mapped[Medewerker | None] = relationship(foreign_keys=[gesteld_door])
    antwoorder: Mapped[Medewerker | None] = relationship(foreign_keys=[beantwoord_door])


class Aanvulling(Rijgebonden, Basis):
    """What the indiener added after handing in. It is never changed: what was handed in stays what it was."""

    __tablename__ = "aanvulling"
    __table_args__ = (CheckConstraint("tekst <> ''", name="tekst"), Index(None, "casus_id"))

    id: Mapped[Sleutel]
    casus_id: Mapped[int] = mapped_column(ForeignKey("casus.id", ondelete="CASCADE"))
    tekst: Mapped[str] = geheim("aanvulling.tekst")
    geschreven_door: Mapped[int] = mapped_column(ForeignKey("medewerker.id"))
    geschreven_op: Mapped[datetime]
    schrijver: Mapped[Medewerker] = relationship()


class Triagetoets(Rijgebonden, Basis):
    """What triage found of one question, the last time. Internal: for coördinator and voorzitter."""

    __tablename__ = "triagetoets"
    __table_args__ = (UniqueConstraint("casus_id", "toets"),)

    id: Mapped[Sleutel]
    casus_id: Mapped[int] = mapped_column(ForeignKey("casus.id", ondelete="CASCADE"))
    toets: Mapped[Toets] = mapped_column(woord(Toets))
    uitslag: Mapped[Uitslag | None] = mapped_column(woord(Uitslag))
    toelichting: Mapped[str] = geheim("triagetoets.toelichting")
    getoetst_door: Mapped[int] = mapped_column(ForeignKey("medewerker.id"))
    getoetst_op: Mapped[datetime]


class Uitnodiging(Rijgebonden, Basis):
    """Who is asked to the tafel for this casus only: somebody with an account, or an organisation to be phoned."""

    __tablename__ = "uitnodiging"
    __table_args__ = (
        CheckConstraint("(medewerker_id IS NULL) = (organisatie <> '')", name="medewerker_of_organisatie"),
        UniqueConstraint("casus_id", "medewerker_id"),
        Index(None, "medewerker_id"),
    )

    id: Mapped[Sleutel]
    casus_id: Mapped[int] = mapped_column(ForeignKey("casus.id", ondelete="CASCADE"))
    medewerker_id: Mapped[int | None] = mapped_column(ForeignKey("medewerker.id"))
    medewerker: Mapped[Medewerker | None] = relationship(foreign_keys=[medewerker_id])
    organisatie: Mapped[str] = geheim("uitnodiging.organisatie")
    functie: Mapped[str] = geheim("uitnodiging.functie")
    gevraagd_door: Mapped[int] = mapped_column(ForeignKey("medewerker.id"))
    gevraagd_op: Mapped[datetime]


class Werkfilter(Rijgebonden, Basis):
    """How one coördinator likes to see the work list. `keuze` is what the address of the list then asks."""

    __tablename__ = "werkfilter"
    __table_args__ = (Index(None, "medewerker_id"), CheckConstraint("naam <> '' AND keuze <> ''", name="naam_en_keuze"))

    id: Mapped[Sleutel]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("medewerker.id", ondelete="CASCADE"))
    naam: Mapped[str] = geheim("werkfilter.naam")
    keuze: Mapped[str] = geheim("werkfilter.keuze")


class Overdracht(Basis):
    """That a casus went from one indiener to another, and by whom. No text."""

    __tablename__ = "overdracht"
    __table_args__ = (
        CheckConstraint("van_id <> naar_id", name="aan_een_ander"),
        Index(None, "casus_id"),
        Index(None, "van_id"),
        Index(None, "naar_id"),
    )

    id: Mapped[Sleutel]
    casus_id: Mapped[int] = mapped_column(ForeignKey("casus.id", ondelete="CASCADE"))
    van_id: Mapped[int] = mapped_column(ForeignKey("medewerker.id"))
    van: Mapped[Medewerker] = relationship(foreign_keys=[van_id])
    naar_id: Mapped[int] = mapped_column(ForeignKey("medewerker.id"))
    naar: Mapped[Medewerker] = relationship(foreign_keys=[naar_id])
    door_id: Mapped[int] = mapped_column(ForeignKey("medewerker.id"))
    overgedragen_op: Mapped[datetime]
