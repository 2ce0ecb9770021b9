"""Guessing is slowed down, for known and unknown accounts alike; who knows the password waits a quarter at most."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select
from werkzeug.test import TestResponse

from maatwerk.account.models import Aanmeldpoging
from maatwerk.account.pogingen import netwerk
from maatwerk.app import create_app
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.klok import nu
from maatwerk.kern.rechten import Rol
from maatwerk.web.verzoek import Huis
from tests.bouw import WACHTWOORD, bouw_medewerker

FOUT = "dit-is-niet-het-wachtwoord"


def _probeer(browser: FlaskClient, email: str, wachtwoord: str = FOUT, adres: str = "192.0.2.1") -> TestResponse:
    omgeving = {"REMOTE_ADDR": adres}
    return browser.post("/aanmelden", data={"email": email, "wachtwoord": wachtwoord}, environ_overrides=omgeving)


@pytest.fixture
def email(handeling: Handeling) -> str:
    medewerker = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    handeling.sessie.commit()
    return medewerker.email


@pytest.fixture
def tweede(app: Flask, engine: Engine) -> Flask:
    """Give a second worker on the same database."""
    huis: Huis = app.extensions["maatwerk"]
    ander = create_app(huis.omgeving, engine)
    ander.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return ander


def test_de_zesde_foute_poging_wordt_geweigerd_ook_bij_een_andere_werker(app: Flask, tweede: Flask, email: str) -> None:
    for nummer in range(5):
        assert _probeer([app, tweede][nummer % 2].test_client(), email).status_code == 422
    for werker in (app, tweede):
        antwoord = _probeer(werker.test_client(), email, WACHTWOORD, adres="192.0.2.2")
        assert antwoord.status_code == 429
        assert "Probeer het om" in antwoord.text
        assert 0 < int(antwoord.headers["Retry-After"]) <= 15 * 60


def test_een_onbekend_adres_telt_en_antwoordt_net_zo(app: Flask, email: str) -> None:
    with time_machine.travel(nu(), tick=False):
        antwoorden = [[_probeer(app.test_client(), wie) for _ in range(6)] for wie in (email, "niemand@voorbeeld.nl")]
    bekend, onbekend = ([(a.status_code, a.text.replace(wie, "")) for a in rij] for rij, wie in zip(
        antwoorden, (email, "niemand@voorbeeld.nl"), strict=True
    ))  # fmt: skip
    assert bekend == onbekend
    assert [code for code, _ in bekend] == [422] * 5 + [429]


def test_de_goede_gebruiker_kan_na_een_kwartier_weer_ook_als_het_raden_doorging(app: Flask, email: str) -> None:
    begin = nu()
    for minuut in range(5):
        with time_machine.travel(begin + timedelta(minutes=minuut)):
            _probeer(app.test_client(), email)
    with time_machine.travel(begin + timedelta(minutes=10)):
        assert all(_probeer(app.test_client(), email).status_code == 429 for _ in range(5))
    with time_machine.travel(begin + timedelta(minutes=15, seconds=5)):
        assert _probeer(app.test_client(), email, WACHTWOORD).status_code == 302


def test_een_adres_dat_veel_accounts_probeert_moet_wachten_een_ander_niet(app: Flask, email: str) -> None:
    for nummer in range(20):
        assert _probeer(app.test_client(), f"wie{nummer}@voorbeeld.nl").status_code == 422
    assert _probeer(app.test_client(), email, WACHTWOORD).status_code == 429
    assert _probeer(app.test_client(), email, WACHTWOORD, adres="192.0.2.2").status_code == 302


def test_een_verzonnen_doorstuuradres_ontwijkt_niets(app: Flask, email: str) -> None:
    for nummer in range(21):
        antwoord = app.test_client().post(
            "/aanmelden",
            data={"email": f"wie{nummer}@voorbeeld.nl", "wachtwoord": FOUT},
            headers={"X-Forwarded-For": f"198.51.100.{nummer}", "X-Real-IP": f"198.51.100.{nummer}"},
        )
    assert antwoord.status_code == 429
    assert email


def test_achter_een_vertrouwde_proxy_telt_alleen_het_adres_dat_die_proxy_zag(app: Flask, engine: Engine) -> None:
    huis: Huis = app.extensions["maatwerk"]
    erachter = create_app(replace(huis.omgeving, proxies=1), engine)
    erachter.config.update(TESTING=True, WTF_CSRF_ENABLED=False)

    def probeer(nummer: int, gezien: str) -> int:
        data = {"email": f"wie{nummer}@voorbeeld.nl", "wachtwoord": FOUT}
        koppen = {"X-Forwarded-For": f"198.51.100.{nummer}, {gezien}"}
        return erachter.test_client().post("/aanmelden", data=data, headers=koppen).status_code

    assert [probeer(nummer, "203.0.113.7") for nummer in range(21)] == [422] * 20 + [429]
    assert probeer(21, "203.0.113.8") == 422


def test_wie_zich_vergist_en_dan_goed_typt_begint_weer_bij_nul(app: Flask, email: str) -> None:
    for _ in range(2):
        for _ in range(4):
            assert _probeer(app.test_client(), email).status_code == 422
        assert _probeer(app.test_client(), email, WACHTWOORD).status_code == 302


def test_goed_aanmelden_wist_niet_wat_een_ander_elders_probeerde(app: Flask, email: str) -> None:
    for _ in range(4):
        _probeer(app.test_client(), email, adres="203.0.113.9")
    assert _probeer(app.test_client(), email, WACHTWOORD).status_code == 302
    assert _probeer(app.test_client(), email, adres="203.0.113.9").status_code == 422
    assert _probeer(app.test_client(), email, adres="203.0.113.9").status_code == 429


def test_twaalf_tegelijk_geven_hoogstens_vijf_antwoorden_op_een_wachtwoord(app: Flask, email: str) -> None:
    with ThreadPoolExecutor(6) as samen:
        codes = list(samen.map(lambda _: _probeer(app.test_client(), email).status_code, range(12)))
    assert codes.count(422) <= 5
    assert set(codes) <= {422, 429}


def test_pogingen_zijn_niet_te_herleiden_en_verdwijnen(app: Flask, handeling: Handeling, email: str) -> None:
    _probeer(app.test_client(), email)
    poging = handeling.sessie.scalars(select(Aanmeldpoging)).one()
    assert (len(poging.account), len(poging.adres)) == (32, 32)
    handeling.sessie.rollback()
    with time_machine.travel(nu() + timedelta(minutes=16)):
        _probeer(app.test_client(), "niemand@voorbeeld.nl")
    assert handeling.sessie.scalar(select(func.count()).select_from(Aanmeldpoging)) == 1


@pytest.mark.parametrize(
    ("adres", "telt_als"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        (None, ""),
        ("onzin", ""),
    ],
)
def test_van_ipv6_telt_het_netwerk(adres: str | None, telt_als: str) -> None:
    assert netwerk(adres) == telt_als
