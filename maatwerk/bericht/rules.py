"""When a mail is tried again, and when it is no use any more."""

from datetime import timedelta

BEURT = timedelta(minutes=10)
"""How long a worker may be busy with one mail. After that it died, and another may try."""

_EERSTE, _LANGSTE = timedelta(minutes=1), timedelta(hours=1)


def wachttijd(pogingen: int) -> timedelta:
    """Give how long to wait after so many tries: each time twice as long, an hour at most."""
    wacht = _EERSTE
    for _ in range(1, pogingen):
        wacht = min(wacht * 2, _LANGSTE)
    return wacht
