"""Reading along in a browser: a name is listed, replaced with the keyboard, undone; and the same without script."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from maatwerk.account.models import Medewerker
from maatwerk.casus.rules import Status
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.les.rules import Kenmerksoort
from tests.bouw import WACHTWOORD, bouw_casus, bouw_medewerker
from tests.browser.conftest import Mens
from tests.les.bouw import bouw_les

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)  # PostgreSQL: test_hele_weg

LANG = 20_000
"""Milliseconds: the word lists are read at first use, on a busy machine."""


def _maak_beeld(mens: Mens, map_: Path, naam: str) -> None:
    for breed in (1280, 320):
        mens.pagina.set_viewport_size({"width": breed, "height": 900})
        mens.pagina.screenshot(path=map_ / f"{naam}-{breed}.png", full_page=True)
    mens.pagina.set_viewport_size({"width": 320, "height": 900})
    mens.kijk()


def _bouw_les(handeling: Handeling) -> None:
    bouw_les(
        handeling,
        bouw_medewerker(handeling),
        titel="Briefadres binnen een week",
        wat_speelde="Een man zonder adres kreeg geen uitkering en sliep bij kennissen.",
        doorbraak="Een briefadres en een voorschot.",
        weging="Weging: Rendement knelt het meest.",
        houdt_stand="Niveau casus: gelukt",
        kenmerken={Kenmerksoort.WET: ["PW"]},
    )


def test_een_naam_wordt_genoemd_en_met_het_toetsenbord_vervangen(
    meld_aan: Callable[[Medewerker], Mens], handeling: Handeling, tmp_path: Path
) -> None:
    indiener = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    _bouw_les(handeling)
    handeling.sessie.commit()
    mens = meld_aan(indiener)
    mens.ga("/casussen/nieuw")
    pagina, veld = mens.pagina, mens.pagina.locator("#situatie")
    veld.click()
    pagina.keyboard.type("Een man slaapt bij kennissen 😀 zonder adres. Toen was moeder Xhemile er. Ook was Bert er.")
    lijst = pagina.get_by_role("region", name="Nagelezen: Wat is er aan de hand?")
    expect(lijst).to_contain_text("hoofdletter, onbekend woord", timeout=LANG)
    expect(pagina.locator("#nalezen [role=status]")).to_contain_text("Op 2 plekken", timeout=LANG)
    expect(pagina.locator("#precedenten")).to_contain_text("Rendement knelt het meest.", timeout=LANG)
    mens.kijk()
    _maak_beeld(mens, tmp_path, "meelezen")
    knop = lijst.get_by_role("button", name="Laat het weg (‘Xhemile’)")
    knop.focus()
    pagina.keyboard.press("Enter")
    expect(veld).to_have_value("Een man slaapt bij kennissen 😀 zonder adres. Toen was moeder er. Ook was Bert er.")
    expect(lijst.get_by_role("button", name="Schrijf ‘de inwoner’ (in plaats van ‘Bert’)")).to_be_focused()
    pagina.keyboard.press("Enter")
    expect(veld).to_have_value(
        "Een man slaapt bij kennissen 😀 zonder adres. Toen was moeder er. Ook was de inwoner er."
    )
    expect(veld).to_be_focused()
    expect(lijst).to_have_count(0)
    pagina.keyboard.press("Control+z")
    expect(veld).to_have_value("Een man slaapt bij kennissen 😀 zonder adres. Toen was moeder er. Ook was Bert er.")
    pagina.evaluate("document.querySelector('main form').dispatchEvent(new CustomEvent('maatwerk:bewaard'))")
    expect(lijst).to_contain_text("Bert", timeout=LANG)
    pagina.keyboard.press("End")
    pagina.keyboard.type(" Verder.")
    expect(veld).to_have_value(
        "Een man slaapt bij kennissen 😀 zonder adres. Toen was moeder er. Ook was Bert er. Verder."
    )


def test_zonder_javascript_doet_de_stap_voor_het_indienen_hetzelfde(
    browser: Browser, adres: str, handeling: Handeling, tmp_path: Path
) -> None:
    indiener = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    collega = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    verhaal = {"wens_inwoner": "Hij wil een baan als kok, en een kamer met een eigen voordeur."}
    bouw_casus(handeling, collega, Status.GEREED, **verhaal)
    namen = "Toen was moeder Xhemile er. Ook was Bert er."
    casus = bouw_casus(handeling, indiener, Status.CONCEPT, niets_doen=namen, **verhaal)
    _bouw_les(handeling)
    handeling.sessie.commit()
    mens = Mens(browser.new_context(java_script_enabled=False).new_page(), adres)
    pagina = mens.pagina
    pagina.goto(f"{adres}/aanmelden")
    mens.vul(email=indiener.email, wachtwoord=WACHTWOORD)
    pagina.get_by_role("button", name="Aanmelden", exact=True).click()
    pagina.goto(f"{adres}/casussen/{casus.nummer}/schrijven")
    expect(pagina.get_by_role("link", name="Lees na wat je bewaarde")).to_be_visible()
    pagina.get_by_role("button", name="Dien in", exact=True).click()
    expect(pagina.get_by_role("heading", name="Lees nog één keer na")).to_be_visible()
    for tekst in ("Is deze casus er al?", "Een collega heeft een casus die hierop lijkt", "Misschien is er geen tafel"):
        assert mens.leest(tekst), tekst
    pagina.get_by_role("button", name="Dien in", exact=True).click()
    assert mens.leest("Dit klopt nog niet")
    pagina.get_by_role("button", name="Laat het weg (‘Xhemile’)").click()
    assert mens.leest("Een naam is vervangen.")
    pagina.get_by_label("‘Bert’ wijst niemand aan").check()
    for breed in (1280, 320):
        pagina.set_viewport_size({"width": breed, "height": 900})
        pagina.screenshot(path=tmp_path / f"stap-{breed}.png", full_page=True)
    pagina.get_by_role("button", name="Dien in", exact=True).click()
    assert mens.leest("is ingediend")
    pagina.context.close()


def test_de_stap_en_de_lessen_zijn_voor_iedereen_te_gebruiken(
    meld_aan: Callable[[Medewerker], Mens], handeling: Handeling, tmp_path: Path
) -> None:
    indiener = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    tekst = "toen was moeder fatma er. bel haar op 06-12345678 als het kan."
    casus = bouw_casus(handeling, indiener, Status.CONCEPT, niets_doen=tekst)
    _bouw_les(handeling)
    handeling.sessie.commit()
    mens = meld_aan(indiener)
    for pad in ("indienen", "lessen"):
        mens.ga(f"/casussen/{casus.nummer}/{pad}")
        _maak_beeld(mens, tmp_path, pad)
    mens.ga(f"/casussen/{casus.nummer}/indienen")
    mens.druk("Dien in")
    assert mens.leest("Dit moet weg voor je indient.")
    _maak_beeld(mens, tmp_path, "indienen-fout")
    mens.ga(f"/casussen/{casus.nummer}/lessen")
    mens.druk("Dit helpt mij verder, ik dien niet in")
    assert mens.leest("verder geholpen")
