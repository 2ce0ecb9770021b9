"""`maatwerk bewaring toepassen` cleans up the log; a restore brings nothing of it back, and loses nothing else."""

from pathlib import Path

import pytest
from sqlalchemy import insert, make_url, select

from maatwerk.kern.database import maak_engine
from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.commands import noteer
from maatwerk.logboek.grens import ruim_logboek_op
from maatwerk.logboek.models import Logboekgrens, Logregel
from maatwerk.logboek.queries import list_grenzen
from tests.bewaring.bouw import bouw_oude_casus
from tests.bewaring.installatie import Installatie
from tests.bouw import bouw_medewerker
from tests.logboek.bouw import kraak

OUD = -2000


def _schrijf(werk: Handeling, wat: str, aantal: int = 3) -> None:
    for _ in range(aantal):
        noteer(werk, wat)


def _vul(installatie: Installatie) -> None:
    """Write lines past their term, and some of today."""
    installatie.werk(lambda werk: _schrijf(werk, "les.gezocht"), dagen=OUD)
    installatie.werk(lambda werk: _schrijf(werk, "les.gelezen"))


def _wat(installatie: Installatie) -> list[str]:
    return list(installatie.werk(lambda werk: werk.sessie.scalars(select(Logregel.wat).order_by(Logregel.id)).all()))


def _grenzen(installatie: Installatie) -> list[int]:
    return [grens.aantal for grens in installatie.werk(list_grenzen)]


def _eis_gaaf(installatie: Installatie) -> None:
    uitslag = installatie.draai("logboek", "controleer")
    assert uitslag.exit_code == 0, uitslag.output


def test_de_ronde_ruimt_het_logboek_op(installatie: Installatie) -> None:
    _vul(installatie)
    assert installatie.draai("logboek", "anker").exit_code == 0
    uitslag = installatie.draai("bewaring", "toepassen")
    assert (uitslag.exit_code, "Uit het logboek opgeruimd: 3." in uitslag.output) == (0, True), uitslag.output
    assert _wat(installatie) == ["les.gelezen"] * 3 + ["bewaring.toegepast", "logboek.opgeruimd"]
    assert installatie.draai("logboek", "anker").exit_code == 0
    gezien = installatie.draai("logboek", "controleer").output
    assert gezien == "Het logboek klopt. Regels: 5, ankers: 2.\nEerder opgeruimd na hun termijn: 3.\n"
    opnieuw = installatie.draai("bewaring", "toepassen")
    assert (opnieuw.exit_code, "Uit het logboek opgeruimd: 0." in opnieuw.output) == (0, True)
    _eis_gaaf(installatie)


def test_een_logboek_waarmee_geknoeid_is_houdt_de_vernietiging_niet_tegen(installatie: Installatie) -> None:
    _vul(installatie)
    installatie.werk(lambda werk: bouw_oude_casus(werk, bouw_medewerker(werk)))
    engine = maak_engine(installatie.url, installatie.kluis)
    kraak(engine, "UPDATE logregel SET wie = 99 WHERE id = (SELECT min(id) FROM logregel)")
    engine.dispose()
    uitslag = installatie.draai("bewaring", "toepassen")
    assert (uitslag.exit_code, "Voorgesteld: 1." in uitslag.output) == (1, True), uitslag.output
    assert "Er is niets uit het logboek opgeruimd" in uitslag.output
    assert "casus.vernietiging_voorgesteld" in _wat(installatie)
    assert _wat(installatie).count("les.gezocht") == 3


@pytest.mark.parametrize("eerder", [False, True])
def test_herstel_van_voor_het_opruimen_brengt_geen_oude_regels_terug(installatie: Installatie, *, eerder: bool) -> None:
    """Also when the backup held a grens already."""
    if eerder:
        installatie.werk(lambda werk: _schrijf(werk, "les.geschreven", 2), dagen=OUD - 4000)
        installatie.werk(ruim_logboek_op, dagen=OUD - 1)
    _vul(installatie)
    kopie = installatie.kopie()
    assert installatie.draai("logboek", "anker").exit_code == 0
    assert installatie.draai("bewaring", "toepassen").exit_code == 0
    assert installatie.draai("logboek", "anker").exit_code == 0
    ervoor, grenzen = _wat(installatie), _grenzen(installatie)
    assert len(grenzen) == 1 + eerder
    uitslag = installatie.draai("herstel", str(kopie), "--doe-het")
    assert (uitslag.exit_code, "doorgezet met" in uitslag.output) == (0, True), uitslag.output
    assert (_wat(installatie), _grenzen(installatie)) == ([*ervoor, "herstel.uitgevoerd"], grenzen)
    _eis_gaaf(installatie)


def test_ook_als_alles_uit_de_back_up_al_is_opgeruimd_gaat_het_logboek_door(installatie: Installatie) -> None:
    _vul(installatie)
    kopie = installatie.kopie()
    installatie.werk(lambda werk: _schrijf(werk, "les.van_na_de_back_up", 2), dagen=3999)
    installatie.werk(ruim_logboek_op, dagen=4000)
    ervoor, grenzen = _wat(installatie), _grenzen(installatie)
    assert ervoor == ["les.van_na_de_back_up"] * 2 + ["logboek.opgeruimd"]
    assert installatie.draai("logboek", "anker").exit_code == 0
    uitslag = installatie.draai("herstel", str(kopie), "--doe-het")
    assert (uitslag.exit_code, "doorgezet met 3 regels" in uitslag.output) == (0, True), uitslag.output
    assert (_wat(installatie), _grenzen(installatie)) == ([*ervoor, "herstel.uitgevoerd"], grenzen)
    _eis_gaaf(installatie)


def test_zonder_de_oude_database_ruimt_de_volgende_ronde_opnieuw_op(installatie: Installatie) -> None:
    _vul(installatie)
    kopie = installatie.kopie()
    assert installatie.draai("bewaring", "toepassen").exit_code == 0
    url = make_url(installatie.url)
    if url.get_backend_name() == "sqlite":
        Path(str(url.database)).unlink()
    else:
        engine = maak_engine(installatie.url, installatie.kluis)
        with engine.begin() as verbinding:
            verbinding.exec_driver_sql("DROP SCHEMA public CASCADE")
            verbinding.exec_driver_sql("CREATE SCHEMA public")
        engine.dispose()
    assert installatie.draai("herstel", str(kopie), "--doe-het").exit_code == 0
    assert _wat(installatie).count("les.gezocht") == 3
    assert "opgeruimd: 3." in installatie.draai("bewaring", "toepassen").output
    assert "les.gezocht" not in _wat(installatie)
    _eis_gaaf(installatie)


def test_een_back_up_met_een_grens_gaat_terug_en_klopt(installatie: Installatie) -> None:
    _vul(installatie)
    assert installatie.draai("bewaring", "toepassen").exit_code == 0
    kopie = installatie.kopie()
    assert installatie.draai("logboek", "anker").exit_code == 0
    uitslag = installatie.draai("herstel", str(kopie), "--doe-het")
    assert uitslag.exit_code == 0, uitslag.output
    assert _grenzen(installatie) == [3]
    _eis_gaaf(installatie)


def test_een_vervalste_grens_gaat_niet_mee_met_herstel(installatie: Installatie) -> None:
    """Somebody moved the grens and deleted lines; the backup still has them."""
    _vul(installatie)
    kopie = installatie.kopie()

    def vervals(werk: Handeling) -> None:
        regels = werk.sessie.execute(select(Logregel.id, Logregel.keten).order_by(Logregel.id)).all()
        velden = {"aantal": 4, "gezet_op": werk.nu, "zegel": bytes(32)}
        werk.sessie.execute(insert(Logboekgrens).values(id=regels[3].id, keten=regels[3].keten, **velden))
        werk.sessie.execute(Logregel.__table__.delete().where(Logregel.id <= regels[3].id))  # type: ignore[attr-defined]

    installatie.werk(vervals)
    assert installatie.draai("logboek", "controleer").exit_code == 1
    assert installatie.draai("herstel", str(kopie), "--doe-het").exit_code == 0
    assert _wat(installatie).count("les.gezocht") == 3
    _eis_gaaf(installatie)
