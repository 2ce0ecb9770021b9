"""What must hold for any text at all."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk.herkenning.rules import Vondst, harde_kenmerken, herken, vervang

STUKKEN = [
    *("Fatma ", "mevrouw ", "van ", "der ", "J.P. ", "'s ", "de ", "ĳs "),
    *("06-12345678 ", "123456782 ", "NL91ABNA0417164300 ", "a@b.nl ", "3511 AB ", "Minstraat 4 ", "12-03-2021 "),
    *("€ 12 ", "artikel 2 ", "\n", ". ", "(", "@", "é", "\x00", "\ud800", "\u0301", "\u200b"),
]
TEKST = st.one_of(
    st.text(st.characters(), max_size=200),
    st.lists(st.one_of(st.sampled_from(STUKKEN), st.characters()), max_size=60).map("".join),
)
NAMEN = st.lists(st.text(st.characters(), max_size=20), max_size=3)


def is_geordend(tekst: str, vondsten: list[Vondst]) -> bool:
    grenzen = [grens for v in vondsten for grens in (v.begin, v.einde)]
    return grenzen == sorted(grenzen) and all(0 <= v.begin < v.einde <= len(tekst) for v in vondsten)


@settings(deadline=None, max_examples=150)
@given(TEKST, NAMEN)
def test_vondsten_staan_op_volgorde_binnen_de_tekst_en_overlappen_niet(tekst: str, namen: list[str]) -> None:
    assert is_geordend(tekst, herken(tekst, namen))
    assert is_geordend(tekst, harde_kenmerken(tekst))


@settings(deadline=None, max_examples=150)
@given(TEKST)
def test_vervang_laat_alleen_staan_wat_geen_vondst_is(tekst: str) -> None:
    vondsten = herken(tekst)
    randen = [0, *(grens for v in vondsten for grens in (v.begin, v.einde)), len(tekst)]
    rest = [tekst[a:b] for a, b in zip(randen[::2], randen[1::2], strict=True)]
    vervangingen = [*(v.vervanging for v in vondsten), ""]
    assert vervang(tekst, vondsten) == "".join(r + v for r, v in zip(rest, vervangingen, strict=True))


@settings(deadline=None, max_examples=150)
@given(TEKST)
def test_herken_mist_geen_letter_van_een_hard_kenmerk(tekst: str) -> None:
    bedekt = {i for v in herken(tekst) for i in range(v.begin, v.einde)}
    assert all(i in bedekt for v in harde_kenmerken(tekst) for i in range(v.begin, v.einde))


def test_vervang_laat_ook_van_overlappende_vondsten_niets_staan() -> None:
    een, twee = herken("Fatma belt"), herken("Fatma")
    assert vervang("Fatma belt", [*een, *twee]) == "[naam] belt"


@pytest.mark.parametrize("stuk", ["van ", "a@", "1.", "A.", "'", "Van de ", "06 ", "é\u0301", ".", "NL12 "])
def test_een_lange_tekst_kost_niet_meer_dan_zijn_lengte(stuk: str) -> None:
    def duur(lengte: int) -> float:
        begin = time.perf_counter()
        herken((stuk * lengte)[:lengte])
        return time.perf_counter() - begin

    herken("warm")
    # Four times the text may cost four times the time; squared would be sixteen. Room is left for a busy machine.
    assert duur(40_000) < 10 * max(duur(10_000), 0.05)
