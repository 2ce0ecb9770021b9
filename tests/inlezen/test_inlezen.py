"""Reading in on screen: look first, then confirm; all or nothing; one file per person, for an hour."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from maatwerk.account.models import Medewerker
from maatwerk.account.queries import als_aangemelde
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Status
from maatwerk.inlezen import commands as inleeswerk
from maatwerk.inlezen.aanlevering import lees
from maatwerk.inlezen.models import Inleesstuk, Inlezing
from maatwerk.inlezen.sjabloon import veilig
from maatwerk.kern import klok
from maatwerk.kern.database import Basis
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.logboek.models import Logregel
from tests.bouw import bouw_medewerker
from tests.inlezen.bladen import rij, xlsx

Client = Callable[[Medewerker], FlaskClient]


@pytest.fixture
def coordinator(handeling: Handeling) -> Medewerker:
    """Give the casuscoördinator of Ondiep."""
    return bouw_medewerker(handeling, (Rol.COORDINATOR, "ondiep"))


def _stuur(browser: FlaskClient, bestand: bytes, naam: str = "casussen.xlsx") -> TestResponse:
    """Send it as a browser does. Werkzeug's own way leaves a temporary file open when it is large."""
    kop = f'Content-Disposition: form-data; name="bestand"; filename="{naam}"\r\nContent-Type: text/plain'
    lichaam = f"--x\r\n{kop}\r\n\r\n".encode() + bestand + b"\r\n--x--\r\n"
    return browser.post(
        "/casussen/inlezen", data=lichaam, content_type="multipart/form-data; boundary=x", follow_redirects=True
    )


def _aantal(handeling: Handeling, soort: type[Basis] = Casus) -> int:
    aantal = handeling.sessie.scalar(select(func.count(soort.id))) or 0
    handeling.sessie.rollback()  # lets go of the database: the browser is somebody else
    return aantal


def test_eerst_kijken_en_pas_na_bevestigen_komt_het_binnen(
    handeling: Handeling, client: Client, coordinator: Medewerker
) -> None:
    browser = client(coordinator)
    uitslag = _stuur(browser, xlsx(rij(), rij(Bronkenmerk="BT-2"))).text
    assert "Dit bestand is goed" in uitslag
    assert "Lees 2 casussen in" in uitslag
    assert _aantal(handeling) == 0
    na = browser.post("/casussen/inlezen/opnemen", follow_redirects=True).text
    assert "2 casussen ingelezen. Al bekend: 0." in na
    assert set(handeling.sessie.scalars(select(Casus.status))) == {Status.INGEDIEND}
    handeling.sessie.rollback()
    assert (_aantal(handeling, Inlezing), _aantal(handeling, Inleesstuk)) == (0, 0)
    assert browser.post("/casussen/inlezen/opnemen").status_code == 404  # a double press takes in nothing twice
    assert "Lees 0 casussen in" in _stuur(browser, xlsx(rij())).text
    assert _aantal(handeling) == 2


def test_een_slechte_rij_houdt_alles_tegen_en_staat_met_kolom_en_reden_op_het_scherm(
    handeling: Handeling, client: Client, coordinator: Medewerker
) -> None:
    browser = client(coordinator)
    uitslag = _stuur(browser, xlsx(rij(), rij(Bronkenmerk="BT-2", Titel="", Situatie="Bel 06 12 34 56 78."))).text
    assert "Dit bestand kan nog niet naar binnen" in uitslag
    assert "Hier staat een telefoonnummer." in uitslag
    assert "06 12" not in uitslag
    csv = browser.get("/casussen/inlezen/fouten.csv")
    assert csv.text.splitlines() == [
        "\ufeffRij;Kolom;Naam van de kolom;Wat er mis is",
        "3;B;Titel;Dit is leeg, maar wel nodig.",
        "3;L;Situatie;Hier staat een telefoonnummer. Haal dat weg: de tafel mag niet weten om wie het gaat.",
    ]
    antwoord = browser.post("/casussen/inlezen/opnemen", follow_redirects=True)
    assert "nog niet helemaal goedgekeurd" in antwoord.text
    assert _aantal(handeling) == 0


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_klacht_csv_formule_in_de_foutenlijst_elke_cel_is_tekst(begin: str) -> None:
    assert veilig(f"{begin}1+1").startswith("'")
    assert veilig("Titel") == "Titel"


def test_klacht_een_log_dat_niet_zegt_wie_inlas_bestand_weigering_en_elke_casus_staan_er_met_naam(
    handeling: Handeling, client: Client, coordinator: Medewerker
) -> None:
    browser = client(coordinator)
    _stuur(browser, b"rommel", "rommel.csv")
    _stuur(browser, xlsx(rij()))
    browser.post("/casussen/inlezen/opnemen")
    regels = handeling.sessie.execute(
        select(Logregel.wat, Logregel.geslaagd).where(Logregel.wie == coordinator.id).order_by(Logregel.id)
    )
    assert [tuple(regel) for regel in regels if "." in regel.wat and not regel.wat.startswith("account")][-4:] == [
        ("inlezing.geweigerd", False),
        ("inlezing.begonnen", True),
        ("casus.ingediend", True),
        ("casussen.geimporteerd", True),
    ]


def test_niemand_ziet_het_bestand_van_een_ander(handeling: Handeling, client: Client, coordinator: Medewerker) -> None:
    ander = bouw_medewerker(handeling, (Rol.COORDINATOR, "ondiep"))
    _stuur(client(coordinator), xlsx(rij()))
    vreemde = client(ander)
    for pad in ("uitslag", "fouten.csv"):
        assert vreemde.get(f"/casussen/inlezen/{pad}").status_code == 404
    assert vreemde.post("/casussen/inlezen/opnemen").status_code == 404
    assert vreemde.post("/casussen/inlezen/weggooien").status_code == 302
    assert _aantal(handeling, Inlezing) == 1


def test_na_een_uur_is_het_bestand_er_niet_meer(handeling: Handeling, client: Client, coordinator: Medewerker) -> None:
    ander = bouw_medewerker(handeling, (Rol.COORDINATOR, "zuilen"))
    _stuur(client(coordinator), xlsx(rij()))
    with time_machine.travel(klok.nu() + timedelta(minutes=61), tick=False):
        browser = client(coordinator)
        assert browser.get("/casussen/inlezen/uitslag").status_code == 404
        _stuur(client(ander), xlsx(rij(Wijk="Zuilen")))
    assert handeling.sessie.scalars(select(Inlezing.medewerker_id)).all() == [ander.id]


def test_de_dagelijkse_ronde_ruimt_op_wat_is_blijven_liggen(handeling: Handeling, coordinator: Medewerker) -> None:
    inleeswerk.bewaar_aanlevering(replace(handeling, wie=als_aangemelde(coordinator)), lees(xlsx(rij())))
    assert inleeswerk.ruim_oude(handeling) == 0
    assert inleeswerk.ruim_oude(replace(handeling, nu=handeling.nu + inleeswerk.GELDIG)) == 1
    assert _aantal(handeling, Inlezing) == 0


def test_een_lang_bestand_gaat_in_stappen_en_dezelfde_stap_twee_keer_verandert_niets(
    handeling: Handeling, client: Client, coordinator: Medewerker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("maatwerk.inlezen.views._DUUR", 0.0)
    browser = client(coordinator)
    slecht = {210, 405}
    rijen = [rij(Bronkenmerk=f"BT-{nr}", **({"Titel": ""} if nr in slecht else {})) for nr in range(2, 503)]
    eerste = _stuur(browser, xlsx(*rijen)).text
    assert "Nagekeken: 200 van 501 rijen." in eerste
    assert "nog niet helemaal" in browser.post("/casussen/inlezen/opnemen", follow_redirects=True).text
    assert "Nagekeken: 400 van 501 rijen." in browser.post("/casussen/inlezen/keuren", follow_redirects=True).text
    for _ in range(2):
        laatste = browser.post("/casussen/inlezen/keuren", follow_redirects=True).text
    csv = browser.get("/casussen/inlezen/fouten.csv").text
    assert [regel.split(";")[0] for regel in csv.splitlines()[1:]] == ["210", "405"]
    assert "Rijen met een fout" in laatste
    assert _aantal(handeling) == 0


def test_wat_klaarligt_ligt_versleuteld(handeling: Handeling, client: Client, coordinator: Medewerker) -> None:
    _stuur(client(coordinator), xlsx(rij(Situatie="kanarie")))
    ligt = handeling.sessie.connection().exec_driver_sql("SELECT rijen FROM inleesstuk").scalar_one()
    assert ligt.startswith("v1.")
    assert "kanarie" in handeling.sessie.scalars(select(Inleesstuk.rijen)).one()


def test_alleen_wie_mag_kan_een_groot_bestand_sturen(
    handeling: Handeling, client: Client, coordinator: Medewerker
) -> None:
    lid = bouw_medewerker(handeling, (Rol.LID, "ondiep"))
    groot = b"x" * 2_000_000
    assert _stuur(client(lid), groot).status_code in (403, 413)
    antwoord = _stuur(client(coordinator), groot)
    assert antwoord.status_code == 422
    assert "herkennen de kolommen niet" in antwoord.text
    assert _stuur(client(coordinator), b"x" * 11_000_000).status_code in (413, 422)


def test_zonder_bestand_zegt_het_formulier_wat_te_doen(client: Client, coordinator: Medewerker) -> None:
    antwoord = client(coordinator).post("/casussen/inlezen", data={})
    assert antwoord.status_code == 422
    assert "Kies een bestand." in antwoord.text


@pytest.mark.parametrize("formaat", ["xlsx", "ods", "csv"])
def test_het_sjabloon_is_op_te_halen(client: Client, coordinator: Medewerker, formaat: str) -> None:
    browser = client(coordinator)
    antwoord = browser.get(f"/casussen/inlezen/sjabloon.{formaat}")
    assert antwoord.headers["Content-Disposition"] == f'attachment; filename="casussen.{formaat}"'
    assert "geen casussen in dit bestand" in _stuur(browser, antwoord.data).text
    assert browser.get("/casussen/inlezen/sjabloon.exe").status_code == 404


def test_een_bestand_met_tekens_die_niet_te_bewaren_zijn_geeft_een_fout_per_rij(
    handeling: Handeling, client: Client, coordinator: Medewerker
) -> None:
    uitslag = _stuur(
        client(coordinator), xlsx(rij(Situatie="a_xD800_b"), rij(Bronkenmerk="B2", Titel="abc_x0000_"))
    ).text
    assert uitslag.count("Hier staat een teken in dat we niet kunnen bewaren.") == 2
    assert _aantal(handeling) == 0
