"""The list of tables keeps to what the proof asks (docs/adr/024). A table that does not fit falls here."""

from collections import defaultdict
from itertools import chain

from maatwerk.inzicht.tabellen import TABELLEN, Vorm, Wie


def _dimensies(*vormen: Vorm) -> list[tuple[Wie, str]]:
    """Give what is counted, of whom, in tables of these forms."""
    return [
        (tabel.wie, naam)
        for tabel in TABELLEN
        if tabel.vorm in vormen
        for naam in (tabel.rijen, tabel.kolommen)
        if naam
    ]


def test_elke_tabel_heeft_een_eigen_code_en_uitleg() -> None:
    assert len({tabel.code for tabel in TABELLEN}) == len(TABELLEN)
    assert all(tabel.uitleg.endswith(".") for tabel in TABELLEN)


def test_een_dimensie_wordt_over_een_maat_geteld() -> None:
    """Else a year minus its quarters would give back a hidden quarter."""
    maten = defaultdict(set)
    for tabel in TABELLEN:
        for naam in (tabel.rijen, tabel.kolommen):
            maten[tabel.wie, naam].add(tabel.maat)
    assert all(len(soorten) == 1 for (_, naam), soorten in maten.items() if naam)


def test_elke_gewone_tabel_telt_een_eigen_dimensie() -> None:
    los = _dimensies(Vorm.TOTAAL, Vorm.VERDELING, Vorm.KENMERK)
    assert len(set(los)) == len(los)


def test_een_kruistabel_kruist_wat_een_eigen_tabel_heeft() -> None:
    """And only values that are not handed out once per casus: else a row would add up."""
    assert set(_dimensies(Vorm.KRUIS)) <= set(_dimensies(Vorm.KENMERK))
    assert all(tabel.kruisdrempel for tabel in TABELLEN if tabel.vorm is Vorm.KRUIS)
    assert all(bool(tabel.kolommen) is (tabel.vorm is Vorm.KRUIS) for tabel in TABELLEN)


def test_de_lijst_is_niet_leeg() -> None:
    assert set(chain.from_iterable([[tabel.wie for tabel in TABELLEN]])) == set(Wie)
