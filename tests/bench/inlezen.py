"""Ten thousand casussen from a spreadsheet: finding the 137 bad ones takes at most half a minute (veiligheid.md F21).

Run by `make bench`. Also says how long the good ones keep other writers waiting, and what it costs in memory.
"""

import resource
import sys
import tempfile
import time
from pathlib import Path

from openpyxl import Workbook
from sqlalchemy.orm import Session

from maatwerk import schema
from maatwerk.inlezen.aanlevering import lees
from maatwerk.inlezen.importeren import keur_alles, neem_op
from maatwerk.kern import klok
from maatwerk.kern.database import maak_engine
from maatwerk.kern.handeling import Handeling, Systeem
from maatwerk.kern.instellingen import laad_instellingen
from maatwerk.kern.paden import bron
from tests.conftest import KLUIS, SPOOR
from tests.inlezen.bladen import KOLOMMEN, bewaar, rij

AANTAL, SLECHT, HOOGSTENS = 10_000, 137, 30.0


def _bestand(*, met_fouten: bool) -> bytes:
    werkboek = Workbook(write_only=True)
    blad = werkboek.create_sheet("Casussen")
    blad.append(KOLOMMEN)
    for nummer in range(AANTAL):
        zin = f"Een verzonnen zin over casus {nummer}, zonder iets wat naar een mens wijst. "
        anders = {"Bronkenmerk": f"BT-{nummer}", "Situatie": zin * 8, "Wens van de inwoner": zin * 3}
        anders |= {"Titel": ""} if met_fouten and nummer % 73 == 0 and nummer < SLECHT * 73 else {}
        casus = rij() | anders | {"Poging 1 datum": "20-10-2026", "Poging 1 uitkomst": zin}
        blad.append([casus.get(kolom) for kolom in KOLOMMEN])
    return bewaar(werkboek)


def _handeling(sessie: Session) -> Handeling:
    return Handeling(sessie, Systeem(), klok.nu(), laad_instellingen(bron("config")), SPOOR)


def _geheugen() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def meet() -> None:
    """Print the times; fail when finding the bad rows takes too long, or finds others."""
    slecht, goed = _bestand(met_fouten=True), _bestand(met_fouten=False)
    with tempfile.TemporaryDirectory() as map_:
        engine = maak_engine(f"sqlite:///{Path(map_) / 'maatwerk.db'}", KLUIS)
        schema.werk_bij(engine)
        with Session(engine) as sessie, sessie.begin():
            ervoor, begin = _geheugen(), time.process_time()
            aanlevering = lees(slecht)
            gelezen = time.process_time()
            fouten = aanlevering.samen(keur_alles(_handeling(sessie), aanlevering.rijen))
            gekeurd = time.process_time()
        erbij, rijen = _geheugen() - ervoor, lees(goed).rijen
        nu = time.process_time()
        with Session(engine) as sessie, sessie.begin():
            neem_op(_handeling(sessie), rijen)
        opgenomen = time.process_time() - nu
        engine.dispose()
    print(  # noqa: T201
        f"{AANTAL} rijen ({len(slecht) / 1e6:.1f} MB), tijd van de processor:"
        f" lezen {gelezen - begin:.1f} s, keuren {gekeurd - gelezen:.1f} s"
        f" (samen hoogstens {HOOGSTENS:.0f} s), opnemen {opgenomen:.1f} s, {erbij} MB erbij, {len(fouten)} fouten"
    )
    if gekeurd - begin > HOOGSTENS or len({fout.rij for fout in fouten}) != SLECHT:
        sys.exit(1)


if __name__ == "__main__":
    meet()
