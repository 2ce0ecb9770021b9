"""When two casussen look like one: facts in, decision out."""

from dataclasses import dataclass

from maatwerk.casus.rules import Huishoudtype, Leeftijdsklasse

_MINSTE_WOORDEN = 8  # in fewer words anything looks like anything
_BIJNA_GELIJK = 0.6
_LIJKT = 0.35


@dataclass(frozen=True)
class Profiel:
    """What of a casus is compared: stems of its words, its rules and kinds of knelpunt, and its bands."""

    stammen: frozenset[str]
    wetten: frozenset[str]
    soorten: frozenset[str]
    leeftijd: Leeftijdsklasse | None = None
    huishouden: Huishoudtype | None = None


def overlap(een: Profiel, ander: Profiel) -> float:
    """Give which part of the words of the shorter text stands in the other too."""
    kortste = min(len(een.stammen), len(ander.stammen))
    return len(een.stammen & ander.stammen) / kortste if kortste >= _MINSTE_WOORDEN else 0.0


def lijkt_dubbel(een: Profiel, ander: Profiel) -> bool:
    """Answer whether these may be one casus: nearly the same words, or alike with the same rules, kind and bands."""
    deel = overlap(een, ander)
    if deel >= _BIJNA_GELIJK:
        return True
    zelfde_regels = bool(een.wetten & ander.wetten) and bool(een.soorten & ander.soorten)
    zelfde_mensen = _past(een.leeftijd, ander.leeftijd) and _past(een.huishouden, ander.huishouden)
    return deel >= _LIJKT and zelfde_regels and zelfde_mensen


def _past(een: str | None, ander: str | None) -> bool:
    """Answer whether two bands may be the same; an empty one says nothing."""
    return een is None or ander is None or een == ander
