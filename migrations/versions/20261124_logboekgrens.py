"""de grens van het logboek

From here on the log may lose its first lines, up to a sealed grens (ADR 016). Going back drops the grenzen: a log that
was cleaned up can then no longer be checked from its beginning.

Revision ID: 20261124_logboekgrens
Revises: 20261123_wegen
"""

import sqlalchemy as sa
from alembic import op

revision = '20261124_logboekgrens'
down_revision = '20261123_wegen'
branch_labels = None
depends_on = None

_WEIGER = "BEGIN SELECT RAISE(ABORT, 'het logboek is alleen aan te vullen'); END"
_WEIGER_GRENS = "BEGIN SELECT RAISE(ABORT, 'de grens van het logboek is alleen aan te vullen'); END"
_BOVEN_DE_GRENS = "id > (SELECT coalesce(max(id), 0) FROM logboekgrens)"
_FUNCTIE = "CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
_FOUT = "RAISE EXCEPTION '{} is alleen aan te vullen' USING ERRCODE = 'restrict_violation';"
SLOT = {
    "sqlite": (
        "DROP TRIGGER logregel_geen_verwijdering",
        f"CREATE TRIGGER logregel_geen_verwijdering BEFORE DELETE ON logregel WHEN OLD.{_BOVEN_DE_GRENS} {_WEIGER}",
        f"CREATE TRIGGER logboekgrens_geen_wijziging BEFORE UPDATE ON logboekgrens {_WEIGER_GRENS}",
        f"CREATE TRIGGER logboekgrens_geen_verwijdering BEFORE DELETE ON logboekgrens {_WEIGER_GRENS}",
        (
            "CREATE TRIGGER logboekgrens_geen_vervanging BEFORE INSERT ON logboekgrens"
            f" WHEN EXISTS (SELECT 1 FROM logboekgrens WHERE id = NEW.id) {_WEIGER_GRENS}"
        ),
    ),
    "postgresql": (
        "DROP TRIGGER logregel_geen_wijziging ON logregel",
        (
            "CREATE TRIGGER logregel_geen_wijziging BEFORE UPDATE OR TRUNCATE ON logregel"
            " FOR EACH STATEMENT EXECUTE FUNCTION logregel_alleen_aanvullen()"
        ),
        (
            f"{_FUNCTIE.format('logregel_tot_de_grens')} IF EXISTS (SELECT 1 FROM weg WHERE {_BOVEN_DE_GRENS})"
            f" THEN {_FOUT.format('het logboek')} END IF; RETURN NULL; END $$"
        ),
        (
            "CREATE TRIGGER logregel_geen_verwijdering AFTER DELETE ON logregel REFERENCING OLD TABLE AS weg"
            " FOR EACH STATEMENT EXECUTE FUNCTION logregel_tot_de_grens()"
        ),
        f"{_FUNCTIE.format('logboekgrens_alleen_aanvullen')} {_FOUT.format('de grens van het logboek')} END $$",
        (
            "CREATE TRIGGER logboekgrens_geen_wijziging BEFORE UPDATE OR DELETE OR TRUNCATE ON logboekgrens"
            " FOR EACH STATEMENT EXECUTE FUNCTION logboekgrens_alleen_aanvullen()"
        ),
    ),
}
TERUG = {
    "sqlite": (
        "DROP TRIGGER logregel_geen_verwijdering",
        f"CREATE TRIGGER logregel_geen_verwijdering BEFORE DELETE ON logregel {_WEIGER}",
    ),
    "postgresql": (
        "DROP TRIGGER logregel_geen_verwijdering ON logregel",
        "DROP FUNCTION logregel_tot_de_grens()",
        "DROP TRIGGER logregel_geen_wijziging ON logregel",
        (
            "CREATE TRIGGER logregel_geen_wijziging BEFORE UPDATE OR DELETE OR TRUNCATE ON logregel"
            " FOR EACH STATEMENT EXECUTE FUNCTION logregel_alleen_aanvullen()"
        ),
    ),
}


def upgrade() -> None:
    op.create_table('logboekgrens',
    sa.Column('id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('keten', sa.LargeBinary(length=32), nullable=False),
    sa.Column('aantal', sa.Integer(), nullable=False),
    sa.Column('gezet_op', sa.DateTime(timezone=True), nullable=False),
    sa.Column('gezet_door', sa.Integer(), nullable=True),
    sa.Column('zegel', sa.LargeBinary(length=32), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_logboekgrens'))
    )
    for opdracht in SLOT[op.get_bind().dialect.name]:
        op.execute(opdracht)


def downgrade() -> None:
    soort = op.get_bind().dialect.name
    for opdracht in TERUG[soort]:
        op.execute(opdracht)
    op.drop_table('logboekgrens')
    if soort == "postgresql":
        op.execute("DROP FUNCTION logboekgrens_alleen_aanvullen()")
