"""Screens of a signaal: list, read, make, take a step."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from maatwerk.kern.fouten import Invoerfout
from maatwerk.kern.rechten import Recht
from maatwerk.les import bibliotheek
from maatwerk.les.forms import zoekformulier
from maatwerk.lijst.rules import te_kiezen
from maatwerk.logboek.inzage import noteer_inzage
from maatwerk.signaal import commands, queries
from maatwerk.signaal.forms import SignaalFormulier, StapFormulier
from maatwerk.signaal.models import Signaal
from maatwerk.signaal.rules import VOLGENDE, aantal_woord, eis_stap
from maatwerk.web.forms import opties, vul_keuzes, woorden
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, handeling, vanaf

blauwdruk = Blueprint("signaal", __name__)

_Pagina = str | Response | tuple[str, int]
_MEESTE_LESSEN = 100


@blauwdruk.get("/signalen")
@met_recht(Recht.SIGNAAL_LEZEN)
def lijst() -> str:
    """Show the signalen, newest first, with ernst and frequency side by side."""
    signalen = queries.list_signalen(handeling(), vanaf())
    verder = signalen[-1].id if len(signalen) == queries.BLADZIJDE else None
    return render_template("signaal/lijst.html", signalen=signalen, verder=verder, aantal=_aantal)


def _aantal(signaal: Signaal) -> str:
    """Give how many lessen carry a signaal, or that they are too few to say."""
    return aantal_woord(len(signaal.gepubliceerd), handeling().instellingen.algemeen.drempels.intern)


@blauwdruk.route("/signalen/nieuw", methods=["GET", "POST"])
@met_recht(Recht.SIGNAAL_BEHEREN)
def nieuw() -> _Pagina:
    """Make a signaal from the lessen that match the search in the address."""
    formulier = SignaalFormulier()
    _vul_keuzes(formulier)
    if request.method == "GET":
        formulier.peildatum.process_data(handeling().vandaag)
        return _toon_nieuw(formulier)
    if not formulier.validate():
        return _toon_nieuw(formulier), 422
    gekozen = queries.list_lessen(handeling(), formulier.lessen.data or [])
    try:
        signaal = commands.maak_signaal(handeling(), formulier.data | {"lessen": gekozen})
    except Invoerfout as fout:
        formulier.wijs_af(fout)
        return _toon_nieuw(formulier), 422
    bewaar()
    flash("Het signaal is gemaakt.", "ok")
    return redirect(url_for("signaal.lezen", signaal_id=signaal.id))


def _toon_nieuw(formulier: SignaalFormulier) -> str:
    afgekapt = len(formulier.lessen.choices or []) >= _MEESTE_LESSEN
    return render_template("signaal/nieuw.html", formulier=formulier, afgekapt=afgekapt, meeste=_MEESTE_LESSEN)


def _vul_keuzes(formulier: SignaalFormulier) -> None:
    werk = handeling()
    lijsten, dag = werk.instellingen, werk.vandaag
    vul_keuzes(formulier.wet, opties(te_kiezen(lijsten.wetten, dag)))
    vul_keuzes(formulier.knelpunttype, opties(te_kiezen(lijsten.knelpunttypen, dag)))
    zoek = zoekformulier(request.args, lijsten, dag)
    vraag = zoek.vraag if zoek.validate() else None
    gevonden = bibliotheek.list_gepubliceerd(werk, vraag, hoogstens=_MEESTE_LESSEN)
    formulier.lessen.choices = opties((les.code, f"{les.titel} ({les.kwartaal})") for les in gevonden)


@blauwdruk.get("/signalen/<int:signaal_id>")
@met_recht(Recht.SIGNAAL_LEZEN)
def lezen(signaal_id: int) -> str:
    """Show one signaal with its lessen, its history and the steps that can follow."""
    signaal = queries.get_signaal(handeling(), signaal_id)
    noteer_inzage("signaal.gelezen", signaal)
    return _toon(signaal, _stapformulier(signaal))


def _stapformulier(signaal: Signaal) -> StapFormulier:
    formulier = StapFormulier(eigenaar=signaal.eigenaar)
    formulier.status.choices = woorden(VOLGENDE[signaal.status])
    return formulier


def _toon(signaal: Signaal, formulier: StapFormulier) -> str:
    return render_template("signaal/lezen.html", signaal=signaal, formulier=formulier, aantal=_aantal(signaal))


@blauwdruk.post("/signalen/<int:signaal_id>/stap")
@met_recht(Recht.SIGNAAL_BEHEREN)
def stap(signaal_id: int) -> _Pagina:
    """Bring a signaal one step further."""
    signaal = queries.get_signaal(handeling(), signaal_id)
    formulier = _stapformulier(signaal)
    if formulier.status.data:
        eis_stap(signaal.status, formulier.status.data)
    if not formulier.validate():
        return _toon(signaal, formulier), 422
    try:
        commands.wijs_toe(handeling(), signaal, formulier.eigenaar.data or "")
        commands.zet_stap(handeling(), signaal, formulier.status.data, formulier.reden.data)
    except Invoerfout as fout:
        handeling().sessie.rollback()
        formulier.wijs_af(fout)
        return _toon(queries.get_signaal(handeling(), signaal_id), formulier), 422
    bewaar()
    flash(f"Het signaal is nu: {signaal.status}.", "ok")
    return redirect(url_for("signaal.lezen", signaal_id=signaal_id))
