"""Reading ODS from its XML: values, and the formulas, merges and hidden parts that a bare value hides (ADR 021)."""

import re
from collections.abc import Iterator, Mapping

from maatwerk.inlezen import rekenblad
from maatwerk.inlezen.pakket import KAPOT, Bladfout, Pakket, lokaal
from maatwerk.inlezen.rekenblad import MEESTE_KOLOMMEN, Blad, Bladrij, Cel, Rijenbak, kies_blad

INHOUD = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_AANTAL = re.compile(r"[0-9]{1,9}")
_CELLEN = frozenset(("table-cell", "covered-table-cell"))
_DICHT = frozenset(("collapse", "filter"))
_WIT = {"tab": "\t", "line-break": "\n"}


def lees_ods(pakket: Pakket) -> Blad:
    """Read the sheet with the casussen. Raises Bladfout, also later, while its rows are read."""
    _eis_open(pakket)
    bladen = _Bladen()
    pakket.ontleed(INHOUD, bladen.begin, _niets)
    blad = Blad(iter(()))
    rijen = _Rijen(blad, kies_blad(bladen.zichtbaar))
    blad.rijen = _loop(pakket, rijen)
    return blad


def _loop(pakket: Pakket, rijen: "_Rijen") -> Iterator[Bladrij]:
    for _ in pakket.loop_door(INHOUD, rijen.begin, rijen.einde, rijen.letters):
        yield from rijen.bak.haal()


def _eis_open(pakket: Pakket) -> None:
    """Refuse a file with a password: its parts are no XML then."""
    namen: set[str] = set()
    if _MANIFEST in pakket.namen:
        pakket.ontleed(_MANIFEST, lambda naam, _: namen.add(lokaal(naam)), _niets)
    if "encryption-data" in namen:
        raise Bladfout("Dit bestand heeft een wachtwoord. Bewaar het zonder wachtwoord en probeer het opnieuw.")


def _eigen(attrs: Mapping[str, str]) -> Mapping[str, str]:
    return {lokaal(naam): waarde for naam, waarde in attrs.items()}


def _keer(attrs: Mapping[str, str], naam: str) -> int:
    genoemd = attrs.get(naam, "1")
    return max(1, int(genoemd)) if _AANTAL.fullmatch(genoemd) else 1


class _Bladen:
    """The sheets by name, and whether each is visible; a style says so, and styles come first."""

    def __init__(self) -> None:
        self.zichtbaar: dict[str, bool] = {}
        self._verborgen: set[str] = set()
        self._stijl = ""

    def begin(self, naam: str, attrs: Mapping[str, str]) -> None:
        """Take up an element."""
        soort = lokaal(naam)
        if soort == "style":
            self._stijl = _eigen(attrs).get("name", "")
        elif soort == "table-properties" and _eigen(attrs).get("display") == "false":
            self._verborgen.add(self._stijl)
        elif soort == "table":
            eigen = _eigen(attrs)
            blad = eigen.get("name", "")
            if blad in self.zichtbaar:
                raise Bladfout(KAPOT)
            self.zichtbaar[blad] = eigen.get("style-name") not in self._verborgen


class _Rijen:
    """What the elements of the chosen sheet mean. Repeated empty cells and rows take no room."""

    def __init__(self, blad: Blad, naam: str) -> None:
        self.bak = Rijenbak()
        self._blad, self._naam = blad, naam
        self._in_blad = self._verborgen = self._in_alinea = False
        self._nummer, self._keren, self._kolom, self._breed = 0, 1, 0, 1
        self._kolomteller = self._opmerking = 0
        self._cellen: dict[int, Cel] = {}
        self._cel: Mapping[str, str] = {}
        self._alineas: list[list[str]] = []

    def begin(self, naam: str, attrs: Mapping[str, str]) -> None:
        """Take up an element."""
        soort = lokaal(naam)
        if soort == "table":
            self._in_blad = _eigen(attrs).get("name", "") == self._naam
        elif not self._in_blad:
            return
        elif soort in _CELLEN:
            self._begin_cel(soort, _eigen(attrs))
        elif soort in ("table-row", "table-column"):
            self._begin_rij_of_kolom(soort, _eigen(attrs))
        else:
            self._begin_tekst(soort, attrs)

    def _begin_rij_of_kolom(self, soort: str, eigen: Mapping[str, str]) -> None:
        dicht = eigen.get("visibility") in _DICHT
        if soort == "table-row":
            self._keren, self._verborgen = _keer(eigen, "number-rows-repeated"), dicht
            self._cellen, self._kolom = {}, 0
            return
        tot = self._kolomteller + _keer(eigen, "number-columns-repeated")
        if dicht:
            self._blad.verborgen_kolommen.update(range(self._kolomteller, min(tot, MEESTE_KOLOMMEN)))
        self._kolomteller = tot

    def _begin_cel(self, soort: str, eigen: Mapping[str, str]) -> None:
        self._breed, self._cel, self._alineas = _keer(eigen, "number-columns-repeated"), eigen, []
        over = _keer(eigen, "number-columns-spanned") > 1 or _keer(eigen, "number-rows-spanned") > 1
        if soort == "table-cell" and over and len(self._blad.samengevoegd) < rekenblad.MEESTE_RIJEN:
            self._blad.samengevoegd.append((self._nummer + 1, self._kolom))

    def _begin_tekst(self, soort: str, attrs: Mapping[str, str]) -> None:
        """A note at a cell has paragraphs too: they are no part of what the cell says."""
        if soort == "annotation":
            self._opmerking += 1
        elif self._opmerking:
            return
        elif soort == "p":
            self._alineas.append([])
            self._in_alinea = True
        elif self._in_alinea and soort == "s":
            self._alineas[-1].append(" " * min(_keer(_eigen(attrs), "c"), rekenblad.MEESTE_TEKENS))
        elif self._in_alinea and soort in _WIT:
            self._alineas[-1].append(_WIT[soort])

    def letters(self, tekst: str) -> None:
        """Keep the text of a paragraph."""
        if self._in_alinea and not self._opmerking:
            self._alineas[-1].append(tekst)

    def einde(self, naam: str) -> None:
        """Close an element; a row that has something in it is ready."""
        soort = lokaal(naam)
        if soort == "annotation":
            self._opmerking = max(0, self._opmerking - 1)
        elif soort == "p" and not self._opmerking:
            self._in_alinea = False
        elif soort == "table":
            self._in_blad = False
        elif self._in_blad and soort in _CELLEN:
            self._einde_cel()
        elif self._in_blad and soort == "table-row":
            self._einde_rij()

    def _einde_cel(self) -> None:
        cel = self._lees()
        if cel != "":
            if self._kolom + self._breed > MEESTE_KOLOMMEN:
                raise Bladfout(f"Er staan te veel kolommen in: hoogstens {MEESTE_KOLOMMEN}.")
            self._cellen.update(dict.fromkeys(range(self._kolom, self._kolom + self._breed), cel))
        self._kolom += self._breed
        self._alineas = []

    def _einde_rij(self) -> None:
        if self._cellen:
            for nummer in range(self._nummer + 1, self._nummer + self._keren + 1):
                self.bak.leg(Bladrij(nummer, self._cellen, self._verborgen))
        self._nummer += self._keren
        self._cellen = {}

    def _lees(self) -> Cel:
        if "formula" in self._cel:
            return rekenblad.FORMULE
        soort, tekst = self._cel.get("value-type", ""), "\n".join("".join(alinea) for alinea in self._alineas)
        if soort in ("", "string"):
            return rekenblad.tekst(tekst)
        if soort == "float":
            return rekenblad.getal(self._cel.get("value", ""), gewoon=tekst == _als_heel(self._cel.get("value", "")))
        if soort == "date":
            return rekenblad.iso_dag(self._cel.get("date-value", ""))
        return rekenblad.WAAR_ONWAAR if soort == "boolean" else rekenblad.GEEN_HEEL_GETAL


def _als_heel(waarde: str) -> str:
    """Give a number as it is shown without a layout."""
    return waarde.removesuffix(".0")


def _niets(_naam: str) -> None:
    """Nothing happens where an element ends."""
