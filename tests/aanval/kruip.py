"""A crawler that signs in as somebody and reaches for everything: links, forms, guessed addresses, files."""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from urllib.parse import quote

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.aanval.kanarie import Kanarie, Voliere
from tests.aanval.pagina import Webformulier, alle_tekst, formulieren, verwijzingen
from tests.aanval.toneel import Toneel

_SCHERM = re.compile(r"/agendapunten/[0-9]+|/zittingen/[0-9]+/(?:nu|scherm)")
"""The screens at the tafel: their ETag is a keyed hash of a counter, the session and the address, never of the page."""

TE_LANG = "x" * 7000
_NIET = ("/aanmelden", "/code", "/bevestigen", "/tweede-factor")
"""Forms about the own account: sending them ends the session or counts as a try."""


@dataclass
class Kruiper:
    """What one subject asked for and saw."""

    client: FlaskClient
    toneel: Toneel
    voliere: Voliere
    verzoeken: int = 0
    bladzijden: set[str] = field(default_factory=set)
    gezien: dict[Kanarie, str] = field(default_factory=dict)
    nummers: dict[str, str] = field(default_factory=dict)
    formulieren: dict[tuple[str, str], Webformulier] = field(default_factory=dict)

    def haal(self, pad: str, **kwargs: object) -> TestResponse:
        """Ask for one address, and look at all that comes back."""
        antwoord = self.client.open(pad, **kwargs)  # type: ignore[arg-type]
        self.verzoeken += 1
        assert antwoord.status_code < 500, pad
        mag = pad.startswith("/bestanden/") or _SCHERM.fullmatch(pad)
        assert mag or "ETag" not in antwoord.headers, f"{pad} tells how long it is"
        self._kijk(pad, antwoord)
        return antwoord

    def _kijk(self, pad: str, antwoord: TestResponse) -> None:
        tekst = alle_tekst(antwoord)
        for kanarie in self.voliere.gezien(tekst):
            self.gezien.setdefault(kanarie, f"{pad} ({antwoord.status_code})")
        for naam, casus in self.toneel.casussen.items():
            if casus.nummer in tekst.replace(pad, "") and (antwoord.status_code == 200 or casus.nummer not in pad):
                self.nummers.setdefault(naam, pad)
        if antwoord.status_code == 200 and antwoord.mimetype == "text/html":
            self.bladzijden.add(pad)
            for formulier in formulieren(antwoord, pad):
                self.formulieren.setdefault((formulier.methode, formulier.pad), formulier)

    def kruip(self, begin: Iterable[str]) -> None:
        """Follow every link from here, and every link from there."""
        rij, gehad = deque(begin), set(begin)
        while rij:
            antwoord = self.haal(rij.popleft())
            nieuw = sorted(verwijzingen(antwoord) - gehad)
            rij.extend(nieuw)
            gehad.update(nieuw)

    def zoek_verborgen(self) -> None:
        """Search for every les by its canaries: the echo of the question is no answer, a les in the list is."""
        for woord, plek in self.voliere.alle.items():
            if plek.kolom not in ("les.titel", "les.geleerd", "casus.titel"):
                continue
            antwoord = self.client.get(f"/lessen?woorden={quote(woord)}")
            self.verzoeken += 1
            tekst = alle_tekst(antwoord).lower().replace(woord.lower(), "")
            for kanarie in self.voliere.gezien(tekst):
                self.gezien.setdefault(kanarie, f"/lessen?woorden={woord}")

    def stuur_onzin(self) -> None:
        """Send every form that was seen with what it must refuse, and once as somebody who was overtaken."""
        for formulier in list(self.formulieren.values()):
            if formulier.methode != "post" or formulier.leeg or formulier.pad.startswith(_NIET):
                continue
            fout = {veld.naam: veld.waarde if veld.soort == "hidden" else TE_LANG for veld in formulier.te_vullen}
            antwoord = self.haal(formulier.pad, method="POST", data=fout)
            assert antwoord.status_code in (404, 409, 422), (formulier.pad, antwoord.status_code)
            if any(veld.naam == "versie" and veld.waarde != "0" for veld in formulier.velden):
                oud = {veld.naam: f"{veld.waarde} " for veld in formulier.velden if veld.soort == "textarea"}
                antwoord = self.haal(formulier.pad, method="POST", data=oud | {"versie": "0"})
                assert antwoord.status_code in (409, 422), (formulier.pad, antwoord.status_code)

    def exporteer(self) -> None:
        """Ask for every file there is."""
        for wat, formaat in product(("lessen", "signalen"), ("csv", "json", "ods", "xlsx", "zip")):
            self.haal("/export", method="POST", data={"wat": wat, "formaat": formaat})

    def kijk_in_de_koek(self) -> None:
        """Look at what the application keeps in the cookie, which anybody can read."""
        with self.client.session_transaction() as sessie:
            tekst = str(dict(sessie))
        for kanarie in self.voliere.gezien(tekst):
            self.gezien.setdefault(kanarie, "cookie")


def gegokte_paden(app: Flask, toneel: Toneel) -> Iterator[str]:
    """Give every address of the map, with every number, id and code that exists on the scene."""
    adapter = app.url_map.bind("localhost")
    for regel in app.url_map.iter_rules():
        if "GET" not in (regel.methods or ()) or regel.endpoint == "bestanden":
            continue
        namen = sorted(regel.arguments)
        for waarden in product(*(_waarden(toneel, naam) for naam in namen)):
            yield adapter.build(regel.endpoint, dict(zip(namen, waarden, strict=True)), method="GET")
    yield from _gevraagde_paden(toneel)


def _gevraagde_paden(toneel: Toneel) -> Iterator[str]:
    """Give the addresses that ask for something after the question mark."""
    laatste = max(casus.id for casus in toneel.casussen.values())
    for lijst in ("casussen", "zittingen", "signalen", "logboek"):
        yield f"/{lijst}?voor={laatste + 1}"
    for les in toneel.lessen.values():
        yield f"/lessen?voor={les.code}"
        yield f"/signalen/nieuw?woorden={les.code}"
    for casus in toneel.casussen.values():
        yield f"/logboek?soort=casus&nummer={casus.id}"


def _waarden(toneel: Toneel, naam: str) -> Iterable[object]:
    """Give what can stand at this place in an address. Ids count from the same beginning, so casus ids fit all."""
    waarden: dict[str, Iterable[object]] = {
        "nummer": [casus.nummer for casus in toneel.casussen.values()],
        "code": [les.code for les in toneel.lessen.values()],
        "agendapunt_id": [punt.id for punt in toneel.punten.values()],
        "zitting_id": sorted({punt.zitting_id for punt in toneel.punten.values()}),
        "fase": ("bedoeling", "botsing"),
        "volgnummer": (0, 1, 9),
        "formaat": ("xlsx", "ods", "csv"),
        "sleutel": ("verzonnen",),
    }
    return waarden.get(naam) or toneel.ids[naam]
