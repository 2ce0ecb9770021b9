"""How long a casus is kept, and when it may go: facts in, decision out (domein.md §9, veiligheid.md §6.5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from maatwerk.casus.rules import Status
from maatwerk.kern.fouten import Invoerfout, NietToegestaan
from maatwerk.kern.instellingen import Bewaartermijnen

WEG = "(vernietigd)"
"""Stands where a text was that a CHECK wants filled."""

REDEN_TEKENS = 200


class Categorie(StrEnum):
    """What goes, and by which term. The Dutch name stands in the verklaring."""

    CONCEPT = "concept"
    NIET_BEHANDELD = "niet behandeld"
    VRIJE_TEKST = "vrije tekst"
    HELE_CASUS = "hele casus"


class Omvang(StrEnum):
    """What is destroyed: the texts, or everything."""

    TEKST = "tekst"
    ALLES = "alles"


METHODE = {
    Omvang.TEKST: "Alle teksten zijn gewist en overschreven; status, datums en codes zijn gebleven.",
    Omvang.ALLES: "Alle rijen zijn gewist en overschreven; een gepubliceerde les is losgemaakt en gebleven.",
}


@dataclass(frozen=True)
class Feiten:
    """What the decision needs to know of a casus."""

    status: Status
    gewijzigd: date
    gesloten: date | None


@dataclass(frozen=True)
class Toets:
    """By which term a casus goes, and on which day that term ends."""

    categorie: Categorie
    vervalt_op: date

    @property
    def omvang(self) -> Omvang:
        """Give what is destroyed: only of a closed casus something stays."""
        return omvang_van(self.categorie)


def omvang_van(categorie: Categorie) -> Omvang:
    """Give what a category destroys."""
    return Omvang.TEKST if categorie is Categorie.VRIJE_TEKST else Omvang.ALLES


_NIET_BEHANDELD = (Status.OPGELOST, Status.NIET_VOOR_TAFEL, Status.INGETROKKEN, Status.GEHOLPEN)
"""Direct opgelost counts with these: the tafel decided nothing, so there is nothing to account for longer."""

KANDIDATEN = (Status.CONCEPT, *_NIET_BEHANDELD, Status.AFGESLOTEN, Status.VERNIETIGD)
"""The statuses in which a term runs. In any other the casus is still worked on."""


def toets(feiten: Feiten, termijnen: Bewaartermijnen, vandaag: date) -> Toets | None:
    """Give the term that runs for a casus; None when none does."""
    sinds = feiten.gesloten or feiten.gewijzigd
    if feiten.status is Status.CONCEPT:
        return Toets(Categorie.CONCEPT, feiten.gewijzigd + timedelta(termijnen.concept_dagen))
    if feiten.status in _NIET_BEHANDELD:
        return Toets(Categorie.NIET_BEHANDELD, sinds + timedelta(termijnen.niet_voor_de_tafel_dagen))
    helemaal = Toets(Categorie.HELE_CASUS, sinds + timedelta(termijnen.casus_dagen))
    if feiten.status is Status.VERNIETIGD:
        return helemaal
    if feiten.status is not Status.AFGESLOTEN:
        return None
    tekst = Toets(Categorie.VRIJE_TEKST, sinds + timedelta(termijnen.vrije_tekst_dagen))
    return helemaal if helemaal.vervalt_op <= max(vandaag, tekst.vervalt_op) else tekst


def voor_te_stellen(toets: Toets | None, bezwaar_dagen: int, vandaag: date) -> bool:
    """Answer whether a casus belongs on the list: early enough to object before its term ends."""
    return toets is not None and vandaag >= toets.vervalt_op - timedelta(bezwaar_dagen)


@dataclass(frozen=True)
class Stand:
    """How far a voorstel is."""

    categorie: Categorie
    vervalt_op: date
    bezwaar_tot: date
    bezwaar: bool
    goedgekeurd: bool
    geblokkeerd: bool


def is_rijp(stand: Stand, vandaag: date) -> bool:
    """Answer whether this casus may be destroyed today.

    A concept needs no second person: nobody but its indiener has seen it, and he was warned. All else needs one.
    """
    if stand.geblokkeerd or vandaag <= stand.bezwaar_tot or vandaag < stand.vervalt_op:
        return False
    return stand.goedgekeurd or (stand.categorie is Categorie.CONCEPT and not stand.bezwaar)


def eis_bezwaar(bezwaar_tot: date, vandaag: date, reden: str) -> None:
    """Refuse an objection that comes too late or says nothing. Raises NietToegestaan or Invoerfout."""
    if vandaag > bezwaar_tot:
        raise NietToegestaan(f"Bezwaar maken kon tot en met {bezwaar_tot:%d-%m-%Y}. Vraag de privacy officer.")
    eis_reden(reden)


def eis_reden(reden: str, veld: str = "reden") -> None:
    """Refuse an act without a reason. Raises Invoerfout."""
    if not reden.strip():
        raise Invoerfout({veld: "Schrijf kort op waarom. Schrijf niets op uit de casus zelf."})


def eis_einddatum(tot: date, vandaag: date) -> None:
    """Refuse a bewaarplicht that ends before it begins. Raises Invoerfout."""
    if tot <= vandaag:
        raise Invoerfout({"tot": "Kies een dag die nog moet komen."})


def eis_klok(momenten: Iterable[datetime], ronde_dagen: int) -> None:
    """Refuse when the clock seems to have jumped: no sign of life for a day longer than the timer sleeps (F11).

    `momenten`: the log since the last round, in the order of writing, and now. Raises NietToegestaan.
    """
    grens = timedelta(days=ronde_dagen + 1)
    for vorige, volgende in pairwise(momenten):
        if volgende - vorige > grens:
            raise NietToegestaan(
                f"De klok sprong van {vorige:%d-%m-%Y} naar {volgende:%d-%m-%Y}, of Maatwerk stond zo lang stil. "
                "Er is niets vernietigd. Klopt de datum van vandaag, draai dan opnieuw met --toch."
            )
        if vorige - volgende > timedelta(days=1):
            raise NietToegestaan(
                f"De klok staat op {volgende:%d-%m-%Y}, maar het logboek is van {vorige:%d-%m-%Y}. "
                "Er is niets vernietigd. Zet de klok goed, of draai met --toch als de klok nu klopt."
            )


def maand_later(dag: date) -> date:
    """Give the day one month on, by which a request must be answered (AVG, artikel 12)."""
    jaar, maand = dag.year + dag.month // 12, dag.month % 12 + 1
    laatste = (date(jaar + maand // 12, maand % 12 + 1, 1) - timedelta(days=1)).day
    return date(jaar, maand, min(dag.day, laatste))


def periode(dagen: Sequence[date]) -> tuple[date, date]:
    """Give the first and the last of these days."""
    return min(dagen), max(dagen)
