"""The logboek on screen, for the privacy officer: who, what, when, to what. No content."""

from flask import Blueprint, render_template

from maatwerk.kern.rechten import Recht
from maatwerk.logboek import queries
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import handeling, vanaf

blauwdruk = Blueprint("logboek", __name__)


@blauwdruk.get("/logboek")
@met_recht(Recht.LOGBOEK_LEZEN)
def lijst() -> str:
    """Show the log, newest first."""
    regels = queries.list_logregels(handeling(), vanaf())
    verder = regels[-1].id if len(regels) == queries.BLADZIJDE else None
    return render_template("logboek/lijst.html", regels=regels, verder=verder)
