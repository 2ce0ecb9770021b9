"""Lessen that look like a casus: as a fragment beside the form, and as a page where one of them ends the casus."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from maatwerk.casus.models import Casus
from maatwerk.casus.queries import get_casus, rechten_op
from maatwerk.casus.rules import Status, eis_overgang
from maatwerk.kern.fouten import Onvindbaar
from maatwerk.kern.rechten import Recht
from maatwerk.les import queries
from maatwerk.les.gelijkenis import Gelijkenisvraag
from maatwerk.les.hulp import help_verder
from maatwerk.les.precedenten import HOOGSTENS, list_precedenten, maak_vraag, vraag_van
from maatwerk.les.samenvatting import hield_stand, ingekort, weging_in_een_zin
from maatwerk.lijst.rules import is_bekend
from maatwerk.logboek.inzage import noteer_inzage
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, handeling

blauwdruk = Blueprint("precedent", __name__)

for _filter in (weging_in_een_zin, hield_stand, ingekort):
    blauwdruk.add_app_template_filter(_filter)

_OP_DE_PAGINA = 5
_MEESTE_TEKENS = 20_000


@blauwdruk.post("/lessen/precedenten")
@met_recht(Recht.CASUS_BEGINNEN)
def fragment() -> str:
    """Give the lessen that look like what is being written. Nothing of it is kept."""
    noteer_inzage("les.gezocht")  # that somebody searched, never for what
    return render_template(
        "les/precedentfragment.html",
        precedenten=list_precedenten(handeling(), _vraag_uit_formulier(), HOOGSTENS),
    )


def _vraag_uit_formulier() -> Gelijkenisvraag:
    """Read the form as far as it is filled in; of choices only what is on a list."""
    lijsten, velden = handeling().instellingen, request.form
    regels = [
        (wet, velden.get(f"{naam.removesuffix('wet')}artikel", ""))
        for naam, wet in velden.items()
        if naam.endswith("-wet") and is_bekend(lijsten.wetten, wet)
    ]
    soorten = [
        waarde
        for naam, waarde in velden.items()
        if naam.endswith("-soort") and is_bekend(lijsten.knelpunttypen, waarde)
    ]
    gebieden = [waarde for waarde in velden.getlist("leefgebieden") if is_bekend(lijsten.leefgebieden, waarde)]
    teksten = [waarde for naam, waarde in velden.items() if naam != "csrf_token" and not naam.endswith("organisatie")]
    return maak_vraag(["\n".join(teksten)[:_MEESTE_TEKENS]], regels, soorten, gebieden)


@blauwdruk.get("/casussen/<nummer>/lessen")
@met_recht(Recht.CASUS_SCHRIJVEN)
def tonen(nummer: str) -> str:
    """Show the lessen that look like a casus that is being written, as it was kept."""
    werk = handeling()
    casus = get_casus(werk, nummer, Recht.CASUS_SCHRIJVEN)
    noteer_inzage("les.gezocht", casus)
    return render_template(
        "les/precedenten.html",
        casus=casus,
        precedenten=list_precedenten(werk, vraag_van(casus), _OP_DE_PAGINA),
        kan_stoppen=_kan_stoppen(casus),
    )


def _kan_stoppen(casus: Casus) -> bool:
    return casus.status is Status.CONCEPT and bool(rechten_op(handeling(), casus, [Recht.CASUS_INDIENEN]))


@blauwdruk.post("/casussen/<nummer>/geholpen")
@met_recht(Recht.CASUS_INDIENEN)
def helpt(nummer: str) -> Response:
    """End an own concept, because a les helped."""
    werk = handeling()
    casus = get_casus(werk, nummer, Recht.CASUS_INDIENEN)
    eis_overgang(casus.status, Status.GEHOLPEN, werk.wie.rollen)
    try:
        les = queries.get_les(werk, request.form.get("les", ""))
    except Onvindbaar:
        flash("Deze les is er niet meer. Kies een andere les, of dien je casus in.", "warning")
        return redirect(url_for("precedent.tonen", nummer=nummer))
    help_verder(werk, casus, les)
    bewaar()
    flash(f"Fijn. Casus {nummer} is niet ingediend. We tellen mee dat deze les je verder hielp.", "ok")
    return redirect(url_for("dossier.casus", nummer=nummer))
