"""Every transition of a doorbraak and its actie, in any order: what the model forbids, the commands refuse."""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from maatwerk.account.models import Medewerker
from maatwerk.casus.rules import Status
from maatwerk.doorbraak.commands import (
    begin_opvolging,
    hervat_uitvoering,
    rond_actie_af,
    sluit_af,
    zet_doorbraakstatus,
)
from maatwerk.doorbraak.ladder import NA_ANTWOORD, Antwoord, Trede
from maatwerk.doorbraak.models import Doorbraak
from maatwerk.doorbraak.opschalen import beantwoord, find_open_vraag, get_open_vraag, schaal_op
from maatwerk.doorbraak.rules import VRAGEN, Doorbraakstatus, Niveau
from maatwerk.kern.fouten import Invoerfout, NietToegestaan
from maatwerk.kern.handeling import Handeling
from tests.bouw import bouw_bespreking
from tests.doorbraak.bouw import bouw_uitvoering

Als = Callable[[Medewerker], Handeling]
TREDEN = list(Trede)


class Doorbraken(RuleBasedStateMachine):
    """What may happen to one doorbraak, one actie and their casus."""

    handeling: Handeling
    als: Als

    @initialize()
    def begin(self) -> None:
        """Start with a doorbraak that was asked, and an open actie."""
        self.handeling.sessie.rollback()
        bespreking = bouw_bespreking(self.handeling)
        self.actie = bouw_uitvoering(self.handeling, bespreking, bespreking.leden[0])
        self.casus, self.voorzitter = bespreking.casus, type(self).als(bespreking.voorzitter)
        self.doorbraak = Doorbraak(niveau=Niveau.CASUS, omschrijving="Eerst het adres.", eigenaar="Burgerzaken")
        self.doorbraak.status = Doorbraakstatus.GEVRAAGD
        self.actie.besluit.doorbraken.append(self.doorbraak)
        self.handeling.sessie.flush()
        self.status, self.klaar, self.stand = Status.IN_UITVOERING, False, Doorbraakstatus.GEVRAAGD
        self.trede: Trede | None = None
        self.open = False

    def doe(self, daad: Callable[[], object], *, mag: bool) -> bool:
        """Do it; it succeeds exactly when the model allows it."""
        try:
            daad()
        except (NietToegestaan, Invoerfout):
            assert not mag
            return False
        assert mag
        self.handeling.sessie.flush()
        return True

    @rule(trede=st.sampled_from(TREDEN), dagen=st.integers(-1, 2))
    def omhoog(self, trede: Trede, dagen: int) -> None:
        """Ask somebody."""
        hoger = self.trede is None or TREDEN.index(trede) >= TREDEN.index(self.trede)
        mag = self.status is not Status.AFGESLOTEN and not self.open and hoger and dagen > 0
        dag = self.handeling.vandaag + timedelta(days=dagen)
        vraag = {"trede": trede, "gericht_aan": "Wethouder", "antwoord_voor": dag}
        if self.doe(lambda: schaal_op(self.voorzitter, self.doorbraak, vraag), mag=mag):
            self.trede, self.open, self.stand = trede, True, Doorbraakstatus.GEVRAAGD

    @rule(antwoord=st.sampled_from([None, *Antwoord]), reden=st.sampled_from(["", "Geen geld."]))
    def terug(self, antwoord: Antwoord | None, reden: str) -> None:
        """Write down an answer."""
        mag = self.open and antwoord is not None and (antwoord is Antwoord.TOEGEZEGD or bool(reden))
        gegevens = {"antwoord": antwoord, "reden": reden}
        if self.doe(lambda: beantwoord(self.voorzitter, get_open_vraag(self.doorbraak), gegevens), mag=mag):
            assert antwoord is not None
            self.open, self.stand = False, NA_ANTWOORD[antwoord]

    @rule(stand=st.sampled_from(list(Doorbraakstatus)))
    def zet(self, stand: Doorbraakstatus) -> None:
        """Write how far it is."""
        self.doe(lambda: zet_doorbraakstatus(self.voorzitter, self.doorbraak, stand), mag=True)
        self.stand = stand

    @rule()
    def klaar_met_actie(self) -> None:
        """Finish the actie."""
        if self.doe(lambda: rond_actie_af(self.voorzitter, self.actie), mag=not self.klaar):
            self.klaar = True

    @rule()
    def volg_op(self) -> None:
        """Begin to look whether it holds."""
        mag = self.status is Status.IN_UITVOERING and self.klaar
        if self.doe(lambda: begin_opvolging(self.voorzitter, self.casus), mag=mag):
            self.status = Status.OPVOLGING

    @rule()
    def hervat(self) -> None:
        """Take the work up again."""
        if self.doe(lambda: hervat_uitvoering(self.voorzitter, self.casus), mag=self.status is Status.OPVOLGING):
            self.status = Status.IN_UITVOERING

    @rule()
    def sluit(self) -> None:
        """Close the casus."""
        mag = self.status is Status.OPVOLGING and not self.open
        antwoorden = dict.fromkeys(VRAGEN, "Goed.")
        if self.doe(lambda: sluit_af(self.voorzitter, self.casus, antwoorden), mag=mag):
            self.status = Status.AFGESLOTEN

    @invariant()
    def klopt(self) -> None:
        """Hold the database to the model."""
        if not hasattr(self, "casus"):
            return
        self.handeling.sessie.expire_all()
        assert self.casus.status is self.status
        assert self.doorbraak.status is self.stand
        assert (find_open_vraag(self.doorbraak) is not None) == self.open
        assert (self.actie.klaar_op is not None) == self.klaar
        assert sum(stap.geantwoord_op is None for stap in self.doorbraak.opschalingen) <= 1


def test_een_doorbraak_en_haar_actie_doen_alleen_wat_mag(handeling: Handeling, als: Als) -> None:
    class Machine(Doorbraken):
        """The machine on this database."""

    Machine.handeling, Machine.als = handeling, staticmethod(als)
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=6,
            stateful_step_count=10,
            deadline=None,
            phases=[Phase.generate],  # a failing road is short enough to read unshrunk
            suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
        ),
    )
