"""The proof that a key is the right one: a text in the database that opens with it, and with no other."""

from sqlalchemy import Connection, Engine, String, Text, delete, insert, inspect, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from maatwerk.kern.database import LEZEN, Basis
from maatwerk.kern.instellingen import InstellingFout
from maatwerk.kern.kluis import Kluis, kluis_van


class Sleutelproef(Basis):
    """One key that texts in this database may lie under, by its id in the key ring."""

    __tablename__ = "sleutel"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    proef: Mapped[str] = mapped_column(Text)


def beproef(engine: Engine) -> bool:
    """Check the key ring against this database. Raises InstellingFout, and touches nothing, on a wrong key.

    Answer whether there was anything to check: a database without a schema has nothing, and gets its first proof when
    it gets its schema.
    """
    kluis = kluis_van(engine.dialect)
    with engine.execution_options(**LEZEN).connect() as verbinding:
        if not inspect(verbinding).has_table(Sleutelproef.__tablename__):
            return False
        proeven = select(Sleutelproef.id, Sleutelproef.proef)
        bekend: dict[str, str] = {rij.id: rij.proef for rij in verbinding.execute(proeven)}
    for naam, proef in bekend.items():
        _eis_passend(kluis, naam, proef)
    if kluis.ring.actief not in bekend:
        with engine.begin() as verbinding:
            leg_proef(verbinding)
    return True


def _eis_passend(kluis: Kluis, naam: str, proef: str) -> None:
    try:
        past = kluis.ontsleutel(proef, _plek(naam)) == naam
    except ValueError:
        past = False
    if not past:
        raise InstellingFout(
            f"MAATWERK_KEYS_FILE: verkeerde sleutel. In deze database ligt tekst onder sleutel {naam}, en die staat "
            "niet (of anders) in het sleutelbestand. Zet het goede sleutelbestand terug; er is niets veranderd."
        )


def leg_proef(verbinding: Connection) -> None:
    """Lay the proof of the active key."""
    kluis = kluis_van(verbinding.dialect)
    naam = kluis.ring.actief
    verbinding.execute(insert(Sleutelproef).values(id=naam, proef=kluis.versleutel(naam, _plek(naam))))


def vergeet_proef(sessie: Session, naam: str) -> None:
    """Forget a key: from now on this database does without."""
    sessie.execute(delete(Sleutelproef).where(Sleutelproef.id == naam))


def _plek(naam: str) -> str:
    return f"sleutel.proef.{naam}"
