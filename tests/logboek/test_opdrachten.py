"""`maatwerk logboek anker` and `maatwerk logboek controleer`, as the technisch beheerder runs them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine

from maatwerk.cli import maatwerk
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.sleutelring import vervang_ring
from maatwerk.logboek.anker import BESTAND
from tests.conftest import GEHEIM, KLUIS
from tests.logboek.bouw import kraak, schrijf_regels

Opdracht = Callable[[str], Result]


@pytest.fixture
def opdracht(engine: Engine, tmp_path: Path) -> Opdracht:
    """Give a function that runs a command of the logboek on this database."""
    vervang_ring(tmp_path / "sleutels.json", KLUIS.ring)
    omgeving = {
        "MAATWERK_SECRET_KEY": GEHEIM,
        "MAATWERK_HOSTS": "localhost",
        "MAATWERK_DATA_DIR": str(tmp_path),
        "MAATWERK_DATABASE_URL": engine.url.render_as_string(hide_password=False),
    }
    return lambda naam: CliRunner().invoke(maatwerk, ["logboek", naam], env=omgeving)


def test_controleer_telt_en_slaagt(handeling: Handeling, opdracht: Opdracht) -> None:
    schrijf_regels(handeling, 3)
    zonder = opdracht("controleer")
    assert (zonder.exit_code, "Regels: 3, ankers: 0." in zonder.output) == (0, True)
    assert "Let op: zonder anker" in zonder.output
    assert opdracht("anker").exit_code == 0
    schrijf_regels(handeling, 2)
    assert opdracht("controleer").output == "Het logboek klopt. Regels: 5, ankers: 1.\n"


@pytest.mark.parametrize(
    "opdracht_sql",
    [
        "DELETE FROM logregel WHERE id = (SELECT max(id) - 1 FROM logregel)",
        "DELETE FROM logregel WHERE id = (SELECT max(id) FROM logregel)",
    ],
)
def test_controleer_faalt_als_er_een_regel_weg_is(
    handeling: Handeling, engine: Engine, opdracht: Opdracht, opdracht_sql: str
) -> None:
    schrijf_regels(handeling, 3)
    opdracht("anker")
    kraak(engine, opdracht_sql)
    uitslag = opdracht("controleer")
    assert uitslag.exit_code == 1
    assert "Het logboek klopt niet." in uitslag.output


def test_het_anker_is_alleen_voor_de_eigenaar(handeling: Handeling, opdracht: Opdracht, tmp_path: Path) -> None:
    schrijf_regels(handeling, 1)
    opdracht("anker")
    opdracht("anker")
    assert (tmp_path / BESTAND).stat().st_mode & 0o777 == 0o600
    assert len((tmp_path / BESTAND).read_text("utf-8").splitlines()) == 2


def test_een_beschadigd_ankerbestand_wordt_genoemd(opdracht: Opdracht, tmp_path: Path) -> None:
    (tmp_path / BESTAND).write_text('{"datum": "2026-11-22", "aantal": 1, "keten": ""}\nonzin\n', "utf-8")
    uitslag = opdracht("controleer")
    assert (uitslag.exit_code, f"{BESTAND}, regel 2" in uitslag.output) == (1, True)
