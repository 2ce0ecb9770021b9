"""The besluitenlijst of a closed zitting: what the tafel decided about each casus that this reader may know.

It says what was agreed then: how far a doorbraak or an actie has come since, stands on the page of the casus.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from maatwerk.casus import queries as casussen
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Status
from maatwerk.doorbraak.models import Actie, Besluit, Doorbraak
from maatwerk.doorbraak.rules import Niveau
from maatwerk.kern.beleid import mag_aan_tafel
from maatwerk.kern.fouten import NietToegestaan, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.klok import lokaal, vandaag
from maatwerk.kern.rechten import Recht
from maatwerk.logboek.commands import noteer
from maatwerk.stuk.bestand import maak_bestand
from maatwerk.stuk.rules import Alinea, Deel, Feiten, Kop, Stuk, Tabel, Vorm
from maatwerk.tafel.models import Agendapunt, Zitting
from maatwerk.tafel.rules import Zittingstatus

NIET_BESPROKEN = "niet besproken"


@dataclass(frozen=True)
class Besluitenlijst:
    """The agendapunten with their besluit, in the order of the agenda; `heel` when it is that of the whole tafel."""

    zitting: Zitting
    punten: Sequence[tuple[Casus, Besluit | None]]
    heel: bool


def get_besluitenlijst(handeling: Handeling, zitting_id: int) -> Besluitenlijst:
    """Give the part of the besluitenlijst that is for this reader: an indiener gets only what is about the own casus.

    Raises Onvindbaar when nothing in it is, NietToegestaan while the zitting is not closed.
    """
    vraag = _punten(handeling).where(Agendapunt.zitting_id == zitting_id).order_by(Agendapunt.volgorde)
    punten = handeling.sessie.scalars(vraag).all()
    if not punten:
        raise Onvindbaar
    zitting = punten[0].zitting
    if zitting.status is not Zittingstatus.GESLOTEN:
        raise NietToegestaan("De besluitenlijst is er zodra de zitting is gesloten.")
    besluiten = handeling.sessie.scalars(select(Besluit).where(Besluit.agendapunt_id.in_([punt.id for punt in punten])))
    per_punt = {besluit.agendapunt_id: besluit for besluit in besluiten}
    heel = mag_aan_tafel(handeling.wie, Recht.BESLUITEN, zitting.tafel)
    return Besluitenlijst(zitting, [(punt.casus, per_punt.get(punt.id)) for punt in punten], heel)


def list_met_besluitenlijst(handeling: Handeling, casus: Casus) -> Sequence[Zitting]:
    """Give the closed zittingen whose besluitenlijst says something about this casus to this reader."""
    dicht = _punten(handeling).join(Agendapunt.zitting).where(Zitting.status == Zittingstatus.GESLOTEN)
    punten = handeling.sessie.scalars(dicht.where(Agendapunt.casus_id == casus.id).order_by(Zitting.gesloten_op))
    return [punt.zitting for punt in punten]


def _punten(handeling: Handeling) -> Select[Agendapunt]:
    leesbaar = casussen.zichtbaar_voor(handeling, Recht.BESLUITENLIJST_LEZEN).where(Casus.status != Status.VERNIETIGD)
    vraag = select(Agendapunt).options(joinedload(Agendapunt.zitting, innerjoin=True))
    return vraag.where(Agendapunt.casus_id.in_(leesbaar.with_only_columns(Casus.id)))


def noteer_lezing(handeling: Handeling, lijst: Besluitenlijst, wat: str) -> None:
    """Log that the list was read or taken along, and each casus in it."""
    noteer(handeling, f"besluitenlijst.{wat}", lijst.zitting)
    for casus, _ in lijst.punten:
        noteer(handeling, "casus.gelezen", casus)


def download(handeling: Handeling, lijst: Besluitenlijst, vorm: Vorm) -> bytes:
    """Give the list as a file. It leaves the house, so the log knows first."""
    noteer_lezing(handeling, lijst, "opgehaald")
    return maak_bestand(als_stuk(handeling, lijst), vorm)


def bestandsnaam(lijst: Besluitenlijst, vorm: Vorm) -> str:
    """Give a name that says which zitting, and nothing about a casus."""
    return f"besluitenlijst-{lijst.zitting.tafel}-{vandaag(lijst.zitting.begint_op).isoformat()}.{vorm}"


def als_stuk(handeling: Handeling, lijst: Besluitenlijst) -> Stuk:
    """Give the list as a document: the screen and every file are made from this one."""
    zitting = lijst.zitting
    tafel = handeling.instellingen.tafel(zitting.tafel).naam
    dag = vandaag(zitting.begint_op)
    delen: list[Deel] = [
        Feiten(
            [
                ("Tafel", tafel),
                ("Zitting", f"{lokaal(zitting.begint_op):%d-%m-%Y %H.%M} uur"),
                ("Gesloten", f"{lokaal(zitting.gesloten_op):%d-%m-%Y %H.%M} uur" if zitting.gesloten_op else ""),
                ("Casussen", str(len(lijst.punten))),
            ]
        )
    ]
    if not lijst.heel:
        delen.append(Alinea("Dit is het deel over jouw casussen, zoals besloten op deze zitting."))
    for casus, besluit in lijst.punten:
        delen.append(Kop(f"{casus.nummer} {casus.titel}".strip()))
        delen += _besluit(besluit) if besluit else [Alinea(f"Over deze casus is geen besluit: {NIET_BESPROKEN}.")]
    return Stuk(f"Besluitenlijst {tafel}, {dag:%d-%m-%Y}", dag, delen)


def _of(tekst: str) -> str:
    return tekst.strip() or NIET_BESPROKEN


def _besluit(besluit: Besluit) -> Iterator[Deel]:
    komt_terug = f"{besluit.terug_op:%d-%m-%Y}" if besluit.terug_op else ""
    yield Feiten(
        [
            ("Besluit", besluit.uitkomst),
            ("Waarom", _of(besluit.toelichting)),
            ("Voorwaarden", _of(besluit.voorwaarden)),
            ("Komt terug op", _of(komt_terug)),
        ]
    )
    yield Kop("Doorbraken", 3)
    for niveau in Niveau:
        yield Kop(f"Niveau {niveau}", 4)
        op_niveau = [doorbraak for doorbraak in besluit.doorbraken if doorbraak.niveau is niveau]
        if not op_niveau:
            yield Alinea(NIET_BESPROKEN)
        for doorbraak in op_niveau:
            yield Feiten(_doorbraak(doorbraak))
    yield Kop("Acties", 3)
    yield _acties(besluit.acties)
    hoort_op = f"{besluit.terugkoppeling_op:%d-%m-%Y}" if besluit.terugkoppeling_op else ""
    yield Kop("Daarna", 3)
    yield Feiten(
        [
            ("Vraagt om een signaal", "ja" if besluit.signaal else "nee"),
            ("Vertelt het de inwoner", _of(besluit.terugkoppeling_door)),
            ("De inwoner hoort het op", _of(hoort_op)),
        ]
    )
    yield Alinea("Bezwaar en beroep blijven altijd open.")


def _doorbraak(doorbraak: Doorbraak) -> list[tuple[str, str]]:
    toen = doorbraak.besluit.genomen_op
    gevraagd = [stap for stap in doorbraak.opschalingen if stap.gevraagd_op == toen]
    return [
        ("Wat verandert er", doorbraak.omschrijving),
        ("Soort", _of(doorbraak.soort)),
        ("Regelt dit", doorbraak.eigenaar),
        ("Ruimte in de wet", _of(doorbraak.ruimte)),
        ("Gevraagd aan", _of("; ".join(f"{stap.gericht_aan} ({stap.trede})" for stap in gevraagd))),
        ("Antwoord voor", _of("; ".join(f"{stap.antwoord_voor:%d-%m-%Y}" for stap in gevraagd))),
    ]


def _acties(acties: Sequence[Actie]) -> Deel:
    if not acties:
        return Alinea(NIET_BESPROKEN)
    rijen = [
        (actie.wat, f"{actie.houder.naam}, {actie.houder.organisatie}", f"{actie.voor:%d-%m-%Y}") for actie in acties
    ]
    return Tabel("Acties", ("Wat", "Wie", "Klaar voor"), rijen)
