"""The step before handing in: what may point at somebody is replaced or confirmed, and skipping it does not work."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from maatwerk.account.models import Medewerker
from maatwerk.casus.models import Bevestiging, Casus, Knelpunt, Poging, Toegang
from maatwerk.casus.rules import Status
from maatwerk.casus.venster import Grond
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.logboek.models import Logregel
from tests.bouw import bouw_casus, bouw_medewerker
from tests.casus.test_schrijven import VOLLEDIG

Client = Callable[[Medewerker], FlaskClient]
MET_NAAM = "Vorige week was Xhemile bij ons. Daarna ging Xhemile weg."


@pytest.fixture
def indiener(handeling: Handeling) -> Medewerker:
    return bouw_medewerker(handeling, (Rol.INDIENER, ""))


@pytest.fixture
def casus(handeling: Handeling, indiener: Medewerker) -> Casus:
    return bouw_casus(handeling, indiener, Status.CONCEPT, situatie=MET_NAAM)


def _indienen(browser: FlaskClient, casus: Casus, *bevestigd: str, **velden: str) -> TestResponse:
    data: Mapping[str, object] = {"versie": str(casus.versie), "dien_in": "1", "bevestig": list(bevestigd), **velden}
    return browser.post(f"/casussen/{casus.nummer}/indienen", data=data)


def _vers(handeling: Handeling, casus: Casus) -> Casus:
    handeling.sessie.rollback()
    handeling.sessie.refresh(casus, ["status", "situatie", "versie", "knelpunten", "pogingen"])
    handeling.sessie.commit()  # on SQLite a session that reads keeps writers waiting
    return casus


def _logregels(handeling: Handeling, begin: str) -> list[str]:
    vraag = select(Logregel.wat).where(Logregel.wat.startswith(begin)).order_by(Logregel.id)
    gevonden = list(handeling.sessie.scalars(vraag))
    handeling.sessie.commit()
    return gevonden


def test_dien_in_met_een_naam_leidt_naar_de_stap_en_bewaart_de_tekst(
    client: Client, indiener: Medewerker, handeling: Handeling
) -> None:
    browser = client(indiener)
    antwoord = browser.post(
        "/casussen/nieuw", data=VOLLEDIG | {"situatie": MET_NAAM, "indienen": "1"}, follow_redirects=True
    )
    casus = handeling.sessie.scalars(select(Casus)).one()
    assert antwoord.request.path == f"/casussen/{casus.nummer}/indienen"
    assert (casus.status, casus.situatie) == (Status.CONCEPT, MET_NAAM)
    for tekst in ("nog niet ingediend", "<mark>Xhemile</mark>", "hoofdletter, onbekend woord", "wijst niemand aan"):
        assert tekst in antwoord.text, tekst


def test_de_stap_overslaan_kan_niet(client: Client, indiener: Medewerker, handeling: Handeling, casus: Casus) -> None:
    browser = client(indiener)
    antwoord = _indienen(browser, casus)
    assert antwoord.status_code == 422
    assert "Hier staat nog een naam" in antwoord.text
    assert _vers(handeling, casus).status is Status.CONCEPT


def test_een_bevestiging_geldt_en_staat_zonder_woord_in_het_logboek(
    client: Client, indiener: Medewerker, handeling: Handeling, casus: Casus
) -> None:
    browser = client(indiener)
    antwoord = _indienen(browser, casus, "situatie:16:23")
    assert antwoord.status_code == 303, "the same word in the same field is confirmed at once"
    assert _vers(handeling, casus).status is Status.INGEDIEND
    assert _logregels(handeling, "casus.bevestigd") == ["casus.bevestigd.situatie.persoon"]
    (bevestiging,) = handeling.sessie.scalars(select(Bevestiging))
    assert isinstance(bevestiging.woord_merk, bytes)
    assert b"Xhemile" not in bevestiging.woord_merk


def test_een_bevestiging_geldt_alleen_voor_precies_dat_woord_in_dat_veld(
    client: Client, indiener: Medewerker, handeling: Handeling, casus: Casus
) -> None:
    browser = client(indiener)
    pad = f"/casussen/{casus.nummer}/indienen"
    browser.post(pad, data={"versie": str(casus.versie), "bevestig": "situatie:16:23"})
    assert "Xhemile" not in browser.get(pad).text
    versie = _vers(handeling, casus).versie
    casus.situatie, casus.wens_inwoner = "Vorige week was Xhemila bij ons.", "Daarna ging Xhemile weg."
    handeling.sessie.commit()
    assert casus.versie > versie
    antwoord = _indienen(browser, casus)
    assert antwoord.status_code == 422
    assert "<mark>Xhemila</mark>" in antwoord.text
    assert "<mark>Xhemile</mark>" in antwoord.text, "another field"


def test_een_hard_kenmerk_is_niet_te_bevestigen(
    client: Client, indiener: Medewerker, handeling: Handeling, casus: Casus
) -> None:
    casus.situatie = "Bel op 06-12345678 graag."
    antwoord = _indienen(client(indiener), casus, "situatie:7:18")
    assert antwoord.status_code == 422
    assert "Dit moet weg voor je indient" in antwoord.text
    assert _vers(handeling, casus).status is Status.CONCEPT
    assert handeling.sessie.scalars(select(Bevestiging)).all() == []


def test_vervangen_schrijft_het_voorstel_ook_in_een_knelpunt_en_een_poging(
    client: Client, indiener: Medewerker, handeling: Handeling
) -> None:
    casus = bouw_casus(
        handeling,
        indiener,
        Status.CONCEPT,
        situatie="Toen was Xhemile er.",
        knelpunten=[Knelpunt(toelichting="Daar was Xhemile niet bekend.", soort="", waar="", regels=[])],
        pogingen=[Poging(organisatie="", uitkomst="Met moeder Xhemile gesproken.")],
    )
    browser = client(indiener)
    pad = f"/casussen/{casus.nummer}/indienen"
    for sleutel in ("situatie:9:16", "knelpunten-0-toelichting:9:16", "pogingen-0-uitkomst:10:18"):
        versie = _vers(handeling, casus).versie
        antwoord = browser.post(pad, data={"versie": str(versie), "vervang": sleutel})
        assert antwoord.status_code == 303, (sleutel, antwoord.text)
    gelezen = _vers(handeling, casus)
    assert gelezen.situatie == "Toen was de moeder er.", "elsewhere the text says who it is"
    assert gelezen.knelpunten[0].toelichting in ("Daar was de moeder niet bekend.", "Daar was de inwoner niet bekend.")
    assert gelezen.pogingen[0].uitkomst == "Met moeder gesproken."
    assert _indienen(browser, gelezen).status_code == 303
    assert _vers(handeling, casus).status is Status.INGEDIEND


@pytest.mark.parametrize("velden", [{"vervang": "situatie:16:23"}, {"bevestig": "situatie:16:23", "dien_in": "1"}])
def test_wie_een_oude_tekst_ziet_verandert_en_bevestigt_niets(
    client: Client, indiener: Medewerker, handeling: Handeling, casus: Casus, velden: dict[str, str]
) -> None:
    antwoord = client(indiener).post(
        f"/casussen/{casus.nummer}/indienen", data={"versie": "99", **velden}, follow_redirects=True
    )
    assert antwoord.status_code == 409
    assert "in een ander venster veranderd" in antwoord.text
    assert (_vers(handeling, casus).status, casus.situatie) == (Status.CONCEPT, MET_NAAM)
    assert handeling.sessie.scalars(select(Bevestiging)).all() == []


def test_onzin_aanvinken_wordt_geweigerd(client: Client, indiener: Medewerker, casus: Casus) -> None:
    for velden in ({"bevestig": "situatie:0:9999"}, {"vervang": "x"}, {"bevestig": "a\x00b"}):
        antwoord = client(indiener).post(
            f"/casussen/{casus.nummer}/indienen", data={"versie": str(casus.versie), **velden}
        )
        assert antwoord.status_code == 409
        assert "staat er niet meer" in antwoord.text


def test_twee_keer_indienen_kost_niets(
    client: Client, indiener: Medewerker, handeling: Handeling, casus: Casus
) -> None:
    browser = client(indiener)
    assert _indienen(browser, casus, "situatie:16:23").status_code == 303
    nog_eens = _indienen(browser, casus, "situatie:16:23")
    assert (nog_eens.status_code, nog_eens.headers["Location"]) == (302, f"/casussen/{casus.nummer}")
    assert _logregels(handeling, "casus.ingediend") == ["casus.ingediend"]


def _laat_waarnemen(handeling: Handeling, casus: Casus) -> Medewerker:
    waarnemer = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    venster = {"vanaf": handeling.nu - timedelta(hours=1), "tot": handeling.nu + timedelta(days=1)}
    handeling.sessie.add(Toegang(casus_id=casus.id, medewerker_id=waarnemer.id, grond=Grond.WAARNEMING, **venster))
    return waarnemer


def test_een_waarnemer_stuurt_een_aanvulling_na_maar_geen_concept(
    client: Client, indiener: Medewerker, handeling: Handeling, casus: Casus
) -> None:
    aanvullen = bouw_casus(handeling, indiener, Status.AANVULLEN, titel="Zonder adres", organisatie="Lister")
    browser = client(_laat_waarnemen(handeling, aanvullen))
    assert _indienen(browser, aanvullen).status_code == 303
    assert _vers(handeling, aanvullen).status is Status.INGEDIEND
    ander = client(_laat_waarnemen(handeling, casus))
    assert "Bewaar wat ik aanvinkte" in ander.get(f"/casussen/{casus.nummer}/indienen").text
    assert _indienen(ander, casus, "situatie:16:23").status_code == 403
    assert _vers(handeling, casus).status is Status.CONCEPT


def test_het_fragment_bewaart_niets_en_zegt_per_veld_waarom(
    client: Client, indiener: Medewerker, handeling: Handeling
) -> None:
    browser = client(indiener)
    velden = {
        "situatie": "Toen was moeder Xhemile er.\r\nEn Bel 06-12345678.",
        "knelpunten-0-soort": "Xhemile",
        "bronkenmerk": "2026/12345",
        "wens_inwoner": "hij wil graag weer gaan werken bij een baas",
        "titel": "a\x00b",
    }
    antwoord = browser.post("/casussen/nalezen", data=velden)
    assert antwoord.status_code == 200
    for tekst in ('data-veld="situatie"', "Laat het weg", "onbekend woord", "Dit moet weg voor je indient", "Let op:"):
        assert tekst in antwoord.text, tekst
    assert 'data-veld="wens_inwoner"' in antwoord.text
    assert "knelpunten-0-soort" not in antwoord.text
    assert "2026/12345" not in antwoord.text
    assert handeling.sessie.scalars(select(Casus)).all() == []
    handeling.sessie.commit()
    assert _logregels(handeling, "tekst") == ["tekst.nagelezen"]
    leeg = browser.post("/casussen/nalezen", data={"titel": "Geen adres, geen uitkering"})
    assert "niets dat naar iemand wijst" in leeg.text
