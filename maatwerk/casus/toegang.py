"""Acts that let somebody else read a casus for a while, and end that: the leden, a waarnemer, breaking the glass."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select

from maatwerk.account.models import Medewerker
from maatwerk.account.queries import list_plaatsen
from maatwerk.bericht.commands import Brief, leg_klaar
from maatwerk.bericht.melden import Over, meld
from maatwerk.bericht.soorten import Soort
from maatwerk.casus.models import Breekglas, Casus, Toegang
from maatwerk.casus.rules import eis_onherkenbaar
from maatwerk.casus.venster import (
    Grond,
    Oordeel,
    eis_andere_ogen,
    eis_onbeoordeeld,
    eis_reden,
    eis_waarneming,
    waarneming_eindigt,
)
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.logboek.commands import noteer

_AGENDA = (Grond.TAFEL, Grond.ADVIES)
"""The windows that open with an agenda and close with it."""

_OPENGEBROKEN = """Beste collega,

Een voorzitter van een andere tafel heeft deze casus opengebroken en kan hem nu even lezen.

Leid je deze tafel? Op de pagina van de casus zie je wie hem las. Ben je privacy officer? Dan wacht op je startpagina
de vraag of dit terecht was, met de reden erbij.

Je krijgt deze mail omdat je deze tafel leidt of omdat je privacy officer bent.
"""


def verleen_toegang(
    handeling: Handeling, casus: Casus, lezers: Iterable[tuple[Medewerker, Grond]], vanaf: datetime, tot: datetime
) -> None:
    """Let these people, each on his ground, read this casus in a window; a later one replaces the earlier."""
    rijen = handeling.sessie.scalars(select(Toegang).where(Toegang.casus_id == casus.id, Toegang.grond.in_(_AGENDA)))
    bekend = {(toegang.medewerker_id, toegang.grond): toegang for toegang in rijen}
    for lezer, grond in lezers:
        toegang = bekend.get((lezer.id, grond)) or Toegang(casus_id=casus.id, medewerker_id=lezer.id, grond=grond)
        toegang.vanaf, toegang.tot = vanaf, tot
        handeling.sessie.add(toegang)
    noteer(handeling, "casus.toegang", casus)


def beeindig_toegang(handeling: Handeling, casus: Casus) -> None:
    """Let whoever reads it for the agenda no longer read this casus."""
    handeling.sessie.execute(delete(Toegang).where(Toegang.casus_id == casus.id, Toegang.grond.in_(_AGENDA)))
    noteer(handeling, "casus.toegang_beeindigd", casus)


def wijs_waarnemer_aan(handeling: Handeling, casus: Casus, waarnemer: Medewerker, dag: date) -> None:
    """Let a colleague read and write this casus up to and including this day. Raises Invoerfout on `tot`."""
    eis_waarneming(dag, handeling.vandaag, handeling.instellingen.algemeen.termijnen.waarneming_weken)
    _geef(handeling, casus, waarnemer, Grond.WAARNEMING, waarneming_eindigt(dag))
    noteer(handeling, "casus.waarneming_gegeven", casus)
    meld(handeling, [waarnemer.id], Soort.WAARNEMING, Over(casus.id, keer=dag.toordinal(), dag=dag))


def beeindig_waarneming(handeling: Handeling, casus: Casus, toegang_id: int) -> None:
    """End a waarneming before its day. Nothing happens when it had ended already."""
    deze = (Toegang.id == toegang_id, Toegang.casus_id == casus.id, Toegang.grond == Grond.WAARNEMING)
    handeling.sessie.execute(delete(Toegang).where(*deze))
    noteer(handeling, "casus.waarneming_beeindigd", casus)


def breek_open(handeling: Handeling, casus: Casus, reden: str) -> Breekglas:
    """Read a casus of another tafel, for some minutes and with a reason that is judged afterwards (veiligheid.md §5).

    Raises Invoerfout on `reden`.
    """
    eis_reden(reden)
    eis_onherkenbaar({"reden": reden})
    lezer = handeling.sessie.get_one(Medewerker, handeling.wie.id)
    tot = handeling.nu + timedelta(minutes=handeling.instellingen.algemeen.termijnen.breekglas_minuten)
    _geef(handeling, casus, lezer, Grond.BREEKGLAS, tot)
    breekglas = Breekglas(casus=casus, medewerker=lezer, reden=reden, begonnen_op=handeling.nu, tot=tot)
    handeling.sessie.add(breekglas)
    noteer(handeling, "casus.opengebroken", casus)
    _waarschuw(handeling, casus)
    return breekglas


def _waarschuw(handeling: Handeling, casus: Casus) -> None:
    """Mail at once whoever leads the tafel and whoever judges. The mail says which casus, never why or what."""
    voorzitters = list_plaatsen(handeling, casus.tafel, Rol.VOORZITTER)
    for wie in (*voorzitters, *list_plaatsen(handeling, "", Rol.PRIVACY)):
        leg_klaar(handeling, Brief(wie.email, f"Casus {casus.nummer} is opengebroken", _OPENGEBROKEN))


def beoordeel(handeling: Handeling, breekglas: Breekglas, oordeel: Oordeel, toelichting: str) -> None:
    """Say whether breaking the glass was right. Raises NietToegestaan the second time, and on one's own."""
    eis_onbeoordeeld(breekglas.oordeel)
    eis_andere_ogen(breekglas.medewerker_id, handeling.wie.id)
    eis_onherkenbaar({"toelichting": toelichting})
    breekglas.oordeel, breekglas.toelichting = oordeel, toelichting
    breekglas.beoordeeld_door, breekglas.beoordeeld_op = handeling.wie.id, handeling.nu
    noteer(handeling, "breekglas.beoordeeld", breekglas)


def _geef(handeling: Handeling, casus: Casus, lezer: Medewerker, grond: Grond, tot: datetime) -> None:
    """Open a window on this ground from now on; it replaces an earlier one."""
    zelfde = (Toegang.casus_id == casus.id, Toegang.medewerker_id == lezer.id, Toegang.grond == grond)
    toegang = handeling.sessie.scalar(select(Toegang).where(*zelfde))
    if toegang is None:
        toegang = Toegang(casus_id=casus.id, medewerker_id=lezer.id, grond=grond)
        handeling.sessie.add(toegang)
    toegang.vanaf, toegang.tot = handeling.nu, tot
