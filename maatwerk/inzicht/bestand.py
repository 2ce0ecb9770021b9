"""How rows become a file: CSV for a Dutch Excel, JSON, ODS and XLSX. Says nothing about who made it, when or where."""

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from odfdo import Document, Element
from openpyxl import Workbook

from maatwerk.inzicht.rules import Formaat, Rij, cel
from maatwerk.stuk.pakket import zonder_herkomst

_ODS_WIT = re.compile(r"\t|^ +|(?<= ) +")  # what ODF would drop: tabs, and spaces at the start or after a space
_ODS_META = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3">'
    "<office:meta><dc:language>nl-NL</dc:language></office:meta></office:document-meta>"
)
_ODS_STIJL = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"/>'
)
_XLSX_KERN = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_XLSX_APP = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)


def maak_bestand(formaat: Formaat, naam: str, kolommen: Sequence[str], rijen: Sequence[Rij]) -> bytes:
    """Give the whole file in this format; `naam` is that of the sheet. Without rows it holds the columns only."""
    makers: Mapping[Formaat, Callable[[str, Sequence[str], Sequence[Rij]], bytes]] = {
        Formaat.CSV: _csv,
        Formaat.JSON: _json,
        Formaat.ODS: _ods,
        Formaat.XLSX: _xlsx,
    }
    return makers[formaat](naam, kolommen, rijen)


def _tabel(kolommen: Sequence[str], rijen: Sequence[Rij]) -> list[list[str]]:
    """Give the header and the rows as safe cells."""
    return [list(kolommen), *([cel(rij[kolom]) for kolom in kolommen] for rij in rijen)]


def _csv(_naam: str, kolommen: Sequence[str], rijen: Sequence[Rij]) -> bytes:
    """Write with a semicolon and a byte order mark: then a Dutch Excel opens it right by itself."""
    tekst = io.StringIO(newline="")
    csv.writer(tekst, delimiter=";", lineterminator="\r\n").writerows(_tabel(kolommen, rijen))
    return tekst.getvalue().encode("utf-8-sig")


def _json(_naam: str, kolommen: Sequence[str], rijen: Sequence[Rij]) -> bytes:
    """Write the values as they are: a program that reads JSON runs no formulas."""
    schoon = [{kolom: rij[kolom] for kolom in kolommen} for rij in rijen]
    return json.dumps(schoon, ensure_ascii=False, indent=2).encode()


def _ods(naam: str, kolommen: Sequence[str], rijen: Sequence[Rij]) -> bytes:
    document = Document("spreadsheet")
    document.body.clear()
    document.body.append(Element.from_tag(_ods_tabel(naam, _tabel(kolommen, rijen))))
    uit = io.BytesIO()
    document.save(uit)
    return zonder_herkomst(uit.getvalue(), {"meta.xml": _ODS_META, "styles.xml": _ODS_STIJL})


def _ods_tabel(naam: str, rijen: Sequence[Sequence[str]]) -> str:
    """Give the table as XML. One object of odfdo per cell would cost a minute for two thousand lessen."""
    inhoud = "".join(
        f"<table:table-row>{''.join(_ods_cel(waarde) for waarde in rij)}</table:table-row>" for rij in rijen
    )
    kolommen = f'<table:table-column table:number-columns-repeated="{len(rijen[0])}"/>'
    return f"<table:table table:name={quoteattr(naam)}>{kolommen}{inhoud}</table:table>"


def _ods_cel(waarde: str) -> str:
    """Give a cell of text with a paragraph per line: within one, ODF reads a line break or two spaces as one space."""
    regels = "".join(f"<text:p>{_ODS_WIT.sub(_ods_wit, escape(regel))}</text:p>" for regel in waarde.split("\n"))
    vast = quoteattr(waarde, {"\r": "&#13;"})
    return f'<table:table-cell office:value-type="string" office:string-value={vast}>{regels}</table:table-cell>'


def _ods_wit(wit: re.Match[str]) -> str:
    return "<text:tab/>" if wit.group() == "\t" else f'<text:s text:c="{len(wit.group())}"/>'


def _xlsx(naam: str, kolommen: Sequence[str], rijen: Sequence[Rij]) -> bytes:
    werkboek = Workbook(write_only=True)
    blad = werkboek.create_sheet(naam)
    for waarden in _tabel(kolommen, rijen):
        blad.append(waarden)
    uit = io.BytesIO()
    werkboek.save(uit)
    return zonder_herkomst(uit.getvalue(), {"docProps/core.xml": _XLSX_KERN, "docProps/app.xml": _XLSX_APP})
