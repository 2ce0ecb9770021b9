"""A stuk as a file. The same stuk always gives the same bytes."""

from collections.abc import Callable, Mapping

from maatwerk.stuk.docx import als_docx
from maatwerk.stuk.odt import als_odt
from maatwerk.stuk.pdf import als_pdf
from maatwerk.stuk.rules import Stuk, Vorm

_MAKERS: Mapping[Vorm, Callable[[Stuk], bytes]] = {Vorm.ODT: als_odt, Vorm.DOCX: als_docx, Vorm.PDF: als_pdf}


def maak_bestand(stuk: Stuk, vorm: Vorm) -> bytes:
    """Give the whole file in this form."""
    return _MAKERS[vorm](stuk)
