"""casussen inlezen uit een bestand: wat er een uur klaarligt

Revision ID: 20261129_inlezen
Revises: 20261124_logboekgrens
"""

import sqlalchemy as sa
from alembic import op

revision = '20261129_inlezen'
down_revision = '20261128_meldingen'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('inlezing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('medewerker_id', sa.Integer(), nullable=False),
    sa.Column('begonnen_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('gelezen_als', sa.String(length=200), nullable=False),
    sa.Column('gelezen', sa.Integer(), nullable=False),
    sa.Column('overgeslagen', sa.Integer(), nullable=False),
    sa.Column('kolommen', sa.Text(), nullable=False),
    sa.Column('fouten', sa.Text(), nullable=False),
    sa.Column('bekeken', sa.Integer(), nullable=True),
    sa.Column('zacht', sa.Integer(), nullable=True),
    sa.Column('rij', sa.String(length=32), nullable=False),
    sa.CheckConstraint("substr(fouten, 1, 3) IN ('', 'v1.')", name=op.f('ck_inlezing_fouten_dicht')),
    sa.CheckConstraint("substr(kolommen, 1, 3) IN ('', 'v1.')", name=op.f('ck_inlezing_kolommen_dicht')),
    sa.CheckConstraint('(bekeken IS NULL) = (zacht IS NULL)', name=op.f('ck_inlezing_bekeken_met_zacht')),
    sa.CheckConstraint('gelezen >= 0 AND overgeslagen >= 0', name=op.f('ck_inlezing_aantallen')),
    sa.ForeignKeyConstraint(['medewerker_id'], ['medewerker.id'], name=op.f('fk_inlezing_medewerker_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inlezing')),
    sa.UniqueConstraint('medewerker_id', name=op.f('uq_inlezing_medewerker_id')),
    sa.UniqueConstraint('rij', name=op.f('uq_inlezing_rij'))
    )
    op.create_index(op.f('ix_inlezing_begonnen_op'), 'inlezing', ['begonnen_op'])
    op.create_table('inleesstuk',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('inlezing_id', sa.Integer(), nullable=False),
    sa.Column('volgnummer', sa.Integer(), nullable=False),
    sa.Column('aantal', sa.Integer(), nullable=False),
    sa.Column('rijen', sa.Text(), nullable=False),
    sa.Column('gekeurd_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('fouten', sa.Text(), nullable=False),
    sa.Column('rij', sa.String(length=32), nullable=False),
    sa.CheckConstraint("gekeurd_op IS NOT NULL OR fouten = ''", name=op.f('ck_inleesstuk_fouten_na_keuren')),
    sa.CheckConstraint("substr(fouten, 1, 3) IN ('', 'v1.')", name=op.f('ck_inleesstuk_fouten_dicht')),
    sa.CheckConstraint("substr(rijen, 1, 3) IN ('', 'v1.')", name=op.f('ck_inleesstuk_rijen_dicht')),
    sa.CheckConstraint('aantal > 0', name=op.f('ck_inleesstuk_aantal')),
    sa.ForeignKeyConstraint(['inlezing_id'], ['inlezing.id'], name=op.f('fk_inleesstuk_inlezing_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inleesstuk')),
    sa.UniqueConstraint('rij', name=op.f('uq_inleesstuk_rij'))
    )
    op.create_index(op.f('ix_inleesstuk_inlezing_id_volgnummer'), 'inleesstuk', ['inlezing_id', 'volgnummer'], unique=True)



def downgrade() -> None:
    op.drop_table('inleesstuk')
    op.drop_table('inlezing')
