"""Reminders follow from how things stand: each has a reason, comes once, and stops when the thing is done."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from maatwerk.account.models import Medewerker
from maatwerk.bericht.bezorgen import Postkantoor
from maatwerk.bericht.melden import Over
from maatwerk.bericht.models import Melding
from maatwerk.bericht.soorten import UITLEG, Groep, Soort
from maatwerk.bewaring.commands import behoud, maak_bezwaar
from maatwerk.bewaring.models import Voorstel
from maatwerk.bewaring.rules import Categorie
from maatwerk.casus.commands import trieer
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Status
from maatwerk.doorbraak.commands import rond_actie_af
from maatwerk.dossier.berichtronde import loop_rond
from maatwerk.dossier.herinneren import herinner, herinneringen
from maatwerk.dossier.meldingen import list_berichten
from maatwerk.dossier.termijnen import list_termijnen
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.les.rules import Lesstatus
from maatwerk.logboek.commands import noteer
from tests.bericht.conftest import Bus
from tests.bouw import Bespreking, bouw_bespreking, bouw_casus, bouw_medewerker
from tests.doorbraak.bouw import bouw_uitvoering
from tests.les.bouw import bouw_les

MAANDAG = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
Als = Callable[[Medewerker], Handeling]


@pytest.fixture
def handeling(handeling: Handeling) -> Handeling:
    return replace(handeling, nu=MAANDAG)


@pytest.fixture
def bespreking(handeling: Handeling) -> Bespreking:
    return bouw_bespreking(handeling)


def _op(handeling: Handeling, dag: int) -> Handeling:
    return replace(handeling, nu=MAANDAG + timedelta(days=dag))


def _herinnerd(handeling: Handeling, dagen: range) -> list[tuple[int, Soort, int]]:
    """Let the round run on each of these days, and give who was reminded of what on which day."""
    uit = []
    for dag in dagen:
        werk = _op(handeling, dag)
        nodig = herinneringen(werk)
        herinner(werk, nodig)
        uit += [(dag, termijn.soort, termijn.wie) for termijn in nodig]
    return uit


def _voorstel(handeling: Handeling, casus: Casus, categorie: Categorie) -> Voorstel:
    dag = handeling.vandaag + timedelta(days=14)
    voorstel = Voorstel(
        casus_id=casus.id, categorie=categorie, vervalt_op=dag, voorgesteld_op=handeling.nu, bezwaar_tot=dag
    )
    handeling.sessie.add(voorstel)
    handeling.sessie.flush()
    return voorstel


def test_klacht_herinneringen_zonder_reden_of_die_nooit_stoppen(
    handeling: Handeling, als: Als, bespreking: Bespreking
) -> None:
    lid = bespreking.leden[0]
    actie = bouw_uitvoering(handeling, bespreking, lid, dagen=17)  # a Thursday
    van_lid = [dag for dag, _, wie in _herinnerd(handeling, range(40)) if wie == lid.id]
    assert van_lid == [10, 16, 17, 24, 31, 38]
    (bericht,) = list_berichten(als(lid))
    assert bericht.wat == "Je actie moet uiterlijk 19-11-2026 klaar zijn."
    assert bericht.waarom == "Je krijgt dit omdat deze actie op jouw naam staat."
    assert (bericht.nummer, bericht.nieuw) == (bespreking.casus.nummer, True)
    rond_actie_af(als(lid), actie)
    (bericht,) = [een for een in list_berichten(als(lid)) if een.melding.soort is Soort.ACTIE_TERMIJN]
    assert (bericht.klaar, bericht.nieuw) == (True, False)
    assert [wie for _, _, wie in _herinnerd(handeling, range(40, 80)) if wie == lid.id] == []


def test_na_een_week_stilstand_komt_er_een_en_niet_zeven(handeling: Handeling, bespreking: Bespreking) -> None:
    lid = bespreking.leden[0]
    bouw_uitvoering(handeling, bespreking, lid, dagen=17)
    voor_lid = [dag for dag, _, wie in _herinnerd(handeling, range(60, 61)) if wie == lid.id]
    assert voor_lid == [60]
    assert [wie for _, _, wie in _herinnerd(handeling, range(60, 63)) if wie == lid.id] == []


def test_een_klok_die_teruggaat_herinnert_niet_opnieuw(handeling: Handeling, bespreking: Bespreking) -> None:
    lid = bespreking.leden[0]
    bouw_uitvoering(handeling, bespreking, lid, dagen=17)
    assert lid.id in [wie for _, _, wie in _herinnerd(handeling, range(24, 25))]
    assert lid.id not in [wie for _, _, wie in _herinnerd(handeling, range(16, 24))]


def test_voor_zeven_uur_wordt_niemand_herinnerd(handeling: Handeling, bespreking: Bespreking) -> None:
    bouw_uitvoering(handeling, bespreking, bespreking.leden[0], dagen=17)
    nacht = replace(handeling, nu=MAANDAG + timedelta(days=17) - timedelta(hours=4))
    assert herinneringen(nacht) == []


def test_de_triage_herinnert_in_werkdagen_en_houdt_op_met_de_triage(
    handeling: Handeling, als: Als, bespreking: Bespreking
) -> None:
    vrijdag = _op(handeling, 4)
    casus = bouw_casus(vrijdag, bespreking.indiener)  # promised for Wednesday, day 9
    dagen = [dag for dag, soort, _ in _herinnerd(handeling, range(4, 20)) if soort is Soort.TRIAGE_TERMIJN]
    assert dagen == [8, 9, 16]
    trieer(als(bespreking.coordinator), casus, Status.AANVULLEN, "Wat is er al geprobeerd?")
    assert {soort for _, soort, _ in _herinnerd(handeling, range(20, 40))} == {Soort.AANVULLEN_TERMIJN}


def test_wie_om_een_aanvulling_is_gevraagd_hoort_het_voor_en_na_vijf_werkdagen(
    handeling: Handeling, bespreking: Bespreking
) -> None:
    casus = bouw_casus(handeling, bespreking.indiener, Status.AANVULLEN)
    noteer(handeling, "casus.aanvullen gevraagd", casus)
    gezien = [(dag, wie) for dag, _, wie in _herinnerd(handeling, range(20))]
    assert gezien == [(dag, bespreking.indiener.id) for dag in (4, 7, 14)]
    casus.status = Status.INGEDIEND
    handeling.sessie.flush()
    assert Soort.AANVULLEN_TERMIJN not in [soort for _, soort, _ in _herinnerd(handeling, range(20, 40))]


def test_een_les_die_wacht_herinnert_wie_moet_kijken_en_daarna_de_indiener(
    handeling: Handeling, bespreking: Bespreking
) -> None:
    privacy = bouw_medewerker(handeling, (Rol.PRIVACY, ""))
    casus = bouw_casus(handeling, bespreking.indiener, Status.AFGESLOTEN)
    les = bouw_les(handeling, bespreking.voorzitter, Lesstatus.CONCEPT, casus_id=casus.id)
    noteer(handeling, "les.ontworpen", les)
    assert _herinnerd(handeling, range(8)) == [(7, Soort.LES_CONTROLEREN_TERMIJN, privacy.id)]
    les.status, les.gecontroleerd_door = Lesstatus.GECONTROLEERD, privacy.id
    les.reageer_tot = _op(handeling, 22).vandaag
    noteer(_op(handeling, 8), "les.gecontroleerd", les)
    wie = bespreking.indiener.id
    assert _herinnerd(handeling, range(8, 60)) == [(dag, Soort.LES_INSTEMMEN_TERMIJN, wie) for dag in (15, 21, 22)]
    les.ingestemd_op = handeling.nu
    handeling.sessie.flush()
    assert _herinnerd(handeling, range(60, 90)) == []


def test_de_voorzitter_kijkt_na_twee_en_zes_weken_en_na_drie_en_twaalf_maanden(
    handeling: Handeling, bespreking: Bespreking
) -> None:
    bouw_uitvoering(handeling, bespreking, bespreking.leden[0]).klaar_op = handeling.nu
    handeling.sessie.flush()
    assert [dag for dag, _, _ in _herinnerd(handeling, range(100))] == [7, 11, 14, 35, 39, 42]
    bespreking.casus.status = Status.OPVOLGING
    handeling.sessie.flush()
    jaar = _herinnerd(handeling, range(43, 420))
    assert {(soort, wie) for _, soort, wie in jaar} == {(Soort.CONTROLE_TERMIJN, bespreking.voorzitter.id)}
    assert [dag for dag, _, _ in jaar] == [85, 91, 92, 358, 364, 365]
    bespreking.casus.status, bespreking.casus.afgesloten_op = Status.AFGESLOTEN, handeling.nu
    handeling.sessie.flush()
    assert list(list_termijnen(handeling)) == []


def test_klacht_vernietigd_zonder_dat_ik_het_wist(handeling: Handeling, als: Als, bespreking: Bespreking) -> None:
    """Who owns a concept hears at once, a week and a day before, and on the day: when, and what he can do."""
    concept = bouw_casus(handeling, bespreking.indiener, Status.CONCEPT)
    _voorstel(handeling, concept, Categorie.CONCEPT)
    assert [dag for dag, _, _ in _herinnerd(handeling, range(30))] == [0, 8, 14, 15]
    (bericht,) = list_berichten(als(bespreking.indiener))
    assert "niet eerder dan op 17-11-2026" in bericht.wat
    assert "Een concept bewaar je zelf" in bericht.wat
    assert bericht.nummer == concept.nummer
    behoud(als(bespreking.indiener), concept)
    (bericht,) = list_berichten(als(bespreking.indiener))
    assert (bericht.klaar, _herinnerd(handeling, range(30, 60))) == (True, [])


def test_de_voorzitter_hoort_tot_wanneer_hij_bezwaar_kan_maken_en_de_indiener_ook_wat_er_weggaat(
    handeling: Handeling, als: Als, bespreking: Bespreking
) -> None:
    casus = bouw_casus(handeling, bespreking.indiener, Status.AFGESLOTEN)
    voorstel = _voorstel(handeling, casus, Categorie.VRIJE_TEKST)
    eerst = {(soort, wie) for _, soort, wie in _herinnerd(handeling, range(1))}
    assert eerst == {(Soort.VERVALT, bespreking.indiener.id), (Soort.BEZWAAR, bespreking.voorzitter.id)}
    maak_bezwaar(als(bespreking.voorzitter), voorstel, "Er loopt nog een beroep.")
    assert {soort for _, soort, _ in _herinnerd(handeling, range(1, 30))} == {Soort.VERVALT}
    (bericht,) = list_berichten(als(bespreking.voorzitter))
    assert bericht.klaar


def test_een_collega_die_weg_is_wordt_niet_herinnerd(handeling: Handeling, bespreking: Bespreking) -> None:
    bouw_uitvoering(handeling, bespreking, bespreking.leden[0])
    bouw_casus(handeling, bespreking.indiener)
    for wie in (bespreking.leden[0], bespreking.coordinator, bespreking.voorzitter):
        wie.actief = False
    handeling.sessie.flush()
    assert list(list_termijnen(handeling)) == []


def test_elke_herinnering_heeft_een_bron(handeling: Handeling, bespreking: Bespreking) -> None:
    """No kind of reminder without somebody who can get it."""
    bouw_uitvoering(handeling, bespreking, bespreking.leden[0])
    indiener = bespreking.indiener
    bouw_casus(handeling, indiener)
    bouw_casus(handeling, indiener, Status.AANVULLEN)
    oud = bouw_casus(handeling, indiener, Status.AFGESLOTEN)
    _voorstel(handeling, oud, Categorie.HELE_CASUS)
    bouw_les(handeling, indiener, Lesstatus.CONCEPT, casus_id=oud.id)
    ander = bouw_casus(handeling, indiener, Status.AFGESLOTEN)
    bouw_les(handeling, indiener, Lesstatus.GECONTROLEERD, casus_id=ander.id)
    soorten = {termijn.soort for termijn in list_termijnen(handeling)}
    assert soorten == {soort for soort in Soort if UITLEG[soort].groep is Groep.HERINNERING}
    assert all(termijn.over != Over() for termijn in list_termijnen(handeling))


def test_twee_werkers_herinneren_een_keer_en_de_mail_van_vandaag_neemt_het_mee(
    handeling: Handeling, bespreking: Bespreking, post: Postkantoor, brievenbus: Bus
) -> None:
    lid = bespreking.leden[0]
    bouw_uitvoering(handeling, bespreking, lid, dagen=17)
    handeling.sessie.commit()
    with time_machine.travel(MAANDAG + timedelta(days=17), tick=False), ThreadPoolExecutor(2) as werkers:
        list(werkers.map(lambda _: loop_rond(post), range(2)))
    assert [mail["To"] for mail in brievenbus.post].count(lid.email) == 1
    assert any("Je actie moet uiterlijk 19-11-2026 klaar zijn." in tekst for tekst in brievenbus.teksten)
    assert len(handeling.sessie.scalars(select(Melding).where(Melding.medewerker_id == lid.id)).all()) == 1
