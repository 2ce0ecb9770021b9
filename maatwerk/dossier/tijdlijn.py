"""The timeline of a casus: what happened, who is at turn by name, and what is promised when. No text of the casus."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from maatwerk.account.queries import list_plaatsen
from maatwerk.casus.models import Casus
from maatwerk.casus.queries import beloofd_antwoord
from maatwerk.casus.rules import Status
from maatwerk.doorbraak.besluitenlijst import list_met_besluitenlijst
from maatwerk.doorbraak.models import Besluit
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.logboek.models import Logregel
from maatwerk.tafel.models import Agendapunt, Zitting
from maatwerk.tafel.rules import Zittingstatus
from maatwerk.triage.queries import list_overdrachten
from maatwerk.triage.rules import Termijn, termijn

STATIONS: Mapping[str, Sequence[Status]] = {
    "Schrijven": (Status.CONCEPT,),
    "Triage": (Status.INGEDIEND, Status.AANVULLEN),
    "Wacht op een plek": (Status.GEREED,),
    "Op de agenda": (Status.INGEPLAND,),
    "Besproken": (Status.BESPROKEN,),
    "Uitvoering": (Status.IN_UITVOERING,),
    "Opvolging": (Status.OPVOLGING,),
    "Afgesloten": (Status.AFGESLOTEN,),
}
"""The road as the indiener sees it; where it ended early stands in what happened."""

_INGEDIEND = "Ingediend"
_GEBEURD = {
    "casus.begonnen": "Begonnen met schrijven",
    "casus.ingediend": _INGEDIEND,
    "casus.aanvullen gevraagd": "De casuscoördinator vroeg iets",
    "casus.toegevoegd": "Iets toegevoegd",
    "casus.gereed voor tafel": "Klaar voor de tafel",
    "casus.direct opgelost": "Opgelost zonder de tafel",
    "casus.niet voor de tafel": "Gaat niet naar de tafel",
    "casus.ingepland": "Op de agenda gezet",
    "casus.besproken": "De tafel nam een besluit",
    "casus.in uitvoering": "De uitvoering begon",
    "casus.opvolging": "De opvolging begon",
    "casus.afgesloten": "Afgesloten",
    "casus.ingetrokken": "Ingetrokken",
    "casus.waarneming_gegeven": "Een collega neemt waar",
}
_LEIDT = {
    Status.INGEDIEND: Rol.COORDINATOR,
    Status.GEREED: Rol.COORDINATOR,
    Status.INGEPLAND: Rol.VOORZITTER,
    Status.BESPROKEN: Rol.VOORZITTER,
    Status.OPVOLGING: Rol.VOORZITTER,
}


@dataclass(frozen=True)
class Stap:
    """Something that happened; `zitting_id` leads to the besluitenlijst of that zitting."""

    wanneer: datetime
    tekst: str
    zitting_id: int | None = None


@dataclass(frozen=True)
class Tijdlijn:
    """Where the casus is on its road, who is at turn, and until when; and what happened so far, the first thing first.

    `zitting` is when the tafel discusses it; `beloofd` is by when triage answers or an actie is done.
    """

    stations: Sequence[tuple[str, str]]
    wie: str
    zitting: datetime | None
    beloofd: Termijn | None
    gebeurd: Sequence[Stap]


def bouw_tijdlijn(handeling: Handeling, casus: Casus, besluiten: Sequence[Besluit]) -> Tijdlijn:
    """Give the timeline of this casus to whoever may read it."""
    return Tijdlijn(
        stations=_stations(casus.status),
        wie=_wie(handeling, casus, besluiten),
        zitting=_zitting(handeling, casus) if casus.status is Status.INGEPLAND else None,
        beloofd=_beloofd(handeling, casus, besluiten),
        gebeurd=_gebeurd(handeling, casus),
    )


def _stations(status: Status) -> Sequence[tuple[str, str]]:
    """Give each station with "geweest", "nu" or "straks"; nothing for a road that ended early."""
    namen = list(STATIONS)
    hier = next((nr for nr, naam in enumerate(namen) if status in STATIONS[naam]), None)
    if hier is None:
        return []
    return [(naam, "geweest" if nr < hier else "nu" if nr == hier else "straks") for nr, naam in enumerate(namen)]


def _wie(handeling: Handeling, casus: Casus, besluiten: Sequence[Besluit]) -> str:
    if casus.status in (Status.CONCEPT, Status.AANVULLEN):
        return f"de indiener: {casus.indiener.naam}" if casus.indiener else "de indiener"
    if casus.status is Status.IN_UITVOERING:
        namen = sorted({actie.houder.naam for besluit in besluiten for actie in besluit.acties if not actie.klaar_op})
        return f"wie een actie heeft: {', '.join(namen)}" if namen else "de tafelvoorzitter"
    if casus.status not in _LEIDT:
        return ""
    rol = _LEIDT[casus.status]
    namen = [wie.naam for wie in list_plaatsen(handeling, casus.tafel, rol)]
    return f"de {rol}: {' of '.join(namen)}" if namen else f"de {rol}"


def _zitting(handeling: Handeling, casus: Casus) -> datetime | None:
    vraag = select(Zitting.begint_op).join(Agendapunt, Agendapunt.zitting_id == Zitting.id)
    open_ = (Agendapunt.casus_id == casus.id, Zitting.status != Zittingstatus.GESLOTEN)
    return handeling.sessie.scalar(vraag.where(*open_).order_by(Zitting.begint_op).limit(1))


def _beloofd(handeling: Handeling, casus: Casus, besluiten: Sequence[Besluit]) -> Termijn | None:
    dag = None
    if casus.status is Status.INGEDIEND:
        dag = beloofd_antwoord(casus, handeling.instellingen.algemeen.termijnen)
    if casus.status is Status.IN_UITVOERING:
        open_ = [actie.voor for besluit in besluiten for actie in besluit.acties if not actie.klaar_op]
        dag = min(open_, default=None)
    return termijn(dag, handeling.vandaag) if dag else None


def _gebeurd(handeling: Handeling, casus: Casus) -> Sequence[Stap]:
    over = (Logregel.object_soort == "casus", Logregel.object_id == casus.id, Logregel.geslaagd)
    vraag = select(Logregel.wanneer, Logregel.wat).where(*over, Logregel.wat.in_(_GEBEURD)).order_by(Logregel.id)
    stappen = [Stap(wanneer, _GEBEURD[wat]) for wanneer, wat in handeling.sessie.execute(vraag)]
    stappen += [
        Stap(keer.overgedragen_op, f"Overgedragen van {keer.van.naam} aan {keer.naar.naam}")
        for keer in list_overdrachten(handeling, casus)
    ]
    stappen += [
        Stap(zitting.gesloten_op, "De zitting is gesloten", zitting.id)
        for zitting in list_met_besluitenlijst(handeling, casus)
        if zitting.gesloten_op
    ]
    if casus.ingediend_op and _INGEDIEND not in [stap.tekst for stap in stappen]:
        stappen.append(Stap(casus.ingediend_op, _INGEDIEND))  # an import, or a line that went after its term
    return sorted(stappen, key=lambda stap: stap.wanneer)
