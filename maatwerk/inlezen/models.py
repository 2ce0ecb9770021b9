"""A file that somebody is reading in: kept encrypted, for one person, for an hour, until it is taken in or dropped."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from maatwerk.account.models import Medewerker
from maatwerk.kern.database import Basis, Kort, Sleutel
from maatwerk.kern.versleuteld import Rijgebonden, geheim


class Inlezing(Rijgebonden, Basis):
    """The file as a whole. One person has one at a time, so that no address needs to name it."""

    __tablename__ = "inlezing"
    __table_args__ = (
        CheckConstraint("gelezen >= 0 AND overgeslagen >= 0", name="aantallen"),
        CheckConstraint("(bekeken IS NULL) = (zacht IS NULL)", name="bekeken_met_zacht"),
        Index(None, "begonnen_op"),
    )

    id: Mapped[Sleutel]
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("medewerker.id", ondelete="CASCADE"), unique=True)
    medewerker: Mapped[Medewerker] = relationship()
    begonnen_op: Mapped[datetime]
    gelezen_als: Mapped[Kort]
    gelezen: Mapped[int]
    overgeslagen: Mapped[int]
    kolommen: Mapped[str] = geheim("inlezing.kolommen")
    fouten: Mapped[str] = geheim("inlezing.fouten")
    """What was wrong with the cells themselves, as JSON; what is wrong with the casussen stands with its Stuk."""
    bekeken: Mapped[int | None]
    zacht: Mapped[int | None]
    """In how many of the casussen that were looked at something may be a name or an address."""

    stukken: Mapped[list["Inleesstuk"]] = relationship(
        cascade="all, delete-orphan", order_by="Inleesstuk.volgnummer", lazy="raise", passive_deletes=True
    )


class Inleesstuk(Rijgebonden, Basis):
    """A few hundred rows: as many as are checked in one go."""

    __tablename__ = "inleesstuk"
    __table_args__ = (
        CheckConstraint("aantal > 0", name="aantal"),
        CheckConstraint("gekeurd_op IS NOT NULL OR fouten = ''", name="fouten_na_keuren"),
        Index(None, "inlezing_id", "volgnummer", unique=True),
    )

    id: Mapped[Sleutel]
    inlezing_id: Mapped[int] = mapped_column(ForeignKey("inlezing.id", ondelete="CASCADE"))
    volgnummer: Mapped[int]
    aantal: Mapped[int]
    rijen: Mapped[str] = geheim("inleesstuk.rijen")
    gekeurd_op: Mapped[datetime | None]
    fouten: Mapped[str] = geheim("inleesstuk.fouten")
