"""From what each casus has to the cells that may be shown. Pure: what goes in is one register, over one period."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from maatwerk.inzicht.onderdrukking import (
    TOTAAL,
    Kenmerk,
    Paar,
    kern,
    toonbaar_totaal,
    toonbare_kenmerken,
    toonbare_verdeling,
)
from maatwerk.inzicht.tabellen import Tabel, Vorm
from maatwerk.kern.instellingen import Drempels

Eenheid: TypeAlias = frozenset[Kenmerk]
"""What one casus, les or hulp counts for. A dimension can be in it more than once, or not at all."""

Cellen: TypeAlias = dict[tuple[str, str], int]
"""Per row and column the count that may be shown. What is not here is hidden."""

Waarden: TypeAlias = Mapping[str, Collection[str]]
"""Per dimension the values that stand in the table also when nothing has them."""


@dataclass(frozen=True)
class Telling:
    """The counts themselves, small ones included: never kept, never shown."""

    geheel: int
    per: Mapping[Kenmerk, int]
    samen: Mapping[Paar, int]

    def van(self, dimensie: str) -> dict[str, int]:
        """Give the counts of one dimension."""
        return {waarde: aantal for (soort, waarde), aantal in self.per.items() if soort == dimensie}


def tel(tabellen: Sequence[Tabel], eenheden: Iterable[Eenheid]) -> Telling:
    """Count each unit once per value and once per pair of values that a cross table asks for."""
    kruisend = {naam for tabel in tabellen if tabel.vorm is Vorm.KRUIS for naam in (tabel.rijen, tabel.kolommen)}
    geheel, per, samen = 0, Counter[Kenmerk](), Counter[Paar]()
    for eenheid in eenheden:
        geheel += 1
        per.update(eenheid)
        samen.update(combinations(sorted(kenmerk for kenmerk in eenheid if kenmerk[0] in kruisend), 2))
    return Telling(geheel, per, samen)


def drempel_van(tabel: Tabel, drempels: Drempels) -> int:
    """Give the smallest count in this table. Figures can leave the house, so the public drempel always holds."""
    return max(drempels.openbaar, drempels.kruistabel) if tabel.kruisdrempel else drempels.openbaar


def toon(tabellen: Sequence[Tabel], telling: Telling, waarden: Waarden, drempels: Drempels) -> dict[str, Cellen]:
    """Give per table the cells that may be shown. The tables of one register belong in one call: they are linked."""
    in_kern = _kern(tabellen, telling, drempels)
    return {
        tabel.code: _kruis(tabel, telling, in_kern)
        if tabel.vorm is Vorm.KRUIS
        else {(rij, TOTAAL): aantal for rij, aantal in _rijen(tabel, telling, waarden, drempels).items()}
        for tabel in tabellen
    }


def _rijen(tabel: Tabel, telling: Telling, waarden: Waarden, drempels: Drempels) -> dict[str, int]:
    drempel = drempel_van(tabel, drempels)
    if tabel.vorm is Vorm.TOTAAL:
        return toonbaar_totaal(telling.geheel, drempel)
    if tabel.vorm is Vorm.VERDELING:
        aantallen = dict.fromkeys(waarden.get(tabel.rijen, ()), 0) | telling.van(tabel.rijen)
        return toonbare_verdeling(aantallen, drempel)
    return toonbare_kenmerken(telling.van(tabel.rijen), telling.geheel, drempel)


def _kern(tabellen: Sequence[Tabel], telling: Telling, drempels: Drempels) -> frozenset[Kenmerk]:
    """Give what the cross tables may be about: one choice for all of them.

    Of each side its own table shows the count too: both with and without the other it has enough.
    """
    kruisen = [tabel for tabel in tabellen if tabel.vorm is Vorm.KRUIS]
    paren = {frozenset((tabel.rijen, tabel.kolommen)) for tabel in kruisen}
    drempel = max((drempel_van(tabel, drempels) for tabel in kruisen), default=0)
    return kern(
        telling.samen,
        telling.per,
        telling.geheel,
        drempel,
        lambda een, ander: frozenset((een[0], ander[0])) in paren,
    )


def _kruis(tabel: Tabel, telling: Telling, in_kern: frozenset[Kenmerk]) -> Cellen:
    rijen = sorted(kenmerk for kenmerk in in_kern if kenmerk[0] == tabel.rijen)
    kolommen = sorted(kenmerk for kenmerk in in_kern if kenmerk[0] == tabel.kolommen)
    zelfde = tabel.rijen == tabel.kolommen
    return {
        (rij[1], kolom[1]): telling.samen[min(rij, kolom), max(rij, kolom)]
        for rij in rijen
        for kolom in kolommen
        if not zelfde or rij < kolom
    }
