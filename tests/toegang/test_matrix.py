"""Closed by default: each page, for each of eighteen people and four things, gives exactly what is written by hand."""

from collections.abc import Iterator, Sequence

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.toegang.toneel import DINGEN, EIGEN, GEEN, MENSEN, Toneel
from tests.toegang.verwacht import BEREIK, DADEN, ER_NIET, HALVERWEGE, ROLLEN, ZICHT
from tests.web.test_toegang import MATRIX

MINSTENS = 2_500
"""Checks over all people (veiligheid.md §8)."""


def kan(endpoint: str) -> set[str]:
    """Give the people whose rol lets them try this page at all."""
    woorden = MATRIX[endpoint].split()
    return {naam for woord in woorden if woord in ROLLEN for naam in ROLLEN[woord].split()}


def verwacht(wie: str, endpoint: str, ding: str) -> str:
    """Give by hand what this person gets: "door", or how he is refused."""
    if MATRIX[endpoint] == "openbaar":
        return "404" if endpoint in ER_NIET else "door"
    if wie == "anoniem" or endpoint == "account.afmelden":
        return "aanmelden"
    if wie == "halverwege":
        return "door" if endpoint in HALVERWEGE else "code"
    if wie not in kan(endpoint):
        return "403"
    if endpoint not in BEREIK:
        return "404" if endpoint in ER_NIET else "door"
    return "door" if wie in BEREIK[endpoint].get(ding, "").split() else "404"


def uitkomst(antwoord: TestResponse) -> str:
    """Give what the answer means for who asked."""
    doel = antwoord.headers.get("Location", "").partition("?")[0]
    if antwoord.status_code == 302 and doel in ("/aanmelden", "/code"):
        return doel.strip("/")
    return str(antwoord.status_code) if antwoord.status_code in (403, 404) else "door"


def vragen(toneel: Toneel) -> Iterator[tuple[Rule, str, str, str]]:
    """Give every page with a method, a thing and the address; a page that is about nothing is asked once."""
    for regel in toneel.app.url_map.iter_rules():
        dingen: Sequence[str] = DINGEN if regel.endpoint in BEREIK else (EIGEN,)
        for methode in sorted((regel.methods or set()) - {"HEAD", "OPTIONS"}):
            for ding in dingen:
                pad = toneel.pad(regel, ding, methode)
                if pad is not None:
                    yield regel, methode, ding, pad


def afwijkingen(toneel: Toneel, wie: str, vragen: Iterator[tuple[Rule, str, str, str]]) -> Iterator[str]:
    """Give where the application does something else than is written by hand, one line each."""
    for regel, methode, ding, pad in vragen:
        antwoord = toneel.vraag(wie, methode, pad)
        gezien, moet = uitkomst(antwoord), verwacht(wie, regel.endpoint, ding)
        if gezien != moet or antwoord.status_code >= 500:
            yield f"{wie} {methode} {pad} ({regel.endpoint}, {ding}): {gezien} {antwoord.status_code}, moet {moet} zijn"


def zichtfouten(toneel: Toneel, wie: str) -> Iterator[str]:
    """Give which page shows this person what it should not, or hides what it should show."""
    for sjabloon, tekst, mensen in ZICHT:
        pad, zoek = sjabloon.format(**toneel.waarden[EIGEN]), tekst.format(**toneel.waarden[EIGEN])
        antwoord = toneel.vraag(wie, "GET", pad)
        ziet = antwoord.status_code == 200 and zoek in antwoord.text
        if ziet != (wie in mensen.split()):
            yield f"{wie} ziet op {pad} {'wel' if ziet else 'niet'}: {zoek}"


def daadfouten(toneel: Toneel, wie: str) -> Iterator[str]:
    """Give which act this person can do and should not, or the other way round."""
    for pad, velden, mensen in DADEN:
        data = {naam: tekst.format(**toneel.waarden[EIGEN]) for naam, tekst in velden.items()}
        antwoord = toneel.vraag(wie, "POST", pad, data)
        kan_het = antwoord.headers.get("Location", "").startswith("/casussen/MT")
        if kan_het != (wie in mensen.split()):
            yield f"{wie} kan {'wel' if kan_het else 'niet'}: {pad}"


def test_elke_bladzijde_over_een_ding_staat_in_het_bereik(app: Flask) -> None:
    openbaar = {endpoint for endpoint, wie in MATRIX.items() if wie == "openbaar"}
    over_een_ding = {regel.endpoint for regel in app.url_map.iter_rules() if regel.arguments} - openbaar
    assert over_een_ding == set(BEREIK)


@pytest.mark.parametrize("wie", MENSEN)
def test_iedereen_krijgt_precies_wat_hem_toekomt(toneel: Toneel, wie: str) -> None:
    toneel.meld_aan(wie)
    alle = list(vragen(toneel))
    assert len(alle) * len(MENSEN) >= MINSTENS
    assert list(afwijkingen(toneel, wie, iter(alle))) == []
    assert list(zichtfouten(toneel, wie)) == []
    assert list(daadfouten(toneel, wie)) == []


def test_wat_je_niet_mag_zien_is_hetzelfde_als_wat_niet_bestaat(toneel: Toneel) -> None:
    """Same status, same length, same number of questions to the database: nothing tells that it exists."""
    toneel.meld_aan("collega", "lid_niet", "voorzitter_ander", "privacy")
    gevallen = (
        ("collega", "GET", "/casussen/{nummer}"),
        ("lid_niet", "GET", "/agendapunten/{agendapunt_id}"),
        ("voorzitter_ander", "GET", "/zittingen/{zitting_id}"),
        ("voorzitter_ander", "POST", "/casussen/{nummer}/afsluiten"),
        ("privacy", "GET", "/lessen/{code}"),
    )
    for wie, methode, sjabloon in gevallen:
        eigen, geen = (toneel.meet(wie, methode, sjabloon.format(**toneel.waarden[ding])) for ding in (EIGEN, GEEN))
        assert (eigen, eigen.status) == (geen, 404), (wie, sjabloon)
