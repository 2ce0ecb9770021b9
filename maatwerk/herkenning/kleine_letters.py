"""A text that is mostly lower case hides its names among ordinary words: there the detector is stricter.

Only for words that Dutch knows: an unknown one is already taken away. Each rule gives its reason, or nothing.
"""

import re

from maatwerk.herkenning.gezegde import is_gezegde
from maatwerk.herkenning.omgeving import INITIALEN_ERVOOR, VER_GENOEG
from maatwerk.herkenning.plek import Omtrek, Plek

_KORTSTE_NAAM = 3
_ALLEENSTAANDE_INITIAAL = re.compile(r"(?<![\w.])[^\W\d_]\.\s?$")
_AANHEF = frozenset({"hoi", "hallo", "dag", "beste", "groet", "groeten", "groetjes", "gr", "mvg"})
_BIJ_IEMAND = frozenset({"met", "bij", "door", "namens", "tegen", "van", "en", "sprak", "belde", "dat"})
_LIDWOORDEN = frozenset(
    [
        "de",
        "het",
        "een",
        "dit",
        "dat",
        "die",
        "deze",
        "mijn",
        "jouw",
        "zijn",
        "haar",
        "hun",
        "ons",
        "onze",
        "uw",
        "geen",
        "elke",
        "ieder",
        "iedere",
        "alle",
        "veel",
        "weinig",
        "meer",
    ]
)


class KleineLetters:
    """Judges an ordinary word in a text where capitals do not help."""

    def __init__(self, omtrek: Omtrek) -> None:
        """Take what there is to see around a word."""
        self._omtrek = omtrek
        self._tekst = omtrek.tekst
        self._termen = omtrek.termen
        self._lexicon = omtrek.lexicon

    def reden(self, plek: Plek) -> str:
        """Give why this word may be a name, or nothing."""
        stam = plek.woord.stam
        if self._is_plaats(stam):
            return "woonplaats"
        if len(stam) < _KORTSTE_NAAM and not plek.voornaam:
            return ""
        if stam in self._lexicon.stopwoorden:
            return ""
        return self._reden_na_naam(plek) or self._reden_van_naam(plek)

    def _is_plaats(self, stam: str) -> bool:
        """Tell a place that only looks like a compound: "nieuwegein"."""
        vrij = self._termen.mag_blijven(stam) or stam in self._lexicon.gewoon
        return stam in self._lexicon.plaatsen and not vrij and not self._lexicon.is_woord(stam)

    def _reden_na_naam(self, plek: Plek) -> str:
        """After a first name or an initial comes a surname, unless it is what that person does."""
        if plek.zelden_naam or self._is_gezegde(plek.woord.vorm, achternaam=plek.achternaam):
            return ""
        if plek.na_naam and (plek.achternaam or self._kan_achternaam_zijn(plek)):
            return "kan een achternaam zijn: volgt op een voornaam"
        ervoor = self._ervoor(plek.nummer)
        if _ALLEENSTAANDE_INITIAAL.search(ervoor) or (plek.achternaam and INITIALEN_ERVOOR.search(ervoor)):
            return "kan een achternaam zijn: volgt op een initiaal"
        return ""

    def _kan_achternaam_zijn(self, plek: Plek) -> bool:
        """Tell a noun ("sneeuw") from the rest of the sentence ("lotte vandaag"): a noun may have an article."""
        vorm = plek.woord.vorm
        buigt = any(vorm + uitgang in self._lexicon.woorden for uitgang in ("en", "s", "je", "tje", "jes"))
        return buigt and vorm not in self._lexicon.gewone_bijwoorden

    def _reden_van_naam(self, plek: Plek) -> str:
        """Judge a word that somebody is known to be called."""
        if not plek.naam:
            return ""
        if self._volgt_achternaam(plek):
            return "kan een voornaam zijn: er volgt een achternaam"
        if plek.woord.vorm in self._termen.gezegden or plek.zelden_naam:
            return self._reden_gewoon(plek) if plek.voornaam and self._staat_alleen(plek) else ""
        if not plek.gewoon:
            return "kan een naam zijn: deze tekst heeft bijna geen hoofdletters"
        return self._reden_gewoon(plek)

    def _reden_gewoon(self, plek: Plek) -> str:
        """Judge a name that is also a very common word: it must stand where a name stands."""
        if plek.na_titel and not plek.zelden_naam:
            return "kan een naam zijn: volgt op wie iemand is"
        if self._begint_zin(plek.nummer) and self._doet_iets(plek):
            return "kan een naam zijn: erna staat wat iemand doet"
        vorig = self._vorig(plek.nummer)
        if vorig in _AANHEF:
            return "kan een naam zijn: staat in een aanhef of groet"
        if vorig in _BIJ_IEMAND and not plek.zelden_naam:
            return "kan een naam zijn: staat zonder lidwoord"
        return ""

    def _staat_alleen(self, plek: Plek) -> bool:
        """Tell whether a rare name has the place of a name: not after an article, not a whole sentence."""
        return self._vorig(plek.nummer) not in _LIDWOORDEN and plek.woord.vorm not in self._lexicon.gewone_bijwoorden

    def _volgt_achternaam(self, plek: Plek) -> bool:
        """Tell "mei sluis" and "storm van den brink" from "wil geen"."""
        volgend = plek.nummer + 1
        woorden = self._tekst.woorden
        while volgend < len(woorden) and woorden[volgend].vorm in self._termen.tussenvoegsels:
            volgend += 1
        if not plek.voornaam or volgend >= len(woorden):
            return False
        if not all(self._tekst.grenst(i, i + 1) for i in range(plek.nummer, volgend)):
            return False
        stam = woorden[volgend].stam
        gewoon = stam in self._lexicon.stopwoorden | self._termen.gezegden | self._termen.zelden_naam
        return stam in self._lexicon.achternamen and not gewoon

    def _doet_iets(self, plek: Plek) -> bool:
        einde, volgend = plek.woord.einde, plek.nummer + 1
        if plek.voornaam and self._tekst.inhoud.startswith(",", einde):
            return True
        woorden = self._tekst.woorden
        return (
            volgend < len(woorden) and self._tekst.grenst(plek.nummer, volgend) and self._gezegde(woorden[volgend].vorm)
        )

    def _begint_zin(self, nummer: int) -> bool:
        return self._tekst.begint_zin(nummer) or self._vorig(nummer) in {"en", "dat", "maar", "want", "omdat"}

    def _vorig(self, nummer: int) -> str:
        return self._tekst.woorden[nummer - 1].vorm if nummer and self._tekst.grenst(nummer - 1, nummer) else ""

    def _is_gezegde(self, vorm: str, *, achternaam: bool) -> bool:
        """A surname that only looks like a verb ("hart", "kurt") is no verb here."""
        return vorm in self._termen.gezegden if achternaam else self._gezegde(vorm)

    def _gezegde(self, vorm: str) -> bool:
        return is_gezegde(vorm, self._lexicon, self._termen)

    def _ervoor(self, nummer: int) -> str:
        begin = self._tekst.woorden[self._omtrek.begin_van_naam(nummer)].begin
        return self._tekst.inhoud[max(0, begin - VER_GENOEG) : begin]
