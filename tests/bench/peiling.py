"""What an unchanged screen at the tafel costs each time it asks, beside an answer of bare Flask.

Run by `make bench`. A table to read, not a test: machines are noisy. CPU time of the process, median of the rounds.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time

from flask import Flask
from sqlalchemy.orm import Session

from maatwerk import schema
from maatwerk.account.commands import open_sessie
from maatwerk.app import create_app
from maatwerk.kern import klok
from maatwerk.kern.database import maak_engine
from maatwerk.kern.handeling import Handeling, Systeem
from maatwerk.kern.instellingen import laad_instellingen
from maatwerk.kern.omgeving import Omgeving
from maatwerk.kern.paden import bron
from tests.bouw import bouw_bespreking
from tests.conftest import GEHEIM, KLUIS, SPOOR

RONDES, KEREN = 7, 200
DOEL = 2.5


def _duur(doe: Callable[[], int], moet: int) -> float:
    """Give the µs of CPU that one request takes."""
    tijden = []
    for _ in range(RONDES):
        begin = process_time()
        for _ in range(KEREN):
            assert doe() == moet
        tijden.append((process_time() - begin) / KEREN * 1e6)
    return median(tijden)


def _kaal() -> Callable[[], int]:
    app = Flask("kaal")
    app.add_url_rule("/", "kaal", lambda: "ja")
    browser = app.test_client()
    return lambda: browser.get("/").status_code


def _scherm(map_: Path) -> Callable[[], int]:
    engine = maak_engine(f"sqlite:///{map_ / 'maatwerk.db'}", KLUIS)
    schema.werk_bij(engine)
    omgeving = Omgeving(
        database_url="", geheim=GEHEIM, poort=8000, data_map=map_, config_map=bron("config"), demo=True
    )  # fmt: skip
    app = create_app(omgeving, engine)
    with Session(engine, expire_on_commit=False) as sessie:
        werk = Handeling(sessie, Systeem(), klok.nu(), laad_instellingen(bron("config")), SPOOR)
        bespreking = bouw_bespreking(werk)
        _, merk = open_sessie(werk, bespreking.leden[0])
        sessie.commit()
    browser = app.test_client()
    with browser.session_transaction() as koek:
        koek["_user_id"] = merk
    pad = f"/zittingen/{bespreking.agendapunt.zitting_id}/nu"
    kop = {"If-None-Match": browser.get(pad).headers["ETag"]}
    return lambda: browser.get(pad, headers=kop).status_code


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as map_:
        kaal, scherm = _duur(_kaal(), 200), _duur(_scherm(Path(map_)), 304)
    print(f"{'wat':<28}{'µs CPU':>10}{'× kaal':>10}   doel: ≤ {DOEL} × kaal")  # noqa: T201
    print(f"{'kaal Flask':<28}{kaal:>10.0f}{1:>10.1f}")  # noqa: T201
    print(f"{'scherm, niets veranderd':<28}{scherm:>10.0f}{scherm / kaal:>10.1f}")  # noqa: T201


if __name__ == "__main__":
    main()
