"""The besluit of the tafel: what each outcome asks, and where the casus goes next."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from maatwerk.account.models import Medewerker
from maatwerk.casus.rules import Status
from maatwerk.doorbraak.commands import neem_besluit
from maatwerk.doorbraak.ladder import Trede
from maatwerk.doorbraak.models import Besluit
from maatwerk.doorbraak.queries import list_besluiten
from maatwerk.doorbraak.rules import Doorbraakstatus, Niveau, Uitkomst
from maatwerk.kern.fouten import Invoerfout, NietToegestaan
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.logboek.models import Logregel
from tests.bouw import Bespreking, bouw_bespreking, bouw_medewerker
from tests.doorbraak.bouw import GEVRAAGD, bouw_gegevens, bouw_motivering

Als = Callable[[Medewerker], Handeling]
Client = Callable[[Medewerker], FlaskClient]

_GEVRAAGD = GEVRAAGD | {"antwoord_voor": date(2099, 12, 31)}

DAARNA = {
    Uitkomst.DOORBRAAK: Status.IN_UITVOERING,
    Uitkomst.VOORWAARDEN: Status.IN_UITVOERING,
    Uitkomst.OPSCHALEN: Status.IN_UITVOERING,
    Uitkomst.AANHOUDEN: Status.GEREED,
    Uitkomst.TWEEDE_RONDE: Status.GEREED,
    Uitkomst.GEEN: Status.BESPROKEN,
}


@pytest.fixture
def bespreking(handeling: Handeling) -> Bespreking:
    """Give a casus that is being discussed."""
    return bouw_bespreking(handeling)


def _pad(bespreking: Bespreking) -> str:
    return f"/agendapunten/{bespreking.agendapunt.id}/besluit"


def _weiger(als: Als, bespreking: Bespreking, handeling: Handeling, **velden: object) -> dict[str, str]:
    """Give what is said about a besluit that must be refused."""
    gegevens = bouw_gegevens(bespreking.leden[0], handeling, **velden)
    with pytest.raises(Invoerfout) as fout:
        neem_besluit(als(bespreking.voorzitter), bespreking.agendapunt, gegevens)
    assert bespreking.casus.status is Status.INGEPLAND
    return fout.value.fouten


@pytest.mark.parametrize("uitkomst", list(Uitkomst))
def test_elke_uitkomst_brengt_de_casus_waar_hij_hoort(
    als: Als, handeling: Handeling, bespreking: Bespreking, uitkomst: Uitkomst
) -> None:
    bouw_motivering(handeling, bespreking)
    velden: dict[str, object] = {"uitkomst": uitkomst, "voorwaarden": "Als de school meedoet."}
    velden["terug_op"] = handeling.vandaag + timedelta(days=28)
    if uitkomst is Uitkomst.GEEN:
        velden["doorbraken"] = []
    gegevens = bouw_gegevens(bespreking.leden[0], handeling, **velden)
    besluit = neem_besluit(als(bespreking.voorzitter), bespreking.agendapunt, gegevens)
    assert bespreking.casus.status is DAARNA[uitkomst]
    assert bespreking.agendapunt.afgerond_op == handeling.nu
    assert [actie.houder_id for actie in besluit.acties] == [bespreking.leden[0].id]


def test_een_besluit_staat_met_elke_stap_in_het_logboek(als: Als, handeling: Handeling, bespreking: Bespreking) -> None:
    bouw_motivering(handeling, bespreking)
    neem_besluit(als(bespreking.voorzitter), bespreking.agendapunt, bouw_gegevens(bespreking.leden[0], handeling))
    handeling.sessie.flush()
    regels = [regel.wat for regel in handeling.sessie.scalars(select(Logregel).order_by(Logregel.id))]
    assert regels[-3:] == ["casus.besproken", "besluit.genomen", "casus.in uitvoering"]


@pytest.mark.parametrize("uitkomst", [Uitkomst.DOORBRAAK, Uitkomst.VOORWAARDEN])
def test_een_doorbraak_zonder_gezamenlijke_motivering_wordt_geweigerd(
    als: Als, handeling: Handeling, bespreking: Bespreking, uitkomst: Uitkomst
) -> None:
    fouten = _weiger(als, bespreking, handeling, uitkomst=uitkomst, voorwaarden="Als de school meedoet.")
    assert list(fouten) == ["uitkomst"]


def test_een_doorbraak_zonder_omschrijving_wordt_geweigerd(
    als: Als, handeling: Handeling, bespreking: Bespreking
) -> None:
    bouw_motivering(handeling, bespreking)
    leeg = [{"niveau": niveau, "status": Doorbraakstatus.GEVRAAGD, "omschrijving": " "} for niveau in Niveau]
    assert list(_weiger(als, bespreking, handeling, doorbraken=leeg)) == ["doorbraken-0-omschrijving"]


@pytest.mark.parametrize("dagen", [None, 0, -1])
def test_aanhouden_zonder_dag_na_vandaag_wordt_geweigerd(
    als: Als, handeling: Handeling, bespreking: Bespreking, dagen: int | None
) -> None:
    terug_op = None if dagen is None else handeling.vandaag + timedelta(days=dagen)
    fouten = _weiger(als, bespreking, handeling, uitkomst=Uitkomst.AANHOUDEN, terug_op=terug_op, doorbraken=[])
    assert list(fouten) == ["terug_op"]


def test_voorwaarden_worden_opgeschreven(als: Als, handeling: Handeling, bespreking: Bespreking) -> None:
    bouw_motivering(handeling, bespreking)
    assert list(_weiger(als, bespreking, handeling, uitkomst=Uitkomst.VOORWAARDEN)) == ["voorwaarden"]


def test_bij_geen_doorbraak_hoort_geen_doorbraak(als: Als, handeling: Handeling, bespreking: Bespreking) -> None:
    assert list(_weiger(als, bespreking, handeling, uitkomst=Uitkomst.GEEN)) == ["doorbraken-0-omschrijving"]


def test_een_half_ingevulde_rij_krijgt_de_fout_bij_het_lege_veld(
    als: Als, handeling: Handeling, bespreking: Bespreking
) -> None:
    bouw_motivering(handeling, bespreking)
    fouten = _weiger(
        als,
        bespreking,
        handeling,
        doorbraken=[{}, {"niveau": None, "omschrijving": "Eerst het adres."}],
        acties=[{}, {"wat": "Bellen"}, {"voor": handeling.vandaag - timedelta(days=1)}],
    )
    assert set(fouten) == {
        "doorbraken-1-niveau",
        "doorbraken-1-eigenaar",
        "acties-1-houder_id",
        "acties-1-voor",
        "acties-2-wat",
        "acties-2-houder_id",
        "acties-2-voor",
    }


def test_opschalen_vraagt_iets_aan_iemand_voor_een_dag(als: Als, handeling: Handeling, bespreking: Bespreking) -> None:
    zonder = {"niveau": "landelijk", "omschrijving": "De regeling past niet.", "eigenaar": "Wethouder"}
    fouten = _weiger(als, bespreking, handeling, uitkomst=Uitkomst.OPSCHALEN, doorbraken=[zonder])
    assert list(fouten) == ["doorbraken-0-gericht_aan"]
    assert list(_weiger(als, bespreking, handeling, uitkomst=Uitkomst.OPSCHALEN, doorbraken=[])) == list(fouten)


@pytest.mark.parametrize("dagen", [None, 0, -1])
def test_een_vraag_aan_een_ander_heeft_een_dag_na_vandaag(
    als: Als, handeling: Handeling, bespreking: Bespreking, dagen: int | None
) -> None:
    bouw_motivering(handeling, bespreking)
    dag = None if dagen is None else handeling.vandaag + timedelta(days=dagen)
    fouten = _weiger(als, bespreking, handeling, doorbraken=[GEVRAAGD | {"antwoord_voor": dag}])
    assert list(fouten) == ["doorbraken-0-antwoord_voor"]


def test_een_dag_voor_een_antwoord_zonder_van_wie_wordt_geweigerd(
    als: Als, handeling: Handeling, bespreking: Bespreking
) -> None:
    bouw_motivering(handeling, bespreking)
    fouten = _weiger(als, bespreking, handeling, doorbraken=[_GEVRAAGD | {"gericht_aan": " "}])
    assert list(fouten) == ["doorbraken-0-gericht_aan"]


def test_de_houder_van_een_actie_zit_aan_deze_tafel_of_is_de_indiener(
    als: Als, handeling: Handeling, bespreking: Bespreking
) -> None:
    vreemde = bouw_medewerker(handeling, (Rol.LID, "zuilen"))
    actie = {"wat": "Bellen", "houder_id": vreemde.id, "voor": handeling.vandaag}
    velden = {"uitkomst": Uitkomst.OPSCHALEN, "acties": [actie]}
    assert list(_weiger(als, bespreking, handeling, **velden)) == ["acties-0-houder_id"]
    eigen = [bespreking.indiener, bespreking.coordinator, bespreking.voorzitter, bespreking.leden[0]]
    acties = [actie | {"houder_id": houder.id} for houder in eigen]
    gegevens = bouw_gegevens(eigen[0], handeling, uitkomst=Uitkomst.OPSCHALEN, acties=acties)
    assert len(neem_besluit(als(bespreking.voorzitter), bespreking.agendapunt, gegevens).acties) == 4


@pytest.mark.parametrize(
    ("velden", "plek"),
    [
        ({"toelichting": "Bel 06-12345678."}, "toelichting"),
        ({"terugkoppeling_door": "a.jansen@voorbeeld.nl"}, "terugkoppeling_door"),
        (
            {"doorbraken": [_GEVRAAGD | {"omschrijving": "BSN 111222333"}]},
            "doorbraken-0-omschrijving",
        ),
        ({"doorbraken": [_GEVRAAGD | {"gericht_aan": "BSN 111222333"}]}, "doorbraken-0-gericht_aan"),
        ({"doorbraken": [_GEVRAAGD | {"ruimte": "BSN 111222333"}]}, "doorbraken-0-ruimte"),
    ],
)
def test_een_herkenbaar_gegeven_wordt_bij_zijn_veld_geweigerd(
    als: Als, handeling: Handeling, bespreking: Bespreking, velden: dict[str, object], plek: str
) -> None:
    fouten = _weiger(als, bespreking, handeling, **({"uitkomst": Uitkomst.OPSCHALEN} | velden))
    assert list(fouten) == [plek]
    assert "111222333" not in fouten[plek]


def test_een_besluit_kan_pas_als_de_bespreking_begon(als: Als, handeling: Handeling) -> None:
    bespreking = bouw_bespreking(handeling, gestart=False)
    gegevens = bouw_gegevens(bespreking.leden[0], handeling, uitkomst=Uitkomst.OPSCHALEN)
    with pytest.raises(NietToegestaan):
        neem_besluit(als(bespreking.voorzitter), bespreking.agendapunt, gegevens)


def test_een_agendapunt_krijgt_een_besluit_en_geen_tweede(
    als: Als, client: Client, handeling: Handeling, bespreking: Bespreking
) -> None:
    gegevens = bouw_gegevens(bespreking.leden[0], handeling, uitkomst=Uitkomst.OPSCHALEN)
    neem_besluit(als(bespreking.voorzitter), bespreking.agendapunt, gegevens)
    antwoord = client(bespreking.voorzitter).get(_pad(bespreking))
    assert antwoord.status_code == 409
    assert "al een besluit" in antwoord.text


def test_de_database_houdt_de_regels_ook(handeling: Handeling, bespreking: Bespreking) -> None:
    besluit = Besluit(
        agendapunt=bespreking.agendapunt,
        casus=bespreking.casus,
        genomen_op=handeling.nu,
        uitkomst=Uitkomst.AANHOUDEN,
        toelichting="We missen een verklaring.",
    )
    handeling.sessie.add(besluit)
    with pytest.raises(IntegrityError):
        handeling.sessie.flush()


def _formulier(bespreking: Bespreking) -> dict[str, str]:
    return {
        "uitkomst": "opschalen",
        "toelichting": "Naar de wethouder.",
        "doorbraken-0-niveau": "casus",
        "doorbraken-0-status": "gevraagd",
        "doorbraken-1-niveau": "landelijk",
        "doorbraken-1-status": "gevraagd",
        "doorbraken-1-omschrijving": "Het ministerie past de regeling aan.",
        "doorbraken-1-eigenaar": "Wethouder",
        "doorbraken-1-ruimte": "Woningwet, artikel 48",
        "doorbraken-1-trede": "ministerie",
        "doorbraken-1-gericht_aan": "Ministerie van BZK",
        "doorbraken-1-antwoord_voor": "31-12-2099",
        "acties-0-wat": "Brief schrijven",
        "acties-0-houder_id": str(bespreking.leden[0].id),
        "acties-0-voor": "31-12-2099",
        "signaal": "y",
        "terugkoppeling_door": "Buurtteammedewerker",
        "terugkoppeling_op": "31-12-2099",
    }


def test_de_voorzitter_legt_een_besluit_vast_op_het_scherm(
    client: Client, handeling: Handeling, bespreking: Bespreking
) -> None:
    browser = client(bespreking.voorzitter)
    pagina = browser.get(_pad(bespreking)).text
    assert "Bezwaar en beroep blijven altijd open." in pagina
    assert bespreking.indiener.naam in pagina
    assert browser.post(_pad(bespreking), data=_formulier(bespreking)).status_code == 302
    handeling.sessie.expire_all()
    (besluit,) = list_besluiten(handeling, bespreking.casus)
    assert besluit.signaal
    (doorbraak,) = besluit.doorbraken
    (stap,) = doorbraak.opschalingen
    assert (doorbraak.ruimte, stap.trede) == ("Woningwet, artikel 48", Trede.MINISTERIE)
    assert (stap.gericht_aan, stap.antwoord_voor) == ("Ministerie van BZK", date(2099, 12, 31))
    assert [(d.niveau, d.status) for d in besluit.doorbraken] == [(Niveau.LANDELIJK, Doorbraakstatus.GEVRAAGD)]


def test_een_fout_staat_bij_het_veld_in_de_rij_en_niets_gaat_verloren(client: Client, bespreking: Bespreking) -> None:
    gegevens = _formulier(bespreking) | {"doorbraken-1-eigenaar": "", "acties-0-voor": "morgen"}
    browser = client(bespreking.voorzitter)
    antwoord = browser.post(_pad(bespreking), data=gegevens)
    assert antwoord.status_code == 422
    assert 'id="acties-0-voor-fout"' in antwoord.text
    assert 'value="morgen"' in antwoord.text
    antwoord = browser.post(_pad(bespreking), data=gegevens | {"acties-0-voor": "31-12-2099"})
    assert antwoord.status_code == 422
    assert 'id="doorbraken-1-eigenaar-fout"' in antwoord.text
    assert "Het ministerie past de regeling aan." in antwoord.text


@pytest.mark.parametrize(("knop", "veld"), [("doorbraken", "doorbraken-3-omschrijving"), ("acties", "acties-1-wat")])
def test_nog_een_rij_komt_erbij_zonder_javascript(client: Client, bespreking: Bespreking, knop: str, veld: str) -> None:
    gegevens = _formulier(bespreking) | {"doorbraken-2-niveau": "lokaal", f"nog_een_{knop}": "1"}
    antwoord = client(bespreking.voorzitter).post(_pad(bespreking), data=gegevens)
    assert antwoord.status_code == 200
    assert f'name="{veld}"' in antwoord.text
    assert "Naar de wethouder." in antwoord.text


def test_meer_rijen_dan_passen_geeft_geen_storing(client: Client, bespreking: Bespreking) -> None:
    vol = {f"acties-{nr}-wat": "Bellen" for nr in range(20)}
    antwoord = client(bespreking.voorzitter).post(
        _pad(bespreking), data=_formulier(bespreking) | vol | {"nog_een_acties": "1"}
    )
    assert antwoord.status_code == 200
    assert "acties-12-wat" not in antwoord.text


def test_een_andere_tafel_vindt_het_besluit_niet(client: Client, handeling: Handeling, bespreking: Bespreking) -> None:
    ander = bouw_medewerker(handeling, (Rol.VOORZITTER, "zuilen"), (Rol.LID, "ondiep"))
    browser = client(ander)
    assert browser.get(_pad(bespreking)).status_code == 404
    assert browser.post(_pad(bespreking), data=_formulier(bespreking)).status_code == 404
    assert client(bespreking.leden[0]).get(_pad(bespreking)).status_code == 403
