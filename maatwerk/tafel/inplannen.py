"""The screen on which several casussen go on a zitting in one act."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from maatwerk.casus.models import Casus
from maatwerk.casus.queries import get_casus
from maatwerk.kern.fouten import Invoerfout
from maatwerk.kern.rechten import Recht
from maatwerk.tafel import commands, queries
from maatwerk.tafel.forms import InplanFormulier
from maatwerk.tafel.models import Zitting
from maatwerk.web.forms import opties, vul_keuzes
from maatwerk.web.opmaak import moment
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, gevraagd, handeling

blauwdruk = Blueprint("inplannen", __name__)

_Pagina = str | Response | tuple[str, int]


@blauwdruk.route("/zittingen/inplannen", methods=["GET", "POST"])
@met_recht(Recht.ZITTING_PLANNEN)
def plannen() -> _Pagina:
    """Choose casussen that are ready, and the zitting on which they go: all of them, or none."""
    werk, formulier = handeling(), InplanFormulier()
    klaar = queries.list_klaar(werk, gevraagd("na"))
    vul_keuzes(formulier.zitting, opties(_keuze(zitting) for zitting in queries.list_met_plek(werk, werk.nu)))
    formulier.casussen.choices = opties((casus.nummer, _naam(casus)) for casus in klaar)
    if not formulier.validate_on_submit():
        return _toon(formulier, klaar), 422 if request.method == "POST" else 200
    zitting = queries.get_zitting(werk, int(formulier.zitting.data), Recht.ZITTING_PLANNEN)
    gekozen = [get_casus(werk, nummer, Recht.ZITTING_PLANNEN) for nummer in formulier.casussen.data]
    try:
        commands.plan_in(werk, zitting, gekozen)
    except Invoerfout as fout:
        formulier.wijs_af(fout)
        return _toon(formulier, klaar), 422
    bewaar()
    aantal = "1 casus staat" if len(gekozen) == 1 else f"{len(gekozen)} casussen staan"
    flash(f"{aantal} nu op de agenda.", "ok")
    return redirect(url_for("tafel.zitting", zitting_id=zitting.id))


def _keuze(zitting: Zitting) -> tuple[str, str]:
    vrij = zitting.slots - len(zitting.agenda)
    naam = handeling().instellingen.tafel(zitting.tafel).naam
    return str(zitting.id), f"{naam}, {moment(zitting.begint_op)}: {vrij} van {zitting.slots} plekken vrij"


def _naam(casus: Casus) -> str:
    tafel = handeling().instellingen.tafel(casus.tafel).naam
    return f"{casus.nummer} {casus.titel} ({tafel}{', spoed' if casus.spoed else ''})"


def _toon(formulier: InplanFormulier, klaar: Sequence[Casus]) -> str:
    na = klaar[-1].id if len(klaar) == queries.BLADZIJDE else None
    return render_template("tafel/inplannen.html", formulier=formulier, klaar=klaar, na=na)
