"""What in a text could point at a person? The facade of the detector; other slices import only this.

Layers, in this order; the first that speaks wins: (S) things with a fixed shape, addresses and numbers, (K) the names
the user typed, (C) capitals, (L) unknown words in small letters, (P) a name once is a name everywhere. What is not
known to be ordinary is taken away. The result is a proposal: a person reads the whole text before it goes anywhere.
"""

from collections.abc import Sequence

from maatwerk.herkenning.adressen import Adressen
from maatwerk.herkenning.getallen import leg_getallen
from maatwerk.herkenning.hard import harde_kenmerken, vind_hard
from maatwerk.herkenning.namen import Namenvak, leg_herhalingen
from maatwerk.herkenning.patronen import leg_patronen
from maatwerk.herkenning.plek import Omtrek
from maatwerk.herkenning.schrijfwijze import Schrijfwijze
from maatwerk.herkenning.tekst import Tekst
from maatwerk.herkenning.termen import get_termen
from maatwerk.herkenning.vondst import HARD, Dekking, Soort, Vondst, vervang
from maatwerk.herkenning.woorden import get_lexicon

__all__ = ["HARD", "Soort", "Vondst", "harde_kenmerken", "herken", "vervang", "waarschuwing"]

_MINSTE_WOORDEN = 4  # of fewer words nobody can say how they were written


def herken(tekst: str, namen: Sequence[str] = ()) -> list[Vondst]:
    """Find everything that could point at a person; sorted, not overlapping, offsets in characters of `tekst`."""
    termen, lexicon = get_termen(), get_lexicon()
    woorden, dekking = Tekst(tekst), Dekking(tekst)
    dekking.leg_alle(vind_hard(tekst))
    leg_patronen(tekst, dekking, termen)
    Adressen(woorden, dekking, lexicon, termen).leg()
    leg_getallen(tekst, dekking, termen)
    dekking.leg_alle(Namenvak(namen, lexicon, termen).vind_in(woorden))
    Schrijfwijze(Omtrek(woorden, dekking, lexicon, termen)).leg()
    leg_herhalingen(woorden, dekking, lexicon, termen)
    return dekking.vondsten


def waarschuwing(tekst: str) -> str:
    """Say when this text is high risk: without capitals the detector is stricter, and still misses more."""
    woorden = Tekst(tekst)
    if len(woorden.woorden) < _MINSTE_WOORDEN or not woorden.zonder_hoofdletters:
        return ""
    return "Hoofdletters zeggen in deze tekst niets. Namen vallen dan minder op: lees extra goed."
