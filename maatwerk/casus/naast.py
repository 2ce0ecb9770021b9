"""Two texts of one casus side by side: what differs, and which of the two stays, per field or row.

The other text travels with the page, so that what was chosen is what was seen, also without JavaScript.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict
from wtforms import Field, FieldList, FormField, SelectMultipleField
from wtforms.fields.choices import SelectFieldBase
from wtforms.widgets import HiddenInput

from maatwerk.casus.forms import CasusFormulier

MIJN = "mijn"
_KIES, _ANDER = "kies-", "ander-"

Paar = tuple[str, str]


@dataclass(frozen=True)
class Ander:
    """What stands elsewhere: where, how it reads, and what the form would send for it."""

    plek: int
    waar: str
    teksten: Sequence[Paar]
    paren: Sequence[Paar]


@dataclass(frozen=True)
class Keuze:
    """One field or row that differs: `naam` is how the form calls it."""

    naam: str
    vraag: str
    leeg: bool
    anderen: Sequence[Ander]


def getypt(formulier: CasusFormulier) -> list[Paar]:
    """Give what the form would send, in the form of a klad."""
    return [paar for veld in _inhoudelijk(formulier) for paar in _paren(veld, veld.name)]


def verschillen(mijn: CasusFormulier, anderen: Sequence[tuple[str, CasusFormulier]]) -> dict[str, Keuze]:
    """Give what differs from my text, by the name of the field or row. What is the same twice stands there once."""
    keuzes: dict[str, Keuze] = {}
    for eigen in _inhoudelijk(mijn):
        for naam, vraag, deel, overig in _delen(eigen, [ander[eigen.short_name] for _, ander in anderen]):
            gehad = [_zonder_leeg(deel, naam)]
            uit: list[Ander] = []
            for plek, (waar, veld) in enumerate(zip([waar for waar, _ in anderen], overig, strict=True)):
                if _zonder_leeg(veld, naam) not in gehad:
                    gehad.append(_zonder_leeg(veld, naam))
                    paren = [] if veld is None else [(f"{_ANDER}{plek}-{n}", w) for n, w in _paren(veld, naam)]
                    uit.append(Ander(plek, waar, _leesbaar(veld), paren))
            if uit:
                keuzes[naam] = Keuze(naam, vraag, not gehad[0], uit)
    return keuzes


def kies(gestuurd: MultiDict[str, str]) -> tuple[MultiDict[str, str], bool]:
    """Put what was chosen in its place; answer also whether something is left to choose."""
    alles = list(gestuurd.items(multi=True))
    gewoon = [(naam, waarde) for naam, waarde in alles if not naam.startswith((_KIES, _ANDER))]
    for naam, keus in ((naam.removeprefix(_KIES), keus) for naam, keus in alles if naam.startswith(_KIES)):
        if keus == MIJN:
            continue
        kop = f"{_ANDER}{keus}-"
        ander = [(n.removeprefix(kop), waarde) for n, waarde in alles if n.startswith(kop)]
        gewoon = [(n, waarde) for n, waarde in gewoon if not _hoort_bij(n, naam)]
        gewoon += [(n, waarde) for n, waarde in ander if _hoort_bij(n, naam)]
    open_ = any(f"{_KIES}{naam}" not in gestuurd for naam in gestuurd.getlist("te_kiezen"))
    return MultiDict(gewoon), open_


def _hoort_bij(naam: str, deel: str) -> bool:
    return naam == deel or naam.startswith(f"{deel}-")


def _inhoudelijk(formulier: CasusFormulier) -> Iterator[Field]:
    """Give the fields that somebody fills in."""
    return (veld for veld in formulier if not isinstance(veld.widget, HiddenInput))


def _delen(eigen: Field, anderen: Sequence[Field]) -> Iterator[tuple[str, str, Field | None, list[Field | None]]]:
    """Give name, question, own part and the other parts: of a list of rows each row, else the field itself."""
    if not isinstance(eigen, FieldList):
        yield eigen.name, eigen.label.text, eigen, list(anderen)
        return
    lijsten = [eigen.entries, *(ander.entries for ander in anderen)]
    for plek in range(max(map(len, lijsten))):
        deel, *overig = [rij[plek] if plek < len(rij) else None for rij in lijsten]
        vrij = eigen.last_index + 1 + plek - len(eigen.entries)
        naam = deel.name if deel is not None else f"{eigen.name}-{vrij}"
        soort = next(rij.label.text for rij in (deel, *overig) if rij is not None)
        yield naam, f"{soort} {plek + 1}", deel, overig


def _zonder_leeg(veld: Field | None, naam: str) -> list[Paar]:
    """Give what is filled in; of a rule that names nothing the rest is only what the page had filled in itself."""
    if isinstance(veld, FieldList):
        delen = [(rij, f"{naam}-{plek}") for plek, rij in enumerate(veld.entries)]
    elif isinstance(veld, FormField):
        zegt = "wet" not in veld.form or any(veld.form[deel].data for deel in ("wet", "wet_anders", "artikel"))
        delen = [(deel, f"{naam}-{deel.short_name}") for deel in veld.form] if zegt else []
    else:
        return [paar for paar in _paren(veld, naam) if paar[1].strip()] if veld is not None else []
    return [paar for deel, onder in delen for paar in _zonder_leeg(deel, onder)]


def _paren(veld: Field, naam: str) -> Iterator[Paar]:
    """Give what a field sends, under this name; rows are counted anew."""
    if isinstance(veld, FieldList):
        for plek, rij in enumerate(veld.entries):
            yield from _paren(rij, f"{naam}-{plek}")
    elif isinstance(veld, FormField):
        for deel in veld.form:
            yield from _paren(deel, f"{naam}-{deel.short_name}")
    else:
        yield from ((naam, waarde.replace("\r\n", "\n")) for waarde in _waarden(veld))


def _waarden(veld: Field) -> Iterable[str]:
    if veld.raw_data:
        return [str(waarde) for waarde in veld.raw_data]
    if isinstance(veld, SelectMultipleField):
        return [str(waarde) for waarde in veld.data or ()]
    return [str(veld.data or "") if isinstance(veld, SelectFieldBase) else veld._value()]  # noqa: SLF001 - as WTForms renders it


def _leesbaar(veld: Field | None) -> list[Paar]:
    """Give question and answer of everything that is filled in."""
    if veld is None:
        return []
    if isinstance(veld, FieldList | FormField):
        delen = veld.entries if isinstance(veld, FieldList) else veld.form
        return [paar for deel in delen for paar in _leesbaar(deel)]
    namen = {str(keuze.value): keuze.label for keuze in veld.choices} if isinstance(veld, SelectFieldBase) else {}
    tekst = ", ".join(str(namen.get(waarde, waarde)) for waarde in _waarden(veld) if waarde)
    return [(veld.label.text, tekst)] if tekst else []
