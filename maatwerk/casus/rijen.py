"""Rows that come and go without JavaScript: a knelpunt, a rule in it, a poging. On what was typed, not on fields."""

import re
from collections.abc import Sequence

_LIJST = re.compile(r"(knelpunten|pogingen|knelpunten-[0-9]{1,3}-regels)")
_RIJ = re.compile(rf"{_LIJST.pattern}-[0-9]{{1,3}}")
_EERSTE = {"knelpunten": "toelichting", "pogingen": "datum", "regels": "wet"}

Paar = tuple[str, str]


def erbij(paren: Sequence[Paar], lijst: str) -> tuple[list[Paar], str]:
    """Add an empty row to this list; give also its name. What is no list stays as it is."""
    if not _LIJST.fullmatch(lijst):
        return list(paren), ""
    bezet = [int(naam[len(lijst) + 1 :].partition("-")[0]) for naam, _ in paren if _in(naam, lijst)]
    rij = f"{lijst}-{max(bezet, default=-1) + 1}"
    return [*paren, (f"{rij}-{_EERSTE[lijst.rpartition('-')[2]]}", "")], rij


def weg(paren: Sequence[Paar], rij: str) -> tuple[list[Paar], str]:
    """Take this row out; give also the list that it was in. What is no row takes nothing out."""
    if not _RIJ.fullmatch(rij):
        return list(paren), ""
    return [paar for paar in paren if not paar[0].startswith(f"{rij}-")], rij.rpartition("-")[0]


def _in(naam: str, lijst: str) -> bool:
    return re.match(rf"{re.escape(lijst)}-[0-9]{{1,3}}-", naam) is not None
