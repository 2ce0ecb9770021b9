"""Passkeys, with what Chromium's own authenticator signs: one of oneself, here, now, once, and no other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import Thread
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import CDPSession
from pyotp import TOTP, random_base32
from sqlalchemy import select, update
from webauthn.helpers import bytes_to_base64url
from werkzeug.serving import make_server

from maatwerk.account import factor
from maatwerk.account.models import Medewerker, Toegangssleutel, Uitdaging
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.logboek.models import Logregel
from maatwerk.web.verzoek import Huis
from tests.bouw import bouw_medewerker
from tests.browser.conftest import Mens

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)  # PostgreSQL: test_hele_weg

_TEKEN = """async (anders) => {
  const formulier = document.querySelector("[data-sleutel=gebruiken]");
  const csrf_token = formulier.elements.csrf_token.value;
  const antwoord = await fetch(formulier.dataset.uitdaging, {method: "POST", body: new URLSearchParams({csrf_token})});
  const opties = PublicKeyCredential.parseRequestOptionsFromJSON({...await antwoord.json(), ...anders});
  return JSON.stringify((await navigator.credentials.get({publicKey: opties})).toJSON());
}"""
_STUUR = """(antwoord) => {
  const formulier = document.querySelector("[data-sleutel=gebruiken]");
  formulier.elements.sleutelantwoord.value = antwoord;
  formulier.submit();
}"""


@pytest.fixture
def adres(adres: str) -> str:
    """Give the address by name: an IP address holds no passkey."""
    return adres.replace("127.0.0.1", "localhost")


@pytest.fixture
def ander_adres(app: Flask, adres: str) -> Iterator[str]:
    """Serve the same application on another port, which makes it another origin."""
    del adres
    server = make_server("127.0.0.1", 0, app, threaded=True)
    draad = Thread(target=server.serve_forever)
    draad.start()
    yield f"http://localhost:{server.port}"
    server.shutdown()
    draad.join()
    server.server_close()


def _met_app(app: Flask, handeling: Handeling) -> tuple[Medewerker, list[str]]:
    """Build a medewerker who has the app with codes; give the recovery codes."""
    huis: Huis = app.extensions["maatwerk"]
    medewerker = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    geheim = random_base32()
    codes = factor.stel_in(handeling, huis.kluis, medewerker, geheim, TOTP(geheim).at(handeling.nu))
    handeling.sessie.commit()
    return medewerker, codes


@dataclass
class Apparaat:
    """What holds the passkeys of a browser."""

    cdp: CDPSession
    nummer: str

    def herken(self, *, eigenaar: bool) -> None:
        """Know the owner by finger or PIN, or not."""
        self.cdp.send("WebAuthn.setUserVerified", {"authenticatorId": self.nummer, "isUserVerified": eigenaar})


def _met_apparaat(mens: Mens) -> Apparaat:
    """Give this browser a device that holds passkeys and knows its owner."""
    cdp = mens.pagina.context.new_cdp_session(mens.pagina)
    cdp.send("WebAuthn.enable")
    opties = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    gemaakt = cdp.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": opties | {"isUserVerified": True, "automaticPresenceSimulation": True}},
    )
    return Apparaat(cdp, gemaakt["authenticatorId"])


def _opnieuw(mens: Mens, medewerker: Medewerker) -> None:
    """Sign out, and in again as far as the password brings."""
    mens.druk("Afmelden")
    mens.vul(email=medewerker.email, wachtwoord="een-lang-wachtwoord")
    mens.druk("Aanmelden")
    assert mens.leest("Vul je code in")


def _rijen(handeling: Handeling, vraag: Any) -> list[Any]:
    gevonden = list(handeling.sessie.scalars(vraag.execution_options(populate_existing=True)))
    handeling.sessie.commit()  # on SQLite a reader of this session keeps writers waiting
    return gevonden


@dataclass
class Anna:
    """Somebody who made a passkey, and stands before the code again."""

    mens: Mens
    medewerker: Medewerker
    apparaat: Apparaat


@pytest.fixture
def anna(app: Flask, handeling: Handeling, meld_aan: Callable[[Medewerker], Mens]) -> Anna:
    """Give somebody who made a passkey, and stands before the code again."""
    medewerker, codes = _met_app(app, handeling)
    mens = meld_aan(medewerker)
    apparaat = _met_apparaat(mens)
    mens.vul(code=codes[0])
    mens.druk("Ga verder")
    mens.ga("/toegangssleutels")
    mens.vul(naam="Mijn <b>telefoon</b>")
    mens.pagina.get_by_role("button", name="Maak een toegangssleutel").click()
    mens.pagina.get_by_text("Je toegangssleutel is toegevoegd.").wait_for()
    mens.kijk()
    assert mens.leest("Mijn <b>telefoon</b>")
    _opnieuw(mens, medewerker)
    return Anna(mens, medewerker, apparaat)


def _stuur(mens: Mens, antwoord: str) -> None:
    with mens.pagina.expect_navigation():
        mens.pagina.evaluate(_STUUR, antwoord)


def _geweigerd(mens: Mens) -> bool:
    """Answer whether the person stands before the code still."""
    mens.pagina.goto(f"{mens.adres}/")
    return mens.leest("Vul je code in")


def test_een_toegangssleutel_komt_in_de_plaats_van_de_code_en_bevestigt(anna: Anna, handeling: Handeling) -> None:
    mens = anna.mens
    mens.pagina.get_by_role("button", name="Gebruik je toegangssleutel").click()
    mens.pagina.get_by_role("heading", name="Wat wacht op mij").wait_for()
    (sleutel,) = _rijen(handeling, select(Toegangssleutel))
    assert sleutel.gebruikt_op is not None
    assert sleutel.sign_count > 0
    assert _rijen(handeling, select(Uitdaging)) == []
    assert {"toegangssleutel.gemaakt", "toegangssleutel.gebruikt"} <= set(_rijen(handeling, select(Logregel.wat)))
    mens.ga("/bevestigen?verder=/toegangssleutels")
    mens.pagina.get_by_role("button", name="Gebruik je toegangssleutel").click()
    mens.pagina.get_by_role("heading", name="Toegangssleutels").wait_for()
    mens.druk("Haal Mijn <b>telefoon</b> weg")
    assert mens.leest("Je app met codes blijft werken.")
    assert _rijen(handeling, select(Toegangssleutel)) == []


def test_een_antwoord_werkt_een_keer(anna: Anna) -> None:
    mens, medewerker = anna.mens, anna.medewerker
    antwoord = mens.pagina.evaluate(_TEKEN, {})
    _stuur(mens, antwoord)
    assert mens.leest("Wat wacht op mij")
    _opnieuw(mens, medewerker)
    _stuur(mens, antwoord)
    assert mens.leest("Je toegangssleutel is niet herkend.")
    mens.pagina.evaluate(_TEKEN, {})  # now something does wait to be signed
    _stuur(mens, antwoord)
    assert mens.leest("Je toegangssleutel is niet herkend.")
    assert _geweigerd(mens)


def test_de_sleutel_van_een_ander_opent_mijn_account_niet(anna: Anna, app: Flask, handeling: Handeling) -> None:
    mens = anna.mens
    ander, _ = _met_app(app, handeling)
    (sleutel,) = _rijen(handeling, select(Toegangssleutel))
    nep = {"public_key": sleutel.public_key, "sign_count": 0, "naam": "nep", "gemaakt_op": handeling.nu}
    handeling.sessie.add(Toegangssleutel(medewerker_id=ander.id, credential_id=b"nep", **nep))
    handeling.sessie.commit()
    _opnieuw(mens, ander)
    vreemd = {"type": "public-key", "id": bytes_to_base64url(sleutel.credential_id)}
    _stuur(mens, mens.pagina.evaluate(_TEKEN, {"allowCredentials": [vreemd]}))
    assert mens.leest("Je toegangssleutel is niet herkend.")
    assert _geweigerd(mens)


def test_wat_op_een_andere_site_is_getekend_telt_hier_niet(anna: Anna, ander_adres: str) -> None:
    mens = anna.mens
    mens.pagina.goto(f"{ander_adres}/code")
    antwoord = mens.pagina.evaluate(_TEKEN, {})
    mens.pagina.goto(f"{mens.adres}/code")
    _stuur(mens, antwoord)
    assert mens.leest("Je toegangssleutel is niet herkend.")
    assert _geweigerd(mens)


def test_zonder_vingerafdruk_of_pincode_telt_het_niet(anna: Anna) -> None:
    mens = anna.mens
    anna.apparaat.herken(eigenaar=False)
    _stuur(mens, mens.pagina.evaluate(_TEKEN, {"userVerification": "discouraged"}))
    assert mens.leest("Je toegangssleutel is niet herkend.")
    assert _geweigerd(mens)
    anna.apparaat.herken(eigenaar=True)
    _stuur(mens, mens.pagina.evaluate(_TEKEN, {}))
    assert mens.leest("Wat wacht op mij")


def test_een_teller_die_terugloopt_wordt_geweigerd_en_staat_in_het_logboek(anna: Anna, handeling: Handeling) -> None:
    mens = anna.mens
    handeling.sessie.execute(update(Toegangssleutel).values(sign_count=2**32 - 1))
    handeling.sessie.commit()
    _stuur(mens, mens.pagina.evaluate(_TEKEN, {}))
    assert mens.leest("telt terug")
    assert _geweigerd(mens)
    regels = _rijen(handeling, select(Logregel.geslaagd).where(Logregel.wat == "toegangssleutel.teller_terug"))
    assert regels == [False]


def test_zonder_javascript_blijft_de_code_over(anna: Anna) -> None:
    mens = anna.mens
    mens.pagina.route("**/sleutel.mjs", lambda route: route.abort())
    mens.ga("/code")
    assert not mens.leest("Gebruik je toegangssleutel")
    assert mens.leest("Code")
