"""Which figures may be shown, so that no hidden one follows from those that are. Pure; the proof is in docs/adr/024.

The idea: everything that is published is the same for every register in which the hidden things changed places. So we
do not hide a cell here and there; we hide whole groups within which nobody can tell which casus is what.
"""

from collections.abc import Callable, Collection, Mapping
from typing import TypeAlias

Kenmerk: TypeAlias = tuple[str, str]
"""A dimension and a value in it: ("wet", "PW")."""

Paar: TypeAlias = tuple[Kenmerk, Kenmerk]

TOTAAL = ""
"""The value that stands for all values of a dimension together."""


def toonbaar_totaal(aantal: int, drempel: int) -> dict[str, int]:
    """Give a count that stands alone, if it may be shown."""
    return {TOTAAL: aantal} if aantal >= drempel else {}


def toonbare_verdeling(aantallen: Mapping[str, int], drempel: int) -> dict[str, int]:
    """Give what may be shown of a table in which each casus counts exactly once, with its total.

    What is small is hidden, zero too; then the smallest others, until what is hidden has at least `drempel` casussen
    together. That is never one value alone. Each hidden value can then be anything from zero to that sum.
    """
    verborgen = {waarde for waarde, aantal in aantallen.items() if aantal < drempel}
    over = sorted((aantal, waarde) for waarde, aantal in aantallen.items() if waarde not in verborgen)
    while over and not _dekt(verborgen, aantallen, drempel):
        verborgen.add(over.pop(0)[1])
    getoond = {waarde: aantal for waarde, aantal in aantallen.items() if waarde not in verborgen}
    if _dekt(verborgen, aantallen, drempel):
        getoond |= toonbaar_totaal(sum(aantallen.values()), drempel)
    return getoond


def _dekt(verborgen: Collection[str], aantallen: Mapping[str, int], drempel: int) -> bool:
    """Answer whether the total may be known beside what is shown."""
    return not verborgen or sum(aantallen[waarde] for waarde in verborgen) >= drempel


def toonbare_kenmerken(aantallen: Mapping[str, int], geheel: int, drempel: int) -> dict[str, int]:
    """Give what may be shown of a table in which a casus counts at each value it has.

    There is no total, so nothing can be subtracted but from all casussen: both who have it and who do not are enough.
    """
    return {waarde: aantal for waarde, aantal in aantallen.items() if drempel <= aantal <= geheel - drempel}


def kern(
    samen: Mapping[Paar, int],
    aantallen: Mapping[Kenmerk, int],
    geheel: int,
    drempel: int,
    telt: Callable[[Kenmerk, Kenmerk], bool],
) -> frozenset[Kenmerk]:
    """Give the kenmerken of which every pair that a cross table counts (`telt`) may be shown. Other pairs are hidden.

    So a hidden pair always has a side of which no pair is shown: that side could lie otherwise over the casussen. It
    grows from the largest pair: a kenmerk joins if it is safe with everything that is in already.
    """
    gekozen: set[Kenmerk] = set()

    def past(een: Kenmerk, ander: Kenmerk) -> bool:
        if not telt(een, ander):
            return True
        paar = (min(een, ander), max(een, ander))
        return _vier_vakken(samen.get(paar, 0), aantallen.get(een, 0), aantallen.get(ander, 0), geheel) >= drempel

    for paar in sorted(samen, key=lambda paar: (-samen[paar], paar)):
        nieuw = set(paar) - gekozen
        if telt(*paar) and past(*paar) and all(past(een, ander) for een in nieuw for ander in gekozen):
            gekozen |= nieuw
    return frozenset(gekozen)


def _vier_vakken(beide: int, een: int, ander: int, geheel: int) -> int:
    """Give the smallest of: both, only the one, only the other, neither. All four follow from what is shown."""
    return min(beide, een - beide, ander - beide, geheel - een - ander + beide)
