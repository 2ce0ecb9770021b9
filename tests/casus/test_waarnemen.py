"""Reading somebody else's casus for a while: waarnemen ends by itself, breaking the glass is judged."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select

from maatwerk.account.models import Medewerker
from maatwerk.bericht.models import Post
from maatwerk.casus import queries, toegang
from maatwerk.casus.models import Breekglas, Casus, Toegang
from maatwerk.casus.rules import Status
from maatwerk.casus.venster import Grond, Oordeel
from maatwerk.kern.fouten import Invoerfout, NietToegestaan, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.klok import nu
from maatwerk.kern.rechten import Recht, Rol
from maatwerk.logboek.models import Logregel
from tests.bouw import bouw_casus, bouw_medewerker

Als = Callable[[Medewerker], Handeling]
Client = Callable[[Medewerker], FlaskClient]
REDEN = "De voorzitter van Ondiep is onbereikbaar en de uithuiszetting is morgen."


@pytest.fixture
def indiener(handeling: Handeling) -> Medewerker:
    return bouw_medewerker(handeling, (Rol.INDIENER, ""))


@pytest.fixture
def collega(handeling: Handeling) -> Medewerker:
    return bouw_medewerker(handeling, (Rol.INDIENER, ""), naam="Collega")


@pytest.fixture
def ver(handeling: Handeling) -> Medewerker:
    return bouw_medewerker(handeling, (Rol.VOORZITTER, "zuilen"), naam="Voorzitter Zuilen")


@pytest.fixture
def casus(handeling: Handeling, indiener: Medewerker) -> Casus:
    return bouw_casus(handeling, indiener, Status.AANVULLEN)


def _leest(handeling: Handeling, casus: Casus, **later: int) -> bool:
    straks = replace(handeling, nu=handeling.nu + timedelta(**later))
    try:
        return queries.get_casus(straks, casus.nummer) is casus
    except Onvindbaar:
        return False


def test_een_collega_leest_pas_als_waarnemer_en_niet_langer_dan_afgesproken(
    als: Als, indiener: Medewerker, collega: Medewerker, casus: Casus
) -> None:
    wie, ander = als(indiener), als(collega)
    assert not _leest(ander, casus)
    toegang.wijs_waarnemer_aan(wie, casus, collega, wie.vandaag + timedelta(days=3))
    wie.sessie.flush()
    assert _leest(ander, casus, days=2)
    assert not _leest(ander, casus, days=5)


def test_een_waarnemer_schrijft_en_dient_niet_in(
    als: Als, indiener: Medewerker, collega: Medewerker, casus: Casus
) -> None:
    wie = als(indiener)
    toegang.wijs_waarnemer_aan(wie, casus, collega, wie.vandaag)
    wie.sessie.flush()
    op = queries.rechten_op(als(collega), casus, Recht)
    assert Recht.CASUS_SCHRIJVEN in op
    assert not {Recht.CASUS_INDIENEN, Recht.WAARNEMING_REGELEN, Recht.LEZERS_ZIEN} & op


@pytest.mark.parametrize("dagen", [-1, 43])
def test_waarnemen_is_niet_gisteren_en_niet_langer_dan_zes_weken(
    als: Als, indiener: Medewerker, collega: Medewerker, casus: Casus, dagen: int
) -> None:
    wie = als(indiener)
    with pytest.raises(Invoerfout) as fout:
        toegang.wijs_waarnemer_aan(wie, casus, collega, wie.vandaag + timedelta(days=dagen))
    assert set(fout.value.fouten) == {"tot"}


def test_een_beeindigde_waarneming_geeft_meteen_niets_meer(
    als: Als, indiener: Medewerker, collega: Medewerker, casus: Casus
) -> None:
    wie = als(indiener)
    toegang.wijs_waarnemer_aan(wie, casus, collega, wie.vandaag)
    wie.sessie.flush()
    toegang.beeindig_waarneming(wie, casus, queries.list_waarnemingen(wie, casus)[0].id)
    assert not _leest(als(collega), casus)
    assert queries.list_waarnemingen(wie, casus) == []


def test_waarnemen_regel_je_op_het_scherm(
    client: Client, handeling: Handeling, indiener: Medewerker, collega: Medewerker, casus: Casus
) -> None:
    bouw_medewerker(handeling, (Rol.INDIENER, ""), naam="Buiten", organisatie="Lister")
    browser = client(indiener)
    pad = f"/casussen/{casus.nummer}/waarnemen"
    pagina = browser.get(pad).text
    assert "Collega" in pagina
    assert "Buiten" not in pagina
    morgen = (handeling.vandaag + timedelta(days=1)).strftime("%d-%m-%Y")
    assert browser.post(pad, data={"waarnemer": "", "tot": ""}).status_code == 422
    assert browser.post(pad, data={"waarnemer": str(collega.id), "tot": morgen}).status_code == 302
    ander = client(collega)
    assert casus.titel in ander.get("/casussen").text
    toegang_id = handeling.sessie.scalar(select(Toegang.id))
    handeling.sessie.commit()
    assert browser.post(f"{pad}/{toegang_id}/beeindigen").status_code == 302
    assert ander.get(f"/casussen/{casus.nummer}").status_code == 404


def test_openbreken_geeft_een_uur_lezen_en_niets_meer(als: Als, ver: Medewerker, casus: Casus) -> None:
    wie = als(ver)
    assert not _leest(wie, casus)
    toegang.breek_open(wie, casus, REDEN)
    wie.sessie.flush()
    assert _leest(wie, casus, minutes=59)
    assert not _leest(wie, casus, minutes=60)
    assert queries.rechten_op(wie, casus, Recht) == {Recht.CASUS_LEZEN, Recht.BREEKGLAS_GEBRUIKEN}


@pytest.mark.parametrize("reden", ["", "   ", "spoed", "x" * 19])
def test_zonder_reden_geen_openbreken(als: Als, ver: Medewerker, casus: Casus, reden: str) -> None:
    with pytest.raises(Invoerfout) as fout:
        toegang.breek_open(als(ver), casus, reden)
    assert set(fout.value.fouten) == {"reden"}


def test_een_casus_van_de_eigen_tafel_of_een_concept_breek_je_niet_open(
    client: Client, handeling: Handeling, indiener: Medewerker, ver: Medewerker
) -> None:
    eigen = bouw_casus(handeling, indiener, tafel="zuilen")
    concept = bouw_casus(handeling, indiener, Status.CONCEPT)
    browser = client(ver)
    for nummer in (eigen.nummer, concept.nummer, "MT-2026-9999", "onzin"):
        antwoord = browser.post("/casussen/openbreken", data={"nummer": nummer, "reden": REDEN})
        assert antwoord.status_code == 422
        assert REDEN in antwoord.text
    assert handeling.sessie.scalar(select(Breekglas)) is None


def test_openbreken_vraagt_om_een_verse_bevestiging_en_staat_rood_op_de_bladzijde(
    client: Client, handeling: Handeling, ver: Medewerker, casus: Casus
) -> None:
    gegevens = {"nummer": casus.nummer, "reden": REDEN}
    with time_machine.travel(nu() - timedelta(minutes=10)):
        lang_geleden = client(ver)
    antwoord = lang_geleden.post("/casussen/openbreken", data=gegevens)
    assert antwoord.headers["Location"].startswith("/bevestigen")
    browser = client(ver)
    assert browser.post("/casussen/openbreken", data=gegevens).headers["Location"] == f"/casussen/{casus.nummer}"
    assert "Je hebt deze casus opengebroken" in browser.get(f"/casussen/{casus.nummer}").text
    soorten = handeling.sessie.scalars(select(Logregel.wat)).all()
    assert "casus.opengebroken" in soorten


def test_de_privacy_officer_oordeelt_en_leest_de_casus_niet(
    client: Client, als: Als, handeling: Handeling, ver: Medewerker, casus: Casus
) -> None:
    toegang.breek_open(als(ver), casus, REDEN)
    privacy = bouw_medewerker(handeling, (Rol.PRIVACY, ""))
    browser = client(privacy)
    assert casus.nummer in browser.get("/").text
    pagina = browser.get("/breekglas").text
    assert REDEN in pagina
    assert casus.situatie not in pagina
    assert browser.get(f"/casussen/{casus.nummer}").status_code == 403
    breekglas = handeling.sessie.scalars(select(Breekglas)).one()
    handeling.sessie.commit()
    pad = f"/breekglas/{breekglas.id}"
    assert browser.post(pad, data={}).status_code == 422
    assert browser.post(pad, data={"oordeel": "terecht", "toelichting": "Goed uitgelegd."}).status_code == 302
    assert browser.post(pad, data={"oordeel": "niet terecht"}).status_code == 409
    handeling.sessie.refresh(breekglas)
    assert (breekglas.oordeel, breekglas.beoordeeld_door) == (Oordeel.TERECHT, privacy.id)


def test_niemand_oordeelt_over_zichzelf(als: Als, ver: Medewerker, casus: Casus) -> None:
    breekglas = toegang.breek_open(als(ver), casus, REDEN)
    with pytest.raises(NietToegestaan):
        toegang.beoordeel(als(ver), breekglas, Oordeel.TERECHT, "")


def test_de_indiener_ziet_wie_zijn_casus_openbrak(
    client: Client, als: Als, indiener: Medewerker, ver: Medewerker, casus: Casus
) -> None:
    toegang.breek_open(als(ver), casus, REDEN)
    client(ver).get(f"/casussen/{casus.nummer}")
    assert "Voorzitter Zuilen" in client(indiener).get(f"/casussen/{casus.nummer}").text


def test_een_tweede_keer_openbreken_begint_een_nieuw_uur(als: Als, ver: Medewerker, casus: Casus) -> None:
    toegang.breek_open(als(ver), casus, REDEN)
    later = replace(als(ver), nu=als(ver).nu + timedelta(hours=2))
    toegang.breek_open(later, casus, REDEN)
    rijen = later.sessie.scalars(select(Toegang).where(Toegang.grond == Grond.BREEKGLAS)).all()
    assert len(rijen) == 1
    assert _leest(later, casus)
    assert len(later.sessie.scalars(select(Breekglas)).all()) == 2


def test_openbreken_mailt_meteen_de_voorzitter_van_de_tafel_en_de_privacy_officer(
    als: Als, handeling: Handeling, ver: Medewerker, casus: Casus
) -> None:
    voorzitter = bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep"))
    privacy = bouw_medewerker(handeling, (Rol.PRIVACY, ""))
    toegang.breek_open(als(ver), casus, REDEN)
    mails = handeling.sessie.scalars(select(Post)).all()
    assert {mail.aan for mail in mails} == {voorzitter.email, privacy.email}
    assert all(casus.nummer in mail.onderwerp for mail in mails)
    assert not any(tekst in mail.onderwerp + mail.tekst for mail in mails for tekst in (REDEN, casus.titel))


def test_een_waarnemer_stuurt_een_gevraagde_aanvulling_maar_geen_concept(
    client: Client, handeling: Handeling, indiener: Medewerker, collega: Medewerker, casus: Casus
) -> None:
    concept = bouw_casus(handeling, indiener, Status.CONCEPT)
    for welke in (casus, concept):
        toegang.wijs_waarnemer_aan(handeling, welke, collega, handeling.vandaag)
    browser = client(collega)
    knoppen = [browser.get(f"/casussen/{welke.nummer}/schrijven").text for welke in (casus, concept)]
    assert ['name="indienen"' in tekst for tekst in knoppen] == [True, False]
