"""The guard: closed by default. A view that names no right is refused to everybody."""

from collections.abc import Callable
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import ParamSpec, Protocol, TypeVar, cast

from flask import Flask, current_app, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from maatwerk.kern import klok
from maatwerk.kern.beleid import mag
from maatwerk.kern.fouten import MagNiet
from maatwerk.kern.rechten import Recht, Rechthebbende
from maatwerk.web.verlopen import geef_terug
from maatwerk.web.verzoek import huis

_P = ParamSpec("_P")
_R = TypeVar("_R")

OPENBAAR = "openbaar"
AANGEMELD = "aangemeld"
_AFMELDEN = "account.afmelden"


class Bezoeker(Rechthebbende, Protocol):
    """What the guard asks of whoever is signed in, beside rollen."""

    @property
    def bevestigd_op(self) -> datetime | None:
        """Give when this person last proved who it is."""
        ...

    @property
    def tussenstap(self) -> str:
        """Give the endpoint of what must be done before anything else, such as giving a code."""
        ...


def openbaar(view: Callable[_P, _R]) -> Callable[_P, _R]:
    """Mark a view that needs no sign-in: signing in itself, static files, health."""
    view.recht = OPENBAAR  # type: ignore[attr-defined]
    return view


def aangemeld(view: Callable[_P, _R]) -> Callable[_P, _R]:
    """Mark a view about the own account: whoever is signed in, whatever the rol."""
    view.recht = AANGEMELD  # type: ignore[attr-defined]
    return view


def tijdens(tussenstap: str) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Mark a view that also answers while this step stands before the work: another way to take the same step."""

    def merk(view: Callable[_P, _R]) -> Callable[_P, _R]:
        view.tijdens = tussenstap  # type: ignore[attr-defined]
        return view

    return merk


def met_recht(recht: Recht, bevestig: str = "") -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Mark a view with the right it needs.

    `bevestig` asks who writes to prove again who it is, unless that was just done; it names the page to go on from.
    """

    def merk(view: Callable[_P, _R]) -> Callable[_P, _R]:
        view.recht = recht  # type: ignore[attr-defined]
        view.bevestig = bevestig  # type: ignore[attr-defined]
        return view

    return merk


def recht_van(app: Flask, endpoint: str) -> Recht | str | None:
    """Give the right that this endpoint names, "openbaar", "aangemeld", or None when it names nothing."""
    return getattr(app.view_functions.get(endpoint), "recht", None)


def bewaak(app: Flask) -> None:
    """Ask the right of every request before its view runs."""

    @app.before_request
    def _eis_recht() -> Response | tuple[str, int] | None:
        if request.endpoint is None:
            return None  # no such page: the error handler answers
        recht = recht_van(current_app, request.endpoint)
        if recht == OPENBAAR:
            return None
        if not current_user.is_authenticated:
            return geef_terug(HTTPStatus.UNAUTHORIZED) or redirect(url_for("account.aanmelden", verder=_verder()))
        return _bewaak_bezoeker(cast("Bezoeker", current_user), request.endpoint, recht)


def _bewaak_bezoeker(wie: Bezoeker, endpoint: str, recht: Recht | str | None) -> Response | None:
    """Let whoever is signed in through, or lead to what must be done first. Raises MagNiet without the right."""
    hoort_bij = getattr(current_app.view_functions[endpoint], "tijdens", endpoint)
    if wie.tussenstap and wie.tussenstap != hoort_bij and endpoint != _AFMELDEN:
        return redirect(url_for(wie.tussenstap, verder=_verder()))
    if recht != AANGEMELD and not (isinstance(recht, Recht) and mag(wie, recht)):
        raise MagNiet("Je rol geeft geen recht op deze pagina. Vraag je beheerder als dat niet klopt.")
    vanaf = getattr(current_app.view_functions[endpoint], "bevestig", "")
    return vraag_bevestiging(vanaf) if vanaf and request.method == "POST" else None


def vraag_bevestiging(vanaf: str) -> Response | None:
    """Lead to the page that asks for the password again, and from there to `vanaf`; None when that was just done."""
    duur = timedelta(minutes=huis().instellingen.algemeen.aanmelden.bevestiging_minuten)
    laatst = cast("Bezoeker", current_user).bevestigd_op
    if laatst is not None and klok.nu() - laatst <= duur:
        return None
    onderbroken = "ja" if request.method == "POST" else None
    return redirect(url_for("account.bevestigen", verder=_pad_naar(vanaf), onderbroken=onderbroken))


def _pad_naar(endpoint: str) -> str:
    """Give the address of a page about the same thing as this request."""
    nodig = {naam for regel in current_app.url_map.iter_rules(endpoint) for naam in regel.arguments}
    return url_for(endpoint, **{naam: deel for naam, deel in (request.view_args or {}).items() if naam in nodig})


def _verder() -> str | None:
    return request.path if request.method == "GET" and request.path != "/" else None
