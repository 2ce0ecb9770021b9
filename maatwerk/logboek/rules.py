"""The chain of the log: every line is sealed together with the line before it. Also how to find where it broke."""

import hmac
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple

BEGIN = bytes(32)
"""What the first line follows."""


class Inhoud(NamedTuple):
    """What a line says. The six of the BIO: when, who, what, to what, with which result, from where."""

    wanneer: datetime
    wie: int | None
    wat: str
    object_soort: str
    object_id: int | None
    geslaagd: bool
    bron: str


class Schakel(NamedTuple):
    """A line as it lies in the database."""

    id: int
    vorige: bytes
    keten: bytes
    inhoud: Inhoud


@dataclass(frozen=True)
class Anker:
    """How long the log was on this day and how it ended, kept outside the database."""

    datum: date
    aantal: int
    keten: str


@dataclass(frozen=True)
class Controle:
    """How many lines were read, and what is wrong with the first bad one; empty when all is well."""

    aantal: int
    gebrek: str


def zegel(sleutel: bytes, vorige: bytes, inhoud: Inhoud) -> bytes:
    """Seal a line: whoever lacks the key cannot change it, or put another before it, and have it match."""
    velden = [inhoud.wanneer.astimezone(UTC).isoformat(), *inhoud[1:]]
    return hmac.digest(sleutel, vorige + json.dumps(velden).encode(), "sha256")


def controleer(sleutel: bytes, schakels: Iterable[Schakel], ankers: Sequence[Anker]) -> Controle:
    """Walk the chain, oldest first, and stop at the first line that does not match."""
    per_aantal = defaultdict(list)
    for anker in ankers:
        per_aantal[anker.aantal].append(anker)
    aantal, vorige, laatste = 0, BEGIN, 0
    for aantal, schakel in enumerate(schakels, start=1):
        gebrek = _gebrek(sleutel, vorige, schakel) or _verankerd(schakel, per_aantal[aantal])
        if gebrek:
            return Controle(aantal, gebrek)
        vorige, laatste = schakel.keten, schakel.id
    return Controle(aantal, _afgekapt(aantal, laatste, ankers))


def _gebrek(sleutel: bytes, vorige: bytes, schakel: Schakel) -> str:
    if schakel.vorige != vorige:
        return f"Vóór regel {schakel.id} is iets weggehaald of ingevoegd."
    if not hmac.compare_digest(zegel(sleutel, vorige, schakel.inhoud), schakel.keten):
        return f"Regel {schakel.id} is veranderd."
    return ""


def _verankerd(schakel: Schakel, ankers: Sequence[Anker]) -> str:
    for anker in ankers:
        if anker.keten != schakel.keten.hex():
            return (
                f"Regel {schakel.id} is niet de laatste regel van het anker van {anker.datum}: het eind is vervangen."
            )
    return ""


def _afgekapt(aantal: int, laatste: int, ankers: Sequence[Anker]) -> str:
    for anker in ankers:
        if anker.aantal > aantal:
            return f"Na regel {laatste} ontbreekt het eind: het anker van {anker.datum} telde {anker.aantal} regels."
    return ""
