"""The life of a casus: its statuses, who may move it, what it needs to be handed in (domein.md §3, §4)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from maatwerk.herkenning.rules import Soort, harde_kenmerken
from maatwerk.kern.fouten import Invoerfout, NietToegestaan
from maatwerk.kern.instellingen import Termijnen
from maatwerk.kern.klok import plus_werkdagen
from maatwerk.kern.rechten import Rol

TITEL_TEKENS = 80
TEKST_TEKENS = 1500
KORT_TEKENS = 200
"""For one line. The columns lie encrypted and have no limit of their own: the form and the import are the limit."""


class Status(StrEnum):
    """Where a casus is on its road."""

    CONCEPT = "concept"
    INGEDIEND = "ingediend"
    AANVULLEN = "aanvullen gevraagd"
    OPGELOST = "direct opgelost"
    NIET_VOOR_TAFEL = "niet voor de tafel"
    GEREED = "gereed voor tafel"
    INGEPLAND = "ingepland"
    BESPROKEN = "besproken"
    IN_UITVOERING = "in uitvoering"
    OPVOLGING = "opvolging"
    AFGESLOTEN = "afgesloten"
    INGETROKKEN = "ingetrokken"
    GEHOLPEN = "verder geholpen"
    VERNIETIGD = "vernietigd"


TRIAGE = (Status.GEREED, Status.AANVULLEN, Status.OPGELOST, Status.NIET_VOOR_TAFEL)
"""What triage can decide. All but "gereed voor tafel" need a reason that the indiener gets to read."""

VOOR_DE_TAFEL = (Status.INGEDIEND, Status.AANVULLEN, Status.GEREED, Status.INGEPLAND)
"""Handed in, not yet discussed: the casuscoördinator reads these, the indiener may still withdraw them."""


NIET_INGEDIEND = (Status.CONCEPT, Status.GEHOLPEN)
"""Never handed in: nobody but the indiener and who stands in for him knows of it."""

UITGANG = (Status.OPGELOST, Status.NIET_VOOR_TAFEL, Status.INGETROKKEN, Status.GEHOLPEN, Status.AFGESLOTEN)
"""Where the road ends; from that day on the bewaartermijn counts."""

VOORBIJ = (*UITGANG, Status.VERNIETIGD)
"""Nothing waits on anybody any more."""


class Huishoudtype(StrEnum):
    """Who live together, in bands that do not point at anybody."""

    ALLEENSTAAND = "alleenstaand"
    PAAR = "paar"
    EENOUDER = "eenouder"
    GEZIN = "gezin"
    JONGERE = "jongere"
    ANDERS = "anders"


class Kinderen(StrEnum):
    """How many children, capped."""

    GEEN = "0"
    EEN = "1"
    TWEE = "2"
    MEER = "3+"


class Leeftijdsklasse(StrEnum):
    """Age in years, in bands."""

    KIND = "<18"
    VAN_18 = "18-20"
    VAN_21 = "21-26"
    VAN_27 = "27-44"
    VAN_45 = "45-66"
    VAN_67 = "67+"


class Werking(StrEnum):
    """What a rule does in this casus."""

    KNELT = "knelt"
    RUIMTE = "biedt ruimte"


class Aanwezig(StrEnum):
    """Whether the inwoner, or somebody close, wants to be at the tafel."""

    JA = "ja"
    NEE = "nee"
    NIET_GEVRAAGD = "niet gevraagd"


SCHRIJFBAAR = (Status.CONCEPT, Status.AANVULLEN)
"""Only then the text of a casus changes."""

ANDERS = "anders"
"""What is chosen when the list does not have it; the words stand in the text beside it."""


@dataclass(frozen=True)
class Overgang:
    """One edge of the road: who may go it, and why it exists."""

    van: Status
    naar: Status
    rollen: frozenset[Rol]
    reden: str


def _van(van: Status, naar: Status, *rollen: Rol, reden: str) -> Overgang:
    return Overgang(van, naar, frozenset(rollen), reden)


OVERGANGEN = (
    _van(Status.CONCEPT, Status.INGEDIEND, Rol.INDIENER, reden="De indiener heeft alles ingevuld."),
    _van(Status.CONCEPT, Status.GEHOLPEN, Rol.INDIENER, reden="Een eerdere les hielp de indiener verder."),
    _van(Status.INGEDIEND, Status.GEREED, Rol.COORDINATOR, reden="De triage is akkoord."),
    _van(Status.INGEDIEND, Status.AANVULLEN, Rol.COORDINATOR, reden="Er ontbreekt nog iets."),
    _van(Status.INGEDIEND, Status.OPGELOST, Rol.COORDINATOR, reden="Een kort lijntje was genoeg."),
    _van(Status.INGEDIEND, Status.NIET_VOOR_TAFEL, Rol.COORDINATOR, reden="Het knelpunt zit niet in het systeem."),
    _van(Status.AANVULLEN, Status.INGEDIEND, Rol.INDIENER, reden="De indiener heeft aangevuld."),
    _van(Status.GEREED, Status.INGEPLAND, Rol.COORDINATOR, Rol.VOORZITTER, reden="De casus staat op een agenda."),
    _van(Status.INGEPLAND, Status.GEREED, Rol.COORDINATOR, Rol.VOORZITTER, reden="De casus gaat van de agenda."),
    _van(Status.INGEPLAND, Status.BESPROKEN, Rol.VOORZITTER, reden="De tafel nam een besluit."),
    _van(Status.BESPROKEN, Status.GEREED, Rol.VOORZITTER, reden="De casus komt terug: tweede ronde of aangehouden."),
    _van(Status.BESPROKEN, Status.IN_UITVOERING, Rol.VOORZITTER, reden="Het besluit vraagt om uitvoering."),
    _van(Status.BESPROKEN, Status.AFGESLOTEN, Rol.VOORZITTER, reden="Er is niets meer uit te voeren."),
    _van(
        Status.IN_UITVOERING,
        Status.OPVOLGING,
        Rol.VOORZITTER,
        reden="De acties zijn klaar; nu kijken of het standhoudt.",
    ),
    _van(
        Status.OPVOLGING, Status.IN_UITVOERING, Rol.VOORZITTER, reden="Het houdt geen stand; er is weer iets te doen."
    ),
    _van(Status.OPVOLGING, Status.AFGESLOTEN, Rol.VOORZITTER, reden="Het houdt stand en de procesevaluatie is er."),
    *(
        _van(
            status, Status.INGETROKKEN, Rol.INDIENER, reden="De indiener trekt de casus in; dat kan tot de bespreking."
        )
        for status in VOOR_DE_TAFEL
    ),
)
"""The whole road. What is not here cannot happen. Vernietiging comes with the bewaartermijnen."""


def find_overgang(van: Status, naar: Status) -> Overgang | None:
    """Give the edge between two statuses, if the road has one."""
    return next((edge for edge in OVERGANGEN if (edge.van, edge.naar) == (van, naar)), None)


def mag_overgang(van: Status, naar: Status, rollen: Collection[Rol]) -> bool:
    """Answer whether somebody with these rollen may move a casus along this edge."""
    overgang = find_overgang(van, naar)
    return overgang is not None and not overgang.rollen.isdisjoint(rollen)


def eis_overgang(van: Status, naar: Status, rollen: Collection[Rol]) -> None:
    """Refuse a move that the road does not have, or not for these rollen. Raises NietToegestaan."""
    if mag_overgang(van, naar, rollen):
        return
    overgang = find_overgang(van, naar)
    wie = f" Dat doet de {' of de '.join(sorted(overgang.rollen))}." if overgang else ""
    raise NietToegestaan(f"Deze casus is nu '{van}' en kan niet naar '{naar}'.{wie}")


def eis_schrijfbaar(status: Status) -> None:
    """Refuse to write in a casus that is handed in. Raises NietToegestaan."""
    if status not in SCHRIJFBAAR:
        raise NietToegestaan(f"Deze casus is nu '{status}'. De tekst verandert dan niet meer.")


NODIG = {
    "titel": "Geef de casus een korte titel, zonder namen.",
    "situatie": "Vertel wat er aan de hand is.",
    "wens_inwoner": "Vertel wat de inwoner zelf wil.",
    "gevraagde_doorbraak": "Schrijf op welke doorbraak je vraagt.",
    "grondslag": "Kies waarom je deze gegevens mag delen.",
}
"""The fields without which a casus cannot be handed in, and what to say when one is empty (domein.md §4)."""


@dataclass(frozen=True)
class Inhoud:
    """What is in a casus that is about to be handed in. Field names are those of the form."""

    velden: Mapping[str, str]
    knelpunten: int
    geinformeerd: bool


def eis_volledig(inhoud: Inhoud) -> None:
    """Refuse a casus that misses something the tafel needs. Raises Invoerfout with every gap at its field."""
    fouten = {veld: uitleg for veld, uitleg in NODIG.items() if not inhoud.velden.get(veld, "").strip()}
    if not inhoud.knelpunten:
        fouten["knelpunten-0-toelichting"] = "Beschrijf minstens één knelpunt: welke regel botst waarmee?"
    if not inhoud.geinformeerd:
        fouten["geinformeerd_op"] = "Vul in wanneer de inwoner is geïnformeerd, of waarom dat niet kon."
    if inhoud.velden.get("grondslag") == ANDERS and not inhoud.velden.get("grondslag_anders", "").strip():
        fouten["grondslag_anders"] = "Schrijf op waarom je deze gegevens mag delen."
    if fouten:
        raise Invoerfout(fouten)


_NOEM = {
    Soort.BSN: "een burgerservicenummer",
    Soort.IBAN: "een rekeningnummer",
    Soort.EMAIL: "een e-mailadres",
    Soort.TELEFOON: "een telefoonnummer",
}


def vind_herkenbaar(velden: Mapping[str, str]) -> dict[str, str]:
    """Give per field which hard identifier stands in it, without repeating it (domein.md §9)."""
    gevonden = {veld: harde_kenmerken(tekst) for veld, tekst in velden.items()}
    return {
        veld: f"Hier staat {_NOEM[vondsten[0].soort]}. Haal dat weg: de tafel mag niet weten om wie het gaat."
        for veld, vondsten in gevonden.items()
        if vondsten
    }


def eis_onherkenbaar(velden: Mapping[str, str]) -> None:
    """Refuse text with a hard identifier. Raises Invoerfout at each field that has one."""
    fouten = vind_herkenbaar(velden)
    if fouten:
        raise Invoerfout(fouten)


def antwoord_voor(ingediend: date, *, spoed: bool, termijnen: Termijnen) -> date:
    """Give the date by which triage has promised an answer (domein.md §3)."""
    return plus_werkdagen(ingediend, termijnen.spoed_werkdagen if spoed else termijnen.triage_werkdagen)
