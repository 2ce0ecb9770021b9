"""A stuk becomes a file that every program opens, that search finds its words in, and that names nobody."""

import io
import zipfile
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from docx import Document as Docx
from odfdo import Document as Odt
from pypdf import PdfReader

from maatwerk.stuk.bestand import maak_bestand
from maatwerk.stuk.rules import Alinea, Feiten, Kop, Stuk, Tabel, Vorm

LASTIG = 'Regel één & <b>twee</b>\r\n#let x = 1 "aanhaling" $E=mc^2$ € 1.250 – officiële toeslag\x00\x07'
STUK = Stuk(
    titel="Besluitenlijst Ondiep",
    dag=date(2026, 11, 20),
    delen=[
        Kop("MT-2026-0001 Geen adres"),
        Feiten([("Besluit", "doorbraak"), ("Waarom", LASTIG)]),
        Kop("Acties", 3),
        Tabel("Acties", ["Wat", "Wie"], [["Voorschot betalen", "Lotte"], ["", "Omar"]]),
        Alinea("Bezwaar en beroep blijven altijd open."),
        Alinea(""),
    ],
)
ZINNEN = ("Besluitenlijst Ondiep", "MT-2026-0001 Geen adres", "Regel één & <b>twee</b>", "#let x = 1",
          "officiële toeslag", "Voorschot betalen", "Omar", "Bezwaar en beroep blijven altijd open.")  # fmt: skip


def lees(inhoud: bytes, vorm: Vorm) -> str:
    """Give all the text that a program finds in this file."""
    if vorm is Vorm.ODT:
        return str(Odt(io.BytesIO(inhoud)).get_formatted_text())
    if vorm is Vorm.DOCX:
        document = Docx(io.BytesIO(inhoud))
        cellen = [vak.text for tabel in document.tables for rij in tabel.rows for vak in rij.cells]
        return "\n".join([*(alinea.text for alinea in document.paragraphs), *cellen])
    return " ".join(blad.extract_text() for blad in PdfReader(io.BytesIO(inhoud)).pages)


@pytest.mark.parametrize("vorm", list(Vorm))
def test_elke_zin_is_te_vinden_met_zoeken(vorm: Vorm) -> None:
    tekst = " ".join(lees(maak_bestand(STUK, vorm), vorm).split())
    assert [zin for zin in ZINNEN if zin not in tekst] == []


@pytest.mark.parametrize("vorm", list(Vorm))
def test_hetzelfde_stuk_geeft_dezelfde_bytes(vorm: Vorm) -> None:
    assert maak_bestand(STUK, vorm) == maak_bestand(STUK, vorm)


@pytest.mark.parametrize("vorm", [Vorm.ODT, Vorm.DOCX])
def test_een_pakket_zegt_niet_wie_het_maakte_wanneer_of_waarmee(vorm: Vorm) -> None:
    with zipfile.ZipFile(io.BytesIO(maak_bestand(STUK, vorm))) as pakket:
        assert {deel.date_time for deel in pakket.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        namen = pakket.namelist()
        meta = pakket.read("meta.xml" if vorm is Vorm.ODT else "docProps/core.xml").decode()
    assert not any(naam.endswith("thumbnail.jpeg") for naam in namen)
    assert "Besluitenlijst Ondiep" in meta
    assert "nl-NL" in meta
    assert not [woord for woord in ("creator", "generator", "odfdo", "python", "date", "created") if woord in meta]


def test_een_pdf_zegt_niet_wie_het_maakte_en_draagt_alleen_de_dag_van_het_stuk() -> None:
    lezer = PdfReader(io.BytesIO(maak_bestand(STUK, Vorm.PDF)))
    meta: Mapping[str, Any] = lezer.metadata or {}
    assert meta.get("/Title") == "Besluitenlijst Ondiep"
    assert "/Author" not in meta
    assert str(meta.get("/CreationDate", "D:20261120")).startswith("D:20261120")


def test_een_pdf_is_toegankelijk_en_blijft_leesbaar() -> None:
    inhoud = maak_bestand(STUK, Vorm.PDF)
    wortel: Any = PdfReader(io.BytesIO(inhoud)).trailer["/Root"]
    xmp = wortel["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1" in xmp
    assert "<pdfaid:part>2" in xmp
    assert "<pdfaid:conformance>A" in xmp
    assert wortel["/MarkInfo"]["/Marked"]
    assert str(wortel["/Lang"]).lower() == "nl-nl"


@pytest.mark.parametrize("teken", ["🏠", "漢", "ش", "\ue000", "́", "ﬁ"])
def test_een_teken_zonder_letter_breekt_de_pdf_niet(teken: str) -> None:
    stuk = Stuk("Lijst", date(2026, 11, 20), [Alinea(f"Huis {teken} hier")])
    tekst = lees(maak_bestand(stuk, Vorm.PDF), Vorm.PDF)
    assert "[?]" in tekst
    assert "Het staat wel in de ODT en de DOCX." in " ".join(tekst.split())
    for vorm in (Vorm.ODT, Vorm.DOCX):
        assert f"Huis {teken} hier" in lees(maak_bestand(stuk, vorm), vorm)


def test_elke_gewone_letter_staat_in_de_pdf() -> None:
    letters = "".join(
        chr(nr) for blok in ((0x21, 0x7F), (0xA1, 0x180), (0x391, 0x3A2), (0x410, 0x450)) for nr in range(*blok)
    )
    stuk = Stuk("Lijst", date(2026, 11, 20), [Alinea(letters.replace("\xad", "")), Alinea("‘’“”–—…€•")])
    assert "[?]" not in lees(maak_bestand(stuk, Vorm.PDF), Vorm.PDF)
