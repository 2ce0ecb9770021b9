"""Rules about the windows through which somebody else reads a casus: on what ground, how long, and who judges it."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum

from maatwerk.kern.fouten import Invoerfout, NietToegestaan
from maatwerk.kern.klok import lokaal_moment

REDEN_TEKENS = 20
"""Characters of a reason that somebody can judge (veiligheid.md §5, rule 6)."""


class Grond(StrEnum):
    """Why somebody else than the indiener may read a casus for a while."""

    TAFEL = "lid van de tafel"
    ADVIES = "advies op afroep"
    WAARNEMING = "waarneming"
    BREEKGLAS = "breekglas"


class Oordeel(StrEnum):
    """What the privacy officer finds of breaking the glass."""

    TERECHT = "terecht"
    NIET_TERECHT = "niet terecht"


def eis_waarneming(tot: date, vandaag: date, weken: int) -> None:
    """Refuse a waarneming that is over, or longer than so many weeks (veiligheid.md §5, rule 2). Raises Invoerfout."""
    if tot < vandaag:
        raise Invoerfout({"tot": "Deze dag is voorbij. Kies vandaag of een dag hierna."})
    if tot > vandaag + timedelta(weeks=weken):
        raise Invoerfout({"tot": f"Waarnemen kan hoogstens {weken} weken. Kies een eerdere dag; verlengen kan altijd."})


def waarneming_eindigt(dag: date) -> datetime:
    """Give when a waarneming ends: as the Dutch day is over."""
    return lokaal_moment(dag + timedelta(days=1), time.min)


def eis_reden(reden: str) -> None:
    """Refuse to break the glass without a reason that somebody can judge. Raises Invoerfout on `reden`."""
    if len(reden.strip()) < REDEN_TEKENS:
        raise Invoerfout({"reden": f"Leg in minstens {REDEN_TEKENS} tekens uit waarom je deze casus nu moet lezen."})


def eis_onbeoordeeld(oordeel: Oordeel | None) -> None:
    """Refuse a second judgement. Raises NietToegestaan."""
    if oordeel is not None:
        raise NietToegestaan("Hierover is al geoordeeld.")


def eis_andere_ogen(deed: int, oordeelt: int | None) -> None:
    """Refuse to judge one's own act. Raises NietToegestaan."""
    if deed == oordeelt:
        raise NietToegestaan("Dit heb je zelf gedaan. Een ander oordeelt erover.")
