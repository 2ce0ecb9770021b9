"""Anonymise a stream of lines; the `maatwerk anonimiseer --jsonl` command."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from maatwerk.herkenning.rules import herken, vervang, waarschuwing

_HALF = re.compile("[\ud800-\udfff]")


def anonimiseer_regels(regels: Iterable[str]) -> Iterator[str]:
    """Turn each line {"id", "text", "namen"?} into {"id", "text_anonymised", "spans"}; empty lines are skipped."""
    for nummer, regel in enumerate(regels, start=1):
        if regel.strip():
            yield _anonimiseer(_lees(regel, nummer))


def _anonimiseer(invoer: dict[str, Any]) -> str:
    vondsten = herken(invoer["text"], invoer.get("namen", ()))
    uitvoer = {
        "id": invoer["id"],
        "text_anonymised": vervang(invoer["text"], vondsten),
        "spans": [[v.begin, v.einde, v.soort.value] for v in vondsten],
    }
    if risico := waarschuwing(invoer["text"]):
        uitvoer["waarschuwing"] = risico
    return _als_json(uitvoer)


def _als_json(uitvoer: dict[str, Any]) -> str:
    """Write letters as they are; half a character, which no file can hold, as its number."""
    regel = json.dumps(uitvoer, ensure_ascii=False)
    return json.dumps(uitvoer) if _HALF.search(regel) else regel


def _lees(regel: str, nummer: int) -> dict[str, Any]:
    """Read one line, or say which line is wrong without repeating it: it may hold what nobody may see."""
    try:
        invoer = json.loads(regel)
    except (ValueError, RecursionError):
        invoer = None
    if not _is_goed(invoer):
        melding = f'Regel {nummer} kan niet worden gelezen. Elke regel is JSON met een "id" en een "text".'
        raise ValueError(melding)
    return dict(invoer)


def _is_goed(invoer: object) -> bool:
    if not isinstance(invoer, dict) or "id" not in invoer or not isinstance(invoer.get("text"), str):
        return False
    namen = invoer.get("namen", [])
    return isinstance(namen, list) and all(isinstance(naam, str) for naam in namen)
