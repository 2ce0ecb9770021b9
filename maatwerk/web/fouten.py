"""Error pages: Dutch, calm, without a trace, with what to do next."""

import secrets
from http import HTTPStatus

from flask import Flask, current_app, render_template
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response

from maatwerk.kern.fouten import Onvindbaar, TeVaak, Weigering
from maatwerk.web.verlopen import geef_terug

_Antwoord = tuple[str, int] | tuple[str, int, dict[str, str]]

TITELS = {
    400: "Dit verzoek begrijpen we niet",
    403: "Hier heb je geen recht op",
    404: "Niet gevonden",
    405: "Dit kan hier niet",
    409: "Dit kan nu niet",
    413: "Te groot",
    422: "Dit klopt nog niet",
    429: "Even wachten",
}
_UITLEG = {
    404: Onvindbaar().uitleg,
    405: "Deze pagina kan dit niet doen.",
    413: "Wat je stuurt is te groot. Maak de tekst of het bestand kleiner en probeer het opnieuw.",
}
_TERUG = "Ga terug met de knop van je browser: wat je typte, staat er meestal nog."


def registreer_fouten(app: Flask) -> None:
    """Answer every refusal and every fault with a page."""
    app.register_error_handler(Weigering, _weigering)
    app.register_error_handler(TeVaak, _te_vaak)
    app.register_error_handler(CSRFError, _verlopen)
    app.register_error_handler(SecurityError, _vreemde_host)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(StaleDataError, _gelijktijdig)
    app.register_error_handler(IntegrityError, _gelijktijdig)  # the rules said yes, the database no: a race
    app.register_error_handler(OperationalError, _bezet)
    app.register_error_handler(Exception, _onverwacht)


def _pagina(code: int, uitleg: str, wat_nu: str = _TERUG, nummer: str = "") -> tuple[str, int]:
    titel = TITELS.get(code, "Er ging iets mis")
    return render_template("_basis/fout.html", titel=titel, uitleg=uitleg, wat_nu=wat_nu, nummer=nummer), code


def _weigering(fout: Weigering) -> tuple[str, int]:
    return _pagina(fout.code, fout.uitleg)


def _te_vaak(fout: TeVaak) -> tuple[str, int, dict[str, str]]:
    tekst, code = _pagina(fout.code, fout.uitleg, "Tot dan lukt het niet, ook niet met het goede wachtwoord.")
    return tekst, code, {"Retry-After": str(fout.seconden)}


def _http(fout: HTTPException) -> tuple[str, int]:
    code = fout.code or HTTPStatus.INTERNAL_SERVER_ERROR
    return _pagina(code, _UITLEG.get(code, "Controleer het adres of probeer het opnieuw."))


def _vreemde_host(_fout: SecurityError) -> Response:
    """Answer without a page: under a name that is not ours no link can be made."""
    tekst = "Deze site is onder een andere naam te bereiken. Controleer het adres.\n"
    return Response(tekst, HTTPStatus.BAD_REQUEST, content_type="text/plain; charset=utf-8")


def _verlopen(_fout: CSRFError) -> tuple[str, int]:
    uitleg = "Deze pagina stond te lang open, daarom hebben we niets opgeslagen."
    return geef_terug(HTTPStatus.BAD_REQUEST) or _pagina(
        HTTPStatus.BAD_REQUEST, uitleg, "Open de pagina opnieuw en probeer het nog een keer."
    )


def _gelijktijdig(fout: StaleDataError | IntegrityError) -> tuple[str, int]:
    current_app.logger.warning("gelijktijdig gewijzigd: %s", type(fout).__name__)
    return _pagina(HTTPStatus.CONFLICT, "Iemand anders was je net voor. Jouw wijziging is niet opgeslagen.")


def _bezet(fout: OperationalError) -> tuple[str, int, dict[str, str]]:
    current_app.logger.error("database niet bereikbaar: %s", type(fout.orig).__name__)
    tekst, code = _pagina(
        HTTPStatus.SERVICE_UNAVAILABLE, "We kunnen nu niet bij de gegevens. Probeer het over een paar seconden opnieuw."
    )
    return tekst, code, {"Retry-After": "5"}


def _onverwacht(fout: Exception) -> tuple[str, int]:
    """Log where it broke, under a number to quote; never the message, which may hold what somebody typed."""
    nummer = secrets.token_hex(4).upper()
    spoor = fout.__traceback__
    while spoor and spoor.tb_next:
        spoor = spoor.tb_next
    plek = f"{spoor.tb_frame.f_code.co_filename}:{spoor.tb_lineno}" if spoor else "onbekend"
    current_app.logger.error("fout %s: %s op %s", nummer, type(fout).__name__, plek)
    if current_app.testing:
        raise fout
    return _pagina(
        HTTPStatus.INTERNAL_SERVER_ERROR, "Er ging bij ons iets mis. Er is niets half opgeslagen.", nummer=nummer
    )
