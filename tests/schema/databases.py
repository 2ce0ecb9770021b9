"""An empty database of our own, of either kind, from its making to its dropping."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine, make_url, text
from sqlalchemy.exc import OperationalError

from tests.conftest import POSTGRESQL

SOORTEN = ("sqlite", "postgresql")
_nummers = count(1)


@contextmanager
def maak_database(soort: str, map_: Path) -> Iterator[str]:
    """Give the address of an empty database that nobody else knows."""
    nummer = next(_nummers)
    if soort == "sqlite":
        yield f"sqlite:///{map_ / f'proef{nummer}.db'}"
        return
    naam = f"maatwerk_schema_{os.getpid()}_{nummer}"
    try:
        _beheer(f"CREATE DATABASE {naam}")
    except OperationalError:
        if os.environ.get("CI"):
            raise
        pytest.skip("geen PostgreSQL op deze machine")
    try:
        yield POSTGRESQL.rpartition("/")[0] + f"/{naam}"
    finally:
        _beheer(f"DROP DATABASE {naam} WITH (FORCE)")


def _beheer(opdracht: str) -> None:
    adres = make_url(POSTGRESQL).set(drivername="postgresql+psycopg")
    beheer = create_engine(adres, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with beheer.connect() as verbinding:
        verbinding.execute(text(opdracht))
