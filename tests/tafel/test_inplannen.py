"""Planning several casussen in one act: all or nothing, with a reason for each that does not fit."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from maatwerk.account.models import Medewerker
from maatwerk.casus.rules import Status
from maatwerk.kern.fouten import Invoerfout
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.tafel.commands import plan_in
from maatwerk.tafel.queries import list_klaar
from tests.bouw import bouw_casus, bouw_medewerker, bouw_zitting

Client = Callable[[Medewerker], FlaskClient]
Als = Callable[[Medewerker], Handeling]


@pytest.fixture
def planner(handeling: Handeling) -> Medewerker:
    return bouw_medewerker(handeling, (Rol.COORDINATOR, "ondiep"), (Rol.COORDINATOR, "zuilen"))


def test_twee_casussen_gaan_in_een_keer_op_een_zitting(
    handeling: Handeling, planner: Medewerker, client: Client
) -> None:
    casussen = [bouw_casus(handeling, status=Status.GEREED) for _ in range(2)]
    zitting = bouw_zitting(handeling, slots=3)
    browser = client(planner)
    assert "3 van 3 plekken vrij" in browser.get("/zittingen/inplannen").text
    data = {"zitting": str(zitting.id), "casussen": [casus.nummer for casus in casussen]}
    assert browser.post("/zittingen/inplannen", data=data).headers["Location"] == f"/zittingen/{zitting.id}"
    pagina = browser.get(f"/zittingen/{zitting.id}").text
    assert "2 van 3 plekken" in pagina
    assert all(casus.nummer in pagina for casus in casussen)


def test_past_er_een_niet_dan_gaat_er_geen_een_op_de_agenda_en_staat_er_waarom(
    handeling: Handeling, planner: Medewerker, client: Client
) -> None:
    goed = bouw_casus(handeling, status=Status.GEREED)
    elders = bouw_casus(handeling, status=Status.GEREED, tafel="zuilen")
    te_laat = bouw_casus(handeling, status=Status.INGEDIEND)
    zitting = bouw_zitting(handeling, slots=2)
    browser = client(planner)
    nummers = [casus.nummer for casus in (goed, elders, te_laat)]
    antwoord = browser.post("/zittingen/inplannen", data={"zitting": str(zitting.id), "casussen": nummers})
    assert antwoord.status_code == 422
    assert f"{elders.nummer} hoort bij een andere tafel dan deze zitting." in antwoord.text
    assert f"{te_laat.nummer} is nu &#39;ingediend&#39;" in antwoord.text
    assert "maar er zijn 2 plekken vrij" in antwoord.text
    assert "0 van 2 plekken" in browser.get(f"/zittingen/{zitting.id}").text


def test_zonder_keuze_zegt_het_scherm_wat_er_nog_moet(
    handeling: Handeling, planner: Medewerker, client: Client
) -> None:
    bouw_casus(handeling, status=Status.GEREED)
    bouw_zitting(handeling)
    antwoord = client(planner).post("/zittingen/inplannen", data={})
    assert antwoord.status_code == 422
    assert "Kies een zitting." in antwoord.text
    assert "Kies minstens één casus." in antwoord.text


def test_een_casus_of_zitting_van_een_andere_tafel_bestaat_hier_niet(
    handeling: Handeling, planner: Medewerker, client: Client
) -> None:
    vreemd = bouw_casus(handeling, status=Status.GEREED, tafel="kanaleneiland")
    zitting = bouw_zitting(handeling)
    data = {"zitting": str(zitting.id), "casussen": [vreemd.nummer]}
    browser = client(planner)
    assert vreemd.nummer not in browser.get("/zittingen/inplannen").text
    assert browser.post("/zittingen/inplannen", data=data).status_code == 404
    assert browser.post("/zittingen/inplannen", data={"zitting": "onzin", "casussen": ["onzin"]}).status_code == 422


def test_dezelfde_casus_kan_niet_twee_keer_op_een_zitting(handeling: Handeling, als: Als, planner: Medewerker) -> None:
    casus = bouw_casus(handeling, status=Status.INGEPLAND)
    zitting = bouw_zitting(handeling, casus)
    casus.status = Status.GEREED
    with pytest.raises(Invoerfout, match="staat al op deze agenda"):
        plan_in(als(planner), zitting, [casus])


def test_de_lijst_van_wat_klaar_is_bladert_zonder_iets_over_te_slaan(
    handeling: Handeling, als: Als, planner: Medewerker
) -> None:
    alle = [
        bouw_casus(handeling, status=Status.GEREED, spoed_gevolg="Afsluiting" if nr % 4 == 0 else "")
        for nr in range(30)
    ]
    eerste = list_klaar(als(planner))
    rest = list_klaar(als(planner), eerste[-1].id)
    assert all(casus.spoed for casus in eerste[:8])
    assert {casus.id for casus in [*eerste, *rest]} == {casus.id for casus in alle}
    assert (len(eerste), len(rest)) == (25, 5)
