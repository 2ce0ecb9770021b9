"""The command that anonymises a stream of lines."""

import json

import pytest

from maatwerk.herkenning.commands import anonimiseer_regels


def test_een_regel_geeft_tekst_en_plekken_terug() -> None:
    regel = json.dumps({"id": "a1", "text": "Fatma belt 06-12345678.", "namen": ["Fatma"]})
    (uit,) = anonimiseer_regels([regel])
    assert json.loads(uit) == {
        "id": "a1",
        "text_anonymised": "[naam] belt [telefoonnummer].",
        "spans": [[0, 5, "PERSOON"], [11, 22, "TELEFOON"]],
    }


def test_letters_met_accent_blijven_leesbaar_en_lege_regels_worden_overgeslagen() -> None:
    regels = ["\n", '{"id": 1, "text": "één reële vraag"}\n', "  "]
    assert list(anonimiseer_regels(regels)) == ['{"id": 1, "text_anonymised": "één reële vraag", "spans": []}']


@pytest.mark.parametrize(
    "fout",
    [
        "Fatma",
        '{"id": 1}',
        '{"text": "Fatma"}',
        '{"id": 1, "text": 3}',
        '["Fatma"]',
        '{"id":1,"text":"x","namen":"Fatma"}',
    ],
)
def test_een_kapotte_regel_noemt_zijn_nummer_maar_niet_zijn_inhoud(fout: str) -> None:
    goed = '{"id": 1, "text": "niets"}'
    with pytest.raises(ValueError, match="Regel 2") as gevangen:
        list(anonimiseer_regels([goed, fout]))
    assert "Fatma" not in str(gevangen.value)
    assert gevangen.value.__cause__ is None
    assert gevangen.value.__context__ is None
