"""The lists the work chooses from: what may be chosen today, and what a stored code is called."""

from collections.abc import Iterable, Sequence
from datetime import date

from maatwerk.kern.instellingen import Keuze


def geldig_op(keuze: Keuze, dag: date) -> bool:
    """Answer whether this item may be chosen on this day; `geldig_tot` is the first day it may not."""
    return (keuze.geldig_van is None or keuze.geldig_van <= dag) and (
        keuze.geldig_tot is None or dag < keuze.geldig_tot
    )


def te_kiezen(keuzes: Iterable[Keuze], dag: date) -> list[tuple[str, str]]:
    """Give (stored value, shown name) of what may be chosen on this day."""
    return [(keuze.waarde, keuze.naam) for keuze in keuzes if geldig_op(keuze, dag)]


def naam_van(keuzes: Sequence[Keuze], waarde: str) -> str:
    """Give the name of a stored value; a value that left the list keeps its own word."""
    return next((keuze.naam for keuze in keuzes if keuze.waarde == waarde), waarde)


def is_bekend(keuzes: Sequence[Keuze], waarde: str) -> bool:
    """Answer whether the list has, or once had, this value."""
    return any(keuze.waarde == waarde for keuze in keuzes)
