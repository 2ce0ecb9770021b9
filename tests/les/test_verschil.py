"""Two texts beside each other: nothing is lost, and what differs is marked."""

from hypothesis import given
from hypothesis import strategies as st

from maatwerk.les.verschil import Stukje, Verandering, vergelijk

TEKST = st.text(st.sampled_from("ab \n"), max_size=40)


@given(TEKST, TEKST)
def test_samen_zijn_de_stukjes_precies_de_twee_teksten(oud: str, nieuw: str) -> None:
    verschil = vergelijk(oud, nieuw)
    assert "".join(stuk.tekst for stuk in verschil.oud) == oud
    assert "".join(stuk.tekst for stuk in verschil.nieuw) == nieuw
    zelfde = [
        [stuk.tekst for stuk in kant if stuk.wat is Verandering.GELIJK] for kant in (verschil.oud, verschil.nieuw)
    ]
    links, rechts = ("".join("".join(kant).split()) for kant in zelfde)
    assert links == rechts, "what is called equal stands in both"


def test_een_vervangen_naam_is_links_weg_en_rechts_nieuw() -> None:
    verschil = vergelijk("Hij belt Fatma morgen.", "Hij belt [naam] morgen.")
    assert verschil.oud[1] == Stukje(Verandering.WEG, "Fatma")
    assert verschil.nieuw[1] == Stukje(Verandering.NIEUW, "[naam]")


def test_een_heel_lange_tekst_wordt_niet_eindeloos_vergeleken() -> None:
    verschil = vergelijk("a b " * 40_000, "b a " * 40_000)
    assert [stuk.wat for stuk in (*verschil.oud, *verschil.nieuw)] == [Verandering.WEG, Verandering.NIEUW]
