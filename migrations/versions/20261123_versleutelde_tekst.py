"""versleutelde tekst

Every text about a casus lies encrypted from here on, bound to its row (ADR 011). This step needs the key ring, and to
carry over the seeds of a second factor the MAATWERK_SECRET_KEY under which they were made.

Revision ID: 20261123
Revises: 20261122_bewaring
"""

import json
import os
import unicodedata
from collections.abc import Callable
from uuid import uuid4

import sqlalchemy as sa
from alembic import op
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from maatwerk.kern.kluis import Kluis, kluis_van
from maatwerk.kern.sleutelproef import leg_proef
from maatwerk.kern.sleutels import leid_af

revision = '20261123'
down_revision = '20261122_bewaring'
branch_labels = None
depends_on = None

LANG, KORT = sa.Text(), sa.String(length=200)
DICHT: dict[str, dict[str, sa.types.TypeEngine[str]]] = {
    "casus": {
        "bronkenmerk": sa.String(length=40), "titel": sa.String(length=80), "situatie": LANG, "wens_inwoner": LANG,
        "stem_inwoner": LANG, "gevraagde_doorbraak": LANG, "niets_doen": LANG, "organisaties": sa.JSON(),
        "beslisser_organisatie": KORT, "beslisser_functie": KORT, "spoed_gevolg": LANG,
        "reden_niet_geinformeerd": LANG, "triage_toelichting": LANG,
    },
    "knelpunt": {"toelichting": LANG},
    "poging": {"organisatie": KORT, "uitkomst": LANG},
    "notitie": {"tekst": LANG},
    "afweging": {
        "oplossing": LANG, "legitimiteit": LANG, "betrokkenheid": LANG, "rendement": LANG, "weging": LANG,
        "minderheidsstandpunt": LANG,
    },
    "weging": {"tekst": LANG},
    "besluit": {"toelichting": LANG, "voorwaarden": LANG, "terugkoppeling_door": KORT},
    "doorbraak": {"omschrijving": LANG, "eigenaar": KORT},
    "actie": {"wat": KORT},
    "procesevaluatie": {"goed": LANG, "beter": LANG, "leren": LANG, "anders": LANG},
    "les": {
        "reden_ingetrokken": LANG, "titel": KORT, "wat_speelde": LANG, "botsing": LANG, "bedoeling": LANG,
        "doorbraak": LANG, "weging": LANG, "geleerd": LANG, "houdt_stand": LANG,
    },
}  # fmt: skip
"""The encrypted columns, with the type that each had before."""

KORTE_REGELS = {
    "casus": {
        "ck_casus_volledig_na_concept": (
            "status IN ('concept', 'vernietigd') OR (titel <> '' AND situatie <> '' AND wens_inwoner <> ''"
            " AND gevraagde_doorbraak <> '' AND grondslag <> '')"
        ),
        "ck_casus_bronkenmerk_niet_leeg": "bronkenmerk <> ''",
    },
    "doorbraak": {"ck_doorbraak_wat_en_wie": "omschrijving <> '' AND eigenaar <> ''"},
    "actie": {"ck_actie_wat": "wat <> ''"},
    "les": {
        "ck_les_volledig_na_concept": (
            "status = 'concept' OR (titel <> '' AND wat_speelde <> '' AND botsing <> '' AND geleerd <> '')"
        )
    },
}
"""The rules about columns that change from short to long. PostgreSQL would rewrite them; so they go and come back."""

VERHAAL = ("titel", "wat_speelde", "botsing", "bedoeling", "doorbraak", "weging", "geleerd", "houdt_stand")
DEMOGEHEIM = "alleen-voor-de-demo-op-deze-machine"


def upgrade() -> None:
    kluis = kluis_van(op.get_bind().dialect)
    op.create_table(
        'sleutel',
        sa.Column('id', sa.String(length=40), nullable=False),
        sa.Column('proef', sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_sleutel')),
    )
    leg_proef(op.get_bind())
    for tabel, kolommen in DICHT.items():
        _maak_ruimte(tabel, kolommen)
        _zet_om(tabel, kolommen, lambda tekst, plek: kluis.versleutel(tekst, plek))
        _sluit(tabel, kolommen)
    _sluit_factoren(kluis)
    op.execute("UPDATE les SET zoektekst = '' WHERE status <> 'gepubliceerd'")
    with op.batch_alter_table('les') as les:
        les.create_check_constraint(op.f('ck_les_zoektekst_alleen_buiten'), "status = 'gepubliceerd' OR zoektekst = ''")


def _stapel(tabel: str) -> sa.util.typing.Any:
    """SQLite changes a table by copying it; only then must it be told again that ids are never given twice."""
    return op.batch_alter_table(tabel, table_kwargs={"sqlite_autoincrement": True} if tabel == "casus" else {})


def _maak_ruimte(tabel: str, kolommen: dict[str, sa.types.TypeEngine[str]]) -> None:
    with _stapel(tabel) as stapel:
        _zonder_regels(stapel, tabel)
        stapel.add_column(sa.Column('rij', sa.String(length=32), nullable=True))
        for naam, was in kolommen.items():
            if was is not LANG:
                stapel.alter_column(naam, existing_type=was, type_=sa.Text(), postgresql_using=f"{naam}::text")
        if tabel == "casus":
            stapel.add_column(sa.Column('bronkenmerk_merk', sa.LargeBinary(length=32), nullable=True))
            stapel.drop_constraint(op.f('uq_casus_organisatie_bronkenmerk'), type_='unique')


def _zonder_regels(stapel: sa.util.typing.Any, tabel: str) -> None:
    for naam in KORTE_REGELS.get(tabel, ()):
        stapel.drop_constraint(op.f(naam), type_='check')


def _met_regels(stapel: sa.util.typing.Any, tabel: str) -> None:
    for naam, regel in KORTE_REGELS.get(tabel, {}).items():
        stapel.create_check_constraint(op.f(naam), regel)


def _sluit(tabel: str, kolommen: dict[str, sa.types.TypeEngine[str]]) -> None:
    with _stapel(tabel) as stapel:
        _met_regels(stapel, tabel)
        stapel.alter_column('rij', existing_type=sa.String(length=32), nullable=False)
        stapel.create_unique_constraint(op.f(f'uq_{tabel}_rij'), ['rij'])
        for naam in kolommen:
            stapel.create_check_constraint(op.f(f'ck_{tabel}_{naam}_dicht'), f"substr({naam}, 1, 3) IN ('', 'v1.')")
        if tabel == "casus":
            stapel.create_unique_constraint(
                op.f('uq_casus_organisatie_bronkenmerk_merk'), ['organisatie', 'bronkenmerk_merk']
            )
            stapel.create_check_constraint(
                op.f('ck_casus_bronkenmerk_met_merk'), "(bronkenmerk IS NULL) = (bronkenmerk_merk IS NULL)"
            )


def _tabel(naam: str, *kolommen: str) -> sa.TableClause:
    return sa.table(naam, sa.column('id'), sa.column('rij'), *(sa.column(kolom) for kolom in kolommen))


def _zet_om(tabel: str, kolommen: dict[str, object], doe: Callable[[str, str], str]) -> None:
    """Change every text of a table; `doe` gets a text and its place. A row without a name gets one."""
    deze, verbinding = _tabel(tabel, *kolommen, 'bronkenmerk_merk', 'organisatie'), op.get_bind()
    kluis = kluis_van(verbinding.dialect)
    for oud in verbinding.execute(sa.select(deze.c.id, deze.c.rij, *(deze.c[naam] for naam in kolommen))).mappings().all():
        nieuw = {'rij': oud['rij'] or uuid4().hex}
        for naam in kolommen:
            tekst = "" if oud[naam] == "[]" else oud[naam]
            nieuw[naam] = doe(tekst, f"{tabel}.{naam}.{nieuw['rij']}") if tekst else tekst
        if tabel == "casus":
            kenmerk = oud['bronkenmerk']
            nieuw['bronkenmerk_merk'] = kluis.merk(f"casus.bronkenmerk {kenmerk}") if kenmerk else None
        verbinding.execute(sa.update(deze).where(deze.c.id == oud['id']).values(nieuw))


def _oude_kluis() -> AESGCM:
    return AESGCM(leid_af((os.environ.get("MAATWERK_SECRET_KEY") or DEMOGEHEIM).encode(), "maatwerk velden"))


def _sluit_factoren(kluis: Kluis) -> None:
    """Carry the seeds over from the key of the machine to the key ring."""
    with op.batch_alter_table('tweede_factor') as factor:
        factor.add_column(sa.Column('rij', sa.String(length=32), nullable=True))
        factor.add_column(sa.Column('zaad', sa.Text(), nullable=True))
    deze, oude, verbinding = _tabel('tweede_factor', 'zaad', 'geheim_versleuteld'), _oude_kluis(), op.get_bind()
    for nummer, dicht in verbinding.execute(sa.select(deze.c.id, deze.c.geheim_versleuteld)).all():
        rij, heel = uuid4().hex, bytes(dicht)
        try:
            zaad = oude.decrypt(heel[:12], heel[12:], f"tweede_factor.geheim_versleuteld.{nummer}".encode()).decode()
        except InvalidTag:
            raise ValueError("MAATWERK_SECRET_KEY is niet die waarmee de tweede factoren zijn gemaakt.") from None
        nieuw = {'rij': rij, 'zaad': kluis.versleutel(zaad, f"tweede_factor.zaad.{rij}")}
        verbinding.execute(sa.update(deze).where(deze.c.id == nummer).values(nieuw))
    with op.batch_alter_table('tweede_factor') as factor:
        factor.drop_column('geheim_versleuteld')
        factor.alter_column('rij', existing_type=sa.String(length=32), nullable=False)
        factor.alter_column('zaad', existing_type=sa.Text(), nullable=False)
        factor.create_unique_constraint(op.f('uq_tweede_factor_rij'), ['rij'])
        factor.create_check_constraint(op.f('ck_tweede_factor_zaad'), "zaad <> ''")
        factor.create_check_constraint(op.f('ck_tweede_factor_zaad_dicht'), "substr(zaad, 1, 3) IN ('', 'v1.')")


def downgrade() -> None:
    kluis = kluis_van(op.get_bind().dialect)
    _open_factoren(kluis)
    with op.batch_alter_table('les') as les:
        les.drop_constraint(op.f('ck_les_zoektekst_alleen_buiten'), type_='check')
    for tabel, kolommen in DICHT.items():
        _ontsluit(tabel, kolommen)
        _zet_om(tabel, kolommen, lambda dicht, plek: kluis.ontsleutel(dicht, plek))
        _neem_ruimte_terug(tabel, kolommen)
    _vul_zoekteksten()
    op.drop_table('sleutel')


def _ontsluit(tabel: str, kolommen: dict[str, sa.types.TypeEngine[str]]) -> None:
    with _stapel(tabel) as stapel:
        _zonder_regels(stapel, tabel)
        if tabel == "casus":
            stapel.drop_constraint(op.f('ck_casus_bronkenmerk_met_merk'), type_='check')
            stapel.drop_constraint(op.f('uq_casus_organisatie_bronkenmerk_merk'), type_='unique')
        for naam in kolommen:
            stapel.drop_constraint(op.f(f'ck_{tabel}_{naam}_dicht'), type_='check')


def _neem_ruimte_terug(tabel: str, kolommen: dict[str, sa.types.TypeEngine[str]]) -> None:
    if tabel == "casus":
        op.execute("UPDATE casus SET organisaties = '[]' WHERE organisaties = ''")
    with _stapel(tabel) as stapel:
        stapel.drop_constraint(op.f(f'uq_{tabel}_rij'), type_='unique')
        stapel.drop_column('rij')
        for naam, was in kolommen.items():
            if was is not LANG:
                using = f"{naam}::json" if naam == "organisaties" and tabel == "casus" else f"{naam}::varchar"
                stapel.alter_column(naam, existing_type=sa.Text(), type_=was, postgresql_using=using)
        if tabel == "casus":
            stapel.drop_column('bronkenmerk_merk')
            stapel.create_unique_constraint(op.f('uq_casus_organisatie_bronkenmerk'), ['organisatie', 'bronkenmerk'])
    with _stapel(tabel) as stapel:  # once the columns are short again, as the rules were made
        _met_regels(stapel, tabel)


def _open_factoren(kluis: Kluis) -> None:
    with op.batch_alter_table('tweede_factor') as factor:
        factor.add_column(sa.Column('geheim_versleuteld', sa.LargeBinary(), nullable=True))
    deze, oude, verbinding = _tabel('tweede_factor', 'zaad', 'geheim_versleuteld'), _oude_kluis(), op.get_bind()
    for nummer, rij, dicht in verbinding.execute(sa.select(deze.c.id, deze.c.rij, deze.c.zaad)).all():
        zaad, nonce = kluis.ontsleutel(dicht, f"tweede_factor.zaad.{rij}"), os.urandom(12)
        heel = nonce + oude.encrypt(nonce, zaad.encode(), f"tweede_factor.geheim_versleuteld.{nummer}".encode())
        verbinding.execute(sa.update(deze).where(deze.c.id == nummer).values(geheim_versleuteld=heel))
    with op.batch_alter_table('tweede_factor') as factor:
        factor.drop_constraint(op.f('ck_tweede_factor_zaad_dicht'), type_='check')
        factor.drop_constraint(op.f('ck_tweede_factor_zaad'), type_='check')
        factor.drop_constraint(op.f('uq_tweede_factor_rij'), type_='unique')
        factor.drop_column('zaad')
        factor.drop_column('rij')
        factor.alter_column('geheim_versleuteld', existing_type=sa.LargeBinary(), nullable=False)


def _vul_zoekteksten() -> None:
    """Before this step every les could be searched, also one that is not out."""
    deze, verbinding = _tabel('les', *VERHAAL, 'zoektekst'), op.get_bind()
    for nummer, *teksten in verbinding.execute(sa.select(deze.c.id, *(deze.c[veld] for veld in VERHAAL))).all():
        plat = unicodedata.normalize("NFKD", "\n".join(teksten).casefold())
        gevouwen = "".join(teken for teken in plat if not unicodedata.combining(teken))
        verbinding.execute(sa.update(deze).where(deze.c.id == nummer).values(zoektekst=gevouwen))
