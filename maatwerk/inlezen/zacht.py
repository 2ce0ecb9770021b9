"""What in a file looks like a name or an address: counted and told, for a person to look at; it refuses nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from maatwerk.herkenning.rules import Soort, herken
from maatwerk.inlezen.invoer import Rij

_SOORTEN = frozenset({Soort.PERSOON, Soort.ADRES, Soort.POSTCODE, Soort.KENTEKEN})
HOOGSTENS = 100
"""How many casussen are looked at: the detector takes its time, and whoever imports must not wait an hour for it."""


@dataclass(frozen=True)
class Zacht:
    """In how many of the casussen that were looked at something was found."""

    bekeken: int = 0
    gevonden: int = 0

    def __str__(self) -> str:
        """Say it to whoever imports."""
        eerste = f"de eerste {self.bekeken} casussen" if self.bekeken == HOOGSTENS else f"{self.bekeken} casussen"
        return (
            f"We keken in {eerste} of er iets in staat dat op een naam of adres lijkt. "
            f"Dat is zo bij {self.gevonden}. Lees dat na bij de triage."
        )


GEEN = Zacht()


def zoek_zacht(rijen: Sequence[Rij]) -> Zacht:
    """Count in the first casussen."""
    bekeken = rijen[:HOOGSTENS]
    return Zacht(len(bekeken), sum(_heeft_iets(rij.inhoud) for rij in bekeken))


def _heeft_iets(inhoud: Mapping[str, Any]) -> bool:
    velden = [inhoud.get(naam, "") for naam in ("titel", "situatie", "wens_inwoner", "stem_inwoner", "niets_doen")]
    velden += [inhoud["gevraagde_doorbraak"], *(punt["toelichting"] for punt in inhoud["knelpunten"])]
    velden += [poging["uitkomst"] for poging in inhoud.get("pogingen", ())]
    return any(vondst.soort in _SOORTEN for vondst in herken("\n\n".join(velden)))
