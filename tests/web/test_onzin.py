"""Nonsense in an address or a form gets a calm answer: never a 500, on neither database."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from maatwerk.account.models import Medewerker
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import AAN_TAFEL, INHOUDELIJK, Rol
from tests.bouw import bouw_medewerker

Client = Callable[[Medewerker], FlaskClient]

GROOT = "9" * 25
ADRESSEN = [
    *(f"/{naam}/{GROOT}" for naam in ("zittingen", "agendapunten", "signalen", "lessen")),
    *(f"/{naam}?voor={GROOT}" for naam in ("casussen", "zittingen", "lessen", "signalen", "logboek")),
    f"/casussen?voor=-{GROOT}",
    f"/casussen/MT-2026-{GROOT}",
    f"/casussen/{'1' * 5000}",
    "/casussen/MT-2026-٣",
    "/casussen/%00",
    "/lessen/%00",
    "/lessen?woorden=%00",
    "/lessen?woorden=%ED%A0%80",
    "/lessen?wet=%00",
    "/agendapunten/1/notities/%00",
    "/aanmelden?verder=%00",
]
FORMULIEREN: list[tuple[str, dict[str, str | bytes]]] = [
    (f"/acties/{GROOT}/klaar", {}),
    (f"/doorbraken/{GROOT}/status", {"status": "gelukt"}),
    (f"/medewerkers/{GROOT}/uit", {}),
    ("/signalen/nieuw", {"lessen": "\x00", "kernzin": "a\x00", "peildatum": "31-12-99999"}),
    ("/export", {"wat": "\x00", "formaat": "x"}),
    ("/zittingen/nieuw", {"tafel": "\x00", "dag": "31-12-99999", "begint_om": "25.99", "slots": GROOT}),
    ("/zittingen/nieuw", {"tafel": "ondiep", "dag": "31-12-9999", "begint_om": "23.59", "slots": "12"}),
    ("/casussen/nieuw", {"versie": GROOT, "titel": "x", "spoed_datum": "01-01-0001", "wil_aanwezig_zijn": "ja"}),
    ("/casussen/nieuw", {"versie": "abc", "titel": "x", "wil_aanwezig_zijn": "misschien"}),
    ("/casussen/nieuw", {f"knelpunten-{nr}-toelichting": "x" for nr in range(40)}),
    ("/aanmelden", {"email": "\x00", "wachtwoord": "\x00"}),
    ("/aanmelden", {"email": "\ud800".encode("utf-8", "surrogatepass"), "wachtwoord": "x" * 100_000}),
]


@pytest.fixture
def browsers(client: Client, handeling: Handeling) -> list[FlaskClient]:
    """Give browsers that together have every rol, so that nonsense reaches every view."""
    inhoud = [(rol, "ondiep" if rol in AAN_TAFEL else "") for rol in INHOUDELIJK]
    groepen = (inhoud, [(Rol.BEHEERDER, "")], [(Rol.PRIVACY, "")])
    return [client(bouw_medewerker(handeling, *groep)) for groep in groepen]


@pytest.mark.parametrize("adres", ADRESSEN)
def test_een_onzinnig_adres_geeft_geen_fout_van_ons(browsers: list[FlaskClient], adres: str) -> None:
    assert all(browser.get(adres).status_code < 500 for browser in browsers)


@pytest.mark.parametrize(("adres", "velden"), FORMULIEREN)
def test_een_onzinnig_formulier_geeft_geen_fout_van_ons(
    browsers: list[FlaskClient], adres: str, velden: dict[str, str | bytes]
) -> None:
    assert all(browser.post(adres, data=velden).status_code < 500 for browser in browsers)
