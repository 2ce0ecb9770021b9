"""The release gate of a les: anonymous, checked by a second person, agreed by the indiener (domein.md §8)."""

from collections.abc import Mapping
from enum import StrEnum

from maatwerk.kern.fouten import NietToegestaan


class Lesstatus(StrEnum):
    """Where a les is on its way out."""

    CONCEPT = "concept"
    GECONTROLEERD = "gecontroleerd"
    GEPUBLICEERD = "gepubliceerd"
    INGETROKKEN = "ingetrokken"


class Kenmerksoort(StrEnum):
    """What a les can be found by."""

    WET = "wet"
    KNELPUNTTYPE = "knelpunttype"
    LEEFGEBIED = "leefgebied"
    NIVEAU = "niveau"


OVERGANGEN: Mapping[tuple[Lesstatus, Lesstatus], str] = {
    (Lesstatus.CONCEPT, Lesstatus.GECONTROLEERD): "Een tweede persoon herkent niemand.",
    (Lesstatus.GECONTROLEERD, Lesstatus.CONCEPT): "De tekst is weer veranderd of er is bezwaar.",
    (Lesstatus.GECONTROLEERD, Lesstatus.GEPUBLICEERD): "Gecontroleerd, en de indiener stemt in.",
    (Lesstatus.GEPUBLICEERD, Lesstatus.INGETROKKEN): "De les hoort niet meer naar buiten.",
}
"""The whole life of a les, with the reason of each edge. What is not here cannot happen."""


def eis_overgang(van: Lesstatus, naar: Lesstatus) -> None:
    """Refuse a step that is not in the table. Raises NietToegestaan."""
    if (van, naar) not in OVERGANGEN:
        raise NietToegestaan(f"Deze les is nu '{van}' en kan niet naar '{naar}'.")


def eis_vier_ogen(schrijver: int, controleur: int | None) -> None:
    """Refuse a check by whoever wrote the les. Raises NietToegestaan."""
    if schrijver == controleur:
        raise NietToegestaan("Je hebt deze les zelf geschreven. Een ander moet haar controleren.")


def eis_instemming(*, ingestemd: bool) -> None:
    """Refuse to publish without the indiener. Raises NietToegestaan."""
    if not ingestemd:
        raise NietToegestaan("De indiener heeft nog niet ingestemd met deze les.")
