"""meldingen: wat is aan wie verteld, en hoe wil die het horen

Revision ID: 20261128_meldingen
Revises: 20261124_logboekgrens
"""

import sqlalchemy as sa
from alembic import op

revision = '20261128_meldingen'
down_revision = '20261127_triage'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('berichtvoorkeur',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('medewerker_id', sa.Integer(), nullable=False),
    sa.Column('groep', sa.Enum('spoed', 'vraag', 'nieuws', 'herinnering', name='groep', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('wijze', sa.Enum('meteen', 'dagelijks', 'geen', name='wijze', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('uur', sa.Integer(), nullable=False),
    sa.CheckConstraint("groep <> 'spoed'", name=op.f('ck_berichtvoorkeur_spoed_altijd_meteen')),
    sa.CheckConstraint('uur BETWEEN 0 AND 23', name=op.f('ck_berichtvoorkeur_uur')),
    sa.ForeignKeyConstraint(['medewerker_id'], ['medewerker.id'], name=op.f('fk_berichtvoorkeur_medewerker_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_berichtvoorkeur')),
    sa.UniqueConstraint('medewerker_id', 'groep', name=op.f('uq_berichtvoorkeur_medewerker_id_groep'))
    )
    op.create_table('melding',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('medewerker_id', sa.Integer(), nullable=False),
    sa.Column('soort', sa.Enum('spoed', 'ingediend', 'aanvullen', 'gereed', 'opgelost', 'niet voor de tafel', 'ingepland', 'van agenda', 'besluit', 'tweede ronde', 'actie', 'actie klaar', 'opvolging', 'hervat', 'afgesloten', 'ingetrokken', 'waarneming', 'overdracht', 'agenda', 'les controleren', 'les instemmen', 'les ingestemd', 'les gepubliceerd', 'signaal', 'termijn triage', 'termijn aanvullen', 'termijn actie', 'termijn controle', 'termijn les controleren', 'termijn les instemmen', 'vervalt', 'bezwaar', name='soort', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('casus_id', sa.Integer(), nullable=True),
    sa.Column('ding_id', sa.Integer(), nullable=False),
    sa.Column('keer', sa.Integer(), nullable=False),
    sa.Column('dag', sa.Date(), nullable=True),
    sa.Column('wanneer', sa.DateTime(timezone=True), nullable=False),
    sa.Column('gelezen_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('verwerkt_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('post_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('casus_id IS NOT NULL OR ding_id > 0', name=op.f('ck_melding_ergens_over')),
    sa.CheckConstraint('post_id IS NULL OR verwerkt_op IS NOT NULL', name=op.f('ck_melding_gemaild_is_verwerkt')),
    sa.ForeignKeyConstraint(['casus_id'], ['casus.id'], name=op.f('fk_melding_casus_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['medewerker_id'], ['medewerker.id'], name=op.f('fk_melding_medewerker_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['post_id'], ['post.id'], name=op.f('fk_melding_post_id'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_melding')),
    sa.UniqueConstraint('medewerker_id', 'soort', 'casus_id', 'ding_id', name=op.f('uq_melding_medewerker_id_soort_casus_id_ding_id'))
    )
    op.create_index(op.f('ix_melding_casus_id'), 'melding', ['casus_id'])
    op.create_index(op.f('ix_melding_medewerker_id_wanneer'), 'melding', ['medewerker_id', 'wanneer'])
    op.create_index(op.f('ix_melding_post_id'), 'melding', ['post_id'])
    op.create_index(op.f('ix_melding_verwerkt_op'), 'melding', ['verwerkt_op'])
    op.create_index('uq_melding_zonder_casus', 'melding', ['medewerker_id', 'soort', 'ding_id'], unique=True, sqlite_where=sa.text('casus_id IS NULL'), postgresql_where=sa.text('casus_id IS NULL'))


def downgrade() -> None:
    op.drop_table('melding')
    op.drop_table('berichtvoorkeur')
