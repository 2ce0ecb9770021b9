"""Making a backup: a copy of one moment, sealed, with a manifest that says what must be in it."""

import hashlib
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import msgspec
from sqlalchemy import Connection, Engine, func, inspect, select, text

from maatwerk.bewaring.bak import Bak, bak_van, vast
from maatwerk.bewaring.zegelstroom import Kopiefout, ontzegel, verzegel
from maatwerk.kern.database import Basis, maak_engine
from maatwerk.kern.kluis import kluis_van
from maatwerk.kern.sleutels import leid_af
from maatwerk.logboek.models import Logboekgrens, Logregel

FORMAAT = 1
_NAAM = re.compile(r"maatwerk-(\d{8}T\d{6}Z)\.backup", re.ASCII)
_STEMPEL = "%Y%m%dT%H%M%SZ"
_REST = ".maatwerk-backup-"
_EEN_UUR = 3600
_LENGTE = 8


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a backup holds. It is sealed together with the content."""

    formaat: int
    soort: str
    gemaakt: datetime
    revisie: str
    bytes: int
    sha256: str
    rijen: dict[str, int]
    logregels: int
    keten: str


@dataclass(frozen=True)
class Inhoud:
    """What a database says of itself at one moment."""

    revisie: str
    rijen: dict[str, int]
    logregels: int
    keten: str


def backupsleutel(geheim: str) -> bytes:
    """Give the key of the backups."""
    return leid_af(geheim.encode(), "maatwerk back-up 1")


def tel(verbinding: Connection) -> Inhoud:
    """Give the revision, the number of rows per table and the end of the log, all of one moment.

    Lines that were cleaned up count too: the anchors do so. A backup from before that has no table for it.
    """
    namen = set(inspect(verbinding).get_table_names())
    tabellen = [tabel for tabel in Basis.metadata.sorted_tables if tabel.name in namen]
    rijen = {tabel.name: verbinding.scalar(select(func.count()).select_from(tabel)) or 0 for tabel in tabellen}
    revisie = verbinding.scalar(text("SELECT version_num FROM alembic_version"))
    laatste = verbinding.scalar(select(Logregel.keten).order_by(Logregel.id.desc()).limit(1))
    opgeruimd = verbinding.scalar(select(func.max(Logboekgrens.aantal))) if "logboekgrens" in rijen else 0
    return Inhoud(str(revisie), rijen, rijen["logregel"] + (opgeruimd or 0), (laatste or b"").hex())


def maak_kopie(engine: Engine, map_: Path, sleutel: bytes, nu: datetime) -> Path:
    """Write a backup of this database in this folder: whole, or not at all. Raises Kopiefout."""
    map_.mkdir(parents=True, exist_ok=True, mode=0o700)
    doel = map_ / f"maatwerk-{nu.astimezone(UTC):{_STEMPEL}}.backup"
    if doel.exists():
        raise Kopiefout(f"{doel.name} bestaat al. Wacht een seconde.")
    _ruim_resten(map_)
    with tempfile.TemporaryDirectory(prefix=_REST, dir=map_) as tijdelijk:
        ruw, deel = Path(tijdelijk) / "ruw", Path(tijdelijk) / "deel"
        bak = bak_van(engine.url, Path(tijdelijk))
        manifest = _manifest(bak, ruw, _kopieer(engine, bak, ruw), nu)
        with deel.open("wb") as uit, _achter_elkaar(manifest, ruw) as bron:
            verzegel(bron, uit, sleutel)
        deel.chmod(0o600)
        vast(deel)
        deel.rename(doel)
        vast(map_)
    return doel


def _kopieer(engine: Engine, bak: Bak, ruw: Path) -> Inhoud:
    """Copy, and count in the same moment as the copy."""
    if bak.soort == "sqlite":
        bak.kopieer(ruw, "")
        eigen = maak_engine(f"sqlite:///{ruw}", kluis_van(engine.dialect))
        with eigen.connect() as verbinding:
            inhoud = tel(verbinding)
        eigen.dispose()
        return inhoud
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as verbinding:
        verbinding.exec_driver_sql("SET LOCAL idle_in_transaction_session_timeout = 0")
        verbinding.exec_driver_sql("SET LOCAL statement_timeout = 0")
        momentopname = str(verbinding.scalar(text("SELECT pg_export_snapshot()")))
        inhoud = tel(verbinding)
        bak.kopieer(ruw, momentopname)
        return inhoud


def _manifest(bak: Bak, ruw: Path, inhoud: Inhoud, nu: datetime) -> Manifest:
    with ruw.open("rb") as bron:
        som = hashlib.file_digest(bron, "sha256").hexdigest()
    return Manifest(
        formaat=FORMAAT, soort=bak.soort, gemaakt=nu, revisie=inhoud.revisie, bytes=ruw.stat().st_size, sha256=som,
        rijen=inhoud.rijen, logregels=inhoud.logregels, keten=inhoud.keten,
    )  # fmt: skip


@contextmanager
def _achter_elkaar(manifest: Manifest, ruw: Path) -> Iterator[BinaryIO]:
    """Give manifest and content as one thing to read: the length of the manifest, the manifest, the content."""
    kop = msgspec.json.encode(manifest)
    with tempfile.TemporaryFile(dir=ruw.parent) as samen, ruw.open("rb") as bron:
        samen.write(len(kop).to_bytes(_LENGTE, "big") + kop)
        shutil.copyfileobj(bron, samen)
        samen.seek(0)
        yield samen


def pak_uit(bestand: Path, sleutel: bytes, werkmap: Path) -> tuple[Manifest, Path]:
    """Open a backup into this folder and check that it is what its manifest says. Raises Kopiefout."""
    alles, inhoud = werkmap / "alles", werkmap / "inhoud"
    with bestand.open("rb") as bron, alles.open("wb") as uit:
        for stuk in ontzegel(bron, sleutel):
            uit.write(stuk)
    som = hashlib.sha256()
    with alles.open("rb") as bron, inhoud.open("wb") as uit:
        manifest = _lees_manifest(bron.read(int.from_bytes(bron.read(_LENGTE), "big")))
        while stuk := bron.read(1 << 20):
            som.update(stuk)
            uit.write(stuk)
    alles.unlink()
    if (som.hexdigest(), inhoud.stat().st_size) != (manifest.sha256, manifest.bytes):
        raise Kopiefout("De inhoud van deze back-up past niet bij haar manifest. Er is niets teruggezet.")
    return manifest, inhoud


def _lees_manifest(tekst: bytes) -> Manifest:
    try:
        manifest = msgspec.json.decode(tekst, type=Manifest)
    except msgspec.MsgspecError:
        raise Kopiefout("Het manifest van deze back-up is niet te lezen; hoort zij bij een andere versie?") from None
    if manifest.formaat != FORMAAT:
        raise Kopiefout(f"Deze back-up heeft vorm {manifest.formaat}; deze versie leest vorm {FORMAAT}.")
    return manifest


def ruim_oude(map_: Path, nu: datetime, dagen: int) -> list[str]:
    """Remove our own backups older than this, and give their names. Any other file stays."""
    grens = nu - timedelta(days=dagen)
    weg = [pad for pad in sorted(map_.iterdir()) if (van := _moment(pad)) is not None and van < grens]
    for pad in weg:
        pad.unlink()
    return [pad.name for pad in weg]


def _moment(pad: Path) -> datetime | None:
    gevonden = _NAAM.fullmatch(pad.name)
    if not gevonden or pad.is_symlink() or not pad.is_file():
        return None
    try:
        return datetime.strptime(gevonden[1], _STEMPEL).replace(tzinfo=UTC)
    except ValueError:
        return None


def _ruim_resten(map_: Path) -> None:
    """Remove what a run that broke off left behind; not what another run is writing at this moment."""
    for pad in map_.glob(f"{_REST}*"):
        if pad.is_dir() and not pad.is_symlink() and time.time() - pad.stat().st_mtime > _EEN_UUR:
            shutil.rmtree(pad)
