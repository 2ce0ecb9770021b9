"""Finding published lessen that look like a casus. What it costs hardly grows with the number of lessen (ADR 018)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from maatwerk.casus.models import Casus, Knelpunt
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.stam import stammen
from maatwerk.les.bibliotheek import get_lessen
from maatwerk.les.gelijkenis import Gelijkenisvraag, Telling, Treffer, artikeltermen, is_sterk, score
from maatwerk.les.index import ALLE, list_passend, list_per_term, tellingen, termen_op
from maatwerk.les.models import Les
from maatwerk.les.rules import Kenmerksoort
from maatwerk.les.termen import kenmerkterm

HOOGSTENS = 3

_ZELDZAAM = 1_000  # a word in more lessen than this finds none by itself; it still helps to order what was found
_MEESTE_RIJEN = 2_000
_MEESTE_KANDIDATEN = 150


@dataclass(frozen=True)
class Precedent:
    """A les that looks like the casus; `sterk`: so much that it is shown before handing in."""

    les: Les
    sterk: bool


class Plek(NamedTuple):
    """Where a les lies in the index, and which les it is."""

    plaats: int
    les: int


def artikelen_van(handeling: Handeling, casus: Casus | None) -> frozenset[str]:
    """Give the articles that a casus was about, as terms."""
    return artikeltermen((regel.wet, regel.artikel) for punt in _punten(handeling, casus) for regel in punt.regels)


def _punten(handeling: Handeling, casus: Casus | None) -> Sequence[Knelpunt]:
    if casus is None:
        return ()
    handeling.sessie.refresh(casus, ["knelpunten"])
    return casus.knelpunten


def vraag_van(casus: Casus) -> Gelijkenisvraag:
    """Give what to look for, from what is kept of a casus."""
    regels = [(regel.wet, regel.artikel) for punt in casus.knelpunten for regel in punt.regels]
    teksten = [casus.titel, casus.situatie, casus.wens_inwoner, casus.gevraagde_doorbraak, casus.niets_doen]
    return maak_vraag(
        [*teksten, *(punt.toelichting for punt in casus.knelpunten)],
        regels,
        [punt.soort for punt in casus.knelpunten],
        casus.leefgebieden,
    )


def maak_vraag(
    teksten: Iterable[str], regels: Sequence[tuple[str, str]], soorten: Iterable[str], leefgebieden: Iterable[str]
) -> Gelijkenisvraag:
    """Give what to look for."""
    kenmerken = [(Kenmerksoort.WET, wet) for wet, _ in regels if wet]
    kenmerken += [(Kenmerksoort.KNELPUNTTYPE, soort) for soort in soorten if soort]
    kenmerken += [(Kenmerksoort.LEEFGEBIED, gebied) for gebied in leefgebieden]
    return Gelijkenisvraag(stammen("\n".join(teksten)) | artikeltermen(regels), frozenset(kenmerken))


def list_precedenten(handeling: Handeling, vraag: Gelijkenisvraag, hoogstens: int = HOOGSTENS) -> list[Precedent]:
    """Give the published lessen that look most like this casus, the best first."""
    if vraag.leeg:
        return []
    telling = _tel(handeling, vraag)
    treffers = _treffers(handeling, vraag, _kandidaten(handeling, vraag, telling))
    scores = {plek: score(treffer, telling) for plek, treffer in treffers.items()}
    beste = sorted(scores, key=lambda plek: (-scores[plek], plek.plaats))[:hoogstens]
    lessen = get_lessen(handeling, [plek.les for plek in beste])
    return [
        Precedent(lessen[plek.les], is_sterk(treffers[plek], vraag, telling)) for plek in beste if plek.les in lessen
    ]


def _tel(handeling: Handeling, vraag: Gelijkenisvraag) -> Telling:
    """Count in how many lessen each thing occurs."""
    kenmerken = {paar: kenmerkterm(*paar) for paar in vraag.kenmerken}
    keren = tellingen(handeling, {ALLE, *vraag.termen, *kenmerken.values()})
    termen = {term: keren[term] for term in vraag.termen if term in keren}
    return Telling(keren.get(ALLE, 0), termen, {paar: keren.get(term, 0) for paar, term in kenmerken.items()})


def _kandidaten(handeling: Handeling, vraag: Gelijkenisvraag, telling: Telling) -> set[int]:
    """Give the lessen that share the rarest words, and those that share most rules and kinds: a bounded number."""
    return _met_woorden(handeling, telling) | _met_kenmerken(handeling, vraag, telling)


def _met_woorden(handeling: Handeling, telling: Telling) -> set[int]:
    zeldzaam, rijen = [], 0
    for term, aantal in sorted(telling.termen.items(), key=lambda paar: (paar[1], paar[0])):
        rijen += aantal
        if aantal > _ZELDZAAM or rijen > _MEESTE_RIJEN:
            break
        zeldzaam.append(term)
    keren = Counter(plaats for _, plaats in list_per_term(handeling, zeldzaam))
    return set(sorted(keren, key=lambda plaats: (-keren[plaats], plaats))[:_MEESTE_KANDIDATEN])


def _met_kenmerken(handeling: Handeling, vraag: Gelijkenisvraag, telling: Telling) -> set[int]:
    """Look for the lessen with all kenmerken; let go of the most common ones until there are enough."""
    gezocht = [paar for paar in vraag.kenmerken if paar[0] is not Kenmerksoort.LEEFGEBIED and telling.kenmerken[paar]]
    termen = [kenmerkterm(*paar) for paar in sorted(gezocht, key=lambda paar: (telling.kenmerken[paar], paar))]
    samen = [termen[:aantal] for aantal in range(len(termen), 1, -1)]
    gevonden: set[int] = set()
    for eisen in [*samen, *([term] for term in termen)]:
        gevonden |= set(list_passend(handeling, eisen, _MEESTE_KANDIDATEN))
        if len(gevonden) >= _MEESTE_KANDIDATEN:
            break
    return gevonden


def _treffers(handeling: Handeling, vraag: Gelijkenisvraag, kandidaten: set[int]) -> dict[Plek, Treffer]:
    """Give per candidate what it has in common with the casus."""
    paren = {kenmerkterm(*paar): paar for paar in vraag.kenmerken}
    gezocht, treffers = vraag.termen | frozenset(paren), dict[Plek, Treffer]()
    for plaats, (les, termen) in termen_op(handeling, kandidaten).items():
        gemeen = gezocht.intersection(termen)
        kenmerken = frozenset(paren[term] for term in gemeen if term in paren)
        treffers[Plek(plaats, les)] = Treffer(gemeen & vraag.termen, kenmerken)
    return treffers
