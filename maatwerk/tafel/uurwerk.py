"""The clock of one agendapunt when it stands still now and then. Pure: moments in, moments and words out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from maatwerk.kern.fouten import Invoerfout, NietToegestaan

REDEN_TEKENS = 200
_MINUUT = timedelta(minutes=1)


@dataclass(frozen=True)
class Stilstand:
    """From when the clock stands still, and until when; `tot` is None while it does."""

    van: datetime
    tot: datetime | None = None


def stilgestaan(keren: Iterable[Stilstand], nu: datetime) -> timedelta:
    """Give how long the clock stood still in all, up to now."""
    return sum(((keer.tot or max(nu, keer.van)) - keer.van for keer in keren), timedelta())


def klokbegin(gestart_op: datetime, keren: Iterable[Stilstand]) -> datetime:
    """Give the moment from which the phases count: the start, later by every pause that is over."""
    voorbij = [keer for keer in keren if keer.tot is not None]
    return gestart_op + stilgestaan(voorbij, gestart_op)


def kloktijd(keren: Iterable[Stilstand], nu: datetime) -> datetime:
    """Give the moment that the clock shows: now, or when it was stopped."""
    return next((keer.van for keer in keren if keer.tot is None), nu)


def resttijd(eindigt_op: datetime, nu: datetime) -> str:
    """Say in words how a phase stands, for whoever sees no ticking."""
    if nu < eindigt_op:
        minuten = -((nu - eindigt_op) // _MINUUT)
        return f"Nog {_minuten(minuten)}"
    minuten = (nu - eindigt_op) // _MINUUT
    return f"{_minuten(minuten)} over" if minuten else "De tijd is om"


def _minuten(aantal: int) -> str:
    return "1 minuut" if aantal == 1 else f"{aantal} minuten"


def eis_te_pauzeren(keren: Iterable[Stilstand], reden: str) -> None:
    """Refuse a pause without a reason, or on top of another. Raises Invoerfout on `reden`, NietToegestaan."""
    if any(keer.tot is None for keer in keren):
        raise NietToegestaan("De klok staat al stil.")
    if not reden.strip():
        raise Invoerfout({"reden": "Schrijf op waarom de klok stilstaat."})
    if len(reden) > REDEN_TEKENS:
        raise Invoerfout({"reden": f"Houd het korter: hoogstens {REDEN_TEKENS} tekens."})


def eis_stil(keren: Iterable[Stilstand]) -> None:
    """Refuse to go on when the clock runs. Raises NietToegestaan."""
    if all(keer.tot is not None for keer in keren):
        raise NietToegestaan("De klok loopt al.")
