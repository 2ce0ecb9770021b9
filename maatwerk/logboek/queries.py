"""Reading the log: for the privacy officer, newest first, without any content. And reading it all, to check it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from maatwerk.kern.database import HOOGSTE_SLEUTEL
from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.models import Logboekgrens, Logregel
from maatwerk.logboek.rules import Anker, Controle, Grens, Inhoud, Schakel, controleer

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
    """Give the anchor of this moment: how many lines there ever were, and the seal of the last."""
    laatste = select(Logregel.keten).order_by(Logregel.id.desc()).limit(1).scalar_subquery()
    weg = select(func.coalesce(func.max(Logboekgrens.aantal), 0)).scalar_subquery()
    aantal, keten = handeling.sessie.execute(select(func.count(Logregel.id) + weg, laatste)).one()  # one view of both
    return Anker(handeling.vandaag, aantal, (keten or b"").hex())


def controleer_logboek(handeling: Handeling, ankers: Sequence[Anker]) -> Controle:
    """Check the whole chain and every anchor."""
    grenzen = list_grenzen(handeling)
    uitslag = controleer(handeling.spoor.sleutel, grenzen, schakels(handeling), ankers)
    if uitslag.gebrek and list_grenzen(handeling) != grenzen:  # somebody cleaned up while we read
        return controleer_logboek(handeling, ankers)
    return uitslag


def list_grenzen(handeling: Handeling) -> Sequence[Grens]:
    """Give how far the log was cleaned up, oldest first."""
    velden = (getattr(Logboekgrens, veld) for veld in Grens._fields)
    return [Grens(*rij) for rij in handeling.sessie.execute(select(*velden).order_by(Logboekgrens.id))]


def schakels(handeling: Handeling, tot: int = HOOGSTE_SLEUTEL) -> Iterator[Schakel]:
    """Read the lines up to this one, oldest first, without holding them all."""
    velden = (getattr(Logregel, veld) for veld in Inhoud._fields)
    vraag = (
        select(Logregel.id, Logregel.vorige, Logregel.keten, *velden).where(Logregel.id <= tot).order_by(Logregel.id)
    )
    with handeling.sessie.execute(vraag.execution_options(yield_per=1000)) as rijen:  # closed too at the first bad line
        for nummer, vorige, keten, *inhoud in rijen:
            yield Schakel(nummer, vorige, keten, Inhoud(*inhoud))
