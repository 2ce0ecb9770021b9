"""Writing as people do it: by keyboard, with a network that goes, a session that ends, two windows, without scripts."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect
from pyotp import TOTP
from sqlalchemy import select, update

from maatwerk.account.models import Aanmelding, Medewerker, TweedeFactor
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Status
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from tests.bouw import WACHTWOORD, bouw_casus, bouw_medewerker
from tests.browser.conftest import Mens

BEWAARD = re.compile(r"Bewaard om \d\d\.\d\d\.")
NIET_BEWAARD = re.compile(r"Niet bewaard sinds \d\d\.\d\d\.")
UITERLIJK = 6_000  # ms: five seconds after typing, and a second for a busy machine
ZAAD = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
LUISTER = """
window.keren = 0;
document.querySelector("form[data-klad]").addEventListener("maatwerk:bewaard", () => { window.keren += 1; });
"""

MeldAan = Callable[[Medewerker], Mens]
pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
"""The browser sees no database; tests/casus/test_klad.py asks both."""


@pytest.fixture
def indiener(handeling: Handeling) -> Medewerker:
    indiener = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    handeling.sessie.commit()
    return indiener


@pytest.fixture
def concept(handeling: Handeling, indiener: Medewerker) -> Casus:
    concept = bouw_casus(handeling, indiener, Status.CONCEPT, situatie="De bewaarde tekst")
    handeling.sessie.commit()
    return concept


@pytest.fixture
def zonder_scripts(browser: Browser, adres: str) -> Iterator[Callable[[Medewerker], Page]]:
    """Give a function that signs somebody in with a browser that runs no scripts."""
    open_: list[BrowserContext] = []

    def doe(medewerker: Medewerker) -> Page:
        open_.append(browser.new_context(java_script_enabled=False, base_url=adres))
        pagina = open_[-1].new_page()
        pagina.set_default_timeout(8_000)
        _meld_aan(pagina, f"{adres}/aanmelden", medewerker)
        return pagina

    yield doe
    for context in open_:
        context.close()


def _meld_aan(pagina: Page, adres: str, medewerker: Medewerker) -> None:
    pagina.goto(adres)
    pagina.fill("#email", medewerker.email)
    pagina.fill("#wachtwoord", WACHTWOORD)
    pagina.get_by_role("button", name="Aanmelden", exact=True).click()
    pagina.get_by_role("heading", name="Wat wacht op mij").wait_for()


def _stand(pagina: Page, tekst: re.Pattern[str] | str, binnen: int = UITERLIJK) -> None:
    expect(pagina.locator("[data-stand]")).to_have_text(tekst, timeout=binnen)


def _heeft(pagina: Page, tekst: str | re.Pattern[str], binnen: int = UITERLIJK) -> None:
    expect(pagina.locator("[data-stand]")).to_contain_text(tekst, timeout=binnen)


def _verloop(handeling: Handeling) -> None:
    """Let every session end, as half an hour of silence does."""
    handeling.sessie.execute(update(Aanmelding).values(beeindigd_op=handeling.nu))
    handeling.sessie.commit()


def _casus(handeling: Handeling) -> Casus:
    handeling.sessie.expire_all()
    casus = handeling.sessie.scalars(select(Casus)).one()
    handeling.sessie.commit()  # nothing: but who reads here would keep the server waiting
    return casus


def _kijk_overal(mens: Mens) -> None:
    """Look wide and narrow, and on the smallest phone there is."""
    mens.kijk()
    mens.pagina.set_viewport_size({"width": 320, "height": 640})
    gebreken = [gebrek["id"] for gebrek in Axe().run(mens.pagina).response["violations"]]
    breed = mens.pagina.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    mens.pagina.set_viewport_size({"width": 1280, "height": 900})
    assert (gebreken, breed) == ([], 0), mens.pagina.url


@dataclass
class Teller:
    """Somebody with only a keyboard, who counts what it takes: fields filled, and acts in all."""

    pagina: Page
    velden: int = 0
    daden: int = 0

    def naar(self, selector: str) -> None:
        """Tab on until this has the focus; tabbing is moving, not an act."""
        for _ in range(90):
            if self.pagina.evaluate("s => document.activeElement?.matches(s)", selector):
                return
            self.pagina.keyboard.press("Tab")
        raise AssertionError(selector)

    def vul(self, naam: str, tekst: str) -> None:
        """Fill a field."""
        self.naar(f"#{naam}")
        self.pagina.keyboard.type(tekst)
        self.velden += 1
        self.daden += 1

    def druk(self, selector: str) -> None:
        """Press a button, or follow a link."""
        self.naar(selector)
        self.pagina.keyboard.press("Enter")
        self.daden += 1


KORTST = {
    "titel": "Geen adres, geen uitkering",
    "situatie": "Een man slaapt bij kennissen en krijgt nergens een adres.",
    "wens_inwoner": "Hij wil werken.",
    "knelpunten-0-toelichting": "Zonder adres geen uitkering, zonder uitkering geen adres.",
    "gevraagde_doorbraak": "Een briefadres en een voorschot binnen een week.",
    "geinformeerd_op": "02-11-2026",
}


def test_de_kortste_eerlijke_intake_kan_met_het_toetsenbord_in_zes_velden_en_25_handelingen(
    meld_aan: MeldAan, indiener: Medewerker, handeling: Handeling
) -> None:
    eerder = bouw_casus(handeling, indiener, Status.CONCEPT)  # from which the grondslag is taken over, in sight
    handeling.sessie.commit()
    mens = meld_aan(indiener)
    teller = Teller(mens.pagina)
    teller.druk('a[href="/casussen/nieuw"]')
    mens.pagina.wait_for_url("**/nieuw")
    assert mens.leest("Overgenomen uit je vorige casus")
    for naam, tekst in KORTST.items():
        teller.vul(naam, tekst)
    teller.druk("button[name=indienen]:not([tabindex])")
    mens.pagina.get_by_text("is ingediend").wait_for()
    handeling.sessie.rollback()
    casus = handeling.sessie.scalars(select(Casus).where(Casus.id != eerder.id)).one()
    assert (casus.status, casus.grondslag) == (Status.INGEDIEND, eerder.grondslag)
    assert (teller.velden <= 6, teller.daden <= 25) == (True, True), teller
    print(f"kortste intake: {teller.velden} velden, {teller.daden} handelingen")  # noqa: T201


def test_typen_bewaart_zichzelf_en_de_pagina_gaat_over_die_ene_casus(
    meld_aan: MeldAan, indiener: Medewerker, handeling: Handeling
) -> None:
    mens = meld_aan(indiener)
    pagina = mens.pagina
    mens.ga("/casussen/nieuw")
    pagina.evaluate(LUISTER)
    pagina.locator("#situatie").press_sequentially("Een heel verhaal")
    _stand(pagina, BEWAARD)
    assert pagina.evaluate("window.keren") == 1
    nummer = _casus(handeling).nummer
    assert pagina.url.endswith(f"/casussen/{nummer}/schrijven")
    mens.kijk()
    pagina.reload()
    assert pagina.input_value("#situatie") == "Een heel verhaal"
    assert mens.leest("Je ging verder met wat je om")
    mens.kijk()
    pagina.locator("#titel").press_sequentially("Een titel")
    _stand(pagina, BEWAARD)
    mens.ga("/casussen")
    pagina.go_back()
    assert pagina.input_value("#titel") == "Een titel"
    assert pagina.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    mens.druk("Bewaar als concept")
    assert (_casus(handeling).titel, _casus(handeling).situatie) == ("Een titel", "Een heel verhaal")


def test_klacht_een_netwerk_dat_een_minuut_weg_is_kost_geen_letter(
    meld_aan: MeldAan, indiener: Medewerker, concept: Casus, handeling: Handeling
) -> None:
    mens = meld_aan(indiener)
    pagina = mens.pagina
    pagina.clock.install()
    pagina.goto(f"{mens.adres}/casussen/{concept.nummer}/schrijven")
    mislukt: list[Request] = []
    pagina.on("requestfailed", lambda verzoek: mislukt.append(verzoek) if verzoek.url.endswith("/klad") else None)
    pagina.context.set_offline(True)
    pagina.fill("#situatie", "Getypt zonder netwerk")
    pagina.clock.run_for(5_000)
    _heeft(pagina, NIET_BEWAARD)
    for _ in range(6):
        pagina.clock.run_for(10_000)
        pagina.wait_for_timeout(50)
    pagina.locator("#titel").fill("Ook zonder netwerk")
    pagina.get_by_role("button", name="Dien in").click()
    assert 3 <= len(mislukt) <= 9, "it tries again, and waits longer each time"
    assert pagina.input_value("#situatie") == "Getypt zonder netwerk", "sending into nothing does not lose the page"
    pagina.context.set_offline(False)
    for _ in range(8):
        pagina.clock.run_for(5_000)
        pagina.wait_for_timeout(50)
    _stand(pagina, BEWAARD)
    pagina.reload()
    assert pagina.input_value("#situatie") == "Getypt zonder netwerk"
    assert pagina.input_value("#titel") == "Ook zonder netwerk"
    assert _casus(handeling).status is Status.CONCEPT


def test_klacht_een_verlopen_sessie_vraagt_op_dezelfde_pagina_om_aan_te_melden(
    meld_aan: MeldAan, indiener: Medewerker, concept: Casus, handeling: Handeling
) -> None:
    mens = meld_aan(indiener)
    pagina = mens.pagina
    mens.ga(f"/casussen/{concept.nummer}/schrijven")
    handeling.sessie.add(TweedeFactor(id=indiener.id, zaad=ZAAD, laatste_stap=1, ingesteld_op=handeling.nu))
    _verloop(handeling)
    pagina.locator("#situatie").fill("Hier is een half uur aan getypt")
    _heeft(pagina, "Je bent afgemeld")
    pagina.locator("#wens_inwoner").fill("En verder getypt")
    _kijk_overal(mens)
    pagina.get_by_role("button", name="Meld je hier weer aan").click()
    dialoog = pagina.get_by_role("dialog")
    dialoog.get_by_label("E-mailadres").fill(indiener.email)
    dialoog.get_by_label("Wachtwoord").fill("niet mijn wachtwoord")
    dialoog.get_by_role("button", name="Ga verder").click()
    expect(dialoog.get_by_role("alert")).to_contain_text("horen niet bij elkaar")
    _kijk_overal(mens)
    dialoog.get_by_label("Wachtwoord").fill(WACHTWOORD)
    dialoog.get_by_role("button", name="Ga verder").click()
    dialoog.get_by_label("Code uit je app").fill(TOTP(ZAAD).now())
    mens.kijk()
    dialoog.get_by_role("button", name="Ga verder").click()
    expect(dialoog).to_be_hidden()
    _stand(pagina, BEWAARD)
    mens.druk("Bewaar als concept")
    assert (_casus(handeling).situatie, _casus(handeling).wens_inwoner) == (
        "Hier is een half uur aan getypt",
        "En verder getypt",
    )


def test_klacht_twee_tabbladen_overschrijven_elkaar_niet(
    meld_aan: MeldAan, indiener: Medewerker, concept: Casus, handeling: Handeling
) -> None:
    mens = meld_aan(indiener)
    een, pad = mens.pagina, f"{mens.adres}/casussen/{concept.nummer}/schrijven"
    een.goto(pad)
    twee = een.context.new_page()
    twee.goto(pad)
    een.locator("#situatie").fill("In tabblad een")
    _stand(een, BEWAARD)
    twee.locator("#situatie").fill("In tabblad twee")
    twee.locator("#wens_inwoner").fill("Een wens in tabblad twee")
    _stand(twee, BEWAARD)
    een.locator("#titel").fill("De titel van een")
    naast = een.get_by_role("link", name="zet ze naast elkaar")
    naast.click()
    een.get_by_text("Kies bij elk verschil wat blijft").wait_for()
    _kijk_overal(mens)
    mens.druk("Bewaar als concept")
    assert mens.leest("Kies bij elk verschil welke tekst blijft")
    een.locator("#kies-situatie-mijn").check()
    een.locator("#kies-wens_inwoner-0").check()
    een.locator("#kies-titel-mijn").check()
    mens.druk("Bewaar als concept")
    assert mens.leest("Je tekst is bewaard")
    casus = _casus(handeling)
    assert (casus.situatie, casus.wens_inwoner) == ("In tabblad een", "Een wens in tabblad twee")
    assert casus.titel == "De titel van een"
    twee.locator("#situatie").fill("In tabblad twee, nog verder")
    expect(twee.get_by_role("link", name="zet ze naast elkaar")).to_be_visible(timeout=UITERLIJK)


def test_zonder_javascript_gaat_er_ook_niets_verloren(
    zonder_scripts: Callable[[Medewerker], Page], indiener: Medewerker, handeling: Handeling, adres: str
) -> None:
    pagina = zonder_scripts(indiener)
    pagina.goto("/casussen/nieuw")
    expect(pagina.locator("[data-bewaarstand]")).to_be_hidden()
    for naam, tekst in KORTST.items():
        pagina.fill(f"#{naam}", tekst)
    pagina.get_by_role("button", name="Nog een knelpunt").click()
    pagina.fill("#knelpunten-1-toelichting", "Het tweede")
    pagina.get_by_text("Welke regels spelen een rol?").first.click()
    pagina.get_by_role("button", name="Nog een regel").first.click()
    assert pagina.input_value("#knelpunten-1-toelichting") == "Het tweede"
    pagina.get_by_role("button", name="Haal knelpunt 2 weg").click()
    expect(pagina.locator("#knelpunten-1-toelichting")).to_have_count(0)
    pagina.reload()
    assert pagina.input_value("#situatie") == KORTST["situatie"]
    pagina.select_option("#grondslag", "anders")
    pagina.fill("#grondslag_anders", "Een verordening van de gemeente")
    _verloop(handeling)
    pagina.get_by_role("button", name="Dien in").click()
    assert "Nog niet opgeslagen" in pagina.inner_text("main")
    with pagina.context.expect_page() as nieuw:
        pagina.get_by_role("link", name="Meld je opnieuw aan").click()
    _meld_aan(nieuw.value, f"{adres}/aanmelden", indiener)
    for _ in range(2):  # the page of before the sign-in held an old token: once more
        pagina.get_by_role("button", name="Ga verder met wat ik typte").click()
    assert "is ingediend" in pagina.inner_text("main"), pagina.locator("#foutoverzicht").inner_text()
    casus = _casus(handeling)
    assert (casus.status, casus.grondslag_anders) == (Status.INGEDIEND, "Een verordening van de gemeente")
    assert casus.situatie == KORTST["situatie"]
