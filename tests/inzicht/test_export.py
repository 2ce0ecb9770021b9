"""Every export read back, in every format: what is in it, and above all what is not."""

import csv
import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from flask.testing import FlaskClient
from odfdo import Document
from openpyxl import load_workbook
from sqlalchemy import select

from maatwerk.account.models import Medewerker
from maatwerk.inzicht import queries
from maatwerk.inzicht.commands import begin_export, geef_uit
from maatwerk.inzicht.queries import rijen_van
from maatwerk.inzicht.rules import KOLOMMEN, Formaat, Rij, Wat
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.les import commands as lescommands
from maatwerk.les import vrijgave
from maatwerk.les.models import Les
from maatwerk.les.poort import Vraag
from maatwerk.les.rules import Kenmerksoort, Lesstatus
from maatwerk.logboek.models import Logregel
from tests.bouw import bouw_medewerker
from tests.les.bouw import bouw_les, bouw_register, bouw_signaal, bouw_verhaal, laat_uitgaan

Als = Callable[[Medewerker], Handeling]
Rijen = list[dict[str, str]]


def exporteer(handeling: Handeling, wat: str, formaat: str) -> bytes:
    """Make an export, whole."""
    return b"".join(geef_uit(handeling, *begin_export(handeling, wat, formaat)))


def _lees(bestand: bytes, formaat: Formaat) -> Rijen:
    """Read the file back as the program it is for would, as rows by column."""
    if formaat is Formaat.JSON:
        return [
            {kolom: " | ".join(waarde) if isinstance(waarde, list) else waarde for kolom, waarde in rij.items()}
            for rij in json.loads(bestand)
        ]
    if formaat is Formaat.CSV:
        assert bestand.startswith(b"\xef\xbb\xbf")
        return list(csv.DictReader(io.StringIO(bestand.decode("utf-8-sig"), newline=""), delimiter=";"))
    if formaat is Formaat.PAKKET:
        with zipfile.ZipFile(io.BytesIO(bestand)) as delen:
            (naam,) = (naam for naam in delen.namelist() if naam.endswith(".csv"))
            return list(csv.DictReader(io.StringIO(delen.read(naam).decode(), newline="")))
    kop, *rijen = _ods(bestand) if formaat is Formaat.ODS else _xlsx(bestand)
    return [dict(zip(kop, rij, strict=True)) for rij in rijen]


def _ods(bestand: bytes) -> list[list[str]]:
    tabel = Document(io.BytesIO(bestand)).body.get_table(0)
    assert tabel is not None
    breedte = len(tabel.get_row(0).get_values())
    return [[str(waarde or "") for waarde in [*rij, *[""] * breedte][:breedte]] for rij in tabel.get_values()]


def _xlsx(bestand: bytes) -> list[list[str]]:
    blad = load_workbook(io.BytesIO(bestand)).worksheets[0]
    assert all(cel.data_type != "f" for rij in blad.iter_rows() for cel in rij), "een formule"
    return [[str(waarde or "") for waarde in rij] for rij in blad.iter_rows(values_only=True)]


def _gepubliceerd(handeling: Handeling, als: Als, planten: str) -> Les:
    """Walk a les the whole road, from a casus with something planted in every text."""
    indiener = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    voorzitter = bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep"))
    privacy = bouw_medewerker(handeling, (Rol.PRIVACY, ""))
    bouw_register(handeling)
    les = lescommands.ontwerp_les(als(voorzitter), bouw_verhaal(handeling, indiener, planten))
    vrijgave.controleer(als(privacy), les, tuple(Vraag))
    vrijgave.stem_in(als(indiener), les)
    vrijgave.publiceer(als(voorzitter), les)
    laat_uitgaan(handeling, les)
    return les


@pytest.mark.parametrize("formaat", Formaat)
def test_fatma_staat_in_geen_enkele_export(handeling: Handeling, als: Als, formaat: Formaat) -> None:
    les = _gepubliceerd(handeling, als, "Fatma belt met 06-12345678.")
    bouw_signaal(handeling, les)
    bestanden = {wat: exporteer(handeling, wat, formaat) for wat in Wat}
    (rij,) = _lees(bestanden[Wat.LESSEN], formaat)
    assert rij["code"] == les.code
    assert "[naam]" in rij["wat_speelde"]
    assert (rij["wetten"], rij["niveaus"], rij["stand"]) == ("PW | Wet BRP", "casus | lokaal", "ja")
    for bestand in bestanden.values():
        assert "fatma" not in _alles(bestand, formaat).lower()
        assert "12345678" not in _alles(bestand, formaat)


def _alles(bestand: bytes, formaat: Formaat) -> str:
    """Give every byte of the file as text, also of the parts of a packed one."""
    if formaat in (Formaat.CSV, Formaat.JSON):
        return bestand.decode()
    with zipfile.ZipFile(io.BytesIO(bestand)) as delen:
        return "\n".join(f"{deel}\n{delen.read(deel).decode('utf-8', 'replace')}" for deel in delen.namelist())


@pytest.mark.parametrize("formaat", Formaat)
@pytest.mark.parametrize("wat", Wat)
def test_een_lege_export_is_een_geldig_bestand(handeling: Handeling, wat: Wat, formaat: Formaat) -> None:
    bestand = exporteer(handeling, wat, formaat)
    assert _lees(bestand, formaat) == []
    if formaat is not Formaat.JSON:
        assert all(kolom in _alles(bestand, formaat) for kolom in KOLOMMEN[wat])


@pytest.mark.parametrize("formaat", [Formaat.CSV, Formaat.ODS, Formaat.XLSX, Formaat.PAKKET])
def test_een_formule_komt_als_tekst_uit_de_export(handeling: Handeling, formaat: Formaat) -> None:
    bouw_les(handeling, bouw_medewerker(handeling), titel="=HYPERLINK(1)", geleerd='@SOM(1;"2")')
    bouw_signaal(handeling, kernzin="+1", eigenaar="-2")
    (les,) = _lees(exporteer(handeling, Wat.LESSEN, formaat), formaat)
    (signaal,) = _lees(exporteer(handeling, Wat.SIGNALEN, formaat), formaat)
    assert (les["titel"], les["geleerd"]) == ("'=HYPERLINK(1)", '\'@SOM(1;"2")')
    assert (signaal["kernzin"], signaal["eigenaar"]) == ("'+1", "'-2")


def test_json_verandert_niets_aan_de_tekst(handeling: Handeling) -> None:
    bouw_les(handeling, bouw_medewerker(handeling), titel="=1+1", kenmerken={Kenmerksoort.WET: ["PW", "Zvw"]})
    (rij,) = json.loads(exporteer(handeling, "lessen", "json"))
    assert (rij["titel"], rij["wetten"]) == ("=1+1", ["PW", "Zvw"])


@pytest.mark.parametrize("formaat", Formaat)
def test_lastige_tekst_overleeft_de_export(handeling: Handeling, formaat: Formaat) -> None:
    tekst = 'Eén "loket"; vrij.\nTweede regel, met  twee spaties\ten tab. 👩‍👧 <b>&amp;'
    bouw_les(handeling, bouw_medewerker(handeling), geleerd=tekst)
    (rij,) = _lees(exporteer(handeling, Wat.LESSEN, formaat), formaat)
    assert rij["geleerd"] == tekst


def test_een_rekenprogramma_ziet_in_ods_elke_regel_en_spatie(handeling: Handeling) -> None:
    bouw_les(handeling, bouw_medewerker(handeling), geleerd="Een\n Twee   drie\tvier")
    with zipfile.ZipFile(io.BytesIO(exporteer(handeling, "lessen", "ods"))) as delen:
        inhoud = delen.read("content.xml").decode()
    regels = ("Een", '<text:s text:c="1"/>Twee <text:s text:c="2"/>drie<text:tab/>vier')
    assert "".join(f"<text:p>{regel}</text:p>" for regel in regels) in inhoud


@pytest.mark.parametrize("formaat", Formaat)
def test_een_stuurteken_breekt_de_export_niet(handeling: Handeling, formaat: Formaat) -> None:
    bouw_les(handeling, bouw_medewerker(handeling), geleerd="Een\x0btwee\x1f\ufffe")
    (rij,) = _lees(exporteer(handeling, Wat.LESSEN, formaat), formaat)
    assert rij["geleerd"].startswith("Een")


def test_alleen_gepubliceerde_lessen_gaan_mee(handeling: Handeling) -> None:
    schrijver = bouw_medewerker(handeling)
    for status in Lesstatus:
        bouw_les(handeling, schrijver, status, titel=f"De les is {status}")
    rijen = _lees(exporteer(handeling, "lessen", "csv"), Formaat.CSV)
    assert [rij["titel"] for rij in rijen] == ["De les is gepubliceerd"]
    assert list(rijen[0]) == list(KOLOMMEN[Wat.LESSEN])


def test_de_volgorde_is_die_van_de_code(handeling: Handeling) -> None:
    schrijver = bouw_medewerker(handeling)
    for code in ("cc000000", "aa000000", "bb000000"):
        bouw_les(handeling, schrijver, code=code)
    rijen = _lees(exporteer(handeling, "lessen", "csv"), Formaat.CSV)
    assert [rij["code"] for rij in rijen] == ["aa000000", "bb000000", "cc000000"]


@pytest.mark.parametrize(("aantal", "woord"), [(1, "minder dan 5"), (4, "minder dan 5"), (5, "5")])
def test_een_aantal_onder_de_openbare_drempel_gaat_niet_naar_buiten(
    handeling: Handeling, aantal: int, woord: str
) -> None:
    schrijver = bouw_medewerker(handeling)
    lessen = [bouw_les(handeling, schrijver) for _ in range(aantal)]
    bouw_signaal(handeling, *lessen, bouw_les(handeling, schrijver, Lesstatus.INGETROKKEN))
    (rij,) = _lees(exporteer(handeling, "signalen", "csv"), Formaat.CSV)
    assert rij["aantal_casussen"] == woord
    assert (rij["peildatum"], rij["niveau"], rij["status"]) == ("2026-11-02", "lokaal", "nieuw")


@pytest.mark.parametrize("formaat", [Formaat.ODS, Formaat.XLSX, Formaat.PAKKET])
def test_het_bestand_zegt_niet_wie_het_maakte_wanneer_of_waarmee(handeling: Handeling, formaat: Formaat) -> None:
    bouw_les(handeling, bouw_medewerker(handeling))
    bestand = exporteer(handeling, "lessen", formaat)
    with zipfile.ZipFile(io.BytesIO(bestand)) as delen:
        assert {deel.date_time[:3] for deel in delen.infolist()} == {(1980, 1, 1)}
        assert formaat is not Formaat.ODS or delen.infolist()[0].filename == "mimetype"
    alles = _alles(bestand, formaat).lower()
    for spoor in ("openpyxl", "odfdo", "creator>", "created", "creation-date", "modified", "initial-", str(Path.cwd())):
        assert spoor not in alles, spoor
    assert str(handeling.nu.year) not in alles.replace("2026-k4", "")


def test_dezelfde_inhoud_geeft_hetzelfde_bestand(handeling: Handeling) -> None:
    bouw_les(handeling, bouw_medewerker(handeling))
    for formaat in Formaat:
        assert exporteer(handeling, "lessen", formaat) == exporteer(handeling, "lessen", formaat)


@pytest.mark.parametrize(("wat", "formaat"), [("casussen", "csv"), ("lessen", "pdf")])
def test_wat_niet_bestaat_kan_niet_geexporteerd_worden(handeling: Handeling, wat: str, formaat: str) -> None:
    with pytest.raises(ValueError, match="is not a valid"):
        exporteer(handeling, wat, formaat)


@pytest.mark.parametrize("formaat", Formaat)
def test_downloaden_op_het_scherm_geeft_het_bestand_en_een_logregel(
    handeling: Handeling, client: Callable[[Medewerker], FlaskClient], formaat: Formaat
) -> None:
    les = bouw_les(handeling, bouw_medewerker(handeling))
    beleid = bouw_medewerker(handeling, (Rol.BELEID, ""))
    browser = client(beleid)
    assert "lessen" in browser.get("/export").text
    antwoord = browser.post("/export", data={"wat": "lessen", "formaat": formaat})
    assert antwoord.status_code == 200
    assert antwoord.headers["Content-Disposition"] == f'attachment; filename="lessen.{formaat}"'
    assert antwoord.headers["Cache-Control"] == "no-store"
    assert [rij["code"] for rij in _lees(antwoord.data, formaat)] == [les.code]
    regels = handeling.sessie.scalars(select(Logregel).where(Logregel.wat == "export.gemaakt")).all()
    assert [regel.wie for regel in regels] == [beleid.id]


def test_een_onbekende_keuze_geeft_een_uitleg(
    handeling: Handeling, client: Callable[[Medewerker], FlaskClient]
) -> None:
    browser = client(bouw_medewerker(handeling, (Rol.BELEID, "")))
    for data in ({}, {"wat": "casussen", "formaat": "csv"}, {"wat": "lessen", "formaat": "exe"}):
        assert browser.post("/export", data=data).status_code == 422
    lid = client(bouw_medewerker(handeling, (Rol.LID, "ondiep")))
    assert lid.post("/export", data={"wat": "lessen", "formaat": "csv"}).status_code == 403


def test_elke_cel_van_een_rekenblad_is_tekst(handeling: Handeling) -> None:
    """A cell without a type could be read as a number, a date or a formula."""
    bouw_les(handeling, bouw_medewerker(handeling), titel="=1+1", geleerd="2026-11-22", botsing="007")
    with zipfile.ZipFile(io.BytesIO(exporteer(handeling, "lessen", "ods"))) as delen:
        inhoud = delen.read("content.xml").decode()
    assert inhoud.count("<table:table-cell ") == inhoud.count('office:value-type="string"') == 2 * _BREEDTE
    assert "table:formula" not in inhoud
    assert "office:value=" not in inhoud
    blad = load_workbook(io.BytesIO(exporteer(handeling, "lessen", "xlsx"))).worksheets[0]
    assert {cel.data_type for rij in blad.iter_rows() for cel in rij if cel.value} == {"s"}


_BREEDTE = len(KOLOMMEN[Wat.LESSEN])


@pytest.mark.parametrize("wat", Wat)
def test_frictionless_keurt_het_datapakket_goed(
    handeling: Handeling, tmp_path: Path, wat: Wat, monkeypatch: pytest.MonkeyPatch
) -> None:
    schrijver = bouw_medewerker(handeling)
    lessen = [bouw_les(handeling, schrijver, titel=titel) for titel in ("=1+1", 'Met "haken", komma\'s\nen een regel')]
    bouw_signaal(handeling, *lessen)
    pakket = tmp_path / "pakket.zip"
    pakket.write_bytes(exporteer(handeling, wat, Formaat.PAKKET))
    monkeypatch.chdir(tmp_path)
    keuring = subprocess.run(  # noqa: S603 - our own command; as a program, its warnings are not ours
        [Path(sys.executable).with_name("frictionless"), "validate", pakket.name, "--type", "package", "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    rapport = json.loads(keuring.stdout)
    assert (keuring.returncode, rapport["valid"], rapport["stats"]["tasks"]) == (0, True, 1), keuring.stdout
    assert rapport["tasks"][0]["stats"]["rows"] == (2 if wat is Wat.LESSEN else 1)


def test_een_fout_in_het_pakket_valt_frictionless_op(handeling: Handeling, tmp_path: Path) -> None:
    """Otherwise the test above says nothing."""
    bouw_les(handeling, bouw_medewerker(handeling))
    map_ = tmp_path / "pakket"
    with zipfile.ZipFile(io.BytesIO(exporteer(handeling, "lessen", "zip"))) as delen:
        delen.extractall(map_)
    regels = (map_ / "lessen.csv").read_text("utf-8").replace("2026-K4", "22-11-2026")
    (map_ / "lessen.csv").write_text(regels, "utf-8")
    programma = str(Path(sys.executable).with_name("frictionless"))
    keuring = subprocess.run(  # noqa: S603 - our own command
        [programma, "validate", str(map_ / "datapackage.json"), "--json"], capture_output=True, check=False
    )
    (taak,) = json.loads(keuring.stdout)["tasks"]
    assert (keuring.returncode, taak["errors"][0]["type"]) == (1, "constraint-error")


@pytest.mark.parametrize("licentie", ["CC0-1.0", "CC-BY-4.0"])
def test_het_datapakket_noemt_de_licentie_van_de_gemeente(handeling: Handeling, licentie: str) -> None:
    algemeen = handeling.instellingen.algemeen
    eigen = msgspec.structs.replace(algemeen, openbaar=msgspec.structs.replace(algemeen.openbaar, licentie=licentie))
    met = replace(handeling, instellingen=msgspec.structs.replace(handeling.instellingen, algemeen=eigen))
    with zipfile.ZipFile(io.BytesIO(exporteer(met, "lessen", "zip"))) as delen:
        beschrijving = json.loads(delen.read("datapackage.json"))
        assert delen.namelist() == ["datapackage.json", "README.md", "LICENTIE.txt", "lessen.csv"]
        assert "creativecommons.org" in delen.read("LICENTIE.txt").decode()
    assert [een["name"] for een in beschrijving["licenses"]] == [licentie]
    velden = beschrijving["resources"][0]["schema"]["fields"]
    assert [veld["name"] for veld in velden] == list(KOLOMMEN[Wat.LESSEN])


def test_een_les_die_tijdens_de_export_wordt_ingetrokken_gaat_niet_meer_mee(
    handeling: Handeling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "_PARTIJ", 1)
    schrijver = bouw_medewerker(handeling)
    een, twee = (bouw_les(handeling, schrijver, code=code) for code in ("0a000000", "0b000000"))
    stroom = geef_uit(handeling, Wat.LESSEN, Formaat.JSON)
    assert een.code in next(stroom).decode()
    twee.status, twee.reden_ingetrokken = Lesstatus.INGETROKKEN, "Een buur herkende het verhaal."
    handeling.sessie.flush()
    assert twee.code not in b"".join(stroom).decode()


@pytest.mark.parametrize("formaat", Formaat)
def test_een_export_in_delen_is_dezelfde_als_in_een_keer(
    handeling: Handeling, monkeypatch: pytest.MonkeyPatch, formaat: Formaat
) -> None:
    schrijver = bouw_medewerker(handeling)
    for _ in range(5):
        bouw_les(handeling, schrijver)
    ineens = exporteer(handeling, "lessen", formaat)
    monkeypatch.setattr(queries, "_PARTIJ", 2)
    assert exporteer(handeling, "lessen", formaat) == ineens
    assert len(_lees(ineens, formaat)) == 5


def test_de_logregel_ligt_er_voor_de_eerste_letter_vertrekt(
    handeling: Handeling, client: Callable[[Medewerker], FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    bouw_les(handeling, bouw_medewerker(handeling))
    browser = client(bouw_medewerker(handeling, (Rol.BELEID, "")))
    gezien = list[int]()

    def kijk(werk: Handeling, wat: Wat) -> Iterator[Rij]:
        gezien.append(len(werk.sessie.scalars(select(Logregel).where(Logregel.wat == "export.gemaakt")).all()))
        return rijen_van(werk, wat)

    monkeypatch.setattr("maatwerk.inzicht.commands.rijen_van", kijk)
    assert browser.post("/export", data={"wat": "lessen", "formaat": "csv"}).data
    assert gezien == [1]
