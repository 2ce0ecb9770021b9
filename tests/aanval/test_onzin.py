"""Thousands of requests with something wrong in them: never an answer of 500 or higher, and nothing forged gets in."""

import random
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from maatwerk.account.models import Medewerker, Toewijzing
from maatwerk.casus.models import Casus, Knelpunt
from maatwerk.casus.rules import TITEL_TEKENS
from maatwerk.kern.handeling import Handeling
from maatwerk.les.models import Les
from maatwerk.tafel.models import Agendapunt, Zitting
from tests.aanval.kanarie import Voliere
from tests.aanval.kruip import Kruiper
from tests.aanval.onzin import ONLEESBAAR, TEKSTEN, Verzoek, als_lichaam, verzin
from tests.aanval.pagina import Veld, Webformulier
from tests.aanval.stuk import gewoon, speel
from tests.aanval.toneel import Toneel

Client = Callable[[Medewerker], FlaskClient]

AANTALLEN = {
    ("sqlite", "eigenaar"): 900,
    ("sqlite", "waarnemer"): 250,
    ("sqlite", "lid"): 350,
    ("sqlite", "coördinator"): 500,
    ("sqlite", "voorzitter"): 1100,
    ("sqlite", "voorzitter_breekglas"): 200,
    ("sqlite", "beleid"): 400,
    ("sqlite", "beheerder"): 150,
    ("sqlite", "privacy"): 250,
    ("sqlite", "anoniem"): 150,
    ("postgresql", "eigenaar"): 350,
    ("postgresql", "voorzitter"): 400,
    ("postgresql", "beleid"): 150,
}
"""How many requests each sends; together at least the five thousand of veiligheid.md §8."""

_BLIJFT = (
    (Casus.id, Casus.organisatie, Casus.aangemaakt_op),
    (Medewerker.id, Medewerker.email, Medewerker.naam, Medewerker.organisatie, Medewerker.wachtwoord, Medewerker.soort),
    (Toewijzing.id, Toewijzing.medewerker_id, Toewijzing.rol, Toewijzing.tafel),
    (Les.id, Les.code, Les.casus_id, Les.geschreven_door),
    (Zitting.id, Zitting.tafel),
    (Agendapunt.id, Agendapunt.casus_id),
)
"""What no form of anybody on the scene may change, whatever extra fields it sends."""
_GAAT_OVER = ("/overdragen", "/vertrokken/")
"""The pages that give a casus to another indiener; no other may."""
_EIGEN_SESSIE = ("/afmelden", "/sessies", "/medewerkers", "/tweede-factor")
_GAAT_HEEN = (
    "titel", "situatie", "wens_inwoner", "stem_inwoner", "gevraagde_doorbraak", "niets_doen", "spoed_gevolg",
    "reden_niet_geinformeerd", "beslisser_organisatie", "beslisser_functie",
)  # fmt: skip
_FORM = "application/x-www-form-urlencoded"
_GEWEIGERD = (400, 401, 403, 404, 405, 409, 413, 415, 422, 429)


@pytest.fixture
def toneel(handeling: Handeling) -> Toneel:
    """Build the scene with plain words."""
    return speel(handeling, gewoon)


def test_samen_zijn_het_er_meer_dan_vijfduizend() -> None:
    assert sum(AANTALLEN.values()) >= 5000


@pytest.mark.parametrize(("engine", "wie", "aantal"), [(*wie, n) for wie, n in AANTALLEN.items()], indirect=["engine"])
def test_onzin_geeft_nooit_een_fout_van_ons(app: Flask, client: Client, toneel: Toneel, wie: str, aantal: int) -> None:
    zaad = random.getrandbits(32)  # of pytest-randomly, which prints its own and can be given it again
    toeval = Random(f"{zaad} {wie}")  # noqa: S311 - the seed must give the same requests again
    browser = app.test_client() if wie == "anoniem" else client(toneel.mensen[wie])
    kruiper = Kruiper(browser, toneel, Voliere())
    ervoor, indieners, fouten, gestuurd, gelukt = _vast(toneel), _indieners(toneel), [], 0, 0
    while gestuurd < aantal:
        formulieren = _formulieren(app, kruiper)
        for formulier in toeval.choices(formulieren, k=min(100, aantal - gestuurd)):
            verzoek = verzin(toeval, formulier)
            gestuurd += 1
            code, gebrek = _stuur(browser, verzoek)
            gelukt += code == 302
            if code == 302 and verzoek.pad.startswith(_GAAT_OVER):
                indieners = _indieners(toneel)
            fouten += [f"{gebrek}: {verzoek}"] if gebrek else []
    assert fouten == [], (zaad, len(fouten))
    assert _vast(toneel) >= ervoor, "a forged field changed what it may not"
    assert _indieners(toneel) >= indieners, "a casus went to another indiener by itself"
    assert gestuurd == aantal
    print(f"onzin {wie}: zaad {zaad}, {gestuurd} verzoeken, {gelukt} aangenomen")  # noqa: T201


def _formulieren(app: Flask, kruiper: Kruiper) -> list[Webformulier]:
    """Give the forms on the pages as they stand now, the buttons that are not shown, and the addresses with a query."""
    kruiper.formulieren.clear()
    kruiper.kruip(["/", "/aanmelden"])
    adapter, bekend = app.url_map.bind("localhost"), kruiper.formulieren
    for regel in app.url_map.iter_rules():
        if "POST" in (regel.methods or ()):
            waarden = {naam: kruiper.toneel.voorbeelden[naam] for naam in regel.arguments}
            pad = adapter.build(regel.endpoint, waarden, method="POST")
            bekend.setdefault(("post", pad), Webformulier("post", pad, [Veld("tekst", "text", "x")]))
    gevuld = [f for f in bekend.values() if f.methode == "post" and not f.pad.startswith(_EIGEN_SESSIE)]
    return gevuld + [f for f in gevuld if not f.leeg] * 4  # a form with fields has more to spoil than a button


def _stuur(browser: FlaskClient, verzoek: Verzoek) -> tuple[int, str]:
    """Send it; give the code, and what is wrong with the answer."""
    try:
        antwoord = browser.post(verzoek.pad, data=verzoek.lichaam, content_type=verzoek.soort)
    except Exception as fout:  # noqa: BLE001 - whatever the application lets out is what we look for
        return 0, repr(fout)[:300]
    if antwoord.status_code >= 500:
        return antwoord.status_code, str(antwoord.status_code)
    surrogaat = any("\ud800" in waarde for _, waarde in verzoek.velden) and "urlencoded" in verzoek.soort
    if surrogaat and antwoord.status_code not in _GEWEIGERD:
        return antwoord.status_code, f"{antwoord.status_code} op een los surrogaat"
    return antwoord.status_code, ""


def _vast(toneel: Toneel) -> set[tuple[object, ...]]:
    """Give what must stay as it was."""
    return {rij for kolommen in _BLIJFT for rij in _rijen(toneel, *kolommen)}


def _indieners(toneel: Toneel) -> set[tuple[object, ...]]:
    """Give whose each casus is."""
    return _rijen(toneel, Casus.id, Casus.indiener_id)


def _rijen(toneel: Toneel, *kolommen: InstrumentedAttribute[Any]) -> set[tuple[object, ...]]:
    sessie = toneel.handeling.sessie
    rijen: set[tuple[object, ...]] = {(str(kolommen[0]), *rij) for rij in sessie.execute(select(*kolommen))}
    sessie.commit()  # nothing: but a rollback would make everything load again
    return rijen


@pytest.mark.parametrize("teken", ONLEESBAAR, ids=["nul", "surrogaat", "surrogaat_erin"])
def test_een_teken_dat_niet_te_bewaren_is_geeft_422_op_elk_tekstveld(
    app: Flask, client: Client, toneel: Toneel, teken: str
) -> None:
    gehad = 0
    for wie in ("eigenaar", "lid", "coördinator", "voorzitter", "beleid", "privacy"):
        browser = client(toneel.mensen[wie])
        kruiper = Kruiper(browser, toneel, Voliere())
        for formulier in _met_tekst(app, kruiper):
            for veld in [veld for veld in formulier.velden if veld.soort in ("text", "textarea")]:
                velden = [(ander.naam, teken if ander is veld else ander.waarde) for ander in formulier.te_vullen]
                code = browser.post(formulier.pad, data=als_lichaam(velden), content_type=_FORM).status_code
                assert code == 422, (formulier.pad, veld.naam, code)
                gehad += 1
    assert gehad > 100


def _met_tekst(app: Flask, kruiper: Kruiper) -> list[Webformulier]:
    return [f for f in _formulieren(app, kruiper) if not f.leeg and "versie" in {v.naam for v in f.velden}]


def test_elke_andere_tekst_komt_teken_voor_teken_terug(client: Client, toneel: Toneel) -> None:
    browser, casus = client(toneel.mensen["eigenaar"]), toneel.casussen["concept"]
    for tekst in [tekst for tekst in TEKSTEN if 0 < len(tekst.strip()) <= TITEL_TEKENS]:
        velden = [(naam, tekst) for naam in _GAAT_HEEN] + [("versie", str(casus.versie)), ("wil_aanwezig_zijn", "ja")]
        velden += [("knelpunten-0-toelichting", tekst), ("pogingen-0-uitkomst", tekst)]
        pad = f"/casussen/{casus.nummer}/schrijven"
        assert browser.post(pad, data=als_lichaam(velden), content_type=_FORM).status_code == 302, tekst
        toneel.handeling.sessie.refresh(casus)
        vraag = select(Knelpunt.toelichting).where(Knelpunt.casus_id == casus.id)
        terug = {getattr(casus, naam) for naam in _GAAT_HEEN} | set(toneel.handeling.sessie.scalars(vraag))
        toneel.handeling.sessie.commit()
        assert terug == {tekst.replace("\r\n", "\n")}
