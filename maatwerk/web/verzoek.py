"""The request: its database session, its settings, and the `Handeling` that every command and query gets."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import ip_address
from typing import cast

from flask import Flask, current_app, g, request
from flask_login import current_user
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from maatwerk.kern import klok
from maatwerk.kern.database import HOOGSTE_SLEUTEL, LEZEN
from maatwerk.kern.handeling import Handeling, Spoor
from maatwerk.kern.instellingen import Instellingen, InstellingFout
from maatwerk.kern.kluis import Kluis, kluis_van
from maatwerk.kern.omgeving import Omgeving
from maatwerk.kern.rechten import Rechthebbende
from maatwerk.kern.sleutelproef import beproef
from maatwerk.kern.sleutels import ketensleutel

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
    """Give the application its database and settings."""
    sessies = scoped_session(sessionmaker(engine, expire_on_commit=False))
    app.extensions["maatwerk"] = Huis(engine, sessies, instellingen, omgeving, kluis_van(engine.dialect))


def sluit_sessie(_fout: BaseException | None) -> None:
    """Close the session when a request ends."""
    huis().sessies.remove()


def eis_sleutels(app: Flask, engine: Engine) -> None:
    """Check the keys now, or as soon as the database can be reached. Raises InstellingFout on a wrong key."""
    gedaan: list[bool] = []

    @app.before_request
    def _eis() -> None:
        if not any(gedaan):
            with suppress(OperationalError):  # then nothing can be read or written with a wrong key either
                gedaan.append(beproef(engine))

    try:
        _eis()
    except InstellingFout:
        engine.dispose()
        raise


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
        g.handeling = Handeling(sessie(), wie, klok.nu(), huis().instellingen, _spoor())
    return cast("Handeling", g.handeling)


def _spoor() -> Spoor:
    return Spoor(_herkomst(request.remote_addr or ""), ketensleutel(huis().omgeving.geheim))


def _herkomst(adres: str) -> str:
    """Give the address, written in one way. A proxy passes on what it was told: what is no address stays out."""
    try:
        return ip_address(adres).compressed
    except ValueError:
        return "onbekend"


def bewaar() -> None:
    """Commit: once per act, in the view, just before the redirect."""
    handeling().sessie.commit()


def vanaf() -> int | None:
    """Give the id from which a list goes on (`?voor=`); what is no id starts at the beginning."""
    return gevraagd("voor")


def gevraagd(naam: str) -> int | None:
    """Give the id that the address asks for (`?naam=`); None for what is no id."""
    nummer = request.args.get(naam, type=int)
    return nummer if nummer is not None and 0 < nummer <= HOOGSTE_SLEUTEL else None


@contextmanager
def lezend() -> Iterator[Session]:
    """Give a short reading session of its own."""
    with Session(huis().engine.execution_options(**LEZEN)) as eigen:
        yield eigen


@contextmanager
def apart(wie: Rechthebbende) -> Iterator[Handeling]:
    """Give a writing transaction of its own that commits at the end. Only while the request itself does not write."""
    with Session(huis().engine, expire_on_commit=False) as eigen:
        yield Handeling(eigen, wie, klok.nu(), huis().instellingen, _spoor())
        eigen.commit()
