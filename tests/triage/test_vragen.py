"""Questions of triage with one answer each, adding after handing in, the four checks, and asking somebody along."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from maatwerk.account.models import Medewerker
from maatwerk.casus.models import Casus
from maatwerk.casus.queries import beloofd_antwoord, get_casus
from maatwerk.casus.rules import Status
from maatwerk.casus.toegang import wijs_waarnemer_aan
from maatwerk.kern.fouten import Invoerfout, NietToegestaan, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.klok import vandaag
from maatwerk.kern.rechten import Rol
from maatwerk.tafel.commands import haal_van_agenda, publiceer
from maatwerk.triage import commands as triage
from maatwerk.triage import queries as triagequeries
from maatwerk.triage.commands import Triagebesluit
from maatwerk.triage.rules import Getoetst, Toets, Uitslag
from tests.bouw import bouw_casus, bouw_medewerker, bouw_zitting

Client = Callable[[Medewerker], FlaskClient]
Als = Callable[[Medewerker], Handeling]
JA = {toets: Getoetst(Uitslag.JA) for toets in Toets}


@pytest.fixture
def indiener(handeling: Handeling) -> Medewerker:
    return bouw_medewerker(handeling, (Rol.INDIENER, ""))


@pytest.fixture
def coordinator(handeling: Handeling) -> Medewerker:
    return bouw_medewerker(handeling, (Rol.COORDINATOR, "ondiep"))


@pytest.fixture
def casus(handeling: Handeling, indiener: Medewerker) -> Casus:
    return bouw_casus(handeling, indiener, ingediend_op=handeling.nu - timedelta(days=20))


def _vraag(handeling: Handeling, casus: Casus, *vragen: str) -> list[int]:
    triage.besluit(handeling, casus, Triagebesluit(Status.AANVULLEN, "", vragen))
    return [vraag.id for vraag in triagequeries.list_vragen(handeling, casus)]


def test_een_vraag_komt_als_een_veld_en_gaat_met_antwoord_terug(
    als: Als, casus: Casus, indiener: Medewerker, coordinator: Medewerker, client: Client
) -> None:
    eerste, tweede = _vraag(als(coordinator), casus, "Wat zei de corporatie?", "Sinds wanneer?")
    browser = client(indiener)
    pagina = browser.get(f"/casussen/{casus.nummer}/vragen").text
    assert pagina.count("<textarea") == 2
    assert "Wat zei de corporatie?" in pagina
    half = browser.post(f"/casussen/{casus.nummer}/vragen", data={f"antwoord-{eerste}": "Zij wacht."})
    assert (half.status_code, "Zij wacht." in half.text, "Geef een antwoord" in half.text) == (422, True, True)
    data = {f"antwoord-{eerste}": "Zij wacht.", f"antwoord-{tweede}": "Sinds mei."}
    assert browser.post(f"/casussen/{casus.nummer}/vragen", data=data).status_code == 302
    blad = client(coordinator).get(f"/casussen/{casus.nummer}/triage").text
    assert all(tekst in blad for tekst in ("Wat zei de corporatie?", "Zij wacht.", "Sinds mei."))
    assert browser.get(f"/casussen/{casus.nummer}/vragen").status_code == 409


def test_na_een_antwoord_telt_de_belofte_opnieuw(
    als: Als, casus: Casus, indiener: Medewerker, coordinator: Medewerker
) -> None:
    werk = als(indiener)
    (nummer,) = _vraag(als(coordinator), casus, "Wat zei de corporatie?")
    termijnen = werk.instellingen.algemeen.termijnen
    eerst = beloofd_antwoord(casus, termijnen)
    triage.beantwoord(werk, casus, triagequeries.list_vragen(werk, casus), {nummer: "Zij wacht."})
    assert casus.status is Status.INGEDIEND
    assert eerst is not None
    assert eerst < vandaag(werk.nu) < (beloofd_antwoord(casus, termijnen) or eerst)


def test_de_waarnemer_mag_antwoorden_en_een_collega_niet(
    handeling: Handeling, als: Als, casus: Casus, coordinator: Medewerker, client: Client
) -> None:
    waarnemer, collega = (bouw_medewerker(handeling, (Rol.INDIENER, "")) for _ in "ab")
    wijs_waarnemer_aan(als(coordinator), casus, waarnemer, handeling.vandaag)
    (nummer,) = _vraag(als(coordinator), casus, "Wat zei de corporatie?")
    data = {f"antwoord-{nummer}": "Zij wacht."}
    pad = f"/casussen/{casus.nummer}/vragen"
    assert client(collega).post(pad, data=data).status_code == 404
    assert client(waarnemer).post(pad, data=data).status_code == 302


def test_aanvullen_vragen_zonder_vraag_kan_niet_en_een_vraag_bij_een_ander_besluit_ook_niet(
    als: Als, casus: Casus, coordinator: Medewerker
) -> None:
    with pytest.raises(Invoerfout, match="minstens één vraag"):
        triage.besluit(als(coordinator), casus, Triagebesluit(Status.AANVULLEN, "Vertel meer."))
    with pytest.raises(Invoerfout, match="haal de vraag weg"):
        triage.besluit(als(coordinator), casus, Triagebesluit(Status.GEREED, "", ["Wat?"], JA))


@pytest.mark.parametrize(
    "toetsen",
    [
        {},
        {**JA, Toets.PRIVACY: Getoetst(None, "Vergeten.")},
        {**JA, Toets.BESLISSER: Getoetst(Uitslag.NEE, "  ")},
    ],
)
def test_naar_de_tafel_kan_alleen_met_vier_antwoorden_en_een_nee_met_uitleg(
    als: Als, casus: Casus, coordinator: Medewerker, toetsen: dict[Toets, Getoetst]
) -> None:
    with pytest.raises(Invoerfout):
        triage.besluit(als(coordinator), casus, Triagebesluit(Status.GEREED, "", (), toetsen))
    assert casus.status is Status.INGEDIEND


def test_klacht_interne_en_gedeelde_notities_door_elkaar(
    handeling: Handeling, als: Als, indiener: Medewerker, coordinator: Medewerker, client: Client
) -> None:
    casus = bouw_casus(handeling, indiener)
    voorzitter = bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep"))
    toetsen = {**JA, Toets.SYSTEEM: Getoetst(Uitslag.NEE, "Alleen wij lezen dit.")}
    triage.besluit(als(coordinator), casus, Triagebesluit(Status.GEREED, "De indiener leest dit.", (), toetsen))
    pad = f"/casussen/{casus.nummer}"
    for wie, intern in ((indiener, False), (coordinator, True), (voorzitter, True)):
        pagina = client(wie).get(pad).text
        assert "De indiener leest dit." in pagina
        assert ("Alleen wij lezen dit." in pagina) is intern
        assert ("Alleen casuscoördinator en voorzitter lezen dit" in pagina) is intern


def test_toevoegen_verandert_niets_aan_wat_is_ingediend(
    casus: Casus, indiener: Medewerker, coordinator: Medewerker, client: Client
) -> None:
    browser, pad = client(indiener), f"/casussen/{casus.nummer}"
    assert browser.post(f"{pad}/toevoegen", data={"tekst": " "}).status_code == 422
    mail = browser.post(f"{pad}/toevoegen", data={"tekst": "Mail naar jan@voorbeeld.nl"})
    assert (mail.status_code, "jan@voorbeeld.nl" in mail.text) == (422, True)
    assert browser.post(f"{pad}/toevoegen", data={"tekst": "Er is nu een brief."}).status_code == 302
    for wie in (indiener, coordinator):
        pagina = client(wie).get(pad).text
        assert "Er is nu een brief." in pagina
        assert f"Toegevoegd door {indiener.naam}" in pagina
        assert casus.situatie in pagina


@pytest.mark.parametrize("status", [Status.CONCEPT, Status.AFGESLOTEN, Status.INGETROKKEN, Status.NIET_VOOR_TAFEL])
def test_toevoegen_kan_alleen_aan_een_casus_die_loopt(
    handeling: Handeling, als: Als, indiener: Medewerker, status: Status
) -> None:
    with pytest.raises(NietToegestaan):
        triage.vul_aan(als(indiener), bouw_casus(handeling, indiener, status), "Er is nu een brief.")


def test_wie_erbij_gevraagd_is_leest_alleen_deze_casus_zolang_de_agenda_dat_zegt(
    handeling: Handeling, als: Als, coordinator: Medewerker
) -> None:
    gast = bouw_medewerker(handeling, (Rol.LID, "zuilen"), organisatie="UWV")
    casus, ander = bouw_casus(handeling, status=Status.INGEPLAND), bouw_casus(handeling, status=Status.INGEPLAND)
    zitting = bouw_zitting(handeling, casus, ander)
    triage.nodig_uit(als(coordinator), casus, gast, "", "")
    with pytest.raises(Onvindbaar):
        get_casus(als(gast), casus.nummer)
    publiceer(als(coordinator), zitting)
    assert get_casus(als(gast), casus.nummer) is casus
    with pytest.raises(Onvindbaar):
        get_casus(als(gast), ander.nummer)
    haal_van_agenda(als(coordinator), zitting.agenda[0])
    with pytest.raises(Onvindbaar):
        get_casus(als(gast), casus.nummer)


def test_een_uitnodiging_terugnemen_sluit_de_casus_meteen(
    handeling: Handeling, als: Als, coordinator: Medewerker
) -> None:
    gast = bouw_medewerker(handeling, (Rol.LID, "zuilen"))
    casus = bouw_casus(handeling, status=Status.INGEPLAND)
    uitnodiging = triage.nodig_uit(als(coordinator), casus, gast, "", "")
    publiceer(als(coordinator), bouw_zitting(handeling, casus))
    triage.neem_terug(als(coordinator), casus, uitnodiging)
    with pytest.raises(Onvindbaar):
        get_casus(als(gast), casus.nummer)


def test_wie_geen_account_heeft_staat_bij_de_zitting_voor_de_voorzitter(
    handeling: Handeling, coordinator: Medewerker, client: Client
) -> None:
    voorzitter = bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep"))
    lid = bouw_medewerker(handeling, (Rol.LID, "ondiep"), organisatie="Woningcorporatie")
    casus = bouw_casus(handeling, status=Status.INGEPLAND, beslisser_organisatie="UWV")
    zitting = bouw_zitting(handeling, casus)
    browser, pad = client(coordinator), f"/casussen/{casus.nummer}/uitnodigen"
    pagina = browser.get(pad).text
    assert "Die zit niet aan deze tafel: nodig iemand uit" in pagina
    assert "Aan deze tafel zitten: Woningcorporatie" in pagina
    assert browser.post(pad, data={}).status_code == 422
    assert browser.post(pad, data={"organisatie": "UWV", "functie": "Jurist"}).status_code == 302
    assert "Nodig uit: UWV, Jurist" in client(voorzitter).get(f"/zittingen/{zitting.id}").text
    assert "Jurist" not in client(lid).get(f"/zittingen/{zitting.id}").text


def test_het_blad_zegt_wat_de_software_al_weet(handeling: Handeling, coordinator: Medewerker, client: Client) -> None:
    bouw_medewerker(handeling, (Rol.LID, "ondiep"), organisatie="uwv ")
    casus = bouw_casus(
        handeling,
        beslisser_organisatie="Woningcorporatie en UWV",
        situatie="Fatma slaapt. Fatma wil werken.",
    )
    pagina = client(coordinator).get(f"/casussen/{casus.nummer}/triage").text
    assert "uwv zit aan deze tafel." in pagina
    assert "Niet ingevuld: wat al is geprobeerd, wat er gebeurt als we niets doen." in pagina
    assert "Genoemde regels: PW, Wet BRP." in pagina
    assert "Nummers of adressen die iemand aanwijzen: 0." in pagina
    assert "Andere woorden die naar iemand kunnen wijzen: 2." in pagina


def test_de_tijdlijn_zegt_waar_de_casus_is_wie_aan_de_beurt_is_en_wat_is_beloofd(
    als: Als, casus: Casus, indiener: Medewerker, coordinator: Medewerker, client: Client
) -> None:
    browser, pad = client(indiener), f"/casussen/{casus.nummer}"
    pagina = browser.get(pad).text
    assert f"Aan de beurt: de casuscoördinator: {coordinator.naam}." in pagina
    assert "te laat: beloofd uiterlijk" in pagina
    als(coordinator).sessie.rollback()
    _vraag(als(coordinator), casus, "Wat zei de corporatie?")
    als(coordinator).sessie.commit()
    pagina = browser.get(pad).text
    assert f"Aan de beurt: de indiener: {indiener.naam}." in pagina
    assert "De casuscoördinator vroeg iets" in pagina
    assert "Beantwoord de vraag" in pagina
