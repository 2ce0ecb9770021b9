"""Rules of the triage: its four questions, on whom a casus waits, and what a promise in time says in words."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from maatwerk.casus.rules import Status
from maatwerk.kern.fouten import Invoerfout, NietToegestaan
from maatwerk.kern.klok import is_werkdag, plus_werkdagen

VRAAG_TEKENS = 500
ANTWOORD_TEKENS = 1500
MEESTE_VRAGEN = 5
MEESTE_FILTERS = 20


class Toets(StrEnum):
    """What triage looks at (domein.md §3, step 2)."""

    COMPLEET = "compleet"
    SYSTEEM = "systeem"
    BESLISSER = "beslisser"
    PRIVACY = "privacy"


class Uitslag(StrEnum):
    """The answer to one of those questions."""

    JA = "ja"
    NEE = "nee"


class WachtOp(StrEnum):
    """Who is at turn."""

    COORDINATOR = "casuscoördinator"
    INDIENER = "indiener"
    AGENDA = "een plek op de agenda"
    VOORZITTER = "tafelvoorzitter"


AAN_DE_BEURT: Mapping[Status, WachtOp] = {
    Status.INGEDIEND: WachtOp.COORDINATOR,
    Status.AANVULLEN: WachtOp.INDIENER,
    Status.GEREED: WachtOp.AGENDA,
    Status.INGEPLAND: WachtOp.VOORZITTER,
}
"""On whom a casus waits until the tafel discussed it; nobody knows it otherwise than by its status."""

AAN_TE_VULLEN = (*AAN_DE_BEURT, Status.BESPROKEN, Status.IN_UITVOERING, Status.OPVOLGING)
"""Handed in and still running: the indiener may add to it, and never changes what was handed in."""


@dataclass(frozen=True)
class Getoetst:
    """What the coördinator found of one question. `toelichting` is internal: the indiener never reads it."""

    uitslag: Uitslag | None
    toelichting: str = ""


@dataclass(frozen=True)
class Termijn:
    """A promise in time, in words; red only when it is late, and then it says why."""

    tekst: str
    te_laat: bool


def termijn(beloofd: date, vandaag: date) -> Termijn:
    """Say how many working days are left until this promise, or how many it is late."""
    over = werkdagen_tussen(min(beloofd, vandaag), max(beloofd, vandaag))
    dag = f"beloofd uiterlijk {beloofd:%d-%m-%Y}"
    if vandaag > beloofd:
        return Termijn(f"{_werkdagen(max(over, 1))} te laat: {dag}", te_laat=True)
    return Termijn(f"nog {_werkdagen(over)}: {dag}" if over else f"vandaag: {dag}", te_laat=False)


def _werkdagen(aantal: int) -> str:
    return f"{aantal} werkdag{'' if aantal == 1 else 'en'}"


def werkdagen_tussen(eerst: date, laatst: date) -> int:
    """Count the working days after `eerst`, up to and including `laatst`."""
    return sum(is_werkdag(eerst + timedelta(days=dag)) for dag in range(1, (laatst - eerst).days + 1))


def laatste_te_late_dag(vandaag: date, werkdagen: int) -> date:
    """Give the last day of which a promise of so many working days is broken today."""
    dag = vandaag
    while plus_werkdagen(dag, werkdagen) >= vandaag:
        dag -= timedelta(days=1)
    return dag


def eis_toetsen(naar: Status, toetsen: Mapping[Toets, Getoetst]) -> None:
    """Refuse to send a casus to the tafel with a question open, or with a "nee" nobody explains. Raises Invoerfout."""
    if naar is not Status.GEREED:
        return
    fouten = {
        f"{toets}_uitslag": "Kies ja of nee. Zonder antwoord gaat de casus niet naar de tafel."
        for toets in Toets
        if toets not in toetsen or toetsen[toets].uitslag is None
    }
    fouten |= {
        f"{toets}_toelichting": "Leg uit waarom de casus dan toch naar de tafel gaat."
        for toets, wat in toetsen.items()
        if wat.uitslag is Uitslag.NEE and not wat.toelichting.strip()
    }
    if fouten:
        raise Invoerfout(fouten)


def eis_vragen(naar: Status, vragen: Sequence[str]) -> None:
    """Refuse to send a casus back without a question, or a question with another outcome. Raises Invoerfout."""
    if naar is Status.AANVULLEN and not vragen:
        raise Invoerfout({"vragen-0": "Schrijf minstens één vraag op. De indiener krijgt er een antwoordveld bij."})
    if naar is not Status.AANVULLEN and vragen:
        raise Invoerfout({"uitkomst": "Je schreef een vraag op. Kies 'aanvullen gevraagd', of haal de vraag weg."})


def eis_antwoorden(status: Status, open_vragen: Collection[int], antwoorden: Mapping[int, str]) -> None:
    """Refuse to answer when nothing is asked, or to leave a question open. Raises NietToegestaan or Invoerfout."""
    if status is not Status.AANVULLEN or not open_vragen:
        raise NietToegestaan(f"Deze casus is nu '{status}'. Er staat geen vraag open.")
    fouten = {f"antwoord-{nr}": "Geef een antwoord." for nr in open_vragen if not antwoorden.get(nr, "").strip()}
    if fouten:
        raise Invoerfout(fouten)


def eis_aanvulling(status: Status, tekst: str) -> None:
    """Refuse to add to a casus that is not handed in or is over. Raises NietToegestaan or Invoerfout on `tekst`."""
    if status not in AAN_TE_VULLEN:
        raise NietToegestaan(f"Deze casus is nu '{status}'. Iets toevoegen kan alleen aan een casus die loopt.")
    if not tekst.strip():
        raise Invoerfout({"tekst": "Schrijf op wat je wilt toevoegen."})


def eis_genodigde(medewerker: int | None, organisatie: str) -> None:
    """Refuse to invite nobody, or a colleague and an organisation at once. Raises Invoerfout on `medewerker`."""
    if (medewerker is None) != bool(organisatie.strip()):
        raise Invoerfout({"medewerker": "Kies een medewerker, óf schrijf op welke organisatie nodig is."})


def aan_tafel(organisatie: str, organisaties: Collection[str]) -> list[str]:
    """Give which of the organisations at the tafel are named in what the indiener wrote, however it is written."""
    return sorted(
        naam.strip()
        for naam in organisaties
        if naam.strip() and re.search(rf"\b{re.escape(naam.strip())}\b", organisatie, re.IGNORECASE)
    )
