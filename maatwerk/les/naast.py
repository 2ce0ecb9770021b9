"""A les beside the casus it comes from, field by field: what was left out, what is new, what must be decided."""

from collections.abc import Mapping
from dataclasses import dataclass

from maatwerk.herkenning.rules import waarschuwing
from maatwerk.kern.handeling import Handeling
from maatwerk.les import queries
from maatwerk.les.models import Les
from maatwerk.les.oordeel import Beoordeeld, list_beoordeeld
from maatwerk.les.rules import VELDEN, origineel
from maatwerk.les.verschil import Stukje, vergelijk


@dataclass(frozen=True)
class Naast:
    """One field: its pieces, the pieces of the casus if this reader may see those, and what was found."""

    vraag: str
    les: tuple[Stukje, ...]
    casus: tuple[Stukje, ...] | None
    vondsten: list[Beoordeeld]
    waarschuwing: str


def zet_naast(handeling: Handeling, les: Les, teksten: Mapping[str, str]) -> dict[str, Naast]:
    """Give every field of these texts beside its source."""
    bron = queries.find_bron(handeling, les)
    oud = origineel(queries.get_verhaal(handeling, bron)) if bron is not None else None
    gevonden = list_beoordeeld(handeling, les, teksten)
    return {
        veld: _naast(vraag, oud[veld] if oud is not None else None, teksten[veld], gevonden[veld])
        for veld, vraag in VELDEN.items()
    }


def _naast(vraag: str, oud: str | None, nieuw: str, vondsten: list[Beoordeeld]) -> Naast:
    """Without its source nothing of the les is new. High risk counts for both: what was missed stood in the source."""
    verschil = vergelijk(nieuw if oud is None else oud, nieuw)
    risico = waarschuwing(nieuw) or waarschuwing(oud or "")
    return Naast(vraag, verschil.nieuw, verschil.oud if oud is not None else None, vondsten, risico)
