"""bewaring

Revision ID: 20261122_bewaring
Revises: 20261122_accountbeheer
"""

import sqlalchemy as sa
from alembic import op

revision = '20261122_bewaring'
down_revision = '20261122_accountbeheer'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('vernietigd',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kenmerk', sa.LargeBinary(length=32), nullable=False),
    sa.Column('omvang', sa.Enum('tekst', 'alles', name='omvang', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('datum', sa.Date(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vernietigd')),
    sa.UniqueConstraint('kenmerk', 'omvang', name=op.f('uq_vernietigd_kenmerk_omvang'))
    )
    op.create_table('vernietigingsverklaring',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('partij', sa.String(length=36), nullable=False),
    sa.Column('categorie', sa.Enum('concept', 'niet behandeld', 'vrije tekst', 'hele casus', name='categorie', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('casusnummers', sa.JSON(), nullable=False),
    sa.Column('aantal', sa.Integer(), nullable=False),
    sa.Column('termijn_dagen', sa.Integer(), nullable=False),
    sa.Column('selectielijst', sa.String(length=200), nullable=False),
    sa.Column('periode_van', sa.Date(), nullable=False),
    sa.Column('periode_tot', sa.Date(), nullable=False),
    sa.Column('goedgekeurd_door', sa.JSON(), nullable=False),
    sa.Column('methode', sa.String(length=200), nullable=False),
    sa.Column('vernietigd_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('backups_tot', sa.Date(), nullable=False),
    sa.CheckConstraint('aantal >= 1', name=op.f('ck_vernietigingsverklaring_aantal')),
    sa.CheckConstraint('periode_van <= periode_tot', name=op.f('ck_vernietigingsverklaring_periode')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_vernietigingsverklaring')),
    sa.UniqueConstraint('partij', 'categorie', name=op.f('uq_vernietigingsverklaring_partij_categorie'))
    )
    op.create_table('bewaarplicht',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('casus_id', sa.Integer(), nullable=False),
    sa.Column('reden', sa.Text(), nullable=False),
    sa.Column('rij', sa.String(length=32), nullable=False),
    sa.Column('tot', sa.Date(), nullable=False),
    sa.Column('gezet_door', sa.Integer(), nullable=False),
    sa.Column('gezet_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('opgeheven_door', sa.Integer(), nullable=True),
    sa.Column('opgeheven_op', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("reden <> ''", name=op.f('ck_bewaarplicht_reden')),
    sa.CheckConstraint("substr(reden, 1, 3) IN ('', 'v1.')", name=op.f('ck_bewaarplicht_reden_dicht')),
    sa.UniqueConstraint('rij', name=op.f('uq_bewaarplicht_rij')),
    sa.CheckConstraint('(opgeheven_door IS NULL) = (opgeheven_op IS NULL)', name=op.f('ck_bewaarplicht_opgeheven')),
    sa.ForeignKeyConstraint(['casus_id'], ['casus.id'], name=op.f('fk_bewaarplicht_casus_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['gezet_door'], ['medewerker.id'], name=op.f('fk_bewaarplicht_gezet_door')),
    sa.ForeignKeyConstraint(['opgeheven_door'], ['medewerker.id'], name=op.f('fk_bewaarplicht_opgeheven_door')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bewaarplicht'))
    )
    with op.batch_alter_table('bewaarplicht', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_bewaarplicht_casus_id'), ['casus_id'], unique=False)

    op.create_table('bewaarvoorstel',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('casus_id', sa.Integer(), nullable=False),
    sa.Column('categorie', sa.Enum('concept', 'niet behandeld', 'vrije tekst', 'hele casus', name='categorie', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('vervalt_op', sa.Date(), nullable=False),
    sa.Column('voorgesteld_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('bezwaar_tot', sa.Date(), nullable=False),
    sa.Column('bezwaar_door', sa.Integer(), nullable=True),
    sa.Column('bezwaar_reden', sa.Text(), nullable=False),
    sa.Column('antwoord', sa.Text(), nullable=False),
    sa.Column('rij', sa.String(length=32), nullable=False),
    sa.Column('goedgekeurd_door', sa.Integer(), nullable=True),
    sa.Column('goedgekeurd_op', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("substr(bezwaar_reden, 1, 3) IN ('', 'v1.')", name=op.f('ck_bewaarvoorstel_bezwaar_reden_dicht')),
    sa.CheckConstraint("substr(antwoord, 1, 3) IN ('', 'v1.')", name=op.f('ck_bewaarvoorstel_antwoord_dicht')),
    sa.UniqueConstraint('rij', name=op.f('uq_bewaarvoorstel_rij')),
    sa.CheckConstraint("(bezwaar_door IS NULL) = (bezwaar_reden = '')", name=op.f('ck_bewaarvoorstel_bezwaar_met_reden')),
    sa.CheckConstraint("goedgekeurd_op IS NULL OR bezwaar_reden = '' OR antwoord <> ''", name=op.f('ck_bewaarvoorstel_bezwaar_beantwoord')),
    sa.CheckConstraint('(goedgekeurd_door IS NULL) = (goedgekeurd_op IS NULL)', name=op.f('ck_bewaarvoorstel_goedgekeurd')),
    sa.CheckConstraint('bezwaar_door IS NULL OR goedgekeurd_door IS NULL OR bezwaar_door <> goedgekeurd_door', name=op.f('ck_bewaarvoorstel_vier_ogen')),
    sa.ForeignKeyConstraint(['bezwaar_door'], ['medewerker.id'], name=op.f('fk_bewaarvoorstel_bezwaar_door')),
    sa.ForeignKeyConstraint(['casus_id'], ['casus.id'], name=op.f('fk_bewaarvoorstel_casus_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['goedgekeurd_door'], ['medewerker.id'], name=op.f('fk_bewaarvoorstel_goedgekeurd_door')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bewaarvoorstel')),
    sa.UniqueConstraint('casus_id', name=op.f('uq_bewaarvoorstel_casus_id'))
    )
    op.create_table('inzageverzoek',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kenmerk', sa.String(length=40), nullable=False),
    sa.Column('casus_id', sa.Integer(), nullable=True),
    sa.Column('ontvangen_op', sa.Date(), nullable=False),
    sa.Column('uiterlijk_op', sa.Date(), nullable=False),
    sa.Column('geregistreerd_door', sa.Integer(), nullable=False),
    sa.Column('voorbereid_door', sa.Integer(), nullable=True),
    sa.Column('voorbereid_op', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("kenmerk <> ''", name=op.f('ck_inzageverzoek_kenmerk')),
    sa.CheckConstraint('(voorbereid_door IS NULL) = (voorbereid_op IS NULL)', name=op.f('ck_inzageverzoek_voorbereid')),
    sa.CheckConstraint('ontvangen_op <= uiterlijk_op', name=op.f('ck_inzageverzoek_termijn')),
    sa.ForeignKeyConstraint(['casus_id'], ['casus.id'], name=op.f('fk_inzageverzoek_casus_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['geregistreerd_door'], ['medewerker.id'], name=op.f('fk_inzageverzoek_geregistreerd_door')),
    sa.ForeignKeyConstraint(['voorbereid_door'], ['medewerker.id'], name=op.f('fk_inzageverzoek_voorbereid_door')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_inzageverzoek')),
    sa.UniqueConstraint('kenmerk', name=op.f('uq_inzageverzoek_kenmerk'))
    )
    with op.batch_alter_table('inzageverzoek', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_inzageverzoek_casus_id'), ['casus_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('inzageverzoek', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_inzageverzoek_casus_id'))

    op.drop_table('inzageverzoek')
    op.drop_table('bewaarvoorstel')
    with op.batch_alter_table('bewaarplicht', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_bewaarplicht_casus_id'))

    op.drop_table('bewaarplicht')
    op.drop_table('vernietigingsverklaring')
    op.drop_table('vernietigd')
