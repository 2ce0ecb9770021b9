"""The columns of a spreadsheet with casussen: their names, and where each goes in the exchange format.

A knelpunt, a regel and a poging can be there several times: then the name of the column carries their numbers.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from maatwerk.casus.rules import Aanwezig, Huishoudtype, Kinderen, Leeftijdsklasse, Werking
from maatwerk.kern.instellingen import Instellingen, Keuze

Pad = tuple[str | int, ...]

MEESTE_KEREN = 20


@dataclass(frozen=True)
class Kolom:
    """One column. In `pad` a number is which of several it is, counted from 1 as people do."""

    naam: str
    pad: Pad
    uitleg: str = ""
    nodig: bool = False
    datum: bool = False
    opsomming: bool = False


def _k(naam: str, *pad: str, uitleg: str = "", soort: str = "") -> Kolom:
    return Kolom(naam, pad, uitleg, nodig=soort == "nodig", datum=soort == "datum", opsomming=soort == "lijst")


_DAG = "Een datum, zoals 31-12-2026."
_LIJST = "Meer dan één? Zet er een puntkomma tussen."
VAST: Sequence[Kolom] = (
    _k(
        "Bronkenmerk",
        "bronkenmerk",
        uitleg="Je eigen kenmerk, hoogstens 40 tekens, nooit een BSN. Wat er al is, komt niet nog eens binnen.",
    ),
    _k("Titel", "titel", uitleg="3 tot 80 tekens, zonder namen.", soort="nodig"),
    _k("Ingediend op", "ingediend_op", uitleg=f"{_DAG} Leeg: vandaag.", soort="datum"),
    _k("Wijk", "wijk", uitleg="Bepaalt de tafel. Leeg of onbekend: het stedelijk overleg."),
    _k("Tafel", "tafel", uitleg="Gaat voor op de wijk."),
    _k("Organisatie indiener", "indiener", "organisatie", soort="nodig"),
    _k("Functie indiener", "indiener", "functie"),
    _k("E-mail indiener", "indiener", "email", uitleg="Van de collega die indient, niet van de inwoner."),
    _k("Huishouden", "huishouden", "type"),
    _k("Kinderen", "huishouden", "kinderen"),
    _k("Leeftijdsklasse", "huishouden", "leeftijdsklasse"),
    _k("Situatie", "situatie", uitleg="Hoogstens 1500 tekens, zonder namen.", soort="nodig"),
    _k("Wens van de inwoner", "wens_inwoner", uitleg="Hoogstens 1500 tekens.", soort="nodig"),
    _k("Stem van de inwoner", "stem_inwoner", uitleg="In eigen woorden, hoogstens 1500 tekens."),
    _k("Leefgebieden", "leefgebieden", uitleg=_LIJST, soort="lijst"),
    _k("Organisaties", "organisaties", uitleg=f"Wie er nog meer meedoet. {_LIJST}", soort="lijst"),
    _k("Gevraagde doorbraak", "gevraagde_doorbraak", uitleg="Hoogstens 1500 tekens.", soort="nodig"),
    _k("Beslisser organisatie", "beslisser", "organisatie", uitleg="Wie kan besluiten."),
    _k("Beslisser functie", "beslisser", "functie"),
    _k("Gevolg van niets doen", "niets_doen", uitleg="Hoogstens 1500 tekens."),
    _k(
        "Spoed gevolg",
        "spoed",
        "gevolg",
        uitleg="Alleen bij spoed: wat er gebeurt als we wachten, hoogstens 500 tekens.",
    ),
    _k("Spoed uiterste datum", "spoed", "uiterste_datum", uitleg=_DAG, soort="datum"),
    _k("Bezwaartermijn", "bezwaartermijn", uitleg=_DAG, soort="datum"),
    _k("Inwoner geïnformeerd op", "privacy", "geinformeerd_op", uitleg=f"{_DAG} Of de volgende kolom.", soort="datum"),
    _k("Reden niet geïnformeerd", "privacy", "reden_niet_geinformeerd", uitleg="Hoogstens 500 tekens."),
    _k("Grondslag", "privacy", "grondslag", uitleg="De code uit de lijst.", soort="nodig"),
    _k("Inwoner of naaste erbij", "privacy", "wil_aanwezig_zijn"),
)
_KNELPUNT = (
    ("Knelpunt {} type", "type", True, ""),
    ("Knelpunt {} waar", "waar", False, "Waar het zit."),
    ("Knelpunt {} toelichting", "toelichting", True, "Welke regel botst waarmee, hoogstens 1500 tekens."),
)
_REGEL = (
    ("Knelpunt {} wet {}", "wet", True, "De afkorting uit de lijst."),
    ("Knelpunt {} artikel {}", "artikel", False, "Bijvoorbeeld 18 lid 1."),
    ("Knelpunt {} werking {}", "werking", False, ""),
    ("Knelpunt {} peildatum {}", "peildatum", False, _DAG),
)
_POGING = (
    ("Poging {} datum", "datum", False, _DAG),
    ("Poging {} organisatie", "organisatie", False, ""),
    ("Poging {} uitkomst", "uitkomst", True, "Hoogstens 500 tekens."),
)


def knelpunt(nummer: int, regels: int) -> Iterator[Kolom]:
    """Give the columns of one knelpunt with so many regels."""
    for naam, veld, nodig, uitleg in _KNELPUNT:
        yield Kolom(naam.format(nummer), ("knelpunten", nummer, veld), uitleg, nodig=nodig)
    for regel in range(1, regels + 1):
        for naam, veld, nodig, uitleg in _REGEL:
            pad = ("knelpunten", nummer, "regels", regel, veld)
            yield Kolom(naam.format(nummer, regel), pad, uitleg, nodig=nodig, datum=veld == "peildatum")


def poging(nummer: int) -> Iterator[Kolom]:
    """Give the columns of one poging."""
    for naam, veld, nodig, uitleg in _POGING:
        yield Kolom(naam.format(nummer), ("pogingen", nummer, veld), uitleg, nodig=nodig, datum=veld == "datum")


def _alle() -> Iterator[Kolom]:
    yield from VAST
    for nummer in range(1, MEESTE_KEREN + 1):
        yield from knelpunt(nummer, MEESTE_KEREN)
        yield from poging(nummer)


def sleutel(kop: str) -> str:
    """Give the name of a column as we compare it: capitals, double spaces and a star for "required" do not count."""
    return " ".join(unicodedata.normalize("NFKC", kop).replace("*", " ").casefold().split())


_OP_NAAM: Mapping[str, Kolom] = {sleutel(kolom.naam): kolom for kolom in _alle()}


def find_kolom(kop: str) -> Kolom | None:
    """Give the column with this name, if there is one."""
    return _OP_NAAM.get(sleutel(kop))


def keuzes(kolom: Kolom, instellingen: Instellingen) -> Sequence[str]:
    """Give what can be filled in, where that is a list; empty where it is free."""
    lijst = _LIJSTEN.get(kolom.pad[-1] if kolom.pad[0] in ("knelpunten", "leefgebieden", "privacy") else "")
    if lijst is not None:
        gekozen: Sequence[Keuze] = getattr(instellingen, lijst)
        return [keuze.waarde for keuze in gekozen]
    vast = {
        "Huishouden": Huishoudtype,
        "Kinderen": Kinderen,
        "Leeftijdsklasse": Leeftijdsklasse,
        "Inwoner of naaste erbij": Aanwezig,
    }
    if kolom.pad[-1] == "werking":
        return [*Werking]
    if kolom.naam == "Wijk":
        return instellingen.wijken
    if kolom.naam == "Tafel":
        return [tafel.naam for tafel in instellingen.tafels]
    return [*vast[kolom.naam]] if kolom.naam in vast else []


_LIJSTEN: Mapping[str | int, str] = {
    "type": "knelpunttypen",
    "waar": "waar",
    "wet": "wetten",
    "leefgebieden": "leefgebieden",
    "grondslag": "grondslagen",
}
