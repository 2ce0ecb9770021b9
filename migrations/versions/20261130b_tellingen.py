"""cijfers van afgesloten kwartalen en jaren, zoals zij getoond mogen worden

Revision ID: 20261130b_tellingen
Revises: 20261130_vrijgave
"""

import sqlalchemy as sa
from alembic import op

revision = '20261130b_tellingen'
down_revision = '20261130_vrijgave'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('cijferperiode',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('periode', sa.String(length=200), nullable=False),
    sa.Column('maat', sa.Enum('kwartaal', 'jaar', name='maat', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('afgesloten_op', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("periode <> ''", name=op.f('ck_cijferperiode_periode')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cijferperiode')),
    sa.UniqueConstraint('periode', name=op.f('uq_cijferperiode_periode'))
    )
    op.create_table('cijfer',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('periode', sa.String(length=200), nullable=False),
    sa.Column('tabel', sa.String(length=200), nullable=False),
    sa.Column('bij_rij', sa.String(length=200), nullable=False),
    sa.Column('bij_kolom', sa.String(length=200), nullable=False),
    sa.Column('aantal', sa.Integer(), nullable=False),
    sa.Column('drempel', sa.Integer(), nullable=False),
    sa.CheckConstraint('aantal >= drempel AND drempel >= 1', name=op.f('ck_cijfer_niet_onder_de_drempel')),
    sa.ForeignKeyConstraint(['periode'], ['cijferperiode.periode'], name=op.f('fk_cijfer_periode'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_cijfer')),
    sa.UniqueConstraint('periode', 'tabel', 'bij_rij', 'bij_kolom', name=op.f('uq_cijfer_periode_tabel_bij_rij_bij_kolom'))
    )


def downgrade() -> None:
    op.drop_table('cijfer')
    op.drop_table('cijferperiode')
