"""The road of a les, from a closed casus to the outside: drafted, written, checked, agreed, published, withdrawn."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Status
from maatwerk.kern.fouten import Gewijzigd, Invoerfout, NietToegestaan, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.les import commands, queries, vrijgave
from maatwerk.les.bibliotheek import list_gepubliceerd
from maatwerk.les.models import Les
from maatwerk.les.poort import Vraag
from maatwerk.les.rules import VELDEN, Kenmerksoort, Lesstatus
from maatwerk.logboek.models import Logregel
from tests.bouw import bouw_casus, bouw_medewerker
from tests.les.bouw import bouw_les, bouw_register, bouw_verhaal, laat_uitgaan
from tests.les.conftest import Als, Mensen


def _tot_instemming(als: Als, mensen: Mensen, les: Les) -> None:
    vrijgave.controleer(als(mensen.tweede), les, tuple(Vraag))
    vrijgave.stem_in(als(mensen.indiener), les)


def test_een_les_gaat_van_casus_tot_gepubliceerd(als: Als, mensen: Mensen, les: Les) -> None:
    _tot_instemming(als, mensen, les)
    vrijgave.publiceer(als(mensen.voorzitter), les)
    assert list_gepubliceerd(als(mensen.beleid)) == []
    laat_uitgaan(als(mensen.beleid), les)
    assert list_gepubliceerd(als(mensen.beleid)) == [les]
    regels = als(mensen.voorzitter).sessie.scalars(select(Logregel.wat).where(Logregel.object_soort == "les"))
    stappen = ("ontworpen", "gecontroleerd", "ingestemd", "vrijgegeven", "gepubliceerd")
    assert list(regels) == [f"les.{stap}" for stap in stappen]


@pytest.mark.parametrize("planten", ["Fatma", "fatma@voorbeeld.nl", "Bel 06-12345678 van Fatma Yılmaz."])
def test_wie_in_elke_tekst_van_de_casus_staat_staat_niet_in_de_les(
    handeling: Handeling, als: Als, mensen: Mensen, planten: str
) -> None:
    casus = bouw_verhaal(handeling, mensen.indiener, planten)
    les = commands.ontwerp_les(als(mensen.voorzitter), casus)
    alles = " ".join([*les.teksten.values(), les.code]).lower()
    assert not any(deel in alles for deel in ("fatma", "yılmaz", "yilmaz", "06-1234"))
    assert all(les.teksten.values())


def test_een_les_krijgt_de_kenmerken_van_de_casus_maar_geen_vrije_tekst(
    handeling: Handeling, als: Als, mensen: Mensen
) -> None:
    bouw_register(handeling, 4, leefgebieden=["inkomen", "het huis van Fatma"])
    casus = bouw_verhaal(handeling, mensen.indiener, leefgebieden=["inkomen", "het huis van Fatma"])
    les = commands.ontwerp_les(als(mensen.voorzitter), casus)
    assert {soort: les.waarden(soort) for soort in Kenmerksoort} == {
        Kenmerksoort.WET: ["PW", "Wet BRP"],
        Kenmerksoort.KNELPUNTTYPE: ["wederzijdse wachtvoorwaarde"],
        Kenmerksoort.LEEFGEBIED: ["inkomen"],
        Kenmerksoort.NIVEAU: ["casus", "lokaal"],
        Kenmerksoort.STAND: ["ja"],
    }


@pytest.mark.parametrize("status", [status for status in Status if status not in (Status.AFGESLOTEN, Status.CONCEPT)])
def test_een_les_komt_alleen_uit_een_afgesloten_casus(
    handeling: Handeling, als: Als, mensen: Mensen, status: Status
) -> None:
    casus = bouw_casus(handeling, mensen.indiener, status)
    with pytest.raises(NietToegestaan, match=status):
        commands.ontwerp_les(als(mensen.voorzitter), casus)


def test_uit_een_casus_komt_een_les(als: Als, mensen: Mensen, casus: Casus, les: Les) -> None:
    with pytest.raises(NietToegestaan, match="al een les"):
        commands.ontwerp_les(als(mensen.voorzitter), casus)
    assert queries.find_les_van(als(mensen.voorzitter), casus) is les


def test_de_code_van_een_les_telt_niet_door(handeling: Handeling, als: Als, mensen: Mensen, les: Les) -> None:
    volgende = commands.ontwerp_les(als(mensen.voorzitter), bouw_verhaal(handeling, mensen.indiener))
    assert len(les.code) == len(volgende.code) == 8
    assert abs(int(les.code, 16) - int(volgende.code, 16)) != 1


def test_de_schrijver_kan_niet_controleren(als: Als, mensen: Mensen, les: Les) -> None:
    with pytest.raises(NietToegestaan, match="zelf"):
        vrijgave.controleer(als(mensen.voorzitter), les, tuple(Vraag))


def test_wie_ooit_meeschreef_kan_niet_controleren(als: Als, mensen: Mensen, les: Les) -> None:
    commands.schrijf_les(als(mensen.tweede), les, les.teksten, les.versie)
    for schrijver in (mensen.voorzitter, mensen.tweede):
        with pytest.raises(NietToegestaan):
            vrijgave.controleer(als(schrijver), les, tuple(Vraag))
    vrijgave.controleer(als(mensen.privacy), les, tuple(Vraag))


def test_de_database_weigert_een_schrijver_als_controleur(handeling: Handeling, mensen: Mensen, les: Les) -> None:
    les.status, les.gecontroleerd_door = Lesstatus.GECONTROLEERD, mensen.voorzitter.id
    les.reageer_tot = handeling.vandaag
    with pytest.raises(IntegrityError, match="vier_ogen"):
        handeling.sessie.flush()


@pytest.mark.parametrize(
    ("velden", "regel"),
    [
        ({"status": Lesstatus.GECONTROLEERD, "gecontroleerd_door": None}, "gecontroleerd"),
        ({"status": Lesstatus.GECONTROLEERD, "geleerd": ""}, "volledig_na_concept"),
        ({"status": Lesstatus.CONCEPT, "ingestemd_op": datetime(2026, 11, 1, tzinfo=UTC)}, "instemming_na_controle"),
        ({"status": Lesstatus.GEPUBLICEERD, "ingestemd_op": None}, "ingestemd"),
        ({"status": Lesstatus.GEPUBLICEERD, "kwartaal": ""}, "kwartaal"),
        ({"status": Lesstatus.INGETROKKEN, "reden_ingetrokken": ""}, "ingetrokken_met_reden"),
    ],
)
def test_de_database_bewaakt_de_poort_ook(
    handeling: Handeling, mensen: Mensen, velden: dict[str, object], regel: str
) -> None:
    with pytest.raises(IntegrityError, match=regel):
        bouw_les(handeling, mensen.voorzitter, **velden)  # type: ignore[arg-type]


@pytest.mark.parametrize("veld", ["titel", "wat_speelde", "botsing", "geleerd"])
def test_een_les_zonder_hart_kan_niet_gecontroleerd_worden(als: Als, mensen: Mensen, les: Les, veld: str) -> None:
    commands.schrijf_les(als(mensen.voorzitter), les, les.teksten | {veld: "  "}, les.versie)
    with pytest.raises(Invoerfout) as fout:
        vrijgave.controleer(als(mensen.tweede), les, tuple(Vraag))
    assert set(fout.value.fouten) == {veld}


def test_zonder_controle_geen_instemming_en_geen_publicatie(als: Als, mensen: Mensen, les: Les) -> None:
    with pytest.raises(Onvindbaar):
        vrijgave.stem_in(als(mensen.indiener), les)
    with pytest.raises(NietToegestaan, match="concept"):
        vrijgave.publiceer(als(mensen.voorzitter), les)


def test_zonder_instemming_geen_publicatie(als: Als, mensen: Mensen, les: Les) -> None:
    vrijgave.controleer(als(mensen.tweede), les, tuple(Vraag))
    with pytest.raises(NietToegestaan, match="ingestemd"):
        vrijgave.publiceer(als(mensen.voorzitter), les)
    assert les.status is Lesstatus.GECONTROLEERD


@pytest.mark.parametrize("veld", VELDEN)
def test_een_hard_kenmerk_houdt_publicatie_tegen(als: Als, mensen: Mensen, les: Les, veld: str) -> None:
    _tot_instemming(als, mensen, les)
    setattr(les, veld, "Mail naar jan@voorbeeld.nl.")  # as if the detector learnt something since the check
    with pytest.raises(Invoerfout) as fout:
        vrijgave.publiceer(als(mensen.voorzitter), les)
    assert set(fout.value.fouten) == {veld}
    assert les.status is Lesstatus.GECONTROLEERD


def test_alleen_de_indiener_van_de_casus_stemt_in(handeling: Handeling, als: Als, mensen: Mensen, les: Les) -> None:
    vrijgave.controleer(als(mensen.tweede), les, tuple(Vraag))
    for ander in (bouw_medewerker(handeling, (Rol.INDIENER, "")), mensen.voorzitter):
        with pytest.raises(Onvindbaar):
            vrijgave.stem_in(als(ander), les)


def test_schrijven_na_de_controle_haalt_controle_en_instemming_weg(als: Als, mensen: Mensen, les: Les) -> None:
    _tot_instemming(als, mensen, les)
    commands.schrijf_les(als(mensen.voorzitter), les, les.teksten | {"geleerd": "Iets anders."}, les.versie)
    assert (les.status, les.gecontroleerd_door, les.ingestemd_op) == (Lesstatus.CONCEPT, None, None)
    assert queries.list_te_controleren(als(mensen.tweede)) == [les]


def test_een_gepubliceerde_les_verandert_niet_meer(handeling: Handeling, als: Als, mensen: Mensen) -> None:
    les = bouw_les(handeling, mensen.voorzitter)
    with pytest.raises(NietToegestaan):
        commands.schrijf_les(als(mensen.voorzitter), les, les.teksten, les.versie)


def test_twee_schrijvers_overschrijven_elkaar_niet(als: Als, mensen: Mensen, les: Les) -> None:
    versie = les.versie
    commands.schrijf_les(als(mensen.voorzitter), les, les.teksten | {"geleerd": "Eerst."}, versie)
    with pytest.raises(Gewijzigd):
        commands.schrijf_les(als(mensen.tweede), les, les.teksten | {"geleerd": "Daarna."}, versie)
    assert les.geleerd == "Eerst."


def test_de_periode_is_die_van_het_afsluiten(handeling: Handeling, als: Als, mensen: Mensen) -> None:
    toen = datetime(2026, 3, 31, 21, 59, tzinfo=UTC)  # 23.59 in the Netherlands
    bouw_register(handeling, 4, afgesloten_op=toen)
    les = commands.ontwerp_les(als(mensen.voorzitter), bouw_verhaal(handeling, mensen.indiener, afgesloten_op=toen))
    _tot_instemming(als, mensen, les)
    vrijgave.publiceer(als(mensen.voorzitter), les)
    laat_uitgaan(als(mensen.voorzitter), les)
    assert les.kwartaal == "2026-K1"


def test_intrekken_vraagt_een_reden_en_haalt_de_les_weg(
    handeling: Handeling, als: Als, mensen: Mensen, casus: Casus
) -> None:
    les = bouw_les(handeling, mensen.voorzitter, casus=casus)
    for reden in ("  ", "Bel jan@voorbeeld.nl"):
        with pytest.raises(Invoerfout):
            vrijgave.trek_in(als(mensen.voorzitter), les, reden)
    vrijgave.trek_in(als(mensen.voorzitter), les, "Een buur herkende het verhaal.")
    assert list_gepubliceerd(als(mensen.beleid)) == []
    with pytest.raises(Onvindbaar):
        queries.get_les(als(mensen.beleid), les.code)
