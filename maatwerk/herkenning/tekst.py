"""A text cut into words, each with its offsets and a folded form for looking up."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

# Soft hyphens, zero-width characters and loose accents belong to the word they stand in: "Fat\u200bma" is one word.
_ONZICHTBAAR = "\u00ad\u200b-\u200d\u2060\ufeff"
_LETTER = rf"[^\W\d_][{_ONZICHTBAAR}\u0300-\u036f]*+"
WOORD = re.compile(rf"(?:{_LETTER})++(?:['’`´](?:{_LETTER})++)?")
_WEG = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_ZONDER_ACCENT = str.maketrans("ıİłŁøØđĐ’`´", "iIlLoOdD'''")
_WEINIG_HOOFDLETTERS = 0.02
_VEEL_HOOFDLETTERS = 0.8
_WIJDSTE_GAT = 3
_TERUGKIJKEN = 12
_GAT = re.compile(r"[ \t]{0,2}[./-]?[ \t]{0,2}")
_ZINSGRENS = re.compile(r"(?:[.!?:;>•–—|\n]|\n\s{0,4}[-–•*\d.)]{1,4})[\s\"'“‘„(>*-]*$|^[\s\"'“‘„(>*-]+$")
# "mw." and "J." end in a full stop but do not end a sentence; "P.S." does.
_AFKORTING = re.compile(
    r"(?:(?<![^\W\d_]|\.)(?!P\.S)[^\W\d_]\.|(?:\b|\.)(?!S\.)[A-Z]\.(?<!P\.S\.)|\b(?:mw|mevr|dhr|hr|dr|mr|drs|fam|prof|ing|st|ds)\.)\s*$",
    re.IGNORECASE,
)


def vouw(woord: str) -> str:
    """Fold case, accents and ligatures away, so that "Yılmaz", "YILMAZ" and "yilmaz" are one."""
    if woord.isascii():
        return woord.lower().replace("`", "'")
    plat = unicodedata.normalize("NFKD", woord.translate(_WEG).translate(_ZONDER_ACCENT).lower())
    return "".join(teken for teken in plat if not unicodedata.combining(teken))


@dataclass(frozen=True, slots=True)
class Woord:
    """One word of the text; `vorm` is folded, `stam` is the form without 's."""

    begin: int
    einde: int
    tekst: str
    vorm: str
    stam: str

    @property
    def hoofdletter(self) -> bool:
        """Tell whether the word starts with a capital."""
        return self.tekst[0].isupper()

    @property
    def kapitalen(self) -> bool:
        """Tell whether the whole word is in capitals."""
        return len(self.tekst) > 1 and self.tekst.isupper()


class Tekst:
    """The text and its words."""

    def __init__(self, inhoud: str) -> None:
        """Cut the text into words."""
        self.inhoud = inhoud
        self.woorden = [_woord(m) for m in WOORD.finditer(inhoud)]

    @cached_property
    def zonder_hoofdletters(self) -> bool:
        """Tell whether capitals say nothing here: the writer hardly used them, or used nothing else."""
        met = sum(w.hoofdletter for w in self.woorden)
        geheel = sum(w.kapitalen for w in self.woorden)
        return met <= _WEINIG_HOOFDLETTERS * len(self.woorden) or geheel > _VEEL_HOOFDLETTERS * len(self.woorden)

    def grenst(self, links: int, rechts: int) -> bool:
        """Tell whether two words stand on one line with nothing between but a space, full stop, slash or hyphen."""
        begin, einde = self.woorden[links].einde, self.woorden[rechts].begin
        return einde - begin <= _WIJDSTE_GAT and _GAT.fullmatch(self.inhoud, begin, einde) is not None

    def begint_zin(self, nummer: int) -> bool:
        """Tell whether a capital is ordinary here: after a full stop, on a new line, after a colon or a bullet."""
        begin = self.woorden[nummer].begin
        ervoor = self.inhoud[max(0, begin - _TERUGKIJKEN) : begin]
        if _AFKORTING.search(ervoor):
            return False
        return not ervoor or _ZINSGRENS.search(ervoor) is not None


def _woord(treffer: re.Match[str]) -> Woord:
    vorm = vouw(treffer.group())
    return Woord(treffer.start(), treffer.end(), treffer.group(), vorm, vorm.removesuffix("'s"))
