"""The chain of the log: every line is sealed together with the line before it. Also how to find where it broke."""

import hmac
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import NamedTuple

BEGIN = bytes(32)
"""What the first line follows."""

OPGERUIMD = "logboek.opgeruimd"
"""What the line says that goes with a grens."""


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


class Grens(NamedTuple):
    """Up to where the log was cleaned up: the last line that went, its seal, how many went in all, when, by whom."""

    id: int
    keten: bytes
    aantal: int
    gezet_op: datetime
    gezet_door: int | None
    zegel: bytes = b""


NOG_GEEN = Grens(0, BEGIN, 0, datetime.min.replace(tzinfo=UTC), None)
"""The grens of a log that was never cleaned up."""


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
    opgeruimd: int = 0


def zegel(sleutel: bytes, vorige: bytes, inhoud: Inhoud) -> bytes:
    """Seal a line: whoever lacks the key cannot change it, or put another before it, and have it match."""
    velden = [inhoud.wanneer.astimezone(UTC).isoformat(), *inhoud[1:]]
    return hmac.digest(sleutel, vorige + json.dumps(velden).encode(), "sha256")


def zegel_grens(sleutel: bytes, vorige: Grens, grens: Grens) -> bytes:
    """Seal a grens together with the one before it."""
    velden = [grens.id, grens.keten.hex(), grens.aantal, grens.gezet_op.astimezone(UTC).isoformat(), grens.gezet_door]
    return hmac.digest(sleutel, b"logboekgrens" + vorige.zegel + json.dumps(velden).encode(), "sha256")


def gebrek_grenzen(sleutel: bytes, grenzen: Sequence[Grens]) -> str:
    """Say what is wrong with the first bad grens, oldest first; empty when all are ours."""
    for vorige, grens in pairwise([NOG_GEEN, *grenzen]):
        if not hmac.compare_digest(zegel_grens(sleutel, vorige, grens), grens.zegel):
            return f"De grens bij regel {grens.id} is niet door Maatwerk gezet, of is veranderd."
    return ""


def controleer(
    sleutel: bytes, grenzen: Sequence[Grens], schakels: Iterable[Schakel], ankers: Sequence[Anker]
) -> Controle:
    """Walk the chain from the grens on, oldest first, and stop at the first line that does not match."""
    grens = grenzen[-1] if grenzen else NOG_GEEN
    per_aantal = defaultdict(list)
    for anker in ankers:
        per_aantal[anker.aantal].append(anker)
    gebrek = gebrek_grenzen(sleutel, grenzen)
    if grenzen and not gebrek:
        gebrek = _verankerd(grens.id, grens.keten, per_aantal[grens.aantal])
    uitslag = Controle(0, gebrek, grens.aantal)
    return uitslag if gebrek else _loop_na(sleutel, grens, schakels, per_aantal)


def _loop_na(
    sleutel: bytes, grens: Grens, schakels: Iterable[Schakel], ankers: Mapping[int, Sequence[Anker]]
) -> Controle:
    totaal, vorige, laatste, genoemd = grens.aantal, grens.keten, grens.id, grens == NOG_GEEN
    for totaal, schakel in enumerate(schakels, start=grens.aantal + 1):
        gebrek = (
            _opgeruimd(grens, schakel)
            or _gebrek(sleutel, vorige, schakel)
            or _verankerd(schakel.id, schakel.keten, ankers.get(totaal, ()))
        )
        if gebrek:
            return Controle(totaal - grens.aantal, gebrek, grens.aantal)
        vorige, laatste, genoemd = schakel.keten, schakel.id, genoemd or _noemt(schakel, grens)
    gebrek = _afgekapt(totaal, laatste, [anker for dag in ankers.values() for anker in dag])
    if not (gebrek or genoemd):
        gebrek = f"Na regel {laatste} ontbreekt het eind: geen regel zegt dat het logboek is opgeruimd."
    return Controle(totaal - grens.aantal, gebrek, grens.aantal)


def gebrek_stuk(sleutel: bytes, grens: Grens, schakels: Iterable[Schakel]) -> str:
    """Say what is wrong with the first bad line of a piece that begins at the grens; empty when all is well."""
    vorige = grens.keten
    for schakel in schakels:
        gebrek = _opgeruimd(grens, schakel) or _gebrek(sleutel, vorige, schakel)
        if gebrek:
            return gebrek
        vorige = schakel.keten
    return ""


def _opgeruimd(grens: Grens, schakel: Schakel) -> str:
    if schakel.id <= grens.id:
        return f"Regel {schakel.id} hoort opgeruimd te zijn: de grens ligt bij regel {grens.id}."
    return ""


def _noemt(schakel: Schakel, grens: Grens) -> bool:
    inhoud = schakel.inhoud
    return (inhoud.wat, inhoud.object_id) == (OPGERUIMD, grens.id)


def _gebrek(sleutel: bytes, vorige: bytes, schakel: Schakel) -> str:
    if schakel.vorige != vorige:
        return f"Vóór regel {schakel.id} is iets weggehaald of ingevoegd."
    if not hmac.compare_digest(zegel(sleutel, vorige, schakel.inhoud), schakel.keten):
        return f"Regel {schakel.id} is veranderd."
    return ""


def _verankerd(nummer: int, keten: bytes, ankers: Sequence[Anker]) -> str:
    for anker in ankers:
        if anker.keten != keten.hex():
            return f"Regel {nummer} is niet de laatste regel van het anker van {anker.datum}: het eind is vervangen."
    return ""


def _afgekapt(aantal: int, laatste: int, ankers: Sequence[Anker]) -> str:
    for anker in ankers:
        if anker.aantal > aantal:
            return f"Na regel {laatste} ontbreekt het eind: het anker van {anker.datum} telde {anker.aantal} regels."
    return ""
