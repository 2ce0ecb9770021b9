"""How much of what points at a person survives: the figures that the detector promises."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from maatwerk.herkenning.tekst import vouw
from tests.bench.proeftekst import Proeftekst

DIRECT = frozenset({"PERSOON", "ADRES", "POSTCODE", "BSN", "TELEFOON", "EMAIL", "IBAN"})
_WOORD = re.compile(r"\w+")
_CIJFERS = re.compile(r"\d{4,}")
_TUSSEN = frozenset(
    ["van", "de", "der", "den", "het", "'t", "in", "ten", "te", "ter", "op", "el", "al", "ait", "oulad", "bis", "hs"]
)
_KORTSTE = 3

Spans = Sequence[tuple[int, int]]


@dataclass
class Uitslag:
    """What was counted over a set of texts."""

    teksten: int = 0
    lek: int = 0
    woorden: int = 0
    te_veel: int = 0
    namen: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    gelekt: list[str] = field(default_factory=list)

    @property
    def lek_procent(self) -> float:
        """Give the share of texts in which a direct identifier survives."""
        return 100 * self.lek / self.teksten

    @property
    def te_veel_procent(self) -> float:
        """Give the share of ordinary words that was taken away."""
        return 100 * self.te_veel / self.woorden

    @property
    def slechtste(self) -> tuple[float, str]:
        """Give the origin of names that is found least, and how much of it is found."""
        return min((100 * (1 - weg / alle), herkomst) for herkomst, (alle, weg) in self.namen.items())


def meet(teksten: Iterable[Proeftekst], gevonden: Mapping[str, Spans]) -> Uitslag:
    """Hold what was found against what is there."""
    uitslag = Uitslag()
    for proef in teksten:
        _tel(uitslag, proef, gevonden[proef.id])
    return uitslag


def _tel(uitslag: Uitslag, proef: Proeftekst, spans: Spans) -> None:
    weg = {plek for begin, einde in spans for plek in range(begin, einde)}
    gelekt = [merk for merk in proef.merken if _blijft(proef.tekst, merk.begin, merk.einde, weg)]
    for merk in proef.merken:
        if merk.herkomst:
            uitslag.namen[merk.herkomst][0] += 1
            uitslag.namen[merk.herkomst][1] += merk in gelekt
    uitslag.teksten += 1
    uitslag.lek += any(merk.soort in DIRECT for merk in gelekt)
    uitslag.gelekt += [proef.tekst[merk.begin : merk.einde] for merk in gelekt]
    wijst = {plek for merk in proef.merken for plek in range(merk.begin, merk.einde)}
    gewoon = [m.span() for m in _WOORD.finditer(proef.tekst) if m.start() not in wijst and not m.group().isdigit()]
    uitslag.woorden += len(gewoon)
    uitslag.te_veel += sum(any(plek in weg for plek in range(*span)) for span in gewoon)


def _blijft(tekst: str, begin: int, einde: int, weg: set[int]) -> bool:
    """Tell whether a part that says something is still there: three letters or four digits."""
    delen = [m.span() for m in _WOORD.finditer(tekst, begin, einde) if _telt(m.group())]
    delen = delen or [m.span() for m in _WOORD.finditer(tekst, begin, einde)]
    return any(not any(plek in weg for plek in range(*deel)) for deel in delen)


def _telt(woord: str) -> bool:
    if woord.isdigit():
        return _CIJFERS.fullmatch(woord) is not None
    return len(woord) >= _KORTSTE and vouw(woord) not in _TUSSEN
