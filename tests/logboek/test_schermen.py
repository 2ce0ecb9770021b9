"""What the log keeps of a visit, and who may see it: the privacy officer all, the indiener who read his casus."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, select

from maatwerk.account.models import Medewerker
from maatwerk.casus.rules import Status
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.logboek.models import Logregel
from tests.bouw import bouw_bespreking, bouw_casus, bouw_medewerker
from tests.logboek.bouw import kapot_logboek, kraak

Client = Callable[[Medewerker], FlaskClient]
KANARIE = "kanariepiet"


def _regels(handeling: Handeling, wat: str) -> list[Logregel]:
    handeling.sessie.rollback()
    return list(handeling.sessie.scalars(select(Logregel).where(Logregel.wat == wat)))


def test_een_geweigerde_pagina_staat_in_het_logboek(client: Client, handeling: Handeling) -> None:
    lid = bouw_medewerker(handeling, (Rol.LID, "ondiep"))
    assert client(lid).get("/medewerkers").status_code == 403
    (regel,) = _regels(handeling, "geweigerd.geen_recht")
    assert (regel.wie, regel.object_soort, regel.object_id) == (lid.id, "account.medewerkers", None)
    assert (regel.geslaagd, regel.bron) == (False, "127.0.0.1")


def test_een_casus_van_een_ander_proberen_staat_in_het_logboek(client: Client, handeling: Handeling) -> None:
    casus = bouw_casus(handeling, bouw_medewerker(handeling, (Rol.INDIENER, "")))
    ander = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    assert client(ander).get(f"/casussen/{casus.nummer}").status_code == 404
    (regel,) = _regels(handeling, "geweigerd.onvindbaar")
    assert (regel.wie, regel.object_soort, regel.object_id) == (ander.id, "dossier.casus", casus.id)


def test_wat_er_niet_is_laat_dezelfde_regel_achter_als_wat_je_niet_mag_zien(
    client: Client, handeling: Handeling
) -> None:
    browser = client(bouw_medewerker(handeling, (Rol.INDIENER, "")))
    assert browser.get("/casussen/MT-2026-9999").status_code == 404
    assert browser.get(f"/casussen/MT-2026-{'9' * 5000}").status_code == 404
    assert [regel.object_id for regel in _regels(handeling, "geweigerd.onvindbaar")] == [9999, None]


def test_een_geweigerde_handeling_laat_alleen_haar_regel_achter(client: Client, handeling: Handeling) -> None:
    indiener = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    assert client(indiener).post("/casussen/MT-2026-9999/intrekken").status_code == 404
    assert len(_regels(handeling, "geweigerd.onvindbaar")) == 1


def test_mislukt_aanmelden_staat_erin_zonder_het_adres(app: Flask, handeling: Handeling) -> None:
    email = bouw_medewerker(handeling, (Rol.INDIENER, "")).email
    handeling.sessie.commit()
    for adres in (email, f"{KANARIE}@voorbeeld.nl"):
        gegevens = {"email": adres, "wachtwoord": "dit-is-niet-goed"}
        assert app.test_client().post("/aanmelden", data=gegevens).status_code == 422
    regels = _regels(handeling, "medewerker.aanmelden")
    assert [(regel.wie, regel.object_id, regel.geslaagd) for regel in regels] == [(None, None, False)] * 2


def test_een_weigering_komt_ook_zonder_logboek(client: Client, handeling: Handeling, engine: Engine) -> None:
    browser = client(bouw_medewerker(handeling, (Rol.LID, "ondiep")))
    with kapot_logboek(engine):
        assert browser.get("/medewerkers").status_code == 403


def test_geen_logregel_dan_geen_pagina(app: Flask, client: Client, handeling: Handeling, engine: Engine) -> None:
    indiener = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    casus = bouw_casus(handeling, indiener, titel=KANARIE)
    browser = client(indiener)
    app.config["TESTING"] = False
    with kapot_logboek(engine):
        antwoord = browser.get(f"/casussen/{casus.nummer}")
    assert antwoord.status_code >= 500
    assert KANARIE not in antwoord.text


@pytest.mark.parametrize("adres", ["10.0.0.1\nwie=1 wat=casus.gelezen", "", KANARIE, "x" * 500])
def test_een_vreemd_adres_smeedt_geen_regel(client: Client, handeling: Handeling, adres: str) -> None:
    browser = client(bouw_medewerker(handeling, (Rol.LID, "ondiep")))
    assert browser.get("/medewerkers", environ_overrides={"REMOTE_ADDR": adres}).status_code == 403
    assert [regel.bron for regel in _regels(handeling, "geweigerd.geen_recht")] == ["onbekend"]


def test_er_staat_nooit_inhoud_in_het_logboek(client: Client, handeling: Handeling) -> None:
    bespreking = bouw_bespreking(handeling, titel=KANARIE, situatie=f"{KANARIE}\nnieuwe regel")
    wie = client(bespreking.voorzitter)
    nummer, punt = bespreking.casus.nummer, bespreking.agendapunt.id
    for pad in (f"/casussen/{nummer}", f"/agendapunten/{punt}", f"/lessen?zoek={KANARIE}%0Ax", f"/lessen/{KANARIE}"):
        assert wie.get(pad).status_code in {200, 404}, pad
    wie.post(f"/agendapunten/{punt}/oplossingen", data={"oplossing": f"{KANARIE}\r\nwie=1"})
    kolommen = ("wat", "object_soort", "bron")
    handeling.sessie.rollback()
    regels = list(handeling.sessie.scalars(select(Logregel)))
    assert len(regels) >= 6
    for regel in regels:
        for kolom in kolommen:
            assert re.fullmatch(r"[a-z_. ]*|[0-9.]+", getattr(regel, kolom)), (kolom, getattr(regel, kolom))
            assert KANARIE not in getattr(regel, kolom)


def test_de_privacy_officer_ziet_namen_en_kiest_een_mens_of_een_ding(client: Client, handeling: Handeling) -> None:
    indiener = bouw_medewerker(handeling, (Rol.INDIENER, ""), naam="Ilse Indiener")
    casus = bouw_casus(handeling, indiener, titel=KANARIE)
    client(indiener).get(f"/casussen/{casus.nummer}")
    browser = client(bouw_medewerker(handeling, (Rol.PRIVACY, ""), naam="Piet Privacy"))
    alles = browser.get("/logboek").text
    assert "Ilse Indiener" in alles
    assert "Piet Privacy" in alles
    assert KANARIE not in alles
    een_mens = browser.get(f"/logboek?wie={indiener.id}").text
    assert "casus.gelezen" in een_mens
    assert "logboek.gelezen" not in een_mens
    een_ding = browser.get(f"/logboek?soort=casus&nummer={casus.id}").text
    assert "casus.gelezen" in een_ding
    assert "medewerker.aangemeld" not in een_ding


@pytest.mark.parametrize(
    "vraag", ["wie=x", "voor=99999999999999999999", "wie=-1", "soort=%00&nummer=1", "soort=%ED%A0%80"]
)
def test_een_rare_vraag_aan_het_logboek_geeft_gewoon_een_pagina(
    client: Client, handeling: Handeling, vraag: str
) -> None:
    browser = client(bouw_medewerker(handeling, (Rol.PRIVACY, "")))
    assert browser.get(f"/logboek?{vraag}").status_code == 200


def test_de_privacy_officer_controleert_het_logboek_op_het_scherm(
    client: Client, handeling: Handeling, engine: Engine
) -> None:
    browser = client(bouw_medewerker(handeling, (Rol.PRIVACY, "")))
    assert "regels kloppen" in browser.get("/logboek/controle").text
    kraak(engine, "UPDATE logregel SET wie = 99")
    pagina = browser.get("/logboek/controle").text
    assert "Het logboek klopt niet." in pagina
    assert "is veranderd" in pagina


def test_de_indiener_ziet_wie_zijn_casus_las(client: Client, handeling: Handeling) -> None:
    bespreking = bouw_bespreking(handeling)
    lid, ander = bespreking.leden
    pad = f"/casussen/{bespreking.casus.nummer}"
    browser = client(lid)
    browser.get(pad)
    browser.get(f"/agendapunten/{bespreking.agendapunt.id}/weging")
    pagina = client(bespreking.indiener).get(pad).text
    lezers = pagina.partition("Wie heeft deze casus gelezen")[2]
    assert f"{lid.naam}:" in lezers
    assert "en 1 keer eerder" in lezers
    assert ander.naam not in lezers
    assert lid.naam in client(bespreking.voorzitter).get(pad).text.partition("Wie heeft deze casus gelezen")[2]
    assert "Wie heeft deze casus gelezen" not in client(ander).get(pad).text


def test_een_ongelezen_casus_zegt_dat_niemand_hem_las(client: Client, handeling: Handeling) -> None:
    indiener = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    casus = bouw_casus(handeling, indiener, Status.CONCEPT)
    assert "Behalve jij heeft niemand" in client(indiener).get(f"/casussen/{casus.nummer}").text
