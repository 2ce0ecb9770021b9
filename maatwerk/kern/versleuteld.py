"""Columns that the database only ever holds encrypted, each text bound to its table, column and row (ADR 011).

A table with such columns inherits `Rijgebonden` first, and declares `tekst: Mapped[str] = geheim("tabel.tekst")`.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, cast
from uuid import uuid4

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    Dialect,
    Label,
    LargeBinary,
    String,
    Table,
    TableClause,
    Text,
    TypeDecorator,
    column,
    event,
    inspect,
    table,
    type_coerce,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, Mapper, mapped_column
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from maatwerk.kern.kluis import VORM, kluis_van

_RIJ = 32


def nieuwe_rij() -> str:
    """Give a name for a row that no other row has."""
    return uuid4().hex


class _Tekst(str):  # noqa: SLOT000 - a text with slots cannot carry a default
    """A text that knows the place where it is about to lie."""

    plek = ""


class _Woorden(list[str]):
    """A list of words that knows the place where it is about to lie."""

    plek = ""


class Versleuteld(TypeDecorator[Any]):
    """A text that lies encrypted at `plek` ("tabel.kolom"); an empty text stays empty, so a CHECK can ask for one.

    Only the ORM can write it, for only a row that is being saved knows its name. Anything else that hands it a text,
    also a comparison, is refused: a text could lie open, and a comparison would never match.
    """

    impl = Text
    cache_ok = True

    def __init__(self, plek: str) -> None:
        """Bind the column to its place. The place may not change any more: old text is locked to it."""
        super().__init__()
        self.plek = plek

    def in_rij(self, waarde: object, rij: str) -> object:
        """Mark a value as belonging to this row."""
        if not isinstance(waarde, str):
            return waarde
        gemerkt = _Tekst(waarde)
        gemerkt.plek = f"{self.plek}.{rij}"
        return gemerkt

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """Read the text together with the name of the row that it lies in, whatever the question looks like.

        Raises TypeError for a question in which the row is lost, such as max() or a subquery without it.
        """
        kolom = column.element if isinstance(column, Label) else column
        bron, eigen = getattr(kolom, "table", None), next(iter(kolom.base_columns))
        rij = (
            bron.corresponding_column(eigen.table.c.rij) if bron is not None else None
        )  # of the same alias or subquery
        if rij is None:
            raise TypeError(f"{self.plek} ligt versleuteld: lezen kan alleen samen met de kolom rij.")
        return type_coerce(type_coerce(rij, String).concat(type_coerce(kolom, String)), self)

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401 - a text or a list
        """Encrypt. Raises TypeError for a text of which the row is unknown."""
        if value is None or not value:
            return None if value is None else ""
        plek = getattr(value, "plek", "")
        if not plek.startswith(f"{self.plek}."):
            raise TypeError(f"{self.plek} ligt versleuteld: vergelijken kan niet, schrijven alleen via het model.")
        return kluis_van(dialect).versleutel(self.als_tekst(value), plek)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401
        """Decrypt. Raises ValueError when the text was changed, or does not belong here."""
        if value is None:
            return None
        dicht = value[_RIJ:]
        return self.uit_tekst(kluis_van(dialect).ontsleutel(dicht, f"{self.plek}.{value[:_RIJ]}") if dicht else "")

    def als_tekst(self, waarde: Any) -> str:  # noqa: ANN401
        """Give the value as the text that is encrypted."""
        return str(waarde)

    def uit_tekst(self, tekst: str) -> Any:  # noqa: ANN401
        """Give the value back."""
        return tekst


class VersleuteldeWoorden(Versleuteld):
    """A list of words that lies encrypted as one text; an empty list lies as an empty text."""

    cache_ok = True

    def in_rij(self, waarde: object, rij: str) -> object:
        """Mark a list as belonging to this row."""
        if not isinstance(waarde, list):
            return waarde
        gemerkt = _Woorden(waarde)
        gemerkt.plek = f"{self.plek}.{rij}"
        return gemerkt

    def als_tekst(self, waarde: list[str]) -> str:
        """Give the list as JSON."""
        return json.dumps(waarde, ensure_ascii=False)

    def uit_tekst(self, tekst: str) -> list[str]:
        """Give the list back."""
        return json.loads(tekst) if tekst else []


class Merk(TypeDecorator[Any]):
    """A keyed hash of a text, by which equal texts can be found while the text itself lies encrypted elsewhere."""

    impl = LargeBinary(32)
    cache_ok = True

    def __init__(self, plek: str) -> None:
        """Bind the hash to its place, so that equal texts in two columns do not look alike."""
        super().__init__()
        self.plek = plek

    def process_bind_param(self, value: str | bytes | None, dialect: Dialect) -> bytes | None:
        """Hash a text, also one that is searched for."""
        return kluis_van(dialect).merk(f"{self.plek} {value}") if isinstance(value, str) else value


class Rijgebonden:
    """A table with encrypted columns. `rij` is the name to which they are bound; no other row may carry it."""

    rij: Mapped[str] = mapped_column(String(_RIJ), default=nieuwe_rij, unique=True)


def geheim(plek: str, standaard: str | None = "") -> MappedColumn[Any]:
    """Declare a text that lies encrypted."""
    return mapped_column(Versleuteld(plek), default=standaard)


def geheime_woorden(plek: str) -> MappedColumn[Any]:
    """Declare a list of words that lies encrypted."""
    return mapped_column(VersleuteldeWoorden(plek), default=list)


def zoals_het_ligt(soort: type[DeclarativeBase]) -> TableClause:
    """Give the table as it lies: an encrypted text goes along as it is, with the name of its row."""
    kolommen = cast("Table", soort.__table__).columns
    return table(
        soort.__tablename__,
        *(column(eigen.name, Text() if isinstance(eigen.type, Versleuteld) else eigen.type) for eigen in kolommen),
    )


def als_rij(soort: type[DeclarativeBase], waarden: Mapping[str, Any], dialect: Dialect) -> dict[str, Any]:
    """Give a new row as it is going to lie, encrypted and with the defaults of the model, for `zoals_het_ligt`.

    For many rows at once; one thing is written through its model.
    """
    kolommen = cast("Table", soort.__table__).columns
    rij = {kolom.name: _standaard(kolom) for kolom in kolommen if kolom.name != "id"} | dict(waarden)
    if "rij" in rij:
        rij["rij"] = nieuwe_rij()
    for kolom in kolommen:
        if isinstance(kolom.type, Versleuteld):
            gemerkt = kolom.type.in_rij(rij[kolom.name], rij["rij"])
            rij[kolom.name] = kolom.type.process_bind_param(gemerkt, dialect)
    return rij


def _standaard(kolom: Column[Any]) -> Any:  # noqa: ANN401 - the value of any column
    """Give what a column holds when nobody says: its plain default, an empty list, or nothing."""
    standaard = kolom.default
    if isinstance(standaard, ScalarElementColumnDefault):
        return standaard.arg
    return None if standaard is None else []


@cache
def _velden(mapper: Mapper[Any]) -> Mapping[str, Versleuteld]:
    soorten = {eigenschap.key: eigenschap.columns[0].type for eigenschap in mapper.column_attrs}
    return {naam: soort for naam, soort in soorten.items() if isinstance(soort, Versleuteld)}


@event.listens_for(Rijgebonden, "before_insert", propagate=True)
@event.listens_for(Rijgebonden, "before_update", propagate=True)
def _merk_rij(mapper: Mapper[Any], _verbinding: object, ding: Rijgebonden) -> None:
    """Tell each text that changed in which row it is about to lie."""
    ding.rij = ding.rij or nieuwe_rij()
    staat = inspect(ding)
    for naam, soort in _velden(mapper).items():
        if staat.attrs[naam].history.added:
            staat.dict[naam] = soort.in_rij(staat.dict[naam], ding.rij)


@event.listens_for(Rijgebonden, "instrument_class", propagate=True)
def _eis_dicht(mapper: Mapper[Any], _klasse: object) -> None:
    """Let the database itself refuse a text that lies open, whatever code wrote it."""
    tabel = cast("Table", mapper.local_table)
    for kolom in tabel.columns:
        if isinstance(kolom.type, Versleuteld):
            eis = f"substr({kolom.name}, 1, {len(VORM) + 1}) IN ('', '{VORM}.')"
            tabel.append_constraint(CheckConstraint(eis, name=f"{kolom.name}_dicht"))
