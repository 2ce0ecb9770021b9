"""Rules about the besluit: its outcomes, what each asks, and where the casus goes next (domein.md §3.4-§3.7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from maatwerk.casus.rules import Status
from maatwerk.kern.fouten import Invoerfout, NietToegestaan


class Uitkomst(StrEnum):
    """What the tafel can decide about a casus."""

    DOORBRAAK = "doorbraak"
    VOORWAARDEN = "doorbraak onder voorwaarden"
    AANHOUDEN = "aanhouden"
    GEEN = "geen doorbraak"
    OPSCHALEN = "opschalen"
    TWEEDE_RONDE = "tweede ronde"


class Niveau(StrEnum):
    """The level on which a doorbraak works."""

    CASUS = "casus"
    LOKAAL = "lokaal"
    LANDELIJK = "landelijk"


class Doorbraakstatus(StrEnum):
    """How far a doorbraak has come (domein.md §7)."""

    GEVRAAGD = "gevraagd"
    TOEGEZEGD = "toegezegd"
    IN_UITVOERING = "in uitvoering"
    GELUKT = "gelukt"
    DEELS = "deels gelukt"
    NIET = "niet gelukt"
    GEBORGD = "geborgd"


NA_BESLUIT: Mapping[Uitkomst, Status] = {
    Uitkomst.DOORBRAAK: Status.IN_UITVOERING,
    Uitkomst.VOORWAARDEN: Status.IN_UITVOERING,
    Uitkomst.OPSCHALEN: Status.IN_UITVOERING,
    Uitkomst.AANHOUDEN: Status.GEREED,
    Uitkomst.TWEEDE_RONDE: Status.GEREED,
}
"""Where a casus goes after the besluit. After "geen doorbraak" it stays besproken until it is closed."""

MET_DOORBRAAK = frozenset({Uitkomst.DOORBRAAK, Uitkomst.VOORWAARDEN})


@dataclass(frozen=True)
class Voorstel:
    """A besluit as it lies on the table. `terug_op`: when an aangehouden casus comes back."""

    uitkomst: Uitkomst
    toelichting: str
    voorwaarden: str
    terug_op: date | None
    doorbraken: int
    gemotiveerd: bool


def eis_besluit(voorstel: Voorstel, vandaag: date) -> None:
    """Refuse a besluit that leaves open what its outcome needs. Raises Invoerfout with every gap at its field."""
    fouten = {veld: uitleg for veld, mist, uitleg in _gaten(voorstel, vandaag) if mist}
    if fouten:
        raise Invoerfout(fouten)


def _gaten(voorstel: Voorstel, vandaag: date) -> tuple[tuple[str, bool, str], ...]:
    uitkomst = voorstel.uitkomst
    te_vroeg = voorstel.terug_op is None or voorstel.terug_op <= vandaag
    breekt_door = uitkomst in MET_DOORBRAAK
    return (
        ("toelichting", not voorstel.toelichting.strip(), "Leg het besluit uit: de indiener leest dit."),
        (
            "voorwaarden",
            uitkomst is Uitkomst.VOORWAARDEN and not voorstel.voorwaarden.strip(),
            "Schrijf op onder welke voorwaarden.",
        ),
        ("terug_op", uitkomst is Uitkomst.AANHOUDEN and te_vroeg, "Kies een dag na vandaag waarop de casus terugkomt."),
        (
            "doorbraken-0-omschrijving",
            breekt_door and not voorstel.doorbraken,
            "Beschrijf minstens één doorbraak, op casus-, lokaal of landelijk niveau.",
        ),
        (
            "uitkomst",
            breekt_door and not voorstel.gemotiveerd,
            "Weeg eerst samen: een doorbraak heeft een gezamenlijke motivering nodig.",
        ),
    )


def eis_afsluitbaar(open_acties: int) -> None:
    """Refuse to close a casus with open acties. Raises NietToegestaan."""
    if open_acties:
        raise NietToegestaan(f"Er staan nog {open_acties} acties open. Rond die eerst af.")


def eis_antwoorden(antwoorden: Mapping[str, str]) -> None:
    """Refuse a procesevaluatie with an empty answer. Raises Invoerfout at each empty field."""
    fouten = {code: "Beantwoord deze vraag." for code, tekst in antwoorden.items() if not tekst.strip()}
    if fouten:
        raise Invoerfout(fouten)
