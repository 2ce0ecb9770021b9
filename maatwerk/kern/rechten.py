"""Who may do what: one map, from right to rollen, that a non-programmer can read.

The map says which *rol* may do an act at all. Which casus, zitting or les somebody may do it *to* is the work of the
scoped queries (`zichtbaar_voor`). What the map does not name is refused.
"""

from collections.abc import Collection, Mapping
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


class Recht(StrEnum):
    """An act that needs permission. The value is what the act is called on screen and in the matrix."""

    START = "de eigen startpagina zien"
    CASUS_INDIENEN = "een casus schrijven, indienen, aanvullen en intrekken"
    CASUS_LEZEN = "een casus lezen"
    CASUS_TRIEREN = "triage doen"
    ZITTING_LEZEN = "zittingen en agenda's zien"
    ZITTING_PLANNEN = "zittingen en agenda's maken"
    TAFEL_LEIDEN = "de dertig minuten leiden"
    NOTEREN = "notities bij de fasen lezen"
    WEGEN = "zelf wegen"
    WEGING_LEZEN = "de Waardendriehoek zien"
    BESLUITEN = "het besluit, de doorbraken en de acties vastleggen"
    ACTIE_AFRONDEN = "een eigen actie afronden"
    CASUS_AFSLUITEN = "een casus opvolgen en afsluiten"
    LES_SCHRIJVEN = "een les schrijven en publiceren"
    LES_CONTROLEREN = "een les van een ander controleren"
    LES_INSTEMMEN = "instemmen met de les uit de eigen casus"
    LES_LEZEN = "gepubliceerde lessen lezen"
    SIGNAAL_LEZEN = "signalen lezen"
    SIGNAAL_BEHEREN = "signalen maken en verder brengen"
    EXPORTEREN = "anonieme lessen en signalen exporteren"
    MEDEWERKERS_BEHEREN = "medewerkers en rollen beheren"
    LOGBOEK_LEZEN = "het logboek lezen"


_IEDEREEN = frozenset(Rol)
_TAFEL = frozenset({Rol.VOORZITTER, Rol.LID})
_PLANNERS = frozenset({Rol.COORDINATOR, Rol.VOORZITTER})
_VOORZITTER = frozenset({Rol.VOORZITTER})

RECHTEN: Mapping[Recht, frozenset[Rol]] = {
    Recht.START: _IEDEREEN,
    Recht.CASUS_INDIENEN: frozenset({Rol.INDIENER}),
    Recht.CASUS_LEZEN: frozenset({Rol.INDIENER}) | AAN_TAFEL,
    Recht.CASUS_TRIEREN: frozenset({Rol.COORDINATOR}),
    Recht.ZITTING_LEZEN: AAN_TAFEL,
    Recht.ZITTING_PLANNEN: _PLANNERS,
    Recht.TAFEL_LEIDEN: _VOORZITTER,
    Recht.NOTEREN: _TAFEL,
    Recht.WEGEN: frozenset({Rol.LID}),
    Recht.WEGING_LEZEN: _TAFEL,
    Recht.BESLUITEN: _VOORZITTER,
    Recht.ACTIE_AFRONDEN: frozenset({Rol.INDIENER}) | AAN_TAFEL,
    Recht.CASUS_AFSLUITEN: _VOORZITTER,
    Recht.LES_SCHRIJVEN: _VOORZITTER,
    Recht.LES_CONTROLEREN: _VOORZITTER | {Rol.PRIVACY},
    Recht.LES_INSTEMMEN: frozenset({Rol.INDIENER}),
    Recht.LES_LEZEN: _IEDEREEN,
    Recht.SIGNAAL_LEZEN: INHOUDELIJK | {Rol.PRIVACY},
    Recht.SIGNAAL_BEHEREN: frozenset({Rol.BELEID}),
    Recht.EXPORTEREN: frozenset({Rol.BELEID}),
    Recht.MEDEWERKERS_BEHEREN: frozenset({Rol.BEHEERDER}),
    Recht.LOGBOEK_LEZEN: frozenset({Rol.PRIVACY}),
}


class Rechthebbende(Protocol):
    """Whoever acts or reads: a signed-in medewerker, or the system itself."""

    @property
    def id(self) -> int | None: ...  # noqa: D102 - the protocol speaks for itself

    @property
    def rollen(self) -> frozenset[Rol]: ...  # noqa: D102

    def tafels(self, rol: Rol) -> frozenset[str]:
        """Give the codes of the tafels at which this person holds `rol`."""
        ...


def mag(wie: Rechthebbende, recht: Recht) -> bool:
    """Answer whether one of the rollen of this person carries the right. Views and templates both ask this."""
    return bool(wie.rollen & RECHTEN[recht])
