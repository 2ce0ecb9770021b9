"""The start page "Wat wacht op mij", and the one page that shows a casus with everything on it."""

from flask import Blueprint, render_template

from maatwerk.account.queries import list_plaatsen
from maatwerk.afweging.queries import find_afweging, list_wegingen, tel_wegers
from maatwerk.casus import queries as casussen
from maatwerk.doorbraak.queries import find_procesevaluatie, list_besluiten
from maatwerk.doorbraak.rules import Doorbraakstatus, termijn
from maatwerk.dossier.queries import list_punten, wat_nu, wat_wacht
from maatwerk.kern.rechten import Recht, Rol
from maatwerk.les.queries import find_les_van
from maatwerk.logboek.inzage import noteer_inzage
from maatwerk.tafel import queries as tafels
from maatwerk.tafel.forms import NotitieFormulier
from maatwerk.tafel.models import Agendapunt
from maatwerk.tafel.rules import (
    huidige_fase,
    klok,
    mag_aan_tafel,
    mag_bespreken,
    mag_noteren,
    slot_begin,
    volgende_fase,
)
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import handeling

blauwdruk = Blueprint("dossier", __name__)


@blauwdruk.get("/")
@met_recht(Recht.START)
def start() -> str:
    """Show what waits on this person."""
    return render_template("dossier/start.html", blokken=wat_wacht(handeling()))


@blauwdruk.get("/casussen/<nummer>")
@met_recht(Recht.CASUS_LEZEN)
def casus(nummer: str) -> str:
    """Show one casus with everything on it that this reader may see."""
    werk = handeling()
    gevonden = casussen.get_casus(werk, nummer)
    noteer_inzage("casus.gelezen", gevonden)
    antwoord = casussen.beloofd_antwoord(gevonden, werk.instellingen.algemeen.termijnen)
    return render_template(
        "dossier/casus.html",
        casus=gevonden,
        wat_nu=wat_nu(gevonden, antwoord),
        is_eigen=gevonden.indiener_id == werk.wie.id,
        leidt=mag_aan_tafel(werk.wie, Recht.CASUS_AFSLUITEN, gevonden.tafel),
        besluiten=list_besluiten(werk, gevonden),
        evaluatie=find_procesevaluatie(werk, gevonden),
        les=find_les_van(werk, gevonden),
        punten=list_punten(werk, gevonden),
        statussen=Doorbraakstatus,
        termijn=lambda actie: termijn(actie.voor, werk.vandaag),
    )


@blauwdruk.get("/agendapunten/<int:agendapunt_id>")
@met_recht(Recht.NOTEREN)
def cockpit(agendapunt_id: int) -> str:
    """Show the thirty minutes of one casus to the voorzitter and the leden."""
    werk = handeling()
    agendapunt = tafels.get_agendapunt(werk, agendapunt_id, Recht.NOTEREN)
    noteer_inzage("cockpit.gelezen", agendapunt.casus)
    return render_template(
        "dossier/cockpit.html",
        agendapunt=agendapunt,
        besluiten=list_besluiten(werk, agendapunt.casus),
        nu=werk.nu,
        vandaag=werk.vandaag,
        **_gesprek(agendapunt),
        **_weging(agendapunt),
    )


def _gesprek(agendapunt: Agendapunt) -> dict[str, object]:
    """Give the clock, the phase and its notes, and what this reader may do with them."""
    werk, zitting = handeling(), agendapunt.zitting
    opzet = werk.instellingen.zitting
    slot = slot_begin(zitting.begint_op, agendapunt.volgorde, opzet.slotminuten)
    fase = huidige_fase(opzet.fasen, agendapunt.fase)
    notities = {notitie.fase: notitie for notitie in tafels.list_notities(werk, agendapunt)}
    return {
        "fasen": klok(opzet.fasen, agendapunt.gestart_op or slot, agendapunt.fase),
        "fase": fase,
        "nummer": opzet.fasen.index(fase) + 1,
        "volgende": volgende_fase(opzet.fasen, fase),
        "notities": notities,
        "formulier": NotitieFormulier(formdata=None, obj=notities.get(fase.code)),
        "bespreekt": mag_bespreken(zitting.status, agendapunt.casus.status, agendapunt.afgerond_op),
        "noteert": mag_noteren(zitting.status, agendapunt.gestart_op),
        "leidt": mag_aan_tafel(werk.wie, Recht.TAFEL_LEIDEN, zitting.tafel),
    }


def _weging(agendapunt: Agendapunt) -> dict[str, object]:
    """Give how far the weighing is. Before the reveal: to the voorzitter how many weighed, to a lid only the own."""
    werk, tafel = handeling(), agendapunt.zitting.tafel
    afweging = find_afweging(werk, agendapunt)
    leidt = mag_aan_tafel(werk.wie, Recht.TAFEL_LEIDEN, tafel)
    return {
        "afweging": afweging,
        "gewogen": bool(afweging and list_wegingen(werk, afweging)),
        "weegt": mag_aan_tafel(werk.wie, Recht.WEGEN, tafel),
        "wegers": tel_wegers(werk, afweging) if leidt and afweging else None,
        "leden": len(list_plaatsen(werk, tafel, Rol.LID)) if leidt and afweging else None,
    }
