"""The screens of what is kept: who sees what, and that no text of a casus shows where it should not."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from maatwerk.account.models import Medewerker
from maatwerk.bewaring.models import Bewaarplicht, Inzageverzoek, Vernietigingsverklaring, Voorstel
from maatwerk.bewaring.ronde import pas_toe
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Status
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.les.rules import Lesstatus
from maatwerk.logboek.models import Logregel
from tests.bewaring.bouw import JAAR, KANARIE, bouw_oude_casus, bouw_register
from tests.bewaring.test_vernietigen import over
from tests.bouw import bouw_casus, bouw_medewerker
from tests.les.bouw import bouw_les

_T = TypeVar("_T")
Client = Callable[[Medewerker], FlaskClient]


@pytest.fixture
def privacy(handeling: Handeling) -> Medewerker:
    return bouw_medewerker(handeling, (Rol.PRIVACY, ""), naam="Pia Privé")


@pytest.fixture
def voorzitter(handeling: Handeling) -> Medewerker:
    return bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep"), naam="Vera Voor")


@pytest.fixture
def casus(handeling: Handeling) -> Casus:
    return bouw_oude_casus(handeling, bouw_medewerker(handeling, (Rol.INDIENER, "")), dagen=5 * JAAR)


def _haal(handeling: Handeling, soort: type[_T]) -> _T:
    """Give the one row there is, fresh, and hold no transaction open while the browser writes."""
    rij = handeling.sessie.scalars(select(soort).execution_options(populate_existing=True)).one()
    handeling.sessie.commit()
    return rij


def _voorstel(handeling: Handeling) -> Voorstel:
    return _haal(handeling, Voorstel)


def test_de_hele_weg_van_voorstel_tot_verklaring(
    client: Client, handeling: Handeling, privacy: Medewerker, casus: Casus, tmp_path: Path
) -> None:
    nummer = casus.nummer
    pas_toe(handeling, bouw_register(tmp_path))
    browser = client(privacy)
    pagina = browser.get("/bewaring").text
    assert nummer in pagina
    assert KANARIE not in pagina
    assert browser.post("/bewaring/goedkeuren", data={}).status_code == 422
    assert browser.post("/bewaring/goedkeuren", data={"voorstellen": _voorstel(handeling).id}).status_code == 302
    assert _voorstel(handeling).goedgekeurd_door == privacy.id
    pas_toe(over(handeling, 15), bouw_register(tmp_path), toch=True)
    handeling.sessie.commit()
    verklaring = _haal(handeling, Vernietigingsverklaring)
    for pad in (f"/verklaringen/{verklaring.id}", f"/verklaringen/{verklaring.id}/tekst"):
        antwoord = browser.get(pad)
        assert (antwoord.status_code, nummer in antwoord.text, "Pia Privé" in antwoord.text) == (200, True, True)
    assert "Er is nog niets vernietigd" not in browser.get("/bewaring").text


def test_de_voorzitter_maakt_bezwaar_vanaf_zijn_startpagina(
    client: Client, handeling: Handeling, privacy: Medewerker, voorzitter: Medewerker, casus: Casus
) -> None:
    pas_toe(handeling, bouw_register(Path()))
    voorstel = _voorstel(handeling)
    pad = f"/bewaring/voorstellen/{voorstel.id}/bezwaar"
    ander = bouw_medewerker(handeling, (Rol.VOORZITTER, "stedelijk"))
    assert client(ander).get(pad).status_code == 404
    browser = client(voorzitter)
    assert pad in browser.get("/").text
    assert casus.nummer in browser.get(pad).text
    assert browser.post(pad, data={"reden": ""}).status_code == 422
    assert browser.post(pad, data={"reden": "Er loopt een beroep."}).status_code == 302
    assert pad not in browser.get("/").text
    baas = client(privacy)
    assert "Er loopt een beroep." in baas.get("/bewaring").text
    antwoord = f"/bewaring/voorstellen/{voorstel.id}/goedkeuren"
    assert baas.get(antwoord).status_code == 200
    assert baas.post(antwoord, data={"antwoord": " "}).status_code == 422
    assert baas.post(antwoord, data={"antwoord": "Het beroep is voorbij."}).status_code == 302
    assert _voorstel(handeling).antwoord == "Het beroep is voorbij."


def test_een_bewaarplicht_geldt_voor_de_eigen_tafel(
    client: Client, handeling: Handeling, privacy: Medewerker, voorzitter: Medewerker, casus: Casus
) -> None:
    elders = bouw_casus(handeling, None, tafel="stedelijk")
    gegevens = {"reden": "Onderzoek.", "tot": (handeling.vandaag + timedelta(days=9)).strftime("%d-%m-%Y")}
    browser = client(voorzitter)
    for nummer in (elders.nummer, "MT-2026-9999", "onzin"):
        antwoord = browser.post("/bewaarplichten", data=gegevens | {"nummer": nummer})
        assert (antwoord.status_code, "kennen we niet" in antwoord.text) == (422, True)
    assert browser.post("/bewaarplichten", data=gegevens | {"nummer": casus.nummer}).status_code == 302
    assert client(privacy).post("/bewaarplichten", data=gegevens | {"nummer": elders.nummer}).status_code == 302
    pagina = browser.get("/bewaarplichten").text
    assert (casus.nummer in pagina, elders.nummer in pagina) == (True, False)
    vreemd, eigen = (
        handeling.sessie.scalars(select(Bewaarplicht.id).where(Bewaarplicht.casus_id == nummer)).one()
        for nummer in (elders.id, casus.id)
    )
    handeling.sessie.commit()
    assert browser.post(f"/bewaarplichten/{vreemd}/opheffen").status_code == 404
    assert browser.post(f"/bewaarplichten/{eigen}/opheffen").status_code == 302
    assert casus.nummer not in browser.get("/bewaarplichten").text


def test_de_indiener_ziet_zijn_concept_vervallen_en_houdt_het(client: Client, handeling: Handeling) -> None:
    indiener, ander = (bouw_medewerker(handeling, (Rol.INDIENER, "")) for _ in range(2))
    concept = bouw_casus(handeling, indiener, Status.CONCEPT)
    concept.gewijzigd_op = handeling.nu - timedelta(days=80)
    pas_toe(handeling, bouw_register(Path()))
    browser = client(indiener)
    assert "Concepten die vervallen" in browser.get("/").text
    vervalt = (concept.gewijzigd_op + timedelta(days=90)).strftime("%d-%m-%Y")
    assert vervalt in browser.get(f"/casussen/{concept.nummer}").text
    assert client(ander).post(f"/casussen/{concept.nummer}/behouden").status_code == 404
    assert browser.post(f"/casussen/{concept.nummer}/behouden").status_code == 302
    assert "Concepten die vervallen" not in browser.get("/").text


def test_een_verzoek_om_inzage_gaat_van_privacy_officer_naar_voorzitter_en_wordt_een_bestand(
    client: Client, handeling: Handeling, privacy: Medewerker, voorzitter: Medewerker, casus: Casus
) -> None:
    bouw_les(handeling, voorzitter, Lesstatus.CONCEPT, casus_id=casus.id, titel="De les eruit")
    gegevens = {"nummer": casus.nummer, "kenmerk": "AVG-7", "ontvangen_op": handeling.vandaag.strftime("%d-%m-%Y")}
    baas = client(privacy)
    assert baas.post("/inzageverzoeken/nieuw", data=gegevens | {"nummer": "onzin"}).status_code == 422
    assert baas.post("/inzageverzoeken/nieuw", data=gegevens).status_code == 302
    assert baas.post("/inzageverzoeken/nieuw", data=gegevens).status_code == 422
    assert "AVG-7" in baas.get("/bewaring").text
    verzoek = _haal(handeling, Inzageverzoek)
    pad = f"/inzageverzoeken/{verzoek.id}"
    assert client(bouw_medewerker(handeling, (Rol.VOORZITTER, "stedelijk"))).post(f"{pad}/bestand").status_code == 404
    browser = client(voorzitter)
    browser.get(f"/casussen/{casus.nummer}")
    assert pad in browser.get("/").text
    assert "AVG-7" in browser.get(pad).text
    antwoord = browser.post(f"{pad}/bestand")
    assert (antwoord.status_code, antwoord.headers["Content-Disposition"].startswith("attachment")) == (200, True)
    for tekst in ("Geen adres", "Zonder adres geen uitkering", "Niemand zit zonder geld", "De wet laat een voorschot",
                  "De gemeente geeft een briefadres", "Bel eerst", "De les eruit", "casus.gelezen", "Vera Voor",
                  f"Gebeld. {KANARIE}"):  # fmt: skip
        assert tekst in antwoord.text, tekst
    for vreemd in ("<script", "http://", "https://", "<link", "src="):
        assert vreemd not in antwoord.text, vreemd
    assert _haal(handeling, Inzageverzoek).voorbereid_door == voorzitter.id
    assert handeling.sessie.scalars(select(Logregel.wat).where(Logregel.wat == "inzageverzoek.voorbereid")).all()
    handeling.sessie.commit()
    assert pad not in browser.get("/").text


def test_zolang_een_verzoek_open_staat_blijft_de_casus(
    client: Client, handeling: Handeling, privacy: Medewerker, casus: Casus, tmp_path: Path
) -> None:
    gegevens = {"nummer": casus.nummer, "kenmerk": "AVG-8", "ontvangen_op": handeling.vandaag.strftime("%d-%m-%Y")}
    pas_toe(handeling, bouw_register(tmp_path))
    browser = client(privacy)
    browser.post("/inzageverzoeken/nieuw", data=gegevens)
    browser.post("/bewaring/goedkeuren", data={"voorstellen": _voorstel(handeling).id})
    assert pas_toe(over(handeling, 15), bouw_register(tmp_path), toch=True).vernietigd == 0
    verzoek = _haal(handeling, Inzageverzoek)
    verzoek.voorbereid_door, verzoek.voorbereid_op = privacy.id, handeling.nu
    assert pas_toe(over(handeling, 15), bouw_register(tmp_path), toch=True).vernietigd == 1
    handeling.sessie.commit()
    assert "casus vernietigd" in browser.get("/bewaring").text
