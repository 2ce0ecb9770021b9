"""The screens of a les: what they show, what they keep, what they refuse."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from maatwerk.account.models import Medewerker
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.les.models import Les
from maatwerk.les.poort import Vraag
from maatwerk.les.rules import Lesstatus
from maatwerk.logboek.models import Logregel
from tests.bouw import bouw_casus, bouw_medewerker
from tests.les.bouw import bouw_les, bouw_register, bouw_verhaal, laat_uitgaan

Client = Callable[[Medewerker], FlaskClient]
TEKST = {
    "titel": "Titel",
    "wat_speelde": "Wat",
    "botsing": "Botsing",
    "bedoeling": "",
    "doorbraak": "",
    "weging": "",
    "geleerd": "Geleerd",
    "houdt_stand": "",
}


def _les(handeling: Handeling, code: str) -> Les:
    """Give the les as it is stored now, and let go of the database: the test holds it locked otherwise."""
    vers = select(Les).where(Les.code == code).execution_options(populate_existing=True)
    les = handeling.sessie.scalars(vers).one()
    handeling.sessie.commit()
    return les


def test_de_hele_weg_op_het_scherm(handeling: Handeling, client: Client) -> None:
    indiener = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    voorzitter = bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep"))
    privacy = bouw_medewerker(handeling, (Rol.PRIVACY, ""))
    bouw_register(handeling)
    casus = bouw_verhaal(handeling, indiener, "Fatma wacht al lang.")

    schrijver = client(voorzitter)
    antwoord = schrijver.post(f"/casussen/{casus.nummer}/les")
    assert antwoord.status_code == 302
    code = antwoord.location.split("/")[2]
    pagina = schrijver.get(antwoord.location).text
    assert "Fatma" in pagina, "de schrijver ziet het origineel"
    assert "[naam]" in pagina, "en ernaast de les"

    controleur = client(privacy)
    assert code in controleur.get("/lessen").text
    pagina = controleur.get(f"/lessen/{code}/controleren").text
    assert "Fatma" not in pagina, "de privacy officer ziet de casus niet"
    versie = str(_les(handeling, code).versie)
    alles = {"versie": versie} | {vraag.value: "y" for vraag in Vraag}
    assert controleur.post(f"/lessen/{code}/controleren", data=alles).status_code == 302

    mede = client(indiener)
    assert code in mede.get("/lessen").text
    assert "Ik stem in" in mede.get(f"/lessen/{code}").text
    versie = str(_les(handeling, code).versie)
    assert mede.post(f"/lessen/{code}/instemmen", data={"versie": versie}).status_code == 302

    versie = str(_les(handeling, code).versie)
    assert schrijver.post(f"/lessen/{code}/publiceren", data={"versie": versie}).status_code == 302
    assert "gaat uit op" in schrijver.get(f"/lessen/{code}/vrijgave").text
    laat_uitgaan(handeling, _les(handeling, code))
    handeling.sessie.commit()
    assert code in client(bouw_medewerker(handeling, (Rol.LID, "ondiep"))).get("/lessen").text


def test_een_gepubliceerde_les_wijst_niet_terug_naar_de_casus(handeling: Handeling, client: Client) -> None:
    voorzitter = bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep"), naam="Hassan Voorzitter")
    indiener = bouw_medewerker(handeling, (Rol.INDIENER, ""), naam="Iris Indiener")
    casus = bouw_verhaal(handeling, indiener)
    les = bouw_les(handeling, voorzitter, casus=casus)
    lezer = client(bouw_medewerker(handeling, (Rol.LID, "ondiep"), naam="Lezer"))
    for pad in ("/lessen", f"/lessen/{les.code}"):
        pagina = lezer.get(pad)
        assert pagina.status_code == 200
        assert "2026-K4" in pagina.text
        for spoor in (casus.nummer, "Ondiep", "ondiep", "Hassan", "Iris", f"{handeling.nu:%d-%m-%Y}", 'datetime="'):
            assert spoor not in pagina.text, spoor


def test_de_indiener_van_een_andere_casus_krijgt_niet_gevonden(handeling: Handeling, client: Client) -> None:
    voorzitter = bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep"))
    casus = bouw_verhaal(handeling, bouw_medewerker(handeling, (Rol.INDIENER, "")))
    les = bouw_les(handeling, voorzitter, Lesstatus.GECONTROLEERD, casus=casus)
    ander = client(bouw_medewerker(handeling, (Rol.INDIENER, "")))
    assert ander.get(f"/lessen/{les.code}").status_code == 404
    assert ander.post(f"/lessen/{les.code}/instemmen", data={"versie": str(les.versie)}).status_code == 404


def test_de_voorzitter_van_een_andere_tafel_krijgt_niet_gevonden(handeling: Handeling, client: Client) -> None:
    voorzitter = bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep"))
    casus = bouw_verhaal(handeling, bouw_medewerker(handeling, (Rol.INDIENER, "")))
    les = bouw_les(handeling, voorzitter, casus=casus)
    elders = client(bouw_medewerker(handeling, (Rol.VOORZITTER, "zuilen")))
    assert elders.get(f"/lessen/{les.code}").status_code == 200
    for werk in ("schrijven", "controleren", "intrekken"):
        assert elders.get(f"/lessen/{les.code}/{werk}").status_code == 404
    assert elders.post(f"/lessen/{les.code}/publiceren", data={"versie": str(les.versie)}).status_code == 404
    assert elders.post(f"/casussen/{casus.nummer}/les").status_code == 404


@pytest.mark.parametrize("code", ["bestaatniet", "0000000g", "%00", "00000000", "a" * 400])
def test_een_code_die_niet_bestaat_geeft_niet_gevonden(handeling: Handeling, client: Client, code: str) -> None:
    assert client(bouw_medewerker(handeling, (Rol.LID, "ondiep"))).get(f"/lessen/{code}").status_code == 404


def test_de_schrijver_krijgt_bij_controleren_een_weigering(handeling: Handeling, client: Client) -> None:
    voorzitter = bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep"))
    casus = bouw_verhaal(handeling, bouw_medewerker(handeling, (Rol.INDIENER, "")))
    les = bouw_les(handeling, voorzitter, Lesstatus.CONCEPT, casus=casus)
    browser = client(voorzitter)
    beide = {"versie": str(les.versie), "inwoner": "y", "buurman": "y"}
    assert browser.get(f"/lessen/{les.code}/controleren").status_code == 409
    assert browser.post(f"/lessen/{les.code}/controleren", data=beide).status_code == 409
    assert _les(handeling, les.code).status is Lesstatus.CONCEPT


@pytest.mark.parametrize("vraag", Vraag)
def test_controleren_vraagt_elk_antwoord(handeling: Handeling, client: Client, vraag: Vraag) -> None:
    vinkjes = dict.fromkeys(set(Vraag) - {vraag}, "y")
    les = bouw_les(handeling, bouw_medewerker(handeling), Lesstatus.CONCEPT)
    browser = client(bouw_medewerker(handeling, (Rol.PRIVACY, "")))
    antwoord = browser.post(f"/lessen/{les.code}/controleren", data={"versie": str(les.versie), **vinkjes})
    assert antwoord.status_code == 422
    assert "Dit klopt nog niet" in antwoord.text
    assert _les(handeling, les.code).status is Lesstatus.CONCEPT


def test_wie_een_oudere_tekst_las_kan_daar_niet_mee_instemmen(handeling: Handeling, client: Client) -> None:
    indiener = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    casus = bouw_casus(handeling, indiener)
    les = bouw_les(handeling, bouw_medewerker(handeling), Lesstatus.GECONTROLEERD, casus=casus)
    browser = client(indiener)
    for versie in (str(les.versie + 1), "", "x"):
        assert browser.post(f"/lessen/{les.code}/instemmen", data={"versie": versie}).status_code == 409
    assert _les(handeling, les.code).ingestemd_op is None


def test_een_conflict_houdt_beide_teksten(handeling: Handeling, client: Client) -> None:
    voorzitter = bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep"))
    les = bouw_les(handeling, voorzitter, Lesstatus.CONCEPT, casus=bouw_casus(handeling), geleerd="Hun tekst")
    browser = client(voorzitter)
    antwoord = browser.post(f"/lessen/{les.code}/schrijven", data=TEKST | {"versie": "99", "geleerd": "Mijn tekst"})
    assert antwoord.status_code == 409
    assert "Hun tekst" in antwoord.text
    assert "Mijn tekst" in antwoord.text
    assert f'name="versie" type="hidden" value="{les.versie}"' in antwoord.text
    opnieuw = browser.post(f"/lessen/{les.code}/schrijven", data=TEKST | {"versie": str(les.versie)})
    assert opnieuw.status_code == 302


def test_wat_nog_wijst_op_iemand_staat_met_reden_bij_het_veld(handeling: Handeling, client: Client) -> None:
    voorzitter = bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep"))
    les = bouw_les(
        handeling, voorzitter, Lesstatus.CONCEPT, casus=bouw_casus(handeling), geleerd="Bel Fatma op 06-12345678."
    )
    pagina = client(voorzitter).get(f"/lessen/{les.code}/schrijven").text
    assert "<mark>Fatma</mark>" in pagina
    assert "dit moet weg" in pagina


def test_publiceren_met_een_hard_kenmerk_geeft_de_reden(handeling: Handeling, client: Client) -> None:
    voorzitter = bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep"))
    les = bouw_les(
        handeling,
        voorzitter,
        Lesstatus.GECONTROLEERD,
        casus=bouw_casus(handeling),
        ingestemd_op=handeling.nu,
        geleerd="Mail jan@voorbeeld.nl.",
    )
    antwoord = client(voorzitter).post(f"/lessen/{les.code}/publiceren", data={"versie": str(les.versie)})
    assert antwoord.status_code == 422
    assert "e-mailadres" in antwoord.text
    assert "jan@voorbeeld.nl" not in antwoord.text
    assert _les(handeling, les.code).status is Lesstatus.GECONTROLEERD


def test_intrekken_op_het_scherm_vraagt_een_reden(handeling: Handeling, client: Client) -> None:
    voorzitter = bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep"))
    les = bouw_les(handeling, voorzitter, casus=bouw_casus(handeling))
    browser = client(voorzitter)
    pad = f"/lessen/{les.code}/intrekken"
    assert browser.get(pad).status_code == 200
    assert browser.post(pad, data={"reden": " "}).status_code == 422
    assert browser.post(pad, data={"reden": "Een buur herkende het."}).status_code == 302
    assert "Een buur herkende het." in browser.get(f"/lessen/{les.code}").text
    assert browser.get(pad).status_code == 409


def test_de_zoekwoorden_komen_niet_in_het_logboek(handeling: Handeling, client: Client) -> None:
    bouw_les(handeling, bouw_medewerker(handeling), geleerd="Eén loket.")
    browser = client(bouw_medewerker(handeling, (Rol.LID, "ondiep")))
    gevonden = browser.get("/lessen?woorden=loket+EEN&wet=PW").text
    assert "Tekst over titel" in gevonden
    assert "2026-K4 · PW" in gevonden
    assert "Geen les gevonden" in browser.get("/lessen?woorden=kwibus").text
    regels = handeling.sessie.scalars(select(Logregel).where(Logregel.wat == "les.gezocht")).all()
    assert len(regels) == 2
    assert all((regel.object_soort, regel.object_id) == ("", None) for regel in regels)


@pytest.mark.parametrize("vraag", ["wet=bestaatniet", "niveau=x", "woorden=%00", "woorden=" + "a" * 300])
def test_een_onmogelijke_zoekvraag_geeft_een_uitleg(handeling: Handeling, client: Client, vraag: str) -> None:
    antwoord = client(bouw_medewerker(handeling, (Rol.LID, "ondiep"))).get(f"/lessen?{vraag}")
    assert antwoord.status_code == 422
    assert "Dit klopt nog niet" in antwoord.text


def test_lezen_van_een_les_staat_in_het_logboek(handeling: Handeling, client: Client) -> None:
    les = bouw_les(handeling, bouw_medewerker(handeling))
    client(bouw_medewerker(handeling, (Rol.LID, "ondiep"))).get(f"/lessen/{les.code}")
    geteld = select(func.count()).where(Logregel.wat == "les.gelezen", Logregel.object_id == les.id)
    assert handeling.sessie.scalar(geteld) == 1
