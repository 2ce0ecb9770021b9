"""The life of a signaal: from a new pattern to an answer that reached the indieners (domein.md §7)."""

from collections.abc import Mapping
from enum import StrEnum

from maatwerk.doorbraak.rules import Niveau
from maatwerk.kern.fouten import Invoerfout, NietToegestaan
from maatwerk.les.rules import Lesstatus


class Signaalstatus(StrEnum):
    """Where a signaal is."""

    NIEUW = "nieuw"
    IN_DUIDING = "in duiding"
    PATROON = "patroon"
    BELEGD = "belegd"
    ONDERZOEK = "onderzoek"
    OPGEPAKT = "opgepakt"
    NIET_OPGEPAKT = "niet opgepakt"
    DOORGEZET = "doorgezet"
    AANGEPAST = "aangepast"
    TERUGGEKOPPELD = "teruggekoppeld"
    GESLOTEN = "gesloten"


class Ernst(StrEnum):
    """How hard it hits the inwoner. Stands beside the frequency; the two are never multiplied."""

    LAAG = "laag"
    MIDDEN = "midden"
    HOOG = "hoog"


NIVEAUS = (Niveau.LOKAAL, Niveau.LANDELIJK)
"""A signaal is about a system; what plays in one casus only is no signaal."""

_S = Signaalstatus
VOLGENDE: Mapping[Signaalstatus, tuple[Signaalstatus, ...]] = {
    _S.NIEUW: (_S.IN_DUIDING,),
    _S.IN_DUIDING: (_S.PATROON, _S.NIEUW),
    _S.PATROON: (_S.BELEGD,),
    _S.BELEGD: (_S.ONDERZOEK,),
    _S.ONDERZOEK: (_S.OPGEPAKT, _S.NIET_OPGEPAKT, _S.DOORGEZET),
    _S.OPGEPAKT: (_S.AANGEPAST,),
    _S.DOORGEZET: (_S.AANGEPAST, _S.NIET_OPGEPAKT),
    _S.NIET_OPGEPAKT: (_S.TERUGGEKOPPELD,),
    _S.AANGEPAST: (_S.TERUGGEKOPPELD,),
    _S.TERUGGEKOPPELD: (_S.GESLOTEN,),
    _S.GESLOTEN: (),
}
"""Every step a signaal can take. It never closes before the indieners heard back."""


def eis_stap(van: Signaalstatus, naar: Signaalstatus) -> None:
    """Refuse a step that is not in the table. Raises NietToegestaan."""
    if naar not in VOLGENDE[van]:
        mogelijk = " of ".join(f"'{status}'" for status in VOLGENDE[van]) or "niets meer"
        raise NietToegestaan(f"Dit signaal is nu '{van}'. Hierna kan: {mogelijk}.")


def eis_eigenaar(naar: Signaalstatus, eigenaar: str) -> None:
    """Refuse to assign a signaal to nobody. Raises Invoerfout on `eigenaar`."""
    if naar is Signaalstatus.BELEGD and not eigenaar.strip():
        raise Invoerfout({"eigenaar": "Vul in wie eigenaar is. Zonder eigenaar kan het signaal niet belegd worden."})


def eis_reden(reden: str) -> None:
    """Refuse a step that nobody can understand later. Raises Invoerfout on `reden`."""
    if not reden.strip():
        raise Invoerfout({"reden": "Schrijf op waarom je deze stap zet."})


def eis_signaal(kernzin: str, niveau: Niveau, lessen: list[Lesstatus]) -> None:
    """Refuse a signaal without kernzin, about one casus only, or not built on published lessen. Raises Invoerfout."""
    gaten = (
        ("kernzin", not kernzin.strip(), "Vat het signaal samen in één zin."),
        ("niveau", niveau not in NIVEAUS, "Kies of dit lokaal of landelijk speelt."),
        ("lessen", not lessen, "Kies minstens één les. Zonder les is er geen signaal."),
        ("lessen", any(status is not Lesstatus.GEPUBLICEERD for status in lessen), "Kies alleen gepubliceerde lessen."),
    )
    fouten = {veld: uitleg for veld, mis, uitleg in gaten if mis}
    if fouten:
        raise Invoerfout(fouten)


def aantal_woord(aantal: int, drempel: int) -> str:
    """Give a count as it may be shown: below the drempel only that it is below (domein.md §9)."""
    return str(aantal) if aantal >= drempel else f"minder dan {drempel}"
