"""Searching and browsing the lessen that are out. What it costs hardly grows with their number (ADR 025)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from maatwerk.kern.handeling import Handeling
from maatwerk.les.index import list_passend, plaats_van, tellingen, termen_op
from maatwerk.les.models import Les
from maatwerk.les.rules import Kenmerksoort, Lesstatus, Zoekvraag
from maatwerk.les.termen import kenmerkterm, kwartaalterm, score, titelterm, zoektermen

BLADZIJDE = 25
MEESTE = 100
"""So many lessen are counted and put in order of how well they fit; who finds more, asks too little."""


@dataclass(frozen=True)
class Uitkomst:
    """A page of lessen. `aantal` is None when nothing was asked; `meer`: there are more than were counted."""

    lessen: Sequence[Les]
    aantal: int | None = None
    meer: bool = False
    verder: str = ""
    zegt_niets: bool = False


def zoek(handeling: Handeling, vraag: Zoekvraag, plek: str = "", hoogstens: int = BLADZIJDE) -> Uitkomst:
    """Give the page at `plek` (the start without it): with words the best first, else the newest quarter first."""
    woorden = zoektermen(vraag.woorden)
    if vraag.woorden.strip() and not woorden:
        return Uitkomst([], 0, zegt_niets=True)
    return _zoek(handeling, vraag, woorden, plek, hoogstens) if woorden else _blader(handeling, vraag, plek, hoogstens)


def _zoek(handeling: Handeling, vraag: Zoekvraag, woorden: Sequence[str], plek: str, hoogstens: int) -> Uitkomst:
    """Order the newest lessen with all words, and the newest with all of them in the title: a bounded number."""
    eisen = _eisen(vraag)
    overal = list_passend(handeling, [*woorden, *eisen], MEESTE + 1)
    in_titel = list_passend(handeling, [*map(titelterm, woorden), *eisen], MEESTE) if len(overal) > MEESTE else []
    gevonden = termen_op(handeling, {*overal, *in_titel})
    volgorde = sorted(gevonden, key=lambda plaats: (-score(gevonden[plaats][1], woorden), plaats))[:MEESTE]
    begin = int(plek) if plek.isascii() and plek.isdecimal() and len(plek) <= len(str(MEESTE)) else 0
    eind = begin + hoogstens
    return Uitkomst(
        _op_volgorde(handeling, [gevonden[plaats][0] for plaats in volgorde[begin:eind]]),
        min(len(volgorde), MEESTE),
        meer=len(overal) > MEESTE,
        verder=str(eind) if len(volgorde) > eind else "",
    )


def _blader(handeling: Handeling, vraag: Zoekvraag, plek: str, hoogstens: int) -> Uitkomst:
    eisen = _eisen(vraag)
    plaatsen = list_passend(handeling, eisen, hoogstens + 1, _na(plek))
    gevonden = termen_op(handeling, plaatsen[:hoogstens])
    lessen = _op_volgorde(handeling, [gevonden[plaats][0] for plaats in sorted(gevonden)])
    verder = plek_van(lessen[-1]) if lessen and len(plaatsen) > hoogstens else ""
    if not eisen:
        return Uitkomst(lessen, verder=verder)
    geteld = len(list_passend(handeling, eisen, MEESTE + 1))
    return Uitkomst(lessen, min(geteld, MEESTE), meer=geteld > MEESTE, verder=verder)


def list_gepubliceerd(
    handeling: Handeling, zoekvraag: Zoekvraag | None = None, plek: str = "", hoogstens: int = BLADZIJDE
) -> Sequence[Les]:
    """Give a page of the published lessen that fit."""
    return zoek(handeling, zoekvraag or Zoekvraag(), plek, hoogstens).lessen


def plek_van(les: Les) -> str:
    """Give from where to go on after this les, in an address: only what the les shows itself."""
    return f"{les.kwartaal}-{les.code}"


def _na(plek: str) -> int:
    """Give the place after which to go on; what is no place starts at the beginning."""
    kwartaal, _, code = plek.rpartition("-")
    try:
        return plaats_van(kwartaal, code)
    except ValueError:
        return -1


def _eisen(vraag: Zoekvraag) -> list[str]:
    return [kenmerkterm(soort, waarde) for soort, waarde in vraag.kenmerken.items() if waarde]


def get_lessen(handeling: Handeling, ids: Sequence[int]) -> dict[int, Les]:
    """Give these lessen, if they are out: every other is somebody's secret still."""
    vraag = select(Les).where(Les.id.in_(ids), Les.status == Lesstatus.GEPUBLICEERD)
    return {les.id: les for les in handeling.sessie.scalars(vraag)} if ids else {}


def _op_volgorde(handeling: Handeling, ids: Sequence[int]) -> list[Les]:
    lessen = get_lessen(handeling, ids)
    return [lessen[nummer] for nummer in ids if nummer in lessen]


def find_gepubliceerd(handeling: Handeling, code: str) -> Les | None:
    """Give a published les."""
    return handeling.sessie.scalar(select(Les).where(Les.code == code, Les.status == Lesstatus.GEPUBLICEERD))


def tel_kenmerken(
    handeling: Handeling, paren: Iterable[tuple[Kenmerksoort, str]]
) -> dict[tuple[Kenmerksoort, str], int]:
    """Give per kenmerk how many published lessen share it."""
    termen = {paar: kenmerkterm(*paar) for paar in paren}
    keren = tellingen(handeling, termen.values())
    return {paar: keren.get(term, 0) for paar, term in termen.items()}


def tel_kwartalen(handeling: Handeling, kwartalen: Iterable[str]) -> dict[str, int]:
    """Give per quarter how many published lessen are of it."""
    termen = {kwartaal: kwartaalterm(kwartaal) for kwartaal in kwartalen}
    keren = tellingen(handeling, termen.values())
    return {kwartaal: keren.get(term, 0) for kwartaal, term in termen.items()}
