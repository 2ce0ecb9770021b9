"""Screens of a request to see what we hold: the privacy officer registers, the voorzitter of the tafel prepares."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from maatwerk.bewaring import commands, inzageverzoek, queries
from maatwerk.bewaring.forms import InzageFormulier
from maatwerk.kern.fouten import Invoerfout
from maatwerk.kern.rechten import Recht
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, handeling

blauwdruk = Blueprint("inzage", __name__)


@blauwdruk.route("/inzageverzoeken/nieuw", methods=["GET", "POST"])
@met_recht(Recht.INZAGE_REGISTREREN)
def registreren() -> str | Response | tuple[str, int]:
    """Register a request. Who registers sees no content."""
    formulier = InzageFormulier()
    if formulier.validate_on_submit():
        try:
            casus = queries.find_casus(handeling(), formulier.nummer.data.strip(), Recht.INZAGE_REGISTREREN)
            verzoek = commands.registreer_inzage(
                handeling(), casus, formulier.kenmerk.data.strip(), formulier.data["ontvangen_op"]
            )
        except Invoerfout as fout:
            formulier.wijs_af(fout)
        else:
            bewaar()
            dag = verzoek.uiterlijk_op.strftime("%d-%m-%Y")
            flash(f"Het verzoek staat klaar voor de voorzitter. Antwoord uiterlijk op {dag}.", "ok")
            return redirect(url_for("bewaring.overzicht"))
    pagina = render_template("bewaring/inzage_registreren.html", formulier=formulier)
    return pagina, 422 if request.method == "POST" else 200


@blauwdruk.get("/inzageverzoeken/<int:verzoek_id>")
@met_recht(Recht.INZAGE_VOORBEREIDEN)
def tonen(verzoek_id: int) -> str:
    """Show a request about a casus of the own tafel, and how to answer it."""
    verzoek = queries.get_inzageverzoek(handeling(), verzoek_id)
    return render_template("bewaring/inzage_tonen.html", verzoek=verzoek)


@blauwdruk.post("/inzageverzoeken/<int:verzoek_id>/bestand")
@met_recht(Recht.INZAGE_VOORBEREIDEN, bevestig="dossier.start")
def bestand(verzoek_id: int) -> Response:
    """Give all that is held in one file: readable anywhere, without script or network. Logged before it leaves."""
    verzoek = queries.get_inzageverzoek(handeling(), verzoek_id)
    dossier = inzageverzoek.bereid_voor(handeling(), verzoek)
    inhoud = render_template("bewaring/inzage_bestand.html", dossier=dossier, verzoek=verzoek, nu=handeling().nu)
    bewaar()
    antwoord = Response(inhoud, content_type="text/html; charset=utf-8")
    antwoord.headers["Content-Disposition"] = f'attachment; filename="inzage-{dossier.casus.nummer}.html"'
    return antwoord
