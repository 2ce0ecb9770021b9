"""What is to be destroyed, what may not be, and the proof of what was. None of it holds content of a casus."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from maatwerk.account.models import Medewerker
from maatwerk.bewaring.rules import Categorie, Omvang
from maatwerk.casus.models import Casus
from maatwerk.kern.database import Basis, Kort, Sleutel, Woorden, woord
from maatwerk.kern.versleuteld import Rijgebonden, geheim


class Voorstel(Rijgebonden, Basis):
    """A casus on the list of what goes. It goes along with its casus: the verklaring is what stays."""

    __tablename__ = "bewaarvoorstel"
    __table_args__ = (
        CheckConstraint("(bezwaar_door IS NULL) = (bezwaar_reden = '')", name="bezwaar_met_reden"),
        CheckConstraint("(goedgekeurd_door IS NULL) = (goedgekeurd_op IS NULL)", name="goedgekeurd"),
        CheckConstraint(
            "bezwaar_door IS NULL OR goedgekeurd_door IS NULL OR bezwaar_door <> goedgekeurd_door", name="vier_ogen"
        ),
        CheckConstraint("goedgekeurd_op IS NULL OR bezwaar_reden = '' OR antwoord <> ''", name="bezwaar_beantwoord"),
    )

    id: Mapped[Sleutel]
    casus_id: Mapped[int] = mapped_column(ForeignKey("casus.id", ondelete="CASCADE"), unique=True)
    casus: Mapped[Casus] = relationship()
    categorie: Mapped[Categorie] = mapped_column(woord(Categorie))
    vervalt_op: Mapped[date]
    voorgesteld_op: Mapped[datetime]
    bezwaar_tot: Mapped[date]
    bezwaar_door: Mapped[int | None] = mapped_column(ForeignKey("medewerker.id"))
    bezwaarmaker: Mapped[Medewerker | None] = relationship(foreign_keys=bezwaar_door)
    bezwaar_reden: Mapped[str] = geheim("bewaarvoorstel.bezwaar_reden")
    antwoord: Mapped[str] = geheim("bewaarvoorstel.antwoord")
    goedgekeurd_door: Mapped[int | None] = mapped_column(ForeignKey("medewerker.id"))
    goedkeurder: Mapped[Medewerker | None] = relationship(foreign_keys=goedgekeurd_door)
    goedgekeurd_op: Mapped[datetime | None]


class Bewaarplicht(Rijgebonden, Basis):
    """A casus that may not be destroyed for now, and why: an appeal, an inquiry."""

    __tablename__ = "bewaarplicht"
    __table_args__ = (
        CheckConstraint("reden <> ''", name="reden"),
        CheckConstraint("(opgeheven_door IS NULL) = (opgeheven_op IS NULL)", name="opgeheven"),
        Index(None, "casus_id"),
    )

    id: Mapped[Sleutel]
    casus_id: Mapped[int] = mapped_column(ForeignKey("casus.id", ondelete="CASCADE"))
    casus: Mapped[Casus] = relationship()
    reden: Mapped[str] = geheim("bewaarplicht.reden")
    tot: Mapped[date]
    gezet_door: Mapped[int] = mapped_column(ForeignKey("medewerker.id"))
    gezet_op: Mapped[datetime]
    zetter: Mapped[Medewerker] = relationship(foreign_keys=gezet_door)
    opgeheven_door: Mapped[int | None] = mapped_column(ForeignKey("medewerker.id"))
    opgeheven_op: Mapped[datetime | None]


class Inzageverzoek(Basis):
    """Somebody asked what we hold (AVG, artikel 15). Outlives the casus, without the link."""

    __tablename__ = "inzageverzoek"
    __table_args__ = (
        CheckConstraint("kenmerk <> ''", name="kenmerk"),
        CheckConstraint("(voorbereid_door IS NULL) = (voorbereid_op IS NULL)", name="voorbereid"),
        CheckConstraint("ontvangen_op <= uiterlijk_op", name="termijn"),
        Index(None, "casus_id"),
    )

    id: Mapped[Sleutel]
    kenmerk: Mapped[str] = mapped_column(String(40), unique=True)
    casus_id: Mapped[int | None] = mapped_column(ForeignKey("casus.id", ondelete="SET NULL"))
    casus: Mapped[Casus | None] = relationship()
    ontvangen_op: Mapped[date]
    uiterlijk_op: Mapped[date]
    geregistreerd_door: Mapped[int] = mapped_column(ForeignKey("medewerker.id"))
    voorbereid_door: Mapped[int | None] = mapped_column(ForeignKey("medewerker.id"))
    voorbereid_op: Mapped[datetime | None]


class Vernietigingsverklaring(Basis):
    """The proof that casussen were destroyed, by whom and why; nothing of what was in them."""

    __tablename__ = "vernietigingsverklaring"
    __table_args__ = (
        UniqueConstraint("partij", "categorie"),
        CheckConstraint("aantal >= 1", name="aantal"),
        CheckConstraint("periode_van <= periode_tot", name="periode"),
    )

    id: Mapped[Sleutel]
    partij: Mapped[str] = mapped_column(String(36))
    categorie: Mapped[Categorie] = mapped_column(woord(Categorie))
    casusnummers: Mapped[Woorden]
    aantal: Mapped[int]
    termijn_dagen: Mapped[int]
    selectielijst: Mapped[Kort]
    periode_van: Mapped[date]
    periode_tot: Mapped[date]
    goedgekeurd_door: Mapped[Woorden]
    methode: Mapped[Kort]
    vernietigd_op: Mapped[datetime]
    backups_tot: Mapped[date]


class Vernietigd(Basis):
    """A casus that is never to come back, by a keyed hash: a restored backup is held against these rows."""

    __tablename__ = "vernietigd"
    __table_args__ = (UniqueConstraint("kenmerk", "omvang"),)

    id: Mapped[Sleutel]
    kenmerk: Mapped[bytes] = mapped_column(LargeBinary(32))
    omvang: Mapped[Omvang] = mapped_column(woord(Omvang))
    datum: Mapped[date]
