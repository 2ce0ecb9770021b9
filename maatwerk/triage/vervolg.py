"""Screens of the indiener after handing in: answer what triage asks, and add what came up since."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from maatwerk.casus import queries
from maatwerk.casus.rules import Status
from maatwerk.kern.fouten import Invoerfout, NietToegestaan
from maatwerk.kern.rechten import Recht
from maatwerk.logboek.inzage import noteer_inzage
from maatwerk.triage import commands as triage
from maatwerk.triage import queries as triagequeries
from maatwerk.triage.forms import AanvullingFormulier, AntwoordFormulier
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, handeling

blauwdruk = Blueprint("vervolg", __name__)

_Pagina = str | Response | tuple[str, int]


@blauwdruk.route("/casussen/<nummer>/vragen", methods=["GET", "POST"])
@met_recht(Recht.CASUS_AANVULLEN)
def beantwoorden(nummer: str) -> _Pagina:
    """Answer the open questions of triage: one field for each."""
    werk = handeling()
    casus = queries.get_casus(werk, nummer, Recht.CASUS_AANVULLEN)
    vragen = triagequeries.list_vragen(werk, casus)
    te_doen = {vraag.id: vraag.vraag for vraag in vragen if vraag.beantwoord_op is None}
    if casus.status is not Status.AANVULLEN or not te_doen:
        raise NietToegestaan(f"Deze casus is nu '{casus.status}'. Er staat geen vraag open.")
    formulier = AntwoordFormulier.voor(te_doen)
    if request.method == "GET":
        noteer_inzage("casus.gelezen", casus)
    elif formulier.validate():
        try:
            triage.beantwoord(werk, casus, vragen, formulier.antwoorden())
        except Invoerfout as fout:
            formulier.wijs_af(fout)
        else:
            bewaar()
            flash("Je antwoord is verstuurd. De casuscoördinator kijkt er weer naar.", "ok")
            return redirect(url_for("dossier.casus", nummer=nummer))
    pagina = render_template("triage/beantwoorden.html", formulier=formulier, casus=casus)
    return pagina, 422 if request.method == "POST" else 200


@blauwdruk.route("/casussen/<nummer>/toevoegen", methods=["GET", "POST"])
@met_recht(Recht.CASUS_AANVULLEN)
def toevoegen(nummer: str) -> _Pagina:
    """Add to a casus that was handed in, without changing what was handed in."""
    werk = handeling()
    casus = queries.get_casus(werk, nummer, Recht.CASUS_AANVULLEN)
    formulier = AanvullingFormulier()
    if request.method == "GET":
        return render_template("triage/toevoegen.html", formulier=formulier, casus=casus)
    if not formulier.validate():
        return render_template("triage/toevoegen.html", formulier=formulier, casus=casus), 422
    try:
        triage.vul_aan(werk, casus, formulier.tekst.data)
    except Invoerfout as fout:
        formulier.wijs_af(fout)
        return render_template("triage/toevoegen.html", formulier=formulier, casus=casus), 422
    bewaar()
    flash("Je hebt het toegevoegd. Wie de casus leest, ziet het bij de casus staan.", "ok")
    return redirect(url_for("dossier.casus", nummer=nummer))
