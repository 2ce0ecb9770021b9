"""The periods that figures are about: whole quarters and years that are over. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from maatwerk.inzicht.tabellen import Maat

_KWARTALEN = range(1, 5)


@dataclass(frozen=True)
class Periode:
    """One quarter or year; `tot` is the first day after it."""

    code: str
    maat: Maat
    van: date
    tot: date


def kwartaal(jaar: int, nummer: int) -> Periode:
    """Give a quarter, by the word that a les carries too: 2026-K4."""
    tot = date(jaar + nummer // 4, nummer % 4 * 3 + 1, 1)
    return Periode(f"{jaar}-K{nummer}", Maat.KWARTAAL, date(jaar, nummer * 3 - 2, 1), tot)


def heel_jaar(jaar: int) -> Periode:
    """Give a year."""
    return Periode(str(jaar), Maat.JAAR, date(jaar, 1, 1), date(jaar + 1, 1, 1))


def voorbij(eerste: date, vandaag: date, wachten: int) -> Iterator[Periode]:
    """Give every period from that of `eerste` on that ended at least `wachten` days ago, the oldest first."""
    for jaar in range(eerste.year, vandaag.year + 1):
        for periode in (*(kwartaal(jaar, nummer) for nummer in _KWARTALEN), heel_jaar(jaar)):
            if periode.tot > eerste and periode.tot + timedelta(wachten) <= vandaag:
                yield periode
