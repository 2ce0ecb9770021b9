"""How well the detector does, beside Deduce, on the same made-up texts with names it was not tuned on.

Run by `make bench`. TEKSTEN=bestand.jsonl measures other texts, in the form {"id","text","entities","persons"}.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from maatwerk.herkenning.rules import herken
from tests.bench.proeftekst import Merk, Proeftekst, in_kleine_letters, maak_teksten
from tests.bench.score import Spans, Uitslag, meet

ZAAD = 2026
_GEDULD = 600  # seconds; the first time Deduce builds its own cache
_KOP = f"{'methode':<42}{'lek %':>8}{'te veel %':>11}{'slechtste herkomst':>24}{'ms/tekst':>10}{'MB':>7}"
_README = "Deduce 3.0.6 (niet hier gemeten, cijfers van het onderzoek: 288 andere teksten)"


def lees(bestand: Path) -> Iterator[Proeftekst]:
    """Read texts with marked identifiers."""
    for regel in bestand.read_text("utf-8-sig").splitlines():
        bron = json.loads(regel)
        mensen = bron.get("persons", [])
        yield Proeftekst(
            bron["id"],
            bron["text"],
            tuple(Merk(e["start"], e["end"], e["type"], _herkomst(e, mensen)) for e in bron["entities"]),
            tuple(mens["full"] for mens in mensen),
        )


def _herkomst(merk: dict[str, str], mensen: list[dict[str, str]]) -> str:
    if merk["type"] != "PERSOON":
        return ""
    return next((m["origin"] for m in mensen if m["first"] in merk["text"] or m["last"] in merk["text"]), "?")


def vind(teksten: Sequence[Proeftekst], *, met_namen: bool) -> tuple[dict[str, Spans], float]:
    """Give what our detector finds, and the milliseconds per text."""
    begin = time.perf_counter()
    gevonden: dict[str, Spans] = {
        p.id: [(v.begin, v.einde) for v in herken(p.tekst, p.namen if met_namen else ())] for p in teksten
    }
    return gevonden, 1000 * (time.perf_counter() - begin) / len(teksten)


def vind_met_deduce(teksten: Sequence[Proeftekst]) -> tuple[dict[str, Spans], int] | None:
    """Give what Deduce finds and its memory in MB, or None when it does not come back."""
    invoer = "".join(json.dumps({"id": p.id, "text": p.tekst}) + "\n" for p in teksten)
    opdracht = [sys.executable, "-m", "tests.bench.deduce_apart"]
    try:
        klaar = subprocess.run(  # noqa: S603 - our own module
            opdracht, input=invoer, capture_output=True, text=True, timeout=_GEDULD, check=True
        )
    except (subprocess.SubprocessError, OSError):
        return None
    regels = [json.loads(regel) for regel in klaar.stdout.splitlines()]
    geheugen = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return {regel["id"]: regel["spans"] for regel in regels}, geheugen


def _regel(naam: str, uitslag: Uitslag, tijd: float | None, geheugen: int) -> str:
    deel, herkomst = uitslag.slechtste
    snel = f"{tijd:.1f}" if tijd is not None else "-"
    return (
        f"{naam:<42}{uitslag.lek_procent:>8.1f}{uitslag.te_veel_procent:>11.2f}"
        f"{f'{deel:.1f} ({herkomst})':>24}{snel:>10}{geheugen:>7}"
    )


def main() -> None:
    """Print the table."""
    bestand = os.environ.get("TEKSTEN")
    teksten = list(lees(Path(bestand)) if bestand else maak_teksten(ZAAD))
    klein = list(map(in_kleine_letters, teksten))
    begin = time.perf_counter()
    herken("Wij laden eerst de woordenlijst.")
    laden = time.perf_counter() - begin
    print(f"{len(teksten)} teksten; woordenlijst laden {laden:.1f} s (doel 3)\n{_KOP}")  # noqa: T201
    for naam, welke, met_namen in (
        ("Maatwerk, namen opgegeven (doel lek 1)", teksten, True),
        ("Maatwerk, zonder namen (doel lek 4)", teksten, False),
        ("Maatwerk, kleine letters, zonder namen (15)", klein, False),
    ):
        gevonden, tijd = vind(welke, met_namen=met_namen)
        geheugen = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(_regel(naam, meet(welke, gevonden), tijd, geheugen))  # noqa: T201
    for naam, welke in (("Deduce", teksten), ("Deduce, kleine letters", klein)):
        uit = vind_met_deduce(welke)
        if uit is None:
            print(f"{_README}: lek 77,1; te veel 0,6; Eritrese namen 22; 1100 MB")  # noqa: T201
            return
        print(_regel(naam, meet(welke, uit[0]), None, uit[1]))  # noqa: T201


if __name__ == "__main__":
    main()
