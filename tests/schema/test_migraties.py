"""The migrations: one road, the same schema as the models, back and forth with rows in it, and never half."""

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from maatwerk import schema
from maatwerk.kern import klok
from maatwerk.kern.handeling import Handeling, Systeem
from maatwerk.kern.instellingen import Instellingen
from maatwerk.kern.paden import bron
from tests.conftest import SPOOR
from tests.schema.bouw import vul_alle_tabellen
from tests.schema.structuur import aantallen, structuur, versie

MIGRATIES = ScriptDirectory(str(bron("migrations")))
KOP = MIGRATIES.get_heads()[0]


def _vul(engine: Engine, instellingen: Instellingen) -> dict[str, int]:
    """Put a row in every table and give the counts."""
    with Session(engine, expire_on_commit=False) as sessie:
        vul_alle_tabellen(Handeling(sessie, Systeem(), klok.nu(), instellingen, SPOOR))
    vol = aantallen(engine)
    assert [tabel for tabel, aantal in vol.items() if not aantal] == []
    return vol


def test_er_is_een_weg_met_een_begin_en_een_eind() -> None:
    assert len(MIGRATIES.get_heads()) == 1
    assert len(MIGRATIES.get_bases()) == 1


def test_de_modellen_en_de_migraties_verschillen_niet(leeg: Engine) -> None:
    schema.werk_bij(leeg)
    with leeg.connect() as verbinding:
        opties = {"compare_type": True, "include_name": schema.is_van_een_model}
        vergelijking = MigrationContext.configure(verbinding, opts=opties)
        assert compare_metadata(vergelijking, schema.METADATA) == []


def test_elke_stap_gaat_terug_en_weer_vooruit_met_rijen_erin(leeg: Engine, instellingen: Instellingen) -> None:
    schema.werk_bij(leeg)
    vol = _vul(leeg, instellingen)
    for stap in MIGRATIES.walk_revisions():
        ervoor = structuur(leeg)
        for _ in range(2):
            schema.draai_terug(leeg, str(stap.down_revision or "base"))
            assert versie(leeg) == stap.down_revision
            overgebleven = aantallen(leeg)
            assert overgebleven == {tabel: vol[tabel] for tabel in overgebleven}
            schema.werk_bij(leeg, stap.revision)
            assert structuur(leeg) == ervoor
        schema.draai_terug(leeg, str(stap.down_revision or "base"))
    assert structuur(leeg) == []
    schema.werk_bij(leeg)
    assert _vul(leeg, instellingen) == vol


def test_de_migraties_leggen_dezelfde_regels_vast_als_de_modellen(leeg: Engine) -> None:
    schema.METADATA.create_all(leeg)
    uit_de_modellen = structuur(leeg)
    schema.METADATA.drop_all(leeg)
    schema.werk_bij(leeg)
    assert structuur(leeg) == uit_de_modellen
    assert len(uit_de_modellen) > 300


def _voeg_migratie_toe(map_: Path, monkeypatch: pytest.MonkeyPatch, opdrachten: str) -> None:
    """Add a migration to a copy of ours; `opdrachten` is the body of its upgrade."""
    shutil.copytree(bron("migrations"), map_ / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    regels = "".join(f"    {opdracht}\n" for opdracht in opdrachten.splitlines())
    (map_ / "migrations" / "versions" / "zz_proef.py").write_text(
        f"import sqlalchemy as sa\nfrom alembic import op\n\nrevision = 'proef'\ndown_revision = '{KOP}'\n"
        f"def upgrade():\n{regels}\n"
    )
    monkeypatch.setattr(schema, "bron", lambda naam: map_ / naam)


STUK = (
    "op.create_table('half', sa.Column('id', sa.Integer(), primary_key=True))\nop.execute('DELETE FROM regel')\n1 / 0"
)


def test_een_mislukte_migratie_laat_niets_half_achter(
    leeg: Engine, instellingen: Instellingen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema.werk_bij(leeg)
    vol, ervoor = _vul(leeg, instellingen), structuur(leeg)
    _voeg_migratie_toe(tmp_path, monkeypatch, STUK)
    with pytest.raises(ZeroDivisionError):
        schema.werk_bij(leeg)
    assert (structuur(leeg), aantallen(leeg), versie(leeg)) == (ervoor, vol, KOP)


def test_een_mislukte_eerste_migratie_laat_een_lege_database_leeg(
    leeg: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _voeg_migratie_toe(tmp_path, monkeypatch, STUK)
    with pytest.raises(ZeroDivisionError):
        schema.werk_bij(leeg)
    assert (structuur(leeg), versie(leeg)) == ([], None)


@pytest.mark.parametrize("tabel", ["besluit", "casus", "medewerker"])
def test_een_tabel_herbouwen_laat_de_rijen_eromheen_staan(
    leeg: Engine, instellingen: Instellingen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tabel: str
) -> None:
    """SQLite changes a table by copying it and dropping the old one; that may take no other rows along."""
    schema.werk_bij(leeg)
    vol = _vul(leeg, instellingen)
    _voeg_migratie_toe(
        tmp_path,
        monkeypatch,
        f"with op.batch_alter_table('{tabel}') as stapel:\n"
        f"    stapel.create_check_constraint(op.f('ck_{tabel}_proef'), 'id > 0')",
    )
    schema.werk_bij(leeg)
    assert (versie(leeg), aantallen(leeg)) == ("proef", vol)
    assert any(f"ck_{tabel}_proef" in regel for regel in structuur(leeg))


def test_een_migratie_die_verwijzingen_breekt_gaat_niet_door(
    leeg: Engine, instellingen: Instellingen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema.werk_bij(leeg)
    vol = _vul(leeg, instellingen)
    _voeg_migratie_toe(tmp_path, monkeypatch, "op.execute('UPDATE knelpunt SET casus_id = 999999')")
    with pytest.raises(IntegrityError, match=r"knelpunt verwijst|fk_knelpunt_casus_id"):
        schema.werk_bij(leeg)
    with leeg.connect() as verbinding:
        assert verbinding.scalar(text("SELECT count(*) FROM knelpunt WHERE casus_id = 999999")) == 0
    assert (versie(leeg), aantallen(leeg)) == (KOP, vol)
