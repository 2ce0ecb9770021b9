"""Money: read as people write it, added up only within one oplossing, never set off against a value."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatwerk.afweging.geld import (
    CENT_MAX,
    Bereik,
    Kant,
    Ritme,
    balken,
    eis_bedrag,
    kosten,
    lees_bedrag,
    per_partij,
    schrijf,
)
from maatwerk.kern.fouten import Invoerfout

GOED = {
    "kant": Kant.KOSTEN, "ritme": Ritme.EENMALIG, "partij": "Gemeente", "omschrijving": "",
    "laag": 100, "hoog": 200, "bron": "Tafel", "jaar": 2026,
}  # fmt: skip


@dataclass(frozen=True)
class Post:
    """An amount."""

    kant: Kant
    ritme: Ritme
    partij: str
    laag: int
    hoog: int


@pytest.mark.parametrize(
    ("tekst", "cent"),
    [("1.250,50", 125050), ("1250", 125000), ("€ 1.250", 125000), ("0", 0), ("12,-", 1200), (" 1.000.000 ", 100000000)],
)
def test_een_bedrag_lees_je_zoals_mensen_het_schrijven(tekst: str, cent: int) -> None:
    assert lees_bedrag(tekst) == cent


@pytest.mark.parametrize("tekst", ["1.25", "1,5", "12.34,50", "-5", "veel", "1 000", "1250.50", "١٢", "99.999.999.999"])
def test_wat_geen_bedrag_is_zegt_hoe_het_moet(tekst: str) -> None:
    with pytest.raises(ValueError, match="bedrag"):
        lees_bedrag(tekst)


@given(st.integers(0, CENT_MAX))
def test_wat_geschreven_is_leest_hetzelfde_terug(cent: int) -> None:
    assert lees_bedrag(schrijf(cent)) == cent


def test_per_maand_telt_voor_elke_maand_en_laag_blijft_bij_laag() -> None:
    posten = [
        Post(Kant.KOSTEN, Ritme.EENMALIG, "Gemeente", 100, 300),
        Post(Kant.KOSTEN, Ritme.PER_MAAND, "UWV", 10, 20),
        Post(Kant.BATEN, Ritme.PER_MAAND, "UWV", 7, 9),
    ]
    assert kosten(posten, 12) == Bereik(220, 540)
    assert per_partij(posten, Kant.KOSTEN, 12) == [("Gemeente", Bereik(100, 300)), ("UWV", Bereik(120, 240))]
    assert per_partij(posten, Kant.BATEN, 12) == [("UWV", Bereik(84, 108))]


def test_niets_ingevuld_is_iets_anders_dan_nul() -> None:
    assert kosten([], 12) is None
    assert kosten([Post(Kant.BATEN, Ritme.EENMALIG, "x", 1, 1)], 12) is None


def test_balken_staan_op_een_schaal_in_de_volgorde_waarin_ze_kwamen() -> None:
    duur, goedkoop = Bereik(500, 1000), Bereik(0, 250)
    beeld = balken([("een", duur), ("twee", goedkoop)], 400)
    assert [(balk.naam, balk.begin, balk.eind) for balk in beeld] == [("een", 200, 400), ("twee", 0, 100)]
    assert balken([("nul", Bereik(0, 0))], 400)[0].eind == 0


@pytest.mark.parametrize(
    ("veld", "waarde"),
    [("partij", " "), ("bron", ""), ("kant", None), ("ritme", None), ("laag", None), ("hoog", 99), ("jaar", 1999)],
)
def test_een_bedrag_zonder_bron_of_met_een_gat_wordt_geweigerd_bij_het_veld(veld: str, waarde: object) -> None:
    eis_bedrag(GOED)
    with pytest.raises(Invoerfout) as fout:
        eis_bedrag(GOED | {veld: waarde})
    assert list(fout.value.fouten) == [veld]
