"""waarnemen en openbreken

Revision ID: 20261122b
Revises: 20261122
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122b'
down_revision = '20261122'
branch_labels = None
depends_on = None


def _gronden(*woorden: str) -> None:
    """Let a Toegang have these gronden."""
    lijst = ", ".join(f"'{woord}'" for woord in woorden)
    with op.batch_alter_table("toegang") as tabel:
        tabel.drop_constraint(op.f("ck_toegang_grond"), type_="check")
        tabel.create_check_constraint(op.f("ck_toegang_grond"), f"grond IN ({lijst})")


def upgrade() -> None:
    _gronden("lid van de tafel", "waarneming", "breekglas")
    op.create_table('breekglas',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('casus_id', sa.Integer(), nullable=False),
    sa.Column('medewerker_id', sa.Integer(), nullable=False),
    sa.Column('reden', sa.Text(), nullable=False),
    sa.Column('begonnen_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tot', sa.DateTime(timezone=True), nullable=False),
    sa.Column('oordeel', sa.Enum('terecht', 'niet terecht', name='oordeel', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('toelichting', sa.Text(), nullable=False),
    sa.Column('rij', sa.String(length=32), nullable=False),
    sa.Column('beoordeeld_door', sa.Integer(), nullable=True),
    sa.Column('beoordeeld_op', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("reden <> ''", name=op.f('ck_breekglas_reden')),
    sa.CheckConstraint("substr(reden, 1, 3) IN ('', 'v1.')", name=op.f('ck_breekglas_reden_dicht')),
    sa.CheckConstraint("substr(toelichting, 1, 3) IN ('', 'v1.')", name=op.f('ck_breekglas_toelichting_dicht')),
    sa.UniqueConstraint('rij', name=op.f('uq_breekglas_rij')),
    sa.CheckConstraint('(oordeel IS NULL) = (beoordeeld_door IS NULL) AND (oordeel IS NULL) = (beoordeeld_op IS NULL)', name=op.f('ck_breekglas_oordeel_met_naam')),
    sa.CheckConstraint('begonnen_op < tot', name=op.f('ck_breekglas_venster')),
    sa.CheckConstraint('beoordeeld_door <> medewerker_id', name=op.f('ck_breekglas_vier_ogen')),
    sa.ForeignKeyConstraint(['beoordeeld_door'], ['medewerker.id'], name=op.f('fk_breekglas_beoordeeld_door')),
    sa.ForeignKeyConstraint(['casus_id'], ['casus.id'], name=op.f('fk_breekglas_casus_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['medewerker_id'], ['medewerker.id'], name=op.f('fk_breekglas_medewerker_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_breekglas'))
    )
    with op.batch_alter_table('breekglas', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_breekglas_casus_id'), ['casus_id'], unique=False)



def downgrade() -> None:
    op.execute("DELETE FROM toegang WHERE grond <> 'lid van de tafel'")
    _gronden("lid van de tafel")
    with op.batch_alter_table('breekglas', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_breekglas_casus_id'))

    op.drop_table('breekglas')
