"""The work list: spoed on top, the oldest promise first, red that says why, filters that say what they hide."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from maatwerk.account.models import Medewerker
from maatwerk.casus.rules import Status
from maatwerk.kern.fouten import Invoerfout, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.klok import lokaal_moment, plus_werkdagen
from maatwerk.kern.rechten import Rol
from maatwerk.triage import werklijst
from maatwerk.triage.rules import WachtOp, laatste_te_late_dag, termijn
from maatwerk.triage.werklijst import Keuze, lees_keuze
from tests.bouw import bouw_casus, bouw_medewerker

Client = Callable[[Medewerker], FlaskClient]
Als = Callable[[Medewerker], Handeling]


@pytest.fixture
def coordinator(handeling: Handeling) -> Medewerker:
    """Give the coördinator of Ondiep and Zuilen."""
    return bouw_medewerker(handeling, (Rol.COORDINATOR, "ondiep"), (Rol.COORDINATOR, "zuilen"))


def _dagen_terug(handeling: Handeling, dagen: int) -> datetime:
    return lokaal_moment(handeling.vandaag - timedelta(days=dagen), time(9))


def test_spoed_staat_bovenaan_en_daarna_de_oudste_belofte(
    handeling: Handeling, als: Als, coordinator: Medewerker
) -> None:
    nieuw = bouw_casus(handeling)
    oud = bouw_casus(handeling, ingediend_op=_dagen_terug(handeling, 20))
    wacht = bouw_casus(handeling, status=Status.GEREED, ingediend_op=_dagen_terug(handeling, 40))
    spoed = bouw_casus(handeling, spoed_gevolg="Uithuiszetting")
    bouw_casus(handeling, tafel="kanaleneiland")
    bouw_casus(handeling, status=Status.BESPROKEN)
    lijst = werklijst.list_werk(als(coordinator), Keuze())
    assert [regel.casus for regel in lijst] == [spoed, oud, nieuw, wacht]
    assert [regel.wacht_op for regel in lijst] == [WachtOp.COORDINATOR] * 3 + [WachtOp.AGENDA]


def test_bladeren_geeft_alles_precies_een_keer(handeling: Handeling, als: Als, coordinator: Medewerker) -> None:
    casussen = [
        bouw_casus(
            handeling,
            status=Status.GEREED if nr % 3 == 0 else Status.INGEDIEND,
            spoed_gevolg="Afsluiting" if nr % 7 == 0 else "",
            ingediend_op=_dagen_terug(handeling, nr % 5),
        )
        for nr in range(60)
    ]
    gezien, na = [], None
    while bladzijde := werklijst.list_werk(als(coordinator), Keuze(), na):
        gezien += [regel.casus.id for regel in bladzijde]
        na = gezien[-1]
    assert sorted(gezien) == sorted(casus.id for casus in casussen)
    assert len(gezien) == 60


def test_bladeren_vanaf_een_casus_van_een_ander_bestaat_niet(
    handeling: Handeling, als: Als, coordinator: Medewerker
) -> None:
    vreemd = bouw_casus(handeling, tafel="kanaleneiland")
    with pytest.raises(Onvindbaar):
        werklijst.list_werk(als(coordinator), Keuze(), vreemd.id)


@pytest.mark.parametrize(
    ("beloofd", "vandaag", "tekst"),
    [
        (date(2026, 11, 19), date(2026, 11, 23), "2 werkdagen te laat: beloofd uiterlijk 19-11-2026"),
        (date(2026, 11, 20), date(2026, 11, 22), "1 werkdag te laat: beloofd uiterlijk 20-11-2026"),  # on a Sunday
        (date(2026, 11, 24), date(2026, 11, 24), "vandaag: beloofd uiterlijk 24-11-2026"),
        (date(2026, 12, 30), date(2026, 12, 24), "nog 3 werkdagen: beloofd uiterlijk 30-12-2026"),  # over Christmas
    ],
)
def test_klacht_rood_zonder_uitleg(beloofd: date, vandaag: date, tekst: str) -> None:
    zegt = termijn(beloofd, vandaag)
    assert (zegt.tekst, zegt.te_laat) == (tekst, vandaag > beloofd)


def test_klacht_rood_zonder_uitleg_op_het_scherm(handeling: Handeling, client: Client, coordinator: Medewerker) -> None:
    bouw_casus(handeling, spoed_gevolg="Uithuiszetting", ingediend_op=_dagen_terug(handeling, 20))
    pagina = client(coordinator).get("/triage").text
    assert "werkdagen te laat: beloofd uiterlijk" in pagina
    assert "Spoed: antwoord binnen 2 werkdagen" in pagina


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.integers(1, 10))
def test_te_laat_in_de_vraag_is_te_laat_op_het_scherm(vandaag: date, werkdagen: int) -> None:
    dag = laatste_te_late_dag(vandaag, werkdagen)
    assert plus_werkdagen(dag, werkdagen) < vandaag <= plus_werkdagen(dag + timedelta(days=1), werkdagen)


def test_klacht_filters_die_casussen_verbergen(handeling: Handeling, client: Client, coordinator: Medewerker) -> None:
    bouw_casus(handeling, titel="Deze is van Ondiep")
    for nr in range(3):
        bouw_casus(handeling, tafel="zuilen", titel=f"Verborgen {nr}")
    pagina = client(coordinator).get("/triage?tafel=ondiep").text
    assert "Deze is van Ondiep" in pagina
    assert "Verborgen" not in pagina
    assert "3 casussen niet getoond door je filter" in pagina
    assert ">Toon alles</a>" in pagina
    assert "niet getoond" not in client(coordinator).get("/triage").text


@pytest.mark.parametrize(
    ("vraag", "titel"),
    [
        ("wijk=Zuilen", "wijk"),
        ("spoed=ja", "spoed"),
        ("te_laat=ja", "laat"),
        ("wacht_op=indiener", "indiener"),
        ("tafel=zuilen", "wijk"),
    ],
)
def test_elk_filter_laat_precies_zien_wat_het_zegt(
    handeling: Handeling, als: Als, coordinator: Medewerker, vraag: str, titel: str
) -> None:
    bouw_casus(handeling, titel="gewoon")
    bouw_casus(handeling, titel="wijk", wijk="Zuilen", tafel="zuilen")
    bouw_casus(handeling, titel="spoed", spoed_gevolg="Afsluiting")
    bouw_casus(handeling, titel="laat", ingediend_op=_dagen_terug(handeling, 20))
    bouw_casus(handeling, titel="indiener", status=Status.AANVULLEN)
    keuze = lees_keuze(dict(deel.split("=") for deel in vraag.split("&")))
    assert [regel.casus.titel for regel in werklijst.list_werk(als(coordinator), keuze)] == [titel]
    assert werklijst.tel_werk(als(coordinator), keuze) == (1, 4)


def test_een_filter_wordt_bewaard_onder_een_naam_en_is_van_een_mens(
    handeling: Handeling, client: Client, coordinator: Medewerker
) -> None:
    ander = bouw_medewerker(handeling, (Rol.COORDINATOR, "ondiep"))
    browser = client(coordinator)
    antwoord = browser.post("/triage/filters", data={"naam": "Mijn maandag", "tafel": "ondiep", "spoed": "ja"})
    assert antwoord.headers["Location"] == "/triage?tafel=ondiep&spoed=ja"
    assert "Mijn maandag" in browser.get("/triage").text
    weg = re.search(r"/triage/filters/[0-9]+/weg", browser.get("/triage").text)
    assert weg is not None
    vreemd = client(ander)
    assert "Mijn maandag" not in vreemd.get("/triage").text
    assert vreemd.post(weg.group()).status_code == 404
    browser.post("/triage/filters", data={"naam": "mijn maandag", "wijk": "Ondiep"})
    pagina = browser.get("/triage").text
    assert (pagina.count("?wijk=Ondiep"), pagina.count("?tafel=ondiep")) == (1, 0), "the same name again replaces it"
    browser.post(weg.group())
    assert "Mijn filters" not in browser.get("/triage").text


def test_een_filter_dat_niets_verbergt_of_geen_naam_heeft_wordt_niet_bewaard(
    client: Client, als: Als, coordinator: Medewerker
) -> None:
    with pytest.raises(Invoerfout, match="verbergt niets"):
        werklijst.bewaar_filter(als(coordinator), "Alles", Keuze())
    antwoord = client(coordinator).post("/triage/filters", data={"naam": " ", "spoed": "ja"})
    assert antwoord.status_code == 422
    assert "Geef het filter een naam" in antwoord.text


def test_klacht_een_vaste_gemeente(handeling: Handeling, client: Client, coordinator: Medewerker) -> None:
    """Tafels, wijken and terms on the list come from the settings; holidays from the calendar of the country."""
    bouw_casus(handeling)
    pagina = client(coordinator).get("/triage").text
    namen = {tafel.code: tafel.naam for tafel in handeling.instellingen.tafels}
    assert namen["ondiep"] in pagina
    assert namen["kanaleneiland"] not in pagina
    assert plus_werkdagen(date(2027, 4, 26), 1) == date(2027, 4, 28)  # Koningsdag


@pytest.mark.parametrize("onzin", ["na=999999", "na=onzin", "wacht_op=onzin&tafel=onzin&wijk=%00", "spoed=1"])
def test_onzin_in_het_adres_geeft_een_rustig_antwoord(
    handeling: Handeling, client: Client, coordinator: Medewerker, onzin: str
) -> None:
    bouw_casus(handeling)
    assert client(coordinator).get(f"/triage?{onzin}").status_code in (200, 400, 404)
