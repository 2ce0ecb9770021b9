"""The ladder: who is asked, by when, what came back; and the package for the last step but one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from maatwerk.account.models import Medewerker
from maatwerk.casus.rules import Status
from maatwerk.doorbraak.commands import begin_opvolging, rond_actie_af, sluit_af
from maatwerk.doorbraak.ladder import Antwoord, Trede, eis_antwoord, eis_loopt, eis_omhoog
from maatwerk.doorbraak.lmm import NIET_INGEVULD, VRAGEN
from maatwerk.doorbraak.models import Doorbraak, Opschaling
from maatwerk.doorbraak.opschalen import beantwoord, get_open_vraag, schaal_op
from maatwerk.doorbraak.rules import VRAGEN as AFSLUITVRAGEN
from maatwerk.doorbraak.rules import Doorbraakstatus, Niveau
from maatwerk.kern.fouten import Invoerfout, NietToegestaan
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.logboek.models import Logregel
from maatwerk.stuk.rules import SOORT, Vorm
from tests.bouw import Bespreking, bouw_bespreking, bouw_medewerker
from tests.doorbraak.bouw import bouw_motivering, bouw_uitvoering
from tests.stuk.test_bestand import lees

Als = Callable[[Medewerker], Handeling]
Client = Callable[[Medewerker], FlaskClient]
VANDAAG = date(2026, 11, 22)


@dataclass(frozen=True)
class Werk:
    """A doorbraak that is being carried out."""

    bespreking: Bespreking
    doorbraak: Doorbraak


@pytest.fixture
def werk(handeling: Handeling) -> Werk:
    """Give a doorbraak that nobody outside the tafel was asked about yet."""
    bespreking = bouw_bespreking(handeling, niets_doen="Over drie weken staat het gezin op straat.")
    bouw_motivering(handeling, bespreking)
    besluit = bouw_uitvoering(handeling, bespreking, bespreking.leden[0]).besluit
    doorbraak = Doorbraak(niveau=Niveau.LANDELIJK, omschrijving="Stop de verrekening.", eigenaar="Casuscoördinator")
    besluit.doorbraken.append(doorbraak)
    handeling.sessie.flush()
    return Werk(bespreking, doorbraak)


def _vraag(handeling: Handeling, trede: Trede | None = Trede.BESTUUR, **velden: Any) -> dict[str, Any]:
    standaard = {"trede": trede, "gericht_aan": "Wethouder", "antwoord_voor": handeling.vandaag + timedelta(days=14)}
    return standaard | velden


@pytest.mark.parametrize(
    ("vorige", "trede", "aan", "dagen", "fouten"),
    [
        (None, Trede.COLLEGA, "Teamleider", 1, set()),
        (Trede.BESTUUR, Trede.BESTUUR, "Wethouder", 1, set()),
        (Trede.BESTUUR, Trede.MINISTERIE, "Minister", 1, set()),
        (Trede.LMM, Trede.BESTUUR, "Wethouder", 1, {"trede"}),
        (None, None, "Teamleider", 1, {"trede"}),
        (None, Trede.COLLEGA, " ", 1, {"gericht_aan"}),
        (None, Trede.COLLEGA, "Teamleider", 0, {"antwoord_voor"}),
        (None, Trede.COLLEGA, "Teamleider", None, {"antwoord_voor"}),
    ],
)
def test_de_ladder_gaat_omhoog_naar_iemand_met_een_dag(
    vorige: Trede | None, trede: Trede | None, aan: str, dagen: int | None, fouten: set[str]
) -> None:
    dag = None if dagen is None else VANDAAG + timedelta(days=dagen)
    if not fouten:
        eis_omhoog(vorige, trede, aan, dag, VANDAAG)
        return
    with pytest.raises(Invoerfout) as fout:
        eis_omhoog(vorige, trede, aan, dag, VANDAAG)
    assert set(fout.value.fouten) == fouten


@pytest.mark.parametrize(
    ("antwoord", "reden", "veld"),
    [(None, "x", "antwoord"), (Antwoord.AFGEWEZEN, " ", "reden"), (Antwoord.TOEGEZEGD, "", "")],
)
def test_een_nee_heeft_een_reden(antwoord: Antwoord | None, reden: str, veld: str) -> None:
    if not veld:
        eis_antwoord(antwoord, reden)
        return
    with pytest.raises(Invoerfout) as fout:
        eis_antwoord(antwoord, reden)
    assert list(fout.value.fouten) == [veld]


def test_een_nee_gaat_naar_de_volgende_trede_en_een_ja_is_een_toezegging(
    als: Als, handeling: Handeling, werk: Werk
) -> None:
    voorzitter = als(werk.bespreking.voorzitter)
    schaal_op(voorzitter, werk.doorbraak, _vraag(handeling))
    standen = [werk.doorbraak.status]
    nee = {"antwoord": Antwoord.AFGEWEZEN, "reden": "Daar gaan wij niet over."}
    beantwoord(voorzitter, get_open_vraag(werk.doorbraak), nee)
    standen.append(werk.doorbraak.status)
    schaal_op(voorzitter, werk.doorbraak, _vraag(handeling, Trede.LMM, gericht_aan="LMM"))
    standen.append(werk.doorbraak.status)
    beantwoord(voorzitter, get_open_vraag(werk.doorbraak), {"antwoord": Antwoord.TOEGEZEGD, "reden": ""})
    standen.append(werk.doorbraak.status)
    gevraagd = Doorbraakstatus.GEVRAAGD
    assert standen == [gevraagd, Doorbraakstatus.NIET, gevraagd, Doorbraakstatus.TOEGEZEGD]
    handeling.sessie.flush()
    regels = handeling.sessie.scalars(select(Logregel.wat).where(Logregel.object_soort == "doorbraak"))
    assert list(regels) == ["doorbraak.opgeschaald", "doorbraak.beantwoord"] * 2


def test_er_wacht_een_vraag_tegelijk(als: Als, handeling: Handeling, werk: Werk) -> None:
    schaal_op(als(werk.bespreking.voorzitter), werk.doorbraak, _vraag(handeling))
    with pytest.raises(NietToegestaan):
        schaal_op(als(werk.bespreking.voorzitter), werk.doorbraak, _vraag(handeling, Trede.LMM))


def test_de_database_laat_geen_tweede_open_vraag_toe(als: Als, handeling: Handeling, werk: Werk) -> None:
    schaal_op(als(werk.bespreking.voorzitter), werk.doorbraak, _vraag(handeling))
    handeling.sessie.flush()
    tweede = Opschaling(doorbraak_id=werk.doorbraak.id, gevraagd_op=handeling.nu, reden="", **_vraag(handeling))
    handeling.sessie.add(tweede)
    with pytest.raises(IntegrityError):
        handeling.sessie.flush()


def test_een_antwoord_telt_een_keer(als: Als, handeling: Handeling, werk: Werk) -> None:
    voorzitter = als(werk.bespreking.voorzitter)
    schaal_op(voorzitter, werk.doorbraak, _vraag(handeling))
    vraag = get_open_vraag(werk.doorbraak)
    beantwoord(voorzitter, vraag, {"antwoord": Antwoord.TOEGEZEGD, "reden": ""})
    with pytest.raises(NietToegestaan):
        beantwoord(voorzitter, vraag, {"antwoord": Antwoord.AFGEWEZEN, "reden": "Toch niet."})
    with pytest.raises(NietToegestaan):
        get_open_vraag(werk.doorbraak)


def test_een_herkenbaar_gegeven_komt_de_ladder_niet_op(als: Als, handeling: Handeling, werk: Werk) -> None:
    voorzitter = als(werk.bespreking.voorzitter)
    with pytest.raises(Invoerfout):
        schaal_op(voorzitter, werk.doorbraak, _vraag(handeling, gericht_aan="a.jansen@voorbeeld.nl"))
    schaal_op(voorzitter, werk.doorbraak, _vraag(handeling))
    with pytest.raises(Invoerfout):
        beantwoord(
            voorzitter,
            get_open_vraag(werk.doorbraak),
            {"antwoord": Antwoord.AFGEWEZEN, "reden": "BSN 111222333 klopt niet."},
        )


@pytest.mark.parametrize("status", list(Status))
def test_opschalen_kan_alleen_zolang_eraan_wordt_gewerkt(status: Status) -> None:
    if status in (Status.BESPROKEN, Status.IN_UITVOERING, Status.OPVOLGING):
        eis_loopt(status)
        return
    with pytest.raises(NietToegestaan):
        eis_loopt(status)


def test_een_casus_die_terug_naar_de_tafel_gaat_schaalt_niet_op(als: Als, handeling: Handeling, werk: Werk) -> None:
    werk.bespreking.casus.status = Status.GEREED
    with pytest.raises(NietToegestaan):
        schaal_op(als(werk.bespreking.voorzitter), werk.doorbraak, _vraag(handeling))


def test_een_casus_sluit_niet_zolang_een_ander_nog_moet_antwoorden(als: Als, handeling: Handeling, werk: Werk) -> None:
    voorzitter = als(werk.bespreking.voorzitter)
    rond_actie_af(voorzitter, werk.doorbraak.besluit.acties[0])
    begin_opvolging(voorzitter, werk.bespreking.casus)
    schaal_op(voorzitter, werk.doorbraak, _vraag(handeling))
    with pytest.raises(NietToegestaan, match="wacht nog 1 vraag"):
        sluit_af(voorzitter, werk.bespreking.casus, dict.fromkeys(AFSLUITVRAGEN, "Goed."))
    beantwoord(voorzitter, get_open_vraag(werk.doorbraak), {"antwoord": Antwoord.TOEGEZEGD, "reden": ""})
    sluit_af(voorzitter, werk.bespreking.casus, dict.fromkeys(AFSLUITVRAGEN, "Goed."))
    assert werk.bespreking.casus.status is Status.AFGESLOTEN


def test_de_voorzitter_schaalt_op_en_schrijft_het_antwoord_op_het_scherm(
    client: Client, handeling: Handeling, werk: Werk
) -> None:
    browser, pad = client(werk.bespreking.voorzitter), f"/doorbraken/{werk.doorbraak.id}"
    leeg = browser.post(f"{pad}/opschalen", data={"trede": "ministerie"})
    assert leeg.status_code == 422
    assert 'id="gericht_aan-fout"' in leeg.text
    vraag = {"trede": "ministerie", "gericht_aan": "Directie Toeslagen", "antwoord_voor": "31-12-2099"}
    assert browser.get(f"{pad}/opschalen").status_code == 200
    assert browser.post(f"{pad}/opschalen", data=vraag).status_code == 302
    assert browser.get(f"{pad}/opschalen").status_code == 409
    pagina = browser.get(f"/casussen/{werk.bespreking.casus.nummer}").text
    assert "Ministerie: gevraagd aan Directie Toeslagen." in pagina
    assert f'href="{pad}/antwoord"' in pagina
    assert "Directie Toeslagen" in browser.get(f"{pad}/antwoord").text
    nee = browser.post(f"{pad}/antwoord", data={"antwoord": "afgewezen", "reden": ""})
    assert nee.status_code == 422
    assert 'id="reden-fout"' in nee.text
    goed = browser.post(f"{pad}/antwoord", data={"antwoord": "afgewezen", "reden": "Geen bevoegdheid."})
    assert goed.status_code == 302
    assert "Geen bevoegdheid." in browser.get(f"/casussen/{werk.bespreking.casus.nummer}").text
    handeling.sessie.expire_all()
    assert werk.doorbraak.status is Doorbraakstatus.NIET


def test_een_lid_leest_de_ladder_maar_gaat_haar_niet_op(client: Client, handeling: Handeling, werk: Werk) -> None:
    lid = client(werk.bespreking.leden[0])
    assert f"/doorbraken/{werk.doorbraak.id}" not in lid.get(f"/casussen/{werk.bespreking.casus.nummer}").text
    elders = client(bouw_medewerker(handeling, (Rol.VOORZITTER, "zuilen")))
    for wat in ("opschalen", "antwoord", "lmm"):
        assert lid.get(f"/doorbraken/{werk.doorbraak.id}/{wat}").status_code == 403
        assert elders.get(f"/doorbraken/{werk.doorbraak.id}/{wat}").status_code == 404


def _lmm(**velden: str) -> dict[str, str]:
    return {"gevraagd": "Stop de verrekening.", "dreiging": "Het gezin verliest de woning.", "vorm": "odt"} | velden


def test_het_pakket_is_vooraf_gevuld_uit_de_casus(client: Client, werk: Werk) -> None:
    pagina = client(werk.bespreking.voorzitter).get(f"/doorbraken/{werk.doorbraak.id}/lmm").text
    for zin in (
        "Stop de verrekening.", "Over drie weken staat het gezin op straat.", "Zonder adres geen uitkering",
        "Wet BRP 40 en PW 40", "Legitimiteit: De wet laat dit toe.", "Voorschot betalen",
    ):  # fmt: skip
        assert zin in pagina, zin


@pytest.mark.parametrize("vorm", list(Vorm))
def test_het_pakket_is_een_bestand_waarin_lege_delen_dat_zeggen(
    client: Client, handeling: Handeling, werk: Werk, vorm: Vorm
) -> None:
    browser = client(werk.bespreking.voorzitter)
    antwoord = browser.post(f"/doorbraken/{werk.doorbraak.id}/lmm", data=_lmm(vorm=vorm))
    assert antwoord.status_code == 200
    assert antwoord.content_type == SOORT[vorm]
    tekst = " ".join(lees(antwoord.data, vorm).split())
    assert "Het gezin verliest de woning." in tekst
    assert tekst.count(NIET_INGEVULD) == len(VRAGEN) - 2
    laatste = handeling.sessie.scalars(select(Logregel.wat).order_by(Logregel.id.desc()).limit(1)).one()
    assert laatste == "doorbraak.lmm_pakket"


def test_een_hard_kenmerk_komt_het_pakket_nooit_in(client: Client, werk: Werk) -> None:
    velden = _lmm(lokaal="Gebeld met 06-12345678.", nagekeken="y")
    antwoord = client(werk.bespreking.voorzitter).post(f"/doorbraken/{werk.doorbraak.id}/lmm", data=velden)
    assert antwoord.status_code == 422
    assert 'id="lokaal-fout"' in antwoord.text
    assert "Het gezin verliest de woning." in antwoord.text


def test_wat_op_een_naam_lijkt_wordt_genoemd_tot_iemand_het_nakeek(client: Client, werk: Werk) -> None:
    browser, pad = client(werk.bespreking.voorzitter), f"/doorbraken/{werk.doorbraak.id}/lmm"
    velden = _lmm(lokaal="Mevrouw Fatma Yilmaz belde zelf.")
    eerst = browser.post(pad, data=velden)
    assert eerst.status_code == 422
    assert "Dit lijkt naar iemand te wijzen" in eerst.text
    assert browser.post(pad, data=velden | {"nagekeken": "y"}).status_code == 200
