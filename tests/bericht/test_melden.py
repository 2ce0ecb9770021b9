"""Every act tells who must hear of it, once, and nobody of his own act; an end of a casus never goes unheard."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from maatwerk.account.models import Medewerker
from maatwerk.bericht.melden import Over, meld, ruim_meldingen_op
from maatwerk.bericht.models import Melding
from maatwerk.bericht.soorten import Soort
from maatwerk.bewaring.rules import Omvang
from maatwerk.bewaring.vernietiging import vernietig
from maatwerk.casus.commands import dien_in, trek_in, trieer
from maatwerk.casus.rules import Status
from maatwerk.casus.toegang import wijs_waarnemer_aan
from maatwerk.doorbraak.commands import begin_opvolging, neem_besluit, rond_actie_af, sluit_af
from maatwerk.doorbraak.rules import VRAGEN, Uitkomst
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.les import vrijgave
from maatwerk.les.commands import ontwerp_les, schrijf_les
from maatwerk.les.poort import Vraag
from maatwerk.signaal.commands import zet_stap
from maatwerk.signaal.rules import Signaalstatus
from maatwerk.tafel.commands import haal_van_agenda, plan_zitting, zet_op_agenda
from maatwerk.tafel.commands import publiceer as publiceer_agenda
from tests.bouw import Bespreking, bouw_bespreking, bouw_casus, bouw_medewerker
from tests.doorbraak.bouw import bouw_gegevens, bouw_motivering, bouw_uitvoering
from tests.les.bouw import bouw_register, bouw_signaal, laat_uitgaan

Als = Callable[[Medewerker], Handeling]


@pytest.fixture
def bespreking(handeling: Handeling) -> Bespreking:
    return bouw_bespreking(handeling)


def gemeld(handeling: Handeling, wie: Medewerker) -> list[str]:
    """Give the kinds of what this person was told, in the order in which it was."""
    vraag = select(Melding.soort).where(Melding.medewerker_id == wie.id).order_by(Melding.id)
    return [soort.value for soort in handeling.sessie.scalars(vraag)]


@pytest.mark.parametrize(
    ("naar", "soort"),
    [
        (Status.GEREED, "gereed"),
        (Status.AANVULLEN, "aanvullen"),
        (Status.OPGELOST, "opgelost"),
        (Status.NIET_VOOR_TAFEL, "niet voor de tafel"),
    ],
)
def test_de_indiener_en_zijn_waarnemer_horen_wat_de_triage_besloot(
    handeling: Handeling, als: Als, bespreking: Bespreking, naar: Status, soort: str
) -> None:
    waarnemer = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    casus = bouw_casus(handeling, bespreking.indiener)
    wijs_waarnemer_aan(als(bespreking.indiener), casus, waarnemer, handeling.vandaag)
    trieer(als(bespreking.coordinator), casus, naar, "Daarom.")
    assert gemeld(handeling, bespreking.indiener) == [soort]
    assert gemeld(handeling, waarnemer) == ["waarneming", soort]
    assert gemeld(handeling, bespreking.coordinator) == []


def test_de_coordinator_hoort_van_een_nieuwe_casus_en_bij_spoed_de_voorzitter_ook(
    handeling: Handeling, als: Als, bespreking: Bespreking
) -> None:
    dien_in(als(bespreking.indiener), bouw_casus(handeling, bespreking.indiener, Status.CONCEPT))
    spoed = bouw_casus(handeling, bespreking.indiener, Status.CONCEPT, spoed_gevolg="Uithuiszetting.")
    dien_in(als(bespreking.indiener), spoed)
    assert gemeld(handeling, bespreking.coordinator) == ["ingediend", "spoed"]
    assert gemeld(handeling, bespreking.voorzitter) == ["spoed"]


def test_niemand_krijgt_bericht_van_wat_hij_zelf_deed(handeling: Handeling, als: Als, bespreking: Bespreking) -> None:
    beide = bouw_medewerker(handeling, (Rol.INDIENER, ""), (Rol.COORDINATOR, "ondiep"))
    casus = bouw_casus(handeling, beide, Status.CONCEPT)
    dien_in(als(beide), casus)
    trieer(als(beide), casus, Status.GEREED, "")
    assert gemeld(handeling, beide) == []
    assert gemeld(handeling, bespreking.coordinator) == ["ingediend"]


def test_een_tweede_vraag_om_aanvulling_is_weer_nieuws_en_een_herhaling_niet(
    handeling: Handeling, als: Als, bespreking: Bespreking
) -> None:
    casus = bouw_casus(handeling, bespreking.indiener)
    trieer(als(bespreking.coordinator), casus, Status.AANVULLEN, "Wat is er al geprobeerd?")
    melding = handeling.sessie.scalars(select(Melding)).one()
    melding.gelezen_op = handeling.nu
    meld(handeling, [bespreking.indiener.id], Soort.AANVULLEN, Over(casus.id, keer=melding.keer))
    assert melding.gelezen_op
    dien_in(als(bespreking.indiener), casus)
    trieer(als(bespreking.coordinator), casus, Status.AANVULLEN, "En door wie?")
    assert gemeld(handeling, bespreking.indiener) == ["aanvullen"]
    assert melding.gelezen_op is None


def test_de_indiener_hoort_van_de_agenda_en_de_leden_bij_het_publiceren(
    handeling: Handeling, als: Als, bespreking: Bespreking
) -> None:
    casus, later = (bouw_casus(handeling, bespreking.indiener, Status.GEREED) for _ in range(2))
    planner = als(bespreking.coordinator)
    zitting = plan_zitting(planner, "ondiep", handeling.nu + timedelta(days=7), 4)
    punt = zet_op_agenda(planner, zitting, casus)
    assert gemeld(handeling, bespreking.indiener) == ["ingepland"]
    assert gemeld(handeling, bespreking.leden[0]) == []
    for _ in range(2):
        publiceer_agenda(planner, zitting)
    melding = handeling.sessie.scalars(select(Melding).where(Melding.medewerker_id == bespreking.leden[0].id)).one()
    assert (melding.soort, melding.ding_id, melding.casus_id) == (Soort.AGENDA, zitting.id, None)
    melding.gelezen_op = handeling.nu
    publiceer_agenda(planner, zitting)
    ongelezen = select(Melding.id).where(Melding.id == melding.id, Melding.gelezen_op.is_(None))
    assert handeling.sessie.scalar(ongelezen) is None, "nothing new on it"
    zet_op_agenda(planner, zitting, later)
    assert handeling.sessie.scalar(ongelezen), "one casus more"
    haal_van_agenda(planner, punt)
    assert gemeld(handeling, bespreking.indiener) == ["ingepland", "ingepland", "van agenda"]


@pytest.mark.parametrize(
    ("uitkomst", "soort"), [(Uitkomst.DOORBRAAK, "besluit"), (Uitkomst.TWEEDE_RONDE, "tweede ronde")]
)
def test_een_besluit_horen_de_indiener_en_elke_houder_van_een_actie(
    handeling: Handeling, als: Als, bespreking: Bespreking, uitkomst: Uitkomst, soort: str
) -> None:
    bouw_motivering(handeling, bespreking)
    lid = bespreking.leden[0]
    besluit = neem_besluit(
        als(bespreking.voorzitter), bespreking.agendapunt, bouw_gegevens(lid, handeling, uitkomst=uitkomst)
    )
    assert gemeld(handeling, bespreking.indiener) == [soort]
    assert gemeld(handeling, lid) == ["actie"]
    rond_actie_af(als(lid), besluit.acties[0])
    assert gemeld(handeling, bespreking.indiener) == [soort, "actie klaar"]
    assert gemeld(handeling, bespreking.voorzitter) == ["actie klaar"]


def test_klacht_niemand_hoorde_iets_terug(handeling: Handeling, als: Als, bespreking: Bespreking) -> None:
    """Whichever way a casus ends, its indiener is told, unless he ended it himself."""
    voorzitter, indiener = als(bespreking.voorzitter), bespreking.indiener
    antwoorden = dict.fromkeys(VRAGEN, "Samen.")
    bouw_uitvoering(handeling, bespreking, bespreking.leden[0]).klaar_op = handeling.nu
    handeling.sessie.flush()
    begin_opvolging(voorzitter, bespreking.casus)
    sluit_af(voorzitter, bespreking.casus, antwoorden)
    assert gemeld(handeling, indiener) == ["opvolging", "afgesloten"]
    sluit_af(voorzitter, bouw_casus(handeling, indiener, Status.BESPROKEN), antwoorden)
    assert gemeld(handeling, indiener)[2:] == ["afgesloten"]
    for naar in (Status.OPGELOST, Status.NIET_VOOR_TAFEL):
        trieer(als(bespreking.coordinator), bouw_casus(handeling, indiener), naar, "Daarom.")
    assert gemeld(handeling, indiener)[3:] == ["opgelost", "niet voor de tafel"]
    op_agenda = bouw_casus(handeling, indiener, Status.INGEPLAND)
    trek_in(als(indiener), op_agenda)
    assert len(gemeld(handeling, indiener)) == 5
    assert gemeld(handeling, bespreking.voorzitter) == ["ingetrokken"]


def test_een_les_gaat_langs_wie_controleert_instemt_en_schreef_en_komt_terug_bij_de_indiener(
    handeling: Handeling, als: Als, bespreking: Bespreking
) -> None:
    privacy = bouw_medewerker(handeling, (Rol.PRIVACY, ""))
    ander = bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep"))
    schrijver, indiener = bespreking.voorzitter, bespreking.indiener
    bouw_register(handeling)
    casus = bouw_casus(handeling, indiener, Status.AFGESLOTEN)
    les = ontwerp_les(als(schrijver), casus)
    assert [gemeld(handeling, wie) for wie in (privacy, ander, schrijver)] == [["les controleren"]] * 2 + [[]]
    teksten = {**les.teksten, "botsing": "Regel botst met regel.", "geleerd": "Bel eerst."}
    schrijf_les(als(schrijver), les, teksten, les.versie)
    vrijgave.controleer(als(privacy), les, tuple(Vraag))
    vrijgave.stem_in(als(indiener), les)
    vrijgave.publiceer(als(schrijver), les)
    laat_uitgaan(handeling, les)
    assert gemeld(handeling, indiener) == ["les instemmen", "les gepubliceerd"]
    assert gemeld(handeling, schrijver) == ["les ingestemd"]
    signaal = bouw_signaal(handeling, les, status=Signaalstatus.AANGEPAST)
    zet_stap(als(bouw_medewerker(handeling, (Rol.BELEID, ""))), signaal, Signaalstatus.TERUGGEKOPPELD, "Aangepast.")
    assert gemeld(handeling, indiener)[2:] == ["signaal"]


def test_een_import_vertelt_niemand_iets(handeling: Handeling, bespreking: Bespreking) -> None:
    dien_in(handeling, bouw_casus(handeling, bespreking.indiener, Status.CONCEPT))
    assert gemeld(handeling, bespreking.coordinator) == []


def test_wat_niet_doorgaat_hoort_niemand(handeling: Handeling, als: Als, bespreking: Bespreking) -> None:
    casus = bouw_casus(handeling, bespreking.indiener)
    handeling.sessie.commit()
    trieer(als(bespreking.coordinator), casus, Status.GEREED, "")
    handeling.sessie.rollback()
    assert gemeld(handeling, bespreking.indiener) == []


@pytest.mark.parametrize("omvang", Omvang)
def test_met_de_casus_gaat_wat_erover_gemeld_is(handeling: Handeling, bespreking: Bespreking, omvang: Omvang) -> None:
    weg = bouw_casus(handeling, bespreking.indiener, Status.AFGESLOTEN)
    for casus in (weg, bespreking.casus):
        meld(handeling, [bespreking.indiener.id], Soort.BESLUIT, Over(casus.id))
    vernietig(handeling.sessie, [weg.id], omvang)
    assert handeling.sessie.scalars(select(Melding.casus_id)).all() == [bespreking.casus.id]


def test_wat_lang_geleden_verteld_is_verdwijnt(handeling: Handeling, bespreking: Bespreking) -> None:
    meld(handeling, [bespreking.indiener.id], Soort.BESLUIT, Over(bespreking.casus.id))
    for dagen, over in ((179, 1), (181, 0)):
        ruim_meldingen_op(replace(handeling, nu=handeling.nu + timedelta(days=dagen)))
        assert len(gemeld(handeling, bespreking.indiener)) == over
