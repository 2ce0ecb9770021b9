"""Before the reveal no byte of anybody's weging goes to anybody else, and after it no number is made of standen."""

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from maatwerk.account.models import Medewerker
from maatwerk.afweging.commands import onthul
from maatwerk.afweging.models import Afweging, Weging
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.paden import bron
from tests.afweging.bouw import bouw_afweging, teksten, weeg_zo
from tests.bouw import Bespreking, bouw_bespreking

Als = Callable[[Medewerker], Handeling]
Client = Callable[[Medewerker], FlaskClient]
KANARIE = "Kwartelei"
_WISSELT = re.compile(rb'name="csrf_token"|data-nu="')
"""The lines of a page that differ at every look: the token of a form, and what time it is."""

_CODE = Path(__file__).parents[2] / "maatwerk"
_SJABLONEN = bron("templates")
_REKENT = {
    "sum",
    "fsum",
    "mean",
    "fmean",
    "median",
    "mode",
    "avg",
    "sorted",
    "order_by",
    "sort",
    "nlargest",
    "nsmallest",
}
WOORDEN = ("totaal", "gemiddeld", "rangorde", "ranglijst", "score", "eindstand", "winnaar", "percentage")
"""What no page about a weging says."""


@pytest.fixture
def bespreking(handeling: Handeling) -> Bespreking:
    """Give a casus that is being discussed."""
    return bouw_bespreking(handeling)


@pytest.fixture
def afweging(als: Als, bespreking: Bespreking) -> Afweging:
    """Give a round that is still hidden."""
    return bouw_afweging(als(bespreking.voorzitter), bespreking.agendapunt)


def _bladzijden(app: Flask, bespreking: Bespreking) -> Iterator[str]:
    """Give every address that takes nothing, or something of this casus."""
    waarden = {
        "agendapunt_id": bespreking.agendapunt.id,
        "zitting_id": bespreking.agendapunt.zitting_id,
        "nummer": bespreking.casus.nummer,
        "volgnummer": 1,
        "fase": "waardendriehoek",
    }
    with app.test_request_context():
        for regel in app.url_map.iter_rules():
            if "GET" in (regel.methods or ()) and regel.arguments <= set(waarden):
                adres = app.url_map.bind("localhost").build(
                    regel.endpoint, {naam: waarden[naam] for naam in regel.arguments}
                )
                yield str(adres)


def test_voor_het_onthullen_gaat_geen_byte_van_een_weging_naar_een_ander(
    als: Als, app: Flask, client: Client, bespreking: Bespreking, afweging: Afweging
) -> None:
    weeg_zo(als(bespreking.leden[1]), afweging, teksten(KANARIE), {"rendement": 4})
    bladzijden = list(_bladzijden(app, bespreking))
    assert len(bladzijden) > 20
    gelezen = 0
    for wie in (bespreking.leden[0], bespreking.indiener, bespreking.coordinator, bespreking.voorzitter):
        browser = client(wie)
        for adres in bladzijden:
            if adres == "/afmelden":
                continue
            antwoord = browser.get(adres)
            gelezen += antwoord.status_code == 200
            assert KANARIE.encode() not in antwoord.data, (wie.naam, adres)
            assert KANARIE not in str(antwoord.headers)
    assert gelezen > 10
    assert KANARIE in client(bespreking.leden[1]).get(f"/agendapunten/{bespreking.agendapunt.id}/weging/1").text


def test_een_lid_merkt_ook_aan_lengte_en_aan_werk_niet_dat_een_ander_woog(
    als: Als, client: Client, bespreking: Bespreking, afweging: Afweging, handeling: Handeling
) -> None:
    browser, motor = client(bespreking.leden[0]), handeling.sessie.get_bind()
    adressen = [f"/agendapunten/{bespreking.agendapunt.id}{deel}" for deel in ("", "/weging", "/weging/1", "/gelijk")]
    vragen: list[str] = []
    event.listen(motor, "before_cursor_execute", lambda *alles: vragen.append(alles[2]))

    def meet() -> list[tuple[list[bytes], int]]:
        uitslag = []
        for adres in adressen:
            vragen.clear()
            antwoord = browser.get(adres)
            assert antwoord.status_code == 200
            uitslag.append(([regel for regel in antwoord.data.splitlines() if not _WISSELT.search(regel)], len(vragen)))
        return uitslag

    meet()
    ervoor = meet()
    for nummer in (0, 1):
        weeg_zo(als(bespreking.leden[1]), afweging, teksten(KANARIE), {"rendement": 4}, nummer)
    handeling.sessie.commit()  # SQLite has one writer, and each page writes its line in the log
    assert meet() == ervoor


def _zet_standen(handeling: Handeling, afweging: Afweging, standen: tuple[int, int]) -> None:
    handeling.sessie.expire_all()
    rijen = handeling.sessie.scalars(select(Weging).where(Weging.afweging_id == afweging.id).order_by(Weging.id)).all()
    leden = sorted({rij.medewerker_id for rij in rijen})
    for rij in rijen:
        rij.stand = standen[leden.index(rij.medewerker_id)]
    handeling.sessie.flush()


def _tekst(html: str) -> str:
    """Give what people read."""
    return unescape(re.sub(r"<[^>]*>", " ", html))


def _getallen(html: str) -> Counter[str]:
    """Count the numbers that people read, but for the standen themselves."""
    getallen = re.findall(r"\d+(?:[.,]\d+)*", _tekst(html))
    return Counter(getal for getal in getallen if not re.fullmatch("[1-5]", getal))


def test_geen_getal_op_enige_bladzijde_hangt_van_de_standen_af(
    als: Als, client: Client, bespreking: Bespreking, afweging: Afweging, handeling: Handeling
) -> None:
    """A sum, an average or a percentage of the standen would differ when they do; a stand itself may be read."""
    for lid in bespreking.leden:
        for nummer in (0, 1):
            weeg_zo(als(lid), afweging, teksten(), dict.fromkeys(teksten(), 3), nummer)
    onthul(als(bespreking.voorzitter), afweging)
    handeling.sessie.flush()
    wegen = f"/agendapunten/{bespreking.agendapunt.id}"
    plekken = [
        (wie, f"{wegen}{deel}") for wie in (*bespreking.leden, bespreking.voorzitter) for deel in ("", "/weging")
    ]
    plekken += [(bespreking.voorzitter, f"{wegen}/besluit"), (bespreking.voorzitter, f"{wegen}/gelijk")]
    beelden = []
    for standen in ((5, 4), (1, 2)):
        _zet_standen(handeling, afweging, standen)
        bladen = [client(wie).get(adres).text for wie, adres in plekken]
        for blad in bladen:
            assert not [woord for woord in WOORDEN if woord in _tekst(blad).lower()]
        beelden.append([_getallen(blad) for blad in bladen])
    assert beelden[0] == beelden[1]


def test_de_leden_staan_op_naam_en_nooit_op_stand(
    als: Als, client: Client, bespreking: Bespreking, afweging: Afweging, handeling: Handeling
) -> None:
    for lid in bespreking.leden:
        weeg_zo(als(lid), afweging, teksten(lid.naam))
    onthul(als(bespreking.voorzitter), afweging)
    volgorden = set()
    for standen in ((5, 1), (1, 5)):
        _zet_standen(handeling, afweging, standen)
        blad = client(bespreking.voorzitter).get(f"/agendapunten/{bespreking.agendapunt.id}/weging").text
        volgorden.add(tuple(re.findall(r'<h5 class="utrecht-heading-5">(.*?)</h5>', blad)))
    assert len(volgorden) == 1


def test_geen_regel_code_rekent_of_sorteert_met_standen() -> None:
    for bestand in _CODE.rglob("*.py"):
        for knoop in ast.walk(ast.parse(bestand.read_text("utf-8"))):
            if isinstance(knoop, ast.Call):
                naam = getattr(knoop.func, "id", getattr(knoop.func, "attr", ""))
                tekst = ast.unparse(knoop)
                fout = naam in _REKENT and re.search(r"\bstand(en)?\b", tekst) and "spreiding" not in tekst
                assert not fout, (bestand.name, tekst)


def test_standen_komen_alleen_waar_ze_gewogen_en_onthuld_worden() -> None:
    """An export, a les or a list that reads a stand would be a new place to guard: then it must say so here."""
    mag = {
        "afweging/_onthuld.html", "afweging/eigen.html", "bewaring/inzage_bestand.html", "_macros/driehoek.html",
        "afweging/commands.py", "afweging/forms.py", "afweging/models.py", "afweging/queries.py", "afweging/rules.py",
    }  # fmt: skip
    leest = re.compile(r"\b(weging|reeks|brief)\.stand(en)?\b|attribute=.stand")
    for map_, soort in ((_CODE, "*.py"), (_SJABLONEN, "*.html")):
        for bestand in map_.rglob(soort):
            pad = bestand.relative_to(map_).as_posix()
            tekst = bestand.read_text("utf-8")
            assert pad in mag or not leest.search(tekst), pad
            if pad.startswith(("afweging/", "_macros/")) and soort == "*.html":
                assert not re.search(r"\|\s*(sum|sort|dictsort|max|min)\b[^}]*stand", tekst), pad
