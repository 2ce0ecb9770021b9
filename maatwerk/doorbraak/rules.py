"""Rules about the besluit: its outcomes, what each asks, and where the casus goes next (domein.md §3.4-§3.7)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from maatwerk.casus.rules import Status
from maatwerk.kern.fouten import Invoerfout, NietToegestaan


class Uitkomst(StrEnum):
    """What the tafel can decide about a casus."""

    DOORBRAAK = "doorbraak"
    VOORWAARDEN = "doorbraak onder voorwaarden"
    AANHOUDEN = "aanhouden"
    GEEN = "geen doorbraak"
    OPSCHALEN = "opschalen"
    TWEEDE_RONDE = "tweede ronde"


class Niveau(StrEnum):
    """The level on which a doorbraak works."""

    CASUS = "casus"
    LOKAAL = "lokaal"
    LANDELIJK = "landelijk"


class Doorbraakstatus(StrEnum):
    """How far a doorbraak has come (domein.md §7)."""

    GEVRAAGD = "gevraagd"
    TOEGEZEGD = "toegezegd"
    IN_UITVOERING = "in uitvoering"
    GELUKT = "gelukt"
    DEELS = "deels gelukt"
    NIET = "niet gelukt"
    GEBORGD = "geborgd"


NA_BESLUIT: Mapping[Uitkomst, Status] = {
    Uitkomst.DOORBRAAK: Status.IN_UITVOERING,
    Uitkomst.VOORWAARDEN: Status.IN_UITVOERING,
    Uitkomst.OPSCHALEN: Status.IN_UITVOERING,
    Uitkomst.AANHOUDEN: Status.GEREED,
    Uitkomst.TWEEDE_RONDE: Status.GEREED,
}
"""Where a casus goes after the besluit. After "geen doorbraak" it stays besproken until it is closed."""

MET_DOORBRAAK = frozenset({Uitkomst.DOORBRAAK, Uitkomst.VOORWAARDEN})

Rijen = Mapping[int, Mapping[str, Any]]
"""The filled rows of a repeated group, by the number of the row in the form."""

IN_VRAAG = ("trede", "gericht_aan", "antwoord_voor")
"""What a row of the form asks of another; all of it, or none."""

_NODIG_IN_DOORBRAAK = {
    "niveau": "kies het niveau.",
    "omschrijving": "schrijf op wat er verandert.",
    "eigenaar": "vul in wie dit regelt, een functie of organisatie.",
}
_NODIG_IN_ACTIE = {
    "wat": "schrijf op wat er gebeurt.",
    "houder_id": "kies wie dit doet.",
    "voor": "vul in voor welke datum dit klaar is.",
}


@dataclass(frozen=True)
class Voorstel:
    """A besluit as it lies on the table. `terug_op`: when it comes back; `houders`: who may hold an actie."""

    uitkomst: Uitkomst
    toelichting: str
    voorwaarden: str
    terug_op: date | None
    doorbraken: Rijen
    acties: Rijen
    houders: Collection[int]
    gemotiveerd: bool


def eis_besluit(voorstel: Voorstel, vandaag: date) -> None:
    """Refuse a besluit that leaves open what its outcome needs. Raises Invoerfout with every gap at its field."""
    fouten = {veld: uitleg for veld, mist, uitleg in _gaten(voorstel, vandaag) if mist}
    fouten |= _leeg("doorbraken", "Doorbraak", voorstel.doorbraken, _NODIG_IN_DOORBRAAK)
    fouten |= _leeg("acties", "Actie", voorstel.acties, _NODIG_IN_ACTIE)
    fouten |= _halve_vraag(voorstel, vandaag)
    fouten |= _onmogelijke_acties(voorstel, vandaag)
    if fouten:
        raise Invoerfout(fouten)


def _gaten(voorstel: Voorstel, vandaag: date) -> tuple[tuple[str, bool, str], ...]:
    uitkomst = voorstel.uitkomst
    te_vroeg = voorstel.terug_op is None or voorstel.terug_op <= vandaag
    breekt_door = uitkomst in MET_DOORBRAAK
    return (
        ("toelichting", not voorstel.toelichting.strip(), "Leg het besluit uit: de indiener leest dit."),
        (
            "voorwaarden",
            uitkomst is Uitkomst.VOORWAARDEN and not voorstel.voorwaarden.strip(),
            "Schrijf op onder welke voorwaarden.",
        ),
        ("terug_op", uitkomst is Uitkomst.AANHOUDEN and te_vroeg, "Kies een dag na vandaag waarop de casus terugkomt."),
        (
            "doorbraken-0-omschrijving",
            breekt_door and not voorstel.doorbraken,
            "Beschrijf minstens één doorbraak, op casus-, lokaal of landelijk niveau.",
        ),
        (
            f"doorbraken-{min(voorstel.doorbraken, default=0)}-omschrijving",
            uitkomst is Uitkomst.GEEN and bool(voorstel.doorbraken),
            "Je kiest 'geen doorbraak'. Maak de doorbraken leeg, of kies een andere uitkomst.",
        ),
        (
            f"doorbraken-{min(voorstel.doorbraken, default=0)}-gericht_aan",
            uitkomst is Uitkomst.OPSCHALEN and not any(is_gericht(rij) for rij in voorstel.doorbraken.values()),
            "Opschalen is iets vragen aan een ander. Schrijf bij een doorbraak op aan wie, en voor welke dag.",
        ),
        (
            "uitkomst",
            breekt_door and not voorstel.gemotiveerd,
            "Weeg eerst samen: een doorbraak heeft een gezamenlijke motivering nodig.",
        ),
    )


def _leeg(lijst: str, naam: str, rijen: Rijen, nodig: Mapping[str, str]) -> dict[str, str]:
    """Give every needed cell that is empty in a row where something else was filled in."""
    return {
        f"{lijst}-{nr}-{veld}": f"{naam} {nr + 1}: {uitleg}"
        for nr, rij in rijen.items()
        for veld, uitleg in nodig.items()
        if not is_ingevuld(rij[veld])
    }


def is_gericht(doorbraak: Mapping[str, Any]) -> bool:
    """Answer whether this row of the form asks something of somebody."""
    return any(is_ingevuld(doorbraak.get(veld)) for veld in IN_VRAAG)


def _halve_vraag(voorstel: Voorstel, vandaag: date) -> dict[str, str]:
    """Give what is missing where something is asked of another: which step, of whom, and by which day."""
    fouten = {}
    for nr, rij in voorstel.doorbraken.items():
        if not is_gericht(rij):
            continue
        plek, naam = f"doorbraken-{nr}", f"Doorbraak {nr + 1}"
        if rij.get("trede") is None:
            fouten[f"{plek}-trede"] = f"{naam}: kies aan wie je iets vraagt."
        if not is_ingevuld(rij.get("gericht_aan")):
            fouten[f"{plek}-gericht_aan"] = f"{naam}: vul in van wie het antwoord komt."
        dag = rij.get("antwoord_voor")
        if dag is None or dag <= vandaag:
            fouten[f"{plek}-antwoord_voor"] = f"{naam}: kies een dag na vandaag voor het antwoord."
    return fouten


def _onmogelijke_acties(voorstel: Voorstel, vandaag: date) -> dict[str, str]:
    """Give the acties that nobody at this tafel can do, or that are too late before they begin."""
    fouten = {}
    for nr, actie in voorstel.acties.items():
        if actie["houder_id"] and actie["houder_id"] not in voorstel.houders:
            fouten[f"acties-{nr}-houder_id"] = f"Actie {nr + 1}: kies iemand van deze tafel, of de indiener."
        if actie["voor"] and actie["voor"] < vandaag:
            fouten[f"acties-{nr}-voor"] = f"Actie {nr + 1}: deze dag is voorbij. Kies vandaag of een dag hierna."
    return fouten


def is_ingevuld(waarde: object) -> bool:
    """Answer whether somebody filled this in; white space is nothing."""
    return bool(waarde.strip() if isinstance(waarde, str) else waarde)


def eis_open(klaar_op: datetime | None) -> None:
    """Refuse to finish an actie twice: the first date counts. Raises NietToegestaan."""
    if klaar_op is not None:
        raise NietToegestaan("Deze actie is al klaar.")


def termijn(voor: date, vandaag: date) -> str:
    """Say in words how long there is until a date, or how long it is over."""
    dagen = (voor - vandaag).days
    if dagen in _DICHTBIJ:
        return _DICHTBIJ[dagen]
    return f"nog {dagen} dagen" if dagen > 0 else f"{-dagen} dagen over tijd"


_DICHTBIJ = {-1: "1 dag over tijd", 0: "vandaag", 1: "morgen"}


def eis_acties_klaar(open_acties: int) -> None:
    """Refuse to go on while acties are open. Raises NietToegestaan with how many."""
    if open_acties:
        aantal = "staat nog 1 actie" if open_acties == 1 else f"staan nog {open_acties} acties"
        raise NietToegestaan(f"Er {aantal} open. Rond die eerst af.")


VRAGEN = ("goed", "beter", "leren", "anders")
"""The four questions of the procesevaluatie; the settings say how they are asked."""


def eis_antwoorden(antwoorden: Mapping[str, str]) -> None:
    """Refuse a procesevaluatie with an empty answer. Raises Invoerfout at each empty field."""
    leeg = [code for code in VRAGEN if not antwoorden.get(code, "").strip()]
    if leeg:
        raise Invoerfout(dict.fromkeys(leeg, "Beantwoord deze vraag."))
