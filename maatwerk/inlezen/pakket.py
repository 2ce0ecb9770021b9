"""A zip with XML in it, as a spreadsheet is: opened with care, for anybody can make one that unpacks to a terabyte.

Nothing is unpacked to disk or as a whole. Every part is read in pieces, against one allowance for all parts together.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from xml.parsers import expat

MEESTE_DELEN = 500
MEESTE_BYTES = 80_000_000
"""What all parts that are read may be together, once unpacked: twenty times a file of 10 000 ordinary casussen."""
_MEESTE_INHOUD = 200_000  # bytes of the list of parts itself
_HOOGSTE_VERHOUDING = 200  # an ordinary spreadsheet unpacks to ten or thirty times its size
_GERUST = 5_000_000  # below this no proportion is a danger: ten thousand empty rows pack very well
_EIND = struct.Struct("<4s4H2LH")
_STUK = 65_536
_STUK_BESTAND = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)

Begin = Callable[[str, Mapping[str, str]], None]
Einde = Callable[[str], None]
Letters = Callable[[str], None]


class Bladfout(Exception):
    """This file cannot be read as a spreadsheet; `reden` says why, in the words of whoever made it."""

    def __init__(self, reden: str) -> None:
        """Keep the reason."""
        super().__init__(reden)
        self.reden = reden


KAPOT = "Dit bestand is beschadigd. Open het in je rekenblad, bewaar het opnieuw en probeer het nog een keer."
TE_GROOT = "Dit bestand wordt te groot als we het uitpakken. Knip het in kleinere bestanden."


class Pakket:
    """The parts of a zip, of which only so much can be read."""

    def __init__(self, inhoud: bytes) -> None:
        """Look at the list of parts only. Raises Bladfout when it is no decent zip."""
        _eis_klein(inhoud)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(inhoud))
        except _STUK_BESTAND:
            raise Bladfout(KAPOT) from None
        delen = self._zip.infolist()
        self.namen = frozenset(deel.filename for deel in delen)
        if len(delen) > MEESTE_DELEN or len(self.namen) != len(delen):
            raise Bladfout(KAPOT)
        for deel in delen:
            _eis_gewoon(deel)
        self._over = MEESTE_BYTES

    def ontleed(self, naam: str, begin: Begin, einde: Einde, letters: Letters | None = None) -> None:
        """Walk through the XML of one part. Raises Bladfout on what is no plain XML, or is too much."""
        for _ in self.loop_door(naam, begin, einde, letters):
            pass

    def loop_door(self, naam: str, begin: Begin, einde: Einde, letters: Letters | None = None) -> Iterator[None]:
        """Walk through the XML of one part, a piece at a time. Raises Bladfout as `ontleed` does."""
        lezer = expat.ParserCreate(namespace_separator=" ")
        lezer.buffer_text = True
        lezer.StartElementHandler = begin
        lezer.EndElementHandler = einde
        if letters is not None:
            lezer.CharacterDataHandler = letters
        lezer.StartDoctypeDeclHandler = _weiger_doctype
        try:
            with self._zip.open(naam) as deel:
                while stuk := deel.read(_STUK):
                    self._over -= len(stuk)
                    if self._over < 0:
                        raise Bladfout(TE_GROOT)
                    lezer.Parse(stuk)
                    yield
                lezer.Parse(b"", True)  # noqa: FBT003 - expat takes it by position
                yield
        except (KeyError, LookupError, expat.ExpatError, *_STUK_BESTAND):
            raise Bladfout(KAPOT) from None


def _eis_klein(inhoud: bytes) -> None:
    """Refuse a long list of parts before zipfile makes an object of each."""
    plek = inhoud.rfind(b"PK\x05\x06", -_STUK - _EIND.size)
    if plek < 0 or len(inhoud) < plek + _EIND.size:
        raise Bladfout(KAPOT)
    _, _, _, _, aantal, grootte, _, _ = _EIND.unpack_from(inhoud, plek)
    if aantal > MEESTE_DELEN or grootte > _MEESTE_INHOUD:
        raise Bladfout(TE_GROOT)


def _eis_gewoon(deel: zipfile.ZipInfo) -> None:
    """Refuse a part that is locked, packed in an odd way, or swells out of all proportion."""
    if deel.flag_bits & 1:
        raise Bladfout("Dit bestand heeft een wachtwoord. Bewaar het zonder wachtwoord en probeer het opnieuw.")
    if deel.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Bladfout(KAPOT)
    if deel.file_size > max(_GERUST, deel.compress_size * _HOOGSTE_VERHOUDING) or deel.file_size > MEESTE_BYTES:
        raise Bladfout(TE_GROOT)


def _weiger_doctype(*_alles: object) -> None:
    """A spreadsheet has no DOCTYPE: only whoever wants to define entities writes one."""
    raise Bladfout(KAPOT)


def lokaal(naam: str) -> str:
    """Give the name of an element or attribute without its namespace: strict and loose files differ only there."""
    return naam.rpartition(" ")[2]
