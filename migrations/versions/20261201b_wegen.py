"""wegen: meer oplossingen, rondes, bedragen, en een minderheidsstandpunt van iemand

What one weighing carried moves along: its oplossing becomes number 1 beside "niets doen", and a dissent without a name is
written under the weging, for nobody knows any more whose it was. Texts are locked to their place, so this needs the keys.

Revision ID: 20261201b_wegen
Revises: 20261130c_bibliotheek
"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from maatwerk.kern.kluis import kluis_van

revision = '20261201b_wegen'
down_revision = '20261130c_bibliotheek'
branch_labels = None
depends_on = None

AFWIJKING = sa.Enum('geen vergelijkbare les', 'wijkt niet af', 'wijkt af', name='afwijking', native_enum=False, create_constraint=True, length=40)
KANT = sa.Enum('kosten', 'baten', name='kant', native_enum=False, create_constraint=True, length=40)
RITME = sa.Enum('eenmalig', 'per maand', name='ritme', native_enum=False, create_constraint=True, length=40)
VERBORGEN = "onthuld_op IS NOT NULL OR (legitimiteit = '' AND betrokkenheid = '' AND rendement = '' AND weging = '')"
NU_VERBORGEN = VERBORGEN.removesuffix(')') + " AND afwijking IS NULL AND afwijking_motivering = '')"
KOP = "Minderheidsstandpunt: "

afweging = sa.table('afweging', *map(sa.column, ('id', 'agendapunt_id', 'ronde', 'rij', 'oplossing', 'weging', 'minderheidsstandpunt')))
oplossing = sa.table('oplossing', *map(sa.column, ('id', 'agendapunt_id', 'nummer', 'tekst', 'niet_in_geld', 'vanaf_ronde', 'ingetrokken_op', 'versie', 'rij')))
weging = sa.table('weging', *map(sa.column, ('id', 'afweging_id', 'oplossing_id')))


def dicht(tabel: str, *kolommen: str) -> list[sa.CheckConstraint]:
    return [sa.CheckConstraint(f"substr({naam}, 1, 3) IN ('', 'v1.')", name=op.f(f'ck_{tabel}_{naam}_dicht')) for naam in kolommen]


def upgrade() -> None:
    op.create_table('oplossing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('agendapunt_id', sa.Integer(), nullable=False),
    sa.Column('nummer', sa.Integer(), nullable=False),
    sa.Column('tekst', sa.Text(), nullable=False),
    sa.Column('niet_in_geld', sa.Text(), nullable=False),
    sa.Column('vanaf_ronde', sa.Integer(), nullable=True),
    sa.Column('ingetrokken_op', sa.DateTime(timezone=True), nullable=True),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.Column('rij', sa.String(length=32), nullable=False),
    *dicht('oplossing', 'tekst', 'niet_in_geld'),
    sa.CheckConstraint('nummer >= 0', name=op.f('ck_oplossing_nummer')),
    sa.CheckConstraint("nummer = 0 OR tekst <> ''", name=op.f('ck_oplossing_tekst')),
    sa.CheckConstraint('ingetrokken_op IS NULL OR (nummer > 0 AND vanaf_ronde IS NULL)', name=op.f('ck_oplossing_ingetrokken')),
    sa.CheckConstraint('vanaf_ronde >= 1', name=op.f('ck_oplossing_vanaf_ronde')),
    sa.ForeignKeyConstraint(['agendapunt_id'], ['agendapunt.id'], name=op.f('fk_oplossing_agendapunt_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_oplossing')),
    sa.UniqueConstraint('agendapunt_id', 'nummer', name=op.f('uq_oplossing_agendapunt_id_nummer')),
    sa.UniqueConstraint('rij', name=op.f('uq_oplossing_rij'))
    )
    op.create_table('bedrag',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('oplossing_id', sa.Integer(), nullable=False),
    sa.Column('kant', KANT, nullable=False),
    sa.Column('ritme', RITME, nullable=False),
    sa.Column('partij', sa.Text(), nullable=False),
    sa.Column('omschrijving', sa.Text(), nullable=False),
    sa.Column('laag', sa.Integer(), nullable=False),
    sa.Column('hoog', sa.Integer(), nullable=False),
    sa.Column('bron', sa.Text(), nullable=False),
    sa.Column('jaar', sa.Integer(), nullable=False),
    sa.Column('rij', sa.String(length=32), nullable=False),
    *dicht('bedrag', 'partij', 'omschrijving', 'bron'),
    sa.CheckConstraint('laag >= 0 AND hoog >= laag AND hoog <= 1000000000', name=op.f('ck_bedrag_laag_tot_hoog')),
    sa.CheckConstraint("partij <> '' AND bron <> ''", name=op.f('ck_bedrag_partij_en_bron')),
    sa.CheckConstraint('jaar BETWEEN 2000 AND 2099', name=op.f('ck_bedrag_jaar')),
    sa.ForeignKeyConstraint(['oplossing_id'], ['oplossing.id'], name=op.f('fk_bedrag_oplossing_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bedrag')),
    sa.UniqueConstraint('rij', name=op.f('uq_bedrag_rij'))
    )
    op.create_index(op.f('ix_bedrag_oplossing_id'), 'bedrag', ['oplossing_id'])
    op.create_table('minderheidsstandpunt',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('afweging_id', sa.Integer(), nullable=False),
    sa.Column('medewerker_id', sa.Integer(), nullable=False),
    sa.Column('tekst', sa.Text(), nullable=False),
    sa.Column('reden', sa.Text(), nullable=False),
    sa.Column('versie', sa.Integer(), nullable=False),
    sa.Column('rij', sa.String(length=32), nullable=False),
    *dicht('minderheidsstandpunt', 'tekst', 'reden'),
    sa.CheckConstraint("tekst <> '' AND reden <> ''", name=op.f('ck_minderheidsstandpunt_tekst_en_reden')),
    sa.ForeignKeyConstraint(['afweging_id'], ['afweging.id'], name=op.f('fk_minderheidsstandpunt_afweging_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['medewerker_id'], ['medewerker.id'], name=op.f('fk_minderheidsstandpunt_medewerker_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_minderheidsstandpunt')),
    sa.UniqueConstraint('afweging_id', 'medewerker_id', name=op.f('uq_minderheidsstandpunt_afweging_id_medewerker_id')),
    sa.UniqueConstraint('rij', name=op.f('uq_minderheidsstandpunt_rij'))
    )
    with op.batch_alter_table('weging') as tabel:
        tabel.add_column(sa.Column('oplossing_id', sa.Integer(), nullable=True))
        tabel.add_column(sa.Column('versie', sa.Integer(), nullable=False, server_default='1'))
    with op.batch_alter_table('afweging') as tabel:
        tabel.add_column(sa.Column('ronde', sa.Integer(), nullable=False, server_default='1'))
        tabel.add_column(sa.Column('afwijking', sa.String(length=40), nullable=True))
        tabel.add_column(sa.Column('afwijking_motivering', sa.Text(), nullable=False, server_default=''))
    _zet_om()
    with op.batch_alter_table('weging') as tabel:
        tabel.alter_column('oplossing_id', existing_type=sa.Integer(), nullable=False)
        tabel.alter_column('versie', existing_type=sa.Integer(), server_default=None)
        tabel.create_check_constraint(op.f('ck_weging_versie'), 'versie >= 1')
        tabel.create_foreign_key(op.f('fk_weging_oplossing_id'), 'oplossing', ['oplossing_id'], ['id'], ondelete='CASCADE')
        tabel.drop_constraint(op.f('uq_weging_afweging_id_medewerker_id_waarde'), type_='unique')
        tabel.create_unique_constraint(op.f('uq_weging_afweging_id_oplossing_id_medewerker_id_waarde'), ['afweging_id', 'oplossing_id', 'medewerker_id', 'waarde'])
        tabel.create_index(op.f('ix_weging_oplossing_id'), ['oplossing_id'])
    with op.batch_alter_table('afweging') as tabel:
        tabel.drop_constraint(op.f('uq_afweging_agendapunt_id'), type_='unique')
        tabel.create_unique_constraint(op.f('uq_afweging_agendapunt_id_ronde'), ['agendapunt_id', 'ronde'])
        for naam in ('oplossing', 'oplossing_dicht', 'minderheidsstandpunt_dicht', 'motivering_na_onthulling'):
            tabel.drop_constraint(op.f(f'ck_afweging_{naam}'), type_='check')
        tabel.drop_column('oplossing')
        tabel.drop_column('minderheidsstandpunt')
        tabel.alter_column('ronde', existing_type=sa.Integer(), server_default=None)
        tabel.alter_column('afwijking_motivering', existing_type=sa.Text(), server_default=None)
        tabel.create_check_constraint(op.f('ck_afweging_ronde'), 'ronde >= 1')
        tabel.create_check_constraint(op.f('ck_afweging_motivering_na_onthulling'), NU_VERBORGEN)
        tabel.create_check_constraint(op.f('ck_afweging_afwijking_gemotiveerd'), "afwijking <> 'wijkt af' OR afwijking_motivering <> ''")
        tabel.create_check_constraint(op.f('ck_afweging_afwijking'), "afwijking IN ('geen vergelijkbare les', 'wijkt niet af', 'wijkt af')")
        tabel.create_check_constraint(op.f('ck_afweging_afwijking_motivering_dicht'), "substr(afwijking_motivering, 1, 3) IN ('', 'v1.')")


def _zet_om() -> None:
    verbinding = op.get_bind()
    kluis = kluis_van(verbinding.dialect)
    for oud in verbinding.execute(sa.select(afweging)).mappings().all():
        for nummer in (0, 1):
            rij = uuid4().hex
            tekst = kluis.versleutel(kluis.ontsleutel(oud['oplossing'], f"afweging.oplossing.{oud['rij']}"), f"oplossing.tekst.{rij}") if nummer else ''
            verbinding.execute(sa.insert(oplossing).values(
                agendapunt_id=oud['agendapunt_id'], nummer=nummer, tekst=tekst, niet_in_geld='', vanaf_ronde=1, versie=1, rij=rij
            ))
        deze = sa.select(oplossing.c.id).where(oplossing.c.agendapunt_id == oud['agendapunt_id'], oplossing.c.nummer == 1)
        verbinding.execute(sa.update(weging).where(weging.c.afweging_id == oud['id']).values(oplossing_id=deze.scalar_subquery()))
        if oud['minderheidsstandpunt']:
            plek = f"afweging.weging.{oud['rij']}"
            samen = kluis.ontsleutel(oud['weging'], plek) if oud['weging'] else ''
            tegen = kluis.ontsleutel(oud['minderheidsstandpunt'], f"afweging.minderheidsstandpunt.{oud['rij']}")
            nieuw = kluis.versleutel(f"{samen}\n\n{KOP}{tegen}".strip(), plek)
            verbinding.execute(sa.update(afweging).where(afweging.c.id == oud['id']).values(weging=nieuw))


def downgrade() -> None:
    """Go back to one oplossing and the first round: what later ones hold has no place there."""
    verbinding = op.get_bind()
    kluis = kluis_van(verbinding.dialect)
    op.execute("DELETE FROM weging WHERE oplossing_id IN (SELECT id FROM oplossing WHERE nummer <> 1)")
    op.execute("DELETE FROM weging WHERE afweging_id IN (SELECT id FROM afweging WHERE ronde > 1)")
    op.execute("DELETE FROM minderheidsstandpunt")
    op.execute("DELETE FROM afweging WHERE ronde > 1")
    with op.batch_alter_table('afweging') as tabel:
        for naam in ('ronde', 'motivering_na_onthulling', 'afwijking_gemotiveerd', 'afwijking', 'afwijking_motivering_dicht'):
            tabel.drop_constraint(op.f(f'ck_afweging_{naam}'), type_='check')
        tabel.add_column(sa.Column('oplossing', sa.Text(), nullable=False, server_default=''))
        tabel.add_column(sa.Column('minderheidsstandpunt', sa.Text(), nullable=False, server_default=''))
    vraag = sa.select(afweging.c.id, afweging.c.rij, oplossing.c.tekst, oplossing.c.rij.label('van')).where(
        oplossing.c.agendapunt_id == afweging.c.agendapunt_id, oplossing.c.nummer == 1
    )
    for rij in verbinding.execute(vraag).mappings().all():
        tekst = kluis.ontsleutel(rij['tekst'], f"oplossing.tekst.{rij['van']}")
        dicht_ = kluis.versleutel(tekst, f"afweging.oplossing.{rij['rij']}")
        verbinding.execute(sa.update(afweging).where(afweging.c.id == rij['id']).values(oplossing=dicht_))
    with op.batch_alter_table('afweging') as tabel:
        tabel.drop_constraint(op.f('uq_afweging_agendapunt_id_ronde'), type_='unique')
        tabel.create_unique_constraint(op.f('uq_afweging_agendapunt_id'), ['agendapunt_id'])
        tabel.drop_column('ronde')
        tabel.drop_column('afwijking')
        tabel.drop_column('afwijking_motivering')
        tabel.alter_column('oplossing', existing_type=sa.Text(), server_default=None)
        tabel.alter_column('minderheidsstandpunt', existing_type=sa.Text(), server_default=None)
        tabel.create_check_constraint(op.f('ck_afweging_oplossing'), "oplossing <> ''")
        tabel.create_check_constraint(op.f('ck_afweging_motivering_na_onthulling'), VERBORGEN)
        for naam in ('oplossing', 'minderheidsstandpunt'):
            tabel.create_check_constraint(op.f(f'ck_afweging_{naam}_dicht'), f"substr({naam}, 1, 3) IN ('', 'v1.')")
    with op.batch_alter_table('weging') as tabel:
        tabel.drop_index(op.f('ix_weging_oplossing_id'))
        tabel.drop_constraint(op.f('uq_weging_afweging_id_oplossing_id_medewerker_id_waarde'), type_='unique')
        tabel.drop_constraint(op.f('fk_weging_oplossing_id'), type_='foreignkey')
        tabel.drop_constraint(op.f('ck_weging_versie'), type_='check')
        tabel.drop_column('oplossing_id')
        tabel.drop_column('versie')
        tabel.create_unique_constraint(op.f('uq_weging_afweging_id_medewerker_id_waarde'), ['afweging_id', 'medewerker_id', 'waarde'])
    op.drop_table('minderheidsstandpunt')
    op.drop_table('bedrag')
    op.drop_table('oplossing')
