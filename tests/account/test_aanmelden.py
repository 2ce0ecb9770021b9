"""Signing in, and above all: that signing out, switching off and losing a rol work at the next request."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from maatwerk.account.commands import NieuweMedewerker, maak_medewerker
from maatwerk.account.models import Aanmelding, Medewerker
from maatwerk.account.rules import lees_plaats
from maatwerk.kern.fouten import Invoerfout
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.klok import nu
from maatwerk.kern.rechten import Rol
from tests.bouw import WACHTWOORD, bouw_medewerker

Client = Callable[[Medewerker], FlaskClient]


def test_na_afmelden_is_een_bewaarde_cookie_waardeloos(client: Client, handeling: Handeling) -> None:
    browser = client(bouw_medewerker(handeling, (Rol.INDIENER, "")))
    cookie = browser.get_cookie("maatwerk")
    assert cookie is not None
    assert browser.post("/afmelden").headers["Clear-Site-Data"]
    browser.set_cookie("maatwerk", cookie.value)
    assert browser.get("/").status_code == 302


def test_in_de_database_ligt_alleen_de_hash_van_het_merk(client: Client, handeling: Handeling) -> None:
    browser = client(bouw_medewerker(handeling, (Rol.INDIENER, "")))
    with browser.session_transaction() as sessie:
        merk = sessie["_user_id"]
    aanmelding = handeling.sessie.scalars(select(Aanmelding)).one()
    assert merk.encode() not in aanmelding.merk
    assert len(aanmelding.merk) == 32


def test_een_uitgezet_account_is_bij_het_volgende_verzoek_weg(client: Client, handeling: Handeling) -> None:
    medewerker = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    browser = client(medewerker)
    assert browser.get("/").status_code == 200
    medewerker.actief = False
    handeling.sessie.commit()
    assert browser.get("/").status_code == 302


def test_een_afgenomen_rol_werkt_bij_het_volgende_verzoek(client: Client, handeling: Handeling) -> None:
    medewerker = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    browser = client(medewerker)
    assert browser.get("/casussen/nieuw").status_code == 200
    medewerker.toewijzingen.clear()
    handeling.sessie.commit()
    assert browser.get("/casussen/nieuw").status_code == 403


@pytest.mark.parametrize(("stilte", "code"), [(timedelta(minutes=29), 200), (timedelta(minutes=31), 302)])
def test_een_stille_sessie_eindigt(client: Client, handeling: Handeling, stilte: timedelta, code: int) -> None:
    browser = client(bouw_medewerker(handeling, (Rol.INDIENER, "")))
    with time_machine.travel(nu() + stilte):
        assert browser.get("/").status_code == code


def test_ook_een_drukke_sessie_eindigt_na_twaalf_uur(client: Client, handeling: Handeling) -> None:
    browser = client(bouw_medewerker(handeling, (Rol.INDIENER, "")))
    begin = nu()
    for kwartieren in range(1, 48):
        with time_machine.travel(begin + timedelta(minutes=15 * kwartieren)):
            assert browser.get("/").status_code == 200, kwartieren
    with time_machine.travel(begin + timedelta(hours=12, minutes=1)):
        assert browser.get("/").status_code == 302


def test_een_fout_wachtwoord_en_een_onbekend_adres_geven_hetzelfde_antwoord(app: Flask, handeling: Handeling) -> None:
    bekend = bouw_medewerker(handeling, (Rol.INDIENER, "")).email
    handeling.sessie.commit()
    browser = app.test_client()
    teksten = []
    for email in (bekend, "niemand@voorbeeld.nl"):
        antwoord = browser.post("/aanmelden", data={"email": email, "wachtwoord": "dit-is-niet-goed"})
        assert antwoord.status_code == 422
        teksten.append(antwoord.text.replace(email, ""))
    assert teksten[0] == teksten[1]


@pytest.mark.parametrize("verder", ["//kwaad.nl", "https://kwaad.nl", "/\\kwaad.nl", "https:kwaad.nl", "/\tkwaad"])
def test_na_het_aanmelden_blijf_je_op_deze_site(app: Flask, handeling: Handeling, verder: str) -> None:
    email = bouw_medewerker(handeling, (Rol.INDIENER, "")).email
    handeling.sessie.commit()
    antwoord = app.test_client().post(
        "/aanmelden", query_string={"verder": verder}, data={"email": email, "wachtwoord": WACHTWOORD}
    )
    assert antwoord.headers["Location"] == "/"


def test_na_het_aanmelden_ga_je_naar_de_pagina_die_je_zocht(app: Flask, handeling: Handeling) -> None:
    email = bouw_medewerker(handeling, (Rol.INDIENER, "")).email
    handeling.sessie.commit()
    browser = app.test_client()
    pad = browser.get("/casussen").headers["Location"]
    antwoord = browser.post(pad, data={"email": email.upper(), "wachtwoord": WACHTWOORD})
    assert antwoord.headers["Location"] == "/casussen"


@pytest.mark.parametrize("ander", [rol for rol in Rol if rol is not Rol.BEHEERDER])
def test_een_beheerder_heeft_geen_andere_rol(handeling: Handeling, ander: Rol) -> None:
    nieuw = NieuweMedewerker("a@b.nl", "Naam", "Gemeente", WACHTWOORD, [(Rol.BEHEERDER, ""), (ander, "ondiep")])
    with pytest.raises(Invoerfout, match="gaan niet samen"):
        maak_medewerker(handeling, nieuw)


def test_een_kort_wachtwoord_en_een_dubbel_adres_worden_geweigerd(handeling: Handeling) -> None:
    bestaand = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    with pytest.raises(Invoerfout, match="minstens 14 tekens"):
        maak_medewerker(handeling, NieuweMedewerker("x@y.nl", "Naam", "Gemeente", "kort", []))
    with pytest.raises(Invoerfout, match="al een medewerker"):
        maak_medewerker(handeling, NieuweMedewerker(bestaand.email.upper(), "Naam", "Gemeente", WACHTWOORD, []))


def test_een_beheerder_zet_een_ander_uit_maar_niet_zichzelf(client: Client, handeling: Handeling) -> None:
    beheerder = bouw_medewerker(handeling, (Rol.BEHEERDER, ""))
    ander = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    browser, browser_ander = client(beheerder), client(ander)
    assert browser.post(f"/medewerkers/{ander.id}/uit").status_code == 302
    assert browser_ander.get("/").status_code == 302
    assert browser.post(f"/medewerkers/{beheerder.id}/uit").status_code == 422


@pytest.mark.parametrize("tekst", ["baas", "tafellid", "tafellid:nergens", "indiener:ondiep", "", ":ondiep"])
def test_een_onmogelijke_plaats_wordt_geweigerd(handeling: Handeling, tekst: str) -> None:
    with pytest.raises(Invoerfout):
        lees_plaats(tekst, handeling.instellingen)


def test_een_plaats_is_een_rol_met_zo_nodig_een_tafel(handeling: Handeling) -> None:
    assert lees_plaats("indiener", handeling.instellingen) == (Rol.INDIENER, "")
    assert lees_plaats("tafellid:ondiep", handeling.instellingen) == (Rol.LID, "ondiep")
