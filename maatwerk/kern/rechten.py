"""The words of the policy: rollen, acts that need a right, and the ways in which somebody stands to a thing.

Who may do what stands in `kern.beleid`.
"""

from collections.abc import Collection
from enum import StrEnum
from typing import Protocol


class Rol(StrEnum):
    """The work a medewerker does (domein.md §2)."""

    INDIENER = "indiener"
    COORDINATOR = "casuscoördinator"
    VOORZITTER = "tafelvoorzitter"
    LID = "tafellid"
    BELEID = "beleidsadviseur"
    BEHEERDER = "beheerder"
    PRIVACY = "privacy officer"


AAN_TAFEL = frozenset({Rol.COORDINATOR, Rol.VOORZITTER, Rol.LID})
"""Rollen that are held at one or more named tafels."""

GEVOELIG = (Rol.VOORZITTER, Rol.BEHEERDER, Rol.PRIVACY)
"""Rollen that open so much that two people must agree before somebody gets one (veiligheid.md §5)."""

INHOUDELIJK = frozenset(Rol) - {Rol.BEHEERDER, Rol.PRIVACY}
"""Rollen that meet content. Beheerder and privacy officer never combine with these (veiligheid.md §5, rule 5)."""


class Soort(StrEnum):
    """What kind of account holds a rol. One account has one kind, so the database itself keeps them apart."""

    INHOUD = "inhoud"
    BEHEER = "beheer"
    PRIVACY = "privacy"


def soort_van(rollen: Collection[Rol]) -> Soort:
    """Give the kind of account that these rollen need; `account.rules.eis_rollen` refuses a mixture."""
    if Rol.BEHEERDER in rollen:
        return Soort.BEHEER
    return Soort.PRIVACY if Rol.PRIVACY in rollen else Soort.INHOUD


class Relatie(StrEnum):
    """How somebody stands to a thing. The value is what it is called in the matrix; `UITLEG` says when it holds."""

    EIGEN = "eigen"
    WAARNEMING = "waarneming"
    UITGENODIGD = "uitgenodigd"
    GAST = "advies op afroep"
    EIGEN_TAFEL = "eigen tafel"
    TOT_BESPROKEN = "eigen tafel, tot besproken"
    ANDERE_TAFEL = "andere tafel"
    VERTREK = "van wie weg is"
    BREEKGLAS = "breekglas"
    TE_CONTROLEREN = "wacht op controle"
    VRIJGEGEVEN = "vrijgegeven"
    METADATA = "metadata"
    ALTIJD = "altijd"


UITLEG = {
    Relatie.EIGEN: "zelf ingediend; bij een actie: zelf de houder",
    Relatie.WAARNEMING: "neemt deze casus waar, tussen de afgesproken dagen",
    Relatie.UITGENODIGD: "lid van de tafel, van het publiceren van de agenda tot het venster sluit",
    Relatie.GAST: "voor deze ene casus erbij gevraagd, van het publiceren van de agenda tot het venster sluit",
    Relatie.EIGEN_TAFEL: "heeft de rol aan de tafel waar dit bij hoort; nooit een casus die niet is ingediend",
    Relatie.TOT_BESPROKEN: "heeft de rol aan de tafel, zolang de casus nog niet is besproken",
    Relatie.ANDERE_TAFEL: "heeft de rol, maar aan een andere tafel dan die van de casus",
    Relatie.VERTREK: "heeft de rol aan de tafel, en de indiener heeft geen account of rol meer; ook een concept",
    Relatie.BREEKGLAS: "heeft de casus met een reden opengebroken: 60 minuten, alleen lezen, daarna beoordeeld",
    Relatie.TE_CONTROLEREN: "een les die nog door een tweede persoon wordt gecontroleerd",
    Relatie.VRIJGEGEVEN: "anoniem en gepubliceerd",
    Relatie.METADATA: "alleen nummers, standen, data en namen van medewerkers; nooit tekst van een casus",
    Relatie.ALTIJD: "hangt niet aan een casus, zitting of les",
}


class Recht(StrEnum):
    """An act that needs permission. The value is what the act is called on screen and in the matrix."""

    START = "de eigen startpagina zien"
    CASUS_BEGINNEN = "een casus beginnen"
    CASUS_LEZEN = "een casus lezen"
    CASUS_SCHRIJVEN = "een casus schrijven en aanvullen"
    CASUS_AANVULLEN = "een vraag beantwoorden en iets toevoegen"
    CASUS_INDIENEN = "een casus indienen en intrekken"
    CASUS_TRIEREN = "triage doen"
    TRIAGE_LEZEN = "lezen wat de triage vond, en wie is uitgenodigd"
    CASUS_OVERDRAGEN = "casussen en acties overdragen"
    CASUSSEN_INLEZEN = "casussen uit een bestand inlezen"
    LEZERS_ZIEN = "zien wie een casus las"
    WAARNEMING_REGELEN = "een waarnemer aanwijzen"
    BREEKGLAS_GEBRUIKEN = "een casus openbreken"
    BREEKGLAS_BEOORDELEN = "het openbreken van een casus beoordelen"
    ZITTING_LEZEN = "zittingen en agenda's zien"
    ZITTING_PLANNEN = "zittingen en agenda's maken"
    TAFEL_LEIDEN = "de dertig minuten leiden"
    NOTEREN = "notities bij de fasen lezen"
    WEGEN = "zelf wegen"
    WEGING_LEZEN = "de Waardendriehoek zien"
    BESLUITEN = "het besluit, de doorbraken en de acties vastleggen"
    BESLUITENLIJST_LEZEN = "de besluitenlijst lezen en downloaden"
    ACTIE_AFRONDEN = "een actie zien en afronden"
    ACTIES_BEWAKEN = "zien welke acties openstaan"
    CASUS_AFSLUITEN = "een casus opvolgen en afsluiten"
    LES_SCHRIJVEN = "een les schrijven en publiceren"
    LES_INTREKKEN = "een les intrekken"
    LES_CONTROLEREN = "een les van een ander controleren"
    LES_INSTEMMEN = "instemmen met een les, of bezwaar maken"
    LES_LEZEN = "een les lezen"
    SIGNAAL_LEZEN = "signalen lezen"
    SIGNAAL_BEHEREN = "signalen maken en verder brengen"
    CIJFERS_LEZEN = "cijfers van afgesloten periodes zien"
    EXPORTEREN = "anonieme lessen en signalen exporteren"
    MEDEWERKERS_BEHEREN = "medewerkers en rollen beheren"
    ROLLEN_BEOORDELEN = "beslissen over een voorgestelde rol"
    LOGBOEK_LEZEN = "het logboek lezen"
    BEWARING_BEHEREN = "vernietiging goedkeuren en verklaringen zien"
    BEZWAAR_MAKEN = "bezwaar maken tegen vernietiging"
    BEWAARPLICHT_ZETTEN = "een casus van vernietiging uitzonderen"
    INZAGE_REGISTREREN = "een verzoek om inzage registreren"
    INZAGE_VOORBEREIDEN = "een verzoek om inzage voorbereiden"


class Rechthebbende(Protocol):
    """Whoever acts or reads: a signed-in medewerker, or the system itself."""

    @property
    def id(self) -> int | None: ...  # noqa: D102 - the protocol speaks for itself

    @property
    def rollen(self) -> frozenset[Rol]: ...  # noqa: D102

    def tafels(self, rol: Rol) -> frozenset[str]:
        """Give the codes of the tafels at which this person holds `rol`."""
        ...
