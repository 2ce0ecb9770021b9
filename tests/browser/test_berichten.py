"""Somebody sees that there is news, opens it, and chooses his mail: with a keyboard, and without JavaScript."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from maatwerk.account.models import Medewerker
from maatwerk.bericht.melden import Over, meld
from maatwerk.bericht.soorten import Soort
from maatwerk.casus.rules import Status
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from tests.bouw import WACHTWOORD, bouw_casus, bouw_medewerker
from tests.browser.conftest import Mens

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)  # PostgreSQL: test_hele_weg


def _maak_beeld(mens: Mens, map_: Path, naam: str) -> None:
    """Keep a picture and look at it with axe, as wide as the narrowest screen that WCAG asks for."""
    for breed in (1280, 320):
        mens.pagina.set_viewport_size({"width": breed, "height": 900})
        mens.pagina.screenshot(path=map_ / f"{naam}-{breed}.png", full_page=True)
        assert Axe().run(mens.pagina).response["violations"] == []
        assert mens.pagina.evaluate("document.documentElement.scrollWidth") <= breed


def test_nieuws_zien_openen_en_kiezen_hoe(
    meld_aan: Callable[[Medewerker], Mens], browser: Browser, handeling: Handeling, tmp_path: Path
) -> None:
    iris = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    aanvullen, klaar, oud = (bouw_casus(handeling, iris, Status.AANVULLEN) for _ in range(3))
    for casus in (oud, klaar, aanvullen):
        meld(handeling, [iris.id], Soort.AANVULLEN, Over(casus.id, dag=handeling.vandaag))
    meld(handeling, [iris.id], Soort.VERVALT, Over(oud.id, dag=handeling.vandaag))
    klaar.status = Status.INGEDIEND
    handeling.sessie.commit()
    mens = meld_aan(iris)
    assert mens.pagina.get_by_role("link", name="Berichten 2 nieuw").is_visible()
    mens.volg("Berichten 2 nieuw")
    assert mens.pagina.get_by_text("afgehandeld").count() == 2
    _maak_beeld(mens, tmp_path, "berichten")
    link = mens.pagina.get_by_role("link", name=f"Casus {aanvullen.nummer}")
    link.focus()
    mens.pagina.keyboard.press("Enter")
    mens.pagina.wait_for_url(f"**/casussen/{aanvullen.nummer}")
    mens.ga("/berichten")
    mens.pagina.get_by_role("button", name=re.compile(f"Gelezen.*{oud.nummer}")).click()
    mens.kijk()
    assert not mens.pagina.locator(".mw-teller").is_visible()
    mens.volg("Stel je mail in")
    mens.pagina.get_by_role("radiogroup", name="Er gebeurt iets").get_by_label("Geen mail").check()
    _maak_beeld(mens, tmp_path, "instellen")
    mens.druk("Bewaar mijn keuze")
    assert mens.leest("Zo hoor je het voortaan.")

    zonder = browser.new_context(java_script_enabled=False).new_page()
    zonder.goto(f"{mens.adres}/aanmelden")
    zonder.fill("#email", iris.email)
    zonder.fill("#wachtwoord", WACHTWOORD)
    zonder.get_by_role("button", name="Aanmelden").click()
    zonder.goto(f"{mens.adres}/berichten/instellen")
    assert zonder.get_by_role("radiogroup", name="Er gebeurt iets").get_by_label("Geen mail").is_checked()
    zonder.select_option("#uur", "16")
    zonder.get_by_role("button", name="Bewaar mijn keuze").click()
    assert "Zo hoor je het voortaan." in zonder.inner_text("body")
    zonder.context.close()
