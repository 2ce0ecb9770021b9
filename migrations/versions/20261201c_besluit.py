"""besluit: de ruimte in de wet, en de ladder waarlangs een doorbraak omhoog gaat

Revision ID: 20261201c_besluit
Revises: 20261201b_wegen
"""

import sqlalchemy as sa
from alembic import op

revision = '20261201c_besluit'
down_revision = '20261201b_wegen'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('doorbraak') as tabel:
        tabel.add_column(sa.Column('ruimte', sa.Text(), server_default='', nullable=False))
        tabel.create_check_constraint(op.f('ck_doorbraak_ruimte_dicht'), "substr(ruimte, 1, 3) IN ('', 'v1.')")
    with op.batch_alter_table('doorbraak') as tabel:
        tabel.alter_column('ruimte', server_default=None)
    op.create_table('opschaling',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('doorbraak_id', sa.Integer(), nullable=False),
    sa.Column('trede', sa.Enum('collega', 'wijktafel', 'stedelijk overleg', 'directie of wethouder', 'uitvoeringsorganisatie', 'Landelijk Maatwerkloket', 'ministerie', name='trede', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('gericht_aan', sa.Text(), nullable=False),
    sa.Column('gevraagd_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('antwoord_voor', sa.Date(), nullable=False),
    sa.Column('antwoord', sa.Enum('toegezegd', 'afgewezen', name='antwoord', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('reden', sa.Text(), nullable=False),
    sa.Column('geantwoord_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.Column('rij', sa.String(length=32), nullable=False),
    sa.CheckConstraint("gericht_aan <> ''", name=op.f('ck_opschaling_gericht_aan')),
    sa.CheckConstraint('(antwoord IS NULL) = (geantwoord_op IS NULL)', name=op.f('ck_opschaling_antwoord_met_moment')),
    sa.CheckConstraint("antwoord IS NULL OR antwoord <> 'afgewezen' OR reden <> ''", name=op.f('ck_opschaling_afgewezen_met_reden')),
    sa.CheckConstraint("substr(gericht_aan, 1, 3) IN ('', 'v1.')", name=op.f('ck_opschaling_gericht_aan_dicht')),
    sa.CheckConstraint("substr(reden, 1, 3) IN ('', 'v1.')", name=op.f('ck_opschaling_reden_dicht')),
    sa.ForeignKeyConstraint(['doorbraak_id'], ['doorbraak.id'], name=op.f('fk_opschaling_doorbraak_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_opschaling')),
    sa.UniqueConstraint('rij', name=op.f('uq_opschaling_rij'))
    )
    op.create_index(op.f('ix_opschaling_doorbraak_id'), 'opschaling', ['doorbraak_id'])
    open_ = sa.text('geantwoord_op IS NULL')
    op.create_index('uq_opschaling_open', 'opschaling', ['doorbraak_id'], unique=True, sqlite_where=open_, postgresql_where=open_)


def downgrade() -> None:
    op.drop_table('opschaling')
    with op.batch_alter_table('doorbraak') as tabel:
        tabel.drop_constraint(op.f('ck_doorbraak_ruimte_dicht'), type_='check')
        tabel.drop_column('ruimte')
