"""The screens about passkeys: making one, taking it away, and using it after the password or to confirm."""

from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from maatwerk.account import commands, sleutel
from maatwerk.account.forms import SleutelFormulier
from maatwerk.account.pogingen import vergeet_pogingen
from maatwerk.account.rules import Tussenstap
from maatwerk.account.views import eigen_aanmelding, ga_door_met, tel_poging, verder_naar
from maatwerk.kern.fouten import Invoerfout
from maatwerk.logboek.commands import noteer
from maatwerk.web.toegang import aangemeld, tijdens, vraag_bevestiging
from maatwerk.web.verzoek import bewaar, handeling, huis

blauwdruk = Blueprint("sleutelbos", __name__)

_Uitkomst = str | Response | tuple[str, int]
_LIJST = "sleutelbos.lijst"


@blauwdruk.route("/toegangssleutels", methods=["GET", "POST"])
@aangemeld
def lijst() -> _Uitkomst:
    """Show the own passkeys, and keep a new one."""
    aanmelding = eigen_aanmelding()
    if aanmelding.medewerker.tweede_factor and (eerst := vraag_bevestiging(_LIJST)):
        return eerst
    formulier = SleutelFormulier()
    if formulier.validate_on_submit():
        try:
            sleutel.registreer(handeling(), aanmelding, _plek(), formulier.sleutelantwoord.data, formulier.naam.data)
        except Invoerfout as fout:
            formulier.wijs_af(fout)
        bewaar()  # also after a refusal: what was to be signed is used up
        if not formulier.errors:
            flash("Je toegangssleutel is toegevoegd.", "ok")
            return redirect(url_for(_LIJST))
    eigene = sleutel.list_sleutels(handeling().sessie, current_user.id)
    pagina = render_template(
        "account/toegangssleutels.html", formulier=formulier, sleutels=eigene, medewerker=aanmelding.medewerker
    )
    return pagina, 422 if request.method == "POST" else 200


@blauwdruk.post("/toegangssleutels/uitdaging")
@aangemeld
def nieuw() -> Response:
    """Give what a browser needs to make a passkey."""
    if eerst := vraag_bevestiging(_LIJST):
        return eerst
    opties = sleutel.vraag_nieuwe(handeling(), huis().kluis, eigen_aanmelding(), _plek())
    bewaar()
    return Response(opties, content_type="application/json")


@blauwdruk.post("/toegangssleutels/<int:sleutel_id>/weg")
@aangemeld
def weg(sleutel_id: int) -> Response:
    """Take a passkey away."""
    if eerst := vraag_bevestiging(_LIJST):
        return eerst
    sleutel.haal_sleutel_weg(handeling(), sleutel_id)
    bewaar()
    flash("De toegangssleutel is weggehaald. Je app met codes blijft werken.", "ok")
    return redirect(url_for(_LIJST))


@blauwdruk.post("/toegangssleutel/uitdaging")
@tijdens(Tussenstap.CODE)
@aangemeld
def uitdaging() -> Response:
    """Give what a browser needs to use a passkey."""
    opties = sleutel.vraag_bestaande(handeling(), eigen_aanmelding(), _plek())
    bewaar()
    return Response(opties, content_type="application/json")


@blauwdruk.post("/toegangssleutel")
@tijdens(Tussenstap.CODE)
@aangemeld
def gebruiken() -> Response:
    """Let a passkey take the place of the code after the password, or of everything when confirming."""
    stap = "code" if current_user.tussenstap else "bevestigen"
    poging = tel_poging(stap, str(current_user.id))
    aanmelding = eigen_aanmelding()
    try:
        sleutel.eis_sleutel(handeling(), aanmelding, _plek(), request.form.get("sleutelantwoord", ""))
    except Invoerfout as fout:
        noteer(handeling(), "medewerker.aanmelden", geslaagd=False)
        bewaar()
        flash(fout.uitleg, "error")
        return redirect(url_for(f"account.{stap}", verder=request.args.get("verder")))
    vergeet_pogingen(handeling(), poging)
    merk = commands.bevestig(handeling(), aanmelding, met_code=True)
    bewaar()
    ga_door_met(aanmelding, merk)
    return verder_naar()


def _plek() -> sleutel.Plek:
    """Give the name and origin of this site. Flask has checked the name: it is one of MAATWERK_HOSTS."""
    herkomst = request.host_url.rstrip("/")
    return sleutel.Plek(urlsplit(herkomst).hostname or "", herkomst)
