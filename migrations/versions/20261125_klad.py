"""klad: wat getypt is en nog niet bewaard

Also the texts for "anders, namelijk", and the token by which a page begins one casus and never two (ADR 017).

Revision ID: 20261125_klad
Revises: 20261124_logboekgrens
"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = '20261125_klad'
down_revision = '20261124_logboekgrens'
branch_labels = None
depends_on = None

ERBIJ = {
    "casus": (
        "wijk_anders", "huishoudtype_anders", "leefgebieden_anders", "vervanger", "verwante_casus", "grondslag_anders",
    ),
    "knelpunt": ("soort_anders", "waar_anders"),
    "regel": ("wet_anders",),
}  # fmt: skip
"""The texts that come in, per table. They lie encrypted from the start."""


def _stapel(tabel: str) -> sa.util.typing.Any:
    """SQLite changes a table by copying it; only then must it be told again that ids are never given twice."""
    return op.batch_alter_table(tabel, table_kwargs={"sqlite_autoincrement": True} if tabel == "casus" else {})


def _maak_ruimte(tabel: str, kolommen: tuple[str, ...]) -> None:
    with _stapel(tabel) as stapel:
        for naam in kolommen:
            stapel.add_column(sa.Column(naam, sa.Text(), nullable=True))
        if tabel == "casus":
            stapel.add_column(sa.Column('begonnen_met', sa.LargeBinary(length=32), nullable=True))
        if tabel == "regel":
            stapel.add_column(sa.Column('rij', sa.String(length=32), nullable=True))


def _vul(tabel: str, kolommen: tuple[str, ...]) -> None:
    leeg = ", ".join(f"{naam} = ''" for naam in kolommen)
    op.execute(f"UPDATE {tabel} SET {leeg}")
    if tabel == "regel":
        verbinding = op.get_bind()
        rijen = [{"deze": nummer, "rij": uuid4().hex} for nummer in verbinding.scalars(sa.text("SELECT id FROM regel"))]
        if rijen:
            verbinding.execute(sa.text("UPDATE regel SET rij = :rij WHERE id = :deze"), rijen)


def _sluit(tabel: str, kolommen: tuple[str, ...]) -> None:
    with _stapel(tabel) as stapel:
        for naam in kolommen:
            stapel.alter_column(naam, existing_type=sa.Text(), nullable=False)
            stapel.create_check_constraint(op.f(f"ck_{tabel}_{naam}_dicht"), f"substr({naam}, 1, 3) IN ('', 'v1.')")
        if tabel == "casus":
            stapel.create_unique_constraint(op.f('uq_casus_indiener_id_begonnen_met'), ['indiener_id', 'begonnen_met'])
        if tabel == "regel":
            stapel.alter_column('rij', existing_type=sa.String(length=32), nullable=False)
            stapel.create_unique_constraint(op.f('uq_regel_rij'), ['rij'])


def upgrade() -> None:
    for tabel, kolommen in ERBIJ.items():
        _maak_ruimte(tabel, kolommen)
        _vul(tabel, kolommen)
        _sluit(tabel, kolommen)
    op.create_table('klad',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('casus_id', sa.Integer(), nullable=False),
    sa.Column('medewerker_id', sa.Integer(), nullable=False),
    sa.Column('venster', sa.LargeBinary(length=32), nullable=False),
    sa.Column('inhoud', sa.Text(), nullable=False),
    sa.Column('vanaf_versie', sa.Integer(), nullable=False),
    sa.Column('beurt', sa.Integer(), nullable=False),
    sa.Column('bewaard_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.Column('rij', sa.String(length=32), nullable=False),
    sa.CheckConstraint("inhoud <> ''", name=op.f('ck_klad_inhoud')),
    sa.CheckConstraint("substr(inhoud, 1, 3) IN ('', 'v1.')", name=op.f('ck_klad_inhoud_dicht')),
    sa.ForeignKeyConstraint(['casus_id'], ['casus.id'], name=op.f('fk_klad_casus_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['medewerker_id'], ['medewerker.id'], name=op.f('fk_klad_medewerker_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_klad')),
    sa.UniqueConstraint('casus_id', 'medewerker_id', 'venster', name=op.f('uq_klad_casus_id_medewerker_id_venster')),
    sa.UniqueConstraint('rij', name=op.f('uq_klad_rij'))
    )
    with op.batch_alter_table('klad', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_klad_medewerker_id'), ['medewerker_id'], unique=False)


def downgrade() -> None:
    op.drop_table('klad')
    for tabel, kolommen in ERBIJ.items():
        with _stapel(tabel) as stapel:
            for naam in kolommen:
                stapel.drop_constraint(op.f(f"ck_{tabel}_{naam}_dicht"), type_='check')
                stapel.drop_column(naam)
            if tabel == "casus":
                stapel.drop_constraint(op.f('uq_casus_indiener_id_begonnen_met'), type_='unique')
                stapel.drop_column('begonnen_met')
            if tabel == "regel":
                stapel.drop_constraint(op.f('uq_regel_rij'), type_='unique')
                stapel.drop_column('rij')
