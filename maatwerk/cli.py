"""The command `maatwerk`: everything that is done on the machine itself."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import waitress
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from maatwerk import schema
from maatwerk.app import create_app
from maatwerk.herkenning.commands import anonimiseer_regels
from maatwerk.kern import klok
from maatwerk.kern.database import maak_engine
from maatwerk.kern.handeling import Handeling, Systeem
from maatwerk.kern.instellingen import InstellingFout, laad_instellingen
from maatwerk.kern.omgeving import Omgeving, lees_omgeving
from maatwerk.kern.paden import bron


def _omgeving() -> Omgeving:
    omgeving = lees_omgeving(os.environ, bron("config"))
    omgeving.data_map.mkdir(parents=True, exist_ok=True, mode=0o700)
    return omgeving


def _engine() -> Engine:
    return maak_engine(_omgeving().database_url)


@contextmanager
def _handeling() -> Iterator[Handeling]:
    """Give an act of the system on this database: all of it is kept, or nothing."""
    omgeving = _omgeving()
    with Session(maak_engine(omgeving.database_url), expire_on_commit=False) as sessie, sessie.begin():
        yield Handeling(sessie, Systeem(), klok.nu(), laad_instellingen(omgeving.config_map))


@click.group()
@click.version_option(package_name="maatwerk")
def maatwerk() -> None:
    """De weg van een casus: van vastlopen tot doorbraak, les en signaal."""


@maatwerk.group()
def db() -> None:
    """De database."""


@db.command()
def upgrade() -> None:
    """Breng het schema helemaal bij, of helemaal niet."""
    schema.werk_bij(_engine())
    click.echo("De database is bij.")


@maatwerk.command()
def serve() -> None:
    """Start de webserver."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    omgeving = _omgeving()
    app = create_app(omgeving)
    click.echo(f"Maatwerk staat op http://127.0.0.1:{omgeving.poort}")
    waitress.serve(app, host="127.0.0.1", port=omgeving.poort, threads=8, ident=None)


@maatwerk.command()
@click.option("--jsonl", is_flag=True, required=True, help="Eén JSON-object per regel, van stdin naar stdout.")
def anonimiseer(*, jsonl: bool) -> None:
    """Haal uit elke tekst weg wat naar een persoon kan wijzen."""
    del jsonl  # the only form there is; named so that another can come
    try:
        for regel in anonimiseer_regels(sys.stdin):
            click.echo(regel)
    except ValueError as fout:
        raise click.ClickException(str(fout)) from None


def main() -> None:
    """Run the command; a wrong setting ends it with one clear line."""
    try:
        maatwerk()
    except InstellingFout as fout:
        click.echo(f"Maatwerk start niet. {fout}", err=True)
        sys.exit(2)
