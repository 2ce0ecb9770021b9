"""How a word is written betrays a name: a capital where none belongs, or a word that Dutch does not know.

Fail closed: what is not known to be ordinary is taken away. Each rule carries the reason the reader sees.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from maatwerk.herkenning.tekst import Tekst, Woord
from maatwerk.herkenning.termen import Termen
from maatwerk.herkenning.vondst import Dekking, Soort, vind
from maatwerk.herkenning.woorden import Lexicon

_LANGSTE_AFKORTING = 4
_KORTSTE_NAAM = 3
_KORTSTE_MEERVOUD = 5
_KOP = re.compile(r"(?:^|\n)[^\n.!?]{2,40}:[ \t]+$")
_NA_VOORNAAM = re.compile(r"[ ]?:|[ ]\(|[ ]van[ ]")
_NA_KOPJE = re.compile(r"[ ]?:[ \t]{1,4}")
_EN_NOG_EEN = re.compile(r" en [A-Z]")
_BIJZIN = re.compile(r",\s(?:die\b|\d)")
_INITIALEN_ERVOOR = re.compile(r"(?<!\w)(?:[^\W\d_]\.\s?){1,4}$|(?<!\w)[A-Z][ ]$")
_INITIALEN_ERNA = re.compile(r",?[ ](?:[A-Z]\.[ ]?){1,4}")


@dataclass(frozen=True, slots=True)
class Plek:
    """What there is to know about one word on its place."""

    woord: Woord
    bekend: bool
    voornaam: bool
    achternaam: bool
    gewoon: bool
    begint_zin: bool
    na_titel: bool
    na_ruime_titel: bool
    na_naam: bool

    @property
    def naam(self) -> bool:
        """Tell whether somebody is known to be called this."""
        return self.voornaam or self.achternaam


class Schrijfwijze:
    """Looks at every word of one text that is still free."""

    def __init__(self, tekst: Tekst, dekking: Dekking, lexicon: Lexicon, termen: Termen) -> None:
        self._tekst = tekst
        self._woorden = tekst.woorden
        self._dekking = dekking
        self._lexicon = lexicon
        self._termen = termen

    def leg(self) -> None:
        """Cover each word that may be a name, with the tussenvoegsels and initials that belong to it."""
        nummer = 0
        while nummer < len(self._woorden):
            nummer += self._leg_bij(nummer)

    def _leg_bij(self, nummer: int) -> int:
        """Judge one word, or skip a whole allowed term; give how many words are done."""
        woord = self._woorden[nummer]
        if not self._dekking.is_vrij(woord.begin, woord.einde):
            if self._dekking.is_naam(woord.begin, woord.einde):
                self._leg_omgeving(nummer)
            return 1
        plek = self._plek(nummer)
        term = self._lengte_toegestaan(nummer)
        if term and not self._is_toch_naam(plek):
            return term
        reden = self._reden(nummer, plek)
        if reden:
            self._dekking.leg(vind(woord.begin, woord.einde, Soort.PERSOON, reden))
            self._leg_omgeving(nummer)
        return 1

    def _lengte_toegestaan(self, nummer: int) -> int:
        """Give the number of words of the longest allowed term that starts here, or 0."""
        for lengte in range(self._termen.langste_term, 0, -1):
            term = tuple(w.stam for w in self._woorden[nummer : nummer + lengte])
            if term in self._termen.toegestaan:
                return len(term)
        return 0

    def _is_toch_naam(self, plek: Plek) -> bool:
        """Tell whether an allowed term is somebody's name here: "mevrouw Raad", "Fatma van Zuilen"."""
        if not (plek.na_titel or plek.na_naam) or not plek.woord.hoofdletter:
            return False
        return plek.achternaam or (plek.woord.stam,) in self._termen.gebieden

    # facts

    def _plek(self, nummer: int) -> Plek:
        woord, lexicon = self._woorden[nummer], self._lexicon
        titel = self._titel_ervoor(nummer)
        bekend = lexicon.is_bekend(woord.stam) or self._is_meervoud(woord.vorm)
        return Plek(
            woord=woord,
            bekend=bekend,
            voornaam=woord.stam in lexicon.voornamen,
            achternaam=woord.stam in lexicon.achternamen or (not bekend and woord.stam.removesuffix("s") in lexicon.achternamen),
            gewoon=woord.stam in lexicon.gewoon,
            begint_zin=self._tekst.begint_zin(nummer),
            na_titel=bool(titel),
            na_ruime_titel=titel in self._termen.ruime_titels | self._termen.beroepen,
            na_naam=self._staat_na_naam(nummer),
        )

    def _is_meervoud(self, vorm: str) -> bool:
        return len(vorm) >= _KORTSTE_MEERVOUD and vorm.endswith("s") and self._lexicon.is_woord(vorm[:-1])

    def _voor_tussenvoegsels(self, nummer: int) -> int:
        """Give the number of the word before this one, looking past "van der"; -1 when none stands beside it."""
        vorig = nummer - 1
        while vorig >= 0 and self._tekst.grenst(vorig, vorig + 1):
            if self._woorden[vorig].vorm not in self._termen.tussenvoegsels:
                return vorig
            vorig -= 1
        return -1

    def _titel_ervoor(self, nummer: int) -> str:
        vorig = self._voor_tussenvoegsels(nummer)
        if vorig < 0 and nummer and self._staat_na_dubbele_punt(nummer):
            vorig = nummer - 1
        titel = self._woorden[vorig].vorm if vorig >= 0 else ""
        if len(titel) > _LANGSTE_AFKORTING and self._volgt_punt(vorig):
            return ""
        return titel if titel in self._termen.titels | self._termen.beroepen else ""

    def _volgt_punt(self, nummer: int) -> bool:
        """Tell whether a full stop follows: after "verhuurder." a new sentence begins, after "mw." it does not."""
        return self._tekst.inhoud.startswith(".", self._woorden[nummer].einde)

    def _staat_na_dubbele_punt(self, nummer: int) -> bool:
        """Tell whether this stands behind a heading on its line: "Naam: Koning"."""
        return _NA_KOPJE.fullmatch(self._tekst.inhoud, self._woorden[nummer - 1].einde, self._woorden[nummer].begin) is not None

    def _staat_na_naam(self, nummer: int) -> bool:
        vorig = self._voor_tussenvoegsels(nummer)
        if vorig < 0:
            return False
        woord = self._woorden[vorig]
        if len(woord.tekst) == 1 and woord.hoofdletter:
            return True
        return woord.vorm in self._lexicon.voornamen and self._dekking.is_naam(woord.begin, woord.einde)

    # rules: each gives the reason, or nothing

    def _reden(self, nummer: int, plek: Plek) -> str:
        if self._tekst.zonder_hoofdletters:
            return self._reden_klein(plek) or self._reden_zonder_hoofdletters(nummer, plek)
        if plek.woord.kapitalen:
            return self._reden_kapitalen(nummer, plek)
        if plek.woord.hoofdletter:
            return self._reden_hoofdletter(nummer, plek)
        return self._reden_klein(plek)

    def _reden_kapitalen(self, nummer: int, plek: Plek) -> str:
        if plek.na_titel or plek.na_naam:
            return "hoofdletters na een aanspreekvorm of naam"
        if plek.bekend:
            return "naam in hoofdletters" if plek.naam and not self._staat_in_kop(nummer) else ""
        if plek.naam:
            return "naam in hoofdletters"
        return "onbekend woord in hoofdletters" if len(plek.woord.vorm) > _LANGSTE_AFKORTING else ""

    def _staat_in_kop(self, nummer: int) -> bool:
        """Tell whether the words around are in capitals too: a heading, not a name."""
        return sum(w.kapitalen for w in self._woorden[max(0, nummer - 3) : nummer + 4]) >= 3

    def _reden_hoofdletter(self, nummer: int, plek: Plek) -> str:
        tussenvoegsel = plek.woord.stam in self._termen.tussenvoegsels
        if len(plek.woord.tekst) == 1 or (tussenvoegsel and not plek.na_titel):
            return ""
        if not plek.bekend:
            return "hoofdletter, onbekend woord"
        if plek.na_titel:
            return "hoofdletter na een aanspreekvorm"
        if not plek.begint_zin:
            return "hoofdletter midden in een zin"
        return self._reden_begin_van_zin(nummer, plek)

    def _reden_begin_van_zin(self, nummer: int, plek: Plek) -> str:
        zelden = plek.woord.stam in self._termen.zelden_naam or plek.woord.vorm in self._termen.titels
        if not plek.naam or zelden:
            return ""
        if plek.voornaam and not plek.gewoon:
            return "kan een voornaam zijn"
        if not plek.gewoon and self._staat_na_kop(plek.woord):
            return "kan een naam zijn: staat achter een kopje"
        if self._volgt_hoofdletter(nummer):
            return "kan een naam zijn: er volgt nog een hoofdletter"
        if self._volgt_gezegde(nummer, plek):
            return "kan een naam zijn: erna staat wat iemand doet"
        return ""

    def _staat_na_kop(self, woord: Woord) -> bool:
        return _KOP.search(self._tekst.inhoud[max(0, woord.begin - 45) : woord.begin]) is not None

    def _volgt_hoofdletter(self, nummer: int) -> bool:
        volgend = nummer + 1
        if volgend >= len(self._woorden) or not self._woorden[volgend].hoofdletter:
            return False
        return self._tekst.inhoud[self._woorden[nummer].einde : self._woorden[volgend].begin].isspace()

    def _volgt_gezegde(self, nummer: int, plek: Plek) -> bool:
        einde, inhoud = plek.woord.einde, self._tekst.inhoud
        if _BIJZIN.match(inhoud, einde) or _EN_NOG_EEN.match(inhoud, einde):
            return True
        if plek.voornaam and _NA_VOORNAAM.match(inhoud, einde):
            return True
        volgend = nummer + 1
        if volgend >= len(self._woorden) or not self._tekst.grenst(nummer, volgend):
            return False
        return self._woorden[volgend].vorm in self._termen.gezegden

    def _reden_klein(self, plek: Plek) -> str:
        kort = len(plek.woord.vorm) < _KORTSTE_NAAM and not (plek.voornaam and not plek.bekend)
        if kort or plek.woord.vorm in self._termen.tussenvoegsels:
            return ""
        if not plek.bekend:
            return "naam in kleine letters" if plek.naam else "onbekend woord"
        if plek.na_titel and not plek.na_ruime_titel and plek.naam:
            return "kan een naam zijn: volgt op een aanspreekvorm"
        return ""

    def _reden_zonder_hoofdletters(self, nummer: int, plek: Plek) -> str:
        """Judge an ordinary word in a text where capitals do not help: stricter."""
        woord = plek.woord
        if not plek.naam or (len(woord.stam) < _KORTSTE_NAAM and not plek.voornaam) or woord.vorm in self._termen.gezegden:
            return ""
        if woord.vorm in self._termen.zelden_naam:
            return ""
        if not plek.gewoon:
            return "kan een naam zijn: deze tekst heeft bijna geen hoofdletters"
        if plek.na_titel:
            return "kan een naam zijn: volgt op wie iemand is"
        if plek.achternaam and plek.na_naam:
            return "kan een achternaam zijn: volgt op een voornaam"
        begin = self._woorden[self._voor_tussenvoegsels(nummer) + 1].begin if nummer else woord.begin
        if plek.achternaam and _INITIALEN_ERVOOR.search(self._tekst.inhoud[max(0, begin - 12) : begin]):
            return "kan een achternaam zijn: volgt op een initiaal"
        return ""

    # what belongs to a name

    def _leg_omgeving(self, nummer: int) -> None:
        """Cover the tussenvoegsels and initials around a name."""
        woord = self._woorden[nummer]
        begin = woord.begin
        for deel_begin, deel_einde, reden in self._omgeving(nummer):
            self._dekking.leg(vind(deel_begin, deel_einde, Soort.PERSOON, reden))
            begin = min(begin, deel_begin)

    def _omgeving(self, nummer: int) -> Iterator[tuple[int, int, str]]:
        woord = self._woorden[nummer]
        eerste = self._eerste_tussenvoegsel(nummer)
        begin = self._woorden[eerste].begin
        if eerste < nummer:
            yield begin, woord.begin, "tussenvoegsel van een naam"
        ervoor = self._tekst.inhoud[max(0, begin - 12) : begin]
        initialen = _INITIALEN_ERVOOR.search(ervoor)
        if initialen:
            yield begin - len(initialen.group()), begin, "initialen voor een naam"
        erna = _INITIALEN_ERNA.match(self._tekst.inhoud, woord.einde)
        if erna:
            yield *erna.span(), "initialen achter een naam"

    def _eerste_tussenvoegsel(self, nummer: int) -> int:
        """Give the number of the first tussenvoegsel that belongs to this name; the name itself when there is none."""
        eerste = nummer
        while eerste > 0 and self._woorden[eerste - 1].vorm in self._termen.tussenvoegsels and self._tekst.grenst(eerste - 1, eerste):
            eerste -= 1
        return eerste if self._hoort_erbij(eerste, nummer) else nummer

    def _hoort_erbij(self, eerste: int, nummer: int) -> bool:
        """Tell "Jan van Dijk" (belongs) from "de brief van Dijk" (an ordinary "van")."""
        if any(self._woorden[i].hoofdletter and not self._tekst.begint_zin(i) for i in range(eerste, nummer)):
            return True
        vorig = eerste - 1
        if vorig < 0 or not self._tekst.grenst(vorig, eerste):
            return False
        woord = self._woorden[vorig]
        naam_ervoor = self._dekking.is_naam(woord.begin, woord.einde)
        return naam_ervoor or woord.vorm in self._termen.titels or len(woord.tekst) == 1
