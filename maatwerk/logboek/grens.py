"""Cleaning up the log after its term: a sealed act, and only ever a beginning of the chain (docs/adr/016)."""

from datetime import timedelta

from sqlalchemy import delete, func, select

from maatwerk.kern.fouten import NietToegestaan
from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.commands import noteer, wacht_op_beurt
from maatwerk.logboek.models import Logboekgrens, Logregel
from maatwerk.logboek.queries import list_grenzen, schakels
from maatwerk.logboek.rules import NOG_GEEN, OPGERUIMD, Grens, gebrek_grenzen, gebrek_stuk, zegel_grens

_STAP = 10_000  # ids in one statement: the database gives each statement a few seconds


def ruim_logboek_op(handeling: Handeling) -> int:
    """Remove the lines older than the term, up to the first that is not; give how many. Raises NietToegestaan.

    The line about it is written before the others go: the log is never without an end to follow.
    """
    wacht_op_beurt(handeling.sessie)
    tot = _tot(handeling)
    if tot is None:
        return 0
    vorige = _eis_gaaf(handeling, tot)
    keten = handeling.sessie.scalars(select(Logregel.keten).where(Logregel.id == tot)).one()
    aantal = handeling.sessie.scalars(select(func.count()).where(Logregel.id <= tot)).one()
    _zet(handeling, vorige, Grens(tot, keten, vorige.aantal + aantal, handeling.nu, handeling.wie.id))
    for eind in range(vorige.id + _STAP, tot + _STAP, _STAP):
        handeling.sessie.execute(delete(Logregel).where(Logregel.id <= min(eind, tot)))
    return aantal


def _tot(handeling: Handeling) -> int | None:
    """Give the last line before the first one that is still within the term: a clock that was wrong leaves no hole."""
    dag = handeling.nu - timedelta(days=handeling.instellingen.algemeen.bewaartermijnen.logboek_dagen)
    vraag = select(Logregel.id).order_by(Logregel.id)
    jong = handeling.sessie.scalar(vraag.where(Logregel.wanneer >= dag).limit(1))
    oud = select(func.max(Logregel.id))
    return handeling.sessie.scalar(oud if jong is None else oud.where(Logregel.id < jong))


def _eis_gaaf(handeling: Handeling, tot: int) -> Grens:
    """Give the grens as it lies now. What was tampered with stays, as evidence."""
    sleutel, grenzen = handeling.spoor.sleutel, list_grenzen(handeling)
    vorige = grenzen[-1] if grenzen else NOG_GEEN
    gebrek = gebrek_grenzen(sleutel, grenzen) or gebrek_stuk(sleutel, vorige, schakels(handeling, tot))
    if gebrek:
        raise NietToegestaan(f"Het logboek klopt niet. {gebrek} Er is niets uit het logboek opgeruimd.")
    return vorige


def _zet(handeling: Handeling, vorige: Grens, grens: Grens) -> None:
    verzegeld = grens._replace(zegel=zegel_grens(handeling.spoor.sleutel, vorige, grens))
    rij = Logboekgrens(**verzegeld._asdict())
    handeling.sessie.add(rij)
    noteer(handeling, OPGERUIMD, rij)
