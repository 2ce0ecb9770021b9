"""What lies on the disk, in the database and in the log: none of what people typed."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from maatwerk import schema
from maatwerk.casus.models import Casus, Poging
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.versleuteld import Versleuteld
from tests.bouw import bouw_casus
from tests.schema.bouw import vul_alle_tabellen

KANARIE = "Kanarie-9f3c"
DICHT = [
    (tabel.name, kolom.name)
    for tabel in schema.METADATA.sorted_tables
    for kolom in tabel.columns
    if isinstance(kolom.type, Versleuteld)
]


def _bytes(engine: Engine) -> bytes:
    """Give all there is on disk of a SQLite database, or every row of every table as PostgreSQL would dump it."""
    if engine.dialect.name == "sqlite":
        pad = str(engine.url.database)
        with open(pad, "rb") as bestand, open(f"{pad}-wal", "rb") as wal:  # noqa: PTH123 - two at once
            return bestand.read() + wal.read()
    with engine.connect() as verbinding:
        tabellen = [tabel.name for tabel in schema.METADATA.sorted_tables]
        rijen = (rij for naam in tabellen for rij in verbinding.scalars(text(f"SELECT t::text FROM {naam} t")))  # noqa: S608
        return "\n".join(rijen).encode()


def test_een_kanarie_in_elk_veld_staat_nergens_leesbaar(
    handeling: Handeling, engine: Engine, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """In the file, in the WAL beside it, in PostgreSQL, in what is logged: not one."""
    caplog.set_level("DEBUG")
    vul_alle_tabellen(handeling)
    for plek in DICHT:
        _plant(handeling.sessie, *plek)
    handeling.sessie.commit()
    assert _bytes(engine).count(b"v1.") >= len(DICHT)
    uitvoer = "".join(capfd.readouterr()) + caplog.text
    for zoek in (KANARIE, KANARIE.lower(), KANARIE.encode().hex()):
        assert (_bytes(engine).count(zoek.encode()), uitvoer.count(zoek)) == (0, 0)
    handeling.sessie.expire_all()
    assert all(KANARIE in str(tekst) for plek in DICHT for tekst in _lees(handeling.sessie, *plek)[:1])


def _model(tabel: str) -> Any:
    return next(mapper.class_ for mapper in Casus.registry.mappers if mapper.local_table.name == tabel)  # type: ignore[attr-defined]


def _plant(sessie: Session, tabel: str, kolom: str) -> None:
    ding = sessie.scalars(select(_model(tabel)).order_by("id").limit(1)).unique().one()
    tekst = f"{KANARIE} {tabel} {kolom}"
    setattr(ding, kolom, [tekst] if kolom == "organisaties" else tekst)
    if (tabel, kolom) == ("les", "bezwaar"):
        ding.status, ding.reageer_tot = "gecontroleerd", date(2026, 12, 1)
    if (tabel, kolom) == ("les", "reden_ingetrokken"):
        ding.status = "ingetrokken"
    if tabel == "uitnodiging":
        ding.medewerker_id = None


def _lees(sessie: Session, tabel: str, kolom: str) -> list[Any]:
    model = _model(tabel)
    return list(sessie.scalars(select(getattr(model, kolom)).order_by(model.id)))


def test_veel_teksten_gaan_elk_met_hun_eigen_rij_open(handeling: Handeling) -> None:
    """How long ten thousand take is for `make bench` to say."""
    casus = bouw_casus(handeling)
    handeling.sessie.add_all(Poging(casus_id=casus.id, uitkomst=f"Gebeld, keer {keer}.") for keer in range(500))
    handeling.sessie.commit()
    teksten = handeling.sessie.scalars(select(Poging.uitkomst).order_by(Poging.id)).all()
    assert teksten == [f"Gebeld, keer {keer}." for keer in range(500)]
