"""Taking a doorbraak up the ladder, and writing down what came back."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from maatwerk.casus.models import Casus
from maatwerk.casus.rules import eis_onherkenbaar
from maatwerk.doorbraak.ladder import (
    NA_ANTWOORD,
    eis_antwoord,
    eis_geen_open_vraag,
    eis_loopt,
    eis_omhoog,
    eis_open_vraag,
)
from maatwerk.doorbraak.models import Besluit, Doorbraak, Opschaling
from maatwerk.doorbraak.rules import Doorbraakstatus
from maatwerk.kern.fouten import NietToegestaan
from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.commands import noteer


def find_open_vraag(doorbraak: Doorbraak) -> Opschaling | None:
    """Give the question that waits for an answer, if there is one."""
    return next((stap for stap in doorbraak.opschalingen if stap.geantwoord_op is None), None)


def eis_op_te_schalen(doorbraak: Doorbraak) -> None:
    """Refuse to ask while a question waits, or when nobody works on the casus. Raises NietToegestaan."""
    eis_loopt(doorbraak.besluit.casus.status)
    eis_geen_open_vraag(open_=find_open_vraag(doorbraak) is not None)


def schaal_op(handeling: Handeling, doorbraak: Doorbraak, gegevens: Mapping[str, Any]) -> None:
    """Ask the next one on the ladder. Raises Invoerfout at each field."""
    handeling.sessie.refresh(doorbraak, ["opschalingen"])
    eis_op_te_schalen(doorbraak)
    vorige = doorbraak.opschalingen[-1].trede if doorbraak.opschalingen else None
    trede, aan, dag = gegevens["trede"], gegevens["gericht_aan"], gegevens["antwoord_voor"]
    eis_omhoog(vorige, trede, aan, dag, handeling.vandaag)
    eis_onherkenbaar({"gericht_aan": aan})
    doorbraak.opschalingen.append(
        Opschaling(trede=trede, gericht_aan=aan, antwoord_voor=dag, gevraagd_op=handeling.nu, reden="")
    )
    doorbraak.status = Doorbraakstatus.GEVRAAGD
    noteer(handeling, "doorbraak.opgeschaald", doorbraak)


def get_open_vraag(doorbraak: Doorbraak) -> Opschaling:
    """Give the question that waits. Raises NietToegestaan when none does."""
    vraag = find_open_vraag(doorbraak)
    if vraag is None:
        raise NietToegestaan("Er wacht geen vraag op een antwoord bij deze doorbraak.")
    return vraag


def beantwoord(handeling: Handeling, vraag: Opschaling, gegevens: Mapping[str, Any]) -> None:
    """Write down what came back; the doorbraak follows it. Raises Invoerfout at each field."""
    eis_open_vraag(vraag.geantwoord_op)
    antwoord, reden = gegevens["antwoord"], gegevens["reden"]
    eis_antwoord(antwoord, reden)
    eis_onherkenbaar({"reden": reden})
    vraag.antwoord, vraag.reden, vraag.geantwoord_op = antwoord, reden, handeling.nu
    vraag.doorbraak.status = NA_ANTWOORD[antwoord]
    noteer(handeling, "doorbraak.beantwoord", vraag.doorbraak)


def tel_open_vragen(handeling: Handeling, casus: Casus) -> int:
    """Count what others still have to answer for this casus."""
    vraag = select(func.count(Opschaling.id)).join(Opschaling.doorbraak).join(Doorbraak.besluit)
    wacht = (Besluit.casus_id == casus.id, Opschaling.geantwoord_op.is_(None))
    return handeling.sessie.scalar(vraag.where(*wacht)) or 0
