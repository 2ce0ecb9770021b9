"""The command `maatwerk`: everything that is done on the machine itself."""

import io
import logging
import sys
from contextlib import nullcontext
from pathlib import Path

import click
import waitress
from sqlalchemy.exc import SQLAlchemyError

from maatwerk import opdracht, schema, sleutelbeheer
from maatwerk.account.commands import NieuweMedewerker, maak_medewerker
from maatwerk.account.factor import haal_weg
from maatwerk.account.queries import find_medewerker
from maatwerk.account.rules import lees_plaats
from maatwerk.app import create_app
from maatwerk.bericht.bezorgen import bezorgronde, verstuur
from maatwerk.bewaaropdracht import backup, bewaring, zet_terug
from maatwerk.demo import WACHTWOORD, laad_demo, lees_accounts
from maatwerk.dossier.berichtronde import Rondgang, loop_rond
from maatwerk.herkenning.commands import anonimiseer_regels
from maatwerk.importopdracht import importeer
from maatwerk.inzicht.commands import begin_export, geef_uit
from maatwerk.inzicht.rules import Formaat
from maatwerk.kern.fouten import Invoerfout, NietToegestaan
from maatwerk.kern.instellingen import InstellingFout
from maatwerk.kern.paden import bron
from maatwerk.logboek.anker import Ankerfout, lees_ankers, schrijf_anker
from maatwerk.logboek.queries import controleer_logboek, get_anker


@click.group()
@click.version_option(package_name="maatwerk")
def maatwerk() -> None:
    """De weg van een casus: van vastlopen tot doorbraak, les en signaal."""


for opdrachtgroep in (bewaring, backup, zet_terug, importeer):
    maatwerk.add_command(opdrachtgroep)
maatwerk.add_command(sleutelbeheer.sleutels)


@maatwerk.group()
def db() -> None:
    """De database."""


@db.command()
def upgrade() -> None:
    """Breng het schema helemaal bij, of helemaal niet."""
    with opdracht.database() as database:
        schema.werk_bij(database)
    click.echo("De database is bij.")


@maatwerk.command()
@click.argument("email")
@click.option("--naam", required=True)
@click.option("--organisatie", required=True)
@click.option("--rol", "plaatsen", multiple=True, required=True, help='Een rol, of "tafellid:CODE" voor een tafel.')
@click.password_option("--wachtwoord", prompt="Wachtwoord", confirmation_prompt="Nog een keer")
def medewerker(email: str, naam: str, organisatie: str, plaatsen: tuple[str, ...], wachtwoord: str) -> None:
    """Maak een account, bijvoorbeeld dat van de eerste beheerder."""
    with opdracht.handeling() as werk:
        try:
            plekken = [lees_plaats(plaats, werk.instellingen) for plaats in plaatsen]
            maak_medewerker(werk, NieuweMedewerker(email, naam, organisatie, wachtwoord, plekken))
        except Invoerfout as fout:
            raise click.ClickException(fout.uitleg) from None
    click.echo(f"{naam} kan zich aanmelden.")


@maatwerk.command()
@click.argument("email")
def tweede_factor_weg(email: str) -> None:
    """Haal de tweede factor weg van wie app en herstelcodes kwijt is."""
    with opdracht.handeling() as werk:
        wie = find_medewerker(werk.sessie, email)
        if wie is None:
            raise click.ClickException("Er is geen medewerker met dit e-mailadres.")
        haal_weg(werk, wie)
    click.echo(f"{wie.naam} stelt bij het aanmelden een nieuwe tweede factor in.")


@maatwerk.command()
def demo() -> None:
    """Zet de oefencasussen klaar, één keer, en toon de accounts."""
    map_ = bron("config") / "demo"
    try:
        with opdracht.handeling() as werk:
            nieuw = laad_demo(werk, map_)
    except NietToegestaan as fout:
        raise click.ClickException(fout.uitleg) from None
    click.echo("De demo staat klaar." if nieuw else "De demo stond er al.")
    for account in lees_accounts(map_):
        click.echo(f"  {account.email:<28} {account.naam:<18} {account.rollen}")
    click.echo(f"Het wachtwoord is voor iedereen: {WACHTWOORD}")


@maatwerk.group("exporteer")
def uitvoer() -> None:
    """Geef anonieme gegevens uit."""


def _schrijf(wat: str, formaat: str, uit: Path | None) -> None:
    with opdracht.handeling() as werk:
        soort, vorm = begin_export(werk, wat, formaat)
    with opdracht.blik() as werk, uit.open("wb") if uit else nullcontext(sys.stdout.buffer) as doel:
        doel.writelines(geef_uit(werk, soort, vorm))
    if uit:
        click.echo(f"{uit} is geschreven.", err=True)


_formaat = click.option("--formaat", type=click.Choice([formaat.value for formaat in Formaat]), required=True)
_uit = click.option("--uit", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="Anders: stdout.")


@uitvoer.command()
@_formaat
@_uit
def lessen(formaat: str, uit: Path | None) -> None:
    """Gepubliceerde lessen."""
    _schrijf("lessen", formaat, uit)


@uitvoer.command()
@_formaat
@_uit
def signalen(formaat: str, uit: Path | None) -> None:
    """Signalen, met aantallen onder de drempel verborgen."""
    _schrijf("signalen", formaat, uit)


@maatwerk.group()
def bericht() -> None:
    """De mail die klaarligt."""


@bericht.command("verstuur")
def verstuur_post() -> None:
    """Verstuur wat klaarligt. De server doet dit ook zelf, elke halve minuut."""
    click.echo(f"{verstuur(opdracht.postkantoor())} verzonden.")


@bericht.command("rond")
def ronde_van_de_post() -> None:
    """Herinner aan wat moet gebeuren, schrijf de mail die nu mag gaan en verstuur. De server doet dit ook zelf."""
    uitslag = loop_rond(opdracht.postkantoor())
    click.echo(f"{uitslag.herinnerd} herinneringen, {uitslag.verzonden} verzonden.")


@maatwerk.group("logboek")
def logboek() -> None:
    """Bewijs dat er niets uit het logboek is veranderd of verdwenen."""


@logboek.command()
def anker() -> None:
    """Leg vast hoe lang het logboek nu is en hoe het eindigt. Doe dit elke dag; bewaar de regel ook elders."""
    with opdracht.blik() as werk:
        click.echo(schrijf_anker(opdracht.omgeving().data_map, get_anker(werk)))


@logboek.command()
def controleer() -> None:
    """Loop het hele logboek na, tegen de zegels en de ankers."""
    try:
        ankers = lees_ankers(opdracht.omgeving().data_map)
    except Ankerfout as fout:
        raise click.ClickException(str(fout)) from None
    with opdracht.blik() as werk:
        uitslag = controleer_logboek(werk, ankers)
    if uitslag.gebrek:
        raise click.ClickException(f"Het logboek klopt niet. {uitslag.gebrek}")
    click.echo(f"Het logboek klopt. Regels: {uitslag.aantal}, ankers: {len(ankers)}.")
    if uitslag.opgeruimd:
        click.echo(f"Eerder opgeruimd na hun termijn: {uitslag.opgeruimd}.")
    if not ankers:
        click.echo(
            "Let op: zonder anker is niet te zien of het eind ontbreekt. Maak er een met: maatwerk logboek anker"
        )


def _veranker_vandaag() -> None:
    """Write the anchor of today, once. A database that is not ready yet does not stop the server."""
    map_ = opdracht.omgeving().data_map
    try:
        with opdracht.blik() as werk:
            if not any(anker.datum == werk.vandaag for anker in lees_ankers(map_)):
                logging.getLogger("maatwerk").info("anker van het logboek: %s", schrijf_anker(map_, get_anker(werk)))
    except (SQLAlchemyError, Ankerfout) as fout:
        logging.getLogger("maatwerk").warning("geen anker van het logboek: %s", type(fout).__name__)


@maatwerk.command()
def serve() -> None:
    """Start de webserver."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("alembic").setLevel(logging.WARNING)  # /readyz asks it at every call
    omgeving = opdracht.omgeving(dienst=True)
    app = create_app(omgeving)
    _veranker_vandaag()
    click.echo(f"Maatwerk komt op http://127.0.0.1:{omgeving.poort} (stoppen: Ctrl+C)")
    try:
        with bezorgronde(opdracht.postkantoor(), Rondgang()):
            waitress.serve(
                app, host="127.0.0.1", port=omgeving.poort, threads=8, ident=None,
                clear_untrusted_proxy_headers=not omgeving.proxies,
            )  # fmt: skip
    except OSError as fout:
        raise click.ClickException(
            f"Poort {omgeving.poort} is niet vrij ({fout.strerror}). Kies een andere met MAATWERK_PORT."
        ) from None


@maatwerk.command()
@click.option("--jsonl", is_flag=True, required=True, help="Eén JSON-object per regel, van stdin naar stdout.")
def anonimiseer(*, jsonl: bool) -> None:
    """Haal uit elke tekst weg wat naar een persoon kan wijzen."""
    del jsonl  # the only form there is; named so that another can come
    try:
        for regel in anonimiseer_regels(io.TextIOWrapper(sys.stdin.buffer, "utf-8-sig", "replace")):
            click.echo(regel.encode())  # always UTF-8, whatever this machine speaks
    except ValueError as fout:
        raise click.ClickException(str(fout)) from None


def main() -> None:
    """Run the command; a wrong setting ends it with one clear line."""
    try:
        maatwerk()
    except InstellingFout as fout:
        click.echo(f"Maatwerk start niet. {fout}", err=True)
        sys.exit(2)
