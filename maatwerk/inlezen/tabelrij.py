"""One row of a spreadsheet as a casus in the exchange format, and in which column a fault of that casus stands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from maatwerk.inlezen.invoer import HELE_RIJ, Rijfout, pad_in_woorden
from maatwerk.inlezen.kolommen import Kolom, Pad
from maatwerk.inlezen.rekenblad import Bladrij, Cel, Gebrek, Getal, letter

DATUM_IN_TEKST = Gebrek("Je rekenblad heeft hier een datum van gemaakt. Zet de cel op Tekst en typ het opnieuw.")
_GEEN_DATUM = Gebrek("Dit is geen datum. Schrijf hem als 31-12-2026.")
_INFORMEER = "Vul 'Inwoner geïnformeerd op' in, of 'Reden niet geïnformeerd'."
LEEG: dict[str, Any] = {"indiener": {}, "privacy": {}}
"""A casus of which nothing is filled in."""
_DAGVORMEN = ("%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y")
_EERST = "Dit is leeg, terwijl er met een hoger nummer wel iets staat. Begin bij 1 en sla niets over."
_NODIG = "Dit is leeg, maar wel nodig."


@dataclass(frozen=True)
class Tabel:
    """Which column stands where, from 0."""

    kolommen: Mapping[int, Kolom]

    def casus(self, rij: Bladrij) -> tuple[dict[str, Any], list[Rijfout]]:
        """Give the casus of this row, without the cells that cannot be read, and what is wrong with those."""
        waarden: dict[Pad, Any] = {}
        fouten: list[Rijfout] = []
        for plek, kolom in self.kolommen.items():
            waarde = _waarde(rij.cellen.get(plek, ""), kolom)
            if isinstance(waarde, Gebrek):
                fouten.append(self.fout(rij.nummer, plek, waarde))
                waarden[kolom.pad] = None
            elif waarde:
                waarden[kolom.pad] = waarde
        fouten += (self.fout(rij.nummer, plek, _EERST) for plek in self._overgeslagen(waarden))
        return _vouw(waarden), fouten

    def _overgeslagen(self, waarden: Mapping[Pad, Any]) -> Iterator[int]:
        """Give the columns that begin a number that is left empty, while a higher one of the same is filled in."""
        gebruikt = {pad[: diepte + 1] for pad in waarden for diepte, deel in enumerate(pad) if isinstance(deel, int)}
        for groep in gebruikt:
            eerder = (*groep[:-1], groep[-1] - 1) if isinstance(groep[-1], int) else groep
            if eerder[-1] and eerder not in gebruikt:
                plekken = (plek for plek, kolom in self.kolommen.items() if kolom.pad[: len(groep)] == eerder)
                anders = (plek for plek, kolom in self.kolommen.items() if kolom.pad[: len(groep)] == groep)
                yield from [*plekken, *anders][:1]

    def fout(self, nummer: int, plek: int, reden: str) -> Rijfout:
        """Name a fault by the column in which it stands."""
        kolom = self.kolommen.get(plek)
        return Rijfout(nummer, kolom.naam if kolom else "", reden, letter(plek))

    def in_kolommen(self, fouten: Iterable[Rijfout]) -> Iterator[Rijfout]:
        """Say faults of casussen by the column in which they stand."""
        plekken = {pad_in_woorden(_vanaf_nul(kolom.pad)): plek for plek, kolom in self.kolommen.items()}
        for fout in fouten:
            for paden, reden in _waar(fout):
                plek = next((plekken[pad] for pad in paden if pad in plekken), None)
                yield replace(fout, reden=reden, mist=()) if plek is None else self.fout(fout.rij, plek, reden)


def _waar(fout: Rijfout) -> Iterator[tuple[Sequence[str], str]]:
    """Give per column that a fault is about where it can stand in the format, the best first, and what to say."""
    boven = "" if fout.veld == HELE_RIJ else f"{fout.veld} › "
    if fout.mist:
        for naam in fout.mist:
            yield (f"{boven}{naam}", f"{boven}{naam} › 1 › type"), _NODIG
    elif fout.veld == "privacy":
        yield ("privacy › geinformeerd_op", "privacy › reden_niet_geinformeerd"), _INFORMEER
    else:
        yield (fout.veld, fout.veld.rpartition(" › ")[0]), fout.reden


def _vanaf_nul(pad: Pad) -> Pad:
    return tuple(deel - 1 if isinstance(deel, int) else deel for deel in pad)


def _waarde(cel: Cel, kolom: Kolom) -> str | list[str] | Gebrek:
    """Give a cell as the format wants it. A cell with only white space is empty."""
    if isinstance(cel, Gebrek):
        return cel
    if kolom.datum:
        return _datum(cel)
    if isinstance(cel, date):
        return DATUM_IN_TEKST
    if kolom.opsomming:
        return [deel.strip() for deel in str(cel).replace("\n", ";").split(";") if deel.strip()]
    return str(cel) if cel.strip() else ""


def _datum(cel: Cel) -> str | Gebrek:
    if isinstance(cel, date):
        return cel.isoformat()
    if isinstance(cel, Getal):
        return _GEEN_DATUM
    tekst = cel.strip()
    for vorm in _DAGVORMEN if tekst else ():
        try:
            return datetime.strptime(tekst, vorm).date().isoformat()  # noqa: DTZ007 - a date has no time zone
        except ValueError:
            continue
    return _GEEN_DATUM if tekst else ""


def _vouw(waarden: Mapping[Pad, Any]) -> dict[str, Any]:
    """Build the casus. A value of None makes its place, but is not in it: that cell has a fault of its own."""
    boom: dict[Any, Any] = deepcopy(LEEG)
    for pad, waarde in waarden.items():
        plek = boom
        for deel in pad[:-1]:
            plek = plek.setdefault(deel, {})
        if waarde is not None:
            plek[pad[-1]] = waarde
    return {naam: _als_lijst(deel) for naam, deel in boom.items()}


def _als_lijst(deel: Any) -> Any:  # noqa: ANN401 - a tree of texts
    if not isinstance(deel, dict):
        return deel
    delen = {naam: _als_lijst(kind) for naam, kind in deel.items()}
    if delen and all(isinstance(naam, int) for naam in delen):
        return [delen[nummer] for nummer in sorted(delen)]
    return delen
