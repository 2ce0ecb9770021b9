"""Writing the log: in the same transaction as the act, so that no act goes without its line."""

from maatwerk.kern.database import Basis
from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.models import Logregel


def noteer(handeling: Handeling, wat: str, ding: Basis | None = None, *, geslaagd: bool = True) -> None:
    """Write that this person did `wat` (such as "casus.ingediend") to this thing. Ids only, never text."""
    handeling.sessie.flush()  # a new thing gets its id here
    handeling.sessie.add(
        Logregel(
            wanneer=handeling.nu,
            wie=handeling.wie.id,
            wat=wat,
            object_soort=ding.__tablename__ if ding is not None else "",
            object_id=ding.id if ding is not None else None,
            geslaagd=geslaagd,
        )
    )
