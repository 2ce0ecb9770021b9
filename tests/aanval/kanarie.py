"""A canary: a word that stands in one field of one casus, so that wherever it is seen we know what got out."""

import re
from dataclasses import dataclass, field

_KANARIE = re.compile(r"kan0([a-zë]+)0([a-z]+)0([a-z]*)0", re.IGNORECASE)
_VAN_MENSEN = "medewerker."

GROEPEN: dict[str, str] = {
    "casus.bronkenmerk": "kenmerk",
    "notitie.": "notitie",
    "pauze.": "notitie",
    "triagetoets.": "triage",
    "uitnodiging.": "triage",
    "afweging.": "afweging",
    "oplossing.": "afweging",
    "bedrag.": "afweging",
    "minderheidsstandpunt.": "afweging",
    "besluit.": "besluit",
    "doorbraak.": "besluit",
    "opschaling.": "besluit",
    "actie.": "actie",
    "procesevaluatie.": "evaluatie",
    "les.bezwaar": "bezwaar",
    "weerlegging.": "weerlegging",
    "les.": "les",
    "kenmerk.": "les",
    "breekglas.": "breekglas",
    "bewaarvoorstel.antwoord": "antwoord",
    "bewaarvoorstel.": "bewaring",
    "bewaarplicht.": "bewaring",
    "inzageverzoek.": "inzage",
    "signaal.": "signaal",
    "stap.": "signaal",
    "": "inhoud",
}
"""To which group of the expectation a column belongs; the first that fits counts."""


@dataclass(frozen=True, order=True)
class Kanarie:
    """Where a canary lives: of which casus, in which column, in which of several rows."""

    casus: str
    kolom: str
    rij: str = ""

    @property
    def groep(self) -> str:
        """Give the group under which the expectation names it. A weging is told apart by who wrote it."""
        if self.kolom == "klad.inhoud":
            return f"klad van {self.rij}"
        if self.kolom == "weging.tekst":
            return "weging van lid" if self.rij.startswith("lid") else "weging van ander lid"
        return next(groep for begin, groep in GROEPEN.items() if self.kolom.startswith(begin))


@dataclass
class Voliere:
    """Makes canaries, and knows each one again."""

    alle: dict[str, Kanarie] = field(default_factory=dict)
    kolommen: set[str] = field(default_factory=set)

    def schrijf(self, casus: str, kolom: str, rij: str) -> str:
        """Give the canary for this place. People have plain names: they are no text of a casus."""
        tabel, _, naam = kolom.partition(".")
        if kolom.startswith(_VAN_MENSEN):
            return casus if naam == "naam" else ("Bureau Elders" if casus == "buiten" else "Buurtteam Ondiep")
        plek = Kanarie(casus, kolom, rij)
        woord = f"KAN0{casus}0{tabel}x{naam.replace('_', '')}0{rij}0"
        self.alle[woord.lower()] = plek
        self.kolommen.add(kolom)
        return woord

    def gezien(self, tekst: str) -> set[Kanarie]:
        """Give the canaries in this text, however it is capitalised."""
        return {self.alle[match.group().lower()] for match in _KANARIE.finditer(tekst)}
