"""The screens where somebody chooses a password: invited, having forgotten it, or wanting another one."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from maatwerk.account import commands, links
from maatwerk.account.forms import KiesFormulier, VergetenFormulier, WijzigFormulier
from maatwerk.account.pogingen import vergeet_pogingen
from maatwerk.account.views import eigen_aanmelding, ga_door_met, mislukt, tel_poging
from maatwerk.kern.fouten import Invoerfout, Onvindbaar
from maatwerk.web.toegang import aangemeld, openbaar, vraag_bevestiging
from maatwerk.web.verzoek import bewaar, handeling, huis

blauwdruk = Blueprint("wachtwoord", __name__)

_Antwoord = str | Response | tuple[str, int]


def loket() -> links.Loket:
    """Give what making a link needs. Its address is ours, whatever name this request came in under."""
    omgeving = huis().omgeving
    pad = url_for("wachtwoord.kiezen", sleutel="-").removesuffix("-")
    return links.Loket(huis().kluis, omgeving.site + pad, omgeving.kan_mailen)


@blauwdruk.route("/wachtwoord-vergeten", methods=["GET", "POST"])
@openbaar
def vergeten() -> _Antwoord:
    """Send a link to choose a new password. The answer never tells whether there is such an account."""
    formulier, kan = VergetenFormulier(), huis().omgeving.kan_mailen
    if not kan or not formulier.validate_on_submit():
        pagina = render_template("account/vergeten.html", formulier=formulier, kan=kan)
        return pagina, 422 if request.method == "POST" else 200
    tel_poging("herstel", formulier.email.data)
    links.vraag_herstel(handeling(), loket(), formulier.email.data)
    bewaar()
    return render_template("account/verstuurd.html")


@blauwdruk.route("/link/<sleutel>", methods=["GET", "POST"])
@openbaar
def kiezen(sleutel: str) -> _Antwoord:
    """Choose a password with a link, once. Looking does not use it up: some mail programs look at every link."""
    try:
        link = links.get_link(handeling(), loket(), sleutel)
        formulier = KiesFormulier()
        if not formulier.validate_on_submit() or not formulier.eis_gelijk(formulier.wachtwoord, formulier.nogmaals):
            return _kiespagina(formulier)
        links.gebruik_link(handeling(), loket(), link, formulier.wachtwoord.data)
    except Onvindbaar:
        return render_template("account/link_werkt_niet.html"), 404
    except Invoerfout as fout:
        formulier.wijs_af(fout)
        return _kiespagina(formulier)
    bewaar()
    flash("Je wachtwoord is gekozen. Meld je ermee aan.", "ok")
    return redirect(url_for("account.aanmelden"))


def _kiespagina(formulier: KiesFormulier) -> tuple[str, int]:
    return render_template("account/kiezen.html", formulier=formulier), 422 if request.method == "POST" else 200


@blauwdruk.route("/wachtwoord", methods=["GET", "POST"])
@aangemeld
def wijzigen() -> _Antwoord:
    """Choose another password while signed in; whoever is signed in elsewhere with the old one is out."""
    if eerst := vraag_bevestiging("wachtwoord.wijzigen"):
        return eerst
    formulier = WijzigFormulier()
    if not formulier.validate_on_submit() or not formulier.eis_gelijk(formulier.nieuw, formulier.nogmaals):
        return _wijzigpagina(formulier)
    poging = tel_poging("bevestigen", str(current_user.id))
    aanmelding = eigen_aanmelding()
    try:
        commands.eis_eigen_wachtwoord(aanmelding, formulier.wachtwoord.data)
    except Invoerfout as fout:
        mislukt(formulier, fout)
        return _wijzigpagina(formulier)
    vergeet_pogingen(handeling(), poging)
    try:
        links.wijzig_wachtwoord(handeling(), loket(), aanmelding, formulier.nieuw.data)
    except Invoerfout as fout:
        formulier.wijs_af(fout)
        return _wijzigpagina(formulier)
    merk = commands.vernieuw(aanmelding)
    bewaar()
    ga_door_met(aanmelding, merk)
    flash("Je wachtwoord is gewijzigd. Je bent nu alleen nog hier aangemeld.", "ok")
    return redirect(url_for("account.sessies"))


def _wijzigpagina(formulier: WijzigFormulier) -> tuple[str, int]:
    return render_template("account/wijzigen.html", formulier=formulier), 422 if request.method == "POST" else 200
