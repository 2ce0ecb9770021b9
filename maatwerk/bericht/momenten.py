"""When somebody is reminded, and when mail may go: facts in, a day or a yes out. No database, no clock of its own."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from maatwerk.bericht.soorten import Wijze
from maatwerk.kern.klok import is_werkdag, lokaal_moment, vandaag

HERINNER_UUR = 7
"""Reminders of a day are given from this hour on, before the first daily mail."""

_WEEK, _DAG = timedelta(days=7), timedelta(days=1)


def herinnermoment(dag: date, sinds: date, nu: date, *, daarna: bool = True, meteen: bool = False) -> date | None:
    """Give the last day up to `nu` on which one is reminded of `dag`; None while there was none.

    A week before, the day before, the day itself, then every week. Whoever was told on `sinds` needs no reminder of
    that day or earlier; with `meteen` nobody told him yet. Only the last one counts: who missed seven gets one.
    """
    momenten = [moment for moment in _momenten(dag, nu, daarna=daarna) if sinds < moment <= nu]
    if meteen and _vooruit(sinds) <= nu:
        momenten.append(_vooruit(sinds))
    return max(momenten, default=None)


def _momenten(dag: date, nu: date, *, daarna: bool) -> Iterator[date]:
    yield from (_terug(moment) for moment in (dag - _WEEK, dag - _DAG, dag))
    weken = (nu - dag) // _WEEK if daarna else 0
    yield from (_vooruit(dag + week * _WEEK) for week in (weken - 1, weken) if week > 0)


def _terug(dag: date) -> date:
    """Give this day, or the working day before it: who is warned on a day off is warned too late."""
    while not is_werkdag(dag):
        dag -= _DAG
    return dag


def _vooruit(dag: date) -> date:
    """Give this day, or the working day after it."""
    while not is_werkdag(dag):
        dag += _DAG
    return dag


def laatste_dagpost(nu: datetime, uur: int) -> datetime:
    """Give when the last daily mail was due: at this hour in the Netherlands, on a working day."""
    dag = vandaag(nu)
    while not is_werkdag(dag) or lokaal_moment(dag, time(uur)) > nu:
        dag -= _DAG
    return lokaal_moment(dag, time(uur))


def mag_gemaild(wijze: Wijze, uur: int, wanneer: datetime, nu: datetime) -> bool:
    """Answer whether the mail about something of that moment may go now."""
    if wijze is Wijze.DAGELIJKS:
        return wanneer <= laatste_dagpost(nu, uur)
    return wijze is Wijze.METEEN


def herinneren_vanaf(nu: datetime) -> datetime:
    """Give from when the reminders of this day are given."""
    return lokaal_moment(vandaag(nu), time(HERINNER_UUR))
