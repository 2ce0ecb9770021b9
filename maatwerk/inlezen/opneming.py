"""Many new casussen in one go, made ready before anything waits for the database.

Through the models, ten thousand casussen would keep every other writer waiting for half a minute: nearly all of that is
bookkeeping about objects. Here every row is encrypted first, as it is going to lie, and then there are four inserts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Dialect, insert, select

from maatwerk.casus.models import Casus, Knelpunt, Poging, Regel
from maatwerk.kern.database import Basis
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.versleuteld import als_rij, zoals_het_ligt

_DEEL = 500
_Rij = dict[str, Any]
_Rijen = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Opneming:
    """One casus with what hangs on it, as it is going to lie."""

    casus: _Rij
    knelpunten: list[tuple[_Rij, list[_Rij]]]
    pogingen: list[_Rij]


def maak_opneming(dialect: Dialect, velden: Mapping[str, Any], knelpunten: _Rijen, pogingen: _Rijen) -> Opneming:
    """Make one casus ready."""
    eigen = {**velden, "bronkenmerk_merk": velden["bronkenmerk"], "versie": 1}
    return Opneming(
        als_rij(Casus, eigen, dialect),
        [_maak_knelpunt(dialect, punt) for punt in knelpunten],
        [als_rij(Poging, poging, dialect) for poging in pogingen],
    )


def _maak_knelpunt(dialect: Dialect, punt: Mapping[str, Any]) -> tuple[_Rij, list[_Rij]]:
    eigen = {naam: waarde for naam, waarde in punt.items() if naam != "regels"}
    return als_rij(Knelpunt, eigen, dialect), [als_rij(Regel, regel, dialect) for regel in punt["regels"]]


def schrijf_alle(handeling: Handeling, nieuw: Sequence[Opneming]) -> list[int]:
    """Write them all, and give the ids of the casussen in order. Nothing commits here."""
    casussen = _voeg_in(handeling, Casus, [een.casus for een in nieuw])
    punten = [(casus_id, punt) for casus_id, een in zip(casussen, nieuw, strict=True) for punt in een.knelpunten]
    knelpunten = _voeg_in(handeling, Knelpunt, [{**punt, "casus_id": van} for van, (punt, _) in punten])
    regels = [
        {**regel, "knelpunt_id": van}
        for van, (_, (_, regels)) in zip(knelpunten, punten, strict=True)
        for regel in regels
    ]
    pogingen = zip(casussen, nieuw, strict=True)
    _schrijf(handeling, Regel, regels)
    _schrijf(handeling, Poging, [{**poging, "casus_id": van} for van, een in pogingen for poging in een.pogingen])
    return casussen


def _voeg_in(handeling: Handeling, soort: type[Basis], rijen: Sequence[_Rij]) -> list[int]:
    """Write the rows, and give the id that each got: their names say which is which."""
    _schrijf(handeling, soort, rijen)
    tabel, namen = zoals_het_ligt(soort), [rij["rij"] for rij in rijen]
    ids: dict[str, int] = {}
    for begin in range(0, len(namen), _DEEL):
        vraag = select(tabel.c.rij, tabel.c.id).where(tabel.c.rij.in_(namen[begin : begin + _DEEL]))
        ids.update((rij, nummer) for rij, nummer in handeling.sessie.connection().execute(vraag))
    return [ids[naam] for naam in namen]


def _schrijf(handeling: Handeling, soort: type[Basis], rijen: Sequence[_Rij]) -> None:
    if rijen:
        handeling.sessie.connection().execute(insert(zoals_het_ligt(soort)), rijen)
