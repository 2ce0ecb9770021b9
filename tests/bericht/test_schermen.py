"""The page of notices: what is yours to see, what is done, how many are new; and choosing your mail."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, select

from maatwerk.account.models import Medewerker
from maatwerk.bericht.melden import Over, meld
from maatwerk.bericht.models import Melding, Voorkeur
from maatwerk.bericht.soorten import Groep, Soort, Wijze
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Status
from maatwerk.doorbraak.commands import rond_actie_af
from maatwerk.dossier.meldingen import get_bericht, list_berichten, tel_nieuw
from maatwerk.kern.fouten import Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.les.rules import Lesstatus
from tests.bouw import bouw_bespreking, bouw_casus, bouw_medewerker, bouw_zitting
from tests.doorbraak.bouw import bouw_uitvoering
from tests.les.bouw import bouw_les

Als = Callable[[Medewerker], Handeling]
Client = Callable[[Medewerker], FlaskClient]


@pytest.fixture
def indiener(handeling: Handeling) -> Medewerker:
    return bouw_medewerker(handeling, (Rol.INDIENER, ""))


@pytest.fixture
def casus(handeling: Handeling, indiener: Medewerker) -> Casus:
    return bouw_casus(handeling, indiener, Status.AANVULLEN, titel="Kanarie")


def _meld(handeling: Handeling, wie: Medewerker, soort: Soort, casus: Casus | None, ding: int = 0) -> Melding:
    meld(handeling, [wie.id], soort, Over(casus.id if casus else None, ding, dag=handeling.vandaag))
    return handeling.sessie.scalars(select(Melding).order_by(Melding.id.desc())).first() or Melding()


@contextmanager
def _geteld(engine: Engine) -> Iterator[list[str]]:
    vragen: list[str] = []

    def noteer(_verbinding: object, _cursor: object, vraag: str, *_rest: object) -> None:
        vragen.append(vraag)

    event.listen(engine, "before_cursor_execute", noteer)
    yield vragen
    event.remove(engine, "before_cursor_execute", noteer)


def test_een_bericht_staat_er_met_nummer_en_reden_en_gaat_open(
    client: Client, handeling: Handeling, indiener: Medewerker, casus: Casus
) -> None:
    melding = _meld(handeling, indiener, Soort.AANVULLEN, casus)
    browser = client(indiener)
    assert '<span class="mw-teller">1<span' in browser.get("/casussen").text
    pagina = browser.get("/berichten").text
    assert f"Casus {casus.nummer}. De casuscoördinator vraagt je om een aanvulling." in pagina
    assert "Je krijgt dit omdat jij deze casus indiende." in pagina
    assert "Kanarie" not in pagina
    antwoord = browser.get(f"/berichten/{melding.id}")
    assert (antwoord.status_code, antwoord.location) == (302, f"/casussen/{casus.nummer}")
    pagina = browser.get("/berichten").text
    assert "mw-teller" not in pagina
    assert "gelezen" in pagina


def test_lezen_kan_een_voor_een_en_allemaal_tegelijk(
    client: Client, handeling: Handeling, indiener: Medewerker
) -> None:
    meldingen = [_meld(handeling, indiener, Soort.BESLUIT, bouw_casus(handeling, indiener)) for _ in range(3)]
    ander = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    vreemd = _meld(handeling, ander, Soort.BESLUIT, bouw_casus(handeling, ander))
    browser = client(indiener)
    assert browser.post(f"/berichten/{meldingen[0].id}/gelezen").status_code == 302
    assert '<span class="mw-teller">2<span' in browser.get("/berichten").text
    assert browser.post("/berichten/gelezen").status_code == 302
    assert "mw-teller" not in browser.get("/berichten").text
    handeling.sessie.refresh(vreemd)
    assert vreemd.gelezen_op is None
    handeling.sessie.commit()
    for pad, methode in ((f"/berichten/{vreemd.id}", "GET"), (f"/berichten/{vreemd.id}/gelezen", "POST")):
        assert browser.open(pad, method=methode).status_code == 404


@pytest.mark.parametrize("rol", [(Rol.COORDINATOR, "zuilen"), (Rol.LID, "ondiep"), (Rol.PRIVACY, ""), (Rol.BELEID, "")])
def test_wat_je_niet_mag_zien_staat_er_niet_ook_het_nummer_niet(
    client: Client, handeling: Handeling, casus: Casus, rol: tuple[Rol, str]
) -> None:
    vreemde = bouw_medewerker(handeling, rol)
    for soort in Soort:
        melding = _meld(handeling, vreemde, soort, casus, 1 if soort is Soort.AGENDA else 0)
    browser = client(vreemde)
    pagina = browser.get("/berichten").text
    assert casus.nummer not in pagina
    assert "Er zijn geen berichten voor jou." in pagina
    assert browser.get(f"/berichten/{melding.id}").status_code == 404


def test_een_casus_die_niet_meer_van_jou_is_neemt_zijn_berichten_mee(
    handeling: Handeling, als: Als, casus: Casus
) -> None:
    coordinator = bouw_medewerker(handeling, (Rol.COORDINATOR, "ondiep"))
    casus.status = Status.INGEDIEND
    melding = _meld(handeling, coordinator, Soort.INGEDIEND, casus)
    assert tel_nieuw(als(coordinator)) == 1
    casus.status = Status.IN_UITVOERING
    handeling.sessie.flush()
    assert (tel_nieuw(als(coordinator)), list_berichten(als(coordinator))) == (0, [])
    with pytest.raises(Onvindbaar):
        get_bericht(als(coordinator), melding.id)


@pytest.mark.parametrize(
    ("soort", "klaar"),
    [
        (Soort.AANVULLEN, Status.INGEDIEND),
        (Soort.GEREED, Status.INGEPLAND),
        (Soort.INGEPLAND, Status.BESPROKEN),
        (Soort.TWEEDE_RONDE, Status.INGEPLAND),
        (Soort.OPVOLGING, Status.AFGESLOTEN),
    ],
)
def test_wat_klaar_is_vraagt_geen_aandacht_meer(
    handeling: Handeling, als: Als, indiener: Medewerker, soort: Soort, klaar: Status
) -> None:
    eerst = {Soort.AANVULLEN: Status.AANVULLEN, Soort.INGEPLAND: Status.INGEPLAND, Soort.OPVOLGING: Status.OPVOLGING}
    casus = bouw_casus(handeling, indiener, eerst.get(soort, Status.GEREED))
    _meld(handeling, indiener, soort, casus)
    assert tel_nieuw(als(indiener)) == 1
    casus.status, casus.afgesloten_op = klaar, handeling.nu
    handeling.sessie.flush()
    assert tel_nieuw(als(indiener)) == 0
    assert [bericht.klaar for bericht in list_berichten(als(indiener))] == [True]


def test_een_houder_ziet_zijn_actie_ook_als_hij_de_casus_niet_meer_mag_lezen(
    client: Client, handeling: Handeling, als: Als
) -> None:
    bespreking = bouw_bespreking(handeling)
    lid = bouw_medewerker(handeling, (Rol.LID, "ondiep"))
    actie = bouw_uitvoering(handeling, bespreking, lid)
    melding = _meld(handeling, lid, Soort.ACTIE, bespreking.casus, actie.id)
    browser = client(lid)
    assert bespreking.casus.nummer in browser.get("/berichten").text
    assert browser.get(f"/berichten/{melding.id}").location == "/acties"
    rond_actie_af(als(lid), actie)
    assert tel_nieuw(als(lid)) == 0


def test_de_privacy_officer_hoort_van_een_les_en_niet_uit_welke_casus(
    client: Client, handeling: Handeling, indiener: Medewerker
) -> None:
    privacy = bouw_medewerker(handeling, (Rol.PRIVACY, ""))
    casus = bouw_casus(handeling, indiener, Status.AFGESLOTEN)
    les = bouw_les(handeling, indiener, Lesstatus.CONCEPT, casus_id=casus.id)
    melding = _meld(handeling, privacy, Soort.LES_CONTROLEREN, casus, les.id)
    browser = client(privacy)
    pagina = browser.get("/berichten").text
    assert "Er wacht een les op controle." in pagina
    assert casus.nummer not in pagina
    assert browser.get(f"/berichten/{melding.id}").location == f"/lessen/{les.code}/controleren"


def test_elk_bericht_leidt_naar_een_pagina_die_opengaat(client: Client, handeling: Handeling) -> None:
    bespreking = bouw_bespreking(handeling)
    voorzitter, casus = bespreking.voorzitter, bespreking.casus
    les = bouw_les(handeling, bespreking.indiener, Lesstatus.CONCEPT, casus_id=casus.id)
    browser = client(voorzitter)
    dingen = {Soort.LES_CONTROLEREN: les.id, Soort.LES_INGESTEMD: les.id, Soort.LES_GEPUBLICEERD: les.id}
    soorten = (Soort.SPOED, Soort.BESLUIT, Soort.ACTIE_KLAAR, Soort.CONTROLE_TERMIJN, Soort.BEZWAAR, *dingen)
    meldingen = [_meld(handeling, voorzitter, soort, casus, dingen.get(soort, 0)) for soort in soorten]
    meldingen.append(_meld(handeling, bespreking.leden[0], Soort.AGENDA, None, bespreking.agendapunt.zitting_id))
    casus.status = Status.IN_UITVOERING
    handeling.sessie.commit()
    for melding in meldingen[:-1]:
        antwoord = browser.get(f"/berichten/{melding.id}", follow_redirects=True)
        assert antwoord.status_code == 200, melding.soort
    assert client(bespreking.leden[0]).get(f"/berichten/{meldingen[-1].id}", follow_redirects=True).status_code == 200


def test_een_lange_lijst_kost_niet_meer_vragen_en_gaat_verder_op_de_volgende_bladzijde(
    client: Client, handeling: Handeling, engine: Engine, indiener: Medewerker
) -> None:
    casussen = [bouw_casus(handeling, indiener) for _ in range(30)]
    toen = replace(handeling, nu=handeling.nu - timedelta(hours=1))
    for nummer, casus in enumerate(casussen):  # some at the very same moment
        _meld(replace(toen, nu=toen.nu + timedelta(minutes=nummer // 3)), indiener, Soort.BESLUIT, casus)
    browser = client(indiener)
    browser.get("/berichten")
    with _geteld(engine) as vragen:
        eerste = browser.get("/berichten").text
    assert len(vragen) <= 8
    assert "Oudere berichten" in eerste
    verder = eerste.partition("/berichten?voor=")[2].partition('"')[0]
    tweede = browser.get(f"/berichten?voor={verder}").text
    assert "Oudere berichten" not in tweede
    assert [(casus.nummer in eerste) + (casus.nummer in tweede) for casus in casussen] == [1] * 30
    assert browser.get("/berichten?voor=999999").status_code == 200


def test_je_kiest_hoe_je_mail_krijgt(client: Client, handeling: Handeling, indiener: Medewerker) -> None:
    browser = client(indiener)
    assert "Spoed mailen we altijd meteen." in browser.get("/berichten/instellen").text
    goed = {"vraag": "meteen", "nieuws": "geen", "herinnering": "dagelijks", "uur": "16"}
    for fout in ({"nieuws": ""}, {"nieuws": "fax"}, {"uur": "3"}, {"uur": "x"}):
        antwoord = browser.post("/berichten/instellen", data=goed | fout)
        assert antwoord.status_code == 422, fout
        assert "Dit klopt nog niet" in antwoord.text
    for _ in range(2):
        assert browser.post("/berichten/instellen", data=goed).location == "/berichten"
    gekozen = handeling.sessie.scalars(select(Voorkeur).order_by(Voorkeur.id)).all()
    assert {(keuze.groep, keuze.wijze, keuze.uur) for keuze in gekozen} == {
        (Groep.VRAAG, Wijze.METEEN, 16),
        (Groep.NIEUWS, Wijze.GEEN, 16),
        (Groep.HERINNERING, Wijze.DAGELIJKS, 16),
    }
    pagina = browser.get("/berichten/instellen").text
    assert '<option selected value="16">' in pagina


def test_een_zitting_die_voorbij_is_vraagt_geen_aandacht(handeling: Handeling, als: Als, casus: Casus) -> None:
    lid = bouw_medewerker(handeling, (Rol.LID, "ondiep"))
    zitting = bouw_zitting(handeling, casus)
    _meld(handeling, lid, Soort.AGENDA, None, zitting.id)
    assert tel_nieuw(als(lid)) == 0, "not published: not for a lid"
