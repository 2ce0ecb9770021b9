"""The commands `maatwerk sleutels`: make the key ring, change keys, and see under which key every text lies."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import click
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Table,
    Text,
    and_,
    func,
    literal,
    or_,
    select,
    type_coerce,
    update,
)

from maatwerk import opdracht, schema
from maatwerk.kern.database import LEZEN
from maatwerk.kern.kluis import VORM, kluis_van
from maatwerk.kern.sleutelproef import vergeet_proef
from maatwerk.kern.sleutelring import lees_ring, maak_ring, vervang_ring
from maatwerk.kern.versleuteld import Versleuteld
from maatwerk.logboek.commands import noteer

PARTIJ = 200
"""So many rows are locked anew in one transaction: what is done stays done, whatever happens after."""


@click.group()
def sleutels() -> None:
    """De sleutels waaronder de teksten versleuteld liggen."""


@sleutels.command()
def maak() -> None:
    """Maak het sleutelbestand, één keer. Bewaar er een kopie van, apart van de back-ups."""
    pad = opdracht.omgeving().sleutelpad
    try:
        maak_ring(pad)
    except FileExistsError:
        raise click.ClickException(
            f"{pad} is er al. Zonder dat bestand is geen tekst te lezen; ik laat het staan."
        ) from None
    click.echo(f"{pad} is gemaakt. Bewaar er een kopie van op een andere plek dan de back-ups van de database.")


@sleutels.command()
def roteer() -> None:
    """Neem een nieuwe sleutel en leg alle tekst daaronder. Stop eerst de server."""
    pad = opdracht.omgeving().sleutelpad
    with opdracht.database() as engine:
        schema.werk_bij(engine)
        half = any(_oude(engine))
    if half:
        click.echo(
            "Er ligt nog tekst onder een oude sleutel. Die gaat eerst onder de nieuwste; er komt geen sleutel bij."
        )
    else:
        vervang_ring(pad, lees_ring(pad).met_nieuwe())
    with opdracht.database() as engine:
        aantal = sum(_verleg(engine, tabel, kolommen) for tabel, kolommen in _dicht())
    with opdracht.handeling() as werk:
        noteer(werk, "sleutels.geroteerd")
    click.echo(f"{aantal} rijen liggen nu onder sleutel {lees_ring(pad).actief}. Bewaar opnieuw een kopie van {pad}.")


@sleutels.command()
def controleer() -> None:
    """Open elke tekst, en tel hoeveel er onder elke sleutel liggen."""
    ring = lees_ring(opdracht.omgeving().sleutelpad)
    with opdracht.database() as engine:
        telling = tel(engine)
    for naam in ring.sleutels:
        click.echo(
            f"sleutel {naam}: {telling.per_sleutel[naam]} teksten{_rol(naam, ring.actief, ring.merken, telling)}"
        )
    if telling.dicht:
        for plek in telling.dicht[:20]:
            click.echo(f"gaat niet open: {plek}", err=True)
        raise click.ClickException(f"Teksten die niet opengaan: {len(telling.dicht)}.")
    click.echo("Elke tekst gaat open.")


@sleutels.command()
@click.argument("naam")
def verwijder(naam: str) -> None:
    """Haal een oude sleutel weg waar niets meer onder ligt. Oudere back-ups zijn dan niet meer te lezen."""
    pad = opdracht.omgeving().sleutelpad
    ring = lees_ring(pad)
    if naam not in ring.sleutels:
        raise click.ClickException(f"Sleutel {naam} is er niet.")
    with opdracht.database() as engine:
        in_gebruik = naam in (ring.actief, ring.merken) or tel(engine).per_sleutel[naam]
    if in_gebruik:
        raise click.ClickException(f"Sleutel {naam} is nog nodig. Zie: maatwerk sleutels controleer")
    with opdracht.handeling() as werk:
        vergeet_proef(werk.sessie, naam)
        noteer(werk, "sleutels.verwijderd")
    vervang_ring(pad, ring.zonder(naam))
    click.echo(f"Sleutel {naam} is weg.")


@dataclass
class Telling:
    """How many texts lie under each key, and which do not open."""

    per_sleutel: Counter[str] = field(default_factory=Counter)
    dicht: list[str] = field(default_factory=list)


def tel(engine: Engine) -> Telling:
    """Open every text there is."""
    kluis, telling = kluis_van(engine.dialect), Telling()
    with engine.execution_options(**LEZEN).connect() as verbinding:
        for plek, dicht in _alle(verbinding):
            telling.per_sleutel[dicht.split(".")[1]] += 1
            try:
                kluis.ontsleutel(dicht, plek)
            except ValueError:
                telling.dicht.append(plek)
    return telling


def _rol(naam: str, actief: str, merken: str, telling: Telling) -> str:
    if naam == actief:
        return " (de nieuwste)"
    if naam == merken:
        return " (blijft nodig: hiermee vinden we kenmerken en herstelcodes terug)"
    return "" if telling.per_sleutel[naam] else f" (mag weg: maatwerk sleutels verwijder {naam})"


def _dicht() -> Iterator[tuple[Table, list[str]]]:
    """Give every table with encrypted columns, and their names."""
    for tabel in schema.METADATA.sorted_tables:
        kolommen = [kolom.name for kolom in tabel.columns if isinstance(kolom.type, Versleuteld)]
        if kolommen:
            yield tabel, kolommen


def _ruw(tabel: Table, kolommen: list[str]) -> list[ColumnElement[str]]:
    """Give these columns as they lie there."""
    return [type_coerce(tabel.c[naam], Text).label(naam) for naam in kolommen]


def _alle(verbinding: Connection) -> Iterator[tuple[str, str]]:
    for tabel, kolommen in _dicht():
        for rij, *teksten in verbinding.execute(select(tabel.c.rij, *_ruw(tabel, kolommen))):
            yield from (
                (_plek(tabel, naam, rij), dicht) for naam, dicht in zip(kolommen, teksten, strict=True) if dicht
            )


def _plek(tabel: Table, kolom: str, rij: str) -> str:
    soort = tabel.c[kolom].type
    return f"{soort.plek if isinstance(soort, Versleuteld) else ''}.{rij}"


def _onder_oud(engine: Engine, tabel: Table, kolommen: list[str]) -> ColumnElement[bool]:
    """Give the condition that some text in a row does not lie under the active key."""
    kop = f"{VORM}.{kluis_van(engine.dialect).ring.actief}."
    teksten = [type_coerce(tabel.c[naam], Text) for naam in kolommen]
    return or_(*(and_(tekst != "", func.substr(tekst, 1, len(kop)) != kop) for tekst in teksten))


def _oude(engine: Engine) -> Iterator[int]:
    """Count per table the rows with a text under an older key."""
    with engine.execution_options(**LEZEN).connect() as verbinding:
        for tabel, kolommen in _dicht():
            oud = _onder_oud(engine, tabel, kolommen)
            yield verbinding.scalar(select(func.count()).select_from(tabel).where(oud)) or 0


def _verleg(engine: Engine, tabel: Table, kolommen: list[str]) -> int:
    """Lock every text of a table under the active key, a batch at a time; give how many rows that were."""
    vraag = select(tabel.c.rij, *_ruw(tabel, kolommen)).where(_onder_oud(engine, tabel, kolommen)).limit(PARTIJ)
    aantal = 0
    while True:
        with engine.begin() as verbinding:
            rijen = verbinding.execute(vraag.with_for_update()).mappings().all()
            for rij in rijen:
                nieuw = _opnieuw(engine, tabel, {naam: rij[naam] for naam in kolommen if rij[naam]}, rij["rij"])
                verbinding.execute(update(tabel).where(tabel.c.rij == rij["rij"]).values(nieuw))
        if not rijen:
            return aantal
        aantal += len(rijen)


def _opnieuw(engine: Engine, tabel: Table, teksten: dict[str, str], rij: str) -> dict[str, Any]:
    kluis = kluis_van(engine.dialect)
    plekken = {naam: _plek(tabel, naam, rij) for naam in teksten}
    return {
        naam: literal(kluis.versleutel(kluis.ontsleutel(dicht, plekken[naam]), plekken[naam]), Text)
        for naam, dicht in teksten.items()
    }
