"""Screens of the tafel: plan a zitting, make its agenda, publish and close it."""

from datetime import time

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from maatwerk.account.queries import list_plaatsen
from maatwerk.casus import queries as casussen
from maatwerk.kern.beleid import mag_aan_tafel
from maatwerk.kern.fouten import Invoerfout
from maatwerk.kern.klok import lokaal_moment
from maatwerk.kern.rechten import Recht, Rol
from maatwerk.logboek.inzage import noteer_inzage
from maatwerk.tafel import commands, queries
from maatwerk.tafel.forms import AgendeerFormulier, ZittingFormulier
from maatwerk.tafel.models import Zitting
from maatwerk.tafel.rules import slot_begin
from maatwerk.web.forms import opties, vul_keuzes
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, handeling, vanaf

blauwdruk = Blueprint("tafel", __name__)

_Pagina = str | Response | tuple[str, int]
_STAPPEN = {"omhoog": -1, "omlaag": 1}


@blauwdruk.get("/zittingen")
@met_recht(Recht.ZITTING_LEZEN)
def lijst() -> str:
    """Show the zittingen of this reader: what comes first, what is closed below."""
    werk = handeling()
    gesloten = queries.list_gesloten(werk, vanaf())
    verder = gesloten[-1].id if len(gesloten) == queries.BLADZIJDE else None
    return render_template(
        "tafel/lijst.html",
        komend=queries.list_zittingen(werk),
        gesloten=gesloten,
        verder=verder,
        dag_begon=lokaal_moment(werk.vandaag, time.min),
    )


@blauwdruk.route("/zittingen/nieuw", methods=["GET", "POST"])
@met_recht(Recht.ZITTING_PLANNEN)
def plannen() -> _Pagina:
    """Plan a zitting of an own tafel."""
    formulier = ZittingFormulier()
    werk = handeling()
    eigen = [
        (tafel.code, tafel.naam)
        for tafel in werk.instellingen.tafels
        if mag_aan_tafel(werk.wie, Recht.ZITTING_PLANNEN, tafel.code)
    ]
    vul_keuzes(formulier.tafel, opties(eigen))
    if not formulier.validate_on_submit():
        return render_template("tafel/plannen.html", formulier=formulier), 422 if request.method == "POST" else 200
    try:
        zitting = commands.plan_zitting(werk, formulier.tafel.data, formulier.begint_op(), formulier.slots.data)
    except Invoerfout as fout:
        formulier.wijs_af(fout)
        return render_template("tafel/plannen.html", formulier=formulier), 422
    bewaar()
    flash("De zitting is gepland. Zet nu de casussen op de agenda.", "ok")
    return redirect(url_for("tafel.zitting", zitting_id=zitting.id))


@blauwdruk.get("/zittingen/<int:zitting_id>")
@met_recht(Recht.ZITTING_LEZEN)
def zitting(zitting_id: int) -> str:
    """Show one zitting with its agenda."""
    gevonden = queries.get_zitting(handeling(), zitting_id)
    noteer_inzage("zitting.gelezen", gevonden)
    return _toon_zitting(gevonden, _agendeerformulier(gevonden))


def _agendeerformulier(zitting: Zitting) -> AgendeerFormulier:
    formulier = AgendeerFormulier()
    keuzes = [
        (casus.nummer, f"{casus.nummer}: {casus.titel}{' (spoed)' if casus.spoed else ''}")
        for casus in queries.list_te_agenderen(handeling(), zitting)
    ]
    vul_keuzes(formulier.casus, opties(keuzes))
    return formulier


def _toon_zitting(zitting: Zitting, formulier: AgendeerFormulier) -> str:
    werk = handeling()
    minuten = werk.instellingen.zitting.slotminuten
    return render_template(
        "tafel/zitting.html",
        zitting=zitting,
        agenda=queries.list_zichtbaar(werk, zitting),
        formulier=formulier,
        dag_begon=lokaal_moment(werk.vandaag, time.min),
        leesbaar=queries.list_leesbaar(werk, zitting.agenda),
        uitnodigingen=queries.list_uitnodigingen(werk, zitting),
        tijden={punt.id: slot_begin(zitting.begint_op, punt.volgorde, minuten) for punt in zitting.agenda},
        eindigt_op=slot_begin(zitting.begint_op, zitting.slots + 1, minuten),
        voorzitters=list_plaatsen(werk, zitting.tafel, Rol.VOORZITTER),
        leden=list_plaatsen(werk, zitting.tafel, Rol.LID),
        plant=mag_aan_tafel(werk.wie, Recht.ZITTING_PLANNEN, zitting.tafel),
        leidt=mag_aan_tafel(werk.wie, Recht.TAFEL_LEIDEN, zitting.tafel),
        aan_tafel=mag_aan_tafel(werk.wie, Recht.NOTEREN, zitting.tafel),
    )


@blauwdruk.post("/zittingen/<int:zitting_id>/agenda")
@met_recht(Recht.ZITTING_PLANNEN)
def agendeer(zitting_id: int) -> _Pagina:
    """Give a casus the next slot."""
    werk = handeling()
    gevonden = queries.get_zitting(werk, zitting_id, Recht.ZITTING_PLANNEN)
    formulier = _agendeerformulier(gevonden)
    if not formulier.validate():
        return _toon_zitting(gevonden, formulier), 422
    try:
        casus = casussen.get_casus(werk, formulier.casus.data, Recht.ZITTING_PLANNEN)
        agendapunt = commands.zet_op_agenda(werk, gevonden, casus)
    except Invoerfout as fout:
        formulier.wijs_af(fout)
        return _toon_zitting(gevonden, formulier), 422
    bewaar()
    flash(f"Casus {agendapunt.casus.nummer} staat op de agenda.", "ok")
    return redirect(url_for("tafel.zitting", zitting_id=zitting_id, _anchor=f"plek-{agendapunt.id}"))


@blauwdruk.post("/zittingen/<int:zitting_id>/publiceren")
@met_recht(Recht.ZITTING_PLANNEN)
def publiceren(zitting_id: int) -> Response:
    """Let the members read what is on the agenda."""
    commands.publiceer(handeling(), queries.get_zitting(handeling(), zitting_id, Recht.ZITTING_PLANNEN))
    bewaar()
    flash("De zitting is gepubliceerd. De leden van de tafel kunnen de casussen nu lezen.", "ok")
    return redirect(url_for("tafel.zitting", zitting_id=zitting_id))


@blauwdruk.post("/zittingen/<int:zitting_id>/sluiten")
@met_recht(Recht.TAFEL_LEIDEN)
def sluiten(zitting_id: int) -> Response:
    """Close a zitting of which every casus has a besluit."""
    commands.sluit(handeling(), queries.get_zitting(handeling(), zitting_id, Recht.TAFEL_LEIDEN))
    bewaar()
    flash("De zitting is gesloten.", "ok")
    return redirect(url_for("tafel.zitting", zitting_id=zitting_id))


@blauwdruk.post("/agendapunten/<int:agendapunt_id>/<any(omhoog, omlaag):richting>")
@met_recht(Recht.ZITTING_PLANNEN)
def verplaatsen(agendapunt_id: int, richting: str) -> Response:
    """Move a casus one place; the address ends at the button that was pressed, so that it keeps the focus."""
    agendapunt = queries.get_plek(handeling(), agendapunt_id)
    commands.verplaats(handeling(), agendapunt, _STAPPEN[richting])
    bewaar()
    knop = f"{richting}-{agendapunt_id}"
    return redirect(url_for("tafel.zitting", zitting_id=agendapunt.zitting_id, _anchor=knop))


@blauwdruk.post("/agendapunten/<int:agendapunt_id>/weghalen")
@met_recht(Recht.ZITTING_PLANNEN)
def weghalen(agendapunt_id: int) -> Response:
    """Take a casus off the agenda."""
    agendapunt = queries.get_plek(handeling(), agendapunt_id)
    zitting_id, nummer = agendapunt.zitting_id, agendapunt.casus.nummer
    commands.haal_van_agenda(handeling(), agendapunt)
    bewaar()
    flash(f"Casus {nummer} is van de agenda gehaald.", "ok")
    return redirect(url_for("tafel.zitting", zitting_id=zitting_id))
