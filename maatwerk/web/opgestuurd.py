"""A page that takes a file: only there, and only from whoever may, a request can be large."""

from collections.abc import Callable
from io import BytesIO
from typing import IO, ParamSpec, TypeVar, cast

from flask import Flask, Request, current_app, request
from flask_login import current_user

from maatwerk.kern.beleid import mag
from maatwerk.kern.rechten import Recht
from maatwerk.web.toegang import recht_van

_P = ParamSpec("_P")
_R = TypeVar("_R")
_RAND = 20_000  # bytes around the file: its name, the token


class Verzoek(Request):
    """A request whose file never touches the disk: it can hold what is encrypted everywhere else."""

    def _get_file_stream(
        self,
        total_content_length: int | None,
        content_type: str | None,
        filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:
        del total_content_length, content_type, filename, content_length
        return BytesIO()


def neemt_bestand(meeste_bytes: int) -> Callable[[Callable[_P, _R]], Callable[_P, _R]]:
    """Mark a view that takes a file of at most so many bytes."""

    def merk(view: Callable[_P, _R]) -> Callable[_P, _R]:
        view.meeste_bytes = meeste_bytes  # type: ignore[attr-defined]
        return view

    return merk


def is_bestand() -> bool:
    """Answer whether this request is for a view that takes a file: what it sends need not be text."""
    return _meeste_bytes() > 0


def _meeste_bytes() -> int:
    view = current_app.view_functions.get(request.endpoint or "")
    return cast("int", getattr(view, "meeste_bytes", 0)) if request.method == "POST" else 0


def geef_ruimte(app: Flask) -> None:
    """Let who may send a file send a large one. Anybody else meets the limit of every page."""
    app.request_class = Verzoek

    @app.before_request
    def _ruimte() -> None:
        meeste = _meeste_bytes()
        recht = recht_van(current_app, request.endpoint or "")
        if meeste and isinstance(recht, Recht) and current_user.is_authenticated and mag(current_user, recht):
            request.max_content_length = meeste + _RAND
