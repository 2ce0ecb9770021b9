"""The screen on which somebody chooses how to hear by mail. What he was told, `dossier` shows: it may see it all."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from maatwerk.bericht.forms import VoorkeurFormulier
from maatwerk.bericht.melden import kies
from maatwerk.bericht.queries import list_voorkeuren
from maatwerk.bericht.soorten import STANDAARD, STANDAARD_UUR, Groep, Wijze
from maatwerk.web.toegang import aangemeld
from maatwerk.web.verzoek import bewaar, handeling, huis

blauwdruk = Blueprint("berichten", __name__)

_TE_KIEZEN = (Groep.VRAAG, Groep.NIEUWS, Groep.HERINNERING)


@blauwdruk.route("/berichten/instellen", methods=["GET", "POST"])
@aangemeld
def instellen() -> str | Response | tuple[str, int]:
    """Choose per group: at once, once a day, or no mail."""
    formulier = VoorkeurFormulier(data=_nu_gekozen())
    if not formulier.validate_on_submit():
        pagina = render_template("bericht/instellen.html", formulier=formulier, mailt=huis().omgeving.kan_mailen)
        return pagina, 422 if request.method == "POST" else 200
    kies(handeling(), {groep: Wijze(formulier[groep].data) for groep in _TE_KIEZEN}, int(formulier.uur.data))
    bewaar()
    flash("Zo hoor je het voortaan.", "ok")
    return redirect(url_for("berichten.lijst"))


def _nu_gekozen() -> dict[str, str]:
    gekozen = list_voorkeuren(handeling())
    uur = next((voorkeur.uur for voorkeur in gekozen.values()), STANDAARD_UUR)
    wijzen = {groep: gekozen[groep].wijze if groep in gekozen else STANDAARD[groep] for groep in _TE_KIEZEN}
    return {groep.value: wijze.value for groep, wijze in wijzen.items()} | {"uur": str(uur)}
