"""Build the application: the only place, with `cli`, that knows all slices."""

import os
from dataclasses import dataclass

from flask import Flask, request, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from sqlalchemy import Engine
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map

from maatwerk.account import beheer, eigen, organisatie, sleutelbos, wachtwoord
from maatwerk.account import views as account
from maatwerk.account.aanbieder import eis_aansluiting
from maatwerk.afweging import oplossingviews as oplossing
from maatwerk.afweging import views as afweging
from maatwerk.bewaring import inzageviews as inzage
from maatwerk.bewaring import views as bewaring
from maatwerk.casus import delen, schrijven
from maatwerk.casus import naleesviews as nalezen
from maatwerk.doorbraak import lijstviews as besluitenlijst
from maatwerk.doorbraak import opschaalviews as opschalen
from maatwerk.doorbraak import overdragen
from maatwerk.doorbraak import views as doorbraak
from maatwerk.dossier import berichten, cockpit, gelijk, indienen
from maatwerk.dossier import views as dossier
from maatwerk.inlezen import views as inlezen
from maatwerk.inzicht import cijferviews as cijfers
from maatwerk.inzicht import openbaar
from maatwerk.inzicht import views as inzicht
from maatwerk.kern.beleid import mag
from maatwerk.kern.database import HOOGSTE_SLEUTEL, maak_engine
from maatwerk.kern.instellingen import Instellingen, laad_instellingen
from maatwerk.kern.kluis import open_kluis
from maatwerk.kern.omgeving import Omgeving, lees_omgeving
from maatwerk.kern.paden import bron
from maatwerk.kern.rechten import Recht
from maatwerk.les import poortviews as poort
from maatwerk.les import precedentviews as precedent
from maatwerk.les import views as les
from maatwerk.logboek.inzage import noteer_weigeringen
from maatwerk.signaal import views as signaal
from maatwerk.tafel import gespreksviews, inplannen
from maatwerk.tafel import views as tafel
from maatwerk.tafel.peiling import antwoord_snel
from maatwerk.triage import vervolg
from maatwerk.triage import views as triage
from maatwerk.triage import werklijstviews as werklijst
from maatwerk.web import gezond
from maatwerk.web.bestanden import registreer_bestanden
from maatwerk.web.fouten import registreer_fouten
from maatwerk.web.herkomst import weer_vreemden
from maatwerk.web.koppen import zet_koppen
from maatwerk.web.leesbaar import weer_onleesbaar
from maatwerk.web.opgestuurd import geef_ruimte
from maatwerk.web.opmaak import registreer_opmaak
from maatwerk.web.toegang import bewaak, recht_van
from maatwerk.web.verzoek import betrek, eis_sleutels, sluit_sessie

_GROOTSTE_VERZOEK = 1_000_000  # bytes; a casus with every field full is under 60 kB
_ACCOUNT = (eigen, beheer, wachtwoord, organisatie, sleutelbos)
_CASUS = (delen, schrijven, nalezen, precedent, indienen, triage, vervolg, werklijst, inplannen, inlezen)
_TAFEL = (tafel, gespreksviews, oplossing, afweging, gelijk, doorbraak, besluitenlijst, opschalen, overdragen)
_LEREN = (les, poort, signaal, cijfers, inzicht, openbaar)
_SLICES = (*_ACCOUNT, *_CASUS, *_TAFEL, *_LEREN, bewaring, inzage, dossier, cockpit, berichten, gezond)
_MENU = (
    ("Wat wacht op mij", "dossier.start"),
    ("Casussen", "casus.lijst"),
    ("Triage", "werklijst.lijst"),
    ("Zittingen", "tafel.lijst"),
    ("Acties", "doorbraak.acties"),
    ("Lessen", "les.lijst"),
    ("Signalen", "signaal.lijst"),
    ("Cijfers", "cijfers.overzicht"),
    ("Export", "inzicht.export"),
    ("Medewerkers", "account.medewerkers"),
    ("Breekglas", "casus.breekglas"),
    ("Rolvoorstellen", "beheer.voorstellen"),
    ("Bewaring", "bewaring.overzicht"),
    ("Bewaarplichten", "bewaring.plichten"),
    ("Logboek", "dossier.logboek"),
)


@dataclass(frozen=True)
class Menuonderdeel:
    """One link of the menu."""

    naam: str
    url: str
    actief: bool


class Sleutelgetal(IntegerConverter):
    """A number in an address that can be an id; any larger one is a page that does not exist."""

    def __init__(self, url_map: Map) -> None:
        """Bound the number to what both databases hold."""
        super().__init__(url_map, max=HOOGSTE_SLEUTEL)


def create_app(omgeving: Omgeving | None = None, engine: Engine | None = None) -> Flask:
    """Build the application. Raises InstellingFout when a setting is wrong or, in production, a secret is weak.

    Also when the keys are not those of this database.
    """
    omgeving = omgeving or lees_omgeving(os.environ, bron("config"))
    app = Flask("maatwerk", template_folder=str(bron("templates")), static_folder=None)
    app.config.from_mapping(
        SECRET_KEY=omgeving.geheim,
        TRUSTED_HOSTS=list(omgeving.hosts),
        MAX_CONTENT_LENGTH=_GROOTSTE_VERZOEK,
        MAX_FORM_MEMORY_SIZE=_GROOTSTE_VERZOEK,
        SESSION_COOKIE_NAME="maatwerk" if omgeving.demo else "__Host-maatwerk",
        SESSION_COOKIE_SECURE=not omgeving.demo,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_SSL_STRICT=False,  # asks for a Referer, which our Referrer-Policy never sends
        WTF_CSRF_TIME_LIMIT=None,  # the token lives as long as the session: a long zitting loses no text
    )
    app.url_map.converters["int"] = Sleutelgetal
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    instellingen = laad_instellingen(omgeving.config_map)
    eis_aansluiting(instellingen.algemeen.aanmelden.oidc, omgeving)
    engine = engine or maak_engine(omgeving.database_url, open_kluis(omgeving))
    betrek(app, engine, instellingen, omgeving)
    app.teardown_appcontext(sluit_sessie)
    eis_sleutels(app, engine)
    weer_vreemden(app)
    geef_ruimte(app)
    weer_onleesbaar(app)
    CSRFProtect(app)
    account.aanmeldbeheer.init_app(app)
    antwoord_snel(app)
    bewaak(app)
    noteer_weigeringen(app)
    for blauwdruk in dict.fromkeys(module.blauwdruk for module in _SLICES):
        app.register_blueprint(blauwdruk)
    _kleed_aan(app, instellingen)
    if omgeving.proxies:  # only then: without one, anybody could make up an X-Forwarded-For
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=omgeving.proxies, x_proto=omgeving.proxies)  # type: ignore[method-assign]
    return app


def _kleed_aan(app: Flask, instellingen: Instellingen) -> None:
    registreer_bestanden(app)
    registreer_fouten(app)
    registreer_opmaak(app)
    zet_koppen(app)

    @app.context_processor
    def _overal() -> dict[str, object]:
        return {
            "gemeente": instellingen.algemeen.gemeente.naam,
            "instellingen": instellingen,
            "aangemeld": current_user if current_user.is_authenticated else None,
            "navigatie": _menu(app) if current_user.is_authenticated and not current_user.tussenstap else [],
            "ongelezen": berichten.ongelezen,
            "mag": lambda recht: mag(current_user, Recht[recht]),
        }


def _menu(app: Flask) -> list[Menuonderdeel]:
    """Give the links to which this person has a right, by the same map that guards the pages."""
    return [
        Menuonderdeel(naam, url_for(endpoint), request.endpoint == endpoint)
        for naam, endpoint in _MENU
        if isinstance(recht := recht_van(app, endpoint), Recht) and mag(current_user, recht)
    ]
