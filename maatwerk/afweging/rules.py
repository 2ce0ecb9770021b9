"""The Waardendriehoek: three values, weighed alone first and then together. Never a total (domein.md §6)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from maatwerk.kern.fouten import Invoerfout, MagNiet, NietToegestaan
from maatwerk.kern.rechten import Rechthebbende, Rol

STAND_MIN = 1
STAND_MAX = 5


class WaardeCode(StrEnum):
    """The three values. None outranks another."""

    LEGITIMITEIT = "legitimiteit"
    BETROKKENHEID = "betrokkenheid"
    RENDEMENT = "rendement"


GEZAMENLIJK = (*(code.value for code in WaardeCode), "weging")
"""What a joint motivering consists of. A minderheidsstandpunt stands beside it, and may be empty."""


def eis_plaats(wie: Rechthebbende, rol: Rol, tafel: str) -> None:
    """Refuse somebody who does not hold this rol at this very tafel: a rol elsewhere gives nothing. Raises MagNiet."""
    if tafel not in wie.tafels(rol):
        raise MagNiet(f"Dit kan alleen een {rol} van deze tafel.")


def eis_bezig(*, gestart: bool, afgerond: bool) -> None:
    """Refuse what belongs in the thirty minutes when they have not begun, or ended in a besluit. Raises NietToegestaan."""
    if afgerond:
        raise NietToegestaan("Over deze casus heeft de tafel al besloten. Hier verandert niets meer.")
    if not gestart:
        raise NietToegestaan("De bespreking van deze casus is nog niet begonnen. De voorzitter start haar eerst.")


def eis_nieuw(*, begonnen: bool) -> None:
    """Refuse a second oplossing: people may have weighed the first one already. Raises NietToegestaan."""
    if begonnen:
        raise NietToegestaan("Er ligt al een oplossing om te wegen. Die verandert niet meer.")


def eis_oplossing(oplossing: str) -> None:
    """Refuse to weigh nothing. Raises Invoerfout on `oplossing`."""
    if not oplossing.strip():
        raise Invoerfout({"oplossing": "Schrijf op welke oplossing de tafel weegt."})


def eis_weging(teksten: Mapping[str, str], standen: Mapping[str, int | None]) -> None:
    """Refuse an own weging that lacks a text for a value. The stand is optional. Raises Invoerfout."""
    fouten = {
        code.value: f"Schrijf op hoe jij {code} weegt." for code in WaardeCode if not teksten.get(code, "").strip()
    }
    fouten |= {
        f"{code}_stand": f"Kies voor {code} een stand van 1 (knelt) tot 5 (sterk), of geen stand."
        for code, stand in standen.items()
        if stand is not None and not STAND_MIN <= stand <= STAND_MAX
    }
    if fouten:
        raise Invoerfout(fouten)


def eis_verborgen(*, onthuld: bool) -> None:
    """Refuse to change an own weging after the reveal. Raises NietToegestaan."""
    if onthuld:
        raise NietToegestaan("De wegingen zijn al onthuld. Je eigen weging verandert dan niet meer.")


def eis_onthuld(*, onthuld: bool) -> None:
    """Refuse a joint motivering before everybody has weighed alone. Raises NietToegestaan."""
    if not onthuld:
        raise NietToegestaan("De wegingen zijn nog niet onthuld. Weeg eerst zelf, dan samen.")


def eis_gewogen(aantal: int) -> None:
    """Refuse to reveal when nobody has weighed. Raises NietToegestaan."""
    if not aantal:
        raise NietToegestaan("Er heeft nog niemand gewogen. Er is dus nog niets te onthullen.")


def eis_motivering(teksten: Mapping[str, str]) -> None:
    """Refuse a joint motivering with an empty value. Raises Invoerfout at each empty field."""
    fouten = {
        code: f"Schrijf de gezamenlijke motivering op bij {code}."
        for code in GEZAMENLIJK
        if not teksten.get(code, "").strip()
    }
    if fouten:
        raise Invoerfout(fouten)


def spreiding(standen: Iterable[int | None]) -> str:
    """Say how far the standen on one value lie apart. Words for the conversation, nothing to add up or to compare."""
    gegeven = {stand for stand in standen if stand is not None}
    if not gegeven:
        return "Niemand gaf een stand."
    if len(gegeven) == 1:
        return f"Wie een stand gaf, koos {gegeven.pop()}."
    return f"De standen lopen uiteen van {min(gegeven)} tot {max(gegeven)}."
