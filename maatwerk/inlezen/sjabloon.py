"""The template to fill in: the columns, one example, and what may stand in each column."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from maatwerk.inlezen.kolommen import VAST, Kolom, Pad, keuzes, knelpunt, poging
from maatwerk.inlezen.odsvorm import maak_ods
from maatwerk.inlezen.rekenblad import BLADNAAM, MEESTE_RIJEN
from maatwerk.inlezen.voorbeeld import VOORBEELD
from maatwerk.kern.instellingen import Instellingen

UITLEG, _LIJSTEN = "Uitleg", "Lijsten"
_KNELPUNTEN, _REGELS, _POGINGEN = 3, 2, 3
_TEKST, _DAG = "@", "dd-mm-yyyy"
_BREED = 24
_FORMULE = frozenset("=+-@\t\r\n")
_EERSTE_KNELPUNT = [kolom.pad for kolom in knelpunt(1, 0)]


class Formaat(StrEnum):
    """What the template can be."""

    XLSX = "xlsx"
    ODS = "ods"
    CSV = "csv"


SOORT: Mapping[Formaat, str] = {
    Formaat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Formaat.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Formaat.CSV: "text/csv; charset=utf-8",
}
"""How each format is called on the web."""

KOP_UITLEG = ("Kolom", "Verplicht", "Wat vul je in", "Mogelijkheden")


def maak_sjabloon(formaat: Formaat, instellingen: Instellingen) -> bytes:
    """Give the template as a file."""
    kolommen = list(sjabloonkolommen())
    if formaat is Formaat.CSV:
        return _csv(kolommen)
    uitleg = [list(KOP_UITLEG), *_uitleg(kolommen, instellingen)]
    if formaat is Formaat.ODS:
        tekst = [[kolom.naam for kolom in kolommen], [_op_pad(VOORBEELD, kolom.pad) for kolom in kolommen]]
        return maak_ods({BLADNAAM: tekst, UITLEG: uitleg})
    return _xlsx(kolommen, uitleg, instellingen)


def veilig(cel: str) -> str:
    """Give a cell that no spreadsheet takes for a formula (veiligheid.md F23)."""
    return f"'{cel}" if unicodedata.normalize("NFKC", cel[:1]) in _FORMULE else cel


def sjabloonkolommen() -> Iterator[Kolom]:
    """Give the columns of the template. A file may have more knelpunten, regels and pogingen than these."""
    yield from VAST
    for nummer in range(1, _KNELPUNTEN + 1):
        yield from knelpunt(nummer, _REGELS)
    for nummer in range(1, _POGINGEN + 1):
        yield from poging(nummer)


def _op_pad(inhoud: Any, pad: Pad) -> str:  # noqa: ANN401 - a tree of texts
    """Give what stands at this place, as somebody would type it."""
    for deel in pad:
        if isinstance(deel, int):
            inhoud = inhoud[deel - 1] if len(inhoud) >= deel else {}
        else:
            inhoud = inhoud.get(deel, {} if deel != pad[-1] else "")
    return "; ".join(inhoud) if isinstance(inhoud, list) else str(inhoud)


def _uitleg(kolommen: Sequence[Kolom], instellingen: Instellingen) -> Iterator[list[str]]:
    for kolom in kolommen:
        nodig = "ja" if kolom.nodig and (kolom in VAST or kolom.pad in _EERSTE_KNELPUNT) else ""
        yield [kolom.naam, nodig, kolom.uitleg, "; ".join(keuzes(kolom, instellingen))]


def _csv(kolommen: Sequence[Kolom]) -> bytes:
    """Write as a Dutch Excel reads it by itself. No cell of ours begins with a sign that starts a formula."""
    tekst = io.StringIO(newline="")
    schrijver = csv.writer(tekst, delimiter=";", lineterminator="\r\n")
    schrijver.writerow([kolom.naam for kolom in kolommen])
    schrijver.writerow([_op_pad(VOORBEELD, kolom.pad) for kolom in kolommen])
    return tekst.getvalue().encode("utf-8-sig")


def _xlsx(kolommen: Sequence[Kolom], uitleg: Sequence[Sequence[str]], instellingen: Instellingen) -> bytes:
    werkboek = Workbook(write_only=True)
    blad, tweede, lijsten = (werkboek.create_sheet(naam) for naam in (BLADNAAM, UITLEG, _LIJSTEN))
    blad.freeze_panes = "A2"
    for plek, kolom in enumerate(kolommen, start=1):
        maat = blad.column_dimensions[get_column_letter(plek)]
        maat.width, maat.number_format = _BREED, _DAG if kolom.datum else _TEKST
    for breed, letters in ((30, "A"), (10, "B"), (60, "C"), (90, "D")):
        tweede.column_dimensions[letters].width = breed
    blad.append([_kop(blad, kolom.naam) for kolom in kolommen])
    blad.append([_cel(blad, kolom) for kolom in kolommen])
    for rij in uitleg:
        tweede.append([_tekst(tweede, waarde) for waarde in rij])
    _zet_lijsten(blad, lijsten, kolommen, instellingen)
    lijsten.sheet_state = "hidden"
    werkboek.properties.creator = werkboek.properties.lastModifiedBy = None
    uit = io.BytesIO()
    werkboek.save(uit)
    return uit.getvalue()


def _kop(blad: Any, tekst: str) -> Any:  # noqa: ANN401 - write-only sheets and cells have no type
    cel = WriteOnlyCell(blad, tekst)
    cel.font, cel.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    return cel


def _tekst(blad: Any, tekst: str) -> Any:  # noqa: ANN401
    cel = WriteOnlyCell(blad, tekst)
    cel.number_format, cel.alignment = _TEKST, Alignment(wrap_text=True, vertical="top")
    return cel


def _cel(blad: Any, kolom: Kolom) -> Any:  # noqa: ANN401
    waarde = _op_pad(VOORBEELD, kolom.pad)
    cel = _tekst(blad, waarde)
    if kolom.datum:
        cel.value, cel.number_format = date.fromisoformat(waarde) if waarde else None, _DAG
    return cel


def _zet_lijsten(blad: Any, lijsten: Any, kolommen: Sequence[Kolom], instellingen: Instellingen) -> None:  # noqa: ANN401
    """Let the spreadsheet itself offer what can be chosen: the words lie in a third sheet."""
    opties = {kolom.naam: keuzes(kolom, instellingen) for kolom in kolommen if not kolom.opsomming}
    soorten = list(dict.fromkeys(tuple(woorden) for woorden in opties.values() if woorden))
    for rij in range(max(map(len, soorten))):
        lijsten.append([_tekst(lijsten, soort[rij]) if rij < len(soort) else None for soort in soorten])
    for plek, kolom in enumerate(kolommen, start=1):
        if woorden := tuple(opties.get(kolom.naam, ())):
            bron = get_column_letter(soorten.index(woorden) + 1)
            keuze = DataValidation("list", formula1=f"{_LIJSTEN}!${bron}$1:${bron}${len(woorden)}", allow_blank=True)
            keuze.errorTitle, keuze.error = "Kies uit de lijst", f"Kijk op het blad {UITLEG}."
            eigen = get_column_letter(plek)
            keuze.add(f"{eigen}2:{eigen}{MEESTE_RIJEN}")
            blad.data_validations.append(keuze)
