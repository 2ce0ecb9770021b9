"""cockpit: een stand per zitting voor de schermen, en de klok kan stilstaan

Revision ID: 20261201d_cockpit
Revises: 20261201c_besluit
"""

import sqlalchemy as sa
from alembic import op

revision = '20261201d_cockpit'
down_revision = '20261201c_besluit'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('zitting', sa.Column('stand', sa.Integer(), server_default='0', nullable=False))
    op.create_table('pauze',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agendapunt_id', sa.Integer(), nullable=False),
    sa.Column('reden', sa.Text(), nullable=False),
    sa.Column('van', sa.DateTime(timezone=True), nullable=False),
    sa.Column('tot', sa.DateTime(timezone=True), nullable=True),
    sa.Column('rij', sa.String(length=32), nullable=False),
    sa.CheckConstraint("reden <> ''", name=op.f('ck_pauze_reden')),
    sa.CheckConstraint("substr(reden, 1, 3) IN ('', 'v1.')", name=op.f('ck_pauze_reden_dicht')),
    sa.CheckConstraint('tot >= van', name=op.f('ck_pauze_venster')),
    sa.ForeignKeyConstraint(['agendapunt_id'], ['agendapunt.id'], name=op.f('fk_pauze_agendapunt_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pauze')),
    sa.UniqueConstraint('rij', name=op.f('uq_pauze_rij'))
    )
    op.create_index(op.f('ix_pauze_agendapunt_id'), 'pauze', ['agendapunt_id'])
    op.create_index('uq_pauze_open', 'pauze', ['agendapunt_id'], unique=True, sqlite_where=sa.text('tot IS NULL'), postgresql_where=sa.text('tot IS NULL'))


def downgrade() -> None:
    op.drop_table('pauze')
    op.drop_column('zitting', 'stand')
