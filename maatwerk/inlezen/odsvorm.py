"""Sheets of text as ODS. All cells are text, so that no program makes a day of an age."""

import io
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from odfdo import Document, Element


def maak_ods(bladen: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """Give a file with these sheets."""
    document = Document("spreadsheet")
    document.body.clear()
    for naam, rijen in bladen.items():
        document.body.append(Element.from_tag(_tabel(naam, rijen)))
    meta = document.meta
    meta.initial_creator = meta.creator = ""
    uit = io.BytesIO()
    document.save(uit)
    return uit.getvalue()


def _tabel(naam: str, rijen: Sequence[Sequence[str]]) -> str:
    kolommen = f'<table:table-column table:number-columns-repeated="{len(rijen[0])}"/>'
    inhoud = "".join(f"<table:table-row>{''.join(map(_cel, rij))}</table:table-row>" for rij in rijen)
    return f"<table:table table:name={quoteattr(naam)}>{kolommen}{inhoud}</table:table>"


def _cel(waarde: str) -> str:
    if not waarde:
        return "<table:table-cell/>"
    return f'<table:table-cell office:value-type="string"><text:p>{escape(waarde)}</text:p></table:table-cell>'
