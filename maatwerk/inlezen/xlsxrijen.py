"""The rows of one sheet of XLSX, collected while its XML comes by."""

import re
from collections.abc import Callable, Mapping, Sequence

from maatwerk.inlezen import rekenblad
from maatwerk.inlezen.pakket import lokaal
from maatwerk.inlezen.rekenblad import MEESTE_KOLOMMEN, MEESTE_RIJEN, Blad, Bladrij, Cel, Rijenbak

_CEL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ONTSNAPT = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CIJFERS = re.compile(r"[0-9]{1,7}")
WAAR = ("1", "true")
_VAST: Mapping[str, Cel] = {"e": rekenblad.FOUTWAARDE, "b": rekenblad.WAAR_ONWAAR}


def leesbaar(tekst: str) -> str:
    """Undo how Excel writes signs that XML cannot hold, and count a line break as one character."""
    gewoon = _ONTSNAPT.sub(lambda teken: chr(int(teken[1], 16)), tekst) if "_x" in tekst else tekst
    return gewoon.replace("\r\n", "\n").replace("\r", "\n")


class Rijen:
    """What the elements of a sheet mean. `als_getal` reads a number, given its style."""

    def __init__(self, blad: Blad, teksten: Sequence[str], als_getal: Callable[[str, str], Cel]) -> None:
        """Begin before the first row."""
        self.bak = Rijenbak()
        self._blad, self._teksten, self._als_getal = blad, teksten, als_getal
        self._nummer, self._kolom, self._verborgen = 0, -1, False
        self._cellen: dict[int, Cel] = {}
        self._soort = self._stijl = ""
        self._formule = self._waarde = self._klank = False
        self._delen: list[str] = []

    def begin(self, naam: str, attrs: Mapping[str, str]) -> None:
        """Take up an element."""
        soort = lokaal(naam)
        if soort == "c":
            self._begin_cel(attrs)
        elif soort in ("v", "t"):
            self._waarde = not self._klank
        elif soort in ("f", "rPh"):
            self._formule, self._klank = self._formule or soort == "f", self._klank or soort == "rPh"
        else:
            self._begin_anders(soort, attrs)

    def _begin_anders(self, soort: str, attrs: Mapping[str, str]) -> None:
        if soort == "row":
            genoemd = attrs.get("r", "")
            self._nummer = int(genoemd) if _CIJFERS.fullmatch(genoemd) else self._nummer + 1
            self._verborgen = attrs.get("hidden") in WAAR
            self._cellen, self._kolom = {}, -1
        elif soort == "col" and attrs.get("hidden") in WAAR:
            self._verberg(attrs.get("min", ""), attrs.get("max", ""))
        elif soort == "mergeCell":
            plek = _CEL.match(attrs.get("ref", ""))
            if plek and len(self._blad.samengevoegd) < MEESTE_RIJEN:
                self._blad.samengevoegd.append((int(plek[2]), _kolom(plek[1])))

    def _verberg(self, eerste: str, laatste: str) -> None:
        if _CIJFERS.fullmatch(eerste) and _CIJFERS.fullmatch(laatste):
            self._blad.verborgen_kolommen.update(range(int(eerste) - 1, min(int(laatste), MEESTE_KOLOMMEN)))

    def _begin_cel(self, attrs: Mapping[str, str]) -> None:
        plek = _CEL.fullmatch(attrs.get("r", ""))
        self._kolom = _kolom(plek[1]) if plek else self._kolom + 1
        self._soort, self._stijl = attrs.get("t", "n"), attrs.get("s", "0")
        self._formule, self._delen = False, []

    def letters(self, tekst: str) -> None:
        """Keep the text of a value."""
        if self._waarde:
            self._delen.append(tekst)

    def einde(self, naam: str) -> None:
        """Close an element; a row that has something in it is ready."""
        soort = lokaal(naam)
        if soort in ("v", "t"):
            self._waarde = False
        elif soort == "rPh":
            self._klank = False
        elif soort == "c":
            cel = self._lees("".join(self._delen))
            if cel != "":
                self._cellen[self._kolom] = cel
        elif soort == "row" and self._cellen:
            self.bak.leg(Bladrij(self._nummer, self._cellen, self._verborgen))
            self._cellen = {}

    def _lees(self, waarde: str) -> Cel:
        if self._formule:
            return rekenblad.FORMULE
        if self._soort in _VAST or not waarde:
            return _VAST.get(self._soort, "")
        if self._soort == "s":
            nummer = int(waarde) if _CIJFERS.fullmatch(waarde) else len(self._teksten)
            return rekenblad.tekst(self._teksten[nummer]) if nummer < len(self._teksten) else rekenblad.VREEMD
        if self._soort in ("inlineStr", "str"):
            return rekenblad.tekst(leesbaar(waarde))
        return rekenblad.iso_dag(waarde) if self._soort == "d" else self._als_getal(waarde, self._stijl)


def _kolom(letters: str) -> int:
    kolom = 0
    for teken in letters:
        kolom = kolom * 26 + ord(teken) - 64
    return kolom - 1
