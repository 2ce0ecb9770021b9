"""Made-up texts with every identifier marked, to see how the detector does on names it was not tuned on."""

import random
import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_BRON = Path(__file__).with_name("proef.toml")
_PLEK = re.compile(r"\{([^{}]+)\}")
_MENSEN = "ckwb"
_SOORT = {
    "straat": "ADRES",
    "straatkaal": "ADRES",
    "pc": "POSTCODE",
    "tel": "TELEFOON",
    "email": "EMAIL",
    "bsn": "BSN",
    "iban": "IBAN",
    "plaats": "PLAATS",
    "datum": "DATUM",
    "leeftijd": "LEEFTIJD",
    "nummer": "NUMMER",
    "kenteken": "KENTEKEN",
    "handle": "URL",
}
_ELFPROEF = 11
_TUSSEN = {"van", "de", "der", "den", "het", "'t", "ten", "ter", "op", "el", "al", "ait", "oulad"}


@dataclass(frozen=True)
class Merk:
    """One identifier in a text; `herkomst` is the origin of the name, or empty."""

    begin: int
    einde: int
    soort: str
    herkomst: str = ""


@dataclass(frozen=True)
class Proeftekst:
    """A text, its identifiers, and the names that a user would type for it."""

    id: str
    tekst: str
    merken: tuple[Merk, ...]
    namen: tuple[str, ...]


@dataclass(frozen=True)
class _Mens:
    voor: str
    achter: str
    herkomst: str


def maak_teksten(zaad: int, ronden: int = 8) -> Iterator[Proeftekst]:
    """Fill every template so many times, each time with other people and places."""
    bron = tomllib.loads(_BRON.read_text("utf-8"))
    kans = random.Random(zaad)  # noqa: S311 - test data
    for nummer, vorm in enumerate(bron["teksten"]):
        for ronde in range(ronden):
            yield _Vuller(kans, bron, (nummer + ronde) % len(bron["namen"])).vul(f"{nummer}-{ronde}", vorm["tekst"])


def in_kleine_letters(proef: Proeftekst) -> Proeftekst:
    """Give the same text without capitals; no character changes place."""
    klein = "".join(t.lower() if len(t.lower()) == 1 else t for t in proef.tekst)
    return Proeftekst(proef.id, klein, proef.merken, proef.namen)


class _Vuller:
    def __init__(self, kans: random.Random, bron: dict[str, Any], herkomst: int) -> None:
        self.kans = kans
        self.plekken = bron["plekken"]
        groepen = [bron["namen"][herkomst], *kans.choices(bron["namen"], k=len(_MENSEN) - 1)]
        self.mensen = {letter: self._mens(groep) for letter, groep in zip(_MENSEN, groepen, strict=True)}

    def _mens(self, groep: dict[str, Any]) -> _Mens:
        return _Mens(self.kans.choice(groep["voor"]), self.kans.choice(groep["achter"]), groep["herkomst"])

    def vul(self, id_: str, vorm: str) -> Proeftekst:
        delen: list[str] = []
        merken: list[Merk] = []
        positie = lengte = 0
        for plek in _PLEK.finditer(vorm):
            ervoor, (tekst, soort, herkomst) = vorm[positie : plek.start()], self._waarde(plek[1])
            begin = lengte + len(ervoor)
            merken.append(Merk(begin, begin + len(tekst), soort, herkomst))
            delen += [ervoor, tekst]
            positie, lengte = plek.end(), begin + len(tekst)
        namen = tuple(f"{mens.voor} {mens.achter}" for mens in self.mensen.values())
        return Proeftekst(id_, "".join([*delen, vorm[positie:]]), tuple(merken), namen)

    def _waarde(self, plek: str) -> tuple[str, str, str]:
        if plek == "nick":
            return self.kans.choice(self.plekken["bijnamen"]).split(" ", 1)[1], "PERSOON", "bijnaam"
        if plek in _SOORT:
            return self._VELD[plek](self), _SOORT[plek], ""
        letter, _, deel = plek.partition(".")
        mens = self.mensen[letter]
        return self._naam(mens, deel), "PERSOON", mens.herkomst

    def _naam(self, mens: _Mens, deel: str) -> str:
        vormen = {
            "": f"{mens.voor} {mens.achter}",
            "v": mens.voor,
            "p": mens.voor,
            "a": mens.achter,
            "v's": f"{mens.voor}'s" if mens.voor[-1] in "aiou" else f"{mens.voor}s",
            "i": f"{mens.voor[0]}. {mens.achter}",
            "t": self._tikfout(mens.voor),
        }
        return vormen[deel]

    def _tikfout(self, naam: str) -> str:
        plek = self.kans.randrange(1, len(naam) - 1)
        return naam[:plek] + naam[plek + 1] + naam[plek] + naam[plek + 2 :]

    def cijfers(self, aantal: int) -> str:
        return "".join(self.kans.choices("0123456789", k=aantal))

    def _bsn(self) -> str:
        while True:
            cijfers = self.kans.choice("1234") + self.cijfers(8)
            som = sum((9 - i) * int(c) for i, c in enumerate(cijfers[:8])) - int(cijfers[8])
            if som % _ELFPROEF == 0:
                return cijfers

    def _straat(self) -> str:
        toevoeging = self.kans.choice(["", "", "", " bis", "-II", "a", " hs"])
        return f"{self.kans.choice(self.plekken['straten'])} {self.kans.randrange(2, 400)}{toevoeging}"

    def _datum(self) -> str:
        dag, maand = self.kans.randrange(1, 29), self.kans.randrange(1, 13)
        return self.kans.choice([f"{dag:02}-{maand:02}-2025", f"{dag}/{maand}/24", f"{dag} maart 2026", f"{dag} okt"])

    _VELD: dict[str, Callable[["_Vuller"], str]] = {  # noqa: RUF012 - a fixed table
        "straat": _straat,
        "straatkaal": lambda s: s.kans.choice(s.plekken["straten"]),
        "pc": lambda s: f"{s.kans.randrange(1000, 9999)}{s.kans.choice([' ', ''])}{s.kans.choice(['AB', 'KX', 'RT'])}",
        "tel": lambda s: s.kans.choice(["06-", "06 ", "06", "+316"]) + s.cijfers(8),
        "email": lambda s: f"{s.mensen['c'].voor[:1].lower()}.{s.cijfers(3)}@voorbeeld.nl",
        "bsn": _bsn,
        "iban": lambda s: f"NL{s.cijfers(2)} RABO 0{s.cijfers(3)} {s.cijfers(4)} {s.cijfers(2)}",
        "plaats": lambda s: s.kans.choice(s.plekken["plaatsen"]),
        "datum": _datum,
        "leeftijd": lambda s: str(s.kans.randrange(18, 80)),
        "nummer": lambda s: f"{s.cijfers(2)}.{s.cijfers(3)}.{s.cijfers(3)}",
        "kenteken": lambda s: f"{s.kans.choice(['XK', 'TR', 'GB'])}-{s.cijfers(3)}-{s.kans.choice('JKLN')}",
        "handle": lambda s: f"handig_{s.cijfers(3)}",
    }
