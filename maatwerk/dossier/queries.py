"""Reading across slices: what waits on this reader, who is at turn with one casus, and who did what in the log."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Row, and_, func, or_, select
from sqlalchemy.orm import joinedload

from maatwerk.account.models import Medewerker
from maatwerk.account.queries import list_voorstellen
from maatwerk.bewaring.queries import list_aflopend, list_te_bezwaren, list_voor_te_bereiden
from maatwerk.casus.models import Casus
from maatwerk.casus.queries import beloofd_antwoord, list_breekglas, list_eigen, list_op_status
from maatwerk.casus.rules import Status
from maatwerk.doorbraak.overdracht import list_vertrokken
from maatwerk.doorbraak.queries import list_open_acties
from maatwerk.kern.beleid import mag
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.klok import plus_werkdagen, vandaag
from maatwerk.kern.rechten import Recht
from maatwerk.les.models import Les
from maatwerk.les.queries import list_concepten, list_te_controleren, list_te_instemmen
from maatwerk.logboek.models import Logregel
from maatwerk.logboek.queries import Keuze, regels
from maatwerk.tafel.models import Agendapunt, Zitting
from maatwerk.tafel.queries import list_zittingen, zichtbaar_voor

_NA_DE_TAFEL = (Status.BESPROKEN, Status.IN_UITVOERING, Status.OPVOLGING)


@dataclass(frozen=True)
class Punt:
    """One thing that waits: what, where it is done (an endpoint with its arguments), and on or before which day."""

    tekst: str
    endpoint: str
    waarden: Mapping[str, object]
    stand: str = ""
    dag: date | None = None
    spoed: bool = False
    wanneer: str = "uiterlijk"


@dataclass(frozen=True)
class Blok:
    """What waits on one rol. `leeg` is said when nothing does; without it the block is then left out."""

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
        (Recht.CASUS_SCHRIJVEN, "Jouw casussen", "Je hebt geen lopende casussen.", _eigen),
        (Recht.CASUS_TRIEREN, "Triage", "Er wacht geen casus op triage.", _triage),
        (Recht.ZITTING_PLANNEN, "Klaar voor een agenda", "Elke casus staat op een agenda.", _te_plannen),
        (Recht.ZITTING_LEZEN, "Zittingen", "Er staat geen zitting gepland.", _zittingen),
        (Recht.CASUS_OVERDRAGEN, "Van wie weg is", "", _vertrokken),
        (Recht.CASUS_AFSLUITEN, "Na de tafel", "Er loopt geen casus na de tafel.", _na_de_tafel),
        (Recht.ACTIE_AFRONDEN, "Jouw acties", "Je hebt geen open acties.", _acties),
        (Recht.BREEKGLAS_BEOORDELEN, "Opengebroken casussen", "Er wacht geen oordeel op jou.", _te_beoordelen),
        (Recht.LES_SCHRIJVEN, "Lessen in de maak", "Er is geen les in de maak.", _concepten),
        (Recht.LES_CONTROLEREN, "Lessen te controleren", "Er wacht geen les op jouw controle.", _te_controleren),
        (Recht.CASUS_INDIENEN, "Concepten die vervallen", "", _vervallend),
        (Recht.BEZWAAR_MAKEN, "Voor vernietiging", "", _te_bezwaren),
        (Recht.INZAGE_VOORBEREIDEN, "Verzoeken om inzage", "", _inzage),
        (Recht.LES_INSTEMMEN, "Lessen uit jouw casussen", "Er wacht geen les op jouw instemming.", _te_instemmen),
        (Recht.ROLLEN_BEOORDELEN, "Rollen om over te beslissen", "Er wacht geen rol op jouw besluit.", _rolvoorstellen),
    )
    blokken = (
        Blok(titel, leeg, list(vraag(handeling))) for recht, titel, leeg, vraag in soorten if mag(handeling.wie, recht)
    )
    return [blok for blok in blokken if blok.punten or blok.leeg]


def _eigen(handeling: Handeling) -> Iterator[Punt]:
    for casus in list_eigen(handeling):
        endpoint = "casus.schrijven" if casus.status is Status.CONCEPT else "dossier.casus"
        yield _casus(casus, endpoint)


def _triage(handeling: Handeling) -> Iterable[Punt]:
    termijnen = handeling.instellingen.algemeen.termijnen
    punten = [
        _casus(casus, "triage.beoordelen", beloofd_antwoord(casus, termijnen))
        for casus in list_op_status(handeling, Recht.CASUS_TRIEREN, Status.INGEDIEND)
    ]
    return sorted(punten, key=lambda punt: (not punt.spoed, punt.dag))


def _te_plannen(handeling: Handeling) -> Iterator[Punt]:
    for casus in list_op_status(handeling, Recht.ZITTING_PLANNEN, Status.GEREED):
        yield _casus(casus, "dossier.casus")


def _vertrokken(handeling: Handeling) -> Iterator[Punt]:
    for mens, casussen, acties in list_vertrokken(handeling):
        tekst = f"{mens.naam} is weg. Casussen: {casussen}, open acties: {acties}. Draag ze over"
        yield Punt(tekst, "overdracht.van_vertrokkene", {"indiener_id": mens.id})


def _na_de_tafel(handeling: Handeling) -> Iterator[Punt]:
    for casus in list_op_status(handeling, Recht.CASUS_AFSLUITEN, *_NA_DE_TAFEL):
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


def _te_beoordelen(handeling: Handeling) -> Iterator[Punt]:
    dagen = handeling.instellingen.algemeen.termijnen.breekglas_werkdagen
    for keer in list_breekglas(handeling, Recht.BREEKGLAS_BEOORDELEN, alleen_open=True):
        dag = plus_werkdagen(vandaag(keer.begonnen_op), dagen)
        tekst = f"{keer.casus.nummer}, door {keer.medewerker.naam}"
        yield Punt(tekst, "casus.beoordeel", {"breekglas_id": keer.id}, dag=dag)


def _concepten(handeling: Handeling) -> Iterator[Punt]:
    return (_les(les, "poort.tonen") for les in list_concepten(handeling))


def _te_controleren(handeling: Handeling) -> Iterator[Punt]:
    return (_les(les, "les.controleren") for les in list_te_controleren(handeling))


def _te_instemmen(handeling: Handeling) -> Iterator[Punt]:
    return (_les(les, "les.lezen") for les in list_te_instemmen(handeling))


def _rolvoorstellen(handeling: Handeling) -> Iterator[Punt]:
    for voorstel in list_voorstellen(handeling):
        tekst = f"{voorstel.medewerker.naam} als {voorstel.rol}"
        dag = vandaag(voorstel.voorgesteld_op)
        yield Punt(tekst, "beheer.voorstellen", {}, dag=dag, wanneer="voorgesteld op")


def _vervallend(handeling: Handeling) -> Iterator[Punt]:
    for voorstel in list_aflopend(handeling):
        nummer, dag = voorstel.casus.nummer, max(voorstel.vervalt_op, voorstel.bezwaar_tot + timedelta(days=1))
        tekst = f"{nummer}: dit concept wordt vernietigd, tenzij je erin schrijft of het bewaart"
        yield Punt(tekst, "dossier.casus", {"nummer": nummer}, "concept", dag, wanneer="op")


def _te_bezwaren(handeling: Handeling) -> Iterator[Punt]:
    for voorstel in list_te_bezwaren(handeling):
        tekst = f"{voorstel.casus.nummer}: {voorstel.categorie}. Bezwaar maken kan nog"
        yield Punt(
            tekst,
            "bewaring.bezwaar",
            {"voorstel_id": voorstel.id},
            "voorstel",
            voorstel.bezwaar_tot,
            wanneer="tot en met",
        )


def _inzage(handeling: Handeling) -> Iterator[Punt]:
    for verzoek in list_voor_te_bereiden(handeling):
        tekst = f"{verzoek.casus.nummer if verzoek.casus else ''}: maak het bestand voor verzoek {verzoek.kenmerk}"
        yield Punt(tekst, "inzage.tonen", {"verzoek_id": verzoek.id}, dag=verzoek.uiterlijk_op)


def _les(les: Les, endpoint: str) -> Punt:
    return Punt(les.titel, endpoint, {"code": les.code}, les.status)


def list_punten(handeling: Handeling, casus: Casus) -> Sequence[Agendapunt]:
    """Give the places on agendas of this casus at which the reader sits, the latest first."""
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
        Status.GEHOLPEN: "Een eerdere les hielp je verder. Je hebt deze casus niet ingediend.",
        Status.VERNIETIGD: "De bewaartermijn is voorbij. De tekst is vernietigd.",
    }
    return zinnen[casus.status]
