"""The log can be proven: nothing in it changes unseen, on both kinds of database."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import Engine, func, inspect, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from maatwerk.account.models import Medewerker
from maatwerk.casus.commands import begin_casus
from maatwerk.casus.models import Casus
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.kern.sleutels import ketensleutel, leid_af
from maatwerk.logboek.commands import noteer
from maatwerk.logboek.models import Logregel
from maatwerk.logboek.queries import controleer_logboek, get_anker
from maatwerk.logboek.rules import Inhoud
from tests.bouw import bouw_medewerker
from tests.logboek.bouw import kapot_logboek, kraak, schrijf_regels


def _gebrek(handeling: Handeling) -> str:
    return controleer_logboek(handeling, []).gebrek


def test_een_ongemoeid_logboek_klopt(handeling: Handeling) -> None:
    schrijf_regels(handeling, 5)
    uitslag = controleer_logboek(handeling, [get_anker(handeling)])
    assert (uitslag.aantal, uitslag.gebrek) == (5, "")


def test_een_leeg_logboek_klopt(handeling: Handeling) -> None:
    assert controleer_logboek(handeling, [get_anker(handeling)]).gebrek == ""


@pytest.mark.parametrize(
    "wijziging",
    [
        "wie = 99", "wat = 'casus.gelezen'", "object_soort = 'casus'", "object_id = 3", "bron = '127.0.0.1'",
        "geslaagd = NOT geslaagd", "wanneer = '2020-01-01 00:00:00'",
    ],
)  # fmt: skip
def test_een_veranderde_regel_wordt_aangewezen(handeling: Handeling, engine: Engine, wijziging: str) -> None:
    schrijf_regels(handeling, 5)
    laatste = handeling.sessie.scalar(select(func.max(Logregel.id))) or 0
    handeling.sessie.rollback()
    kraak(engine, f"UPDATE logregel SET {wijziging} WHERE id = {laatste - 2}")  # noqa: S608 - our own text
    assert _gebrek(handeling) == f"Regel {laatste - 2} is veranderd."


def test_een_weggehaalde_regel_wordt_aangewezen(handeling: Handeling, engine: Engine) -> None:
    schrijf_regels(handeling, 5)
    laatste = handeling.sessie.scalar(select(func.max(Logregel.id))) or 0
    handeling.sessie.rollback()
    kraak(engine, "DELETE FROM logregel WHERE id = (SELECT max(id) - 2 FROM logregel)")
    assert _gebrek(handeling) == f"Vóór regel {laatste - 1} is iets weggehaald of ingevoegd."


def test_een_afgekapt_eind_wordt_gezien_door_het_anker(handeling: Handeling, engine: Engine) -> None:
    schrijf_regels(handeling, 5)
    anker = get_anker(handeling)
    handeling.sessie.rollback()
    kraak(engine, "DELETE FROM logregel WHERE id = (SELECT max(id) FROM logregel)")
    assert controleer_logboek(handeling, []).gebrek == ""  # the chain alone does not see it
    handeling.sessie.rollback()
    assert "ontbreekt het eind" in controleer_logboek(handeling, [anker]).gebrek
    handeling.sessie.rollback()
    schrijf_regels(handeling, 3, "les.gelezen")
    assert "het eind is vervangen" in controleer_logboek(handeling, [anker]).gebrek


def test_zonder_de_sleutel_past_geen_regel_in_de_keten(handeling: Handeling) -> None:
    schrijf_regels(handeling, 2)
    vreemde = replace(handeling, spoor=replace(handeling.spoor, sleutel=ketensleutel("een ander geheim")))
    noteer(vreemde, "les.gezocht")
    assert "is veranderd" in _gebrek(handeling)


@pytest.mark.parametrize(
    "opdracht",
    [
        "UPDATE logregel SET wie = 1",
        "DELETE FROM logregel",
        "TRUNCATE logregel",
        "INSERT OR REPLACE INTO logregel SELECT * FROM logregel",
    ],
)
def test_de_database_weigert_te_veranderen_wat_er_staat(handeling: Handeling, engine: Engine, opdracht: str) -> None:
    if engine.dialect.name not in {"TRUNCATE": ["postgresql"], "INSERT": ["sqlite"]}.get(
        opdracht.split(maxsplit=1)[0], ["sqlite", "postgresql"]
    ):
        return  # the other database does not know this command
    schrijf_regels(handeling, 2)
    with engine.connect() as verbinding, pytest.raises(IntegrityError, match="alleen aan te vullen"):
        verbinding.execute(text(opdracht))
    assert _gebrek(handeling) == ""


def test_twee_schrijvers_tegelijk_houden_een_keten(handeling: Handeling, engine: Engine) -> None:
    def schrijf(keer: int) -> None:
        with Session(engine) as eigen:
            werk = replace(handeling, sessie=eigen)
            noteer(werk, "les.gezocht")
            if keer % 5 == 0:
                eigen.rollback()  # leaves a gap in the ids
            else:
                noteer(werk, "les.gelezen")
                eigen.commit()

    with ThreadPoolExecutor(2) as draden:
        list(draden.map(schrijf, range(30)))
    uitslag = controleer_logboek(handeling, [])
    assert (uitslag.aantal, uitslag.gebrek) == (48, "")


def test_geen_logregel_dan_geen_handeling(
    handeling: Handeling, engine: Engine, als: Callable[[Medewerker], Handeling]
) -> None:
    medewerker = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    handeling.sessie.commit()
    with kapot_logboek(engine):
        with pytest.raises(DBAPIError):
            begin_casus(als(medewerker), medewerker)
        handeling.sessie.rollback()
    assert handeling.sessie.scalar(select(func.count()).select_from(Casus)) == 0


def test_het_zegel_gaat_over_elk_veld_van_een_regel() -> None:
    kolommen = set(inspect(Logregel).columns.keys())
    assert set(Inhoud._fields) == kolommen - {"id", "vorige", "keten"}


def test_de_sleutel_is_afgeleid_volgens_rfc_5869() -> None:
    """Test vector 3: no salt, no info. The first 32 bytes."""
    assert leid_af(b"\x0b" * 22, "").hex() == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d"
