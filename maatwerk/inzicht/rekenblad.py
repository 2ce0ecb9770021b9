"""ODS and XLSX, written row by row: the libraries for these keep every text in memory until the end.

Every cell is text, so no program takes it for a formula, a number or a date. There is no metadata.
"""

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from maatwerk.inzicht.inpakken import Deel
from maatwerk.inzicht.rules import Blad, cellen

_KOP = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_ODS_SOORT = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_WIT = re.compile(r"\t|^ +|(?<= ) +")  # what ODF would drop: tabs, and spaces at the start or after a space
_ODS_VAST = {
    "META-INF/manifest.xml": (
        f'<manifest:manifest xmlns:manifest="{_ODF}manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{_ODS_SOORT}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        '<manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/>'
        '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    ),
    "meta.xml": (
        f'<office:document-meta xmlns:office="{_ODF}office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' office:version="1.3"><office:meta><dc:language>nl-NL</dc:language></office:meta></office:document-meta>'
    ),
    "styles.xml": f'<office:document-styles xmlns:office="{_ODF}office:1.0" office:version="1.3"/>',
}

_OOXML = "http://schemas.openxmlformats.org/"
_MAIN = f"{_OOXML}spreadsheetml/2006/main"
_DEELSOORT = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XLSX_VAST = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_OOXML}package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_DEELSOORT}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_DEELSOORT}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_DEELSOORT}.worksheet+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_OOXML}package/2006/relationships"><Relationship Id="rId1"'
        f' Type="{_OOXML}officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_OOXML}package/2006/relationships"><Relationship Id="rId1"'
        f' Type="{_OOXML}officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OOXML}officeDocument/2006/relationships/styles" Target="styles.xml"/>'
        "</Relationships>"
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}


def ods(blad: Blad) -> Iterator[Deel]:
    """Give the parts of an ODS."""
    yield Deel("mimetype", [_ODS_SOORT.encode()], los=True)
    yield from _vast(_ODS_VAST.items())
    yield Deel("content.xml", _ods_inhoud(blad))


def _vast(delen: Iterable[tuple[str, str]]) -> Iterator[Deel]:
    return (Deel(naam, [f"{_KOP}{inhoud}".encode()]) for naam, inhoud in delen)


def _ods_inhoud(blad: Blad) -> Iterator[bytes]:
    namen = " ".join(f'xmlns:{naam}="{_ODF}{naam}:1.0"' for naam in ("office", "table", "text"))
    yield (
        f'{_KOP}<office:document-content {namen} office:version="1.3"><office:body><office:spreadsheet>'
        f"<table:table table:name={quoteattr(blad.naam)}>"
        f'<table:table-column table:number-columns-repeated="{len(blad.kolommen)}"/>'
    ).encode()
    for rij in cellen(blad):
        yield f"<table:table-row>{''.join(map(_ods_cel, rij))}</table:table-row>".encode()
    yield b"</table:table></office:spreadsheet></office:body></office:document-content>"


def _ods_cel(waarde: str) -> str:
    """Give a cell of text with a paragraph per line: within one, ODF reads a line break or two spaces as one space."""
    regels = "".join(f"<text:p>{_ODS_WIT.sub(_ods_wit, escape(regel))}</text:p>" for regel in waarde.split("\n"))
    vast = quoteattr(waarde, {"\r": "&#13;"})
    return f'<table:table-cell office:value-type="string" office:string-value={vast}>{regels}</table:table-cell>'


def _ods_wit(wit: re.Match[str]) -> str:
    return "<text:tab/>" if wit.group() == "\t" else f'<text:s text:c="{len(wit.group())}"/>'


def xlsx(blad: Blad) -> Iterator[Deel]:
    """Give the parts of an XLSX."""
    yield from _vast(_XLSX_VAST.items())
    werkboek = (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OOXML}officeDocument/2006/relationships">'
        f'<sheets><sheet name={quoteattr(blad.naam)} sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    yield from _vast([("xl/workbook.xml", werkboek)])
    yield Deel("xl/worksheets/sheet1.xml", _xlsx_inhoud(blad))


def _xlsx_inhoud(blad: Blad) -> Iterator[bytes]:
    yield f'{_KOP}<worksheet xmlns="{_MAIN}"><sheetData>'.encode()
    for rij in cellen(blad):
        yield f"<row>{''.join(map(_xlsx_cel, rij))}</row>".encode()
    yield b"</sheetData></worksheet>"


def _xlsx_cel(waarde: str) -> str:
    vast = escape(waarde, {"\r": "&#13;"})
    return f'<c t="inlineStr"><is><t xml:space="preserve">{vast}</t></is></c>'
