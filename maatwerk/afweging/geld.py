"""Money as people write and add it up: ranges in whole cents, with a source. Nothing is set off against a value."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from maatwerk.kern.fouten import Invoerfout

CENT_MAX = 1_000_000_000  # ten million euro: more is a slip of the keyboard, and fits no column
JAAR_MIN, JAAR_MAX = 2000, 2099
_BEDRAG = re.compile(r"(?:€\s*)?([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,9})(?:,([0-9]{2}|-))?", re.ASCII)


class Kant(StrEnum):
    """What money does: it is spent, or it is gained."""

    KOSTEN = "kosten"
    BATEN = "baten"


class Ritme(StrEnum):
    """How often."""

    EENMALIG = "eenmalig"
    PER_MAAND = "per maand"


class Post(Protocol):
    """An amount as far as adding up needs it."""

    @property
    def kant(self) -> Kant: ...  # noqa: D102
    @property
    def ritme(self) -> Ritme: ...  # noqa: D102
    @property
    def partij(self) -> str: ...  # noqa: D102
    @property
    def laag(self) -> int: ...  # noqa: D102
    @property
    def hoog(self) -> int: ...  # noqa: D102


@dataclass(frozen=True)
class Bereik:
    """From low to high, in cents."""

    laag: int
    hoog: int

    def __str__(self) -> str:
        """Give the range as people write it."""
        return f"€ {schrijf(self.laag)} tot € {schrijf(self.hoog)}"


@dataclass(frozen=True)
class Balk:
    """One range in the picture: where it begins and ends, in whole units of a picture that is `breed` wide."""

    naam: str
    bereik: Bereik
    begin: int
    eind: int


def lees_bedrag(tekst: str) -> int:
    """Read an amount as Dutch people write it, in cents. Raises ValueError with what to type."""
    deel = _BEDRAG.fullmatch(tekst.strip())
    if deel is None:
        raise ValueError("Dit is geen bedrag. Schrijf het als 1.250 of 1.250,50, met een punt voor duizend.")
    euro, cent = deel.groups()
    waarde = int(euro.replace(".", "")) * 100 + (0 if cent in (None, "-") else int(cent))
    if waarde > CENT_MAX:
        raise ValueError(f"Dit bedrag is te hoog. Het mag hoogstens {schrijf(CENT_MAX)} zijn.")
    return waarde


def schrijf(cent: int) -> str:
    """Write cents as 1.250, or as 1.250,50 when there are cents."""
    euro, rest = divmod(cent, 100)
    return f"{euro:,}".replace(",", ".") + (f",{rest:02}" if rest else "")


def eis_bedrag(gegevens: Mapping[str, Any]) -> None:
    """Refuse an amount that lacks what makes it worth reading. Raises Invoerfout at each field."""
    nodig = {
        "kant": "Kies of dit kosten of baten zijn.",
        "ritme": "Kies of dit één keer is of elke maand.",
        "partij": "Schrijf op wie dit betaalt, of bij wie het neerslaat.",
        "bron": "Schrijf op waar dit bedrag vandaan komt.",
    }
    fouten = {veld: uitleg for veld, uitleg in nodig.items() if not str(gegevens.get(veld) or "").strip()}
    laag, hoog, jaar = gegevens.get("laag"), gegevens.get("hoog"), gegevens.get("jaar")
    fouten |= {veld: "Vul een bedrag in." for veld, cent in (("laag", laag), ("hoog", hoog)) if cent is None}
    if laag is not None and hoog is not None and laag > hoog:
        fouten["hoog"] = "Het hoogste bedrag is lager dan het laagste. Draai ze om."
    if jaar is None or not JAAR_MIN <= jaar <= JAAR_MAX:
        fouten["jaar"] = f"Vul het jaar van de bron in, bijvoorbeeld 2026. Het ligt tussen {JAAR_MIN} en {JAAR_MAX}."
    if fouten:
        raise Invoerfout(fouten)


def tel_op(posten: Iterable[Post], maanden: int) -> Bereik | None:
    """Add up what was entered over so many months; None when nothing was: nothing known is not nothing spent."""
    keren = [(post, maanden if post.ritme is Ritme.PER_MAAND else 1) for post in posten]
    if not keren:
        return None
    return Bereik(sum(post.laag * keer for post, keer in keren), sum(post.hoog * keer for post, keer in keren))


def kosten(posten: Iterable[Post], maanden: int) -> Bereik | None:
    """Give what one oplossing costs over so many months."""
    return tel_op((post for post in posten if post.kant is Kant.KOSTEN), maanden)


def per_partij(posten: Iterable[Post], kant: Kant, maanden: int) -> list[tuple[str, Bereik]]:
    """Give per partij what it pays, or what lands with it, in the order in which they were named."""
    partijen: dict[str, list[Post]] = {}
    for post in posten:
        if post.kant is kant:
            partijen.setdefault(post.partij.strip(), []).append(post)
    bereiken = ((partij, tel_op(van, maanden)) for partij, van in partijen.items())
    return [(partij, bereik) for partij, bereik in bereiken if bereik]


def balken(rijen: Sequence[tuple[str, Bereik]], breed: int = 1000) -> list[Balk]:
    """Give the ranges on one scale from zero, in the order in which they came."""
    meest = max((bereik.hoog for _, bereik in rijen), default=0) or 1
    return [Balk(naam, bereik, bereik.laag * breed // meest, bereik.hoog * breed // meest) for naam, bereik in rijen]
