"""What a command on the machine works with: its surroundings, its database, and the system as the one who acts."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from maatwerk import schema
from maatwerk.kern import klok
from maatwerk.kern.database import LEZEN, maak_engine
from maatwerk.kern.handeling import OPDRACHTREGEL, Handeling, Spoor, Systeem
from maatwerk.kern.instellingen import laad_instellingen
from maatwerk.kern.omgeving import Omgeving, lees_omgeving
from maatwerk.kern.paden import bron
from maatwerk.kern.sleutels import ketensleutel


def omgeving(*, dienst: bool = False) -> Omgeving:
    """Read what the machine decides, and make the folder for its data. `dienst`: people are going to sign in."""
    gelezen = lees_omgeving(os.environ, bron("config"), dienst=dienst)
    gelezen.data_map.mkdir(parents=True, exist_ok=True, mode=0o700)
    return gelezen


def engine() -> Engine:
    """Open the database of this machine."""
    return maak_engine(omgeving().database_url)


@contextmanager
def handeling() -> Iterator[Handeling]:
    """Give an act of the system on this database: all of it is kept, or nothing."""
    machine = omgeving()
    if machine.zonder_geheim:
        click.echo("Let op: zonder MAATWERK_SECRET_KEY krijgt het logboek het zegel van de demo.", err=True)
    database = maak_engine(machine.database_url)
    schema.werk_bij(database)
    with Session(database, expire_on_commit=False) as sessie, sessie.begin():
        yield _als_systeem(sessie, machine)


def _als_systeem(sessie: Session, omgeving: Omgeving) -> Handeling:
    spoor = Spoor(OPDRACHTREGEL, ketensleutel(omgeving.geheim))
    return Handeling(sessie, Systeem(), klok.nu(), laad_instellingen(omgeving.config_map), spoor)


@contextmanager
def blik() -> Iterator[Handeling]:
    """Give a look of the system on the database as it is: nothing is written, no writer waits."""
    machine = omgeving()
    database = maak_engine(machine.database_url)
    with Session(database.execution_options(**LEZEN)) as sessie:
        yield _als_systeem(sessie, machine)
    database.dispose()
