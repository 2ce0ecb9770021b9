"""The drill: how long a backup and a restore of 10 000 casussen take: at most a minute each (veiligheid.md §8)."""

import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy.orm import Session

from maatwerk import schema
from maatwerk.bewaring.herstel import Opzet, herstel
from maatwerk.bewaring.register import open_register
from maatwerk.bewaring.reservekopie import backupsleutel, maak_kopie
from maatwerk.kern import klok
from maatwerk.kern.database import maak_engine
from maatwerk.kern.handeling import Handeling, Systeem
from maatwerk.kern.instellingen import laad_instellingen
from maatwerk.kern.paden import bron
from tests.bouw import bouw_casus
from tests.conftest import GEHEIM, KLUIS, SPOOR

AANTAL = 10_000
HOOGSTENS = 60.0


def _handeling(sessie: Session) -> Handeling:
    return Handeling(sessie, Systeem(), klok.nu(), laad_instellingen(bron("config")), SPOOR)


def _meet(map_: Path) -> tuple[float, float]:
    url = f"sqlite:///{map_ / 'maatwerk.db'}"
    engine = maak_engine(url, KLUIS)
    schema.werk_bij(engine)
    with Session(engine) as sessie, sessie.begin():
        werk = _handeling(sessie)
        for nummer in range(AANTAL):
            bouw_casus(werk, None, situatie=f"Verzonnen situatie {nummer}. " * 40)
    begin = time.perf_counter()
    kopie = maak_kopie(engine, map_ / "backups", backupsleutel(GEHEIM), klok.nu())
    gemaakt = time.perf_counter()
    engine.dispose()
    register = open_register(map_, GEHEIM)
    opzet = Opzet(url, map_, backupsleutel(GEHEIM), KLUIS, register, schema.werk_bij, schema.kent_revisie, _handeling)
    herstel(opzet, kopie, doe_het=True)
    return gemaakt - begin, time.perf_counter() - gemaakt


def meet() -> None:
    """Print both times; fail when one is over a minute."""
    with tempfile.TemporaryDirectory() as map_:
        maken, terug = _meet(Path(map_))
    print(f"{AANTAL} casussen: back-up {maken:.1f} s, herstel {terug:.1f} s (hoogstens {HOOGSTENS:.0f} s)")  # noqa: T201
    if max(maken, terug) > HOOGSTENS:
        sys.exit(1)


if __name__ == "__main__":
    meet()
