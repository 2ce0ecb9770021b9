"""Precedents: on a set of sixty lessen and thirty questions, the right les is nearly always among the first three."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from maatwerk.kern.handeling import Handeling
from maatwerk.les.gelijkenis import Gelijkenisvraag
from maatwerk.les.models import Les
from maatwerk.les.precedenten import list_precedenten, maak_vraag
from maatwerk.les.rules import Kenmerksoort
from tests.bouw import bouw_medewerker
from tests.les.bouw import bouw_les

SET = tomllib.loads(Path(__file__).with_name("precedenten.toml").read_text("utf-8"))
NODIG = 27


def _vraag(gegevens: Mapping[str, Any]) -> Gelijkenisvraag:
    regels = [(wet, "") for wet in gegevens["wetten"]]
    return maak_vraag([gegevens["titel"], gegevens["situatie"], gegevens["wens"]], regels, [gegevens["soort"]], [])


@pytest.fixture
def lessen(handeling: Handeling) -> dict[int, Les]:
    """Publish all lessen of the set, by their number."""
    schrijver = bouw_medewerker(handeling)
    gebouwd = {}
    for les in SET["les"]:
        kenmerken = {
            Kenmerksoort.WET: les["wetten"],
            Kenmerksoort.KNELPUNTTYPE: [les["knelpunttype"]],
            Kenmerksoort.LEEFGEBIED: les["leefgebieden"],
        }
        leeg = {"bedoeling": "", "weging": "", "houdt_stand": ""}
        teksten = {naam: les[naam] for naam in ("titel", "wat_speelde", "botsing", "doorbraak", "geleerd")} | leeg
        gebouwd[les["nr"]] = bouw_les(handeling, schrijver, kenmerken=kenmerken, **teksten)
    return gebouwd


def test_de_goede_les_staat_bij_de_eerste_drie(handeling: Handeling, lessen: dict[int, Les]) -> None:
    assert (len(SET["les"]), len(SET["vraag"])) == (60, 30)
    mis = []
    for gegevens in SET["vraag"]:
        gevonden = [precedent.les for precedent in list_precedenten(handeling, _vraag(gegevens))]
        if lessen[gegevens["goed"]] not in gevonden:
            mis.append((gegevens["titel"], [les.titel for les in gevonden]))
    assert len(SET["vraag"]) - len(mis) >= NODIG, mis
    print(f"de goede les bij de eerste drie: {len(SET['vraag']) - len(mis)} van {len(SET['vraag'])}", mis)  # noqa: T201
