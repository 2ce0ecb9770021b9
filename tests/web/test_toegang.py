"""Closed by default: every route, for every rol, gives exactly what this table says."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.routing import Rule

from maatwerk.account.models import Medewerker
from maatwerk.app import create_app
from maatwerk.kern.beleid import BELEID
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.omgeving import Omgeving
from maatwerk.kern.rechten import AAN_TAFEL, INHOUDELIJK, Recht, Rol
from maatwerk.web.toegang import OPENBAAR, recht_van
from tests.bouw import bouw_casus, bouw_medewerker

Client = Callable[[Medewerker], FlaskClient]

_IEDER = "indiener coördinator voorzitter lid beleid beheerder privacy"
_INHOUD = "indiener coördinator voorzitter lid beleid"
MATRIX = {
    "account.aanmelden": "openbaar",
    "wachtwoord.kiezen": "openbaar",
    "wachtwoord.vergeten": "openbaar",
    "bestanden": "openbaar",
    "gezond.klaar": "openbaar",
    "gezond.leeft": "openbaar",
    "gezond.meldpunt": "openbaar",
    "openbaar.les": "openbaar",
    "openbaar.lijst": "openbaar",
    "account.afmelden": _IEDER,
    "account.beeindig": _IEDER,
    "account.beeindig_andere": _IEDER,
    "account.bevestigen": _IEDER,
    "account.code": _IEDER,
    "account.sessies": _IEDER,
    "account.tweede_factor": _IEDER,
    "wachtwoord.wijzigen": _IEDER,
    "organisatie.heen": "openbaar",
    "organisatie.terug": "openbaar",
    "organisatie.bevestigen": _IEDER,
    "organisatie.eigen": _IEDER,
    "organisatie.koppelen": _IEDER,
    "organisatie.ontkoppelen": _IEDER,
    "sleutelbos.gebruiken": _IEDER,
    "sleutelbos.lijst": _IEDER,
    "sleutelbos.nieuw": _IEDER,
    "sleutelbos.uitdaging": _IEDER,
    "sleutelbos.weg": _IEDER,
    "berichten.lijst": _IEDER,
    "berichten.openen": _IEDER,
    "berichten.gelezen": _IEDER,
    "berichten.alles_gelezen": _IEDER,
    "berichten.instellen": _IEDER,
    "dossier.start": _IEDER,
    "les.lezen": _IEDER,
    "les.lijst": _IEDER,
    "account.medewerkers": "beheerder",
    "account.schakel": "beheerder",
    "inlezen.begin": "coördinator",
    "inlezen.sjabloon": "coördinator",
    "inlezen.uitslag": "coördinator",
    "inlezen.keuren": "coördinator",
    "inlezen.fouten": "coördinator",
    "inlezen.opnemen": "coördinator",
    "inlezen.weggooien": "coördinator",
    "casus.waarnemen": "indiener voorzitter",
    "casus.beeindig_waarneming": "indiener voorzitter",
    "casus.openbreken": "voorzitter",
    "casus.breekglas": "privacy",
    "casus.beoordeel": "privacy",
    "beheer.uitnodigen": "beheerder",
    "beheer.medewerker": "beheerder",
    "beheer.stuur_link": "beheerder",
    "beheer.geef_rol": "beheerder",
    "beheer.neem_rol": "beheerder",
    "beheer.wijzig_adres": "beheerder",
    "dossier.vertrek": "beheerder",
    "beheer.voorstellen": "privacy",
    "beheer.beslis": "privacy",
    "casus.intrekken": "indiener",
    "casus.nieuw": "indiener",
    "casus.klad": "indiener",
    "casus.klad_nieuw": "indiener",
    "casus.klad_weg": "indiener",
    "casus.schrijven": "indiener",
    "nalezen.fragment": "indiener",
    "precedent.fragment": "indiener",
    "precedent.tonen": "indiener",
    "precedent.helpt": "indiener",
    "indienen.stap": "indiener",
    "triage.beoordelen": "coördinator",
    "triage.uitnodigen": "coördinator",
    "triage.neem_terug": "coördinator",
    "werklijst.lijst": "coördinator",
    "werklijst.bewaar_filter": "coördinator",
    "werklijst.gooi_weg": "coördinator",
    "vervolg.beantwoorden": "indiener",
    "vervolg.toevoegen": "indiener",
    "overdracht.eigen": "indiener coördinator voorzitter",
    "overdracht.vertrokken": "indiener coördinator voorzitter",
    "overdracht.van_vertrokkene": "indiener coördinator voorzitter",
    "inplannen.plannen": "coördinator voorzitter",
    "casus.lijst": "indiener coördinator voorzitter lid",
    "dossier.casus": "indiener coördinator voorzitter lid",
    "doorbraak.actie_klaar": "indiener coördinator voorzitter lid",
    "doorbraak.acties": "indiener coördinator voorzitter lid",
    "tafel.lijst": "coördinator voorzitter lid",
    "tafel.zitting": "coördinator voorzitter lid",
    "tafel.agendeer": "coördinator voorzitter",
    "tafel.plannen": "coördinator voorzitter",
    "tafel.publiceren": "coördinator voorzitter",
    "tafel.verplaatsen": "coördinator voorzitter",
    "tafel.weghalen": "coördinator voorzitter",
    "tafel.sluiten": "voorzitter",
    "tafel.starten": "voorzitter",
    "tafel.notitie": "voorzitter",
    "tafel.houd_notitie": "voorzitter",
    "tafel.pauzeren": "voorzitter",
    "tafel.hervatten": "voorzitter",
    "dossier.cockpit": "voorzitter lid",
    "dossier.nu": "voorzitter lid",
    "dossier.scherm": "voorzitter lid",
    "dossier.onepager": "indiener coördinator voorzitter lid",
    "afweging.wegen": "voorzitter lid",
    "afweging.zelf_wegen": "lid",
    "oplossing.tonen": "voorzitter",
    "oplossing.wijzigen": "voorzitter",
    "oplossing.niet_in_geld": "voorzitter",
    "oplossing.intrekken": "voorzitter",
    "oplossing.bedrag": "voorzitter",
    "oplossing.bedrag_weg": "voorzitter",
    "gelijk.tonen": "voorzitter lid",
    "gelijk.verantwoorden": "voorzitter",
    "afweging.eigen": "lid",
    "afweging.voorleggen": "voorzitter",
    "afweging.opnieuw": "voorzitter",
    "afweging.tegenspreken": "lid",
    "afweging.beginnen": "voorzitter",
    "afweging.onthullen": "voorzitter",
    "afweging.motiveren": "voorzitter",
    "besluitenlijst.tonen": "indiener voorzitter",
    "besluitenlijst.ophalen": "indiener voorzitter",
    "doorbraak.besluiten": "voorzitter",
    "doorbraak.neem_besluit": "voorzitter",
    "doorbraak.doorbraakstatus": "voorzitter",
    "opschalen.omhoog": "voorzitter",
    "opschalen.antwoord": "voorzitter",
    "opschalen.lmm": "voorzitter",
    "doorbraak.opvolgen": "voorzitter",
    "doorbraak.hervatten": "voorzitter",
    "doorbraak.afsluiten": "voorzitter",
    "les.beginnen": "voorzitter",
    "les.schrijven": "voorzitter",
    "les.publiceren": "voorzitter",
    "les.intrekken": "indiener voorzitter privacy",
    "poort.tonen": "voorzitter",
    "poort.beslissen": "voorzitter",
    "poort.vertellen": "voorzitter",
    "poort.bezwaar": "indiener",
    "les.controleren": "voorzitter privacy",
    "les.instemmen": "indiener",
    "signaal.lijst": f"{_INHOUD} privacy",
    "signaal.lezen": f"{_INHOUD} privacy",
    "signaal.nieuw": "beleid",
    "signaal.stap": "beleid",
    "cijfers.overzicht": "beleid",
    "cijfers.bestand": "beleid",
    "inzicht.export": "beleid",
    "bewaring.overzicht": "privacy",
    "bewaring.goedkeuren": "privacy",
    "bewaring.beantwoorden": "privacy",
    "bewaring.bezwaar": "voorzitter",
    "bewaring.behouden": "indiener",
    "bewaring.plichten": "voorzitter privacy",
    "bewaring.opheffen": "voorzitter privacy",
    "bewaring.verklaring": "privacy",
    "bewaring.verklaring_tekst": "privacy",
    "inzage.registreren": "privacy",
    "inzage.tonen": "voorzitter",
    "inzage.bestand": "voorzitter",
    "dossier.logboek": "privacy",
    "dossier.logboek_controleren": "privacy",
}
"""Written out by hand: who may try what at all. Which casus, zitting or les is the work of the scoped queries."""

_NAAM = {Rol.COORDINATOR: "coördinator", Rol.VOORZITTER: "voorzitter", Rol.LID: "lid", Rol.BELEID: "beleid"}
_WAARDEN = {
    "vorm": "odt",
    "formaat": "ods",
    "nummer": "MT-2026-9999",
    "code": "deadbeef",
    "kenmerk": "x",
    "naam": "thema.css",
    "fase": "opening",
    "stand": "uit",
    "richting": "omhoog",
    "sleutel": "x",
    "besluit": "geweigerd",
}


def _naam(rol: Rol) -> str:
    return _NAAM.get(rol) or rol.value.split(" ", maxsplit=1)[0]


def _verzoeken(app: Flask) -> Iterator[tuple[Rule, str, str]]:
    """Give every rule with a method and a path to something that does not exist."""
    adapter = app.url_map.bind("localhost")
    for regel in app.url_map.iter_rules():
        waarden = {naam: _WAARDEN.get(naam, 9999) for naam in regel.arguments}
        for methode in sorted((regel.methods or set()) - {"HEAD", "OPTIONS"}):
            yield regel, methode, adapter.build(regel.endpoint, waarden, method=methode)


def test_elke_route_staat_in_de_matrix_en_andersom(app: Flask) -> None:
    assert {regel.endpoint for regel in app.url_map.iter_rules()} == set(MATRIX)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)  # the guard asks no database
@pytest.mark.parametrize("rol", Rol)
def test_elke_route_geeft_elke_rol_precies_wat_de_matrix_zegt(
    app: Flask, client: Client, handeling: Handeling, rol: Rol
) -> None:
    browser = client(bouw_medewerker(handeling, (rol, "ondiep" if rol in AAN_TAFEL else "")))
    for regel, methode, pad in _verzoeken(app):
        if regel.endpoint == "account.afmelden":
            continue  # it ends the session with which we walk
        mag = MATRIX[regel.endpoint] == OPENBAAR or _naam(rol) in MATRIX[regel.endpoint].split()
        antwoord = browser.open(pad, method=methode, buffered=True)
        assert (antwoord.status_code != 403) is mag, (rol, methode, pad, antwoord.status_code)
        assert antwoord.status_code < 500, (rol, methode, pad)


def test_wie_niet_is_aangemeld_komt_bij_het_aanmelden(app: Flask) -> None:
    browser = app.test_client()
    for regel, methode, pad in _verzoeken(app):
        antwoord = browser.open(pad, method=methode, buffered=True)
        if MATRIX[regel.endpoint] == OPENBAAR:
            assert antwoord.status_code != 302, pad
        else:
            assert antwoord.status_code == 302, pad
            assert antwoord.headers["Location"].startswith("/aanmelden"), pad


def test_een_view_zonder_recht_is_voor_niemand(
    client: Client, handeling: Handeling, engine: Engine, omgeving: Omgeving
) -> None:
    eigen = create_app(omgeving, engine)
    eigen.add_url_rule("/vergeten", "vergeten", lambda: "geheim")
    koek = client(
        bouw_medewerker(handeling, *((rol, "ondiep" if rol in AAN_TAFEL else "") for rol in INHOUDELIJK))
    ).get_cookie("maatwerk")
    assert koek is not None
    browser = eigen.test_client()
    browser.set_cookie("maatwerk", koek.value)
    assert browser.get("/").status_code == 200
    assert recht_van(eigen, "vergeten") is None
    antwoord = browser.get("/vergeten")
    assert antwoord.status_code == 403
    assert "geheim" not in antwoord.text


def test_elk_recht_heeft_iemand() -> None:
    assert set(BELEID) == set(Recht)
    assert all(BELEID.values())


def test_niet_van_jou_is_hetzelfde_als_niet_bestaand(client: Client, handeling: Handeling) -> None:
    indiener = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    collega = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    casus = bouw_casus(handeling, indiener)
    browser = client(collega)
    vreemd, onzin = browser.get(f"/casussen/{casus.nummer}"), browser.get("/casussen/MT-2026-9999")
    assert (vreemd.status_code, onzin.status_code) == (404, 404)
    teksten = [
        re.sub(r'value="[\w.-]+"', "", pagina.text) for pagina in (vreemd, onzin)
    ]  # no CSRF token: it holds the time
    assert teksten[0].replace(casus.nummer, "") == teksten[1].replace("MT-2026-9999", "")


@pytest.mark.parametrize("kop", ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"])
@pytest.mark.parametrize("pad", ["/aanmelden", "/bestaat-niet", "/healthz"])
def test_elk_antwoord_draagt_de_beschermende_koppen(app: Flask, pad: str, kop: str) -> None:
    antwoord = app.test_client().get(pad)
    assert kop in antwoord.headers
    assert "unsafe" not in antwoord.headers[kop]


def test_te_groot_geeft_413(client: Client, handeling: Handeling) -> None:
    browser = client(bouw_medewerker(handeling, (Rol.INDIENER, "")))
    antwoord = browser.post("/casussen/nieuw", data={"situatie": "x" * 1_200_000})
    assert antwoord.status_code == 413
    assert "te groot" in antwoord.text


def test_een_formulier_zonder_csrf_merk_wordt_geweigerd(app: Flask, client: Client, handeling: Handeling) -> None:
    browser = client(bouw_medewerker(handeling, (Rol.INDIENER, "")))
    app.config["WTF_CSRF_ENABLED"] = True
    antwoord = browser.post("/casussen/nieuw", data={"titel": "zonder merk"})
    assert antwoord.status_code == 400
    assert "stond te lang open" in antwoord.text


def test_gezond_en_klaar_zeggen_het_zonder_aanmelden(app: Flask) -> None:
    browser = app.test_client()
    assert browser.get("/healthz").json == {"status": "ja"}
    assert browser.get("/readyz").json == {"status": "ja"}
