"""Words reduced to their stem: "uitkeringen" and "Uitkering" are one. For comparing texts, never for showing them."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

from snowballstemmer import stemmer

_WOORD = re.compile(r"[^\W\d_]{3,40}")
_ZOEKWOORD = re.compile(r"[^\W_]{1,40}")
_ONTHOUDEN = 50_000
_GEWOON = frozenset(
    """
    aan aantal achter al alle alleen alles als altijd ander andere anders begin bij bijna binnen bleef blijft
    boven buiten daar daarna daarom daarvoor dag dagen dan dat deed deel den der deze dezelfde die dit doe
    doen doet door dus echt een eens eerst eerste eigen elk elke ene enige erg ergens ermee ervan even gaan
    gaat geeft geen gekomen gemeente genoeg geven ging goed graag haar had hadden heb hebben heeft heel hele
    helemaal hem hen het hier hij hoe houdt hun ieder iedere iemand iets inmiddels inwoner jaar jaren juist
    kan komen komt kon konden kreeg krijgen krijgt kunnen kwam laat lang later liet maakt maand maanden maar
    mag maken man mee meer meest men mensen met mij mijn mocht moest moet moeten mogen naar nadat namelijk net
    niemand niet niets nieuw nieuwe nodig nog nooit nou nu omdat onder ons onze ooit ook opnieuw over paar pas
    per precies samen sinds snel soms staan staat steeds stond tegen terug terwijl toch toen tot totdat tussen
    twee uit vaak van vanaf veel verder via vindt vond voor vooral vraagt vroeg vrouw waar waarbij waardoor
    waarin waarom wanneer want waren was wat week weer weet weg weken wel welke werd werden wie wij wil wilde
    willen worden wordt zal zegt zei zelf zelfde zich zij zijn zit zo zoals zodat zonder zou zouden zowel
    """.split()  # noqa: SIM905 - a list of words reads best as words
)

_KORT = frozenset({"af", "al", "de", "en", "er", "ik", "in", "is", "ja", "je", "me", "na", "of", "om", "op", "te", "u"})
_NIETSZEGGEND = _GEWOON | _KORT | {"uw", "we", "ze", "zo", "s", "t", "n"}


def vouw(tekst: str) -> str:
    """Fold capitals and accents away."""
    plat = unicodedata.normalize("NFKD", tekst.casefold())
    return "".join(teken for teken in plat if not unicodedata.combining(teken))


def stammen(tekst: str) -> frozenset[str]:
    """Give the stems of the words that say something."""
    woorden = set(_WOORD.findall(vouw(tekst))) - _GEWOON
    return frozenset(map(_stam, woorden))


def zoekstammen(tekst: str) -> list[str]:
    """Give the stems of all words but the most common ones, in their order, with short words and numbers too."""
    woorden = _ZOEKWOORD.findall(vouw(tekst))
    return [woord if woord.isdecimal() else _stam(woord) for woord in woorden if woord not in _NIETSZEGGEND]


@lru_cache(_ONTHOUDEN)
def _stam(woord: str) -> str:
    stam = str(_stemmer().stemWord(woord))
    return str(_stemmer().stemWord(stam)) if stam.endswith("es") else stam  # "adressen" and "adres" are one word


@cache
def _stemmer() -> Any:  # noqa: ANN401 - untyped
    return stemmer("dutch")
