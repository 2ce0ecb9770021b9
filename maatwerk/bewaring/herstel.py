"""Putting a backup back. Everything is checked and made ready beside the live database; the last step is one move."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, delete, make_url, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from maatwerk.account.models import Aanmelding
from maatwerk.bewaring.bak import Bak, bak_van
from maatwerk.bewaring.models import Voorstel
from maatwerk.bewaring.opruimen import ruim_op
from maatwerk.bewaring.overzetten import Overgezet, lees_register, neem_over
from maatwerk.bewaring.register import Register
from maatwerk.bewaring.reservekopie import Manifest, pak_uit, tel
from maatwerk.bewaring.ronde import herhaal
from maatwerk.bewaring.zegelstroom import Kopiefout
from maatwerk.kern.database import Basis, maak_engine
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.instellingen import InstellingFout
from maatwerk.kern.kluis import Kluis
from maatwerk.kern.sleutelproef import beproef
from maatwerk.logboek.commands import noteer
from maatwerk.logboek.queries import controleer_logboek
from maatwerk.logboek.rules import Anker


@dataclass(frozen=True)
class Opzet:
    """What a restore works with: where, with which keys, and what only the layers above know."""

    url: str
    data_map: Path
    sleutel: bytes
    kluis: Kluis
    register: Register
    werk_bij: Callable[[Engine], None]
    kent_revisie: Callable[[str], bool]
    handeling: Callable[[Session], Handeling]
    blijft: Mapping[type[Basis], tuple[str, ...]] = field(default_factory=dict)
    """Tables of those layers that do not go back in time either, each with the columns by which a row is known."""


@dataclass(frozen=True)
class Uitslag:
    """What a restore found and, if it was to, did."""

    manifest: Manifest
    opnieuw_vernietigd: int = 0
    overgezet: Overgezet | None = None


def herstel(opzet: Opzet, bestand: Path, *, doe_het: bool) -> Uitslag:
    """Check a backup and, with `doe_het`, put it in the place of the live database. Raises Kopiefout, Registerfout."""
    with tempfile.TemporaryDirectory(prefix=".maatwerk-herstel-", dir=opzet.data_map) as tijdelijk:
        manifest, inhoud = pak_uit(bestand, opzet.sleutel, Path(tijdelijk))
        bak = bak_van(make_url(opzet.url), Path(tijdelijk))
        if manifest.soort != bak.soort:
            raise Kopiefout(f"Deze back-up is van {manifest.soort}, de database hier is {bak.soort}.")
        if not opzet.kent_revisie(manifest.revisie):
            raise Kopiefout("Deze back-up komt van een nieuwere versie van Maatwerk. Werk Maatwerk eerst bij.")
        try:
            with _vers(bak, inhoud, opzet.kluis) as engine:
                _eis_inhoud(engine, manifest)
                opzet.werk_bij(engine)
                beproef(engine)
                _eis_logboek(opzet, engine, manifest)
                uitslag = _maak_gereed(opzet, bak, engine, manifest) if doe_het else Uitslag(manifest)
            if doe_het:
                bak.eis_stil()
                bak.wissel()
        finally:
            bak.ruim_op()
    return uitslag


@contextmanager
def _vers(bak: Bak, inhoud: Path, kluis: Kluis) -> Iterator[Engine]:
    """Set the copy up beside the live database. What it does not understand is no good backup."""
    engine = maak_engine(bak.zet_klaar(inhoud), kluis)
    try:
        yield engine
    except InstellingFout as fout:  # its texts lie under a key that is not here
        raise Kopiefout(str(fout)) from None
    except SQLAlchemyError as fout:
        raise Kopiefout(f"De inhoud van deze back-up is niet te gebruiken ({type(fout).__name__}).") from fout
    finally:
        engine.dispose()  # on SQLite the last one out writes the WAL into the file


def _eis_inhoud(engine: Engine, manifest: Manifest) -> None:
    with engine.connect() as verbinding:
        if engine.dialect.name == "sqlite":
            gaaf = verbinding.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            heel = verbinding.exec_driver_sql("PRAGMA foreign_key_check").first() is None
            if not (gaaf and heel):
                raise Kopiefout("De database in deze back-up is beschadigd. Er is niets teruggezet.")
        inhoud = tel(verbinding)
    beloofd = (manifest.revisie, manifest.rijen, manifest.logregels, manifest.keten)
    if (inhoud.revisie, inhoud.rijen, inhoud.logregels, inhoud.keten) != beloofd:
        raise Kopiefout("De aantallen in deze back-up kloppen niet met haar manifest. Er is niets teruggezet.")


def _eis_logboek(opzet: Opzet, engine: Engine, manifest: Manifest) -> None:
    anker = Anker(manifest.gemaakt.date(), manifest.logregels, manifest.keten)
    with Session(engine) as sessie:
        gebrek = controleer_logboek(opzet.handeling(sessie), [anker] if manifest.logregels else []).gebrek
    if gebrek:
        raise Kopiefout(f"Het logboek in deze back-up klopt niet. {gebrek} Er is niets teruggezet.")


def _maak_gereed(opzet: Opzet, bak: Bak, engine: Engine, manifest: Manifest) -> Uitslag:
    """Carry over what may not go back in time, destroy again, sign everybody out: all before anybody can look."""
    bak.eis_stil()
    with Session(engine, expire_on_commit=False) as sessie, sessie.begin():
        werk = opzet.handeling(sessie)
        overgezet = neem_over(opzet.url, werk, manifest.keten, opzet.blijft)
        opnieuw = herhaal(werk, opzet.register, [*opzet.register.lees(), *lees_register(sessie)])
        sessie.execute(delete(Voorstel))  # an approval or objection of then says nothing about now
        sessie.execute(update(Aanmelding).where(Aanmelding.beeindigd_op.is_(None)).values(beeindigd_op=werk.nu))
        noteer(werk, "herstel.uitgevoerd")
    if not ruim_op(engine, grondig=True):
        raise Kopiefout("De database die klaarstond is in gebruik. Er is niets teruggezet.")
    return Uitslag(manifest, opnieuw, overgezet)
