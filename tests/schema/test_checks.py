"""The database repeats the rules: a wrong row written past all our code is refused, by name, on both databases."""

import traceback
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import (
    CheckConstraint,
    Connection,
    Enum,
    String,
    Table,
    Text,
    UniqueConstraint,
    insert,
    literal,
    null,
    select,
    type_coerce,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from maatwerk import schema
from maatwerk.kern import klok
from maatwerk.kern.database import maak_engine
from maatwerk.kern.handeling import Handeling, Systeem
from maatwerk.kern.instellingen import Instellingen
from maatwerk.kern.versleuteld import Versleuteld, nieuwe_rij
from tests.conftest import KLUIS, SPOOR
from tests.schema.bouw import vul_alle_tabellen
from tests.schema.databases import SOORTEN, maak_database

TABELLEN = schema.METADATA.tables
GETYPT = "Fatma slaapt bij haar zus."
TOEN = datetime(2020, 1, 1, tzinfo=UTC)
DICHT = literal("v1.proef", Text)
"""What passes for an encrypted text; no type of ours comes in between."""

FOUT: dict[str, list[dict[str, Any]]] = {
    "aanvulling.tekst": [{"tekst": ""}],
    "overdracht.aan_een_ander": [{"naar_id": TABELLEN["overdracht"].c.van_id}],
    "triagevraag.vraag": [{"vraag": ""}],
    "triagevraag.antwoord_met_naam": [{"antwoord": ""}, {"beantwoord_door": None}, {"beantwoord_op": None}],
    "uitnodiging.medewerker_of_organisatie": [{"medewerker_id": None}, {"organisatie": DICHT}],
    "werkfilter.naam_en_keuze": [{"naam": ""}, {"keuze": ""}],
    "actie.wat": [{"wat": ""}],
    "afweging.motivering_na_onthulling": [
        {"onthuld_op": None, "legitimiteit": "", "betrokkenheid": "", "rendement": "", "weging": "", veld: DICHT}
        for veld in ("legitimiteit", "betrokkenheid", "rendement", "weging", "afwijking_motivering")
    ]
    + [
        {"onthuld_op": None, "legitimiteit": "", "betrokkenheid": "", "rendement": "", "weging": "", "afwijking": soort}
        for soort in ("wijkt niet af", "geen vergelijkbare les")
    ],
    "afweging.afwijking_gemotiveerd": [{"afwijking": "wijkt af", "afwijking_motivering": ""}],
    "afweging.ronde": [{"ronde": 0}],
    "bedrag.jaar": [{"jaar": 1999}, {"jaar": 2100}],
    "bedrag.laag_tot_hoog": [{"laag": -1}, {"laag": 3, "hoog": 2}, {"hoog": 1_000_000_001}],
    "bedrag.partij_en_bron": [{"partij": ""}, {"bron": ""}],
    "minderheidsstandpunt.tekst_en_reden": [{"tekst": ""}, {"reden": ""}],
    "oplossing.ingetrokken": [
        {"nummer": 0, "ingetrokken_op": TOEN, "vanaf_ronde": None},
        {"nummer": 9, "ingetrokken_op": TOEN, "vanaf_ronde": 1, "tekst": DICHT},
    ],
    "oplossing.nummer": [{"nummer": -1, "tekst": DICHT}],
    "oplossing.tekst": [{"nummer": 9, "tekst": ""}],
    "oplossing.vanaf_ronde": [{"vanaf_ronde": 0}],
    "agendapunt.afgerond_na_start": [{"gestart_op": None, "fase": "", "afgerond_op": TOEN}],
    "agendapunt.fase_na_start": [{"gestart_op": None, "afgerond_op": None, "fase": "opening"}],
    "agendapunt.volgorde": [{"volgorde": 0}, {"volgorde": -1}],
    "besluit.aanhouden_met_datum": [{"uitkomst": "aanhouden", "terug_op": None}],
    "besluit.toelichting": [{"toelichting": ""}],
    "besluit.voorwaarden": [{"uitkomst": "doorbraak onder voorwaarden", "voorwaarden": ""}],
    "breekglas.oordeel_met_naam": [{"oordeel": None}, {"beoordeeld_door": None}, {"beoordeeld_op": None}],
    "breekglas.reden": [{"reden": ""}],
    "breekglas.venster": [{"tot": TOEN}],
    "breekglas.vier_ogen": [{"medewerker_id": TABELLEN["breekglas"].c.beoordeeld_door}],
    "bewaarplicht.opgeheven": [
        {"opgeheven_op": None},
        {"opgeheven_door": None},
    ],
    "bewaarplicht.reden": [{"reden": ""}],
    "bewaarvoorstel.bezwaar_beantwoord": [{"antwoord": ""}],
    "bewaarvoorstel.bezwaar_met_reden": [{"bezwaar_reden": ""}, {"bezwaar_door": None}],
    "bewaarvoorstel.goedgekeurd": [{"goedgekeurd_op": None}, {"goedgekeurd_door": None}],
    "bewaarvoorstel.vier_ogen": [{"goedgekeurd_door": TABELLEN["bewaarvoorstel"].c.bezwaar_door}],
    "casus.afgesloten_op": [{"status": "afgesloten", "afgesloten_op": None}],
    "casus.bronkenmerk_met_merk": [{"bronkenmerk": None}, {"bronkenmerk_merk": None}],
    "casus.bronkenmerk_niet_leeg": [{"bronkenmerk": ""}],
    "casus.ingediend_na_concept": [{"ingediend_op": None}, {"status": "concept", "ingediend_op": TOEN}],
    "casus.inwoner_geinformeerd": [{"geinformeerd_op": None, "reden_niet_geinformeerd": ""}],
    "casus.triage_met_reden": [
        {"status": status, "triage_toelichting": ""}
        for status in ("aanvullen gevraagd", "direct opgelost", "niet voor de tafel")
    ],
    "casus.volledig_na_concept": [
        {veld: ""} for veld in ("titel", "situatie", "wens_inwoner", "gevraagde_doorbraak", "grondslag")
    ],
    "cijfer.niet_onder_de_drempel": [{"aantal": 4}, {"aantal": -1, "drempel": -2}],
    "cijferperiode.periode": [{"periode": ""}],
    "doorbraak.wat_en_wie": [{"omschrijving": ""}, {"eigenaar": ""}],
    "opschaling.gericht_aan": [{"gericht_aan": ""}],
    "opschaling.antwoord_met_moment": [{"antwoord": None}, {"geantwoord_op": None}],
    "opschaling.afgewezen_met_reden": [{"reden": ""}],
    "hulp.kwartaal": [{"kwartaal": ""}],
    "inzageverzoek.kenmerk": [{"kenmerk": ""}],
    "inzageverzoek.termijn": [{"uiterlijk_op": date(2020, 1, 1)}],
    "inzageverzoek.voorbereid": [
        {"voorbereid_op": None},
        {"voorbereid_door": None},
    ],
    "klad.inhoud": [{"inhoud": ""}],
    "les.gecontroleerd": [{"gecontroleerd_door": None}, {"status": "concept", "ingestemd_op": None}],
    "les.ingestemd": [
        {"status": "gepubliceerd", "ingestemd_op": None},
        {"status": "ingetrokken", "reden_ingetrokken": DICHT, "ingestemd_op": None},
    ],
    "les.ingetrokken_met_reden": [{"status": "ingetrokken"}, {"reden_ingetrokken": DICHT}],
    "les.instemming_na_controle": [{"status": "concept", "gecontroleerd_door": None, "ingestemd_op": TOEN}],
    "les.kwartaal": [
        {"status": "gepubliceerd", "kwartaal": ""},
        {"status": "ingetrokken", "reden_ingetrokken": DICHT, "kwartaal": ""},
    ],
    "les.bezwaar_niet_buiten": [{"bezwaar": DICHT}],
    "les.reageren_kan": [{"status": "gecontroleerd"}],
    "les.vrijgegeven": [
        {"status": "vrijgegeven", "reageer_tot": date(2026, 12, 1)},
        {"vrijgegeven_op": TOEN},
    ],
    "les.zonder_antwoord": [{"zonder_antwoord": True}],
    "lesprofiel.periode": [{"periode": ""}],
    "weerlegging.reden": [{"reden": ""}],
    "les.vier_ogen": [{"gecontroleerd_door": TABELLEN["les"].c.geschreven_door}],
    "les.volledig_na_concept": [{veld: ""} for veld in ("titel", "wat_speelde", "botsing", "geleerd")],
    "termtelling.aantal": [{"aantal": -1}],
    "medewerker.email_kleine_letters": [{"email": "Hoofd@voorbeeld.nl"}],
    "berichtvoorkeur.spoed_altijd_meteen": [{"groep": "spoed"}],
    "berichtvoorkeur.uur": [{"uur": -1}, {"uur": 24}],
    "melding.ergens_over": [{"casus_id": None}],
    "melding.gemaild_is_verwerkt": [{"post_id": TABELLEN["melding"].c.id, "verwerkt_op": None}],
    "inleesstuk.aantal": [{"aantal": 0}],
    "inleesstuk.fouten_na_keuren": [{"gekeurd_op": None}],
    "inlezing.aantallen": [{"gelezen": -1}, {"overgeslagen": -1}],
    "inlezing.bekeken_met_zacht": [{"bekeken": None}, {"zacht": None}],
    "pauze.reden": [{"reden": ""}],
    "pauze.venster": [{"tot": TOEN}],
    "post.een_afloop": [{"tekst": "", "verzonden_op": TOEN, "opgegeven_op": TOEN}],
    "post.tekst_zolang_hij_wacht": [{"tekst": ""}, {"verzonden_op": TOEN}, {"opgegeven_op": TOEN}],
    "procesevaluatie.vier_antwoorden": [{veld: ""} for veld in ("goed", "beter", "leren", "anders")],
    "rolvoorstel.besluit_met_wie_en_wanneer": [{"besluit": None}, {"besloten_door": None}, {"besloten_op": None}],
    "rolvoorstel.gevoelige_rol": [{"rol": "tafellid"}, {"rol": "indiener", "tafel": ""}],
    "rolvoorstel.niet_voor_zichzelf": [{"voorgesteld_door": TABELLEN["rolvoorstel"].c.medewerker_id}],
    "rolvoorstel.tafel_bij_tafelrol": [{"rol": "tafelvoorzitter", "tafel": ""}, {"rol": "beheerder"}],
    "rolvoorstel.vier_ogen": [
        {"besloten_door": TABELLEN["rolvoorstel"].c[wie]} for wie in ("voorgesteld_door", "medewerker_id")
    ],
    "signaal.eigenaar_na_patroon": [{"status": "belegd", "eigenaar": ""}, {"status": "gesloten", "eigenaar": ""}],
    "signaal.kernzin": [{"kernzin": ""}],
    "signaal.niet_over_een_casus": [{"niveau": "casus"}],
    "stap.reden": [{"reden": ""}],
    "toegang.venster": [{"vanaf": TOEN, "tot": TOEN}, {"vanaf": datetime(2100, 1, 1, tzinfo=UTC)}],
    "toegangssleutel.naam": [{"naam": ""}],
    "toegangssleutel.sign_count": [{"sign_count": -1}],
    "toewijzing.soort_bij_rol": [
        {"rol": "beheerder", "tafel": ""},
        {"rol": "privacy officer", "tafel": ""},
        {"soort": "beheer"},
        {"soort": "privacy"},
    ],
    "toewijzing.tafel_bij_tafelrol": [
        *({"rol": rol, "tafel": ""} for rol in ("casuscoördinator", "tafelvoorzitter", "tafellid")),
        *({"rol": rol, "tafel": "ondiep"} for rol in ("indiener", "beleidsadviseur")),
        {"rol": "beheerder", "tafel": "ondiep", "soort": "beheer"},
        {"rol": "privacy officer", "tafel": "ondiep", "soort": "privacy"},
    ],
    "vernietigingsverklaring.aantal": [{"aantal": 0}],
    "vernietigingsverklaring.periode": [{"periode_van": date(2100, 1, 1)}],
    "tweede_factor.zaad": [{"zaad": ""}],
    "weging.stand": [{"stand": 0}, {"stand": 6}],
    "weging.tekst": [{"tekst": ""}],
    "weging.versie": [{"versie": 0}],
    "zitting.gesloten_op": [{"status": "gesloten", "gesloten_op": None}, {"status": "gepland", "gesloten_op": TOEN}],
    "zitting.slots": [{"slots": 0}, {"slots": 13}],
}
"""Per CHECK, as table.name, what to change in a good row to break that rule and no other."""

ANDERS: dict[str, dict[str, Any]] = {
    "uq_inlezing_rij": {"medewerker_id": 999_999},
    "uq_inleesstuk_rij": {"volgnummer": 9},
    "uq_les_casus_id": {"code": "anders"},
    "uq_les_code": {"casus_id": None},
    "uq_triagetoets_rij": {"casus_id": 999_999},
    "uq_uitnodiging_rij": {"casus_id": 999_999},
    "uq_weerlegging_rij": {"vondst_merk": bytes(32)},
    "uq_les_rij": {"code": "anders", "casus_id": None},
    "uq_bewaarvoorstel_rij": {"casus_id": 999_999},
    "uq_casus_rij": {"bronkenmerk": None, "bronkenmerk_merk": None, "begonnen_met": None},
    "uq_casus_organisatie_bronkenmerk_merk": {"begonnen_met": None},
    "uq_casus_indiener_id_begonnen_met": {"bronkenmerk": None, "bronkenmerk_merk": None},
    "uq_klad_rij": {"venster": bytes(31)},
    "uq_afweging_rij": {"agendapunt_id": 999_999},
    "uq_besluit_rij": {"agendapunt_id": 999_999},
    "uq_notitie_rij": {"fase": "anders"},
    "uq_procesevaluatie_rij": {"casus_id": 999_999},
    "uq_weging_rij": {"waarde": "legitimiteit"},
    "uq_minderheidsstandpunt_rij": {"afweging_id": 999_999},
    "uq_oplossing_rij": {"nummer": 9, "tekst": DICHT},
    "uq_identiteit_iss_sub": {"medewerker_id": 999_998},
    "uq_identiteit_medewerker_id_iss": {"sub": "b2"},
}
"""What else to change in the copy of a row, where its table has two UNIQUEs."""


def _woorden() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Give, for every column that holds a word from a list, the name of its CHECK and a row with another word."""
    for tabel in schema.METADATA.sorted_tables:
        for kolom in tabel.columns:
            if isinstance(kolom.type, Enum) and kolom.type.create_constraint:
                # as text: in Python the type itself would refuse the word, and it is the database we ask
                yield f"ck_{tabel.name}_{kolom.type.name}", tabel.name, {kolom.name: "onzin"}


def _open() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Give, for every column that lies encrypted, the name of its CHECK and a row where the text lies open."""
    erbij: dict[str, dict[str, Any]] = {  # only then may it be filled
        "les.reden_ingetrokken": {"status": "ingetrokken"},
        "les.bezwaar": {"status": "concept", "gecontroleerd_door": None, "ingestemd_op": None},
        "uitnodiging.organisatie": {"medewerker_id": None},
    }
    for tabel in schema.METADATA.sorted_tables:
        for kolom in tabel.columns:
            if isinstance(kolom.type, Versleuteld):
                yield (
                    f"ck_{tabel.name}_{kolom.name}_dicht",
                    tabel.name,
                    {kolom.name: literal("Leesbaar.", Text)} | erbij.get(f"{tabel.name}.{kolom.name}", {}),
                )


def _naam(sleutel: str) -> str:
    return "ck_" + sleutel.replace(".", "_", 1)


GEVALLEN = [
    *((_naam(sleutel), sleutel.split(".")[0], rij) for sleutel, rijen in FOUT.items() for rij in rijen),
    *_woorden(),
    *_open(),
]
UNIEK = {
    str(regel.name): (tabel, regel)
    for tabel in schema.METADATA.sorted_tables
    for regel in tabel.constraints
    if isinstance(regel, UniqueConstraint) and not set(regel.columns) & set(tabel.primary_key)  # the key itself
}

_SLOT = "het logboek is alleen aan te vullen"  # the trigger of the log, or of its grens, speaks before any constraint


@pytest.fixture(scope="module", params=SOORTEN)
def gevuld(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, instellingen: Instellingen
) -> Iterator[Connection]:
    """Give a migrated database with a good row in every table."""
    with maak_database(request.param, tmp_path_factory.mktemp("checks")) as adres:
        engine = maak_engine(adres, KLUIS)
        schema.werk_bij(engine)
        with Session(engine, expire_on_commit=False) as sessie:
            vul_alle_tabellen(Handeling(sessie, Systeem(), klok.nu(), instellingen, SPOOR))
        with engine.connect() as verbinding:
            yield verbinding
        engine.dispose()


@pytest.fixture
def verbinding(gevuld: Connection) -> Iterator[Connection]:
    with gevuld.begin() as poging:
        yield gevuld
        poging.rollback()


def _eerste(verbinding: Connection, tabel: Table) -> dict[str, Any]:
    """Give the first row as it lies there."""
    dicht = [kolom.name for kolom in tabel.columns if isinstance(kolom.type, Versleuteld)]
    ruw = [type_coerce(kolom, Text).label(kolom.name) if kolom.name in dicht else kolom for kolom in tabel.columns]
    rij = verbinding.execute(select(*ruw).order_by(*tabel.primary_key).limit(1)).mappings().one()
    return {naam: literal(waarde, Text) if naam in dicht else waarde for naam, waarde in rij.items()}


def _wijzig(verbinding: Connection, tabel: Table, waarden: dict[str, Any]) -> None:
    """Change the first row, past every rule of ours; a refusal leaves the transaction usable."""
    rij = _eerste(verbinding, tabel)
    with verbinding.begin_nested():
        deze = update(tabel).where(*(kolom == rij[kolom.name] for kolom in tabel.primary_key))
        assert verbinding.execute(deze.values(waarden)).rowcount == 1


def test_elke_check_heeft_een_rij_die_hij_weigert() -> None:
    regels = [regel for tabel in TABELLEN.values() for regel in tabel.constraints if isinstance(regel, CheckConstraint)]
    assert {naam for naam, _, _ in GEVALLEN} == {str(regel.name) for regel in regels}


@pytest.mark.parametrize(("naam", "tabel", "waarden"), GEVALLEN, ids=[f"{n}-{'-'.join(w)}" for n, _, w in GEVALLEN])
def test_een_rij_tegen_de_regels_wordt_geweigerd(
    verbinding: Connection, naam: str, tabel: str, waarden: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError, match=rf"(?is)check.*\b{naam}\b"):
        _wijzig(verbinding, TABELLEN[tabel], waarden)


@pytest.mark.parametrize("naam", sorted(UNIEK))
def test_een_tweede_rij_met_hetzelfde_wordt_geweigerd(verbinding: Connection, naam: str) -> None:
    tabel, regel = UNIEK[naam]
    rij = _eerste(verbinding, tabel)
    if "rij" in rij and "rij" not in regel.columns:
        rij["rij"] = nieuwe_rij()
    assert None not in [rij[kolom.name] for kolom in regel.columns]
    kolommen = ", ".join(f"{tabel.name}.{kolom.name}" for kolom in regel.columns)
    sleutel = next(iter(tabel.primary_key)).name
    with pytest.raises(IntegrityError, match=rf"\b{naam}\b|UNIQUE constraint failed: {kolommen}\n|{_SLOT}"):
        verbinding.execute(insert(tabel).values({**rij, sleutel: 999_999, **ANDERS.get(naam, {})}))


def test_elke_verwijzing_naar_iets_wat_er_niet_is_wordt_geweigerd(verbinding: Connection) -> None:
    kolommen = [
        (tabel, kolom)
        for tabel in TABELLEN.values()
        for kolom in tabel.columns
        if kolom.foreign_keys and kolom.name != "soort"
    ]
    assert len(kolommen) > 20
    for tabel, kolom in kolommen:
        with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
            _wijzig(verbinding, tabel, {kolom.name: "weg" if isinstance(kolom.type, String) else 999_999})


def test_geen_verplichte_kolom_mag_ontbreken(verbinding: Connection) -> None:
    for tabel in TABELLEN.values():
        for kolom in tabel.columns:
            if not kolom.nullable and not kolom.primary_key:
                leeg = rf"(?is)not.null.*\b{kolom.name}\b|\b{kolom.name}\b.*not.null|{_SLOT}"
                with pytest.raises(IntegrityError, match=leeg):
                    _wijzig(verbinding, tabel, {kolom.name: null()})


def test_een_geweigerde_rij_zegt_nergens_wat_erin_stond(verbinding: Connection) -> None:
    """PostgreSQL quotes the row it refuses, and an error ends up in a log."""
    with pytest.raises(IntegrityError) as fout:
        _wijzig(verbinding, TABELLEN["casus"], {"titel": "", "situatie": literal(f"v1.{GETYPT}", Text)})
    assert GETYPT not in "".join(traceback.format_exception(fout.value))
    assert "ck_casus_volledig_na_concept" in str(fout.value)


def test_een_waarde_die_weg_mag_blijven_mag_dat_ook_hier(verbinding: Connection) -> None:
    """A CHECK lets NULL through; that is meant for these."""
    _wijzig(verbinding, TABELLEN["casus"], {"bronkenmerk": None, "bronkenmerk_merk": None})
    _wijzig(verbinding, TABELLEN["weging"], {"stand": None})
