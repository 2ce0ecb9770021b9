"""Screens of a casus: write, hand in, withdraw, triage."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from maatwerk.account.models import Medewerker
from maatwerk.casus import commands, queries
from maatwerk.casus.forms import CasusFormulier, TriageFormulier
from maatwerk.casus.models import Casus
from maatwerk.casus.queries import beloofd_antwoord
from maatwerk.casus.rules import Status, eis_overgang
from maatwerk.kern.fouten import Gewijzigd, Invoerfout
from maatwerk.kern.rechten import Recht
from maatwerk.lijst.rules import te_kiezen
from maatwerk.logboek.inzage import noteer_inzage
from maatwerk.web.forms import opties, voeg_rij_toe, vul_keuzes
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, handeling, vanaf

blauwdruk = Blueprint("casus", __name__)

_Pagina = str | Response | tuple[str, int]


@blauwdruk.get("/casussen")
@met_recht(Recht.CASUS_LEZEN)
def lijst() -> str:
    """Show the casussen of this reader, newest first."""
    casussen = queries.list_casussen(handeling(), vanaf())
    verder = casussen[-1].id if len(casussen) == queries.BLADZIJDE else None
    return render_template("casus/lijst.html", casussen=casussen, verder=verder)


@blauwdruk.route("/casussen/nieuw", methods=["GET", "POST"])
@met_recht(Recht.CASUS_INDIENEN)
def nieuw() -> _Pagina:
    """Write a new casus. It becomes a concept at the first save."""
    return _schrijven(None)


@blauwdruk.route("/casussen/<nummer>/schrijven", methods=["GET", "POST"])
@met_recht(Recht.CASUS_INDIENEN)
def schrijven(nummer: str) -> _Pagina:
    """Go on with a concept, or add to a casus that came back from triage."""
    return _schrijven(queries.get_eigen_casus(handeling(), nummer))


def _schrijven(casus: Casus | None) -> _Pagina:
    formulier = CasusFormulier(obj=casus)
    for knop in ("knelpunten", "pogingen"):
        if f"nog_een_{knop}" in request.form:
            voeg_rij_toe(formulier[knop])
            return _toon(formulier, casus)
    if request.method == "GET":
        return _toon(formulier, casus)
    _vul_keuzes(formulier)
    if not formulier.validate():
        return _toon(formulier, casus), 422
    return _bewaar(formulier, casus)


def _toon(formulier: CasusFormulier, casus: Casus | None, *, conflict: bool = False) -> str:
    _vul_keuzes(formulier)
    return render_template("casus/schrijven.html", formulier=formulier, casus=casus, conflict=conflict)


def _bewaar(formulier: CasusFormulier, bestaand: Casus | None) -> _Pagina:
    """Save first, so that a refusal to hand in never costs a word; then hand in if that was asked."""
    werk = handeling()
    try:
        casus = _neem_over(formulier, bestaand)
    except Gewijzigd:
        formulier.ga_verder_van(bestaand.versie if bestaand else 0)
        return _toon(formulier, bestaand, conflict=True), 409
    except Invoerfout as fout:
        werk.sessie.rollback()
        formulier.wijs_af(fout)
        return _toon(formulier, bestaand), 422
    bewaar()
    if "indienen" in request.form:
        return _dien_in(formulier, casus)
    flash("Je tekst is bewaard.", "ok")
    return redirect(url_for("casus.schrijven", nummer=casus.nummer))


def _neem_over(formulier: CasusFormulier, bestaand: Casus | None) -> Casus:
    """Put what was typed into the casus, or into a new concept. Raises Gewijzigd or Invoerfout."""
    werk = handeling()
    casus = bestaand or commands.begin_casus(werk, werk.sessie.get_one(Medewerker, werk.wie.id))
    commands.schrijf(werk, casus, formulier.data, (formulier.versie.data or 0) if bestaand else casus.versie)
    return casus


def _dien_in(formulier: CasusFormulier, casus: Casus) -> _Pagina:
    try:
        commands.dien_in(handeling(), casus)
    except Invoerfout as fout:
        formulier.ga_verder_van(casus.versie)
        formulier.wijs_af(fout)
        return _toon(formulier, casus), 422
    bewaar()
    flash(f"Casus {casus.nummer} is ingediend. Hieronder zie je wat er nu gebeurt.", "ok")
    return redirect(url_for("dossier.casus", nummer=casus.nummer))


def _vul_keuzes(formulier: CasusFormulier) -> None:
    werk = handeling()
    lijsten, dag = werk.instellingen, werk.vandaag
    vul_keuzes(formulier.grondslag, opties(te_kiezen(lijsten.grondslagen, dag)))
    vul_keuzes(formulier.wijk, opties((wijk, wijk) for wijk in lijsten.wijken))
    formulier.leefgebieden.choices = opties(te_kiezen(lijsten.leefgebieden, dag))
    for knelpunt in formulier.knelpunten:
        vul_keuzes(knelpunt.soort, opties(te_kiezen(lijsten.knelpunttypen, dag)))
        vul_keuzes(knelpunt.waar, opties(te_kiezen(lijsten.waar, dag)))
        for regel in knelpunt.regels:
            vul_keuzes(regel.wet, opties(te_kiezen(lijsten.wetten, dag)))


@blauwdruk.post("/casussen/<nummer>/intrekken")
@met_recht(Recht.CASUS_INDIENEN)
def intrekken(nummer: str) -> Response:
    """Withdraw an own casus."""
    commands.trek_in(handeling(), queries.get_eigen_casus(handeling(), nummer))
    bewaar()
    flash(f"Casus {nummer} is ingetrokken.", "ok")
    return redirect(url_for("dossier.casus", nummer=nummer))


@blauwdruk.route("/casussen/<nummer>/triage", methods=["GET", "POST"])
@met_recht(Recht.CASUS_TRIEREN)
def triage(nummer: str) -> _Pagina:
    """Decide whether a casus goes to the tafel."""
    werk = handeling()
    casus = queries.get_casus(werk, nummer)
    eis_overgang(casus.status, Status.GEREED, werk.wie.rollen)
    formulier = TriageFormulier()
    if request.method == "GET":
        noteer_inzage("casus.gelezen", casus)
        return _toon_triage(formulier, casus)
    if not formulier.validate():
        return _toon_triage(formulier, casus), 422
    try:
        commands.trieer(werk, casus, formulier.uitkomst.data, formulier.toelichting.data)
    except Invoerfout as fout:
        formulier.wijs_af(fout)
        return _toon_triage(formulier, casus), 422
    bewaar()
    flash(f"Casus {nummer}: {formulier.uitkomst.data}.", "ok")
    return redirect(url_for("dossier.start"))


def _toon_triage(formulier: TriageFormulier, casus: Casus) -> str:
    antwoord = beloofd_antwoord(casus, handeling().instellingen.algemeen.termijnen)
    return render_template("casus/triage.html", formulier=formulier, casus=casus, antwoord=antwoord)
