"""The lock on the log, in the database itself: nothing changes, and only lines up to the grens may go.

The migrations repeat this text: they may not change when this does.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, Table, event

_WEIGER = "BEGIN SELECT RAISE(ABORT, 'het logboek is alleen aan te vullen'); END"
_WEIGER_2 = "BEGIN SELECT RAISE(ABORT, 'de grens van het logboek is alleen aan te vullen'); END"
_DEZELFDE = "SELECT 1 FROM logregel WHERE id = NEW.id OR vorige = NEW.vorige"
_AL = "SELECT 1 FROM logboekgrens WHERE id = NEW.id"
_BOVEN_DE_GRENS = "id > (SELECT coalesce(max(id), 0) FROM logboekgrens)"
_SQLITE = {
    "logregel": (
        f"CREATE TRIGGER logregel_geen_wijziging BEFORE UPDATE ON logregel {_WEIGER}",
        f"CREATE TRIGGER logregel_geen_verwijdering BEFORE DELETE ON logregel WHEN OLD.{_BOVEN_DE_GRENS} {_WEIGER}",
        # INSERT OR REPLACE would delete a line without asking the trigger above
        f"CREATE TRIGGER logregel_geen_vervanging BEFORE INSERT ON logregel WHEN EXISTS ({_DEZELFDE}) {_WEIGER}",
    ),
    "logboekgrens": (
        f"CREATE TRIGGER logboekgrens_geen_wijziging BEFORE UPDATE ON logboekgrens {_WEIGER_2}",
        f"CREATE TRIGGER logboekgrens_geen_verwijdering BEFORE DELETE ON logboekgrens {_WEIGER_2}",
        f"CREATE TRIGGER logboekgrens_geen_vervanging BEFORE INSERT ON logboekgrens WHEN EXISTS ({_AL}) {_WEIGER_2}",
    ),
}
_FUNCTIE = "CREATE OR REPLACE FUNCTION {}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
_FOUT = "RAISE EXCEPTION '{} is alleen aan te vullen' USING ERRCODE = 'restrict_violation';"
_GEEN_WIJZIGING = "CREATE TRIGGER {0}_geen_wijziging BEFORE {1} ON {0} FOR EACH STATEMENT EXECUTE FUNCTION {2}()"
_POSTGRESQL = {
    "logregel": (
        f"{_FUNCTIE.format('logregel_alleen_aanvullen')} {_FOUT.format('het logboek')} END $$",
        _GEEN_WIJZIGING.format("logregel", "UPDATE OR TRUNCATE", "logregel_alleen_aanvullen"),
        (
            f"{_FUNCTIE.format('logregel_tot_de_grens')} IF EXISTS (SELECT 1 FROM weg WHERE {_BOVEN_DE_GRENS})"  # noqa: S608 - our own text
            f" THEN {_FOUT.format('het logboek')} END IF; RETURN NULL; END $$"
        ),
        (
            "CREATE TRIGGER logregel_geen_verwijdering AFTER DELETE ON logregel REFERENCING OLD TABLE AS weg"
            " FOR EACH STATEMENT EXECUTE FUNCTION logregel_tot_de_grens()"
        ),
    ),
    "logboekgrens": (
        f"{_FUNCTIE.format('logboekgrens_alleen_aanvullen')} {_FOUT.format('de grens van het logboek')} END $$",
        _GEEN_WIJZIGING.format("logboekgrens", "UPDATE OR DELETE OR TRUNCATE", "logboekgrens_alleen_aanvullen"),
    ),
}
_SLOT: Mapping[str, Mapping[str, tuple[str, ...]]] = {"sqlite": _SQLITE, "postgresql": _POSTGRESQL}
_FUNCTIES = {
    "logregel": ("logregel_alleen_aanvullen", "logregel_tot_de_grens"),
    "logboekgrens": ("logboekgrens_alleen_aanvullen",),
}


def sluit_af(tabel: Table) -> None:
    """Put the lock on this table whenever it is made."""
    event.listen(tabel, "after_create", _sluit)
    event.listen(tabel, "after_drop", _ruim_op)


def _sluit(tabel: Table, verbinding: Connection, **_meer: object) -> None:
    for opdracht in _SLOT[verbinding.dialect.name][tabel.name]:
        verbinding.exec_driver_sql(opdracht)


def _ruim_op(tabel: Table, verbinding: Connection, **_meer: object) -> None:
    for functie in _FUNCTIES[tabel.name] if verbinding.dialect.name == "postgresql" else ():
        verbinding.exec_driver_sql(f"DROP FUNCTION {functie}()")
