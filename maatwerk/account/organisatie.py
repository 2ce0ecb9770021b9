"""Signing in with the account of the organisation (OpenID Connect), linking it, and confirming with it.

What we asked stays encrypted in the cookie of the browser that asked: an answer brought by another browser is refused.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Literal

import msgspec
from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask_login import current_user, login_user
from werkzeug.wrappers import Response

from maatwerk.account import commands, queries
from maatwerk.account.aanbieder import Aanbieder, Antwoord, Onbereikbaar
from maatwerk.account.bewijs import Bewijs, Ongeldig, Vraag
from maatwerk.account.identiteit import find_identiteit, find_wie, koppel, list_identiteiten, ontkoppel
from maatwerk.account.models import Aanmelding, Aanmeldpoging
from maatwerk.account.pogingen import vergeet_pogingen
from maatwerk.account.views import eigen_aanmelding, eigen_pad, tel_poging
from maatwerk.kern.fouten import MagNiet, NietToegestaan, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.commands import noteer
from maatwerk.web.herkomst import van_hier
from maatwerk.web.toegang import aangemeld, openbaar, vraag_bevestiging
from maatwerk.web.verzoek import apart, bewaar, handeling, huis

blauwdruk = Blueprint("organisatie", __name__)

_Uitkomst = Response | tuple[str, int]
_Doel = Literal["aanmelden", "koppelen", "bevestigen"]
_ONDERWEG = "organisatie"
_GEDULD = timedelta(minutes=10)
_LANGSTE_PAD = 500


class _Onderweg(msgspec.Struct, frozen=True):
    """Somebody who is at the provider now: what we asked, why, and in which session."""

    doel: _Doel
    vraag: Vraag
    verder: str
    begonnen: datetime
    sessie: int | None = None


@blauwdruk.get("/aanmelden/organisatie")
@openbaar
def heen() -> _Uitkomst:
    """Lead to the provider, to sign in."""
    return _ga_heen("aanmelden")


@blauwdruk.get("/organisatie/koppelen")
@aangemeld
def koppelen() -> _Uitkomst:
    """Lead to the provider, to link the account that is used there."""
    _eis_eigen_link()
    return vraag_bevestiging("organisatie.eigen") or _ga_heen("koppelen")


@blauwdruk.get("/bevestigen/organisatie")
@aangemeld
def bevestigen() -> _Uitkomst:
    """Lead to the provider, which asks again who it is."""
    _eis_eigen_link()
    return _ga_heen("bevestigen")


@blauwdruk.get("/aanmelden/organisatie/terug")
@openbaar
def terug() -> _Uitkomst:
    """Come back from the provider, with a code that stands for the proof."""
    aanbieder, onderweg = _aanbieder(), _lees_onderweg()
    if onderweg is None or "code" not in request.args:
        return _mislukt("niets gevraagd, te laat of afgebroken")
    antwoord = Antwoord(request.args["code"], request.args.get("state", ""), request.args.get("iss"))
    poging = tel_poging("organisatie", onderweg.vraag.state)
    hoogstens = timedelta(minutes=huis().instellingen.algemeen.aanmelden.bevestiging_minuten)
    try:
        bewijs = aanbieder.wissel_in(onderweg.vraag, antwoord, handeling().nu, hoogstens)
    except Ongeldig as fout:
        return _mislukt(str(fout))
    except Onbereikbaar:
        _vergeet(poging)  # nobody's fault: a provider that is down may lock nobody out
        return _onbereikbaar()
    return _DOELEN[onderweg.doel](onderweg, bewijs, poging)


@blauwdruk.get("/organisatie")
@aangemeld
def eigen() -> str:
    """Show which account of the organisation is linked."""
    _aanbieder()
    eigene = list_identiteiten(handeling().sessie, current_user.id)
    return render_template("account/organisatie.html", identiteiten=eigene)


@blauwdruk.post("/organisatie/<int:identiteit_id>/ontkoppelen")
@aangemeld
def ontkoppelen(identiteit_id: int) -> _Uitkomst:
    """Take the link away, and end the own sessions elsewhere."""
    _aanbieder()
    if eerst := vraag_bevestiging("organisatie.eigen"):
        return eerst
    deze = eigen_aanmelding()
    ontkoppel(handeling(), identiteit_id)
    commands.beeindig(handeling(), [sessie for sessie in queries.list_sessies(handeling()) if sessie.id != deze.id])
    bewaar()
    flash("Je account van de organisatie is ontkoppeld. Elders ben je afgemeld.", "ok")
    return redirect(url_for("organisatie.eigen"))


def _aanbieder() -> Aanbieder:
    """Give the provider of this gemeente. Raises Onvindbaar where there is none."""
    oidc = huis().instellingen.algemeen.aanmelden.oidc
    if oidc is None:
        raise Onvindbaar
    bekend: dict[str, Aanbieder] = current_app.extensions
    return bekend.setdefault("aanbieder", Aanbieder(oidc, huis().omgeving.oidc_geheim))


def _eis_eigen_link() -> None:
    """Refuse a link on another site: whose account is at the provider then, is not for that site to choose."""
    if not van_hier():
        raise MagNiet("Dit verzoek komt van een andere site. Open Maatwerk zelf en probeer het opnieuw.")


def _ga_heen(doel: _Doel) -> _Uitkomst:
    vraag = Vraag(url_for("organisatie.terug", _external=True), vers=doel == "bevestigen")
    try:
        adres = _aanbieder().adres(vraag, handeling().nu)
    except Onbereikbaar:
        return _onbereikbaar()
    sessie = eigen_aanmelding().id if current_user.is_authenticated else None
    verder = eigen_pad(request.args.get("verder", "")[:_LANGSTE_PAD])
    onderweg = _Onderweg(doel, vraag, verder, handeling().nu, sessie)
    tekst = msgspec.json.encode(onderweg).decode()
    session[_ONDERWEG] = huis().kluis.versleutel(tekst, _ONDERWEG)
    return redirect(adres)


def _lees_onderweg() -> _Onderweg | None:
    """Give what this browser asked, once, and only for a while."""
    try:
        tekst = huis().kluis.ontsleutel(session.pop(_ONDERWEG, ""), _ONDERWEG)
        onderweg = msgspec.json.decode(tekst, type=_Onderweg)
    except ValueError:
        return None
    return onderweg if timedelta(0) <= handeling().nu - onderweg.begonnen <= _GEDULD else None


def _meld_aan(onderweg: _Onderweg, bewijs: Bewijs, poging: Aanmeldpoging) -> _Uitkomst:
    with apart(handeling().wie) as werk:
        medewerker = find_wie(werk, bewijs)
        if medewerker is None:
            noteer(werk, "medewerker.aanmelden_organisatie", geslaagd=False)
            return _pagina("niet_gekoppeld", 403)
        vergeet_pogingen(werk, poging)
        geopend = commands.open_sessie(werk, medewerker, met_code=bewijs.met_tweede_factor)
        wie = _als_sessie(*geopend)
    session.clear()  # what lay in the cookie before the sign-in, such as its CSRF token, ends here
    login_user(wie)
    return redirect(onderweg.verder or url_for("dossier.start"))


def _koppel(onderweg: _Onderweg, bewijs: Bewijs, poging: Aanmeldpoging) -> _Uitkomst:
    try:
        with apart(handeling().wie) as werk:
            koppel(werk, _eigen(werk, onderweg).medewerker, bewijs.iss, bewijs.sub)
            vergeet_pogingen(werk, poging)
    except NietToegestaan:
        _noteer_weigering()
        raise
    flash("Je account van de organisatie is gekoppeld.", "ok")
    return redirect(url_for("organisatie.eigen"))


def _bevestig(onderweg: _Onderweg, bewijs: Bewijs, poging: Aanmeldpoging) -> _Uitkomst:
    with apart(handeling().wie) as werk:
        aanmelding = _eigen(werk, onderweg)
        identiteit = find_identiteit(werk.sessie, bewijs.iss, bewijs.sub)
        if identiteit is None or identiteit.medewerker_id != aanmelding.medewerker_id:
            noteer(werk, "medewerker.aanmelden_organisatie", geslaagd=False)
            return _pagina("niet_gekoppeld", 403)
        vergeet_pogingen(werk, poging)
        merk = commands.bevestig(werk, aanmelding, met_code=bewijs.met_tweede_factor)
        wie = _als_sessie(aanmelding, merk)
    login_user(wie)
    return redirect(onderweg.verder or url_for("dossier.start"))


_DOELEN: Mapping[_Doel, Callable[[_Onderweg, Bewijs, Aanmeldpoging], _Uitkomst]] = {
    "aanmelden": _meld_aan,
    "koppelen": _koppel,
    "bevestigen": _bevestig,
}


def _eigen(werk: Handeling, onderweg: _Onderweg) -> Aanmelding:
    """Give the session that asked, when it is still this one and nothing stands before its work. Raises MagNiet."""
    duur, aanmelding = werk.instellingen.algemeen.aanmelden, None
    if current_user.is_authenticated and not current_user.tussenstap:
        aanmelding = queries.find_aanmelding(werk.sessie, commands.hash_merk(current_user.merk), werk.nu, duur)
    if aanmelding is None or aanmelding.id != onderweg.sessie:
        raise MagNiet("Je bent intussen afgemeld. Meld je aan en probeer het opnieuw.")
    return aanmelding


def _als_sessie(aanmelding: Aanmelding, merk: str) -> queries.Aangemelde:
    return queries.als_sessie(aanmelding, merk, verplicht=not huis().omgeving.demo)


def _vergeet(poging: Aanmeldpoging) -> None:
    with apart(handeling().wie) as werk:
        vergeet_pogingen(werk, poging)


def _noteer_weigering() -> None:
    with apart(handeling().wie) as werk:
        noteer(werk, "medewerker.aanmelden_organisatie", geslaagd=False)


def _mislukt(reden: str) -> _Uitkomst:
    """Say the same whatever was wrong; what it was stands in the log of the machine."""
    current_app.logger.warning("aanmelden bij de organisatie geweigerd: %s", reden)
    _noteer_weigering()
    return _pagina("mislukt", 400)


def _onbereikbaar() -> _Uitkomst:
    current_app.logger.error("de aanbieder van aanmelden.oidc is niet bereikbaar")
    return _pagina("onbereikbaar", 503)


def _pagina(wat: str, code: int) -> tuple[str, int]:
    return render_template("account/organisatie_bericht.html", wat=wat), code
