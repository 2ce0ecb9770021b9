"""What counting a year costs, with everything that hides the small figures: for 1,000 and for 100,000 casussen.

Run by `make bench`. A table to read, not a test: machines are noisy.
"""

import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import time, timedelta
from pathlib import Path
from time import process_time
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from maatwerk import schema
from maatwerk.casus.models import Casus, Knelpunt, Regel
from maatwerk.casus.rules import Status
from maatwerk.inzicht.periodes import heel_jaar
from maatwerk.inzicht.register import list_eenheden
from maatwerk.inzicht.tabellen import TABELLEN, Maat, Wie
from maatwerk.inzicht.tellen import tel, toon
from maatwerk.kern import klok
from maatwerk.kern.database import Basis, maak_engine
from maatwerk.kern.handeling import Handeling, Systeem
from maatwerk.kern.instellingen import Keuze, laad_instellingen
from maatwerk.kern.paden import bron
from maatwerk.kern.versleuteld import als_rij, zoals_het_ligt
from tests.conftest import KLUIS, SPOOR

AANTALLEN = (1_000, 100_000)
_TOEVAL = random.Random(24)  # noqa: S311 - the same register in every run
_JAAR = heel_jaar(2025)
_PARTIJ = 1_000


def _vul(werk: Handeling, van: int, tot: int) -> None:
    """Add casussen as they lie after their text went, with one or two knelpunten of two wetten each."""
    for begin in range(van, tot, _PARTIJ):
        nummers = range(begin + 1, min(begin + _PARTIJ, tot) + 1)
        _schrijf(werk, Casus, [_casus(werk, nummer) for nummer in nummers])
        punten = [nummer * 2 + plek for nummer in nummers for plek in range(_TOEVAL.choice((1, 1, 2)))]
        soorten = werk.instellingen.knelpunttypen
        _schrijf(werk, Knelpunt, [{"id": punt, "casus_id": punt // 2, "soort": _kies(soorten)} for punt in punten])
        _schrijf(werk, Regel, [regel for punt in punten for regel in _regels(werk, punt)])


def _casus(werk: Handeling, nummer: int) -> dict[str, Any]:
    dag = klok.lokaal_moment(_JAAR.van + timedelta(_TOEVAL.randrange(365)), time(12))
    leefgebieden = [keuze.waarde for keuze in _TOEVAL.sample(werk.instellingen.leefgebieden, 2)]
    wanneer = dict.fromkeys(("aangemaakt_op", "gewijzigd_op", "ingediend_op"), dag)
    plek = {"tafel": _TOEVAL.choice(werk.instellingen.tafels).code, "organisatie": "Buurtteam"}
    return {"id": nummer, "status": Status.VERNIETIGD, "versie": 1, "leefgebieden": leefgebieden} | wanneer | plek


def _regels(werk: Handeling, punt: int) -> Iterator[dict[str, Any]]:
    for plek in range(2):
        wet = _kies(werk.instellingen.wetten)
        yield {"id": punt * 2 + plek, "knelpunt_id": punt, "wet": wet, "peildatum": _JAAR.van}


def _kies(keuzes: Sequence[Keuze]) -> str:
    """Choose: the first of a list often, the last seldom, as in life."""
    return _TOEVAL.choices(keuzes, [1 / plek for plek in range(1, len(keuzes) + 1)])[0].waarde


def _schrijf(werk: Handeling, soort: type[Basis], rijen: Sequence[Mapping[str, Any]]) -> None:
    dialect = werk.sessie.get_bind().dialect
    werk.sessie.execute(insert(zoals_het_ligt(soort)), [als_rij(soort, rij, dialect) for rij in rijen])


def _meet(werk: Handeling) -> tuple[float, float, int]:
    """Give the seconds of reading, of counting and hiding, and how many cells are shown."""
    tabellen = [tabel for tabel in TABELLEN if (tabel.wie, tabel.maat) == (Wie.CASUSSEN, Maat.JAAR)]
    begin = process_time()
    eenheden = list(list_eenheden(werk, Wie.CASUSSEN, _JAAR))
    gelezen = process_time()
    getoond = toon(tabellen, tel(tabellen, eenheden), {}, werk.instellingen.algemeen.drempels)
    return gelezen - begin, process_time() - gelezen, sum(map(len, getoond.values()))


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as map_:
        engine = maak_engine(f"sqlite:///{Path(map_) / 'maatwerk.db'}", KLUIS)
        schema.werk_bij(engine)
        with Session(engine) as sessie:
            werk = Handeling(sessie, Systeem(), klok.nu(), laad_instellingen(bron("config")), SPOOR)
            print(f"{'casussen':>9}{'lezen (s)':>11}{'tellen (s)':>12}{'cellen':>8}   een jaar; eens per periode")  # noqa: T201
            for van, tot in zip((0, *AANTALLEN), AANTALLEN, strict=False):
                _vul(werk, van, tot)
                lezen, tellen, cellen = _meet(werk)
                print(f"{tot:>9}{lezen:>11.3f}{tellen:>12.3f}{cellen:>8}")  # noqa: T201
        engine.dispose()


if __name__ == "__main__":
    main()
