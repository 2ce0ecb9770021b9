"""The weighing of one agendapunt: each alone, then revealed, then one joint motivering."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from maatwerk.account.models import Medewerker
from maatwerk.afweging.rules import WaardeCode
from maatwerk.kern.database import Basis, Sleutel, woord
from maatwerk.kern.versleuteld import Rijgebonden, geheim
from maatwerk.tafel.models import Agendapunt


class Afweging(Rijgebonden, Basis):
    """The weighing of an oplossing. Until `onthuld_op` nobody sees the weging of another."""

    __tablename__ = "afweging"
    __table_args__ = (
        CheckConstraint("oplossing <> ''", name="oplossing"),
        CheckConstraint(
            "onthuld_op IS NOT NULL OR (legitimiteit = '' AND betrokkenheid = '' AND rendement = '' AND weging = '')",
            name="motivering_na_onthulling",
        ),
    )

    id: Mapped[Sleutel]
    agendapunt_id: Mapped[int] = mapped_column(ForeignKey("agendapunt.id", ondelete="CASCADE"), unique=True)
    agendapunt: Mapped[Agendapunt] = relationship()
    oplossing: Mapped[str] = geheim("afweging.oplossing")
    onthuld_op: Mapped[datetime | None]
    legitimiteit: Mapped[str] = geheim("afweging.legitimiteit")
    betrokkenheid: Mapped[str] = geheim("afweging.betrokkenheid")
    rendement: Mapped[str] = geheim("afweging.rendement")
    weging: Mapped[str] = geheim("afweging.weging")
    minderheidsstandpunt: Mapped[str] = geheim("afweging.minderheidsstandpunt")
    versie: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": versie}  # noqa: RUF012 - SQLAlchemy's own attribute


class Weging(Rijgebonden, Basis):
    """How one member weighs one value: a text, and if it helps a stand from 1 (knelt) to 5 (sterk)."""

    __tablename__ = "weging"
    __table_args__ = (
        UniqueConstraint("afweging_id", "medewerker_id", "waarde"),
        CheckConstraint("stand BETWEEN 1 AND 5", name="stand"),
        CheckConstraint("tekst <> ''", name="tekst"),
    )

    id: Mapped[Sleutel]
    afweging_id: Mapped[int] = mapped_column(ForeignKey("afweging.id", ondelete="CASCADE"))
    medewerker_id: Mapped[int] = mapped_column(ForeignKey("medewerker.id"))
    medewerker: Mapped[Medewerker] = relationship(lazy="joined", innerjoin=True)
    waarde: Mapped[WaardeCode] = mapped_column(woord(WaardeCode))
    tekst: Mapped[str] = geheim("weging.tekst")
    stand: Mapped[int | None]
