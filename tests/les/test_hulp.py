"""A les that helps makes a tafel unnecessary; the screens of precedents show what is published, and nothing else."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from maatwerk.account.models import Medewerker
from maatwerk.bewaring.rules import Omvang
from maatwerk.bewaring.vernietiging import vernietig
from maatwerk.casus.models import Casus
from maatwerk.casus.queries import zichtbaar_voor
from maatwerk.casus.rules import Status
from maatwerk.kern.beleid import BELEID
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Recht, Rol
from maatwerk.les import commands, vrijgave
from maatwerk.les.index import indexeer, tellingen
from maatwerk.les.models import Hulp, Les, Lesindex, Termtelling
from maatwerk.les.poort import Vraag
from maatwerk.les.precedenten import list_precedenten, vraag_van
from maatwerk.les.rules import Kenmerksoort, Lesstatus
from maatwerk.les.samenvatting import hield_stand, weging_in_een_zin
from maatwerk.les.termen import artikelterm
from maatwerk.logboek.models import Logregel
from tests.bouw import bouw_casus, bouw_medewerker
from tests.les.bouw import bouw_les, bouw_register, laat_uitgaan
from tests.les.conftest import Als, Mensen

Client = Callable[[Medewerker], FlaskClient]


@pytest.fixture
def concept(handeling: Handeling, mensen: Mensen) -> Casus:
    return bouw_casus(handeling, mensen.indiener, Status.CONCEPT)


@pytest.fixture
def uit(handeling: Handeling, mensen: Mensen) -> Les:
    """Publish a les about a man without an address."""
    return bouw_les(
        handeling,
        mensen.voorzitter,
        titel="Briefadres binnen een week",
        wat_speelde="Een man zonder adres kreeg geen uitkering en sliep bij kennissen.",
        doorbraak="Een briefadres en een voorschot.",
        weging="Legitimiteit: Het mag.\n\nWeging: Rendement knelt het meest. Dat is uit te leggen.",
        houdt_stand="Niveau casus: gelukt",
        kenmerken={Kenmerksoort.WET: ["PW", "Wet BRP"], Kenmerksoort.KNELPUNTTYPE: ["wederzijdse wachtvoorwaarde"]},
    )


def test_een_les_in_een_paar_regels() -> None:
    assert weging_in_een_zin("Legitimiteit: Het mag.\n\nWeging: Rendement knelt. Dus zo.") == "Rendement knelt."
    assert weging_in_een_zin("") == ""
    assert weging_in_een_zin("woord " * 100).endswith(" …")
    assert hield_stand("Niveau casus: gelukt\n\nNiveau lokaal: deels gelukt") == (
        "Niveau casus: gelukt · Niveau lokaal: deels gelukt"
    )
    assert hield_stand("") == "Dat is nog niet bekend."


def test_alleen_wat_gepubliceerd_is_wordt_gevonden(
    handeling: Handeling, als: Als, mensen: Mensen, concept: Casus
) -> None:
    """Through the whole gate: nothing before it is out, nothing after it came back."""
    ander = bouw_casus(handeling, mensen.indiener, Status.AFGESLOTEN)
    les = commands.ontwerp_les(als(mensen.voorzitter), ander)
    for veld in ("botsing", "geleerd"):
        setattr(les, veld, "Zonder briefadres geen uitkering.")
    vraag = vraag_van(concept)
    bouw_register(handeling)
    stappen: tuple[Callable[[], None], ...] = (
        lambda: vrijgave.controleer(als(mensen.tweede), les, tuple(Vraag)),
        lambda: vrijgave.stem_in(als(mensen.indiener), les),
        lambda: vrijgave.publiceer(als(mensen.tweede), les),
        lambda: laat_uitgaan(handeling, les),
    )
    for stap in stappen:
        assert list_precedenten(als(mensen.indiener), vraag) == [], les.status
        stap()
    (gevonden,) = list_precedenten(als(mensen.indiener), vraag)
    assert (gevonden.les, gevonden.sterk) == (les, True)
    assert tellingen(handeling, ["artikel=pw_40"]), "the article of the casus finds it too"
    vrijgave.trek_in(als(mensen.voorzitter), les, "Een buur herkende het verhaal.")
    assert list_precedenten(als(mensen.indiener), vraag) == []
    assert handeling.sessie.scalars(select(Lesindex)).all() == []
    assert handeling.sessie.scalars(select(Termtelling)).all() == []


def test_een_artikel_weegt_mee(handeling: Handeling, mensen: Mensen, concept: Casus) -> None:
    kenmerken = {Kenmerksoort.WET: ["PW"]}
    lessen = [bouw_les(handeling, mensen.voorzitter, kenmerken=kenmerken) for _ in range(4)]
    indexeer(handeling, lessen[2], [artikelterm("PW", "40")])
    assert list_precedenten(handeling, vraag_van(concept))[0].les is lessen[2]


def test_het_fragment_toont_lessen_en_bewaart_geen_woord(
    client: Client, handeling: Handeling, mensen: Mensen, uit: Les
) -> None:
    bouw_les(handeling, mensen.voorzitter, Lesstatus.CONCEPT, titel="Geheime kwikstaart zonder adres")
    bouw_casus(handeling, mensen.indiener, titel="Andermans kwikstaart zonder adres")
    browser = client(bouw_medewerker(handeling, (Rol.INDIENER, "")))
    velden = {
        "situatie": "Hij slaapt bij kennissen zonder adres",
        "knelpunten-0-regels-0-wet": "PW",
        "knelpunten-0-regels-0-artikel": "40\x00",
        "knelpunten-0-soort": "Xhemile \x00",
        "leefgebieden": ["wonen", "het huis van Xhemile"],
    }
    antwoord = browser.post("/lessen/precedenten", data=velden)
    assert antwoord.status_code == 200
    for tekst in (uit.titel, "Rendement knelt het meest.", "Niveau casus: gelukt", "1 les lijkt op deze casus"):
        assert tekst in antwoord.text, tekst
    for niet in ("kwikstaart", "Xhemile", "kennissen"):
        assert niet not in antwoord.text, niet
    assert list(handeling.sessie.scalars(select(Logregel.wat).where(Logregel.wat.startswith("les.")))) == [
        "les.gezocht"
    ]
    handeling.sessie.commit()
    assert "nog geen les" in browser.post("/lessen/precedenten", data={}).text


def test_verder_geholpen_is_een_uitkomst_die_blijft_tellen(
    client: Client, handeling: Handeling, mensen: Mensen, concept: Casus, uit: Les
) -> None:
    browser = client(mensen.indiener)
    pagina = browser.get(f"/casussen/{concept.nummer}/lessen").text
    assert "Dit helpt mij verder, ik dien niet in" in pagina
    antwoord = browser.post(f"/casussen/{concept.nummer}/geholpen", data={"les": uit.code}, follow_redirects=True)
    assert "verder geholpen" in antwoord.text
    handeling.sessie.rollback()
    handeling.sessie.refresh(concept)
    assert (concept.status, concept.ingediend_op) == (Status.GEHOLPEN, None)
    assert concept.afgesloten_op is not None
    for wie, recht in [(mensen.voorzitter, Recht.CASUS_LEZEN), (mensen.privacy, Recht.BEWAARPLICHT_ZETTEN)]:
        assert wie.toewijzingen[0].rol in BELEID[recht]
    vernietig(handeling.sessie, [concept.id], Omvang.ALLES)
    (hulp,) = handeling.sessie.scalars(select(Hulp))
    assert (hulp.casus_id, hulp.les_id) == (None, uit.id)
    assert hulp.kwartaal


def test_een_casus_die_niet_is_ingediend_blijft_van_de_indiener(handeling: Handeling, als: Als, mensen: Mensen) -> None:
    casus = bouw_casus(handeling, mensen.indiener, Status.GEHOLPEN)
    coordinator = bouw_medewerker(handeling, (Rol.COORDINATOR, "ondiep"))
    ziet = {mensen.indiener: True, mensen.voorzitter: False, coordinator: False}
    for wie, mag in ziet.items():
        gevonden = handeling.sessie.scalars(zichtbaar_voor(als(wie))).all()
        assert (casus in gevonden) is mag, wie.toewijzingen[0].rol
    for recht in (Recht.BREEKGLAS_GEBRUIKEN, Recht.BEWAARPLICHT_ZETTEN, Recht.LOGBOEK_LEZEN):
        for wie in (mensen.elders, mensen.privacy, mensen.voorzitter):
            assert casus not in handeling.sessie.scalars(zichtbaar_voor(als(wie), recht)).all()


@pytest.mark.parametrize("status", [Status.INGEDIEND, Status.GEHOLPEN])
def test_alleen_een_concept_kan_verder_geholpen_zijn(
    client: Client, handeling: Handeling, mensen: Mensen, uit: Les, status: Status
) -> None:
    casus = bouw_casus(handeling, mensen.indiener, status)
    antwoord = client(mensen.indiener).post(f"/casussen/{casus.nummer}/geholpen", data={"les": uit.code})
    assert antwoord.status_code == 409


def test_een_les_die_er_niet_meer_is_helpt_niet_en_kost_niets(
    client: Client, handeling: Handeling, mensen: Mensen, concept: Casus
) -> None:
    weg = bouw_les(handeling, mensen.voorzitter, Lesstatus.INGETROKKEN)
    antwoord = client(mensen.indiener).post(
        f"/casussen/{concept.nummer}/geholpen", data={"les": weg.code}, follow_redirects=True
    )
    assert "Deze les is er niet meer" in antwoord.text
    handeling.sessie.rollback()
    handeling.sessie.refresh(concept)
    assert concept.status is Status.CONCEPT


def test_een_les_die_er_sterk_op_lijkt_staat_in_de_stap_voor_het_indienen(
    client: Client, mensen: Mensen, concept: Casus, uit: Les
) -> None:
    pagina = client(mensen.indiener).get(f"/casussen/{concept.nummer}/indienen").text
    assert "Misschien is er geen tafel nodig" in pagina
    assert uit.titel in pagina
