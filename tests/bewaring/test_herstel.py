"""A backup is of one moment, opens only whole and with the right secret, and never brings back what was destroyed."""

import os
import shutil
import threading
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import func, make_url, select, text
from sqlalchemy.orm import Session

from maatwerk import schema
from maatwerk.account.models import Aanmelding, Medewerker
from maatwerk.account.queries import als_aangemelde
from maatwerk.bewaring import reservekopie
from maatwerk.bewaring.commands import keur_goed, zet_plicht
from maatwerk.bewaring.models import Bewaarplicht, Vernietigd, Vernietigingsverklaring, Voorstel
from maatwerk.bewaring.register import BESTAND
from maatwerk.bewaring.reservekopie import backupsleutel, maak_kopie, ruim_oude
from maatwerk.bewaring.ronde import pas_toe
from maatwerk.bewaring.zegelstroom import MERK, Kopiefout, ontzegel, verzegel
from maatwerk.casus.models import Casus
from maatwerk.kern import klok
from maatwerk.kern.database import maak_engine
from maatwerk.kern.handeling import Handeling, Systeem
from maatwerk.kern.rechten import Rol
from maatwerk.logboek.anker import BESTAND as ANKERS
from maatwerk.logboek.models import Logregel
from tests.bewaring.bouw import JAAR, KANARIE, bouw_oude_casus, bouw_register, ligt_er_iets_van, ruwe_bytes, sporen
from tests.bewaring.installatie import Installatie
from tests.bouw import bouw_casus, bouw_medewerker
from tests.conftest import GEHEIM, SPOOR

alleen_sqlite = pytest.mark.parametrize("installatie", ["sqlite"], indirect=True)


def _bouw(werk: Handeling) -> None:
    indiener = bouw_medewerker(werk, (Rol.INDIENER, ""))
    bouw_medewerker(werk, (Rol.PRIVACY, ""), naam="Pia Privé")
    bouw_oude_casus(werk, indiener, dagen=5 * JAAR, titel=KANARIE)
    bouw_casus(werk, indiener, titel="Deze blijft")
    moment = {"begonnen_op": werk.nu, "gezien_op": werk.nu, "bevestigd_op": werk.nu}
    werk.sessie.add(Aanmelding(merk=os.urandom(32), medewerker_id=indiener.id, **moment))


def _keur_alles_goed(werk: Handeling) -> None:
    privacy = als_aangemelde(werk.sessie.scalars(select(Medewerker).where(Medewerker.naam == "Pia Privé")).one())
    for voorstel in werk.sessie.scalars(select(Voorstel)):
        keur_goed(replace(werk, wie=privacy), voorstel)


def _vernietig(installatie: Installatie) -> None:
    register = bouw_register(installatie.map_)
    installatie.werk(lambda werk: pas_toe(werk, register))
    installatie.werk(_keur_alles_goed)
    ronde = installatie.werk(lambda werk: pas_toe(werk, register, toch=True), dagen=15)
    assert ronde.vernietigd == 1


def _titels(installatie: Installatie) -> list[str]:
    return list(installatie.werk(lambda werk: werk.sessie.scalars(select(Casus.titel).order_by(Casus.id)).all()))


def _sporen(installatie: Installatie) -> list[bytes]:
    engine = maak_engine(installatie.url, installatie.kluis)
    try:
        return sporen(engine, 1)
    finally:
        engine.dispose()


def _op_schijf(installatie: Installatie) -> bytes:
    """Give the bytes of the tables that hold text, as they lie on the disk."""
    engine = maak_engine(installatie.url, installatie.kluis)
    try:
        if engine.dialect.name == "sqlite":
            return ruwe_bytes(engine)
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as verbinding:
            verbinding.exec_driver_sql("SET statement_timeout = 0")
            verbinding.exec_driver_sql("CHECKPOINT")
            vraag = "SELECT string_agg(pg_read_binary_file(pg_relation_filepath(oid)), '') FROM pg_class"
            vraag += " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i')"
            return bytes(verbinding.scalar(text(vraag)))
    finally:
        engine.dispose()


def test_een_back_up_van_voor_een_vernietiging_brengt_de_casus_niet_terug(installatie: Installatie) -> None:
    installatie.werk(_bouw)
    oud = installatie.kopie()
    spoor = _sporen(installatie)
    assert ligt_er_iets_van(spoor, _op_schijf(installatie))
    assert not ligt_er_iets_van(spoor, oud.read_bytes())
    _vernietig(installatie)
    assert _titels(installatie) == ["Deze blijft"]
    uitslag = installatie.draai("herstel", str(oud), "--doe-het")
    assert (uitslag.exit_code, "Opnieuw vernietigd: 1" in uitslag.output) == (0, True), uitslag.output
    assert _titels(installatie) == ["Deze blijft"]
    assert not ligt_er_iets_van(spoor, _op_schijf(installatie))
    assert installatie.draai("logboek", "controleer").exit_code == 0


def test_ook_zonder_de_oude_database_komt_de_casus_niet_terug(installatie: Installatie) -> None:
    """The disk broke: only the backup and the file beside it are left."""
    installatie.werk(_bouw)
    oud, spoor = installatie.kopie(), _sporen(installatie)
    _vernietig(installatie)
    assert installatie.draai("logboek", "anker").exit_code == 0
    url = make_url(installatie.url)
    if url.get_backend_name() == "sqlite":
        Path(str(url.database)).unlink()
    else:
        engine = maak_engine(installatie.url, installatie.kluis)
        with engine.begin() as verbinding:
            verbinding.exec_driver_sql("DROP SCHEMA public CASCADE")
            verbinding.exec_driver_sql("CREATE SCHEMA public")
        engine.dispose()
    uitslag = installatie.draai("herstel", str(oud), "--doe-het")
    assert (uitslag.exit_code, "Opnieuw vernietigd: 1" in uitslag.output) == (0, True), uitslag.output
    assert "logboek van na de back-up is er niet meer" in uitslag.output
    assert _titels(installatie) == ["Deze blijft"]
    assert not ligt_er_iets_van(spoor, _op_schijf(installatie))
    assert list(installatie.map_.glob(f"{ANKERS}.voor-herstel-*"))
    assert installatie.draai("logboek", "controleer").exit_code == 0


def test_wat_niet_terug_in_de_tijd_mag_blijft(installatie: Installatie) -> None:
    installatie.werk(_bouw)
    oud = installatie.kopie()

    def houd_vast(werk: Handeling) -> None:
        casus = werk.sessie.scalars(select(Casus).where(Casus.id == 2)).one()
        privacy = werk.sessie.scalars(select(Medewerker).where(Medewerker.naam == "Pia Privé")).one()
        zet_plicht(replace(werk, wie=als_aangemelde(privacy)), casus, "Beroep.", werk.vandaag + timedelta(days=60))
        bouw_casus(werk, casus.indiener, titel="Van na de back-up")

    installatie.werk(houd_vast)
    _vernietig(installatie)
    regels = installatie.werk(lambda werk: werk.sessie.scalar(select(func.count()).select_from(Logregel)))
    hoogste = installatie.werk(lambda werk: werk.sessie.scalar(select(func.max(Casus.id))))
    assert installatie.draai("herstel", str(oud), "--doe-het").exit_code == 0

    def kijk(werk: Handeling) -> None:
        tel = {soort: werk.sessie.scalar(select(func.count()).select_from(soort)) for soort in (
            Bewaarplicht, Vernietigd, Vernietigingsverklaring, Voorstel)}  # fmt: skip
        assert list(tel.values()) == [1, 1, 1, 0]
        assert (werk.sessie.scalar(select(func.count()).select_from(Logregel)) or 0) > regels
        laatste = werk.sessie.scalars(select(Logregel.wat).order_by(Logregel.id.desc()).limit(1)).one()
        assert laatste == "herstel.uitgevoerd"
        assert None not in werk.sessie.scalars(select(Aanmelding.beeindigd_op)).all()
        nieuw = bouw_casus(werk, None)
        assert nieuw.id > hoogste

    installatie.werk(kijk)
    assert "Van na de back-up" not in _titels(installatie)


def test_zonder_doe_het_verandert_er_niets(installatie: Installatie) -> None:
    installatie.werk(_bouw)
    oud = installatie.kopie()
    installatie.werk(lambda werk: bouw_casus(werk, None, titel="Later"))
    uitslag = installatie.draai("herstel", str(oud))
    assert (uitslag.exit_code, "Er is niets veranderd" in uitslag.output) == (0, True), uitslag.output
    assert "Later" in _titels(installatie)
    assert installatie.draai("herstel", str(oud), "--doe-het").exit_code == 0
    assert "Later" not in _titels(installatie)
    assert [pad.name for pad in installatie.map_.iterdir() if pad.name.startswith(".")] == []


def test_zolang_iemand_de_database_open_heeft_gebeurt_er_niets(installatie: Installatie) -> None:
    installatie.werk(_bouw)
    oud = installatie.kopie()
    engine = maak_engine(installatie.url, installatie.kluis)
    with engine.connect() as lezer:
        lezer.execute(select(func.count()).select_from(Casus))
        lezer.rollback()
        uitslag = installatie.draai("herstel", str(oud), "--doe-het")
    engine.dispose()
    assert (uitslag.exit_code, "draait nog" in uitslag.output) == (1, True), uitslag.output
    assert len(_titels(installatie)) == 2


@alleen_sqlite
def test_een_beschadigde_back_up_wordt_altijd_geweigerd(installatie: Installatie, tmp_path: Path) -> None:
    installatie.werk(_bouw)
    goed = installatie.kopie().read_bytes()
    toeval = Random(20261122)  # noqa: S311 - the same places every time
    stuk = tmp_path / "stuk.backup"
    for _ in range(40):
        plek = toeval.randrange(len(goed) - 16)
        stuk.write_bytes(goed[:plek] + toeval.randbytes(16) + goed[plek + 16 :])
        uitslag = installatie.draai("herstel", str(stuk), "--doe-het")
        assert (uitslag.exit_code, uitslag.exception.__class__) == (1, SystemExit), plek
    for lengte in (0, 10, 60, 1000, len(goed) // 2, len(goed) - 17, len(goed) - 1):
        stuk.write_bytes(goed[:lengte])
        assert installatie.draai("herstel", str(stuk), "--doe-het").exit_code == 1, lengte
    stuk.write_bytes(goed + b"x")
    assert installatie.draai("herstel", str(stuk), "--doe-het").exit_code == 1
    assert len(_titels(installatie)) == 2


def test_een_afgekapte_laatste_brok_wordt_geweigerd() -> None:
    """Cut exactly between two pieces: every piece left is whole, and still it does not open."""
    uit = BytesIO()
    verzegel(BytesIO(bytes(3 << 20)), uit, bytes(32))
    brok = (1 << 20) + 16
    kop = len(MERK) + 32
    assert len(b"".join(ontzegel(BytesIO(uit.getvalue()), bytes(32)))) == 3 << 20
    for brokken in (1, 2):
        with pytest.raises(Kopiefout):
            list(ontzegel(BytesIO(uit.getvalue()[: kop + brokken * brok]), bytes(32)))
    heel = uit.getvalue()
    verwisseld = heel[:kop] + heel[kop + brok : kop + 2 * brok] + heel[kop : kop + brok] + heel[kop + 2 * brok :]
    with pytest.raises(Kopiefout):
        list(ontzegel(BytesIO(verwisseld), bytes(32)))


def test_een_ander_geheim_opent_niets(installatie: Installatie) -> None:
    installatie.werk(_bouw)
    uitslag = installatie.draai("herstel", str(installatie.kopie()), "--doe-het", geheim="x" * 40)
    assert (uitslag.exit_code, "met een ander geheim" in uitslag.output) == (1, True)


def test_een_nieuwer_schema_wordt_geweigerd(installatie: Installatie, monkeypatch: pytest.MonkeyPatch) -> None:
    installatie.werk(_bouw)
    kopie = installatie.kopie()
    monkeypatch.setattr(schema, "kent_revisie", lambda _revisie: False)
    uitslag = installatie.draai("herstel", str(kopie), "--doe-het")
    assert (uitslag.exit_code, "nieuwere versie" in uitslag.output) == (1, True)
    monkeypatch.undo()
    assert schema.kent_revisie("20261122")
    assert not schema.kent_revisie("20990101")


def test_een_beschadigd_register_houdt_herstel_tegen(installatie: Installatie) -> None:
    installatie.werk(_bouw)
    kopie = installatie.kopie()
    (installatie.map_ / BESTAND).write_text("onzin\n", "utf-8")
    uitslag = installatie.draai("herstel", str(kopie), "--doe-het")
    assert (uitslag.exit_code, BESTAND in uitslag.output) == (1, True)


def test_een_logboek_dat_niet_klopt_wordt_niet_teruggezet(installatie: Installatie) -> None:
    installatie.werk(_bouw)
    engine = maak_engine(installatie.url, installatie.kluis)
    with engine.begin() as verbinding:  # a line with a seal that fits nothing
        verbinding.execute(
            Logregel.__table__.insert().values(  # type: ignore[attr-defined]
                wanneer=klok.nu(), wat="x", object_soort="", geslaagd=True, bron="x", vorige=b"1" * 32, keten=b"2" * 32
            )
        )
    engine.dispose()
    uitslag = installatie.draai("herstel", str(installatie.kopie()))
    assert (uitslag.exit_code, "Het logboek in deze back-up klopt niet" in uitslag.output) == (1, True), uitslag.output


def test_een_back_up_tijdens_het_schrijven_is_van_een_moment(installatie: Installatie) -> None:
    """Each transaction writes a pair; a copy of one moment holds whole pairs only."""
    klaar = threading.Event()

    def schrijf() -> None:
        engine = maak_engine(installatie.url, installatie.kluis)
        while not klaar.is_set():
            with Session(engine) as sessie, sessie.begin():
                werk = Handeling(sessie, Systeem(), klok.nu(), installatie.instellingen, SPOOR)
                bouw_medewerker(werk)
                bouw_casus(werk, None)
        engine.dispose()

    draad = threading.Thread(target=schrijf)
    draad.start()
    engine = maak_engine(installatie.url, installatie.kluis)
    try:
        kopieen = [
            maak_kopie(engine, installatie.map_ / "b", backupsleutel(GEHEIM), klok.nu() + timedelta(seconds=keer))
            for keer in range(3)
        ]
    finally:
        klaar.set()
        draad.join()
        engine.dispose()
    for nummer, kopie in enumerate(kopieen):
        werkmap = installatie.map_ / f"uit{nummer}"
        werkmap.mkdir()
        manifest, _ = reservekopie.pak_uit(kopie, backupsleutel(GEHEIM), werkmap)
        assert manifest.rijen["casus"] == manifest.rijen["medewerker"]
        assert installatie.draai("herstel", str(kopie), "--doe-het").exit_code == 0
        assert len(_titels(installatie)) == manifest.rijen["casus"]


def test_te_oude_back_ups_gaan_weg_en_verder_niets(tmp_path: Path) -> None:
    namen = ("maatwerk-20260101T000000Z.backup", "maatwerk-20261101T000000Z.backup", "anders.backup", "notitie.txt")
    for naam in namen:
        (tmp_path / naam).touch()
    nu = klok.lokaal_moment(klok.vandaag(klok.nu()).replace(2026, 11, 22), klok.nu().time())
    assert ruim_oude(tmp_path, nu, 35) == [namen[0]]
    assert {pad.name for pad in tmp_path.iterdir()} == set(namen[1:])


@alleen_sqlite
def test_resten_van_een_afgebroken_back_up_gaan_weg(installatie: Installatie) -> None:
    rest = installatie.map_ / "backups" / ".maatwerk-backup-kapot"
    rest.mkdir(parents=True)
    (rest / "ruw").write_text(KANARIE)
    os.utime(rest, (0, 0))
    kopie = installatie.kopie()
    assert kopie.stat().st_mode & 0o777 == 0o600
    assert [pad.name for pad in kopie.parent.iterdir()] == [kopie.name]


def test_zonder_geheim_geen_back_up(installatie: Installatie) -> None:
    uitslag = installatie.draai("backup", geheim="")
    assert (uitslag.exit_code, "MAATWERK_SECRET_KEY ontbreekt" in uitslag.output) == (1, True)


@pytest.mark.parametrize("installatie", ["postgresql"], indirect=True)
def test_zonder_pg_dump_zegt_de_opdracht_wat_er_ontbreekt(
    installatie: Installatie, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _naam: None)
    uitslag = installatie.draai("backup")
    assert (uitslag.exit_code, "pg_dump ontbreekt" in uitslag.output) == (1, True)
