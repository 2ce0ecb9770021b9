"""How much a published les looks like a casus: facts in, a number out. The numbers only order; nobody sees them."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from maatwerk.les import termen
from maatwerk.les.rules import Kenmerksoort

_DEEL_STERK = 0.25
_TERMEN_STERK = 3
_ALSOF = 100  # of a few lessen nobody can say which words are rare
_ARTIKEL = re.compile(r"[0-9][0-9a-z]{0,7}", re.ASCII)
_LANGSTE_WET = 60
_GEWICHT: Mapping[Kenmerksoort, float] = {
    Kenmerksoort.WET: 0.6,
    Kenmerksoort.KNELPUNTTYPE: 0.6,
    Kenmerksoort.LEEFGEBIED: 0.2,
}
"""A kenmerk counts as this part of a word as rare as itself: many lessen share a wet, few share a rare word."""


@dataclass(frozen=True)
class Gelijkenisvraag:
    """What of a casus is looked for. No text: only stems, articles and choices from lists."""

    termen: frozenset[str]
    kenmerken: frozenset[tuple[Kenmerksoort, str]]

    @property
    def leeg(self) -> bool:
        """Answer whether there is nothing to look for yet."""
        return not self.termen and not self.kenmerken


@dataclass(frozen=True)
class Telling:
    """In how many lessen each thing occurs; `lessen` is how many there are."""

    lessen: int
    termen: Mapping[str, int]
    kenmerken: Mapping[tuple[Kenmerksoort, str], int]

    def gewicht_term(self, term: str) -> float:
        """Give what a word or an article says: much when few lessen have it."""
        return _zeldzaamheid(self.lessen, self.termen.get(term, 0))

    def gewicht_kenmerk(self, kenmerk: tuple[Kenmerksoort, str]) -> float:
        """Give what a kenmerk says."""
        return _GEWICHT.get(kenmerk[0], 0.0) * _zeldzaamheid(self.lessen, self.kenmerken.get(kenmerk, 0))


@dataclass(frozen=True)
class Treffer:
    """What one les has in common with the casus."""

    termen: frozenset[str]
    kenmerken: frozenset[tuple[Kenmerksoort, str]]


def score(treffer: Treffer, telling: Telling) -> float:
    """Give how much a les looks like the casus."""
    woorden = math.fsum(map(telling.gewicht_term, sorted(treffer.termen)))
    return woorden + math.fsum(map(telling.gewicht_kenmerk, sorted(treffer.kenmerken)))


def is_sterk(treffer: Treffer, vraag: Gelijkenisvraag, telling: Telling) -> bool:
    """Answer whether a les has so much of what the casus is about that it is worth a stop before handing in."""
    heel = score(Treffer(vraag.termen, vraag.kenmerken), telling)
    return len(treffer.termen) >= _TERMEN_STERK and score(treffer, telling) >= _DEEL_STERK * heel


def _zeldzaamheid(alle: int, met: int) -> float:
    return math.log(1 + (max(alle, _ALSOF) + 1) / (met + 0.5))


def artikelterm(wet: str, artikel: str) -> str | None:
    """Give an article of a wet as a term; None for what is no number of an article: free text stays out."""
    nummer = artikel.strip().casefold()
    if not wet or len(wet) > _LANGSTE_WET or not _ARTIKEL.fullmatch(nummer):
        return None
    return termen.artikelterm(wet, nummer)


def artikeltermen(regels: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Give the articles of these rules as terms."""
    return frozenset(term for wet, artikel in regels if (term := artikelterm(wet, artikel)))
