"""The start page "Wat wacht op mij", the one page that shows a casus with everything on it, and the log with names."""

from flask import Blueprint, render_template, request

from maatwerk.account.queries import get_medewerker
from maatwerk.bewaring.queries import vervalt
from maatwerk.casus import queries as casussen
from maatwerk.casus.models import Casus
from maatwerk.doorbraak.queries import find_procesevaluatie, list_besluiten
from maatwerk.doorbraak.rules import Doorbraakstatus, termijn
from maatwerk.dossier.queries import (
    list_lezers,
    list_logregels,
    list_punten,
    wat_nu,
    wat_wacht,
)
from maatwerk.dossier.tijdlijn import bouw_tijdlijn
from maatwerk.dossier.vertrek import list_overnemers, tel_wat_blijft_liggen
from maatwerk.kern.rechten import Recht
from maatwerk.les.queries import find_les_van
from maatwerk.logboek.anker import Ankerfout, lees_ankers
from maatwerk.logboek.inzage import noteer_inzage
from maatwerk.logboek.queries import BLADZIJDE, Keuze, controleer_logboek
from maatwerk.triage import queries as vervolg
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import gevraagd, handeling, huis, vanaf

blauwdruk = Blueprint("dossier", __name__)

_OP_DE_PAGINA = (
    Recht.CASUS_SCHRIJVEN,
    Recht.CASUS_AANVULLEN,
    Recht.CASUS_INDIENEN,
    Recht.CASUS_TRIEREN,
    Recht.TRIAGE_LEZEN,
    Recht.LEZERS_ZIEN,
    Recht.WAARNEMING_REGELEN,
    Recht.BESLUITEN,
    Recht.CASUS_AFSLUITEN,
    Recht.LES_SCHRIJVEN,
)
"""What somebody may be able to do from the page of a casus."""


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
    rechten = casussen.rechten_op(werk, gevonden, _OP_DE_PAGINA)
    besluiten = list_besluiten(werk, gevonden)
    return render_template(
        "dossier/casus.html",
        casus=gevonden,
        wat_nu=wat_nu(gevonden, antwoord),
        rechten={recht.name for recht in rechten},
        opengebroken_tot=casussen.find_opengebroken_tot(werk, gevonden),
        lezers=list_lezers(werk, gevonden) if Recht.LEZERS_ZIEN in rechten else None,
        besluiten=besluiten,
        tijdlijn=bouw_tijdlijn(werk, gevonden, besluiten),
        **vervolg_van(gevonden, intern=Recht.TRIAGE_LEZEN in rechten),
        evaluatie=find_procesevaluatie(werk, gevonden),
        bewaring=vervalt(werk, gevonden) if Recht.LEZERS_ZIEN in rechten else None,
        les=find_les_van(werk, gevonden),
        punten=list_punten(werk, gevonden),
        statussen=Doorbraakstatus,
        termijn=lambda actie: termijn(actie.voor, werk.vandaag),
    )


def vervolg_van(casus: Casus, *, intern: bool) -> dict[str, object]:
    """Give what came after handing in; what triage found is for whoever may read that."""
    werk = handeling()
    return {
        "vragen": vervolg.list_vragen(werk, casus),
        "aanvullingen": vervolg.list_aanvullingen(werk, casus),
        "toetsen": vervolg.list_toetsen(werk, casus) if intern else {},
        "uitnodigingen": vervolg.list_uitnodigingen(werk, [casus.id]) if intern else (),
    }


@blauwdruk.get("/medewerkers/<int:medewerker_id>/vertrek")
@met_recht(Recht.MEDEWERKERS_BEHEREN)
def vertrek(medewerker_id: int) -> str:
    """Show the beheerder how much somebody who leaves still holds; what it says stays out of sight."""
    wie = get_medewerker(handeling(), medewerker_id)
    casussen_, acties = tel_wat_blijft_liggen(handeling(), wie)
    return render_template(
        "dossier/vertrek.html",
        medewerker=wie,
        casussen=casussen_,
        acties=acties,
        overnemers=list_overnemers(handeling(), wie),
    )


@blauwdruk.get("/logboek")
@met_recht(Recht.LOGBOEK_LEZEN)
def logboek() -> str:
    """Show the log to the privacy officer, newest first: who, what, when, to what, from where. No content."""
    noteer_inzage("logboek.gelezen")
    return _toon_logboek()


@blauwdruk.get("/logboek/controle")
@met_recht(Recht.LOGBOEK_LEZEN)
def logboek_controleren() -> str:
    """Check the whole log and show it with the outcome."""
    noteer_inzage("logboek.gecontroleerd")
    try:
        uitslag = controleer_logboek(handeling(), lees_ankers(huis().omgeving.data_map))
    except Ankerfout as fout:
        return _toon_logboek(gebrek=str(fout))
    if uitslag.gebrek:
        return _toon_logboek(gebrek=uitslag.gebrek)
    weg = f" Eerder opgeruimd na hun termijn: {uitslag.opgeruimd}." if uitslag.opgeruimd else ""
    return _toon_logboek(klopt=f"Alle {uitslag.aantal} regels kloppen.{weg}")


def _toon_logboek(klopt: str = "", gebrek: str = "") -> str:
    soort = request.args.get("soort", "")
    keuze = Keuze(
        wie=gevraagd("wie"),
        soort=soort if soort.isprintable() and soort else None,
        nummer=gevraagd("nummer"),
        voor=vanaf(),
    )
    rijen = list_logregels(handeling(), keuze)
    return render_template(
        "dossier/logboek.html",
        rijen=rijen,
        keuze=keuze,
        verder=rijen[-1].Logregel.id if len(rijen) == BLADZIJDE else None,
        anker=_laatste_anker(),
        klopt=klopt,
        gebrek=gebrek,
    )


def _laatste_anker() -> str:
    """Say when the length of the log was last put down outside the database."""
    try:
        ankers = lees_ankers(huis().omgeving.data_map)
    except Ankerfout as fout:
        return str(fout)
    if not ankers:
        return "Er is nog geen anker. Zonder anker is niet te zien of het eind ontbreekt."
    return f"Het laatste anker is van {ankers[-1].datum:%d-%m-%Y}, bij {ankers[-1].aantal} regels."
