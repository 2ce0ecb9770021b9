"""Who is told what when a casus goes one step on its road."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from maatwerk.account.queries import list_plaatsen
from maatwerk.bericht.melden import Over, meld
from maatwerk.bericht.soorten import Soort
from maatwerk.casus.models import Casus, Toegang
from maatwerk.casus.rules import Status
from maatwerk.casus.venster import Grond
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol

NA_STAP: Mapping[tuple[Status, Status], Soort] = {
    (Status.INGEDIEND, Status.GEREED): Soort.GEREED,
    (Status.INGEDIEND, Status.AANVULLEN): Soort.AANVULLEN,
    (Status.INGEDIEND, Status.OPGELOST): Soort.OPGELOST,
    (Status.INGEDIEND, Status.NIET_VOOR_TAFEL): Soort.NIET_VOOR_TAFEL,
    (Status.INGEPLAND, Status.GEREED): Soort.VAN_AGENDA,
    (Status.IN_UITVOERING, Status.OPVOLGING): Soort.OPVOLGING,
    (Status.OPVOLGING, Status.IN_UITVOERING): Soort.HERVAT,
    (Status.BESPROKEN, Status.AFGESLOTEN): Soort.AFGESLOTEN,
    (Status.OPVOLGING, Status.AFGESLOTEN): Soort.AFGESLOTEN,
}
"""What whoever follows the casus hears after which step. What the tafel decided, `doorbraak` tells."""


def meld_stap(handeling: Handeling, casus: Casus, van: Status) -> None:
    """Tell that a casus left this status. An import tells nobody: its casussen stand in the work list."""
    if handeling.wie.id is None:
        return
    soort = NA_STAP.get((van, casus.status))
    if soort is not None:
        meld(handeling, wie_volgt(handeling, casus), soort, over(casus))
    elif casus.status is Status.INGEDIEND:
        _meld_ingediend(handeling, casus)
    elif (van, casus.status) == (Status.INGEPLAND, Status.INGETROKKEN):
        meld(handeling, wie_zit(handeling, casus, Rol.VOORZITTER), Soort.INGETROKKEN, over(casus))


def _meld_ingediend(handeling: Handeling, casus: Casus) -> None:
    if casus.spoed:
        meld(handeling, wie_zit(handeling, casus, Rol.COORDINATOR, Rol.VOORZITTER), Soort.SPOED, over(casus))
    else:
        meld(handeling, wie_zit(handeling, casus, Rol.COORDINATOR), Soort.INGEDIEND, over(casus))


def over(casus: Casus) -> Over:
    """Name a casus as it is now: when the same happens to it again, that is told again."""
    return Over(casus.id, keer=casus.versie)


def wie_volgt(handeling: Handeling, casus: Casus) -> list[int | None]:
    """Give who hears what happens to a casus: the indiener, and who stands in for him now."""
    waarnemers = select(Toegang.medewerker_id).where(
        Toegang.casus_id == casus.id,
        Toegang.grond == Grond.WAARNEMING,
        Toegang.vanaf <= handeling.nu,
        Toegang.tot > handeling.nu,
    )
    return [casus.indiener_id, *handeling.sessie.scalars(waarnemers)]


def wie_zit(handeling: Handeling, casus: Casus, *rollen: Rol) -> Sequence[int]:
    """Give who holds one of these rollen at the tafel of this casus."""
    return [wie.id for rol in rollen for wie in list_plaatsen(handeling, casus.tafel, rol)]
