"""The play itself: which casussen there are, in which state, and who got in through which window."""

from datetime import timedelta

from maatwerk.casus.rules import Status
from maatwerk.casus.venster import Grond
from maatwerk.kern.handeling import Handeling
from maatwerk.les.rules import Lesstatus
from maatwerk.tafel.rules import Zittingstatus
from tests.aanval.toneel import (
    ZUILEN,
    Schrijver,
    Toneel,
    besluit,
    bouw_mensen,
    bouw_stuk,
    evalueer,
    leer,
    onthoud_ids,
    signaleer,
    typ,
    zet_aan_tafel,
)
from tests.aanval.vensters import bewaar, breek_open, geef_toegang, vertel

_LESSEN = {
    "lesconcept": Lesstatus.CONCEPT,
    "lescontrole": Lesstatus.GECONTROLEERD,
    "lesuit": Lesstatus.GEPUBLICEERD,
    "lesweg": Lesstatus.INGETROKKEN,
}

_KEUZES = {
    "medewerker.organisatie": "Buurtteam Ondiep",
    "casus.organisatie": "Buurtteam Ondiep",
    "casus.wijk": "Ondiep",
    "casus.grondslag": "participatiewet",
    "casus.leefgebieden": "wonen",
    "knelpunt.soort": "anders",
    "knelpunt.waar": "samenwerking",
    "regel.wet": "PW",
    "regel.artikel": "40",
    "doorbraak.soort": "tijd gekocht",
    "kenmerk.waarde": "PW",
}


def gewoon(casus: str, kolom: str, _rij: str) -> str:
    """Give plain words, and from a list something that is on it: then every form can be sent as it stands."""
    return _KEUZES.get(kolom, f"{casus} {kolom}"[:40])


def speel(handeling: Handeling, schrijf: Schrijver) -> Toneel:
    """Build the whole scene: two tafels, twenty-one people, casussen in every state."""
    toneel = Toneel(handeling, schrijf)
    bouw_mensen(toneel)
    _voor_de_tafel(toneel)
    _aan_tafel(toneel)
    _na_de_tafel(toneel)
    _elders(toneel)
    _vensters(toneel)
    bewaar(toneel, "lesuit")
    vertel(toneel)
    handeling.sessie.flush()
    onthoud_ids(toneel)
    handeling.sessie.commit()
    return toneel


def _voor_de_tafel(toneel: Toneel) -> None:
    standen = {
        "concept": Status.CONCEPT,
        "waarconcept": Status.CONCEPT,
        "ingediend": Status.INGEDIEND,
        "aanvullen": Status.AANVULLEN,
        "gereed": Status.GEREED,
        "terug": Status.INGETROKKEN,
        "geholpen": Status.GEHOLPEN,
    }
    for naam, status in standen.items():
        bouw_stuk(toneel, naam, status)
    typ(toneel, "eigenaar", "concept")
    typ(toneel, "eigenaar", "aanvullen")
    typ(toneel, "waarnemer", "waarconcept")
    typ(toneel, "waarnemer_af", "waarconcept")


def _aan_tafel(toneel: Toneel) -> None:
    bouw_stuk(toneel, "gepland", Status.INGEPLAND)
    bouw_stuk(toneel, "uitvoering", Status.IN_UITVOERING)
    nu = toneel.handeling.nu
    zet_aan_tafel(toneel, "gepland", "uitvoering", status=Zittingstatus.GEPUBLICEERD, begint_op=nu)
    besluit(toneel, "uitvoering", "lid_af")


def _na_de_tafel(toneel: Toneel) -> None:
    standen = {"waar": Status.IN_UITVOERING, "voorbij": Status.OPVOLGING, "tweede": Status.GEREED}
    standen |= dict.fromkeys(_LESSEN, Status.AFGESLOTEN)
    for naam, status in standen.items():
        bouw_stuk(toneel, naam, status)
    vorige_maand = toneel.handeling.nu - timedelta(days=30)
    zet_aan_tafel(toneel, *standen, status=Zittingstatus.GESLOTEN, begint_op=vorige_maand)
    for naam in standen:
        besluit(toneel, naam, "eigenaar")
    for naam, lesstatus in _LESSEN.items():
        evalueer(toneel, naam)
        leer(toneel, naam, lesstatus)
    signaleer(toneel, toneel.lessen["lesuit"], toneel.lessen["lesweg"])


def _elders(toneel: Toneel) -> None:
    standen = {"vreemd": Status.INGEPLAND, "open": Status.AFGESLOTEN, "openaf": Status.OPVOLGING}
    for naam, status in standen.items():
        bouw_stuk(toneel, naam, status, "indiener_elders", ZUILEN)
    nu = toneel.handeling.nu
    zet_aan_tafel(toneel, "vreemd", status=Zittingstatus.GEPUBLICEERD, begint_op=nu)
    zet_aan_tafel(toneel, "open", "openaf", status=Zittingstatus.GESLOTEN, begint_op=nu - timedelta(days=30))
    for naam in ("open", "openaf"):
        besluit(toneel, naam, "indiener_elders")
    evalueer(toneel, "open")
    leer(toneel, "open", Lesstatus.CONCEPT)
    breek_open(toneel, "voorzitter_breekglas", "open")
    breek_open(toneel, "voorzitter_breekglas", "openaf", voorbij=True)


def _vensters(toneel: Toneel) -> None:
    geef_toegang(toneel, "lid", Grond.TAFEL, "gepland", "uitvoering")
    geef_toegang(toneel, "gast", Grond.ADVIES, "gepland")
    geef_toegang(toneel, "ander_lid", Grond.TAFEL, "gepland", "uitvoering", "vreemd")
    geef_toegang(toneel, "lid_af", Grond.TAFEL, "gepland", "uitvoering", "voorbij", voorbij=True)
    geef_toegang(toneel, "waarnemer", Grond.WAARNEMING, "waar", "aanvullen", "waarconcept")
    geef_toegang(toneel, "waarnemer_af", Grond.WAARNEMING, "waar", "aanvullen", "concept", voorbij=True)
