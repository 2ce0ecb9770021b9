"""Reading CSV: which encoding and which separator it has, said aloud, or a refusal when that cannot be known."""

import csv
import re
from collections.abc import Callable, Iterator

from maatwerk.inlezen import rekenblad
from maatwerk.inlezen.pakket import Bladfout
from maatwerk.inlezen.rekenblad import Blad, Bladrij, Cel, Gebrek, Rijenbak

_BOMMEN = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SCHEIDINGEN = {";": "puntkomma's", ",": "komma's", "\t": "tabs"}
_VERMINKT = re.compile(r"Ã[\x80-\xbf‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]|\w[‚ƒ„†‡ˆ‰‹˜™›¤]\w")
_ONZEKER = (
    "We weten niet zeker hoe de letters in dit bestand bedoeld zijn. Bewaar het opnieuw als 'CSV UTF-8', of als XLSX."
)
_BEGINT_MET_IS = Gebrek("Dit begint met =. Een rekenblad leest dat als formule. Zet er een woord voor.")
_GEEN_TABEL = (
    "We herkennen de kolommen niet. De eerste rij noemt de kolommen, met puntkomma's ertussen. Begin met het sjabloon."
)


def lees_csv(inhoud: bytes, is_kop: Callable[[str], bool]) -> Blad:
    """Read the table. `is_kop` knows the names of columns, by which we see the separator. Raises Bladfout."""
    tekst, codering = lees_tekst(inhoud)
    kop, sep, rest = tekst.partition("\n")
    if kop.strip("\r\"' ").casefold().startswith("sep=") and sep:
        tekst = rest  # a line for Excel, which does not show it either
    scheiding = _scheiding(tekst, is_kop)
    gelezen_als = f"{codering}, met {_SCHEIDINGEN[scheiding]} tussen de kolommen"
    return Blad(_rijen(tekst, scheiding), gelezen_als=gelezen_als)


def lees_tekst(inhoud: bytes) -> tuple[str, str]:
    """Give the text and the encoding it lies in. Raises Bladfout when that cannot be known."""
    try:
        for bom, codering in _BOMMEN:
            if inhoud.startswith(bom):
                return inhoud.decode(codering), codering.removesuffix("-sig").upper()
        if b"\x00" in inhoud:
            codering = _utf_16(inhoud)
            return inhoud.decode(codering), codering.upper()
    except UnicodeDecodeError:
        raise Bladfout(_ONZEKER) from None
    try:
        return inhoud.decode(), "UTF-8"
    except UnicodeDecodeError:
        return _windows(inhoud), "Windows-1252"


def _utf_16(inhoud: bytes) -> str:
    """Tell which half of each pair is empty, as it is for nearly every letter in Dutch. Raises Bladfout."""
    even, oneven = inhoud[0:2000:2].count(0), inhoud[1:2000:2].count(0)
    if max(even, oneven) < 4 * min(even, oneven) + 1 or len(inhoud) % 2:
        raise Bladfout(_ONZEKER)
    return "utf-16-le" if oneven > even else "utf-16-be"


def _windows(inhoud: bytes) -> str:
    """Read as Windows writes it. Raises Bladfout when the outcome holds what no person types: another alphabet."""
    try:
        tekst = inhoud.decode("cp1252")
    except UnicodeDecodeError:
        raise Bladfout(_ONZEKER) from None
    if _VERMINKT.search(tekst):
        raise Bladfout(_ONZEKER)
    return tekst


def _scheiding(tekst: str, is_kop: Callable[[str], bool]) -> str:
    """Give the sign that makes the most known names of the first row. Raises Bladfout when none does."""
    begin = tekst.lstrip()[:20_000]
    treffers = {teken: sum(map(is_kop, _eerste_rij(begin, teken))) for teken in _SCHEIDINGEN}
    beste = max(treffers, key=lambda teken: treffers[teken])
    if treffers[beste] < 2:  # noqa: PLR2004 - one name may stand in any text
        raise Bladfout(_GEEN_TABEL)
    return beste


def _eerste_rij(tekst: str, scheiding: str) -> list[str]:
    try:
        return next(csv.reader(tekst.splitlines(keepends=True), delimiter=scheiding), [])
    except csv.Error:
        return []


def _rijen(tekst: str, scheiding: str) -> Iterator[Bladrij]:
    bak = Rijenbak()
    lezer = csv.reader(_regels(tekst), delimiter=scheiding, strict=True)
    nummer = 0
    try:
        for nummer, velden in enumerate(lezer, start=1):
            cellen = {kolom: _cel(veld) for kolom, veld in enumerate(velden) if veld}
            if cellen:
                bak.leg(Bladrij(nummer, cellen))
                yield from bak.haal()
    except csv.Error:
        reden = (
            f'De aanhalingstekens kloppen niet, ergens na rij {nummer}. Elk veld met " erin begint en eindigt met ".'
        )
        raise Bladfout(reden) from None


def _regels(tekst: str) -> Iterator[str]:
    """Give the lines as they are, broken at line ends only: `splitlines` would also break at other signs."""
    begin = 0
    while begin < len(tekst):
        einde = tekst.find("\n", begin) + 1 or len(tekst)
        yield tekst[begin:einde]
        begin = einde


def _cel(veld: str) -> Cel:
    if veld.startswith("="):
        return _BEGINT_MET_IS
    return rekenblad.tekst(veld.replace("\r\n", "\n").replace("\r", "\n"))
