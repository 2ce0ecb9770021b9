"""The ladder up which a doorbraak goes when nobody at the tafel can decide it (domein.md §3). Pure."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from maatwerk.casus.rules import Status
from maatwerk.doorbraak.rules import Doorbraakstatus, Niveau
from maatwerk.kern.fouten import Invoerfout, NietToegestaan


class Trede(StrEnum):
    """A step of the ladder, the lowest first."""

    COLLEGA = "collega"
    WIJKTAFEL = "wijktafel"
    STEDELIJK = "stedelijk overleg"
    BESTUUR = "directie of wethouder"
    UITVOERING = "uitvoeringsorganisatie"
    LMM = "Landelijk Maatwerkloket"
    MINISTERIE = "ministerie"


NIVEAU: Mapping[Trede, Niveau] = {
    Trede.COLLEGA: Niveau.CASUS,
    Trede.WIJKTAFEL: Niveau.CASUS,
    Trede.STEDELIJK: Niveau.LOKAAL,
    Trede.BESTUUR: Niveau.LOKAAL,
    Trede.UITVOERING: Niveau.LANDELIJK,
    Trede.LMM: Niveau.LANDELIJK,
    Trede.MINISTERIE: Niveau.LANDELIJK,
}
"""On which level each step can let a doorbraak happen."""


class Antwoord(StrEnum):
    """What came back."""

    TOEGEZEGD = "toegezegd"
    AFGEWEZEN = "afgewezen"


NA_ANTWOORD: Mapping[Antwoord, Doorbraakstatus] = {
    Antwoord.TOEGEZEGD: Doorbraakstatus.TOEGEZEGD,
    Antwoord.AFGEWEZEN: Doorbraakstatus.NIET,
}
"""How far the doorbraak is after each answer. After "afgewezen" it can go up, and then it is asked again."""


_LOPEND = frozenset({Status.BESPROKEN, Status.IN_UITVOERING, Status.OPVOLGING})


def eis_loopt(status: Status) -> None:
    """Refuse to ask for a casus that goes back to the tafel, or that is over. Raises NietToegestaan."""
    if status not in _LOPEND:
        raise NietToegestaan(f"Deze casus is nu '{status}'. Opschalen kan zolang er na het besluit aan wordt gewerkt.")


def eis_geen_open_vraag(*, open_: bool) -> None:
    """Refuse to ask a second one while the first waits: somebody must know whose turn it is. Raises NietToegestaan."""
    if open_:
        raise NietToegestaan("Er staat al een vraag open voor deze doorbraak. Schrijf eerst het antwoord op.")


def eis_omhoog(vorige: Trede | None, trede: Trede | None, gericht_aan: str, dag: date | None, vandaag: date) -> None:
    """Refuse a step down, or one without addressee or day. Raises Invoerfout at each field.

    The same step again is allowed: there can be two who may decide on it.
    """
    treden = list(Trede)
    fouten = {}
    if trede is None:
        fouten["trede"] = "Kies bij wie je het nu vraagt."
    elif vorige is not None and treden.index(trede) < treden.index(vorige):
        fouten["trede"] = f"De ladder gaat omhoog. De vorige trede was: {vorige}."
    if not gericht_aan.strip():
        fouten["gericht_aan"] = "Vul in van wie het antwoord komt, een functie of organisatie."
    if dag is None or dag <= vandaag:
        fouten["antwoord_voor"] = "Kies een dag na vandaag voor het antwoord."
    if fouten:
        raise Invoerfout(fouten)


def eis_open_vraag(geantwoord_op: datetime | None) -> None:
    """Refuse a second answer: the first one counts. Raises NietToegestaan."""
    if geantwoord_op is not None:
        raise NietToegestaan("Op deze vraag is al een antwoord. Schaal verder op als het nog niet klaar is.")


def eis_antwoord(antwoord: Antwoord | None, reden: str) -> None:
    """Refuse no answer, and a no without why. Raises Invoerfout."""
    if antwoord is None:
        raise Invoerfout({"antwoord": "Kies wat het antwoord was."})
    if antwoord is Antwoord.AFGEWEZEN and not reden.strip():
        raise Invoerfout({"reden": "Schrijf op waarom het is afgewezen. Dat nemen we mee naar de volgende trede."})


def eis_alles_beantwoord(open_vragen: int) -> None:
    """Refuse to close a casus while somebody else still has to answer. Raises NietToegestaan with how many."""
    if open_vragen:
        aantal = "wacht nog 1 vraag" if open_vragen == 1 else f"wachten nog {open_vragen} vragen"
        raise NietToegestaan(f"Er {aantal} op een antwoord. Schrijf eerst op wat het antwoord was.")
