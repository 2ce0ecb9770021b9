"""The Waardendriehoek: three values, weighed alone first and then together. Never a total (domein.md §6)."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from maatwerk.kern.fouten import Invoerfout, MagNiet, NietToegestaan

STAND_MIN = 1
STAND_MAX = 5


class WaardeCode(StrEnum):
    """The three values. None outranks another."""

    LEGITIMITEIT = "legitimiteit"
    BETROKKENHEID = "betrokkenheid"
    RENDEMENT = "rendement"


GEZAMENLIJK = (*(code.value for code in WaardeCode), "weging")
"""What a joint motivering consists of. A minderheidsstandpunt stands beside it, and may be empty."""


def eis_lid(*, lid: bool) -> None:
    """Refuse the weging of somebody who is no lid of this very tafel: a rol elsewhere gives nothing. Raises MagNiet."""
    if not lid:
        raise MagNiet("Alleen een lid van deze tafel weegt mee.")


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
