"""The fixed list of tables with figures. Whoever reads no casussen gets no figure but from here (docs/adr/024). Pure.

A new table must fit the proof: see tests/inzicht/test_tabellen.py.
"""

from dataclasses import dataclass
from enum import StrEnum


class Vorm(StrEnum):
    """How a table counts; `onderdrukking` has a rule for each."""

    TOTAAL = "totaal"
    VERDELING = "verdeling"
    KENMERK = "kenmerk"
    KRUIS = "kruis"


class Wie(StrEnum):
    """What is counted."""

    CASUSSEN = "casussen"
    LESSEN = "lessen"
    HULP = "keren dat een les hielp"


class Maat(StrEnum):
    """Over how long a table counts. One dimension is counted over one length only: then nothing can be subtracted."""

    KWARTAAL = "kwartaal"
    JAAR = "jaar"


@dataclass(frozen=True)
class Tabel:
    """One table: what it counts, over what, and what is said under it."""

    code: str
    titel: str
    wie: Wie
    maat: Maat
    vorm: Vorm
    rijen: str
    uitleg: str
    kolommen: str = ""
    kruisdrempel: bool = False


_MEER = "Een casus met meer {} telt bij elk daarvan mee, dus optellen kan niet."
_SAMEN = (
    "Geteld is bij hoeveel casussen beide voorkomen. Er staat alleen in wat vaak genoeg met al het andere samengaat."
)

TABELLEN = (
    Tabel(
        "casussen-per-tafel",
        "Casussen per tafel",
        Wie.CASUSSEN,
        Maat.KWARTAAL,
        Vorm.VERDELING,
        "tafel",
        "Elke casus die in dit kwartaal is ingediend en niet is ingetrokken, telt één keer.",
    ),
    Tabel(
        "verder-geholpen",
        "Verder geholpen door een les",
        Wie.HULP,
        Maat.KWARTAAL,
        Vorm.TOTAAL,
        "hulp",
        "Hoe vaak een indiener in dit kwartaal geen casus indiende omdat een les al hielp.",
    ),
    Tabel(
        "casussen-per-wet",
        "Casussen per wet",
        Wie.CASUSSEN,
        Maat.JAAR,
        Vorm.KENMERK,
        "wet",
        "Geteld is bij hoeveel casussen een wet knelt. " + _MEER.format("wetten"),
    ),
    Tabel(
        "casussen-per-knelpunttype",
        "Casussen per soort knelpunt",
        Wie.CASUSSEN,
        Maat.JAAR,
        Vorm.KENMERK,
        "knelpunttype",
        _MEER.format("soorten knelpunt"),
    ),
    Tabel(
        "casussen-per-leefgebied",
        "Casussen per leefgebied",
        Wie.CASUSSEN,
        Maat.JAAR,
        Vorm.KENMERK,
        "leefgebied",
        _MEER.format("leefgebieden"),
    ),
    Tabel(
        "wet-en-knelpunttype",
        "Wet en soort knelpunt samen",
        Wie.CASUSSEN,
        Maat.JAAR,
        Vorm.KRUIS,
        "wet",
        _SAMEN,
        kolommen="knelpunttype",
        kruisdrempel=True,
    ),
    Tabel(
        "wet-en-wet",
        "Wetten die samen knellen",
        Wie.CASUSSEN,
        Maat.JAAR,
        Vorm.KRUIS,
        "wet",
        _SAMEN,
        kolommen="wet",
        kruisdrempel=True,
    ),
    Tabel(
        "doorbraken",
        "Casussen per doorbraak: niveau en stand",
        Wie.CASUSSEN,
        Maat.JAAR,
        Vorm.KENMERK,
        "doorbraak",
        "Van casussen die in dit jaar zijn ingediend; de stand is die bij het afsluiten. " + _MEER.format("doorbraken"),
        kruisdrempel=True,
    ),
    Tabel(
        "lessen-per-wet",
        "Lessen per wet",
        Wie.LESSEN,
        Maat.JAAR,
        Vorm.KENMERK,
        "wet",
        "Lessen die in dit jaar zijn gepubliceerd en er bij het afsluiten nog waren.",
    ),
    Tabel(
        "lessen-per-leefgebied",
        "Lessen per leefgebied",
        Wie.LESSEN,
        Maat.JAAR,
        Vorm.KENMERK,
        "leefgebied",
        "Lessen die in dit jaar zijn gepubliceerd en er bij het afsluiten nog waren.",
    ),
    Tabel(
        "lessen-per-niveau",
        "Lessen per niveau",
        Wie.LESSEN,
        Maat.JAAR,
        Vorm.KENMERK,
        "niveau",
        "Lessen die in dit jaar zijn gepubliceerd en er bij het afsluiten nog waren.",
    ),
)
