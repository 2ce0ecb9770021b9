"""Linking the account of the organisation, taking the link away, and confirming with it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from maatwerk.account.identiteit import koppel
from maatwerk.account.models import Aanmelding, Identiteit, Medewerker
from maatwerk.kern.fouten import NietToegestaan
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.logboek.models import Logregel
from tests.bouw import WACHTWOORD, bouw_medewerker
from tests.oidc.aanbieder import Aanbieder
from tests.oidc.conftest import SUB, Reis

HEEN, BEVESTIG = "/organisatie/koppelen", "/bevestigen/organisatie"


def _aangemeld(site: Flask, medewerker: Medewerker) -> Reis:
    browser = site.test_client()
    data = {"email": medewerker.email, "wachtwoord": WACHTWOORD}
    assert browser.post("/aanmelden", data=data).status_code == 302
    return Reis(browser)


def _lang_geleden(handeling: Handeling) -> None:
    """Let the confirmation of every session be of an hour ago."""
    handeling.sessie.execute(update(Aanmelding).values(bevestigd_op=handeling.nu - timedelta(hours=1)))
    handeling.sessie.commit()


def _koppelingen(handeling: Handeling) -> list[tuple[int, str, str]]:
    rijen = handeling.sessie.scalars(select(Identiteit).order_by(Identiteit.id)).all()
    handeling.sessie.commit()  # on SQLite a reader of this session keeps writers waiting
    return [(rij.medewerker_id, rij.iss, rij.sub) for rij in rijen]


def _nummer(handeling: Handeling) -> int:
    nummer = handeling.sessie.scalars(select(Identiteit.id)).one()
    handeling.sessie.commit()
    return nummer


def _moet_bevestigen(browser: FlaskClient) -> bool:
    return browser.get("/toegangssleutels").status_code == 302 or browser.get(HEEN).headers["Location"].startswith("/b")


def test_wie_koppelt_meldt_zich_daarna_zo_aan(
    site: Flask, anna: Medewerker, aanbieder: Aanbieder, handeling: Handeling
) -> None:
    reis = _aangemeld(site, anna)
    assert "Koppel Gemeente" in reis.browser.get("/organisatie").text
    assert reis.heen_en_terug(HEEN).headers["Location"] == "/organisatie"
    assert _koppelingen(handeling) == [(anna.id, aanbieder.issuer, SUB)]
    assert "Gekoppeld aan Gemeente" in reis.browser.get("/organisatie").text
    assert "identiteit.gekoppeld" in handeling.sessie.scalars(select(Logregel.wat)).all()
    handeling.sessie.commit()
    nieuw = Reis(site.test_client())
    nieuw.heen_en_terug()
    assert nieuw.browser.get("/").status_code == 200


def test_koppelen_vraagt_eerst_een_bevestiging(site: Flask, anna: Medewerker, handeling: Handeling) -> None:
    reis = _aangemeld(site, anna)
    _lang_geleden(handeling)
    assert reis.browser.get(HEEN).headers["Location"] == "/bevestigen?verder=/organisatie"


@pytest.mark.parametrize("pad", [HEEN, BEVESTIG])
def test_een_link_op_een_andere_site_koppelt_en_bevestigt_niets(site: Flask, gekoppeld: Medewerker, pad: str) -> None:
    reis = _aangemeld(site, gekoppeld)
    assert reis.browser.get(pad, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert reis.browser.get(pad, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 302


def test_een_account_van_de_organisatie_hoort_bij_een_mens(
    site: Flask, gekoppeld: Medewerker, handeling: Handeling
) -> None:
    ander = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    handeling.sessie.commit()
    antwoord = _aangemeld(site, ander).heen_en_terug(HEEN)
    assert antwoord.status_code == 409
    assert [wie for wie, _, _ in _koppelingen(handeling)] == [gekoppeld.id]


def test_een_mens_heeft_per_aanbieder_een_account(
    site: Flask, gekoppeld: Medewerker, handeling: Handeling, aanbieder: Aanbieder
) -> None:
    assert _aangemeld(site, gekoppeld).heen_en_terug(HEEN, sub="nog-een").status_code == 409
    assert len(_koppelingen(handeling)) == 1
    assert koppel(handeling, gekoppeld, aanbieder.issuer, SUB).sub == SUB, "the same once more is no fault"
    koppel(handeling, gekoppeld, "https://ander.example", SUB)
    with pytest.raises(NietToegestaan):
        koppel(handeling, gekoppeld, "https://ander.example", "nog-een")


def test_koppelen_geldt_in_de_sessie_die_het_vroeg(site: Flask, anna: Medewerker, handeling: Handeling) -> None:
    """Signed out meanwhile, or somebody else at the same browser: nothing is linked."""
    ander = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    handeling.sessie.commit()
    for wissel in (None, ander):
        reis = _aangemeld(site, anna)
        pad = reis.log_in(reis.vertrek(HEEN))
        with reis.browser.session_transaction() as cookie:
            onderweg = cookie["organisatie"]
        if wissel is None:
            reis.browser.post("/afmelden")
        else:
            reis = _aangemeld(site, wissel)
        with reis.browser.session_transaction() as cookie:
            cookie["organisatie"] = onderweg
        assert reis.browser.get(pad).status_code == 403
    assert _koppelingen(handeling) == []


def test_ontkoppelen_sluit_die_weg_en_de_sessies_elders(
    site: Flask, gekoppeld: Medewerker, handeling: Handeling
) -> None:
    elders = Reis(site.test_client())
    elders.heen_en_terug()
    reis = _aangemeld(site, gekoppeld)
    nummer = _nummer(handeling)
    assert reis.browser.post(f"/organisatie/{nummer}/ontkoppelen").status_code == 302
    assert _koppelingen(handeling) == []
    assert elders.browser.get("/").status_code == 302
    assert reis.browser.get("/").status_code == 200
    assert Reis(site.test_client()).heen_en_terug().status_code == 403


def test_ontkoppelen_vraagt_een_bevestiging_en_kan_alleen_bij_jezelf(
    site: Flask, gekoppeld: Medewerker, handeling: Handeling
) -> None:
    ander = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    handeling.sessie.commit()
    pad = f"/organisatie/{_nummer(handeling)}/ontkoppelen"
    assert _aangemeld(site, ander).browser.post(pad).status_code == 404
    reis = _aangemeld(site, gekoppeld)
    _lang_geleden(handeling)
    assert reis.browser.post(pad).headers["Location"].startswith("/bevestigen")
    assert len(_koppelingen(handeling)) == 1


def test_bevestigen_kan_bij_de_aanbieder_die_opnieuw_vraagt(
    site: Flask, gekoppeld: Medewerker, handeling: Handeling
) -> None:
    del gekoppeld
    reis = Reis(site.test_client())
    reis.heen_en_terug()
    _lang_geleden(handeling)
    assert "Bevestig met Gemeente" in reis.browser.get("/bevestigen").text
    adres = reis.vertrek(f"{BEVESTIG}?verder=/organisatie")
    assert "prompt=login" in adres
    assert "max_age=0" in adres
    assert reis.browser.get(reis.log_in(adres)).headers["Location"] == "/organisatie"
    assert not _moet_bevestigen(reis.browser)


Claims = dict[str, object]


@pytest.mark.parametrize(
    "anders",
    [
        lambda claims: {**claims, "auth_time": claims["auth_time"] - 301 - 30},
        lambda claims: {**claims, "auth_time": claims["auth_time"] + 300},
        lambda claims: {**claims, "auth_time": "net"},
        lambda claims: {naam: waarde for naam, waarde in claims.items() if naam != "auth_time"},
    ],
)
@pytest.mark.usefixtures("gekoppeld")
def test_een_oud_aanmelden_bevestigt_niets(
    site: Flask, aanbieder: Aanbieder, handeling: Handeling, anders: Callable[[Claims], Claims]
) -> None:
    reis = Reis(site.test_client())
    reis.heen_en_terug()
    _lang_geleden(handeling)
    aanbieder.vervals = lambda antwoord: antwoord.update(
        id_token=aanbieder.onderteken(anders(aanbieder.claims(antwoord)))
    )
    assert reis.heen_en_terug(BEVESTIG).status_code == 400
    assert _moet_bevestigen(reis.browser)


@pytest.mark.usefixtures("gekoppeld")
def test_het_account_van_een_ander_bevestigt_niets(site: Flask, aanbieder: Aanbieder, handeling: Handeling) -> None:
    ander = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    koppel(handeling, ander, aanbieder.issuer, "de-ander")
    handeling.sessie.commit()
    reis = Reis(site.test_client())
    reis.heen_en_terug()
    _lang_geleden(handeling)
    for sub in ("de-ander", "onbekend"):
        reis.daar = requests.Session()
        assert reis.heen_en_terug(BEVESTIG, sub=sub).status_code == 403
        assert _moet_bevestigen(reis.browser)
