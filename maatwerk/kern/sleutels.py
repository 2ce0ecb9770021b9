"""One secret, many keys: each use gets its own, so that a leak of one says nothing about the others."""

import hmac


def ketensleutel(geheim: str) -> bytes:
    """Give the key with which the logboek seals its lines."""
    return leid_af(geheim, "maatwerk logboek keten 1")


def leid_af(geheim: str, label: str) -> bytes:
    """Derive 32 bytes for one use: HKDF with SHA-256, without salt, one block (RFC 5869)."""
    kern = hmac.digest(bytes(32), geheim.encode(), "sha256")
    return hmac.digest(kern, label.encode() + b"\x01", "sha256")
