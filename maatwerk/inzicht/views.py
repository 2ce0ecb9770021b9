"""The screen of an export: choose, download."""

from collections.abc import Iterator
from dataclasses import replace

from flask import Blueprint, render_template, request, stream_with_context
from werkzeug.wrappers import Response

from maatwerk.inzicht import commands
from maatwerk.inzicht.forms import ExportFormulier
from maatwerk.inzicht.rules import SOORT, Formaat, Wat
from maatwerk.kern.rechten import Recht
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, handeling, lezend

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
    soort, vorm = commands.begin_export(handeling(), wat, formaat)
    bewaar()
    antwoord = Response(stream_with_context(_stroom(soort, vorm)), content_type=SOORT[vorm])
    antwoord.headers["Content-Disposition"] = f'attachment; filename="{wat}.{formaat}"'
    return antwoord


def _stroom(wat: Wat, formaat: Formaat) -> Iterator[bytes]:
    """Read in a session of its own, which goes on after the request and never writes."""
    with lezend() as sessie:
        yield from commands.geef_uit(replace(handeling(), sessie=sessie), wat, formaat)
