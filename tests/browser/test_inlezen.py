"""As the casuscoördinator: get the template, fill it in, see what is wrong, mend it, confirm, find it at triage."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page

from maatwerk.account.models import Medewerker
from maatwerk.inlezen.rekenblad import letter
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from tests.bouw import WACHTWOORD, bouw_medewerker
from tests.browser.conftest import Mens
from tests.inlezen.bladen import csv_tekst, rij

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)  # PostgreSQL: test_hele_weg

_GEDULD = 60_000
"""Milliseconds. The first file waits for the word list of the detector, once in the life of a server."""


def _haal_sjabloon(mens: Mens, map_: Path) -> bytes:
    with mens.pagina.expect_download() as haal:
        mens.pagina.get_by_role("link", name="Sjabloon als XLSX").click()
    pad = map_ / haal.value.suggested_filename
    haal.value.save_as(pad)
    return pad.read_bytes()


def _vul_in(sjabloon: bytes, *rijen: dict[str, Any]) -> bytes:
    """Type under the example, as somebody does who leaves it standing."""
    werkboek = load_workbook(io.BytesIO(sjabloon))
    blad = werkboek["Casussen"]
    koppen = {cel.value: letter(plek) for plek, cel in enumerate(blad[1])}
    for nummer, casus in enumerate(rijen, start=3):
        for naam, waarde in casus.items():
            blad[f"{koppen[naam]}{nummer}"] = waarde
    uit = io.BytesIO()
    werkboek.save(uit)
    return uit.getvalue()


def _stuur(pagina: Page, inhoud: bytes, naam: str = "casussen.xlsx") -> None:
    soort = "application/octet-stream"
    pagina.set_input_files("#bestand", {"name": naam, "mimeType": soort, "buffer": inhoud})
    pagina.get_by_role("button", name="Kijk het bestand na").click()
    pagina.wait_for_load_state()


def _kijk_smal(mens: Mens) -> None:
    mens.kijk()
    mens.pagina.set_viewport_size({"width": 320, "height": 800})
    assert not mens.pagina.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_van_sjabloon_naar_triage(handeling: Handeling, meld_aan: Callable[[Medewerker], Mens], tmp_path: Path) -> None:
    coordinator = bouw_medewerker(handeling, (Rol.COORDINATOR, "ondiep"))
    handeling.sessie.commit()
    mens = meld_aan(coordinator)
    mens.pagina.set_default_timeout(_GEDULD)
    mens.ga("/casussen")
    mens.volg("Casussen inlezen uit een bestand")
    sjabloon = _haal_sjabloon(mens, tmp_path)

    _stuur(mens.pagina, _vul_in(sjabloon, rij(), rij(Bronkenmerk="BT-2", Titel="Tweede", Knelpunt_1_wet_1="XYZ")))
    _kijk_smal(mens)
    assert mens.leest("Dit bestand kan nog niet naar binnen")
    tabelrij = mens.pagina.get_by_role("row").nth(1).inner_text().split("\t")
    assert [deel.strip() for deel in tabelrij] == [
        "4", "AE Knelpunt 1 wet 1", "Dit staat niet in de lijst van deze gemeente.",
    ]  # fmt: skip
    with mens.pagina.expect_download() as haal:
        mens.pagina.get_by_role("link", name="Alle fouten als CSV").click()
    assert haal.value.suggested_filename == "fouten.csv"

    mens.volg("Kies een ander bestand")
    _stuur(mens.pagina, _vul_in(sjabloon, rij(), rij(Bronkenmerk="BT-2", Titel="Tweede")))
    _kijk_smal(mens)
    assert mens.leest("Dit bestand is goed")
    assert mens.leest("overgeslagen")
    mens.druk("Lees 2 casussen in")
    assert mens.leest("2 casussen ingelezen.")
    assert mens.leest("Tweede") or mens.leest("MT-")
    mens.ga("/casussen")
    assert mens.leest("Tweede")


def test_inlezen_zonder_javascript_en_in_stappen(
    handeling: Handeling, browser: Browser, adres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maatwerk.inlezen.views._DUUR", 0.0)
    coordinator = bouw_medewerker(handeling, (Rol.COORDINATOR, "ondiep"))
    handeling.sessie.commit()
    context = browser.new_context(java_script_enabled=False)
    pagina = context.new_page()
    pagina.set_default_timeout(_GEDULD)
    pagina.goto(f"{adres}/aanmelden")
    pagina.fill("#email", coordinator.email)
    pagina.fill("#wachtwoord", WACHTWOORD)
    pagina.get_by_role("button", name="Aanmelden", exact=True).click()
    pagina.goto(f"{adres}/casussen/inlezen")
    rijen = [rij(Bronkenmerk=f"BT-{nummer}") for nummer in range(250)]
    _stuur(pagina, csv_tekst(*rijen).encode("cp1252"), "casussen.csv")
    assert "Nagekeken: 200 van 250 rijen." in pagina.inner_text("body")
    pagina.get_by_role("button", name="Ga verder").click()
    assert "CSV in Windows-1252, met puntkomma's tussen de kolommen" in pagina.inner_text("body")
    pagina.get_by_role("button", name="Lees 250 casussen in").click()
    assert "250 casussen ingelezen." in pagina.inner_text("body")
    context.close()
