"""A real database under every test: SQLite in a file, PostgreSQL on this machine. Migrated, never mocked."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from sqlalchemy import Engine, create_engine, delete, event, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from maatwerk import schema
from maatwerk.account.commands import open_sessie
from maatwerk.account.models import Medewerker
from maatwerk.account.queries import als_aangemelde
from maatwerk.app import create_app
from maatwerk.kern import klok
from maatwerk.kern.database import maak_engine
from maatwerk.kern.handeling import OPDRACHTREGEL, Handeling, Spoor, Systeem
from maatwerk.kern.instellingen import Instellingen, laad_instellingen
from maatwerk.kern.kluis import Kluis
from maatwerk.kern.omgeving import Omgeving
from maatwerk.kern.paden import bron
from maatwerk.kern.sleutelring import nieuwe_ring
from maatwerk.kern.sleutels import ketensleutel
from maatwerk.web.verzoek import betrek
from tests.chromium import adres, browser

__all__ = ["adres", "browser"]  # fixtures: defined once, for Playwright bears no second browser in one process

settings.register_profile("huis", deadline=None)  # a slow machine is no fault in the code
settings.load_profile("huis")

POSTGRESQL = os.environ.get("MAATWERK_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/postgres")
"""Where the tests make and drop their own databases; the user needs CREATEDB."""

GEHEIM = "geheim-voor-de-tests-0123456789ab"
SPOOR = Spoor(OPDRACHTREGEL, ketensleutel(GEHEIM))
"""Where the acts of tests come from."""

KLUIS = Kluis(nieuwe_ring())
"""The keys under which the databases of tests lie."""


@pytest.fixture(scope="session")
def instellingen() -> Instellingen:
    """Give the settings as they ship."""
    return laad_instellingen(bron("config"))


@pytest.fixture(scope="session")
def sqlite_sjabloon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrate one SQLite file; each test copies it."""
    pad = tmp_path_factory.mktemp("sjabloon") / "sjabloon.db"
    engine = maak_engine(f"sqlite:///{pad}", KLUIS)
    schema.werk_bij(engine)
    engine.dispose()  # the last connection out writes the WAL into the file
    return pad


@pytest.fixture(scope="session")
def postgresql_url(worker_id: str) -> Iterator[str]:
    """Make a migrated PostgreSQL database for this worker; drop it afterwards."""
    naam = f"maatwerk_test_{worker_id}_{os.getpid()}"
    beheer = create_engine(make_url(POSTGRESQL).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    try:
        with beheer.connect() as verbinding:
            verbinding.execute(text(f"CREATE DATABASE {naam}"))
            verbinding.execute(text(f"ALTER DATABASE {naam} SET synchronous_commit = off"))  # it lives for one run
    except OperationalError:
        if os.environ.get("CI"):
            raise
        pytest.skip("geen PostgreSQL op deze machine")
    url = POSTGRESQL.rpartition("/")[0] + f"/{naam}"
    engine = maak_engine(url, KLUIS)
    schema.werk_bij(engine)
    engine.dispose()
    yield url
    with beheer.connect() as verbinding:
        verbinding.execute(text(f"DROP DATABASE {naam} WITH (FORCE)"))
    beheer.dispose()


def zonder_wachten(verbinding: Any, _: object) -> None:
    """Let SQLite not wait for the disk: the database of a test need not survive a power cut."""
    verbinding.execute("PRAGMA synchronous=OFF")


_LEEG = "; ".join(str(delete(tabel)) for tabel in schema.METADATA.sorted_tables)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Give an empty, migrated database; the test runs once on each kind."""
    if request.param == "sqlite":
        pad = tmp_path / "maatwerk.db"
        shutil.copy(request.getfixturevalue("sqlite_sjabloon"), pad)
        engine = maak_engine(f"sqlite:///{pad}", KLUIS)
        event.listen(engine, "connect", zonder_wachten)
    else:
        engine = maak_engine(request.getfixturevalue("postgresql_url"), KLUIS)
    yield engine
    if request.param == "postgresql":
        with engine.begin() as verbinding:
            verbinding.exec_driver_sql(f"SET LOCAL session_replication_role = replica; {_LEEG}")  # no triggers, no keys
    engine.dispose()


@pytest.fixture
def handeling(engine: Engine, instellingen: Instellingen) -> Iterator[Handeling]:
    """Give an act of the system on an empty database."""
    with Session(engine, expire_on_commit=False) as sessie:
        yield Handeling(sessie, Systeem(), klok.nu(), instellingen, SPOOR)


@pytest.fixture
def als(handeling: Handeling) -> Callable[[Medewerker], Handeling]:
    """Give a function that lets a medewerker act, in the same session."""
    return lambda medewerker: replace(handeling, wie=als_aangemelde(medewerker))


@pytest.fixture(scope="session")
def omgeving(tmp_path_factory: pytest.TempPathFactory) -> Omgeving:
    """Give what the environment of the demo would say."""
    return Omgeving(
        database_url="", geheim=GEHEIM, poort=8000, data_map=tmp_path_factory.mktemp("data"),
        config_map=bron("config"), demo=True,
    )  # fmt: skip


@pytest.fixture(scope="session")
def gebouwd(omgeving: Omgeving, sqlite_sjabloon: Path) -> Flask:
    """Build the application once: all its addresses and templates cost more than most tests."""
    return create_app(omgeving, maak_engine(f"sqlite:///{sqlite_sjabloon}", KLUIS))


@pytest.fixture
def app(gebouwd: Flask, omgeving: Omgeving, engine: Engine, instellingen: Instellingen, tmp_path: Path) -> Flask:
    """Give the application on the database of this test."""
    betrek(gebouwd, engine, instellingen, replace(omgeving, data_map=tmp_path))
    gebouwd.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return gebouwd


@pytest.fixture
def client(app: Flask, handeling: Handeling) -> Callable[[Medewerker], FlaskClient]:
    """Give a function that opens a session for a medewerker; saves what the test built so far.

    The password is what tests/account is about: checking it a thousand times would cost minutes.
    """

    def meld_aan(medewerker: Medewerker) -> FlaskClient:
        _, merk = open_sessie(replace(handeling, nu=klok.nu()), medewerker)
        handeling.sessie.commit()
        client = app.test_client()
        with client.session_transaction() as koek:
            koek["_user_id"] = merk
        return client

    return meld_aan
