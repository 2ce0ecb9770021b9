"""A zip file of parts that are made while they are written: in a temporary file, never whole in memory."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_DAG_NUL = (1980, 1, 1, 0, 0, 0)  # the first date a zip can hold: it tells no day
_IN_GEHEUGEN = 1_000_000
_STUK = 64 * 1024
_VLUG = 3  # how hard to press: harder saves a few percent and takes twice as long


@dataclass(frozen=True)
class Deel:
    """A file in the zip. `los`: it lies as it is, which an ODS demands of its first part."""

    naam: str
    inhoud: Iterable[bytes]
    los: bool = False


def pak_in(delen: Iterable[Deel]) -> Iterator[bytes]:
    """Give the zip in pieces, once it is whole."""
    with SpooledTemporaryFile(_IN_GEHEUGEN) as bestand:
        with ZipFile(bestand, "w", compresslevel=_VLUG) as doel:
            for deel in delen:
                _schrijf(doel, deel)
        bestand.seek(0)
        while stuk := bestand.read(_STUK):
            yield stuk


def _schrijf(doel: ZipFile, deel: Deel) -> None:
    kop = ZipInfo(deel.naam, _DAG_NUL)
    kop.compress_type = ZIP_STORED if deel.los else ZIP_DEFLATED
    kop._compresslevel = _VLUG  # type: ignore[attr-defined] # noqa: SLF001 - Python 3.11 gives no other way
    with doel.open(kop, "w") as open_deel:
        for stuk in deel.inhoud:
            open_deel.write(stuk)
