"""Handing on: casussen, concepten, acties and waarnemingen go to a colleague in one act, and never to nobody."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from maatwerk.account.models import Medewerker
from maatwerk.casus.models import Casus
from maatwerk.casus.queries import get_casus
from maatwerk.casus.rules import Status
from maatwerk.casus.toegang import wijs_waarnemer_aan
from maatwerk.doorbraak import overdracht
from maatwerk.kern.fouten import Invoerfout, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Recht, Rol
from maatwerk.logboek.models import Logregel
from maatwerk.triage.models import Overdracht
from tests.bouw import bouw_bespreking, bouw_casus, bouw_medewerker
from tests.doorbraak.bouw import bouw_uitvoering

Client = Callable[[Medewerker], FlaskClient]
Als = Callable[[Medewerker], Handeling]


@pytest.fixture
def weg(handeling: Handeling) -> Medewerker:
    return bouw_medewerker(handeling, (Rol.INDIENER, ""), naam="Wim Vertrekt")


@pytest.fixture
def opvolger(handeling: Handeling) -> Medewerker:
    return bouw_medewerker(handeling, (Rol.INDIENER, ""), naam="Olga Blijft")


@pytest.fixture
def coordinator(handeling: Handeling) -> Medewerker:
    return bouw_medewerker(handeling, (Rol.COORDINATOR, "ondiep"))


def _zet_uit(handeling: Handeling, wie: Medewerker) -> None:
    wie.actief = False
    handeling.sessie.flush()


def test_alles_gaat_in_een_keer_over_en_beide_kanten_zien_het(
    handeling: Handeling, als: Als, weg: Medewerker, opvolger: Medewerker, client: Client
) -> None:
    casus, concept = bouw_casus(handeling, weg), bouw_casus(handeling, weg, Status.CONCEPT)
    af = bouw_casus(handeling, weg, Status.AFGESLOTEN)
    bespreking = bouw_bespreking(handeling)
    actie = bouw_uitvoering(handeling, bespreking, weg)
    van_ander = bouw_casus(handeling, bouw_medewerker(handeling, (Rol.INDIENER, "")))
    wijs_waarnemer_aan(handeling, van_ander, weg, handeling.vandaag + timedelta(days=7))
    assert overdracht.tel_werk(als(weg), weg) == overdracht.Werk(1, 1, 1, 1)
    overdracht.draag_over(als(weg), weg, opvolger.id)
    assert (casus.indiener_id, concept.indiener_id, af.indiener_id) == (opvolger.id, opvolger.id, weg.id)
    assert actie.houder_id == opvolger.id
    verteld = "Casus {}. De casus is aan jou overgedragen."
    berichten = client(opvolger).get("/berichten").text
    assert all(verteld.format(een.nummer) in berichten for een in (casus, concept))
    assert get_casus(als(opvolger), van_ander.nummer, Recht.CASUS_SCHRIJVEN)
    for nummer in (casus.nummer, concept.nummer, van_ander.nummer):
        with pytest.raises(Onvindbaar):
            get_casus(als(weg), nummer)
    for kant in (weg, opvolger):
        assert f"{casus.nummer}: van Wim Vertrekt naar Olga Blijft" in client(kant).get("/overdragen").text
    assert "Overgedragen van Wim Vertrekt aan Olga Blijft" in client(opvolger).get(f"/casussen/{casus.nummer}").text
    gelogd = set(handeling.sessie.scalars(select(Logregel.wat).where(Logregel.wie == weg.id)))
    assert {"casus.overgedragen", "actie.overgedragen", "casus.waarneming_gegeven"} <= gelogd


def test_wie_waarnam_en_nu_indiener_is_neemt_niet_ook_nog_waar(
    handeling: Handeling, als: Als, weg: Medewerker, opvolger: Medewerker
) -> None:
    casus = bouw_casus(handeling, weg)
    wijs_waarnemer_aan(als(weg), casus, opvolger, handeling.vandaag)
    overdracht.draag_over(als(weg), weg, opvolger.id)
    assert overdracht.tel_werk(als(opvolger), opvolger) == overdracht.Werk(1, 0, 0, 0)


@pytest.mark.parametrize("velden", [{"organisatie": "Lister"}, {"actief": False}])
def test_overdragen_kan_alleen_aan_een_collega_die_werkt_bij_dezelfde_organisatie(
    handeling: Handeling, als: Als, weg: Medewerker, velden: dict[str, Any]
) -> None:
    bouw_casus(handeling, weg)
    ander = bouw_medewerker(handeling, (Rol.INDIENER, ""), **velden)
    for naar in (ander.id, weg.id, 999_999):
        with pytest.raises(Invoerfout):
            overdracht.draag_over(als(weg), weg, naar)


def test_klacht_casussen_van_wie_weg_is_raken_kwijt(
    handeling: Handeling, weg: Medewerker, opvolger: Medewerker, coordinator: Medewerker, client: Client
) -> None:
    """Off goes the account; the casus, also the concept, is then a task on the start page of whoever can hand it on."""
    beheerder = bouw_medewerker(handeling, (Rol.BEHEERDER, ""))
    casus = bouw_casus(handeling, weg, titel="Titel die de beheerder niet leest")
    concept = bouw_casus(handeling, weg, Status.CONCEPT, titel="Titel van het concept")
    uit = client(beheerder).post(f"/medewerkers/{weg.id}/uit", follow_redirects=True).text
    assert ("Lopende eigen casussen" in uit, coordinator.naam in uit, casus.titel in uit) == (True, True, False)
    browser, pad = client(coordinator), f"/vertrokken/{weg.id}"
    assert "Wim Vertrekt is weg. Casussen: 2, open acties: 0. Draag ze over" in browser.get("/").text
    assert "De indiener is weg: draag over" in browser.get("/triage").text
    pagina = browser.get(pad).text
    assert "Olga Blijft" in pagina
    assert concept.titel not in pagina
    assert browser.post(pad, data={"naar": ""}).status_code == 422
    assert browser.post(pad, data={"naar": str(opvolger.id)}).status_code == 302
    assert "is weg" not in browser.get("/").text
    nieuw = client(opvolger)
    assert nieuw.get(f"/casussen/{casus.nummer}").status_code == 200
    assert nieuw.get(f"/casussen/{concept.nummer}/schrijven").status_code == 200


def test_wie_zijn_rol_verliest_laat_ook_niets_liggen(
    handeling: Handeling, als: Als, weg: Medewerker, coordinator: Medewerker
) -> None:
    bouw_casus(handeling, weg)
    assert list(overdracht.list_vertrokken(als(coordinator))) == []
    weg.toewijzingen.clear()
    handeling.sessie.flush()
    assert [(mens, casussen) for mens, casussen, _ in overdracht.list_vertrokken(als(coordinator))] == [(weg, 1)]


def test_een_ander_draagt_alleen_over_van_wie_weg_is_en_alleen_aan_de_eigen_tafel(
    handeling: Handeling, als: Als, weg: Medewerker, opvolger: Medewerker, coordinator: Medewerker
) -> None:
    hier, elders = bouw_casus(handeling, weg), bouw_casus(handeling, weg, tafel="zuilen")
    with pytest.raises(Onvindbaar):
        overdracht.get_vertrokkene(als(coordinator), weg.id)
    _zet_uit(handeling, weg)
    vreemd = bouw_medewerker(handeling, (Rol.COORDINATOR, "kanaleneiland"))
    with pytest.raises(Onvindbaar):
        overdracht.get_vertrokkene(als(vreemd), weg.id)
    overdracht.draag_over(als(coordinator), overdracht.get_vertrokkene(als(coordinator), weg.id), opvolger.id)
    assert (hier.indiener_id, elders.indiener_id) == (opvolger.id, weg.id)
    (keer,) = handeling.sessie.scalars(select(Overdracht))
    assert (keer.van_id, keer.naar_id, keer.door_id) == (weg.id, opvolger.id, coordinator.id)


def test_een_indiener_ziet_niet_wie_weg_is(
    handeling: Handeling, weg: Medewerker, opvolger: Medewerker, client: Client
) -> None:
    casus: Casus = bouw_casus(handeling, weg)
    _zet_uit(handeling, weg)
    browser = client(opvolger)
    assert "Wim" not in browser.get("/vertrokken").text
    assert browser.get(f"/vertrokken/{weg.id}").status_code == 404
    assert browser.get(f"/casussen/{casus.nummer}").status_code == 404


def test_een_actie_van_een_lid_dat_weg_is_gaat_naar_een_collega(handeling: Handeling, als: Als) -> None:
    bespreking = bouw_bespreking(handeling)
    lid, collega = (bouw_medewerker(handeling, (Rol.LID, "ondiep"), organisatie="UWV") for _ in "ab")
    actie = bouw_uitvoering(handeling, bespreking, lid)
    _zet_uit(handeling, lid)
    werk = als(bespreking.voorzitter)
    overdracht.draag_over(werk, overdracht.get_vertrokkene(werk, lid.id), collega.id)
    assert actie.houder_id == collega.id
