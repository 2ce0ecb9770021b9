"""The page with what is left to do, and the forms on it."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from maatwerk.account.models import Medewerker
from maatwerk.casus.models import Casus
from maatwerk.kern.handeling import Handeling
from maatwerk.les.models import Les
from maatwerk.les.rules import Lesstatus
from tests.les.bouw import bouw_les, bouw_register, bouw_verhaal
from tests.les.conftest import Mensen

Client = Callable[[Medewerker], FlaskClient]


@pytest.fixture
def verhaal(handeling: Handeling, mensen: Mensen) -> Casus:
    bouw_register(handeling, leefgebieden=["wonen"])
    return bouw_verhaal(handeling, mensen.indiener, "Fatma belt.", kinderen="2")


@pytest.fixture
def concept(handeling: Handeling, mensen: Mensen, verhaal: Casus) -> Les:
    return bouw_les(
        handeling,
        mensen.voorzitter,
        Lesstatus.CONCEPT,
        casus=verhaal,
        geleerd="Vraag Roos. Bel 06-12345678.",
        wat_speelde="Iets.",
        houdt_stand="Ja.",
    )


def _vers(handeling: Handeling, les: Les) -> Les:
    handeling.sessie.commit()
    handeling.sessie.refresh(les)
    handeling.sessie.commit()
    return les


def test_de_bladzijde_zegt_wat_er_nog_moet_en_beslist_in_een_keer(
    handeling: Handeling, client: Client, mensen: Mensen, concept: Les
) -> None:
    browser, pad = client(mensen.voorzitter), f"/lessen/{concept.code}/vrijgave"
    pagina = browser.get(pad).text
    for stuk in ("Beslis over elke vondst", "<mark>Roos</mark>", "dit moet weg", 'aria-current="step"', "Waarom:"):
        assert stuk in pagina
    versie = {"versie": str(_vers(handeling, concept).versie)}
    adres = f"/lessen/{concept.code}/vondsten"
    leeg = browser.post(adres, data=versie | {"keuze0": "niemand", "keuze1": "vervang"})
    assert leeg.status_code == 422
    assert "Schrijf op waarom dit niemand aanwijst" in leeg.text
    hard = browser.post(adres, data=versie | {"keuze1": "niemand", "reden1": "Mag."})
    assert hard.status_code == 422
    assert _vers(handeling, concept).geleerd == "Vraag Roos. Bel 06-12345678."
    goed = browser.post(adres, data=versie | {"keuze0": "niemand", "reden0": "Een bloem.", "keuze1": "vervang"})
    assert goed.status_code == 302
    assert _vers(handeling, concept).geleerd == "Vraag Roos. Bel (nummer weggelaten)."
    pagina = browser.get(pad).text
    assert "Er is niets meer om over te beslissen" in pagina
    assert "Een bloem." in pagina
    assert browser.post(adres, data=versie).status_code == 409, "an old page"


def test_de_controleur_ziet_de_reden_en_kan_niet_voor_er_is_beslist(
    handeling: Handeling, client: Client, mensen: Mensen, concept: Les
) -> None:
    pagina = client(mensen.privacy).get(f"/lessen/{concept.code}/controleren").text
    assert "Over 2 vondsten is nog niet beslist" in pagina
    assert "Wat de les vertelt over wie het gaat" in pagina
    antwoorden = dict.fromkeys(("inwoner", "buurman", "collega", "uniek"), "y")
    antwoord = client(mensen.privacy).post(
        f"/lessen/{concept.code}/controleren", data={"versie": str(concept.versie), **antwoorden}
    )
    assert antwoord.status_code == 422, "a hard one is there still"
    assert _vers(handeling, concept).status is Lesstatus.CONCEPT


def test_naast_de_casus_staat_wat_weg_en_nieuw_is_ook_zonder_kleur(
    client: Client, mensen: Mensen, concept: Les
) -> None:
    for pad in ("schrijven", "controleren"):
        pagina = client(mensen.tweede).get(f"/lessen/{concept.code}/{pad}").text
        assert "<del><span" in pagina
        assert "(weggelaten:)" in pagina
        assert "Doorgestreept" in pagina
    assert "(nieuw:)" in pagina
    assert "(weggelaten:)" not in client(mensen.privacy).get(f"/lessen/{concept.code}/controleren").text


def test_kenmerken_worden_ruimer_maar_nooit_verzonnen(
    handeling: Handeling, client: Client, mensen: Mensen, concept: Les
) -> None:
    browser, adres = client(mensen.voorzitter), f"/lessen/{concept.code}/kenmerken"
    versie = {"versie": str(_vers(handeling, concept).versie)}
    keuze = {"wijk": "Utrecht", "huishouden": "", "leeftijd": "", "kinderen": "2", "periode": "2026"}
    assert browser.post(adres, data=versie | keuze | {"kinderen": "3+"}).status_code == 422
    antwoord = browser.post(adres, data=versie | keuze, follow_redirects=True)
    assert "1 van de nodige 5" in antwoord.text
    versie = {"versie": str(_vers(handeling, concept).versie)}
    antwoord = browser.post(adres, data=versie | {"voorstel": "ja"}, follow_redirects=True)
    assert "Dat is genoeg" in antwoord.text
    assert concept.profiel is not None
    assert _vers(handeling, concept).profiel.kinderen == ""  # type: ignore[union-attr]


def test_bezwaar_maken_op_het_scherm(handeling: Handeling, client: Client, mensen: Mensen, verhaal: Casus) -> None:
    les = bouw_les(handeling, mensen.voorzitter, Lesstatus.GECONTROLEERD, casus=verhaal)
    browser, adres = client(mensen.indiener), f"/lessen/{les.code}/bezwaar"
    assert f"{les.reageer_tot:%d-%m-%Y}" in browser.get(f"/lessen/{les.code}").text
    assert browser.get(adres).status_code == 200
    versie = {"versie": str(_vers(handeling, les).versie)}
    assert browser.post(adres, data=versie | {"reden": " "}).status_code == 422
    assert browser.post(adres, data=versie | {"reden": "De hond is te herkennen."}).status_code == 302
    for pad in ("vrijgave", "schrijven"):
        assert "De hond is te herkennen." in client(mensen.tweede).get(f"/lessen/{les.code}/{pad}").text
    assert "De hond" not in client(mensen.privacy).get(f"/lessen/{les.code}/controleren").text
    assert browser.get(f"/lessen/{les.code}").status_code == 404


@pytest.mark.parametrize("status", Lesstatus)
def test_de_bladzijde_opent_in_elke_stand(
    handeling: Handeling, client: Client, mensen: Mensen, verhaal: Casus, status: Lesstatus
) -> None:
    les = bouw_les(handeling, mensen.voorzitter, status, casus=verhaal)
    assert client(mensen.voorzitter).get(f"/lessen/{les.code}/vrijgave").status_code == 200
    assert client(mensen.elders).get(f"/lessen/{les.code}/vrijgave").status_code == 404
