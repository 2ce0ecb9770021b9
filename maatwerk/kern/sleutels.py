"""One secret, many keys: each use gets its own, so that a leak of one says nothing about the others."""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def ketensleutel(geheim: str) -> bytes:
    """Give the key with which the logboek seals its lines."""
    return leid_af(geheim.encode(), "maatwerk logboek keten 1")


def leid_af(geheim: bytes, label: str) -> bytes:
    """Derive 32 bytes for one use: HKDF with SHA-256, without salt (RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=label.encode()).derive(geheim)
