"""The besluitenlijst: complete at closing, each reader his part, and nothing in it that was not decided."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from maatwerk.account.models import Medewerker
from maatwerk.casus.models import Casus, Toegang
from maatwerk.casus.rules import Status
from maatwerk.casus.venster import Grond
from maatwerk.doorbraak.besluitenlijst import NIET_BESPROKEN, als_stuk, get_besluitenlijst
from maatwerk.doorbraak.commands import neem_besluit
from maatwerk.doorbraak.rules import Doorbraakstatus, Uitkomst
from maatwerk.kern.fouten import NietToegestaan, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.logboek.models import Logregel
from maatwerk.stuk.rules import SOORT, Feiten, Vorm
from maatwerk.tafel.commands import sluit
from maatwerk.tafel.models import Agendapunt, Zitting
from tests.bouw import Bespreking, bouw_bespreking, bouw_casus, bouw_medewerker
from tests.doorbraak.bouw import bouw_gegevens, bouw_motivering
from tests.stuk.test_bestand import lees

Als = Callable[[Medewerker], Handeling]
Client = Callable[[Medewerker], FlaskClient]


@dataclass(frozen=True)
class Dag:
    """A zitting with two casussen of two indieners, both decided."""

    bespreking: Bespreking
    zitting: Zitting
    ander: Medewerker
    tweede: Casus


@pytest.fixture
def dag(als: Als, handeling: Handeling) -> Dag:
    """Give a zitting where everything is decided, still open."""
    bespreking = bouw_bespreking(handeling, titel="Geen adres, geen uitkering")
    bouw_motivering(handeling, bespreking)
    ander = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    tweede = bouw_casus(handeling, ander, Status.INGEPLAND, titel="Te duur voor toeslag")
    zitting = bespreking.agendapunt.zitting
    punt = Agendapunt(casus=tweede, casus_id=tweede.id, volgorde=2, gestart_op=handeling.nu)
    zitting.agenda.append(punt)
    handeling.sessie.flush()
    voorzitter = als(bespreking.voorzitter)
    neem_besluit(voorzitter, bespreking.agendapunt, bouw_gegevens(bespreking.leden[0], handeling))
    later = handeling.vandaag + timedelta(days=28)
    houdt_aan = {"uitkomst": Uitkomst.AANHOUDEN, "terug_op": later, "toelichting": "De huisbaas wacht."}
    neem_besluit(voorzitter, punt, bouw_gegevens(ander, handeling, doorbraken=[], acties=[], **houdt_aan))
    return Dag(bespreking, zitting, ander, tweede)


@pytest.fixture
def gesloten(als: Als, dag: Dag, handeling: Handeling) -> Dag:
    """Give the same zitting, closed."""
    sluit(als(dag.bespreking.voorzitter), dag.zitting)
    handeling.sessie.flush()
    return dag


def _pad(dag: Dag, vorm: str = "") -> str:
    return f"/zittingen/{dag.zitting.id}/besluitenlijst" + (f"/{vorm}" if vorm else "")


def _gewist(tekst: str) -> str:
    return " ".join(tekst.split())


def test_de_besluitenlijst_is_er_zodra_de_zitting_sluit(als: Als, dag: Dag, handeling: Handeling) -> None:
    voorzitter = als(dag.bespreking.voorzitter)
    with pytest.raises(NietToegestaan):
        get_besluitenlijst(voorzitter, dag.zitting.id)
    sluit(voorzitter, dag.zitting)
    handeling.sessie.flush()
    lijst = get_besluitenlijst(voorzitter, dag.zitting.id)
    assert [casus.nummer for casus, _ in lijst.punten] == [dag.bespreking.casus.nummer, dag.tweede.nummer]
    assert lijst.heel


@pytest.mark.parametrize("vorm", list(Vorm))
def test_elk_besluit_is_in_elk_bestand_te_vinden_met_zoeken(client: Client, gesloten: Dag, vorm: Vorm) -> None:
    antwoord = client(gesloten.bespreking.voorzitter).post(_pad(gesloten, vorm))
    assert antwoord.status_code == 200
    assert antwoord.content_type == SOORT[vorm]
    tekst = _gewist(lees(antwoord.data, vorm))
    for zin in (
        "Geen adres, geen uitkering", "Briefadres en voorschot binnen een week.", "Eerst het adres.",
        "Teamleider inkomen", "Participatiewet, artikel 18 lid 1", "Directeur Burgerzaken", "Voorschot betalen",
        "Te duur voor toeslag", "aanhouden", "De huisbaas wacht.", "Bezwaar en beroep blijven altijd open.",
    ):  # fmt: skip
        assert zin in tekst, zin


@pytest.mark.parametrize("vorm", list(Vorm))
def test_de_naam_van_een_bestand_zegt_niets_over_een_casus(client: Client, gesloten: Dag, vorm: Vorm) -> None:
    kop = client(gesloten.bespreking.voorzitter).post(_pad(gesloten, vorm)).headers["Content-Disposition"]
    assert kop == f'attachment; filename="besluitenlijst-ondiep-{gesloten.zitting.begint_op:%Y-%m-%d}.{vorm}"'


def test_wat_leeg_bleef_staat_er_als_niet_besproken(als: Als, gesloten: Dag) -> None:
    werk = als(gesloten.ander)
    stuk = als_stuk(werk, get_besluitenlijst(werk, gesloten.zitting.id))
    leeg = [wat for deel in stuk.delen if isinstance(deel, Feiten) for wat, waarde in deel.rijen if not waarde.strip()]
    niet = [
        wat for deel in stuk.delen if isinstance(deel, Feiten) for wat, waarde in deel.rijen if waarde == NIET_BESPROKEN
    ]
    assert leeg == []
    assert niet == ["Voorwaarden", "De inwoner hoort het op"]
    assert sum(getattr(deel, "tekst", "") == NIET_BESPROKEN for deel in stuk.delen) == 4  # three levels, and acties


def test_een_indiener_leest_alleen_het_deel_over_de_eigen_casus(client: Client, gesloten: Dag) -> None:
    pagina = client(gesloten.ander).get(_pad(gesloten)).text
    assert "Te duur voor toeslag" in pagina
    assert "Geen adres" not in pagina
    assert gesloten.bespreking.casus.nummer not in pagina
    for vorm in Vorm:
        tekst = lees(client(gesloten.ander).post(_pad(gesloten, vorm)).data, vorm)
        assert "De huisbaas wacht." in tekst
        assert "Voorschot betalen" not in tekst
        assert gesloten.bespreking.casus.nummer not in tekst


def test_wie_waarneemt_leest_mee_zolang_dat_duurt(als: Als, gesloten: Dag, handeling: Handeling) -> None:
    collega = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    with pytest.raises(Onvindbaar):
        get_besluitenlijst(als(collega), gesloten.zitting.id)
    gisteren, morgen = handeling.nu - timedelta(days=1), handeling.nu + timedelta(days=1)
    toegang = Toegang(casus_id=gesloten.tweede.id, medewerker_id=collega.id, grond=Grond.WAARNEMING, vanaf=gisteren)
    toegang.tot = morgen
    handeling.sessie.add(toegang)
    handeling.sessie.flush()
    lijst = get_besluitenlijst(als(collega), gesloten.zitting.id)
    assert [casus.id for casus, _ in lijst.punten] == [gesloten.tweede.id]
    assert not lijst.heel


def test_een_lid_een_coordinator_en_een_andere_tafel_krijgen_geen_besluitenlijst(
    client: Client, gesloten: Dag, handeling: Handeling
) -> None:
    elders = bouw_medewerker(handeling, (Rol.VOORZITTER, "zuilen"))
    assert client(elders).get(_pad(gesloten)).status_code == 404
    for wie in (gesloten.bespreking.leden[0], gesloten.bespreking.coordinator):
        assert client(wie).get(_pad(gesloten)).status_code == 403
        assert client(wie).post(_pad(gesloten, "pdf")).status_code == 403


def test_lezen_en_ophalen_staan_in_het_logboek_met_elke_casus(
    client: Client, gesloten: Dag, handeling: Handeling
) -> None:
    browser = client(gesloten.bespreking.voorzitter)
    browser.get(_pad(gesloten))
    browser.post(_pad(gesloten, "odt"))
    vraag = select(Logregel.wat, Logregel.object_id).order_by(Logregel.id.desc()).limit(6)
    regels = [tuple(rij) for rij in handeling.sessie.execute(vraag)][::-1]
    casussen = [("casus.gelezen", gesloten.bespreking.casus.id), ("casus.gelezen", gesloten.tweede.id)]
    assert regels == [
        ("besluitenlijst.gelezen", gesloten.zitting.id), *casussen,
        ("besluitenlijst.opgehaald", gesloten.zitting.id), *casussen,
    ]  # fmt: skip


def test_een_andere_vorm_is_er_niet(client: Client, gesloten: Dag) -> None:
    assert client(gesloten.bespreking.voorzitter).post(_pad(gesloten, "exe")).status_code == 404


def test_de_lijst_zegt_wat_toen_is_besloten_en_verandert_niet_als_het_werk_vordert(
    als: Als, client: Client, gesloten: Dag, handeling: Handeling
) -> None:
    browser = client(gesloten.bespreking.voorzitter)
    eerst = browser.post(_pad(gesloten, "pdf")).data
    lijst = get_besluitenlijst(als(gesloten.bespreking.voorzitter), gesloten.zitting.id)
    besluit = lijst.punten[0][1]
    assert besluit is not None
    besluit.doorbraken[0].status = Doorbraakstatus.GELUKT
    besluit.acties[0].klaar_op = handeling.nu
    handeling.sessie.commit()
    assert browser.post(_pad(gesloten, "pdf")).data == eerst


def test_de_tijdlijn_van_de_indiener_leidt_naar_zijn_deel(client: Client, gesloten: Dag) -> None:
    pagina = client(gesloten.ander).get(f"/casussen/{gesloten.tweede.nummer}").text
    assert f'href="{_pad(gesloten)}"' in pagina


def test_een_lid_ziet_geen_weg_naar_een_lijst_die_het_niet_mag_lezen(client: Client, gesloten: Dag) -> None:
    pagina = client(gesloten.bespreking.leden[0]).get(f"/casussen/{gesloten.bespreking.casus.nummer}")
    assert pagina.status_code == 200
    assert "besluitenlijst" not in pagina.text


def test_een_vernietigde_casus_staat_er_niet_meer_in(als: Als, gesloten: Dag, handeling: Handeling) -> None:
    gesloten.tweede.status = Status.VERNIETIGD
    handeling.sessie.flush()
    lijst = get_besluitenlijst(als(gesloten.bespreking.voorzitter), gesloten.zitting.id)
    assert gesloten.tweede.id not in [casus.id for casus, _ in lijst.punten]
    with pytest.raises(Onvindbaar):
        get_besluitenlijst(als(gesloten.ander), gesloten.zitting.id)
