"""What must hold for any text at all."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk.herkenning.rules import Vondst, harde_kenmerken, herken, vervang
from tests.bench.herkenning import VIJANDIG

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


@pytest.mark.parametrize("stuk", VIJANDIG)
def test_een_lange_vijandige_tekst_komt_af_en_de_plekken_kloppen(stuk: str) -> None:
    tekst = (stuk * 40_000)[:40_000]  # a pattern that tries everything would not come back in a lifetime
    assert all(0 <= vondst.begin < vondst.einde <= len(tekst) for vondst in herken(tekst))
