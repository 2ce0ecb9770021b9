"""The two kinds of database: how each is copied, set up beside the live one, and put in its place in one move."""

import os
import secrets
import shutil
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import URL, Engine, NullPool, create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from maatwerk.bewaring.zegelstroom import Kopiefout
from maatwerk.kern.database import sqlite_module

_DRAAIT = "Maatwerk draait nog, of iemand anders heeft de database open. Stop dat eerst. Er is niets teruggezet."


class Bak(Protocol):
    """A database that can be copied and replaced."""

    soort: str

    def kopieer(self, naar: Path, momentopname: str) -> None:
        """Write a copy to this file: of one moment, also while others write."""

    def zet_klaar(self, inhoud: Path) -> str:
        """Set a copy up beside the live database and give its address."""

    def eis_stil(self) -> None:
        """Refuse while anybody else has the live database open. Raises Kopiefout."""

    def wissel(self) -> None:
        """Put what was set up in the place of the live database: wholly, or not at all."""

    def ruim_op(self) -> None:
        """Take away what was set up and did not get its place."""


def bak_van(url: URL, werkmap: Path) -> Bak:
    """Give the kind of database at this address; `werkmap` is a folder that goes afterwards."""
    return Sqlitebak(url) if url.get_backend_name() == "sqlite" else Postgresbak(url, werkmap)


class Sqlitebak:
    """One file. It is replaced by renaming another over it, in the same folder."""

    soort = "sqlite"

    def __init__(self, url: URL) -> None:
        """Take the file beside which we work."""
        self.live = Path(url.database or "")
        self.klaar = self.live.with_name(f".{self.live.name}.herstel-{secrets.token_hex(4)}")
        self.opzij = self.live.with_name(f".{self.live.name}.voor-herstel")

    def kopieer(self, naar: Path, momentopname: str) -> None:
        """Use the backup of SQLite itself: copying the file would miss what is in the WAL."""
        del momentopname
        sqlite: Any = sqlite_module()
        with closing(sqlite.connect(str(self.live))) as bron, closing(sqlite.connect(str(naar))) as doel:
            bron.backup(doel)

    def zet_klaar(self, inhoud: Path) -> str:
        """Move the file beside the live one, on the same disk."""
        self.live.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(inhoud, self.klaar)
        self.klaar.chmod(0o600)
        return f"sqlite:///{self.klaar}"

    def eis_stil(self) -> None:
        """Leave WAL mode: SQLite does that only for who is alone, and it writes the WAL into the file."""
        if not self.live.exists():
            return
        sqlite: Any = sqlite_module()
        verbinding = sqlite.connect(str(self.live), timeout=0, isolation_level=None)
        try:
            verbinding.execute("PRAGMA journal_mode=DELETE")
        except sqlite.Error as fout:
            if "locked" in str(fout):
                raise Kopiefout(_DRAAIT) from None
        finally:  # any other error: it is no database, and there is nothing to disturb
            verbinding.close()

    def wissel(self) -> None:
        """Rename over the live file; the old one lies aside until that is on the disk."""
        for rest in ("-wal", "-shm"):  # of the old database; the new one must not read them
            self.live.with_name(self.live.name + rest).unlink(missing_ok=True)
        self.opzij.unlink(missing_ok=True)
        if self.live.exists():
            os.link(self.live, self.opzij)
        self.klaar.replace(self.live)
        vast(self.live.parent)
        self.opzij.unlink(missing_ok=True)

    def ruim_op(self) -> None:
        """Remove the copy with what SQLite put beside it."""
        for rest in ("", "-wal", "-shm"):
            self.klaar.with_name(self.klaar.name + rest).unlink(missing_ok=True)


class Postgresbak:
    """A database on a server. A fresh one is filled beside it; two names change in one transaction."""

    soort = "postgresql"

    def __init__(self, url: URL, werkmap: Path) -> None:
        """Take the name of the live database, and make one for the fresh."""
        self.url, self.werkmap = url, werkmap
        self.live = str(url.database)
        self.klaar = f"{self.live}_herstel_{secrets.token_hex(4)}"

    def kopieer(self, naar: Path, momentopname: str) -> None:
        """Use pg_dump, on the same moment as our own counts."""
        keuzes = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={momentopname}"]
        self._draai("pg_dump", [*keuzes, f"--file={naar}"], self.live)

    def zet_klaar(self, inhoud: Path) -> str:
        """Fill a fresh database, all or nothing."""
        self._beheer(f'CREATE DATABASE "{self.klaar}" TEMPLATE template0')
        keuzes = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(inhoud)]
        self._draai("pg_restore", keuzes, self.klaar)
        return self.url.set(database=self.klaar).render_as_string(hide_password=False)

    def eis_stil(self) -> None:
        """Count who is connected."""
        vraag = text("SELECT count(*) FROM pg_stat_activity WHERE datname = :naam AND backend_type = 'client backend'")
        with self._verbind().connect() as verbinding:
            if verbinding.scalar(vraag, {"naam": self.live}):
                raise Kopiefout(_DRAAIT)

    def wissel(self) -> None:
        """Rename both in one transaction, and then drop the old one."""
        oud = f"{self.klaar}_oud"
        engine = self._verbind()
        with engine.begin() as verbinding:
            bestaat = verbinding.scalar(text("SELECT 1 FROM pg_database WHERE datname = :naam"), {"naam": self.live})
            if bestaat:
                verbinding.exec_driver_sql(f'ALTER DATABASE "{self.live}" RENAME TO "{oud}"')
            verbinding.exec_driver_sql(f'ALTER DATABASE "{self.klaar}" RENAME TO "{self.live}"')
        self._beheer(f'DROP DATABASE IF EXISTS "{oud}"')

    def ruim_op(self) -> None:
        """Drop the fresh database if it still has its own name."""
        self._beheer(f'DROP DATABASE IF EXISTS "{self.klaar}" WITH (FORCE)')

    def _verbind(self) -> Engine:
        adres = self.url.set(drivername="postgresql+psycopg", database="postgres")
        return create_engine(adres, poolclass=NullPool, hide_parameters=True)

    def _beheer(self, opdracht: str) -> None:
        try:
            with self._verbind().connect().execution_options(isolation_level="AUTOCOMMIT") as verbinding:
                verbinding.exec_driver_sql(opdracht)
        except SQLAlchemyError as fout:
            raise Kopiefout(f"PostgreSQL weigert ({type(fout).__name__}). Mag deze rol databases maken?") from None

    def _draai(self, programma: str, keuzes: list[str], database: str) -> None:
        pad = shutil.which(programma)
        if pad is None:
            raise Kopiefout(f"{programma} ontbreekt op deze machine. Installeer de client van PostgreSQL.")
        adres = self.url.set(drivername="postgresql", password=None, database=database).render_as_string()
        geheim = {"PGPASSWORD": self.url.password} if self.url.password else {}
        uitslag = subprocess.run(  # noqa: S603 - our own words and a path we found
            [pad, f"--dbname={adres}", *keuzes], env=os.environ | geheim, capture_output=True, check=False, text=True
        )
        if uitslag.returncode:
            eerste = uitslag.stderr.partition("\n")[0][:200]
            raise Kopiefout(f"{programma} is niet gelukt: {eerste}")


def vast(pad: Path) -> None:
    """Wait until a file, or the names in a folder, lie on the disk."""
    bestand = os.open(pad, os.O_RDONLY)
    try:
        os.fsync(bestand)
    finally:
        os.close(bestand)
