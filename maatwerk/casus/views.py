"""Screens of a casus: the list, withdraw. Writing stands in `schrijven`, who else may read in `delen`."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from maatwerk.casus import commands, queries
from maatwerk.kern.rechten import Recht
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, handeling, vanaf

blauwdruk = Blueprint("casus", __name__)


@blauwdruk.get("/casussen")
@met_recht(Recht.CASUS_LEZEN)
def lijst() -> str:
    """Show the casussen of this reader, newest first."""
    casussen = queries.list_casussen(handeling(), vanaf())
    verder = casussen[-1].id if len(casussen) == queries.BLADZIJDE else None
    return render_template("casus/lijst.html", casussen=casussen, verder=verder)


@blauwdruk.post("/casussen/<nummer>/intrekken")
@met_recht(Recht.CASUS_INDIENEN)
def intrekken(nummer: str) -> Response:
    """Withdraw an own casus."""
    commands.trek_in(handeling(), queries.get_casus(handeling(), nummer, Recht.CASUS_INDIENEN))
    bewaar()
    flash(f"Casus {nummer} is ingetrokken.", "ok")
    return redirect(url_for("dossier.casus", nummer=nummer))
