"""Gelijke behandeling: earlier lessen that look like this casus, and why this outcome may differ (ADR 027)."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from maatwerk.afweging import commands, queries
from maatwerk.afweging.forms import GelijkFormulier
from maatwerk.afweging.models import Afweging
from maatwerk.kern.beleid import mag_aan_tafel
from maatwerk.kern.fouten import Gewijzigd, Invoerfout
from maatwerk.kern.rechten import Recht
from maatwerk.les.precedenten import list_precedenten, vraag_van
from maatwerk.logboek.inzage import noteer_inzage
from maatwerk.tafel import queries as tafels
from maatwerk.tafel.models import Agendapunt
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, handeling

blauwdruk = Blueprint("gelijk", __name__)

_PAD = "/agendapunten/<int:agendapunt_id>/gelijk"
_OP_DE_PAGINA = 5


@blauwdruk.get(_PAD)
@met_recht(Recht.WEGING_LEZEN)
def tonen(agendapunt_id: int) -> str:
    """Show what was decided in like casussen: anonymous, from what was published."""
    agendapunt = tafels.get_agendapunt(handeling(), agendapunt_id, Recht.WEGING_LEZEN)
    noteer_inzage("les.gezocht", agendapunt.casus)
    return _toon(agendapunt, queries.find_afweging(handeling(), agendapunt))


@blauwdruk.post(_PAD)
@met_recht(Recht.TAFEL_LEIDEN)
def verantwoorden(agendapunt_id: int) -> Response | tuple[str, int]:
    """Keep whether the outcome differs, and why that may."""
    agendapunt = tafels.get_agendapunt(handeling(), agendapunt_id, Recht.TAFEL_LEIDEN)
    afweging = queries.get_afweging(handeling(), agendapunt)
    formulier = GelijkFormulier()
    if not formulier.validate():
        return _toon(agendapunt, afweging, formulier), HTTPStatus.UNPROCESSABLE_ENTITY
    antwoord = formulier.afwijking.data, formulier.afwijking_motivering.data
    try:
        commands.verantwoord(handeling(), afweging, *antwoord, formulier.versie.data or 0)
    except Invoerfout as fout:
        formulier.wijs_af(fout)
        return _toon(agendapunt, afweging, formulier), HTTPStatus.UNPROCESSABLE_ENTITY
    except Gewijzigd:
        formulier.ga_verder_van(afweging.versie)
        return _toon(agendapunt, afweging, formulier, conflict=True), HTTPStatus.CONFLICT
    bewaar()
    flash("Bewaard bij de afweging.", "ok")
    return redirect(url_for("gelijk.tonen", agendapunt_id=agendapunt.id))


def _toon(
    agendapunt: Agendapunt,
    afweging: Afweging | None,
    gevuld: GelijkFormulier | None = None,
    *,
    conflict: bool = False,
) -> str:
    werk = handeling()
    return render_template(
        "dossier/gelijk.html",
        agendapunt=agendapunt,
        afweging=afweging,
        precedenten=list_precedenten(werk, vraag_van(agendapunt.casus), _OP_DE_PAGINA),
        formulier=gevuld or GelijkFormulier(formdata=None, obj=afweging),
        leidt=mag_aan_tafel(werk.wie, Recht.TAFEL_LEIDEN, agendapunt.zitting.tafel),
        conflict=conflict,
    )
