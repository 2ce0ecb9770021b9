"""What may be said about standen: words for the conversation, never a sum."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatwerk.afweging.rules import eis_weging, spreiding
from maatwerk.kern.fouten import Invoerfout

_STAND = st.none() | st.integers(1, 5)
VOL = {"legitimiteit": "a", "betrokkenheid": "b", "rendement": "c"}


@pytest.mark.parametrize(
    ("standen", "zin"),
    [
        ([], "Niemand gaf een stand."),
        ([None, None], "Niemand gaf een stand."),
        ([3, 3, None], "Wie een stand gaf, koos 3."),
        ([5, 1, None, 3], "De standen lopen uiteen van 1 tot 5."),
    ],
)
def test_de_spreiding_staat_er_in_woorden(standen: list[int | None], zin: str) -> None:
    assert spreiding(standen) == zin


@given(st.lists(_STAND))
def test_de_spreiding_verraadt_niet_wie_wat_koos(standen: list[int | None]) -> None:
    assert spreiding(standen) == spreiding(list(reversed(standen)))


@given(st.dictionaries(st.sampled_from(list(VOL)), st.integers(-3, 9)))
def test_alleen_een_stand_van_een_tot_vijf_gaat_door(standen: dict[str, int]) -> None:
    fout = {code for code, stand in standen.items() if not 1 <= stand <= 5}
    if not fout:
        eis_weging(VOL, dict(standen))
        return
    with pytest.raises(Invoerfout) as weigering:
        eis_weging(VOL, dict(standen))
    assert set(weigering.value.fouten) == {f"{code}_stand" for code in fout}
