"""What does not go back in time with a restore: the log, the register, the verklaringen, who must keep what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import (
    Connection,
    RowMapping,
    TableClause,
    delete,
    func,
    insert,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from maatwerk.account.models import Medewerker
from maatwerk.bewaring.models import Bewaarplicht, Inzageverzoek, Vernietigd, Vernietigingsverklaring
from maatwerk.bewaring.register import Regel
from maatwerk.casus.models import Casus
from maatwerk.kern.database import Basis, maak_engine
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.kluis import kluis_van
from maatwerk.kern.versleuteld import zoals_het_ligt
from maatwerk.logboek.models import Logboekgrens, Logregel
from maatwerk.logboek.rules import Grens, gebrek_grenzen


@dataclass(frozen=True)
class Overgezet:
    """What was carried over. `logboek` is None when the live log does not go on where that of the backup ends."""

    logboek: int | None
    register: int = 0


_NIETS = Overgezet(logboek=None)
_SOORTEN: Mapping[type[Basis], tuple[str, ...]] = {
    Vernietigd: ("kenmerk", "omvang"),
    Vernietigingsverklaring: ("partij", "categorie"),
    Bewaarplicht: ("casus_id", "gezet_op"),
    Inzageverzoek: ("kenmerk",),
}
"""Per table, by which columns a row is known in both databases."""


def neem_over(
    url: str, handeling: Handeling, keten: str, blijft: Mapping[type[Basis], tuple[str, ...]] = MappingProxyType({})
) -> Overgezet:
    """Carry rows from the live database into the one that was set up. A live database that is gone gives nothing."""
    soorten = {**_SOORTEN, **blijft}
    if make_url(url).get_backend_name() == "sqlite" and not _bestaat(url):
        return _NIETS
    engine = maak_engine(url, kluis_van(handeling.sessie.get_bind().dialect))
    try:
        with engine.connect() as live:
            if not _zelfde_schema(live, handeling.sessie):
                return _NIETS
            logboek = _logboek(live, handeling, bytes.fromhex(keten))
            aantallen = {soort: _rijen(live, handeling.sessie, soort, sleutel) for soort, sleutel in soorten.items()}
            _houd_nummers(live, handeling.sessie)
    except DatabaseError:
        return _NIETS
    finally:
        engine.dispose()
    return Overgezet(logboek, aantallen[Vernietigd])


def _bestaat(url: str) -> bool:
    return Path(make_url(url).database or "").exists()


def _zelfde_schema(live: Connection, sessie: Session) -> bool:
    if "alembic_version" not in inspect(live).get_table_names():
        return False
    vraag = text("SELECT version_num FROM alembic_version")
    return bool(live.scalar(vraag) == sessie.scalar(vraag))


def lees_register(sessie: Session) -> Sequence[Regel]:
    """Give the register in the database, in the form of that in the file."""
    return [Regel(rij.kenmerk.hex(), rij.omvang, rij.datum) for rij in sessie.scalars(select(Vernietigd))]


def _logboek(live: Connection, handeling: Handeling, keten: bytes) -> int | None:
    """Add the lines after the backup: what people saw since then was seen. Only if it is the same log."""
    sessie = handeling.sessie
    tabel = zoals_het_ligt(Logregel)
    grens = _grens(live, handeling)
    begin = live.scalar(select(tabel.c.id).where(tabel.c.keten == keten)) if keten else 0
    if begin is None and grens >= (sessie.scalar(select(func.max(tabel.c.id))) or 0):
        begin = grens  # all that the backup knew went since, after its term
    if begin is None:
        return None
    _verleg_grens(live, sessie, grens)
    rijen = live.execute(select(tabel).where(tabel.c.id > max(begin, grens)).order_by(tabel.c.id)).mappings().all()
    for partij in range(0, len(rijen), 500):
        sessie.execute(insert(tabel), [dict(rij) for rij in rijen[partij : partij + 500]])
    return len(rijen)


def _grens(live: Connection, handeling: Handeling) -> int:
    """Give up to where the live log was cleaned up. A grens that is not ours counts for nothing."""
    tabel = zoals_het_ligt(Logboekgrens)
    vraag = select(*(tabel.c[veld] for veld in Grens._fields)).order_by(tabel.c.id)
    grenzen = [Grens(*rij) for rij in live.execute(vraag)]
    return grenzen[-1].id if grenzen and not gebrek_grenzen(handeling.spoor.sleutel, grenzen) else 0


def _verleg_grens(live: Connection, sessie: Session, grens: int) -> None:
    """Let go what went since the backup: its term has passed."""
    tabel, regels = zoals_het_ligt(Logboekgrens), zoals_het_ligt(Logregel)
    eigen = sessie.scalar(select(func.max(tabel.c.id))) or 0
    nieuw = live.execute(select(tabel).where(tabel.c.id > eigen, tabel.c.id <= grens)).mappings().all()
    if nieuw:
        sessie.execute(insert(tabel), [dict(rij) for rij in nieuw])
        sessie.execute(delete(regels).where(regels.c.id <= grens))


def _rijen(live: Connection, sessie: Session, soort: type[Basis], sleutel: Sequence[str]) -> int:
    tabel = zoals_het_ligt(soort)
    bekend = {tuple(rij) for rij in sessie.execute(select(*(tabel.c[naam] for naam in sleutel)))}
    nieuw = [
        rij
        for rij in live.execute(select(tabel)).mappings()
        if tuple(rij[naam] for naam in sleutel) not in bekend and _past(sessie, rij)
    ]
    for rij in nieuw:
        sessie.execute(insert(tabel).values({naam: waarde for naam, waarde in rij.items() if naam != "id"}))
    return len(nieuw)


def _past(sessie: Session, rij: RowMapping) -> bool:
    """Answer whether the casus and the people of a row are there as well."""
    for naam, tabel in (("casus_id", Casus), ("gezet_door", Medewerker), ("geregistreerd_door", Medewerker)):
        if rij.get(naam) is not None and sessie.scalar(select(tabel.id).where(tabel.id == rij[naam])) is None:
            return False
    return True


def _houd_nummers(live: Connection, sessie: Session) -> None:
    """Let no new casus or line get a number that was given out already (docs/adr/007)."""
    for tabel in (zoals_het_ligt(Casus), zoals_het_ligt(Logregel)):
        if live.dialect.name == "sqlite":
            hoogste = live.scalar(text("SELECT seq FROM sqlite_sequence WHERE name = :naam"), {"naam": tabel.name}) or 0
            sessie.execute(text("DELETE FROM sqlite_sequence WHERE name = :naam AND seq < :seq"), _naam(tabel, hoogste))
            sessie.execute(
                text(
                    "INSERT INTO sqlite_sequence (name, seq) SELECT :naam, :seq"
                    " WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = :naam)"
                ),
                _naam(tabel, hoogste),
            )
        else:
            hoogste = live.scalar(text(f"SELECT last_value FROM {tabel.name}_id_seq")) or 1  # noqa: S608 - our own name
            eigen = sessie.scalar(select(func.max(tabel.c.id))) or 1
            sessie.execute(
                text(f"SELECT setval('{tabel.name}_id_seq', :seq)"),
                {"seq": max(hoogste, eigen)},
            )


def _naam(tabel: TableClause, seq: int) -> dict[str, object]:
    return {"naam": tabel.name, "seq": seq}
