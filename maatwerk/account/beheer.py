"""The screens of the beheerder about one account, and of the privacy officer who decides about rollen."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from maatwerk.account import commands, links, queries, rollen
from maatwerk.account.forms import AdresFormulier, RolFormulier, UitnodigFormulier
from maatwerk.account.models import Medewerker
from maatwerk.account.rules import Rolbesluit, lees_plaats
from maatwerk.account.wachtwoord import loket
from maatwerk.kern.fouten import Invoerfout
from maatwerk.kern.rechten import AAN_TAFEL, GEVOELIG, Recht, Rol
from maatwerk.web.forms import opties, vul_keuzes
from maatwerk.web.toegang import met_recht, vraag_bevestiging
from maatwerk.web.verzoek import bewaar, handeling, huis

blauwdruk = Blueprint("beheer", __name__)

_Antwoord = str | Response | tuple[str, int]


def _plaatsen() -> list[tuple[str, str]]:
    """Give every rol that can be given, with its tafel, as (what `lees_plaats` reads, what a person reads)."""
    tafels = huis().instellingen.tafels
    zonder = [(rol.value, rol.value) for rol in Rol if rol not in AAN_TAFEL]
    met = [(f"{rol}:{tafel.code}", f"{rol} – {tafel.naam}") for rol in Rol if rol in AAN_TAFEL for tafel in tafels]
    return zonder + met


@blauwdruk.route("/medewerkers/nieuw", methods=["GET", "POST"])
@met_recht(Recht.MEDEWERKERS_BEHEREN, bevestig="beheer.uitnodigen")
def uitnodigen() -> _Antwoord:
    """Open an account for somebody, who gets a link to choose a password."""
    if eerst := vraag_bevestiging("beheer.uitnodigen"):
        return eerst  # now, not after everything is filled in
    formulier = UitnodigFormulier()
    formulier.rollen.choices = opties(_plaatsen())
    if not formulier.validate_on_submit():
        return _uitnodigpagina(formulier)
    try:
        medewerker, adres = commands.nodig_uit(handeling(), loket(), _nieuw(formulier))
    except Invoerfout as fout:
        formulier.wijs_af(fout)
        return _uitnodigpagina(formulier)
    bewaar()
    return _verstuurd(medewerker, adres)


def _nieuw(formulier: UitnodigFormulier) -> commands.NieuweMedewerker:
    plaatsen = [lees_plaats(plaats, huis().instellingen) for plaats in formulier.rollen.data]
    return commands.NieuweMedewerker(
        email=formulier.email.data,
        naam=formulier.naam.data.strip(),
        organisatie=formulier.organisatie.data.strip(),
        wachtwoord="",
        plaatsen=plaatsen,
        functie=formulier.functie.data.strip(),
    )


def _uitnodigpagina(formulier: UitnodigFormulier) -> tuple[str, int]:
    return render_template("account/uitnodigen.html", formulier=formulier), 422 if request.method == "POST" else 200


def _verstuurd(medewerker: Medewerker, adres: str) -> _Antwoord:
    """Say that the link was mailed; where no mail goes out, show it, this once."""
    if not huis().omgeving.kan_mailen:
        return render_template("account/link_tonen.html", medewerker=medewerker, adres=adres)
    flash(f"De link voor {medewerker.naam} gaat naar {medewerker.email}.", "ok")
    return _terug(medewerker)


def _terug(medewerker: Medewerker) -> Response:
    return redirect(url_for("beheer.medewerker", medewerker_id=medewerker.id))


@blauwdruk.get("/medewerkers/<int:medewerker_id>")
@met_recht(Recht.MEDEWERKERS_BEHEREN)
def medewerker(medewerker_id: int) -> str:
    """Show one account: who it is, which rollen, and what can be done with it."""
    return _pagina(queries.get_medewerker(handeling(), medewerker_id))


def _pagina(wie: Medewerker, rol: RolFormulier | None = None, adres: AdresFormulier | None = None) -> str:
    rol, adres = rol or RolFormulier(formdata=None), adres or AdresFormulier(formdata=None)
    vul_keuzes(rol.rollen, opties(_plaatsen()))
    voorstellen = queries.list_voorstellen(handeling(), wie)
    return render_template(
        "account/medewerker.html", medewerker=wie, voorstellen=voorstellen, rolformulier=rol, adresformulier=adres
    )


@blauwdruk.post("/medewerkers/<int:medewerker_id>/link")
@met_recht(Recht.MEDEWERKERS_BEHEREN, bevestig="beheer.medewerker")
def stuur_link(medewerker_id: int) -> _Antwoord:
    """Send the invitation again, or a link for a new password; the link before it dies."""
    wie = queries.get_medewerker(handeling(), medewerker_id)
    adres = links.stuur_link(handeling(), loket(), wie)
    bewaar()
    return _verstuurd(wie, adres)


@blauwdruk.post("/medewerkers/<int:medewerker_id>/rollen")
@met_recht(Recht.MEDEWERKERS_BEHEREN, bevestig="beheer.medewerker")
def geef_rol(medewerker_id: int) -> _Antwoord:
    """Give a rol, or propose one that needs a second person."""
    wie, formulier = queries.get_medewerker(handeling(), medewerker_id), RolFormulier()
    vul_keuzes(formulier.rollen, opties(_plaatsen()))
    if not formulier.validate_on_submit():
        return _pagina(wie, rol=formulier), 422
    rol, tafel = lees_plaats(formulier.rollen.data, huis().instellingen)
    try:
        rollen.geef_rol(handeling(), wie, rol, tafel)
    except Invoerfout as fout:
        formulier.wijs_af(fout)
        return _pagina(wie, rol=formulier), 422
    bewaar()
    flash(f"De rol {rol} is {'voorgesteld: de privacy officer beslist' if rol in GEVOELIG else 'gegeven'}.", "ok")
    return _terug(wie)


@blauwdruk.post("/medewerkers/<int:medewerker_id>/rollen/<int:toewijzing_id>/weg")
@met_recht(Recht.MEDEWERKERS_BEHEREN, bevestig="beheer.medewerker")
def neem_rol(medewerker_id: int, toewijzing_id: int) -> Response:
    """Take a rol away: at the next click it is gone."""
    wie = queries.get_medewerker(handeling(), medewerker_id)
    weg = rollen.neem_rol(handeling(), wie, toewijzing_id)
    bewaar()
    flash(f"{wie.naam} heeft de rol {weg.rol} niet meer.", "ok")
    return _terug(wie)


@blauwdruk.post("/medewerkers/<int:medewerker_id>/adres")
@met_recht(Recht.MEDEWERKERS_BEHEREN, bevestig="beheer.medewerker")
def wijzig_adres(medewerker_id: int) -> _Antwoord:
    """Move an account to another e-mail address."""
    wie, formulier = queries.get_medewerker(handeling(), medewerker_id), AdresFormulier()
    if not formulier.validate_on_submit():
        return _pagina(wie, adres=formulier), 422
    try:
        commands.wijzig_adres(handeling(), loket(), wie, formulier.email.data)
    except Invoerfout as fout:
        formulier.wijs_af(fout)
        return _pagina(wie, adres=formulier), 422
    bewaar()
    flash(f"{wie.naam} meldt zich nu aan met {wie.email}.", "ok")
    return _terug(wie)


@blauwdruk.get("/rolvoorstellen")
@met_recht(Recht.ROLLEN_BEOORDELEN)
def voorstellen() -> str:
    """Show the privacy officer which rollen wait for a second person."""
    return render_template("account/voorstellen.html", voorstellen=queries.list_voorstellen(handeling()))


@blauwdruk.post("/rolvoorstellen/<int:rolvoorstel_id>/<any(goedgekeurd, geweigerd):besluit>")
@met_recht(Recht.ROLLEN_BEOORDELEN, bevestig="beheer.voorstellen")
def beslis(rolvoorstel_id: int, besluit: str) -> Response:
    """Agree to a rol, or refuse it."""
    voorstel = queries.get_voorstel(handeling(), rolvoorstel_id)
    rollen.beslis(handeling(), voorstel, Rolbesluit(besluit))
    bewaar()
    flash(f"De rol {voorstel.rol} voor {voorstel.medewerker.naam} is {besluit}.", "ok")
    return redirect(url_for("beheer.voorstellen"))
