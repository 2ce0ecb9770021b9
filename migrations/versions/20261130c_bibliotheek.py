"""doorbraken-bibliotheek: een index over de gepubliceerde lessen, en of een les standhoudt

Revision ID: 20261130c_bibliotheek
Revises: 20261130b_tellingen
"""

import re
from collections import Counter, defaultdict

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from maatwerk.kern.stam import stammen, vouw, zoekstammen

revision = '20261130c_bibliotheek'
down_revision = '20261130b_tellingen'
branch_labels = None
depends_on = None

SOORTEN = ("wet", "knelpunttype", "leefgebied", "niveau")
FTS = (
    "CREATE VIRTUAL TABLE leszoek USING fts5(termen, content='lesindex', content_rowid='plaats',"
    " tokenize=\"ascii tokenchars '=_'\", detail='none')",
    "INSERT INTO leszoek(leszoek, rank) VALUES('secure-delete', 1)",
    "CREATE TRIGGER lesindex_erbij AFTER INSERT ON lesindex BEGIN"
    " INSERT INTO leszoek(rowid, termen) VALUES (new.plaats, new.termen); END",
    "CREATE TRIGGER lesindex_eraf AFTER DELETE ON lesindex BEGIN"
    " INSERT INTO leszoek(leszoek, rowid, termen) VALUES ('delete', old.plaats, old.termen); END",
    "CREATE TRIGGER lesindex_anders AFTER UPDATE ON lesindex BEGIN"
    " INSERT INTO leszoek(leszoek, rowid, termen) VALUES ('delete', old.plaats, old.termen);"
    " INSERT INTO leszoek(rowid, termen) VALUES (new.plaats, new.termen); END",
)
PARTIJ = 500
VAAK = 3


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"


def _soorten(soorten: tuple[str, ...]) -> None:
    woorden = ", ".join(f"'{soort}'" for soort in soorten)
    with op.batch_alter_table("kenmerk") as kenmerk:
        kenmerk.drop_constraint(op.f("ck_kenmerk_kenmerksoort"), type_="check")
        kenmerk.create_check_constraint(op.f("ck_kenmerk_kenmerksoort"), f"soort IN ({woorden})")


def upgrade() -> None:
    _soorten((*SOORTEN, "stand"))
    _vul_standen()
    groot = sa.BigInteger() if _is_postgresql() else sa.Integer()
    termen = postgresql.TSVECTOR() if _is_postgresql() else sa.Text()
    op.create_table('lesindex',
    sa.Column('plaats', groot, autoincrement=False, nullable=False),
    sa.Column('les_id', sa.Integer(), nullable=False),
    sa.Column('termen', termen, nullable=False),
    sa.ForeignKeyConstraint(['les_id'], ['les.id'], name=op.f('fk_lesindex_les_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('plaats', name=op.f('pk_lesindex')),
    sa.UniqueConstraint('les_id', name=op.f('uq_lesindex_les_id'))
    )
    op.create_table('termtelling',
    sa.Column('term', sa.String(length=80), nullable=False),
    sa.Column('aantal', sa.Integer(), nullable=False),
    sa.CheckConstraint('aantal >= 0', name=op.f('ck_termtelling_aantal')),
    sa.PrimaryKeyConstraint('term', name=op.f('pk_termtelling'))
    )
    for opdracht in () if _is_postgresql() else FTS:
        op.get_bind().exec_driver_sql(opdracht)
    _vul_index()
    if _is_postgresql():
        op.create_index(op.f('ix_lesindex_termen'), 'lesindex', ['termen'], postgresql_using='gin', postgresql_with={'fastupdate': 'off'})
    op.drop_index(op.f('ix_lesterm_term_les_id'), table_name='lesterm')
    op.drop_table('lesterm')
    with op.batch_alter_table('les') as les:
        les.drop_constraint(op.f('ck_les_zoektekst_alleen_buiten'), type_='check')
        les.drop_column('zoektekst')


def _vul_standen() -> None:
    """Say of the lessen whose casus is still there whether what they tell of holds."""
    verbinding, statussen = op.get_bind(), defaultdict(set)
    vraag = sa.text(
        "SELECT les.id, doorbraak.status FROM les JOIN besluit ON besluit.casus_id = les.casus_id"
        " JOIN doorbraak ON doorbraak.besluit_id = besluit.id"
    )
    for nummer, status in verbinding.execute(vraag):
        statussen[nummer].add(status)
    kenmerk = sa.table('kenmerk', sa.column('les_id'), sa.column('soort'), sa.column('waarde'))
    rijen = [{"les_id": les, "soort": "stand", "waarde": _stand(alle)} for les, alle in statussen.items()]
    for begin in range(0, len(rijen), PARTIJ):
        verbinding.execute(sa.insert(kenmerk), rijen[begin : begin + PARTIJ])


def _stand(statussen: set[str]) -> str:
    if statussen & {"gevraagd", "toegezegd", "in uitvoering"}:
        return "nog niet bekend"
    if statussen <= {"gelukt", "geborgd"}:
        return "ja"
    return "nee" if statussen == {"niet gelukt"} else "deels"


def _vul_index() -> None:
    """Let the lessen that are out be found; their texts lie encrypted, so this goes by the zoektekst."""
    verbinding, extra, telling = op.get_bind(), defaultdict(set), Counter()
    uit = "JOIN les ON les.id = {}.les_id WHERE les.status = 'gepubliceerd'"
    for nummer, soort, waarde in verbinding.execute(
        sa.text(f"SELECT les_id, soort, waarde FROM kenmerk {uit.format('kenmerk')}")
    ):
        extra[nummer].add(_benoemd(soort, waarde))
    for nummer, term in verbinding.execute(
        sa.text(f"SELECT les_id, term FROM lesterm {uit.format('lesterm')} AND term LIKE '% %'")
    ):
        extra[nummer].add(_benoemd("artikel", term))
    lessen = verbinding.execute(
        sa.text("SELECT id, code, kwartaal, zoektekst FROM les WHERE status = 'gepubliceerd'")
    ).all()
    invoegen = sa.text(
        "INSERT INTO lesindex (plaats, les_id, termen) VALUES (:plaats, :les_id, "
        + ("CAST(:termen AS tsvector))" if _is_postgresql() else ":termen)")
    )
    for nummer, code, kwartaal, tekst in lessen:
        alle = sorted(_termen(tekst) | extra[nummer] | {_benoemd("kwartaal", kwartaal)})
        telling.update(["*", *alle])
        verbinding.execute(
            invoegen,
            {
                "plaats": (40_000 - (int(kwartaal[:4]) * 4 + int(kwartaal[-1]))) << 32 | int(code, 16),
                "les_id": nummer,
                "termen": " ".join(f"'{term}'" if _is_postgresql() else term for term in alle),
            },
        )
    rijen = [{"term": term, "aantal": aantal} for term, aantal in telling.items()]
    termtelling = sa.table('termtelling', sa.column('term'), sa.column('aantal'))
    for begin in range(0, len(rijen), PARTIJ):
        verbinding.execute(sa.insert(termtelling), rijen[begin : begin + PARTIJ])


def _termen(tekst: str) -> set[str]:
    """Give the terms of a text whose first line is its title, as `les.termen` does."""
    keren = Counter(zoekstammen(tekst))
    titel = {f"titel={stam}" for stam in zoekstammen(tekst.partition("\n")[0])}
    return {*keren, *stammen(tekst), *titel, *(f"vaak={stam}" for stam, keer in keren.items() if keer >= VAAK)}


def _benoemd(naam: str, waarde: str) -> str:
    plat = re.sub(r"\W+", "_", vouw(waarde))
    return f"{naam}={plat[:60]}"


def downgrade() -> None:
    with op.batch_alter_table('les') as les:
        les.add_column(sa.Column('zoektekst', sa.Text(), nullable=False, server_default=''))
    _vul_terug()
    with op.batch_alter_table('les') as les:
        les.alter_column('zoektekst', server_default=None)
        les.create_check_constraint(
            op.f('ck_les_zoektekst_alleen_buiten'), "status = 'gepubliceerd' OR zoektekst = ''"
        )
    if not _is_postgresql():
        op.execute("DROP TABLE leszoek")
    op.drop_table('lesindex')
    op.drop_table('termtelling')
    op.execute("DELETE FROM kenmerk WHERE soort = 'stand'")
    _soorten(SOORTEN)


def _vul_terug() -> None:
    """Give back what can be: the texts lie encrypted, so the old search finds lessen by their stems from here on."""
    op.create_table('lesterm',
    sa.Column('les_id', sa.Integer(), nullable=False),
    sa.Column('term', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['les_id'], ['les.id'], name=op.f('fk_lesterm_les_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('les_id', 'term', name=op.f('pk_lesterm'))
    )
    op.create_index(op.f('ix_lesterm_term_les_id'), 'lesterm', ['term', 'les_id'])
    verbinding = op.get_bind()
    for nummer, termen in verbinding.execute(sa.text("SELECT les_id, termen FROM lesindex")).all():
        alle = termen.replace("'", "").split()
        woorden = [term for term in alle if "=" not in term]
        titel = [term.partition("=")[2] for term in alle if term.startswith("titel=")]
        artikelen = [term.partition("=")[2].replace("_", " ") for term in alle if term.startswith("artikel=")]
        rijen = [{"les": nummer, "term": term} for term in sorted({*woorden, *artikelen})]
        verbinding.execute(sa.text("INSERT INTO lesterm (les_id, term) VALUES (:les, :term)"), rijen)
        tekst = f"{' '.join(titel)}\n{' '.join(woorden)}"
        verbinding.execute(sa.text("UPDATE les SET zoektekst = :tekst WHERE id = :les"), {"tekst": tekst, "les": nummer})
