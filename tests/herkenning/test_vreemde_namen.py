"""The promise, held on texts with names, streets and writing that the detector was not tuned on."""

import pytest

from maatwerk.herkenning.commands import anonimiseer_regels
from maatwerk.herkenning.rules import herken, vervang, waarschuwing
from tests.bench.anoniem import vind
from tests.bench.proeftekst import in_kleine_letters, maak_teksten
from tests.bench.score import meet

TEKSTEN = list(maak_teksten(zaad=41, ronden=4))
KLEIN = [in_kleine_letters(proef) for proef in TEKSTEN]
_HOOGSTENS_TE_VEEL = 1.5


def test_met_de_namen_erbij_lekt_hoogstens_een_op_de_honderd_teksten() -> None:
    uitslag = meet(TEKSTEN, vind(TEKSTEN, met_namen=True)[0])
    assert uitslag.lek_procent <= 1, uitslag.gelekt
    assert uitslag.te_veel_procent <= _HOOGSTENS_TE_VEEL
    assert uitslag.slechtste[0] >= 98.5


def test_zonder_namen_lekt_hoogstens_vier_op_de_honderd_en_geen_herkomst_is_slechter_af() -> None:
    uitslag = meet(TEKSTEN, vind(TEKSTEN, met_namen=False)[0])
    assert uitslag.lek_procent <= 4, uitslag.gelekt
    assert uitslag.te_veel_procent <= _HOOGSTENS_TE_VEEL
    anders = {h: 1 - weg / alle for h, (alle, weg) in uitslag.namen.items() if h != "woord"}
    assert min(anders.values()) >= 0.985, anders


def test_in_kleine_letters_lekt_hoogstens_vijftien_op_de_honderd() -> None:
    uitslag = meet(KLEIN, vind(KLEIN, met_namen=False)[0])
    assert uitslag.lek_procent <= 15, uitslag.gelekt
    assert uitslag.te_veel_procent <= _HOOGSTENS_TE_VEEL


def test_de_meting_ziet_wat_blijft_staan() -> None:
    """With nothing found everything leaks: the measure itself can fail."""
    uitslag = meet(TEKSTEN, {proef.id: [] for proef in TEKSTEN})
    assert uitslag.lek_procent == 100
    assert uitslag.slechtste[0] == 0


@pytest.mark.parametrize(
    ("tekst", "weg"),
    [
        ("de huur is hoog. vos wil bezwaar maken tegen de boete", "vos"),
        ("vanochtend belde piet hart over zijn schuld bij de gemeente", "hart"),
        ("het gesprek met r. sneeuw ging over de huur en de zorg", "sneeuw"),
        ("zij woont sinds kort in een kamer aan de stroomrug en is daar blij mee", "stroomrug"),
        ("de brief ging naar waterlelie 72 bis en kwam daar nooit aan", "waterlelie"),
        ("hoi roos, kun je vandaag nog bellen over de aanvraag", "roos"),
    ],
)
def test_een_naam_die_een_woord_is_valt_op_in_een_tekst_zonder_hoofdletters(tekst: str, weg: str) -> None:
    assert weg not in vervang(tekst, herken(tekst))


def test_een_gewone_tekst_zonder_hoofdletters_blijft_leesbaar() -> None:
    tekst = "de aanvraag voor bijstand is afgewezen omdat de woning te duur is en er nog schuld is bij de gemeente"
    assert herken(tekst) == []


def test_een_tekst_zonder_hoofdletters_zegt_dat_hij_meer_risico_heeft() -> None:
    assert "Hoofdletters" in waarschuwing("zij slaapt al weken bij kennissen in de stad")
    assert "Hoofdletters" in waarschuwing("ZIJ SLAAPT AL WEKEN BIJ KENNISSEN IN DE STAD")
    assert waarschuwing("Zij slaapt al weken bij kennissen in de stad.") == ""
    assert waarschuwing("") == waarschuwing("leeg") == ""
    (regel,) = anonimiseer_regels(['{"id": 1, "text": "zij slaapt al weken bij kennissen"}'])
    assert '"waarschuwing"' in regel
