"""The stage, on SQLite: each question is asked of the same database, which is put back in one step."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from maatwerk.kern.database import maak_engine
from maatwerk.kern.handeling import Handeling
from tests.conftest import KLUIS, zonder_wachten
from tests.toegang.decor import bouw_toneel
from tests.toegang.toneel import Toneel


@pytest.fixture
def engine(sqlite_sjabloon: Path, tmp_path: Path) -> Iterator[Engine]:
    """Give an empty, migrated SQLite database."""
    pad = tmp_path / "maatwerk.db"
    shutil.copy(sqlite_sjabloon, pad)
    engine = maak_engine(f"sqlite:///{pad}", KLUIS)
    event.listen(engine, "connect", zonder_wachten)
    yield engine
    engine.dispose()


@pytest.fixture
def toneel(app: Flask, handeling: Handeling) -> Toneel:
    """Give the stage."""
    return bouw_toneel(app, handeling)
