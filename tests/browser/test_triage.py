"""The coördinator's Monday morning in Chromium, with an indiener who answers by keyboard; also without JavaScript."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from maatwerk.account.models import Medewerker
from maatwerk.casus.rules import Status
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from tests.bouw import WACHTWOORD, bouw_casus, bouw_medewerker, bouw_zitting
from tests.browser.conftest import Mens

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)  # PostgreSQL: test_hele_weg

MeldAan = Callable[[Medewerker], Mens]
_TOETSEN = ("compleet", "systeem", "beslisser", "privacy")


def _kijk_smal(mens: Mens) -> None:
    """Look at 320 px too: nothing falls off, axe finds nothing."""
    mens.pagina.set_viewport_size({"width": 320, "height": 800})
    gebreken = [gebrek["id"] for gebrek in Axe().run(mens.pagina).response["violations"]]
    breed = mens.pagina.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    assert (gebreken, breed) == ([], False), mens.pagina.url
    mens.pagina.set_viewport_size({"width": 1280, "height": 900})


def test_maandagochtend_van_de_casuscoordinator(handeling: Handeling, meld_aan: MeldAan) -> None:
    indiener = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    wie = bouw_medewerker(handeling, (Rol.COORDINATOR, "ondiep"), (Rol.COORDINATOR, "zuilen"))
    bouw_medewerker(handeling, (Rol.LID, "zuilen"), naam="Ulla Uitvoering", organisatie="UWV")
    oud = bouw_casus(
        handeling, indiener, ingediend_op=handeling.nu - timedelta(days=20), beslisser_organisatie="UWV", titel="Oud"
    )
    klaar = bouw_casus(handeling, indiener, Status.GEREED, titel="Al klaar")
    bouw_casus(handeling, tafel="zuilen", titel="Elders", spoed_gevolg="Uithuiszetting")
    bouw_zitting(handeling)
    handeling.sessie.commit()
    coordinator = meld_aan(wie)
    _filter(coordinator)
    _vraag(coordinator, oud.nummer)
    _antwoord(meld_aan(indiener), oud.nummer)
    _keur_goed(coordinator, oud.nummer)
    _plan(coordinator, oud.nummer, klaar.nummer)


def _filter(coordinator: Mens) -> None:
    coordinator.ga("/triage")
    _kijk_smal(coordinator)
    assert coordinator.leest("3 casussen")
    assert coordinator.leest("te laat: beloofd uiterlijk")
    assert coordinator.leest("Spoed: antwoord binnen 2 werkdagen")
    coordinator.pagina.locator("summary", has_text="Filter").click()
    coordinator.kies(**{"filter-tafel": "ondiep"})
    coordinator.druk("Filter")
    assert coordinator.leest("1 casus niet getoond door je filter.")
    coordinator.druk("Bewaar filter")
    assert coordinator.leest("Geef het filter een naam.")
    _kijk_smal(coordinator)
    coordinator.vul(naam="Alleen Ondiep")
    coordinator.druk("Bewaar filter")
    coordinator.volg("Toon alles")
    coordinator.volg("Alleen Ondiep")
    assert not coordinator.leest("Elders")


def _vraag(coordinator: Mens, nummer: str) -> None:
    coordinator.volg(nummer)
    _kijk_smal(coordinator)
    assert coordinator.leest("Die zit niet aan deze tafel")
    coordinator.pagina.get_by_label("gereed voor tafel").check()
    coordinator.druk("Leg vast")
    assert coordinator.leest("Zonder antwoord gaat de casus niet naar de tafel.")
    _kijk_smal(coordinator)
    coordinator.pagina.get_by_label("aanvullen gevraagd").check()
    coordinator.vul(**{"vragen-0": "Wat zei de corporatie?"})
    coordinator.druk("Leg vast")
    assert coordinator.leest("Wacht op: indiener")


def _antwoord(indiener: Mens, nummer: str) -> None:
    """Answer with the keyboard only: from the start page to the button."""
    toetsen = indiener.pagina.keyboard
    indiener.pagina.get_by_role("link", name=nummer).focus()
    toetsen.press("Enter")
    indiener.pagina.wait_for_url(f"**/casussen/{nummer}")
    indiener.kijk()
    _kijk_smal(indiener)
    indiener.pagina.get_by_role("link", name="Beantwoord de vraag").focus()
    toetsen.press("Enter")
    indiener.pagina.wait_for_url("**/vragen")
    indiener.druk("Verstuur mijn antwoord")
    assert indiener.leest("Geef een antwoord.")
    _kijk_smal(indiener)
    indiener.pagina.locator("textarea").focus()
    toetsen.type("Zij wacht op een brief.")
    toetsen.press("Tab")
    toetsen.press("Enter")
    indiener.pagina.wait_for_url(f"**/casussen/{nummer}")
    assert indiener.leest("Je antwoord is verstuurd.")
    indiener.volg("Voeg iets toe")
    indiener.vul(tekst="De brief is er.")
    indiener.druk("Voeg toe")
    assert indiener.leest("Toegevoegd door")
    indiener.ga("/overdragen")
    _kijk_smal(indiener)


def _keur_goed(coordinator: Mens, nummer: str) -> None:
    coordinator.ga(f"/casussen/{nummer}/triage")
    assert coordinator.leest("Zij wacht op een brief.")
    coordinator.volg("Nodig iemand uit")
    _kijk_smal(coordinator)
    coordinator.pagina.select_option("#medewerker", label="UWV: Ulla Uitvoering")
    coordinator.druk("Nodig uit")
    coordinator.ga(f"/casussen/{nummer}/triage")
    assert coordinator.leest("Ulla Uitvoering")
    for toets in _TOETSEN:
        coordinator.pagina.check(f"#{toets}_uitslag-0")
    coordinator.pagina.get_by_label("gereed voor tafel").check()
    coordinator.druk("Leg vast")
    assert coordinator.leest("Wacht op: een plek op de agenda")


def _plan(coordinator: Mens, *nummers: str) -> None:
    coordinator.volg("Plan casussen in")
    coordinator.druk("Zet op de agenda")
    assert coordinator.leest("Kies minstens één casus.")
    _kijk_smal(coordinator)
    coordinator.pagina.select_option("#zitting", index=1)
    for nummer in nummers:
        coordinator.pagina.get_by_label(nummer).check()
    coordinator.druk("Zet op de agenda")
    assert coordinator.leest("2 casussen staan nu op de agenda.")
    assert coordinator.leest("2 van 4 plekken")
    assert coordinator.leest("Ulla Uitvoering, UWV")


def test_de_werklijst_en_het_antwoord_werken_zonder_javascript(
    handeling: Handeling, browser: Browser, adres: str
) -> None:
    wie = bouw_medewerker(handeling, (Rol.COORDINATOR, "ondiep"))
    casus = bouw_casus(handeling, titel="Zonder script")
    handeling.sessie.commit()
    pagina = browser.new_context(java_script_enabled=False).new_page()
    pagina.goto(f"{adres}/aanmelden")
    pagina.fill("#email", wie.email)
    pagina.fill("#wachtwoord", WACHTWOORD)
    pagina.get_by_role("button", name="Aanmelden").click()
    pagina.goto(f"{adres}/triage?spoed=ja")
    assert "1 casus niet getoond door je filter." in pagina.inner_text("body")
    pagina.get_by_role("link", name="Toon alles").click()
    pagina.get_by_role("link", name=casus.nummer).click()
    pagina.check("#uitkomst-1")
    pagina.fill("#vragen-0", "Wat zei de corporatie?")
    pagina.get_by_role("button", name="Leg vast").click()
    assert "Wacht op: indiener" in pagina.inner_text("body")
    pagina.context.close()
