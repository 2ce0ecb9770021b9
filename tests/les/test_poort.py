"""The gate: every finding decided, nobody told too precisely, a second person, the indiener, the weekly moment."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from maatwerk.casus.models import Casus
from maatwerk.kern.fouten import Gewijzigd, Invoerfout, NietToegestaan, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.klok import lokaal, plus_werkdagen
from maatwerk.kern.rechten import Recht, Rol
from maatwerk.les import commands, queries, vrijgave
from maatwerk.les.index import indexeer
from maatwerk.les.kenmerken import profiel_van, tel_profiel, zet_profiel
from maatwerk.les.models import Les, Lesindex, Weerlegging
from maatwerk.les.oordeel import Keuze, beslis, list_open
from maatwerk.les.poort import Stand, Taak, Vraag, stappen, uitgaan_na
from maatwerk.les.profiel import Profiel
from maatwerk.les.rules import Kenmerksoort, Lesstatus
from maatwerk.les.vondsten import Bekend, bevindingen, waarschuwingen
from maatwerk.logboek.models import Logregel
from tests.bouw import bouw_medewerker
from tests.les.bouw import bouw_les, bouw_register, bouw_verhaal, laat_uitgaan
from tests.les.conftest import Als, Mensen

BEKEND = Bekend(date(2026, 11, 22), wijken=("Ondiep", "West"))


def _schrijf(als: Als, mensen: Mensen, les: Les, geleerd: str) -> None:
    commands.schrijf_les(als(mensen.voorzitter), les, les.teksten | {"geleerd": geleerd}, les.versie)


def _tot_instemming(als: Als, mensen: Mensen, les: Les) -> None:
    vrijgave.controleer(als(mensen.privacy), les, tuple(Vraag))
    vrijgave.stem_in(als(mensen.indiener), les)


def test_zolang_een_vondst_openstaat_kan_niemand_controleren(als: Als, mensen: Mensen, les: Les) -> None:
    _schrijf(als, mensen, les, "Vraag het aan Roos.")
    with pytest.raises(NietToegestaan, match="1 vondst"):
        vrijgave.controleer(als(mensen.privacy), les, tuple(Vraag))
    (vondst,) = list_open(als(mensen.voorzitter), les)
    with pytest.raises(Invoerfout):
        beslis(als(mensen.voorzitter), les, {vondst.sleutel: (Keuze.NIEMAND, "  ")}, les.versie)
    beslis(als(mensen.voorzitter), les, {vondst.sleutel: (Keuze.NIEMAND, "Roos is hier een bloem.")}, les.versie)
    assert list_open(als(mensen.voorzitter), les) == []
    vrijgave.controleer(als(mensen.privacy), les, tuple(Vraag))


def test_een_andere_zin_vraagt_opnieuw(als: Als, mensen: Mensen, les: Les) -> None:
    _schrijf(als, mensen, les, "Vraag het aan Roos.")
    (vondst,) = list_open(als(mensen.voorzitter), les)
    beslis(als(mensen.voorzitter), les, {vondst.sleutel: (Keuze.NIEMAND, "Een bloem.")}, les.versie)
    _schrijf(als, mensen, les, "Eerst iets anders. Vraag het aan Roos.")
    assert list_open(als(mensen.voorzitter), les) == [], "the same sentence is decided already"
    _schrijf(als, mensen, les, "Vraag het aan Roos van hiernaast.")
    assert [een.fragment for een in list_open(als(mensen.voorzitter), les)] == ["Roos"]


def test_vervangen_en_weerleggen_in_een_keer(als: Als, mensen: Mensen, les: Les) -> None:
    _schrijf(als, mensen, les, "Fatma is 34 jaar. Zij vroeg Roos om raad.")
    keuzes = {
        een.sleutel: (Keuze.NIEMAND, "Een hond.") if een.fragment == "Roos" else (Keuze.VERVANG, "")
        for een in list_open(als(mensen.voorzitter), les)
    }
    assert len(keuzes) == 3
    beslis(als(mensen.tweede), les, keuzes, les.versie)
    assert les.geleerd == "De inwoner is 27 tot en met 44 jaar. Zij vroeg Roos om raad."
    assert "Roos" not in [een.fragment for een in list_open(als(mensen.voorzitter), les)]
    with pytest.raises(NietToegestaan, match="zelf"):
        vrijgave.controleer(als(mensen.tweede), les, tuple(Vraag))


def test_een_hard_kenmerk_is_niet_weg_te_praten(als: Als, mensen: Mensen, les: Les) -> None:
    _schrijf(als, mensen, les, "Bel 06-12345678.")
    (vondst,) = list_open(als(mensen.voorzitter), les)
    with pytest.raises(Invoerfout, match="telefoonnummer"):
        beslis(als(mensen.voorzitter), les, {vondst.sleutel: (Keuze.NIEMAND, "Dat mag.")}, les.versie)
    les.weerleggingen = [
        Weerlegging(vondst_merk=bytes(32), reden="x", door=mensen.voorzitter.id, wanneer=als(mensen.tweede).nu)
    ]
    assert list_open(als(mensen.voorzitter), les) == [vondst]


def test_wat_er_niet_meer_staat_en_wat_een_ander_veranderde_wordt_niet_beslist(
    als: Als, mensen: Mensen, les: Les
) -> None:
    _schrijf(als, mensen, les, "Vraag het aan Roos.")
    for keuzes, versie in (({"geleerd:0:3": (Keuze.VERVANG, "")}, les.versie), ({}, les.versie - 1)):
        with pytest.raises(Gewijzigd):
            beslis(als(mensen.voorzitter), les, keuzes, versie)


def test_het_logboek_kent_de_soort_en_niet_het_woord(handeling: Handeling, als: Als, mensen: Mensen, les: Les) -> None:
    _schrijf(als, mensen, les, "Vraag het aan Roos.")
    (vondst,) = list_open(als(mensen.voorzitter), les)
    beslis(als(mensen.voorzitter), les, {vondst.sleutel: (Keuze.NIEMAND, "Een bloem.")}, les.versie)
    regels = list(handeling.sessie.scalars(select(Logregel.wat).where(Logregel.wat.like("les.vondst%"))))
    assert regels == ["les.vondst_weerlegd.persoon", "les.vondsten_beslist"]


@pytest.mark.parametrize(
    ("tekst", "fragment", "voorstel"),
    [
        ("Een moeder met drie jonge kinderen.", "drie jonge kinderen", "een of meer kinderen"),
        ("Zij heeft een tweeling.", "tweeling", "een of meer kinderen"),
        ("Dat was in maart 2024.", "maart 2024", "2024"),
        ("Het speelt in Ondiep.", "Ondiep", "de wijk"),
        ("het speelt in ondiep, zegt men.", "ondiep", "de wijk"),
        ("De man is [27-44].", "27-44", "leeftijd weggelaten"),
        ("Hij is 34 jaar.", "34", "27 tot en met 44"),
    ],
)
def test_de_tekst_vertelt_niet_meer_dan_de_kenmerken(tekst: str, fragment: str, voorstel: str) -> None:
    gevonden = bevindingen({"geleerd": tekst}, BEKEND)["geleerd"]
    assert (fragment, voorstel) in [(een.fragment, een.voorstel) for een in gevonden]
    assert all(een.reden for een in gevonden)


def test_wat_de_kenmerken_vertellen_mag_ook_in_de_tekst() -> None:
    ruim = replace(BEKEND, wijk="Ondiep", leeftijd="27-44")
    assert bevindingen({"geleerd": "Een man van [27-44] in Ondiep. Hij woont ten westen."}, ruim)["geleerd"] == []


def test_een_tekst_zonder_hoofdletters_is_veel_risico() -> None:
    teksten = {"geleerd": "de moeder van sanne belt morgen terug", "titel": "Bel eerst de ander"}
    assert set(waarschuwingen(teksten, BEKEND.vandaag)) == {"geleerd"}
    assert any("sanne" in een.fragment for een in bevindingen(teksten, BEKEND)["geleerd"])


def test_te_precies_gaat_niet_uit(handeling: Handeling, als: Als, mensen: Mensen) -> None:
    bouw_register(handeling, 4)
    les = commands.ontwerp_les(
        als(mensen.voorzitter), bouw_verhaal(handeling, mensen.indiener, huishoudtype="eenouder", kinderen="2")
    )
    voorstel = profiel_van(les)
    assert (voorstel.huishouden, voorstel.kinderen) == ("", ""), "the draft is safe by itself"
    zet_profiel(les, replace(voorstel, huishouden="eenouder"))
    _tot_instemming(als, mensen, les)
    with pytest.raises(Invoerfout, match="nodige 5"):
        vrijgave.publiceer(als(mensen.voorzitter), les)
    zet_profiel(les, voorstel)
    vrijgave.publiceer(als(mensen.voorzitter), les)


def test_met_te_weinig_casussen_gaat_er_niets_uit(handeling: Handeling, als: Als, mensen: Mensen) -> None:
    bouw_register(handeling, 3)
    les = commands.ontwerp_les(als(mensen.voorzitter), bouw_verhaal(handeling, mensen.indiener))
    _tot_instemming(als, mensen, les)
    with pytest.raises(Invoerfout, match="4 van de nodige 5"):
        vrijgave.publiceer(als(mensen.voorzitter), les)


def test_wie_niet_elke_casus_mag_lezen_krijgt_geen_getal(handeling: Handeling, als: Als, mensen: Mensen) -> None:
    bouw_register(handeling, 1, tafel="zuilen")
    profiel = Profiel("Utrecht", "", "", "", frozenset(), "2026")
    bouw_register(handeling, 1)
    assert "minder dan" in tel_profiel(als(mensen.voorzitter), profiel).tekst
    assert "2" not in tel_profiel(als(mensen.voorzitter), profiel).tekst.replace("de nodige 5", "")


def test_wat_niet_verteld_wordt_is_ook_niet_te_vinden(les: Les) -> None:
    zet_profiel(les, replace(profiel_van(les), leefgebieden=frozenset()))
    assert les.waarden(Kenmerksoort.LEEFGEBIED) == []


@pytest.mark.parametrize("vraag", Vraag)
def test_elke_vraag_van_de_controle_telt(als: Als, mensen: Mensen, les: Les, vraag: Vraag) -> None:
    with pytest.raises(Invoerfout) as fout:
        vrijgave.controleer(als(mensen.privacy), les, set(Vraag) - {vraag})
    assert set(fout.value.fouten) == {vraag}
    _tot_instemming(als, mensen, les)
    assert {(een.vraag, een.medewerker_id) for een in les.antwoorden} == {(een, mensen.privacy.id) for een in Vraag}
    les.antwoorden = [een for een in les.antwoorden if een.vraag is not vraag]
    with pytest.raises(NietToegestaan, match="vragen van de controle"):
        vrijgave.publiceer(als(mensen.voorzitter), les)


def test_bezwaar_brengt_de_les_terug_en_alleen_wie_schrijft_leest_waarom(als: Als, mensen: Mensen, les: Les) -> None:
    _tot_instemming(als, mensen, les)
    vrijgave.publiceer(als(mensen.voorzitter), les)
    for ander in (mensen.voorzitter, mensen.privacy):
        with pytest.raises(Onvindbaar):
            vrijgave.maak_bezwaar(als(ander), les, "Te herkenbaar.")
    for reden in (" ", "Bel jan@voorbeeld.nl"):
        with pytest.raises(Invoerfout):
            vrijgave.maak_bezwaar(als(mensen.indiener), les, reden)
    vrijgave.maak_bezwaar(als(mensen.indiener), les, "De hond is te herkennen.")
    assert (les.status, les.bezwaar) == (Lesstatus.CONCEPT, "De hond is te herkennen.")
    assert (les.antwoorden, les.ingestemd_op, les.vrijgegeven_op) == ([], None, None)
    assert queries.list_te_instemmen(als(mensen.indiener)) == []
    vrijgave.controleer(als(mensen.privacy), les, tuple(Vraag))
    assert les.bezwaar == ""


def test_zwijgen_telt_pas_na_de_termijn_en_staat_in_het_logboek(als: Als, mensen: Mensen, les: Les) -> None:
    vrijgave.controleer(als(mensen.privacy), les, tuple(Vraag))
    werk = als(mensen.voorzitter)
    laatste = plus_werkdagen(werk.vandaag, 10)
    assert les.reageer_tot == laatste
    wacht = laatste - werk.vandaag
    with pytest.raises(NietToegestaan, match=f"{laatste:%d-%m-%Y}"):
        vrijgave.publiceer(replace(werk, nu=werk.nu + wacht), les)
    vrijgave.publiceer(replace(werk, nu=werk.nu + wacht + timedelta(days=1)), les)
    assert (les.zonder_antwoord, les.ingestemd_op) == (True, None)
    assert "les.vrijgegeven_zonder_antwoord" in list(werk.sessie.scalars(select(Logregel.wat)))
    vrijgave.stem_in(als(mensen.indiener), les)
    assert not les.zonder_antwoord


@pytest.mark.parametrize("dag", range(14))
def test_lessen_gaan_op_een_vaste_dag_uit(dag: int) -> None:
    beslist = datetime(2026, 11, 2, 13, tzinfo=UTC) + timedelta(days=dag)
    uit = lokaal(uitgaan_na(beslist, 1))
    assert (uit.isoweekday(), uit.hour, uit.minute) == (1, 6, 0)
    assert timedelta() < uit - beslist <= timedelta(days=7)


def test_tot_het_vaste_moment_is_de_les_nergens(handeling: Handeling, als: Als, mensen: Mensen, les: Les) -> None:
    _tot_instemming(als, mensen, les)
    vrijgave.publiceer(als(mensen.voorzitter), les)
    assert not vrijgave.wacht_er_een(handeling)
    assert vrijgave.breng_uit(handeling) == 0
    with pytest.raises(Onvindbaar):
        queries.get_les(als(mensen.beleid), les.code)
    laat_uitgaan(handeling, les)
    assert (les.vrijgegeven_op, les.kwartaal) == (None, profiel_van(les).periode)


def test_wat_op_het_moment_zelf_niet_meer_mag_blijft_binnen(
    handeling: Handeling, als: Als, mensen: Mensen, les: Les
) -> None:
    _tot_instemming(als, mensen, les)
    vrijgave.publiceer(als(mensen.voorzitter), les)
    les.geleerd = "Bel 06-12345678."
    assert vrijgave.breng_uit(replace(handeling, nu=handeling.nu + timedelta(days=7))) == 0
    assert les.status is Lesstatus.VRIJGEGEVEN


@pytest.mark.parametrize("wie", ["indiener", "voorzitter", "privacy"])
def test_intrekken_mag_wie_erover_gaat(handeling: Handeling, als: Als, mensen: Mensen, casus: Casus, wie: str) -> None:
    les = bouw_les(handeling, mensen.voorzitter, casus=casus)
    indexeer(handeling, les)
    werk = als(getattr(mensen, wie))
    assert queries.get_les(werk, les.code, Recht.LES_INTREKKEN) is les
    vrijgave.trek_in(werk, les, "Een buur herkende het verhaal.")
    assert handeling.sessie.scalar(select(func.count()).select_from(Lesindex)) == 0
    assert queries.is_ingetrokken(als(mensen.beleid), les.code)
    assert not queries.is_ingetrokken(als(mensen.beleid), "00000000")


def test_de_bladzijde_noemt_de_stappen_op_volgorde() -> None:
    begin = Stand(
        status=Lesstatus.CONCEPT,
        volledig=True,
        vondsten=2,
        genoeg=False,
        ingestemd=False,
        reageer_tot=None,
        vandaag=date(2026, 11, 22),
    )
    assert [(stap.taak, stap.nu) for stap in stappen(begin)] == [(taak, taak is Taak.BESLISSEN) for taak in Taak]
    stil = replace(begin, status=Lesstatus.GECONTROLEERD, vondsten=0, genoeg=True, reageer_tot=date(2026, 11, 21))
    assert [stap.taak for stap in stappen(stil) if stap.nu] == [Taak.UITBRENGEN]
    vroeg = replace(stil, reageer_tot=date(2026, 11, 22))
    assert [stap.taak for stap in stappen(vroeg) if stap.nu] == [Taak.INDIENER]


def test_een_andere_indiener_kan_geen_bezwaar_maken(handeling: Handeling, als: Als, mensen: Mensen, les: Les) -> None:
    vrijgave.controleer(als(mensen.privacy), les, tuple(Vraag))
    with pytest.raises(Onvindbaar):
        vrijgave.maak_bezwaar(als(bouw_medewerker(handeling, (Rol.INDIENER, ""))), les, "Nee.")
