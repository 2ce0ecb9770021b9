"""Secrets that lie in the database: encrypted, or as a keyed hash. Both keys come from the secret of the machine."""

import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from maatwerk.kern.sleutels import leid_af

_NONCE = 12


class Kluis:
    """Locks a text to one place; whoever holds only the database opens nothing."""

    def __init__(self, geheim: str) -> None:
        """Derive a key for each use, so that one never serves for the other."""
        self._velden = AESGCM(leid_af(geheim, "maatwerk velden"))
        self._merken = leid_af(geheim, "maatwerk merken")

    def versleutel(self, tekst: str, plek: str) -> bytes:
        """Encrypt a text for this place ("tabel.kolom.id"): copied to another row it no longer opens."""
        nonce = os.urandom(_NONCE)
        return nonce + self._velden.encrypt(nonce, tekst.encode(), plek.encode())

    def ontsleutel(self, versleuteld: bytes, plek: str) -> str:
        """Give the text back. Raises ValueError when it was changed, moved, or locked with another secret."""
        try:
            return self._velden.decrypt(versleuteld[:_NONCE], versleuteld[_NONCE:], plek.encode()).decode()
        except InvalidTag:
            raise ValueError(f"{plek}: deze tekst hoort hier niet, of is met een ander geheim versleuteld.") from None

    def merk(self, tekst: str) -> bytes:
        """Give a hash that can be compared, but not guessed without the secret."""
        return hmac.digest(self._merken, tekst.encode(), "sha256")
