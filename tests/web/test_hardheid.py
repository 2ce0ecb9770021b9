"""Hardening: what another site, a made-up host or a careless setting cannot do."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine

from maatwerk.account.models import Medewerker
from maatwerk.app import create_app
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.instellingen import InstellingFout
from maatwerk.kern.klok import nu
from maatwerk.kern.omgeving import lees_omgeving
from maatwerk.kern.rechten import Rol
from maatwerk.web.verzoek import Huis
from tests.bouw import bouw_medewerker

GEHEIM = {"MAATWERK_SECRET_KEY": "x" * 32}


@pytest.fixture
def productie(app: Flask, engine: Engine) -> Flask:
    huis: Huis = app.extensions["maatwerk"]
    return create_app(replace(huis.omgeving, demo=False, hosts=("maatwerk.gemeente.example",)), engine)


@pytest.mark.parametrize("pad", ["/aanmelden", "/bestaat-niet", "/healthz", "/"])
def test_productie_zegt_altijd_dat_het_https_is(productie: Flask, pad: str) -> None:
    antwoord = productie.test_client().get(pad, base_url="http://maatwerk.gemeente.example")
    assert antwoord.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


@pytest.mark.parametrize("host", ["kwaad.example", "localhost", "maatwerk.gemeente.example.kwaad.example"])
def test_een_onbekende_host_wordt_geweigerd(productie: Flask, host: str) -> None:
    for pad in ("/aanmelden", "/", "/bestaat-niet"):
        antwoord = productie.test_client().get(pad, base_url=f"https://{host}")
        assert antwoord.status_code == 400, pad
        assert host not in antwoord.text


@pytest.mark.parametrize(
    ("koppen", "code"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://kwaad.example"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, 302),
        ({"Origin": "http://localhost"}, 302),
        ({}, 302),
    ],
)
def test_een_andere_site_verstuurt_hier_niets(
    client: Callable[[Medewerker], FlaskClient], handeling: Handeling, koppen: dict[str, str], code: int
) -> None:
    browser = client(bouw_medewerker(handeling, (Rol.INDIENER, "")))
    assert browser.post("/afmelden", headers=koppen).status_code == code


def test_wie_een_zwakke_plek_vindt_kan_dat_melden(app: Flask) -> None:
    antwoord = app.test_client().get("/.well-known/security.txt")
    assert antwoord.content_type == "text/plain; charset=utf-8"
    assert "Contact: mailto:" in antwoord.text
    verloopt = datetime.fromisoformat(antwoord.text.partition("Expires: ")[2].split()[0])
    assert nu() < verloopt <= nu() + timedelta(days=366)


@pytest.mark.parametrize(
    ("variabelen", "reden"),
    [
        ({"MAATWERK_DEMO": "1", "FLASK_DEBUG": "1"}, "FLASK_DEBUG"),
        ({"MAATWERK_DEMO": "1", "MAATWERK_PROXIES": "veel"}, "MAATWERK_PROXIES"),
    ],
)
def test_een_onveilige_omgeving_start_niet(variabelen: dict[str, str], reden: str, tmp_path: Path) -> None:
    with pytest.raises(InstellingFout, match=reden):
        lees_omgeving(variabelen, tmp_path)


def test_de_omgeving_noemt_haar_namen_en_proxies(tmp_path: Path) -> None:
    omgeving = lees_omgeving(GEHEIM | {"MAATWERK_HOSTS": "a.example, b.example", "MAATWERK_PROXIES": "1"}, tmp_path)
    assert (omgeving.hosts, omgeving.proxies) == (("a.example", "b.example"), 1)
    assert lees_omgeving(GEHEIM, tmp_path).hosts == ("localhost", "127.0.0.1")
