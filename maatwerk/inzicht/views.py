"""The screen of an export: choose, download."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from maatwerk.inzicht import commands
from maatwerk.inzicht.forms import ExportFormulier
from maatwerk.inzicht.rules import SOORT, Formaat
from maatwerk.kern.rechten import Recht
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, handeling

blauwdruk = Blueprint("inzicht", __name__)


@blauwdruk.route("/export", methods=["GET", "POST"])
@met_recht(Recht.EXPORTEREN, bevestig="inzicht.export")
def export() -> str | Response | tuple[str, int]:
    """Choose what and how, and get the file. It is logged before it leaves."""
    formulier = ExportFormulier()
    if not formulier.validate_on_submit():
        pagina = render_template("inzicht/export.html", formulier=formulier)
        return pagina, 422 if request.method == "POST" else 200
    wat, formaat = formulier.wat.data, formulier.formaat.data
    bestand = commands.exporteer(handeling(), wat, formaat)
    bewaar()
    antwoord = Response(bestand, content_type=SOORT[Formaat(formaat)])
    antwoord.headers["Content-Disposition"] = f'attachment; filename="{wat}.{formaat}"'
    return antwoord
