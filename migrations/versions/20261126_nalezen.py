"""nalezen: bevestigingen, verder geholpen door een les, en de termen waarmee een les gevonden wordt

Revision ID: 20261126_nalezen
Revises: 20261124_logboekgrens
"""

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

from maatwerk.kern.stam import stammen

revision = '20261126_nalezen'
down_revision = '20261125_klad'
branch_labels = None
depends_on = None

STATUSSEN = (
    "concept", "ingediend", "aanvullen gevraagd", "direct opgelost", "niet voor de tafel", "gereed voor tafel",
    "ingepland", "besproken", "in uitvoering", "opvolging", "afgesloten", "ingetrokken",
)
VOLLEDIG = "titel <> '' AND situatie <> '' AND wens_inwoner <> '' AND gevraagde_doorbraak <> '' AND grondslag <> ''"
PARTIJ = 500


def _regels(extra: tuple[str, ...]) -> None:
    """Let a casus have these statuses too; none of them was ever handed in."""
    alle = ", ".join(f"'{woord}'" for woord in (*STATUSSEN, *extra, "vernietigd"))
    begin = ", ".join(f"'{woord}'" for woord in ("concept", *extra))
    los = "status = 'concept'" if not extra else f"status IN ({begin})"
    regels = {
        "status": f"status IN ({alle})",
        "volledig_na_concept": f"status IN ({begin}, 'vernietigd') OR ({VOLLEDIG})",
        "inwoner_geinformeerd": (
            f"status IN ({begin}, 'vernietigd') OR geinformeerd_op IS NOT NULL OR reden_niet_geinformeerd <> ''"
        ),
        "ingediend_na_concept": f"({los}) = (ingediend_op IS NULL)",
    }
    with op.batch_alter_table("casus", table_kwargs={"sqlite_autoincrement": True}) as casus:
        for naam, regel in regels.items():
            casus.drop_constraint(op.f(f"ck_casus_{naam}"), type_="check")
            casus.create_check_constraint(op.f(f"ck_casus_{naam}"), regel)


def upgrade() -> None:
    _regels(("verder geholpen",))
    op.create_table('bevestiging',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('casus_id', sa.Integer(), nullable=False),
    sa.Column('woord_merk', sa.LargeBinary(length=32), nullable=False),
    sa.Column('bevestigd_door', sa.Integer(), nullable=False),
    sa.Column('bevestigd_op', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['bevestigd_door'], ['medewerker.id'], name=op.f('fk_bevestiging_bevestigd_door')),
    sa.ForeignKeyConstraint(['casus_id'], ['casus.id'], name=op.f('fk_bevestiging_casus_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bevestiging')),
    sa.UniqueConstraint('casus_id', 'woord_merk', name=op.f('uq_bevestiging_casus_id_woord_merk'))
    )
    op.create_table('lesterm',
    sa.Column('les_id', sa.Integer(), nullable=False),
    sa.Column('term', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['les_id'], ['les.id'], name=op.f('fk_lesterm_les_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('les_id', 'term', name=op.f('pk_lesterm'))
    )
    op.create_index(op.f('ix_lesterm_term_les_id'), 'lesterm', ['term', 'les_id'])
    op.create_table('hulp',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('les_id', sa.Integer(), nullable=False),
    sa.Column('casus_id', sa.Integer(), nullable=True),
    sa.Column('kwartaal', sa.String(length=200), nullable=False),
    sa.CheckConstraint("kwartaal <> ''", name=op.f('ck_hulp_kwartaal')),
    sa.ForeignKeyConstraint(['casus_id'], ['casus.id'], name=op.f('fk_hulp_casus_id'), ondelete='SET NULL'),
    sa.ForeignKeyConstraint(['les_id'], ['les.id'], name=op.f('fk_hulp_les_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_hulp')),
    sa.UniqueConstraint('casus_id', name=op.f('uq_hulp_casus_id'))
    )
    op.create_index(op.f('ix_hulp_les_id'), 'hulp', ['les_id'])
    _vul_termen()


def _vul_termen() -> None:
    """Let the lessen that are out already be found too."""
    verbinding = op.get_bind()
    les = sa.table('les', sa.column('id'), sa.column('casus_id'), sa.column('status'), sa.column('zoektekst'))
    artikelen = defaultdict(set)
    vraag = sa.text(
        "SELECT les.id, regel.wet, regel.artikel FROM les JOIN knelpunt ON knelpunt.casus_id = les.casus_id"
        " JOIN regel ON regel.knelpunt_id = knelpunt.id WHERE les.status = 'gepubliceerd' AND regel.artikel <> ''"
    )
    for nummer, wet, artikel in verbinding.execute(vraag):
        artikelen[nummer].add((wet, artikel))
    uit = verbinding.execute(sa.select(les.c.id, les.c.zoektekst).where(les.c.status == 'gepubliceerd')).all()
    lesterm = sa.table('lesterm', sa.column('les_id'), sa.column('term'))
    rijen = [
        {"les_id": nummer, "term": term}
        for nummer, zoektekst in uit
        for term in sorted(stammen(zoektekst) | _artikeltermen(artikelen[nummer]))
    ]
    for begin in range(0, len(rijen), PARTIJ):
        verbinding.execute(sa.insert(lesterm), rijen[begin : begin + PARTIJ])


def _artikeltermen(artikelen: set[tuple[str, str]]) -> set[str]:
    """Give each article as a term, in the way `les.gelijkenis` writes it."""
    return {
        f"{wet.casefold()} {artikel.casefold()}"
        for wet, artikel in artikelen
        if len(artikel) <= 8 and artikel[:1].isdigit() and artikel.isalnum() and len(wet) <= 60
    }


def downgrade() -> None:
    op.drop_table('hulp')
    op.drop_table('lesterm')
    op.drop_table('bevestiging')
    op.execute("UPDATE casus SET status = 'concept', afgesloten_op = NULL WHERE status = 'verder geholpen'")
    _regels(())
