"""What can be told to somebody: the kinds of notices, in words that hold nothing of a casus."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Groep(StrEnum):
    """Kinds that somebody wants, or does not want, by mail together."""

    SPOED = "spoed"
    VRAAG = "vraag"
    NIEUWS = "nieuws"
    HERINNERING = "herinnering"


class Wijze(StrEnum):
    """How somebody wants to hear by mail. On screen a notice is always there."""

    METEEN = "meteen"
    DAGELIJKS = "dagelijks"
    GEEN = "geen"


STANDAARD: Mapping[Groep, Wijze] = {
    Groep.SPOED: Wijze.METEEN,
    Groep.VRAAG: Wijze.METEEN,
    Groep.NIEUWS: Wijze.DAGELIJKS,
    Groep.HERINNERING: Wijze.DAGELIJKS,
}
"""What holds for whoever chose nothing. Spoed cannot be chosen: it always goes at once."""

UREN = range(8, 19)
"""The hours of the daily mail that can be chosen. Reminders of the day are there before the first."""

STANDAARD_UUR = 8


class Soort(StrEnum):
    """What happened, or what is due."""

    SPOED = "spoed"
    INGEDIEND = "ingediend"
    AANVULLEN = "aanvullen"
    GEREED = "gereed"
    OPGELOST = "opgelost"
    NIET_VOOR_TAFEL = "niet voor de tafel"
    INGEPLAND = "ingepland"
    VAN_AGENDA = "van agenda"
    BESLUIT = "besluit"
    TWEEDE_RONDE = "tweede ronde"
    ACTIE = "actie"
    ACTIE_KLAAR = "actie klaar"
    OPVOLGING = "opvolging"
    HERVAT = "hervat"
    AFGESLOTEN = "afgesloten"
    INGETROKKEN = "ingetrokken"
    WAARNEMING = "waarneming"
    OVERDRACHT = "overdracht"
    AGENDA = "agenda"
    LES_CONTROLEREN = "les controleren"
    LES_INSTEMMEN = "les instemmen"
    LES_INGESTEMD = "les ingestemd"
    LES_BEZWAAR = "les bezwaar"
    LES_GEPUBLICEERD = "les gepubliceerd"
    SIGNAAL = "signaal"
    TRIAGE_TERMIJN = "termijn triage"
    AANVULLEN_TERMIJN = "termijn aanvullen"
    ACTIE_TERMIJN = "termijn actie"
    CONTROLE_TERMIJN = "termijn controle"
    LES_CONTROLEREN_TERMIJN = "termijn les controleren"
    LES_INSTEMMEN_TERMIJN = "termijn les instemmen"
    VERVALT = "vervalt"
    BEZWAAR = "bezwaar"


@dataclass(frozen=True)
class Uitleg:
    """What a notice says, and why somebody gets it. `{dag}` is the date it is about."""

    groep: Groep
    wat: str
    waarom: str


_VOLGT = "jij deze casus waarneemt"
_VOLGT_OF_LEIDT = "jij deze casus waarneemt of deze tafel leidt"

_COORDINATOR = "jij casuscoördinator bent van deze tafel"
_VOORZITTER = "jij voorzitter bent van deze tafel"
_HOUDER = "deze actie op jouw naam staat"
_CONTROLEUR = "jij lessen controleert die een ander schreef"

UITLEG: Mapping[Soort, Uitleg] = {
    Soort.SPOED: Uitleg(Groep.SPOED, "Er is een casus met spoed ingediend.", "jij deze tafel plant of leidt"),
    Soort.INGEDIEND: Uitleg(Groep.NIEUWS, "De casus is ingediend en wacht op triage.", _COORDINATOR),
    Soort.AANVULLEN: Uitleg(Groep.VRAAG, "De casuscoördinator vraagt je om een aanvulling.", _VOLGT),
    Soort.GEREED: Uitleg(Groep.NIEUWS, "De triage is klaar: de casus gaat naar de tafel.", _VOLGT),
    Soort.OPGELOST: Uitleg(Groep.NIEUWS, "De casus is opgelost zonder de tafel. Lees hoe.", _VOLGT),
    Soort.NIET_VOOR_TAFEL: Uitleg(Groep.NIEUWS, "De casus gaat niet naar de tafel. Lees waarom.", _VOLGT),
    Soort.INGEPLAND: Uitleg(Groep.NIEUWS, "De casus staat op de agenda van {dag}.", _VOLGT),
    Soort.VAN_AGENDA: Uitleg(Groep.NIEUWS, "De casus is van de agenda gehaald en wacht op een nieuwe plek.", _VOLGT),
    Soort.BESLUIT: Uitleg(Groep.NIEUWS, "De tafel heeft een besluit genomen.", _VOLGT),
    Soort.TWEEDE_RONDE: Uitleg(Groep.NIEUWS, "De tafel heeft de casus besproken. Hij komt nog een keer terug.", _VOLGT),
    Soort.ACTIE: Uitleg(Groep.VRAAG, "Er staat een actie op jouw naam, uiterlijk {dag}.", _HOUDER),
    Soort.ACTIE_KLAAR: Uitleg(Groep.NIEUWS, "Een actie is klaar.", _VOLGT_OF_LEIDT),
    Soort.OPVOLGING: Uitleg(Groep.NIEUWS, "De acties zijn klaar. We kijken of de oplossing standhoudt.", _VOLGT),
    Soort.HERVAT: Uitleg(Groep.NIEUWS, "De oplossing houdt nog geen stand. Er wordt weer aan gewerkt.", _VOLGT),
    Soort.AFGESLOTEN: Uitleg(Groep.NIEUWS, "De casus is afgesloten.", _VOLGT),
    Soort.INGETROKKEN: Uitleg(Groep.NIEUWS, "De casus op je agenda is ingetrokken.", _VOORZITTER),
    Soort.WAARNEMING: Uitleg(
        Groep.VRAAG, "Je neemt deze casus waar tot en met {dag}.", "de indiener of de voorzitter jou aanwees"
    ),
    Soort.OVERDRACHT: Uitleg(Groep.VRAAG, "De casus is aan jou overgedragen.", "jij nu de indiener bent"),
    Soort.AGENDA: Uitleg(Groep.VRAAG, "De agenda van de zitting van {dag} staat klaar.", "jij lid bent van deze tafel"),
    Soort.LES_CONTROLEREN: Uitleg(Groep.VRAAG, "Er wacht een les op controle.", _CONTROLEUR),
    Soort.LES_INSTEMMEN: Uitleg(
        Groep.VRAAG,
        "Er is een les geschreven. Stem in of maak bezwaar, uiterlijk {dag}. Zeg je niets, dan mag de voorzitter haar"
        " daarna publiceren.",
        "de les uit jouw casus komt",
    ),
    Soort.LES_INGESTEMD: Uitleg(Groep.NIEUWS, "De indiener stemt in met de les.", "jij deze les schreef"),
    Soort.LES_BEZWAAR: Uitleg(
        Groep.VRAAG, "De indiener heeft bezwaar tegen de les. Lees waarom.", "jij deze les schreef"
    ),
    Soort.LES_GEPUBLICEERD: Uitleg(Groep.NIEUWS, "De les is gepubliceerd.", "de les uit jouw casus komt"),
    Soort.SIGNAAL: Uitleg(Groep.NIEUWS, "Er is een antwoord op het signaal.", "jouw casus bij dit signaal hoort"),
    Soort.TRIAGE_TERMIJN: Uitleg(Groep.HERINNERING, "Doe de triage uiterlijk {dag}: dat is beloofd.", _COORDINATOR),
    Soort.AANVULLEN_TERMIJN: Uitleg(
        Groep.HERINNERING, "Er wacht nog een vraag op jouw antwoord, liefst uiterlijk {dag}.", _VOLGT
    ),
    Soort.ACTIE_TERMIJN: Uitleg(Groep.HERINNERING, "Je actie moet uiterlijk {dag} klaar zijn.", _HOUDER),
    Soort.CONTROLE_TERMIJN: Uitleg(Groep.HERINNERING, "Kijk op {dag} hoe het gaat en of het standhoudt.", _VOORZITTER),
    Soort.LES_CONTROLEREN_TERMIJN: Uitleg(
        Groep.HERINNERING, "Er wacht een les op controle, liefst uiterlijk {dag}.", _CONTROLEUR
    ),
    Soort.LES_INSTEMMEN_TERMIJN: Uitleg(
        Groep.HERINNERING,
        "Stem in met de les of maak bezwaar, uiterlijk {dag}. Daarna mag de voorzitter haar publiceren.",
        "de les uit jouw casus komt",
    ),
    Soort.VERVALT: Uitleg(
        Groep.HERINNERING,
        "De casus wordt vernietigd, niet eerder dan op {dag}. Wil je dat niet? Een concept bewaar je zelf op de pagina"
        " van de casus. Vraag anders de voorzitter om bezwaar te maken.",
        "jij deze casus schreef",
    ),
    Soort.BEZWAAR: Uitleg(
        Groep.HERINNERING, "De casus wordt vernietigd. Bezwaar maken kan tot en met {dag}.", _VOORZITTER
    ),
}

HERINNERINGEN = tuple(soort for soort, uitleg in UITLEG.items() if uitleg.groep is Groep.HERINNERING)


def waarom(soort: Soort, *, eigen: bool) -> str:
    """Say why somebody gets this; `eigen` is whether he handed the casus in himself."""
    reden = UITLEG[soort].waarom
    if eigen and reden in (_VOLGT, _VOLGT_OF_LEIDT):
        reden = "jij deze casus indiende"
    return f"Je krijgt dit omdat {reden}."
