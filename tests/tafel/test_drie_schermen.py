"""Three screens on one agendapunt: whoever leads, the leden, and the wall. And who may not lead."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from maatwerk.account.models import Medewerker
from maatwerk.account.queries import als_aangemelde
from maatwerk.casus.models import Toegang
from maatwerk.casus.rules import Status
from maatwerk.casus.venster import Grond
from maatwerk.dossier.tafelstand import Feiten, gevraagd_van_lid, wat_open_is
from maatwerk.kern.fouten import NietToegestaan
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.logboek.models import Logregel
from maatwerk.tafel import commands, pauze
from maatwerk.tafel.models import Agendapunt, Pauze
from maatwerk.tafel.rules import Zittingstatus
from tests.afweging.bouw import bouw_afweging
from tests.bouw import bouw_medewerker, bouw_zitting

Client = Callable[[Medewerker], FlaskClient]


def test_een_lid_volgt_de_hele_zitting_op_een_bladzijde(
    client: Client, lid: Medewerker, agendapunt: Agendapunt, handeling: Handeling
) -> None:
    browser, pad = client(lid), f"/zittingen/{agendapunt.zitting_id}/nu"
    assert "Er is nu geen casus aan tafel." in browser.get(pad).text
    commands.start(handeling, agendapunt)
    handeling.sessie.commit()
    tekst = browser.get(pad).text
    assert agendapunt.casus.situatie in tekst
    assert "Fase 1 van 7" in tekst
    commands.rond_af(handeling, agendapunt)
    handeling.sessie.commit()
    assert "Er is nu geen casus aan tafel." in browser.get(pad).text


def test_een_lid_buiten_zijn_venster_volgt_de_zitting_zonder_de_casus(
    client: Client, agendapunt: Agendapunt, handeling: Handeling
) -> None:
    nieuw = bouw_medewerker(handeling, (Rol.LID, "ondiep"))
    commands.start(handeling, agendapunt)
    browser = client(nieuw)
    for pad in (f"/zittingen/{agendapunt.zitting_id}/nu", f"/zittingen/{agendapunt.zitting_id}/scherm"):
        tekst = browser.get(pad).text
        assert "Er is nu geen casus aan tafel." in tekst
        assert agendapunt.casus.nummer not in tekst


def test_op_de_muur_staat_geen_naam_en_niets_uit_de_casus(
    client: Client, voorzitter: Medewerker, lid: Medewerker, agendapunt: Agendapunt, handeling: Handeling
) -> None:
    commands.start(handeling, agendapunt)
    commands.schrijf_notitie(handeling, agendapunt, "opening", "Iedereen is er.")
    bouw_afweging(handeling, agendapunt, "Een briefadres.")
    pauze.pauzeer(handeling, agendapunt, "We bellen het loket.")
    tekst = client(voorzitter).get(f"/zittingen/{agendapunt.zitting_id}/scherm").text
    assert "Wie zit er. Geen namen, geen BSN." in tekst
    assert "Het gesprek staat even stil." in tekst
    casus = agendapunt.casus
    geheim = (voorzitter.naam, lid.naam, casus.titel, casus.situatie, "Iedereen is er.", "Een briefadres.", "We bellen")
    assert [woord for woord in geheim if woord in tekst] == []


def test_elk_scherm_waarop_de_casus_staat_laat_een_logregel_na(
    client: Client, lid: Medewerker, agendapunt: Agendapunt, handeling: Handeling
) -> None:
    commands.start(handeling, agendapunt)
    browser = client(lid)
    for pad in (f"/zittingen/{agendapunt.zitting_id}/nu", f"/zittingen/{agendapunt.zitting_id}/scherm"):
        browser.get(pad)
    browser.get(f"/casussen/{agendapunt.casus.nummer}/onepager")
    gelezen = select(Logregel.wat).where(Logregel.wie == lid.id, Logregel.object_soort == "casus")
    assert handeling.sessie.scalars(gelezen.order_by(Logregel.id)).all() == [
        "cockpit.gelezen",
        "scherm.gelezen",
        "onepager.gelezen",
    ]


def test_de_klok_staat_stil_met_een_reden_en_loopt_daarna_verder(
    client: Client, voorzitter: Medewerker, lid: Medewerker, agendapunt: Agendapunt, handeling: Handeling
) -> None:
    vroeger = replace(handeling, nu=handeling.nu - timedelta(minutes=4))
    commands.start(vroeger, agendapunt)
    browser, pad = client(voorzitter), f"/agendapunten/{agendapunt.id}"
    assert browser.post(f"{pad}/pauze", data={"reden": ""}).status_code == 422
    tekst = browser.post(f"{pad}/pauze", data={"reden": "We bellen het loket."}, follow_redirects=True).text
    assert "2 minuten over" in tekst
    assert "We bellen het loket." in client(lid).get(pad).text
    assert browser.post(f"{pad}/pauze", data={"reden": "Nog eens."}).status_code == 409
    assert "De klok staat stil" not in browser.post(f"{pad}/verder", follow_redirects=True).text
    assert browser.post(f"{pad}/verder").status_code == 409
    handeling.sessie.expire_all()
    assert [keer.tot is not None for keer in handeling.sessie.scalars(select(Pauze))] == [True]


def test_de_voorzitter_leidt_niet_het_gesprek_over_een_eigen_casus(
    client: Client, agendapunt: Agendapunt, handeling: Handeling, voorzitter: Medewerker
) -> None:
    eigen = bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep"), (Rol.INDIENER, ""))
    agendapunt.casus.indiener = eigen
    browser, pad = client(eigen), f"/agendapunten/{agendapunt.id}"
    tekst = browser.get(pad).text
    assert ">Start</button>" not in tekst
    assert f"leidt dit gesprek: {voorzitter.naam}." in tekst
    assert browser.post(f"{pad}/starten").status_code == 409
    assert client(voorzitter).post(f"{pad}/starten").status_code == 302
    for daad, velden in (("pauze", {"reden": "Even."}), ("notities/opening", {"tekst": "", "naar": "verhaal"})):
        assert browser.post(f"{pad}/{daad}", data=velden).status_code == 409, daad


def test_wie_een_casus_waarneemt_leidt_het_gesprek_erover_ook_niet(
    handeling: Handeling, agendapunt: Agendapunt, voorzitter: Medewerker
) -> None:
    venster = {"vanaf": handeling.nu - timedelta(days=1), "tot": handeling.nu + timedelta(days=1)}
    eigen = Toegang(casus_id=agendapunt.casus_id, medewerker_id=voorzitter.id, grond=Grond.WAARNEMING, **venster)
    handeling.sessie.add(eigen)
    handeling.sessie.flush()
    wie = replace(handeling, wie=als_aangemelde(voorzitter))
    with pytest.raises(NietToegestaan, match="Deze casus is van jou"):
        commands.start(wie, agendapunt)
    eigen.tot = handeling.nu
    commands.start(wie, agendapunt)
    assert agendapunt.gestart_op is not None


def test_in_de_tweede_ronde_zijn_de_notities_van_de_eerste_te_lezen(
    client: Client, voorzitter: Medewerker, agendapunt: Agendapunt, handeling: Handeling
) -> None:
    commands.start(handeling, agendapunt)
    commands.schrijf_notitie(handeling, agendapunt, "verhaal", "Zij sliep bij haar zus.")
    commands.rond_af(handeling, agendapunt)
    agendapunt.casus.status = Status.INGEPLAND
    straks = handeling.nu + timedelta(days=21)
    zitting = bouw_zitting(handeling, agendapunt.casus, status=Zittingstatus.GEPUBLICEERD, begint_op=straks)
    tekst = client(voorzitter).get(f"/agendapunten/{zitting.agenda[0].id}").text
    assert "Notities van de zitting van" in tekst
    assert "Zij sliep bij haar zus." in tekst


def test_wat_getypt_wordt_bewaart_zichzelf_en_zegt_wat_de_notitie_werd(
    client: Client, voorzitter: Medewerker, agendapunt: Agendapunt, handeling: Handeling
) -> None:
    commands.start(handeling, agendapunt)
    commands.schrijf_notitie(handeling, agendapunt, "opening", "Van een ander.")
    browser, pad = client(voorzitter), f"/agendapunten/{agendapunt.id}/notities/opening/klad"
    antwoord = browser.post(pad, data={"basis": "", "tekst": "Van mij."}).json
    assert antwoord is not None
    assert antwoord["tekst"] == "Van een ander.\nVan mij."
    assert (antwoord["mijn"], antwoord["samen"], antwoord["botst"]) == ("Van mij.", True, False)
    fout = browser.post(pad, data={"basis": "", "tekst": "Bel fatma@voorbeeld.nl."})
    assert fout.status_code == 422
    assert fout.json is not None
    assert "e-mail" in fout.json["uitleg"]


def test_de_omgekeerde_toets_ligt_klaar_bij_haar_fase_als_kaart_en_niet_als_veld(
    client: Client, lid: Medewerker, agendapunt: Agendapunt, handeling: Handeling
) -> None:
    commands.start(handeling, agendapunt)
    browser, pad = client(lid), f"/agendapunten/{agendapunt.id}"
    volgorde = ("bedoeling", "Waarvoor is deze regel gemaakt?"), ("besluit", "Welk artikel geeft ruimte")
    for fase, vraag in volgorde:
        commands.naar_fase(handeling, agendapunt, fase)
        handeling.sessie.commit()
        deel = browser.get(pad).text.partition('data-deel="fase"')[2].partition("</section>")[0]
        assert vraag in deel
        assert "<textarea" not in deel


def test_wat_nog_open_is_staat_in_de_volgorde_van_het_gesprek() -> None:
    begonnen = Feiten(begonnen=True)
    assert wat_open_is(begonnen) == ["Er ligt nog geen oplossing om te wegen.", "Er is nog geen besluit."]
    assert wat_open_is(replace(begonnen, voorgelegd=True, nog_te_wegen=2))[0] == "Nog te wegen: 2."
    besloten = replace(begonnen, besloten=True)
    assert wat_open_is(besloten) == ["Er staat nog niet wie het de inwoner vertelt."]
    assert wat_open_is(replace(besloten, iemand_vertelt_het=True)) == []


def test_een_lid_ziet_wat_nu_van_hem_wordt_gevraagd() -> None:
    voorgelegd = Feiten(begonnen=True, voorgelegd=True)
    assert gevraagd_van_lid(voorgelegd, stil=False, gewogen=False) == "Weeg nu zelf."
    assert gevraagd_van_lid(voorgelegd, stil=False, gewogen=True).startswith("Je hebt gewogen.")
    assert gevraagd_van_lid(voorgelegd, stil=True, gewogen=False) == "Het gesprek staat even stil."
    assert gevraagd_van_lid(Feiten(begonnen=False), stil=False, gewogen=False) == "De voorzitter start het gesprek."
