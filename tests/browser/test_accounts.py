"""From invitation to first sign-in, a rol that two people give, and a forgotten password: seen wide and narrow."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from maatwerk.account.models import Medewerker
from maatwerk.bericht.bezorgen import open_postkantoor, verstuur
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.web.verzoek import Huis
from tests.bouw import bouw_medewerker
from tests.browser.conftest import Mens

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)  # PostgreSQL: test_hele_weg

NIEUW = "paars kanaal fluit vierkant"


def _laatste_link(huis: Huis) -> str:
    verstuur(open_postkantoor(huis.engine, huis.instellingen, huis.omgeving))
    nieuwste = max((huis.omgeving.data_map / "post").glob("*.eml"), key=lambda pad: pad.stat().st_mtime_ns)
    gevonden = re.search(r"/link/\S+", nieuwste.read_text())
    assert gevonden
    return gevonden[0]


def _maak_beeld(mens: Mens, map_: Path, naam: str) -> None:
    """Keep a picture of this page, wide and narrow, to look at when the test fails."""
    for breed in (1280, 360):
        mens.pagina.set_viewport_size({"width": breed, "height": 900})
        mens.pagina.screenshot(path=map_ / f"{naam}-{breed}.png", full_page=True)


def test_van_uitnodiging_tot_rol(
    meld_aan: Callable[[Medewerker], Mens], browser: Browser, handeling: Handeling, huis: Huis, tmp_path: Path
) -> None:
    mensen = [bouw_medewerker(handeling, (rol, "")) for rol in (Rol.BEHEERDER, Rol.PRIVACY)]
    handeling.sessie.commit()
    beheerder, privacy = (meld_aan(wie) for wie in mensen)
    beheerder.ga("/medewerkers")
    beheerder.volg("Nodig iemand uit")
    beheerder.druk("Nodig uit")
    assert beheerder.leest("Vul het e-mailadres in.")
    _maak_beeld(beheerder, tmp_path, "uitnodigen-fout")
    beheerder.vul(email="gast@voorbeeld.nl", naam="Gea Gast", organisatie="Buurtteam Zuilen")
    beheerder.pagina.get_by_label("indiener").check()
    beheerder.pagina.get_by_label("tafelvoorzitter – Wijktafel Zuilen").check()
    beheerder.druk("Nodig uit")
    assert beheerder.leest("Wacht op de privacy officer")
    _maak_beeld(beheerder, tmp_path, "medewerker")
    privacy.ga("/")
    privacy.volg("Gea Gast als tafelvoorzitter")
    _maak_beeld(privacy, tmp_path, "voorstellen")
    privacy.druk("Keur goed: Gea Gast")
    assert privacy.leest("Er wacht geen rol op jouw besluit.")

    gast = Mens(browser.new_context().new_page(), beheerder.adres)
    gast.ga(_laatste_link(huis))
    gast.vul(wachtwoord="welkom", nogmaals="welkom")
    gast.druk("Bewaar het wachtwoord")
    assert gast.leest("minstens 14 tekens")
    _maak_beeld(gast, tmp_path, "kiezen")
    gast.vul(wachtwoord=NIEUW, nogmaals=NIEUW)
    gast.druk("Bewaar het wachtwoord")
    gast.volg("Wachtwoord vergeten?")
    gast.vul(email="gast@voorbeeld.nl")
    _maak_beeld(gast, tmp_path, "vergeten")
    gast.druk("Stuur de link")
    link = _laatste_link(huis)
    gast.ga("/aanmelden")
    gast.vul(email="gast@voorbeeld.nl", wachtwoord=NIEUW)
    gast.druk("Aanmelden")
    gast.ga("/wachtwoord")
    _maak_beeld(gast, tmp_path, "wijzigen")
    gast.vul(wachtwoord=NIEUW, nieuw=f"{NIEUW} twee", nogmaals=f"{NIEUW} twee")
    gast.druk("Wijzig het wachtwoord")
    assert gast.leest("Je wachtwoord is gewijzigd.")
    gast.ga(link)
    assert gast.leest("Deze link werkt niet")
    beheerder.ga("/medewerkers")
    beheerder.druk("Zet uit Gea Gast")
    assert beheerder.leest("Er blijft niets liggen.")
    _maak_beeld(beheerder, tmp_path, "vertrek")
    assert gast.gebreken == []
    gast.pagina.context.close()
