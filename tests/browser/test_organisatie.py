"""To the provider and back in a real browser: the CSP lets it through, and every screen is good to use."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine

from maatwerk.account.models import Medewerker
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from tests.bouw import bouw_medewerker
from tests.browser.conftest import Mens
from tests.oidc.aanbieder import Aanbieder, start_aanbieder
from tests.oidc.bouw import bouw_site

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)  # PostgreSQL: test_hele_weg


@pytest.fixture(scope="module")
def aanbieder() -> Iterator[Aanbieder]:
    with start_aanbieder() as aanbieder:
        yield aanbieder


@pytest.fixture
def app(app: Flask, engine: Engine, tmp_path: Path, aanbieder: Aanbieder) -> Flask:
    """Let the browser visit the application of a gemeente with a provider."""
    return bouw_site(app, engine, tmp_path, aanbieder.issuer)


def _log_in_bij_de_gemeente(mens: Mens) -> None:
    mens.pagina.fill("#sub", "a1b2c3")
    mens.pagina.get_by_role("button", name="Log in").click()


def test_koppelen_en_daarna_aanmelden_met_de_organisatie(
    meld_aan: Callable[[Medewerker], Mens], handeling: Handeling, aanbieder: Aanbieder
) -> None:
    anna = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    handeling.sessie.commit()
    mens = meld_aan(anna)
    mens.ga("/sessies")
    mens.volg("Account van je organisatie")
    mens.pagina.get_by_role("link", name="Koppel Gemeente").click()
    _log_in_bij_de_gemeente(mens)
    mens.pagina.get_by_text("Je account van de organisatie is gekoppeld.").wait_for()
    mens.kijk()
    mens.druk("Afmelden")
    mens.pagina.get_by_role("link", name="Aanmelden met Gemeente").click()
    mens.pagina.get_by_role("heading", name="Wat wacht op mij").wait_for()
    mens.ga("/bevestigen?verder=/organisatie")
    mens.pagina.get_by_role("link", name="Bevestig met Gemeente").click()
    _log_in_bij_de_gemeente(mens)
    mens.pagina.get_by_role("heading", name="Account van je organisatie").wait_for()
    mens.druk("Ontkoppel")
    mens.druk("Afmelden")
    mens.pagina.get_by_role("link", name="Aanmelden met Gemeente").click()
    mens.pagina.get_by_role("heading", name="Dit account is nog niet gekoppeld").wait_for()
    mens.kijk()
    aanbieder.weg.add("/token")
    mens.volg("Naar aanmelden")
    mens.pagina.get_by_role("link", name="Aanmelden met Gemeente").click()
    mens.pagina.get_by_role("heading", name="Gemeente is nu niet bereikbaar").wait_for()
    mens.kijk()
    aanbieder.weg.clear()
    mens.ga("/aanmelden/organisatie/terug")
    assert mens.leest("Dat is niet gelukt")
