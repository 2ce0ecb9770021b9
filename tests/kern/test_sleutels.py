"""The key ring on the machine: made once, refused when it does not fit, changed without losing a text."""

import json
import re
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from maatwerk import schema
from maatwerk.app import create_app
from maatwerk.cli import main
from maatwerk.kern.database import maak_engine
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.instellingen import InstellingFout
from maatwerk.kern.kluis import Kluis, open_kluis
from maatwerk.kern.omgeving import lees_omgeving
from maatwerk.kern.paden import bron
from maatwerk.kern.sleutelproef import Sleutelproef, beproef
from maatwerk.kern.sleutelring import lees_ring, maak_ring, nieuwe_ring, vervang_ring
from tests.bouw import bouw_casus
from tests.conftest import KLUIS
from tests.kern.conftest import Opdracht, machine


def test_maak_maakt_een_bestand_van_jou_alleen_en_nooit_een_tweede(opdracht: Opdracht, tmp_path: Path) -> None:
    pad = tmp_path / "elders" / "ring.json"
    assert opdracht("sleutels", "maak").exit_code == 0
    inhoud = pad.read_bytes()
    assert pad.stat().st_mode & 0o777 == 0o600
    tweede = opdracht("sleutels", "maak")
    assert (tweede.exit_code, pad.read_bytes()) == (1, inhoud)
    assert [naam.name for naam in pad.parent.iterdir()] == ["ring.json"]


def test_zonder_sleutelbestand_start_productie_niet(opdracht: Opdracht) -> None:
    fout = opdracht("serve").exception
    assert isinstance(fout, InstellingFout)
    assert "maatwerk sleutels maak" in str(fout)


def test_een_demo_maakt_haar_eigen_sleutels(tmp_path: Path) -> None:
    omgeving = lees_omgeving({"MAATWERK_DEMO": "1", "MAATWERK_DATA_DIR": str(tmp_path)}, bron("config"))
    eerste = open_kluis(omgeving).ring
    assert (tmp_path / "sleutels.json").stat().st_mode & 0o777 == 0o600
    assert open_kluis(omgeving).ring == eerste


@pytest.mark.parametrize("rechten", [0o640, 0o604, 0o660])
def test_sleutels_die_anderen_lezen_worden_geweigerd(ring: Path, rechten: int) -> None:
    ring.chmod(0o400)
    assert lees_ring(ring) == KLUIS.ring
    ring.chmod(rechten)
    with pytest.raises(InstellingFout, match="chmod 600"):
        lees_ring(ring)


@pytest.mark.parametrize(
    "inhoud",
    [
        "",
        "[]",
        '{"actief": "a", "merken": "a", "sleutels": {}}',
        '{"actief": "a", "merken": "a", "sleutels": {"a": "AAAA"}}',
        '{"actief": "b", "merken": "a", "sleutels": {"a": "' + "A" * 43 + '="}}',
    ],
)
def test_een_kapot_sleutelbestand_wordt_geweigerd(ring: Path, inhoud: str) -> None:
    ring.write_text(inhoud, "utf-8")
    with pytest.raises(InstellingFout, match=r"ring\.json"):
        lees_ring(ring)


def test_een_sleutel_staat_in_geen_repr() -> None:
    assert "sleutels" not in repr(KLUIS.ring)


@pytest.mark.parametrize("woorden", [("serve",), ("db", "upgrade"), ("sleutels", "roteer"), ("logboek", "anker")])
def test_met_een_verkeerde_sleutel_start_niets_en_verandert_niets(
    opdracht: Opdracht, handeling: Handeling, engine: Engine, ring: Path, woorden: tuple[str, ...]
) -> None:
    beproef(engine)
    bouw_casus(handeling)
    handeling.sessie.commit()
    voor = handeling.sessie.execute(select(Sleutelproef.id, Sleutelproef.proef)).all()
    handeling.sessie.rollback()
    vervang_ring(ring, nieuwe_ring())
    vreemd = ring.read_bytes()
    fout = opdracht(*woorden).exception
    assert isinstance(fout, InstellingFout)
    assert "verkeerde sleutel" in str(fout)
    assert handeling.sessie.execute(select(Sleutelproef.id, Sleutelproef.proef)).all() == voor
    assert ring.read_bytes() == vreemd


def test_ook_dezelfde_naam_met_een_andere_sleutel_is_verkeerd(engine: Engine, ring: Path) -> None:
    beproef(engine)
    naam, ander = KLUIS.ring.actief, nieuwe_ring()
    inhoud = json.loads(ring.read_text("utf-8"))
    vervang_ring(ring, ander)
    inhoud["sleutels"][naam] = json.loads(ring.read_text("utf-8"))["sleutels"][ander.actief]
    ring.write_text(json.dumps(inhoud), "utf-8")
    vreemd = maak_engine(engine.url.render_as_string(hide_password=False), Kluis(lees_ring(ring)))
    omgeving = lees_omgeving({"MAATWERK_DEMO": "1"}, bron("config"))
    with pytest.raises(InstellingFout, match="verkeerde sleutel"):
        create_app(omgeving, vreemd)
    vreemd.dispose()


def test_main_zegt_het_in_een_regel(
    ring: Path, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    beproef(engine)
    vervang_ring(ring, nieuwe_ring())
    for naam, waarde in machine(engine, tmp_path).items():
        monkeypatch.setenv(naam, waarde)
    monkeypatch.setattr(sys, "argv", ["maatwerk", "serve"])
    with pytest.raises(SystemExit) as einde:
        main()
    assert einde.value.code == 2
    assert "Maatwerk start niet. MAATWERK_KEYS_FILE: verkeerde sleutel." in capsys.readouterr().err


def test_een_ring_vervangen_is_heel_of_niet(ring: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    voor = ring.read_bytes()
    monkeypatch.setattr(Path, "replace", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        vervang_ring(ring, nieuwe_ring())
    assert (ring.read_bytes(), [pad.name for pad in ring.parent.iterdir()]) == (voor, ["ring.json"])
    with pytest.raises(FileExistsError):
        maak_ring(ring)


def test_een_nieuwe_database_krijgt_haar_bewijs_met_het_schema(leeg_adres: str) -> None:
    engine = maak_engine(leeg_adres, KLUIS)
    assert not beproef(engine)
    schema.werk_bij(engine)
    with engine.connect() as verbinding:
        assert verbinding.scalars(select(Sleutelproef.id)).all() == [KLUIS.ring.actief]
    assert beproef(engine)
    engine.dispose()


@pytest.fixture
def leeg_adres(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'leeg.db'}"


def test_de_naam_van_een_sleutel_past_in_de_vorm() -> None:
    assert re.fullmatch(r"[0-9a-f]{8}", KLUIS.ring.actief)
