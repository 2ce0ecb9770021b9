"""Reading the figures: which periods are closed, and each table as rows of words that a page and a file both show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from maatwerk.inzicht.models import Cijfer, Cijferperiode
from maatwerk.inzicht.onderdrukking import TOTAAL
from maatwerk.inzicht.rules import Rij
from maatwerk.inzicht.tabellen import TABELLEN, Tabel, Vorm
from maatwerk.inzicht.tellen import drempel_van
from maatwerk.kern.fouten import Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.instellingen import Instellingen
from maatwerk.lijst.rules import naam_van

NIET_GETOOND = "niet getoond"
KOLOMMEN = ("periode", "tabel", "rij", "kolom", "aantal")
"""The columns of the file. What they hold stands on the page as well, word for word."""

_AANTAL = "Aantal"
_TOTAAL = "Alle samen"
_REST = "Alle andere"


@dataclass(frozen=True)
class Beeld:
    """One table as it is shown: the names of its columns, and per row its name and its cells."""

    tabel: Tabel
    drempel: int
    kolommen: Sequence[str]
    rijen: Sequence[tuple[str, Sequence[str]]]


def list_periodes(handeling: Handeling) -> Sequence[str]:
    """Give the closed periods, the newest first, a year before its quarters."""
    codes = handeling.sessie.scalars(select(Cijferperiode.periode))
    return sorted(codes, key=lambda code: (code[:4], code[4:] or "~"), reverse=True)


def get_periode(handeling: Handeling, code: str) -> Cijferperiode:
    """Give a closed period with its figures. Raises Onvindbaar."""
    vraag = select(Cijferperiode).where(Cijferperiode.periode == code).options(selectinload(Cijferperiode.cijfers))
    periode = handeling.sessie.scalar(vraag)
    if periode is None:
        raise Onvindbaar
    return periode


def list_beelden(handeling: Handeling, periode: Cijferperiode) -> list[Beeld]:
    """Give every table of this period, also those of which nothing may be shown."""
    return [_beeld(handeling.instellingen, tabel, periode) for tabel in TABELLEN if tabel.maat == periode.maat]


def list_cijferrijen(periode: Cijferperiode, beelden: Iterable[Beeld]) -> list[Rij]:
    """Give the same cells as rows of a file."""
    return [
        dict(zip(KOLOMMEN, (periode.periode, beeld.tabel.titel, naam, kolom, cel), strict=True))
        for beeld in beelden
        for naam, cellen in beeld.rijen
        for kolom, cel in zip(beeld.kolommen, cellen, strict=True)
    ]


def _beeld(instellingen: Instellingen, tabel: Tabel, periode: Cijferperiode) -> Beeld:
    cijfers = [cijfer for cijfer in periode.cijfers if cijfer.tabel == tabel.code]
    drempel = cijfers[0].drempel if cijfers else drempel_van(tabel, instellingen.algemeen.drempels)
    if tabel.vorm is Vorm.KRUIS:
        kolommen, rijen = _kruis(instellingen, tabel, cijfers)
        return Beeld(tabel, drempel, kolommen, rijen)
    aantallen = {cijfer.bij_rij: str(cijfer.aantal) for cijfer in cijfers}
    return Beeld(tabel, drempel, (_AANTAL,), _RIJEN[tabel.vorm](instellingen, tabel, aantallen))


_Rijen = list[tuple[str, Sequence[str]]]


def _totaal(_instellingen: Instellingen, _tabel: Tabel, aantallen: Mapping[str, str]) -> _Rijen:
    return [(_TOTAAL, [aantallen.get(TOTAAL, NIET_GETOOND)])]


def _verdeling(instellingen: Instellingen, tabel: Tabel, aantallen: Mapping[str, str]) -> _Rijen:
    """Give every value by name: which ones are hidden says nothing that the list does not say."""
    waarden = dict.fromkeys([tafel.code for tafel in instellingen.tafels]) | dict.fromkeys(sorted(aantallen))
    rijen = [(_naam(instellingen, tabel.rijen, code), aantallen.get(code, NIET_GETOOND)) for code in waarden if code]
    return [(naam, [cel]) for naam, cel in rijen] + _totaal(instellingen, tabel, aantallen)


def _kenmerk(instellingen: Instellingen, tabel: Tabel, aantallen: Mapping[str, str]) -> _Rijen:
    """Give what is shown, the most first. The rest is one row: who stood there at all is not said."""
    op_aantal = sorted(aantallen.items(), key=lambda paar: (-int(paar[1]), paar[0]))
    rijen = [(_naam(instellingen, tabel.rijen, code), [aantal]) for code, aantal in op_aantal]
    return [*rijen, (_REST, [NIET_GETOOND])]


_RIJEN = {Vorm.TOTAAL: _totaal, Vorm.VERDELING: _verdeling, Vorm.KENMERK: _kenmerk}


def _kruis(instellingen: Instellingen, tabel: Tabel, cijfers: Sequence[Cijfer]) -> tuple[list[str], _Rijen]:
    """Give the rows and columns that are in it whole, and one of each for all others."""
    cellen = {(cijfer.bij_rij, cijfer.bij_kolom): str(cijfer.aantal) for cijfer in cijfers}
    if tabel.rijen == tabel.kolommen:
        cellen |= {(kolom, rij): aantal for (rij, kolom), aantal in cellen.items()}
    rijen, kolommen = (sorted({plek[as_] for plek in cellen}) for as_ in (0, 1))
    namen = [_naam(instellingen, tabel.kolommen, kolom) for kolom in kolommen]
    gevuld = [
        (
            _naam(instellingen, tabel.rijen, rij),
            [*(_cel(cellen, rij, kolom) for kolom in kolommen), NIET_GETOOND],
        )
        for rij in rijen
    ]
    return [*namen, _REST], [*gevuld, (_REST, [NIET_GETOOND] * (len(namen) + 1))]


def _cel(cellen: Mapping[tuple[str, str], str], rij: str, kolom: str) -> str:
    return cellen.get((rij, kolom), "–" if rij == kolom else NIET_GETOOND)


def _naam(instellingen: Instellingen, dimensie: str, code: str) -> str:
    if dimensie == "tafel":
        return next((tafel.naam for tafel in instellingen.tafels if tafel.code == code), code)
    return naam_van(instellingen.wetten, code) if dimensie == "wet" else code
