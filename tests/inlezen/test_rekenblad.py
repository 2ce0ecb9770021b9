"""Reading spreadsheets: what is clear comes in; what is not is refused, with row, column and reason."""

import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from maatwerk.inlezen.aanlevering import Aanlevering, lees
from maatwerk.inlezen.invoer import Invoerbestandfout, keur
from maatwerk.inlezen.pakket import KAPOT, TE_GROOT
from maatwerk.inlezen.sjabloon import Formaat, maak_sjabloon
from maatwerk.kern.instellingen import Instellingen
from tests.inlezen.bladen import KOLOMMEN, bewaar, csv_tekst, ods, rij, tabel, xlsx

SOORTEN: dict[str, Callable[..., bytes]] = {
    "xlsx": xlsx,
    "ods": ods,
    "csv": lambda *r, **k: csv_tekst(*r, **k).encode(),
}
elke_soort = pytest.mark.parametrize("soort", SOORTEN)


def _weigering(inhoud: bytes) -> str:
    with pytest.raises(Invoerbestandfout) as fout:
        lees(inhoud)
    return "\n".join(map(str, fout.value.fouten))


def _fouten(aanlevering: Aanlevering, instellingen: Instellingen) -> list[str]:
    return [str(fout) for fout in aanlevering.samen(keur(aanlevering.rijen, instellingen))]


def _werkboek(*rijen: dict[str, Any]) -> tuple[Workbook, Worksheet]:
    werkboek = Workbook()
    blad = werkboek.active
    assert isinstance(blad, Worksheet)
    for waarden in tabel(*rijen):
        blad.append(waarden)
    return werkboek, blad


@elke_soort
def test_een_rij_wordt_dezelfde_casus_uit_elk_soort_bestand(soort: str, instellingen: Instellingen) -> None:
    gelezen = lees(SOORTEN[soort](rij()))
    assert _fouten(gelezen, instellingen) == []
    (enige,) = gelezen.rijen
    assert enige.nummer == 2
    assert enige.inhoud == {
        "bronkenmerk": "BT-1",
        "titel": "Geen adres, geen uitkering",
        "wijk": "Ondiep",
        "indiener": {"organisatie": "Buurtteam Ondiep"},
        "huishouden": {"kinderen": "3+", "leeftijdsklasse": "18-20"},
        "situatie": "Een man slaapt bij kennissen.",
        "wens_inwoner": "Hij wil werken.",
        "leefgebieden": ["inkomen", "wonen"],
        "gevraagde_doorbraak": "Een briefadres.",
        "privacy": {"geinformeerd_op": "2026-11-02", "grondslag": "participatiewet"},
        "knelpunten": [
            {
                "type": "wederzijdse wachtvoorwaarde",
                "toelichting": "Zonder adres geen uitkering.",
                "regels": [{"wet": "PW", "peildatum": "2026-11-02"}],
            }
        ],
    }


@elke_soort
def test_klacht_een_document_dat_struikelt_over_een_leeg_veld_elke_lege_cel_is_gewoon_leeg(
    soort: str, instellingen: Instellingen
) -> None:
    leeg: dict[str, Any] = dict.fromkeys(set(KOLOMMEN) - set(rij()), "")
    witte_regel = dict.fromkeys(KOLOMMEN, "")
    gelezen = lees(SOORTEN[soort](rij(), witte_regel, witte_regel, rij(Bronkenmerk="", Titel="Tweede") | leeg))
    assert _fouten(gelezen, instellingen) == []
    assert [enige.nummer for enige in gelezen.rijen] == [2, 5]
    assert "bronkenmerk" not in gelezen.rijen[1].inhoud


@elke_soort
def test_een_fout_noemt_rij_kolom_en_reden_en_nooit_een_kenmerk(soort: str, instellingen: Instellingen) -> None:
    slecht = rij(
        Bronkenmerk="BT-2", Titel="", Knelpunt_1_wet_1="XYZ", Situatie="Bel 06 12 34 56 78.", Knelpunt_2_type="anders"
    )
    fouten = _fouten(lees(SOORTEN[soort](rij(), slecht)), instellingen)
    assert fouten == [
        "Rij 3, kolom B (Titel): Dit is leeg, maar wel nodig.",
        "Rij 3, kolom AO (Knelpunt 2 toelichting): Dit is leeg, maar wel nodig.",
        "Rij 3, kolom AE (Knelpunt 1 wet 1): Dit staat niet in de lijst van deze gemeente.",
        (
            "Rij 3, kolom L (Situatie): Hier staat een telefoonnummer."
            " Haal dat weg: de tafel mag niet weten om wie het gaat."
        ),
    ]
    assert "06 12" not in "".join(fouten)


@pytest.mark.parametrize(
    ("veld", "waarde", "reden"),
    [
        ("Titel", "=1+1", "Hier staat een formule"),
        ("Situatie", '=HYPERLINK("http://voorbeeld.nl")', "Hier staat een formule"),
        ("Leeftijdsklasse", date(2026, 2, 18), "heeft hier een datum van gemaakt"),
        ("Bronkenmerk", 3.5, "heeft hier een getal van gemaakt"),
        ("Bronkenmerk", 12345678901234567890, "heeft hier een getal van gemaakt"),
        ("Titel", True, "WAAR of ONWAAR"),
        ("Titel", "#N/A", "foutmelding van je rekenblad"),
        ("Ingediend op", 45992, "Dit is geen datum"),
        ("Ingediend op", "gisteren", "Dit is geen datum"),
        ("Bezwaartermijn", "31-02-2026", "Dit is geen datum"),
        ("Situatie", "x" * 5001, "te lang: hoogstens 5000"),
    ],
)
def test_wat_een_rekenblad_er_zelf_van_maakte_wordt_geweigerd(veld: str, waarde: object, reden: str) -> None:
    (fout,) = lees(xlsx(rij(**{veld: waarde}))).fouten
    assert (fout.rij, fout.veld) == (2, veld)
    assert reden in fout.reden


def test_een_heel_getal_is_tekst_en_een_getal_met_opmaak_niet() -> None:
    werkboek, blad = _werkboek(rij(Bronkenmerk=123), rij(Bronkenmerk=123))
    blad["A3"].number_format = "00000"
    gelezen = lees(bewaar(werkboek))
    assert gelezen.rijen[0].inhoud["bronkenmerk"] == "123"
    assert [str(fout) for fout in gelezen.fouten] == [
        (
            "Rij 3, kolom A (Bronkenmerk): Je rekenblad heeft hier een getal van gemaakt."
            " Zet de cel op Tekst en typ het opnieuw."
        )
    ]


def test_datums_vanaf_1904_zijn_dezelfde_dag() -> None:
    werkboek, blad = _werkboek(rij())
    werkboek.epoch = __import__("openpyxl.utils.datetime", fromlist=["MAC_EPOCH"]).MAC_EPOCH
    assert lees(bewaar(werkboek)).rijen[0].inhoud["privacy"]["geinformeerd_op"] == "2026-11-02"
    assert blad.title


def test_samengevoegde_cellen_worden_genoemd() -> None:
    werkboek, blad = _werkboek(rij(), rij(Bronkenmerk="BT-2"))
    blad.merge_cells("B2:B3")
    (fout,) = [fout for fout in lees(bewaar(werkboek)).fouten if "samengevoegd" in fout.reden]
    assert (fout.rij, fout.kolom, fout.veld) == (2, "B", "Titel")


def test_wat_verborgen_is_komt_niet_stil_mee() -> None:
    werkboek, blad = _werkboek(rij(), rij(Bronkenmerk="BT-2"))
    blad.row_dimensions[3].hidden = True
    blad.column_dimensions["B"].hidden = True
    redenen = [str(fout) for fout in lees(bewaar(werkboek)).fouten]
    assert any(reden.startswith("Rij 3, hele rij: Deze rij is verborgen") for reden in redenen)
    assert any(reden.startswith("Rij 2, kolom B (Titel): Deze kolom is verborgen") for reden in redenen)


def test_het_juiste_blad_wordt_gekozen_of_er_wordt_gevraagd() -> None:
    werkboek, blad = _werkboek(rij())
    ander = werkboek.create_sheet("Notities")
    ander.append(["Iets anders"])
    blad.title = "Data"
    assert "welk blad" in _weigering(bewaar(werkboek))
    blad.title = "casussen"
    assert len(lees(bewaar(werkboek)).rijen) == 1
    blad.sheet_state = "hidden"
    assert "is verborgen" in _weigering(bewaar(werkboek))


def test_onbekende_dubbele_en_ontbrekende_kolommen_worden_genoemd_zonder_te_herhalen() -> None:
    kolommen = [*KOLOMMEN[1:], "Titel", "Jan Jansen"]
    weigering = _weigering(xlsx(rij(), kolommen=kolommen))
    assert "kolom BQ (Titel): Deze kolom staat er twee keer." in weigering
    assert "kolom BR: Deze kolom kennen we niet." in weigering
    assert "Jan" not in weigering
    zonder = _weigering(xlsx(rij(), kolommen=[naam for naam in KOLOMMEN if naam != "Grondslag"]))
    assert zonder == "Rij 1, Grondslag: Deze kolom ontbreekt."


def test_een_waarde_in_een_kolom_zonder_naam_wordt_geweigerd() -> None:
    werkboek, blad = _werkboek(rij())
    blad.cell(2, 80, "verdwaald")
    (fout,) = lees(bewaar(werkboek)).fouten
    assert str(fout) == "Rij 2, kolom CB: Deze kolom heeft geen naam in de eerste rij."


def test_een_overgeslagen_knelpunt_wordt_genoemd() -> None:
    gat = rij(Knelpunt_3_type="anders", Knelpunt_3_toelichting="Iets.")
    (fout,) = lees(xlsx(gat)).fouten
    assert (fout.rij, fout.veld) == (2, "Knelpunt 2 type")


@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("scheiding", [";", ",", "\t"])
def test_csv_zoals_programmas_het_bewaren(codering: str, scheiding: str, instellingen: Instellingen) -> None:
    tekst = csv_tekst(
        rij(Titel="Eén coördinator; twee, drie", Situatie="Regel één\nregel twee — “aanhaling”"), scheiding=scheiding
    )
    gelezen = lees(tekst.encode(codering))
    assert _fouten(gelezen, instellingen) == []
    assert gelezen.rijen[0].inhoud["titel"] == "Eén coördinator; twee, drie"
    assert gelezen.rijen[0].inhoud["situatie"] == "Regel één\nregel twee — “aanhaling”"
    naam = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252"}.get(codering, codering.upper())
    assert gelezen.gelezen_als.startswith(f"CSV in {naam}, met ")


@pytest.mark.parametrize(
    "inhoud",
    [
        csv_tekst(rij(Titel="Coördinator")).encode("cp850"),
        csv_tekst(rij(Titel="Eén")).encode() + csv_tekst(rij(Titel="Eén")).encode("cp1252"),
        csv_tekst(rij()).encode() + b"\x81\xff",
    ],
)
def test_letters_waar_we_niet_zeker_van_zijn_worden_geweigerd(inhoud: bytes) -> None:
    assert "niet zeker hoe de letters" in _weigering(inhoud)


def test_csv_met_de_regel_voor_excel_en_met_een_formule() -> None:
    gelezen = lees(b"sep=;\r\n" + csv_tekst(rij(), rij(Bronkenmerk="BT-2", Titel='=CMD("x")')).encode())
    assert [str(fout) for fout in gelezen.fouten] == [
        "Rij 3, kolom B (Titel): Dit begint met =. Een rekenblad leest dat als formule. Zet er een woord voor."
    ]


def test_csv_met_kapotte_aanhalingstekens_wordt_geweigerd() -> None:
    assert "aanhalingstekens" in _weigering(csv_tekst(rij()).encode() + b'"open')


@pytest.mark.parametrize("formaat", Formaat)
def test_het_lege_sjabloon_is_goed_en_telt_het_voorbeeld_niet(formaat: Formaat, instellingen: Instellingen) -> None:
    assert _weigering(maak_sjabloon(formaat, instellingen)).endswith("Er staan geen casussen in dit bestand.")


def test_een_half_veranderd_voorbeeld_wordt_geen_casus() -> None:
    (fout,) = lees(xlsx(rij(Bronkenmerk="VOORBEELD"))).fouten
    assert "voorbeeldrij, half veranderd" in fout.reden


@pytest.mark.parametrize("formaat", [Formaat.XLSX, Formaat.ODS, Formaat.CSV])
def test_klacht_csv_formule_in_het_sjabloon_geen_cel_begint_als_formule(
    formaat: Formaat, instellingen: Instellingen
) -> None:
    sjabloon = maak_sjabloon(formaat, instellingen)
    if formaat is Formaat.CSV:
        assert sjabloon.startswith(b"\xef\xbb\xbf")
        cellen = sjabloon.decode("utf-8-sig").replace("\r\n", ";").split(";")
        assert not [cel for cel in cellen if cel.startswith(("=", "+", "-", "@", "\t"))]
        return
    with zipfile.ZipFile(io.BytesIO(sjabloon)) as pakket:
        alles = b"".join(pakket.read(naam) for naam in pakket.namelist())
    assert b"<f>" not in alles
    assert b"table:formula" not in alles


def _zip(**delen: bytes) -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as pakket:
        for naam, inhoud in delen.items():
            pakket.writestr(naam.replace("__", "/").replace("_xml", ".xml"), inhoud)
    return uit.getvalue()


def _met(bestand: bytes, deel: str, maak: Callable[[bytes], bytes]) -> bytes:
    """Give the file with one part replaced."""
    uit = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bestand)) as oud, zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as nieuw:
        for naam in oud.namelist():
            nieuw.writestr(naam, maak(oud.read(naam)) if naam == deel else oud.read(naam))
    return uit.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BLAD = "xl/worksheets/sheet1.xml"
_ENTITEITEN = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def _zonder_kop(deel: bytes) -> bytes:
    return deel[deel.index(b"?>") + 2 :] if deel.startswith(b"<?xml") else deel


@pytest.mark.parametrize(
    ("naam", "bestand", "reden"),
    [
        ("bom", lambda: _met(xlsx(rij()), BLAD, lambda _: b"<worksheet>" + b" " * 90_000_000), TE_GROOT),
        ("bom in ods", lambda: _met(ods(rij()), "content.xml", lambda _: b" " * 90_000_000), TE_GROOT),
        ("entiteiten", lambda: _met(xlsx(rij()), BLAD, lambda deel: _ENTITEITEN + _zonder_kop(deel)), KAPOT),
        ("entiteiten in ods", lambda: _met(ods(rij()), "content.xml", lambda d: _ENTITEITEN + _zonder_kop(d)), KAPOT),
        ("afgekapt", lambda: xlsx(rij())[:-400], KAPOT),
        ("veel delen", lambda: _zip(**{f"deel{nummer}": b"x" for nummer in range(600)}), TE_GROOT),
        ("oud", lambda: OLE + bytes(600), ".xls"),
        ("wachtwoord", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "wachtwoord"),
        ("pdf", lambda: b"%PDF-1.7 ...", "een PDF"),
        ("webpagina", lambda: b"<html><table>", "webpagina"),
        ("tekstdocument", lambda: _zip(word__document_xml=b"<x/>"), "geen rekenblad"),
        ("binair", lambda: _zip(**{"xl__workbook.bin": b"x"}), ".xlsb"),
        ("te groot", lambda: b"x" * 10_000_001, "te groot: hoogstens 10 MB"),
        ("leeg", lambda: b"", "is leeg"),
        ("rommel", lambda: b"rommel", "herkennen de kolommen niet"),
    ],
)  # fmt: skip
def test_bommen_en_vreemde_bestanden_worden_snel_geweigerd(naam: str, bestand: Callable[[], bytes], reden: str) -> None:
    assert reden in _weigering(bestand()), naam


def test_een_miljoen_kolommen_of_rijen_wordt_geweigerd() -> None:
    werkboek, blad = _werkboek(rij())
    blad.cell(2, 16_000, "ver weg")
    assert "te veel kolommen" in _weigering(bewaar(werkboek))
    herhaald = _met(
        ods(rij()), "content.xml",
        lambda deel: deel.replace(b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1000000">'),
    )  # fmt: skip
    if herhaald != ods(rij()):
        assert "hoogstens 20000 rijen" in _weigering(herhaald)


def test_een_cel_in_de_verste_hoek_kost_geen_geheugen() -> None:
    werkboek, blad = _werkboek(rij())
    blad.cell(1_048_576, 2, "ver weg")
    tracemalloc.start()
    gelezen = lees(bewaar(werkboek))
    _, hoogste = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [enige.nummer for enige in gelezen.rijen] == [2, 1_048_576]
    assert hoogste < 20_000_000


def test_een_naam_die_uit_het_pakket_wijst_leest_niets() -> None:
    wijst = _met(
        xlsx(rij()), "xl/_rels/workbook.xml.rels",
        lambda deel: deel.replace(b"/xl/worksheets/sheet1.xml", b"../../../../etc/passwd"),
    )  # fmt: skip
    assert KAPOT in _weigering(wijst)


GOED = [xlsx(rij()), ods(rij()), csv_tekst(rij()).encode(), csv_tekst(rij()).encode("utf-16")]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_willekeurige_en_verminkte_bestanden_breken_het_lezen_nooit(data: st.DataObject) -> None:
    bestand = bytearray(data.draw(st.sampled_from(GOED)) if data.draw(st.integers(0, 9)) else data.draw(st.binary()))
    for _ in range(data.draw(st.integers(0, 6)) if bestand else 0):
        plek = data.draw(st.integers(0, len(bestand) - 1))
        bestand[plek] = data.draw(st.integers(0, 255))
    einde = data.draw(st.integers(0, len(bestand))) if data.draw(st.booleans()) else len(bestand)
    _lees_hoe_dan_ook(bytes(bestand[:einde]))


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_verminkte_delen_in_een_heel_pakket_breken_het_lezen_nooit(data: st.DataObject) -> None:
    """A changed byte in a zip mostly fails its checksum: so change the XML, and pack it again."""
    bron, deel = data.draw(
        st.sampled_from(
            [
                (GOED[0], BLAD),
                (GOED[0], "xl/styles.xml"),
                (GOED[0], "xl/workbook.xml"),
                (GOED[0], "xl/sharedStrings.xml"),
                (GOED[1], "content.xml"),
            ]
        )
    )
    woorden = [
        b'r="A1"',
        b'"1"',
        b's="',
        b"<c ",
        b"<v>",
        b"</row>",
        b"table:",
        b"office:",
        b"number",
        b"0",
        b"repeated",
    ]
    oud, nieuw = (
        data.draw(st.sampled_from(woorden)),
        data.draw(st.sampled_from([*woorden, b"", b"-1", b"999999999999"])),
    )
    keren = data.draw(st.integers(1, 3))
    _lees_hoe_dan_ook(_met(bron, deel, lambda inhoud: inhoud.replace(oud, nieuw, keren)))


def _lees_hoe_dan_ook(inhoud: bytes) -> None:
    with suppress(Invoerbestandfout):
        lees(inhoud)


def test_een_lijst_van_delen_die_liegt_over_zijn_lengte_wordt_geweigerd() -> None:
    bestand = bytearray(xlsx(rij()))
    eind = bestand.rfind(b"PK\x05\x06")
    struct.pack_into("<L", bestand, eind + 12, 0xFFFFFFF0)
    assert _weigering(bytes(bestand))
