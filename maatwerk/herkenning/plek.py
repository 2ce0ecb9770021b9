"""The facts about one word on its place in the text: is it known, is it somebody's name, what stands before it."""

import re
from dataclasses import dataclass

from maatwerk.herkenning.tekst import Tekst, Woord
from maatwerk.herkenning.termen import Termen
from maatwerk.herkenning.vondst import Dekking
from maatwerk.herkenning.woorden import Lexicon

MEESTE_TUSSENVOEGSELS = 3  # "van in 't" is as long as it gets
_LANGSTE_AFKORTING = 4
_KORTSTE_MEERVOUD = 5
_NA_KOPJE = re.compile(r"[ ]?:[ \t]{1,4}")


@dataclass(frozen=True, slots=True)
class Plek:
    """What there is to know about one word on its place."""

    nummer: int
    woord: Woord
    bekend: bool
    voornaam: bool
    achternaam: bool
    gewoon: bool
    zelden_naam: bool
    na_titel: bool
    na_ruime_titel: bool
    na_naam: bool

    @property
    def naam(self) -> bool:
        """Tell whether somebody is known to be called this."""
        return self.voornaam or self.achternaam


class Omtrek:
    """Looks around a word. Knows the text and the lists; decides nothing."""

    def __init__(self, tekst: Tekst, dekking: Dekking, lexicon: Lexicon, termen: Termen) -> None:
        """Take the text, what is already covered, and the lists."""
        self.tekst = tekst
        self.dekking = dekking
        self.lexicon = lexicon
        self.termen = termen

    def plek(self, nummer: int) -> Plek:
        """Gather the facts about one word."""
        woord, lexicon, termen = self.tekst.woorden[nummer], self.lexicon, self.termen
        vorig = self._voor_tussenvoegsels(nummer)
        titel = self._titel(nummer, vorig)
        bekend = lexicon.is_bekend(woord.stam) or self._is_meervoud(woord.vorm)
        return Plek(
            nummer=nummer,
            woord=woord,
            bekend=bekend,
            voornaam=woord.stam in lexicon.voornamen,
            achternaam=self._is_achternaam(woord.stam, bekend=bekend),
            gewoon=woord.stam in lexicon.gewoon,
            zelden_naam=woord.stam in termen.zelden_naam or woord.vorm in termen.titels,
            na_titel=bool(titel),
            na_ruime_titel=titel in termen.ruime_titels or titel in termen.beroepen,
            na_naam=vorig >= 0 and self._is_naamdeel(self.tekst.woorden[vorig]),
        )

    def begin_van_naam(self, nummer: int) -> int:
        """Give the number of the first tussenvoegsel before this word; the word itself when there is none."""
        eerste = nummer
        for vorig in range(nummer - 1, max(-1, nummer - 1 - MEESTE_TUSSENVOEGSELS), -1):
            if self.tekst.woorden[vorig].vorm not in self.termen.tussenvoegsels or not self.tekst.grenst(
                vorig, vorig + 1
            ):
                break
            eerste = vorig
        return eerste

    def _voor_tussenvoegsels(self, nummer: int) -> int:
        """Give the number of the word before this one, looking past "van der"; -1 when none stands beside it."""
        vorig = self.begin_van_naam(nummer) - 1
        return vorig if vorig >= 0 and self.tekst.grenst(vorig, vorig + 1) else -1

    def _titel(self, nummer: int, vorig: int) -> str:
        """Give the title, relation or job before this word: "mevrouw van Dijk", "Naam: Koning"."""
        if vorig < 0 and nummer and self._staat_achter_kopje(nummer):
            vorig = nummer - 1
        titel = self.tekst.woorden[vorig].vorm if vorig >= 0 else ""
        if titel not in self.termen.titels and titel not in self.termen.beroepen:
            return ""
        # After "verhuurder." a new sentence begins, after "mw." it does not.
        punt = self.tekst.inhoud.startswith(".", self.tekst.woorden[vorig].einde)
        return "" if punt and len(titel) > _LANGSTE_AFKORTING else titel

    def _staat_achter_kopje(self, nummer: int) -> bool:
        einde, begin = self.tekst.woorden[nummer - 1].einde, self.tekst.woorden[nummer].begin
        return _NA_KOPJE.fullmatch(self.tekst.inhoud, einde, begin) is not None

    def _is_naamdeel(self, woord: Woord) -> bool:
        """Tell whether a surname may follow: an initial, or a first name that was found."""
        if len(woord.tekst) == 1 and woord.hoofdletter:
            return True
        return woord.stam in self.lexicon.voornamen and self.dekking.is_naam(woord.begin, woord.einde)

    def _is_meervoud(self, vorm: str) -> bool:
        return len(vorm) >= _KORTSTE_MEERVOUD and vorm.endswith("s") and self.lexicon.is_woord(vorm[:-1])

    def _is_achternaam(self, stam: str, *, bekend: bool) -> bool:
        if stam in self.lexicon.achternamen:
            return True
        return not bekend and stam.removesuffix("s") in self.lexicon.achternamen
