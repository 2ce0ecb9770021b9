"""Which words of the casus did not come into the les, and which are new: two texts in, pieces out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WOORD = re.compile(r"\s+|[^\s]+")
_MEESTE_WOORDEN = 6_000  # of more, comparing would take long; then everything counts as changed


class Verandering(StrEnum):
    """What happened to a piece of text."""

    GELIJK = "gelijk"
    WEG = "weggelaten"
    NIEUW = "nieuw"


@dataclass(frozen=True)
class Stukje:
    """A piece of a text, and what happened to it."""

    wat: Verandering
    tekst: str


@dataclass(frozen=True)
class Verschil:
    """Two texts in pieces: of the old one what was left out, of the new one what was added."""

    oud: tuple[Stukje, ...]
    nieuw: tuple[Stukje, ...]


def vergelijk(oud: str, nieuw: str) -> Verschil:
    """Compare two texts word by word."""
    voor, na = _WOORD.findall(oud), _WOORD.findall(nieuw)
    if len(voor) + len(na) > _MEESTE_WOORDEN:
        return Verschil((Stukje(Verandering.WEG, oud),), (Stukje(Verandering.NIEUW, nieuw),))
    links: list[Stukje] = []
    rechts: list[Stukje] = []
    for soort, i, j, k, m in SequenceMatcher(None, voor, na).get_opcodes():
        links += _stukje(Verandering.GELIJK if soort == "equal" else Verandering.WEG, voor[i:j])
        rechts += _stukje(Verandering.GELIJK if soort == "equal" else Verandering.NIEUW, na[k:m])
    return Verschil(tuple(links), tuple(rechts))


def _stukje(wat: Verandering, woorden: list[str]) -> Iterator[Stukje]:
    tekst = "".join(woorden)
    if tekst:
        yield Stukje(wat if tekst.strip() else Verandering.GELIJK, tekst)
