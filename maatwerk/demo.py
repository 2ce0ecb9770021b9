"""The demo: fictitious people and the twelve practice casussen of config/demo, each walked to its stop by real acts.

Nothing is written past the commands, so the demo can show no state that the work cannot reach.
"""

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from maatwerk.account.commands import NieuweMedewerker, maak_medewerker
from maatwerk.account.models import Medewerker
from maatwerk.account.queries import als_aangemelde, find_medewerker, list_plaatsen
from maatwerk.afweging import oplossingen
from maatwerk.afweging.commands import begin_afweging, motiveer, onthul, spreek_tegen, verantwoord, weeg, weeg_opnieuw
from maatwerk.afweging.geld import Kant, Ritme
from maatwerk.afweging.models import Afweging, Oplossing
from maatwerk.afweging.queries import get_oplossing
from maatwerk.afweging.rules import NIETS_DOEN, Afwijking, EigenWeging, WaardeCode
from maatwerk.casus.commands import trieer
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Status
from maatwerk.doorbraak.commands import begin_opvolging, neem_besluit, rond_actie_af, sluit_af
from maatwerk.doorbraak.ladder import Trede
from maatwerk.doorbraak.rules import Doorbraakstatus, Niveau, Uitkomst
from maatwerk.inlezen.importeren import importeer_casussen
from maatwerk.kern.fouten import NietToegestaan
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.klok import is_werkdag, lokaal_moment, vandaag
from maatwerk.kern.rechten import Rol
from maatwerk.les.commands import ontwerp_les, schrijf_les
from maatwerk.les.models import Les
from maatwerk.les.poort import Vraag
from maatwerk.les.vrijgave import controleer, stem_in, zet_uit
from maatwerk.les.vrijgave import publiceer as publiceer_les
from maatwerk.signaal.commands import maak_signaal, zet_stap
from maatwerk.signaal.rules import Ernst, Signaalstatus
from maatwerk.tafel.commands import plan_zitting, publiceer, schrijf_notitie, sluit, start, zet_op_agenda
from maatwerk.tafel.models import Agendapunt

WACHTWOORD = "maatwerk-voor-de-demo"
_ROUTE = (Signaalstatus.IN_DUIDING, Signaalstatus.PATROON, Signaalstatus.BELEGD)
_SLOTS = 4
_Verloop = Mapping[str, Any]


@dataclass(frozen=True)
class Account:
    """Somebody to sign in as."""

    email: str
    naam: str
    rollen: str


def lees_accounts(map_: Path) -> list[Account]:
    """Give the people of the demo, for whoever wants to sign in."""
    return [Account(mens["email"], mens["naam"], _rollen(mens)) for mens in _mensen(map_)]


def laad_demo(handeling: Handeling, map_: Path) -> bool:
    """Fill an empty database with the demo. Answer False, and do nothing, when it is there already.

    Raises NietToegestaan on a database with other people in it: the password of the demo is known to everybody.
    """
    mensen = _mensen(map_)
    if find_medewerker(handeling.sessie, mensen[0]["email"]):
        return False
    if handeling.sessie.scalar(select(Medewerker.id).limit(1)):
        raise NietToegestaan("In deze database staan al medewerkers. De demo is alleen voor een lege database.")
    for mens in mensen:
        _maak(handeling, mens)
    _speel(handeling, map_)
    return True


def _speel(handeling: Handeling, map_: Path) -> None:
    """Walk every practice casus to its stop."""
    verslag = importeer_casussen(handeling, (map_ / "casussen.json").read_bytes())
    geheel = selectinload(Casus.knelpunten), selectinload(Casus.pogingen)
    vraag = select(Casus).where(Casus.id.in_(verslag.nieuw)).order_by(Casus.id).options(*geheel)
    casussen = {casus.bronkenmerk or "": casus for casus in handeling.sessie.scalars(vraag)}
    verloop = json.loads((map_ / "verloop.json").read_text("utf-8"))
    for merk, casus in casussen.items():
        _trieer(handeling, casus, verloop["casussen"][merk])
    for sleutel, plan in verloop["zittingen"].items():
        punten = {casussen[merk]: stap for merk, stap in verloop["casussen"].items() if stap.get("zitting") == sleutel}
        _houd_zitting(handeling, plan, punten)
    lessen = dict(_sluit_af(handeling, casussen, verloop["casussen"]))
    for plan in verloop["signalen"]:
        _signaleer(handeling, plan, lessen)


def _mensen(map_: Path) -> list[dict[str, Any]]:
    mensen: list[dict[str, Any]] = tomllib.loads((map_ / "medewerkers.toml").read_text("utf-8"))["medewerkers"]
    return mensen


def _rollen(mens: _Verloop) -> str:
    return ", ".join(f"{plek['rol']} {plek.get('tafel', '')}".strip() for plek in mens["rollen"])


def _maak(handeling: Handeling, mens: _Verloop) -> None:
    plaatsen = [(Rol(plek["rol"]), plek.get("tafel", "")) for plek in mens["rollen"]]
    nieuw = NieuweMedewerker(
        mens["email"], mens["naam"], mens["organisatie"], WACHTWOORD, plaatsen, mens.get("functie", "")
    )
    maak_medewerker(handeling, nieuw)


def _als(handeling: Handeling, wie: Medewerker, moment: datetime) -> Handeling:
    return replace(handeling, wie=als_aangemelde(wie), nu=moment)


def _medewerker(handeling: Handeling, email: str) -> Medewerker:
    medewerker = find_medewerker(handeling.sessie, email)
    if medewerker is None:
        raise LookupError(email)
    return medewerker


def _plaats(handeling: Handeling, tafel: str, rol: Rol) -> Medewerker:
    return list_plaatsen(handeling, tafel, rol)[0]


def _trieer(handeling: Handeling, casus: Casus, stap: _Verloop) -> None:
    if "triage" not in stap or casus.ingediend_op is None:
        return
    coordinator = _plaats(handeling, casus.tafel, Rol.COORDINATOR)
    toen = casus.ingediend_op + timedelta(days=1)
    trieer(_als(handeling, coordinator, toen), casus, Status(stap["triage"]["uitkomst"]), stap["triage"]["toelichting"])


def _begin(handeling: Handeling, plan: _Verloop) -> datetime:
    """Give the start of a zitting: so many days from today, moved on to a working day."""
    dag = vandaag(handeling.nu) + timedelta(days=plan["dag"])
    while not is_werkdag(dag):
        dag += timedelta(days=1)
    return lokaal_moment(dag, time.fromisoformat(plan["tijd"]))


def _houd_zitting(handeling: Handeling, plan: _Verloop, punten: Mapping[Casus, _Verloop]) -> None:
    begin = _begin(handeling, plan)
    voorzitter = _plaats(handeling, plan["tafel"], Rol.VOORZITTER)
    vooraf = _als(handeling, voorzitter, min(handeling.nu, begin - timedelta(days=7)))
    zitting = plan_zitting(vooraf, plan["tafel"], begin, _SLOTS)
    agenda = [(zet_op_agenda(vooraf, zitting, casus), stap) for casus, stap in punten.items()]
    if plan["status"] != "gepland":
        publiceer(vooraf, zitting)
    if plan["status"] == "gesloten":
        for nummer, (punt, stap) in enumerate(agenda):
            _bespreek(_als(handeling, voorzitter, begin + timedelta(minutes=30 * nummer)), punt, stap)
        sluit(_als(handeling, voorzitter, begin + timedelta(hours=2)), zitting)


def _bespreek(voorzitter: Handeling, punt: Agendapunt, stap: _Verloop) -> None:
    start(voorzitter, punt)
    for fase, tekst in stap["notities"].items():
        schrijf_notitie(voorzitter, punt, fase, tekst)
    _weeg(voorzitter, punt, stap)
    besluit = neem_besluit(voorzitter, punt, _besluit(voorzitter, stap))
    for actie, plan in zip(besluit.acties, sorted(stap["acties"], key=lambda plan: plan["dagen"]), strict=True):
        if plan["klaar"]:
            rond_actie_af(_als(voorzitter, actie.houder, voorzitter.nu + timedelta(days=plan["dagen"])), actie)


def _weeg(voorzitter: Handeling, punt: Agendapunt, stap: _Verloop) -> None:
    oplossing = oplossingen.leg_voor(voorzitter, punt, stap["oplossing"])
    voorzitter.sessie.flush()
    niets_doen = get_oplossing(voorzitter, punt, NIETS_DOEN)
    for deel, plan in ((oplossing, stap.get("rendement", {})), (niets_doen, stap.get("rendement_niets_doen", {}))):
        _reken(voorzitter, deel, plan)
    afweging = begin_afweging(voorzitter, punt)
    voorzitter.sessie.flush()
    _weeg_ieder(voorzitter, afweging, oplossing, stap["wegingen"])
    _weeg_ieder(voorzitter, afweging, niets_doen, stap.get("wegingen_niets_doen", []))
    onthul(voorzitter, afweging)
    if "wegingen_tweede_ronde" in stap:
        afweging = weeg_opnieuw(voorzitter, punt)
        voorzitter.sessie.flush()
        _weeg_ieder(voorzitter, afweging, oplossing, stap["wegingen_tweede_ronde"])
        onthul(voorzitter, afweging)
    _sluit_afweging(voorzitter, afweging, stap)


def _weeg_ieder(
    voorzitter: Handeling, afweging: Afweging, oplossing: Oplossing, wegingen: list[dict[str, Any]]
) -> None:
    for weging in wegingen:
        lid = _als(voorzitter, _medewerker(voorzitter, weging["lid"]), voorzitter.nu)
        teksten = {code.value: weging[code]["tekst"] for code in WaardeCode}
        standen = {code.value: weging[code]["stand"] for code in WaardeCode}
        weeg(lid, afweging, oplossing, EigenWeging(teksten, standen, ronde=afweging.ronde))


def _reken(voorzitter: Handeling, oplossing: Oplossing, plan: _Verloop) -> None:
    for bedrag in plan.get("bedragen", ()):
        gegevens = {**bedrag, "kant": Kant(bedrag["kant"]), "ritme": Ritme(bedrag["ritme"])}
        oplossingen.voeg_bedrag_toe(voorzitter, oplossing, gegevens)
        voorzitter.sessie.flush()
    if "niet_in_geld" in plan:
        oplossingen.schrijf_niet_in_geld(voorzitter, oplossing, plan["niet_in_geld"], oplossing.versie)


def _sluit_afweging(voorzitter: Handeling, afweging: Afweging, stap: _Verloop) -> None:
    voorzitter.sessie.flush()
    motiveer(voorzitter, afweging, stap["motivering"], afweging.versie)
    voorzitter.sessie.flush()
    if "gelijk" in stap:
        antwoord = Afwijking(stap["gelijk"]["afwijking"]), stap["gelijk"]["motivering"]
        verantwoord(voorzitter, afweging, *antwoord, afweging.versie)
    if "minderheid" in stap:
        tegen = stap["minderheid"]
        lid = _als(voorzitter, _medewerker(voorzitter, tegen["lid"]), voorzitter.nu)
        spreek_tegen(lid, afweging, tegen["tekst"], tegen["reden"], 0)


def _besluit(voorzitter: Handeling, stap: _Verloop) -> dict[str, Any]:
    plan, dag = stap["besluit"], vandaag(voorzitter.nu)
    terug = plan.get("terug_na_dagen")
    return {
        "uitkomst": Uitkomst(plan["uitkomst"]),
        "toelichting": plan["toelichting"],
        "voorwaarden": plan.get("voorwaarden", ""),
        "terug_op": dag + timedelta(days=terug) if terug else None,
        "signaal": plan["signaal"],
        "terugkoppeling_door": plan["terugkoppeling_door"],
        "terugkoppeling_op": dag + timedelta(days=2),
        "doorbraken": [
            {
                "niveau": Niveau(doorbraak["niveau"]),
                "soort": doorbraak["type"],
                "omschrijving": doorbraak["omschrijving"],
                "eigenaar": doorbraak["eigenaar"],
                "ruimte": doorbraak.get("ruimte", ""),
                "trede": Trede(doorbraak["trede"]) if "trede" in doorbraak else None,
                "gericht_aan": doorbraak.get("gericht_aan", ""),
                "antwoord_voor": dag + timedelta(days=doorbraak["antwoord_na"]) if "antwoord_na" in doorbraak else None,
                "status": Doorbraakstatus(doorbraak["status"]),
            }
            for doorbraak in stap["doorbraken"]
        ],
        "acties": [
            {
                "wat": actie["wat"],
                "houder_id": _medewerker(voorzitter, actie["wie"]).id,
                "voor": dag + timedelta(days=actie["dagen"]),
            }
            for actie in stap["acties"]
        ],
    }


def _sluit_af(
    handeling: Handeling, casussen: Mapping[str, Casus], verloop: Mapping[str, _Verloop]
) -> Iterator[tuple[str, Les]]:
    for merk, stap in verloop.items():
        if "procesevaluatie" in stap:
            casus = casussen[merk]
            voorzitter = _als(handeling, _plaats(handeling, casus.tafel, Rol.VOORZITTER), handeling.nu)
            if casus.status is Status.IN_UITVOERING:
                begin_opvolging(voorzitter, casus)
            sluit_af(voorzitter, casus, stap["procesevaluatie"])
            yield merk, _leer(voorzitter, casus, stap["les"])


def _leer(voorzitter: Handeling, casus: Casus, plan: _Verloop) -> Les:
    les = ontwerp_les(voorzitter, casus)
    schrijf_les(voorzitter, les, {veld: tekst for veld, tekst in plan.items() if veld != "status"}, les.versie)
    if plan["status"] != "concept":
        controleer(_als(voorzitter, _medewerker(voorzitter, "privacy@voorbeeld.nl"), voorzitter.nu), les, tuple(Vraag))
    if plan["status"] == "gepubliceerd" and casus.indiener is not None:
        stem_in(_als(voorzitter, casus.indiener, voorzitter.nu), les)
        _publiceer_les(voorzitter, les)
    return les


def _publiceer_les(voorzitter: Handeling, les: Les) -> None:
    """Let a made-up les out at once: its casussen are nobody, and too few to be one among many."""
    algemeen = voorzitter.instellingen.algemeen
    ruim = msgspec.structs.replace(algemeen, drempels=msgspec.structs.replace(algemeen.drempels, openbaar=1))
    vrij = replace(voorzitter, instellingen=msgspec.structs.replace(voorzitter.instellingen, algemeen=ruim))
    publiceer_les(vrij, les)
    zet_uit(vrij, les)


def _signaleer(handeling: Handeling, plan: _Verloop, lessen: Mapping[str, Les]) -> None:
    beleid = _als(handeling, _medewerker(handeling, "beleid@voorbeeld.nl"), handeling.nu)
    gegevens = {naam: waarde for naam, waarde in plan.items() if naam not in ("status", "lessen")}
    gegevens |= {
        "niveau": Niveau(plan["niveau"]),
        "ernst": Ernst(plan["ernst"]),
        "peildatum": vandaag(handeling.nu),
        "lessen": [lessen[merk] for merk in plan["lessen"]],
    }
    signaal = maak_signaal(beleid, gegevens)
    for status in _ROUTE:
        if signaal.status == plan["status"]:
            return
        zet_stap(beleid, signaal, status, "Besproken in de duiding van dit kwartaal.")
