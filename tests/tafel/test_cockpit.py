"""The cockpit: who sees what during the thirty minutes, and no note is lost."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import select

from maatwerk.account.models import Medewerker
from maatwerk.account.queries import als_aangemelde
from maatwerk.doorbraak.commands import neem_besluit
from maatwerk.doorbraak.rules import Uitkomst
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.logboek.models import Logregel
from maatwerk.tafel import commands
from maatwerk.tafel.models import Agendapunt, Notitie
from tests.afweging.bouw import bouw_afweging, teksten, weeg_zo
from tests.bouw import bouw_medewerker

Client = Callable[[Medewerker], FlaskClient]


def _begonnen(handeling: Handeling, agendapunt: Agendapunt) -> str:
    commands.start(handeling, agendapunt)
    return f"/agendapunten/{agendapunt.id}/notities/opening"


def _notities(handeling: Handeling) -> list[str]:
    handeling.sessie.expire_all()
    return [notitie.tekst for notitie in handeling.sessie.scalars(select(Notitie))]


def test_voor_de_start_ziet_de_voorzitter_de_tijden_en_de_knop_start(
    client: Client, voorzitter: Medewerker, agendapunt: Agendapunt
) -> None:
    tekst = client(voorzitter).get(f"/agendapunten/{agendapunt.id}").text
    assert ">Start</button>" in tekst
    assert "Waardendriehoek" in tekst
    assert "Nog " not in tekst.partition("data-klok")[2].partition("</ol>")[0]


def test_na_de_start_loopt_de_klok_en_gaat_de_voorzitter_naar_de_volgende_fase(
    client: Client, voorzitter: Medewerker, agendapunt: Agendapunt
) -> None:
    wie = client(voorzitter)
    tekst = wie.post(f"/agendapunten/{agendapunt.id}/starten", follow_redirects=True).text
    assert "Nog 2 minuten" in tekst
    assert "Fase 1 van 7" in tekst
    assert "Volgende fase: Verhaal" in tekst
    verder = {"tekst": "De corporatie is er.", "naar": "verhaal"}
    tekst = wie.post(f"/agendapunten/{agendapunt.id}/notities/opening", data=verder, follow_redirects=True).text
    assert "Fase 2 van 7" in tekst
    assert "De corporatie is er." in tekst


def test_een_lid_leest_de_cockpit_maar_heeft_geen_knoppen_van_de_voorzitter(
    client: Client, lid: Medewerker, agendapunt: Agendapunt, handeling: Handeling
) -> None:
    _begonnen(handeling, agendapunt)
    commands.schrijf_notitie(handeling, agendapunt, "opening", "Iedereen is er.")
    wie = client(lid)
    tekst = wie.get(f"/agendapunten/{agendapunt.id}").text
    assert "Iedereen is er." in tekst
    assert agendapunt.casus.situatie in tekst
    for knop in ("Volgende fase", "Bewaar notitie", "Leg het besluit vast", "leden hebben gewogen"):
        assert knop not in tekst
    assert wie.post(f"/agendapunten/{agendapunt.id}/starten").status_code == 403


def test_voor_de_onthulling_ziet_alleen_de_voorzitter_wie_heeft_gewogen_en_niemand_wat(
    client: Client, voorzitter: Medewerker, lid: Medewerker, agendapunt: Agendapunt, handeling: Handeling
) -> None:
    weger = bouw_medewerker(handeling, (Rol.LID, "ondiep"), naam="Weger van Ondiep")
    commands.publiceer(handeling, agendapunt.zitting)
    commands.start(handeling, agendapunt)
    afweging = bouw_afweging(handeling, agendapunt, "Een briefadres en een voorschot.")
    for nummer in (0, 1):
        weeg_zo(replace(handeling, wie=als_aangemelde(weger)), afweging, teksten(), nummer=nummer)
    pad = f"/agendapunten/{agendapunt.id}"
    bij_voorzitter, bij_lid, bij_weger = (client(wie).get(pad).text for wie in (voorzitter, lid, weger))
    assert "Weger van Ondiep" in bij_voorzitter
    assert "Weegt zwaar." not in bij_voorzitter + bij_lid
    assert "Weeg nu zelf" in bij_lid
    assert "Je hebt gewogen." in bij_weger
    assert "Weger van Ondiep" not in bij_lid
    for tekst in (bij_lid, bij_weger):
        assert "Heeft gewogen" not in tekst


def test_na_het_besluit_staat_het_in_de_cockpit_en_gaat_geen_fase_meer_verder(
    client: Client, voorzitter: Medewerker, agendapunt: Agendapunt, handeling: Handeling
) -> None:
    commands.start(handeling, agendapunt)
    leeg: dict[str, object] = dict.fromkeys(("voorwaarden", "terugkoppeling_door"), "")
    leeg |= {"terug_op": None, "terugkoppeling_op": None, "signaal": False, "doorbraken": [], "acties": []}
    neem_besluit(handeling, agendapunt, leeg | {"uitkomst": Uitkomst.GEEN, "toelichting": "Er is geen ruimte."})
    tekst = client(voorzitter).get(f"/agendapunten/{agendapunt.id}").text
    assert "Er is geen ruimte." in tekst
    assert "Bewaar notitie" in tekst
    for knop in ("Volgende fase", "Leg het besluit vast", "Zet de klok stil"):
        assert knop not in tekst


def test_de_cockpit_herinnert_aan_de_bezwaartermijn(
    client: Client, lid: Medewerker, agendapunt: Agendapunt, handeling: Handeling
) -> None:
    agendapunt.casus.bezwaartermijn = handeling.vandaag + timedelta(days=3)
    assert "De bezwaartermijn loopt tot en met" in client(lid).get(f"/agendapunten/{agendapunt.id}").text


def test_wie_de_cockpit_opent_staat_in_het_logboek(
    client: Client, lid: Medewerker, agendapunt: Agendapunt, handeling: Handeling
) -> None:
    client(lid).get(f"/agendapunten/{agendapunt.id}")
    regel = handeling.sessie.scalars(select(Logregel).where(Logregel.wat == "cockpit.gelezen")).one()
    assert (regel.wie, regel.object_soort, regel.object_id) == (lid.id, "casus", agendapunt.casus_id)


def test_een_notitie_die_intussen_veranderde_houdt_beide_teksten(
    client: Client, voorzitter: Medewerker, agendapunt: Agendapunt, handeling: Handeling
) -> None:
    pad = _begonnen(handeling, agendapunt)
    commands.schrijf_notitie(handeling, agendapunt, "opening", "Van een ander.")
    antwoord = client(voorzitter).post(pad, data={"basis": "", "tekst": "Van mij."}, follow_redirects=True)
    assert "Een ander schreef tegelijk" in antwoord.text
    assert _notities(handeling) == ["Van een ander.\nVan mij."]


def test_een_geweigerde_notitie_staat_er_nog_en_de_fase_gaat_niet_verder(
    client: Client, voorzitter: Medewerker, agendapunt: Agendapunt, handeling: Handeling
) -> None:
    pad = _begonnen(handeling, agendapunt)
    tekst = "Bel fatma@voorbeeld.nl terug."
    antwoord = client(voorzitter).post(pad, data={"tekst": tekst, "naar": "verhaal"})
    assert antwoord.status_code == 422
    assert "Bel fatma@voorbeeld.nl terug.</textarea>" in antwoord.text
    handeling.sessie.refresh(agendapunt)
    assert agendapunt.fase == "opening"
