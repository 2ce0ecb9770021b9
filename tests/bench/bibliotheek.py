"""A hundred thousand lessen: searching, browsing, precedenten (p95 at most 150 ms), and giving all out in flat memory.

Run by `make bench`, on SQLite and, where it is there, PostgreSQL. The lessen are made up of made-up words, as often as
words of a language are: a few nearly everywhere, most hardly anywhere.
"""

import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import accumulate
from pathlib import Path

from sqlalchemy import create_engine, insert, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from maatwerk import schema
from maatwerk.inzicht.commands import geef_uit
from maatwerk.inzicht.rules import Formaat, Wat
from maatwerk.kern import klok
from maatwerk.kern.database import LEZEN, maak_engine
from maatwerk.kern.handeling import Handeling, Systeem
from maatwerk.kern.instellingen import Instellingen, laad_instellingen
from maatwerk.kern.paden import bron
from maatwerk.kern.versleuteld import als_rij, zoals_het_ligt
from maatwerk.les.bibliotheek import zoek
from maatwerk.les.index import ALLE, plaats_van
from maatwerk.les.models import Kenmerk, Les, Lesindex, Termtelling
from maatwerk.les.precedenten import list_precedenten, maak_vraag
from maatwerk.les.rules import VELDEN, Kenmerksoort, Lesstatus, Zoekvraag
from maatwerk.les.stand import Stand
from maatwerk.les.termen import kenmerkterm, kwartaalterm, teksttermen
from tests.bouw import bouw_medewerker
from tests.conftest import KLUIS, POSTGRESQL, SPOOR

AANTAL = 100_000
HOOGSTENS, GEHEUGEN = 150.0, 100
_KEREN = 150
_PARTIJ = 500
_KLINKERS, _MEDEKLINKERS = "aeiou", "bdfgklmnprstvz"
_GREPEN = {"titel": 5, "wat_speelde": 60, "botsing": 30, "bedoeling": 20, "doorbraak": 30, "weging": 30, "geleerd": 25}

Vraag = Callable[[Handeling], object]
_dobbel = random.Random(20_261_122)  # noqa: S311 - no secret


def _woorden(aantal: int) -> list[str]:
    def woord() -> str:
        lengte = _dobbel.randint(2, 4)
        return "".join(_dobbel.choice(_MEDEKLINKERS) + _dobbel.choice(_KLINKERS) for _ in range(lengte)) + "k"

    return list(dict.fromkeys(woord() for _ in range(aantal)))


WOORDEN = _woorden(40_000)
_GEWICHT = list(accumulate(1 / (rang + 20) for rang in range(len(WOORDEN))))


def _tekst(woorden: int) -> str:
    return " ".join(_dobbel.choices(WOORDEN, cum_weights=_GEWICHT, k=woorden)) + "."


def _kies(keuzes: Sequence[str], meeste: int) -> list[str]:
    """Choose some, the first more often than the last."""
    return sorted(
        {keuzes[min(int(_dobbel.expovariate(0.25)), len(keuzes) - 1)] for _ in range(_dobbel.randint(1, meeste))}
    )


def _lijsten(instellingen: Instellingen) -> dict[Kenmerksoort, list[str]]:
    return {
        Kenmerksoort.WET: [wet.waarde for wet in instellingen.wetten],
        Kenmerksoort.KNELPUNTTYPE: [soort.waarde for soort in instellingen.knelpunttypen],
        Kenmerksoort.LEEFGEBIED: [gebied.waarde for gebied in instellingen.leefgebieden],
        Kenmerksoort.NIVEAU: ["casus", "lokaal", "landelijk"],
        Kenmerksoort.STAND: list(Stand),
    }


def _vul(werk: Handeling) -> None:
    """Put the lessen in as they lie after publishing, many at once."""
    schrijver, ander = bouw_medewerker(werk).id, bouw_medewerker(werk).id
    lijsten, dialect, telling = _lijsten(werk.instellingen), werk.sessie.get_bind().dialect, Counter[str]()
    codes = _dobbel.sample(range(16**8), AANTAL)
    for begin in range(0, AANTAL, _PARTIJ):
        lessen, kenmerken, index = [], [], []
        for nummer in range(begin, begin + _PARTIJ):
            teksten = {veld: _tekst(_GREPEN.get(veld, 4)) for veld in VELDEN}
            code, kwartaal = f"{codes[nummer]:08x}", f"{2018 + nummer % 8}-K{nummer % 4 + 1}"
            vast = {"id": nummer + 1, "code": code, "kwartaal": kwartaal, "status": Lesstatus.GEPUBLICEERD, "versie": 1}
            wie = {"geschreven_door": schrijver, "gecontroleerd_door": ander, "ingestemd_op": werk.nu}
            lessen.append(als_rij(Les, vast | wie | teksten, dialect))
            paren = [(soort, waarde) for soort, lijst in lijsten.items() for waarde in _kies(lijst, 3)]
            kenmerken += [{"les_id": nummer + 1, "soort": soort, "waarde": waarde} for soort, waarde in paren]
            termen = {*teksttermen(teksten), *(kenmerkterm(*paar) for paar in paren), kwartaalterm(kwartaal)}
            telling.update([ALLE, *termen])
            rij = {"plaats": plaats_van(kwartaal, code), "les_id": nummer + 1, "termen": " ".join(sorted(termen))}
            index.append(rij)
        werk.sessie.execute(insert(zoals_het_ligt(Les)), lessen)
        werk.sessie.execute(insert(Kenmerk), kenmerken)
        werk.sessie.execute(insert(Lesindex), index)
    rijen = [{"term": term, "aantal": aantal} for term, aantal in telling.items()]
    werk.sessie.execute(insert(Termtelling), rijen)


def _vragen(instellingen: Instellingen) -> dict[str, list[Vraag]]:
    """Give what people ask, per kind, from common words to words that hardly occur."""
    lijsten = _lijsten(instellingen)

    def woorden(aantal: int) -> str:
        return " ".join(WOORDEN[int(_dobbel.paretovariate(0.35)) % 15_000] for _ in range(aantal))

    def keuzes(*soorten: Kenmerksoort) -> dict[Kenmerksoort, str]:
        return {soort: _kies(lijsten[soort], 1)[0] for soort in soorten}

    def zoekt(vraag: Zoekvraag) -> Vraag:
        return lambda werk: zoek(werk, vraag)

    def lijkt() -> Vraag:
        teksten = [_tekst(200)]
        regels = [(wet, str(_dobbel.randint(1, 60))) for wet in _kies(lijsten[Kenmerksoort.WET], 2)]
        vraag = maak_vraag(teksten, regels, _kies(lijsten[Kenmerksoort.KNELPUNTTYPE], 2), ["wonen"])
        return lambda werk: list_precedenten(werk, vraag)

    alle = (
        Kenmerksoort.WET,
        Kenmerksoort.KNELPUNTTYPE,
        Kenmerksoort.LEEFGEBIED,
        Kenmerksoort.NIVEAU,
        Kenmerksoort.STAND,
    )
    return {
        "zoeken, een woord": [zoekt(Zoekvraag(woorden(1))) for _ in range(_KEREN)],
        "zoeken, twee woorden": [zoekt(Zoekvraag(woorden(2))) for _ in range(_KEREN)],
        "zoeken, woord en wet": [zoekt(Zoekvraag(woorden(1), keuzes(Kenmerksoort.WET))) for _ in range(_KEREN)],
        "bladeren, alles": [zoekt(Zoekvraag()) for _ in range(_KEREN)],
        "bladeren, een keuze": [zoekt(Zoekvraag("", keuzes(_dobbel.choice(alle)))) for _ in range(_KEREN)],
        "bladeren, alle keuzes": [zoekt(Zoekvraag("", keuzes(*alle))) for _ in range(_KEREN)],
        "precedenten": [lijkt() for _ in range(_KEREN)],
    }


def _meet(werk: Handeling, vragen: Sequence[Vraag]) -> tuple[float, float, float]:
    """Give the median, the 95th percentile, and that of our own processor alone, in milliseconds."""
    tijden, eigen = [], []
    for vraag in vragen:
        begin, begin_eigen = time.perf_counter(), time.process_time()
        vraag(werk)
        tijden.append((time.perf_counter() - begin) * 1000)
        eigen.append((time.process_time() - begin_eigen) * 1000)
        werk.sessie.rollback()
    laatste = int(len(tijden) * 0.95)
    return sorted(tijden)[len(tijden) // 2], sorted(tijden)[laatste], sorted(eigen)[laatste]


def _geheugen(wat: str) -> int:
    """Give what this process holds, in MB: `VmRSS` now, or `VmHWM` at most since the last `_vergeet_piek`."""
    regels = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(regel.split()[1]) for regel in regels if regel.startswith(wat)) // 1024


def _vergeet_piek() -> None:
    Path("/proc/self/clear_refs").write_text("5", "utf-8")


def _geef_alles_uit(werk: Handeling) -> Iterator[tuple[Formaat, float, float, int]]:
    """Export all lessen; gives per format the time of the processor, the size, and how much the peak of memory rose."""
    for formaat in Formaat:
        _vergeet_piek()
        ervoor, begin = _geheugen("VmRSS"), time.process_time()
        omvang = sum(map(len, geef_uit(werk, Wat.LESSEN, formaat)))
        yield formaat, time.process_time() - begin, omvang / 1e6, _geheugen("VmHWM") - ervoor


@contextmanager
def _databases() -> Iterator[list[str]]:
    """Give an empty SQLite, and an empty PostgreSQL where there is one."""
    beheer = create_engine(make_url(POSTGRESQL).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    naam = "maatwerk_bench_bibliotheek"
    with tempfile.TemporaryDirectory() as map_:
        adressen = [f"sqlite:///{Path(map_) / 'maatwerk.db'}"]
        with suppress(OperationalError), beheer.connect() as verbinding:
            verbinding.execute(text(f"DROP DATABASE IF EXISTS {naam}"))
            verbinding.execute(text(f"CREATE DATABASE {naam}"))
            adressen.append(POSTGRESQL.rpartition("/")[0] + f"/{naam}")
        yield adressen
        with suppress(OperationalError), beheer.connect() as verbinding:
            verbinding.execute(text(f"DROP DATABASE IF EXISTS {naam} WITH (FORCE)"))
    beheer.dispose()


def _meet_database(adres: str) -> bool:
    """Print what this database does; answer whether it is good enough."""
    engine, instellingen = maak_engine(adres, KLUIS), laad_instellingen(bron("config"))
    schema.werk_bij(engine)
    with Session(engine) as sessie, sessie.begin():
        begin = time.perf_counter()
        _vul(Handeling(sessie, Systeem(), klok.nu(), instellingen, SPOOR))
    with engine.begin() as verbinding:
        verbinding.execute(text("ANALYZE"))
    duur = time.perf_counter() - begin
    print(f"{engine.dialect.name}, p95 hoogstens {HOOGSTENS:.0f} ms: {AANTAL} lessen in {duur:.0f} s")  # noqa: T201
    goed = True
    with Session(engine.execution_options(**LEZEN)) as sessie:
        werk = Handeling(sessie, Systeem(), klok.nu(), instellingen, SPOOR)
        for naam, vragen in _vragen(instellingen).items():
            midden, p95, eigen = _meet(werk, vragen)
            print(f"  {naam:22} p50 {midden:6.1f} ms   p95 {p95:6.1f} ms, eigen processor {eigen:6.1f} ms")  # noqa: T201
            goed &= p95 <= HOOGSTENS
        for formaat, tijd, omvang, erbij in _geef_alles_uit(werk) if engine.dialect.name == "sqlite" else ():
            snelheid = f"{AANTAL / tijd:6.0f} rijen/s"
            print(f"  export {formaat:17} {tijd:6.1f} s  {snelheid}  {omvang:6.0f} MB, {erbij} MB geheugen erbij")  # noqa: T201
            goed &= erbij <= GEHEUGEN
    engine.dispose()
    return goed


def meet() -> None:
    """Print the table; fail when something is too slow, or an export grows with the number of lessen."""
    with _databases() as adressen:
        goed = [_meet_database(adres) for adres in adressen]
    if not all(goed):
        sys.exit(1)


if __name__ == "__main__":
    meet()
