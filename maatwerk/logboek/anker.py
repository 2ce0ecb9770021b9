"""The anchor: one line a day in a file outside the database. Without it nobody sees that the end of the log is gone."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

import msgspec

from maatwerk.logboek.rules import Anker

BESTAND = "logboek-anker.jsonl"


class Ankerfout(Exception):
    """The file with anchors holds a line that is none."""


def lees_ankers(map_: Path) -> Sequence[Anker]:
    """Give the anchors in this folder, oldest first. Raises Ankerfout."""
    pad = map_ / BESTAND
    regels = pad.read_bytes().splitlines() if pad.exists() else []
    return [_lees(nummer, regel) for nummer, regel in enumerate(regels, start=1)]


def _lees(nummer: int, regel: bytes) -> Anker:
    try:
        return msgspec.json.decode(regel, type=Anker)
    except msgspec.MsgspecError:
        raise Ankerfout(
            f"{BESTAND}, regel {nummer}: dit is geen anker. Zet het bestand terug uit een back-up."
        ) from None


def schrijf_anker(map_: Path, anker: Anker) -> str:
    """Add this anchor to the file, for nobody else to read; give the line, to keep in another place as well."""
    regel = json.dumps({"datum": anker.datum.isoformat(), "aantal": anker.aantal, "keten": anker.keten})
    bestand = os.open(map_ / BESTAND, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(bestand, "a", encoding="utf-8") as uit:
        uit.write(f"{regel}\n")
        uit.flush()
        os.fsync(bestand)
    return regel


def zet_opzij(map_: Path, aantal: int) -> str:
    """Move the anchors of a log longer than this out of the way, after a restore that lost it; give the file's name."""
    ankers = lees_ankers(map_)
    if all(anker.aantal <= aantal for anker in ankers):
        return ""
    opzij = map_ / f"{BESTAND}.voor-herstel-{len(list(map_.glob(f'{BESTAND}.voor-herstel-*'))) + 1}"
    (map_ / BESTAND).rename(opzij)
    for anker in ankers:
        if anker.aantal <= aantal:
            schrijf_anker(map_, anker)
    return opzij.name
