"""Databases without a schema: these tests build it themselves."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from maatwerk.kern.database import maak_engine
from tests.conftest import KLUIS
from tests.schema.databases import SOORTEN, maak_database


@pytest.fixture(params=SOORTEN)
def leeg(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Give a database with nothing in it; the test runs once on each kind."""
    with maak_database(request.param, tmp_path) as adres:
        engine = maak_engine(adres, KLUIS)
        yield engine
        engine.dispose()
