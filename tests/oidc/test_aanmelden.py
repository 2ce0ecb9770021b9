"""Signing in with the account of the organisation, at a real provider: who it is, and who it is not."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from maatwerk.account.identiteit import koppel
from maatwerk.account.models import Aanmelding, Aanmeldpoging, Medewerker, TweedeFactor
from maatwerk.kern import klok
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.instellingen import InstellingFout
from maatwerk.kern.omgeving import lees_omgeving
from maatwerk.kern.rechten import Rol
from maatwerk.logboek.models import Logregel
from tests.bouw import WACHTWOORD, bouw_medewerker
from tests.oidc.aanbieder import Aanbieder
from tests.oidc.conftest import SUB, Reis

Bouw = Callable[..., Flask]
HEEN = "/aanmelden/organisatie"
DICHT = "http://127.0.0.1:1"  # where nobody listens


def _binnen(browser: FlaskClient) -> bool:
    return browser.get("/").status_code == 200


def _wachtwoord(browser: FlaskClient, medewerker: Medewerker) -> int:
    return browser.post("/aanmelden", data={"email": medewerker.email, "wachtwoord": WACHTWOORD}).status_code


def _log(handeling: Handeling) -> list[tuple[str, bool]]:
    regels = handeling.sessie.execute(select(Logregel.wat, Logregel.geslaagd).order_by(Logregel.id)).all()
    handeling.sessie.commit()  # on SQLite a reader of this session keeps writers waiting
    return [(wat, geslaagd) for wat, geslaagd in regels]


@pytest.mark.usefixtures("gekoppeld")
def test_wie_gekoppeld_is_komt_binnen_waar_hij_heen_ging(reis: Reis, handeling: Handeling) -> None:
    with reis.browser.session_transaction() as cookie:
        cookie["van_voor_het_aanmelden"] = "weg ermee"
    antwoord = reis.heen_en_terug(f"{HEEN}?verder=/lessen")
    assert antwoord.headers["Location"] == "/lessen"
    assert _binnen(reis.browser)
    assert _log(handeling) == [("identiteit.gekoppeld", True), ("medewerker.aangemeld", True)]
    with reis.browser.session_transaction() as cookie:
        assert not {"van_voor_het_aanmelden", "organisatie"} & set(cookie)


def test_er_gaat_niet_meer_heen_dan_nodig_en_de_vraag_is_beschermd(reis: Reis) -> None:
    adres = reis.vertrek()
    for deel in ("scope=openid&", "code_challenge_method=S256", "response_type=code", "nonce=", "state="):
        assert deel in adres
    assert "email" not in adres


@pytest.mark.usefixtures("gekoppeld")
def test_elke_keer_aanmelden_geeft_een_nieuwe_sessie(site: Flask, handeling: Handeling) -> None:
    for _ in range(2):
        Reis(site.test_client()).heen_en_terug()
    assert handeling.sessie.scalar(select(func.count(Aanmelding.merk.distinct()))) == 2


@pytest.mark.parametrize("pad", ["//kwaad.example", "/\\kwaad.example", "https:kwaad.example", "%2f%2fkwaad.example"])
@pytest.mark.usefixtures("gekoppeld")
def test_na_het_aanmelden_ga_je_alleen_naar_een_eigen_pagina(reis: Reis, pad: str) -> None:
    assert reis.heen_en_terug(f"{HEEN}?verder={pad}").headers["Location"] == "/"


def test_hetzelfde_e_mailadres_is_niemand(site: Flask, anna: Medewerker, handeling: Handeling) -> None:
    """The provider gives everybody the address of Anna. Whether that exists here, shows in nothing."""
    teksten = []
    for email in (anna.email, "iemand.anders@gemeente.example"):
        anna.email = email
        handeling.sessie.commit()
        antwoord = (reis := Reis(site.test_client())).heen_en_terug()
        assert antwoord.status_code == 403
        assert not _binnen(reis.browser)
        teksten.append(antwoord.text)
    assert teksten[0] == teksten[1]
    assert "nog niet gekoppeld" in teksten[0]
    assert _log(handeling) == [("medewerker.aanmelden_organisatie", False)] * 2


def test_hetzelfde_nummer_bij_een_andere_aanbieder_is_een_ander(
    reis: Reis, anna: Medewerker, handeling: Handeling
) -> None:
    koppel(handeling, anna, "https://inloggen.ander.example", SUB)
    handeling.sessie.commit()
    assert reis.heen_en_terug().status_code == 403
    assert not _binnen(reis.browser)


@pytest.mark.usefixtures("gekoppeld")
def test_een_ander_nummer_dat_er_op_lijkt_is_een_ander(site: Flask) -> None:
    for sub in (SUB.upper(), SUB + "0"):
        assert Reis(site.test_client()).heen_en_terug(sub=sub).status_code == 403


def test_een_account_dat_uit_staat_blijft_buiten(reis: Reis, gekoppeld: Medewerker, handeling: Handeling) -> None:
    gekoppeld.actief = False
    handeling.sessie.commit()
    assert reis.heen_en_terug().status_code == 403
    assert not _binnen(reis.browser)


@pytest.mark.usefixtures("gekoppeld")
def test_een_antwoord_werkt_niet_in_de_browser_van_een_ander(site: Flask, handeling: Handeling) -> None:
    """Login CSRF: who follows this link would work, unknowing, in the account of the one who sent it."""
    pad = (aanvaller := Reis(site.test_client())).log_in(aanvaller.vertrek())
    leeg, bezig = site.test_client(), Reis(site.test_client())
    bezig.vertrek()
    for slachtoffer in (leeg, bezig.browser):
        assert slachtoffer.get(pad).status_code == 400
        assert not _binnen(slachtoffer)
    assert ("medewerker.aanmelden_organisatie", False) in _log(handeling)


@pytest.mark.usefixtures("gekoppeld")
def test_hetzelfde_antwoord_werkt_geen_tweede_keer(reis: Reis, site: Flask) -> None:
    pad = reis.log_in(reis.vertrek())
    with reis.browser.session_transaction() as cookie:
        oud = dict(cookie)
    assert reis.browser.get(pad).status_code == 302
    assert reis.browser.get(pad).status_code == 400
    hersteld = site.test_client()
    with hersteld.session_transaction() as cookie:
        cookie.update(oud)
    assert hersteld.get(pad).status_code == 400, "the provider refuses a code that was used"
    assert not _binnen(hersteld)


@pytest.mark.parametrize(
    "wijzig",
    [
        lambda pad: pad.replace("state=", "state=x"),
        lambda pad: pad.replace("state=", "staat="),
        lambda pad: pad.replace("code=", "code=x"),
        lambda pad: pad.replace("code=", "kode="),
        lambda pad: pad.replace("iss=", "iss=https%3A%2F%2Fkwaad.example&x="),
        lambda pad: pad.replace("iss=", "isz="),
        lambda pad: pad.partition("?")[0] + "?error=access_denied",
    ],
)
@pytest.mark.usefixtures("gekoppeld")
def test_een_veranderd_antwoord_wordt_geweigerd(reis: Reis, wijzig: Callable[[str], str]) -> None:
    pad = reis.log_in(reis.vertrek())
    assert reis.browser.get(wijzig(pad)).status_code == 400
    assert not _binnen(reis.browser)
    assert reis.browser.get(pad).status_code == 400, "the question was used up"


@pytest.mark.usefixtures("gekoppeld")
def test_een_vraag_van_te_lang_geleden_telt_niet(reis: Reis, aanbieder: Aanbieder) -> None:
    pad = reis.log_in(reis.vertrek())
    aanbieder.gevraagd.clear()
    with time_machine.travel(klok.nu() + timedelta(minutes=11)):
        assert reis.browser.get(pad).status_code == 400
    assert "/token" not in aanbieder.gevraagd


def test_zonder_aanbieder_kan_een_wachtwoord_nog(met_oidc: Bouw, anna: Medewerker) -> None:
    browser = met_oidc(DICHT).test_client()
    antwoord = browser.get(HEEN)
    assert antwoord.status_code == 503
    assert "Je wachtwoord van Maatwerk werkt wel." in antwoord.text
    assert _wachtwoord(browser, anna) == 302


@pytest.mark.parametrize("pad", ["/jwks", "/.well-known/openid-configuration"])
def test_een_aanbieder_die_half_werkt_is_niet_bereikbaar(reis: Reis, aanbieder: Aanbieder, pad: str) -> None:
    aanbieder.weg.add(pad)
    assert reis.browser.get(HEEN).status_code == 503
    aanbieder.weg.clear()
    assert reis.browser.get(HEEN).status_code == 302


def test_een_aanbieder_die_halverwege_uitvalt_sluit_niemand_buiten(
    site: Flask, aanbieder: Aanbieder, gekoppeld: Medewerker, handeling: Handeling
) -> None:
    aanbieder.weg.add("/token")
    for _ in range(3):
        assert (reis := Reis(site.test_client())).heen_en_terug().status_code == 503
        assert not _binnen(reis.browser)
    assert handeling.sessie.scalar(select(func.count()).select_from(Aanmeldpoging)) == 0
    handeling.sessie.commit()
    assert _wachtwoord(reis.browser, gekoppeld) == 302


def test_wat_de_aanbieder_over_zichzelf_zegt_wordt_een_uur_bewaard(reis: Reis, aanbieder: Aanbieder) -> None:
    with time_machine.travel(klok.nu(), tick=False) as reisklok:
        for _ in range(3):
            reis.vertrek()
        assert aanbieder.gevraagd.count("/jwks") == 1
        reisklok.shift(timedelta(hours=1))
        reis.vertrek()
    assert aanbieder.gevraagd.count("/jwks") == 2


def test_te_veel_mislukte_pogingen_van_een_adres_moeten_wachten(reis: Reis) -> None:
    codes = [reis.heen_en_terug().status_code for _ in range(21)]
    assert codes == [403] * 20 + [429]


def _factor(handeling: Handeling, medewerker: Medewerker) -> None:
    medewerker.tweede_factor = TweedeFactor(zaad="dicht", laatste_stap=1, ingesteld_op=handeling.nu)
    handeling.sessie.commit()


_MFA, _ACR = {"amr_met_tweede_factor": ["mfa"]}, {"acr_met_tweede_factor": ["urn:voorbeeld:twee"]}
BEWIJZEN: list[tuple[Mapping[str, object], dict[str, str], bool]] = [
    ({}, {}, False),
    ({}, {"amr": "mfa", "acr": "urn:voorbeeld:twee"}, False),
    (_MFA, {"amr": "pwd mfa"}, True),
    (_MFA, {"amr": "pwd"}, False),
    (_ACR, {"acr": "urn:voorbeeld:twee"}, True),
    (_ACR, {"amr": "mfa"}, False),
]
"""Settings, what somebody gave at the provider, and whether that is enough."""


@pytest.mark.parametrize("geval", BEWIJZEN)
def test_de_code_wordt_gevraagd_tenzij_de_aanbieder_een_tweede_factor_bewijst(
    met_oidc: Bouw,
    aanbieder: Aanbieder,
    gekoppeld: Medewerker,
    handeling: Handeling,
    geval: tuple[Mapping[str, object], dict[str, str], bool],
) -> None:
    instellingen, velden, binnen = geval
    _factor(handeling, gekoppeld)
    reis = Reis(met_oidc(aanbieder.issuer, **instellingen).test_client())
    assert reis.heen_en_terug(**velden).status_code == 302
    antwoord = reis.browser.get("/")
    assert antwoord.status_code == (200 if binnen else 302)
    assert binnen or antwoord.headers["Location"] == "/code"


def test_waar_het_wachtwoord_dicht_is_geldt_dat_alleen_voor_wie_gekoppeld_is(
    met_oidc: Bouw, aanbieder: Aanbieder, gekoppeld: Medewerker, handeling: Handeling
) -> None:
    ander = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    handeling.sessie.commit()
    site = met_oidc(aanbieder.issuer, wachtwoord_blijft=False)
    assert _wachtwoord(site.test_client(), gekoppeld) == 422
    assert _wachtwoord(site.test_client(), ander) == 302
    assert Reis(site.test_client()).heen_en_terug().status_code == 302


def test_zonder_instelling_is_er_geen_knop_en_geen_pagina(app: Flask) -> None:
    browser = app.test_client()
    assert browser.get(HEEN).status_code == browser.get(f"{HEEN}/terug?code=x").status_code == 404
    assert "Aanmelden met" not in browser.get("/aanmelden").text


def test_met_de_instelling_staat_er_een_knop_die_de_weg_onthoudt(site: Flask) -> None:
    assert f'href="{HEEN}?verder=/lessen"' in site.test_client().get("/aanmelden?verder=/lessen").text


@pytest.mark.parametrize("issuer", ["http://inloggen.gemeente.example", "inloggen.gemeente.example", "ftp://x.example"])
@pytest.mark.parametrize("demo", [True, False])
def test_een_aanbieder_zonder_https_start_niet(met_oidc: Bouw, issuer: str, demo: bool) -> None:  # noqa: FBT001
    with pytest.raises(InstellingFout, match="issuer"):
        met_oidc(issuer, demo=demo)


def test_zonder_geheim_van_de_aanbieder_start_maatwerk_niet(met_oidc: Bouw) -> None:
    with pytest.raises(InstellingFout, match="MAATWERK_OIDC_SECRET"):
        met_oidc("https://inloggen.gemeente.example", geheim="")


def test_het_geheim_komt_uit_de_omgeving_en_staat_nergens_leesbaar() -> None:
    omgeving = lees_omgeving({"MAATWERK_OIDC_SECRET": "heel-geheim", "MAATWERK_DEMO": "1"}, Path())
    assert omgeving.oidc_geheim == "heel-geheim"
    assert "heel-geheim" not in repr(replace(omgeving, geheim=""))


@pytest.mark.parametrize("vraag", ["", "?code=%00&state=%00", "?state=%C3%A9&code=x", "?iss=&code=", "?error=%3Cb%3E"])
def test_onzin_van_buiten_krijgt_een_rustig_antwoord(reis: Reis, vraag: str) -> None:
    reis.vertrek()
    assert reis.browser.get(f"{HEEN}/terug{vraag}").status_code == 400
    assert reis.browser.get(f"{HEEN}?verder=%00").status_code == 302
