"""What a command on the machine works with: its surroundings, its database, and the system as the one who acts."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from maatwerk import schema
from maatwerk.bericht.bezorgen import Postkantoor, open_postkantoor
from maatwerk.kern import klok
from maatwerk.kern.database import LEZEN, maak_engine
from maatwerk.kern.handeling import OPDRACHTREGEL, Handeling, Spoor, Systeem
from maatwerk.kern.instellingen import InstellingFout, laad_instellingen
from maatwerk.kern.kluis import open_kluis
from maatwerk.kern.omgeving import Omgeving, lees_omgeving
from maatwerk.kern.paden import bron
from maatwerk.kern.sleutelproef import beproef
from maatwerk.kern.sleutels import ketensleutel


def omgeving(*, dienst: bool = False) -> Omgeving:
    """Read what the machine decides, and make the folder for its data. `dienst`: people are going to sign in."""
    gelezen = lees_omgeving(os.environ, bron("config"), dienst=dienst)
    gelezen.data_map.mkdir(parents=True, exist_ok=True, mode=0o700)
    return gelezen


def engine() -> Engine:
    """Open the database of this machine. Raises InstellingFout, and touches nothing, when the keys do not fit."""
    machine = omgeving()
    database = maak_engine(machine.database_url, open_kluis(machine))
    try:
        beproef(database)
    except InstellingFout:
        database.dispose()
        raise
    return database


@contextmanager
def database() -> Iterator[Engine]:
    """Give the database of this machine, and close it afterwards."""
    geopend = engine()
    try:
        yield geopend
    finally:
        geopend.dispose()


@contextmanager
def handeling() -> Iterator[Handeling]:
    """Give an act of the system on this database: all of it is kept, or nothing."""
    machine = omgeving()
    if machine.zonder_geheim:
        click.echo("Let op: zonder MAATWERK_SECRET_KEY krijgt het logboek het zegel van de demo.", err=True)
    with database() as geopend:
        schema.werk_bij(geopend)
        with Session(geopend, expire_on_commit=False) as sessie, sessie.begin():
            yield als_systeem(sessie, machine)


def als_systeem(sessie: Session, omgeving: Omgeving) -> Handeling:
    """Give an act of the system in this session."""
    spoor = Spoor(OPDRACHTREGEL, ketensleutel(omgeving.geheim))
    return Handeling(sessie, Systeem(), klok.nu(), laad_instellingen(omgeving.config_map), spoor)


@contextmanager
def blik() -> Iterator[Handeling]:
    """Give a look of the system on the database as it is: nothing is written, no writer waits."""
    machine = omgeving()
    with database() as geopend, Session(geopend.execution_options(**LEZEN)) as sessie:
        yield als_systeem(sessie, machine)


def postkantoor() -> Postkantoor:
    """Give what delivering mail on this machine needs."""
    machine = omgeving()
    return open_postkantoor(engine(), laad_instellingen(machine.config_map), machine)
