"""Reading across slices: what waits on this reader, who is at turn with one casus, and who did what in the log."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Row, and_, func, or_, select
from sqlalchemy.orm import joinedload

from maatwerk.account.models import Medewerker
from maatwerk.casus.models import Casus
from maatwerk.casus.queries import beloofd_antwoord, list_eigen, list_op_status
from maatwerk.casus.rules import Status
from maatwerk.doorbraak.queries import list_open_acties
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.klok import vandaag
from maatwerk.kern.rechten import Recht, mag
from maatwerk.les.models import Les
from maatwerk.les.queries import list_concepten, list_te_controleren, list_te_instemmen
from maatwerk.logboek.models import Logregel
from maatwerk.logboek.queries import Keuze, regels
from maatwerk.tafel.models import Agendapunt, Zitting
from maatwerk.tafel.queries import list_zittingen, zichtbaar_voor


@dataclass(frozen=True)
class Punt:
    """One thing that waits: what, where it is done (an endpoint with its arguments), and on or before which day."""

    tekst: str
    endpoint: str
    waarden: Mapping[str, object]
    stand: str = ""
    dag: date | None = None
    spoed: bool = False
    wanneer: str = "vóór"


@dataclass(frozen=True)
class Blok:
    """What waits on one rol. `leeg` is said when nothing does."""

    titel: str
    leeg: str
    punten: list[Punt]


@dataclass(frozen=True)
class Lezer:
    """Somebody who read a casus: when last, and how often."""

    naam: str
    laatst: datetime
    keren: int


def wat_wacht(handeling: Handeling) -> list[Blok]:
    """Give what waits on this reader, per kind of work, for each right he has."""
    soorten = (
        (Recht.CASUS_INDIENEN, "Jouw casussen", "Je hebt geen lopende casussen.", _eigen),
        (Recht.CASUS_TRIEREN, "Triage", "Er wacht geen casus op triage.", _triage),
        (Recht.ZITTING_PLANNEN, "Klaar voor een agenda", "Elke casus staat op een agenda.", _te_plannen),
        (Recht.ZITTING_LEZEN, "Zittingen", "Er staat geen zitting gepland.", _zittingen),
        (Recht.CASUS_AFSLUITEN, "Na de tafel", "Er loopt geen casus na de tafel.", _na_de_tafel),
        (Recht.ACTIE_AFRONDEN, "Jouw acties", "Je hebt geen open acties.", _acties),
        (Recht.LES_SCHRIJVEN, "Lessen in de maak", "Er is geen les in de maak.", _concepten),
        (Recht.LES_CONTROLEREN, "Lessen te controleren", "Er wacht geen les op jouw controle.", _te_controleren),
        (Recht.LES_INSTEMMEN, "Lessen uit jouw casussen", "Er wacht geen les op jouw instemming.", _te_instemmen),
    )
    return [
        Blok(titel, leeg, list(vraag(handeling))) for recht, titel, leeg, vraag in soorten if mag(handeling.wie, recht)
    ]


def _eigen(handeling: Handeling) -> Iterator[Punt]:
    for casus in list_eigen(handeling):
        schrijft = casus.status in (Status.CONCEPT, Status.AANVULLEN)
        endpoint = "casus.schrijven" if schrijft else "dossier.casus"
        yield _casus(casus, endpoint)


def _triage(handeling: Handeling) -> Iterable[Punt]:
    termijnen = handeling.instellingen.algemeen.termijnen
    punten = [
        _casus(casus, "casus.triage", beloofd_antwoord(casus, termijnen))
        for casus in list_op_status(handeling, Status.INGEDIEND)
    ]
    return sorted(punten, key=lambda punt: (not punt.spoed, punt.dag))


def _te_plannen(handeling: Handeling) -> Iterator[Punt]:
    for casus in list_op_status(handeling, Status.GEREED):
        yield _casus(casus, "dossier.casus")


def _na_de_tafel(handeling: Handeling) -> Iterator[Punt]:
    for casus in list_op_status(handeling, Status.BESPROKEN, Status.IN_UITVOERING, Status.OPVOLGING):
        yield _casus(casus, "dossier.casus")


def _casus(casus: Casus, endpoint: str, dag: date | None = None) -> Punt:
    titel = f"{casus.nummer} {casus.titel or '(nog geen titel)'}"
    return Punt(titel, endpoint, {"nummer": casus.nummer}, casus.status, dag, casus.spoed)


def _zittingen(handeling: Handeling) -> Iterator[Punt]:
    for zitting in list_zittingen(handeling):
        naam = handeling.instellingen.tafel(zitting.tafel).naam
        plekken = f"{len(zitting.agenda)} van {zitting.slots} plekken bezet"
        dag = vandaag(zitting.begint_op)
        waarden = {"zitting_id": zitting.id}
        yield Punt(f"{naam}, {plekken}", "tafel.zitting", waarden, zitting.status, dag, wanneer="op")


def _acties(handeling: Handeling) -> Iterator[Punt]:
    for actie in list_open_acties(handeling):
        yield Punt(f"{actie.besluit.casus.nummer} {actie.wat}", "doorbraak.acties", {}, dag=actie.voor)


def _concepten(handeling: Handeling) -> Iterator[Punt]:
    return (_les(les, "les.lezen") for les in list_concepten(handeling))


def _te_controleren(handeling: Handeling) -> Iterator[Punt]:
    return (_les(les, "les.controleren") for les in list_te_controleren(handeling))


def _te_instemmen(handeling: Handeling) -> Iterator[Punt]:
    return (_les(les, "les.lezen") for les in list_te_instemmen(handeling))


def _les(les: Les, endpoint: str) -> Punt:
    return Punt(les.titel, endpoint, {"code": les.code}, les.status)


def list_punten(handeling: Handeling, casus: Casus) -> Sequence[Agendapunt]:
    """Give the places on agendas of this casus at which the reader sits, the latest first."""
    if not mag(handeling.wie, Recht.NOTEREN):
        return []
    zittingen = zichtbaar_voor(handeling, Recht.NOTEREN).with_only_columns(Zitting.id)
    vraag = select(Agendapunt).where(Agendapunt.casus_id == casus.id, Agendapunt.zitting_id.in_(zittingen))
    return handeling.sessie.scalars(vraag.options(joinedload(Agendapunt.zitting)).order_by(Agendapunt.id.desc())).all()


def list_logregels(handeling: Handeling, keuze: Keuze) -> Sequence[Row[Logregel, str | None]]:
    """Give a page of the log, newest first, each line with the name of who did it while he has an account."""
    vraag = regels(keuze).add_columns(Medewerker.naam).outerjoin(Medewerker, Medewerker.id == Logregel.wie)
    return handeling.sessie.execute(vraag).all()


def list_lezers(handeling: Handeling, casus: Casus) -> list[Lezer]:
    """Give who else read this casus, the latest first."""
    punten = select(Agendapunt.id).where(Agendapunt.casus_id == casus.id)
    lessen = select(Les.id).where(Les.casus_id == casus.id)
    over = or_(
        and_(Logregel.object_soort == "casus", Logregel.object_id == casus.id),
        and_(Logregel.object_soort == "agendapunt", Logregel.object_id.in_(punten)),
        and_(Logregel.object_id.in_(lessen), Logregel.wat == "les.met_origineel_gelezen"),
    )
    laatst = func.max(Logregel.wanneer)
    vraag = (
        select(Logregel.wie, Medewerker.naam, laatst, func.count())
        .outerjoin(Medewerker, Medewerker.id == Logregel.wie)
        .where(over, Logregel.wat.endswith("gelezen"), Logregel.wie != handeling.wie.id)
        .group_by(Logregel.wie, Medewerker.naam)
        .order_by(laatst.desc())
    )
    rijen = handeling.sessie.execute(vraag)
    return [Lezer(naam or f"medewerker {wie}", moment, keren) for wie, naam, moment, keren in rijen]


def wat_nu(casus: Casus, antwoord: date | None) -> str:
    """Say in one sentence who is at turn."""
    dag = antwoord.strftime("%d-%m-%Y") if antwoord else ""
    zinnen = {
        Status.CONCEPT: "Alleen jij ziet deze casus. Dien hem in als hij af is.",
        Status.INGEDIEND: f"De casuscoördinator kijkt ernaar. Uiterlijk {dag} hoor je of hij naar de tafel gaat.",
        Status.AANVULLEN: "De casuscoördinator vraagt om een aanvulling. Jij bent aan de beurt.",
        Status.OPGELOST: "Dit is opgelost zonder de tafel.",
        Status.NIET_VOOR_TAFEL: "Deze casus gaat niet naar de tafel.",
        Status.GEREED: "De casus is klaar voor de tafel en wacht op een plek op de agenda.",
        Status.INGEPLAND: "De casus staat op de agenda van een zitting.",
        Status.BESPROKEN: "De tafel heeft besloten. De voorzitter rondt de casus af.",
        Status.IN_UITVOERING: "Het besluit wordt uitgevoerd.",
        Status.OPVOLGING: "De acties zijn klaar. We kijken of de oplossing standhoudt.",
        Status.AFGESLOTEN: "Deze casus is afgesloten.",
        Status.INGETROKKEN: "Deze casus is ingetrokken.",
        Status.VERNIETIGD: "De bewaartermijn is voorbij. De tekst is vernietigd.",
    }
    return zinnen[casus.status]
