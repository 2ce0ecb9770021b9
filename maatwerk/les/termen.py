"""The words by which a les is found: stems, and choices from lists as one word each. The same on every database.

A term holds letters, digits, "_" and "=" only: both databases take it whole, so neither needs to know Dutch.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from maatwerk.kern.stam import stammen, vouw, zoekstammen
from maatwerk.les.rules import Kenmerksoort

VAAK = 3
"""From so often on, a word says what the les is about."""

_MEESTE_WOORDEN = 10
_TITEL, _VAAK, _KWARTAAL, _ARTIKEL = "titel", "vaak", "kwartaal", "artikel"
_GEEN_TERM = re.compile(r"\W+")
_LANGSTE = 60


def _benoemd(naam: str, waarde: str) -> str:
    return f"{naam}={_GEEN_TERM.sub('_', vouw(waarde))[:_LANGSTE]}"


def kenmerkterm(soort: Kenmerksoort, waarde: str) -> str:
    """Give a choice from a list as a term."""
    return _benoemd(soort.value, waarde)


def kwartaalterm(kwartaal: str) -> str:
    """Give a quarter as a term."""
    return _benoemd(_KWARTAAL, kwartaal)


def artikelterm(wet: str, nummer: str) -> str:
    """Give an article of a wet as a term."""
    return _benoemd(_ARTIKEL, f"{wet} {nummer}")


def titelterm(stam: str) -> str:
    """Give a word of the title as a term."""
    return f"{_TITEL}={stam}"


def zoektermen(woorden: str) -> list[str]:
    """Give what to look for; empty when the words say nothing by themselves, such as "de" and "van"."""
    return list(dict.fromkeys(zoekstammen(woorden)))[:_MEESTE_WOORDEN]


def teksttermen(teksten: Mapping[str, str]) -> frozenset[str]:
    """Give every term of the texts of a les."""
    alles = "\n".join(teksten.values())
    keren = Counter(zoekstammen(alles))
    vaak = (f"{_VAAK}={stam}" for stam, keer in keren.items() if keer >= VAAK)
    return frozenset({*keren, *stammen(alles), *map(titelterm, zoekstammen(teksten["titel"])), *vaak})


def score(termen: Iterable[str], woorden: Iterable[str]) -> int:
    """Give how much a les is about these words, which all occur in it: most when they stand in its title."""
    van_les, gezocht = frozenset(termen), list(woorden)
    titel = sum(titelterm(woord) in van_les for woord in gezocht)
    return 2 * titel + sum(f"{_VAAK}={woord}" in van_les for woord in gezocht)
