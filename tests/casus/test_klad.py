"""The klad: what is typed is kept as it stands, comes back, belongs to one person and one casus, and ends."""

import json
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import select, text

from maatwerk.account.models import Medewerker
from maatwerk.bewaring.rules import Omvang
from maatwerk.bewaring.vernietiging import vernietig
from maatwerk.casus import klad, toegang
from maatwerk.casus.commands import trek_in
from maatwerk.casus.models import Casus, Klad
from maatwerk.casus.rules import Status
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.klok import nu
from maatwerk.kern.rechten import Rol
from maatwerk.logboek.models import Logregel
from tests.bouw import bouw_casus, bouw_medewerker
from tests.casus.test_schrijven import VOLLEDIG

Als = Callable[[Medewerker], Handeling]
Client = Callable[[Medewerker], FlaskClient]
GETYPT = "Hier wordt nog aan getypt"


@pytest.fixture
def indiener(handeling: Handeling) -> Medewerker:
    return bouw_medewerker(handeling, (Rol.INDIENER, ""))


@pytest.fixture
def concept(handeling: Handeling, indiener: Medewerker) -> Casus:
    return bouw_casus(handeling, indiener, Status.CONCEPT, situatie="De bewaarde tekst")


def _typ(browser: FlaskClient, casus: Casus, venster: str, beurt: int = 1, /, **velden: str) -> dict[str, Any]:
    """Let a window keep what is typed, as bewaren.mjs does."""
    vast = {"versie": "1", "venster": venster, "beurt": str(beurt)}
    antwoord = browser.post(f"/casussen/{casus.nummer}/klad", data=VOLLEDIG | vast | velden)
    assert antwoord.status_code == 200, antwoord.text
    return dict(antwoord.json or {})


def _pagina(browser: FlaskClient, casus: Casus) -> str:
    return unescape(browser.get(f"/casussen/{casus.nummer}/schrijven").text)


def _verborgen(pagina: str, naam: str) -> str:
    """Give the value of a hidden field on a page."""
    stuk = next(deel for deel in pagina.split("<input") if f'name="{naam}"' in deel.partition(">")[0])
    return stuk.partition('value="')[2].partition('"')[0]


def _verhaal(handeling: Handeling, casus: Casus) -> str:
    handeling.sessie.expire_all()
    return handeling.sessie.get_one(Casus, casus.id).situatie


def test_wat_getypt_is_komt_terug_ook_een_halve_datum(client: Client, indiener: Medewerker, concept: Casus) -> None:
    browser = client(indiener)
    antwoord = _typ(browser, concept, "een", 1, situatie=GETYPT, spoed_datum="31-1", **{"knelpunten-1-waar": "weg"})
    assert antwoord["bewaard_om"][2] == "."
    pagina = _pagina(browser, concept)
    assert f"{GETYPT}</textarea>" in pagina
    assert 'value="31-1"' in pagina
    assert f"Je ging verder met wat je om {antwoord['bewaard_om']} typte" in pagina


def test_echt_bewaren_maakt_een_eind_aan_de_klad(
    client: Client, indiener: Medewerker, concept: Casus, handeling: Handeling
) -> None:
    browser = client(indiener)
    _typ(browser, concept, "een", situatie=GETYPT)
    uit = _verborgen(_pagina(browser, concept), "uit")
    gegevens = VOLLEDIG | {"versie": "1", "venster": "twee", "uit": uit, "situatie": "Nu echt"}
    assert browser.post(f"/casussen/{concept.nummer}/schrijven", data=gegevens).status_code == 302
    assert _verhaal(handeling, concept) == "Nu echt"
    assert handeling.sessie.scalars(select(Klad)).all() == []


def test_weggooien_laat_de_bewaarde_tekst_staan(client: Client, indiener: Medewerker, concept: Casus) -> None:
    browser = client(indiener)
    _typ(browser, concept, "een", situatie=GETYPT)
    uit = _verborgen(_pagina(browser, concept), "uit")
    assert browser.post(f"/casussen/{concept.nummer}/klad/weg", data={"uit": uit}).status_code == 302
    pagina = _pagina(browser, concept)
    assert GETYPT not in pagina
    assert "De bewaarde tekst</textarea>" in pagina


def test_een_klad_die_te_laat_binnenkomt_draait_niets_terug(
    client: Client, indiener: Medewerker, concept: Casus
) -> None:
    browser = client(indiener)
    _typ(browser, concept, "een", 2, situatie="De tweede keer")
    _typ(browser, concept, "een", 1, situatie="De eerste keer, die bleef hangen")
    assert "De tweede keer</textarea>" in _pagina(browser, concept)


def test_klacht_een_tweede_tabblad_kost_geen_tekst(
    client: Client, indiener: Medewerker, concept: Casus, handeling: Handeling
) -> None:
    browser = client(indiener)
    assert not _typ(browser, concept, "een", situatie="In tabblad een")["botst"]
    assert _typ(browser, concept, "twee", situatie="In tabblad twee")["botst"]
    assert _typ(browser, concept, "een", 2, situatie="In tabblad een, en verder")["botst"]
    pagina = _pagina(browser, concept)
    assert "In tabblad een, en verder" in pagina
    assert "In tabblad twee" in pagina
    assert "Welke tekst blijft bij ‘Wat is er aan de hand’?" in pagina
    assert _verhaal(handeling, concept) == "De bewaarde tekst"


def test_wie_herlaadt_gaat_verder_en_krijgt_geen_tweede_tekst(
    client: Client, indiener: Medewerker, concept: Casus, handeling: Handeling
) -> None:
    browser = client(indiener)
    _typ(browser, concept, "een", situatie=GETYPT)
    pagina = _pagina(browser, concept)
    venster, uit = _verborgen(pagina, "venster"), _verborgen(pagina, "uit")
    assert not _typ(browser, concept, venster, situatie=f"{GETYPT}, en verder", uit=uit)["botst"]
    assert len(handeling.sessie.scalars(select(Klad)).all()) == 1


def test_per_veld_kies_je_welke_tekst_blijft(
    client: Client, indiener: Medewerker, concept: Casus, handeling: Handeling
) -> None:
    browser, pad = client(indiener), f"/casussen/{concept.nummer}/schrijven"
    ander = {"versie": "1", "situatie": "Ander verhaal", "wens_inwoner": "Andere wens", "huishoudtype": "gezin"}
    ander |= {"knelpunten-1-toelichting": "Een tweede knelpunt, van het andere venster"}
    leeg = {"huishoudtype": "", "knelpunten-0-regels-1-wet": "", "knelpunten-0-regels-1-werking": "knelt"}
    leeg |= {"knelpunten-0-regels-1-peildatum": "01-01-2020"}
    assert browser.post(pad, data=VOLLEDIG | ander).status_code == 302
    mijn = VOLLEDIG | leeg | {"versie": "1", "situatie": "Mijn verhaal", "wens_inwoner": "Mijn wens", "indienen": "1"}
    antwoord = browser.post(pad, data=mijn)
    assert antwoord.status_code == 409
    pagina = unescape(antwoord.text)
    assert _keuzes(pagina)["te_kiezen"] == ["situatie", "wens_inwoner", "knelpunten-1", "huishoudtype"]
    for tekst in ("Ander verhaal", "Andere wens", "gezin", "Een tweede knelpunt, van het andere venster"):
        assert tekst in pagina
    keus = _keuzes(pagina) | {"kies-situatie": "mijn", "kies-wens_inwoner": "0", "kies-huishoudtype": "0"}
    half = browser.post(pad, data=mijn | keus)
    assert half.status_code == 422
    assert "Kies bij elk verschil" in half.text
    heel = keus | {"kies-knelpunten-1": "0", "gezien": _verborgen(pagina, "gezien")}
    assert browser.post(pad, data=mijn | heel, follow_redirects=True).status_code == 200
    handeling.sessie.expire_all()
    casus = handeling.sessie.get_one(Casus, concept.id)
    assert (casus.status, casus.situatie, casus.wens_inwoner) == (Status.INGEDIEND, "Mijn verhaal", "Andere wens")
    assert casus.huishoudtype == "gezin"
    verhalen = handeling.sessie.scalars(text("SELECT count(*) FROM knelpunt")).one()
    assert verhalen == 2


def _keuzes(pagina: str) -> dict[str, Any]:
    """Give what the page carries along of the other text."""
    velden: dict[str, Any] = {"te_kiezen": []}
    for stuk in pagina.split('<input type="hidden" name="')[1:]:
        naam, waarde = stuk.partition('"')[0], stuk.partition('value="')[2].partition('"')[0]
        if naam == "te_kiezen":
            velden["te_kiezen"].append(waarde)
        elif naam.startswith("ander-"):
            velden[naam] = waarde
    return velden


def test_klacht_een_collega_overschrijft_niets_in_stilte(
    client: Client, indiener: Medewerker, handeling: Handeling
) -> None:
    casus = bouw_casus(handeling, indiener, Status.AANVULLEN)
    waarnemer = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    toegang.wijs_waarnemer_aan(handeling, casus, waarnemer, handeling.vandaag)
    eigen, ander = client(indiener), client(waarnemer)
    _typ(eigen, casus, "een", situatie="Dit typt de indiener")
    assert "Dit typt de indiener" not in _pagina(ander, casus), "a klad is of one person"
    gegevens = VOLLEDIG | {"versie": "1", "situatie": "Dit bewaarde de waarnemer"}
    assert ander.post(f"/casussen/{casus.nummer}/schrijven", data=gegevens).status_code == 302
    assert _typ(eigen, casus, "een", 2, situatie="Dit typt de indiener verder")["botst"]
    pagina = _pagina(eigen, casus)
    assert "Dit typt de indiener verder" in pagina
    assert "Dit bewaarde de waarnemer" in pagina
    assert eigen.post(f"/casussen/{casus.nummer}/schrijven", data=gegevens | {"situatie": "Weg"}).status_code == 409
    # Only looking is no choice: what the waarnemer saved stays in the way until something is chosen.
    spoor = {"versie": _verborgen(pagina, "versie"), "gezien": _verborgen(pagina, "gezien")}
    _typ(eigen, casus, "een", 3, situatie="Dit typt de indiener nog steeds", **spoor)
    assert "Dit bewaarde de waarnemer" in _pagina(eigen, casus)


def test_klacht_een_klad_lekt_niet_naar_de_volgende_casus(
    client: Client, indiener: Medewerker, handeling: Handeling
) -> None:
    browser = client(indiener)
    eerste = _verborgen(browser.get("/casussen/nieuw").text, "venster")
    gegevens = VOLLEDIG | {"venster": eerste, "beurt": "1", "situatie": GETYPT}
    een = browser.post("/casussen/klad", data=gegevens).json
    nog_eens = browser.post("/casussen/klad", data=gegevens | {"beurt": "2"}).json
    assert een is not None
    assert nog_eens is not None
    assert een["nummer"] == nog_eens["nummer"]
    leeg = browser.get("/casussen/nieuw").text
    assert GETYPT not in leeg
    tweede = browser.post("/casussen/klad", data=VOLLEDIG | {"venster": _verborgen(leeg, "venster")}).json
    assert tweede is not None
    assert tweede["nummer"] != een["nummer"]
    assert len(handeling.sessie.scalars(select(Casus)).all()) == 2


def test_dubbel_versturen_en_teruggaan_maken_nooit_twee_casussen(
    client: Client, indiener: Medewerker, handeling: Handeling
) -> None:
    browser = client(indiener)
    gegevens = VOLLEDIG | {"venster": _verborgen(browser.get("/casussen/nieuw").text, "venster")}
    for _ in range(2):
        assert browser.post("/casussen/nieuw", data=gegevens).status_code == 302
    anders = browser.post("/casussen/nieuw", data=gegevens | {"titel": "Na teruggaan veranderd"})
    assert anders.status_code == 409
    assert "Na teruggaan veranderd" in anders.text
    for _ in range(2):
        antwoord = browser.post("/casussen/nieuw", data=gegevens | {"indienen": "1"}, follow_redirects=True)
        assert antwoord.request.path.startswith("/casussen/MT-")
        assert "ingediend" in antwoord.text
    handeling.sessie.rollback()
    assert handeling.sessie.scalars(select(Casus.status)).all() == [Status.INGEDIEND]


def test_op_de_pagina_van_een_ander_bewaart_niemand_iets(
    client: Client, indiener: Medewerker, concept: Casus, handeling: Handeling
) -> None:
    ander = client(bouw_medewerker(handeling, (Rol.INDIENER, "")))
    gegevens = VOLLEDIG | {"venster": "een", "wie": str(indiener.id)}
    assert ander.post("/casussen/klad", data=gegevens).status_code == 403
    assert ander.post("/casussen/nieuw", data=gegevens).status_code == 403
    assert ander.post(f"/casussen/{concept.nummer}/klad", data=gegevens).status_code in (403, 404)


def test_in_een_ingediende_casus_typt_niemand_verder(
    client: Client, indiener: Medewerker, handeling: Handeling
) -> None:
    casus = bouw_casus(handeling, indiener, Status.INGEDIEND)
    assert client(indiener).post(f"/casussen/{casus.nummer}/klad", data=VOLLEDIG).status_code == 409


def test_rijen_komen_en_gaan_zonder_javascript(client: Client, indiener: Medewerker, concept: Casus) -> None:
    browser, pad = client(indiener), f"/casussen/{concept.nummer}/schrijven"
    vol = VOLLEDIG | {"versie": "1", "situatie": GETYPT, "knelpunten-1-toelichting": "Het tweede"}
    antwoord = browser.post(pad, data=vol | {"nog_een": "knelpunten-1-regels", "venster": "een"})
    assert antwoord.headers["Location"].endswith("#knelpunten-1-regels-0")
    antwoord = browser.post(pad, data=vol | {"weg": "knelpunten-0", "venster": "een"}, follow_redirects=True)
    assert "Zonder adres geen uitkering." not in antwoord.text
    assert "Het tweede" in antwoord.text
    assert GETYPT in antwoord.text
    for onzin in ("", "titel", "knelpunten-x", "../etc", "knelpunten-0-regels-0-wet"):
        assert browser.post(pad, data=vol | {"weg": onzin, "venster": "een"}).status_code == 302


def test_een_regel_krijgt_zijn_peildatum_en_wat_niet_op_de_lijst_staat(
    client: Client, indiener: Medewerker, concept: Casus, handeling: Handeling
) -> None:
    regel = {"knelpunten-0-regels-0-wet": "", "knelpunten-0-regels-0-wet_anders": "Huisregels van de opvang"}
    regel |= {"knelpunten-0-regels-0-peildatum": "01-03-2025", "knelpunten-0-soort": "anders"}
    anders = {"wijk": "anders", "wijk_anders": "Vleuten", "knelpunten-0-soort_anders": "Stilte"}
    overig = {"vervanger": "De teamleider", "verwante_casus": "MT-2020-0042, zelfde regel"}
    browser, pad = client(indiener), f"/casussen/{concept.nummer}/schrijven"
    assert browser.post(pad, data=VOLLEDIG | regel | anders | overig | {"versie": "1"}).status_code == 302
    lees = unescape(browser.get(f"/casussen/{concept.nummer}").text)
    for tekst in (
        "anders: Huisregels van de opvang",
        "01-03-2025",
        "anders: Vleuten",
        "anders: Stilte",
        *overig.values(),
    ):
        assert tekst in lees
    zonder = browser.post(pad, data=VOLLEDIG | {"versie": "2", "grondslag": "anders", "indienen": "1"})
    assert zonder.status_code == 422
    assert "Schrijf op waarom je deze gegevens mag delen." in zonder.text
    handeling.sessie.rollback()


def test_de_klad_ligt_versleuteld_en_staat_niet_in_het_logboek(
    client: Client, indiener: Medewerker, concept: Casus, handeling: Handeling, caplog: pytest.LogCaptureFixture
) -> None:
    _typ(client(indiener), concept, "een", situatie=GETYPT)
    ruw = handeling.sessie.execute(text("SELECT * FROM klad")).all()
    log = handeling.sessie.execute(text("SELECT * FROM logregel")).all()
    assert len(ruw) == 1
    assert GETYPT not in f"{ruw} {log} {caplog.text}"
    opgeslagen = handeling.sessie.scalars(select(Klad)).one()
    assert ["situatie", GETYPT] in json.loads(opgeslagen.inhoud)
    assert {naam for naam, _ in klad.paren_van(opgeslagen)}.isdisjoint({"csrf_token", "versie", "venster", "beurt"})


@pytest.mark.parametrize("omvang", Omvang)
def test_de_klad_gaat_mee_als_de_casus_vernietigd_wordt(
    handeling: Handeling, indiener: Medewerker, als: Als, omvang: Omvang
) -> None:
    casus = bouw_casus(handeling, indiener, Status.AANVULLEN)
    klad.houd(als(indiener), casus, klad.Blad("een", [("situatie", GETYPT)], 1))
    vernietig(handeling.sessie, [casus.id], omvang)
    assert handeling.sessie.scalars(select(Klad)).all() == []


def test_wie_stopt_laat_geen_klad_achter(handeling: Handeling, indiener: Medewerker, als: Als) -> None:
    casus = bouw_casus(handeling, indiener, Status.AANVULLEN)
    klad.houd(als(indiener), casus, klad.Blad("een", [("situatie", GETYPT)], 1))
    trek_in(als(indiener), casus)
    assert handeling.sessie.scalars(select(Klad)).all() == []


def test_typen_telt_als_leven_voor_de_bewaartermijn_en_het_lezen_staat_in_het_logboek(
    client: Client, indiener: Medewerker, concept: Casus, handeling: Handeling
) -> None:
    ervoor = concept.gewijzigd_op
    browser = client(indiener)
    with time_machine.travel(nu() + timedelta(minutes=5)):
        _typ(browser, concept, "een", situatie=GETYPT)
        _pagina(browser, concept)
    handeling.sessie.refresh(concept)
    assert concept.gewijzigd_op > ervoor
    assert concept.versie == 1, "keeping a klad is no new version of the casus"
    wat = handeling.sessie.scalars(select(Logregel.wat).where(Logregel.object_id == concept.id)).all()
    assert "casus.gelezen" in wat
