"""The thirty minutes: start, phases, notes, and closing the zitting. On both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from maatwerk.account.models import Medewerker
from maatwerk.casus.rules import Status
from maatwerk.kern.fouten import Invoerfout, NietToegestaan, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.tafel import commands, queries
from maatwerk.tafel.models import Agendapunt
from maatwerk.tafel.rules import Zittingstatus
from maatwerk.tafel.samenvoegen import EIND, HUN, MIJN
from tests.bouw import bouw_casus, bouw_medewerker, bouw_zitting


@pytest.fixture
def voorzitter(handeling: Handeling, als: Callable[[Medewerker], Handeling]) -> Handeling:
    """Let the tafelvoorzitter of Ondiep act."""
    return als(bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep")))


@pytest.fixture
def agendapunt(voorzitter: Handeling) -> Agendapunt:
    """Give a casus that can start now."""
    casus = bouw_casus(voorzitter, status=Status.INGEPLAND)
    return bouw_zitting(voorzitter, casus, status=Zittingstatus.GEPUBLICEERD).agenda[0]


def _tekst(handeling: Handeling, agendapunt: Agendapunt) -> str:
    notitie = queries.find_notitie(handeling, agendapunt, "opening")
    assert notitie is not None
    return notitie.tekst


def test_starten_zet_de_klok_op_nu_en_begint_bij_de_opening(voorzitter: Handeling, agendapunt: Agendapunt) -> None:
    commands.start(voorzitter, agendapunt)
    assert (agendapunt.gestart_op, agendapunt.fase) == (voorzitter.nu, "opening")


def test_nog_eens_starten_zet_de_klok_niet_terug(voorzitter: Handeling, agendapunt: Agendapunt) -> None:
    commands.start(voorzitter, agendapunt)
    commands.naar_fase(voorzitter, agendapunt, "botsing")
    commands.start(replace(voorzitter, nu=voorzitter.nu + timedelta(minutes=5)), agendapunt)
    assert (agendapunt.gestart_op, agendapunt.fase) == (voorzitter.nu, "botsing")


def test_een_casus_op_een_zitting_die_niet_is_gepubliceerd_start_niet(voorzitter: Handeling) -> None:
    zitting = bouw_zitting(voorzitter, bouw_casus(voorzitter, status=Status.INGEPLAND))
    with pytest.raises(NietToegestaan, match="gepland"):
        commands.start(voorzitter, zitting.agenda[0])


def test_een_ingetrokken_casus_start_niet(voorzitter: Handeling, agendapunt: Agendapunt) -> None:
    agendapunt.casus.status = Status.INGETROKKEN
    with pytest.raises(NietToegestaan, match="ingetrokken"):
        commands.start(voorzitter, agendapunt)


def test_de_voorzitter_gaat_naar_elke_fase_vooruit_en_terug(voorzitter: Handeling, agendapunt: Agendapunt) -> None:
    commands.start(voorzitter, agendapunt)
    for code in ("besluit", "verhaal"):
        commands.naar_fase(voorzitter, agendapunt, code)
        assert (agendapunt.fase, agendapunt.fase_sinds) == (code, voorzitter.nu)


def test_voor_de_start_is_er_geen_fase_om_naar_toe_te_gaan(voorzitter: Handeling, agendapunt: Agendapunt) -> None:
    with pytest.raises(NietToegestaan, match="Kies eerst Start"):
        commands.naar_fase(voorzitter, agendapunt, "botsing")


def test_een_onbekende_fase_bestaat_niet(voorzitter: Handeling, agendapunt: Agendapunt) -> None:
    commands.start(voorzitter, agendapunt)
    with pytest.raises(Onvindbaar):
        commands.naar_fase(voorzitter, agendapunt, "borrel")
    with pytest.raises(Onvindbaar):
        commands.schrijf_notitie(voorzitter, agendapunt, "borrel", "Proost.")


def test_een_notitie_wordt_bewaard_en_kan_veranderen(voorzitter: Handeling, agendapunt: Agendapunt) -> None:
    commands.start(voorzitter, agendapunt)
    commands.schrijf_notitie(voorzitter, agendapunt, "opening", "Iedereen is er.")
    commands.schrijf_notitie(voorzitter, agendapunt, "opening", "De corporatie komt later.", "Iedereen is er.")
    assert _tekst(voorzitter, agendapunt) == "De corporatie komt later."
    assert len(queries.list_notities(voorzitter, agendapunt)) == 1


def test_wat_een_ander_intussen_schreef_wordt_samengevoegd(voorzitter: Handeling, agendapunt: Agendapunt) -> None:
    commands.start(voorzitter, agendapunt)
    commands.schrijf_notitie(voorzitter, agendapunt, "opening", "Van een ander.")
    _, samen = commands.schrijf_notitie(voorzitter, agendapunt, "opening", "Van mij.")
    assert (samen.samen, samen.botst) == (True, False)
    assert _tekst(voorzitter, agendapunt) == "Van een ander.\nVan mij."


def test_wie_dezelfde_regel_veranderde_houdt_beide_onder_elkaar(voorzitter: Handeling, agendapunt: Agendapunt) -> None:
    commands.start(voorzitter, agendapunt)
    commands.schrijf_notitie(voorzitter, agendapunt, "opening", "Zes mensen.")
    commands.schrijf_notitie(voorzitter, agendapunt, "opening", "Zeven mensen.", "Zes mensen.")
    _, samen = commands.schrijf_notitie(voorzitter, agendapunt, "opening", "Acht mensen.", "Zes mensen.")
    assert samen.botst
    regels = _tekst(voorzitter, agendapunt).splitlines()
    assert regels == [HUN, "Zeven mensen.", MIJN, "Acht mensen.", EIND]


def test_een_notitie_met_een_bsn_wordt_geweigerd_zonder_het_te_herhalen(
    voorzitter: Handeling, agendapunt: Agendapunt
) -> None:
    commands.start(voorzitter, agendapunt)
    with pytest.raises(Invoerfout) as fout:
        commands.schrijf_notitie(voorzitter, agendapunt, "opening", "BSN 111222333 was erbij.")
    assert list(fout.value.fouten) == ["tekst"]
    assert "111222333" not in fout.value.uitleg


def test_voor_de_start_is_er_niets_te_noteren(voorzitter: Handeling, agendapunt: Agendapunt) -> None:
    with pytest.raises(NietToegestaan, match="nog niet begonnen"):
        commands.schrijf_notitie(voorzitter, agendapunt, "opening", "Te vroeg.")


def test_afronden_kan_een_keer_en_pas_na_de_start(voorzitter: Handeling, agendapunt: Agendapunt) -> None:
    with pytest.raises(NietToegestaan, match="nog niet begonnen"):
        commands.rond_af(voorzitter, agendapunt)
    commands.start(voorzitter, agendapunt)
    commands.rond_af(voorzitter, agendapunt)
    with pytest.raises(NietToegestaan, match="al een besluit"):
        commands.rond_af(voorzitter, agendapunt)
    with pytest.raises(NietToegestaan, match="al een besluit"):
        commands.naar_fase(voorzitter, agendapunt, "botsing")


def test_een_zitting_met_een_casus_zonder_besluit_sluit_niet_en_noemt_hem(
    voorzitter: Handeling, agendapunt: Agendapunt
) -> None:
    commands.start(voorzitter, agendapunt)
    with pytest.raises(NietToegestaan, match=agendapunt.casus.nummer):
        commands.sluit(voorzitter, agendapunt.zitting)
    assert agendapunt.zitting.status is Zittingstatus.GEPUBLICEERD


def test_een_zitting_sluit_als_over_elke_casus_een_besluit_is(voorzitter: Handeling, agendapunt: Agendapunt) -> None:
    commands.start(voorzitter, agendapunt)
    commands.rond_af(voorzitter, agendapunt)
    commands.sluit(voorzitter, agendapunt.zitting)
    assert (agendapunt.zitting.status, agendapunt.zitting.gesloten_op) == (Zittingstatus.GESLOTEN, voorzitter.nu)


def test_een_ingetrokken_casus_houdt_de_zitting_niet_open(voorzitter: Handeling, agendapunt: Agendapunt) -> None:
    agendapunt.casus.status = Status.INGETROKKEN
    commands.sluit(voorzitter, agendapunt.zitting)
    assert agendapunt.zitting.status is Zittingstatus.GESLOTEN
