"""Another key for every text: nothing is lost, also when it is broken off halfway."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, Text, func, select, type_coerce
from sqlalchemy.orm import Session

from maatwerk import sleutelbeheer
from maatwerk.casus.models import Casus, Poging
from maatwerk.kern.database import LEZEN
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.sleutelring import lees_ring
from tests.bouw import bouw_casus
from tests.conftest import KLUIS
from tests.kern.conftest import Opdracht, machine

RIJEN = 2_000


def test_roteren_legt_alles_onder_een_nieuwe_sleutel(
    opdracht: Opdracht, handeling: Handeling, ring: Path, nieuw: Callable[[], Session]
) -> None:
    bouw_casus(handeling, bronkenmerk="een", organisaties=["Woningcorporatie"])
    handeling.sessie.commit()
    uitslag = opdracht("sleutels", "roteer")
    assert uitslag.exit_code == 0, uitslag.output
    oud, na = KLUIS.ring.actief, lees_ring(ring)
    assert (list(na.sleutels), na.merken) == ([oud, na.actief], oud)
    sessie = nieuw()
    casus = sessie.scalars(select(Casus).where(Casus.bronkenmerk_merk == "een")).one()
    assert (casus.titel, casus.organisaties, casus.versie) == ("Geen adres, geen uitkering", ["Woningcorporatie"], 1)
    assert _koppen(sessie) == {na.actief}
    sessie.rollback()
    controle = opdracht("sleutels", "controleer").output
    assert f"sleutel {oud}: 0 teksten (blijft nodig" in controle
    assert "Elke tekst gaat open." in controle


def _koppen(sessie: Session) -> set[str]:
    """Give the keys under which texts of casussen lie."""
    teksten = sessie.scalars(
        select(type_coerce(Casus.titel, Text)).union_all(select(type_coerce(Poging.uitkomst, Text)))
    )
    return {tekst.split(".")[1] for tekst in teksten if tekst}


def test_een_oude_sleutel_mag_weg_als_er_niets_meer_onder_ligt(
    opdracht: Opdracht, handeling: Handeling, ring: Path
) -> None:
    bouw_casus(handeling)
    handeling.sessie.commit()
    eerste = KLUIS.ring.actief
    opdracht("sleutels", "roteer")
    tweede = lees_ring(ring).actief
    assert opdracht("sleutels", "verwijder", tweede).exit_code == 1, "in use"
    opdracht("sleutels", "roteer")
    assert f"mag weg: maatwerk sleutels verwijder {tweede}" in opdracht("sleutels", "controleer").output
    assert opdracht("sleutels", "verwijder", eerste).exit_code == 1, "the keyed hashes need it"
    assert opdracht("sleutels", "verwijder", tweede).exit_code == 0
    assert tweede not in lees_ring(ring).sleutels
    assert opdracht("sleutels", "controleer").exit_code == 0
    assert opdracht("sleutels", "verwijder", "onbekend").exit_code == 1


def test_controleer_noemt_wat_niet_opengaat_zonder_de_tekst(
    opdracht: Opdracht, handeling: Handeling, ring: Path
) -> None:
    casus = bouw_casus(handeling)
    handeling.sessie.flush()
    handeling.sessie.connection().exec_driver_sql("UPDATE casus SET situatie = wens_inwoner")
    handeling.sessie.commit()
    assert ring.exists()
    uitslag = opdracht("sleutels", "controleer")
    assert (uitslag.exit_code, f"casus.situatie.{casus.rij}" in uitslag.output) == (1, True)
    assert "werken" not in uitslag.output


def test_een_afgebroken_rotatie_gaat_verder_en_maakt_geen_derde_sleutel(
    opdracht: Opdracht, handeling: Handeling, engine: Engine, ring: Path, nieuw: Callable[[], Session]
) -> None:
    casus = bouw_casus(handeling)
    handeling.sessie.add_all(Poging(casus_id=casus.id, uitkomst=f"Poging {nr}.") for nr in range(RIJEN))
    handeling.sessie.commit()
    oud = KLUIS.ring.actief
    _vermoord_halverwege(engine, ring.parent.parent, lambda: _aantal_onder(engine, oud) < RIJEN)
    halverwege, na = _aantal_onder(engine, oud), lees_ring(ring)
    assert 0 < halverwege < RIJEN
    assert len(na.sleutels) == 2
    half = nieuw()
    assert set(half.scalars(select(Poging.uitkomst))) == {f"Poging {nr}." for nr in range(RIJEN)}
    half.rollback()  # let go of the database: on SQLite this session would keep a writer out
    uitslag = opdracht("sleutels", "roteer")
    assert (uitslag.exit_code, "er komt geen sleutel bij" in uitslag.output) == (0, True)
    assert lees_ring(ring) == na
    heel = nieuw()
    assert _koppen(heel) == {na.actief}
    assert set(heel.scalars(select(Poging.uitkomst))) == {f"Poging {nr}." for nr in range(RIJEN)}


def _aantal_onder(engine: Engine, sleutel: str) -> int:
    onder = type_coerce(Poging.uitkomst, Text).startswith(f"v1.{sleutel}.")
    with engine.execution_options(**LEZEN).connect() as verbinding:
        return verbinding.scalar(select(func.count()).where(onder)) or 0


def _vermoord_halverwege(engine: Engine, map_: Path, begonnen: Callable[[], bool]) -> None:
    """Kill -9 the real command once its first batch is in."""
    omgeving = os.environ | machine(engine, map_)
    bevel = [str(Path(sys.executable).with_name("maatwerk")), "sleutels", "roteer"]
    with subprocess.Popen(bevel, env=omgeving, stdout=subprocess.DEVNULL) as proces:  # noqa: S603 - our own command
        eind = time.monotonic() + 60
        while not begonnen():
            assert proces.poll() is None
            assert time.monotonic() < eind
            time.sleep(0.005)
        proces.send_signal(signal.SIGKILL)
        assert proces.wait(timeout=10) == -signal.SIGKILL


def test_een_rotatie_die_stopt_voor_de_eerste_rij_laat_geen_sleutel_liggen(
    opdracht: Opdracht, handeling: Handeling, ring: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bouw_casus(handeling)
    handeling.sessie.commit()
    with monkeypatch.context() as even:
        even.setattr(sleutelbeheer, "_verleg", lambda *_: 1 / 0)
        assert isinstance(opdracht("sleutels", "roteer").exception, ZeroDivisionError)
    assert len(lees_ring(ring).sleutels) == 2
    assert opdracht("sleutels", "roteer").exit_code == 0
    assert len(lees_ring(ring).sleutels) == 2
