"""Names: those the user typed for this casus, and names that were found once and come back."""

import re
from collections.abc import Iterable, Iterator, Sequence

from maatwerk.herkenning.tekst import WOORD, Tekst, Woord, vouw
from maatwerk.herkenning.termen import Termen
from maatwerk.herkenning.vondst import Dekking, Soort, Vondst, vind
from maatwerk.herkenning.woorden import Lexicon

_KORTSTE_NAAM = 2
_KORTSTE_MET_FOUT = 5  # in a shorter name one wrong letter makes another word
_KORTSTE_OPNIEUW = 3


class Namenvak:
    """The names box: everything the user typed, professionals included."""

    def __init__(self, namen: Iterable[str], lexicon: Lexicon, termen: Termen) -> None:
        """Take the names as typed."""
        self._lexicon = lexicon
        delen = [[vouw(m.group()) for m in WOORD.finditer(naam)] for naam in namen]
        self._delen = [[d for d in naam if d not in termen.tussenvoegsels | termen.voorzetsels] for naam in delen]
        self._sleutels = {d for naam in self._delen for d in naam if len(d) >= _KORTSTE_NAAM}

    def vind_in(self, tekst: Tekst) -> Iterator[Vondst]:
        """Give every typed name in the text, with possessives, initials and small typing errors."""
        if not self._sleutels:
            return
        for woord in tekst.woorden:
            reden = self._reden(woord, tekst)
            if reden:
                yield vind(woord.begin, woord.einde, Soort.PERSOON, reden)
        yield from self._initialen(tekst.inhoud)

    def _reden(self, woord: Woord, tekst: Tekst) -> str:
        bekend = self._lexicon.is_bekend(woord.vorm)
        if self._is_getypt(woord, bekend=bekend):
            gewoon = self._lexicon.is_woord(woord.vorm) and not woord.hoofdletter
            # "roos" or "wil" in small letters is the ordinary word, unless the writer uses no capitals at all.
            return "" if gewoon and not tekst.zonder_hoofdletters else "naam die is opgegeven"
        if not bekend and any(een_fout_verschil(woord.stam, s) for s in self._sleutels if len(s) >= _KORTSTE_MET_FOUT):
            return "lijkt op een naam die is opgegeven"
        return ""

    def _is_getypt(self, woord: Woord, *, bekend: bool) -> bool:
        if woord.vorm in self._sleutels or woord.stam in self._sleutels:
            return True
        return not bekend and woord.vorm.endswith("s") and woord.vorm[:-1] in self._sleutels

    def _initialen(self, inhoud: str) -> Iterator[Vondst]:
        for naam in self._delen:
            if len(naam) > 1:
                letters = r"\.\s?".join(re.escape(deel[0]) for deel in naam)
                for treffer in re.finditer(rf"(?<!\w){letters}(?!\w)\.?", inhoud, re.IGNORECASE):
                    yield vind(*treffer.span(), Soort.PERSOON, "initialen van een naam die is opgegeven")


def een_fout_verschil(een: str, ander: str) -> bool:
    """Tell whether two words differ by one letter: one added, left out, replaced, or two swapped."""
    if abs(len(een) - len(ander)) > 1:
        return False
    i = next((i for i, (a, b) in enumerate(zip(een, ander, strict=False)) if a != b), min(len(een), len(ander)))
    rest, rest_ander = een[i:], ander[i:]
    if len(rest) == len(rest_ander):
        verwisseld = rest[:2] == rest_ander[:2][::-1] and rest[2:] == rest_ander[2:]
        return rest[1:] == rest_ander[1:] or verwisseld
    return rest == rest_ander[1:] or rest[1:] == rest_ander


def leg_herhalingen(tekst: Tekst, dekking: Dekking, lexicon: Lexicon, termen: Termen) -> None:
    """Cover what was a name elsewhere in this text: a name once is a name everywhere."""
    namen = _gevonden_namen(tekst.inhoud, dekking.vondsten, termen)
    streng, gewoon = tekst.zonder_hoofdletters, lexicon.stopwoorden | termen.gezegden | termen.zelden_naam
    for woord in tekst.woorden:
        naam = namen & {woord.vorm, woord.stam, woord.stam.removesuffix("s")}
        if not naam or not dekking.is_vrij(woord.begin, woord.einde):
            continue
        if woord.hoofdletter or not any(map(lexicon.is_woord, naam)) or (streng and not naam & gewoon):
            dekking.leg(vind(woord.begin, woord.einde, Soort.PERSOON, "elders in deze tekst een naam"))


def _gevonden_namen(inhoud: str, vondsten: Sequence[Vondst], termen: Termen) -> set[str]:
    stukken = (inhoud[v.begin : v.einde] for v in vondsten if v.soort is Soort.PERSOON)
    vormen = {vouw(m.group()).removesuffix("'s") for stuk in stukken for m in WOORD.finditer(stuk)}
    geen_naam = termen.tussenvoegsels | termen.titels
    return {v for v in vormen - geen_naam if len(v) >= _KORTSTE_OPNIEUW and not termen.mag_blijven(v)}
