"""The commands of what is kept: `maatwerk bewaring toepassen`, `maatwerk backup`, `maatwerk herstel`."""

from pathlib import Path

import click

from maatwerk import opdracht, schema
from maatwerk.bewaring.herstel import Opzet, Uitslag, herstel
from maatwerk.bewaring.opruimen import ruim_op
from maatwerk.bewaring.register import Register, Registerfout, open_register
from maatwerk.bewaring.reservekopie import backupsleutel, maak_kopie, ruim_oude
from maatwerk.bewaring.ronde import pas_toe
from maatwerk.bewaring.zegelstroom import Kopiefout
from maatwerk.inzicht.afsluiten import sluit_af
from maatwerk.inzicht.models import Cijfer, Cijferperiode
from maatwerk.kern.fouten import NietToegestaan
from maatwerk.kern.instellingen import laad_instellingen
from maatwerk.kern.kluis import open_kluis
from maatwerk.kern.omgeving import Omgeving
from maatwerk.logboek.anker import zet_opzij
from maatwerk.logboek.commands import noteer
from maatwerk.logboek.grens import ruim_logboek_op


def _met_geheim() -> Omgeving:
    """Give the machine, with a secret: the demo's would lock backup and register for nobody."""
    machine = opdracht.omgeving()
    if machine.zonder_geheim:
        raise click.ClickException("MAATWERK_SECRET_KEY ontbreekt. Zonder geheim is dit niet te verzegelen.")
    return machine


def _register(machine: Omgeving) -> Register:
    return open_register(machine.data_map, machine.geheim)


@click.group("bewaring")
def bewaring() -> None:
    """Bewaartermijnen en vernietiging."""


@bewaring.command()
@click.option("--toch", is_flag=True, help="Ook als de klok lijkt te zijn versprongen. Controleer eerst de datum.")
def toepassen(*, toch: bool) -> None:
    """Werk de lijst bij, vernietig wat goedgekeurd en rijp is, tel cijfers, ruim het logboek op. Draai dit elke dag."""
    machine = _met_geheim()
    try:
        with opdracht.handeling() as werk:
            ronde = pas_toe(werk, _register(machine), toch=toch)
    except (NietToegestaan, Registerfout) as fout:
        raise click.ClickException(str(fout)) from None
    click.echo(f"Voorgesteld: {ronde.voorgesteld}. Van de lijst: {ronde.vervallen}. Vernietigd: {ronde.vernietigd}.")
    _tel_cijfers()
    gebrek = _ruim_logboek_op()
    engine = opdracht.engine()
    schoon = ruim_op(engine)
    engine.dispose()
    if gebrek:
        raise click.ClickException(gebrek)
    if not schoon:
        raise click.ClickException("Wat vernietigd is staat nog in het -wal-bestand: iemand leest. Draai dit opnieuw.")


def _tel_cijfers() -> None:
    """Count what is over, one period at a time; after the round, which refuses a clock that jumped."""
    while True:
        with opdracht.handeling() as werk:
            geteld = sluit_af(werk, hoogstens=1)
        if not geteld:
            return
        click.echo(f"Cijfers geteld: {geteld[0]}.")


def _ruim_logboek_op() -> str:
    """Clean up apart, so that a log that was tampered with does not stop the rest; say why not, or nothing."""
    try:
        with opdracht.handeling() as werk:
            regels = ruim_logboek_op(werk)
    except NietToegestaan as fout:
        return fout.uitleg
    click.echo(f"Uit het logboek opgeruimd: {regels}.")
    return ""


@click.command()
@click.option("--uit", type=click.Path(file_okay=False, path_type=Path), help="Anders: backups in de gegevensmap.")
def backup(uit: Path | None) -> None:
    """Maak een versleutelde back-up en haal te oude weg."""
    machine = _met_geheim()
    map_ = uit or machine.data_map / "backups"
    engine = opdracht.engine()
    try:
        with opdracht.handeling() as werk:
            noteer(werk, "backup.gemaakt")
        bestand = maak_kopie(engine, map_, backupsleutel(machine.geheim), werk.nu)
        weg = ruim_oude(map_, werk.nu, werk.instellingen.algemeen.bewaring.backup_dagen)
    except (Kopiefout, OSError) as fout:
        raise click.ClickException(str(fout)) from None
    finally:
        engine.dispose()
    click.echo(f"{bestand} is geschreven.")
    for naam in weg:
        click.echo(f"Te oud en weggehaald: {naam}")


@click.command("herstel")
@click.argument("bestand", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--doe-het", is_flag=True, help="Zet de back-up ook echt terug. Zonder dit wordt alleen gekeken.")
def zet_terug(bestand: Path, *, doe_het: bool) -> None:
    """Controleer een back-up helemaal en zet haar met --doe-het terug. Stop Maatwerk eerst."""
    machine = _met_geheim()
    try:
        uitslag = herstel(_opzet(machine), bestand, doe_het=doe_het)
    except (Kopiefout, Registerfout, OSError) as fout:
        raise click.ClickException(str(fout)) from None
    manifest = uitslag.manifest
    casussen = manifest.rijen.get("casus", 0)
    click.echo(f"De back-up van {manifest.gemaakt:%d-%m-%Y %H.%M} UTC is gaaf. Casussen: {casussen}.")
    if not doe_het:
        click.echo("Er is niets veranderd. Zet haar terug met --doe-het.")
        return
    _vertel(machine, uitslag)


def _vertel(machine: Omgeving, uitslag: Uitslag) -> None:
    click.echo(f"Zij is teruggezet. Opnieuw vernietigd: {uitslag.opnieuw_vernietigd}. Iedereen is afgemeld.")
    if uitslag.overgezet is not None and uitslag.overgezet.logboek is not None:
        click.echo(f"Het logboek is doorgezet met {uitslag.overgezet.logboek} regels van na de back-up.")
        return
    click.echo("Let op: het logboek van na de back-up is er niet meer.")
    opzij = zet_opzij(machine.data_map, uitslag.manifest.logregels)
    if opzij:
        click.echo(f"De ankers van na de back-up passen niet meer en staan nu in {opzij}. Bewaar dat bestand.")


def _opzet(machine: Omgeving) -> Opzet:
    laad_instellingen(machine.config_map)  # a wrong setting must not stop us halfway
    return Opzet(
        url=machine.database_url,
        data_map=machine.data_map,
        sleutel=backupsleutel(machine.geheim),
        kluis=open_kluis(machine),
        register=_register(machine),
        werk_bij=schema.werk_bij,
        kent_revisie=schema.kent_revisie,
        handeling=lambda sessie: opdracht.als_systeem(sessie, machine),
        blijft={Cijferperiode: ("periode",), Cijfer: ("periode", "tabel", "bij_rij", "bij_kolom")},
    )
