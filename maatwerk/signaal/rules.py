"""The life of a signaal: from a new pattern to an answer that reached the indieners (domein.md §7)."""

from collections.abc import Mapping
from enum import StrEnum

from maatwerk.kern.fouten import NietToegestaan


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
