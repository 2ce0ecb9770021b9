"""Reading XLSX from its XML: values, and the formulas, merges and hidden parts that a bare value hides (ADR 021)."""

import re
from collections.abc import Iterator, Mapping
from posixpath import join, normpath

from maatwerk.inlezen import rekenblad
from maatwerk.inlezen.pakket import KAPOT, Bladfout, Pakket, lokaal
from maatwerk.inlezen.rekenblad import Blad, Bladrij, Cel, kies_blad
from maatwerk.inlezen.xlsxrijen import WAAR, Rijen, leesbaar

WERKBOEK = "xl/workbook.xml"
_VERBANDEN, _STIJLEN, _TEKSTEN = "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml"
_GEEN_DATUMTEKEN = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')
_DATUMVORMEN = frozenset(str(nummer) for nummer in (*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_GEWONE_VORMEN = frozenset(("0", "1", "49"))  # General, a whole number, text
_GEWONE_CODES = frozenset(("General", "0", "@"))
_MEESTE_TEKSTEN = 1_000_000


def lees_xlsx(pakket: Pakket) -> Blad:
    """Read the sheet with the casussen. Raises Bladfout, also later, while its rows are read."""
    werkboek, vormen = _Werkboek(pakket), _Vormen(pakket)
    deel = werkboek.pad(kies_blad(werkboek.zichtbaar))
    if deel not in pakket.namen:
        raise Bladfout(KAPOT)

    def als_getal(waarde: str, stijl: str) -> Cel:
        if vormen.is_dag(stijl):
            return rekenblad.dag(waarde, vanaf_1904=werkboek.vanaf_1904)
        return rekenblad.getal(waarde, gewoon=vormen.is_gewoon(stijl))

    blad = Blad(iter(()))
    rijen = Rijen(blad, _Teksten(pakket).teksten, als_getal)
    blad.rijen = _loop(pakket, deel, rijen)
    return blad


def _loop(pakket: Pakket, deel: str, rijen: Rijen) -> Iterator[Bladrij]:
    for _ in pakket.loop_door(deel, rijen.begin, rijen.einde, rijen.letters):
        yield from rijen.bak.haal()


class _Werkboek:
    """What the workbook says of its sheets: by name, where each lies and whether it is visible."""

    def __init__(self, pakket: Pakket) -> None:
        self.zichtbaar: dict[str, bool] = {}
        self.vanaf_1904 = False
        self._ids: dict[str, str] = {}
        self._doelen: dict[str, str] = {}
        pakket.ontleed(WERKBOEK, self._begin, _niets)
        pakket.ontleed(_VERBANDEN, self._verband, _niets)

    def _begin(self, naam: str, attrs: Mapping[str, str]) -> None:
        eigen = {lokaal(sleutel): waarde for sleutel, waarde in attrs.items()}
        if lokaal(naam) == "sheet" and "name" in eigen:
            self.zichtbaar[eigen["name"]] = eigen.get("state", "visible") == "visible"
            self._ids[eigen["name"]] = eigen.get("id", "")
        elif lokaal(naam) == "workbookPr":
            self.vanaf_1904 = eigen.get("date1904", "") in WAAR

    def _verband(self, _naam: str, attrs: Mapping[str, str]) -> None:
        if "Id" in attrs and "Target" in attrs:
            self._doelen[attrs["Id"]] = attrs["Target"]

    def pad(self, blad: str) -> str:
        """Give the name of the part that holds this sheet. It is only ever looked up among the parts themselves."""
        return normpath(join("/xl", self._doelen.get(self._ids[blad], ""))).lstrip("/")


class _Vormen:
    """Per style number of a cell: whether it shows a day, and whether it shows a number as it is."""

    def __init__(self, pakket: Pakket) -> None:
        self._codes: dict[str, str] = {}
        self._vormen: list[str] = []
        self._in_cellen = False
        if _STIJLEN in pakket.namen:
            pakket.ontleed(_STIJLEN, self._begin, self._einde)

    def _begin(self, naam: str, attrs: Mapping[str, str]) -> None:
        soort = lokaal(naam)
        if soort == "numFmt":
            self._codes[attrs.get("numFmtId", "")] = attrs.get("formatCode", "")
        elif soort == "cellXfs":
            self._in_cellen = True
        elif soort == "xf" and self._in_cellen:
            self._vormen.append(attrs.get("numFmtId", "0"))

    def _einde(self, naam: str) -> None:
        if lokaal(naam) == "cellXfs":
            self._in_cellen = False

    def _vorm(self, stijl: str) -> str:
        nummer = int(stijl) if re.fullmatch("[0-9]{1,6}", stijl) else 0
        return self._vormen[nummer] if nummer < len(self._vormen) else "0"

    def is_dag(self, stijl: str) -> bool:
        """Answer whether a number with this style is shown as a day or a time."""
        vorm = self._vorm(stijl)
        if vorm not in self._codes:
            return vorm in _DATUMVORMEN
        code = self._codes[vorm]
        return code != "General" and any(teken in "dmyhs" for teken in _GEEN_DATUMTEKEN.sub("", code).casefold())

    def is_gewoon(self, stijl: str) -> bool:
        """Answer whether a number with this style is shown as it is."""
        vorm = self._vorm(stijl)
        return self._codes[vorm] in _GEWONE_CODES if vorm in self._codes else vorm in _GEWONE_VORMEN


class _Teksten:
    """The texts that cells refer to by number; how a text sounds (Japanese) is no part of it."""

    def __init__(self, pakket: Pakket) -> None:
        self.teksten: list[str] = []
        self._delen: list[str] = []
        self._in_tekst = self._in_klank = False
        if _TEKSTEN in pakket.namen:
            pakket.ontleed(_TEKSTEN, self._begin, self._einde, self._letters)

    def _begin(self, naam: str, _attrs: Mapping[str, str]) -> None:
        soort = lokaal(naam)
        self._in_klank = self._in_klank or soort == "rPh"
        self._in_tekst = soort == "t" and not self._in_klank

    def _letters(self, tekst: str) -> None:
        if self._in_tekst:
            self._delen.append(tekst)

    def _einde(self, naam: str) -> None:
        soort = lokaal(naam)
        self._in_tekst = False
        if soort == "rPh":
            self._in_klank = False
        elif soort == "si":
            self.teksten.append(leesbaar("".join(self._delen)))
            self._delen = []
            if len(self.teksten) > _MEESTE_TEKSTEN:
                raise Bladfout(KAPOT)


def _niets(_naam: str) -> None:
    """Nothing happens where an element ends."""
