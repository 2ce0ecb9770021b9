"""Searching and browsing the lessen that are out: the same answer on both databases."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text

from maatwerk.account.models import Medewerker
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.les import vrijgave
from maatwerk.les.bibliotheek import MEESTE, list_gepubliceerd, plek_van, zoek
from maatwerk.les.index import ALLE, indexeer, plaats_van, tellingen, vergeet
from maatwerk.les.models import Les, Lesindex, Termtelling
from maatwerk.les.rules import Kenmerksoort, Lesstatus, Zoekvraag
from maatwerk.les.termen import zoektermen
from maatwerk.logboek.models import Logregel
from tests.bouw import bouw_medewerker
from tests.les.bouw import bouw_les
from tests.les.conftest import Als, Mensen

Client = Callable[[Medewerker], FlaskClient]


@pytest.fixture
def schrijver(handeling: Handeling) -> Medewerker:
    return bouw_medewerker(handeling)


def _zoek(handeling: Handeling, woorden: str) -> list[str]:
    return [les.titel for les in list_gepubliceerd(handeling, Zoekvraag(woorden))]


@pytest.mark.parametrize(
    "woorden",
    [
        "financiele een",
        "Financie\u0308le",
        "LOKET vraag",
        "loketten",
        "vragen naar financiële hulp",
        "in 2026 bij PW 18a",
    ],
)
def test_zoeken_vindt_woorden_in_elke_vorm_zonder_accent_en_hoofdletter(
    handeling: Handeling, schrijver: Medewerker, woorden: str
) -> None:
    bouw_les(handeling, schrijver, titel="Goed", geleerd="Vraag FINANCIËLE hulp bij één loket. In 2026: pw 18a.")
    bouw_les(handeling, schrijver, titel="Anders", geleerd="Iets over wonen.")
    assert _zoek(handeling, woorden) == ["Goed"]


@pytest.mark.parametrize("woorden", ["loket wonen", "loke", "AND", '"', "loket*", "l'oket", "titel=loket", "' | 'x"])
def test_alle_woorden_moeten_erin_staan_en_een_leesteken_is_geen_opdracht(
    handeling: Handeling, schrijver: Medewerker, woorden: str
) -> None:
    bouw_les(handeling, schrijver, titel="Goed", geleerd="Vraag hulp bij één loket.")
    bouw_les(handeling, schrijver, titel="Anders", geleerd="Iets over wonen.")
    assert _zoek(handeling, woorden) == (["Goed"] if woorden == "loket*" else [])


@pytest.mark.parametrize("woord", ["straße", "łódź", "şehir", "книга", "書類", "smørrebrød", "café"])
def test_woorden_uit_andere_talen_zijn_gewoon_woorden(handeling: Handeling, schrijver: Medewerker, woord: str) -> None:
    bouw_les(handeling, schrijver, titel="Goed", geleerd=f"Zij zei {woord} bij het loket.")
    bouw_les(handeling, schrijver, titel="Anders")
    assert _zoek(handeling, woord) == _zoek(handeling, woord.upper()) == ["Goed"]


def test_waar_een_les_het_meest_over_gaat_staat_bovenaan_dan_het_nieuwste_kwartaal(
    handeling: Handeling, schrijver: Medewerker
) -> None:
    vaak = "Een briefadres, nog een briefadres en een derde briefadres."
    for titel, geleerd, kwartaal in [
        ("Oud en terloops", "Ook een briefadres.", "2025-K1"),
        ("Nieuw en terloops", "Ook een briefadres.", "2026-K3"),
        ("Oud en vaak", vaak, "2024-K1"),
        ("Het briefadres, oud", "Bel.", "2023-K1"),
        ("Het briefadres, oud en vaak", vaak, "2022-K1"),
    ]:
        bouw_les(handeling, schrijver, titel=titel, geleerd=geleerd, kwartaal=kwartaal)
    verwacht = ["Het briefadres, oud en vaak", "Het briefadres, oud", "Oud en vaak", "Nieuw en terloops"]
    assert _zoek(handeling, "briefadres") == [*verwacht, "Oud en terloops"]


def test_binnen_een_kwartaal_bepaalt_de_willekeurige_code_de_volgorde(
    handeling: Handeling, schrijver: Medewerker
) -> None:
    for code in ("cc000000", "0a000000", "bb000000"):
        bouw_les(handeling, schrijver, titel=f"Les {code}", code=code, geleerd="Een briefadres.")
    op_code = ["Les 0a000000", "Les bb000000", "Les cc000000"]
    assert _zoek(handeling, "briefadres") == _zoek(handeling, "") == op_code


def test_een_oude_les_met_het_woord_in_de_titel_valt_niet_weg_achter_honderd_nieuwe(
    handeling: Handeling, schrijver: Medewerker
) -> None:
    bouw_les(handeling, schrijver, titel="Een briefadres", kwartaal="2019-K1")
    for _ in range(MEESTE + 1):
        bouw_les(handeling, schrijver, titel="Nieuw", geleerd="Ook een briefadres.")
    uitkomst = zoek(handeling, Zoekvraag("briefadres"))
    assert uitkomst.lessen[0].titel == "Een briefadres"
    assert (uitkomst.aantal, uitkomst.meer) == (MEESTE, True)


def test_zoeken_op_kenmerken_neemt_ze_samen(handeling: Handeling, schrijver: Medewerker) -> None:
    een = bouw_les(
        handeling,
        schrijver,
        kenmerken={Kenmerksoort.WET: ["PW", "Wmo 2015"], Kenmerksoort.NIVEAU: ["lokaal"], Kenmerksoort.STAND: ["ja"]},
    )
    bouw_les(handeling, schrijver, kenmerken={Kenmerksoort.WET: ["PW"], Kenmerksoort.STAND: ["nog niet bekend"]})
    assert len(list_gepubliceerd(handeling, Zoekvraag(kenmerken={Kenmerksoort.WET: "PW"}))) == 2
    beide = {Kenmerksoort.WET: "PW", Kenmerksoort.NIVEAU: "lokaal", Kenmerksoort.LEEFGEBIED: ""}
    for vraag in (beide, {Kenmerksoort.WET: "Wmo 2015"}, {Kenmerksoort.STAND: "ja"}):
        uitkomst = zoek(handeling, Zoekvraag("tekst", vraag))
        assert (uitkomst.lessen, uitkomst.aantal, uitkomst.meer) == ([een], 1, False)
    assert not list_gepubliceerd(handeling, Zoekvraag(kenmerken={Kenmerksoort.WET: "Wmo"}))


@pytest.mark.parametrize("woorden", ["", "briefadres"])
def test_bladeren_geeft_elke_les_een_keer(handeling: Handeling, schrijver: Medewerker, woorden: str) -> None:
    for nummer in range(7):
        bouw_les(handeling, schrijver, kwartaal=f"2026-K{nummer % 3 + 1}", geleerd="Een briefadres.")
    gezien, plek = list[Les](), ""
    while (uitkomst := zoek(handeling, Zoekvraag(woorden), plek, 2)).lessen:
        gezien += uitkomst.lessen
        plek = uitkomst.verder
        if not plek:
            break
    assert len({les.code for les in gezien}) == len(gezien) == 7
    assert [les.kwartaal for les in gezien] == sorted((les.kwartaal for les in gezien), reverse=True)


def test_bladeren_gaat_verder_ook_als_de_laatste_les_net_is_ingetrokken(
    handeling: Handeling, als: Als, mensen: Mensen
) -> None:
    een, twee = sorted((bouw_les(handeling, mensen.voorzitter) for _ in range(2)), key=lambda les: les.code)
    plek = plek_van(een)
    vrijgave.trek_in(als(mensen.privacy), een, "Een buur herkende het verhaal.")
    assert list_gepubliceerd(handeling, plek=plek) == [twee]


@pytest.mark.parametrize("plek", ["onzin", "2026-K9-zz", "-", "9" * 400, "-1", "²", "2026-K4-0000000G"])
def test_een_onzinnige_plek_begint_vooraan(handeling: Handeling, schrijver: Medewerker, plek: str) -> None:
    les = bouw_les(handeling, schrijver, geleerd="Een briefadres.")
    assert list_gepubliceerd(handeling, plek=plek) == [les]
    assert list_gepubliceerd(handeling, Zoekvraag("briefadres"), plek) in ([les], [])


def test_alleen_wat_gepubliceerd_is_ligt_in_de_index_en_intrekken_haalt_alles_weg(
    handeling: Handeling, als: Als, mensen: Mensen
) -> None:
    blijft = bouw_les(handeling, mensen.voorzitter, geleerd="Een voorschot helpt.")
    weg = bouw_les(handeling, mensen.voorzitter, geleerd="Een kwikstaart helpt.")
    for status in (Lesstatus.CONCEPT, Lesstatus.GECONTROLEERD, Lesstatus.INGETROKKEN):
        bouw_les(handeling, mensen.voorzitter, status, geleerd="Een kwikstaart helpt.")
    assert list_gepubliceerd(handeling, Zoekvraag("kwikstaart")) == [weg]
    vrijgave.trek_in(als(mensen.privacy), weg, "Een buur herkende het verhaal.")
    assert list_gepubliceerd(handeling, Zoekvraag("kwikstaart")) == []
    assert list_gepubliceerd(handeling, Zoekvraag("voorschot")) == [blijft]
    sessie = handeling.sessie
    assert sessie.scalars(select(Lesindex.les_id)).all() == [blijft.id]
    assert not [term for term in sessie.scalars(select(Termtelling.term)) if "kwikstaart" in term]
    assert tellingen(handeling, [ALLE]) == {ALLE: 1}
    if sessie.get_bind().dialect.name == "sqlite":
        stukken = sessie.scalars(text("SELECT block FROM leszoek_data")).all()
        assert not any(b"kwikstaart" in stuk for stuk in stukken)


def test_twee_keer_in_de_index_telt_een_keer(handeling: Handeling, schrijver: Medewerker) -> None:
    les = bouw_les(handeling, schrijver, geleerd="Een briefadres.")
    indexeer(handeling, les)
    assert list(tellingen(handeling, [ALLE, *zoektermen("briefadressen")]).values()) == [1, 1]
    assert list_gepubliceerd(handeling, Zoekvraag("briefadres")) == [les]
    vergeet(handeling, les)
    vergeet(handeling, les)
    assert handeling.sessie.scalars(select(Termtelling)).all() == []


def test_de_plek_in_de_index_zegt_niet_meer_dan_kwartaal_en_code() -> None:
    assert plaats_van("2026-K4", "00000001") < plaats_van("2026-K4", "ffffffff") < plaats_van("2026-K3", "00000000")
    assert plaats_van("2027-K1", "00000000") < plaats_van("2026", "00000000") == plaats_van("2026-H2", "00000000")
    assert (
        plaats_van("2026-K3", "ffffffff") < plaats_van("2026-H1", "00000000") < plaats_van("2025 of eerder", "00000000")
    )
    for kwartaal, code in (("vroeger", "00000001"), ("2026-K5", "00000001"), ("2026-K4", "xx")):
        with pytest.raises(ValueError, match=kwartaal):
            plaats_van(kwartaal, code)


def test_het_scherm_zegt_hoeveel_er_passen_en_houdt_de_vraag_vast(handeling: Handeling, client: Client) -> None:
    schrijver = bouw_medewerker(handeling)
    for _ in range(26):
        bouw_les(handeling, schrijver, geleerd="Een briefadres.", kenmerken={Kenmerksoort.WET: ["PW"]})
    browser = client(bouw_medewerker(handeling, (Rol.LID, "ondiep")))
    pagina = browser.get("/lessen?woorden=briefadressen&wet=PW").text
    assert "26 lessen passen." in pagina
    assert "/lessen?vanaf=25&amp;woorden=briefadressen&amp;wet=PW" in pagina
    volgende = browser.get("/lessen?vanaf=25&woorden=briefadressen&wet=PW").text
    assert volgende.count("<article") == 1
    assert "Meer lessen" not in volgende
    assert "passen." not in browser.get("/lessen").text


def test_een_lege_uitkomst_zegt_wat_je_kunt_doen(handeling: Handeling, client: Client) -> None:
    bouw_les(handeling, bouw_medewerker(handeling))
    browser = client(bouw_medewerker(handeling, (Rol.LID, "ondiep")))
    assert "Gebruik minder woorden" in browser.get("/lessen?woorden=kwikstaart").text
    assert "Zoek op een woord dat zegt waar het over gaat" in browser.get("/lessen?woorden=van+de").text


def test_het_logboek_weet_dat_iemand_zocht_nooit_waarnaar(handeling: Handeling, client: Client) -> None:
    client(bouw_medewerker(handeling, (Rol.LID, "ondiep"))).get("/lessen?woorden=kwikstaart&wet=PW")
    regel = handeling.sessie.scalars(select(Logregel).where(Logregel.wat == "les.gezocht")).one()
    assert "kwikstaart" not in " ".join(str(getattr(regel, kolom.name)) for kolom in Logregel.__table__.columns)


def test_wie_geen_account_heeft_zoekt_niet(handeling: Handeling, client: Client) -> None:
    browser = client(bouw_medewerker(handeling)).application.test_client()
    assert browser.get("/lessen?woorden=briefadres").status_code == 302
