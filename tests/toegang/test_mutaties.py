"""Take each rule of the policy away, or open each condition: at least one line written by hand must then be wrong."""

from collections.abc import Callable, Collection, Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, cast

import pytest
from sqlalchemy import ColumnElement, false, true

from maatwerk.casus import queries as casussen
from maatwerk.kern.beleid import BELEID
from maatwerk.kern.rechten import Recht, Relatie, Rol
from maatwerk.les import queries as lessen
from maatwerk.tafel import queries as tafels
from maatwerk.web.toegang import AANGEMELD, recht_van
from tests.toegang.test_matrix import afwijkingen, daadfouten, vragen, zichtfouten
from tests.toegang.toneel import MENSEN, Toneel

Mutatie = Callable[[pytest.MonkeyPatch], None]
_SLICES: Mapping[str, Mapping[Relatie, Any]] = {
    "casus": casussen.VOORWAARDEN,
    "zitting": tafels.VOORWAARDEN,
    "les": lessen.VOORWAARDEN,
}


_VOOR_IEDEREEN = (Recht.START, Recht.LES_LEZEN)
"""Rights that every rol has: opening their pages changes nothing."""


@dataclass(frozen=True)
class Proef:
    """One change, with the pages and the people who should notice it first."""

    naam: str
    doe: Mutatie
    paginas: Collection[str] = ()
    mensen: Collection[str] = MENSEN


def zonder_regel(recht: Recht, rol: Rol, relatie: Relatie) -> Mutatie:
    """Take one cell out of the policy."""

    def doe(monkeypatch: pytest.MonkeyPatch) -> None:
        over = {eigen: relaties - {relatie} if eigen is rol else relaties for eigen, relaties in BELEID[recht].items()}
        regels = {eigen: relaties for eigen, relaties in over.items() if relaties}
        monkeypatch.setitem(cast("MutableMapping[Recht, Any]", BELEID), recht, regels)

    return doe


def andere_voorwaarde(slice_: str, relatie: Relatie, waarde: ColumnElement[bool]) -> Mutatie:
    """Let a relation hold for everything, or for nothing."""

    def doe(monkeypatch: pytest.MonkeyPatch) -> None:
        voorwaarden = cast("MutableMapping[Relatie, Any]", _SLICES[slice_])
        monkeypatch.setitem(voorwaarden, relatie, lambda _handeling, _rol: waarde)

    return doe


def ander_merk(toneel: Toneel, endpoint: str, merk: str | None) -> Mutatie:
    """Let a view name no right, or be for whoever is signed in."""
    return lambda monkeypatch: monkeypatch.setattr(toneel.app.view_functions[endpoint], "recht", merk)


def regels(toneel: Toneel) -> Iterator[Proef]:
    """Give every cell of the policy, to be taken out."""
    for recht, rollen in BELEID.items():
        paginas = {endpoint for endpoint in toneel.app.view_functions if recht_van(toneel.app, endpoint) is recht}
        for rol, relaties in rollen.items():
            for relatie in sorted(relaties):
                naam = f"{recht.name}: {rol}, {relatie}"
                yield Proef(naam, zonder_regel(recht, rol, relatie), paginas, _mensen(toneel, rol))


def _mensen(toneel: Toneel, rol: Rol) -> list[str]:
    rollen = ((naam, mens.toewijzingen[0].rol) for naam, mens in toneel.mensen.items())
    return [naam for naam, eigen in rollen if eigen is rol]


def voorwaarden() -> Iterator[Proef]:
    """Give every relation of every slice, to be made true for everything and for nothing."""
    for slice_, per_relatie in _SLICES.items():
        for relatie in per_relatie:
            yield Proef(f"{slice_}: {relatie} nooit", andere_voorwaarde(slice_, relatie, false()))
            yield Proef(f"{slice_}: {relatie} altijd", andere_voorwaarde(slice_, relatie, true()))


def merken(toneel: Toneel) -> Iterator[Proef]:
    """Give every view, to lose its right or to be opened to whoever is signed in."""
    for endpoint in toneel.app.view_functions:
        if isinstance(recht_van(toneel.app, endpoint), Recht):
            yield Proef(f"{endpoint} zonder recht", ander_merk(toneel, endpoint, None), {endpoint})
            if recht_van(toneel.app, endpoint) not in _VOOR_IEDEREEN:
                yield Proef(f"{endpoint} voor iedereen", ander_merk(toneel, endpoint, AANGEMELD), {endpoint})


def wordt_gezien(toneel: Toneel, proef: Proef) -> bool:
    """Answer whether a line written by hand is wrong now, looking where the change is first."""
    alle = list(vragen(toneel))
    eerst = [vraag for vraag in alle if vraag[0].endpoint in proef.paginas]
    daarna = [vraag for vraag in alle if vraag[0].endpoint not in proef.paginas and vraag[1] == "GET"]
    fouten = chain(
        (fout for wie in proef.mensen for fout in afwijkingen(toneel, wie, iter(eerst))),
        (fout for wie in proef.mensen for fout in zichtfouten(toneel, wie)),
        (fout for wie in proef.mensen for fout in daadfouten(toneel, wie)),
        (fout for wie in proef.mensen for fout in afwijkingen(toneel, wie, iter(daarna))),
    )
    return next(fouten, None) is not None


def test_elke_regel_die_wegvalt_wordt_gezien(toneel: Toneel, monkeypatch: pytest.MonkeyPatch) -> None:
    toneel.meld_aan(*MENSEN)
    proeven = [*regels(toneel), *voorwaarden(), *merken(toneel)]
    gemist = []
    for proef in proeven:
        with monkeypatch.context() as even:
            proef.doe(even)
            if not wordt_gezien(toneel, proef):
                gemist.append(proef.naam)
    print(f"{len(proeven) - len(gemist)} van {len(proeven)} mutaties gezien")  # noqa: T201 - the figure asked for
    assert gemist == []
