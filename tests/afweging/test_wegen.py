"""The Waardendriehoek: each alone first, then together. Before the reveal nobody sees the weging of another."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from maatwerk.account.models import Medewerker
from maatwerk.afweging.commands import begin_afweging, motiveer, onthul, spreek_tegen, weeg_opnieuw
from maatwerk.afweging.models import Afweging, Weging
from maatwerk.afweging.queries import is_gemotiveerd, list_wegingen, tel_wegers
from maatwerk.afweging.rules import WaardeCode
from maatwerk.kern.fouten import Gewijzigd, Invoerfout, MagNiet, NietToegestaan
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.logboek.models import Logregel
from tests.afweging.bouw import bouw_afweging, bouw_oplossing, formulier, oplossing_van, teksten, weeg_zo
from tests.bouw import Bespreking, bouw_bespreking, bouw_medewerker

Als = Callable[[Medewerker], Handeling]
Client = Callable[[Medewerker], FlaskClient]

GEHEIM = "Kwartelei"
MOTIVERING = {
    "legitimiteit": "De wet laat dit toe.",
    "betrokkenheid": "Het is het plan van de inwoner.",
    "rendement": "Het kost minder dan doormodderen.",
    "weging": "Legitimiteit knelt het meest.",
}


def _pad(bespreking: Bespreking, stap: str = "") -> str:
    return f"/agendapunten/{bespreking.agendapunt.id}/weging{stap}"


@pytest.fixture
def bespreking(handeling: Handeling) -> Bespreking:
    """Give a casus that is being discussed."""
    return bouw_bespreking(handeling)


@pytest.fixture
def afweging(als: Als, bespreking: Bespreking) -> Afweging:
    """Give an oplossing that lies on the table."""
    return bouw_afweging(als(bespreking.voorzitter), bespreking.agendapunt)


@pytest.fixture
def gewogen(als: Als, bespreking: Bespreking, afweging: Afweging) -> Afweging:
    """Give a weighing in which the second lid wrote something that only they may read."""
    standen = dict.fromkeys(WaardeCode, 2)
    weeg_zo(als(bespreking.leden[1]), afweging, teksten(GEHEIM), {code.value: stand for code, stand in standen.items()})
    return afweging


@pytest.mark.usefixtures("gewogen")
def test_een_lid_ziet_voor_het_onthullen_niets_van_een_ander(client: Client, bespreking: Bespreking) -> None:
    lezer, schrijver = bespreking.leden
    pagina = client(lezer).get(_pad(bespreking))
    assert pagina.status_code == 200
    assert GEHEIM not in pagina.text
    assert schrijver.naam not in pagina.text
    assert "hebben gewogen" not in pagina.text


@pytest.mark.usefixtures("gewogen")
def test_alleen_de_voorzitter_ziet_voor_het_onthullen_wie_woog_en_niemand_wat(
    client: Client, bespreking: Bespreking
) -> None:
    pagina = client(bespreking.voorzitter).get(_pad(bespreking)).text
    assert f"{bespreking.leden[1].naam}" in pagina
    assert "gewogen: oplossing 1" in pagina
    assert "0 van de 2" in pagina, "een lid is klaar als het elke oplossing woog"
    assert GEHEIM not in pagina


def test_de_vraag_naar_wegingen_geeft_voor_het_onthullen_alleen_eigen_rijen(
    als: Als, bespreking: Bespreking, gewogen: Afweging
) -> None:
    lezer, schrijver = bespreking.leden
    assert list_wegingen(als(lezer), gewogen) == []
    assert list_wegingen(als(bespreking.voorzitter), gewogen) == []
    assert len(list_wegingen(als(schrijver), gewogen)) == 3


def test_na_het_onthullen_ziet_ieder_aan_tafel_alle_wegingen_met_een_driehoek(
    als: Als, client: Client, bespreking: Bespreking, gewogen: Afweging
) -> None:
    onthul(als(bespreking.voorzitter), gewogen)
    for lezer in (bespreking.leden[0], bespreking.voorzitter):
        pagina = client(lezer).get(_pad(bespreking)).text
        assert GEHEIM in pagina
        assert "<svg" in pagina
        assert "Wie een stand gaf, koos 2." in pagina


def test_nergens_staat_een_totaal_gemiddelde_of_rangorde(
    als: Als, client: Client, bespreking: Bespreking, gewogen: Afweging
) -> None:
    browser = client(bespreking.voorzitter)
    voor = browser.get(_pad(bespreking)).text.lower()
    onthul(als(bespreking.voorzitter), gewogen)
    handeling_klaar = client(bespreking.leden[0])
    na = handeling_klaar.get(_pad(bespreking)).text.lower()
    for woord in ("totaal", "gemiddeld", "rangorde", "score", "eindstand"):
        assert woord not in voor + na


def test_een_tweede_weging_vervangt_de_eerste(als: Als, bespreking: Bespreking, afweging: Afweging) -> None:
    lid = als(bespreking.leden[0])
    weeg_zo(lid, afweging, teksten("Eerst"), {"rendement": 1})
    weeg_zo(lid, afweging, teksten("Daarna"), {})
    eigen = list_wegingen(lid, afweging)
    assert [weging.tekst for weging in eigen] == list(teksten("Daarna").values())
    assert {weging.stand for weging in eigen} == {None}
    assert tel_wegers(lid, afweging) == 1


@pytest.mark.usefixtures("afweging")
def test_je_ziet_je_eigen_weging_terug_in_het_formulier(client: Client, bespreking: Bespreking) -> None:
    browser = client(bespreking.leden[0])
    assert browser.post(_pad(bespreking, "/1"), data=formulier("Eigenwijs", "4")).status_code == 302
    pagina = browser.get(_pad(bespreking, "/1")).text
    assert "Eigenwijs bij rendement." in pagina
    assert "checked" in pagina


def test_na_het_onthullen_weegt_niemand_meer(
    als: Als, client: Client, bespreking: Bespreking, gewogen: Afweging
) -> None:
    onthul(als(bespreking.voorzitter), gewogen)
    antwoord = client(bespreking.leden[0]).post(_pad(bespreking, "/1"), data=formulier())
    assert antwoord.status_code == 409
    assert "al onthuld" in antwoord.text


@pytest.mark.usefixtures("afweging")
def test_een_lege_waarde_of_een_bsn_wordt_geweigerd_en_de_rest_blijft_staan(
    client: Client, bespreking: Bespreking
) -> None:
    browser = client(bespreking.leden[0])
    antwoord = browser.post(_pad(bespreking, "/1"), data=formulier("Behouden") | {"rendement": " "})
    assert antwoord.status_code == 422
    assert "Schrijf op hoe jij rendement weegt." in antwoord.text
    assert "Behouden bij legitimiteit." in antwoord.text
    antwoord = browser.post(_pad(bespreking, "/1"), data=formulier() | {"rendement": "Van 111222333"})
    assert antwoord.status_code == 422
    assert "burgerservicenummer" in antwoord.text


@pytest.mark.usefixtures("afweging")
def test_een_stand_buiten_een_tot_vijf_wordt_geweigerd(client: Client, bespreking: Bespreking) -> None:
    browser = client(bespreking.leden[0])
    for stand in ("0", "6", "sterk"):
        assert browser.post(_pad(bespreking, "/1"), data=formulier(stand=stand)).status_code == 422


def test_de_database_bewaart_geen_tweede_weging_van_dezelfde_waarde(
    handeling: Handeling, bespreking: Bespreking, gewogen: Afweging
) -> None:
    handeling.sessie.add(
        Weging(
            afweging_id=gewogen.id,
            oplossing_id=oplossing_van(handeling, gewogen).id,
            medewerker_id=bespreking.leden[1].id,
            waarde=WaardeCode.RENDEMENT,
            tekst="Nog een",
        )
    )
    with pytest.raises(IntegrityError):
        handeling.sessie.flush()


def test_onthullen_kan_pas_als_er_iemand_woog(als: Als, bespreking: Bespreking, afweging: Afweging) -> None:
    with pytest.raises(NietToegestaan, match="nog niemand gewogen"):
        onthul(als(bespreking.voorzitter), afweging)


def test_alleen_de_voorzitter_onthult(client: Client, bespreking: Bespreking, gewogen: Afweging) -> None:
    assert client(bespreking.leden[0]).post(_pad(bespreking, "/onthullen")).status_code == 403
    assert gewogen.onthuld_op is None


def test_een_voorzitter_die_geen_lid_is_weegt_niet_mee(als: Als, bespreking: Bespreking, afweging: Afweging) -> None:
    with pytest.raises(MagNiet):
        weeg_zo(als(bespreking.voorzitter), afweging, teksten())


def test_zonder_oplossing_valt_er_niets_te_wegen(client: Client, als: Als, bespreking: Bespreking) -> None:
    pad = f"/agendapunten/{bespreking.agendapunt.id}/oplossingen"
    antwoord = client(bespreking.voorzitter).post(pad, data={"oplossing": " "})
    assert antwoord.status_code == 422
    assert "Schrijf op welke oplossing" in antwoord.text
    assert client(bespreking.leden[0]).post(_pad(bespreking, "/1"), data=formulier()).status_code == 404
    with pytest.raises(NietToegestaan, match="ten minste twee"):
        begin_afweging(als(bespreking.voorzitter), bespreking.agendapunt)


def test_twee_keer_beginnen_kan_niet(als: Als, bespreking: Bespreking, afweging: Afweging) -> None:
    with pytest.raises(NietToegestaan, match="al begonnen"):
        begin_afweging(als(bespreking.voorzitter), afweging.agendapunt)


def test_wegen_kan_niet_voordat_de_bespreking_begon(als: Als, handeling: Handeling) -> None:
    bespreking = bouw_bespreking(handeling, gestart=False)
    with pytest.raises(NietToegestaan):
        bouw_oplossing(als(bespreking.voorzitter), bespreking.agendapunt)


def test_een_motivering_kan_pas_na_het_onthullen(als: Als, bespreking: Bespreking, gewogen: Afweging) -> None:
    with pytest.raises(NietToegestaan, match="nog niet onthuld"):
        motiveer(als(bespreking.voorzitter), gewogen, MOTIVERING, gewogen.versie)


@pytest.mark.parametrize("leeg", list(MOTIVERING))
def test_een_motivering_noemt_elke_waarde_en_de_weging(
    als: Als, bespreking: Bespreking, gewogen: Afweging, leeg: str
) -> None:
    voorzitter = als(bespreking.voorzitter)
    onthul(voorzitter, gewogen)
    with pytest.raises(Invoerfout) as fout:
        motiveer(voorzitter, gewogen, MOTIVERING | {leeg: " "}, gewogen.versie)
    assert list(fout.value.fouten) == [leeg]
    assert not is_gemotiveerd(gewogen)


def test_het_minderheidsstandpunt_blijft_bewaard_met_reden_en_van_wie(
    als: Als, client: Client, bespreking: Bespreking, gewogen: Afweging
) -> None:
    voorzitter, tegen = als(bespreking.voorzitter), bespreking.leden[1]
    with pytest.raises(NietToegestaan):
        spreek_tegen(als(tegen), gewogen, "Anders.", "Daarom.", 0)
    onthul(voorzitter, gewogen)
    motiveer(voorzitter, gewogen, MOTIVERING, gewogen.versie)
    with pytest.raises(MagNiet):
        spreek_tegen(voorzitter, gewogen, "Anders.", "Daarom.", 0)
    with pytest.raises(Invoerfout) as leeg:
        spreek_tegen(als(tegen), gewogen, "Dit is onuitlegbaar.", " ", 0)
    assert list(leeg.value.fouten) == ["reden"]
    spreek_tegen(als(tegen), gewogen, "Dit is onuitlegbaar.", "De buurman krijgt het niet.", 0)
    with pytest.raises(Gewijzigd):
        spreek_tegen(als(tegen), gewogen, "Uit een oud venster.", "Daarom.", 0)
    assert is_gemotiveerd(gewogen)
    pagina = client(bespreking.leden[0]).get(_pad(bespreking)).text
    for tekst in ("Dit is onuitlegbaar.", "De buurman krijgt het niet.", tegen.naam, MOTIVERING["rendement"]):
        assert tekst in pagina


def test_een_weging_uit_een_ander_venster_of_een_andere_ronde_gaat_niet_verloren(
    als: Als, client: Client, bespreking: Bespreking, gewogen: Afweging
) -> None:
    browser = client(bespreking.leden[1])
    tweede = browser.post(_pad(bespreking, "/1"), data=formulier("Mijn <b>typewerk</b>"))
    assert tweede.status_code == 409
    assert "Mijn &lt;b&gt;typewerk&lt;/b&gt; bij rendement." in tweede.text
    assert f"{GEHEIM} bij rendement." in tweede.text
    onthul(als(bespreking.voorzitter), gewogen)
    te_laat = client(bespreking.leden[0]).post(_pad(bespreking, "/1"), data=formulier("Net te laat"))
    assert te_laat.status_code == 409
    assert "Net te laat bij rendement." in te_laat.text


def test_opnieuw_wegen_houdt_de_eerste_ronde_en_toont_ze_naast_elkaar(
    als: Als, client: Client, bespreking: Bespreking, gewogen: Afweging
) -> None:
    voorzitter, lid = als(bespreking.voorzitter), als(bespreking.leden[1])
    with pytest.raises(NietToegestaan):
        weeg_opnieuw(voorzitter, bespreking.agendapunt)
    onthul(voorzitter, gewogen)
    motiveer(voorzitter, gewogen, MOTIVERING, gewogen.versie)
    tweede = weeg_opnieuw(voorzitter, bespreking.agendapunt)
    lid.sessie.flush()
    with pytest.raises(NietToegestaan):
        weeg_zo(lid, gewogen, teksten("Stiekem in ronde een"))
    weeg_zo(lid, tweede, teksten("Nader inzien"))
    pagina = client(bespreking.leden[0]).get(_pad(bespreking)).text
    assert GEHEIM in pagina
    assert "Nader inzien" not in pagina
    onthul(voorzitter, tweede)
    pagina = client(bespreking.leden[0]).get(_pad(bespreking)).text
    assert "De rondes naast elkaar" in pagina
    for tekst in (GEHEIM, "Nader inzien", MOTIVERING["weging"]):
        assert tekst in pagina
    assert gewogen.weging == MOTIVERING["weging"]


def test_twee_vensters_met_een_motivering_houden_allebei_hun_tekst(
    als: Als, client: Client, bespreking: Bespreking, gewogen: Afweging
) -> None:
    onthul(als(bespreking.voorzitter), gewogen)
    browser = client(bespreking.voorzitter)
    versie = str(gewogen.versie)
    eerst = browser.post(_pad(bespreking, "/motivering"), data=MOTIVERING | {"versie": versie})
    assert eerst.status_code == 302
    mijn = MOTIVERING | {"versie": versie, "rendement": "Mijn <b>eigen</b> zin."}
    tweede = browser.post(_pad(bespreking, "/motivering"), data=mijn)
    assert tweede.status_code == 409
    assert "Mijn &lt;b&gt;eigen&lt;/b&gt; zin." in tweede.text
    assert MOTIVERING["rendement"] in tweede.text


def test_een_motivering_met_een_oude_versie_wordt_geweigerd(
    als: Als, bespreking: Bespreking, gewogen: Afweging
) -> None:
    voorzitter = als(bespreking.voorzitter)
    onthul(voorzitter, gewogen)
    with pytest.raises(Gewijzigd):
        motiveer(voorzitter, gewogen, MOTIVERING, gewogen.versie - 1)


def test_na_een_besluit_verandert_de_motivering_niet_meer(
    als: Als, handeling: Handeling, bespreking: Bespreking, gewogen: Afweging
) -> None:
    voorzitter = als(bespreking.voorzitter)
    onthul(voorzitter, gewogen)
    bespreking.agendapunt.afgerond_op = handeling.nu
    handeling.sessie.flush()
    with pytest.raises(NietToegestaan, match="besluit"):
        motiveer(voorzitter, gewogen, MOTIVERING, gewogen.versie)


@pytest.mark.usefixtures("gewogen")
def test_wie_niet_aan_deze_tafel_zit_vindt_de_weging_niet(
    client: Client, handeling: Handeling, bespreking: Bespreking
) -> None:
    for rol in (Rol.VOORZITTER, Rol.LID):
        assert client(bouw_medewerker(handeling, (rol, "zuilen"))).get(_pad(bespreking)).status_code == 404
    dubbel = bouw_medewerker(handeling, (Rol.COORDINATOR, "ondiep"), (Rol.VOORZITTER, "zuilen"), (Rol.LID, "zuilen"))
    browser = client(dubbel)
    assert browser.get(_pad(bespreking)).status_code == 404
    assert browser.post(_pad(bespreking, "/1"), data=formulier()).status_code == 404
    assert browser.post(_pad(bespreking, "/onthullen")).status_code == 404
    assert client(bespreking.indiener).get(_pad(bespreking)).status_code == 403


def test_het_logboek_noemt_wie_woog_en_keek_maar_niet_wat_er_staat(
    client: Client, handeling: Handeling, bespreking: Bespreking, gewogen: Afweging
) -> None:
    client(bespreking.leden[0]).get(_pad(bespreking))
    regels = handeling.sessie.scalars(select(Logregel)).all()
    assert {"afweging.begonnen", "afweging.gewogen", "weging.gelezen"} <= {regel.wat for regel in regels}
    assert (bespreking.leden[1].id, gewogen.id) in [
        (regel.wie, regel.object_id) for regel in regels if regel.wat == "afweging.gewogen"
    ]
