"""A stuk as ODT: real headings, a table header that repeats, Dutch as its language."""

import io
import re
from xml.sax.saxutils import escape, quoteattr

from odfdo import Document, Element

from maatwerk.stuk.pakket import zonder_herkomst
from maatwerk.stuk.rules import Alinea, Deel, Feiten, Kop, Stuk, Tabel, schoon

_NAMEN = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_KOP = '<?xml version="1.0" encoding="UTF-8"?>'
_WIT = re.compile(r"\t|^ +|(?<= ) +")  # what ODF would drop: tabs, and spaces at the start or after a space
_STANDAARD = (
    '<style:default-style style:family="paragraph">'
    '<style:paragraph-properties fo:margin-bottom="0.2cm"/>'
    '<style:text-properties style:font-name="Liberation Sans" fo:font-family="\'Liberation Sans\', Arial, sans-serif" '
    'fo:font-size="11pt" fo:language="nl" fo:country="NL"/></style:default-style>'
    '<style:style style:name="Standard" style:family="paragraph" style:class="text"/>'
)
_GROOT = {1: "18pt", 2: "15pt", 3: "13pt", 4: "11pt"}
_PLAATSEN = {
    "Feit": ("text", '<style:text-properties fo:font-weight="bold"/>'),
    "Vak": (
        "table-cell",
        '<style:table-cell-properties fo:border="0.5pt solid #767676" fo:padding="0.1cm"/>',
    ),
}


def als_odt(stuk: Stuk) -> bytes:
    """Give the file."""
    document = Document("text")
    document.body.clear()
    for deel in (Kop(stuk.titel, 1), *stuk.delen):
        for xml in _xml(deel):
            document.body.append(Element.from_tag(xml))
    uit = io.BytesIO()
    document.save(uit)
    return zonder_herkomst(uit.getvalue(), {"meta.xml": _meta(stuk), "styles.xml": _stijlen()})


def _meta(stuk: Stuk) -> str:
    inhoud = f"<office:meta><dc:title>{_plat(stuk.titel)}</dc:title><dc:language>nl-NL</dc:language></office:meta>"
    return f'{_KOP}<office:document-meta {_NAMEN} office:version="1.3">{inhoud}</office:document-meta>'


def _stijlen() -> str:
    koppen = "".join(
        f'<style:style style:name="Heading_20_{niveau}" style:display-name="Heading {niveau}" style:family="paragraph" '
        f'style:parent-style-name="Standard" style:default-outline-level="{niveau}" style:class="text">'
        '<style:paragraph-properties fo:margin-top="0.4cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"/>'
        f'<style:text-properties fo:font-size="{groot}" fo:font-weight="bold"/></style:style>'
        for niveau, groot in _GROOT.items()
    )
    rest = "".join(
        f'<style:style style:name="{naam}" style:family="{soort}">{inhoud}</style:style>'
        for naam, (soort, inhoud) in _PLAATSEN.items()
    )
    stijlen = f"<office:styles>{_STANDAARD}{koppen}{rest}</office:styles>"
    return f'{_KOP}<office:document-styles {_NAMEN} office:version="1.3">{stijlen}</office:document-styles>'


def _xml(deel: Deel) -> list[str]:
    match deel:
        case Kop(tekst, niveau):
            return [
                f'<text:h text:style-name="Heading_20_{niveau}" text:outline-level="{niveau}">{_regels(tekst)}</text:h>'
            ]
        case Alinea(tekst):
            return [_alinea(tekst)]
        case Feiten(rijen):
            return [
                f'<text:p text:style-name="Standard"><text:span text:style-name="Feit">{_plat(wat)}:</text:span> '
                f"{_regels(waarde)}</text:p>"
                for wat, waarde in rijen
            ]
        case Tabel():
            return [_tabel(deel)]


def _tabel(tabel: Tabel) -> str:
    kop = _rij([f'<text:p><text:span text:style-name="Feit">{_plat(cel)}</text:span></text:p>' for cel in tabel.koppen])
    rijen = "".join(_rij([_alinea(cel) for cel in rij]) for rij in tabel.rijen)
    kolommen = f'<table:table-column table:number-columns-repeated="{len(tabel.koppen)}"/>'
    naam = quoteattr(schoon(tabel.naam))
    koprij = f"<table:table-header-rows>{kop}</table:table-header-rows>"
    return f"<table:table table:name={naam}>{kolommen}{koprij}{rijen}</table:table>"


def _rij(cellen: list[str]) -> str:
    open_ = '<table:table-cell table:style-name="Vak" office:value-type="string">'
    return f"<table:table-row>{''.join(f'{open_}{cel}</table:table-cell>' for cel in cellen)}</table:table-row>"


def _alinea(tekst: str) -> str:
    return f'<text:p text:style-name="Standard">{_regels(tekst)}</text:p>'


def _regels(tekst: str) -> str:
    return "<text:line-break/>".join(_WIT.sub(_wit, _plat(regel)) for regel in schoon(tekst).split("\n"))


def _plat(tekst: str) -> str:
    return escape(schoon(tekst))


def _wit(wit: re.Match[str]) -> str:
    return "<text:tab/>" if wit.group() == "\t" else f'<text:s text:c="{len(wit.group())}"/>'
