"""Sessions: seen and ended by their owner, sooner over for a beheerder, and fresh before what weighs."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from maatwerk.account.models import Aanmelding, Medewerker
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.klok import nu
from maatwerk.kern.rechten import Rol
from tests.bouw import WACHTWOORD, bouw_medewerker

Client = Callable[[Medewerker], FlaskClient]
EXPORT = {"wat": "lessen", "formaat": "csv"}


def _merk(browser: FlaskClient) -> str:
    with browser.session_transaction() as sessie:
        merk: str = sessie["_user_id"]
    return merk


@pytest.mark.parametrize(("stilte", "code"), [(timedelta(minutes=14), 200), (timedelta(minutes=16), 302)])
def test_een_stille_beheerder_is_na_een_kwartier_weg(
    client: Client, handeling: Handeling, stilte: timedelta, code: int
) -> None:
    browser = client(bouw_medewerker(handeling, (Rol.BEHEERDER, "")))
    with time_machine.travel(nu() + stilte):
        assert browser.get("/").status_code == code


def test_je_ziet_je_eigen_sessies_en_beeindigt_er_een(client: Client, handeling: Handeling) -> None:
    medewerker, ander = (bouw_medewerker(handeling, (Rol.INDIENER, "")) for _ in range(2))
    hier, elders, vreemd = client(medewerker), client(medewerker), client(ander)
    eerste, tweede, derde = handeling.sessie.scalars(select(Aanmelding.id).order_by(Aanmelding.id))
    handeling.sessie.rollback()
    pagina = hier.get("/sessies").text
    assert pagina.count("deze sessie") == 1
    assert f"/sessies/{tweede}/einde" in pagina
    assert f"/sessies/{derde}/einde" not in pagina
    assert hier.post(f"/sessies/{derde}/einde").status_code == 404
    assert hier.post(f"/sessies/{eerste}/einde").status_code == 404, "for this one there is signing out"
    assert hier.post(f"/sessies/{tweede}/einde").status_code == 302
    assert [browser.get("/").status_code for browser in (hier, elders, vreemd)] == [200, 302, 200]


def test_alle_andere_sessies_tegelijk_eindigen(client: Client, handeling: Handeling) -> None:
    medewerker = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    browsers = [client(medewerker) for _ in range(3)]
    assert browsers[1].post("/sessies/andere/einde").status_code == 302
    assert [browser.get("/").status_code for browser in browsers] == [302, 200, 302]


def test_een_export_vraagt_om_een_verse_bevestiging(client: Client, handeling: Handeling) -> None:
    browser = client(bouw_medewerker(handeling, (Rol.BELEID, "")))
    assert browser.post("/export", data=EXPORT).status_code == 200
    with time_machine.travel(nu() + timedelta(minutes=6)):
        heen = browser.post("/export", data=EXPORT)
        assert heen.headers["Location"].startswith("/bevestigen?verder=/export")
        assert "nog niets gebeurd" in browser.get(heen.headers["Location"]).text
        fout = browser.post(heen.headers["Location"], data={"wachtwoord": "dit-is-het-niet"})
        assert fout.status_code == 422
        assert browser.post("/export", data=EXPORT).status_code == 302
        voor = _merk(browser)
        terug = browser.post(heen.headers["Location"], data={"wachtwoord": WACHTWOORD})
        assert terug.headers["Location"] == "/export"
        assert _merk(browser) != voor, "a new session id at every step up"
        assert browser.post("/export", data=EXPORT).status_code == 200


def test_een_bewaarde_cookie_van_voor_de_bevestiging_is_waardeloos(client: Client, handeling: Handeling) -> None:
    browser = client(bouw_medewerker(handeling, (Rol.BELEID, "")))
    cookie = browser.get_cookie("maatwerk")
    assert cookie is not None
    assert browser.post("/bevestigen", data={"wachtwoord": WACHTWOORD}).status_code == 302
    assert browser.get("/").status_code == 200
    browser.set_cookie("maatwerk", cookie.value)
    assert browser.get("/").status_code == 302


def test_ook_een_account_uitzetten_vraagt_een_verse_bevestiging(client: Client, handeling: Handeling) -> None:
    ander = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    browser = client(bouw_medewerker(handeling, (Rol.BEHEERDER, "")))
    with time_machine.travel(nu() + timedelta(minutes=6)):
        antwoord = browser.post(f"/medewerkers/{ander.id}/uit")
        assert antwoord.headers["Location"].startswith("/bevestigen?verder=/medewerkers")
    handeling.sessie.refresh(ander)
    assert ander.actief


def test_raden_bij_het_bevestigen_houdt_ook_op(client: Client, handeling: Handeling) -> None:
    browser = client(bouw_medewerker(handeling, (Rol.BELEID, "")))
    codes = [browser.post("/bevestigen", data={"wachtwoord": "dit-is-het-niet"}).status_code for _ in range(6)]
    assert codes == [422] * 5 + [429]


@pytest.mark.parametrize("verder", ["//kwaad.nl", "https://kwaad.nl", "/\\kwaad.nl"])
def test_na_bevestigen_blijf_je_op_deze_site(client: Client, handeling: Handeling, verder: str) -> None:
    browser = client(bouw_medewerker(handeling, (Rol.BELEID, "")))
    antwoord = browser.post("/bevestigen", query_string={"verder": verder}, data={"wachtwoord": WACHTWOORD})
    assert antwoord.headers["Location"] == "/"


def test_een_account_dat_weer_aangaat_opent_geen_oude_sessie(client: Client, handeling: Handeling) -> None:
    medewerker = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    oud, beheerder = client(medewerker), client(bouw_medewerker(handeling, (Rol.BEHEERDER, "")))
    for stand in ("uit", "aan"):
        assert beheerder.post(f"/medewerkers/{medewerker.id}/{stand}").status_code == 302
    assert oud.get("/").status_code == 302
