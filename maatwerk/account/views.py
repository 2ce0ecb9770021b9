"""Signing in and out, and the list of medewerkers for the beheerder."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_login import LoginManager, current_user, login_user, logout_user
from werkzeug.wrappers import Response

from maatwerk.account import commands, queries
from maatwerk.account.forms import AanmeldFormulier
from maatwerk.account.models import Aanmelding, Aanmeldpoging
from maatwerk.account.pogingen import begin_poging, find_wachttijd, netwerk, te_vaak, vergeet_pogingen
from maatwerk.account.rules import is_lang_geleden
from maatwerk.bericht.queries import tel_haperend
from maatwerk.kern.fouten import Invoerfout, Onvindbaar
from maatwerk.kern.klok import nu
from maatwerk.kern.rechten import Recht
from maatwerk.logboek.commands import noteer
from maatwerk.web.forms import Formulier
from maatwerk.web.toegang import aangemeld, met_recht, openbaar
from maatwerk.web.verzoek import apart, bewaar, handeling, huis, lezend

blauwdruk = Blueprint("account", __name__)
aanmeldbeheer = LoginManager()
aanmeldbeheer.anonymous_user = queries.Anoniem


@aanmeldbeheer.user_loader  # type: ignore[untyped-decorator]
def laad_aangemelde(merk: str) -> queries.Aangemelde | None:
    """Give the person behind this session token, and move the idle clock of the session on."""
    duur = huis().instellingen.algemeen.aanmelden
    with lezend() as sessie:
        aanmelding = queries.find_aanmelding(sessie, commands.hash_merk(merk), nu(), duur)
        if aanmelding is None:
            return None
        wie = queries.als_sessie(aanmelding, merk, verplicht=not huis().omgeving.demo)
    if is_lang_geleden(aanmelding.gezien_op, nu()):
        with apart(wie) as werk:
            commands.zie(werk, aanmelding.id)
    return wie


def eigen_aanmelding() -> Aanmelding:
    """Give the session of this request, to change it. Raises Onvindbaar when it ended a moment ago."""
    werk = handeling()
    duur = werk.instellingen.algemeen.aanmelden
    aanmelding = queries.find_aanmelding(werk.sessie, commands.hash_merk(current_user.merk), werk.nu, duur)
    if aanmelding is None:
        raise Onvindbaar
    return aanmelding


def ga_door_met(aanmelding: Aanmelding, merk: str) -> None:
    """Put the new token of this session in the cookie."""
    login_user(queries.als_sessie(aanmelding, merk, verplicht=not huis().omgeving.demo))


def tel_poging(soort: str, account: str) -> Aanmeldpoging:
    """Count a try at this account from this address. Raises TeVaak when there were too many."""
    kluis, wie = huis().kluis, handeling().wie
    with apart(wie) as werk:
        merk = kluis.merk(f"{soort} {account.strip().lower()}")
        poging = begin_poging(werk, merk, kluis.merk(f"adres {netwerk(request.remote_addr)}"))
    with apart(wie) as werk:
        tot = find_wachttijd(werk, poging)
    if tot is not None:
        raise te_vaak(tot, nu())
    return poging


def mislukt(formulier: Formulier, fout: Invoerfout) -> None:
    """Show what is wrong, and log that it was tried; not for which account, so that unknown ones take as long."""
    noteer(handeling(), "medewerker.aanmelden", geslaagd=False)
    bewaar()
    formulier.wijs_af(fout)


def verder_naar(anders: str = "dossier.start") -> Response:
    """Lead to where somebody was going, if that is a page of this site (veiligheid.md §2.2, item 16)."""
    return redirect(eigen_pad(request.args.get("verder", "")) or url_for(anders))


def eigen_pad(pad: str) -> str:
    """Give this path back if it is a page of this site, and nothing otherwise."""
    veilig = pad.startswith("/") and not pad.startswith("//") and "\\" not in pad and pad.isprintable()
    return pad if veilig else ""


@blauwdruk.route("/aanmelden", methods=["GET", "POST"])
@openbaar
def aanmelden() -> str | Response | tuple[str, int]:
    """Sign in with e-mail address and password."""
    formulier = AanmeldFormulier()
    if not formulier.validate_on_submit():
        return render_template("account/aanmelden.html", formulier=formulier), 422 if request.method == "POST" else 200
    poging = tel_poging("wachtwoord", formulier.email.data)
    try:
        aanmelding, merk = commands.meld_aan(handeling(), formulier.email.data, formulier.wachtwoord.data)
    except Invoerfout as fout:
        mislukt(formulier, fout)
        return render_template("account/aanmelden.html", formulier=formulier), 422
    vergeet_pogingen(handeling(), poging)
    bewaar()
    session.clear()  # what lay in the cookie before the sign-in, such as its CSRF token, ends here
    ga_door_met(aanmelding, merk)
    return verder_naar()


@blauwdruk.post("/afmelden")
@aangemeld
def afmelden() -> Response:
    """End this session, on the server and in the browser."""
    commands.meld_af(handeling(), eigen_aanmelding())
    bewaar()
    logout_user()
    session.clear()
    flash("Je bent afgemeld.", "ok")
    antwoord = redirect(url_for("account.aanmelden"))
    antwoord.headers["Clear-Site-Data"] = '"cache", "storage"'
    return antwoord


@blauwdruk.get("/medewerkers")
@met_recht(Recht.MEDEWERKERS_BEHEREN)
def medewerkers() -> str:
    """Show who has an account and which rollen."""
    return render_template(
        "account/medewerkers.html",
        medewerkers=queries.list_medewerkers(handeling()),
        haperend=tel_haperend(handeling()),
    )


@blauwdruk.post("/medewerkers/<int:medewerker_id>/<any(aan, uit):stand>")
@met_recht(Recht.MEDEWERKERS_BEHEREN, bevestig="account.medewerkers")
def schakel(medewerker_id: int, stand: str) -> Response:
    """Switch an account on or off; off ends its sessions at the next request."""
    medewerker = queries.get_medewerker(handeling(), medewerker_id)
    commands.zet_actief(handeling(), medewerker, actief=stand == "aan")
    bewaar()
    flash(f"Het account van {medewerker.naam} staat {stand}.", "ok")
    if not medewerker.actief:
        return redirect(url_for("dossier.vertrek", medewerker_id=medewerker_id))  # what the leaver still holds
    return redirect(url_for("account.medewerkers"))
