"""What opening encrypted texts costs: each text the same, however many there are.

Run by `make bench`. A table to read, not a test: machines are noisy.
"""

import tempfile
from pathlib import Path
from time import perf_counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from maatwerk import schema
from maatwerk.casus.models import Poging
from maatwerk.kern import klok
from maatwerk.kern.database import maak_engine
from maatwerk.kern.handeling import Handeling, Systeem
from maatwerk.kern.instellingen import laad_instellingen
from maatwerk.kern.paden import bron
from tests.bouw import bouw_casus
from tests.conftest import KLUIS, SPOOR

AANTALLEN = (1_000, 10_000, 40_000)


def _vul(sessie: Session, tot: int) -> None:
    """Add texts until there are so many."""
    werk = Handeling(sessie, Systeem(), klok.nu(), laad_instellingen(bron("config")), SPOOR)
    casus = bouw_casus(werk)
    bij = tot - len(sessie.scalars(select(Poging.id)).all())
    sessie.add_all(Poging(casus_id=casus.id, uitkomst="Gebeld en gewacht. " * 20) for _ in range(bij))
    sessie.commit()


def _duur(sessie: Session) -> float:
    """Give the seconds that opening all texts takes, the best of three."""
    tijden = []
    for _ in range(3):
        begin = perf_counter()
        sessie.scalars(select(Poging.uitkomst)).all()
        tijden.append(perf_counter() - begin)
    return min(tijden)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as map_:
        engine = maak_engine(f"sqlite:///{Path(map_) / 'maatwerk.db'}", KLUIS)
        schema.werk_bij(engine)
        with Session(engine) as sessie:
            print(f"{'teksten':>8}{'openen (s)':>12}{'per tekst (µs)':>16}   doel: per tekst gelijk")  # noqa: T201
            for aantal in AANTALLEN:
                _vul(sessie, aantal)
                duur = _duur(sessie)
                print(f"{aantal:>8}{duur:>12.3f}{duur / aantal * 1e6:>16.1f}")  # noqa: T201
        engine.dispose()


if __name__ == "__main__":
    main()
