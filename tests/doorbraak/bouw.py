"""Builders for what comes after the weighing."""

from datetime import timedelta
from typing import Any

from maatwerk.account.models import Medewerker
from maatwerk.afweging.models import Afweging, Oplossing
from maatwerk.casus.rules import Status
from maatwerk.doorbraak.ladder import Trede
from maatwerk.doorbraak.models import Actie, Besluit
from maatwerk.doorbraak.rules import Uitkomst
from maatwerk.kern.handeling import Handeling
from tests.bouw import Bespreking

GEVRAAGD: dict[str, Any] = {
    "niveau": "casus",
    "omschrijving": "Eerst het adres.",
    "eigenaar": "Teamleider inkomen",
    "ruimte": "Participatiewet, artikel 18 lid 1",
    "trede": Trede.BESTUUR,
    "gericht_aan": "Directeur Burgerzaken",
}
"""A doorbraak as the form gives it, without the day on which the answer is due."""


def bouw_motivering(handeling: Handeling, bespreking: Bespreking) -> Afweging:
    """Build a weighing with a joint motivering."""
    afweging = Afweging(
        agendapunt=bespreking.agendapunt,
        onthuld_op=handeling.nu,
        legitimiteit="De wet laat dit toe.",
        betrokkenheid="Het is zijn eigen plan.",
        rendement="Het kost minder dan doormodderen.",
        weging="Legitimiteit knelt het meest.",
    )
    punt = bespreking.agendapunt.id
    handeling.sessie.add_all(
        [
            afweging,
            Oplossing(agendapunt_id=punt, nummer=0, vanaf_ronde=1),
            Oplossing(agendapunt_id=punt, nummer=1, tekst="De gemeente geeft een briefadres.", vanaf_ronde=1),
        ]
    )
    handeling.sessie.flush()
    return afweging


def bouw_gegevens(houder: Medewerker, handeling: Handeling, **velden: Any) -> dict[str, Any]:
    """Build what the form of a besluit gives: a doorbraak with one actie."""
    standaard: dict[str, Any] = {
        "uitkomst": Uitkomst.DOORBRAAK,
        "toelichting": "Briefadres en voorschot binnen een week.",
        "voorwaarden": "",
        "terug_op": None,
        "doorbraken": [GEVRAAGD | {"antwoord_voor": handeling.vandaag + timedelta(days=14)}],
        "acties": [{"wat": "Voorschot betalen", "houder_id": houder.id, "voor": handeling.vandaag}],
        "signaal": False,
        "terugkoppeling_door": "Buurtteammedewerker",
        "terugkoppeling_op": None,
    }
    return standaard | velden


def bouw_uitvoering(
    handeling: Handeling, bespreking: Bespreking, houder: Medewerker, *, dagen: int = 7, wat: str = "Voorschot betalen"
) -> Actie:
    """Build a besluit that is being carried out, with one open actie of this holder."""
    actie = Actie(wat=wat, houder=houder, voor=handeling.vandaag + timedelta(days=dagen))
    besluit = Besluit(
        agendapunt=bespreking.agendapunt,
        casus=bespreking.casus,
        genomen_op=handeling.nu,
        uitkomst=Uitkomst.DOORBRAAK,
        toelichting="Briefadres en voorschot.",
        acties=[actie],
        doorbraken=[],
    )
    bespreking.casus.status = Status.IN_UITVOERING
    bespreking.agendapunt.afgerond_op = handeling.nu
    handeling.sessie.add(besluit)
    handeling.sessie.flush()
    return actie
