"""The lessen for everybody: only where a gemeente wants it, only what an export has too, the same for each visitor."""

from collections.abc import Callable
from dataclasses import replace

import msgspec
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from maatwerk.account.models import Medewerker
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.les import vrijgave
from maatwerk.les.rules import Kenmerksoort, Lesstatus
from maatwerk.logboek.models import Logregel
from tests.bouw import bouw_medewerker
from tests.les.bouw import bouw_les

Als = Callable[[Medewerker], Handeling]
TEKST = "Een briefadres in een week."


def _zet(app: Flask, **keuzes: bool) -> FlaskClient:
    """Open the lessen of this application to everybody."""
    huis = app.extensions["maatwerk"]
    algemeen = huis.instellingen.algemeen
    openbaar = msgspec.structs.replace(algemeen.openbaar, **keuzes)
    instellingen = msgspec.structs.replace(
        huis.instellingen, algemeen=msgspec.structs.replace(algemeen, openbaar=openbaar)
    )
    app.extensions["maatwerk"] = replace(huis, instellingen=instellingen)
    return app.test_client()


@pytest.fixture
def bezoeker(app: Flask) -> FlaskClient:
    """Give somebody without an account, where the lessen are open."""
    return _zet(app, lessen=True)


def test_de_openbare_bladzijde_bestaat_niet_tenzij_de_gemeente_haar_aanzet(app: Flask, handeling: Handeling) -> None:
    les = bouw_les(handeling, bouw_medewerker(handeling))
    handeling.sessie.commit()
    for pad in ("/openbaar/lessen", f"/openbaar/lessen/{les.code}"):
        uit, bestaat_niet = app.test_client().get(pad), app.test_client().get("/openbaar/onzin")
        assert (uit.status_code, uit.data) == (404, bestaat_niet.data)


def test_iedereen_leest_en_zoekt_wat_gepubliceerd_is_en_niets_anders(
    handeling: Handeling, bezoeker: FlaskClient
) -> None:
    schrijver = bouw_medewerker(handeling)
    lessen = {status: bouw_les(handeling, schrijver, status, titel=f"Titel {status}") for status in Lesstatus}
    handeling.sessie.commit()
    pagina = bezoeker.get("/openbaar/lessen?woorden=titels").text
    assert "1 les past." in pagina
    for status, les in lessen.items():
        uit = status is Lesstatus.GEPUBLICEERD
        assert (f"Titel {status}" in pagina) is uit
        assert bezoeker.get(f"/openbaar/lessen/{les.code}").status_code == (200 if uit else 404)
    assert "Gebruik minder woorden" in bezoeker.get("/openbaar/lessen?woorden=kwikstaart").text
    assert bezoeker.get("/openbaar/lessen?wet=onzin").status_code == 422


def test_een_ingetrokken_les_is_meteen_weg(handeling: Handeling, als: Als, bezoeker: FlaskClient) -> None:
    les = bouw_les(handeling, bouw_medewerker(handeling), titel="Een kwikstaart")
    vrijgave.trek_in(als(bouw_medewerker(handeling, (Rol.PRIVACY, ""))), les, "Een buur herkende het verhaal.")
    handeling.sessie.commit()
    assert bezoeker.get(f"/openbaar/lessen/{les.code}").status_code == 404
    for adres in ("/openbaar/lessen", "/openbaar/lessen?woorden=kwikstaart"):
        assert "<article" not in bezoeker.get(adres).text


def test_een_keuze_of_kwartaal_van_te_weinig_lessen_is_niet_te_zien_en_niet_te_vinden(
    handeling: Handeling, bezoeker: FlaskClient
) -> None:
    schrijver = bouw_medewerker(handeling)
    vier = [bouw_les(handeling, schrijver, kenmerken={Kenmerksoort.WET: ["PW", "Wlz"]}) for _ in range(4)]
    handeling.sessie.commit()
    alles = bezoeker.get(f"/openbaar/lessen/{vier[0].code}").text
    assert not [woord for woord in ("Participatiewet", "PW", "Wlz", "2026-K4") if woord in alles]
    assert "<article" not in bezoeker.get("/openbaar/lessen?wet=PW").text
    bouw_les(handeling, schrijver, kenmerken={Kenmerksoort.WET: ["PW"]})
    handeling.sessie.commit()
    alles = bezoeker.get(f"/openbaar/lessen/{vier[0].code}").text
    assert "PW" in alles
    assert "2026-K4" in alles
    assert "Wlz" not in alles
    assert bezoeker.get("/openbaar/lessen?wet=PW").text.count("<article") == 5
    assert "<article" not in bezoeker.get("/openbaar/lessen?wet=Wlz").text


def test_de_bladzijde_is_voor_iedereen_dezelfde_zonder_cookie_en_mag_bewaard_worden(
    app: Flask, handeling: Handeling, client: Callable[[Medewerker], FlaskClient], bezoeker: FlaskClient
) -> None:
    les = bouw_les(handeling, bouw_medewerker(handeling))
    aangemeld = client(bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep")))
    for pad in ("/openbaar/lessen", "/openbaar/lessen?woorden=tekst", f"/openbaar/lessen/{les.code}"):
        antwoord = bezoeker.get(pad)
        assert antwoord.data == aangemeld.get(pad).data
        assert antwoord.headers["Cache-Control"] == "public, max-age=60"
        assert "Set-Cookie" not in antwoord.headers
        assert "Cookie" not in antwoord.headers.get("Vary", "")
        assert antwoord.headers["X-Robots-Tag"] == "noindex"
        merk = {"If-None-Match": antwoord.headers["ETag"]}
        assert bezoeker.get(pad, headers=merk).status_code == 304
    assert "X-Robots-Tag" not in _zet(app, zoekmachines=True).get("/openbaar/lessen").headers


def test_een_bezoek_zonder_account_laat_niets_achter(handeling: Handeling, bezoeker: FlaskClient) -> None:
    bouw_les(handeling, bouw_medewerker(handeling))
    handeling.sessie.commit()
    bezoeker.get("/openbaar/lessen?woorden=tekst")
    assert handeling.sessie.scalar(select(func.count()).select_from(Logregel)) == 0


def test_wat_niet_in_de_lijst_van_de_export_staat_staat_niet_op_de_bladzijde(
    handeling: Handeling, bezoeker: FlaskClient
) -> None:
    schrijver = bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep"), naam="Kwikstaart de Schrijver")
    les = bouw_les(handeling, schrijver, geleerd=TEKST)
    handeling.sessie.commit()
    alles = bezoeker.get("/openbaar/lessen").text + bezoeker.get(f"/openbaar/lessen/{les.code}").text
    assert TEKST in alles
    assert not [woord for woord in ("Kwikstaart", "Ondiep", "MT-", "gepubliceerd door") if woord in alles]
