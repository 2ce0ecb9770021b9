"""The road of a casus: every pair of statuses, for every rol, is allowed or refused as the table says."""

from itertools import product

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from maatwerk.casus.rules import OVERGANGEN, VOOR_DE_TAFEL, Status, eis_overgang, mag_overgang
from maatwerk.kern.fouten import NietToegestaan
from maatwerk.kern.rechten import Rol

WEG = {
    ("concept", "ingediend"): {"indiener"},
    ("concept", "verder geholpen"): {"indiener"},
    ("ingediend", "gereed voor tafel"): {"casuscoördinator"},
    ("ingediend", "aanvullen gevraagd"): {"casuscoördinator"},
    ("ingediend", "direct opgelost"): {"casuscoördinator"},
    ("ingediend", "niet voor de tafel"): {"casuscoördinator"},
    ("aanvullen gevraagd", "ingediend"): {"indiener"},
    ("gereed voor tafel", "ingepland"): {"casuscoördinator", "tafelvoorzitter"},
    ("ingepland", "gereed voor tafel"): {"casuscoördinator", "tafelvoorzitter"},
    ("ingepland", "besproken"): {"tafelvoorzitter"},
    ("besproken", "gereed voor tafel"): {"tafelvoorzitter"},
    ("besproken", "in uitvoering"): {"tafelvoorzitter"},
    ("besproken", "afgesloten"): {"tafelvoorzitter"},
    ("in uitvoering", "opvolging"): {"tafelvoorzitter"},
    ("opvolging", "in uitvoering"): {"tafelvoorzitter"},
    ("opvolging", "afgesloten"): {"tafelvoorzitter"},
    ("ingediend", "ingetrokken"): {"indiener"},
    ("aanvullen gevraagd", "ingetrokken"): {"indiener"},
    ("gereed voor tafel", "ingetrokken"): {"indiener"},
    ("ingepland", "ingetrokken"): {"indiener"},
}
"""Written out by hand from domein.md §3: the table in the code must be this one, and no other."""


@pytest.mark.parametrize(("van", "naar"), list(product(Status, Status)))
def test_elk_paar_mag_alleen_wat_de_weg_zegt(van: Status, naar: Status) -> None:
    mag = WEG.get((van.value, naar.value), set())
    for rol in Rol:
        assert mag_overgang(van, naar, {rol}) is (rol.value in mag), (van, naar, rol)


def test_elke_overgang_heeft_een_reden() -> None:
    assert all(overgang.reden.endswith(".") for overgang in OVERGANGEN)
    assert len({(overgang.van, overgang.naar) for overgang in OVERGANGEN}) == len(OVERGANGEN)


def test_een_weigering_noemt_de_stand_en_wie_het_wel_mag() -> None:
    with pytest.raises(NietToegestaan, match=r"nu 'ingediend'.*'gereed voor tafel'.*casuscoördinator"):
        eis_overgang(Status.INGEDIEND, Status.GEREED, {Rol.INDIENER})


class Levensloop(RuleBasedStateMachine):
    """Whatever is tried in whatever order, a casus only ever walks the road."""

    status = Status.CONCEPT
    besproken = False

    @rule(naar=st.sampled_from(Status), rol=st.sampled_from(Rol))
    def probeer(self, naar: Status, rol: Rol) -> None:
        if mag_overgang(self.status, naar, {rol}):
            self.status = naar
            self.besproken = self.besproken or naar is Status.BESPROKEN

    @invariant()
    def uitvoering_volgt_op_bespreking(self) -> None:
        if self.status in (Status.IN_UITVOERING, Status.OPVOLGING, Status.AFGESLOTEN):
            assert self.besproken

    @invariant()
    def intrekken_kan_alleen_voor_de_bespreking(self) -> None:
        kan = mag_overgang(self.status, Status.INGETROKKEN, {Rol.INDIENER})
        assert kan is (self.status in VOOR_DE_TAFEL)


Levensloop.TestCase.settings = settings(max_examples=50, stateful_step_count=60, deadline=None)
test_levensloop = Levensloop.TestCase
