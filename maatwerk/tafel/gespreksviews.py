"""The acts of the thirty minutes: start, stop and go on, write notes and go to the next phase."""

from flask import flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from maatwerk.kern.fouten import Invoerfout
from maatwerk.kern.rechten import Recht
from maatwerk.logboek.inzage import noteer_inzage
from maatwerk.tafel import commands, pauze, queries
from maatwerk.tafel.forms import NotitieFormulier, PauzeFormulier, begin_van, vul_notitie
from maatwerk.tafel.models import Agendapunt
from maatwerk.tafel.rules import get_fase
from maatwerk.tafel.views import blauwdruk
from maatwerk.web.opmaak import tijd
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, handeling

_Pagina = str | Response | tuple[str, int]
_SAMEN = "Een ander schreef tegelijk. Wat jullie schreven staat nu bij elkaar."
_BOTST = "Jullie veranderden dezelfde regels. Beide staan er, onder elkaar. Kies wat blijft."


def _punt(agendapunt_id: int) -> Agendapunt:
    return queries.get_agendapunt(handeling(), agendapunt_id, Recht.TAFEL_LEIDEN)


def _naar_cockpit(agendapunt_id: int) -> Response:
    return redirect(url_for("dossier.cockpit", agendapunt_id=agendapunt_id))


@blauwdruk.post("/agendapunten/<int:agendapunt_id>/starten")
@met_recht(Recht.TAFEL_LEIDEN)
def starten(agendapunt_id: int) -> Response:
    """Start the clock of a casus."""
    commands.start(handeling(), _punt(agendapunt_id))
    bewaar()
    return _naar_cockpit(agendapunt_id)


@blauwdruk.route("/agendapunten/<int:agendapunt_id>/pauze", methods=["GET", "POST"])
@met_recht(Recht.TAFEL_LEIDEN)
def pauzeren(agendapunt_id: int) -> _Pagina:
    """Stop the clock, with a reason."""
    agendapunt, formulier = _punt(agendapunt_id), PauzeFormulier()
    if request.method == "POST" and formulier.validate():
        try:
            pauze.pauzeer(handeling(), agendapunt, formulier.reden.data or "")
            bewaar()
            return _naar_cockpit(agendapunt_id)
        except Invoerfout as fout:
            formulier.wijs_af(fout)
    pagina = render_template("tafel/pauze.html", agendapunt=agendapunt, formulier=formulier)
    return pagina, 422 if request.method == "POST" else 200


@blauwdruk.post("/agendapunten/<int:agendapunt_id>/verder")
@met_recht(Recht.TAFEL_LEIDEN)
def hervatten(agendapunt_id: int) -> Response:
    """Let the clock go on."""
    pauze.hervat(handeling(), _punt(agendapunt_id))
    bewaar()
    return _naar_cockpit(agendapunt_id)


@blauwdruk.route("/agendapunten/<int:agendapunt_id>/notities/<fase>", methods=["GET", "POST"])
@met_recht(Recht.TAFEL_LEIDEN)
def notitie(agendapunt_id: int, fase: str) -> _Pagina:
    """Write the note of one phase; a button can go to another phase in the same act, so that no word is lost."""
    werk, agendapunt = handeling(), _punt(agendapunt_id)
    if request.method == "GET":
        noteer_inzage("notitie.gelezen", agendapunt)
        bewaard = queries.find_notitie(werk, agendapunt, fase)
        return _toon_notitie(agendapunt, fase, vul_notitie(bewaard.tekst if bewaard else ""))
    formulier = NotitieFormulier()
    if not formulier.validate():
        return _toon_notitie(agendapunt, fase, formulier), 422
    return _bewaar_notitie(agendapunt, fase, formulier)


def _bewaar_notitie(agendapunt: Agendapunt, fase: str, formulier: NotitieFormulier) -> _Pagina:
    werk, naar = handeling(), request.form.get("naar")
    try:
        _, samen = commands.schrijf_notitie(werk, agendapunt, fase, formulier.tekst.data, *begin_van(formulier))
    except Invoerfout as fout:
        formulier.wijs_af(fout)
        return _toon_notitie(agendapunt, fase, formulier), 422
    if naar is not None:
        commands.naar_fase(werk, agendapunt, naar)
    bewaar()
    if samen.samen:
        flash(_BOTST if samen.botst else _SAMEN, "warning" if samen.botst else "info")
    elif naar is None:
        flash("Je notitie is bewaard.", "ok")
    return _naar_cockpit(agendapunt.id)


@blauwdruk.post("/agendapunten/<int:agendapunt_id>/notities/<fase>/klad")
@met_recht(Recht.TAFEL_LEIDEN)
def houd_notitie(agendapunt_id: int, fase: str) -> Response | tuple[Response, int]:
    """Keep what is being typed. Answers what the note became, so that the page can go on from there."""
    agendapunt, formulier = _punt(agendapunt_id), NotitieFormulier()
    if not formulier.validate():
        return jsonify(uitleg=" ".join(formulier.tekst.errors)), 422
    try:
        _, samen = commands.schrijf_notitie(handeling(), agendapunt, fase, formulier.tekst.data, *begin_van(formulier))
    except Invoerfout as fout:
        return jsonify(uitleg=fout.uitleg), 422
    bewaar()
    return jsonify(
        bewaard_om=tijd(handeling().nu),
        nummer=agendapunt.casus.nummer,
        tekst=samen.tekst,
        mijn=formulier.tekst.data,
        samen=samen.samen,
        botst=False,  # there is one text: both stand in it
    )


def _toon_notitie(agendapunt: Agendapunt, fase: str, formulier: NotitieFormulier) -> str:
    gekozen = get_fase(handeling().instellingen.zitting.fasen, fase)
    return render_template("tafel/notitie.html", agendapunt=agendapunt, fase=gekozen, formulier=formulier)
