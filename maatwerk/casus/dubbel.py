"""Finding a casus that may be the same one, before it is handed in a second time (ADR 018)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import selectinload

from maatwerk.casus.gelijkenis import Profiel, lijkt_dubbel, overlap
from maatwerk.casus.models import Casus
from maatwerk.casus.queries import mag_op, zichtbaar_voor
from maatwerk.casus.rules import VOORBIJ, Status
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Recht
from maatwerk.kern.stam import stammen

_MEESTE_VERGELEKEN = 100
_MEESTE_GENOEMD = 3


@dataclass(frozen=True)
class Dubbel:
    """A casus that looks like this one. Who may not read it gets its number and status, and nothing more."""

    casus: Casus
    leesbaar: bool


def list_dubbel(handeling: Handeling, casus: Casus) -> list[Dubbel]:
    """Give the open casussen of the same organisatie that look like this one, the most alike first.

    The texts of others are compared, never shown. A concept of somebody else stays out altogether.
    """
    eigen = profiel(casus)
    lijkt = [ander for ander in _kandidaten(handeling, casus) if lijkt_dubbel(eigen, profiel(ander))]
    lijkt.sort(key=lambda ander: (-overlap(eigen, profiel(ander)), -ander.id))
    genoemd = lijkt[:_MEESTE_GENOEMD]
    leesbaar = _leesbaar(handeling, [ander.id for ander in genoemd])
    return [Dubbel(ander, ander.id in leesbaar) for ander in genoemd]


def _kandidaten(handeling: Handeling, casus: Casus) -> Sequence[Casus]:
    if not casus.organisatie:
        return ()
    vraag = select(Casus).where(
        Casus.organisatie == casus.organisatie,
        Casus.id != casus.id,
        Casus.status.not_in(VOORBIJ),
        or_(Casus.status != Status.CONCEPT, mag_op(handeling, Recht.CASUS_SCHRIJVEN)),
    )
    vraag = vraag.options(selectinload(Casus.knelpunten)).order_by(Casus.id.desc()).limit(_MEESTE_VERGELEKEN)
    return handeling.sessie.scalars(vraag).all()


def _leesbaar(handeling: Handeling, ids: Sequence[int]) -> set[int]:
    vraag = zichtbaar_voor(handeling).where(Casus.id.in_(ids)).with_only_columns(Casus.id)
    return set(handeling.sessie.scalars(vraag)) if ids else set()


def profiel(casus: Casus) -> Profiel:
    """Give what of a casus is compared."""
    teksten = [casus.titel, casus.situatie, casus.wens_inwoner, casus.gevraagde_doorbraak]
    teksten += [punt.toelichting for punt in casus.knelpunten]
    return Profiel(
        stammen=stammen("\n".join(teksten)),
        wetten=frozenset(regel.wet for punt in casus.knelpunten for regel in punt.regels),
        soorten=frozenset(punt.soort for punt in casus.knelpunten if punt.soort),
        leeftijd=casus.leeftijdsklasse,
        huishouden=casus.huishoudtype,
    )
