"""Nasty values, and requests made of them: real forms of real pages, with something wrong in them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import quote_plus

from tests.aanval.pagina import Webformulier

NUL, SURROGAAT = "a\x00b", "\ud800"
ONLEESBAAR = (NUL, SURROGAAT, f"x{SURROGAAT}y")
"""What neither database may take: the answer is a refusal."""

TEKSTEN = (
    "", " ", "\t", "\r\n\r\n", "0", "-1", "1e309", "NaN", "9" * 25, "9" * 5000, "²", "٣", "1_000", "0x10",
    "31-12-99999", "31-12-9999", "00-00-0000", "29-02-2027", "0001-01-01", "25.99", "24:00", "23.59",
    "👩‍👩‍👧‍👦", "\u202eomgekeerd", "e\u0301", "Z̷͑a̴l̸g̶o̵", "\ufeff", "\ufffe", "\x1b[31m", "\x7f", "ß" * 300,
    "<img src=x onerror=alert(1)>", "'; DROP TABLE casus; --", "' OR 1=1 --", "{{7*7}}", "{0.__class__}", "%s%n%x",
    "${7*7}", "=1+1", "@SUM(A1)", "../../etc/passwd", "javascript:alert(1)", "a\r\nX-Kwaad: ja", "[]", "{}", "null",
    "None", "true", "misschien", "concept", "gepubliceerd", "beheerder", "x" * 1501, "x" * 7000, "ÿ" * 100_000,
)  # fmt: skip

VERVALST = {
    "id": "1",
    "status": "gepubliceerd",
    "rol": "beheerder",
    "rollen": "beheerder",
    "soort": "beheer",
    "eigenaar": "1",
    "indiener": "1",
    "indiener_id": "1",
    "medewerker_id": "1",
    "houder_id": "1",
    "organisatie": "Van een ander",
    "tafel": "zuilen",
    "code": "deadbeef",
    "casus_id": "1",
    "geschreven_door": "1",
    "gecontroleerd_door": "1",
    "ingestemd_op": "2026-01-01",
    "onthuld_op": "2026-01-01",
    "actief": "1",
    "wachtwoord_hash": "x",
    "_method": "DELETE",
    "knelpunten-999999999-toelichting": "x",
    "knelpunten-²-toelichting": "x",
    f"knelpunten-{'9' * 5000}-toelichting": "x",
    "knelpunten-0-regels-77777777-wet": "PW",
    "knelpunten": "x",
    "acties--1-wat": "x",
    "doorbraken-0-id": "1",
    "nog_een_knelpunten": "1",
    "nog_een_acties": "1",
    "indienen": "1",
    "naar": "onzin",
    "lessen": "00000000",
}
"""Fields that the form of the page does not have, or not like this."""

_JSON = "application/json"


@dataclass(frozen=True)
class Verzoek:
    """One request, and which text it put in which field."""

    pad: str
    lichaam: bytes
    soort: str
    velden: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        """Say enough to send it again."""
        vreemd = [
            (naam[:40], waarde[:40])
            for naam, waarde in self.velden
            if waarde in ONLEESBAAR + TEKSTEN or naam in VERVALST
        ]
        return f"{self.pad} {self.soort[:20]} {vreemd}"


def verzin(toeval: Random, formulier: Webformulier) -> Verzoek:
    """Make a request of a form: most of it as it should be, so that it gets in deep."""
    velden = [(veld.naam, veld.waarde) for veld in formulier.velden]
    for _ in range(toeval.choice((0, 1, 1, 2, 4))):
        _verknoei(toeval, velden)
    velden += toeval.sample(sorted(VERVALST.items()), toeval.choice((0, 0, 1, 3)))
    if toeval.random() < 0.03:
        return Verzoek(formulier.pad, json.dumps(dict(velden)).encode(), _JSON, tuple(velden))
    if toeval.random() < 0.02:
        soort = toeval.choice(("text/plain", "multipart/form-data; boundary=x", "application/xml", "onzin"))
        return Verzoek(formulier.pad, b"\xff\xfe<x>--x", soort, ())
    return Verzoek(formulier.pad, als_lichaam(velden), "application/x-www-form-urlencoded", tuple(velden))


def _verknoei(toeval: Random, velden: list[tuple[str, str]]) -> None:
    """Spoil one field: another value, a second value, or none."""
    if not velden:
        return
    plek = toeval.randrange(len(velden))
    naam = velden[plek][0]
    daad = toeval.random()
    if daad < 0.1:
        del velden[plek]
    elif daad < 0.2:
        velden.append((naam, toeval.choice(TEKSTEN)))
    else:
        velden[plek] = (naam, toeval.choice(ONLEESBAAR if daad < 0.3 else TEKSTEN))


def als_lichaam(velden: Sequence[tuple[str, Any]]) -> bytes:
    """Give the body of a form as a careless client sends it, lone surrogates and all."""
    return "&".join(
        f"{quote_plus(naam)}={quote_plus(waarde.encode('utf-8', 'surrogatepass'))}" for naam, waarde in velden
    ).encode()
