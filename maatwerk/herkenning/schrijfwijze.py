"""How a word is written betrays a name: a capital where none belongs, or a word that Dutch does not know.

Fail closed: what is not known to be ordinary is taken away. Each rule gives the reason the reader sees, or nothing.
"""

import re

from maatwerk.herkenning.gezegde import is_gezegde
from maatwerk.herkenning.kleine_letters import KleineLetters
from maatwerk.herkenning.omgeving import leg_omgeving
from maatwerk.herkenning.plek import Omtrek, Plek
from maatwerk.herkenning.tekst import Woord
from maatwerk.herkenning.vondst import Soort, vind

_LANGSTE_AFKORTING = 4
_KORTSTE_NAAM = 3
_RONDOM = 3  # words before and after that make a heading in capitals
_KOP = re.compile(r"(?:^|\n)[^\n.!?]{2,40}:[ \t]+$")
_VER_GENOEG_KOP = 45
_NA_VOORNAAM = re.compile(r"[ ]?:|[ ]\(|[ ]van[ ]|,[ ]")
_EN_NOG_EEN = re.compile(r" en [A-Z]")
_BIJZIN = re.compile(r",\s(?:die\b|\d)")


class Schrijfwijze:
    """Looks at every word of one text that is still free."""

    def __init__(self, omtrek: Omtrek) -> None:
        """Take what there is to see around a word."""
        self._omtrek = omtrek
        self._tekst = omtrek.tekst
        self._termen = omtrek.termen
        self._klein = KleineLetters(omtrek)

    def leg(self) -> None:
        """Cover each word that may be a name, with the tussenvoegsels and initials that belong to it."""
        nummer = 0
        while nummer < len(self._tekst.woorden):
            nummer += self._leg_bij(nummer)

    def _leg_bij(self, nummer: int) -> int:
        """Judge one word, or skip a whole allowed term; give how many words are done."""
        dekking, woord = self._omtrek.dekking, self._tekst.woorden[nummer]
        if not dekking.is_vrij(woord.begin, woord.einde):
            if dekking.is_naam(woord.begin, woord.einde):
                leg_omgeving(self._omtrek, nummer)
            return 1
        plek = self._omtrek.plek(nummer)
        term = self._lengte_toegestaan(nummer)
        if term and not self._is_toch_naam(plek):
            # Kept as a whole, so that Mevrouw van Rijn further on does not take Leidsche Rijn along.
            dekking.behoud(woord.begin, self._tekst.woorden[nummer + term - 1].einde)
            return term
        reden = self._reden(plek)
        if reden:
            dekking.leg(vind(woord.begin, woord.einde, self._soort(plek), reden))
            leg_omgeving(self._omtrek, nummer)
        return 1

    def _soort(self, plek: Plek) -> Soort:
        """Tell a place that nobody is named after from a name."""
        plaats = plek.woord.stam in self._omtrek.lexicon.plaatsen and not plek.naam and not plek.na_titel
        return Soort.PLAATS if plaats else Soort.PERSOON

    def _lengte_toegestaan(self, nummer: int) -> int:
        """Give the number of words of the longest allowed term that starts here, or 0."""
        if self._tekst.woorden[nummer].stam not in self._termen.eerste_woorden:
            return 0
        for lengte in range(self._termen.langste_term, 0, -1):
            term = tuple(w.stam for w in self._tekst.woorden[nummer : nummer + lengte])
            if term in self._termen.toegestaan:
                return len(term)
        return 0

    def _is_toch_naam(self, plek: Plek) -> bool:
        """Tell whether an allowed term is somebody's name here: "mevrouw Raad", "Fatma van Raad"."""
        if not (plek.na_titel or plek.na_naam) or not plek.woord.hoofdletter:
            return False
        return plek.achternaam or (plek.woord.stam,) in self._termen.gebieden

    def _reden(self, plek: Plek) -> str:
        if self._tekst.zonder_hoofdletters:
            return self._reden_klein(plek) or self._klein.reden(plek)
        if plek.woord.kapitalen:
            return self._reden_kapitalen(plek)
        if plek.woord.hoofdletter:
            return self._reden_hoofdletter(plek)
        return self._reden_klein(plek)

    def _reden_kapitalen(self, plek: Plek) -> str:
        if plek.na_titel or plek.na_naam:
            return "hoofdletters na een aanspreekvorm of naam"
        if plek.bekend:
            return "naam in hoofdletters" if plek.naam and not self._staat_in_kop(plek.nummer) else ""
        if plek.naam:
            return "naam in hoofdletters"
        return "onbekend woord in hoofdletters" if len(plek.woord.vorm) > _LANGSTE_AFKORTING else ""

    def _staat_in_kop(self, nummer: int) -> bool:
        """Tell whether the words around are in capitals too: a heading, not a name."""
        rondom = self._tekst.woorden[max(0, nummer - _RONDOM) : nummer + _RONDOM + 1]
        return sum(w.kapitalen for w in rondom) >= _RONDOM

    def _reden_hoofdletter(self, plek: Plek) -> str:
        tussenvoegsel = plek.woord.stam in self._termen.tussenvoegsels
        if len(plek.woord.tekst) == 1 or (tussenvoegsel and not plek.na_titel):
            return ""
        if not plek.bekend:
            return "hoofdletter, onbekend woord"
        if plek.na_titel:
            return "hoofdletter na een aanspreekvorm"
        if not self._tekst.begint_zin(plek.nummer):
            return "hoofdletter midden in een zin"
        return self._reden_begin_van_zin(plek)

    def _reden_begin_van_zin(self, plek: Plek) -> str:
        if not plek.naam or plek.zelden_naam:
            return ""
        if plek.voornaam and not plek.gewoon:
            return "kan een voornaam zijn"
        if not plek.gewoon and self._staat_achter_kop(plek.woord):
            return "kan een naam zijn: staat achter een kopje"
        if self._volgt_hoofdletter(plek):
            return "kan een naam zijn: er volgt nog een hoofdletter"
        if self._volgt_gezegde(plek):
            return "kan een naam zijn: erna staat wat iemand doet"
        return ""

    def _staat_achter_kop(self, woord: Woord) -> bool:
        return _KOP.search(self._tekst.inhoud[max(0, woord.begin - _VER_GENOEG_KOP) : woord.begin]) is not None

    def _volgt_hoofdletter(self, plek: Plek) -> bool:
        volgend = plek.nummer + 1
        if volgend >= len(self._tekst.woorden) or not self._tekst.woorden[volgend].hoofdletter:
            return False
        return self._tekst.inhoud[plek.woord.einde : self._tekst.woorden[volgend].begin].isspace()

    def _volgt_gezegde(self, plek: Plek) -> bool:
        einde, inhoud = plek.woord.einde, self._tekst.inhoud
        if _BIJZIN.match(inhoud, einde) or _EN_NOG_EEN.match(inhoud, einde):
            return True
        if plek.voornaam and _NA_VOORNAAM.match(inhoud, einde):
            return True
        volgend = plek.nummer + 1
        if volgend >= len(self._tekst.woorden) or not self._tekst.grenst(plek.nummer, volgend):
            return False
        return is_gezegde(self._tekst.woorden[volgend].vorm, self._omtrek.lexicon, self._termen)

    def _reden_klein(self, plek: Plek) -> str:
        kort = len(plek.woord.vorm) < _KORTSTE_NAAM and (plek.bekend or not plek.voornaam)
        if kort or plek.woord.vorm in self._termen.tussenvoegsels:
            return ""
        if not plek.bekend:
            return "naam in kleine letters" if plek.naam else "onbekend woord"
        if plek.na_titel and not plek.na_ruime_titel and plek.naam:
            return "kan een naam zijn: volgt op een aanspreekvorm"
        return ""
