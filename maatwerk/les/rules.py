"""The les: how it is drafted from a casus, and its release gate (domein.md §8).

Anonymous, checked by somebody who did not write it, agreed by the indiener.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from maatwerk.herkenning.rules import Soort, harde_kenmerken, herken, vervang
from maatwerk.kern.fouten import Gewijzigd, Invoerfout, NietToegestaan

TITEL_TEKENS = 120
TEKST_TEKENS = 6000
"""Roomy: a draft puts several texts of the casus in one field, and none of them is cut."""


class Lesstatus(StrEnum):
    """Where a les is on its way out."""

    CONCEPT = "concept"
    GECONTROLEERD = "gecontroleerd"
    VRIJGEGEVEN = "vrijgegeven"
    """Ready to go out at the weekly moment: the day of the decision would lead back to a casus."""
    GEPUBLICEERD = "gepubliceerd"
    INGETROKKEN = "ingetrokken"


class Kenmerksoort(StrEnum):
    """What a les can be found by."""

    WET = "wet"
    KNELPUNTTYPE = "knelpunttype"
    LEEFGEBIED = "leefgebied"
    NIVEAU = "niveau"
    STAND = "stand"


VELDEN: Mapping[str, str] = {
    "titel": "Titel",
    "wat_speelde": "Wat speelde er?",
    "botsing": "Waar botste het?",
    "bedoeling": "Wat was de bedoeling?",
    "doorbraak": "Welke doorbraak kwam er?",
    "weging": "Hoe is er gewogen?",
    "geleerd": "Wat leren we?",
    "houdt_stand": "Houdt het stand?",
}
"""The texts of a les, in the order of the story, with the question that each answers."""

NODIG = ("titel", "wat_speelde", "botsing", "geleerd")
"""Without these a story teaches nothing."""

OVERGANGEN: Mapping[tuple[Lesstatus, Lesstatus], str] = {
    (Lesstatus.CONCEPT, Lesstatus.GECONTROLEERD): "Een tweede persoon herkent niemand.",
    (Lesstatus.GECONTROLEERD, Lesstatus.CONCEPT): "De tekst is weer veranderd of er is bezwaar.",
    (Lesstatus.GECONTROLEERD, Lesstatus.VRIJGEGEVEN): "De indiener stemt in, of zweeg tot na de termijn.",
    (Lesstatus.VRIJGEGEVEN, Lesstatus.CONCEPT): "Nog niet buiten: de tekst is veranderd of er is bezwaar.",
    (Lesstatus.VRIJGEGEVEN, Lesstatus.GEPUBLICEERD): "Het vaste moment van de week.",
    (Lesstatus.GEPUBLICEERD, Lesstatus.INGETROKKEN): "De les hoort niet meer naar buiten.",
}
"""The whole life of a les, with the reason of each edge. What is not here cannot happen."""


def eis_overgang(van: Lesstatus, naar: Lesstatus) -> None:
    """Refuse a step that is not in the table. Raises NietToegestaan."""
    if (van, naar) not in OVERGANGEN:
        raise NietToegestaan(f"Deze les is nu '{van}' en kan niet naar '{naar}'.")


def eis_te_schrijven(status: Lesstatus) -> None:
    """Refuse to change the text of a les that is out, or was. Raises NietToegestaan."""
    if status is not Lesstatus.CONCEPT:
        eis_overgang(status, Lesstatus.CONCEPT)


def eis_versie(gelezen: int | None, bewaard: int) -> None:
    """Refuse an act on a text that is no longer what the reader saw. Raises Gewijzigd."""
    if gelezen != bewaard:
        raise Gewijzigd("Deze les is intussen veranderd. Lees eerst de nieuwe tekst.")


def eis_vier_ogen(schrijvers: Collection[int], controleur: int | None) -> None:
    """Refuse a check by whoever wrote in the les. Raises NietToegestaan."""
    if controleur is None or controleur in schrijvers:
        raise NietToegestaan("Je hebt zelf aan deze les geschreven. Een ander moet haar controleren.")


def eis_te_stemmen(status: Lesstatus) -> None:
    """Refuse to agree or object to a text that may still change, or is out already. Raises NietToegestaan."""
    if status not in (Lesstatus.GECONTROLEERD, Lesstatus.VRIJGEGEVEN):
        raise NietToegestaan(f"Deze les is nu '{status}'. Antwoorden kan als zij gecontroleerd is en nog niet uit.")


def eis_volledig(teksten: Mapping[str, str]) -> None:
    """Refuse a les that lacks the heart of its story. Raises Invoerfout at each empty field."""
    fouten = {veld: f"{VELDEN[veld]} Dit is nog leeg." for veld in NODIG if not teksten[veld].strip()}
    if fouten:
        raise Invoerfout(fouten)


def eis_onherkenbaar(teksten: Mapping[str, str]) -> None:
    """Refuse text with a hard identifier, without repeating it. Raises Invoerfout at each field that has one."""
    fouten = {
        veld: f"{VELDEN.get(veld, 'Tekst')} Hier staat een gegeven dat naar één persoon wijst "
        f"({vondsten[0].reden}). Haal dat weg."
        for veld, tekst in teksten.items()
        if (vondsten := harde_kenmerken(tekst))
    }
    if fouten:
        raise Invoerfout(fouten)


def kwartaal_van(dag: date) -> str:
    """Give the quarter of a date: the only sign of time that leaves the house (veiligheid.md §5, rule 7)."""
    return f"{dag.year}-K{(dag.month + 2) // 3}"


@dataclass(frozen=True)
class Zoekvraag:
    """What somebody looks for: words that must all occur, and per kind of kenmerk at most one value."""

    woorden: str = ""
    kenmerken: Mapping[Kenmerksoort, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Stuk:
    """One text of the casus that goes into a field of the les, under a small heading if it has one."""

    tekst: str
    kop: str = ""


@dataclass(frozen=True)
class Doorbraakfeit:
    """What the les tells of one doorbraak. Its owner stays behind."""

    niveau: str
    omschrijving: str
    status: str


@dataclass(frozen=True)
class Verhaal:
    """Everything that a closed casus left to tell; `namen` are the professionals around it."""

    titel: str
    situatie: str
    knelpunten: Sequence[str]
    bedoelingen: Sequence[str]
    motivering: Mapping[str, str]
    besluiten: Sequence[str]
    doorbraken: Sequence[Doorbraakfeit]
    geleerd: Sequence[str]
    namen: Sequence[str] = ()


def origineel(verhaal: Verhaal) -> dict[str, str]:
    """Give per field of the les the text of the casus that it comes from."""
    return {veld: _samen(stukken) for veld, stukken in _per_veld(verhaal).items()}


def ontwerp(verhaal: Verhaal) -> dict[str, str]:
    """Give the draft: the same texts, with everything taken away that could point at a person.

    Each text is judged by itself, but a name that one of them betrays is a name in all of them.
    """
    velden = _per_veld(verhaal)
    namen = [*verhaal.namen, *_namen_in(stuk.tekst for stukken in velden.values() for stuk in stukken)]
    return {
        veld: _samen([Stuk(vervang(stuk.tekst, herken(stuk.tekst, namen)), stuk.kop) for stuk in stukken])
        for veld, stukken in velden.items()
    }


def _per_veld(verhaal: Verhaal) -> dict[str, list[Stuk]]:
    bedoeling = verhaal.bedoelingen or [verhaal.motivering.get("legitimiteit", "")]
    return {
        "titel": [Stuk(verhaal.titel)],
        "wat_speelde": [Stuk(verhaal.situatie)],
        "botsing": [Stuk(tekst) for tekst in verhaal.knelpunten],
        "bedoeling": [Stuk(tekst) for tekst in bedoeling],
        "doorbraak": [
            *(Stuk(tekst) for tekst in verhaal.besluiten),
            *(Stuk(feit.omschrijving, f"Niveau {feit.niveau}") for feit in verhaal.doorbraken),
        ],
        "weging": [Stuk(tekst, waarde.capitalize()) for waarde, tekst in verhaal.motivering.items()],
        "geleerd": [Stuk(tekst) for tekst in verhaal.geleerd],
        "houdt_stand": [Stuk(feit.status, f"Niveau {feit.niveau}") for feit in verhaal.doorbraken],
    }


def _samen(stukken: Iterable[Stuk]) -> str:
    gevuld = (stuk for stuk in stukken if stuk.tekst.strip())
    return "\n\n".join(f"{stuk.kop}: {stuk.tekst}" if stuk.kop else stuk.tekst for stuk in gevuld)


def _namen_in(teksten: Iterable[str]) -> list[str]:
    return [
        tekst[vondst.begin : vondst.einde]
        for tekst in teksten
        for vondst in herken(tekst)
        if vondst.soort is Soort.PERSOON
    ]
