"""What goes, what stays, and that what went is gone to the last byte."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, text

from maatwerk import schema
from maatwerk.account.models import Medewerker
from maatwerk.bewaring.commands import behoud, keur_goed, maak_bezwaar, zet_plicht
from maatwerk.bewaring.models import Vernietigd, Vernietigingsverklaring, Voorstel
from maatwerk.bewaring.opruimen import ruim_op
from maatwerk.bewaring.register import BESTAND, Register, Registerfout
from maatwerk.bewaring.ronde import Ronde, pas_toe
from maatwerk.bewaring.vernietiging import BIJ_TEKST, CASUS, geraakt
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Status
from maatwerk.kern.fouten import Invoerfout, NietToegestaan, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.les.models import Les
from maatwerk.les.rules import Lesstatus
from maatwerk.logboek.models import Logregel
from tests.bewaring.bouw import JAAR, KANARIE, bouw_oude_casus, bouw_register, ligt_er_iets_van, ruwe_bytes, sporen
from tests.bouw import bouw_casus, bouw_medewerker
from tests.les.bouw import bouw_les, bouw_signaal

Als = Callable[[Medewerker], Handeling]


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return bouw_register(tmp_path)


@pytest.fixture
def privacy(handeling: Handeling) -> Medewerker:
    return bouw_medewerker(handeling, (Rol.PRIVACY, ""), naam="Pia Privé")


@pytest.fixture
def indiener(handeling: Handeling) -> Medewerker:
    return bouw_medewerker(handeling, (Rol.INDIENER, ""))


@pytest.fixture
def voorzitter(handeling: Handeling) -> Medewerker:
    return bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep"))


def over(handeling: Handeling, dagen: int) -> Handeling:
    """Give the same act, so many days later."""
    return replace(handeling, nu=handeling.nu + timedelta(days=dagen))


def _voorstel(handeling: Handeling) -> Voorstel:
    return handeling.sessie.scalars(select(Voorstel)).one()


def _doorloop(handeling: Handeling, als: Als, privacy: Medewerker, register: Register) -> Ronde:
    """Propose, approve, wait out the objection, destroy."""
    pas_toe(handeling, register)
    for voorstel in handeling.sessie.scalars(select(Voorstel)):
        keur_goed(als(privacy), voorstel)
    return pas_toe(over(handeling, 15), register, toch=True)


@pytest.fixture
def doorloop(handeling: Handeling, als: Als, privacy: Medewerker, register: Register) -> Callable[[], Ronde]:
    """Give a function that walks the whole road of a vernietiging."""
    return lambda: _doorloop(handeling, als, privacy, register)


def _aantallen(handeling: Handeling) -> dict[str, int]:
    tabellen = schema.METADATA.sorted_tables
    return {tabel.name: handeling.sessie.scalar(select(func.count()).select_from(tabel)) or 0 for tabel in tabellen}


def test_na_twee_jaar_gaat_de_tekst_en_blijven_status_en_codes(
    handeling: Handeling, indiener: Medewerker, doorloop: Callable[[], Ronde]
) -> None:
    casus = bouw_oude_casus(handeling, indiener, bronkenmerk="Z-1")
    ronde = doorloop()
    assert (ronde.vernietigd, casus.status, casus.titel, casus.bronkenmerk) == (1, Status.VERNIETIGD, "", None)
    assert (casus.wijk, casus.leefgebieden, casus.afgesloten_op is None) == ("Ondiep", ["inkomen", "wonen"], False)
    alles = handeling.sessie.execute(select(*(tabel for tabel in geraakt(CASUS) if tabel.name == "besluit"))).all()
    assert "(vernietigd)" in str(alles)
    for tabel in schema.METADATA.sorted_tables:
        rijen = handeling.sessie.execute(select(tabel)).all()
        assert KANARIE not in str(rijen), tabel.name
    over = _aantallen(handeling)
    assert (over["besluit"], over["doorbraak"], over["regel"]) == (1, 2, 2)
    weg = ("notitie", "afweging", "weging", "oplossing", "bedrag", "minderheidsstandpunt", "poging", "procesevaluatie")
    assert {over[naam] for naam in weg} == {0}


def test_na_vijf_jaar_gaat_alles_en_blijft_de_gepubliceerde_les(
    handeling: Handeling, indiener: Medewerker, doorloop: Callable[[], Ronde]
) -> None:
    casus, ander = (bouw_oude_casus(handeling, indiener, dagen=5 * JAAR) for _ in range(2))
    les = bouw_les(handeling, indiener, casus_id=casus.id)
    bouw_les(handeling, indiener, Lesstatus.CONCEPT, casus_id=ander.id)
    signaal = bouw_signaal(handeling, les)
    blijft = bouw_oude_casus(handeling, indiener, dagen=5)
    voor = handeling.sessie.scalar(select(func.count()).select_from(Logregel)) or 0
    assert doorloop().vernietigd == 2
    assert handeling.sessie.scalars(select(Casus)).all() == [blijft]
    assert handeling.sessie.scalars(select(Les)).all() == [les]
    assert (les.casus_id, signaal.lessen) == (None, [les])
    over = _aantallen(handeling)
    assert (over["agendapunt"], over["besluit"], over["afweging"], over["procesevaluatie"]) == (1, 1, 1, 1)
    assert (over["toegang"], over["bewaarvoorstel"]) == (0, 0)
    assert over["logregel"] > voor


def test_de_verklaring_zegt_alles_behalve_wat_erin_stond(
    handeling: Handeling, indiener: Medewerker, doorloop: Callable[[], Ronde]
) -> None:
    casus = bouw_oude_casus(handeling, indiener, dagen=5 * JAAR)
    nummer, gesloten = casus.nummer, casus.afgesloten_op
    assert gesloten is not None
    (verklaring,) = doorloop().verklaringen
    assert (verklaring.casusnummers, verklaring.aantal, verklaring.goedgekeurd_door) == ([nummer], 1, ["Pia Privé"])
    assert (verklaring.termijn_dagen, verklaring.categorie) == (1826, "hele casus")
    assert verklaring.periode_van == verklaring.periode_tot
    assert verklaring.backups_tot == verklaring.vernietigd_op.date() + timedelta(days=35)
    assert KANARIE not in str({kolom.name: getattr(verklaring, kolom.name) for kolom in verklaring.__table__.columns})


@pytest.mark.parametrize("dagen", [2 * JAAR, 5 * JAAR])
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_er_blijft_geen_byteover(
    handeling: Handeling, engine: Engine, indiener: Medewerker, dagen: int, doorloop: Callable[[], Ronde]
) -> None:
    casus = bouw_oude_casus(handeling, indiener, dagen=dagen)
    handeling.sessie.commit()
    spoor = sporen(engine, casus.id)
    assert all(tekst in ruwe_bytes(engine) for tekst in spoor)
    doorloop()
    handeling.sessie.commit()
    assert ruim_op(engine)
    assert not ligt_er_iets_van(spoor, ruwe_bytes(engine))


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_wie_nog_leest_houdt_het_wissen_van_de_wal_op(
    handeling: Handeling, engine: Engine, indiener: Medewerker, doorloop: Callable[[], Ronde]
) -> None:
    casus = bouw_oude_casus(handeling, indiener)
    handeling.sessie.commit()
    spoor = sporen(engine, casus.id)
    with engine.connect() as lezer:
        lezer.connection.cursor().execute("BEGIN").execute("SELECT count(*) FROM casus").fetchone()
        doorloop()
        handeling.sessie.commit()
        assert not ruim_op(engine)
        lezer.connection.cursor().execute("ROLLBACK")
    assert ruim_op(engine)
    assert not ligt_er_iets_van(spoor, ruwe_bytes(engine))


@pytest.mark.parametrize("engine", ["postgresql"], indirect=True)
def test_postgresql_ruimt_de_dode_rijen_op(
    handeling: Handeling, engine: Engine, indiener: Medewerker, doorloop: Callable[[], Ronde]
) -> None:
    casus = bouw_oude_casus(handeling, indiener, dagen=5 * JAAR)
    handeling.sessie.commit()
    spoor = sporen(engine, casus.id)
    doorloop()
    handeling.sessie.commit()
    assert ruim_op(engine, grondig=True)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as verbinding:
        verbinding.exec_driver_sql("SET statement_timeout = 0")
        verbinding.exec_driver_sql("CHECKPOINT")
        for tabel in ("casus", "notitie", "besluit", "knelpunt"):
            inhoud = verbinding.scalar(text(f"SELECT pg_read_binary_file(pg_relation_filepath('{tabel}'))"))
            assert not ligt_er_iets_van(spoor, bytes(inhoud or b"")), tabel


def test_elke_tabel_die_naar_een_casus_leidt_heeft_een_besluit() -> None:
    assert {tabel.name for tabel in geraakt(CASUS)} == set(BIJ_TEKST)


def test_zonder_tweede_persoon_gaat_er_niets(handeling: Handeling, indiener: Medewerker, register: Register) -> None:
    bouw_oude_casus(handeling, indiener)
    assert pas_toe(handeling, register).voorgesteld == 1
    assert pas_toe(handeling, register).voorgesteld == 0
    assert pas_toe(over(handeling, 400), register, toch=True).vernietigd == 0


def test_binnen_de_bezwaartijd_gaat_er_niets(
    handeling: Handeling, als: Als, privacy: Medewerker, indiener: Medewerker, register: Register
) -> None:
    bouw_oude_casus(handeling, indiener)
    pas_toe(handeling, register)
    keur_goed(als(privacy), _voorstel(handeling))
    assert pas_toe(over(handeling, 14), register, toch=True).vernietigd == 0
    assert pas_toe(over(handeling, 15), register, toch=True).vernietigd == 1
    assert pas_toe(over(handeling, 15), register, toch=True).vernietigd == 0


def test_bezwaar_haalt_een_goedkeuring_weg_en_vraagt_een_antwoord(
    handeling: Handeling, als: Als, privacy: Medewerker, voorzitter: Medewerker, register: Register
) -> None:
    indiener = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    bouw_oude_casus(handeling, indiener)
    pas_toe(handeling, register)
    voorstel = _voorstel(handeling)
    keur_goed(als(privacy), voorstel)
    with pytest.raises(Invoerfout):
        maak_bezwaar(als(voorzitter), voorstel, " ")
    maak_bezwaar(als(voorzitter), voorstel, "De rechter oordeelt nog.")
    assert pas_toe(over(handeling, 15), register, toch=True).vernietigd == 0
    with pytest.raises(NietToegestaan, match="Bezwaar maken kon"):
        maak_bezwaar(over(als(voorzitter), 15), voorstel, "Te laat.")
    with pytest.raises(Invoerfout):
        keur_goed(als(privacy), voorstel)
    with pytest.raises(Onvindbaar):
        keur_goed(als(voorzitter), voorstel, "Toch.")
    keur_goed(als(privacy), voorstel, "De zaak is afgelopen.")
    assert pas_toe(over(handeling, 15), register, toch=True).vernietigd == 1


def test_een_bewaarplicht_houdt_alles_tegen_tot_haar_dag(
    handeling: Handeling, als: Als, privacy: Medewerker, register: Register, doorloop: Callable[[], Ronde]
) -> None:
    indiener = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    casus = bouw_oude_casus(handeling, indiener)
    with pytest.raises(Invoerfout):
        zet_plicht(als(privacy), casus, "Beroep.", handeling.vandaag)
    zet_plicht(als(privacy), casus, "Beroep.", handeling.vandaag + timedelta(days=60))
    assert doorloop().vernietigd == 0
    assert pas_toe(over(handeling, 60), register, toch=True).vernietigd == 0
    assert pas_toe(over(handeling, 61), register, toch=True).vernietigd == 1


def test_een_concept_gaat_na_een_waarschuwing_en_blijft_als_de_indiener_dat_wil(
    handeling: Handeling, als: Als, indiener: Medewerker, register: Register
) -> None:
    toen = handeling.nu - timedelta(days=77)
    casus = bouw_casus(handeling, indiener, Status.CONCEPT, titel=KANARIE)
    casus.gewijzigd_op = toen
    assert pas_toe(handeling, register).voorgesteld == 1
    behoud(als(indiener), casus)
    assert pas_toe(over(handeling, 30), register, toch=True).vernietigd == 0
    casus.gewijzigd_op = toen
    assert pas_toe(handeling, register, toch=True).voorgesteld == 1
    assert pas_toe(over(handeling, 15), register, toch=True).vernietigd == 1
    assert handeling.sessie.scalars(select(Casus)).all() == []


@pytest.mark.parametrize("status", [Status.OPGELOST, Status.NIET_VOOR_TAFEL, Status.INGETROKKEN])
def test_wat_niet_behandeld_is_gaat_na_zes_weken(
    handeling: Handeling, indiener: Medewerker, status: Status, doorloop: Callable[[], Ronde]
) -> None:
    bouw_casus(handeling, indiener, status, afgesloten_op=handeling.nu - timedelta(days=42))
    bouw_casus(handeling, indiener, Status.OPVOLGING).gewijzigd_op -= timedelta(days=4000)
    assert doorloop().vernietigd == 1
    assert handeling.sessie.scalars(select(Casus.status)).all() == [Status.OPVOLGING]


def test_het_register_buiten_de_database_noemt_geen_casus(
    handeling: Handeling, indiener: Medewerker, register: Register, doorloop: Callable[[], Ronde]
) -> None:
    casus = bouw_oude_casus(handeling, indiener)
    kenmerk = register.kenmerk(casus.id, casus.aangemaakt_op)
    doorloop()
    pad = register.map_ / BESTAND
    assert pad.stat().st_mode & 0o777 == 0o600
    (regel,) = (json.loads(regel) for regel in pad.read_text("utf-8").splitlines())
    assert (regel["kenmerk"], regel["omvang"], set(regel)) == (kenmerk.hex(), "tekst", {"kenmerk", "omvang", "datum"})
    assert handeling.sessie.scalars(select(Vernietigd.kenmerk)).all() == [kenmerk]


def test_zonder_register_geen_vernietiging(
    handeling: Handeling, als: Als, privacy: Medewerker, indiener: Medewerker, tmp_path: Path
) -> None:
    bouw_oude_casus(handeling, indiener)
    weg = bouw_register(tmp_path / "bestaat-niet")
    pas_toe(handeling, weg)
    keur_goed(als(privacy), _voorstel(handeling))
    handeling.sessie.commit()
    with pytest.raises(Registerfout, match="niet te schrijven"):
        pas_toe(over(handeling, 15), weg, toch=True)
    handeling.sessie.rollback()
    assert handeling.sessie.scalars(select(Casus.status)).all() == [Status.AFGESLOTEN]
    assert handeling.sessie.scalars(select(Vernietigingsverklaring)).all() == []


@pytest.mark.parametrize(("dagen", "woord"), [(40, "sprong"), (-2, "Zet de klok goed")])
def test_een_klok_die_verspringt_vernietigt_niets(
    handeling: Handeling, indiener: Medewerker, register: Register, dagen: int, woord: str
) -> None:
    bouw_oude_casus(handeling, indiener)
    pas_toe(handeling, register)
    pas_toe(over(handeling, 1), register)
    with pytest.raises(NietToegestaan, match=woord):
        pas_toe(over(handeling, 1 + dagen), register)
    pas_toe(over(handeling, 1 + dagen), register, toch=True)
