"""The start page "Wat wacht op mij", and the one page that shows a casus with everything on it."""

from flask import Blueprint, render_template

from maatwerk.casus import queries as casussen
from maatwerk.kern.rechten import Recht
from maatwerk.logboek.inzage import noteer_inzage
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import handeling

blauwdruk = Blueprint("dossier", __name__)


@blauwdruk.get("/")
@met_recht(Recht.START)
def start() -> str:
    """Show what waits on this person."""
    return render_template("dossier/start.html")


@blauwdruk.get("/casussen/<nummer>")
@met_recht(Recht.CASUS_LEZEN)
def casus(nummer: str) -> str:
    """Show one casus with everything on it that this reader may see."""
    gevonden = casussen.get_casus(handeling(), nummer)
    noteer_inzage("casus.gelezen", gevonden)
    return render_template("dossier/casus.html", casus=gevonden)
