"""What a les says about who it is about, and how much wider that must be told. Facts in, a proposal out.

Each fact has a ladder, from what the casus says to saying nothing. A profiel is one rung of each; it holds when enough
closed casussen fit it (ADR 023).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from itertools import product

from maatwerk.casus.rules import Huishoudtype, Kinderen, Leeftijdsklasse

_VELDEN = ("wijk", "kinderen", "leeftijd", "huishouden", "periode", "leefgebieden")
"""From what is given up first to what is given up last, when two ways are equally small."""

_MET_KINDEREN = "met kinderen"
_RUIMER: Mapping[str, Mapping[str, str]] = {
    "huishouden": {Huishoudtype.EENOUDER: _MET_KINDEREN, Huishoudtype.GEZIN: _MET_KINDEREN},
    "leeftijd": {
        Leeftijdsklasse.KIND: "jonger dan 27",
        Leeftijdsklasse.VAN_18: "jonger dan 27",
        Leeftijdsklasse.VAN_21: "jonger dan 27",
        Leeftijdsklasse.VAN_27: "27 tot en met 66",
        Leeftijdsklasse.VAN_45: "27 tot en met 66",
    },
    "kinderen": dict.fromkeys((Kinderen.EEN, Kinderen.TWEE, Kinderen.MEER), "een of meer"),
}
_OF_EERDER = " of eerder"


@dataclass(frozen=True)
class Persoon:
    """What a closed casus says about its inwoner, in words from lists; what it does not say is empty."""

    wijk: str
    huishouden: str
    leeftijd: str
    kinderen: str
    leefgebieden: frozenset[str]
    gesloten: date


@dataclass(frozen=True)
class Profiel:
    """What a les tells of that; an empty one tells nothing."""

    wijk: str
    huishouden: str
    leeftijd: str
    kinderen: str
    leefgebieden: frozenset[str]
    periode: str


@dataclass(frozen=True)
class Telling:
    """How many casussen fit a profiel, against how many must; `bekend`: this reader may see each of them anyway."""

    aantal: int
    nodig: int
    bekend: bool

    @property
    def genoeg(self) -> bool:
        """Answer whether enough casussen fit."""
        return self.aantal >= self.nodig

    @property
    def tekst(self) -> str:
        """Say so; a number under the drempel only to whoever can count it himself."""
        if self.genoeg:
            return f"Minstens {self.nodig} afgesloten casussen passen hierbij. Dat is genoeg."
        aantal = str(self.aantal) if self.bekend else "minder dan"
        van = f"{aantal} van de nodige" if self.bekend else f"{aantal} de nodige"
        return f"Hierbij passen {van} {self.nodig} afgesloten casussen. Vertel minder precies over wie het gaat."


def treden(veld: str, persoon: Persoon, gemeente: str) -> tuple[str, ...]:
    """Give the ladder of one fact, from what the casus says to saying nothing."""
    if veld == "periode":
        return _perioden(persoon.gesloten)
    feit = getattr(persoon, veld)
    if veld == "wijk":
        return _uniek((feit, gemeente)) if feit else (gemeente,)
    return _uniek((feit, _RUIMER[veld].get(feit, ""), ""))


def _perioden(dag: date) -> tuple[str, ...]:
    kwartaal = (dag.month + 2) // 3
    return (f"{dag.year}-K{kwartaal}", f"{dag.year}-H{(kwartaal + 1) // 2}", str(dag.year), f"{dag.year}{_OF_EERDER}")


def _uniek(treden_: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(treden_))


def past(profiel: Profiel, persoon: Persoon, gemeente: str) -> bool:
    """Answer whether what this profiel tells is true of this casus too."""
    gewoon = (veld for veld in _VELDEN if veld not in ("periode", "leefgebieden"))
    return (
        all(getattr(profiel, veld) in ("", *treden(veld, persoon, gemeente)) for veld in gewoon)
        and profiel.leefgebieden <= persoon.leefgebieden
        and _in_periode(profiel.periode, persoon)
    )


def _in_periode(periode: str, persoon: Persoon) -> bool:
    if periode.endswith(_OF_EERDER):
        return persoon.gesloten.year <= int(periode.removesuffix(_OF_EERDER))
    return periode in _perioden(persoon.gesloten)


def tel(profiel: Profiel, register: Iterable[Persoon], gemeente: str) -> int:
    """Count the closed casussen that fit."""
    return sum(past(profiel, persoon, gemeente) for persoon in register)


def stel_profiel_voor(persoon: Persoon, register: Sequence[Persoon], nodig: int, gemeente: str) -> Profiel:
    """Give the profiel that tells most and still holds; the widest one when none does.

    Each rung is a set of casussen, kept as the bits of a number: trying thousands of profielen takes no time.
    """
    ladders = {veld: treden(veld, persoon, gemeente) for veld in _VELDEN if veld != "leefgebieden"}
    keuzes: dict[str, list[tuple[object, int]]] = {
        veld: [(trede, _bits(_waar(veld, trede, register, gemeente))) for trede in ladder]
        for veld, ladder in ladders.items()
    }
    keuzes["leefgebieden"] = [
        (gebieden, _bits(gebieden <= ander.leefgebieden for ander in register))
        for gebieden in _minder(persoon.leefgebieden, register)
    ]
    for plekken in sorted(product(*(range(len(keuzes[veld])) for veld in _VELDEN)), key=_klein):
        gekozen = [keuzes[veld][plek] for veld, plek in zip(_VELDEN, plekken, strict=True)]
        if reduce(int.__and__, (bits for _, bits in gekozen)).bit_count() >= nodig:
            return _profiel(waarde for waarde, _ in gekozen)
    return _profiel(keuzes[veld][-1][0] for veld in _VELDEN)


def _klein(plekken: tuple[int, ...]) -> tuple[int, ...]:
    """Order by how many rungs were climbed, and then by which."""
    return (sum(plekken), *(-plek for plek in plekken))


def _profiel(waarden: Iterable[object]) -> Profiel:
    return Profiel(**dict(zip(_VELDEN, waarden, strict=True)))  # type: ignore[arg-type]


def _waar(veld: str, trede: str, register: Sequence[Persoon], gemeente: str) -> Iterator[bool]:
    leeg = Profiel("", "", "", "", frozenset(), f"{date.max.year}{_OF_EERDER}")
    profiel = replace(leeg, **{veld: trede})  # type: ignore[arg-type]
    return (past(profiel, persoon, gemeente) for persoon in register)


def _bits(waar: Iterable[bool]) -> int:
    return int("".join("1" if een else "0" for een in waar) or "0", 2)


def _minder(gebieden: frozenset[str], register: Sequence[Persoon]) -> Iterator[frozenset[str]]:
    """Give these leefgebieden, and then ever fewer: the rarest goes first."""
    vaak = sorted(gebieden, key=lambda gebied: (-sum(gebied in ander.leefgebieden for ander in register), gebied))
    return (frozenset(vaak[:aantal]) for aantal in range(len(vaak), -1, -1))
