"""A document before it is a file: headings, paragraphs, facts and tables, in the order of reading. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeAlias


class Vorm(StrEnum):
    """The kinds of file a stuk can become."""

    ODT = "odt"
    DOCX = "docx"
    PDF = "pdf"


SOORT: Mapping[Vorm, str] = {
    Vorm.ODT: "application/vnd.oasis.opendocument.text",
    Vorm.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Vorm.PDF: "application/pdf",
}
"""How each kind is called on the web."""


@dataclass(frozen=True)
class Kop:
    """A heading. Level 1 is the title of the stuk itself; a level is never skipped."""

    tekst: str
    niveau: int = 2
    soort: str = "kop"


@dataclass(frozen=True)
class Alinea:
    """A paragraph; its line breaks stay."""

    tekst: str
    soort: str = "alinea"


@dataclass(frozen=True)
class Feiten:
    """What is asked beside what is answered, one line each."""

    rijen: Sequence[tuple[str, str]]
    soort: str = "feiten"


@dataclass(frozen=True)
class Tabel:
    """Rows under a header. `naam` says what the table is about to whoever cannot see it."""

    naam: str
    koppen: Sequence[str]
    rijen: Sequence[Sequence[str]]
    soort: str = "tabel"


Deel: TypeAlias = Kop | Alinea | Feiten | Tabel


@dataclass(frozen=True)
class Stuk:
    """A whole document. `dag` is the only date its file carries."""

    titel: str
    dag: date
    delen: Sequence[Deel]


_ONLEESBAAR = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def schoon(tekst: str) -> str:
    """Give the text without what XML cannot hold, and with one kind of line break."""
    return _ONLEESBAAR.sub("", tekst.replace("\r\n", "\n").replace("\r", "\n"))
