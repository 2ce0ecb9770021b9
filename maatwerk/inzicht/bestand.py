"""How rows become a file, piece by piece: whatever their number, only a few lie in memory (ADR 025).

Says nothing about who made it, when or where.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping

from maatwerk.inzicht.datapakket import datapakket
from maatwerk.inzicht.inpakken import pak_in
from maatwerk.inzicht.rekenblad import ods, xlsx
from maatwerk.inzicht.rules import Blad, Formaat, cellen

_BOM = b"\xef\xbb\xbf"


def maak_bestand(formaat: Formaat, blad: Blad) -> Iterator[bytes]:
    """Give the file in this format, in pieces. Without rows it holds the columns only."""
    return _MAKERS[formaat](blad)


def _csv(blad: Blad) -> Iterator[bytes]:
    """Write with a semicolon and a byte order mark: then a Dutch Excel opens it right by itself."""
    yield _BOM
    yield from csv_regels(blad, ";")


def csv_regels(blad: Blad, teken: str) -> Iterator[bytes]:
    """Give the header and each row as a line."""
    tekst = io.StringIO(newline="")
    schrijver = csv.writer(tekst, delimiter=teken, lineterminator="\r\n")
    for waarden in cellen(blad):
        schrijver.writerow(waarden)
        yield tekst.getvalue().encode()
        tekst.seek(0)
        tekst.truncate()


def _json(blad: Blad) -> Iterator[bytes]:
    """Write the values as they are: a program that reads JSON runs no formulas."""
    begin = "["
    for rij in blad.rijen:
        schoon = {kolom: rij[kolom] for kolom in blad.kolommen}
        yield f"{begin}\n  {json.dumps(schoon, ensure_ascii=False)}".encode()
        begin = ","
    yield b"[]\n" if begin == "[" else b"\n]\n"


_MAKERS: Mapping[Formaat, Callable[[Blad], Iterator[bytes]]] = {
    Formaat.CSV: _csv,
    Formaat.JSON: _json,
    Formaat.ODS: lambda blad: pak_in(ods(blad)),
    Formaat.XLSX: lambda blad: pak_in(xlsx(blad)),
    Formaat.PAKKET: lambda blad: pak_in(datapakket(blad, csv_regels(blad, ","))),
}
