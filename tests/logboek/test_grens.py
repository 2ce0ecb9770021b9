"""Lines past their term go as a sealed act; whatever else goes or changes is still found, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from maatwerk.kern.fouten import NietToegestaan
from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.grens import ruim_logboek_op
from maatwerk.logboek.models import Logboekgrens, Logregel
from maatwerk.logboek.queries import controleer_logboek, get_anker, list_grenzen
from maatwerk.logboek.rules import OPGERUIMD, Anker
from tests.logboek.bouw import kraak, schrijf_regels

Keten = Callable[[int], list[int]]


@pytest.fixture
def termijn(handeling: Handeling) -> timedelta:
    return timedelta(days=handeling.instellingen.algemeen.bewaartermijnen.logboek_dagen)


@pytest.fixture
def ids(handeling: Handeling, termijn: timedelta) -> list[int]:
    """Write five lines that are a day past their term and three of today; give all ids."""
    schrijf_regels(replace(handeling, nu=handeling.nu - termijn - timedelta(days=1)), 5)
    schrijf_regels(handeling, 3)
    nummers = _ids(handeling)
    handeling.sessie.rollback()
    return nummers


def _ids(handeling: Handeling) -> list[int]:
    return list(handeling.sessie.scalars(select(Logregel.id).order_by(Logregel.id)))


def _gebrek(handeling: Handeling, *ankers: Anker) -> str:
    gebrek = controleer_logboek(handeling, ankers).gebrek
    handeling.sessie.rollback()
    return gebrek


def _ruim_op(handeling: Handeling) -> int:
    aantal = ruim_logboek_op(handeling)
    handeling.sessie.commit()
    return aantal


def test_wat_ouder_is_dan_de_termijn_gaat_en_de_rest_klopt(handeling: Handeling, ids: list[int]) -> None:
    voor = get_anker(handeling)
    assert _ruim_op(handeling) == 5
    assert _ids(handeling)[:-1] == ids[5:]
    assert handeling.sessie.scalars(select(Logregel.wat).order_by(Logregel.id.desc())).first() == OPGERUIMD
    na = get_anker(handeling)
    assert (voor.aantal, na.aantal) == (8, 9)
    uitslag = controleer_logboek(handeling, [voor, na])
    assert (uitslag.aantal, uitslag.gebrek, uitslag.opgeruimd) == (4, "", 5)


def test_een_tweede_keer_doet_niets_tot_er_weer_een_regel_te_oud_is(handeling: Handeling, ids: list[int]) -> None:
    assert (_ruim_op(handeling), _ruim_op(handeling), len(ids)) == (5, 0, 8)
    later = replace(handeling, nu=handeling.nu + timedelta(days=4000))
    schrijf_regels(later, 1)
    assert _ruim_op(later) == 4
    assert [grens.aantal for grens in list_grenzen(handeling)] == [5, 9]
    uitslag = controleer_logboek(handeling, [get_anker(handeling)])
    assert (uitslag.aantal, uitslag.gebrek, uitslag.opgeruimd) == (2, "", 9)


def test_een_regel_binnen_de_termijn_blijft_en_alles_erna_ook(handeling: Handeling, termijn: timedelta) -> None:
    """A clock that stood wrong put an old moment after a young one: that line waits for the one before it."""
    grens = handeling.nu - termijn
    for moment in (grens - timedelta(days=1), grens, grens - timedelta(days=1), handeling.nu):
        schrijf_regels(replace(handeling, nu=moment), 1)
    over = _ids(handeling)[1:]
    assert _ruim_op(handeling) == 1
    assert _ids(handeling)[:-1] == over
    assert _gebrek(handeling) == ""


def test_ook_als_alles_te_oud_is_gaat_de_keten_door(handeling: Handeling, ids: list[int]) -> None:
    later = replace(handeling, nu=handeling.nu + timedelta(days=4000))
    assert _ruim_op(later) == len(ids)
    assert len(_ids(handeling)) == 1
    schrijf_regels(later, 2)
    assert _gebrek(handeling, get_anker(handeling)) == ""


def test_ankers_van_voor_en_op_de_grens_blijven_gelden(handeling: Handeling, termijn: timedelta) -> None:
    oud = replace(handeling, nu=handeling.nu - termijn - timedelta(days=1))
    schrijf_regels(oud, 2)
    lang_geleden = get_anker(oud)
    schrijf_regels(oud, 3)
    op_de_grens = get_anker(oud)
    schrijf_regels(handeling, 2)
    _ruim_op(handeling)
    assert _gebrek(handeling, lang_geleden, op_de_grens) == ""
    vals = replace(op_de_grens, keten=lang_geleden.keten)
    assert "het eind is vervangen" in _gebrek(handeling, vals)


@pytest.mark.parametrize(
    ("welke", "verwacht"),
    [
        ("id = (SELECT min(id) FROM logregel)", "is iets weggehaald"),
        ("id <= (SELECT min(id) + 1 FROM logregel)", "is iets weggehaald"),
        ("id = (SELECT max(id) - 1 FROM logregel)", "is iets weggehaald"),
        ("id = (SELECT max(id) FROM logregel)", "ontbreekt het eind"),
        ("id > 0", "ontbreekt het eind"),
    ],
)
def test_wat_na_de_grens_verdwijnt_wordt_gezien(
    handeling: Handeling, engine: Engine, ids: list[int], welke: str, verwacht: str
) -> None:
    assert _ruim_op(handeling) == len(ids) - 3
    kraak(engine, f"DELETE FROM logregel WHERE {welke}")  # noqa: S608 - our own text
    assert verwacht in _gebrek(handeling)  # even without an anchor: the end says that the log was cleaned up


def test_een_afgekapt_eind_na_de_grens_wordt_gezien_door_het_anker(
    handeling: Handeling, engine: Engine, ids: list[int]
) -> None:
    _ruim_op(handeling)
    schrijf_regels(handeling, 2)
    anker = get_anker(handeling)
    handeling.sessie.rollback()
    kraak(engine, "DELETE FROM logregel WHERE id = (SELECT max(id) FROM logregel)")
    assert _gebrek(handeling) == ""
    assert f"telde {len(ids) + 3} regels" in _gebrek(handeling, anker)
    schrijf_regels(handeling, 1, "les.gelezen")
    assert "het eind is vervangen" in _gebrek(handeling, anker)


def test_een_regel_na_de_grens_die_verandert_wordt_gezien(handeling: Handeling, engine: Engine, ids: list[int]) -> None:
    _ruim_op(handeling)
    kraak(engine, f"UPDATE logregel SET wie = 99 WHERE id = {ids[6]}")  # noqa: S608 - our own text
    assert _gebrek(handeling) == f"Regel {ids[6]} is veranderd."


def _vals(handeling: Handeling, tot: int, aantal: int) -> None:
    """Put a grens in the table as somebody without the key would, and delete up to there: the triggers allow it."""
    keten = handeling.sessie.scalars(select(Logregel.keten).where(Logregel.id == tot)).one()
    handeling.sessie.execute(
        insert(Logboekgrens).values(id=tot, keten=keten, aantal=aantal, gezet_op=handeling.nu, zegel=b"7" * 32)
    )
    handeling.sessie.execute(text("DELETE FROM logregel WHERE id <= :tot"), {"tot": tot})
    handeling.sessie.commit()


def test_een_vervalste_grens_wordt_gezien(handeling: Handeling, ids: list[int]) -> None:
    _vals(handeling, ids[6], 7)
    assert _gebrek(handeling) == f"De grens bij regel {ids[6]} is niet door Maatwerk gezet, of is veranderd."
    with pytest.raises(NietToegestaan, match="Het logboek klopt niet"):
        ruim_logboek_op(replace(handeling, nu=handeling.nu + timedelta(days=4000)))


def test_een_vervalste_grens_na_een_echte_wordt_gezien(handeling: Handeling, ids: list[int]) -> None:
    _ruim_op(handeling)
    _vals(handeling, ids[6], 7)
    assert "is niet door Maatwerk gezet" in _gebrek(handeling)


@pytest.mark.parametrize(
    "wijziging", ["id = id + 1", "aantal = aantal + 1", "gezet_door = 7", "gezet_op = '2020-01-01'"]
)
def test_een_veranderde_grens_wordt_gezien(
    handeling: Handeling, engine: Engine, ids: list[int], wijziging: str
) -> None:
    assert _ruim_op(handeling) == len(ids) - 3
    kraak(engine, f"UPDATE logboekgrens SET {wijziging}")  # noqa: S608 - our own text
    assert "is niet door Maatwerk gezet, of is veranderd" in _gebrek(handeling)


def test_een_weggehaalde_grens_wordt_gezien(handeling: Handeling, engine: Engine, ids: list[int]) -> None:
    _ruim_op(handeling)
    later = replace(handeling, nu=handeling.nu + timedelta(days=4000))
    schrijf_regels(later, 1)
    _ruim_op(later)
    kraak(engine, "DELETE FROM logboekgrens WHERE id = (SELECT min(id) FROM logboekgrens)")
    assert "is niet door Maatwerk gezet" in _gebrek(handeling)  # the next one is sealed together with it
    kraak(engine, "DELETE FROM logboekgrens")
    assert "is iets weggehaald" in _gebrek(handeling)
    assert len(ids) == 8


def test_een_grens_zonder_dat_haar_regels_weg_zijn_wordt_gezien(handeling: Handeling, ids: list[int]) -> None:
    rijen = [dict(rij) for rij in handeling.sessie.execute(select(Logregel.__table__)).mappings()]
    _ruim_op(handeling)
    handeling.sessie.execute(insert(Logregel), [rijen[4]])  # back as it was, seal and all
    handeling.sessie.commit()
    assert _gebrek(handeling) == f"Regel {ids[4]} hoort opgeruimd te zijn: de grens ligt bij regel {ids[4]}."


def test_met_geknoei_in_de_oude_regels_wordt_er_niets_opgeruimd(
    handeling: Handeling, engine: Engine, ids: list[int]
) -> None:
    kraak(engine, f"UPDATE logregel SET wie = 99 WHERE id = {ids[1]}")  # noqa: S608 - our own text
    with pytest.raises(NietToegestaan, match=f"Regel {ids[1]} is veranderd. Er is niets uit het logboek opgeruimd"):
        ruim_logboek_op(handeling)
    handeling.sessie.rollback()
    assert _ids(handeling) == ids


@pytest.mark.parametrize(
    "opdracht",
    [
        "DELETE FROM logregel WHERE id = (SELECT max(id) FROM logboekgrens) + 1",
        "DELETE FROM logregel",
        "UPDATE logregel SET wie = 1",
        "UPDATE logboekgrens SET aantal = 1",
        "DELETE FROM logboekgrens",
        "TRUNCATE logregel",
        "TRUNCATE logboekgrens",
        "INSERT OR REPLACE INTO logboekgrens SELECT * FROM logboekgrens",
    ],
)
def test_de_database_weigert_alles_boven_de_grens(
    handeling: Handeling, engine: Engine, ids: list[int], opdracht: str
) -> None:
    alleen = {"TRUNCATE": "postgresql", "INSERT": "sqlite"}.get(opdracht.split(maxsplit=1)[0], engine.dialect.name)
    if engine.dialect.name != alleen:
        return  # the other database does not know this command
    _ruim_op(handeling)
    assert len(_ids(handeling)) == len(ids) - 4
    handeling.sessie.rollback()
    with engine.connect() as verbinding, pytest.raises(IntegrityError, match="alleen aan te vullen"):
        verbinding.execute(text(opdracht))
    assert _gebrek(handeling) == ""


def test_opruimen_gaat_helemaal_of_niet(handeling: Handeling, ids: list[int]) -> None:
    assert ruim_logboek_op(handeling) == 5
    handeling.sessie.rollback()
    assert (_ids(handeling), list_grenzen(handeling)) == (ids, [])


def test_wie_controleert_terwijl_er_wordt_opgeruimd_ziet_geen_vals_gebrek(
    handeling: Handeling, engine: Engine, ids: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading the grens and reading the lines somebody cleans up; only PostgreSQL lets that be seen."""
    keren: list[int] = []
    echt = list_grenzen

    def ertussen(werk: Handeling) -> object:
        grenzen = echt(werk)
        if not keren:
            keren.append(1)
            if engine.dialect.name == "postgresql":
                with Session(engine) as eigen:
                    _ruim_op(replace(handeling, sessie=eigen))
        return grenzen

    monkeypatch.setattr("maatwerk.logboek.queries.list_grenzen", ertussen)
    assert _gebrek(handeling) == ""
    assert len(_ids(handeling)) == (4 if engine.dialect.name == "postgresql" else len(ids))
