"""The Waardendriehoek: three values, weighed alone first and then together. Never a total (domein.md §6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from maatwerk.kern.fouten import Gewijzigd, Invoerfout, MagNiet, NietToegestaan

STAND_MIN = 1
STAND_MAX = 5
NIETS_DOEN = 0
"""The number of the oplossing that is always on the table."""
OPLOSSINGEN_MAX = 6


class WaardeCode(StrEnum):
    """The three values. None outranks another."""

    LEGITIMITEIT = "legitimiteit"
    BETROKKENHEID = "betrokkenheid"
    RENDEMENT = "rendement"


class Afwijking(StrEnum):
    """How what the tafel decides lies beside earlier casussen. To differ is allowed; then it says why."""

    GEEN_VERGELIJKING = "geen vergelijkbare les"
    GELIJK = "wijkt niet af"
    ANDERS = "wijkt af"


@dataclass(frozen=True)
class EigenWeging:
    """What one lid thinks of one oplossing, with the round and the version that lay on the screen."""

    teksten: Mapping[str, str]
    standen: Mapping[str, int | None]
    versie: int = 0
    ronde: int = 1


GEZAMENLIJK = (*(code.value for code in WaardeCode), "weging")
"""What a joint motivering consists of. A minderheidsstandpunt stands beside it, written by who holds it."""


def eis_lid(*, lid: bool) -> None:
    """Refuse the weging of somebody who is no lid of this very tafel: a rol elsewhere gives nothing. Raises MagNiet."""
    if not lid:
        raise MagNiet("Alleen een lid van deze tafel weegt mee.")


def oplossing_naam(nummer: int) -> str:
    """Give what an oplossing is called at the table."""
    return "Niets doen" if nummer == NIETS_DOEN else f"Oplossing {nummer}"


def eis_nieuw(*, begonnen: bool) -> None:
    """Refuse to begin twice. Raises NietToegestaan."""
    if begonnen:
        raise NietToegestaan("Het wegen is al begonnen.")


def eis_keuze(oplossingen: int) -> None:
    """Refuse to weigh when there is nothing to choose from. Raises NietToegestaan."""
    if oplossingen < 2:  # noqa: PLR2004 - one beside "niets doen"
        raise NietToegestaan("Leg eerst een oplossing op tafel. De tafel weegt er ten minste twee: die, en niets doen.")


def eis_oplossing(tekst: str, nummer: int) -> None:
    """Refuse an oplossing that says nothing; "niets doen" says enough by its name. Raises Invoerfout."""
    if nummer != NIETS_DOEN and not tekst.strip():
        raise Invoerfout({"oplossing": "Schrijf op welke oplossing de tafel weegt."})


def eis_plek(aantal: int) -> None:
    """Refuse more oplossingen than people can weigh. Raises Invoerfout."""
    if aantal >= OPLOSSINGEN_MAX:
        raise Invoerfout({"oplossing": f"Er liggen al {aantal} oplossingen op tafel. Trek er eerst een in."})


def eis_ongewogen(vanaf_ronde: int | None) -> None:
    """Refuse to change what people weigh while they do, or afterwards. Raises NietToegestaan."""
    if vanaf_ronde is not None:
        raise NietToegestaan("Over deze oplossing is het wegen al begonnen. Zij verandert niet meer.")


def eis_op_tafel(*, ingetrokken: bool) -> None:
    """Refuse to change what was taken off the table. Raises NietToegestaan."""
    if ingetrokken:
        raise NietToegestaan("Deze oplossing is ingetrokken.")


def eis_in_te_trekken(nummer: int) -> None:
    """Refuse to take "niets doen" off the table: it is what happens when nobody decides. Raises NietToegestaan."""
    if nummer == NIETS_DOEN:
        raise NietToegestaan("Niets doen weegt de tafel altijd mee.")


def eis_zelfde_weging(gelezen: EigenWeging, ronde: int, versie: int) -> None:
    """Refuse to overwrite an own weging from another window, or one of an earlier round. Raises Gewijzigd."""
    if gelezen.ronde != ronde:
        raise Gewijzigd("De tafel weegt intussen opnieuw.")
    if gelezen.versie != versie:
        raise Gewijzigd("Je weging is intussen in een ander venster bewaard.")


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


def eis_standpunt(tekst: str, reden: str) -> None:
    """Refuse a dissent without what it says or why. Raises Invoerfout at each empty field."""
    fouten = {
        naam: uitleg
        for naam, inhoud, uitleg in (
            ("standpunt", tekst, "Schrijf op wat jij anders ziet."),
            ("reden", reden, "Schrijf op waarom je dat anders ziet."),
        )
        if not inhoud.strip()
    }
    if fouten:
        raise Invoerfout(fouten)


def eis_gelijk(afwijking: Afwijking | None, motivering: str) -> None:
    """Refuse no answer, and a difference without its motivering. Raises Invoerfout."""
    if afwijking is None:
        raise Invoerfout({"afwijking": "Kies wat voor jullie uitkomst geldt."})
    if afwijking is Afwijking.ANDERS and not motivering.strip():
        raise Invoerfout({"afwijking_motivering": "Afwijken mag. Schrijf op waarom dat hier mag."})


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


def volgende_te_wegen(nummers: Sequence[int], gewogen: Iterable[int]) -> int | None:
    """Give the oplossing that a lid weighs next, or None when all are done."""
    klaar = set(gewogen)
    return next((nummer for nummer in nummers if nummer not in klaar), None)
