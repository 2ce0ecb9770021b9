"""The screens about one's own account: the code after the password, confirming, the second factor, the sessions."""

from flask import flash, redirect, render_template, request, session, url_for
from flask_login import current_user
from pyotp import TOTP, random_base32
from segno import make_qr
from werkzeug.wrappers import Response

from maatwerk.account import commands, factor, queries
from maatwerk.account.forms import BevestigFormulier, CodeFormulier
from maatwerk.account.identiteit import is_gekoppeld
from maatwerk.account.models import Aanmelding
from maatwerk.account.pogingen import vergeet_pogingen
from maatwerk.account.rules import Tussenstap
from maatwerk.account.sleutel import heeft_sleutel
from maatwerk.account.views import blauwdruk, eigen_aanmelding, ga_door_met, mislukt, tel_poging, verder_naar
from maatwerk.kern.fouten import Invoerfout, Onvindbaar
from maatwerk.web.toegang import aangemeld, vraag_bevestiging
from maatwerk.web.verzoek import bewaar, handeling, huis

_Antwoord = str | Response | tuple[str, int]
_NIEUW = "nieuw_geheim"


@blauwdruk.route("/code", methods=["GET", "POST"])
@aangemeld
def code() -> _Antwoord:
    """Ask for the code after the password."""
    if current_user.tussenstap != Tussenstap.CODE:
        return verder_naar()
    formulier = CodeFormulier()
    if not formulier.validate_on_submit():
        return _pagina("code", formulier)
    poging = tel_poging("code", str(current_user.id))
    aanmelding = eigen_aanmelding()
    try:
        factor.eis_code(handeling(), huis().kluis, aanmelding.medewerker, formulier.code.data)
    except Invoerfout as fout:
        mislukt(formulier, fout)
        return _pagina("code", formulier)
    vergeet_pogingen(handeling(), poging)
    _bevestig(aanmelding, met_code=True)
    return verder_naar()


@blauwdruk.route("/bevestigen", methods=["GET", "POST"])
@aangemeld
def bevestigen() -> _Antwoord:
    """Ask for the password again, and for the code of who has one, before something that weighs."""
    formulier = BevestigFormulier()
    if not current_user.met_code:
        del formulier.code
    if not formulier.validate_on_submit():
        return _pagina("bevestigen", formulier, onderbroken="onderbroken" in request.args)
    poging = tel_poging("bevestigen", str(current_user.id))
    aanmelding = eigen_aanmelding()
    try:
        commands.eis_eigen_wachtwoord(aanmelding, formulier.wachtwoord.data)
        if current_user.met_code:
            factor.eis_code(handeling(), huis().kluis, aanmelding.medewerker, formulier.code.data)
    except Invoerfout as fout:
        mislukt(formulier, fout)
        return _pagina("bevestigen", formulier, onderbroken="onderbroken" in request.args)
    vergeet_pogingen(handeling(), poging)
    _bevestig(aanmelding, met_code=current_user.met_code)
    return verder_naar()


def _pagina(naam: str, formulier: CodeFormulier | BevestigFormulier, *, onderbroken: bool = False) -> tuple[str, int]:
    sessie, oidc = handeling().sessie, huis().instellingen.algemeen.aanmelden.oidc
    tekst = render_template(
        f"account/{naam}.html", formulier=formulier, onderbroken=onderbroken,
        sleutel=heeft_sleutel(sessie, current_user.id), organisatie=is_gekoppeld(sessie, current_user.id, oidc),
    )  # fmt: skip
    return tekst, 422 if request.method == "POST" else 200


def _bevestig(aanmelding: Aanmelding, *, met_code: bool) -> None:
    merk = commands.bevestig(handeling(), aanmelding, met_code=met_code)
    bewaar()
    ga_door_met(aanmelding, merk)


@blauwdruk.route("/tweede-factor", methods=["GET", "POST"])
@aangemeld
def tweede_factor() -> _Antwoord:
    """Set up the app that gives codes: once at the first sign-in, or again after confirming."""
    aanmelding = eigen_aanmelding()
    if aanmelding.medewerker.tweede_factor and (eerst := vraag_bevestiging("account.tweede_factor")):
        return eerst
    geheim, formulier = _nieuw_geheim(), CodeFormulier()
    codes: list[str] = []
    if formulier.validate_on_submit():
        try:
            codes = factor.stel_in(handeling(), huis().kluis, aanmelding.medewerker, geheim, formulier.code.data)
        except Invoerfout as fout:
            formulier.wijs_af(fout)
    if not codes:
        beeld = _qr(geheim, aanmelding.medewerker.email)
        pagina = render_template("account/tweede_factor.html", formulier=formulier, geheim=geheim, beeld=beeld)
        return pagina, 422 if request.method == "POST" else 200
    session.pop(_NIEUW)
    _bevestig(aanmelding, met_code=True)
    return render_template("account/herstelcodes.html", codes=codes)


def _nieuw_geheim() -> str:
    """Give the seed that this person is setting up. Until it is proven it lies, encrypted, in the own cookie only."""
    plek = f"nieuw.{current_user.id}"
    if _NIEUW in session:
        try:
            return huis().kluis.ontsleutel(session[_NIEUW], plek)
        except ValueError:
            session.pop(_NIEUW)
    geheim = random_base32()
    session[_NIEUW] = huis().kluis.versleutel(geheim, plek)
    return geheim


def _qr(geheim: str, email: str) -> str:
    adres = TOTP(geheim).provisioning_uri(
        name=email, issuer_name=f"Maatwerk {huis().instellingen.algemeen.gemeente.naam}"
    )
    beeld = make_qr(adres).svg_inline(scale=4, border=4, light="white", title="QR-code voor je app")
    return str(beeld)


@blauwdruk.get("/sessies")
@aangemeld
def sessies() -> str:
    """Show where one is signed in."""
    deze = eigen_aanmelding()
    return render_template("account/sessies.html", sessies=queries.list_sessies(handeling()), deze=deze)


@blauwdruk.post("/sessies/<int:aanmelding_id>/einde")
@aangemeld
def beeindig(aanmelding_id: int) -> Response:
    """End one own session elsewhere."""
    return _beeindig([sessie for sessie in _andere() if sessie.id == aanmelding_id], "Die sessie is beëindigd.")


@blauwdruk.post("/sessies/andere/einde")
@aangemeld
def beeindig_andere() -> Response:
    """End all own sessions but this one."""
    return _beeindig(_andere(), "Je bent nu alleen nog hier aangemeld.")


def _andere() -> list[Aanmelding]:
    deze = eigen_aanmelding()
    return [sessie for sessie in queries.list_sessies(handeling()) if sessie.id != deze.id]


def _beeindig(weg: list[Aanmelding], melding: str) -> Response:
    if not weg and "aanmelding_id" in (request.view_args or {}):
        raise Onvindbaar
    commands.beeindig(handeling(), weg)
    bewaar()
    flash(melding, "ok")
    return redirect(url_for("account.sessies"))
