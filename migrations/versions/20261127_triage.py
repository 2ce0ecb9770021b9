"""triage: vragen, aanvullingen, toetsen, uitnodigingen, filters, overdracht

Revision ID: 20261127_triage
Revises: 20261124_logboekgrens
"""

import sqlalchemy as sa
from alembic import op

revision = '20261127_triage'
down_revision = '20261126_nalezen'
branch_labels = None
depends_on = None


def _gronden(*woorden: str) -> None:
    """Let a Toegang have these gronden."""
    lijst = ", ".join(f"'{woord}'" for woord in woorden)
    with op.batch_alter_table("toegang") as tabel:
        tabel.drop_constraint(op.f("ck_toegang_grond"), type_="check")
        tabel.create_check_constraint(op.f("ck_toegang_grond"), f"grond IN ({lijst})")


def upgrade() -> None:
    op.create_table('werkfilter',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('medewerker_id', sa.Integer(), nullable=False),
    sa.Column('naam', sa.Text(), nullable=False),
    sa.Column('keuze', sa.Text(), nullable=False),
    sa.Column('rij', sa.String(length=32), nullable=False),
    sa.CheckConstraint("naam <> '' AND keuze <> ''", name=op.f('ck_werkfilter_naam_en_keuze')),
    sa.CheckConstraint("substr(keuze, 1, 3) IN ('', 'v1.')", name=op.f('ck_werkfilter_keuze_dicht')),
    sa.CheckConstraint("substr(naam, 1, 3) IN ('', 'v1.')", name=op.f('ck_werkfilter_naam_dicht')),
    sa.ForeignKeyConstraint(['medewerker_id'], ['medewerker.id'], name=op.f('fk_werkfilter_medewerker_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_werkfilter')),
    sa.UniqueConstraint('rij', name=op.f('uq_werkfilter_rij'))
    )
    with op.batch_alter_table('werkfilter', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_werkfilter_medewerker_id'), ['medewerker_id'], unique=False)

    op.create_table('aanvulling',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('casus_id', sa.Integer(), nullable=False),
    sa.Column('tekst', sa.Text(), nullable=False),
    sa.Column('geschreven_door', sa.Integer(), nullable=False),
    sa.Column('geschreven_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('rij', sa.String(length=32), nullable=False),
    sa.CheckConstraint("substr(tekst, 1, 3) IN ('', 'v1.')", name=op.f('ck_aanvulling_tekst_dicht')),
    sa.CheckConstraint("tekst <> ''", name=op.f('ck_aanvulling_tekst')),
    sa.ForeignKeyConstraint(['casus_id'], ['casus.id'], name=op.f('fk_aanvulling_casus_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['geschreven_door'], ['medewerker.id'], name=op.f('fk_aanvulling_geschreven_door')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_aanvulling')),
    sa.UniqueConstraint('rij', name=op.f('uq_aanvulling_rij'))
    )
    with op.batch_alter_table('aanvulling', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_aanvulling_casus_id'), ['casus_id'], unique=False)

    op.create_table('overdracht',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('casus_id', sa.Integer(), nullable=False),
    sa.Column('van_id', sa.Integer(), nullable=False),
    sa.Column('naar_id', sa.Integer(), nullable=False),
    sa.Column('door_id', sa.Integer(), nullable=False),
    sa.Column('overgedragen_op', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint('van_id <> naar_id', name=op.f('ck_overdracht_aan_een_ander')),
    sa.ForeignKeyConstraint(['casus_id'], ['casus.id'], name=op.f('fk_overdracht_casus_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['door_id'], ['medewerker.id'], name=op.f('fk_overdracht_door_id')),
    sa.ForeignKeyConstraint(['naar_id'], ['medewerker.id'], name=op.f('fk_overdracht_naar_id')),
    sa.ForeignKeyConstraint(['van_id'], ['medewerker.id'], name=op.f('fk_overdracht_van_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_overdracht'))
    )
    with op.batch_alter_table('overdracht', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_overdracht_casus_id'), ['casus_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_overdracht_naar_id'), ['naar_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_overdracht_van_id'), ['van_id'], unique=False)

    op.create_table('triagetoets',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('casus_id', sa.Integer(), nullable=False),
    sa.Column('toets', sa.Enum('compleet', 'systeem', 'beslisser', 'privacy', name='toets', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('uitslag', sa.Enum('ja', 'nee', name='uitslag', native_enum=False, create_constraint=True, length=40), nullable=True),
    sa.Column('toelichting', sa.Text(), nullable=False),
    sa.Column('getoetst_door', sa.Integer(), nullable=False),
    sa.Column('getoetst_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('rij', sa.String(length=32), nullable=False),
    sa.CheckConstraint("substr(toelichting, 1, 3) IN ('', 'v1.')", name=op.f('ck_triagetoets_toelichting_dicht')),
    sa.ForeignKeyConstraint(['casus_id'], ['casus.id'], name=op.f('fk_triagetoets_casus_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['getoetst_door'], ['medewerker.id'], name=op.f('fk_triagetoets_getoetst_door')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_triagetoets')),
    sa.UniqueConstraint('casus_id', 'toets', name=op.f('uq_triagetoets_casus_id_toets')),
    sa.UniqueConstraint('rij', name=op.f('uq_triagetoets_rij'))
    )
    op.create_table('triagevraag',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('casus_id', sa.Integer(), nullable=False),
    sa.Column('vraag', sa.Text(), nullable=False),
    sa.Column('gesteld_door', sa.Integer(), nullable=True),
    sa.Column('gesteld_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('antwoord', sa.Text(), nullable=False),
    sa.Column('beantwoord_door', sa.Integer(), nullable=True),
    sa.Column('beantwoord_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('rij', sa.String(length=32), nullable=False),
    sa.CheckConstraint("(antwoord = '') = (beantwoord_op IS NULL) AND (beantwoord_door IS NULL) = (beantwoord_op IS NULL)", name=op.f('ck_triagevraag_antwoord_met_naam')),
    sa.CheckConstraint("substr(antwoord, 1, 3) IN ('', 'v1.')", name=op.f('ck_triagevraag_antwoord_dicht')),
    sa.CheckConstraint("substr(vraag, 1, 3) IN ('', 'v1.')", name=op.f('ck_triagevraag_vraag_dicht')),
    sa.CheckConstraint("vraag <> ''", name=op.f('ck_triagevraag_vraag')),
    sa.ForeignKeyConstraint(['beantwoord_door'], ['medewerker.id'], name=op.f('fk_triagevraag_beantwoord_door')),
    sa.ForeignKeyConstraint(['casus_id'], ['casus.id'], name=op.f('fk_triagevraag_casus_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['gesteld_door'], ['medewerker.id'], name=op.f('fk_triagevraag_gesteld_door')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_triagevraag')),
    sa.UniqueConstraint('rij', name=op.f('uq_triagevraag_rij'))
    )
    with op.batch_alter_table('triagevraag', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_triagevraag_casus_id'), ['casus_id'], unique=False)

    op.create_table('uitnodiging',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('casus_id', sa.Integer(), nullable=False),
    sa.Column('medewerker_id', sa.Integer(), nullable=True),
    sa.Column('organisatie', sa.Text(), nullable=False),
    sa.Column('functie', sa.Text(), nullable=False),
    sa.Column('gevraagd_door', sa.Integer(), nullable=False),
    sa.Column('gevraagd_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('rij', sa.String(length=32), nullable=False),
    sa.CheckConstraint("(medewerker_id IS NULL) = (organisatie <> '')", name=op.f('ck_uitnodiging_medewerker_of_organisatie')),
    sa.CheckConstraint("substr(functie, 1, 3) IN ('', 'v1.')", name=op.f('ck_uitnodiging_functie_dicht')),
    sa.CheckConstraint("substr(organisatie, 1, 3) IN ('', 'v1.')", name=op.f('ck_uitnodiging_organisatie_dicht')),
    sa.ForeignKeyConstraint(['casus_id'], ['casus.id'], name=op.f('fk_uitnodiging_casus_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['gevraagd_door'], ['medewerker.id'], name=op.f('fk_uitnodiging_gevraagd_door')),
    sa.ForeignKeyConstraint(['medewerker_id'], ['medewerker.id'], name=op.f('fk_uitnodiging_medewerker_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_uitnodiging')),
    sa.UniqueConstraint('casus_id', 'medewerker_id', name=op.f('uq_uitnodiging_casus_id_medewerker_id')),
    sa.UniqueConstraint('rij', name=op.f('uq_uitnodiging_rij'))
    )
    with op.batch_alter_table('uitnodiging', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_uitnodiging_medewerker_id'), ['medewerker_id'], unique=False)

    op.add_column('casus', sa.Column('teruggekomen_op', sa.DateTime(timezone=True), nullable=True))
    _gronden("lid van de tafel", "advies op afroep", "waarneming", "breekglas")



def downgrade() -> None:
    op.execute("DELETE FROM toegang WHERE grond = 'advies op afroep'")
    _gronden("lid van de tafel", "waarneming", "breekglas")
    op.execute("ALTER TABLE casus DROP COLUMN teruggekomen_op")  # no copy of the table: its counter must live on

    with op.batch_alter_table('uitnodiging', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_uitnodiging_medewerker_id'))

    op.drop_table('uitnodiging')
    with op.batch_alter_table('triagevraag', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_triagevraag_casus_id'))

    op.drop_table('triagevraag')
    op.drop_table('triagetoets')
    with op.batch_alter_table('overdracht', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_overdracht_van_id'))
        batch_op.drop_index(batch_op.f('ix_overdracht_naar_id'))
        batch_op.drop_index(batch_op.f('ix_overdracht_casus_id'))

    op.drop_table('overdracht')
    with op.batch_alter_table('aanvulling', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_aanvulling_casus_id'))

    op.drop_table('aanvulling')
    with op.batch_alter_table('werkfilter', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_werkfilter_medewerker_id'))

    op.drop_table('werkfilter')
