"""Builders for the weighing: what lies on the table, a round that began, and what a lid wrote."""

from collections.abc import Mapping

from maatwerk.afweging.commands import begin_afweging, weeg
from maatwerk.afweging.models import Afweging, Oplossing
from maatwerk.afweging.oplossingen import leg_voor
from maatwerk.afweging.queries import get_oplossing, list_eigen
from maatwerk.afweging.rules import EigenWeging, WaardeCode
from maatwerk.kern.handeling import Handeling
from maatwerk.tafel.models import Agendapunt


def bouw_oplossing(
    voorzitter: Handeling, punt: Agendapunt, tekst: str = "De gemeente geeft een briefadres."
) -> Oplossing:
    """Put an oplossing on the table, beside "niets doen"."""
    oplossing = leg_voor(voorzitter, punt, tekst)
    voorzitter.sessie.flush()
    return oplossing


def bouw_afweging(
    voorzitter: Handeling, punt: Agendapunt, tekst: str = "De gemeente geeft een briefadres."
) -> Afweging:
    """Begin the first round, of one oplossing and "niets doen"."""
    bouw_oplossing(voorzitter, punt, tekst)
    afweging = begin_afweging(voorzitter, punt)
    voorzitter.sessie.flush()
    return afweging


def oplossing_van(handeling: Handeling, afweging: Afweging, nummer: int = 1) -> Oplossing:
    """Give an oplossing of this weighing."""
    return get_oplossing(handeling, afweging.agendapunt, nummer)


def weeg_zo(
    lid: Handeling,
    afweging: Afweging,
    teksten: Mapping[str, str],
    standen: Mapping[str, int | None] | None = None,
    nummer: int = 1,
) -> None:
    """Weigh as this lid, over what the lid saved before."""
    oplossing = oplossing_van(lid, afweging, nummer)
    versie = max((weging.versie for weging in list_eigen(lid, afweging, oplossing)), default=0)
    weeg(lid, afweging, oplossing, EigenWeging(teksten, standen or {}, versie, afweging.ronde))
    lid.sessie.flush()


def teksten(woord: str = "Past") -> dict[str, str]:
    """Give a text per value."""
    return {code.value: f"{woord} bij {code}." for code in WaardeCode}


def formulier(woord: str = "Past", stand: str = "", versie: int = 0, ronde: int = 1) -> dict[str, str]:
    """Give what the form of a weging sends."""
    velden = teksten(woord) | {f"{code}_stand": stand for code in WaardeCode}
    return velden | {"versie": str(versie), "ronde": str(ronde)}
