"""What leaves the house as a file: which columns, which formats, and what a cell may hold. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

Rij = Mapping[str, str | list[str]]
"""One row: the value of each column, a list where there can be several."""


class Wat(StrEnum):
    """What can be exported. Only what is anonymous."""

    LESSEN = "lessen"
    SIGNALEN = "signalen"


class Formaat(StrEnum):
    """The file formats."""

    CSV = "csv"
    JSON = "json"
    ODS = "ods"
    XLSX = "xlsx"
    PAKKET = "zip"


SOORT: Mapping[Formaat, str] = {
    Formaat.CSV: "text/csv; charset=utf-8",
    Formaat.JSON: "application/json; charset=utf-8",
    Formaat.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Formaat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Formaat.PAKKET: "application/zip",
}
"""How each format is called on the web."""

KOLOMMEN: Mapping[Wat, Sequence[str]] = {
    Wat.LESSEN: (
        "code",
        "kwartaal",
        "titel",
        "wat_speelde",
        "botsing",
        "bedoeling",
        "doorbraak",
        "weging",
        "geleerd",
        "houdt_stand",
        "wetten",
        "knelpunttypen",
        "leefgebieden",
        "niveaus",
        "stand",
    ),
    Wat.SIGNALEN: (
        "kernzin",
        "wet",
        "artikel",
        "peildatum",
        "knelpunttype",
        "niveau",
        "ernst",
        "aantal_casussen",
        "gevolg",
        "omweg",
        "voorstel",
        "eigenaar",
        "status",
    ),
}
"""The fixed columns: no number of a casus, no tafel, no date but the quarter, no name."""

MEER = " | "
"""What stands between several values in one cell."""


@dataclass(frozen=True)
class Blad:
    """What goes out: its name, its columns, its rows (walked once) and the licence under which."""

    naam: str
    kolommen: Sequence[str]
    rijen: Iterable[Rij]
    licentie: str


_FORMULE = frozenset("=+-@\t\r\n")
_ONLEESBAAR = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def cel(waarde: str | list[str]) -> str:
    """Give what may stand in a cell of a spreadsheet: no formula, and nothing that breaks the file.

    The wide form of a sign counts too, because some spreadsheets read it so (veiligheid.md F23).
    """
    tekst = _ONLEESBAAR.sub("", waarde if isinstance(waarde, str) else MEER.join(waarde))
    return f"'{tekst}" if unicodedata.normalize("NFKC", tekst[:1]) in _FORMULE else tekst


def cellen(blad: Blad) -> Iterator[list[str]]:
    """Give the header, and then the rows, as safe cells."""
    yield list(blad.kolommen)
    for rij in blad.rijen:
        yield [cel(rij[kolom]) for kolom in blad.kolommen]
