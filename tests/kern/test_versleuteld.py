"""Text about a casus lies encrypted, and opens only where it was written."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine, Text, func, literal, select, text, type_coerce, update
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from maatwerk import schema
from maatwerk.casus.models import Casus, Knelpunt, Poging
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.kluis import Kluis, kluis_van, leg_kluis_in
from maatwerk.kern.sleutelring import nieuwe_ring
from maatwerk.tafel.models import Agendapunt
from tests.bouw import bouw_bespreking, bouw_casus

NAAR = [
    "gewoon",
    "é ë ñ ﬁ 漢字 العربية 🏳️‍🌈",
    "'; DROP TABLE casus; --",
    "regel 1\r\nregel 2\tmet een tab\n",
    "  spaties blijven  ",
    "v1.doet.alsof",
    "100% \\ _ \x01\x7f",
    "\x00",
    "a" * 50_000,
]


def _ruw(sessie: Session, kolom: Any) -> str:
    return str(sessie.scalar(select(type_coerce(kolom, Text)).limit(1)))


def _zet(sessie: Session, tabel: str, kolom: str, waarde: Any) -> None:
    """Write past every rule of ours, as somebody with the database in hand would."""
    sessie.execute(update(schema.METADATA.tables[tabel]).values({kolom: waarde}))
    sessie.commit()
    sessie.expire_all()


@pytest.mark.parametrize("tekst", NAAR)
def test_elke_tekst_komt_byte_voor_byte_terug(handeling: Handeling, tekst: str) -> None:
    bouw_casus(handeling, situatie=tekst, organisaties=[tekst, "tweede"])
    handeling.sessie.commit()
    handeling.sessie.expire_all()
    casus = handeling.sessie.scalars(select(Casus)).one()
    assert (casus.situatie, casus.organisaties, casus.stem_inwoner) == (tekst, [tekst, "tweede"], "")
    assert (type(casus.situatie), type(casus.organisaties)) == (str, list)
    assert tekst not in _ruw(handeling.sessie, Casus.situatie) or tekst == "\x00"


def test_leeg_blijft_leeg_en_niets_blijft_niets(handeling: Handeling) -> None:
    bouw_casus(handeling)
    assert (_ruw(handeling.sessie, Casus.stem_inwoner), _ruw(handeling.sessie, Casus.organisaties)) == ("", "")
    assert _ruw(handeling.sessie, Casus.bronkenmerk) == "None"
    assert handeling.sessie.execute(select(Casus.organisaties, Casus.bronkenmerk)).one() == ([], None)


def test_dezelfde_tekst_ligt_elke_keer_anders(handeling: Handeling) -> None:
    bouw_casus(handeling, situatie="Hetzelfde.", stem_inwoner="Hetzelfde.")
    bouw_casus(handeling, situatie="Hetzelfde.")
    vraag = select(type_coerce(Casus.situatie, Text), type_coerce(Casus.stem_inwoner, Text))
    teksten = [tekst for rij in handeling.sessie.execute(vraag) for tekst in rij if tekst]
    assert len(set(teksten)) == 3


def test_elke_manier_van_lezen_opent_de_tekst(handeling: Handeling) -> None:
    """Bound to the row that the text lies in, also through an alias, a join, a subquery or a page of results."""
    een = bouw_bespreking(handeling, titel="Een").agendapunt
    bouw_bespreking(handeling, titel="Twee", tafel="zuilen")
    sessie = handeling.sessie
    sessie.commit()
    sessie.expire_all()
    ander, sub = aliased(Casus), select(Casus).order_by(Casus.id).subquery()
    in_sub = aliased(Casus, sub)
    paren = select(Casus.titel, ander.titel.label("ander")).join(ander, ander.id != Casus.id).order_by(Casus.id)
    bladzijde = select(Agendapunt).options(joinedload(Agendapunt.casus).selectinload(Casus.knelpunten))
    assert sessie.scalars(select(Casus.titel).order_by(Casus.id)).all() == ["Een", "Twee"]
    assert sessie.execute(paren).all() == [("Een", "Twee"), ("Twee", "Een")]
    assert sessie.scalars(select(in_sub).order_by(in_sub.id)).first().titel == "Een"  # type: ignore[union-attr]
    assert sessie.scalars(select(sub.c.titel).order_by(sub.c.id)).all() == ["Een", "Twee"]
    assert sessie.scalars(bladzijde.order_by(Agendapunt.id).limit(1)).one().casus.knelpunten[0].toelichting
    met_pogingen = select(Casus).options(joinedload(Casus.knelpunten), selectinload(Casus.pogingen))
    assert sessie.scalars(met_pogingen.order_by(Casus.id).limit(1)).unique().one().knelpunten[0].toelichting
    assert sessie.execute(select(Agendapunt, Casus).join(Casus).where(Agendapunt.id == een.id)).one()[1].titel == "Een"
    assert sessie.scalar(select(Casus.titel).union_all(select(Knelpunt.toelichting)).limit(1))
    sessie.refresh(een.casus, ["titel"])
    assert een.casus.titel == "Een"
    een.casus.titel = "Anders"
    assert sessie.scalar(update(Casus).where(Casus.id == een.casus_id).values(wijk="x").returning(Casus.titel))


def test_wie_de_rij_niet_kan_noemen_leest_niets(handeling: Handeling) -> None:
    bouw_casus(handeling)
    for vraag in (select(select(Casus.titel).subquery()), select(func.max(Casus.titel))):
        with pytest.raises(TypeError, match="samen met de kolom rij"):
            handeling.sessie.execute(vraag)


def test_een_tekst_zonder_rij_wordt_geweigerd(handeling: Handeling) -> None:
    casus = bouw_casus(handeling)
    handeling.sessie.commit()
    for opdracht in (
        update(Casus).values(titel="Leesbaar."),
        update(Casus).values(titel=casus.knelpunten[0].toelichting),
        update(Casus).values(organisaties=["Leesbaar."]),
        select(Casus.id).where(Casus.titel == "Geen adres, geen uitkering"),
        select(Casus.id).where(Casus.titel.contains("adres")),
        select(Casus.id).where(Casus.titel.in_(["Geen adres, geen uitkering"])),
    ):
        with pytest.raises(StatementError, match="ligt versleuteld"):
            handeling.sessie.execute(opdracht)
    with pytest.raises(StatementError, match="ligt versleuteld"):
        handeling.sessie.bulk_insert_mappings(Poging, [{"casus_id": casus.id, "uitkomst": "Leesbaar."}])
    handeling.sessie.rollback()
    assert handeling.sessie.scalar(select(Casus.id).where(Casus.titel != "")) == casus.id


def test_ook_ruwe_sql_kan_geen_leesbare_tekst_neerleggen(handeling: Handeling) -> None:
    bouw_casus(handeling)
    with pytest.raises(IntegrityError, match="ck_casus_titel_dicht"):
        handeling.sessie.execute(text("UPDATE casus SET titel = 'Leesbaar.'"))
    handeling.sessie.rollback()
    casus = bouw_casus(handeling)
    casus.titel = literal("Leesbaar.", Text)
    with pytest.raises(IntegrityError, match="ck_casus_titel_dicht"):
        handeling.sessie.flush()


def test_een_wijziging_ligt_opnieuw_dicht_en_de_rest_blijft_liggen(handeling: Handeling) -> None:
    casus = bouw_casus(handeling)
    handeling.sessie.commit()
    titel, situatie = _ruw(handeling.sessie, Casus.titel), _ruw(handeling.sessie, Casus.situatie)
    casus.titel = "Een nieuwe titel"
    handeling.sessie.commit()
    handeling.sessie.expire_all()
    assert casus.titel == "Een nieuwe titel"
    assert _ruw(handeling.sessie, Casus.titel) != titel
    assert _ruw(handeling.sessie, Casus.situatie) == situatie


@pytest.fixture
def twee(handeling: Handeling) -> tuple[Casus, Casus]:
    """Give two casussen with an encrypted text in the same columns, and a knelpunt each."""
    casussen = bouw_casus(handeling, situatie="Een."), bouw_casus(handeling, situatie="Twee.")
    handeling.sessie.commit()
    return casussen


VERWISSEL = {
    "andere rij": "UPDATE casus SET situatie = (SELECT situatie FROM casus ander WHERE ander.id <> casus.id)",
    "andere kolom": "UPDATE casus SET situatie = wens_inwoner",
    "andere tabel": "UPDATE casus SET situatie = (SELECT toelichting FROM knelpunt WHERE casus_id = casus.id)",
    "andere rij, met haar naam": "UPDATE knelpunt SET toelichting = 'v1.' || substr(toelichting, 4), rij = rij || 'x'",
}


@pytest.mark.parametrize("hoe", VERWISSEL)
@pytest.mark.usefixtures("twee")
def test_verplaatste_tekst_wordt_geweigerd(handeling: Handeling, hoe: str) -> None:
    kolommen = (Casus.situatie, Knelpunt.toelichting)
    assert [len(handeling.sessie.scalars(select(kolom)).all()) for kolom in kolommen] == [2, 2]
    handeling.sessie.execute(text(VERWISSEL[hoe].replace("rij || 'x'", "substr(rij, 2) || 'x'")))
    with pytest.raises(ValueError, match="hoort hier niet"):
        [handeling.sessie.scalars(select(kolom)).all() for kolom in kolommen]


@pytest.mark.usefixtures("twee")
def test_een_veranderde_byte_wordt_geweigerd(handeling: Handeling, engine: Engine) -> None:
    casus = handeling.sessie.scalars(select(Casus).order_by(Casus.id)).first()
    assert casus is not None
    heel = str(handeling.sessie.scalar(select(type_coerce(Casus.situatie, Text)).where(Casus.id == casus.id)))
    kluis = kluis_van(engine.dialect)
    for plek in range(len(heel)):
        ander = heel[:plek] + ("B" if heel[plek] == "A" else "A") + heel[plek + 1 :]
        with pytest.raises(ValueError, match=r"casus\.situatie"):
            kluis.ontsleutel(ander, f"casus.situatie.{casus.rij}")
    assert kluis.ontsleutel(heel, f"casus.situatie.{casus.rij}") == "Een."
    with pytest.raises(ValueError, match="niet versleuteld"):
        kluis.ontsleutel("Leesbaar.", f"casus.situatie.{casus.rij}")


@pytest.fixture
def vreemd(engine: Engine) -> Iterator[None]:
    """Give the database to somebody with a key ring of his own, for a while."""
    eigen = kluis_van(engine.dialect)
    leg_kluis_in(engine.dialect, Kluis(nieuwe_ring()))
    yield
    leg_kluis_in(engine.dialect, eigen)


@pytest.mark.usefixtures("twee", "vreemd")
def test_een_andere_sleutel_opent_niets(handeling: Handeling) -> None:
    handeling.sessie.expunge_all()
    with pytest.raises(ValueError, match="sleutel die er niet is"):
        handeling.sessie.scalars(select(Casus.titel)).all()


def test_een_bronkenmerk_is_te_vinden_en_niet_te_lezen(handeling: Handeling) -> None:
    bouw_casus(handeling, bronkenmerk="dossier-12")
    handeling.sessie.flush()
    handeling.sessie.expire_all()
    casus = handeling.sessie.scalars(select(Casus).where(Casus.bronkenmerk_merk == "dossier-12")).one()
    assert casus.bronkenmerk == "dossier-12"
    assert "dossier-12" not in _ruw(handeling.sessie, Casus.bronkenmerk)
    assert handeling.sessie.scalar(select(Casus.id).where(Casus.bronkenmerk_merk == "dossier-13")) is None
    with pytest.raises(IntegrityError, match="bronkenmerk_merk"):
        bouw_casus(handeling, bronkenmerk="dossier-12")


def test_twee_casussen_zonder_kenmerk_mogen_naast_elkaar(handeling: Handeling) -> None:
    bouw_casus(handeling)
    bouw_casus(handeling)
    assert handeling.sessie.scalar(select(func.count()).select_from(Casus)) == 2
