"""Who gets through to what: written by hand from veiligheid.md §5 and domein.md §2, not taken from the policy."""

from tests.toegang.toneel import ANDER, DINGEN, EIGEN, VERBORGEN

INDIENERS = "eigenaar waarnemer collega ander"
AAN_TAFEL = "lid lid_voorbij lid_niet"
LEDEN = f"{AAN_TAFEL} gast"
VOORZITTERS = "voorzitter voorzitter_ander voorzitter_glas"
COORDINATOREN = "coördinator coördinator_ander"
INHOUD = f"{INDIENERS} {LEDEN} {VOORZITTERS} {COORDINATOREN} beleid"
IEDER = f"{INHOUD} beheerder privacy"
ROLLEN = {
    "indiener": INDIENERS,
    "lid": LEDEN,
    "voorzitter": VOORZITTERS,
    "coördinator": COORDINATOREN,
    "beleid": "beleid",
    "beheerder": "beheerder",
    "privacy": "privacy",
}
"""The people behind each rol in the MATRIX of tests/web/test_toegang.py."""

HALVERWEGE = {"account.code", "account.afmelden", "sleutelbos.uitdaging"}
"""What somebody can do who gave a password and no code yet."""


ER_NIET = {
    "wachtwoord.kiezen",
    *(f"organisatie.{naam}" for naam in ("heen", "terug", "bevestigen", "koppelen", "eigen")),
    "openbaar.lijst",
    "openbaar.les",
}
"""What is not there for anybody: a made-up link, the organisation account where no provider is set, the public lessen
where the gemeente did not open them."""


def _per_tafel(ondiep: str, zuilen: str, verborgen: str = "") -> dict[str, str]:
    return {EIGEN: ondiep, ANDER: zuilen, VERBORGEN: verborgen}


_VAN_DE_INDIENER = _per_tafel("eigenaar", "ander", "eigenaar")
_SCHRIJVEN = _per_tafel("eigenaar waarnemer", "ander", "eigenaar")
_WAARNEMEN = _per_tafel("eigenaar voorzitter", "ander voorzitter_ander", "eigenaar")
_TRIEREN = _per_tafel("coördinator", "coördinator_ander")
_LEIDEN = _per_tafel("voorzitter", "voorzitter_ander", "voorzitter")
_PLANNEN = _per_tafel("voorzitter coördinator", "voorzitter_ander coördinator_ander", "voorzitter coördinator")
_AFSLUITEN = _per_tafel("voorzitter", "voorzitter_ander")
_LIJST = _per_tafel("eigenaar waarnemer voorzitter", "ander voorzitter_ander", "ander voorzitter")
_LES = _per_tafel("voorzitter", "voorzitter_ander", "voorzitter_ander")

_LEZEN = _per_tafel(
    "eigenaar waarnemer lid gast voorzitter voorzitter_glas coördinator",
    "ander voorzitter_ander coördinator_ander",
    "eigenaar",
)
_ZITTING_VOLGEN = _per_tafel(f"voorzitter {AAN_TAFEL}", "voorzitter_ander", "voorzitter")

BEREIK: dict[str, dict[str, str]] = {
    "dossier.casus": _LEZEN,
    "dossier.onepager": _LEZEN,
    "dossier.nu": _ZITTING_VOLGEN,
    "dossier.scherm": _ZITTING_VOLGEN,
    "inlezen.sjabloon": dict.fromkeys(DINGEN, COORDINATOREN),
    "casus.schrijven": _SCHRIJVEN,
    "casus.klad": _SCHRIJVEN,
    "casus.klad_weg": _SCHRIJVEN,
    "casus.intrekken": _VAN_DE_INDIENER,
    "precedent.tonen": _SCHRIJVEN,
    "precedent.helpt": _VAN_DE_INDIENER,
    "indienen.stap": _SCHRIJVEN,
    "triage.beoordelen": _TRIEREN,
    "triage.uitnodigen": _TRIEREN,
    "triage.neem_terug": _TRIEREN,
    "werklijst.gooi_weg": {EIGEN: "coördinator"},
    "vervolg.beantwoorden": _SCHRIJVEN,
    "vervolg.toevoegen": _SCHRIJVEN,
    "overdracht.van_vertrokkene": _per_tafel("coördinator voorzitter", "coördinator_ander voorzitter_ander"),
    "casus.waarnemen": _WAARNEMEN,
    "casus.beeindig_waarneming": _WAARNEMEN,
    "casus.beoordeel": _per_tafel("privacy", "privacy"),
    "doorbraak.opvolgen": _AFSLUITEN,
    "doorbraak.hervatten": _AFSLUITEN,
    "doorbraak.afsluiten": _AFSLUITEN,
    "les.beginnen": _AFSLUITEN,
    "tafel.zitting": _per_tafel(
        f"voorzitter coördinator {AAN_TAFEL}", "voorzitter_ander coördinator_ander", "voorzitter coördinator"
    ),
    "tafel.agendeer": _PLANNEN,
    "tafel.publiceren": _PLANNEN,
    "tafel.verplaatsen": _PLANNEN,
    "tafel.weghalen": _PLANNEN,
    "tafel.sluiten": _LEIDEN,
    "tafel.starten": _LEIDEN,
    "tafel.notitie": _LEIDEN,
    "tafel.houd_notitie": _LEIDEN,
    "tafel.pauzeren": _LEIDEN,
    "tafel.hervatten": _LEIDEN,
    "dossier.cockpit": _per_tafel("voorzitter lid", "voorzitter_ander", "voorzitter"),
    "afweging.wegen": _per_tafel("voorzitter lid", "voorzitter_ander", "voorzitter"),
    "afweging.zelf_wegen": _per_tafel("lid", ""),
    "oplossing.tonen": _LEIDEN,
    "oplossing.wijzigen": _LEIDEN,
    "oplossing.niet_in_geld": _LEIDEN,
    "oplossing.intrekken": _LEIDEN,
    "oplossing.bedrag": _LEIDEN,
    "oplossing.bedrag_weg": _LEIDEN,
    "gelijk.tonen": _per_tafel("voorzitter lid", "voorzitter_ander", "voorzitter"),
    "gelijk.verantwoorden": _LEIDEN,
    "afweging.eigen": _per_tafel("lid", ""),
    "afweging.voorleggen": _LEIDEN,
    "afweging.opnieuw": _LEIDEN,
    "afweging.tegenspreken": _per_tafel("lid", ""),
    "afweging.beginnen": _LEIDEN,
    "afweging.onthullen": _LEIDEN,
    "afweging.motiveren": _LEIDEN,
    "doorbraak.besluiten": _LEIDEN,
    "besluitenlijst.tonen": _LIJST,
    "besluitenlijst.ophalen": _LIJST,
    "doorbraak.neem_besluit": _LEIDEN,
    "doorbraak.doorbraakstatus": _AFSLUITEN,
    "opschalen.omhoog": _AFSLUITEN,
    "opschalen.antwoord": _AFSLUITEN,
    "opschalen.lmm": _AFSLUITEN,
    "doorbraak.actie_klaar": _per_tafel("lid voorzitter", "ander voorzitter_ander"),
    "les.lezen": _per_tafel("eigenaar voorzitter", "voorzitter_ander privacy", IEDER),
    "les.schrijven": _LES,
    "les.publiceren": _LES,
    "les.intrekken": _per_tafel("eigenaar voorzitter", "voorzitter_ander", "ander voorzitter_ander privacy"),
    "poort.tonen": _LES,
    "poort.beslissen": _LES,
    "poort.vertellen": _LES,
    "poort.bezwaar": _per_tafel("eigenaar", "", "ander"),
    "les.controleren": _per_tafel("voorzitter", "voorzitter_ander privacy", "voorzitter_ander"),
    "les.instemmen": _per_tafel("eigenaar", "", "ander"),
    "bewaring.beantwoorden": _per_tafel("privacy", "privacy"),
    "bewaring.bezwaar": _AFSLUITEN,
    "bewaring.behouden": _VAN_DE_INDIENER,
    "bewaring.opheffen": _per_tafel("voorzitter privacy", "voorzitter_ander privacy"),
    "bewaring.verklaring": {EIGEN: "privacy"},
    "bewaring.verklaring_tekst": {EIGEN: "privacy"},
    "inzage.tonen": _AFSLUITEN,
    "inzage.bestand": _AFSLUITEN,
    "berichten.openen": {EIGEN: "eigenaar", ANDER: "ander"},
    "berichten.gelezen": {EIGEN: "eigenaar", ANDER: "ander"},
    "signaal.lezen": {EIGEN: f"{INHOUD} privacy"},
    "signaal.stap": {EIGEN: "beleid"},
    "account.schakel": {EIGEN: "beheerder"},
    "beheer.medewerker": {EIGEN: "beheerder"},
    "beheer.stuur_link": {EIGEN: "beheerder"},
    "beheer.geef_rol": {EIGEN: "beheerder"},
    "beheer.neem_rol": {EIGEN: "beheerder"},
    "beheer.wijzig_adres": {EIGEN: "beheerder"},
    "beheer.beslis": {EIGEN: "privacy"},
    "dossier.vertrek": {EIGEN: "beheerder"},
    "account.beeindig": {EIGEN: "eigenaar"},
    "organisatie.ontkoppelen": {},
    "sleutelbos.weg": {EIGEN: "eigenaar"},
}
"""Per page about one thing: who gets through to that of Ondiep, to that of another tafel, to the hidden one.

Nobody gets through to what does not exist. For lessen "hidden" is the one that is published.
"""

ZICHT: tuple[tuple[str, str, str], ...] = (
    ("/casussen/{nummer}", "Wie heeft deze casus gelezen", "eigenaar voorzitter"),
    ("/casussen/{aanvullen}/schrijven", 'name="indienen"', "eigenaar waarnemer"),
    ("/casussen/{nummer}", "Laat waarnemen", "eigenaar voorzitter"),
    ("/casussen/{nummer}", "Trek de casus in", "eigenaar"),
    ("/casussen/{nummer}", "Je hebt deze casus opengebroken", "voorzitter_glas"),
    ("/casussen/{nummer}", "Aan tafel op", "voorzitter lid"),
    ("/casussen/{nummer}", "Intern: uit de triage", "voorzitter coördinator"),
    ("/vertrokken", "Vera Vertrok", "voorzitter coördinator"),
    ("/overdragen", "Draag alles over", "eigenaar waarnemer voorzitter_glas coördinator"),
    ("/casussen", "{nummer}", "eigenaar waarnemer lid gast voorzitter voorzitter_glas coördinator"),
    ("/casussen", "Nieuwe casus", INDIENERS),
    ("/casussen", "openbreken", VOORZITTERS),
    ("/casussen", "Casussen inlezen", COORDINATOREN),
    ("/acties", "Voorschot betalen", "lid ander"),
    ("/acties", "Adres regelen", "voorzitter_glas coördinator"),
    ("/acties", "Van mijn tafels", f"{VOORZITTERS} {COORDINATOREN}"),
    ("/acties", "{lopend}", "lid voorzitter coördinator voorzitter_glas"),
    ("/", "Opengebroken casussen", "privacy"),
    ("/berichten", "{nummer}", "eigenaar"),
    ("/lessen/{code}", "Stem je in?", "eigenaar"),
    ("/lessen/{code}", "Wat nu?", "voorzitter"),
)
"""What a page shows only to some: its address for the thing of Ondiep, a text, and to whom."""

DADEN: tuple[tuple[str, dict[str, str], str], ...] = (
    (
        "/casussen/openbreken",
        {"nummer": "{nummer}", "reden": "De voorzitter van die tafel is onbereikbaar."},
        "voorzitter_ander voorzitter_glas",
    ),
)
"""What only some can do to the thing of Ondiep that they name in a form: the address, the form, and who may."""
