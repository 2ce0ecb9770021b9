"""What the detector knows by heart: ordinary Dutch words, and names of people, places and streets.

The words come from OpenTaal, the names from the look-up lists inside the package `deduce`. Those lists are read as
plain files: importing `deduce` would start its engine, which takes a gigabyte and changes the logging of the process.
"""

import importlib.util
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from maatwerk.herkenning.hunspell import read_affixes, read_words
from maatwerk.herkenning.tekst import vouw
from maatwerk.herkenning.termen import Termen, get_termen

_VOORNAMEN = ("names/lst_first_name",)
_ACHTERNAMEN = ("names/lst_surname", "names/lst_interfix_surname")
_NA_TUSSENVOEGSEL = ("names/lst_interfix_surname",)
_PLAATSEN = ("locations/lst_placename/lst_residence",)
_STRATEN = ("locations/lst_street",)
_GEWOON = ("whitelist/lst_common_word", "whitelist/lst_stop_word")
_STOPWOORDEN = ("whitelist/lst_stop_word",)
_MEDISCH = ("whitelist/lst_medical_term",)
_KORTSTE_DEEL = 4  # shorter parts make a compound out of nearly every name
_KORTSTE_SAMENSTELLING = 2 * _KORTSTE_DEEL
_KORTSTE_KOP = 9  # a first part this long may be a compound itself
_ONTHOUDEN = 50_000


class Lexicon:
    """All lists in memory, folded. About 80 MB, read in about a second and a half."""

    def __init__(self, woorden: frozenset[str], map_met_lijsten: Path, termen: Termen) -> None:
        """Read the lists of names from the folder of `deduce`."""
        self.woorden = woorden
        self._termen = termen
        self.voornamen = _lees(map_met_lijsten, _VOORNAMEN)
        self.achternamen = _lees(map_met_lijsten, _ACHTERNAMEN)
        self.na_tussenvoegsel = _lees(map_met_lijsten, _NA_TUSSENVOEGSEL)
        self.plaatsen = _lees(map_met_lijsten, _PLAATSEN)
        self.straten = _lees(map_met_lijsten, _STRATEN)
        self.gewoon = _lees(map_met_lijsten, _GEWOON) | termen.tussenvoegsels | termen.titels
        self.stopwoorden = _lees(map_met_lijsten, _STOPWOORDEN) | termen.tussenvoegsels | termen.voorzetsels
        self.gewone_bijwoorden = termen.bijwoorden
        self._vaktaal = _lees(map_met_lijsten, _MEDISCH) - self.voornamen - self.achternamen
        self.is_bekend = lru_cache(_ONTHOUDEN)(self._is_bekend)

    def is_naam(self, vorm: str) -> bool:
        """Tell whether somebody is known to be called this."""
        return vorm in self.voornamen or vorm in self.achternamen

    def is_woord(self, vorm: str) -> bool:
        """Tell whether this is in the word list itself, so not only as a compound."""
        return vorm in self.woorden

    def _is_bekend(self, vorm: str) -> bool:
        """Tell whether this is an ordinary word, an allowed term, or a compound of ordinary words."""
        if vorm in self.woorden or vorm in self.gewoon or vorm in self._vaktaal or self._termen.mag_blijven(vorm):
            return True
        return len(vorm) >= _KORTSTE_SAMENSTELLING and self._is_samenstelling(vorm)

    def _is_samenstelling(self, vorm: str) -> bool:
        naden = range(_KORTSTE_DEEL, min(len(vorm), _LANGSTE_WOORD) - _KORTSTE_DEEL + 1)
        return any(vorm[naad:] in self.woorden and self._is_kop(vorm[:naad]) for naad in naden)

    def _is_kop(self, kop: str) -> bool:
        """Tell whether a compound may start with this: "schuld", "verzekerings", "energieschuld"."""
        if kop in self.woorden:
            return True
        if kop.endswith("s") and len(kop) > _KORTSTE_DEEL and kop[:-1] in self.woorden:
            return True
        return len(kop) >= _KORTSTE_KOP and self.is_bekend(kop)


_LANGSTE_WOORD = 60  # nobody writes a longer one; keeps a text of one endless word cheap


@cache
def get_lexicon() -> Lexicon:
    """Read the lists at first use; the web process keeps them."""
    return Lexicon(_lees_woorden(), _lijsten_van_deduce(), get_termen())


def _lees_woorden() -> frozenset[str]:
    bron = files("maatwerk_assets") / "woordenlijst"
    with (bron / "index.aff").open(encoding="utf-8") as regels:
        affixen = read_affixes(regels)
    with (bron / "index.dic").open(encoding="utf-8") as regels:
        return frozenset(map(vouw, read_words(regels, affixen)))


def _lijsten_van_deduce() -> Path:
    """Find the folder of the lists without running any code of the package."""
    vindplaats = importlib.util.find_spec("deduce")
    if vindplaats is None or vindplaats.origin is None:
        melding = "the package deduce is not installed: its lists of names are needed"
        raise RuntimeError(melding)
    return Path(vindplaats.origin).parent / "data" / "lookup" / "src"


def _lees(map_met_lijsten: Path, namen: tuple[str, ...]) -> frozenset[str]:
    return frozenset(regel for naam in namen for regel in _regels(map_met_lijsten / naam / "items.txt"))


def _regels(bestand: Path) -> Iterator[str]:
    with bestand.open(encoding="utf-8") as regels:
        yield from filter(None, map(vouw, map(str.strip, regels)))
