"""The commands `maatwerk importeer`: casussen from a file, and the template to fill in."""

import sys
from pathlib import Path

import click

from maatwerk import opdracht
from maatwerk.inlezen.importeren import Importverslag, importeer_casussen
from maatwerk.inlezen.invoer import Invoerbestandfout
from maatwerk.inlezen.sjabloon import Formaat, maak_sjabloon
from maatwerk.kern.instellingen import laad_instellingen

_LANG = 500  # rows; of a shorter file nobody waits to hear how far it is


@click.group()
def importeer() -> None:
    """Haal gegevens binnen."""


@importeer.command()
@click.argument("bestand", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def casussen(bestand: Path) -> None:
    """Haal casussen binnen uit XLSX, ODS, CSV, JSON of JSON Lines: alles of niets."""
    try:
        with opdracht.handeling() as werk:
            verslag = importeer_casussen(werk, bestand.read_bytes(), _meld)
    except Invoerbestandfout as fout:
        for regel in fout.fouten:
            click.echo(str(regel), err=True)
        raise click.ClickException(f"Er is niets geïmporteerd. Aantal fouten: {len(fout.fouten)}.") from None
    _vertel(verslag)


def _meld(gekeurd: int, totaal: int) -> None:
    if totaal > _LANG:
        click.echo(f"{gekeurd} van {totaal} rijen gekeurd.", err=True)


def _vertel(verslag: Importverslag) -> None:
    bekend = verslag.gelezen - len(verslag.nieuw)
    click.echo(f"{verslag.gelezen} casussen gelezen: {len(verslag.nieuw)} nieuw, {bekend} al bekend.")
    if verslag.gelezen_als:
        click.echo(f"Gelezen als {verslag.gelezen_als}.")
    if verslag.overgeslagen:
        click.echo("De voorbeeldrij is overgeslagen.")
    if verslag.zonder_account:
        click.echo(f"Let op: {verslag.zonder_account} nieuwe casussen hebben een indiener zonder account.")
    if verslag.zacht.gevonden:
        click.echo(f"Let op: {verslag.zacht}")


@importeer.command()
@click.option("--formaat", type=click.Choice([formaat.value for formaat in Formaat]), required=True)
@click.option("--uit", type=click.Path(dir_okay=False, writable=True, path_type=Path), help="Anders: stdout.")
def sjabloon(formaat: str, uit: Path | None) -> None:
    """Geef een leeg rekenblad om in te vullen, met uitleg per kolom."""
    inhoud = maak_sjabloon(Formaat(formaat), laad_instellingen(opdracht.omgeving().config_map))
    if uit is None:
        sys.stdout.buffer.write(inhoud)
    else:
        uit.write_bytes(inhoud)
        click.echo(f"{uit} is geschreven.", err=True)
