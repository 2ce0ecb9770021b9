"""The screen of the work list, with its filters."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from maatwerk.casus.queries import BLADZIJDE
from maatwerk.kern.beleid import mag_aan_tafel
from maatwerk.kern.fouten import Invoerfout
from maatwerk.kern.rechten import Recht
from maatwerk.triage import werklijst
from maatwerk.triage.forms import FilterFormulier
from maatwerk.triage.rules import AAN_DE_BEURT
from maatwerk.triage.werklijst import Keuze, lees_keuze
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, gevraagd, handeling

blauwdruk = Blueprint("werklijst", __name__)

_Pagina = str | Response | tuple[str, int]


@blauwdruk.get("/triage")
@met_recht(Recht.CASUS_TRIEREN)
def lijst() -> str:
    """Show what waits, on whom and how long; and what the filter hides."""
    return _toon(lees_keuze(request.args), FilterFormulier(formdata=None))


def _toon(keuze: Keuze, formulier: FilterFormulier) -> str:
    werk = handeling()
    regels = werklijst.list_werk(werk, keuze, gevraagd("na"))
    getoond, verborgen = werklijst.tel_werk(werk, keuze)
    tafels = [tafel for tafel in werk.instellingen.tafels if mag_aan_tafel(werk.wie, Recht.CASUS_TRIEREN, tafel.code)]
    return render_template(
        "triage/werklijst.html",
        regels=regels,
        keuze=keuze,
        adres=keuze.als_adres(),
        getoond=getoond,
        verborgen=verborgen,
        filters=werklijst.list_filters(werk),
        formulier=formulier,
        keuzes={
            "tafel": [(tafel.code, tafel.naam) for tafel in tafels],
            "wijk": [(wijk, wijk) for wijk in sorted(wijk for tafel in tafels for wijk in tafel.wijken)],
            "wacht_op": [(wie.value, f"{status}: wacht op {wie}") for status, wie in AAN_DE_BEURT.items()],
        },
        na=regels[-1].casus.id if len(regels) == BLADZIJDE else None,
        termijnen=werk.instellingen.algemeen.termijnen,
    )


@blauwdruk.post("/triage/filters")
@met_recht(Recht.CASUS_TRIEREN)
def bewaar_filter() -> _Pagina:
    """Keep the filter that is shown, under a name."""
    keuze, formulier = lees_keuze(request.form), FilterFormulier()
    if not formulier.validate():
        return _toon(keuze, formulier), 422
    try:
        werklijst.bewaar_filter(handeling(), formulier.naam.data, keuze)
    except Invoerfout as fout:
        formulier.wijs_af(fout)
        return _toon(keuze, formulier), 422
    bewaar()
    flash("Je filter is bewaard.", "ok")
    return redirect(f"{url_for('werklijst.lijst')}?{keuze.als_adres()}")


@blauwdruk.post("/triage/filters/<int:filter_id>/weg")
@met_recht(Recht.CASUS_TRIEREN)
def gooi_weg(filter_id: int) -> Response:
    """Throw an own filter away."""
    werklijst.gooi_filter_weg(handeling(), filter_id)
    bewaar()
    flash("Je filter is weg.", "ok")
    return redirect(url_for("werklijst.lijst"))
