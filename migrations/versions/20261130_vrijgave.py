"""de poort van een les: vondsten, kenmerken, controle, termijn, bezwaar, het vaste moment

Revision ID: 20261130_vrijgave
Revises: 20261129_inlezen
"""

from datetime import date, timedelta

import sqlalchemy as sa
from alembic import op

revision = '20261130_vrijgave'
down_revision = '20261129_inlezen'
branch_labels = None
depends_on = None

SOORTEN = (
    "spoed", "ingediend", "aanvullen", "gereed", "opgelost", "niet voor de tafel", "ingepland", "van agenda", "besluit", "tweede ronde", "actie", "actie klaar",
    "opvolging", "hervat", "afgesloten", "ingetrokken", "waarneming", "overdracht", "agenda", "les controleren", "les instemmen", "les ingestemd", "les gepubliceerd", "signaal",
    "termijn triage", "termijn aanvullen", "termijn actie", "termijn controle", "termijn les controleren", "termijn les instemmen", "vervalt", "bezwaar",
)
STATUSSEN = ("concept", "gecontroleerd", "gepubliceerd", "ingetrokken")
NIEUWE_STATUSSEN = ("concept", "gecontroleerd", "vrijgegeven", "gepubliceerd", "ingetrokken")
VRAGEN = ("inwoner", "buurman", "collega", "uniek")
UIT = "status NOT IN ('gepubliceerd', 'ingetrokken') OR ingestemd_op IS NOT NULL"
UIT_OF_STIL = "status IN ('concept', 'gecontroleerd') OR ingestemd_op IS NOT NULL OR zonder_antwoord"
NIEUW = {
    "zonder_antwoord": "NOT zonder_antwoord OR ingestemd_op IS NULL",
    "reageren_kan": "status NOT IN ('gecontroleerd', 'vrijgegeven') OR reageer_tot IS NOT NULL",
    "bezwaar_niet_buiten": "status <> 'gepubliceerd' OR bezwaar = ''",
    "vrijgegeven": "(status = 'vrijgegeven') = (vrijgegeven_op IS NOT NULL)",
    "bezwaar_dicht": "substr(bezwaar, 1, 3) IN ('', 'v1.')",
}
TERMIJN = timedelta(days=14)


def _een_van(kolom: str, woorden: tuple[str, ...]) -> str:
    return f"{kolom} IN ({', '.join(repr(woord) for woord in woorden)})"


def _soorten(woorden: tuple[str, ...]) -> None:
    with op.batch_alter_table("melding") as melding:
        melding.drop_constraint(op.f("ck_melding_soort"), type_="check")
        melding.create_check_constraint(op.f("ck_melding_soort"), _een_van("soort", woorden))


def upgrade() -> None:
    with op.batch_alter_table("les") as les:
        les.add_column(sa.Column("reageer_tot", sa.Date(), nullable=True))
        les.add_column(sa.Column("zonder_antwoord", sa.Boolean(), nullable=False, server_default=sa.false()))
        les.add_column(sa.Column("bezwaar", sa.Text(), nullable=False, server_default=""))
        les.add_column(sa.Column("vrijgegeven_op", sa.DateTime(timezone=True), nullable=True))
    rijen = sa.table("les", sa.column("status", sa.String), sa.column("reageer_tot", sa.Date))
    wacht = rijen.c.status == "gecontroleerd"  # the indiener was asked already: from now on with a term
    op.execute(sa.update(rijen).where(wacht).values(reageer_tot=date.today() + TERMIJN))  # noqa: DTZ011 - a term in days
    with op.batch_alter_table("les") as les:
        les.alter_column("zonder_antwoord", server_default=None)
        les.alter_column("bezwaar", server_default=None)
        les.drop_constraint(op.f("ck_les_lesstatus"), type_="check")
        les.create_check_constraint(op.f("ck_les_lesstatus"), _een_van("status", NIEUWE_STATUSSEN))
        les.drop_constraint(op.f("ck_les_ingestemd"), type_="check")
        les.create_check_constraint(op.f("ck_les_ingestemd"), UIT_OF_STIL)
        for naam, regel in NIEUW.items():
            les.create_check_constraint(op.f(f"ck_les_{naam}"), regel)
    erna = SOORTEN.index("les ingestemd") + 1
    _soorten((*SOORTEN[:erna], "les bezwaar", *SOORTEN[erna:]))
    op.create_table('lesprofiel',
    sa.Column('les_id', sa.Integer(), nullable=False),
    sa.Column('wijk', sa.String(length=200), nullable=False),
    sa.Column('huishouden', sa.String(length=200), nullable=False),
    sa.Column('leeftijd', sa.String(length=200), nullable=False),
    sa.Column('kinderen', sa.String(length=200), nullable=False),
    sa.Column('leefgebieden', sa.JSON(), nullable=False),
    sa.Column('periode', sa.String(length=200), nullable=False),
    sa.CheckConstraint("periode <> ''", name=op.f('ck_lesprofiel_periode')),
    sa.ForeignKeyConstraint(['les_id'], ['les.id'], name=op.f('fk_lesprofiel_les_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('les_id', name=op.f('pk_lesprofiel'))
    )
    op.create_table('controleantwoord',
    sa.Column('les_id', sa.Integer(), nullable=False),
    sa.Column('vraag', sa.Enum(*VRAGEN, name='vraag', native_enum=False, create_constraint=True, length=40), nullable=False),
    sa.Column('medewerker_id', sa.Integer(), nullable=False),
    sa.Column('wanneer', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['les_id'], ['les.id'], name=op.f('fk_controleantwoord_les_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['medewerker_id'], ['medewerker.id'], name=op.f('fk_controleantwoord_medewerker_id')),
    sa.PrimaryKeyConstraint('les_id', 'vraag', name=op.f('pk_controleantwoord'))
    )
    op.create_table('weerlegging',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('les_id', sa.Integer(), nullable=False),
    sa.Column('vondst_merk', sa.LargeBinary(length=32), nullable=False),
    sa.Column('reden', sa.Text(), nullable=False),
    sa.Column('door', sa.Integer(), nullable=False),
    sa.Column('wanneer', sa.DateTime(timezone=True), nullable=False),
    sa.Column('rij', sa.String(length=32), nullable=False),
    sa.CheckConstraint("reden <> ''", name=op.f('ck_weerlegging_reden')),
    sa.CheckConstraint("substr(reden, 1, 3) IN ('', 'v1.')", name=op.f('ck_weerlegging_reden_dicht')),
    sa.ForeignKeyConstraint(['door'], ['medewerker.id'], name=op.f('fk_weerlegging_door')),
    sa.ForeignKeyConstraint(['les_id'], ['les.id'], name=op.f('fk_weerlegging_les_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_weerlegging')),
    sa.UniqueConstraint('les_id', 'vondst_merk', name=op.f('uq_weerlegging_les_id_vondst_merk')),
    sa.UniqueConstraint('rij', name=op.f('uq_weerlegging_rij'))
    )


def downgrade() -> None:
    op.drop_table('weerlegging')
    op.drop_table('controleantwoord')
    op.drop_table('lesprofiel')
    op.execute("DELETE FROM melding WHERE soort = 'les bezwaar'")
    _soorten(SOORTEN)
    op.execute("UPDATE les SET status = 'gecontroleerd', vrijgegeven_op = NULL WHERE status = 'vrijgegeven'")
    # Nobody agreed with these, and before this step nothing went out like that: the day is the one of going back.
    op.execute("UPDATE les SET ingestemd_op = CURRENT_TIMESTAMP, zonder_antwoord = FALSE WHERE zonder_antwoord AND status <> 'gecontroleerd'")
    with op.batch_alter_table("les") as les:
        for naam in NIEUW:
            les.drop_constraint(op.f(f"ck_les_{naam}"), type_="check")
        les.drop_constraint(op.f("ck_les_ingestemd"), type_="check")
        les.create_check_constraint(op.f("ck_les_ingestemd"), UIT)
        les.drop_constraint(op.f("ck_les_lesstatus"), type_="check")
        les.create_check_constraint(op.f("ck_les_lesstatus"), _een_van("status", STATUSSEN))
        for kolom in ("vrijgegeven_op", "bezwaar", "zonder_antwoord", "reageer_tot"):
            les.drop_column(kolom)
