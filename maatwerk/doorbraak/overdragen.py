"""The screens of handing on: one's own work, and that of a colleague whose account is off."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from maatwerk.account.models import Medewerker
from maatwerk.doorbraak import overdracht
from maatwerk.doorbraak.forms import OverdrachtFormulier
from maatwerk.kern.fouten import Invoerfout
from maatwerk.kern.rechten import Recht
from maatwerk.triage.overdracht import list_mijn_overdrachten, list_opvolgers
from maatwerk.web.forms import opties, vul_keuzes
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, handeling

blauwdruk = Blueprint("overdracht", __name__)

_Pagina = str | Response | tuple[str, int]


@blauwdruk.route("/overdragen", methods=["GET", "POST"])
@met_recht(Recht.CASUS_OVERDRAGEN)
def eigen() -> _Pagina:
    """Hand on all own work, before leaving."""
    werk = handeling()
    return _draag_over(werk.sessie.get_one(Medewerker, werk.wie.id), "overdracht.eigen")


@blauwdruk.get("/vertrokken")
@met_recht(Recht.CASUS_OVERDRAGEN)
def vertrokken() -> str:
    """Show who left work behind at the tafels of this reader: numbers only."""
    return render_template("doorbraak/vertrokken.html", mensen=overdracht.list_vertrokken(handeling()))


@blauwdruk.route("/vertrokken/<int:indiener_id>", methods=["GET", "POST"])
@met_recht(Recht.CASUS_OVERDRAGEN)
def van_vertrokkene(indiener_id: int) -> _Pagina:
    """Hand on what somebody whose account is off left behind."""
    return _draag_over(overdracht.get_vertrokkene(handeling(), indiener_id), "overdracht.vertrokken")


def _draag_over(van: Medewerker, terug: str) -> _Pagina:
    werk, formulier = handeling(), OverdrachtFormulier()
    vul_keuzes(formulier.naar, opties((str(wie.id), wie.naam) for wie in list_opvolgers(werk, van)))
    if not formulier.validate_on_submit():
        return _toon(formulier, van), 422 if request.method == "POST" else 200
    try:
        naar = overdracht.draag_over(werk, van, int(formulier.naar.data))
    except Invoerfout as fout:
        formulier.wijs_af(fout)
        return _toon(formulier, van), 422
    bewaar()
    flash(f"Het werk van {van.naam} is nu van {naar.naam}.", "ok")
    return redirect(url_for(terug))


def _toon(formulier: OverdrachtFormulier, van: Medewerker) -> str:
    werk = handeling()
    return render_template(
        "doorbraak/overdragen.html",
        formulier=formulier,
        van=van,
        zelf=van.id == werk.wie.id,
        werk=overdracht.tel_werk(werk, van),
        eerder=list_mijn_overdrachten(werk),
    )
