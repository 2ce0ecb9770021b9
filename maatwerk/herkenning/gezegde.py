"""Is this what somebody does? A word followed by a finite verb, at the start of a sentence, may well be a name."""

from maatwerk.herkenning.termen import Termen
from maatwerk.herkenning.woorden import Lexicon

_KORTSTE = 4
_KLINKERS = frozenset("aeiou")
_TWEEKLANKEN = frozenset({"ui", "ij", "ei", "ou", "oe", "ie", "eu", "au"})


def is_gezegde(vorm: str, lexicon: Lexicon, termen: Termen) -> bool:
    """Tell whether this is a finite verb: from the list, or a regular form of an infinitive that Dutch knows."""
    if vorm in termen.gezegden:
        return True
    return len(vorm) >= _KORTSTE and any(infinitief in lexicon.woorden for infinitief in _infinitieven(vorm))


def _infinitieven(vorm: str) -> list[str]:
    """Give the infinitives a form may belong to: "werkt" werken, "belt" bellen, "loopt" lopen, "mailde" mailen."""
    if vorm.endswith(("de", "te")):
        stam = vorm[:-2]
    elif vorm.endswith("t"):
        stam = vorm[:-1]
    else:
        return []
    if stam[-2] == stam[-3:-2]:
        return [f"{stam[:-2]}{stam[-1]}en"]
    kort = stam[-2] in _KLINKERS and stam[-3:-1] not in _TWEEKLANKEN
    return [f"{stam}{stam[-1]}en" if kort else f"{stam}en"]
