"""A casus that is there already is named before handing in; who may not read it learns its number and status only."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from maatwerk.account.models import Medewerker
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import UITGANG, Status
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.logboek.models import Logregel
from tests.bouw import bouw_casus, bouw_medewerker
from tests.casus.test_schrijven import VOLLEDIG

Client = Callable[[Medewerker], FlaskClient]
VERHAAL = "Een alleenstaande vader met schulden wordt ontruimd terwijl zijn huurtoeslag door verrekening is gestopt."


@pytest.fixture
def indiener(handeling: Handeling) -> Medewerker:
    return bouw_medewerker(handeling, (Rol.INDIENER, ""))


@pytest.fixture
def collega(handeling: Handeling) -> Medewerker:
    return bouw_medewerker(handeling, (Rol.INDIENER, ""), naam="Carla Collega")


@pytest.fixture
def casus(handeling: Handeling, indiener: Medewerker) -> Casus:
    return bouw_casus(handeling, indiener, Status.CONCEPT, situatie=VERHAAL)


def _stap(browser: FlaskClient, casus: Casus) -> str:
    return browser.get(f"/casussen/{casus.nummer}/indienen").text


def test_van_de_casus_van_een_collega_zie_je_alleen_nummer_en_status(
    client: Client, handeling: Handeling, indiener: Medewerker, collega: Medewerker, casus: Casus
) -> None:
    kanarie = "Kwikstaartverhaal"
    ander = bouw_casus(handeling, collega, Status.GEREED, situatie=f"{VERHAAL} {kanarie}", titel=f"Titel {kanarie}")
    pagina = _stap(client(indiener), casus)
    assert f"Een collega heeft een casus die hierop lijkt: {ander.nummer}, gereed voor tafel." in pagina
    for niet in (kanarie, "Carla", f"/casussen/{ander.nummer}"):
        assert niet not in pagina, niet
    vraag = select(Logregel.wie).where(Logregel.wat == "casus.dubbel_genoemd", Logregel.object_id == ander.id)
    assert handeling.sessie.scalars(vraag).all() == [indiener.id]


def test_een_eigen_casus_die_erop_lijkt_is_te_openen(
    client: Client, handeling: Handeling, indiener: Medewerker, casus: Casus
) -> None:
    ander = bouw_casus(handeling, indiener, Status.CONCEPT, situatie=VERHAAL, titel="Vader wordt ontruimd")
    pagina = _stap(client(indiener), casus)
    assert f'href="/casussen/{ander.nummer}"' in pagina
    assert "Vader wordt ontruimd" in pagina


def test_wat_niet_dubbel_kan_zijn_wordt_niet_genoemd(
    client: Client, handeling: Handeling, indiener: Medewerker, collega: Medewerker, casus: Casus
) -> None:
    bouw_casus(handeling, collega, Status.CONCEPT, situatie=VERHAAL)
    bouw_casus(handeling, collega, Status.GEREED, situatie=VERHAAL, organisatie="Lister")
    for status in UITGANG:
        bouw_casus(handeling, indiener, status, situatie=VERHAAL)
    pagina = _stap(client(indiener), casus)
    assert "Is deze casus er al?" not in pagina


def test_met_een_dubbele_casus_kom_je_eerst_bij_de_stap_en_kun_je_toch_indienen(
    client: Client, handeling: Handeling, indiener: Medewerker, collega: Medewerker
) -> None:
    bouw_casus(handeling, collega, Status.GEREED, situatie=VERHAAL)
    browser = client(indiener)
    antwoord = browser.post(
        "/casussen/nieuw", data=VOLLEDIG | {"situatie": VERHAAL, "indienen": "1"}, follow_redirects=True
    )
    assert "Is deze casus er al?" in antwoord.text
    casus = handeling.sessie.scalars(select(Casus).where(Casus.indiener_id == indiener.id)).one()
    statussen = [casus.status]
    handeling.sessie.commit()  # on SQLite a session that reads keeps writers waiting
    browser.post(f"/casussen/{casus.nummer}/indienen", data={"versie": str(casus.versie), "dien_in": "1"})
    handeling.sessie.rollback()
    handeling.sessie.refresh(casus)
    assert [*statussen, casus.status] == [Status.CONCEPT, Status.INGEDIEND]


def test_hetzelfde_kenmerk_noemt_de_casus_die_het_al_heeft(
    client: Client, handeling: Handeling, indiener: Medewerker, collega: Medewerker
) -> None:
    ander = bouw_casus(handeling, collega, Status.GEREED, bronkenmerk="K-1")
    concept = bouw_casus(handeling, collega, Status.CONCEPT, bronkenmerk="K-2")
    browser = client(indiener)
    antwoord = browser.post("/casussen/nieuw", data=VOLLEDIG | {"bronkenmerk": "K-1"})
    assert antwoord.status_code == 422
    assert f"{ander.nummer} (gereed voor tafel)" in antwoord.text
    antwoord = browser.post("/casussen/nieuw", data=VOLLEDIG | {"bronkenmerk": "K-2"})
    assert antwoord.status_code == 422
    assert concept.nummer not in antwoord.text, "a concept is between its indiener and nobody"
