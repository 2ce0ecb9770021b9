"""The database under several people at once: writers wait for each other, readers wait for nobody."""

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from maatwerk.account.models import Medewerker
from maatwerk.kern.database import LEZEN
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from tests.bouw import bouw_medewerker

alleen_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
def teller(handeling: Handeling) -> int:
    """Give the id of a medewerker whose functie serves as a counter."""
    medewerker = bouw_medewerker(handeling, (Rol.INDIENER, ""), functie="0")
    handeling.sessie.commit()
    return medewerker.id


@alleen_sqlite
def test_wie_leest_en_dan_schrijft_verliest_niets_van_een_ander(engine: Engine, teller: int) -> None:
    def tel_op(_ronde: int) -> None:
        with Session(engine) as sessie, sessie.begin():
            medewerker = sessie.get_one(Medewerker, teller)
            sleep(0.01)  # long enough for another writer to come between reading and writing
            medewerker.functie = str(int(medewerker.functie) + 1)

    with ThreadPoolExecutor(4) as handen:
        list(handen.map(tel_op, range(20)))
    with Session(engine) as sessie:
        assert sessie.get_one(Medewerker, teller).functie == "20"


@alleen_sqlite
def test_een_lezer_wacht_niet_op_een_schrijver(engine: Engine, teller: int) -> None:
    with Session(engine) as schrijver, Session(engine.execution_options(**LEZEN)) as lezer:
        schrijver.get_one(Medewerker, teller).functie = "1"
        schrijver.flush()
        assert lezer.scalar(select(Medewerker.functie).where(Medewerker.id == teller)) == "0"
        schrijver.commit()
