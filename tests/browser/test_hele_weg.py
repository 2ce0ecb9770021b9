"""The whole road in Chromium, as the people who walk it: from a stuck inwoner to a les in three file formats."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from odfdo import Document
from sqlalchemy import select

from maatwerk.account.models import Medewerker
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.les.models import Les
from tests.bouw import bouw_medewerker
from tests.browser.conftest import Mens
from tests.les.bouw import bouw_register, laat_uitgaan

MeldAan = Callable[[Medewerker], Mens]
GEPLANT = "Fatma"
TITEL = "Geen adres, geen uitkering"


@dataclass(frozen=True)
class Tafelgenoten:
    """The people of one tafel, and the two beside it."""

    indiener: Medewerker
    coordinator: Medewerker
    voorzitter: Medewerker
    lid: Medewerker
    privacy: Medewerker
    beleid: Medewerker


@pytest.fixture
def mensen(handeling: Handeling) -> Tafelgenoten:
    """Build the people and save them, so that they can sign in."""
    genoten = Tafelgenoten(
        bouw_medewerker(handeling, (Rol.INDIENER, "")),
        bouw_medewerker(handeling, (Rol.COORDINATOR, "ondiep")),
        bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep")),
        bouw_medewerker(handeling, (Rol.LID, "ondiep")),
        bouw_medewerker(handeling, (Rol.PRIVACY, "")),
        bouw_medewerker(handeling, (Rol.BELEID, "")),
    )
    handeling.sessie.commit()
    return genoten


def test_van_indienen_tot_geexporteerde_les(
    meld_aan: MeldAan, mensen: Tafelgenoten, handeling: Handeling, tmp_path: Path
) -> None:
    indiener, coordinator = meld_aan(mensen.indiener), meld_aan(mensen.coordinator)
    voorzitter, lid = meld_aan(mensen.voorzitter), meld_aan(mensen.lid)
    nummer = _dien_in(indiener)
    _trieer(coordinator, nummer)
    _plan(coordinator, handeling)
    tafel = _begin(voorzitter)
    _weeg(lid, voorzitter, tafel)
    _besluit(voorzitter, tafel, mensen.lid)
    _rond_af(voorzitter, lid, nummer)
    bouw_register(handeling)
    handeling.sessie.commit()
    code = _leer(voorzitter, nummer)
    _controleer(meld_aan(mensen.privacy), code)
    _publiceer(indiener, voorzitter, code, handeling)
    beleid = meld_aan(mensen.beleid)
    _signaleer(beleid)
    _exporteer(beleid, code, tmp_path)
    for pad in ("/sessies", "/tweede-factor", "/bevestigen"):
        beleid.ga(pad)


def _dien_in(indiener: Mens) -> str:
    indiener.volg("Nieuwe casus")
    indiener.vul(titel=TITEL, situatie=f"{GEPLANT} slaapt bij kennissen. De zoon van {GEPLANT} ook.")
    indiener.druk("Dien in")
    assert indiener.leest("Dit klopt nog niet")
    assert indiener.pagina.input_value("#situatie").startswith(GEPLANT), "nothing typed is lost"
    indiener.vul(
        **{
            "wens_inwoner": f"{GEPLANT} wil werken en een eigen adres.",
            "knelpunten-0-toelichting": "Zonder adres geen uitkering, zonder uitkering geen adres.",
            "gevraagde_doorbraak": "Een briefadres en een voorschot binnen een week.",
            "geinformeerd_op": "02-11-2026",
        }
    )
    indiener.pagina.get_by_text("Welke regels spelen een rol?").click()
    indiener.kies(
        **{
            "knelpunten-0-soort": "wederzijdse wachtvoorwaarde",
            "knelpunten-0-regels-0-wet": "PW",
            "knelpunten-0-regels-1-wet": "Wet BRP",
            "grondslag": "participatiewet",
        }
    )
    indiener.pagina.get_by_text("Over het huishouden").click()
    indiener.kies(wijk="Ondiep")
    indiener.druk("Dien in")
    assert indiener.leest("nog niet ingediend"), "a name stands in the text"
    for vinkje in indiener.pagina.get_by_role("checkbox").all():
        vinkje.check()
    indiener.druk("Dien in")
    assert indiener.leest("is ingediend")
    return indiener.pagina.title().split(" ")[0]


def _trieer(coordinator: Mens, nummer: str) -> None:
    coordinator.ga("/")
    coordinator.volg(nummer)
    for toets in ("compleet", "systeem", "beslisser", "privacy"):
        coordinator.pagina.check(f"#{toets}_uitslag-0")
    coordinator.pagina.get_by_label("gereed voor tafel").check()
    coordinator.druk("Leg vast")
    assert coordinator.leest("een plek op de agenda")


def _plan(coordinator: Mens, handeling: Handeling) -> None:
    coordinator.ga("/zittingen")
    coordinator.volg("Plan een zitting")
    coordinator.kies(tafel="ondiep")
    morgen = handeling.vandaag + timedelta(days=1)
    coordinator.vul(dag=morgen.strftime("%d-%m-%Y"), begint_om="10.00")
    coordinator.druk("Plan de zitting")
    coordinator.pagina.select_option("#casus", index=1)
    coordinator.druk("Zet op de agenda")
    coordinator.druk("Publiceer de agenda")
    assert coordinator.leest("Deze leden kunnen de casussen lezen")


def _begin(voorzitter: Mens) -> str:
    voorzitter.ga("/zittingen")
    voorzitter.ga("/")
    voorzitter.volg("Wijktafel Ondiep")
    voorzitter.volg(TITEL)
    voorzitter.druk("Start")
    assert voorzitter.leest("De dertig minuten")
    tafel = voorzitter.pagina.url.split("#")[0].removeprefix(voorzitter.adres)
    for fase in ("Verhaal", "De bedoeling", "De botsing", "Oplossingen", "Waardendriehoek"):
        voorzitter.vul(tekst=f"{GEPLANT} vertelt bij de fase voor {fase}.")
        voorzitter.druk(f"Volgende fase: {fase}")
    return tafel


def _weeg(lid: Mens, voorzitter: Mens, tafel: str) -> None:
    voorzitter.ga(f"{tafel}/weging")
    voorzitter.vul(oplossing=f"De gemeente geeft {GEPLANT} een briefadres en een voorschot.")
    voorzitter.druk("Leg op tafel")
    voorzitter.druk("Laat de leden wegen")
    lid.ga(tafel)
    lid.ga(f"{tafel}/weging/1")
    geheim = "Dit is wat ik alleen vind"
    lid.vul(legitimiteit=geheim, betrokkenheid="Het is het eigen plan.", rendement="Doormodderen kost meer.")
    lid.pagina.locator("#legitimiteit_stand").get_by_label("4").check()
    lid.druk("Bewaar mijn weging")
    voorzitter.ga(f"{tafel}/weging")
    assert voorzitter.leest("nog niet klaar")
    assert geheim not in voorzitter.pagina.content(), "nobody sees another before the reveal"
    voorzitter.druk("Onthul de wegingen")
    assert voorzitter.leest(geheim)
    assert voorzitter.pagina.locator("svg[role=img]:visible").count() == 4, "a triangle and a spread per oplossing"
    tekst = voorzitter.pagina.inner_text("main").lower()
    assert not any(woord in tekst for woord in ("totaal", "gemiddeld", "score"))
    voorzitter.vul(
        legitimiteit=f"Dit dient de bedoeling van de wet, ook voor {GEPLANT}.",
        betrokkenheid="Het plan is van de inwoner.",
        rendement="Een maand opvang kost meer dan een voorschot.",
        weging="Legitimiteit knelt, maar is uit te leggen.",
    )
    voorzitter.druk("Bewaar de motivering")


def _besluit(voorzitter: Mens, tafel: str, houder: Medewerker) -> None:
    voorzitter.ga(f"{tafel}/besluit")
    voorzitter.pagina.get_by_label("doorbraak", exact=True).check()
    voorzitter.vul(
        **{
            "toelichting": f"{GEPLANT} krijgt een briefadres bij de gemeente.",
            "doorbraken-0-omschrijving": "Een briefadres binnen een week.",
            "doorbraken-0-eigenaar": "teamleider Burgerzaken",
            "doorbraken-1-omschrijving": "Briefadres en voorschot gaan voortaan tegelijk.",
            "doorbraken-1-eigenaar": "afdelingshoofd",
            "acties-0-wat": "Regel het briefadres",
            "acties-0-voor": "01-12-2030",
            "terugkoppeling_door": "buurtteammedewerker",
        }
    )
    voorzitter.kies(**{"acties-0-houder_id": str(houder.id), "doorbraken-0-soort": "volgorde omgedraaid"})
    voorzitter.pagina.get_by_label("Dit knelpunt vraagt om een signaal").check()
    voorzitter.druk("Leg het besluit vast")
    voorzitter.ga("/")
    voorzitter.volg("Wijktafel Ondiep")
    voorzitter.druk("Sluit de zitting")
    assert voorzitter.leest("gesloten")


def _rond_af(voorzitter: Mens, lid: Mens, nummer: str) -> None:
    lid.ga("/acties")
    lid.druk("Klaar met: Regel het briefadres")
    voorzitter.ga(f"/casussen/{nummer}")
    voorzitter.druk("Alles is uitgevoerd: begin de opvolging")
    voorzitter.ga(f"/casussen/{nummer}")
    voorzitter.volg("Sluit de casus af")
    voorzitter.vul(
        goed="We waren snel.",
        beter="Eerder bellen.",
        leren=f"Twee loketten kunnen samen, ook voor {GEPLANT}.",
        anders="Meteen allebei uitnodigen.",
    )
    voorzitter.druk("Sluit af")


def _leer(voorzitter: Mens, nummer: str) -> str:
    voorzitter.ga(f"/casussen/{nummer}")
    voorzitter.druk("Maak er een les van")
    assert GEPLANT in voorzitter.pagina.inner_text("main"), "the original stands beside the les"
    for veld in ("titel", "wat_speelde", "botsing", "bedoeling", "doorbraak", "weging", "geleerd", "houdt_stand"):
        assert GEPLANT not in voorzitter.pagina.input_value(f"#{veld}"), veld
    voorzitter.vul(titel="Twee loketten wachten op elkaar")
    voorzitter.druk("Bewaar")
    return voorzitter.pagina.url.split("/lessen/")[1].split("/")[0]


def _controleer(privacy: Mens, code: str) -> None:
    privacy.ga(f"/lessen/{code}/controleren")
    assert GEPLANT not in privacy.pagina.content(), "the privacy officer never sees the content of a casus"
    privacy.pagina.get_by_label("Ik las de les als de inwoner zelf").check()
    privacy.pagina.get_by_label("Ik las de les als de buurman").check()
    privacy.pagina.get_by_label("Ik las de les als een hulpverlener").check()
    privacy.pagina.get_by_label("Er staat niets in dat maar één keer voorkomt").check()
    privacy.druk("Niemand is te herkennen")


def _publiceer(indiener: Mens, voorzitter: Mens, code: str, handeling: Handeling) -> None:
    indiener.ga("/")
    indiener.volg("Twee loketten wachten op elkaar")
    indiener.druk("Ik stem in")
    voorzitter.ga(f"/lessen/{code}/vrijgave")
    voorzitter.druk("Publiceer")
    les = handeling.sessie.scalars(select(Les).where(Les.code == code)).one()
    laat_uitgaan(handeling, les)
    handeling.sessie.commit()


def _signaleer(beleid: Mens) -> None:
    beleid.ga("/lessen")
    beleid.volg("Twee loketten wachten op elkaar")
    beleid.ga("/signalen")
    beleid.volg("Nieuw signaal")
    beleid.vul(
        kernzin="Regel 40 zorgt er bij mensen zonder adres voor dat niemand begint.",
        gevolg="Mensen krijgen geen geld.",
        voorstel="Laat loketten samen beginnen.",
    )
    beleid.pagina.get_by_label("Twee loketten wachten op elkaar").check()
    beleid.pagina.get_by_label("lokaal").check()
    beleid.pagina.get_by_label("hoog").check()
    beleid.druk("Maak het signaal")
    assert beleid.leest("Regel 40 zorgt er bij mensen zonder adres voor")
    beleid.pagina.get_by_label("in duiding").check()
    beleid.vul(reden="Besproken met de uitvoering.")
    beleid.druk("Zet deze stap")
    beleid.ga("/signalen")


def _exporteer(beleid: Mens, code: str, tmp_path: Path) -> None:
    for wat in ("lessen", "signalen"):
        for formaat in ("csv", "json", "ods"):
            beleid.ga("/export")
            beleid.pagina.locator(f"input[name=wat][value={wat}]").check()
            beleid.pagina.locator(f"input[name=formaat][value={formaat}]").check()
            with beleid.pagina.expect_download() as binnen:
                beleid.pagina.get_by_role("button", name="Maak het bestand").click()
            doel = tmp_path / f"{wat}.{formaat}"
            binnen.value.save_as(doel)
            tekst = _tekst(doel)
            assert GEPLANT.casefold() not in tekst.casefold(), doel
            assert "<5" in tekst or "minder dan" in tekst or wat == "lessen", "one casus is under the drempel"
            assert (code if wat == "lessen" else "Regel 40 zorgt") in tekst, doel


def _tekst(bestand: Path) -> str:
    """Give all that stands in an exported file, as one text."""
    inhoud = bestand.read_bytes()
    if bestand.suffix == ".csv":
        assert inhoud.startswith(b"\xef\xbb\xbf")
        rijen = csv.reader(io.StringIO(inhoud.decode("utf-8-sig")), delimiter=";")
        return "\n".join(cel for rij in rijen for cel in rij)
    if bestand.suffix == ".json":
        return json.dumps(json.loads(inhoud), ensure_ascii=False)
    tabel = Document(bestand).body.tables[0]
    return "\n".join(str(waarde) for rij in tabel.iter_values() for waarde in rij)
