"""Screens about who else reads a casus: naming a waarnemer, and breaking the glass with its judgement afterwards."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from maatwerk.account.models import Medewerker
from maatwerk.casus import queries, toegang
from maatwerk.casus.forms import BreekglasFormulier, OordeelFormulier, WaarneemFormulier
from maatwerk.casus.models import Casus
from maatwerk.casus.venster import eis_onbeoordeeld
from maatwerk.casus.views import blauwdruk
from maatwerk.kern.fouten import Invoerfout, Onvindbaar
from maatwerk.kern.klok import plus_werkdagen, vandaag
from maatwerk.kern.rechten import Recht
from maatwerk.logboek.inzage import noteer_inzage
from maatwerk.web.forms import opties, vul_keuzes
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, handeling

_Pagina = str | Response | tuple[str, int]
_NIET_TE_OPENEN = "We vinden geen casus met dit nummer bij een andere tafel. Controleer het nummer."


@blauwdruk.route("/casussen/<nummer>/waarnemen", methods=["GET", "POST"])
@met_recht(Recht.WAARNEMING_REGELEN)
def waarnemen(nummer: str) -> _Pagina:
    """Name a colleague who reads and writes this casus for a while."""
    werk = handeling()
    casus = queries.get_casus(werk, nummer, Recht.WAARNEMING_REGELEN)
    formulier = WaarneemFormulier()
    kandidaten = queries.list_mogelijke_waarnemers(werk, casus)
    vul_keuzes(formulier.waarnemer, opties((str(wie.id), wie.naam) for wie in kandidaten))
    if not formulier.validate_on_submit():
        return _toon_waarnemen(formulier, casus), 422 if request.method == "POST" else 200
    waarnemer = werk.sessie.get_one(Medewerker, int(formulier.waarnemer.data))
    try:
        toegang.wijs_waarnemer_aan(werk, casus, waarnemer, formulier.tot.data or werk.vandaag)
    except Invoerfout as fout:
        formulier.wijs_af(fout)
        return _toon_waarnemen(formulier, casus), 422
    bewaar()
    flash(f"{waarnemer.naam} neemt {nummer} waar.", "ok")
    return redirect(url_for("casus.waarnemen", nummer=nummer))


def _toon_waarnemen(formulier: WaarneemFormulier, casus: Casus) -> str:
    werk = handeling()
    return render_template(
        "casus/waarnemen.html",
        formulier=formulier,
        casus=casus,
        waarnemingen=queries.list_waarnemingen(werk, casus),
        weken=werk.instellingen.algemeen.termijnen.waarneming_weken,
    )


@blauwdruk.post("/casussen/<nummer>/waarnemen/<int:toegang_id>/beeindigen")
@met_recht(Recht.WAARNEMING_REGELEN)
def beeindig_waarneming(nummer: str, toegang_id: int) -> Response:
    """End a waarneming before its day."""
    casus = queries.get_casus(handeling(), nummer, Recht.WAARNEMING_REGELEN)
    toegang.beeindig_waarneming(handeling(), casus, toegang_id)
    bewaar()
    flash("De waarneming is beëindigd.", "ok")
    return redirect(url_for("casus.waarnemen", nummer=nummer))


@blauwdruk.route("/casussen/openbreken", methods=["GET", "POST"])
@met_recht(Recht.BREEKGLAS_GEBRUIKEN, bevestig="casus.openbreken")
def openbreken() -> _Pagina:
    """Read a casus of another tafel in an emergency."""
    werk = handeling()
    formulier = BreekglasFormulier()
    if not formulier.validate_on_submit():
        return _toon_openbreken(formulier), 422 if request.method == "POST" else 200
    try:
        casus = queries.get_casus(werk, formulier.nummer.data.strip(), Recht.BREEKGLAS_GEBRUIKEN)
        toegang.breek_open(werk, casus, formulier.reden.data)
    except Onvindbaar:
        formulier.wijs_af(Invoerfout({"nummer": _NIET_TE_OPENEN}))
        return _toon_openbreken(formulier), 422
    except Invoerfout as fout:
        formulier.wijs_af(fout)
        return _toon_openbreken(formulier), 422
    bewaar()
    return redirect(url_for("dossier.casus", nummer=casus.nummer))


def _toon_openbreken(formulier: BreekglasFormulier) -> str:
    termijnen = handeling().instellingen.algemeen.termijnen
    return render_template("casus/openbreken.html", formulier=formulier, minuten=termijnen.breekglas_minuten)


@blauwdruk.get("/breekglas")
@met_recht(Recht.BREEKGLAS_BEOORDELEN)
def breekglas() -> str:
    """Show the privacy officer who broke the glass of which casus, and why."""
    werk = handeling()
    noteer_inzage("breekglas.gelezen")
    dagen = werk.instellingen.algemeen.termijnen.breekglas_werkdagen
    return render_template(
        "casus/breekglas.html",
        keren=queries.list_breekglas(werk, Recht.BREEKGLAS_BEOORDELEN),
        uiterlijk=lambda keer: plus_werkdagen(vandaag(keer.begonnen_op), dagen),
        vandaag=werk.vandaag,
    )


@blauwdruk.route("/breekglas/<int:breekglas_id>", methods=["GET", "POST"])
@met_recht(Recht.BREEKGLAS_BEOORDELEN)
def beoordeel(breekglas_id: int) -> _Pagina:
    """Judge one time that the glass was broken."""
    werk = handeling()
    keer = queries.get_breekglas(werk, breekglas_id, Recht.BREEKGLAS_BEOORDELEN)
    eis_onbeoordeeld(keer.oordeel)
    formulier = OordeelFormulier()
    if not formulier.validate_on_submit():
        pagina = render_template("casus/oordelen.html", formulier=formulier, keer=keer)
        return pagina, 422 if request.method == "POST" else 200
    try:
        toegang.beoordeel(werk, keer, formulier.oordeel.data, formulier.toelichting.data)
    except Invoerfout as fout:
        formulier.wijs_af(fout)
        return render_template("casus/oordelen.html", formulier=formulier, keer=keer), 422
    bewaar()
    flash("Je oordeel is vastgelegd.", "ok")
    return redirect(url_for("casus.breekglas"))
