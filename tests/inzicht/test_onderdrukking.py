"""No figure under the drempel can be found, whatever somebody adds or subtracts of all there is to see."""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk.inzicht.onderdrukking import (
    TOTAAL,
    Kenmerk,
    kern,
    toonbaar_totaal,
    toonbare_kenmerken,
    toonbare_verdeling,
)
from maatwerk.inzicht.tabellen import TABELLEN, Maat, Tabel, Wie
from maatwerk.inzicht.tellen import Cellen, tel, toon
from maatwerk.kern.instellingen import Drempels
from tests.inzicht.aanvaller import Aanvaller, Geval, Vraag, alle_gevallen

DREMPELS = Drempels(intern=2, openbaar=2, kruistabel=3)
"""Small, so that small registers meet every edge."""

KWARTALEN, TAFELS = ("2026-K1", "2026-K2"), ("ondiep", "stedelijk", "zuilen")
KENMERKEN: tuple[Kenmerk, ...] = (("knelpunttype", "k1"), ("knelpunttype", "k2"), ("wet", "PW"), ("wet", "Wgs"))
GEVALLEN = alle_gevallen(KWARTALEN, TAFELS, KENMERKEN)
WAARDEN = {"tafel": TAFELS}
LINKEN = {
    maat: [
        tabel
        for tabel in TABELLEN
        if (tabel.wie, tabel.maat) == (Wie.CASUSSEN, maat) and tabel.rijen in ("tafel", "wet", "knelpunttype")
    ]
    for maat in Maat
}
"""The tables about casussen that can tell about each other."""

Register = Counter[Geval]
registers = st.lists(st.tuples(st.sampled_from(GEVALLEN), st.integers(1, 9)), max_size=14).map(
    lambda paren: sum((Counter({geval: aantal}) for geval, aantal in paren), Counter[Geval]())
)


def _getoond(register: Register) -> Iterator[tuple[Maat, str, Tabel, Cellen]]:
    """Give all that is published of this register: each quarter, and the year."""
    for maat, periode in (*((Maat.KWARTAAL, kwartaal) for kwartaal in KWARTALEN), (Maat.JAAR, "2026")):
        eenheden = [eenheid for (wanneer, eenheid) in register.elements() if wanneer.startswith(periode)]
        cellen = toon(LINKEN[maat], tel(LINKEN[maat], eenheden), WAARDEN, DREMPELS)
        yield from ((maat, periode, tabel, cellen[tabel.code]) for tabel in LINKEN[maat])


def _telt(periode: str, *kenmerken: Kenmerk) -> Vraag:
    return lambda geval: geval[0].startswith(periode) and geval[1].issuperset(kenmerken)


def _telt_niet(kenmerk: Kenmerk) -> Vraag:
    return lambda geval: kenmerk not in geval[1]


def _telt_wel_niet(wel: Kenmerk, niet: Kenmerk) -> Vraag:
    return lambda geval: wel in geval[1] and niet not in geval[1]


def _vraag(tabel: Tabel, periode: str, rij: str, kolom: str) -> Vraag:
    delen = [(tabel.rijen, rij), (tabel.kolommen, kolom)]
    return _telt(periode, *(deel for deel in delen if deel[1] != TOTAAL))


def _val_aan(register: Register) -> Aanvaller:
    gezien = [
        (_vraag(tabel, periode, *cel), aantal)
        for _, periode, tabel, cellen in _getoond(register)
        for cel, aantal in cellen.items()
    ]
    return Aanvaller(GEVALLEN, gezien)


def _doelen() -> Iterator[tuple[str, int, Vraag]]:
    """Give every figure somebody may want: each cell of each table, and each group that two figures leave over."""
    for kwartaal in KWARTALEN:
        yield kwartaal, DREMPELS.openbaar, _telt(kwartaal)
        yield from ((f"{kwartaal} {tafel}", DREMPELS.openbaar, _telt(kwartaal, ("tafel", tafel))) for tafel in TAFELS)
    for kenmerk in KENMERKEN:
        yield f"{kenmerk}", DREMPELS.openbaar, _telt("2026", kenmerk)
        yield f"geen {kenmerk}", DREMPELS.openbaar, _telt_niet(kenmerk)
    for een, ander in combinations(KENMERKEN, 2):
        yield f"{een} en {ander}", DREMPELS.kruistabel, _telt("2026", een, ander)
        yield f"{een}, geen {ander}", DREMPELS.kruistabel, _telt_wel_niet(een, ander)
        yield f"{ander}, geen {een}", DREMPELS.kruistabel, _telt_wel_niet(ander, een)


def _gevonden(aanvaller: Aanvaller) -> list[str]:
    """Give what he finds: less than the drempel for sure, or between two numbers that lie too close."""
    gevonden = []
    for naam, drempel, vraag in _doelen():
        minst = aanvaller.minst(vraag)
        if minst < drempel and (meest := aanvaller.meest(vraag)) - minst < DREMPELS.openbaar:
            gevonden.append(f"{naam}: {minst} tot {meest}")
    return gevonden


@settings(max_examples=25)
@given(registers)
def test_wie_alles_optelt_en_aftrekt_vindt_niets_onder_de_drempel(register: Register) -> None:
    assert _gevonden(_val_aan(register)) == []


def _register(aantallen: Mapping[tuple[str, tuple[Kenmerk, ...]], int]) -> Register:
    return Counter(
        {
            ("2026-K1", frozenset({("tafel", tafel), *kenmerken})): aantal
            for (tafel, kenmerken), aantal in aantallen.items()
        }
    )


def test_de_aanvaller_vindt_wat_met_alleen_de_kleine_cellen_verborgen_open_ligt() -> None:
    """The attack is real: with the total beside one hidden cell he has it."""
    gezien: list[tuple[Vraag, int]] = [(_telt("2026-K1"), 18), (_telt("2026-K1", ("tafel", "ondiep")), 9)]
    gezien.append((_telt("2026-K1", ("tafel", "stedelijk")), 8))
    assert "2026-K1 zuilen: 1 tot 1" in _gevonden(Aanvaller(GEVALLEN, gezien))


def test_de_aanvaller_vindt_wat_twee_tabellen_samen_verraden() -> None:
    """A cross table that hides only what is small gives back the rest of a row by its own table."""
    een, ander = KENMERKEN[0], KENMERKEN[2]
    gezien: list[tuple[Vraag, int]] = [(_telt("2026", een), 9), (_telt("2026", een, ander), 8)]
    assert f"{een}, geen {ander}: 1 tot 1" in _gevonden(Aanvaller(GEVALLEN, gezien))


def test_een_groot_register_wordt_gewoon_getoond() -> None:
    """Hiding everything is safe too, and useless."""
    alles = Counter(dict.fromkeys(GEVALLEN, 5))
    per_tabel = {(tabel.code, periode): cellen for _, periode, tabel, cellen in _getoond(alles)}
    assert per_tabel["casussen-per-tafel", "2026-K1"] == {
        ("ondiep", TOTAAL): 80, ("stedelijk", TOTAAL): 80, ("zuilen", TOTAAL): 80, (TOTAAL, TOTAAL): 240,
    }  # fmt: skip
    assert per_tabel["casussen-per-wet", "2026"] == {("PW", TOTAAL): 240, ("Wgs", TOTAAL): 240}
    assert per_tabel["wet-en-wet", "2026"] == {("PW", "Wgs"): 120}
    assert len(per_tabel["wet-en-knelpunttype", "2026"]) == 4


def test_een_leeg_register_toont_niets() -> None:
    assert not any(cellen for *_, cellen in _getoond(Counter()))


@pytest.mark.parametrize(
    ("aantallen", "getoond"),
    [
        ({"a": 9, "b": 8, "c": 7}, {"a": 9, "b": 8, "c": 7, TOTAAL: 24}),
        ({"a": 9, "b": 8, "c": 1}, {"a": 9, TOTAAL: 18}),
        ({"a": 9, "b": 2, "c": 4}, {"a": 9, TOTAAL: 15}),
        ({"a": 9, "b": 2, "c": 1, "d": 7}, {"a": 9, TOTAAL: 19}),
        ({"a": 9, "b": 8, "c": 0}, {"a": 9, TOTAAL: 17}),
        ({"a": 9, "b": 0}, {TOTAAL: 9}),
        ({"a": 2, "b": 1}, {}),
        ({"a": 4}, {}),
        ({"a": 9}, {"a": 9, TOTAAL: 9}),
        ({}, {}),
    ],
)
def test_in_een_verdeling_blijft_nooit_een_cel_alleen_verborgen(
    aantallen: dict[str, int], getoond: dict[str, int]
) -> None:
    assert toonbare_verdeling(aantallen, 5) == getoond


@pytest.mark.parametrize(("aantal", "getoond"), [(4, {}), (5, {TOTAAL: 5})])
def test_een_los_aantal_onder_de_drempel_staat_er_niet(aantal: int, getoond: dict[str, int]) -> None:
    assert toonbaar_totaal(aantal, 5) == getoond


def test_wie_het_niet_heeft_zijn_er_ook_genoeg() -> None:
    assert toonbare_kenmerken({"a": 4, "b": 5, "c": 15, "d": 16, "e": 20}, 20, 5) == {"b": 5, "c": 15}


def test_de_kern_neemt_het_grootste_dat_samen_kan() -> None:
    a, b, c, d = (("wet", naam) for naam in "abcd")
    samen = {(a, b): 30, (a, c): 25, (b, c): 20, (a, d): 15, (b, d): 15, (c, d): 9}
    per = {a: 50, b: 45, c: 40, d: 30}
    assert kern(samen, per, 100, 10, lambda _een, _ander: True) == {a, b, c}
    assert kern(samen, per | {c: 29}, 100, 10, lambda _een, _ander: True) == {a, b, d}


def test_elk_deel_van_een_getoonde_kruistabel_is_groot_genoeg() -> None:
    """Both, only the one, only the other, neither."""
    a, b = ("wet", "a"), ("wet", "b")
    for samen, een, ander, geheel in ((9, 50, 50, 200), (41, 50, 60, 200), (41, 60, 50, 200), (20, 60, 60, 109)):
        assert not kern({(a, b): samen}, {a: een, b: ander}, geheel, 10, lambda _een, _ander: True)
    assert kern({(a, b): 20}, {a: 60, b: 60}, 110, 10, lambda _een, _ander: True) == {a, b}
