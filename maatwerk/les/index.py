"""The index of the lessen that are out: FTS5 on SQLite, GIN on PostgreSQL, over the same terms (ADR 025).

A row lies at its `plaats`: the newest quarter first, and within it the random code. Nothing finer can be read from it.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, bindparam, delete, insert, select, text

from maatwerk.kern.handeling import Handeling
from maatwerk.les.models import Les, Lesindex, Termtelling
from maatwerk.les.termen import kenmerkterm, kwartaalterm, teksttermen

ALLE = "*"
"""Counted in every les: how many there are."""

_PERIODE = re.compile(r"([0-9]{4})(?:-K([1-4])|-H([12])| of eerder)?", re.ASCII)
_LAATSTE = 4  # the quarter at whose place a whole year lies
_CODE = re.compile(r"[0-9a-f]{8}", re.ASCII)
_KWARTALEN = 40_000  # more than there are before the year 10000
_PARTIJ = 500

_PASSEND = {
    "sqlite": "SELECT rowid FROM leszoek WHERE leszoek MATCH :vraag AND rowid > :na ORDER BY rowid LIMIT :hoogstens",
    "postgresql": (
        "WITH passend AS MATERIALIZED (SELECT plaats FROM lesindex WHERE termen @@ CAST(:vraag AS tsquery))"
        " SELECT plaats FROM passend WHERE plaats > :na ORDER BY plaats LIMIT :hoogstens"
    ),
}
_EEN_TERM = {
    "sqlite": _PASSEND["sqlite"],
    "postgresql": (  # in nearly every les: then walking in order is quicker than sorting them all
        "SELECT plaats FROM lesindex WHERE termen @@ CAST(:vraag AS tsquery) AND plaats > :na"
        " ORDER BY plaats LIMIT :hoogstens"
    ),
}
_PER_TERM = {
    "sqlite": (
        "SELECT term.value, leszoek.rowid FROM json_each(:vragen) AS term"
        " CROSS JOIN leszoek WHERE leszoek MATCH '\"' || term.value || '\"'"
    ),
    "postgresql": (
        "SELECT term.value, lesindex.plaats FROM json_array_elements_text(CAST(:vragen AS json)) AS term(value)"
        " JOIN lesindex ON lesindex.termen @@ CAST(quote_literal(term.value) AS tsquery)"
    ),
}
_ERBIJ = text(
    "INSERT INTO termtelling (term, aantal) VALUES (:term, 1)"
    " ON CONFLICT (term) DO UPDATE SET aantal = termtelling.aantal + 1"
)
_ERAF = text("UPDATE termtelling SET aantal = aantal - 1 WHERE term = :term")
_NIET_ALLES, _WEL_ALLES = text("SET LOCAL enable_seqscan = off"), text("SET LOCAL enable_seqscan = on")
_AND = {"sqlite": ('"', " AND "), "postgresql": ("'", " & ")}


def plaats_van(kwartaal: str, code: str) -> int:
    """Give where a les lies: a wider period (ADR 023) with its last quarter. Raises ValueError on what is neither."""
    deel = _PERIODE.fullmatch(kwartaal)
    if deel is None or not _CODE.fullmatch(code):
        raise ValueError(kwartaal)
    nummer = int(deel[2] or int(deel[3] or 0) * 2 or _LAATSTE)
    terug = _KWARTALEN - (int(deel[1]) * 4 + nummer)
    return terug << 32 | int(code, 16)


def indexeer(handeling: Handeling, les: Les, artikelen: Iterable[str] = ()) -> None:
    """Let a les that goes out be found: by its words, its kenmerken and the articles of its casus."""
    vergeet(handeling, les)
    kenmerken = (kenmerkterm(kenmerk.soort, kenmerk.waarde) for kenmerk in les.kenmerken)
    termen = {*teksttermen(les.teksten), *kenmerken, *artikelen, kwartaalterm(les.kwartaal)}
    rij = {"plaats": plaats_van(les.kwartaal, les.code), "les_id": les.id, "termen": " ".join(sorted(termen))}
    handeling.sessie.execute(insert(Lesindex), [rij])
    _tel(handeling, {ALLE, *termen}, 1)


def vergeet(handeling: Handeling, les: Les) -> None:
    """Let a les no longer be found."""
    handeling.sessie.flush()
    termen = handeling.sessie.scalar(select(Lesindex.termen).where(Lesindex.les_id == les.id))
    if termen is None:
        return
    handeling.sessie.execute(delete(Lesindex).where(Lesindex.les_id == les.id))
    _tel(handeling, {ALLE, *termen.split()}, -1)


def _tel(handeling: Handeling, termen: Collection[str], erbij: int) -> None:
    """Keep count of in how many lessen a term occurs, always in the same order: so two writers cannot deadlock."""
    rijen = [{"term": term} for term in sorted(termen)]
    handeling.sessie.execute(_ERBIJ if erbij > 0 else _ERAF, rijen)
    for partij in _partijen(termen):
        weg = delete(Termtelling).where(Termtelling.term.in_(partij), Termtelling.aantal == 0)
        handeling.sessie.execute(weg, execution_options={"synchronize_session": False})


def _partijen(termen: Iterable[str]) -> Iterator[list[str]]:
    alle = sorted(frozenset(termen))
    return (alle[begin : begin + _PARTIJ] for begin in range(0, len(alle), _PARTIJ))


def tellingen(handeling: Handeling, termen: Iterable[str]) -> dict[str, int]:
    """Give in how many lessen each of these terms occurs; what occurs in none is left out."""
    gevonden: dict[str, int] = {}
    for partij in _partijen(termen):
        vraag = select(Termtelling.term, Termtelling.aantal).where(Termtelling.term.in_(partij))
        gevonden |= dict(handeling.sessie.execute(vraag).all())
    return gevonden


def list_passend(handeling: Handeling, termen: Sequence[str], hoogstens: int, na: int = -1) -> Sequence[int]:
    """Give the places of the lessen that have all these terms, in order; without terms of all lessen."""
    if not termen:
        alle = select(Lesindex.plaats).where(Lesindex.plaats > na).order_by(Lesindex.plaats).limit(hoogstens)
        return handeling.sessie.scalars(alle).all()
    verbinding = handeling.sessie.connection()
    teken, en = _AND[verbinding.dialect.name]
    vraag = en.join(f"{teken}{term}{teken}" for term in termen)
    opdracht = text((_PASSEND if len(termen) > 1 else _EEN_TERM)[verbinding.dialect.name])
    with _langs_de_index(verbinding):
        return verbinding.scalars(opdracht, {"vraag": vraag, "na": na, "hoogstens": hoogstens}).all()


@contextmanager
def _langs_de_index(verbinding: Connection) -> Iterator[None]:
    """Keep PostgreSQL from reading all rows: it takes that for cheap, not counting the opening of each tsvector."""
    if verbinding.dialect.name != "postgresql":
        yield
        return
    verbinding.execute(_NIET_ALLES)
    yield
    verbinding.execute(_WEL_ALLES)


def list_per_term(handeling: Handeling, termen: Collection[str]) -> Sequence[tuple[str, int]]:
    """Give each of these terms with each place where it occurs: ask this of rare terms only."""
    verbinding: Connection = handeling.sessie.connection()
    opdracht = text(_PER_TERM[verbinding.dialect.name])
    with _langs_de_index(verbinding):
        return verbinding.execute(opdracht, {"vragen": json.dumps(sorted(termen))}).all()


def termen_op(handeling: Handeling, plaatsen: Collection[int]) -> Mapping[int, tuple[int, list[str]]]:
    """Give per place which les lies there, and its terms."""
    vraag = select(Lesindex.plaats, Lesindex.les_id, Lesindex.termen)
    vraag = vraag.where(Lesindex.plaats.in_(bindparam("plaatsen", expanding=True)))
    rijen = handeling.sessie.execute(vraag, {"plaatsen": sorted(plaatsen)})
    return {plaats: (les, termen.split()) for plaats, les, termen in rijen}
