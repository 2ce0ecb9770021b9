"""The request: its database session, its settings, and the `Handeling` that every command and query gets."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app, g, request
from flask_login import current_user
from sqlalchemy import Engine
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from maatwerk.kern import klok
from maatwerk.kern.database import LEZEN
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.instellingen import Instellingen
from maatwerk.kern.kluis import Kluis
from maatwerk.kern.omgeving import Omgeving
from maatwerk.kern.rechten import Rechthebbende

_LEEST = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Huis:
    """What one application keeps: its database, its settings and its keys."""

    engine: Engine
    sessies: scoped_session[Session]
    instellingen: Instellingen
    omgeving: Omgeving
    kluis: Kluis


def betrek(app: Flask, engine: Engine, instellingen: Instellingen, omgeving: Omgeving) -> None:
    """Give the application its database and settings, and close the session when a request ends."""
    sessies = scoped_session(sessionmaker(engine, expire_on_commit=False))
    app.extensions["maatwerk"] = Huis(engine, sessies, instellingen, omgeving, Kluis(omgeving.geheim))

    @app.teardown_appcontext
    def _sluit(_fout: BaseException | None) -> None:
        sessies.remove()


def huis() -> Huis:
    """Give what the current application keeps."""
    return cast("Huis", current_app.extensions["maatwerk"])


def sessie() -> Session:
    """Give the session of this request. A request that only reads never waits for a writer."""
    sessie = huis().sessies()
    if request.method in _LEEST and not sessie.in_transaction():
        sessie.connection(execution_options=LEZEN)
    return sessie


def handeling() -> Handeling:
    """Give who acts, when, in which transaction, under which settings."""
    if "handeling" not in g:
        wie = cast("Rechthebbende", current_user._get_current_object())  # noqa: SLF001 - the person, not the proxy
        g.handeling = Handeling(sessie(), wie, klok.nu(), huis().instellingen)
    return cast("Handeling", g.handeling)


def bewaar() -> None:
    """Commit: once per act, in the view, just before the redirect."""
    handeling().sessie.commit()


@contextmanager
def lezend() -> Iterator[Session]:
    """Give a short reading session of its own."""
    with Session(huis().engine.execution_options(**LEZEN)) as eigen:
        yield eigen


@contextmanager
def apart(wie: Rechthebbende) -> Iterator[Handeling]:
    """Give a writing transaction of its own that commits at the end. Only while the request itself does not write."""
    with Session(huis().engine, expire_on_commit=False) as eigen:
        yield Handeling(eigen, wie, klok.nu(), huis().instellingen)
        eigen.commit()
