"""The lists a gemeente may change: allowed terms, titles, words that announce a place (config/herkenning.toml)."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from maatwerk.herkenning.tekst import WOORD, vouw
from maatwerk.kern.paden import bron


@dataclass(frozen=True, slots=True)
class Termen:
    """Every list, folded so that capitals and accents do not matter."""

    toegestaan: frozenset[tuple[str, ...]]
    eerste_woorden: frozenset[str]
    langste_term: int
    gebieden: frozenset[tuple[str, ...]]
    titels: frozenset[str]
    ruime_titels: frozenset[str]
    tussenvoegsels: frozenset[str]
    voorzetsels: frozenset[str]
    beroepen: frozenset[str]
    zelden_naam: frozenset[str]
    gezegden: frozenset[str]
    bijwoorden: frozenset[str]
    straatuitgangen: tuple[str, ...]
    adreswoorden: frozenset[str]
    geen_straat: frozenset[str]
    plaatswoorden: frozenset[str]
    organisaties: frozenset[str]
    eenheden: frozenset[str]
    geen_postcode: frozenset[str]

    def mag_blijven(self, vorm: str) -> bool:
        """Tell whether this one word is an allowed term by itself."""
        return (vorm,) in self.toegestaan


@cache
def get_termen() -> Termen:
    """Read the lists once."""
    lijsten = tomllib.loads((bron("config") / "herkenning.toml").read_text("utf-8"))
    toegestaan = frozenset(_woorden_van(term) for groep in lijsten["toegestaan"].values() for term in groep)
    return Termen(
        toegestaan=toegestaan,
        gebieden=frozenset(map(_woorden_van, lijsten["toegestaan"]["gebieden"])),
        eerste_woorden=frozenset(term[0] for term in toegestaan),
        langste_term=max(map(len, toegestaan)),
        straatuitgangen=tuple(map(vouw, lijsten["adressen"]["straatuitgangen"])),
        **_verzamelingen(lijsten["namen"]),
        **_verzamelingen({k: v for k, v in lijsten["adressen"].items() if k != "straatuitgangen"}),
        **_verzamelingen(lijsten["getallen"]),
    )


def _woorden_van(term: str) -> tuple[str, ...]:
    return tuple(vouw(m.group()) for m in WOORD.finditer(term))


def _verzamelingen(lijsten: dict[str, Iterable[str]]) -> dict[str, Any]:
    return {naam: frozenset(map(vouw, woorden)) for naam, woorden in lijsten.items()}
