"""Planning a zitting, its agenda, and who may read what once it is published. On both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from maatwerk.account.models import Medewerker
from maatwerk.casus import queries as casussen
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Status
from maatwerk.kern.fouten import Invoerfout, NietToegestaan, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Recht, Rol
from maatwerk.logboek.models import Logregel
from maatwerk.tafel import commands, queries
from maatwerk.tafel.models import Zitting
from maatwerk.tafel.rules import Zittingstatus
from tests.bouw import bouw_casus, bouw_medewerker, bouw_zitting

Als = Callable[[Medewerker], Handeling]


@pytest.fixture
def coordinator(handeling: Handeling, als: Als) -> Handeling:
    """Let the casuscoördinator of Ondiep act."""
    return als(bouw_medewerker(handeling, (Rol.COORDINATOR, "ondiep")))


@pytest.fixture
def voorzitter(handeling: Handeling, als: Als) -> Handeling:
    """Let the tafelvoorzitter of Ondiep act."""
    return als(bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep")))


@pytest.fixture
def lid(handeling: Handeling, als: Als) -> Handeling:
    """Let a tafellid of Ondiep act."""
    return als(bouw_medewerker(handeling, (Rol.LID, "ondiep")))


def _gereed(handeling: Handeling, aantal: int = 1) -> list[Casus]:
    return [bouw_casus(handeling, status=Status.GEREED, titel=f"Casus {nummer}") for nummer in range(1, aantal + 1)]


def _titels(zitting: Zitting) -> list[str]:
    return [punt.casus.titel for punt in sorted(zitting.agenda, key=lambda punt: punt.volgorde)]


def _leest(handeling: Handeling, casus: Casus) -> bool:
    return handeling.sessie.scalar(casussen.zichtbaar_voor(handeling).where(Casus.id == casus.id)) is not None


def _op(handeling: Handeling, **later: int) -> Handeling:
    return replace(handeling, nu=handeling.nu + timedelta(**later))


def test_een_zitting_wordt_gepland_met_een_regel_in_het_logboek(coordinator: Handeling) -> None:
    zitting = commands.plan_zitting(coordinator, "ondiep", coordinator.nu + timedelta(days=3), 4)
    coordinator.sessie.flush()
    regel = coordinator.sessie.scalars(select(Logregel)).one()
    assert (regel.wat, regel.object_soort, regel.object_id, regel.wie) == (
        "zitting.gepland", "zitting", zitting.id, coordinator.wie.id,
    )  # fmt: skip


def test_een_zitting_op_een_dag_die_voorbij_is_wordt_niet_gepland(coordinator: Handeling) -> None:
    with pytest.raises(Invoerfout) as fout:
        commands.plan_zitting(coordinator, "ondiep", coordinator.nu - timedelta(days=1), 4)
    assert list(fout.value.fouten) == ["dag"]


def test_twee_zittingen_tegelijk_kan_niet_aan_een_tafel_maar_wel_aan_twee(coordinator: Handeling) -> None:
    wanneer = coordinator.nu + timedelta(days=3)
    commands.plan_zitting(coordinator, "ondiep", wanneer, 4)
    with pytest.raises(Invoerfout) as fout:
        commands.plan_zitting(coordinator, "ondiep", wanneer + timedelta(minutes=119), 1)
    assert list(fout.value.fouten) == ["begint_om"]
    commands.plan_zitting(coordinator, "ondiep", wanneer + timedelta(minutes=120), 1)
    commands.plan_zitting(coordinator, "zuilen", wanneer, 4)


def test_een_lange_zitting_mag_niet_over_een_latere_heen_lopen(coordinator: Handeling) -> None:
    wanneer = coordinator.nu + timedelta(days=3)
    commands.plan_zitting(coordinator, "ondiep", wanneer, 1)
    with pytest.raises(Invoerfout):
        commands.plan_zitting(coordinator, "ondiep", wanneer - timedelta(hours=5), 12)


def test_een_casus_op_de_agenda_is_ingepland_en_staat_achteraan(coordinator: Handeling) -> None:
    zitting = bouw_zitting(coordinator)
    for casus in _gereed(coordinator, 2):
        commands.zet_op_agenda(coordinator, zitting, casus)
    assert _titels(zitting) == ["Casus 1", "Casus 2"]
    assert {punt.casus.status for punt in zitting.agenda} == {Status.INGEPLAND}


def test_op_een_volle_agenda_past_geen_casus_en_die_blijft_gereed(coordinator: Handeling) -> None:
    zitting = bouw_zitting(coordinator, slots=1)
    eerste, tweede = _gereed(coordinator, 2)
    commands.zet_op_agenda(coordinator, zitting, eerste)
    with pytest.raises(Invoerfout, match="vol"):
        commands.zet_op_agenda(coordinator, zitting, tweede)
    assert tweede.status is Status.GEREED


def test_een_casus_van_een_andere_tafel_komt_niet_op_de_agenda(coordinator: Handeling) -> None:
    casus = bouw_casus(coordinator, status=Status.GEREED, tafel="zuilen")
    with pytest.raises(Invoerfout, match="andere tafel"):
        commands.zet_op_agenda(coordinator, bouw_zitting(coordinator), casus)


@pytest.mark.parametrize("status", [status for status in Status if status not in (Status.CONCEPT, Status.GEREED)])
def test_alleen_een_casus_die_gereed_is_komt_op_de_agenda(coordinator: Handeling, status: Status) -> None:
    casus = bouw_casus(coordinator, status=status)
    with pytest.raises(NietToegestaan, match=f"nu '{status}'"):
        commands.zet_op_agenda(coordinator, bouw_zitting(coordinator), casus)


def test_een_tweede_ronde_op_dezelfde_zitting_kan_niet(voorzitter: Handeling) -> None:
    casus = bouw_casus(voorzitter, status=Status.GEREED)
    zitting = bouw_zitting(voorzitter, casus)
    with pytest.raises(Invoerfout, match="volgende zitting"):
        commands.zet_op_agenda(voorzitter, zitting, casus)
    assert list(queries.list_te_agenderen(voorzitter, zitting)) == []


def test_te_agenderen_zijn_alleen_casussen_van_deze_tafel_met_spoed_bovenaan(coordinator: Handeling) -> None:
    gewoon = bouw_casus(coordinator, status=Status.GEREED)
    spoed = bouw_casus(coordinator, status=Status.GEREED, spoed_gevolg="Uithuiszetting over een week.")
    bouw_casus(coordinator, status=Status.GEREED, tafel="zuilen")
    bouw_casus(coordinator, status=Status.INGEDIEND)
    assert list(queries.list_te_agenderen(coordinator, bouw_zitting(coordinator))) == [spoed, gewoon]


@pytest.mark.parametrize(
    ("titel", "stap", "volgorde"),
    [
        ("Casus 2", -1, ["Casus 2", "Casus 1", "Casus 3"]),
        ("Casus 2", 1, ["Casus 1", "Casus 3", "Casus 2"]),
        ("Casus 1", -1, ["Casus 1", "Casus 2", "Casus 3"]),
        ("Casus 3", 1, ["Casus 1", "Casus 2", "Casus 3"]),
    ],
)
def test_een_casus_schuift_een_plek_op_en_aan_het_eind_gebeurt_er_niets(
    coordinator: Handeling, titel: str, stap: int, volgorde: list[str]
) -> None:
    zitting = bouw_zitting(coordinator, *_gereed(coordinator, 3))
    commands.verplaats(coordinator, next(punt for punt in zitting.agenda if punt.casus.titel == titel), stap)
    coordinator.sessie.flush()
    coordinator.sessie.expire_all()
    opnieuw = queries.get_zitting(coordinator, zitting.id)
    assert [punt.casus.titel for punt in opnieuw.agenda] == volgorde
    assert [punt.volgorde for punt in opnieuw.agenda] == [1, 2, 3]


def test_van_de_agenda_is_weer_gereed_en_de_rest_schuift_aan(coordinator: Handeling) -> None:
    zitting = bouw_zitting(coordinator, *(bouw_casus(coordinator, status=Status.INGEPLAND) for _ in range(3)))
    weg = zitting.agenda[0]
    casus = weg.casus
    commands.haal_van_agenda(coordinator, weg)
    coordinator.sessie.flush()
    assert casus.status is Status.GEREED
    assert [punt.volgorde for punt in zitting.agenda] == [1, 2]


def test_een_casus_die_al_begonnen_is_gaat_niet_meer_van_de_agenda(voorzitter: Handeling) -> None:
    zitting = bouw_zitting(
        voorzitter, bouw_casus(voorzitter, status=Status.INGEPLAND), status=Zittingstatus.GEPUBLICEERD
    )
    commands.start(voorzitter, zitting.agenda[0])
    with pytest.raises(NietToegestaan, match="al begonnen"):
        commands.haal_van_agenda(voorzitter, zitting.agenda[0])


def test_een_ingetrokken_casus_gaat_van_de_agenda_en_blijft_ingetrokken(coordinator: Handeling) -> None:
    casus = bouw_casus(coordinator, status=Status.INGETROKKEN)
    zitting = bouw_zitting(coordinator, casus)
    commands.haal_van_agenda(coordinator, queries.get_plek(coordinator, zitting.agenda[0].id))
    assert (casus.status, zitting.agenda) == (Status.INGETROKKEN, [])


def test_voor_het_publiceren_leest_een_lid_niets(lid: Handeling, coordinator: Handeling) -> None:
    casus = _gereed(coordinator)[0]
    zitting = bouw_zitting(coordinator)
    punt = commands.zet_op_agenda(coordinator, zitting, casus)
    assert not _leest(lid, casus)
    assert list(queries.list_zittingen(lid)) == []
    for zoek in (
        lambda: queries.get_zitting(lid, zitting.id),
        lambda: queries.get_agendapunt(lid, punt.id, Recht.NOTEREN),
    ):
        with pytest.raises(Onvindbaar):
            zoek()


def test_na_het_publiceren_leest_een_lid_tot_veertien_dagen_na_de_zitting(
    lid: Handeling, coordinator: Handeling
) -> None:
    casus = _gereed(coordinator)[0]
    zitting = bouw_zitting(coordinator)
    punt = commands.zet_op_agenda(coordinator, zitting, casus)
    commands.publiceer(coordinator, zitting)
    assert queries.get_agendapunt(lid, punt.id, Recht.NOTEREN).casus == casus
    assert _leest(_op(lid, days=21), casus)
    assert not _leest(_op(lid, days=22), casus)
    with pytest.raises(Onvindbaar):
        queries.get_agendapunt(_op(lid, days=22), punt.id, Recht.NOTEREN)
    assert queries.get_zitting(_op(lid, days=22), zitting.id) == zitting


def test_een_lid_van_een_andere_tafel_leest_ook_na_het_publiceren_niets(coordinator: Handeling, als: Als) -> None:
    ander = als(bouw_medewerker(coordinator, (Rol.LID, "zuilen"), (Rol.VOORZITTER, "zuilen")))
    casus = _gereed(coordinator)[0]
    zitting = bouw_zitting(coordinator)
    commands.zet_op_agenda(coordinator, zitting, casus)
    commands.publiceer(coordinator, zitting)
    assert not _leest(ander, casus)
    with pytest.raises(Onvindbaar):
        queries.get_zitting(ander, zitting.id)


def test_een_casus_die_er_na_het_publiceren_bij_komt_is_meteen_te_lezen(lid: Handeling, coordinator: Handeling) -> None:
    eerste, tweede = _gereed(coordinator, 2)
    zitting = bouw_zitting(coordinator)
    commands.zet_op_agenda(coordinator, zitting, eerste)
    commands.publiceer(coordinator, zitting)
    assert not _leest(lid, tweede)
    commands.zet_op_agenda(coordinator, zitting, tweede)
    assert _leest(lid, tweede)


def test_opnieuw_publiceren_laat_ook_een_nieuw_lid_lezen(coordinator: Handeling, als: Als) -> None:
    casus = _gereed(coordinator)[0]
    zitting = bouw_zitting(coordinator)
    commands.zet_op_agenda(coordinator, zitting, casus)
    commands.publiceer(coordinator, zitting)
    nieuw = als(bouw_medewerker(coordinator, (Rol.LID, "ondiep")))
    assert not _leest(nieuw, casus)
    commands.publiceer(coordinator, zitting)
    assert _leest(nieuw, casus)


def test_wie_van_de_agenda_gaat_is_niet_meer_te_lezen(lid: Handeling, coordinator: Handeling) -> None:
    casus = _gereed(coordinator)[0]
    zitting = bouw_zitting(coordinator)
    punt = commands.zet_op_agenda(coordinator, zitting, casus)
    commands.publiceer(coordinator, zitting)
    commands.haal_van_agenda(coordinator, punt)
    assert not _leest(lid, casus)


def test_een_zitting_van_lang_geleden_wordt_niet_alsnog_gepubliceerd(coordinator: Handeling) -> None:
    zitting = bouw_zitting(coordinator, begint_op=coordinator.nu - timedelta(days=30))
    with pytest.raises(NietToegestaan, match="te lang geleden"):
        commands.publiceer(coordinator, zitting)


def test_een_gesloten_zitting_verandert_niet_meer(voorzitter: Handeling) -> None:
    casus = bouw_casus(voorzitter, status=Status.GEREED)
    zitting = bouw_zitting(voorzitter, bouw_casus(voorzitter, status=Status.INGEPLAND), status=Zittingstatus.GESLOTEN)
    punt = zitting.agenda[0]
    for handel in (
        lambda: commands.zet_op_agenda(voorzitter, zitting, casus),
        lambda: commands.haal_van_agenda(voorzitter, punt),
        lambda: commands.verplaats(voorzitter, punt, 1),
        lambda: commands.publiceer(voorzitter, zitting),
        lambda: commands.start(voorzitter, punt),
        lambda: commands.schrijf_notitie(voorzitter, punt, "opening", "tekst"),
        lambda: commands.rond_af(voorzitter, punt),
        lambda: commands.sluit(voorzitter, zitting),
    ):
        with pytest.raises(NietToegestaan, match="gesloten"):
            handel()


def test_lezen_aan_de_ene_tafel_geeft_geen_leiding_aan_de_andere(handeling: Handeling, als: Als) -> None:
    wie = als(bouw_medewerker(handeling, (Rol.LID, "ondiep"), (Rol.VOORZITTER, "zuilen")))
    zitting = bouw_zitting(handeling, status=Zittingstatus.GEPUBLICEERD)
    assert queries.get_zitting(wie, zitting.id) == zitting
    for recht in (Recht.ZITTING_PLANNEN, Recht.TAFEL_LEIDEN):
        with pytest.raises(Onvindbaar):
            queries.get_zitting(wie, zitting.id, recht)


def test_de_lijst_begint_met_de_eerstvolgende_en_gesloten_met_de_laatste(coordinator: Handeling) -> None:
    straks, eerst = (bouw_zitting(coordinator, begint_op=coordinator.nu + timedelta(days=dag)) for dag in (9, 2))
    oud, recent = (
        bouw_zitting(coordinator, status=Zittingstatus.GESLOTEN, begint_op=coordinator.nu - timedelta(days=dag))
        for dag in (40, 3)
    )
    assert list(queries.list_zittingen(coordinator)) == [eerst, straks]
    assert list(queries.list_gesloten(coordinator)) == [recent, oud]
    assert list(queries.list_gesloten(coordinator, recent.id)) == [oud]


def test_twee_planners_die_tegelijk_dezelfde_agenda_wijzigen_slagen_niet_allebei(coordinator: Handeling) -> None:
    zitting = bouw_zitting(coordinator)
    voor = zitting.versie
    commands.zet_op_agenda(coordinator, zitting, _gereed(coordinator)[0])
    coordinator.sessie.flush()
    assert zitting.versie > voor
