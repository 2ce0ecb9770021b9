"""Making a signaal from lessen, and bringing it to an answer."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from maatwerk.account.models import Medewerker
from maatwerk.doorbraak.rules import Niveau
from maatwerk.kern.fouten import Invoerfout, NietToegestaan
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.les.models import Les
from maatwerk.les.rules import Lesstatus
from maatwerk.signaal import commands
from maatwerk.signaal.models import Signaal
from maatwerk.signaal.rules import VOLGENDE, Ernst, Signaalstatus
from tests.bouw import bouw_medewerker
from tests.les.bouw import bouw_les, bouw_signaal

Als = Callable[[Medewerker], Handeling]
Client = Callable[[Medewerker], FlaskClient]


@pytest.fixture
def beleid(handeling: Handeling) -> Medewerker:
    return bouw_medewerker(handeling, (Rol.BELEID, ""), naam="Yara Beleid")


@pytest.fixture
def les(handeling: Handeling) -> Les:
    return bouw_les(handeling, bouw_medewerker(handeling))


def _gegevens(*lessen: Les, **anders: Any) -> dict[str, Any]:
    return {
        "kernzin": "De afstandsgrens zorgt er bij een kind voor dat vervoer wordt geweigerd.",
        "wet": "PW",
        "artikel": "40",
        "peildatum": date(2026, 11, 2),
        "knelpunttype": "harde grens",
        "niveau": Niveau.LOKAAL,
        "ernst": Ernst.HOOG,
        "gevolg": "Kinderen missen school.",
        "omweg": "",
        "voorstel": "Kijk naar het kind.",
        "eigenaar": "",
        "lessen": list(lessen),
    } | anders


def _opgeslagen(handeling: Handeling) -> Signaal:
    signaal = handeling.sessie.scalars(select(Signaal).execution_options(populate_existing=True)).one()
    handeling.sessie.commit()
    return signaal


def test_een_signaal_bundelt_lessen_en_begint_als_nieuw(als: Als, beleid: Medewerker, les: Les) -> None:
    signaal = commands.maak_signaal(als(beleid), _gegevens(les))
    assert (signaal.status, signaal.lessen) == (Signaalstatus.NIEUW, [les])
    assert [(stap.status, stap.gezet_door) for stap in signaal.stappen] == [(Signaalstatus.NIEUW, beleid.id)]


@pytest.mark.parametrize(
    ("anders", "veld"),
    [
        ({"kernzin": " "}, "kernzin"),
        ({"lessen": []}, "lessen"),
        ({"niveau": Niveau.CASUS}, "niveau"),
        ({"voorstel": "Bel 06-12345678."}, "voorstel"),
        ({"eigenaar": "jan@voorbeeld.nl"}, "eigenaar"),
    ],
)
def test_een_signaal_dat_niet_klopt_wordt_bij_het_veld_geweigerd(
    als: Als, beleid: Medewerker, les: Les, anders: dict[str, Any], veld: str
) -> None:
    with pytest.raises(Invoerfout) as fout:
        commands.maak_signaal(als(beleid), _gegevens(les, **anders))
    assert set(fout.value.fouten) == {veld}


@pytest.mark.parametrize("status", [status for status in Lesstatus if status is not Lesstatus.GEPUBLICEERD])
def test_een_signaal_komt_alleen_uit_gepubliceerde_lessen(
    handeling: Handeling, als: Als, beleid: Medewerker, status: Lesstatus
) -> None:
    les = bouw_les(handeling, bouw_medewerker(handeling), status)
    with pytest.raises(Invoerfout, match="gepubliceerd"):
        commands.maak_signaal(als(beleid), _gegevens(les))


def test_een_patroon_zonder_eigenaar_kan_niet_belegd_worden(handeling: Handeling, als: Als, beleid: Medewerker) -> None:
    signaal = bouw_signaal(handeling, status=Signaalstatus.PATROON, eigenaar="")
    with pytest.raises(Invoerfout):
        commands.zet_stap(als(beleid), signaal, Signaalstatus.BELEGD, "De wethouder pakt het op.")
    commands.wijs_toe(als(beleid), signaal, "Afdeling Onderwijs")
    commands.zet_stap(als(beleid), signaal, Signaalstatus.BELEGD, "De wethouder pakt het op.")
    assert signaal.status is Signaalstatus.BELEGD


def test_de_database_weigert_een_belegd_signaal_zonder_eigenaar(handeling: Handeling) -> None:
    with pytest.raises(IntegrityError, match="eigenaar_na_patroon"):
        bouw_signaal(handeling, status=Signaalstatus.BELEGD, eigenaar="")


def test_de_database_weigert_een_signaal_over_een_casus(handeling: Handeling) -> None:
    with pytest.raises(IntegrityError, match="niet_over_een_casus"):
        bouw_signaal(handeling, niveau=Niveau.CASUS)


def test_elke_stap_vraagt_een_reden_en_blijft_bewaard(handeling: Handeling, als: Als, beleid: Medewerker) -> None:
    signaal = bouw_signaal(handeling)
    for reden in ("", "  ", "Bel jan@voorbeeld.nl"):
        with pytest.raises(Invoerfout):
            commands.zet_stap(als(beleid), signaal, Signaalstatus.IN_DUIDING, reden)
    commands.zet_stap(als(beleid), signaal, Signaalstatus.IN_DUIDING, "Drie tafels zien dit.")
    commands.zet_stap(als(beleid), signaal, Signaalstatus.NIEUW, "Toch niet.")
    assert [(stap.status.value, stap.reden) for stap in signaal.stappen] == [
        ("in duiding", "Drie tafels zien dit."),
        ("nieuw", "Toch niet."),
    ]


def test_een_signaal_sluit_niet_voordat_de_indieners_het_horen(
    handeling: Handeling, als: Als, beleid: Medewerker
) -> None:
    for status in Signaalstatus:
        if status is not Signaalstatus.TERUGGEKOPPELD:
            with pytest.raises(NietToegestaan):
                commands.zet_stap(als(beleid), bouw_signaal(handeling, status=status), Signaalstatus.GESLOTEN, "Klaar.")


def _formulier(les: Les, **anders: str) -> dict[str, str]:
    return {
        "kernzin": "De grens zorgt er bij een kind voor dat vervoer wordt geweigerd.",
        "lessen": les.code,
        "peildatum": "02-11-2026",
        "niveau": "lokaal",
        "ernst": "hoog",
    } | anders


def test_een_signaal_maken_en_verder_brengen_op_het_scherm(
    handeling: Handeling, client: Client, beleid: Medewerker, les: Les
) -> None:
    browser = client(beleid)
    pagina = browser.get("/signalen/nieuw").text
    assert les.titel in pagina
    assert "zorgt er bij" in pagina
    assert f'value="{handeling.vandaag:%d-%m-%Y}"' in pagina
    antwoord = browser.post("/signalen/nieuw", data=_formulier(les))
    assert antwoord.status_code == 302
    pagina = browser.get(antwoord.location).text
    assert "minder dan 3" in pagina
    assert 'value="in duiding"' in pagina
    stap = {"status": "in duiding", "reden": "Drie tafels zien dit.", "eigenaar": ""}
    assert browser.post(f"{antwoord.location}/stap", data=stap).status_code == 302
    assert "Drie tafels zien dit." in browser.get(antwoord.location).text
    assert "minder dan 3" in browser.get("/signalen").text


def test_een_leeg_signaal_houdt_wat_er_getypt_is(client: Client, beleid: Medewerker, les: Les) -> None:
    antwoord = client(beleid).post("/signalen/nieuw", data=_formulier(les, niveau="", lessen="", gevolg="Blijft staan"))
    assert antwoord.status_code == 422
    assert "Blijft staan" in antwoord.text
    assert "Kies of dit lokaal of landelijk speelt." in antwoord.text


@pytest.mark.parametrize("status", Signaalstatus)
def test_het_scherm_toont_alleen_de_stappen_die_kunnen(
    handeling: Handeling, client: Client, beleid: Medewerker, status: Signaalstatus
) -> None:
    signaal = bouw_signaal(handeling, status=status)
    pagina = client(beleid).get(f"/signalen/{signaal.id}").text
    getoond = {stap for stap in Signaalstatus if f'type="radio" value="{stap}"' in pagina}
    assert getoond == set(VOLGENDE[status])


def test_een_stap_die_niet_kan_geeft_de_stand(handeling: Handeling, client: Client, beleid: Medewerker) -> None:
    signaal = bouw_signaal(handeling)
    antwoord = client(beleid).post(f"/signalen/{signaal.id}/stap", data={"status": "gesloten", "reden": "Klaar."})
    assert antwoord.status_code == 409
    assert "&#39;nieuw&#39;" in antwoord.text


def test_beleggen_zonder_eigenaar_bewaart_niets(handeling: Handeling, client: Client, beleid: Medewerker) -> None:
    signaal = bouw_signaal(handeling, status=Signaalstatus.PATROON, eigenaar="Iemand")
    browser = client(beleid)
    stap = {"status": "belegd", "reden": "Nu echt.", "eigenaar": ""}
    antwoord = browser.post(f"/signalen/{signaal.id}/stap", data=stap)
    assert antwoord.status_code == 422
    assert "Nu echt." in antwoord.text
    assert (_opgeslagen(handeling).eigenaar, _opgeslagen(handeling).status) == ("Iemand", Signaalstatus.PATROON)
    assert browser.post(f"/signalen/{signaal.id}/stap", data=stap | {"eigenaar": "Directie"}).status_code == 302
    assert (_opgeslagen(handeling).eigenaar, _opgeslagen(handeling).status) == ("Directie", Signaalstatus.BELEGD)


def test_een_ingetrokken_les_telt_niet_en_staat_er_niet_meer(
    handeling: Handeling, client: Client, beleid: Medewerker
) -> None:
    schrijver = bouw_medewerker(handeling)
    lessen = [bouw_les(handeling, schrijver, titel=f"Les {nummer}") for nummer in "abc"]
    signaal = bouw_signaal(handeling, *lessen)
    browser = client(beleid)
    assert "minder dan 3" not in browser.get(f"/signalen/{signaal.id}").text
    lessen[0].status, lessen[0].reden_ingetrokken = Lesstatus.INGETROKKEN, "Herkend."
    handeling.sessie.commit()
    pagina = browser.get(f"/signalen/{signaal.id}").text
    assert "minder dan 3" in pagina
    assert "Les a" not in pagina


@pytest.mark.parametrize("signaal_id", [1, 2**31, 2**80])
def test_een_signaal_dat_er_niet_is_geeft_niet_gevonden(client: Client, beleid: Medewerker, signaal_id: int) -> None:
    browser = client(beleid)
    assert browser.get(f"/signalen/{signaal_id}").status_code == 404
    assert browser.get(f"/signalen?voor={signaal_id}").status_code == 200


def test_een_ander_dan_de_beleidsadviseur_leest_alleen(handeling: Handeling, client: Client) -> None:
    signaal = bouw_signaal(handeling)
    lid = client(bouw_medewerker(handeling, (Rol.LID, "ondiep")))
    assert "Volgende stap" not in lid.get(f"/signalen/{signaal.id}").text
    assert lid.get("/signalen/nieuw").status_code == 403
    assert lid.post(f"/signalen/{signaal.id}/stap").status_code == 403
