"""What a cell may hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatwerk.inzicht.rules import KOLOMMEN, Wat, cel


@pytest.mark.parametrize(
    "tekst", ["=1+1", "+31", "-2", "@SOM(A1)", "\tx", "\rx", "\n=1", "\uff1d1+1", "\uff0b1", "\x00=1", "\x0b=1+1"]
)
def test_een_formule_wordt_tekst(tekst: str) -> None:
    assert cel(tekst).startswith("'")


@pytest.mark.parametrize("tekst", ["", "Gewoon", "1 = 1", "'al veilig", "€ 12", "[naam] kreeg hulp"])
def test_gewone_tekst_blijft_zoals_zij_is(tekst: str) -> None:
    assert cel(tekst) == tekst


def test_meer_waarden_staan_in_een_cel() -> None:
    assert cel(["PW", "Wmo 2015"]) == "PW | Wmo 2015"
    assert cel([]) == ""
    assert cel(["=1", "PW"]) == "'=1 | PW"


@given(st.text())
def test_geen_enkele_cel_begint_als_formule_of_breekt_het_bestand(tekst: str) -> None:
    veilig = cel(tekst)
    assert not veilig.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    veilig.encode()
    assert all(teken in "\t\r\n" or teken >= " " for teken in veilig)


def test_geen_kolom_wijst_naar_de_casus() -> None:
    kolommen = {kolom for soort in Wat for kolom in KOLOMMEN[soort]}
    assert not kolommen & {"id", "casus_id", "nummer", "tafel", "wijk", "indiener", "geschreven_door", "ingestemd_op"}
