"""A file in sealed pieces (AES-256-GCM): changed, cut, lengthened or of another key, it does not open at all."""

import os
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MERK = b"maatwerk back-up 1\n"
_ZOUT, _STUK, _ZEGEL = 32, 1 << 20, 16


class Kopiefout(Exception):
    """A backup cannot be made, or is not to be trusted. The text says what to do."""


_STUK_KAPOT = "Deze back-up is veranderd, niet compleet, of met een ander geheim gemaakt. Er is niets teruggezet."


def verzegel(bron: BinaryIO, doel: BinaryIO, sleutel: bytes) -> None:
    """Write `bron` sealed into `doel`. Each file has a key of its own, so the counter can be the nonce."""
    kop = MERK + os.urandom(_ZOUT)
    doel.write(kop)
    slot = _slot(sleutel, kop)
    stuk, nummer = bron.read(_STUK), 0
    while True:
        volgende = bron.read(_STUK)
        doel.write(slot.encrypt(_nonce(nummer, laatste=not volgende), stuk, kop))
        if not volgende:
            return
        stuk, nummer = volgende, nummer + 1


def ontzegel(bron: BinaryIO, sleutel: bytes) -> Iterator[bytes]:
    """Give what was sealed, piece by piece. Raises Kopiefout; use nothing of it before the last piece came."""
    kop = bron.read(len(MERK) + _ZOUT)
    if not kop.startswith(MERK) or len(kop) < len(MERK) + _ZOUT:
        raise Kopiefout("Dit bestand is geen back-up van Maatwerk, of van een andere versie.")
    slot = _slot(sleutel, kop)
    stuk, nummer = bron.read(_STUK + _ZEGEL), 0
    while True:
        volgende = bron.read(_STUK + _ZEGEL)
        try:
            yield slot.decrypt(_nonce(nummer, laatste=not volgende), stuk, kop)
        except (InvalidTag, ValueError):
            raise Kopiefout(_STUK_KAPOT) from None
        if not volgende:
            return
        stuk, nummer = volgende, nummer + 1


def _slot(sleutel: bytes, kop: bytes) -> AESGCM:
    return AESGCM(HKDF(algorithm=SHA256(), length=32, salt=kop, info=MERK).derive(sleutel))


def _nonce(nummer: int, *, laatste: bool) -> bytes:
    """Number the pieces and mark the last: none can be left out, moved, or cut off."""
    return nummer.to_bytes(11, "big") + bytes([laatste])
