"""An attacker who knows how Maatwerk counts and puts everything he may see together, exactly.

He knows which kinds of casus can exist (quarter, tafel, each set of kenmerken), but not how many of each there are.
Every figure is a sum of those numbers; so the least and the most that anything can be is an integer programme. That
covers every addition and subtraction, over tables, periods and files, in any order.
"""

from collections.abc import Callable, Iterable
from itertools import product
from typing import TypeAlias

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from maatwerk.inzicht.onderdrukking import Kenmerk
from maatwerk.inzicht.tellen import Eenheid

Geval = tuple[str, Eenheid]
"""A kind of casus: in which quarter, and what it counts for."""

Vraag = Callable[[Geval], bool]
"""Which casussen a figure counts."""

_MEER_ZIJN_ER_NIET = 500


def alle_gevallen(kwartalen: Iterable[str], tafels: Iterable[str], kenmerken: Iterable[Kenmerk]) -> list[Geval]:
    """Give every kind of casus there can be."""
    deelverzamelingen = [frozenset[Kenmerk]()]
    for kenmerk in kenmerken:
        deelverzamelingen += [deel | {kenmerk} for deel in deelverzamelingen]
    return [
        (kwartaal, deel | {("tafel", tafel)}) for kwartaal, tafel, deel in product(kwartalen, tafels, deelverzamelingen)
    ]


Rij: TypeAlias = np.ndarray[tuple[int], np.dtype[np.float64]]


class Aanvaller:
    """What he saw: each a figure, and what it counts."""

    def __init__(self, gevallen: list[Geval], gezien: list[tuple[Vraag, int]]) -> None:
        """Write down all he saw as equations, once."""
        self.gevallen = gevallen
        matrix = np.array([np.ones(len(gevallen)), *(self._rij(vraag) for vraag, _ in gezien)])
        aantallen = [aantal for _, aantal in gezien]
        self.regels = LinearConstraint(matrix, [0, *aantallen], [_MEER_ZIJN_ER_NIET, *aantallen])

    def minst(self, vraag: Vraag) -> int:
        """Give the least that this figure can be."""
        return round(self._uiterste(self._rij(vraag)))

    def meest(self, vraag: Vraag) -> int:
        """Give the most that it can be."""
        return -round(self._uiterste(-self._rij(vraag)))

    def _rij(self, vraag: Vraag) -> Rij:
        return np.array([float(vraag(geval)) for geval in self.gevallen])

    def _uiterste(self, doel: Rij) -> float:
        uitslag = milp(doel, constraints=self.regels, bounds=Bounds(0, np.inf), integrality=np.ones(len(doel)))
        assert uitslag.success, uitslag.message
        return float(uitslag.fun)
