"""Files as people hand them over: filled in by openpyxl, odfdo and csv, never by our own reader."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from odfdo import Cell, Document, Row, Table
from openpyxl import Workbook

from maatwerk.inlezen.sjabloon import sjabloonkolommen

KOLOMMEN = [kolom.naam for kolom in sjabloonkolommen()]
Rij = dict[str, Any]


def rij(**anders: Any) -> Rij:
    """Give a row that is right; `anders` by the name of the column, with _ for a space."""
    goed: Rij = {
        "Bronkenmerk": "BT-1",
        "Titel": "Geen adres, geen uitkering",
        "Wijk": "Ondiep",
        "Organisatie indiener": "Buurtteam Ondiep",
        "Kinderen": "3+",
        "Leeftijdsklasse": "18-20",
        "Situatie": "Een man slaapt bij kennissen.",
        "Wens van de inwoner": "Hij wil werken.",
        "Leefgebieden": "inkomen; wonen",
        "Gevraagde doorbraak": "Een briefadres.",
        "Inwoner geïnformeerd op": date(2026, 11, 2),
        "Grondslag": "participatiewet",
        "Knelpunt 1 type": "wederzijdse wachtvoorwaarde",
        "Knelpunt 1 toelichting": "Zonder adres geen uitkering.",
        "Knelpunt 1 wet 1": "PW",
        "Knelpunt 1 peildatum 1": "2-11-2026",
    }
    return goed | {naam.replace("_", " "): waarde for naam, waarde in anders.items()}


def tabel(*rijen: Rij, kolommen: Sequence[str] = KOLOMMEN) -> list[list[Any]]:
    """Give header and rows."""
    return [list(kolommen), *([rij.get(kolom) for kolom in kolommen] for rij in rijen)]


def xlsx(*rijen: Rij, kolommen: Sequence[str] = KOLOMMEN) -> bytes:
    """Give the rows as XLSX."""
    werkboek = Workbook()
    for waarden in tabel(*rijen, kolommen=kolommen):
        werkboek.active.append(waarden)  # type: ignore[union-attr]
    return bewaar(werkboek)


def bewaar(werkboek: Workbook) -> bytes:
    """Give a workbook as bytes."""
    uit = io.BytesIO()
    werkboek.save(uit)
    return uit.getvalue()


def ods(*rijen: Rij, kolommen: Sequence[str] = KOLOMMEN) -> bytes:
    """Give the rows as ODS."""
    document = Document("spreadsheet")
    document.body.clear()
    blad = Table("Casussen")
    for waarden in tabel(*rijen, kolommen=kolommen):
        regel = Row()
        for waarde in waarden:
            regel.append_cell(Cell(waarde))
        blad.append_row(regel)
    document.body.append(blad)
    uit = io.BytesIO()
    document.save(uit)
    return uit.getvalue()


def csv_tekst(*rijen: Rij, kolommen: Sequence[str] = KOLOMMEN, scheiding: str = ";") -> str:
    """Give the rows as the text of a CSV."""
    uit = io.StringIO(newline="")
    schrijver = csv.writer(uit, delimiter=scheiding)
    for waarden in tabel(*rijen, kolommen=kolommen):
        schrijver.writerow([w.strftime("%d-%m-%Y") if isinstance(w, date) else w for w in waarden])
    return uit.getvalue()
