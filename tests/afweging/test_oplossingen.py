"""What lies on the table: at least two, one of them "niets doen", and it stands still while people weigh."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from maatwerk.account.models import Medewerker
from maatwerk.afweging.commands import begin_afweging, onthul, weeg_opnieuw
from maatwerk.afweging.models import Oplossing
from maatwerk.afweging.oplossingen import trek_in, wijzig
from maatwerk.afweging.queries import list_oplossingen, list_te_wegen
from maatwerk.kern.fouten import Gewijzigd, NietToegestaan
from maatwerk.kern.handeling import Handeling
from tests.afweging.bouw import bouw_oplossing, oplossing_van, teksten, weeg_zo
from tests.bouw import Bespreking, bouw_bespreking

Als = Callable[[Medewerker], Handeling]
Client = Callable[[Medewerker], FlaskClient]
BEDRAG = {
    "kant": "kosten", "ritme": "per maand", "partij": "Gemeente", "omschrijving": "", "laag": "1.250,50",
    "hoog": "1.300", "bron": "Raadsbrief", "jaar": "2025",
}  # fmt: skip


@pytest.fixture
def bespreking(handeling: Handeling) -> Bespreking:
    """Give a casus that is being discussed."""
    return bouw_bespreking(handeling)


@pytest.fixture
def oplossing(als: Als, bespreking: Bespreking) -> Oplossing:
    """Give an oplossing on the table that nobody weighs yet."""
    return bouw_oplossing(als(bespreking.voorzitter), bespreking.agendapunt)


def _pad(bespreking: Bespreking, stap: str = "") -> str:
    return f"/agendapunten/{bespreking.agendapunt.id}/oplossingen{stap}"


def test_niets_doen_komt_er_vanzelf_bij_en_gaat_niet_van_tafel(
    als: Als, bespreking: Bespreking, oplossing: Oplossing
) -> None:
    voorzitter = als(bespreking.voorzitter)
    assert [deel.nummer for deel in list_oplossingen(voorzitter, bespreking.agendapunt)] == [1, 0]
    with pytest.raises(NietToegestaan, match="Niets doen"):
        trek_in(voorzitter, list_oplossingen(voorzitter, bespreking.agendapunt)[1])
    trek_in(voorzitter, oplossing)
    voorzitter.sessie.flush()
    with pytest.raises(NietToegestaan, match="ten minste twee"):
        begin_afweging(voorzitter, bespreking.agendapunt)


def test_een_oplossing_verandert_tot_het_wegen_begint(als: Als, bespreking: Bespreking, oplossing: Oplossing) -> None:
    voorzitter = als(bespreking.voorzitter)
    oud = oplossing.versie
    wijzig(voorzitter, oplossing, "Een briefadres en een voorschot.", oud)
    voorzitter.sessie.flush()
    with pytest.raises(Gewijzigd):
        wijzig(voorzitter, oplossing, "Uit een oud venster.", oud)
    begin_afweging(voorzitter, bespreking.agendapunt)
    voorzitter.sessie.flush()
    with pytest.raises(NietToegestaan, match="verandert niet meer"):
        wijzig(voorzitter, oplossing, "Anders.", oplossing.versie)
    with pytest.raises(NietToegestaan):
        trek_in(voorzitter, oplossing)


def test_wat_tijdens_een_ronde_op_tafel_komt_weegt_de_tafel_in_de_volgende(
    als: Als, bespreking: Bespreking, oplossing: Oplossing
) -> None:
    del oplossing
    voorzitter = als(bespreking.voorzitter)
    eerste = begin_afweging(voorzitter, bespreking.agendapunt)
    voorzitter.sessie.flush()
    bouw_oplossing(voorzitter, bespreking.agendapunt, "Een kamer bij een aanbieder.")
    assert [deel.nummer for deel in list_te_wegen(voorzitter, eerste)] == [1, 0]
    weeg_zo(als(bespreking.leden[0]), eerste, teksten())
    onthul(voorzitter, eerste)
    tweede = weeg_opnieuw(voorzitter, bespreking.agendapunt)
    voorzitter.sessie.flush()
    assert [deel.nummer for deel in list_te_wegen(voorzitter, tweede)] == [1, 2, 0]
    assert [deel.nummer for deel in list_te_wegen(voorzitter, eerste)] == [1, 0]


@pytest.mark.usefixtures("oplossing")
def test_een_bedrag_staat_met_bron_en_jaar_bij_de_oplossing_en_ieder_aan_tafel_leest_het(
    client: Client, bespreking: Bespreking
) -> None:
    wie = client(bespreking.voorzitter)
    assert wie.post(_pad(bespreking, "/1/bedragen"), data=BEDRAG).status_code == 302
    assert (
        wie.post(_pad(bespreking, "/0/niet-in-geld"), data={"niet_in_geld": "Rust in huis.", "versie": "1"}).status_code
        == 302
    )
    pagina = client(bespreking.leden[0]).get(f"/agendapunten/{bespreking.agendapunt.id}/weging").text
    for tekst in ("€ 15.006 tot € 15.600", "Raadsbrief (2025)", "Rust in huis.", "doormodderen"):
        assert tekst in pagina, tekst


@pytest.mark.usefixtures("oplossing")
@pytest.mark.parametrize(
    ("veld", "waarde", "uitleg"),
    [
        ("laag", "1.25", "Schrijf het als 1.250 of 1.250,50"),
        ("hoog", "1.000", "Draai ze om"),
        ("bron", "", "waar dit bedrag vandaan komt"),
        ("jaar", "straks", "Schrijf het als 2026"),
        ("partij", "Van 111222333", "burgerservicenummer"),
    ],
)
def test_een_fout_bedrag_zegt_bij_het_veld_wat_er_mis_is_en_houdt_de_rest(
    client: Client, bespreking: Bespreking, veld: str, waarde: str, uitleg: str
) -> None:
    antwoord = client(bespreking.voorzitter).post(_pad(bespreking, "/1/bedragen"), data=BEDRAG | {veld: waarde})
    assert antwoord.status_code == 422
    assert uitleg in antwoord.text
    assert 'value="1.250,50"' in antwoord.text or veld == "laag"


@pytest.mark.usefixtures("oplossing")
def test_een_kengetal_vult_zichtbare_velden_en_bewaart_zelf_niets(
    client: Client, als: Als, bespreking: Bespreking
) -> None:
    keuze = {"kengetal": "opvang-volwassene", "vul_in": "ja", "partij": "Opvang", "laag": "onzin"}
    antwoord = client(bespreking.voorzitter).post(_pad(bespreking, "/1/bedragen"), data=keuze)
    assert antwoord.status_code == 200
    for waarde in ('value="2.100"', 'value="2.500"', 'value="Opvang"', 'value="2026"', "Verzonnen voorbeeld"):
        assert waarde in antwoord.text, waarde
    voorzitter = als(bespreking.voorzitter)
    voorzitter.sessie.expire_all()
    assert list_oplossingen(voorzitter, bespreking.agendapunt)[0].bedragen == []


def test_een_bedrag_van_een_ander_haal_je_hier_niet_weg(
    client: Client, als: Als, bespreking: Bespreking, oplossing: Oplossing
) -> None:
    del oplossing
    wie = client(bespreking.voorzitter)
    wie.post(_pad(bespreking, "/1/bedragen"), data=BEDRAG)
    voorzitter = als(bespreking.voorzitter)
    voorzitter.sessie.expire_all()
    bedrag = list_oplossingen(voorzitter, bespreking.agendapunt)[0].bedragen[0].id
    voorzitter.sessie.commit()
    for nummer, over in ((0, 1), (1, 0), (1, 0)):
        assert wie.post(_pad(bespreking, f"/{nummer}/bedragen/weg"), data={"bedrag": str(bedrag)}).status_code == 302
        voorzitter.sessie.expire_all()
        assert len(list_oplossingen(voorzitter, bespreking.agendapunt)[0].bedragen) == over
        voorzitter.sessie.commit()


def test_een_afwijking_van_eerdere_lessen_mag_en_wordt_uitgelegd(
    client: Client, als: Als, bespreking: Bespreking, oplossing: Oplossing
) -> None:
    del oplossing
    pad, voorzitter = f"/agendapunten/{bespreking.agendapunt.id}/gelijk", als(bespreking.voorzitter)
    afweging = begin_afweging(voorzitter, bespreking.agendapunt)
    voorzitter.sessie.flush()
    assert client(bespreking.leden[0]).get(pad).status_code == 200
    weeg_zo(als(bespreking.leden[0]), afweging, teksten())
    onthul(voorzitter, afweging)
    voorzitter.sessie.flush()
    wie, versie = client(bespreking.voorzitter), str(afweging.versie)
    leeg = wie.post(pad, data={"afwijking": "wijkt af", "afwijking_motivering": " ", "versie": versie})
    assert leeg.status_code == 422
    assert "Afwijken mag. Schrijf op waarom" in leeg.text
    waarom = {"afwijking": "wijkt af", "afwijking_motivering": "Hier is haast bij.", "versie": versie}
    assert wie.post(pad, data=waarom).status_code == 302
    assert wie.post(pad, data=waarom | {"afwijking_motivering": "Mijn oude venster."}).status_code == 409
    for pagina in (pad, f"/agendapunten/{bespreking.agendapunt.id}/weging"):
        assert "Hier is haast bij." in client(bespreking.leden[1]).get(pagina).text
    assert oplossing_van(voorzitter, afweging).versie
