"""A stuk as DOCX: the heading styles of Word itself, a table header that repeats, Dutch as its language."""

import io
from xml.sax.saxutils import escape

from docx import Document
from docx.document import Document as Bestand
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from maatwerk.stuk.pakket import zonder_herkomst
from maatwerk.stuk.rules import Alinea, Deel, Feiten, Kop, Stuk, Tabel, schoon

_KOP = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_KERN = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_APP = f'{_KOP}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'


def als_docx(stuk: Stuk) -> bytes:
    """Give the file."""
    bestand = Document()
    for taal in bestand.styles.element.iter(qn("w:lang")):
        taal.set(qn("w:val"), "nl-NL")
    _laat_plaatje_weg(bestand)
    for deel in (Kop(stuk.titel, 1), *stuk.delen):
        _schrijf(bestand, deel)
    uit = io.BytesIO()
    bestand.save(uit)
    return zonder_herkomst(uit.getvalue(), {"docProps/core.xml": _kern(stuk), "docProps/app.xml": _APP})


def _laat_plaatje_weg(bestand: Bestand) -> None:
    """Leave out the thumbnail of the template: it shows another document."""
    pakket = bestand.part.package
    for naam, relatie in list(pakket.rels.items()):
        if relatie.reltype.endswith("/thumbnail"):
            del pakket.rels[naam]


def _kern(stuk: Stuk) -> str:
    inhoud = f"<dc:title>{escape(schoon(stuk.titel))}</dc:title><dc:language>nl-NL</dc:language>"
    namen = f'xmlns:cp="{_KERN}" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f"{_KOP}<cp:coreProperties {namen}>{inhoud}</cp:coreProperties>"


def _schrijf(bestand: Bestand, deel: Deel) -> None:
    match deel:
        case Kop(tekst, niveau):
            bestand.add_heading(schoon(tekst), niveau)
        case Alinea(tekst):
            bestand.add_paragraph(schoon(tekst))
        case Feiten(rijen):
            for wat, waarde in rijen:
                alinea = bestand.add_paragraph()
                alinea.add_run(f"{schoon(wat)}:").bold = True
                alinea.add_run(f" {schoon(waarde)}")
        case Tabel():
            _schrijf_tabel(bestand, deel)


def _schrijf_tabel(bestand: Bestand, deel: Tabel) -> None:
    tabel = bestand.add_table(rows=1, cols=len(deel.koppen), style="Table Grid")
    for vak, tekst in zip(tabel.rows[0].cells, deel.koppen, strict=True):
        vak.paragraphs[0].add_run(schoon(tekst)).bold = True
    kop = OxmlElement("w:tblHeader")
    kop.set(qn("w:val"), "true")
    tabel.rows[0]._tr.get_or_add_trPr().append(kop)  # noqa: SLF001 - python-docx has no name for a header row
    for rij in deel.rijen:
        for vak, tekst in zip(tabel.add_row().cells, rij, strict=True):
            vak.text = schoon(tekst)
