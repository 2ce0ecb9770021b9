"""Time: stored in UTC, spoken in Amsterdam, counted in Dutch working days."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holidays import HolidayBase, country_holidays

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
JAREN = range(1900, 2101)
"""The years that a date in this work can have; anything else is a typing error."""
_ZATERDAG = 5


def nu() -> datetime:
    """Give the moment, in UTC. Rules never call this: they get `nu` as an argument."""
    return datetime.now(UTC)


def lokaal(moment: datetime) -> datetime:
    """Give the same moment as a clock in the Netherlands shows it."""
    return moment.astimezone(AMSTERDAM)


def vandaag(moment: datetime) -> date:
    """Give the date in the Netherlands at this moment."""
    return lokaal(moment).date()


def lokaal_moment(dag: date, tijd: time) -> datetime:
    """Turn a Dutch date and wall-clock time into a moment in UTC."""
    return datetime.combine(dag, tijd, AMSTERDAM).astimezone(UTC)


def is_werkdag(dag: date) -> bool:
    """Answer whether terms count this day: not in the weekend, not on a Dutch public holiday."""
    return dag.weekday() < _ZATERDAG and dag not in _feestdagen()


def plus_werkdagen(dag: date, aantal: int) -> date:
    """Give the working day that lies `aantal` working days after `dag` (domein.md §3)."""
    while aantal:
        dag += timedelta(days=1)
        aantal -= is_werkdag(dag)
    return dag


@cache
def _feestdagen() -> HolidayBase:
    return country_holidays("NL")
