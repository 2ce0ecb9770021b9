"""Casussen from a file: read all, check all, and say per row and field what is wrong, without repeating it.

The format is `config/casus.schema.json`: a JSON array, or JSON Lines with one casus per line.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from maatwerk.casus.rules import KORT_TEKENS, vind_herkenbaar
from maatwerk.kern.instellingen import Instellingen, Keuze, Tafel
from maatwerk.kern.klok import JAREN
from maatwerk.kern.paden import bron
from maatwerk.lijst.rules import is_bekend

HELE_RIJ = "hele rij"
_GEEN_TEKST = re.compile(r"(datum|_op|bezwaartermijn|type|waar|wet|werking|kinderen|klasse|grondslag|aanwezig_zijn)$")
"""Days and words from a list, which are checked as such: nobody can be recognised by those."""
_EEN_DATUM = re.compile(r"(datum|_op|bezwaartermijn)$")


@dataclass(frozen=True)
class Rij:
    """One casus as it stood in the file. `nummer` counts from 1: its place in the array, or its line."""

    nummer: int
    inhoud: Mapping[str, Any]


@dataclass(frozen=True)
class Rijfout:
    """What is wrong with one field of one row."""

    rij: int
    veld: str
    reden: str
    kolom: str = ""
    """The letter above the column, in a spreadsheet."""
    mist: tuple[str, ...] = ()
    """The names of what is not there, where that is the fault."""

    def __str__(self) -> str:
        """Say it in one line."""
        kolom = f"kolom {self.kolom} " if self.kolom else ""
        veld = f"({self.veld})" if kolom and self.veld else self.veld
        return f"Rij {self.rij}, {(kolom + veld).strip()}: {self.reden}"


class Invoerbestandfout(Exception):
    """The file cannot be imported; `fouten` says why, row by row. Nothing of it is kept."""

    def __init__(self, fouten: list[Rijfout]) -> None:
        """Keep the reasons in the order of the file."""
        super().__init__(f"{len(fouten)} fouten")
        self.fouten = fouten


def lees_rijen(inhoud: bytes) -> list[Rij]:
    """Read the rows of a JSON array or of JSON Lines. Raises Invoerbestandfout when it is neither."""
    try:
        tekst = inhoud.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _heel_bestand("is geen UTF-8-tekst. Sla het op als JSON in UTF-8.") from None
    if not tekst.strip():
        raise _heel_bestand("is leeg.")
    if tekst.lstrip().startswith("["):
        return [Rij(nummer, rij) for nummer, rij in enumerate(_ontleed(tekst, 0), start=1)]
    return [Rij(nr, _ontleed(regel, nr)) for nr, regel in enumerate(tekst.split("\n"), start=1) if regel.strip()]


def _ontleed(tekst: str, nummer: int) -> Any:  # noqa: ANN401 - JSON can be anything
    try:
        return json.loads(tekst)
    except (ValueError, RecursionError):
        if not nummer:
            raise _heel_bestand("is geen geldige JSON.") from None
        raise Invoerbestandfout([Rijfout(nummer, HELE_RIJ, "Dit is geen geldige JSON.")]) from None


def _heel_bestand(reden: str) -> Invoerbestandfout:
    return Invoerbestandfout([Rijfout(0, "hele bestand", f"Dit bestand {reden}")])


def keur(rijen: Iterable[Rij], instellingen: Instellingen) -> Iterator[Rijfout]:
    """Give all that is wrong with these rows, each by itself."""
    for rij in rijen:
        vorm = sorted(_schema().iter_errors(rij.inhoud), key=lambda fout: list(map(str, fout.absolute_path)))
        heel = not any(fout.validator == "type" for fout in vorm)  # else we would ask a number for its length
        redenen = (*_lang(rij), *_lijsten(rij, instellingen), *_herkenbaar(rij)) if heel else ()
        yield from dict.fromkeys(
            (
                *(Rijfout(rij.nummer, pad_in_woorden(f.absolute_path), _in_woorden(f), mist=_mist(f)) for f in vorm),
                *(Rijfout(rij.nummer, veld, reden) for veld, reden in (*_tekens(rij), *redenen)),
            )
        )


def vind_dubbel(rijen: Iterable[Rij]) -> Iterator[Rijfout]:
    """Find a bronkenmerk that the same organisatie has in two rows."""
    gezien: dict[tuple[str, str], int] = {}
    for rij in rijen:
        kenmerk = kenmerk_van(rij)
        eerder = gezien.setdefault(kenmerk, rij.nummer) if kenmerk else rij.nummer
        if eerder != rij.nummer:
            yield Rijfout(rij.nummer, "bronkenmerk", f"Dit kenmerk staat ook in rij {eerder}.")


def kenmerk_van(rij: Rij) -> tuple[str, str] | None:
    """Give by which organisatie and bronkenmerk this row is known, if it can be."""
    inhoud: object = rij.inhoud
    indiener = inhoud.get("indiener") if isinstance(inhoud, Mapping) else None
    organisatie = indiener.get("organisatie") if isinstance(indiener, Mapping) else None
    kenmerk = rij.inhoud.get("bronkenmerk") if organisatie else None
    return (organisatie, kenmerk) if isinstance(kenmerk, str) and isinstance(organisatie, str) else None


@cache
def _schema() -> Draft202012Validator:
    schema = json.loads((bron("config") / "casus.schema.json").read_text("utf-8"))
    return Draft202012Validator(schema, format_checker=FormatChecker(formats=("date", "email")))


def _tekens(rij: Rij) -> Iterator[tuple[str, str]]:
    for pad, tekst in teksten(rij.inhoud):
        if "\x00" in tekst or any("\ud800" <= teken <= "\udfff" for teken in tekst):
            yield pad, "Hier staat een teken in dat we niet kunnen bewaren."
        elif not tekst.strip():
            yield pad, "Dit veld is leeg."
        elif _EEN_DATUM.search(pad) and tekst[:4].isdecimal() and int(tekst[:4]) not in JAREN:
            yield pad, "Dit jaar kan niet kloppen."


def pad_in_woorden(delen: Iterable[str | int]) -> str:
    """Give the place of a value, with numbers from 1."""
    return " › ".join(str(deel + 1) if isinstance(deel, int) else deel for deel in delen) or HELE_RIJ


def _in_woorden(fout: ValidationError) -> str:
    """Say in Dutch which rule of the schema is broken, without the value that broke it."""
    eis = fout.validator_value
    zinnen = {
        "required": f"Dit ontbreekt: {', '.join(_mist(fout))}.",
        "additionalProperties": "Hier staat een veld dat we niet kennen.",
        "type": f"Dit moet {_SOORTEN.get(str(eis), 'iets anders')} zijn.",
        "enum": f"Kies een van deze: {', '.join(map(str, eis)) if isinstance(eis, list) else ''}.",
        "minLength": f"Dit is te kort: minstens {eis} tekens.",
        "maxLength": f"Dit is te lang: hoogstens {eis} tekens.",
        "minItems": "Hier is er minstens één van nodig.",
        "uniqueItems": "Hier staat iets dubbel.",
        "format": "Dit is geen datum; schrijf hem als 2026-12-31." if eis == "date" else "Dit is geen e-mailadres.",
        "anyOf": "Vul geinformeerd_op of reden_niet_geinformeerd in.",
    }
    return zinnen.get(str(fout.validator), "Dit voldoet niet aan het formaat.")


_SOORTEN = {"object": "een object", "array": "een lijst", "string": "een tekst"}


def _mist(fout: ValidationError) -> tuple[str, ...]:
    """Give the names of what is not there: all of them, in each of the faults that jsonschema makes of it."""
    if fout.validator != "required" or not isinstance(fout.instance, dict):
        return ()
    nodig = cast("list[str]", fout.validator_value)
    return tuple(naam for naam in nodig if naam not in fout.instance)


def teksten(ding: object, *pad: str | int) -> Iterator[tuple[str, str]]:
    """Give every text in the row with its place."""
    if isinstance(ding, str):
        yield pad_in_woorden(pad), ding
    elif isinstance(ding, list | dict):
        paren = ding.items() if isinstance(ding, dict) else enumerate(ding)
        for sleutel, waarde in paren:
            yield from teksten(waarde, *pad, sleutel)


def _lang(rij: Rij) -> Iterator[tuple[str, str]]:
    """Find lines that are longer than the form lets anybody type; the schema sets no limit for these."""
    inhoud = rij.inhoud
    regels = [(f"beslisser › {naam}", tekst) for naam, tekst in inhoud.get("beslisser", {}).items()]
    for nummer, poging in enumerate(inhoud.get("pogingen", ()), start=1):
        regels.append((f"pogingen › {nummer} › organisatie", poging.get("organisatie", "")))
    yield from (
        (pad, f"Dit is te lang: hoogstens {KORT_TEKENS} tekens.") for pad, tekst in regels if len(tekst) > KORT_TEKENS
    )


def _herkenbaar(rij: Rij) -> Iterator[tuple[str, str]]:
    zonder_indiener = {naam: waarde for naam, waarde in rij.inhoud.items() if naam != "indiener"}
    functie = {"indiener": {"functie": rij.inhoud.get("indiener", {}).get("functie", "")}}
    vrij = {pad: tekst for pad, tekst in teksten(zonder_indiener | functie) if not _GEEN_TEKST.search(pad)}
    yield from vind_herkenbaar(vrij).items()


def _lijsten(rij: Rij, instellingen: Instellingen) -> Iterator[tuple[str, str]]:
    """Find values that are on no list of this gemeente."""
    for pad, waarde, lijst in _keuzes(rij.inhoud, instellingen):
        if not is_bekend(lijst, waarde):
            yield pad, "Dit staat niet in de lijst van deze gemeente."
    tafel = rij.inhoud.get("tafel")
    if tafel is not None and tafel not in {naam for kandidaat in instellingen.tafels for naam in _namen(kandidaat)}:
        yield "tafel", "Deze tafel kennen we niet."


def _namen(tafel: Tafel) -> tuple[str, str]:
    return tafel.naam, tafel.code


def _keuzes(inhoud: Mapping[str, Any], lijsten: Instellingen) -> Iterator[tuple[str, str, tuple[Keuze, ...]]]:
    if grondslag := inhoud.get("privacy", {}).get("grondslag"):
        yield "privacy › grondslag", grondslag, lijsten.grondslagen
    for nummer, gebied in enumerate(inhoud.get("leefgebieden", ()), start=1):
        yield f"leefgebieden › {nummer}", gebied, lijsten.leefgebieden
    for nummer, punt in enumerate(inhoud.get("knelpunten", ()), start=1):
        soorten = (("type", lijsten.knelpunttypen), ("waar", lijsten.waar))
        yield from ((f"knelpunten › {nummer} › {naam}", punt[naam], lijst) for naam, lijst in soorten if naam in punt)
        for volg, regel in enumerate(punt.get("regels", ()), start=1):
            if "wet" in regel:
                yield f"knelpunten › {nummer} › regels › {volg} › wet", regel["wet"], lijsten.wetten
