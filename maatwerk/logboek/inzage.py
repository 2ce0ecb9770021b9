"""The log line of a look. It has a transaction of its own, and is kept before the page is shown: no line, no page."""

from maatwerk.kern.database import Basis
from maatwerk.logboek.commands import noteer
from maatwerk.web.verzoek import apart, handeling


def noteer_inzage(wat: str, ding: Basis | None = None) -> None:
    """Log that this person looked at something. Only in a request that does not write by itself."""
    with apart(handeling().wie) as werk:
        noteer(werk, wat, ding)
