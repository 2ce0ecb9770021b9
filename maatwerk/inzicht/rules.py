"""What leaves the house as a file: which columns, which formats, and what a cell may hold. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
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


SOORT: Mapping[Formaat, str] = {
    Formaat.CSV: "text/csv; charset=utf-8",
    Formaat.JSON: "application/json; charset=utf-8",
    Formaat.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Formaat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
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

_FORMULE = frozenset("=+-@\t\r\n")
_ONLEESBAAR = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def cel(waarde: str | list[str]) -> str:
    """Give what may stand in a cell of a spreadsheet: no formula, and nothing that breaks the file.

    The wide form of a sign counts too, because some spreadsheets read it so (veiligheid.md F23).
    """
    tekst = _ONLEESBAAR.sub("", waarde if isinstance(waarde, str) else " | ".join(waarde))
    return f"'{tekst}" if unicodedata.normalize("NFKC", tekst[:1]) in _FORMULE else tekst
