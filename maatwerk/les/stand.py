"""Whether what a les tells about still holds, in one word: to filter by. The les itself tells the rest."""

from collections.abc import Iterable
from enum import StrEnum

from maatwerk.doorbraak.rules import Doorbraakstatus

_HOUDT = frozenset({Doorbraakstatus.GELUKT, Doorbraakstatus.GEBORGD})
_LOOPT = frozenset({Doorbraakstatus.GEVRAAGD, Doorbraakstatus.TOEGEZEGD, Doorbraakstatus.IN_UITVOERING})


class Stand(StrEnum):
    """Does it hold?"""

    JA = "ja"
    DEELS = "deels"
    NEE = "nee"
    ONBEKEND = "nog niet bekend"


def stand_van(statussen: Iterable[Doorbraakstatus]) -> Stand:
    """Give the stand of the doorbraken together; without one, or while one still runs, nobody knows."""
    alle = frozenset(statussen)
    if not alle or alle & _LOOPT:
        return Stand.ONBEKEND
    if alle <= _HOUDT:
        return Stand.JA
    return Stand.NEE if alle == {Doorbraakstatus.NIET} else Stand.DEELS
