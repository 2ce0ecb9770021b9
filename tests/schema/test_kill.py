"""Kill -9 in the middle of an import or a migration: all of it or nothing, and the next run finishes the work.

The moments are spread over the time that an undisturbed run works on the database; after those we wait until it writes.
Just before the kill the process is stopped, so that we can see without any race whether it holds a transaction in which
it writes: those kills count.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

import pytest
from sqlalchemy import Connection, NullPool, create_engine, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from maatwerk import schema
from maatwerk.inlezen.importeren import importeer_casussen
from maatwerk.kern import klok
from maatwerk.kern.database import maak_engine
from maatwerk.kern.handeling import Handeling, Systeem
from maatwerk.kern.instellingen import laad_instellingen
from maatwerk.kern.paden import bron
from maatwerk.kern.sleutelring import vervang_ring
from tests.conftest import KLUIS, POSTGRESQL, SPOOR
from tests.schema.databases import SOORTEN, maak_database
from tests.schema.structuur import aantallen, structuur, versie

MINSTENS, HOOGSTENS = 4, 30
"""Rounds: always so many, spread; more only while too few kills counted."""

SPREIDING = (5**0.5 - 1) / 2
"""Multiples of this, without what is before the point, lie evenly however many we take."""

AANTAL = 60
MAATWERK = Path(sys.executable).with_name("maatwerk")
MIGREER = ("db", "upgrade")
EEN_TEGELIJK = Lock()
"""Alembic runs one migration at a time in a process."""

STANDEN = ("niets", "schema", "alles")

KLANT = "backend_type = 'client backend'"
"""Not the worker of PostgreSQL that tidies up on its own."""

Beeld = tuple[list[str], str | None, dict[str, int]]
"""All that can be told from outside: columns and constraints, the revision, and how many rows each table has."""


@dataclass(frozen=True)
class Proef:
    """One command on one kind of database, and what it leaves when nobody disturbs it."""

    soort: str
    map_: Path
    opdracht: tuple[str, ...]
    beelden: tuple[Beeld, ...]
    duur: float

    @property
    def invoer(self) -> bytes | None:
        """Give the file that is taken in, if any."""
        return None if self.opdracht == MIGREER else Path(self.opdracht[-1]).read_bytes()


@pytest.fixture(scope="module")
def bestand(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a file with so many casussen that taking them in lasts a second or more."""
    oefen: list[dict[str, Any]] = json.loads((bron("config") / "demo" / "casussen.json").read_text("utf-8"))
    rijen = [{**oefen[nr % len(oefen)], "bronkenmerk": f"proef-{nr:03}"} for nr in range(AANTAL)]
    pad = tmp_path_factory.mktemp("invoer") / "casussen.json"
    pad.write_text(json.dumps(rijen), "utf-8")
    return pad


@contextmanager
def _start(map_: Path, adres: str, opdracht: tuple[str, ...]) -> Iterator[subprocess.Popen[str]]:
    """Start the real command; it is over when the block is."""
    eigen = {"MAATWERK_DEMO": "1", "MAATWERK_DATA_DIR": str(map_), "MAATWERK_DATABASE_URL": adres}
    gewoon = {naam: waarde for naam, waarde in os.environ.items() if naam != "PYTHONDONTWRITEBYTECODE"}
    omgeving = gewoon | eigen
    with subprocess.Popen(  # noqa: S603 - our own command
        [MAATWERK, *opdracht], env=omgeving, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as proces:
        try:
            yield proces
        finally:
            proces.kill()


@dataclass(frozen=True)
class Kijker:
    """Looks from outside at what a process does to its SQLite database."""

    pad: Path

    def leeft(self) -> bool:
        """Answer whether the process has touched the database."""
        return self.pad.exists()

    def schrijft(self) -> bool:
        """Answer whether the process, which stands still, holds the lock of a writer."""
        engine = create_engine(f"sqlite:///{self.pad}", poolclass=NullPool, connect_args={"timeout": 0})
        with engine.connect() as verbinding:
            try:
                verbinding.exec_driver_sql("BEGIN IMMEDIATE")
            except OperationalError:
                return True
        return False

    def losgelaten(self) -> bool:
        """Answer whether the dead process has let go of the database: the kernel saw to that."""
        return True


@dataclass(frozen=True)
class PostgresqlKijker:
    """Looks from outside at what a process does to its PostgreSQL database."""

    naam: str
    verbinding: Connection

    def _is_er(self, welke: str) -> bool:
        vraag = f"SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = :naam AND {welke}"  # noqa: S608 - our own
        return bool(self.verbinding.scalar(text(vraag), {"naam": self.naam}))

    def leeft(self) -> bool:
        """Answer whether the process has touched the database."""
        return self._is_er(KLANT)

    def schrijft(self) -> bool:
        """Answer whether the process, which stands still, wrote something in a transaction that is open."""
        return self._is_er(f"{KLANT} AND backend_xid IS NOT NULL")

    def losgelaten(self) -> bool:
        """Answer whether the server noticed that the process is dead."""
        return not self._is_er(KLANT)


@contextmanager
def _kijker(adres: str) -> Iterator[Kijker | PostgresqlKijker]:
    naam = str(make_url(adres).database)
    if adres.startswith("sqlite"):
        yield Kijker(Path(naam))
        return
    beheer = make_url(POSTGRESQL).set(drivername="postgresql+psycopg")
    with create_engine(beheer, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect() as verbinding:
        yield PostgresqlKijker(naam, verbinding)


def _wacht(tot: Callable[[], bool]) -> None:
    eind = time.monotonic() + 60
    while not tot():
        assert time.monotonic() < eind
        time.sleep(0.002)


def _vermoord(proef: Proef, adres: str, na: float | None) -> str:
    """Kill the command so many seconds after it first touched the database, or once it writes; tell what it did."""
    with _start(proef.map_, adres, proef.opdracht) as proces, _kijker(adres) as kijker:
        _wacht(lambda: kijker.leeft() or proces.poll() is not None)
        if na is None:
            _wacht(lambda: kijker.schrijft() or proces.poll() is not None)
        else:
            time.sleep(na)
        proces.send_signal(signal.SIGSTOP)
        if proces.poll() is not None:
            assert proces.returncode == 0, proces.communicate()[0]
            return "klaar"
        schreef = kijker.schrijft()
        proces.send_signal(signal.SIGKILL)
        assert proces.wait(timeout=10) == -signal.SIGKILL
        _wacht(kijker.losgelaten)
    return "schreef" if schreef else "liep"


def _bekijk(adres: str) -> Beeld:
    engine = maak_engine(adres, KLUIS)
    if adres.startswith("sqlite"):
        with engine.connect() as verbinding:
            assert verbinding.scalar(text("PRAGMA integrity_check")) == "ok"
            assert verbinding.execute(text("PRAGMA foreign_key_check")).all() == []
    beeld = structuur(engine), versie(engine), aantallen(engine)
    engine.dispose()
    return beeld


def _draai(map_: Path, adres: str, opdracht: tuple[str, ...]) -> float:
    """Run the command undisturbed and give how long it worked, counted from its first touch of the database."""
    with _start(map_, adres, opdracht) as proces, _kijker(adres) as kijker:
        _wacht(lambda: kijker.leeft() or proces.poll() is not None)
        begin = time.monotonic()
        uitvoer, _ = proces.communicate(timeout=60)
    assert proces.returncode == 0, uitvoer
    return time.monotonic() - begin


def _meet(soort: str, map_: Path, opdracht: tuple[str, ...]) -> Proef:
    """Run undisturbed: what stands there before, after the schema and at the end is all that may ever stand there."""
    vervang_ring(map_ / "sleutels.json", KLUIS.ring)  # what the command began, this process finishes
    with maak_database(soort, map_) as adres:
        beelden = [_bekijk(adres)]
    for stap in (MIGREER, opdracht):  # the first one warms up Python, so that the second gives an honest time
        with maak_database(soort, map_) as adres:
            duur = _draai(map_, adres, stap)
            beelden.append(_bekijk(adres))
    return Proef(soort, map_, opdracht, tuple(beelden), duur)


def _maak_af(adres: str, invoer: bytes | None) -> None:
    """Do what the command does, here: that saves the start of forty more processes."""
    engine = maak_engine(adres, KLUIS)
    with EEN_TEGELIJK:
        schema.werk_bij(engine)
    if invoer is not None:
        with Session(engine) as sessie, sessie.begin():
            importeer_casussen(
                Handeling(sessie, Systeem(), klok.nu(), laad_instellingen(bron("config")), SPOOR), invoer
            )
    engine.dispose()


def _ronde(proef: Proef, na: float | None) -> str:
    """Kill one run on an empty database and let a second one finish; tell what the first was doing and had done."""
    with maak_database(proef.soort, proef.map_) as adres:
        deed = _vermoord(proef, adres, na)
        stand = STANDEN[proef.beelden.index(_bekijk(adres))]
        _maak_af(adres, proef.invoer)
        assert _zonder_log(_bekijk(adres)) == _zonder_log(proef.beelden[-1])
    return f"{deed}, {stand}"


def _zonder_log(beeld: Beeld) -> Beeld:
    """Leave the log out: an import of what was known already adds no casus, but a line about itself."""
    return beeld[0], beeld[1], {tabel: aantal for tabel, aantal in beeld[2].items() if tabel != "logregel"}


def _rondes(proef: Proef, genoeg: int) -> Counter[str]:
    """Kill at moments spread over the work, then as soon as it writes, until enough kills landed in a write."""
    uitslag = Counter[str]()
    with ThreadPoolExecutor(2) as pool:
        for nr in range(1, HOOGSTENS, 2):
            if nr > MINSTENS and _raak(uitslag) >= genoeg:
                break
            momenten = [proef.duur * (keer * SPREIDING % 1) for keer in (nr, nr + 1)] if nr <= MINSTENS else [None] * 2
            uitslag.update(pool.map(lambda na: _ronde(proef, na), momenten))
    return uitslag


def _raak(uitslag: Counter[str]) -> int:
    return sum(aantal for wat, aantal in uitslag.items() if wat.startswith("schreef"))


@pytest.mark.parametrize("soort", SOORTEN)
def test_een_afgebroken_import_laat_alles_of_niets_achter(soort: str, tmp_path: Path, bestand: Path) -> None:
    proef = _meet(soort, tmp_path, ("importeer", "casussen", str(bestand)))
    assert [beeld[2].get("casus", 0) for beeld in proef.beelden] == [0, 0, AANTAL]
    uitslag = _rondes(proef, genoeg=3)
    print(f"import op {soort}, werkte {proef.duur:.2f} s: {dict(uitslag)}")  # noqa: T201 - what the kills hit
    assert _raak(uitslag) >= 3


@pytest.mark.parametrize("soort", SOORTEN)
def test_een_afgebroken_migratie_laat_alles_of_niets_achter(soort: str, tmp_path: Path) -> None:
    proef = _meet(soort, tmp_path, MIGREER)
    uitslag = _rondes(proef, genoeg=1)
    print(f"migratie op {soort}, werkte {proef.duur:.2f} s: {dict(uitslag)}")  # noqa: T201 - what the kills hit
    assert _raak(uitslag) >= 1
