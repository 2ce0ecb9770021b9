"""Acts on the clock of one agendapunt: let it stand still with a reason, and let it go on."""

from collections.abc import Sequence

from maatwerk.casus.rules import eis_onherkenbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.commands import noteer
from maatwerk.tafel.commands import eis_gesprek, tik
from maatwerk.tafel.models import Agendapunt, Pauze
from maatwerk.tafel.rules import eis_begonnen
from maatwerk.tafel.uurwerk import Stilstand, eis_stil, eis_te_pauzeren


def stilstanden(agendapunt: Agendapunt) -> Sequence[Stilstand]:
    """Give when the clock stood still, as facts for the rules."""
    return [Stilstand(pauze.van, pauze.tot) for pauze in agendapunt.pauzes]


def pauzeer(handeling: Handeling, agendapunt: Agendapunt, reden: str) -> None:
    """Stop the clock. Raises NietToegestaan when it stands still already, Invoerfout on `reden`."""
    _houd_vast(handeling, agendapunt)
    eis_te_pauzeren(stilstanden(agendapunt), reden)
    eis_onherkenbaar({"reden": reden})
    agendapunt.pauzes.append(Pauze(reden=reden.strip(), van=handeling.nu))
    noteer(handeling, "agendapunt.gepauzeerd", agendapunt)
    tik(handeling, agendapunt)


def hervat(handeling: Handeling, agendapunt: Agendapunt) -> None:
    """Let the clock go on where it stopped. Raises NietToegestaan when it runs."""
    _houd_vast(handeling, agendapunt)
    eis_stil(stilstanden(agendapunt))
    agendapunt.pauzes[-1].tot = handeling.nu
    noteer(handeling, "agendapunt.hervat", agendapunt)
    tik(handeling, agendapunt)


def _houd_vast(handeling: Handeling, agendapunt: Agendapunt) -> None:
    """Read the pauses again and hold the agendapunt: two buttons may be pressed at the same moment."""
    handeling.sessie.refresh(agendapunt, ["gestart_op", "afgerond_op", "versie"], with_for_update=True)
    handeling.sessie.refresh(agendapunt, ["pauzes"])
    eis_gesprek(handeling, agendapunt)
    eis_begonnen(agendapunt.gestart_op)
