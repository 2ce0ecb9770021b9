"""`maatwerk anonimiseer --jsonl` with input as it comes: broken, huge, foreign. An answer, never less caution."""

import json

import pytest
from click.testing import CliRunner, Result

from maatwerk.cli import maatwerk

KERN = "Fatma belt 06-12345678."
GROOT = 1_000_000


def _anonimiseer(invoer: bytes) -> Result:
    return CliRunner().invoke(maatwerk, ["anonimiseer", "--jsonl"], input=invoer)


def _regel(text: str, **velden: object) -> bytes:
    return json.dumps({"id": "a", "text": text, **velden}, ensure_ascii=True).encode() + b"\n"


@pytest.mark.parametrize(
    "text",
    [
        f"\ud800 {KERN}",
        f"{KERN} \udfff",
        f"\ufeff{KERN}",
        f"\x00{KERN}\x07",
        f"<p>{KERN}</p><script>Fatma</script>",
        f"مرحبا. {KERN} Привет.",
        f"x{'a' * 5000} {KERN}",
        f"\u202e{KERN}\u202c",
    ],
    ids=["half teken", "half teken achteraan", "bom", "nul", "html", "ander schrift", "zonder spaties", "omgekeerd"],
)
def test_een_rare_tekst_krijgt_antwoord_en_verbergt_niemand(text: str) -> None:
    uitslag = _anonimiseer(_regel(text))
    assert uitslag.exit_code == 0, uitslag.output
    uit = json.loads(uitslag.stdout_bytes)
    assert "Fatma" not in uit["text_anonymised"]
    assert "12345678" not in uit["text_anonymised"]
    assert all(0 <= begin < einde <= len(text) for begin, einde, _ in uit["spans"])


def test_bytes_die_geen_tekst_zijn_houden_de_rest_niet_tegen() -> None:
    uitslag = _anonimiseer(b'\xef\xbb\xbf{"id": 1, "text": "Fatma \xff\xfe belt."}\n' + _regel(KERN))
    assert uitslag.exit_code == 0, uitslag.output
    assert uitslag.stdout_bytes.count(b"\n") == 2
    assert b"Fatma" not in uitslag.stdout_bytes


def test_wie_hoofdletters_vergeet_hoort_dat_het_risico_groot_is() -> None:
    uit = json.loads(_anonimiseer(_regel("de moeder van sanne belt morgen terug over de huur")).stdout_bytes)
    assert "sanne" not in uit["text_anonymised"]
    assert "lees extra goed" in uit["waarschuwing"]


@pytest.mark.parametrize(
    "namen", [["Sterk"], ["", " "], ["a" * 5000], ["*", "(", "\ud800"], [f"Naam{i}" for i in range(500)]]
)
def test_namen_erbij_maken_het_nooit_minder(namen: list[str]) -> None:
    uitslag = _anonimiseer(_regel(f"{KERN} Mevrouw Sterk ook.", namen=namen))
    assert uitslag.exit_code == 0, uitslag.output
    schoon = json.loads(uitslag.stdout_bytes)["text_anonymised"]
    assert not any(deel in schoon for deel in ("Fatma", "Sterk", "12345678"))


@pytest.mark.parametrize("stuk", ["a", "Fatma ", "0612345678", "<b>", "é\u0301", "\ud800", "ßß-"])
def test_een_megabyte_op_een_regel_krijgt_antwoord(stuk: str) -> None:
    uitslag = _anonimiseer(_regel((stuk * (GROOT // len(stuk) + 1))[:GROOT]))
    assert uitslag.exit_code == 0
    assert b"Fatma" not in uitslag.stdout_bytes
    assert b"0612345678" not in uitslag.stdout_bytes
