"""A machine with a key ring, and the commands run on it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from maatwerk.cli import maatwerk
from maatwerk.kern.database import maak_engine
from maatwerk.kern.kluis import Kluis
from maatwerk.kern.sleutelring import lees_ring, vervang_ring
from tests.conftest import GEHEIM, KLUIS

Opdracht = Callable[..., Result]


def machine(engine: Engine, map_: Path) -> dict[str, str]:
    return {
        "MAATWERK_SECRET_KEY": GEHEIM,
        "MAATWERK_HOSTS": "localhost",
        "MAATWERK_DATA_DIR": str(map_),
        "MAATWERK_KEYS_FILE": str(map_ / "elders" / "ring.json"),
        "MAATWERK_DATABASE_URL": engine.url.render_as_string(hide_password=False),
    }


@pytest.fixture
def ring(tmp_path: Path) -> Path:
    """Give the place of the key ring under which the databases of tests lie."""
    pad = tmp_path / "elders" / "ring.json"
    pad.parent.mkdir()
    vervang_ring(pad, KLUIS.ring)
    return pad


@pytest.fixture
def opdracht(engine: Engine, tmp_path: Path) -> Opdracht:
    """Give a function that runs a command on this database."""
    return lambda *woorden: CliRunner().invoke(maatwerk, woorden, env=machine(engine, tmp_path))


@pytest.fixture
def nieuw(engine: Engine, ring: Path) -> Iterator[Callable[[], Session]]:
    """Give a function that opens the database with the key ring as it is now."""
    sessies: list[Session] = []

    def doe() -> Session:
        adres = engine.url.render_as_string(hide_password=False)
        sessies.append(Session(maak_engine(adres, Kluis(lees_ring(ring)))))
        return sessies[-1]

    yield doe
    for sessie in sessies:
        sessie.close()
        sessie.get_bind().dispose()  # type: ignore[union-attr]
