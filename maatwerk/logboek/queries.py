"""Reading the log: for the privacy officer, newest first, without any content. And reading it all, to check it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.models import Logregel
from maatwerk.logboek.rules import Anker, Controle, Inhoud, Schakel, controleer

BLADZIJDE = 50


@dataclass(frozen=True)
class Keuze:
    """Which lines: of this person, about this thing, before this line. What is None does not choose."""

    wie: int | None = None
    soort: str | None = None
    nummer: int | None = None
    voor: int | None = None


def regels(keuze: Keuze) -> Select[Logregel]:
    """Select a page of lines, newest first."""
    vraag = select(Logregel).order_by(Logregel.id.desc()).limit(BLADZIJDE)
    if keuze.wie is not None:
        vraag = vraag.where(Logregel.wie == keuze.wie)
    if keuze.soort is not None:
        vraag = vraag.where(Logregel.object_soort == keuze.soort, Logregel.object_id == keuze.nummer)
    return vraag if keuze.voor is None else vraag.where(Logregel.id < keuze.voor)


def get_anker(handeling: Handeling) -> Anker:
    """Give the anchor of this moment: how many lines there are, and the seal of the last."""
    laatste = select(Logregel.keten).order_by(Logregel.id.desc()).limit(1).scalar_subquery()
    aantal, keten = handeling.sessie.execute(select(func.count(Logregel.id), laatste)).one()  # one view of the table
    return Anker(handeling.vandaag, aantal, (keten or b"").hex())


def controleer_logboek(handeling: Handeling, ankers: Sequence[Anker]) -> Controle:
    """Check the whole chain and every anchor."""
    return controleer(handeling.spoor.sleutel, _schakels(handeling), ankers)


def _schakels(handeling: Handeling) -> Iterator[Schakel]:
    velden = (getattr(Logregel, veld) for veld in Inhoud._fields)
    vraag = select(Logregel.id, Logregel.vorige, Logregel.keten, *velden).order_by(Logregel.id)
    with handeling.sessie.execute(vraag.execution_options(yield_per=1000)) as rijen:  # closed too at the first bad line
        for nummer, vorige, keten, *inhoud in rijen:
            yield Schakel(nummer, vorige, keten, Inhoud(*inhoud))
