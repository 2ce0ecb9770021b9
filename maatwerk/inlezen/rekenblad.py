"""A spreadsheet as we trust it: rows of cells, each a text, a number, a day, or the reason why we do not take it.

What a person sees in the cell is what we read. Where a program may have made something else of it (a formula, a day
that was an age, a number with a layout) we refuse, and say what to do.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from maatwerk.inlezen.pakket import Bladfout

MEESTE_RIJEN = 20_000
MEESTE_KOLOMMEN = 300
MEESTE_CELLEN = 1_000_000
MEESTE_TEKENS = 5_000
"""In one cell. The longest text that a casus takes is 1500."""
BLADNAAM = "Casussen"


class Getal(str):
    """A whole number, as the person sees it."""

    __slots__ = ()


class Gebrek(str):
    """Why a cell is not taken. The text is the reason, never what stood there."""

    __slots__ = ()


Cel = str | date
"""A text, a Getal, a Gebrek or a day."""


@dataclass(frozen=True)
class Bladrij:
    """A row that has something in it: its number as the spreadsheet shows it, and the cells by column, from 0."""

    nummer: int
    cellen: Mapping[int, Cel]
    verborgen: bool = False


@dataclass
class Blad:
    """One sheet. `samengevoegd` is known once the rows were read; `gelezen_als` says how, where that was a choice."""

    rijen: Iterator[Bladrij]
    samengevoegd: list[tuple[int, int]] = field(default_factory=list)
    verborgen_kolommen: set[int] = field(default_factory=set)
    gelezen_als: str = ""


FORMULE = Gebrek("Hier staat een formule. Kopieer de cel en plak alleen de waarde.")
FOUTWAARDE = Gebrek("Hier staat een foutmelding van je rekenblad. Typ wat er hoort te staan.")
WAAR_ONWAAR = Gebrek("Hier staat WAAR of ONWAAR. Typ het antwoord in woorden.")
GEEN_HEEL_GETAL = Gebrek("Je rekenblad heeft hier een getal van gemaakt. Zet de cel op Tekst en typ het opnieuw.")
GEEN_DAG = Gebrek("Deze datum kunnen we niet lezen. Typ hem als 31-12-2026.")
TE_LANG = Gebrek(f"Dit is te lang: hoogstens {MEESTE_TEKENS} tekens.")
VREEMD = Gebrek("Deze cel kunnen we niet lezen. Typ opnieuw wat er hoort te staan.")

_HOOGSTE_GETAL = 10**15  # above this a spreadsheet itself loses digits
_LAATSTE_DAG = 2_958_465
_EERSTE_DAG = 61  # before this Excel counts a day that never was
_GETAL = re.compile(r"-?\d{1,20}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,3})?")


def tekst(waarde: str) -> Cel:
    """Give a text as a cell."""
    return TE_LANG if len(waarde) > MEESTE_TEKENS else waarde


def getal(waarde: str, *, gewoon: bool) -> Cel:
    """Give a number as a cell. `gewoon`: it is shown as it is, without a layout that makes it look like more."""
    if not gewoon or not _GETAL.fullmatch(waarde):
        return GEEN_HEEL_GETAL
    geheel = float(waarde)
    if not geheel.is_integer() or abs(geheel) >= _HOOGSTE_GETAL:
        return GEEN_HEEL_GETAL
    return Getal(int(geheel))


def dag(waarde: str, *, vanaf_1904: bool) -> Cel:
    """Give the day that a number of days stands for."""
    if not _GETAL.fullmatch(waarde):
        return GEEN_DAG
    dagen = int(float(waarde)) + (1462 if vanaf_1904 else 0)
    return date(1899, 12, 30) + timedelta(days=dagen) if _EERSTE_DAG <= dagen <= _LAATSTE_DAG else GEEN_DAG


def iso_dag(waarde: str) -> Cel:
    """Give the day of 2026-12-31, or of a moment on it."""
    try:
        return date.fromisoformat(waarde[:10])
    except ValueError:
        return GEEN_DAG


class Rijenbak:
    """Where a reader puts its rows, and what keeps their number and that of their cells within bounds."""

    def __init__(self) -> None:
        """Begin empty."""
        self._klaar: list[Bladrij] = []
        self._rijen = self._cellen = 0

    def leg(self, rij: Bladrij) -> None:
        """Add a row. Raises Bladfout when it is one too many."""
        self._rijen += 1
        self._cellen += len(rij.cellen)
        if self._rijen > MEESTE_RIJEN + 1 or self._cellen > MEESTE_CELLEN:
            raise Bladfout(f"Er staat te veel in: hoogstens {MEESTE_RIJEN} rijen. Knip het bestand in stukken.")
        if max(rij.cellen) >= MEESTE_KOLOMMEN:
            raise Bladfout(f"Er staan te veel kolommen in: hoogstens {MEESTE_KOLOMMEN}.")
        self._klaar.append(rij)

    def haal(self) -> Iterator[Bladrij]:
        """Give what lies ready, and forget it."""
        klaar, self._klaar = self._klaar, []
        yield from klaar


def letter(kolom: int) -> str:
    """Give the letters above a column: 0 is A, 26 is AA."""
    letters = ""
    kolom += 1
    while kolom:
        kolom, rest = divmod(kolom - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def kies_blad(bladen: Mapping[str, bool]) -> str:
    """Choose among sheets (name, whether it is visible). Raises Bladfout when it is not clear which is meant."""
    zichtbaar = [naam for naam, ja in bladen.items() if ja]
    genoemd = [naam for naam in bladen if naam.strip().casefold() == BLADNAAM.casefold()]
    if genoemd and genoemd[0] not in zichtbaar:
        raise Bladfout(f"Het blad {BLADNAAM} is verborgen. Maak het zichtbaar, kijk het na en bewaar het opnieuw.")
    if not genoemd and len(zichtbaar) != 1:
        raise Bladfout(f"We weten niet welk blad we moeten lezen. Noem het blad met de casussen: {BLADNAAM}.")
    return genoemd[0] if genoemd else zichtbaar[0]
