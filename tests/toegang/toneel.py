"""The stage on which the policy is played: eighteen people, and things that are theirs, another's, hidden or not."""

import re
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from maatwerk.account.models import Medewerker
from maatwerk.kern.rechten import Rol
from tests.bouw import WACHTWOORD

EIGEN, ANDER, VERBORGEN, GEEN = "eigen", "ander", "verborgen", "geen"
"""The four things each person meets: of the tafel of Ondiep, of another tafel, not out yet, and not there at all."""

DINGEN = (EIGEN, ANDER, VERBORGEN, GEEN)
PLEKKEN: Mapping[str, tuple[Rol, str]] = {
    "eigenaar": (Rol.INDIENER, ""),
    "waarnemer": (Rol.INDIENER, ""),
    "collega": (Rol.INDIENER, ""),
    "ander": (Rol.INDIENER, ""),
    "halverwege": (Rol.INDIENER, ""),
    "lid": (Rol.LID, "ondiep"),
    "lid_voorbij": (Rol.LID, "ondiep"),
    "lid_niet": (Rol.LID, "ondiep"),
    "gast": (Rol.LID, "kanaleneiland"),
    "voorzitter": (Rol.VOORZITTER, "ondiep"),
    "voorzitter_ander": (Rol.VOORZITTER, "zuilen"),
    "voorzitter_glas": (Rol.VOORZITTER, "kanaleneiland"),
    "coördinator": (Rol.COORDINATOR, "ondiep"),
    "coördinator_ander": (Rol.COORDINATOR, "zuilen"),
    "beleid": (Rol.BELEID, ""),
    "beheerder": (Rol.BEHEERDER, ""),
    "privacy": (Rol.PRIVACY, ""),
}
MENSEN = ("anoniem", *PLEKKEN)


_MERK = re.compile(r'name="csrf_token" value="[^"]*"')


@dataclass(frozen=True)
class Maat:
    """How an answer looks from outside; `vragen` are the statements it took, which decide how long it takes."""

    status: int
    lengte: int
    vragen: tuple[str, ...]


@dataclass
class Toneel:
    """The people by name, and for each thing the values that addresses ask for."""

    app: Flask
    mensen: Mapping[str, Medewerker]
    waarden: dict[str, dict[str, Any]]
    koekjes: dict[str, str] = field(default_factory=dict)
    begin: Any = None

    def vraag(self, wie: str, methode: str, pad: str, data: Mapping[str, str] | None = None) -> TestResponse:
        """Ask for a page as this person; what it changes is undone, so that every question meets the same stage."""
        kop = {"Cookie": self.koekjes[wie]} if wie in self.koekjes else {}
        browser = self.app.test_client(use_cookies=False)
        antwoord = browser.open(pad, method=methode, headers=kop, data=data, buffered=True)
        if methode != "GET" and antwoord.status_code < 403:
            self._herstel()
        return antwoord

    def pad(self, regel: Rule, ding: str, methode: str) -> str | None:
        """Give the address of this page for this thing, or None when there is no such thing."""
        nergens = dict.fromkeys(regel.arguments, 9999) if ding == GEEN else {}
        eigen = nergens | self.waarden[ding]
        if not regel.arguments <= eigen.keys():
            return None
        adapter = self.app.url_map.bind("localhost")
        return adapter.build(regel.endpoint, {naam: eigen[naam] for naam in regel.arguments}, method=methode)

    def meld_aan(self, *namen: str) -> None:
        """Sign these people in, and remember the stage as it is then."""
        for naam in set(namen) - {"anoniem"}:
            browser = self.app.test_client()
            gegevens = {"email": self.mensen[naam].email, "wachtwoord": WACHTWOORD}
            assert browser.post("/aanmelden", data=gegevens).status_code == 302
            koekje = browser.get_cookie("maatwerk")
            assert koekje is not None
            self.koekjes[naam] = f"maatwerk={koekje.value}"
        with self._verbinding() as verbinding:
            self.begin = type(verbinding)(":memory:")
            verbinding.backup(self.begin)

    def meet(self, wie: str, methode: str, pad: str) -> Maat:
        """Ask, and give what somebody outside can measure of the answer."""
        engine: Engine = self.app.extensions["maatwerk"].engine
        vragen: list[str] = []

        def tel(_verbinding: object, _cursor: object, opdracht: str, *_rest: object) -> None:
            vragen.append(opdracht)

        event.listen(engine, "before_cursor_execute", tel)
        antwoord = self.vraag(wie, methode, pad)
        event.remove(engine, "before_cursor_execute", tel)
        zonder_adres = antwoord.text.replace(pad, "")
        return Maat(antwoord.status_code, len(_MERK.sub("", zonder_adres)), tuple(vragen))

    def _herstel(self) -> None:
        assert self.begin is not None
        with self._verbinding() as verbinding:
            self.begin.backup(verbinding)

    @contextmanager
    def _verbinding(self) -> Iterator[Any]:
        """Give the connection of SQLite itself: it copies a whole database in one step."""
        engine: Engine = self.app.extensions["maatwerk"].engine
        with closing(engine.raw_connection()) as verbinding:
            yield verbinding.driver_connection
