"""andere wegen naar binnen: het account van de organisatie en toegangssleutels

Revision ID: 20261123_wegen
Revises: 20261123
"""

import sqlalchemy as sa
from alembic import op

revision = '20261123_wegen'
down_revision = '20261123'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('identiteit',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('medewerker_id', sa.Integer(), nullable=False),
    sa.Column('iss', sa.String(length=255), nullable=False),
    sa.Column('sub', sa.String(length=255), nullable=False),
    sa.Column('gekoppeld_op', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['medewerker_id'], ['medewerker.id'], name=op.f('fk_identiteit_medewerker_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_identiteit')),
    sa.UniqueConstraint('iss', 'sub', name=op.f('uq_identiteit_iss_sub')),
    sa.UniqueConstraint('medewerker_id', 'iss', name=op.f('uq_identiteit_medewerker_id_iss'))
    )
    op.create_table('toegangssleutel',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('medewerker_id', sa.Integer(), nullable=False),
    sa.Column('credential_id', sa.LargeBinary(), nullable=False),
    sa.Column('public_key', sa.LargeBinary(), nullable=False),
    sa.Column('sign_count', sa.BigInteger(), nullable=False),
    sa.Column('naam', sa.String(length=200), nullable=False),
    sa.Column('gemaakt_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('gebruikt_op', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("naam <> ''", name=op.f('ck_toegangssleutel_naam')),
    sa.CheckConstraint('sign_count >= 0', name=op.f('ck_toegangssleutel_sign_count')),
    sa.ForeignKeyConstraint(['medewerker_id'], ['medewerker.id'], name=op.f('fk_toegangssleutel_medewerker_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_toegangssleutel')),
    sa.UniqueConstraint('credential_id', name=op.f('uq_toegangssleutel_credential_id'))
    )
    op.create_index(op.f('ix_toegangssleutel_medewerker_id'), 'toegangssleutel', ['medewerker_id'])
    op.create_table('uitdaging',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('waarde', sa.LargeBinary(length=64), nullable=False),
    sa.Column('doel', sa.Enum('registreren', 'gebruiken', name='doel', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('gemaakt_op', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['id'], ['aanmelding.id'], name=op.f('fk_uitdaging_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_uitdaging'))
    )


def downgrade() -> None:
    op.drop_table('uitdaging')
    op.drop_table('toegangssleutel')
    op.drop_table('identiteit')
