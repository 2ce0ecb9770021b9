"""The beheerder at the screen: inviting, rollen with four eyes, another address, and somebody who leaves."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select, update

from maatwerk.account import rollen
from maatwerk.account.commands import zet_actief
from maatwerk.account.models import Aanmelding, Medewerker, Rolvoorstel
from maatwerk.account.queries import find_medewerker
from maatwerk.account.rules import Rolbesluit
from maatwerk.app import create_app
from maatwerk.bericht.models import Post
from maatwerk.casus.rules import Status
from maatwerk.kern.fouten import Invoerfout, NietToegestaan
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.klok import nu
from maatwerk.kern.rechten import GEVOELIG, Rol
from maatwerk.logboek.models import Logregel
from maatwerk.web.verzoek import Huis
from tests.bouw import WACHTWOORD, bouw_casus, bouw_medewerker

Client = Callable[[Medewerker], FlaskClient]
Als = Callable[[Medewerker], Handeling]
NIEUW = "paars kanaal fluit vierkant"
GAST = {"email": "Gast@Voorbeeld.nl", "naam": "Gea Gast", "organisatie": "Buurtteam Zuilen", "functie": "Gezinswerker"}


@pytest.fixture
def beheerder(handeling: Handeling) -> Medewerker:
    return bouw_medewerker(handeling, (Rol.BEHEERDER, ""))


@pytest.fixture
def privacy(handeling: Handeling) -> Medewerker:
    return bouw_medewerker(handeling, (Rol.PRIVACY, ""))


def _gast(handeling: Handeling) -> Medewerker:
    handeling.sessie.rollback()
    gast = find_medewerker(handeling.sessie, GAST["email"])
    assert gast is not None
    return gast


def _plaatsen(medewerker: Medewerker) -> set[tuple[Rol, str]]:
    return {(plaats.rol, plaats.tafel) for plaats in medewerker.toewijzingen}


def test_wie_wordt_uitgenodigd_kiest_zelf_een_wachtwoord(
    client: Client, app: Flask, handeling: Handeling, beheerder: Medewerker
) -> None:
    browser = client(beheerder)
    antwoord = browser.post("/medewerkers/nieuw", data={**GAST, "rollen": ["indiener", "tafellid:zuilen"]})
    gast = _gast(handeling)
    assert antwoord.headers["Location"] == f"/medewerkers/{gast.id}"
    assert (gast.wachtwoord, _plaatsen(gast)) == ("", {(Rol.INDIENER, ""), (Rol.LID, "zuilen")})
    assert "uitgenodigd" in browser.get("/medewerkers").text
    post = handeling.sessie.scalars(select(Post)).one()
    gevonden = re.search(r"http://localhost:8000(/link/\S+)", post.tekst)
    assert gevonden, post.tekst
    handeling.sessie.commit()
    mens = app.test_client()
    assert mens.post(gevonden[1], data={"wachtwoord": NIEUW, "nogmaals": NIEUW}).status_code == 302
    assert mens.post("/aanmelden", data={"email": gast.email, "wachtwoord": NIEUW}).status_code == 302
    assert mens.get("/casussen/nieuw").status_code == 200


def test_een_gevoelige_rol_in_een_uitnodiging_wordt_een_voorstel(
    client: Client, handeling: Handeling, beheerder: Medewerker, privacy: Medewerker
) -> None:
    browser, ander = client(beheerder), client(privacy)
    browser.post("/medewerkers/nieuw", data={**GAST, "rollen": ["indiener", "tafelvoorzitter:zuilen"]})
    assert _plaatsen(_gast(handeling)) == {(Rol.INDIENER, "")}
    voorstel = handeling.sessie.scalars(select(Rolvoorstel)).one()
    assert (voorstel.rol, voorstel.tafel, voorstel.voorgesteld_door) == (Rol.VOORZITTER, "zuilen", beheerder.id)
    handeling.sessie.commit()
    assert "Gea Gast als tafelvoorzitter" in ander.get("/").text
    assert ander.post(f"/rolvoorstellen/{voorstel.id}/goedgekeurd").status_code == 302
    assert _plaatsen(_gast(handeling)) == {(Rol.INDIENER, ""), (Rol.VOORZITTER, "zuilen")}
    handeling.sessie.commit()  # our look must not hold the next request up
    assert ander.post(f"/rolvoorstellen/{voorstel.id}/geweigerd").status_code == 409, "decided already"


def test_zonder_mail_ziet_de_beheerder_de_link_een_keer(
    app: Flask, engine: Engine, handeling: Handeling, beheerder: Medewerker
) -> None:
    """In production without a mail server; the second factor of the beheerder was given already."""
    handeling.sessie.commit()
    huis: Huis = app.extensions["maatwerk"]
    echt = create_app(replace(huis.omgeving, demo=False, hosts=("maatwerk.example",)), engine)
    echt.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    browser, site = echt.test_client(), "https://maatwerk.example"
    browser.post("/aanmelden", data={"email": beheerder.email, "wachtwoord": WACHTWOORD}, base_url=site)
    handeling.sessie.execute(update(Aanmelding).values(code_op=handeling.nu))
    handeling.sessie.commit()
    antwoord = browser.post("/medewerkers/nieuw", data=GAST, base_url=site)
    assert antwoord.status_code == 200, antwoord.text
    gevonden = re.search(r"https://maatwerk\.example(/link/[\w-]+)", antwoord.text)
    assert gevonden
    assert browser.get(gevonden[1], base_url=site).status_code == 200
    assert gevonden[1] not in browser.get(f"/medewerkers/{_gast(handeling).id}", base_url=site).text
    assert handeling.sessie.scalars(select(Post)).all() == []
    assert "Vraag je functioneel beheerder" in echt.test_client().get("/wachtwoord-vergeten", base_url=site).text


@pytest.mark.parametrize("rol", GEVOELIG)
def test_een_gevoelige_rol_geeft_niemand_alleen(
    handeling: Handeling, als: Als, beheerder: Medewerker, privacy: Medewerker, rol: Rol
) -> None:
    medewerker = bouw_medewerker(handeling)
    tafel = "ondiep" if rol is Rol.VOORZITTER else ""
    assert not rollen.geef_rol(als(beheerder), medewerker, rol, tafel)
    assert _plaatsen(medewerker) == set()
    with pytest.raises(Invoerfout, match="al voorgesteld"):
        rollen.geef_rol(als(beheerder), medewerker, rol, tafel)
    voorstel = handeling.sessie.scalars(select(Rolvoorstel)).one()
    for zelf in (beheerder, medewerker):
        with pytest.raises(NietToegestaan, match="niet over je eigen"):
            rollen.beslis(als(zelf), voorstel, Rolbesluit.GOEDGEKEURD)
    rollen.beslis(als(privacy), voorstel, Rolbesluit.GOEDGEKEURD)
    handeling.sessie.flush()
    assert _plaatsen(medewerker) == {(rol, tafel)}


def test_geweigerd_is_geweigerd(handeling: Handeling, als: Als, beheerder: Medewerker, privacy: Medewerker) -> None:
    medewerker = bouw_medewerker(handeling)
    rollen.geef_rol(als(beheerder), medewerker, Rol.BEHEERDER, "")
    rollen.beslis(als(privacy), handeling.sessie.scalars(select(Rolvoorstel)).one(), Rolbesluit.GEWEIGERD)
    assert _plaatsen(medewerker) == set()
    rollen.geef_rol(als(beheerder), medewerker, Rol.BEHEERDER, "")  # may be proposed again


def test_niemand_verandert_zijn_eigen_rol(client: Client, als: Als, beheerder: Medewerker) -> None:
    browser = client(beheerder)
    assert browser.post(f"/medewerkers/{beheerder.id}/rollen", data={"rollen": "indiener"}).status_code == 422
    assert browser.post(f"/medewerkers/{beheerder.id}/rollen", data={"rollen": "privacy officer"}).status_code == 422
    plek = beheerder.toewijzingen[0].id
    assert browser.post(f"/medewerkers/{beheerder.id}/rollen/{plek}/weg").status_code == 422
    with pytest.raises(Invoerfout, match="eigen rollen"):
        rollen.geef_rol(als(beheerder), beheerder, Rol.INDIENER, "")


def test_een_rol_geven_en_nemen_werkt_bij_het_volgende_verzoek(
    client: Client, handeling: Handeling, beheerder: Medewerker
) -> None:
    medewerker = bouw_medewerker(handeling, (Rol.LID, "ondiep"))
    hij, zij = client(medewerker), client(beheerder)
    assert hij.get("/casussen/nieuw").status_code == 403
    assert zij.post(f"/medewerkers/{medewerker.id}/rollen", data={"rollen": "indiener"}).status_code == 302
    assert hij.get("/casussen/nieuw").status_code == 200
    handeling.sessie.refresh(medewerker)
    plek = next(plaats.id for plaats in medewerker.toewijzingen if plaats.rol is Rol.INDIENER)
    handeling.sessie.commit()
    assert zij.post(f"/medewerkers/{medewerker.id}/rollen/{plek}/weg").status_code == 302
    assert hij.get("/casussen/nieuw").status_code == 403
    wat = handeling.sessie.scalars(select(Logregel.wat).where(Logregel.wat.startswith("rol."))).all()
    assert wat == ["rol.gegeven", "rol.afgenomen"]


def test_beheer_en_inhoud_blijven_gescheiden(
    handeling: Handeling, als: Als, beheerder: Medewerker, privacy: Medewerker
) -> None:
    medewerker = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    with pytest.raises(Invoerfout, match="gaan niet samen"):
        rollen.geef_rol(als(beheerder), medewerker, Rol.BEHEERDER, "")
    rollen.neem_rol(als(beheerder), medewerker, medewerker.toewijzingen[0].id)
    rollen.geef_rol(als(beheerder), medewerker, Rol.BEHEERDER, "")
    rollen.geef_rol(als(beheerder), medewerker, Rol.BELEID, "")
    with pytest.raises(NietToegestaan, match="gaan niet samen"):
        rollen.beslis(als(privacy), handeling.sessie.scalars(select(Rolvoorstel)).one(), Rolbesluit.GOEDGEKEURD)


@pytest.mark.parametrize("rol", [Rol.BEHEERDER, Rol.PRIVACY])
def test_de_laatste_beheerder_en_privacy_officer_blijven(
    handeling: Handeling, als: Als, beheerder: Medewerker, rol: Rol
) -> None:
    handelt = beheerder if rol is Rol.PRIVACY else bouw_medewerker(handeling, (Rol.PRIVACY, ""))
    laatste = bouw_medewerker(handeling, (Rol.PRIVACY, "")) if rol is Rol.PRIVACY else beheerder
    bouw_medewerker(handeling, (rol, ""), actief=False)
    bouw_medewerker(handeling, (rol, "")).wachtwoord = ""
    with pytest.raises(NietToegestaan, match="is de laatste"):
        zet_actief(als(handelt), laatste, actief=False)
    with pytest.raises(NietToegestaan, match="is de laatste"):
        rollen.neem_rol(als(handelt), laatste, laatste.toewijzingen[0].id)
    bouw_medewerker(handeling, (rol, ""))
    rollen.neem_rol(als(handelt), laatste, laatste.toewijzingen[0].id)
    assert _plaatsen(laatste) == set()


def test_een_ander_adres_wordt_aan_beide_adressen_gemeld(
    client: Client, handeling: Handeling, beheerder: Medewerker
) -> None:
    medewerker = bouw_medewerker(handeling, (Rol.INDIENER, ""), email="oud@voorbeeld.nl")
    browser = client(beheerder)
    for fout in ("geen adres", beheerder.email, "a@b.nl\nBcc: c@d.nl"):
        assert browser.post(f"/medewerkers/{medewerker.id}/adres", data={"email": fout}).status_code == 422, fout
    assert browser.post(f"/medewerkers/{medewerker.id}/adres", data={"email": "Nieuw@voorbeeld.nl"}).status_code == 302
    assert set(handeling.sessie.scalars(select(Post.aan))) == {"oud@voorbeeld.nl", "nieuw@voorbeeld.nl"}


def _wijzigingen(medewerker_id: int) -> Iterator[tuple[str, dict[str, str]]]:
    yield f"/medewerkers/{medewerker_id}/rollen", {"rollen": "beleidsadviseur"}
    yield f"/medewerkers/{medewerker_id}/rollen/1/weg", {}
    yield f"/medewerkers/{medewerker_id}/adres", {"email": "nieuw@voorbeeld.nl"}
    yield f"/medewerkers/{medewerker_id}/link", {}


def test_elke_wijziging_vraagt_een_verse_bevestiging_en_brengt_je_terug(
    client: Client, handeling: Handeling, beheerder: Medewerker, privacy: Medewerker
) -> None:
    medewerker = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    browser, ander = client(beheerder), client(privacy)
    with time_machine.travel(nu() + timedelta(minutes=6)):
        for pad, velden in _wijzigingen(medewerker.id):
            heen = browser.post(pad, data=velden).headers["Location"]
            assert heen.startswith(f"/bevestigen?verder=/medewerkers/{medewerker.id}&"), pad
        assert browser.post("/medewerkers/nieuw", data=GAST).headers["Location"].startswith("/bevestigen")
        assert ander.post("/rolvoorstellen/1/goedgekeurd").headers["Location"].startswith("/bevestigen")
    assert find_medewerker(handeling.sessie, GAST["email"]) is None


def test_wie_vertrekt_laat_aantallen_zien_en_geen_tekst(
    client: Client, handeling: Handeling, beheerder: Medewerker
) -> None:
    medewerker = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    bouw_casus(handeling, medewerker, titel="Geheime titel")
    bouw_casus(handeling, medewerker, Status.AFGESLOTEN)
    browser = client(beheerder)
    antwoord = browser.post(f"/medewerkers/{medewerker.id}/uit", follow_redirects=True)
    assert "op de startpagina van de casuscoördinator en de voorzitter" in antwoord.text
    assert re.search(r"Lopende eigen casussen</dt>\s*<dd[^>]*>1</dd>", antwoord.text)
    assert "Geheime titel" not in antwoord.text
