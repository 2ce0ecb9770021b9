"""The rules of the tafel, without a database: the clock, the agenda and what may happen when."""

from datetime import UTC, datetime, timedelta

import pytest

from maatwerk.casus.rules import Status
from maatwerk.kern.beleid import mag_aan_tafel
from maatwerk.kern.fouten import Invoerfout, NietToegestaan, Onvindbaar
from maatwerk.kern.instellingen import Instellingen
from maatwerk.kern.rechten import Recht, Rol
from maatwerk.tafel.rules import (
    OPEN,
    Tijdvak,
    Zittingstatus,
    eis_alles_besloten,
    eis_bespreekbaar,
    eis_ruimte,
    eis_status,
    eis_vrij,
    get_fase,
    huidige_fase,
    klok,
    leden_lezen_tot,
    mag_bespreken,
    mag_noteren,
    slot_begin,
    tijdvak,
    volgende_fase,
    wacht_op_besluit,
)

TIEN_UUR = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


class _Wie:
    """Somebody with a rol at a tafel."""

    id = 1

    def __init__(self, rol: Rol, tafel: str) -> None:
        self.rol, self.tafel = rol, tafel
        self.rollen = frozenset({rol})

    def tafels(self, rol: Rol) -> frozenset[str]:
        """Give the tafel of the one rol."""
        return frozenset({self.tafel}) if rol is self.rol else frozenset()


def test_de_klok_verdeelt_het_gesprek_in_zeven_fasen_die_op_elkaar_aansluiten(instellingen: Instellingen) -> None:
    fasen = klok(instellingen.zitting.fasen, TIEN_UUR, "bedoeling")
    assert len(fasen) == 7
    assert (fasen[0].begint_op, fasen[-1].eindigt_op) == (TIEN_UUR, TIEN_UUR + timedelta(minutes=30))
    assert [een.eindigt_op for een in fasen[:-1]] == [ander.begint_op for ander in fasen[1:]]
    assert [fase.code for fase in fasen if fase.huidig] == ["bedoeling"]


def test_voor_de_start_is_geen_fase_de_huidige(instellingen: Instellingen) -> None:
    assert not any(fase.huidig for fase in klok(instellingen.zitting.fasen, TIEN_UUR, ""))


def test_de_fasen_volgen_elkaar_op_tot_na_de_laatste_niets_komt(instellingen: Instellingen) -> None:
    fasen = instellingen.zitting.fasen
    assert [volgende_fase(fasen, fase) for fase in fasen] == [*fasen[1:], None]


def test_een_fase_die_uit_de_instellingen_verdween_begint_weer_vooraan(instellingen: Instellingen) -> None:
    assert huidige_fase(instellingen.zitting.fasen, "afgeschaft").code == "opening"
    with pytest.raises(Onvindbaar):
        get_fase(instellingen.zitting.fasen, "afgeschaft")


def test_elk_slot_begint_waar_het_vorige_eindigt() -> None:
    assert slot_begin(TIEN_UUR, 1, 30) == TIEN_UUR
    assert slot_begin(TIEN_UUR, 3, 30) == TIEN_UUR + timedelta(hours=1)
    assert tijdvak(TIEN_UUR, 4, 30) == Tijdvak(TIEN_UUR, TIEN_UUR + timedelta(hours=2))


@pytest.mark.parametrize(("na", "vrij"), [(-120, True), (-119, False), (0, False), (119, False), (120, True)])
def test_een_tafel_heeft_geen_twee_zittingen_tegelijk(na: int, *, vrij: bool) -> None:
    nieuw = tijdvak(TIEN_UUR + timedelta(minutes=na), 4, 30)
    bezet = [tijdvak(TIEN_UUR, 4, 30)]
    if vrij:
        eis_vrij(nieuw, bezet)
    else:
        with pytest.raises(Invoerfout) as fout:
            eis_vrij(nieuw, bezet)
        assert list(fout.value.fouten) == ["begint_om"]


def test_de_leden_lezen_tot_en_met_de_laatste_dag_van_de_termijn() -> None:
    assert leden_lezen_tot(TIEN_UUR, 14) == datetime(2026, 12, 15, 23, 0, tzinfo=UTC)


def test_een_volle_agenda_weigert_en_zegt_hoeveel_plekken_er_zijn() -> None:
    eis_ruimte(slots=2, bezet=1)
    with pytest.raises(Invoerfout, match="2 plekken"):
        eis_ruimte(slots=2, bezet=2)


@pytest.mark.parametrize("status", Zittingstatus)
def test_alleen_een_gesloten_zitting_verandert_niet_meer(status: Zittingstatus) -> None:
    if status is Zittingstatus.GESLOTEN:
        with pytest.raises(NietToegestaan, match="gesloten"):
            eis_status(status, *OPEN)
    else:
        eis_status(status, *OPEN)


@pytest.mark.parametrize("zitting", Zittingstatus)
@pytest.mark.parametrize("casus", Status)
@pytest.mark.parametrize("afgerond_op", [None, TIEN_UUR])
def test_de_tafel_bespreekt_alleen_een_ingeplande_casus_op_een_gepubliceerde_zitting(
    zitting: Zittingstatus, casus: Status, afgerond_op: datetime | None
) -> None:
    mag = mag_bespreken(zitting, casus, afgerond_op)
    assert mag == ((zitting, casus, afgerond_op) == (Zittingstatus.GEPUBLICEERD, Status.INGEPLAND, None))


@pytest.mark.parametrize("casus", Status)
def test_na_het_besluit_of_buiten_de_agenda_is_er_geen_gesprek(casus: Status) -> None:
    with pytest.raises(NietToegestaan, match="al een besluit"):
        eis_bespreekbaar(casus, TIEN_UUR)
    if casus is not Status.INGEPLAND:
        with pytest.raises(NietToegestaan, match=f"nu '{casus}'"):
            eis_bespreekbaar(casus, None)


def test_notities_kunnen_van_de_start_tot_de_zitting_sluit() -> None:
    assert mag_noteren(Zittingstatus.GEPUBLICEERD, TIEN_UUR)
    assert not mag_noteren(Zittingstatus.GEPUBLICEERD, None)
    assert not mag_noteren(Zittingstatus.GESLOTEN, TIEN_UUR)


def test_een_casus_wacht_op_een_besluit_tenzij_hij_is_ingetrokken() -> None:
    assert wacht_op_besluit(Status.INGEPLAND, None)
    assert not wacht_op_besluit(Status.INGETROKKEN, None)
    assert not wacht_op_besluit(Status.IN_UITVOERING, TIEN_UUR)


def test_sluiten_noemt_elke_casus_zonder_besluit() -> None:
    eis_alles_besloten([])
    with pytest.raises(NietToegestaan, match="MT-2026-0001, MT-2026-0002"):
        eis_alles_besloten(["MT-2026-0001", "MT-2026-0002"])


@pytest.mark.parametrize("rol", Rol)
def test_een_recht_geldt_alleen_aan_de_eigen_tafel_en_met_een_rol_die_het_draagt(rol: Rol) -> None:
    wie = _Wie(rol, "ondiep")
    assert mag_aan_tafel(wie, Recht.TAFEL_LEIDEN, "ondiep") == (rol is Rol.VOORZITTER)
    assert mag_aan_tafel(wie, Recht.NOTEREN, "ondiep") == (rol in {Rol.VOORZITTER, Rol.LID})
    assert not mag_aan_tafel(wie, Recht.TAFEL_LEIDEN, "zuilen")
