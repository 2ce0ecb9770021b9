"""What the database holds, as one number: equal before and after means that nothing changed."""

import hashlib
from collections.abc import Collection
from typing import Any

from sqlalchemy import Column, Engine, Table, select

from maatwerk import schema

SPOREN = frozenset({"logregel", "aanmeldpoging"})
"""What a look leaves behind: the line in the log, and that somebody tried a password."""
_BEWEEGT = frozenset({("aanmelding", "gezien_op"), ("melding", "gelezen_op")})


def inhoud(engine: Engine, zonder: Collection[str] = SPOREN) -> dict[str, str]:
    """Give a hash of each table, of all that is in it."""
    with engine.connect() as verbinding:
        return {
            tabel.name: hashlib.sha256(
                repr(verbinding.execute(select(*_kolommen(tabel)).order_by(*tabel.primary_key)).all()).encode()
            ).hexdigest()
            for tabel in schema.METADATA.sorted_tables
            if tabel.name not in zonder
        }


def _kolommen(tabel: Table) -> list[Column[Any]]:
    return [kolom for kolom in tabel.columns if (tabel.name, kolom.name) not in _BEWEEGT]
