"""The klad: what somebody is typing, kept every few seconds as it stands, per person, casus and window (ADR 017).

Nobody else reads it, and it never refuses: half a date or a text that is too long is kept too. Saving for real ends it.
"""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import selectinload

from maatwerk.account.models import Medewerker
from maatwerk.casus.commands import begin_casus
from maatwerk.casus.models import Casus, Klad
from maatwerk.casus.rules import eis_schrijfbaar
from maatwerk.kern.fouten import Invoerfout
from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.commands import noteer

MEESTE_TEKENS = 200_000
"""A form with every field filled to its limit is under 60 kB."""

EERSTE = 1
"""The version of a casus of which nothing was saved yet."""


@dataclass(frozen=True)
class Blad:
    """A page that is being typed on: its token, what is in its fields, and where that came from.

    `versie` is that of the casus when the page was filled; `uit` names the klad it was filled from; `beurt` counts.
    """

    venster: str
    paren: Sequence[tuple[str, str]]
    versie: int
    uit: str = ""
    beurt: int = 0


def merk(venster: str) -> bytes:
    """Hash the token of a page: a leaked database then continues nobody's page."""
    return hashlib.sha256(venster.encode()).digest()


def kenmerk(klad: Klad) -> str:
    """Name a klad as it was read; once it changed it no longer goes by this name."""
    return f"{klad.id}.{klad.versie}"


def paren_van(klad: Klad) -> list[tuple[str, str]]:
    """Give the fields as they were typed."""
    return [(naam, waarde) for naam, waarde in json.loads(klad.inhoud)]


def find_begonnen(handeling: Handeling, venster: str) -> Casus | None:
    """Give the casus that this page began already, for this person only."""
    vraag = select(Casus).where(Casus.indiener_id == handeling.wie.id, Casus.begonnen_met == merk(venster))
    met = selectinload(Casus.knelpunten), selectinload(Casus.pogingen)
    return handeling.sessie.scalar(vraag.options(*met)) if venster else None


def begin(handeling: Handeling, venster: str) -> Casus:
    """Begin a concept from this page, once: sent twice it is the same concept. Without a token each begins one."""
    bestaand = find_begonnen(handeling, venster)
    if bestaand is not None:
        return bestaand
    indiener = handeling.sessie.get_one(Medewerker, handeling.wie.id)
    if not venster:
        return begin_casus(handeling, indiener)
    try:
        with handeling.sessie.begin_nested():
            return begin_casus(handeling, indiener, merk(venster))
    except IntegrityError:  # the same page was sent twice at once, and the other was first
        eerste = find_begonnen(handeling, venster)
        if eerste is None:
            raise
        return eerste


def list_kladden(handeling: Handeling, casus: Casus) -> Sequence[Klad]:
    """Give what this person typed on this casus and did not save, the latest first."""
    vraag = select(Klad).where(Klad.casus_id == casus.id, Klad.medewerker_id == handeling.wie.id)
    return handeling.sessie.scalars(vraag.order_by(Klad.bewaard_op.desc(), Klad.id.desc())).all()


def houd(handeling: Handeling, casus: Casus, blad: Blad) -> Klad:
    """Keep what is on this page; another page of the same person keeps its own.

    Raises NietToegestaan once the casus is handed in, Invoerfout when there is more than any form holds.
    """
    eis_schrijfbaar(casus.status)
    inhoud = json.dumps(list(blad.paren))
    if len(inhoud) > MEESTE_TEKENS:
        raise Invoerfout({"": "Dit is te veel tekst om te bewaren. Maak hem korter."})
    klad = _eigen(handeling, casus, blad)
    if klad.beurt and klad.beurt >= blad.beurt > 0:
        return klad  # came in late: what came after it is kept already
    klad.inhoud, klad.beurt, klad.bewaard_op = inhoud, blad.beurt, handeling.nu
    klad.vanaf_versie = blad.versie or EERSTE
    handeling.sessie.execute(update(Casus).where(Casus.id == casus.id).values(gewijzigd_op=handeling.nu))
    handeling.sessie.flush()
    return klad


def _eigen(handeling: Handeling, casus: Casus, blad: Blad) -> Klad:
    """Give the row of this page: its own, or the one it was filled from if nobody typed on since, or a new one."""
    kladden = list_kladden(handeling, casus)
    venster = merk(blad.venster)
    for klad in kladden:
        if klad.venster == venster:
            return klad
    for klad in kladden:
        if kenmerk(klad) == blad.uit:
            klad.venster, klad.beurt = venster, 0
            return klad
    klad = Klad(casus_id=casus.id, medewerker_id=handeling.wie.id, venster=venster, beurt=0)
    handeling.sessie.add(klad)
    return klad


def list_andere(handeling: Handeling, casus: Casus, blad: Blad, gezien: Collection[str] = ()) -> list[Klad]:
    """Give what this person typed on other pages, but for what this page has shown already."""
    kladden = list_kladden(handeling, casus)
    return [
        klad for klad in kladden
        if klad.venster != merk(blad.venster) and kenmerk(klad) != blad.uit and kenmerk(klad) not in gezien
    ]  # fmt: skip


def ruim_op(handeling: Handeling, casus: Casus, blad: Blad, gezien: Collection[str] = ()) -> None:
    """Forget what is saved for real now: of this page, and what it showed. What was typed on since then stays."""
    weg = [
        klad.id for klad in list_kladden(handeling, casus)
        if klad.venster == merk(blad.venster) or kenmerk(klad) in {blad.uit, *gezien}
    ]  # fmt: skip
    handeling.sessie.execute(delete(Klad).where(Klad.id.in_(weg)))


def gooi_weg(handeling: Handeling, casus: Casus, gezien: Collection[str]) -> None:
    """Throw away what was typed and not saved, as it was shown; what was typed on since then stays."""
    weg = [klad.id for klad in list_kladden(handeling, casus) if kenmerk(klad) in gezien]
    handeling.sessie.execute(delete(Klad).where(Klad.id.in_(weg)))
    noteer(handeling, "casus.klad_weggegooid", casus)
