"""Choosing a password: by a link that works once, or signed in. Nobody learns from it who has an account."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text

from maatwerk.account import geheim, links
from maatwerk.account.geheim import HASHER
from maatwerk.account.links import Loket
from maatwerk.account.models import EenmaligeLink, Medewerker
from maatwerk.account.rules import eis_wachtwoord
from maatwerk.bericht.models import Post
from maatwerk.kern.fouten import Invoerfout
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.klok import nu
from maatwerk.kern.kluis import Kluis
from maatwerk.kern.rechten import Rol
from tests.bouw import WACHTWOORD, bouw_medewerker
from tests.conftest import KLUIS

Client = Callable[[Medewerker], FlaskClient]
NIEUW = "paars kanaal fluit vierkant"
KIES = {"wachtwoord": NIEUW, "nogmaals": NIEUW}
LOKET = Loket(KLUIS, "/link/", mailt=True)


@pytest.fixture
def medewerker(handeling: Handeling) -> Medewerker:
    medewerker = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    handeling.sessie.commit()
    return medewerker


def _link(handeling: Handeling, medewerker: Medewerker) -> str:
    adres = links.stuur_link(handeling, LOKET, medewerker)
    handeling.sessie.commit()
    return adres


def _meld_aan(app: Flask, email: str, wachtwoord: str) -> int:
    return app.test_client().post("/aanmelden", data={"email": email, "wachtwoord": wachtwoord}).status_code


def test_een_link_werkt_een_keer_en_kijken_telt_niet(app: Flask, handeling: Handeling, medewerker: Medewerker) -> None:
    adres, browser = _link(handeling, medewerker), app.test_client()
    assert [browser.get(adres).status_code for _ in range(3)] == [200] * 3
    assert browser.post(adres, data=KIES).headers["Location"] == "/aanmelden"
    assert browser.get("/").status_code == 302, "choosing a password signs nobody in"
    assert browser.get(adres).status_code == 404
    anders = {"wachtwoord": "groen fornuis rivier knoop", "nogmaals": "groen fornuis rivier knoop"}
    assert browser.post(adres, data=anders).status_code == 404
    assert (_meld_aan(app, medewerker.email, NIEUW), _meld_aan(app, medewerker.email, WACHTWOORD)) == (302, 422)


@pytest.mark.parametrize(("minuten", "code"), [(59, 200), (61, 404)])
def test_een_herstellink_leeft_een_uur(
    app: Flask, handeling: Handeling, medewerker: Medewerker, minuten: int, code: int
) -> None:
    adres = _link(handeling, medewerker)
    with time_machine.travel(nu() + timedelta(minutes=minuten)):
        assert app.test_client().get(adres).status_code == code


@pytest.mark.parametrize(("uren", "code"), [(47, 200), (49, 404)])
def test_een_uitnodiging_leeft_twee_dagen(
    app: Flask, handeling: Handeling, medewerker: Medewerker, uren: int, code: int
) -> None:
    medewerker.wachtwoord = ""
    adres = _link(handeling, medewerker)
    with time_machine.travel(nu() + timedelta(hours=uren)):
        assert app.test_client().get(adres).status_code == code


def test_een_nieuwe_link_maakt_de_oude_dood(app: Flask, handeling: Handeling, medewerker: Medewerker) -> None:
    oud, nieuw = _link(handeling, medewerker), _link(handeling, medewerker)
    assert [app.test_client().get(adres).status_code for adres in (oud, nieuw)] == [404, 200]


def test_onbekend_gebruikt_te_oud_en_uitgezet_geven_een_en_dezelfde_pagina(
    app: Flask, handeling: Handeling, medewerker: Medewerker
) -> None:
    gebruikt = _link(handeling, medewerker)
    assert app.test_client().post(gebruikt, data=KIES).status_code == 302
    andere = [bouw_medewerker(handeling, (Rol.INDIENER, "")) for _ in range(2)]
    oud, uit = (_link(handeling, ander) for ander in andere)
    andere[1].actief = False
    te_oud = handeling.sessie.scalars(select(EenmaligeLink).where(EenmaligeLink.medewerker_id == andere[0].id)).one()
    te_oud.geldig_tot = handeling.nu - timedelta(seconds=1)
    handeling.sessie.commit()
    paginas = [app.test_client().get(adres) for adres in ("/link/onbekend", gebruikt, oud, uit)]
    assert {pagina.status_code for pagina in paginas} == {404}
    assert len({pagina.text for pagina in paginas}) == 1
    assert "Deze link werkt niet" in paginas[0].text


def test_de_database_kent_alleen_de_hash_van_een_link(handeling: Handeling, medewerker: Medewerker) -> None:
    sleutel = _link(handeling, medewerker).rpartition("/")[2]
    assert sleutel.encode() not in handeling.sessie.scalars(select(EenmaligeLink.merk)).one()
    ligt_er = handeling.sessie.scalars(text("SELECT tekst FROM post")).one()
    assert ligt_er
    assert sleutel not in ligt_er


def test_herstel_beeindigt_alle_sessies_en_meldt_het(
    app: Flask, client: Client, handeling: Handeling, medewerker: Medewerker
) -> None:
    browsers = [client(medewerker) for _ in range(2)]
    assert app.test_client().post(_link(handeling, medewerker), data=KIES).status_code == 302
    assert [browser.get("/").status_code for browser in browsers] == [302, 302]
    assert handeling.sessie.scalars(select(Post.onderwerp).order_by(Post.id)).all() == [
        "Een nieuw wachtwoord voor Maatwerk",
        "Je wachtwoord van Maatwerk is gewijzigd",
    ]


def _tel(monkeypatch: pytest.MonkeyPatch, *plekken: tuple[type, str]) -> list[str]:
    """Write down each call of these methods, which go on to do their work."""
    werk: list[str] = []
    for soort, naam in plekken:
        echt = getattr(soort, naam)

        def doe(*delen: object, _naam: str = naam, _echt: Callable[..., object] = echt) -> object:
            werk.append(_naam)
            return _echt(*delen)

        monkeypatch.setattr(soort, naam, doe)
    return werk


def test_vergeten_verraadt_niet_wie_een_account_heeft(
    app: Flask, handeling: Handeling, medewerker: Medewerker, monkeypatch: pytest.MonkeyPatch
) -> None:
    uit = bouw_medewerker(handeling, (Rol.INDIENER, ""), actief=False)
    handeling.sessie.commit()
    werk = _tel(monkeypatch, (Kluis, "merk"), (Kluis, "versleutel"), (PasswordHasher, "hash"))
    uitslagen = []
    for email in (medewerker.email, uit.email, "niemand@voorbeeld.nl"):
        werk.clear()
        antwoord = app.test_client().post("/wachtwoord-vergeten", data={"email": email})
        uitslagen.append((antwoord.status_code, antwoord.text, tuple(werk)))
    assert len(set(uitslagen)) == 1, uitslagen
    assert uitslagen[0][0] == 200
    assert uitslagen[0][2].count("versleutel") == 1
    assert handeling.sessie.scalars(select(Post.aan)).all() == [medewerker.email]
    assert handeling.sessie.scalars(select(EenmaligeLink.medewerker_id)).all() == [medewerker.id]


def test_vragen_naar_een_onbekend_adres_laat_de_links_van_anderen_leven(
    app: Flask, handeling: Handeling, medewerker: Medewerker
) -> None:
    adres = _link(handeling, medewerker)
    assert app.test_client().post("/wachtwoord-vergeten", data={"email": "niemand@voorbeeld.nl"}).status_code == 200
    assert app.test_client().get(adres).status_code == 200


def test_steeds_opnieuw_vragen_houdt_op(app: Flask, medewerker: Medewerker) -> None:
    for email in (medewerker.email, "niemand@voorbeeld.nl"):
        codes = [app.test_client().post("/wachtwoord-vergeten", data={"email": email}).status_code for _ in range(6)]
        assert codes == [200] * 5 + [429]


def test_wie_nog_geen_wachtwoord_koos_komt_nergens_binnen(
    app: Flask, handeling: Handeling, medewerker: Medewerker
) -> None:
    medewerker.wachtwoord = ""
    handeling.sessie.commit()
    assert [_meld_aan(app, medewerker.email, poging) for poging in (" ", WACHTWOORD)] == [422, 422]
    assert not geheim.klopt(medewerker, "")


def test_je_eigen_wachtwoord_wijzigen_vraagt_het_oude_en_sluit_andere_sessies(
    app: Flask, client: Client, medewerker: Medewerker
) -> None:
    hier, elders = client(medewerker), client(medewerker)
    fout = hier.post("/wachtwoord", data={"wachtwoord": "dit-is-het-niet", "nieuw": NIEUW, "nogmaals": NIEUW})
    assert fout.status_code == 422
    assert elders.get("/").status_code == 200
    ongelijk = hier.post("/wachtwoord", data={"wachtwoord": WACHTWOORD, "nieuw": NIEUW, "nogmaals": NIEUW + "s"})
    assert "niet hetzelfde" in ongelijk.text
    assert (
        hier.post("/wachtwoord", data={"wachtwoord": WACHTWOORD, "nieuw": NIEUW, "nogmaals": NIEUW}).status_code == 302
    )
    assert [browser.get("/").status_code for browser in (hier, elders)] == [200, 302]
    assert (_meld_aan(app, medewerker.email, NIEUW), _meld_aan(app, medewerker.email, WACHTWOORD)) == (302, 422)


def test_wijzigen_vraagt_een_verse_bevestiging(client: Client, medewerker: Medewerker) -> None:
    browser = client(medewerker)
    with time_machine.travel(nu() + timedelta(minutes=6)):
        antwoord = browser.post("/wachtwoord", data={"wachtwoord": WACHTWOORD, "nieuw": NIEUW, "nogmaals": NIEUW})
        assert antwoord.headers["Location"].startswith("/bevestigen?verder=/wachtwoord")


BEKEND = ("wachtwoord", "welkom", "123456", "maatwerk", "utrecht", "tafel")


@pytest.mark.parametrize(
    "wachtwoord",
    ["dertien-teken", "x" * 14, "wachtwoord12345", "Welkom123456!!", "Maatwerk-Utrecht-2026", "M@atw3rk-Utr3cht",
     "maatwerktafel2026", "welkomwelkomwelkom", "abcabcabcabcabcabc", "q7" * 65],
)  # fmt: skip
def test_wat_snel_te_raden_is_wordt_geweigerd(wachtwoord: str) -> None:
    with pytest.raises(Invoerfout) as fout:
        eis_wachtwoord(wachtwoord, BEKEND)
    assert set(fout.value.fouten) == {"wachtwoord"}


@pytest.mark.parametrize(
    "wachtwoord", [NIEUW, "8f-2#kZq!mW0x7", "zwemt de utrechtse pinda", "ééntje ☂ mag ook", "abcdef&" * 18 + "xy"]
)
def test_wat_lang_en_eigen_is_mag_zonder_regels_over_tekens(wachtwoord: str) -> None:
    assert len(wachtwoord) <= 128
    eis_wachtwoord(wachtwoord, BEKEND)


def test_de_eigen_naam_en_organisatie_zijn_geen_wachtwoord(
    app: Flask, handeling: Handeling, medewerker: Medewerker
) -> None:
    medewerker.naam, medewerker.organisatie = "Fatima Voorbeeld", "Stichting Zonneweide"
    adres = _link(handeling, medewerker)
    for te_raden in ("Fatima-Zonneweide-1", "stichtingzonneweide7"):
        antwoord = app.test_client().post(adres, data={"wachtwoord": te_raden, "nogmaals": te_raden})
        assert antwoord.status_code == 422, te_raden
        assert "te makkelijk te raden" in antwoord.text
    assert app.test_client().get(adres).status_code == 200, "a refused password uses no link up"


def test_een_wachtwoord_kost_minstens_46_mib_en_een_zwakker_gehasht_wordt_ververst(
    app: Flask, handeling: Handeling, medewerker: Medewerker
) -> None:
    assert (HASHER.memory_cost >= 46 * 1024, HASHER.time_cost >= 1, HASHER.type.name) == (True, True, "ID")
    medewerker.wachtwoord = PasswordHasher(time_cost=1, memory_cost=8192).hash(WACHTWOORD)
    handeling.sessie.commit()
    assert _meld_aan(app, medewerker.email, WACHTWOORD) == 302
    handeling.sessie.refresh(medewerker)
    assert not HASHER.check_needs_rehash(medewerker.wachtwoord)
