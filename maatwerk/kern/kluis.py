"""What lies encrypted, or as a keyed hash. The keys come from the key ring, each use with its own (ADR 011)."""

import os
from base64 import b64decode, b64encode
from contextlib import suppress
from hmac import digest

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Dialect

from maatwerk.kern.omgeving import Omgeving
from maatwerk.kern.sleutelring import Sleutelring, lees_ring, maak_ring
from maatwerk.kern.sleutels import leid_af

VORM = "v1"
_NONCE = 12


class Kluis:
    """Locks a text to one place; whoever holds only the database opens nothing."""

    def __init__(self, ring: Sleutelring) -> None:
        """Derive a key for each use, so that one never serves for the other."""
        self.ring = ring
        self._velden = {naam: AESGCM(leid_af(sleutel, "maatwerk velden 1")) for naam, sleutel in ring.sleutels.items()}
        self._merken = leid_af(ring.sleutels[ring.merken], "maatwerk merken 1")

    def versleutel(self, tekst: str, plek: str) -> str:
        """Encrypt a text for this place ("tabel.kolom.rij") with the active key: `v1.key.base64(nonce + text)`."""
        kop, nonce = f"{VORM}.{self.ring.actief}", os.urandom(_NONCE)
        dicht = self._velden[self.ring.actief].encrypt(nonce, tekst.encode(), f"{kop}.{plek}".encode())
        return f"{kop}.{b64encode(nonce + dicht).decode()}"

    def ontsleutel(self, dicht: str, plek: str) -> str:
        """Give the text back. Raises ValueError when it was changed, moved, or locked with a key that is not here."""
        kop, _, inhoud = dicht.rpartition(".")
        vorm, _, naam = kop.partition(".")
        sleutel = self._velden.get(naam)
        if vorm != VORM or sleutel is None:
            raise ValueError(f"{plek}: deze tekst ligt onder een sleutel die er niet is, of is niet versleuteld.")
        try:
            heel = _lees(inhoud)
            return sleutel.decrypt(heel[:_NONCE], heel[_NONCE:], f"{kop}.{plek}".encode()).decode()
        except (InvalidTag, ValueError):
            raise ValueError(f"{plek}: deze tekst hoort hier niet, of is veranderd.") from None

    def merk(self, tekst: str) -> bytes:
        """Give a hash that can be compared, but not guessed without the key. It stays the same when keys change."""
        return digest(self._merken, tekst.encode(), "sha256")


def _lees(inhoud: str) -> bytes:
    """Read base64. Raises ValueError, also for another way to write the same bytes."""
    heel = b64decode(inhoud, validate=True)
    if b64encode(heel).decode() != inhoud:
        raise ValueError(inhoud)
    return heel


def open_kluis(omgeving: Omgeving) -> Kluis:
    """Open the key ring of this machine; a demo makes its own. Raises InstellingFout when there is none to open."""
    if omgeving.demo and not omgeving.sleutelpad.exists():
        with suppress(FileExistsError):  # another process was just as quick
            maak_ring(omgeving.sleutelpad)
    return Kluis(lees_ring(omgeving.sleutelpad))


def leg_kluis_in(dialect: Dialect, kluis: Kluis) -> None:
    """Let the columns of this database reach the keys: SQLAlchemy hands them the dialect, and nothing else."""
    dialect.kluis = kluis  # type: ignore[attr-defined]


def kluis_van(dialect: Dialect) -> Kluis:
    """Give the keys of this database."""
    kluis: Kluis = dialect.kluis  # type: ignore[attr-defined]
    return kluis
