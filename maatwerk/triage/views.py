"""Screens of the triage: look at a casus and decide, and ask somebody to the tafel for it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from maatwerk.account.models import Medewerker
from maatwerk.account.queries import list_plaatsen
from maatwerk.casus import queries
from maatwerk.casus.commands import teksten
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Status, eis_overgang
from maatwerk.herkenning.rules import HARD, herken
from maatwerk.kern.fouten import Invoerfout
from maatwerk.kern.rechten import Recht, Rol
from maatwerk.logboek.inzage import noteer_inzage
from maatwerk.triage import commands as triage
from maatwerk.triage import queries as triagequeries
from maatwerk.triage.forms import Triageblad, UitnodigFormulier
from maatwerk.triage.rules import Toets, aan_tafel, termijn
from maatwerk.web.forms import opties, vul_keuzes
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, handeling

blauwdruk = Blueprint("triage", __name__)

_Pagina = str | Response | tuple[str, int]
_MAG_LEEG = {
    "wijk": "de wijk",
    "beslisser_organisatie": "wie kan besluiten",
    "pogingen": "wat al is geprobeerd",
    "niets_doen": "wat er gebeurt als we niets doen",
}


@blauwdruk.route("/casussen/<nummer>/triage", methods=["GET", "POST"])
@met_recht(Recht.CASUS_TRIEREN)
def beoordelen(nummer: str) -> _Pagina:
    """Decide whether a casus goes to the tafel."""
    werk = handeling()
    casus = queries.get_casus(werk, nummer, Recht.CASUS_TRIEREN)
    eis_overgang(casus.status, Status.GEREED, werk.wie.rollen)
    formulier = Triageblad()
    if request.method == "GET":
        noteer_inzage("casus.gelezen", casus)
        _vul_in(formulier, casus)
        return _toon(formulier, casus)
    if not formulier.validate():
        return _toon(formulier, casus), 422
    wat = triage.Triagebesluit(
        formulier.uitkomst.data, formulier.toelichting.data, formulier.gestelde_vragen(), formulier.toetsen()
    )
    try:
        triage.besluit(werk, casus, wat)
    except Invoerfout as fout:
        formulier.wijs_af(fout)
        return _toon(formulier, casus), 422
    bewaar()
    flash(f"Casus {nummer}: {formulier.uitkomst.data}.", "ok")
    return redirect(url_for("werklijst.lijst"))


def _vul_in(formulier: Triageblad, casus: Casus) -> None:
    """Show what was found the time before, for a casus that came back."""
    for toets, rij in triagequeries.list_toetsen(handeling(), casus).items():
        formulier[f"{toets}_uitslag"].data = rij.uitslag
        formulier[f"{toets}_toelichting"].data = rij.toelichting


def _toon(formulier: Triageblad, casus: Casus) -> str:
    werk = handeling()
    beloofd = queries.beloofd_antwoord(casus, werk.instellingen.algemeen.termijnen)
    return render_template(
        "triage/beoordelen.html",
        formulier=formulier,
        casus=casus,
        termijn=termijn(beloofd, werk.vandaag) if beloofd else None,
        weten=_weten(casus),
        toetsen=list(Toets),
        vragen=triagequeries.list_vragen(werk, casus),
        aanvullingen=triagequeries.list_aanvullingen(werk, casus),
        uitnodigingen=triagequeries.list_uitnodigingen(werk, [casus.id]),
    )


def _weten(casus: Casus) -> dict[Toets, list[str]]:
    """Give, beside each question, what the software knows already. It never answers for the coördinator."""
    return {
        Toets.COMPLEET: _compleet(casus),
        Toets.SYSTEEM: _systeem(casus),
        Toets.BESLISSER: _beslisser(casus),
        Toets.PRIVACY: _privacy(casus),
    }


def _compleet(casus: Casus) -> list[str]:
    leeg = [naam for veld, naam in _MAG_LEEG.items() if not getattr(casus, veld)]
    return ["Alles wat verplicht is, is ingevuld."] + ([f"Niet ingevuld: {', '.join(leeg)}."] if leeg else [])


def _systeem(casus: Casus) -> list[str]:
    regels = sorted({regel.wet for punt in casus.knelpunten for regel in punt.regels})
    soorten = sorted({punt.soort for punt in casus.knelpunten if punt.soort})
    return [
        f"Soort knelpunt: {', '.join(soorten)}." if soorten else "De indiener koos geen soort knelpunt.",
        f"Genoemde regels: {', '.join(regels)}." if regels else "De indiener noemde geen wet of regel.",
    ]


def _beslisser(casus: Casus) -> list[str]:
    organisaties = {lid.organisatie for lid in list_plaatsen(handeling(), casus.tafel, Rol.LID)}
    leden = f"Aan deze tafel zitten: {', '.join(sorted(organisaties)) or 'nog geen leden'}."
    if not casus.beslisser_organisatie:
        return ["De indiener schreef niet op wie kan besluiten.", leden]
    naam = ", ".join(deel for deel in (casus.beslisser_organisatie, casus.beslisser_functie) if deel)
    zit = aan_tafel(casus.beslisser_organisatie, organisaties)
    wie = f"{' en '.join(zit)} zit aan deze tafel." if zit else "Die zit niet aan deze tafel: nodig iemand uit."
    return [f"Kan besluiten volgens de indiener: {naam}.", wie, leden]


def _privacy(casus: Casus) -> list[str]:
    vondsten = [vondst for tekst in teksten(casus).values() for vondst in herken(tekst)]
    hard = sum(vondst.soort in HARD for vondst in vondsten)
    return [
        "De inwoner is geïnformeerd." if casus.geinformeerd_op else "De inwoner is niet geïnformeerd, met een reden.",
        f"Nummers of adressen die iemand aanwijzen: {hard}.",
        f"Andere woorden die naar iemand kunnen wijzen: {len(vondsten) - hard}. Lees ze na.",
    ]


@blauwdruk.route("/casussen/<nummer>/uitnodigen", methods=["GET", "POST"])
@met_recht(Recht.CASUS_TRIEREN)
def uitnodigen(nummer: str) -> _Pagina:
    """Ask somebody who can decide to the tafel, for this casus only."""
    werk = handeling()
    casus = queries.get_casus(werk, nummer, Recht.CASUS_TRIEREN)
    formulier = UitnodigFormulier()
    kandidaten = triagequeries.list_te_nodigen(werk, casus)
    vul_keuzes(formulier.medewerker, opties((str(wie.id), f"{wie.organisatie}: {wie.naam}") for wie in kandidaten))
    if not formulier.validate_on_submit():
        return _toon_uitnodigen(formulier, casus), 422 if request.method == "POST" else 200
    gekozen = (formulier.medewerker.data or "").strip()  # only white space counts as nothing chosen
    gast = werk.sessie.get_one(Medewerker, int(gekozen)) if gekozen else None
    try:
        triage.nodig_uit(werk, casus, gast, formulier.organisatie.data, formulier.functie.data)
    except Invoerfout as fout:
        formulier.wijs_af(fout)
        return _toon_uitnodigen(formulier, casus), 422
    bewaar()
    flash("De uitnodiging is vastgelegd. De voorzitter ziet haar bij de zitting.", "ok")
    return redirect(url_for("triage.uitnodigen", nummer=nummer))


def _toon_uitnodigen(formulier: UitnodigFormulier, casus: Casus) -> str:
    uitnodigingen = triagequeries.list_uitnodigingen(handeling(), [casus.id])
    weten = _beslisser(casus)
    return render_template(
        "triage/uitnodigen.html", formulier=formulier, casus=casus, uitnodigingen=uitnodigingen, weten=weten
    )


@blauwdruk.post("/casussen/<nummer>/uitnodigingen/<int:uitnodiging_id>/weg")
@met_recht(Recht.CASUS_TRIEREN)
def neem_terug(nummer: str, uitnodiging_id: int) -> Response:
    """Take an invitation back."""
    werk = handeling()
    casus = queries.get_casus(werk, nummer, Recht.CASUS_TRIEREN)
    triage.neem_terug(werk, casus, triagequeries.get_uitnodiging(werk, casus, uitnodiging_id))
    bewaar()
    flash("De uitnodiging is ingetrokken.", "ok")
    return redirect(url_for("triage.uitnodigen", nummer=nummer))
