"""Acts on a les by who writes it: draft, write. What decides whether it goes out is in `vrijgave`. None commits."""

import secrets
from collections.abc import Mapping

from sqlalchemy import select

from maatwerk.account.models import Medewerker
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Status
from maatwerk.kern.fouten import NietToegestaan
from maatwerk.kern.handeling import Handeling
from maatwerk.les import queries
from maatwerk.les.kenmerken import kenmerken_van, profielvoorstel, zet_profiel
from maatwerk.les.melden import meld_te_controleren
from maatwerk.les.models import Les
from maatwerk.les.rules import (
    VELDEN,
    Lesstatus,
    eis_te_schrijven,
    eis_versie,
    ontwerp,
)
from maatwerk.logboek.commands import noteer


def ontwerp_les(handeling: Handeling, casus: Casus) -> Les:
    """Draft a les from a closed casus, de-identified. Raises NietToegestaan if it is not closed or has a les."""
    handeling.sessie.execute(
        select(Casus.id).where(Casus.id == casus.id).with_for_update(key_share=True)
    )  # one les per casus
    if casus.status is not Status.AFGESLOTEN:
        raise NietToegestaan(f"Deze casus is nu '{casus.status}'. Een les komt uit een casus die afgesloten is.")
    if handeling.sessie.scalar(select(Les.id).where(Les.casus_id == casus.id)):
        raise NietToegestaan("Uit deze casus is al een les geschreven.")
    schrijver = _schrijver(handeling)
    les = Les(
        code=secrets.token_hex(4),
        casus=casus,
        geschreven_door=schrijver.id,
        schrijvers=[schrijver],
        kenmerken=kenmerken_van(handeling, casus),
    )
    zet_profiel(les, profielvoorstel(handeling, casus))
    _zet_teksten(les, ontwerp(queries.get_verhaal(handeling, casus)))
    handeling.sessie.add(les)
    noteer(handeling, "les.ontworpen", les)
    meld_te_controleren(handeling, les)
    return les


def _schrijver(handeling: Handeling) -> Medewerker:
    return handeling.sessie.get_one(Medewerker, handeling.wie.id)


def _zet_teksten(les: Les, teksten: Mapping[str, str]) -> None:
    for veld in VELDEN:
        setattr(les, veld, teksten[veld])


def schrijf_les(handeling: Handeling, les: Les, gegevens: Mapping[str, str], versie: int) -> None:
    """Keep what was written. A les that was checked becomes a concept again: nobody has seen this text yet.

    Raises NietToegestaan once it is published, Gewijzigd when somebody else saved after `versie`.
    """
    eis_te_schrijven(les.status)
    eis_versie(versie, les.versie)
    _zet_teksten(les, gegevens)
    noteer_schrijver(handeling, les, "les.geschreven")


def noteer_schrijver(handeling: Handeling, les: Les, wat: str) -> None:
    """Let whoever changed a les be one of its writers, and let everybody judge it anew."""
    opnieuw = les.status is not Lesstatus.CONCEPT
    naar_concept(les)
    schrijver = _schrijver(handeling)
    les.geschreven_door = schrijver.id
    if schrijver not in les.schrijvers:
        les.schrijvers.append(schrijver)
    noteer(handeling, wat, les)
    if opnieuw:
        meld_te_controleren(handeling, les)


def naar_concept(les: Les) -> None:
    """Take back everything that was said of the text as it was."""
    les.status = Lesstatus.CONCEPT
    les.gecontroleerd_door = les.ingestemd_op = les.reageer_tot = les.vrijgegeven_op = None
    les.zonder_antwoord = False
    les.antwoorden.clear()
