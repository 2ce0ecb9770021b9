"""Nonsense in an address gets a calm answer: never a 500, on neither database. In a form: tests/aanval."""

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
    *(
        f"/{naam}/{GROOT}"
        for naam in ("zittingen", "agendapunten", "signalen", "lessen", "verklaringen", "inzageverzoeken")
    ),
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
    "/aanmelden/organisatie?verder=%00",
    "/aanmelden/organisatie/terug?code=%00&state=%ED%A0%80",
]
FORMULIEREN: list[tuple[str, dict[str, str | bytes]]] = [
    (f"/acties/{GROOT}/klaar", {}),
    (f"/doorbraken/{GROOT}/status", {"status": "gelukt"}),
    (f"/medewerkers/{GROOT}/uit", {}),
    ("/signalen/nieuw", {"lessen": "\x00", "kernzin": "a\x00", "peildatum": "31-12-99999"}),
    ("/bewaring/goedkeuren", {"voorstellen": GROOT}),
    (f"/bewaring/voorstellen/{GROOT}/bezwaar", {"reden": "x"}),
    ("/bewaarplichten", {"nummer": f"MT-2026-{GROOT}", "reden": "x", "tot": "31-12-2099"}),
    ("/bewaarplichten", {"nummer": "MT-2026-\u0663\u0663\u0663\u0663", "reden": "\x00", "tot": "31-12-99999"}),
    ("/inzageverzoeken/nieuw", {"nummer": "MT-2026-9999999999", "kenmerk": "x", "ontvangen_op": "01-01-2026"}),
    ("/export", {"wat": "\x00", "formaat": "x"}),
    ("/zittingen/nieuw", {"tafel": "\x00", "dag": "31-12-99999", "begint_om": "25.99", "slots": GROOT}),
    ("/zittingen/nieuw", {"tafel": "ondiep", "dag": "31-12-9999", "begint_om": "23.59", "slots": "12"}),
    ("/casussen/nieuw", {"versie": GROOT, "titel": "x", "spoed_datum": "01-01-0001", "wil_aanwezig_zijn": "ja"}),
    ("/casussen/nieuw", {"versie": "abc", "titel": "x", "wil_aanwezig_zijn": "misschien"}),
    ("/casussen/nieuw", {f"knelpunten-{nr}-toelichting": "x" for nr in range(40)}),
    ("/toegangssleutel", {"sleutelantwoord": "[" * 100_000}),
    ("/toegangssleutels", {"sleutelantwoord": "\x00", "naam": "\x00"}),
    ("/toegangssleutels", {"sleutelantwoord": "{}", "naam": "x"}),
    (f"/toegangssleutels/{GROOT}/weg", {}),
    (f"/organisatie/{GROOT}/ontkoppelen", {}),
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
