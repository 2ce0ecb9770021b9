"""besluit: per doorbraak de ruimte in de wet, aan wie iets is gevraagd en voor welke dag

Revision ID: 20261201c_besluit
Revises: 20261129_inlezen
"""

import sqlalchemy as sa
from alembic import op

revision = '20261201c_besluit'
down_revision = '20261129_inlezen'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('doorbraak') as tabel:
        for naam in ('ruimte', 'gericht_aan'):
            tabel.add_column(sa.Column(naam, sa.Text(), server_default='', nullable=False))
            tabel.create_check_constraint(op.f(f'ck_doorbraak_{naam}_dicht'), f"substr({naam}, 1, 3) IN ('', 'v1.')")
        tabel.add_column(sa.Column('antwoord_voor', sa.Date(), nullable=True))
        tabel.create_check_constraint(
            op.f('ck_doorbraak_aan_wie_met_dag'), "(gericht_aan = '') = (antwoord_voor IS NULL)"
        )
    with op.batch_alter_table('doorbraak') as tabel:
        tabel.alter_column('ruimte', server_default=None)
        tabel.alter_column('gericht_aan', server_default=None)


def downgrade() -> None:
    with op.batch_alter_table('doorbraak') as tabel:
        tabel.drop_constraint(op.f('ck_doorbraak_aan_wie_met_dag'), type_='check')
        tabel.drop_column('antwoord_voor')
        for naam in ('ruimte', 'gericht_aan'):
            tabel.drop_constraint(op.f(f'ck_doorbraak_{naam}_dicht'), type_='check')
            tabel.drop_column(naam)
