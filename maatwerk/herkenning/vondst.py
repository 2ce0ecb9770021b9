"""What is found in a text, and what takes its place."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class Soort(StrEnum):
    """The kinds of identifier; the value is what the outside world sees."""

    PERSOON = "PERSOON"
    ADRES = "ADRES"
    POSTCODE = "POSTCODE"
    PLAATS = "PLAATS"
    BSN = "BSN"
    TELEFOON = "TELEFOON"
    EMAIL = "EMAIL"
    IBAN = "IBAN"
    KENTEKEN = "KENTEKEN"
    DATUM = "DATUM"
    LEEFTIJD = "LEEFTIJD"
    NUMMER = "NUMMER"
    URL = "URL"
    ORGANISATIE = "ORGANISATIE"


# These point at one person without any doubt: they block import, indienen and publishing.
HARD: frozenset[Soort] = frozenset({Soort.BSN, Soort.IBAN, Soort.EMAIL, Soort.TELEFOON})

VERVANGING: dict[Soort, str] = {
    Soort.PERSOON: "[naam]",
    Soort.ADRES: "[adres]",
    Soort.POSTCODE: "[postcode]",
    Soort.PLAATS: "[woonplaats]",
    Soort.BSN: "[burgerservicenummer]",
    Soort.TELEFOON: "[telefoonnummer]",
    Soort.EMAIL: "[e-mailadres]",
    Soort.IBAN: "[rekeningnummer]",
    Soort.KENTEKEN: "[kenteken]",
    Soort.DATUM: "[datum]",
    Soort.LEEFTIJD: "[leeftijd]",
    Soort.NUMMER: "[nummer]",
    Soort.URL: "[internetadres]",
    Soort.ORGANISATIE: "[organisatie]",
}


@dataclass(frozen=True)
class Vondst:
    """One stretch of text that could point at a person; begin and einde count characters."""

    begin: int
    einde: int
    soort: Soort
    reden: str
    vervanging: str


def vind(begin: int, einde: int, soort: Soort, reden: str, vervanging: str = "") -> Vondst:
    """Build a Vondst with the usual replacement of its kind."""
    return Vondst(begin, einde, soort, reden, vervanging or VERVANGING[soort])


def vervang(tekst: str, vondsten: Sequence[Vondst]) -> str:
    """Give the text with every Vondst replaced; overlapping ones are cut so that no letter of them stays."""
    delen: list[str] = []
    positie = 0
    for vondst in sorted(vondsten, key=lambda v: (v.begin, v.einde)):
        if vondst.einde <= positie:
            continue
        delen += [tekst[positie : max(positie, vondst.begin)], vondst.vervanging]
        positie = vondst.einde
    return "".join([*delen, tekst[positie:]])


_BEHOUDEN, _BEDEKT, _NAAM = 1, 2, 3
_VRIJ_STUK = re.compile(rb"\x00+")
# Two names side by side are one name: "Derya Dogan" becomes one [naam].
_NAAMLIJM = re.compile(r"[ \t'’-]{1,2}|\.[ \t]?")


class Dekking:
    """Which characters are taken. The first layer that speaks wins; what it leaves free the next may take."""

    def __init__(self, inhoud: str) -> None:
        """Start with nothing covered."""
        self._inhoud = inhoud
        self._staat = bytearray(len(inhoud))
        self._vondsten: list[Vondst] = []

    def is_vrij(self, begin: int, einde: int) -> bool:
        """Tell whether nobody took any of these characters."""
        return not any(self._staat[begin:einde])

    def is_naam(self, begin: int, einde: int) -> bool:
        """Tell whether some of these characters will be replaced as a name."""
        return _NAAM in self._staat[begin:einde]

    def behoud(self, begin: int, einde: int) -> None:
        """Keep an amount or an article of law: no later layer may take it."""
        if self.is_vrij(begin, einde):
            self._staat[begin:einde] = bytes([_BEHOUDEN]) * (einde - begin)

    def leg(self, vondst: Vondst) -> None:
        """Cover what is still free of this Vondst."""
        stukken = [m.span() for m in _VRIJ_STUK.finditer(self._staat, vondst.begin, vondst.einde)]
        for begin, einde in stukken:
            staat = _NAAM if vondst.soort is Soort.PERSOON else _BEDEKT
            self._staat[begin:einde] = bytes([staat]) * (einde - begin)
            if self._inhoud[begin:einde].strip():
                self._vondsten.append(replace(vondst, begin=begin, einde=einde))

    def leg_alle(self, vondsten: Iterable[Vondst]) -> None:
        """Cover several."""
        for vondst in vondsten:
            self.leg(vondst)

    @property
    def vondsten(self) -> list[Vondst]:
        """Everything covered, in the order of the text, with touching names joined."""
        samen: list[Vondst] = []
        for vondst in sorted(self._vondsten, key=lambda v: v.begin):
            if samen and self._is_een_naam(samen[-1], vondst):
                samen[-1] = replace(samen[-1], einde=vondst.einde)
            else:
                samen.append(vondst)
        return samen

    def _is_een_naam(self, links: Vondst, rechts: Vondst) -> bool:
        if links.soort is not Soort.PERSOON or rechts.soort is not Soort.PERSOON:
            return False
        tussen = self._inhoud[links.einde : rechts.begin]
        initiaal = links.einde - links.begin == 1
        return not tussen or (_NAAMLIJM.fullmatch(tussen) is not None and ("." not in tussen or initiaal))
