"""The vernietigingsregister outside the database: it outlives a restore, and says which casussen stay destroyed."""

import hmac
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from maatwerk.bewaring.rules import Omvang
from maatwerk.kern.sleutels import leid_af

BESTAND = "vernietigingsregister.jsonl"


class Registerfout(Exception):
    """The register cannot be read or written; then nothing is destroyed and nothing is restored."""


class Regel(msgspec.Struct, frozen=True):
    """One casus that stays destroyed. Who lacks the key learns nothing from it."""

    kenmerk: str
    omvang: Omvang
    datum: date


@dataclass(frozen=True)
class Register:
    """Where the register lies, and the key to its hashes."""

    map_: Path
    sleutel: bytes = field(repr=False)

    def kenmerk(self, casus_id: int, aangemaakt_op: datetime) -> bytes:
        """Give the hash of a casus. With its moment: after a restore a number may be given out again."""
        return hmac.digest(self.sleutel, f"{casus_id}|{aangemaakt_op.astimezone(UTC).isoformat()}".encode(), "sha256")

    def lees(self) -> Sequence[Regel]:
        """Give every line, oldest first. Raises Registerfout on one that is none."""
        pad = self.map_ / BESTAND
        try:
            regels = pad.read_bytes().splitlines() if pad.exists() else []
            return [msgspec.json.decode(regel, type=Regel) for regel in regels]
        except (OSError, msgspec.MsgspecError) as fout:
            raise Registerfout(f"{BESTAND} is niet te lezen ({type(fout).__name__}). Zet het terug.") from None

    def schrijf(self, regels: Iterable[Regel]) -> None:
        """Add lines, for nobody else to read, and wait until they lie on the disk. Raises Registerfout."""
        tekst = b"".join(msgspec.json.encode(regel) + b"\n" for regel in regels)
        try:
            bestand = os.open(self.map_ / BESTAND, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            with os.fdopen(bestand, "ab") as uit:
                uit.write(tekst)
                uit.flush()
                os.fsync(uit.fileno())
        except OSError as fout:
            raise Registerfout(f"{BESTAND} is niet te schrijven ({fout.strerror}). Er is niets vernietigd.") from None


def open_register(map_: Path, geheim: str) -> Register:
    """Give the register in this folder."""
    return Register(map_, leid_af(geheim.encode(), "maatwerk vernietigingsregister 1"))
