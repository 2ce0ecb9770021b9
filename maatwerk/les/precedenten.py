"""Finding published lessen that look like a casus. What it costs hardly grows with the number of lessen (ADR 018)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, literal, select, tuple_, union_all

from maatwerk.casus.models import Casus, Knelpunt
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.stam import stammen
from maatwerk.les.gelijkenis import Gelijkenisvraag, Telling, Treffer, artikeltermen, is_sterk, score
from maatwerk.les.models import Kenmerk, Les, Lesterm
from maatwerk.les.rules import Kenmerksoort, Lesstatus

HOOGSTENS = 3

_MEESTE_TERMEN = 150
_ZELDZAAM = 1_000  # a word in more lessen than this finds none by itself; it still helps to order what was found
_MEESTE_RIJEN = 4_000
_MEESTE_KANDIDATEN = 300
_MEEST_GETELD = 10_000


@dataclass(frozen=True)
class Precedent:
    """A les that looks like the casus; `sterk`: so much that it is shown before handing in."""

    les: Les
    sterk: bool


def indexeer(handeling: Handeling, les: Les) -> None:
    """Let a les that goes out be found: by the stems of its text and by the articles of its casus."""
    vergeet(handeling, les)
    regels = [(regel.wet, regel.artikel) for punt in _punten(handeling, les.casus) for regel in punt.regels]
    termen = stammen("\n".join(les.teksten.values())) | artikeltermen(regels)
    rijen = [{"les_id": les.id, "term": term} for term in sorted(termen)]
    if rijen:
        handeling.sessie.execute(insert(Lesterm), rijen)


def vergeet(handeling: Handeling, les: Les) -> None:
    """Let a les no longer be found."""
    handeling.sessie.flush()
    handeling.sessie.execute(delete(Lesterm).where(Lesterm.les_id == les.id))


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
    scores = {les: score(treffer, telling) for les, treffer in treffers.items()}
    beste = sorted(scores, key=lambda les: (-scores[les], les))[:hoogstens]
    lessen = _lessen(handeling, beste)
    return [Precedent(lessen[les], is_sterk(treffers[les], vraag, telling)) for les in beste if les in lessen]


def _tel(handeling: Handeling, vraag: Gelijkenisvraag) -> Telling:
    """Count in how many lessen each thing occurs; of what is common no more than that it is."""
    uit = select(func.count()).select_from(Les).where(Les.status == Lesstatus.GEPUBLICEERD)
    lessen = handeling.sessie.scalar(uit) or 0
    termen: dict[str, int] = {}
    for begin in range(0, len(vraag.termen), _MEESTE_TERMEN):
        termen |= _tel_termen(handeling, sorted(vraag.termen)[begin : begin + _MEESTE_TERMEN])
    return Telling(lessen, termen, _tel_kenmerken(handeling, vraag))


def _tel_termen(handeling: Handeling, termen: Sequence[str]) -> dict[str, int]:
    keren = (
        select(literal(term), func.count()).select_from(
            select(Lesterm.les_id).where(Lesterm.term == term).limit(_ZELDZAAM + 1).subquery()
        )
        for term in termen
    )
    return {term: aantal for term, aantal in handeling.sessie.execute(union_all(*keren)) if aantal}


def _tel_kenmerken(handeling: Handeling, vraag: Gelijkenisvraag) -> Mapping[tuple[Kenmerksoort, str], int]:
    return {paar: _tel_kenmerk(handeling, *paar) for paar in sorted(vraag.kenmerken)}


def _tel_kenmerk(handeling: Handeling, soort: Kenmerksoort, waarde: str) -> int:
    met = select(Kenmerk.id).where(Kenmerk.soort == soort, Kenmerk.waarde == waarde).limit(_MEEST_GETELD)
    return handeling.sessie.scalar(select(func.count()).select_from(met.subquery())) or 0


def _kandidaten(handeling: Handeling, vraag: Gelijkenisvraag, telling: Telling) -> set[int]:
    """Give the lessen that share the rarest words, and those that share most rules and kinds: a bounded number."""
    gevonden = _met_woorden(handeling, telling) | _met_kenmerken(handeling, vraag)
    uit = select(Les.id).where(Les.id.in_(gevonden), Les.status == Lesstatus.GEPUBLICEERD)
    return set(handeling.sessie.scalars(uit))


def _met_woorden(handeling: Handeling, telling: Telling) -> set[int]:
    zeldzaam, rijen = [], 0
    for term, aantal in sorted(telling.termen.items(), key=lambda paar: (paar[1], paar[0])):
        rijen += aantal
        if aantal > _ZELDZAAM or rijen > _MEESTE_RIJEN:
            break
        zeldzaam.append(term)
    meeste = select(Lesterm.les_id).where(Lesterm.term.in_(zeldzaam)).group_by(Lesterm.les_id)
    meeste = meeste.order_by(func.count().desc(), Lesterm.les_id.desc()).limit(_MEESTE_KANDIDATEN)
    return set(handeling.sessie.scalars(meeste)) if zeldzaam else set()


def _met_kenmerken(handeling: Handeling, vraag: Gelijkenisvraag) -> set[int]:
    gezocht = sorted(paar for paar in vraag.kenmerken if paar[0] is not Kenmerksoort.LEEFGEBIED)
    meeste = (
        select(Kenmerk.les_id)
        .where(tuple_(Kenmerk.soort, Kenmerk.waarde).in_(gezocht))
        .group_by(Kenmerk.les_id)
        .order_by(func.count().desc(), Kenmerk.les_id.desc())
        .limit(_MEESTE_KANDIDATEN)
    )
    return set(handeling.sessie.scalars(meeste)) if gezocht else set()


def _treffers(handeling: Handeling, vraag: Gelijkenisvraag, kandidaten: set[int]) -> dict[int, Treffer]:
    """Give per candidate what it has in common with the casus."""
    termen, kenmerken = defaultdict(set), defaultdict(set)
    lesterm = select(Lesterm.les_id, Lesterm.term).where(Lesterm.les_id.in_(kandidaten), Lesterm.term.in_(vraag.termen))
    for les, term in handeling.sessie.execute(lesterm):
        termen[les].add(term)
    kenmerk = select(Kenmerk.les_id, Kenmerk.soort, Kenmerk.waarde).where(
        Kenmerk.les_id.in_(kandidaten), tuple_(Kenmerk.soort, Kenmerk.waarde).in_(sorted(vraag.kenmerken))
    )
    for les, soort, waarde in handeling.sessie.execute(kenmerk):
        kenmerken[les].add((soort, waarde))
    return {les: Treffer(frozenset(termen[les]), frozenset(kenmerken[les])) for les in kandidaten}


def _lessen(handeling: Handeling, ids: Sequence[int]) -> dict[int, Les]:
    """Give these lessen, if they are out: every other is somebody's secret still."""
    vraag = select(Les).where(Les.id.in_(ids), Les.status == Lesstatus.GEPUBLICEERD)
    return {les.id: les for les in handeling.sessie.scalars(vraag)}
