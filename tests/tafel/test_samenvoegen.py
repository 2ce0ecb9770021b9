"""Two who write the same note: a merge, never a loss."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from maatwerk.tafel.samenvoegen import EIND, HUN, MIJN, kies_basis, voeg_samen

REGELS = st.lists(st.text("abcde ", max_size=3), max_size=8)


def _tekst(regels: list[str]) -> str:
    return "\n".join(regels)


def _telt(tekst: str) -> Counter[str]:
    return Counter(tekst.split("\n"))


@given(REGELS, REGELS, REGELS)
def test_geen_regel_die_iemand_schreef_gaat_verloren(basis: list[str], mijn: list[str], hun: list[str]) -> None:
    """What is new beside the text they began from is in the result, as often as either wrote it."""
    uit = _telt(voeg_samen(_tekst(basis), _tekst(mijn), _tekst(hun)).tekst)
    for van in (mijn, hun):
        assert set(van) - set(basis) - {""} <= set(uit)


@given(REGELS, REGELS)
def test_schreef_een_van_de_twee_dan_telt_zijn_tekst(basis: list[str], nieuw: list[str]) -> None:
    oud, vers = _tekst(basis), _tekst(nieuw)
    assert voeg_samen(oud, vers, oud).tekst == vers
    assert voeg_samen(oud, oud, vers).tekst == vers
    assert voeg_samen(oud, vers, vers).tekst == vers


@given(REGELS, REGELS, REGELS)
def test_er_komt_niets_bij_dat_niemand_schreef(basis: list[str], mijn: list[str], hun: list[str]) -> None:
    samen = voeg_samen(_tekst(basis), _tekst(mijn), _tekst(hun))
    merken = {HUN, MIJN, EIND}
    assert _telt(samen.tekst).keys() - merken <= {*mijn, *hun, ""}
    assert samen.botst == (HUN in samen.tekst)


@given(REGELS, REGELS)
def test_wie_verder_typt_terwijl_zijn_tekst_wordt_samengevoegd_verliest_niets(mijn: list[str], hun: list[str]) -> None:
    """The page goes on from what it sent; the server has the merge of that."""
    gestuurd = _tekst(mijn)
    bewaard = voeg_samen("", gestuurd, _tekst(hun)).tekst
    daarna = voeg_samen(gestuurd, f"{gestuurd}\nnog een regel", bewaard).tekst
    assert {*mijn, *hun, "nog een regel"} - {""} <= set(_telt(daarna))


def test_wat_vanzelf_is_bewaard_terwijl_het_antwoord_wegbleef_komt_er_niet_twee_keer_in() -> None:
    assert kies_basis(("Hal", ""), "Hal") == "Hal"
    assert voeg_samen(kies_basis(("Hal", ""), "Hal"), "Hallo", "Hal").tekst == "Hallo"
    assert kies_basis(("Hal", ""), "") == ""
    assert kies_basis(("", "oud"), "oud") == "oud"
    assert kies_basis((), "oud") == ""


def test_wat_ieder_op_een_eigen_plek_schreef_komt_er_allebei_in() -> None:
    samen = voeg_samen("a\nb\nc", "a1\nb\nc", "a\nb\nc\nd")
    assert (samen.tekst, samen.samen, samen.botst) == ("a1\nb\nc\nd", True, False)


def test_dezelfde_regel_door_twee_veranderd_staat_er_allebei_met_een_merk() -> None:
    assert voeg_samen("a\nb", "a\nmijn", "a\nhun").tekst.split("\n") == ["a", HUN, "hun", MIJN, "mijn", EIND]


def test_een_nieuwe_notitie_van_twee_mensen_staat_onder_elkaar_zonder_merk() -> None:
    samen = voeg_samen("", "van mij", "van een ander")
    assert (samen.tekst, samen.botst) == ("van een ander\nvan mij", False)


def test_een_browser_die_regels_anders_eindigt_botst_niet() -> None:
    assert voeg_samen("a\r\nb", "a\r\nb\r\nc", "a\nb") == voeg_samen("a\nb", "a\nb\nc", "a\nb")
