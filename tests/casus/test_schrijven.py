"""Handing in a casus: concept first, nothing typed is lost, nothing that points at a person gets in."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from maatwerk.account.models import Medewerker
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Status
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from tests.bouw import bouw_casus, bouw_medewerker

Client = Callable[[Medewerker], FlaskClient]

VOLLEDIG = {
    "versie": "0",
    "titel": "Geen adres, geen uitkering",
    "situatie": "Een man slaapt bij kennissen.\r\nHij krijgt geen briefadres.",
    "wens_inwoner": "Hij wil werken.",
    "knelpunten-0-toelichting": "Zonder adres geen uitkering.",
    "knelpunten-0-soort": "wederzijdse wachtvoorwaarde",
    "knelpunten-0-regels-0-wet": "PW",
    "knelpunten-0-regels-0-artikel": "40",
    "knelpunten-0-regels-0-werking": "knelt",
    "knelpunten-0-regels-0-peildatum": "02-11-2026",
    "gevraagde_doorbraak": "Een briefadres binnen een week.",
    "geinformeerd_op": "02-11-2026",
    "grondslag": "participatiewet",
    "wil_aanwezig_zijn": "nee",
    "wijk": "Ondiep",
}


@pytest.fixture
def indiener(handeling: Handeling) -> Medewerker:
    """Give somebody who may hand in."""
    return bouw_medewerker(handeling, (Rol.INDIENER, ""))


def _enige(handeling: Handeling) -> Casus:
    handeling.sessie.expire_all()
    return handeling.sessie.scalars(select(Casus)).one()


def test_een_concept_mag_onvolledig_zijn(client: Client, indiener: Medewerker, handeling: Handeling) -> None:
    antwoord = client(indiener).post(
        "/casussen/nieuw", data={"versie": "0", "situatie": "Nog een half verhaal", "wil_aanwezig_zijn": "nee"}
    )
    assert antwoord.status_code == 302, antwoord.text
    casus = _enige(handeling)
    assert (casus.status, casus.situatie) == (Status.CONCEPT, "Nog een half verhaal")


def test_een_volledige_casus_wordt_ingediend_bij_de_tafel_van_de_wijk(
    client: Client, indiener: Medewerker, handeling: Handeling
) -> None:
    antwoord = client(indiener).post("/casussen/nieuw", data=VOLLEDIG | {"indienen": "1"}, follow_redirects=True)
    assert antwoord.status_code == 200, antwoord.text
    casus = _enige(handeling)
    assert (casus.status, casus.tafel, casus.organisatie) == (Status.INGEDIEND, "ondiep", "Buurtteam Ondiep")
    assert casus.situatie == "Een man slaapt bij kennissen.\nHij krijgt geen briefadres."


def test_wat_ontbreekt_staat_bij_zijn_veld_en_wat_getypt_is_blijft(
    client: Client, indiener: Medewerker, handeling: Handeling
) -> None:
    getypt = {"versie": "0", "situatie": "Een heel verhaal", "indienen": "1", "wil_aanwezig_zijn": "nee"}
    antwoord = client(indiener).post("/casussen/nieuw", data=getypt)
    assert antwoord.status_code == 422
    for uitleg in ("Geef de casus een korte titel", "minstens één knelpunt", "wanneer de inwoner is geïnformeerd"):
        assert antwoord.text.count(uitleg) == 2, "in the summary and at the field"
    assert "Een heel verhaal</textarea>" in antwoord.text
    assert _enige(handeling).situatie == "Een heel verhaal"


@pytest.mark.parametrize(
    ("tekst", "wat"),
    [
        ("Bel haar op 06-12345678", "een telefoonnummer"),
        ("BSN 111222333", "een burgerservicenummer"),
        ("mail naar jan@voorbeeld.nl", "een e-mailadres"),
        ("op NL91ABNA0417164300", "een rekeningnummer"),
    ],
)
def test_een_hard_kenmerk_houdt_indienen_tegen(
    client: Client, indiener: Medewerker, handeling: Handeling, tekst: str, wat: str
) -> None:
    antwoord = client(indiener).post("/casussen/nieuw", data=VOLLEDIG | {"situatie": tekst, "indienen": "1"})
    assert antwoord.status_code == 422
    assert f"Hier staat {wat}" in antwoord.text
    assert _enige(handeling).status is Status.CONCEPT


def test_een_tweede_venster_overschrijft_niets(client: Client, indiener: Medewerker, handeling: Handeling) -> None:
    casus = bouw_casus(handeling, indiener, Status.CONCEPT, situatie="De eerste tekst")
    browser = client(indiener)
    pad, versie = f"/casussen/{casus.nummer}/schrijven", str(casus.versie)
    assert browser.post(pad, data=VOLLEDIG | {"versie": versie, "situatie": "Venster een"}).status_code == 302
    antwoord = browser.post(pad, data=VOLLEDIG | {"versie": versie, "situatie": "Venster twee"})
    assert antwoord.status_code == 409
    assert "Venster een" in antwoord.text
    assert "Venster twee" in antwoord.text
    assert _enige(handeling).situatie == "Venster een"


def test_een_ingediende_casus_verandert_niet_meer(client: Client, indiener: Medewerker, handeling: Handeling) -> None:
    casus = bouw_casus(handeling, indiener, Status.INGEDIEND)
    antwoord = client(indiener).post(f"/casussen/{casus.nummer}/schrijven", data=VOLLEDIG | {"versie": "1"})
    assert antwoord.status_code == 409
    assert "ingediend" in antwoord.text


def test_een_nul_teken_is_een_fout_bij_het_veld(client: Client, indiener: Medewerker) -> None:
    antwoord = client(indiener).post("/casussen/nieuw", data=VOLLEDIG | {"situatie": "a\x00b"})
    assert antwoord.status_code == 422
    assert "een teken in dat we niet kunnen bewaren" in antwoord.text


def test_nog_een_knelpunt_kost_geen_tekst(client: Client, indiener: Medewerker, handeling: Handeling) -> None:
    gegevens = VOLLEDIG | {"nog_een": "knelpunten"}
    antwoord = client(indiener).post("/casussen/nieuw", data=gegevens, follow_redirects=True)
    assert 'name="knelpunten-1-toelichting"' in antwoord.text
    assert "Hij wil werken." in antwoord.text
    assert _enige(handeling).situatie == "", "it is a klad, not saved yet"


def test_twee_casussen_zonder_eigen_kenmerk_zitten_elkaar_niet_in_de_weg(
    client: Client, indiener: Medewerker, handeling: Handeling
) -> None:
    browser = client(indiener)
    for _ in range(2):
        assert browser.post("/casussen/nieuw", data=VOLLEDIG).status_code == 302
    assert len(handeling.sessie.scalars(select(Casus)).all()) == 2
