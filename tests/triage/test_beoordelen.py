"""Triage: what the coördinator can decide, and what the indiener gets to read."""

from collections.abc import Callable
from datetime import date, time

import pytest
from flask.testing import FlaskClient

from maatwerk.account.models import Medewerker
from maatwerk.casus.commands import trek_in, trieer
from maatwerk.casus.models import Casus
from maatwerk.casus.queries import beloofd_antwoord
from maatwerk.casus.rules import TRIAGE, Status
from maatwerk.kern.fouten import Invoerfout, NietToegestaan
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.klok import lokaal_moment
from maatwerk.kern.rechten import Rol
from tests.bouw import bouw_casus, bouw_medewerker

Client = Callable[[Medewerker], FlaskClient]
Als = Callable[[Medewerker], Handeling]


@pytest.fixture
def coordinator(handeling: Handeling) -> Medewerker:
    """Give the coördinator of Ondiep."""
    return bouw_medewerker(handeling, (Rol.COORDINATOR, "ondiep"))


@pytest.mark.parametrize("uitkomst", TRIAGE)
def test_triage_zet_de_casus_op_zijn_uitkomst(
    handeling: Handeling, als: Als, coordinator: Medewerker, uitkomst: Status
) -> None:
    casus = bouw_casus(handeling)
    trieer(als(coordinator), casus, uitkomst, "Dit is de reden.")
    assert (casus.status, casus.triage_toelichting) == (uitkomst, "Dit is de reden.")


@pytest.mark.parametrize("uitkomst", [status for status in TRIAGE if status is not Status.GEREED])
def test_wie_tegenhoudt_legt_uit_waarom(
    handeling: Handeling, als: Als, coordinator: Medewerker, uitkomst: Status
) -> None:
    with pytest.raises(Invoerfout, match="Leg uit waarom"):
        trieer(als(coordinator), bouw_casus(handeling), uitkomst, "  ")


def test_een_indiener_doet_geen_triage(handeling: Handeling, als: Als) -> None:
    indiener = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    with pytest.raises(NietToegestaan):
        trieer(als(indiener), bouw_casus(handeling, indiener), Status.GEREED, "")


def test_het_scherm_weigert_een_lege_keuze_en_bewaart_de_toelichting(
    handeling: Handeling, client: Client, coordinator: Medewerker
) -> None:
    casus = bouw_casus(handeling)
    antwoord = client(coordinator).post(f"/casussen/{casus.nummer}/triage", data={"toelichting": "Al getypt"})
    assert antwoord.status_code == 422
    assert "Kies wat er met deze casus gebeurt" in antwoord.text
    assert "Al getypt" in antwoord.text


def test_een_tweede_triage_kan_niet_en_zegt_de_stand(
    handeling: Handeling, client: Client, coordinator: Medewerker
) -> None:
    casus = bouw_casus(handeling, status=Status.GEREED)
    antwoord = client(coordinator).get(f"/casussen/{casus.nummer}/triage")
    assert antwoord.status_code == 409
    assert "gereed voor tafel" in antwoord.text


def test_de_coordinator_van_een_andere_tafel_ziet_niets(handeling: Handeling, client: Client) -> None:
    ander = bouw_medewerker(handeling, (Rol.COORDINATOR, "zuilen"))
    casus = bouw_casus(handeling)
    browser = client(ander)
    assert browser.get(f"/casussen/{casus.nummer}/triage").status_code == 404
    assert casus.titel not in browser.get("/casussen").text


def test_na_de_bespreking_leest_de_coordinator_de_inhoud_niet_meer(
    handeling: Handeling, client: Client, coordinator: Medewerker
) -> None:
    casus = bouw_casus(handeling, status=Status.BESPROKEN)
    assert client(coordinator).get(f"/casussen/{casus.nummer}").status_code == 404


@pytest.mark.parametrize("status", [Status.BESPROKEN, Status.IN_UITVOERING, Status.AFGESLOTEN, Status.CONCEPT])
def test_intrekken_kan_niet_meer_na_de_bespreking(handeling: Handeling, als: Als, status: Status) -> None:
    indiener = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    casus: Casus = bouw_casus(handeling, indiener, status)
    with pytest.raises(NietToegestaan):
        trek_in(als(indiener), casus)


@pytest.mark.parametrize(
    ("spoed", "ingediend", "antwoord"),
    [
        ("", date(2026, 11, 19), date(2026, 11, 24)),  # Thursday, over a weekend
        ("Uithuiszetting", date(2026, 11, 19), date(2026, 11, 23)),
        ("", date(2026, 12, 24), date(2026, 12, 30)),  # over both Christmas days and a weekend
    ],
)
def test_de_belofte_telt_werkdagen(handeling: Handeling, spoed: str, ingediend: date, antwoord: date) -> None:
    casus = bouw_casus(handeling, spoed_gevolg=spoed, ingediend_op=lokaal_moment(ingediend, time(16)))
    assert beloofd_antwoord(casus, handeling.instellingen.algemeen.termijnen) == antwoord
