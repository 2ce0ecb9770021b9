"""The last net for digits: any number that is not clearly an amount, a count, a year or a time is taken away."""

import re

from maatwerk.herkenning.termen import Termen
from maatwerk.herkenning.vondst import Dekking, Soort, vind

_GETAL = re.compile(r"(?<!\w)[\w./:-]*+(?<=[\w./:-])(?:[ ]?/[ ]?[A-Z]{2}(?:[ ][A-Z]{2,4})?[ ]\d\d-\d++)?")
_KENMERK_ERVOOR = re.compile(r"(?:nummer|nr|dossier|kenmerk|ref|zaak|code|pin|wachtwoord)\W{0,3}$", re.IGNORECASE)
_VOLGEND_WOORD = re.compile(r"[ -]{0,2}([^\W\d_]+['’]?s?|m[2²])")
_JAARTAL = re.compile(r"(?:19|20)\d\d")
_DUIZENDTAL = re.compile(r"\d{1,3}(?:\.\d{3})+|\d{4}")
_KORT = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?%?")
# Shapes that are ordinary whatever stands before them.
_GEWOON = re.compile(
    r"""\d{1,2}[.:]\d{2}(?:u|uur)? | \d{1,2}u(?:ur)?      # a time
      | \d{1,3}(?:e|de|ste)                                # a rank
      | \d{1,3}[a-z]?/\d{1,3} | \d{1,3}-\d{1,3}            # 24/7, 3-5
      | \d{1,4}(?:m2|m²|km|kg|cm|mm|gb|x)                  # a measure
      | [abc][12] | wi2021 | co2 | h2o | m2 | mp3 | covid-?19  # words with a digit
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MIN_CIJFERS = 4


def leg_getallen(tekst: str, dekking: Dekking, termen: Termen) -> None:
    """Cover every number that is left and might be a reference to somebody's file."""
    for treffer in _GETAL.finditer(tekst):
        gevonden = treffer.group().rstrip(".:/-")
        begin, einde = treffer.start(), treffer.start() + len(gevonden)
        if _heeft_cijfer(gevonden) and dekking.is_vrij(begin, einde) and not _is_gewoon(tekst, begin, gevonden, termen):
            dekking.leg(vind(begin, einde, Soort.NUMMER, "nummer, kan een dossier of zaak aanwijzen"))


def _heeft_cijfer(gevonden: str) -> bool:
    return any(teken.isdigit() for teken in gevonden)


def _is_gewoon(tekst: str, begin: int, gevonden: str, termen: Termen) -> bool:
    if _GEWOON.fullmatch(gevonden):
        return True
    if _KENMERK_ERVOOR.search(tekst[max(0, begin - 16) : begin]):
        return False
    if _JAARTAL.fullmatch(gevonden) or _KORT.fullmatch(gevonden):
        return True
    if _DUIZENDTAL.fullmatch(gevonden) and _is_hoeveelheid(tekst, begin + len(gevonden), termen):
        return True
    return sum(map(str.isdigit, gevonden)) < _MIN_CIJFERS and not any(teken.isalpha() for teken in gevonden)


def _is_hoeveelheid(tekst: str, einde: int, termen: Termen) -> bool:
    volgend = _VOLGEND_WOORD.match(tekst, einde)
    return volgend is not None and volgend[1].lower() in termen.eenheden
