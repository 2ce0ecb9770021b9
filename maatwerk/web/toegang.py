"""The guard: closed by default. A view that names no right is refused to everybody."""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from flask import Flask, current_app, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from maatwerk.kern.fouten import MagNiet
from maatwerk.kern.rechten import Recht, mag

_P = ParamSpec("_P")
_R = TypeVar("_R")

OPENBAAR = "openbaar"


def openbaar(view: Callable[_P, _R]) -> Callable[_P, _R]:
    """Mark a view that needs no sign-in: signing in itself, static files, health."""
    view.recht = OPENBAAR  # type: ignore[attr-defined]
    return view


def met_recht(recht: Recht) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Mark a view with the right it needs."""

    def merk(view: Callable[_P, _R]) -> Callable[_P, _R]:
        view.recht = recht  # type: ignore[attr-defined]
        return view

    return merk


def recht_van(app: Flask, endpoint: str) -> Recht | str | None:
    """Give the right that this endpoint names, "openbaar", or None when it names nothing."""
    return getattr(app.view_functions.get(endpoint), "recht", None)


def bewaak(app: Flask) -> None:
    """Ask the right of every request before its view runs."""

    @app.before_request
    def _eis_recht() -> Response | None:
        if request.endpoint is None:
            return None  # no such page: the error handler answers
        recht = recht_van(current_app, request.endpoint)
        if recht == OPENBAAR:
            return None
        if not current_user.is_authenticated:
            return redirect(url_for("account.aanmelden", verder=_verder()))
        if not isinstance(recht, Recht) or not mag(current_user, recht):
            raise MagNiet("Je rol geeft geen recht op deze pagina. Vraag je beheerder als dat niet klopt.")
        return None


def _verder() -> str | None:
    return request.path if request.method == "GET" and request.path != "/" else None
