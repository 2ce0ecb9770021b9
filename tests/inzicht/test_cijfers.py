"""Figures from the database: counted once, when a period is over; page and file show no more than may be seen."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, select

from maatwerk.account.models import Medewerker
from maatwerk.bewaring.rules import Omvang
from maatwerk.bewaring.vernietiging import vernietig
from maatwerk.casus.models import Casus, Knelpunt, Regel
from maatwerk.casus.rules import Status, Werking
from maatwerk.inzicht.afsluiten import sluit_af
from maatwerk.inzicht.cijfers import KOLOMMEN, NIET_GETOOND, get_periode, list_beelden, list_cijferrijen, list_periodes
from maatwerk.inzicht.models import Cijfer
from maatwerk.inzicht.periodes import heel_jaar, kwartaal, voorbij
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.les.models import Hulp
from maatwerk.les.rules import Kenmerksoort, Lesstatus
from maatwerk.logboek.models import Logregel
from tests.bouw import bouw_casus, bouw_medewerker
from tests.les.bouw import bouw_les

Client = Callable[[Medewerker], FlaskClient]

ZOMER = datetime(2025, 8, 12, 9, tzinfo=UTC)
LATER = datetime(2026, 3, 2, 9, tzinfo=UTC)
"""When 2025 and all its quarters are over, long enough."""


@pytest.fixture
def later(handeling: Handeling) -> Handeling:
    return replace(handeling, nu=LATER)


def _bouw(handeling: Handeling, aantal: int, *, dag: datetime = ZOMER, **velden: Any) -> list[Casus]:
    """Build so many casussen, handed in on this day, with the wetten that are asked for or none."""
    wetten: Sequence[str] = velden.pop("wetten", ())
    soort = velden.pop("soort", "")
    casussen = []
    for _ in range(aantal):
        regels = [Regel(wet=wet, peildatum=dag.date()) for wet in wetten]
        knelpunten = [Knelpunt(soort=soort, regels=regels)]
        casussen.append(bouw_casus(handeling, ingediend_op=dag, **({"knelpunten": knelpunten} | velden)))
    return casussen


def _rijen(handeling: Handeling, periode: str, tabel: str) -> dict[tuple[str, str], str]:
    """Give one table as it is shown, by row and column."""
    gevonden = get_periode(handeling, periode)
    return {
        (rij["rij"], rij["kolom"]): rij["aantal"]  # type: ignore[misc]
        for rij in list_cijferrijen(gevonden, list_beelden(handeling, gevonden))
        if rij["tabel"] == tabel
    }


def _tafels(handeling: Handeling, periode: str = "2025-K3") -> list[str]:
    return list(_rijen(handeling, periode, "Casussen per tafel").values())


def test_een_kwartaal_wordt_geteld_als_het_veertien_dagen_voorbij_is(handeling: Handeling) -> None:
    _bouw(handeling, 6)
    assert sluit_af(replace(handeling, nu=datetime(2025, 10, 14, 9, tzinfo=UTC))) == []
    assert sluit_af(replace(handeling, nu=datetime(2025, 10, 15, 9, tzinfo=UTC))) == ["2025-K3"]
    assert sluit_af(replace(handeling, nu=datetime(2025, 10, 16, 9, tzinfo=UTC))) == []
    assert sluit_af(replace(handeling, nu=LATER)) == ["2025-K4", "2025"]
    assert list_periodes(handeling) == ["2025", "2025-K4", "2025-K3"]


def test_zonder_casussen_valt_er_niets_te_tellen(later: Handeling) -> None:
    assert sluit_af(later) == []
    assert list_periodes(later) == []


def test_de_kwartalen_van_een_jaar_sluiten_aan() -> None:
    delen = [kwartaal(2026, nummer) for nummer in range(1, 5)]
    assert [deel.van for deel in delen[1:]] == [deel.tot for deel in delen[:-1]]
    assert (delen[0].van, delen[-1].tot) == (heel_jaar(2026).van, heel_jaar(2026).tot)
    assert [deel.code for deel in voorbij(delen[0].van, heel_jaar(2026).tot, 0)][-2:] == ["2026-K4", "2026"]


def test_wat_later_met_een_casus_gebeurt_verandert_geen_cijfer(later: Handeling) -> None:
    """Else somebody who wrote down the figures of yesterday subtracts."""
    casussen = [*_bouw(later, 9), *_bouw(later, 8, tafel="zuilen"), *_bouw(later, 7, tafel="kanaleneiland")]
    casussen += _bouw(later, 12, tafel="stedelijk", wetten=("PW",))
    sluit_af(later)
    periodes = list_periodes(later)
    eerst = [
        _rijen(later, periode, tabel) for periode in periodes for tabel in ("Casussen per tafel", "Casussen per wet")
    ]
    casussen[0].status = Status.INGETROKKEN
    casussen[1].tafel = "zuilen"
    vernietig(later.sessie, [casussen[2].id], Omvang.ALLES)
    vernietig(later.sessie, [casussen[-1].id], Omvang.TEKST)
    later.sessie.execute(delete(Regel))
    _bouw(later, 5)
    later.sessie.flush()
    assert sluit_af(replace(later, nu=LATER + timedelta(days=1))) == []
    later.sessie.expire_all()
    assert [
        _rijen(later, periode, tabel) for periode in periodes for tabel in ("Casussen per tafel", "Casussen per wet")
    ] == eerst
    assert ("Wijktafel Zuilen", "Aantal") in eerst[2]


def test_een_kleine_tafel_is_niet_uit_te_rekenen(later: Handeling) -> None:
    _bouw(later, 9)
    _bouw(later, 1, tafel="zuilen")
    _bouw(later, 8, tafel="kanaleneiland")
    _bouw(later, 20, tafel="stedelijk")
    sluit_af(later)
    assert _tafels(later) == ["9", NIET_GETOOND, NIET_GETOOND, "20", "38"]


def test_alleen_wat_is_ingediend_en_niet_ingetrokken_telt(later: Handeling) -> None:
    for tafel in later.instellingen.tafels:
        _bouw(later, 5, tafel=tafel.code)
        _bouw(later, 1, tafel=tafel.code, status=Status.INGETROKKEN)
        bouw_casus(later, status=Status.CONCEPT, tafel=tafel.code)
    sluit_af(later)
    assert _tafels(later) == ["5", "5", "5", "5", "20"]


def test_een_kwartaal_begint_om_middernacht_in_nederland(later: Handeling) -> None:
    for tafel in later.instellingen.tafels:
        _bouw(later, 5, tafel=tafel.code, dag=datetime(2025, 6, 30, 22, tzinfo=UTC))  # half past twelve at night here
        _bouw(later, 6, tafel=tafel.code, dag=datetime(2025, 6, 30, 21, 59, tzinfo=UTC))
    sluit_af(later)
    assert (_tafels(later, "2025-K2")[-1], _tafels(later)[-1]) == ("24", "20")


def test_een_casus_telt_per_wet_een_keer_en_alleen_als_die_knelt(later: Handeling) -> None:
    knelt = {"wet": "Wgs", "peildatum": ZOMER.date()}
    casussen = _bouw(later, 6, wetten=("Wgs", "Wgs", "anders"))
    for casus in casussen:
        later.sessie.add(Knelpunt(casus_id=casus.id, soort="anders", regels=[Regel(**knelt)]))
    ruimte = {"wet": "Awb", "peildatum": ZOMER.date(), "werking": Werking.RUIMTE}
    for casus in [*casussen, *_bouw(later, 7, knelpunten=[])]:
        later.sessie.add(Knelpunt(casus_id=casus.id, soort="", regels=[Regel(**ruimte)]))
    later.sessie.flush()
    sluit_af(later)
    aantallen = list(_rijen(later, "2025", "Casussen per wet").values())
    assert aantallen == ["6", NIET_GETOOND]
    assert list(_rijen(later, "2025", "Casussen per soort knelpunt").values()) == [NIET_GETOOND]


def test_een_kruistabel_toont_alleen_wat_vaak_genoeg_samen_voorkomt(later: Handeling) -> None:
    _bouw(later, 12, wetten=("PW", "Wgs"), soort="harde grens", leefgebieden=["schulden", "wonen"])
    _bouw(later, 11, wetten=("PW",), soort="verblijf", leefgebieden=["wonen"])
    _bouw(later, 10, wetten=("Wgs",), soort="verblijf")
    _bouw(later, 10, wetten=("Wlz",), soort="harde grens")
    sluit_af(later)
    assert {cijfer.aantal for cijfer in _cijfers(later, "wet-en-wet")} == {12}
    assert {(c.bij_rij, c.bij_kolom) for c in _cijfers(later, "wet-en-wet")} == {("PW", "Wgs")}
    kruis = {(c.bij_rij, c.bij_kolom, c.aantal) for c in _cijfers(later, "wet-en-knelpunttype")}
    assert kruis == {
        ("PW", "harde grens", 12),
        ("PW", "verblijf", 11),
        ("Wgs", "harde grens", 12),
        ("Wgs", "verblijf", 10),
    }
    assert [c.aantal for c in _cijfers(later, "casussen-per-leefgebied")] == [12, 23]


def _cijfers(handeling: Handeling, tabel: str) -> list[Cijfer]:
    vraag = select(Cijfer).where(Cijfer.tabel == tabel).order_by(Cijfer.bij_rij)
    return list(handeling.sessie.scalars(vraag))


def test_lessen_en_hulp_tellen_mee_in_hun_eigen_tabel(later: Handeling) -> None:
    schrijver = bouw_medewerker(later)
    kenmerken = {Kenmerksoort.WET: ["PW"], Kenmerksoort.NIVEAU: ["lokaal"]}
    lessen = [bouw_les(later, schrijver, kwartaal="2025-K2", kenmerken=kenmerken) for _ in range(5)]
    for _ in range(6):
        bouw_les(later, schrijver, kwartaal="2025-K4", kenmerken={})
        bouw_les(later, schrijver, Lesstatus.INGETROKKEN, kwartaal="2025-K4", kenmerken=kenmerken)
    later.sessie.add_all(Hulp(les_id=lessen[0].id, kwartaal="2025-K2") for _ in range(5))
    later.sessie.add_all(Hulp(les_id=lessen[0].id, kwartaal="2025-K3") for _ in range(4))
    later.sessie.flush()
    sluit_af(later)
    assert [(c.bij_rij, c.aantal) for c in _cijfers(later, "lessen-per-wet")] == [("PW", 5)]
    assert [c.aantal for c in _cijfers(later, "lessen-per-niveau")] == [5]
    assert [c.aantal for c in _cijfers(later, "verder-geholpen")] == [5]


def test_in_de_database_staat_geen_aantal_onder_de_drempel(later: Handeling) -> None:
    for aantal, tafel in enumerate(later.instellingen.tafels, start=3):
        _bouw(later, aantal, tafel=tafel.code, wetten=("PW", "Wgs")[: aantal - 2], soort="verblijf")
    sluit_af(later)
    cijfers = later.sessie.scalars(select(Cijfer)).all()
    assert cijfers
    assert min(cijfer.aantal for cijfer in cijfers) >= 5


@pytest.fixture
def browser(later: Handeling, client: Client) -> FlaskClient:
    """Give a beleidsadviseur with a quarter and a year to read."""
    _bouw(later, 9, wetten=("PW", "Wgs"), soort="harde grens")
    _bouw(later, 1, tafel="zuilen", wetten=("Wlz",))
    _bouw(later, 8, tafel="kanaleneiland")
    _bouw(later, 20, tafel="stedelijk", wetten=("PW",), soort="=1+1")
    sluit_af(later)
    return client(bouw_medewerker(later, (Rol.BELEID, "")))


def test_de_bladzijde_toont_het_nieuwste_jaar_en_elke_andere_periode(browser: FlaskClient) -> None:
    jaar = browser.get("/cijfers").text
    assert "Casussen per wet" in jaar
    assert "Participatiewet" in jaar
    assert "Wet langdurige zorg" not in jaar
    assert "Casussen per tafel" in browser.get("/cijfers?periode=2025-K3").text
    for onbekend in ("2025-K9", "2031", "", "../2025"):
        assert browser.get("/cijfers", query_string={"periode": onbekend}).status_code == 404


@pytest.mark.parametrize("periode", ["2025", "2025-K3"])
def test_in_het_bestand_staat_wat_op_de_bladzijde_staat(browser: FlaskClient, periode: str) -> None:
    bladzijde = browser.get(f"/cijfers?periode={periode}").text
    antwoord = browser.get(f"/cijfers/bestand?periode={periode}")
    assert antwoord.headers["Content-Disposition"] == f'attachment; filename="cijfers-{periode}.csv"'
    assert antwoord.headers["Cache-Control"] == "no-store"
    kop, *rijen = csv.reader(io.StringIO(antwoord.data.decode("utf-8-sig"), newline=""), delimiter=";")
    assert kop == list(KOLOMMEN)
    assert len(rijen) == bladzijde.count("<td>")
    for rij in rijen:
        assert all(cel.removeprefix("'") in bladzijde for cel in rij)
    assert [rij for rij in rijen if rij[2] == "Wijktafel Zuilen"] == (
        [["2025-K3", "Casussen per tafel", "Wijktafel Zuilen", "Aantal", NIET_GETOOND]] if "K" in periode else []
    )
    assert not any(cel.startswith("=") for rij in rijen for cel in rij)


def test_kijken_en_downloaden_staan_in_het_logboek(browser: FlaskClient, handeling: Handeling) -> None:
    browser.get("/cijfers")
    browser.get("/cijfers/bestand?periode=2025")
    wat = handeling.sessie.scalars(select(Logregel.wat).where(Logregel.wat.startswith("cijfers."))).all()
    assert [woord for woord in wat if woord != "cijfers.afgesloten"] == ["cijfers.gelezen", "cijfers.gedownload"]


def test_zonder_periode_zegt_de_bladzijde_wanneer_er_een_komt(handeling: Handeling, client: Client) -> None:
    browser = client(bouw_medewerker(handeling, (Rol.BELEID, "")))
    assert "14 dagen voorbij" in browser.get("/cijfers").text
    assert browser.get("/cijfers/bestand").headers["Location"] == "/cijfers"


@pytest.mark.parametrize("rol", [Rol.INDIENER, Rol.LID, Rol.VOORZITTER, Rol.COORDINATOR, Rol.BEHEERDER, Rol.PRIVACY])
def test_wie_zelf_casussen_leest_trekt_ze_niet_van_de_cijfers_af(
    handeling: Handeling, client: Client, rol: Rol
) -> None:
    tafel = "ondiep" if rol in (Rol.LID, Rol.VOORZITTER, Rol.COORDINATOR) else ""
    bezoeker = client(bouw_medewerker(handeling, (rol, tafel)))
    assert bezoeker.get("/cijfers").status_code == 403
    assert bezoeker.get("/cijfers/bestand?periode=2025").status_code == 403
