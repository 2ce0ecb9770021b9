"""One casus on three screens at once in Chromium: who leads, a lid on a phone, the wall. They agree, also after a hole.

What changes is expected, never timed.
"""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, expect

from maatwerk.account.models import Medewerker
from maatwerk.casus.rules import Status
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.tafel import commands
from maatwerk.tafel.models import Agendapunt
from tests.bouw import bouw_casus, bouw_medewerker, bouw_zitting

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

Scherm = Callable[..., Page]
_GEDULD = 30_000  # ms: a slow machine is no fault in the code


@pytest.fixture
def voorzitter(handeling: Handeling) -> Medewerker:
    """Give who leads the tafel of Ondiep."""
    return bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep"), naam="Vos van Voorzit")


@pytest.fixture
def lid(handeling: Handeling) -> Medewerker:
    """Give a tafellid of Ondiep."""
    return bouw_medewerker(handeling, (Rol.LID, "ondiep"), naam="Lies van Lid")


@pytest.fixture
def agendapunt(handeling: Handeling, lid: Medewerker, voorzitter: Medewerker) -> Agendapunt:
    """Give a casus on a published zitting."""
    del lid, voorzitter
    zitting = bouw_zitting(handeling, bouw_casus(handeling, status=Status.INGEPLAND))
    commands.publiceer(handeling, zitting)
    handeling.sessie.commit()
    return zitting.agenda[0]


@pytest.fixture
def scherm(browser: Browser, client: Callable[[Medewerker], FlaskClient], adres: str) -> Iterator[Callable[..., Page]]:
    """Give a function that opens a page for somebody who is signed in already.

    A fault of our own scripts fails the test.
    """
    schermen: list[Page] = []
    klachten: list[str] = []

    def open_scherm(wie: Medewerker, pad: str, breed: int = 1280, hoog: int = 900, *, script: bool = True) -> Page:
        koekje = client(wie).get_cookie("maatwerk")
        assert koekje is not None
        context = browser.new_context(viewport={"width": breed, "height": hoog}, java_script_enabled=script)
        context.add_cookies([{"name": "maatwerk", "value": koekje.value, "url": adres}])
        pagina = context.new_page()
        pagina.set_default_timeout(_GEDULD)
        pagina.on("pageerror", lambda fout: klachten.append(str(fout)))
        pagina.goto(adres + pad)
        schermen.append(pagina)
        return pagina

    expect.set_options(timeout=_GEDULD)
    yield open_scherm
    expect.set_options(timeout=5_000)
    for pagina in schermen:
        pagina.context.close()
    assert klachten == []


def _kijk(*schermen: Page) -> None:
    for pagina in schermen:
        gebreken = [(gebrek["id"], gebrek["nodes"][0]["target"]) for gebrek in Axe().run(pagina).response["violations"]]
        breed = pagina.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        assert (gebreken, breed) == ([], False), pagina.url


def test_drie_schermen_zeggen_hetzelfde_ook_na_een_gat_in_het_netwerk(
    handeling: Handeling, scherm: Scherm, agendapunt: Agendapunt, voorzitter: Medewerker, lid: Medewerker
) -> None:
    del handeling
    zitting = f"/zittingen/{agendapunt.zitting_id}"
    leider = scherm(voorzitter, f"/agendapunten/{agendapunt.id}")
    telefoon = scherm(lid, f"{zitting}/nu", 320, 800)
    muur = scherm(voorzitter, f"{zitting}/scherm", 1920, 1080)
    for pagina in (telefoon, muur):
        expect(pagina.locator("main")).to_contain_text("Er is nu geen casus aan tafel")
    _kijk(leider, telefoon, muur)
    leider.get_by_role("button", name="Start", exact=True).click()
    for pagina in (leider, telefoon, muur):
        expect(pagina.locator("[data-deel=fase]")).to_contain_text("Opening")
        expect(pagina.locator("[data-klok] [data-fase]")).to_contain_text("Nog 1.")
    _kijk(leider, telefoon, muur)
    _volgende_met_een_toets(leider, telefoon, muur)
    _een_gat(leider, telefoon, muur)
    _kijk(leider, telefoon, muur)


def _volgende_met_een_toets(leider: Page, telefoon: Page, muur: Page) -> None:
    """Go on with the keyboard, from inside the note: what was typed is kept, no letter is taken for a command."""
    leider.locator("#tekst").focus()
    leider.keyboard.type("Vier mensen, v v.")
    expect(leider.locator("[data-deel=fase]")).to_contain_text("Opening")
    expect(leider.locator("#volgende-fase")).to_have_attribute("accesskey", "v")  # headless Chromium fires none
    leider.keyboard.press("Tab")
    expect(leider.locator("#volgende-fase")).to_be_focused()
    leider.keyboard.press("Enter")
    for pagina in (leider, telefoon, muur):
        expect(pagina.locator("[data-deel=fase]")).to_contain_text("Verhaal")
    expect(telefoon.locator("[data-fasemelding]")).to_contain_text("Fase 2 van 7: Verhaal")
    expect(telefoon.locator("[data-deel=notities]")).to_contain_text("Vier mensen, v v.")
    expect(muur.locator("main")).not_to_contain_text("Vier mensen")


def _een_gat(leider: Page, telefoon: Page, muur: Page) -> None:
    """Lose the network on the phone while the talk goes on: it says so, keeps what it had, and catches up."""
    telefoon.context.set_offline(True)
    expect(telefoon.locator("[data-verbinding]")).to_contain_text("Geen verbinding sinds")
    leider.get_by_role("button", name="Volgende fase: De bedoeling").click()
    expect(muur.locator("[data-deel=fase]")).to_contain_text("De bedoeling")
    expect(telefoon.locator("[data-deel=fase]")).to_contain_text("Verhaal")
    telefoon.context.set_offline(False)
    expect(telefoon.locator("[data-deel=fase]")).to_contain_text("De bedoeling")
    expect(telefoon.locator("[data-verbinding]")).to_be_hidden()


def test_twee_die_dezelfde_notitie_typen_verliezen_niets(
    handeling: Handeling, scherm: Scherm, agendapunt: Agendapunt, voorzitter: Medewerker
) -> None:
    commands.start(handeling, agendapunt)
    collega = bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep"))
    handeling.sessie.commit()
    pad = f"/agendapunten/{agendapunt.id}"
    een, ander = (scherm(wie, pad) for wie in (voorzitter, collega))
    een.locator("#tekst").focus()
    ander.locator("#tekst").focus()
    een.keyboard.type("De corporatie is er.")
    ander.keyboard.type("Het UWV belt straks.")
    for pagina in (een, ander):
        for zin in ("De corporatie is er.", "Het UWV belt straks."):
            pagina.wait_for_function("zin => document.querySelector('#tekst').value.includes(zin)", arg=zin)
        expect(pagina.locator("#tekst")).to_be_focused()
    een.keyboard.press("Control+End")
    een.keyboard.type(" Tot zo.")
    ander.wait_for_function("() => document.querySelector('#tekst').value.includes('Tot zo.')")


def test_zonder_javascript_staat_er_hoe_het_is_en_een_weg_om_te_verversen(
    handeling: Handeling, scherm: Scherm, agendapunt: Agendapunt, lid: Medewerker
) -> None:
    commands.start(handeling, agendapunt)
    handeling.sessie.commit()
    pagina = scherm(lid, f"/zittingen/{agendapunt.zitting_id}/nu", script=False)
    expect(pagina.locator("[data-klok]")).to_contain_text("Nog 2 minuten")
    pagina.get_by_role("link", name="Ververs").click()
    expect(pagina.locator("[data-deel=fase]")).to_contain_text("Opening")
