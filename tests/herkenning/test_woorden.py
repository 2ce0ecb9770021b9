"""The word list: inflections and compounds count as known, names do not."""

import subprocess
import sys

import pytest

from maatwerk.herkenning.hunspell import read_affixes, read_words
from maatwerk.herkenning.woorden import get_lexicon

AFFIXEN = """SFX Zb Y 3
SFX Zb 0 en/CaCbCp [^eo] ts:NN2
SFX Zb 0 ën [eo]
SFX Zb 0 en- [^eo]
PFX Pb Y 1
PFX Pb 0 aan .
SFX V3 Y 1
SFX V3 0 t [^ao]
"""


def test_een_woord_krijgt_al_zijn_vormen() -> None:
    affixen = read_affixes(AFFIXEN.splitlines())
    vormen = set(read_words(["woning/Zb", "vraag/PbV3", "Fatma/PN", "foutt/Fw"], affixen))
    assert vormen == {"woning", "woningen", "vraag", "vraagt", "aanvraag", "aanvraagt"}


@pytest.mark.parametrize(
    "woord", ["woningen", "schuldhulpverlening", "energieschulden", "afgewezen", "keukentafelgesprek"]
)
def test_gewone_woorden_zijn_bekend(woord: str) -> None:
    assert get_lexicon().is_bekend(woord)


@pytest.mark.parametrize("naam", ["fatma", "kowalski", "tesfamariam", "zrtbh"])
def test_namen_zijn_geen_gewone_woorden(naam: str) -> None:
    assert not get_lexicon().is_bekend(naam)


def test_de_motor_van_deduce_wordt_nooit_geladen() -> None:
    code = "import sys; from maatwerk.herkenning.rules import herken; herken('Fatma'); print('deduce' in sys.modules)"
    uitkomst = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert uitkomst.stdout.strip() == "False"


def test_de_harde_kenmerken_lezen_geen_woordenlijst() -> None:
    code = (
        "from maatwerk.herkenning.rules import harde_kenmerken; harde_kenmerken('bel 06-12345678');"
        "from maatwerk.herkenning.woorden import get_lexicon; print(get_lexicon.cache_info().currsize)"
    )
    uitkomst = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert uitkomst.stdout.strip() == "0"
