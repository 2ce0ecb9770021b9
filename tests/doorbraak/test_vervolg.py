"""After the besluit: acties, the state of a doorbraak, opvolging, and the end of a casus."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from maatwerk.account.models import Medewerker
from maatwerk.casus.rules import Status
from maatwerk.doorbraak.commands import begin_opvolging, rond_actie_af, sluit_af
from maatwerk.doorbraak.models import Actie, Doorbraak
from maatwerk.doorbraak.queries import find_procesevaluatie, list_acties_van_tafels, list_open_acties
from maatwerk.doorbraak.rules import Doorbraakstatus, Niveau, termijn
from maatwerk.kern.fouten import Invoerfout, NietToegestaan
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from tests.bouw import Bespreking, bouw_bespreking, bouw_medewerker
from tests.doorbraak.bouw import bouw_uitvoering

Als = Callable[[Medewerker], Handeling]
Client = Callable[[Medewerker], FlaskClient]

ANTWOORDEN = {
    "goed": "De teamleider besliste aan tafel.",
    "beter": "Eerder bellen.",
    "leren": "Vraag naar de ruimte in de regel.",
    "anders": "We nodigen eerder uit.",
}


@pytest.fixture
def bespreking(handeling: Handeling) -> Bespreking:
    """Give a casus that was discussed."""
    return bouw_bespreking(handeling)


@pytest.fixture
def actie(handeling: Handeling, bespreking: Bespreking) -> Actie:
    """Give an open actie of the first lid."""
    return bouw_uitvoering(handeling, bespreking, bespreking.leden[0], dagen=-3, wat="Kievit bellen")


def test_een_houder_ziet_zijn_actie_ook_buiten_het_venster_maar_niet_de_casus(
    client: Client, handeling: Handeling, bespreking: Bespreking
) -> None:
    houder = bouw_medewerker(handeling, (Rol.LID, "zuilen"))
    actie = bouw_uitvoering(handeling, bespreking, houder, dagen=-3, wat="Kievit bellen")
    browser = client(houder)
    pagina = browser.get("/acties").text
    assert "Kievit bellen" in pagina
    assert "3 dagen over tijd" in pagina
    assert bespreking.casus.titel not in pagina
    assert browser.get(f"/casussen/{bespreking.casus.nummer}").status_code == 404
    assert browser.post(f"/acties/{actie.id}/klaar").status_code == 302


@pytest.mark.usefixtures("actie")
def test_de_coordinator_ziet_van_acties_nummer_houder_en_dag_maar_niet_wat(
    client: Client, bespreking: Bespreking
) -> None:
    for wie in (bespreking.coordinator, bespreking.voorzitter):
        pagina = client(wie).get("/acties").text
        assert bespreking.casus.nummer in pagina
        assert bespreking.leden[0].naam in pagina
        assert "3 dagen over tijd" in pagina
        assert "Kievit" not in pagina


@pytest.mark.usefixtures("actie")
def test_acties_van_een_andere_tafel_of_een_ander_lid_zie_je_niet(
    client: Client, handeling: Handeling, bespreking: Bespreking
) -> None:
    elders = bouw_medewerker(handeling, (Rol.COORDINATOR, "zuilen"), (Rol.VOORZITTER, "zuilen"))
    for wie in (elders, bespreking.leden[1], bespreking.indiener):
        pagina = client(wie).get("/acties").text
        assert bespreking.casus.nummer not in pagina
        assert "Kievit" not in pagina


def test_alleen_de_houder_en_de_voorzitter_ronden_een_actie_af(
    client: Client, handeling: Handeling, bespreking: Bespreking, actie: Actie
) -> None:
    elders = bouw_medewerker(handeling, (Rol.VOORZITTER, "zuilen"))
    for wie in (elders, bespreking.leden[1], bespreking.indiener, bespreking.coordinator):
        assert client(wie).post(f"/acties/{actie.id}/klaar").status_code == 404
    browser = client(bespreking.voorzitter)
    assert browser.post(f"/acties/{actie.id}/klaar").status_code == 302
    assert browser.post(f"/acties/{actie.id}/klaar").status_code == 409


def test_eigen_open_acties_staan_op_volgorde_van_datum(als: Als, handeling: Handeling, bespreking: Bespreking) -> None:
    lid = bespreking.leden[0]
    bouw_uitvoering(handeling, bespreking, lid, dagen=9, wat="Later")
    bouw_uitvoering(handeling, bouw_bespreking(handeling, tafel="zuilen"), lid, dagen=2, wat="Eerst")
    klaar = bouw_uitvoering(handeling, bouw_bespreking(handeling, tafel="stedelijk"), lid, dagen=1, wat="Klaar")
    rond_actie_af(als(lid), klaar)
    assert [actie.wat for actie in list_open_acties(als(lid))] == ["Eerst", "Later"]


def test_een_lijst_zonder_tekst_houdt_de_tekst_niet_tegen(
    als: Als, handeling: Handeling, bespreking: Bespreking, actie: Actie
) -> None:
    handeling.sessie.expunge(actie)
    (regel,) = list_acties_van_tafels(als(bespreking.voorzitter))
    assert regel.voor == actie.voor
    assert [eigen.wat for eigen in list_open_acties(als(bespreking.leden[0]))] == ["Kievit bellen"]


@pytest.mark.parametrize(
    ("dagen", "zin"),
    [
        (-12, "12 dagen over tijd"),
        (-1, "1 dag over tijd"),
        (0, "vandaag"),
        (1, "morgen"),
        (9, "nog 9 dagen"),
    ],
)
def test_hoe_lang_nog_staat_er_in_woorden(dagen: int, zin: str) -> None:
    vandaag = date(2026, 11, 22)
    assert termijn(vandaag + timedelta(days=dagen), vandaag) == zin


def test_de_voorzitter_van_de_tafel_houdt_de_stand_van_een_doorbraak_bij(
    client: Client, handeling: Handeling, bespreking: Bespreking, actie: Actie
) -> None:
    doorbraak = Doorbraak(
        besluit_id=actie.besluit_id, niveau=Niveau.LOKAAL, omschrijving="Eén gesprek.", eigenaar="Burgerzaken"
    )
    handeling.sessie.add(doorbraak)
    handeling.sessie.flush()
    pad = f"/doorbraken/{doorbraak.id}/status"
    elders = bouw_medewerker(handeling, (Rol.VOORZITTER, "zuilen"), (Rol.LID, "ondiep"))
    assert client(elders).post(pad, data={"status": "gelukt"}).status_code == 404
    browser = client(bespreking.voorzitter)
    assert browser.post(pad, data={"status": "zomaar"}).status_code == 422
    assert browser.post(pad, data={"status": "geborgd"}).status_code == 302
    handeling.sessie.refresh(doorbraak)
    assert doorbraak.status is Doorbraakstatus.GEBORGD


@pytest.mark.usefixtures("actie")
def test_de_indiener_leest_het_besluit_en_de_voorzitter_brengt_het_verder(
    client: Client, bespreking: Bespreking
) -> None:
    pad = f"/casussen/{bespreking.casus.nummer}"
    pagina = client(bespreking.indiener).get(pad).text
    assert "Kievit bellen" in pagina
    assert "/klaar" not in pagina
    assert "/klaar" in client(bespreking.voorzitter).get(pad).text


def test_opvolging_begint_pas_als_de_acties_klaar_zijn(
    als: Als, client: Client, handeling: Handeling, bespreking: Bespreking, actie: Actie
) -> None:
    with pytest.raises(NietToegestaan, match="nog 1 actie open"):
        begin_opvolging(als(bespreking.voorzitter), bespreking.casus)
    rond_actie_af(als(bespreking.leden[0]), actie)
    assert client(bespreking.voorzitter).post(f"/casussen/{bespreking.casus.nummer}/opvolging").status_code == 302
    handeling.sessie.refresh(bespreking.casus)
    assert bespreking.casus.status is Status.OPVOLGING


@pytest.mark.parametrize(("status", "code"), [(Status.OPVOLGING, 302), (Status.BESPROKEN, 409)])
def test_wat_geen_stand_houdt_gaat_terug_naar_uitvoering(
    client: Client, handeling: Handeling, bespreking: Bespreking, status: Status, code: int
) -> None:
    bespreking.casus.status = status
    antwoord = client(bespreking.voorzitter).post(f"/casussen/{bespreking.casus.nummer}/hervatten")
    assert antwoord.status_code == code
    handeling.sessie.refresh(bespreking.casus)
    assert bespreking.casus.status is (Status.IN_UITVOERING if code == 302 else status)


@pytest.mark.parametrize("status", [Status.BESPROKEN, Status.OPVOLGING])
def test_afsluiten_met_een_open_actie_wordt_geweigerd(
    als: Als, client: Client, bespreking: Bespreking, actie: Actie, status: Status
) -> None:
    bespreking.casus.status = status
    with pytest.raises(NietToegestaan, match="nog 1 actie open"):
        sluit_af(als(bespreking.voorzitter), bespreking.casus, ANTWOORDEN)
    antwoord = client(bespreking.voorzitter).get(f"/casussen/{bespreking.casus.nummer}/afsluiten")
    assert antwoord.status_code == 409
    assert "Er staat nog 1 actie open" in antwoord.text
    assert actie.klaar_op is None


@pytest.mark.parametrize("status", [Status.BESPROKEN, Status.OPVOLGING])
def test_een_casus_sluit_met_de_vier_antwoorden(
    client: Client, handeling: Handeling, bespreking: Bespreking, status: Status
) -> None:
    bespreking.casus.status = status
    browser = client(bespreking.voorzitter)
    pad = f"/casussen/{bespreking.casus.nummer}/afsluiten"
    assert "Hoe doen we het de volgende keer anders?" in browser.get(pad).text
    assert browser.post(pad, data=ANTWOORDEN).status_code == 302
    handeling.sessie.refresh(bespreking.casus)
    assert bespreking.casus.status is Status.AFGESLOTEN
    evaluatie = find_procesevaluatie(handeling, bespreking.casus)
    assert evaluatie is not None
    assert {code: getattr(evaluatie, code) for code in ANTWOORDEN} == ANTWOORDEN


@pytest.mark.parametrize("leeg", list(ANTWOORDEN))
def test_een_leeg_antwoord_wordt_geweigerd_en_de_rest_blijft_staan(
    client: Client, bespreking: Bespreking, leeg: str
) -> None:
    bespreking.casus.status = Status.OPVOLGING
    pad = f"/casussen/{bespreking.casus.nummer}/afsluiten"
    antwoord = client(bespreking.voorzitter).post(pad, data=ANTWOORDEN | {leeg: " "})
    assert antwoord.status_code == 422
    assert f'id="{leeg}-fout"' in antwoord.text
    assert all(tekst in antwoord.text for code, tekst in ANTWOORDEN.items() if code != leeg)


def test_een_herkenbaar_antwoord_wordt_geweigerd(als: Als, bespreking: Bespreking) -> None:
    bespreking.casus.status = Status.OPVOLGING
    with pytest.raises(Invoerfout) as fout:
        sluit_af(als(bespreking.voorzitter), bespreking.casus, ANTWOORDEN | {"goed": "Mail a.jansen@voorbeeld.nl"})
    assert list(fout.value.fouten) == ["goed"]


def test_een_casus_in_uitvoering_sluit_niet_zonder_opvolging(client: Client, bespreking: Bespreking) -> None:
    bespreking.casus.status = Status.IN_UITVOERING
    antwoord = client(bespreking.voorzitter).post(f"/casussen/{bespreking.casus.nummer}/afsluiten", data=ANTWOORDEN)
    assert antwoord.status_code == 409
    assert "in uitvoering" in antwoord.text


def test_een_andere_tafel_vindt_de_casus_niet_om_te_sluiten(
    client: Client, handeling: Handeling, bespreking: Bespreking
) -> None:
    bespreking.casus.status = Status.OPVOLGING
    elders = bouw_medewerker(handeling, (Rol.VOORZITTER, "zuilen"), (Rol.INDIENER, ""))
    bespreking.casus.indiener = elders
    browser = client(elders)
    assert browser.get(f"/casussen/{bespreking.casus.nummer}/afsluiten").status_code == 404
    assert browser.post(f"/casussen/{bespreking.casus.nummer}/opvolging").status_code == 404
