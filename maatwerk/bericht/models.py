"""The outbox: mail that is waiting, and until when we keep that it went. And what was told to whom."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from maatwerk.bericht.soorten import STANDAARD_UUR, Groep, Soort, Wijze
from maatwerk.kern.database import Basis, Kort, Sleutel, woord
from maatwerk.kern.versleuteld import Rijgebonden, geheim


class Post(Rijgebonden, Basis):
    """One mail. Its text may hold a link that opens an account: encrypted while it waits, gone once it went."""

    __tablename__ = "post"
    __table_args__ = (
        CheckConstraint("verzonden_op IS NULL OR opgegeven_op IS NULL", name="een_afloop"),
        CheckConstraint(
            "(tekst = '') = (verzonden_op IS NOT NULL OR opgegeven_op IS NOT NULL)",
            name="tekst_zolang_hij_wacht",
        ),
        Index(None, "volgende_poging_op"),
    )

    id: Mapped[Sleutel]
    aan: Mapped[Kort]
    onderwerp: Mapped[Kort]
    tekst: Mapped[str] = geheim("post.tekst")
    klaargezet_op: Mapped[datetime]
    volgende_poging_op: Mapped[datetime]
    """When a worker may take it. Whoever takes it moves this on first, so that no other takes it too."""
    pogingen: Mapped[int] = mapped_column(default=0)
    verzonden_op: Mapped[datetime | None]
    opgegeven_op: Mapped[datetime | None]


class Melding(Basis):
    """Somebody is told something about a casus or about one thing of it. Holds no text: the words follow from `soort`.

    It points up, at casus and medewerker, by the names of their tables: with them it goes (docs/adr/020).
    """

    __tablename__ = "melding"
    __table_args__ = (
        UniqueConstraint("medewerker_id", "soort", "casus_id", "ding_id"),
        Index(
            "uq_melding_zonder_casus",
            "medewerker_id",
            "soort",
            "ding_id",
            unique=True,
            sqlite_where=text("casus_id IS NULL"),
            postgresql_where=text("casus_id IS NULL"),
        ),
        CheckConstraint("post_id IS NULL OR verwerkt_op IS NOT NULL", name="gemaild_is_verwerkt"),
        CheckConstraint("casus_id IS NOT NULL OR ding_id > 0", name="ergens_over"),
        Index(None, "medewerker_id", "wanneer"),
        Index(None, "verwerkt_op"),
        Index(None, "casus_id"),
        Index(None, "post_id"),
    )

    id: Mapped[Sleutel]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("medewerker.id", ondelete="CASCADE"))
    soort: Mapped[Soort] = mapped_column(woord(Soort))
    casus_id: Mapped[int | None] = mapped_column(ForeignKey("casus.id", ondelete="CASCADE"))
    ding_id: Mapped[int] = mapped_column(default=0)
    keer: Mapped[int] = mapped_column(default=0)
    dag: Mapped[date | None]
    wanneer: Mapped[datetime]
    gelezen_op: Mapped[datetime | None]
    verwerkt_op: Mapped[datetime | None]
    """When it was settled whether this goes by mail; empty while it waits for the next mail."""
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id", ondelete="SET NULL"))


class Voorkeur(Basis):
    """How one medewerker wants to hear by mail about one group of notices. Who chose nothing has no row."""

    __tablename__ = "berichtvoorkeur"
    __table_args__ = (
        UniqueConstraint("medewerker_id", "groep"),
        CheckConstraint("uur BETWEEN 0 AND 23", name="uur"),
        CheckConstraint("groep <> 'spoed'", name="spoed_altijd_meteen"),
    )

    id: Mapped[Sleutel]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("medewerker.id", ondelete="CASCADE"))
    groep: Mapped[Groep] = mapped_column(woord(Groep))
    wijze: Mapped[Wijze] = mapped_column(woord(Wijze))
    uur: Mapped[int] = mapped_column(default=STANDAARD_UUR)
