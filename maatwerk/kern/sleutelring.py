"""The key ring: a file outside the database and its backups, with every key that a text may lie under."""

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import mkstemp

import msgspec

from maatwerk.kern.instellingen import InstellingFout

_BYTES = 32
_ANDEREN = 0o077


@dataclass(frozen=True)
class Sleutelring:
    """Keys by their id. New text is locked with `actief`; keyed hashes use `merken`, which never changes."""

    actief: str
    merken: str
    sleutels: Mapping[str, bytes] = field(repr=False)

    def met_nieuwe(self) -> "Sleutelring":
        """Give this ring with one key more, which becomes the active one."""
        nieuw = _naam()
        return replace(self, actief=nieuw, sleutels={**self.sleutels, nieuw: secrets.token_bytes(_BYTES)})

    def zonder(self, naam: str) -> "Sleutelring":
        """Give this ring without one key."""
        return replace(self, sleutels={deze: sleutel for deze, sleutel in self.sleutels.items() if deze != naam})


def _naam() -> str:
    return secrets.token_hex(4)


def nieuwe_ring() -> Sleutelring:
    """Give a ring with one fresh key."""
    naam = _naam()
    return Sleutelring(naam, naam, {naam: secrets.token_bytes(_BYTES)})


def lees_ring(pad: Path) -> Sleutelring:
    """Read the key ring. Raises InstellingFout when it is missing, broken, or can be read by others."""
    try:
        if pad.stat().st_mode & _ANDEREN:
            raise InstellingFout(
                f"{pad}: anderen kunnen deze sleutels lezen. Maak het bestand van jou alleen: chmod 600."
            )
        ring = msgspec.json.decode(pad.read_bytes(), type=Sleutelring)
    except FileNotFoundError:
        raise InstellingFout(
            f"{pad}: dit sleutelbestand ontbreekt. Is Maatwerk hier nieuw, maak hem met `maatwerk sleutels maak`. "
            "Anders: zet het terug, want zonder is geen tekst te lezen."
        ) from None
    except OSError as fout:
        raise InstellingFout(f"{pad}: dit sleutelbestand is niet te lezen ({fout.strerror}).") from None
    except msgspec.DecodeError:
        raise InstellingFout(f"{pad}: dit is geen sleutelbestand.") from None
    if not {ring.actief, ring.merken} <= ring.sleutels.keys() or {len(een) for een in ring.sleutels.values()} != {
        _BYTES
    }:
        raise InstellingFout(f"{pad}: in dit sleutelbestand ontbreekt een sleutel, of er is er een te kort.")
    return ring


def maak_ring(pad: Path) -> None:
    """Make the key ring. Raises FileExistsError when there is one: texts may lie under it."""
    pad.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _geschreven(pad, nieuwe_ring()) as los:
        pad.hardlink_to(los)  # unlike a rename, this refuses when there is one already


def vervang_ring(pad: Path, ring: Sleutelring) -> None:
    """Put this ring in place of the one that is there: the old one or the new one, never half."""
    with _geschreven(pad, ring) as los:
        los.replace(pad)


@contextmanager
def _geschreven(pad: Path, ring: Sleutelring) -> Iterator[Path]:
    """Write the ring to a loose file beside its place, down to the disk; what the caller did with it is kept too."""
    greep, naam = mkstemp(dir=pad.parent, prefix=f".{pad.name}.")  # readable for its owner only
    try:
        with os.fdopen(greep, "wb") as bestand:
            bestand.write(msgspec.json.format(msgspec.json.encode(ring)))
            bestand.flush()
            os.fsync(bestand.fileno())
        yield Path(naam)
        map_ = os.open(pad.parent, os.O_RDONLY)
        os.fsync(map_)
        os.close(map_)
    finally:
        Path(naam).unlink(missing_ok=True)
