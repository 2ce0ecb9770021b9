"""An installation of its own for every test, on each kind of database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from maatwerk import schema
from maatwerk.kern.database import maak_engine
from maatwerk.kern.instellingen import Instellingen
from maatwerk.kern.kluis import Kluis
from maatwerk.kern.sleutelring import lees_ring, maak_ring
from tests.bewaring.installatie import Installatie
from tests.schema.databases import SOORTEN, maak_database


@pytest.fixture(params=SOORTEN)
def installatie(request: pytest.FixtureRequest, tmp_path: Path, instellingen: Instellingen) -> Iterator[Installatie]:
    with maak_database(request.param, tmp_path) as url:
        maak_ring(tmp_path / "sleutels.json")
        kluis = Kluis(lees_ring(tmp_path / "sleutels.json"))
        engine = maak_engine(url, kluis)
        schema.werk_bij(engine)
        engine.dispose()
        yield Installatie(tmp_path, url, instellingen, kluis)
