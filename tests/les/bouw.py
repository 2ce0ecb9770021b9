"""Builders for what comes after the tafel: a closed casus with its texts, a les, a signaal."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any

from maatwerk.account.models import Medewerker
from maatwerk.afweging.models import Afweging, Oplossing
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Status
from maatwerk.doorbraak.models import Actie, Besluit, Doorbraak, Procesevaluatie
from maatwerk.doorbraak.rules import Doorbraakstatus, Niveau, Uitkomst
from maatwerk.kern.handeling import Handeling
from maatwerk.les.index import indexeer
from maatwerk.les.models import Controleantwoord, Kenmerk, Les, Lesprofiel
from maatwerk.les.poort import Vraag
from maatwerk.les.rules import VELDEN, Kenmerksoort, Lesstatus
from maatwerk.les.vrijgave import breng_uit
from maatwerk.signaal.models import Signaal
from maatwerk.signaal.rules import Ernst, Signaalstatus
from maatwerk.tafel.models import Agendapunt, Notitie, Zitting
from tests.bouw import bouw_casus, bouw_knelpunt, bouw_medewerker

_nummers = count(1)


def bouw_verhaal(handeling: Handeling, indiener: Medewerker, planten: str = "", **velden: Any) -> Casus:
    """Build a closed casus with all that the tafel wrote about it; `planten` stands somewhere in every text."""
    tekst = f" {planten}" if planten else ""
    standaard = {"titel": f"Geen adres{tekst}", "situatie": f"Een man slaapt bij kennissen.{tekst}"}
    punt = bouw_knelpunt(f"Zonder adres geen uitkering.{tekst}")
    gegevens: dict[str, Any] = standaard | {"knelpunten": [punt], "leefgebieden": ["inkomen", "wonen"]} | velden
    casus = bouw_casus(handeling, indiener, Status.AFGESLOTEN, **gegevens)
    agendapunt = _bouw_agendapunt(handeling, casus)
    handeling.sessie.add_all(
        [
            Notitie(agendapunt_id=agendapunt.id, fase="bedoeling", tekst=f"Niemand zit zonder geld.{tekst}"),
            Oplossing(agendapunt_id=agendapunt.id, nummer=0, vanaf_ronde=1),
            Oplossing(
                agendapunt_id=agendapunt.id, nummer=1, tekst=f"Een briefadres en een voorschot.{tekst}", vanaf_ronde=1
            ),
            Afweging(
                agendapunt_id=agendapunt.id,
                onthuld_op=handeling.nu,
                legitimiteit=f"De wet laat een voorschot toe.{tekst}",
                betrokkenheid=f"Het is zijn eigen plan.{tekst}",
                rendement=f"Het kost weinig.{tekst}",
                weging=f"Geen waarde knelt.{tekst}",
            ),
            _bouw_besluit(handeling, agendapunt, indiener, tekst),
            Procesevaluatie(
                casus_id=casus.id,
                goed="Snel.",
                beter="Eerder.",
                leren=f"Bel eerst.{tekst}",
                anders=f"Begin samen.{tekst}",
            ),
        ]
    )
    handeling.sessie.flush()
    return casus


def _bouw_agendapunt(handeling: Handeling, casus: Casus) -> Agendapunt:
    begint_op = handeling.nu - timedelta(days=30, minutes=next(_nummers))  # a tafel meets once at a time
    zitting = Zitting(tafel=casus.tafel, begint_op=begint_op, slots=4, agenda=[])
    agendapunt = Agendapunt(zitting=zitting, casus=casus, volgorde=1, gestart_op=begint_op, afgerond_op=begint_op)
    handeling.sessie.add(agendapunt)
    handeling.sessie.flush()
    return agendapunt


def _bouw_besluit(handeling: Handeling, agendapunt: Agendapunt, houder: Medewerker, tekst: str) -> Besluit:
    doorbraken = [
        Doorbraak(
            niveau=niveau,
            omschrijving=f"Briefadres en voorschot samen.{tekst}",
            eigenaar="Werk en Inkomen",
            status=Doorbraakstatus.GELUKT,
        )
        for niveau in (Niveau.CASUS, Niveau.LOKAAL)
    ]
    return Besluit(
        agendapunt_id=agendapunt.id,
        casus_id=agendapunt.casus_id,
        genomen_op=handeling.nu,
        uitkomst=Uitkomst.DOORBRAAK,
        toelichting=f"De gemeente geeft een briefadres.{tekst}",
        doorbraken=doorbraken,
        acties=[Actie(wat="Voorschot", houder=houder, voor=handeling.vandaag, klaar_op=handeling.nu)],
    )


def bouw_register(handeling: Handeling, aantal: int = 5, **velden: Any) -> list[Casus]:
    """Build closed casussen: among so many a les can hide."""
    return [bouw_casus(handeling, status=Status.AFGESLOTEN, **velden) for _ in range(aantal)]


def laat_uitgaan(handeling: Handeling, les: Les) -> None:
    """Bring out a released les as the round does, a week later."""
    breng_uit(replace(handeling, nu=handeling.nu + timedelta(days=7)))
    assert les.status is Lesstatus.GEPUBLICEERD


def bouw_les(
    handeling: Handeling, schrijver: Medewerker, status: Lesstatus = Lesstatus.GEPUBLICEERD, **velden: Any
) -> Les:
    """Build a les in this status; somebody else checked it, unless it is a concept."""
    uit = status in (Lesstatus.GEPUBLICEERD, Lesstatus.INGETROKKEN)
    wacht = status in (Lesstatus.GECONTROLEERD, Lesstatus.VRIJGEGEVEN)
    controleur = None if status is Lesstatus.CONCEPT else bouw_medewerker(handeling).id
    kenmerken = velden.pop("kenmerken", {Kenmerksoort.WET: ["PW"]})
    teksten = {veld: f"Tekst over {veld}." for veld in VELDEN} | {
        veld: velden.pop(veld) for veld in VELDEN if veld in velden
    }
    standaard: dict[str, Any] = {
        "code": f"{next(_nummers):08x}",
        "gecontroleerd_door": controleur,
        "ingestemd_op": handeling.nu if uit or status is Lesstatus.VRIJGEGEVEN else None,
        "reageer_tot": handeling.vandaag + timedelta(days=14) if wacht else None,
        "vrijgegeven_op": handeling.nu if status is Lesstatus.VRIJGEGEVEN else None,
        "profiel": Lesprofiel(
            wijk="Utrecht", huishouden="", leeftijd="", kinderen="", leefgebieden=[], periode="2026-K4"
        ),
        "antwoorden": [
            Controleantwoord(vraag=vraag, medewerker_id=controleur, wanneer=handeling.nu)
            for vraag in Vraag
            if controleur
        ],
        "kwartaal": "2026-K4" if uit else "",
        "reden_ingetrokken": "Een buur herkende het verhaal." if status is Lesstatus.INGETROKKEN else "",
        "kenmerken": [
            Kenmerk(soort=soort, waarde=waarde) for soort, waarden in kenmerken.items() for waarde in waarden
        ],
    }
    les = Les(geschreven_door=schrijver.id, schrijvers=[schrijver], status=status, **teksten, **(standaard | velden))
    handeling.sessie.add(les)
    handeling.sessie.flush()
    if status is Lesstatus.GEPUBLICEERD:
        indexeer(handeling, les)
    return les


def bouw_signaal(
    handeling: Handeling, *lessen: Les, status: Signaalstatus = Signaalstatus.NIEUW, **velden: Any
) -> Signaal:
    """Build a signaal from these lessen."""
    standaard: dict[str, Any] = {
        "kernzin": "De afstandsgrens zorgt er bij een kind voor dat vervoer wordt geweigerd.",
        "peildatum": date(2026, 11, 2),
        "niveau": Niveau.LOKAAL,
        "ernst": Ernst.MIDDEN,
        "eigenaar": "Afdeling Onderwijs",
    }
    signaal = Signaal(status=status, lessen=list(lessen), **(standaard | velden))
    handeling.sessie.add(signaal)
    handeling.sessie.flush()
    return signaal
