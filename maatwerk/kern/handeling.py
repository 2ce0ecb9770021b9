"""One act or one look: who, when, in which transaction, under which settings, from where.

Every command and query gets it first.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from maatwerk.kern import klok
from maatwerk.kern.instellingen import Instellingen
from maatwerk.kern.rechten import Rechthebbende, Rol

OPDRACHTREGEL = "opdrachtregel"


@dataclass(frozen=True)
class Spoor:
    """What the log needs to be proof: where the act comes from, and the key that seals its line."""

    bron: str
    sleutel: bytes = field(repr=False)


@dataclass(frozen=True)
class Handeling:
    """The context of an act. `nu` is in UTC and stands still during the act."""

    sessie: Session
    wie: Rechthebbende
    nu: datetime
    instellingen: Instellingen
    spoor: Spoor

    @property
    def vandaag(self) -> date:
        """Give today's date in the Netherlands."""
        return klok.vandaag(self.nu)


@dataclass(frozen=True)
class Systeem:
    """The one who acts when no person does: an import or a demo on the command line."""

    id: int | None = None
    rollen: frozenset[Rol] = frozenset(Rol)

    def tafels(self, rol: Rol) -> frozenset[str]:
        """Give no tafel: the system sits at none."""
        del rol
        return frozenset()
