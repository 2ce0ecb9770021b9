"""A real database under every test: SQLite in a file, PostgreSQL on this machine. Migrated, never mocked."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from sqlalchemy import Engine, create_engine, delete, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from maatwerk import schema
from maatwerk.account.models import Medewerker
from maatwerk.account.queries import als_aangemelde
from maatwerk.app import create_app
from maatwerk.kern import klok
from maatwerk.kern.database import maak_engine
from maatwerk.kern.handeling import OPDRACHTREGEL, Handeling, Spoor, Systeem
from maatwerk.kern.instellingen import Instellingen, laad_instellingen
from maatwerk.kern.omgeving import Omgeving
from maatwerk.kern.paden import bron
from maatwerk.kern.sleutels import ketensleutel
from tests.bouw import WACHTWOORD

settings.register_profile("huis", deadline=None)  # a slow machine is no fault in the code
settings.load_profile("huis")

POSTGRESQL = os.environ.get("MAATWERK_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/postgres")
"""Where the tests make and drop their own databases; the user needs CREATEDB."""

GEHEIM = "geheim-voor-de-tests-0123456789ab"
SPOOR = Spoor(OPDRACHTREGEL, ketensleutel(GEHEIM))
"""Where the acts of tests come from."""


@pytest.fixture(scope="session")
def instellingen() -> Instellingen:
    """Give the settings as they ship."""
    return laad_instellingen(bron("config"))


@pytest.fixture(scope="session")
def sqlite_sjabloon(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Migrate one SQLite file; each test copies it."""
    pad = tmp_path_factory.mktemp("sjabloon") / "sjabloon.db"
    engine = maak_engine(f"sqlite:///{pad}")
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
    engine = maak_engine(url)
    schema.werk_bij(engine)
    engine.dispose()
    yield url
    with beheer.connect() as verbinding:
        verbinding.execute(text(f"DROP DATABASE {naam} WITH (FORCE)"))
    beheer.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Give an empty, migrated database; the test runs once on each kind."""
    if request.param == "sqlite":
        pad = tmp_path / "maatwerk.db"
        shutil.copy(request.getfixturevalue("sqlite_sjabloon"), pad)
        engine = maak_engine(f"sqlite:///{pad}")
    else:
        engine = maak_engine(request.getfixturevalue("postgresql_url"))
    yield engine
    if request.param == "postgresql":
        with engine.begin() as verbinding:
            verbinding.execute(text("ALTER TABLE logregel DISABLE TRIGGER USER"))
            for tabel in reversed(schema.METADATA.sorted_tables):
                verbinding.execute(delete(tabel))
            verbinding.execute(text("ALTER TABLE logregel ENABLE TRIGGER USER"))
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


@pytest.fixture
def app(engine: Engine, tmp_path: Path) -> Flask:
    """Give the application on this database."""
    omgeving = Omgeving(
        database_url="", geheim=GEHEIM, poort=8000, data_map=tmp_path,
        config_map=bron("config"), demo=True,
    )  # fmt: skip
    app = create_app(omgeving, engine)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app


@pytest.fixture
def client(app: Flask, handeling: Handeling) -> Callable[[Medewerker], FlaskClient]:
    """Give a function that signs a medewerker in; saves what the test built so far."""

    def meld_aan(medewerker: Medewerker) -> FlaskClient:
        handeling.sessie.commit()
        client = app.test_client()
        antwoord = client.post("/aanmelden", data={"email": medewerker.email, "wachtwoord": WACHTWOORD})
        assert antwoord.status_code == 302, antwoord.text
        return client

    return meld_aan
