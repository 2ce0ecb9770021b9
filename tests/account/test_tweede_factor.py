"""The second factor: nobody gets past the password alone, and no code works twice."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from pyotp import TOTP
from sqlalchemy import Engine, Text, select, type_coerce

from maatwerk.account.models import Herstelcode, Medewerker, TweedeFactor
from maatwerk.app import create_app
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.kluis import Kluis
from maatwerk.kern.rechten import Rol
from maatwerk.kern.sleutelring import nieuwe_ring
from maatwerk.web.verzoek import Huis
from tests.bouw import WACHTWOORD, bouw_medewerker
from tests.web.test_toegang import MATRIX

SITE = "https://maatwerk.gemeente.example"
TOEN = datetime(2026, 11, 3, 9, 0, 10, tzinfo=UTC)


@pytest.fixture
def productie(app: Flask, engine: Engine) -> Flask:
    """Give the application as a gemeente runs it."""
    huis: Huis = app.extensions["maatwerk"]
    echt = create_app(replace(huis.omgeving, demo=False, hosts=("maatwerk.gemeente.example",)), engine)
    echt.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return echt


@pytest.fixture
def medewerker(handeling: Handeling) -> Medewerker:
    medewerker = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    handeling.sessie.commit()
    return medewerker


@pytest.fixture
def klok() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(TOEN, tick=False) as reis:
        yield reis


def _wachtwoord(app: Flask, medewerker: Medewerker) -> FlaskClient:
    """Sign in as far as the password brings."""
    browser = app.test_client()
    data = {"email": medewerker.email, "wachtwoord": WACHTWOORD}
    assert browser.post("/aanmelden", data=data, base_url=SITE).status_code == 302
    return browser


def _code(geheim: str, stappen: int = 0) -> str:
    return TOTP(geheim).at(datetime.now(UTC) + timedelta(seconds=30 * stappen))


def _stel_in(browser: FlaskClient) -> tuple[str, list[str]]:
    """Set the second factor up; give the seed and the recovery codes."""
    pagina = browser.get("/tweede-factor", base_url=SITE).text
    gevonden = re.search(r'<code class="utrecht-code">([A-Z2-7 ]+)</code>', pagina)
    assert gevonden, pagina
    geheim = gevonden.group(1).replace(" ", "")
    antwoord = browser.post("/tweede-factor", data={"code": _code(geheim)}, base_url=SITE)
    assert antwoord.status_code == 200, antwoord.text
    return geheim, re.findall(r"[0-9a-f]{4}(?:-[0-9a-f]{4}){3}", antwoord.text)


def _geef_code(browser: FlaskClient, code: str) -> int:
    return browser.post("/code", data={"code": code}, base_url=SITE).status_code


def _andere_paden(app: Flask, behalve: set[str]) -> Iterator[tuple[str, str]]:
    waarden = {"nummer": "MT-2026-9999", "code": "deadbeef", "fase": "opening", "stand": "uit", "richting": "omhoog"}
    waarden |= {"besluit": "geweigerd", "formaat": "xlsx"}
    adapter = app.url_map.bind("localhost")
    for regel in app.url_map.iter_rules():
        if MATRIX[regel.endpoint] != "openbaar" and regel.endpoint not in behalve:
            for methode in sorted((regel.methods or set()) - {"HEAD", "OPTIONS"}):
                delen = {naam: waarden.get(naam, 9999) for naam in regel.arguments}
                yield methode, adapter.build(regel.endpoint, delen, method=methode)


@pytest.mark.usefixtures("klok")
def test_in_productie_komt_niemand_verder_zonder_tweede_factor(productie: Flask, medewerker: Medewerker) -> None:
    browser = _wachtwoord(productie, medewerker)
    for methode, pad in _andere_paden(productie, {"account.tweede_factor", "account.afmelden"}):
        antwoord = browser.open(pad, method=methode, base_url=SITE)
        assert antwoord.status_code == 302, (methode, pad)
        assert antwoord.headers["Location"].startswith("/tweede-factor"), (methode, pad)
    _, herstelcodes = _stel_in(browser)
    assert len(set(herstelcodes)) == 10
    assert browser.get("/", base_url=SITE).status_code == 200


def test_met_alleen_het_wachtwoord_antwoordt_geen_enkele_andere_pagina(
    productie: Flask, medewerker: Medewerker, klok: time_machine.Traveller
) -> None:
    geheim, _ = _stel_in(_wachtwoord(productie, medewerker))
    klok.shift(60)
    browser = _wachtwoord(productie, medewerker)
    zelfde_stap = {"account.code", "sleutelbos.uitdaging", "sleutelbos.gebruiken"}
    for methode, pad in _andere_paden(productie, zelfde_stap | {"account.afmelden"}):
        antwoord = browser.open(pad, method=methode, base_url=SITE)
        assert antwoord.status_code == 302, (methode, pad)
        assert antwoord.headers["Location"].startswith("/code"), (methode, pad)
    assert _geef_code(browser, "000000") == 422
    assert _geef_code(browser, _code(geheim)) == 302
    assert browser.get("/", base_url=SITE).status_code == 200


def test_dezelfde_code_en_een_oudere_werken_geen_tweede_keer(
    productie: Flask, medewerker: Medewerker, klok: time_machine.Traveller
) -> None:
    geheim, _ = _stel_in(_wachtwoord(productie, medewerker))
    assert _geef_code(_wachtwoord(productie, medewerker), _code(geheim)) == 422, "used to set it up"
    klok.shift(60)
    assert _geef_code(_wachtwoord(productie, medewerker), _code(geheim)) == 302
    tweede = _wachtwoord(productie, medewerker)
    assert _geef_code(tweede, _code(geheim)) == 422
    assert _geef_code(tweede, _code(geheim, -1)) == 422, "the window before"
    klok.shift(30)
    assert _geef_code(tweede, _code(geheim)) == 302


@pytest.mark.parametrize(("stappen", "antwoord"), [(-2, 422), (-1, 302), (0, 302), (1, 302), (2, 422)])
def test_een_klok_mag_een_halve_minuut_afwijken(
    productie: Flask, medewerker: Medewerker, klok: time_machine.Traveller, stappen: int, antwoord: int
) -> None:
    geheim, _ = _stel_in(_wachtwoord(productie, medewerker))
    klok.shift(300)
    assert _geef_code(_wachtwoord(productie, medewerker), _code(geheim, stappen)) == antwoord


@pytest.mark.usefixtures("klok")
def test_een_herstelcode_werkt_een_keer_en_alleen_voor_de_eigenaar(
    productie: Flask, medewerker: Medewerker, handeling: Handeling
) -> None:
    ander = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    handeling.sessie.commit()
    _, codes = _stel_in(_wachtwoord(productie, medewerker))
    _, vreemd = _stel_in(_wachtwoord(productie, ander))
    assert _geef_code(_wachtwoord(productie, medewerker), vreemd[0]) == 422
    assert _geef_code(_wachtwoord(productie, medewerker), codes[0]) == 302
    assert _geef_code(_wachtwoord(productie, medewerker), codes[0]) == 422
    assert _geef_code(_wachtwoord(productie, medewerker), codes[1].upper().replace("-", " ")) == 302


@pytest.mark.usefixtures("klok")
def test_geheim_en_herstelcodes_liggen_niet_leesbaar_in_de_database(
    productie: Flask, medewerker: Medewerker, handeling: Handeling
) -> None:
    geheim, codes = _stel_in(_wachtwoord(productie, medewerker))
    ruw = handeling.sessie.scalars(select(type_coerce(TweedeFactor.zaad, Text))).one()
    assert ruw.startswith("v1.")
    assert geheim not in ruw
    assert handeling.sessie.scalars(select(TweedeFactor)).one().zaad == geheim
    assert len(handeling.sessie.scalars(select(Herstelcode)).all()) == len(codes)
    assert codes[0].replace("-", "").encode() not in handeling.sessie.scalars(select(Herstelcode.code)).all()


def test_raden_van_de_code_houdt_op_ook_met_steeds_opnieuw_het_wachtwoord(
    productie: Flask, medewerker: Medewerker, klok: time_machine.Traveller
) -> None:
    geheim, _ = _stel_in(_wachtwoord(productie, medewerker))
    klok.shift(60)
    assert [_geef_code(_wachtwoord(productie, medewerker), "000000") for _ in range(5)] == [422] * 5
    assert _geef_code(_wachtwoord(productie, medewerker), _code(geheim)) == 429


def test_opnieuw_instellen_vraagt_een_verse_bevestiging_met_code(
    productie: Flask, medewerker: Medewerker, klok: time_machine.Traveller
) -> None:
    browser = _wachtwoord(productie, medewerker)
    geheim, _ = _stel_in(browser)
    klok.shift(360)
    heen = browser.get("/tweede-factor", base_url=SITE).headers["Location"]
    assert heen.startswith("/bevestigen")
    assert browser.post(heen, data={"wachtwoord": WACHTWOORD}, base_url=SITE).status_code == 422, "without a code"
    data = {"wachtwoord": WACHTWOORD, "code": _code(geheim)}
    assert browser.post(heen, data=data, base_url=SITE).headers["Location"] == "/tweede-factor"
    klok.shift(30)
    nieuw, _ = _stel_in(browser)
    klok.shift(60)
    assert _geef_code(_wachtwoord(productie, medewerker), _code(geheim)) == 422
    assert _geef_code(_wachtwoord(productie, medewerker), _code(nieuw)) == 302


@pytest.mark.usefixtures("klok")
def test_een_geheim_dat_is_verplaatst_opent_niet(productie: Flask, medewerker: Medewerker) -> None:
    huis: Huis = productie.extensions["maatwerk"]
    dicht = huis.kluis.versleutel("JBSWY3DPEHPK3PXP", "nieuw.1")
    assert huis.kluis.ontsleutel(dicht, "nieuw.1") == "JBSWY3DPEHPK3PXP"
    for kluis, plek in ((huis.kluis, "nieuw.2"), (Kluis(nieuwe_ring()), "nieuw.1")):
        with pytest.raises(ValueError, match=r"nieuw\.."):
            kluis.ontsleutel(dicht, plek)
    assert medewerker.tweede_factor is None


def test_in_de_demo_mag_het_zonder(app: Flask, medewerker: Medewerker) -> None:
    browser = app.test_client()
    assert browser.post("/aanmelden", data={"email": medewerker.email, "wachtwoord": WACHTWOORD}).status_code == 302
    assert browser.get("/").status_code == 200
