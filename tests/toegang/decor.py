"""What stands on the stage: the people, the things, and the windows between them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Flask

from maatwerk.account.models import Aanmelding, Medewerker, Rolvoorstel, Toegangssleutel, TweedeFactor
from maatwerk.afweging.models import Afweging, Oplossing
from maatwerk.bericht.models import Melding
from maatwerk.bericht.soorten import Soort
from maatwerk.bewaring.models import Bewaarplicht, Inzageverzoek, Vernietigingsverklaring, Voorstel
from maatwerk.bewaring.rules import Categorie
from maatwerk.casus.models import Breekglas, Casus, Toegang
from maatwerk.casus.rules import Status
from maatwerk.casus.venster import Grond
from maatwerk.doorbraak.models import Actie, Doorbraak
from maatwerk.doorbraak.rules import Niveau
from maatwerk.inlezen.models import Inleesstuk, Inlezing
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.les.rules import Lesstatus
from maatwerk.tafel.models import Agendapunt, Zitting
from maatwerk.tafel.rules import Zittingstatus
from maatwerk.triage.models import Triagetoets, Uitnodiging, Werkfilter
from maatwerk.triage.rules import Toets, Uitslag
from tests.bouw import Bespreking, bouw_agendapunt, bouw_casus, bouw_medewerker, bouw_zitting
from tests.doorbraak.bouw import bouw_uitvoering
from tests.les.bouw import bouw_les, bouw_signaal, bouw_verhaal
from tests.toegang.toneel import ANDER, DINGEN, EIGEN, GEEN, PLEKKEN, VERBORGEN, Toneel


def bouw_toneel(app: Flask, handeling: Handeling) -> Toneel:
    """Build the stage in an empty database."""
    mensen = {naam: _bouw_mens(handeling, naam, plek) for naam, plek in PLEKKEN.items()}
    besproken = {
        EIGEN: _bouw_bespreking(handeling, mensen, "ondiep", mensen["eigenaar"]),
        ANDER: _bouw_bespreking(handeling, mensen, "zuilen", mensen["ander"]),
        VERBORGEN: _bouw_verborgen(handeling, mensen),
        GEEN: {
            "nummer": "MT-2026-9999",
            "code": "deadbeef",
            "agendapunt_id": 9999,
            "zitting_id": 9999,
            "volgnummer": 9,
        },
    }
    uitgevoerd = {
        EIGEN: _bouw_uitvoering(handeling, mensen, "ondiep", mensen["eigenaar"], mensen["lid"]),
        ANDER: _bouw_uitvoering(handeling, mensen, "zuilen", mensen["ander"], mensen["ander"]),
    }
    lessen = _bouw_lessen(handeling, mensen)
    bewaard = {
        EIGEN: _bouw_bewaring(handeling, besproken[EIGEN]) | _bouw_verklaring(handeling),
        ANDER: _bouw_bewaring(handeling, besproken[ANDER]),
    }
    waarden = {
        ding: besproken[ding] | uitgevoerd.get(ding, {}) | bewaard.get(ding, {}) | lessen[ding] | _VAST
        for ding in DINGEN
    }
    waarden[EIGEN] |= {**_bouw_voorstel(handeling, mensen), **_bouw_toegang(handeling, mensen, besproken[EIGEN])}
    for ding, tafel in ((EIGEN, "ondiep"), (ANDER, "zuilen")):
        waarden[ding] |= _bouw_triage(handeling, mensen, besproken[ding]) | _bouw_vertrek(handeling, tafel)
    waarden[VERBORGEN]["indiener_id"] = mensen["eigenaar"].id
    waarden[ANDER] |= _bouw_oud_glas(handeling, mensen, besproken[ANDER])
    waarden[EIGEN] |= _bouw_meldingen(handeling, mensen, besproken[EIGEN], "eigenaar")
    waarden[ANDER] |= _bouw_meldingen(handeling, mensen, besproken[ANDER], "ander")
    handeling.sessie.add_all(_bouw_inlezing(handeling, mensen[wie]) for wie in ("coördinator", "coördinator_ander"))
    mensen["halverwege"].tweede_factor = TweedeFactor(zaad="dicht", laatste_stap=1, ingesteld_op=handeling.nu)
    handeling.sessie.commit()
    return Toneel(app, mensen, waarden)


_VAST = {
    "formaat": "ods",
    "vorm": "odt",
    "fase": "opening",
    "stand": "uit",
    "richting": "omhoog",
    "naam": "thema.css",
    "kenmerk": "x",
    "besluit": "geweigerd",
    "sleutel": "x",
}


def _bouw_inlezing(handeling: Handeling, wie: Medewerker) -> Inlezing:
    """Build a file that is halfway read in: each sees the own one, for no address names it."""
    stuk = Inleesstuk(volgnummer=0, aantal=1, rijen="[[2, {}]]")
    leeg = {"gelezen": 1, "overgeslagen": 0, "kolommen": "", "fouten": "[]"}
    return Inlezing(medewerker_id=wie.id, begonnen_op=handeling.nu, gelezen_als="JSON", stukken=[stuk], **leeg)


def _bouw_mens(handeling: Handeling, naam: str, plek: tuple[Rol, str]) -> Medewerker:
    organisatie = {"ander": "Lister", "eigenaar": "Buurtteam Ondiep"}.get(naam, "Buurtteam Ondiep")
    return bouw_medewerker(handeling, plek, naam=naam, organisatie=organisatie)


def _bouw_bespreking(
    handeling: Handeling, mensen: Mapping[str, Medewerker], tafel: str, indiener: Medewerker
) -> dict[str, Any]:
    """Build a casus that is being discussed now, with a weighing that is still hidden."""
    casus = bouw_casus(handeling, indiener, Status.INGEPLAND, tafel=tafel, organisatie=indiener.organisatie)
    punt = bouw_agendapunt(handeling, casus, [mensen["lid"]] if tafel == "ondiep" else [])
    _bouw_weging(handeling, punt.id)
    return {"nummer": casus.nummer, "zitting_id": punt.zitting_id, "agendapunt_id": punt.id, "volgnummer": 1}


def _bouw_weging(handeling: Handeling, agendapunt_id: int) -> None:
    """Build a round that is still hidden, of one oplossing and "niets doen"."""
    handeling.sessie.add_all(
        [
            Afweging(agendapunt_id=agendapunt_id),
            Oplossing(agendapunt_id=agendapunt_id, nummer=0, vanaf_ronde=1),
            Oplossing(agendapunt_id=agendapunt_id, nummer=1, tekst="Een briefadres.", vanaf_ronde=1),
        ]
    )


def _bouw_verborgen(handeling: Handeling, mensen: Mapping[str, Medewerker]) -> dict[str, Any]:
    """Build a concept, and beside it an agenda of Ondiep that is not published yet."""
    concept = bouw_casus(handeling, mensen["eigenaar"], Status.CONCEPT)
    zitting = bouw_zitting(handeling, bouw_casus(handeling, mensen["ander"], Status.INGEPLAND))
    punt = zitting.agenda[0]
    _bouw_weging(handeling, punt.id)
    return {"nummer": concept.nummer, "zitting_id": zitting.id, "agendapunt_id": punt.id, "volgnummer": 1}


def _bouw_uitvoering(
    handeling: Handeling, mensen: Mapping[str, Medewerker], tafel: str, indiener: Medewerker, houder: Medewerker
) -> dict[str, Any]:
    """Build a casus that is being carried out, with a doorbraak and an actie of this holder."""
    casus = bouw_casus(handeling, indiener, Status.INGEPLAND, tafel=tafel)
    eerder = handeling.nu - timedelta(days=7)
    zitting = Zitting(tafel=tafel, begint_op=eerder, slots=4, status=Zittingstatus.GEPUBLICEERD)
    punt = Agendapunt(zitting=zitting, casus=casus, volgorde=1, gestart_op=eerder)
    handeling.sessie.add(zitting)
    voorzitter = mensen["voorzitter"]
    bespreking = Bespreking(indiener, voorzitter, voorzitter, (houder, houder), casus, punt)
    actie = bouw_uitvoering(handeling, bespreking, houder)
    doorbraak = Doorbraak(niveau=Niveau.LOKAAL, omschrijving="Eerst het adres.", eigenaar="Burgerzaken")
    actie.besluit.doorbraken.append(doorbraak)
    if tafel == "ondiep":
        actie.besluit.acties += [
            Actie(wat="Adres regelen", houder=mensen[naam], voor=actie.voor)
            for naam in ("voorzitter_glas", "coördinator")
        ]
    handeling.sessie.flush()
    return {"actie_id": actie.id, "doorbraak_id": doorbraak.id, "lopend": casus.nummer}


def _bouw_lessen(handeling: Handeling, mensen: Mapping[str, Medewerker]) -> dict[str, dict[str, Any]]:
    """Build a checked les of Ondiep, a concept of Zuilen, and one that is out; and a signaal for who may read those."""
    eigen = bouw_verhaal(handeling, mensen["eigenaar"])
    zuilen = bouw_verhaal(handeling, mensen["ander"], tafel="zuilen")
    oud = bouw_verhaal(handeling, mensen["ander"], tafel="zuilen")
    schrijver = bouw_medewerker(handeling)
    gecontroleerd = bouw_les(handeling, schrijver, Lesstatus.GECONTROLEERD, casus_id=eigen.id)
    concept = bouw_les(handeling, schrijver, Lesstatus.CONCEPT, casus_id=zuilen.id)
    uit = bouw_les(handeling, schrijver, casus_id=oud.id)
    signaal = {"signaal_id": bouw_signaal(handeling, uit).id}
    return {
        EIGEN: {"code": gecontroleerd.code, **signaal},
        ANDER: {"code": concept.code},
        VERBORGEN: {"code": uit.code},
        GEEN: {},
    }


def _bouw_toegang(
    handeling: Handeling, mensen: Mapping[str, Medewerker], bespreking: Mapping[str, Any]
) -> dict[str, Any]:
    """Give the waarnemer, whoever broke the glass, and whoever is too late their window on the casus of Ondiep."""
    casus = _casus(handeling, bespreking)
    gisteren, morgen = handeling.nu - timedelta(days=1), handeling.nu + timedelta(days=1)
    waarneming = _toegang(casus, mensen["waarnemer"], Grond.WAARNEMING, gisteren, morgen)
    glas = _toegang(casus, mensen["voorzitter_glas"], Grond.BREEKGLAS, gisteren, morgen)
    gast = _toegang(casus, mensen["gast"], Grond.ADVIES, gisteren, morgen)
    voorbij = _toegang(casus, mensen["lid_voorbij"], Grond.TAFEL, gisteren, handeling.nu)
    eigen = Aanmelding(
        merk=bytes(32),
        medewerker_id=mensen["eigenaar"].id,
        begonnen_op=handeling.nu,
        gezien_op=handeling.nu,
        bevestigd_op=handeling.nu,
    )
    breekglas = _breekglas(casus, mensen["voorzitter_glas"], handeling.nu)
    geheim = {"credential_id": b"een", "public_key": b"een", "sign_count": 0, "naam": "Telefoon"}
    aanvullen = bouw_casus(handeling, mensen["eigenaar"], Status.AANVULLEN)
    ook = _toegang(aanvullen, mensen["waarnemer"], Grond.WAARNEMING, gisteren, morgen)
    sleutel = Toegangssleutel(medewerker_id=mensen["eigenaar"].id, gemaakt_op=handeling.nu, **geheim)
    handeling.sessie.add_all([waarneming, ook, glas, gast, voorbij, eigen, breekglas, sleutel])
    handeling.sessie.flush()
    andere = {"aanmelding_id": eigen.id, "sleutel_id": sleutel.id, "aanvullen": aanvullen.nummer}
    return {"toegang_id": waarneming.id, "breekglas_id": breekglas.id, **andere}


def _bouw_triage(
    handeling: Handeling, mensen: Mapping[str, Medewerker], bespreking: Mapping[str, Any]
) -> dict[str, Any]:
    """Build what triage found of this casus, whom it asked along, and a filter of the coördinator."""
    casus, wie, nu = _casus(handeling, bespreking), mensen["coördinator"].id, handeling.nu
    toets = Triagetoets(casus_id=casus.id, toets=Toets.SYSTEEM, uitslag=Uitslag.JA, getoetst_door=wie, getoetst_op=nu)
    uitnodiging = Uitnodiging(casus_id=casus.id, medewerker_id=mensen["gast"].id, gevraagd_door=wie, gevraagd_op=nu)
    filter_ = Werkfilter(medewerker_id=wie, naam="Spoed", keuze="spoed=ja")
    handeling.sessie.add_all([toets, uitnodiging, filter_])
    handeling.sessie.flush()
    eigen = {"filter_id": filter_.id} if casus.tafel == "ondiep" else {}
    return {"uitnodiging_id": uitnodiging.id, **eigen}


def _bouw_vertrek(handeling: Handeling, tafel: str) -> dict[str, Any]:
    """Build an indiener whose account is off, with a concept that nobody else can see."""
    naam = "Vera Vertrok" if tafel == "ondiep" else "Zeno Zuilen"
    weg = bouw_medewerker(handeling, (Rol.INDIENER, ""), naam=naam, organisatie="Lister", actief=False)
    bouw_casus(handeling, weg, Status.CONCEPT, tafel=tafel, organisatie="Lister")
    return {"indiener_id": weg.id}


def _bouw_oud_glas(
    handeling: Handeling, mensen: Mapping[str, Medewerker], bespreking: Mapping[str, Any]
) -> dict[str, Any]:
    """Let a window on the casus of Zuilen be over: of who broke its glass, and of who stood in for its indiener."""
    casus, eerder = _casus(handeling, bespreking), handeling.nu - timedelta(days=2)
    glas = _toegang(casus, mensen["voorzitter_glas"], Grond.BREEKGLAS, eerder, eerder + timedelta(hours=1))
    waarneming = _toegang(casus, mensen["waarnemer"], Grond.WAARNEMING, eerder, eerder + timedelta(days=1))
    breekglas = _breekglas(casus, mensen["voorzitter_glas"], eerder)
    handeling.sessie.add_all([glas, waarneming, breekglas])
    handeling.sessie.flush()
    return {"toegang_id": waarneming.id, "breekglas_id": breekglas.id}


def _bouw_bewaring(handeling: Handeling, bespreking: Mapping[str, Any]) -> dict[str, Any]:
    """Build a proposal to destroy this casus, a bewaarplicht that holds, and a request to see it."""
    casus, dag = _casus(handeling, bespreking), handeling.vandaag
    voorstel = Voorstel(
        casus_id=casus.id,
        categorie=Categorie.HELE_CASUS,
        vervalt_op=dag,
        voorgesteld_op=handeling.nu,
        bezwaar_tot=dag,
    )
    plicht = Bewaarplicht(casus_id=casus.id, reden="Er loopt een beroep.", tot=dag, gezet_op=handeling.nu)
    plicht.gezet_door = casus.indiener_id or 0
    verzoek = Inzageverzoek(kenmerk=casus.nummer, casus_id=casus.id, ontvangen_op=dag, uiterlijk_op=dag)
    verzoek.geregistreerd_door = casus.indiener_id or 0
    handeling.sessie.add_all([voorstel, plicht, verzoek])
    handeling.sessie.flush()
    return {"voorstel_id": voorstel.id, "plicht_id": plicht.id, "verzoek_id": verzoek.id}


def _bouw_verklaring(handeling: Handeling) -> dict[str, Any]:
    dag = handeling.vandaag
    verklaring = Vernietigingsverklaring(
        partij="een",
        categorie=Categorie.HELE_CASUS,
        casusnummers=["MT-2020-0001"],
        aantal=1,
        termijn_dagen=1826,
        selectielijst="lijst",
        periode_van=dag,
        periode_tot=dag,
        goedgekeurd_door=["Pia"],
        methode="Gewist.",
        vernietigd_op=handeling.nu,
        backups_tot=dag,
    )
    handeling.sessie.add(verklaring)
    handeling.sessie.flush()
    return {"verklaring_id": verklaring.id}


def _bouw_meldingen(
    handeling: Handeling, mensen: Mapping[str, Medewerker], bespreking: Mapping[str, Any], eigenaar: str
) -> dict[str, Any]:
    """Tell this indiener, and people who may not see it, something about his casus; give the notice of the first."""
    casus = _casus(handeling, bespreking)
    vreemden = ("collega", "lid_voorbij", "voorzitter_ander", "coördinator_ander", "privacy", "beheerder")
    wie = [eigenaar, *(naam for naam in vreemden if eigenaar == "eigenaar")]
    meldingen = [
        Melding(medewerker_id=mensen[naam].id, soort=Soort.BESLUIT, casus_id=casus.id, wanneer=handeling.nu)
        for naam in wie
    ]
    handeling.sessie.add_all(meldingen)
    handeling.sessie.flush()
    return {"melding_id": meldingen[0].id}


def _bouw_voorstel(handeling: Handeling, mensen: Mapping[str, Medewerker]) -> dict[str, Any]:
    """Let the beheerder propose a rol that needs a second person."""
    collega, beheerder = mensen["collega"], mensen["beheerder"]
    voorstel = Rolvoorstel(
        medewerker_id=collega.id,
        rol=Rol.VOORZITTER,
        tafel="zuilen",
        voorgesteld_op=handeling.nu,
        voorgesteld_door=beheerder.id,
    )
    handeling.sessie.add(voorstel)
    handeling.sessie.flush()
    return {
        "medewerker_id": collega.id,
        "toewijzing_id": collega.toewijzingen[0].id,
        "rolvoorstel_id": voorstel.id,
    }


def _casus(handeling: Handeling, bespreking: Mapping[str, Any]) -> Casus:
    punt = handeling.sessie.get_one(Agendapunt, bespreking["agendapunt_id"])
    return punt.casus


def _toegang(casus: Casus, wie: Medewerker, grond: Grond, vanaf: datetime, tot: datetime) -> Toegang:
    return Toegang(casus_id=casus.id, medewerker_id=wie.id, grond=grond, vanaf=vanaf, tot=tot)


def _breekglas(casus: Casus, wie: Medewerker, wanneer: datetime) -> Breekglas:
    reden = "De voorzitter van de tafel is onbereikbaar."
    tot = wanneer + timedelta(hours=1)
    return Breekglas(casus=casus, medewerker=wie, reden=reden, begonnen_op=wanneer, tot=tot)
