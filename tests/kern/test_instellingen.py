"""A wrong setting stops the start, and says file, key and reason."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from maatwerk.kern.instellingen import InstellingFout, laad_instellingen
from maatwerk.kern.omgeving import lees_omgeving
from maatwerk.kern.paden import bron


@pytest.fixture
def wijzig(tmp_path: Path) -> Callable[[str, str, str], Path]:
    """Give a function that copies the settings and changes one thing in one file."""

    def doe(bestand: str, oud: str, nieuw: str) -> Path:
        kopie = tmp_path / "config"
        shutil.copytree(bron("config"), kopie, ignore=shutil.ignore_patterns("frontend"))
        tekst = (kopie / bestand).read_text("utf-8")
        assert oud in tekst
        (kopie / bestand).write_text(tekst.replace(oud, nieuw, 1), "utf-8")
        return kopie

    return doe


@pytest.mark.parametrize(
    ("bestand", "oud", "nieuw", "delen"),
    [
        ("maatwerk.toml", "triage_werkdagen = 3", 'triage_werkdagen = "drie"', ["termijnen.triage_werkdagen", "int"]),
        ("maatwerk.toml", "triage_werkdagen = 3", "triage_werkdagen = 0", ["termijnen.triage_werkdagen", ">= 1"]),
        ("maatwerk.toml", "triage_werkdagen = 3", "", ["triage_werkdagen"]),
        ("maatwerk.toml", "intern = 3", "intren = 3", ["drempels", "intren"]),
        ("maatwerk.toml", "intern = 3", "intern = = 3", ["geen geldig TOML"]),
        ("tafels.toml", "stedelijk = true", "stedelijk = false", ["stedelijk", "precies één"]),
        ("tafels.toml", '"zuilen"', '"ondiep"', ["code", "twee keer"]),
        ("afweging.toml", 'code = "rendement"', 'code = "legitimiteit"', ["waarden.code", "twee keer"]),
        ("afsluiting.toml", 'code = "goed"', 'code = "mooi"', ["vragen[0].code", "mooi"]),
        ("zitting.toml", "slotminuten = 30", "slotminuten = 45", ["slotminuten", "30"]),
    ],
)
def test_een_foute_instelling_noemt_bestand_sleutel_en_reden(
    wijzig: Callable[[str, str, str], Path], bestand: str, oud: str, nieuw: str, delen: list[str]
) -> None:
    with pytest.raises(InstellingFout) as fout:
        laad_instellingen(wijzig(bestand, oud, nieuw))
    assert all(deel in str(fout.value) for deel in [bestand, *delen]), str(fout.value)


def test_een_ontbrekend_bestand_wordt_genoemd(wijzig: Callable[[str, str, str], Path]) -> None:
    kopie = wijzig("zitting.toml", "slotminuten", "slotminuten")
    (kopie / "lijsten" / "wetten.toml").unlink()
    with pytest.raises(InstellingFout, match=r"wetten\.toml: dit bestand ontbreekt"):
        laad_instellingen(kopie)


@pytest.mark.parametrize("geheim", ["", "te-kort"])
def test_productie_start_niet_zonder_sterk_geheim(geheim: str, tmp_path: Path) -> None:
    with pytest.raises(InstellingFout, match="MAATWERK_SECRET_KEY"):
        lees_omgeving({"MAATWERK_SECRET_KEY": geheim}, tmp_path)


def test_een_onmogelijke_poort_wordt_genoemd(tmp_path: Path) -> None:
    with pytest.raises(InstellingFout, match="MAATWERK_PORT"):
        lees_omgeving({"MAATWERK_DEMO": "1", "MAATWERK_PORT": "99999"}, tmp_path)


def test_een_onbekende_wijk_gaat_naar_het_stedelijk_overleg() -> None:
    instellingen = laad_instellingen(bron("config"))
    assert instellingen.tafel_voor("Ondiep").code == "ondiep"
    assert instellingen.tafel_voor("Nergens").stedelijk
    assert instellingen.tafel_voor(None).stedelijk


def test_in_python_staat_niets_over_een_gemeente() -> None:
    pakket = Path(__file__).resolve().parents[2] / "maatwerk"
    woorden = ("Utrecht", "Ondiep", "Zuilen", "Kanaleneiland")
    for bestand in pakket.rglob("*.py"):
        tekst = bestand.read_text("utf-8")
        assert not any(woord in tekst for woord in woorden), bestand
