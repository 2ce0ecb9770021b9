"""Merging two texts that grew from one: what only one side changed is taken, what both changed stands under each other.

Pure. By line, because a note is a list of short lines; no line that somebody wrote is ever lost.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

HUN = "[Tegelijk geschreven. Een ander schreef:]"
MIJN = "[En dit schreef jij:]"
EIND = "[Kies wat blijft.]"


@dataclass(frozen=True)
class Samenvoeging:
    """The text as it is after merging; `samen` when another wrote too, `botst` when both changed the same lines."""

    tekst: str
    samen: bool = False
    botst: bool = False


@dataclass(frozen=True)
class _Stuk:
    """Lines between two places at which all three texts agree."""

    basis: Sequence[str]
    mijn: Sequence[str]
    hun: Sequence[str]


def kies_basis(begin: Sequence[str], bewaard: str) -> str:
    """Give from which of these a writer went on: what he sent last if that was kept, else what he was shown.

    `begin` holds what was sent and never answered first, and what the page showed last.
    """
    regels = set(bewaard.replace("\r\n", "\n").split("\n"))
    gestuurd = (tekst for tekst in begin[:-1] if tekst and set(tekst.replace("\r\n", "\n").split("\n")) <= regels)
    return next(gestuurd, begin[-1] if begin else "")


def voeg_samen(basis: str, mijn: str, hun: str) -> Samenvoeging:
    """Merge what one and the other made of the same text."""
    basis, mijn, hun = (tekst.replace("\r\n", "\n") for tekst in (basis, mijn, hun))
    if hun == basis:
        return Samenvoeging(mijn)
    if mijn in (basis, hun):
        return Samenvoeging(hun, samen=mijn != hun)
    regels: list[str] = []
    botst = False
    for stuk in _stukken(*(tekst.split("\n") if tekst else [] for tekst in (basis, mijn, hun))):
        uitkomst = _kies(stuk)
        if uitkomst is None:
            botst = True
            uitkomst = [HUN, *stuk.hun, MIJN, *stuk.mijn, EIND]
        regels += uitkomst
    return Samenvoeging("\n".join(regels), samen=True, botst=botst)


def _kies(stuk: _Stuk) -> Sequence[str] | None:
    """Give the lines of which it is clear that they stay, or None when both sides changed the same ones."""
    if stuk.mijn in (stuk.basis, stuk.hun):
        return stuk.hun
    if stuk.hun == stuk.basis:
        return stuk.mijn
    return _ernaast(stuk.basis, stuk.mijn, stuk.hun) or _ernaast(stuk.basis, stuk.hun, stuk.mijn)


def _ernaast(basis: Sequence[str], een: Sequence[str], ander: Sequence[str]) -> Sequence[str] | None:
    """Give both when the other only added, before or after what the one changed."""
    if not basis:
        return [*ander, *een]
    if list(ander[: len(basis)]) == list(basis):
        return [*een, *ander[len(basis) :]]
    if list(ander[-len(basis) :]) == list(basis):
        return [*ander[: -len(basis)], *een]
    return None


def _stukken(basis: Sequence[str], mijn: Sequence[str], hun: Sequence[str]) -> Iterator[_Stuk]:
    """Give the texts in pieces: in turn one that differs somewhere, and one in which all three agree."""
    b = m = h = 0
    for vb, vm, vh, lengte in _gelijk(basis, mijn, hun):
        yield _Stuk(basis[b:vb], mijn[m:vm], hun[h:vh])
        gelijk = basis[vb : vb + lengte]
        yield _Stuk(gelijk, gelijk, gelijk)
        b, m, h = vb + lengte, vm + lengte, vh + lengte
    yield _Stuk(basis[b:], mijn[m:], hun[h:])


def _gelijk(basis: Sequence[str], mijn: Sequence[str], hun: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Give where the three texts agree: the starts in each, and for how many lines."""
    met_mijn, met_hun = (SequenceMatcher(None, basis, ander, autojunk=False) for ander in (mijn, hun))
    for eigen in met_mijn.get_matching_blocks():
        for ander in met_hun.get_matching_blocks():
            van = max(eigen.a, ander.a)
            tot = min(eigen.a + eigen.size, ander.a + ander.size)
            if van < tot:
                yield van, eigen.b + van - eigen.a, ander.b + van - ander.a, tot - van
