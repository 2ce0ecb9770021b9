"""The life of an afweging: whatever is tried in whatever order, nothing is lost and nothing is seen early."""

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from maatwerk.account.models import Medewerker
from maatwerk.afweging.commands import begin_afweging, motiveer, onthul, weeg, weeg_opnieuw
from maatwerk.afweging.models import Afweging
from maatwerk.afweging.oplossingen import leg_voor
from maatwerk.afweging.queries import find_afweging, get_oplossing, list_afwegingen, list_wegingen
from maatwerk.afweging.rules import EigenWeging
from maatwerk.kern.fouten import Gewijzigd, NietToegestaan, Onvindbaar
from maatwerk.kern.handeling import Handeling
from tests.afweging.bouw import teksten
from tests.bouw import Bespreking, bouw_bespreking

LEVENS = int(os.environ.get("MAATWERK_LEVENS", "30"))
"""How many lives to try; 200 before a release: MAATWERK_LEVENS=200 pytest tests/afweging/test_leven.py."""

Als = Callable[[Medewerker], Handeling]
Gewogen = dict[tuple[int, int], tuple[str, int]]


class Leven(RuleBasedStateMachine):
    """One agendapunt with two leden, beside a model of what must be true of it."""

    def __init__(self, als: Als, handeling: Handeling) -> None:
        """Begin in a savepoint, which goes at the end."""
        super().__init__()
        self.als, self.sessie = als, handeling.sessie
        self.punt = self.sessie.begin_nested()
        self.bespreking: Bespreking = bouw_bespreking(handeling)
        self.voorzitter = als(self.bespreking.voorzitter)
        self.op_tafel, self.van_ronde = 0, 0
        self.rondes: list[Gewogen] = []
        self.onthuld: list[bool] = []
        self.motiveringen: dict[int, str] = {}

    def teardown(self) -> None:
        """Forget this life."""
        self.punt.rollback()
        self.sessie.expunge_all()

    def _probeer(self, mag: bool, doe: Callable[[], Any]) -> bool:  # noqa: FBT001
        """Do it; it must be refused exactly when the model says so."""
        try:
            doe()
        except (NietToegestaan, Onvindbaar, Gewijzigd):
            gelukt = False
        else:
            self.sessie.flush()
            gelukt = True
        assert gelukt is mag
        return gelukt

    @property
    def _nu(self) -> Afweging | None:
        return find_afweging(self.voorzitter, self.bespreking.agendapunt)

    @property
    def _verborgen(self) -> bool:
        return bool(self.onthuld) and not self.onthuld[-1]

    @rule()
    def leg_voor(self) -> None:
        if self.op_tafel < 3:
            leg_voor(self.voorzitter, self.bespreking.agendapunt, "Een briefadres.")
            self.sessie.flush()
            self.op_tafel += 1

    @rule()
    def begin(self) -> None:
        mag = not self.rondes and self.op_tafel > 0
        if self._probeer(mag, lambda: begin_afweging(self.voorzitter, self.bespreking.agendapunt)):
            self._open()

    @rule()
    def opnieuw(self) -> None:
        mag = bool(self.onthuld) and self.onthuld[-1]
        if self._probeer(mag, lambda: weeg_opnieuw(self.voorzitter, self.bespreking.agendapunt)):
            self._open()

    def _open(self) -> None:
        self.rondes.append({})
        self.onthuld.append(False)
        self.van_ronde = self.op_tafel

    @rule(wie=st.integers(0, 1), nummer=st.integers(0, 3), woord=st.sampled_from("abc"), oud=st.booleans())
    def weeg(self, wie: int, nummer: int, woord: str, oud: bool) -> None:  # noqa: FBT001
        afweging = self._nu
        if afweging is None:
            return
        versie = self.rondes[-1].get((wie, nummer), ("", 0))[1] + (1 if oud else 0)
        lid = self.als(self.bespreking.leden[wie])
        mag = self._verborgen and nummer <= self.van_ronde and not oud
        eigen = EigenWeging(teksten(woord), {"rendement": 2}, versie, len(self.rondes))

        def doe() -> None:
            weeg(lid, afweging, get_oplossing(lid, self.bespreking.agendapunt, nummer), eigen)

        if self._probeer(mag, doe):
            self.rondes[-1][wie, nummer] = (woord, versie + 1)

    @rule()
    def onthul(self) -> None:
        afweging = self._nu
        if afweging is not None:
            mag = self._verborgen and bool(self.rondes[-1])
            if self._probeer(mag, lambda: onthul(self.voorzitter, afweging)):
                self.onthuld[-1] = True

    @rule(woord=st.sampled_from("xyz"), oud=st.booleans())
    def motiveer(self, woord: str, oud: bool) -> None:  # noqa: FBT001
        afweging = self._nu
        if afweging is not None:
            woorden = teksten(woord) | {"weging": woord}
            versie = afweging.versie - (1 if oud else 0)
            mag = self.onthuld[-1] and not oud
            if self._probeer(mag, lambda: motiveer(self.voorzitter, afweging, woorden, versie)):
                self.motiveringen[len(self.rondes)] = woord

    @invariant()
    def niets_is_kwijt_en_niets_is_vroeg_te_zien(self) -> None:
        self.sessie.expire_all()
        afwegingen = list_afwegingen(self.voorzitter, self.bespreking.agendapunt)
        assert [afweging.ronde for afweging in afwegingen] == list(range(1, len(self.rondes) + 1))
        for afweging, gewogen, onthuld in zip(afwegingen, self.rondes, self.onthuld, strict=True):
            assert (afweging.onthuld_op is not None) is onthuld
            assert afweging.weging == self.motiveringen.get(afweging.ronde, "")
            for wie, lid in enumerate(self.bespreking.leden):
                mijn = {sleutel: deel for sleutel, deel in gewogen.items() if onthuld or sleutel[0] == wie}
                gezien = list_wegingen(self.als(lid), afweging)
                assert _woorden(gezien) == sorted(deel[0] for deel in mijn.values() for _ in range(3))
            if not onthuld:
                assert list_wegingen(self.voorzitter, afweging) == []


def _woorden(wegingen: Any) -> list[str]:
    """Give the words of these wegingen."""
    return sorted(weging.tekst.split(" ", maxsplit=1)[0] for weging in wegingen)


def test_levensloop_van_een_afweging(als: Als, handeling: Handeling) -> None:
    class VanNu(Leven):
        def __init__(self) -> None:
            super().__init__(als, handeling)

    run_state_machine_as_test(
        VanNu,
        settings=settings(
            max_examples=LEVENS, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
