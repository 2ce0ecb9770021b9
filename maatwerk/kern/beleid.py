"""The policy: who may do what, to which things. The guard, the queries, the pages and docs/toegang.md all read it.

Read a line as: for this act, somebody with this rol may do it to things he stands to in one of these ways. What is not
here is refused. Being a colleague of the indiener gives nothing; nobody changes his own rollen.
"""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from maatwerk.kern.rechten import Recht, Rechthebbende, Relatie, Rol

Beleid: TypeAlias = Mapping[Recht, Mapping[Rol, frozenset[Relatie]]]

_IEDEREEN = dict.fromkeys(Rol, frozenset({Relatie.ALTIJD}))
_EIGEN_TAFEL = frozenset({Relatie.EIGEN_TAFEL})
_EIGEN = frozenset({Relatie.EIGEN})
_UITGENODIGD = frozenset({Relatie.UITGENODIGD})
_VRIJGEGEVEN = frozenset({Relatie.VRIJGEGEVEN})
_METADATA = frozenset({Relatie.METADATA})
_ALTIJD = frozenset({Relatie.ALTIJD})

BELEID: Beleid = {
    Recht.START: _IEDEREEN,
    Recht.CASUS_BEGINNEN: {Rol.INDIENER: _ALTIJD},
    Recht.CASUS_LEZEN: {
        Rol.INDIENER: frozenset({Relatie.EIGEN, Relatie.WAARNEMING}),
        Rol.COORDINATOR: frozenset({Relatie.TOT_BESPROKEN}),
        Rol.VOORZITTER: frozenset({Relatie.EIGEN_TAFEL, Relatie.BREEKGLAS}),
        Rol.LID: frozenset({Relatie.UITGENODIGD, Relatie.GAST}),
    },
    Recht.CASUS_SCHRIJVEN: {Rol.INDIENER: frozenset({Relatie.EIGEN, Relatie.WAARNEMING})},
    Recht.CASUS_AANVULLEN: {Rol.INDIENER: frozenset({Relatie.EIGEN, Relatie.WAARNEMING})},
    Recht.CASUS_INDIENEN: {Rol.INDIENER: _EIGEN},
    Recht.CASUS_TRIEREN: {Rol.COORDINATOR: frozenset({Relatie.TOT_BESPROKEN})},
    Recht.TRIAGE_LEZEN: {Rol.COORDINATOR: frozenset({Relatie.TOT_BESPROKEN}), Rol.VOORZITTER: _EIGEN_TAFEL},
    Recht.CASUS_OVERDRAGEN: {
        Rol.INDIENER: _EIGEN,
        Rol.COORDINATOR: frozenset({Relatie.VERTREK}),
        Rol.VOORZITTER: frozenset({Relatie.VERTREK}),
    },
    Recht.CASUSSEN_INLEZEN: {Rol.COORDINATOR: _EIGEN_TAFEL},
    Recht.LEZERS_ZIEN: {Rol.INDIENER: _EIGEN, Rol.VOORZITTER: _EIGEN_TAFEL},
    Recht.WAARNEMING_REGELEN: {Rol.INDIENER: _EIGEN, Rol.VOORZITTER: _EIGEN_TAFEL},
    Recht.BREEKGLAS_GEBRUIKEN: {Rol.VOORZITTER: frozenset({Relatie.ANDERE_TAFEL})},
    Recht.BREEKGLAS_BEOORDELEN: {Rol.PRIVACY: _METADATA},
    Recht.ZITTING_LEZEN: {Rol.COORDINATOR: _EIGEN_TAFEL, Rol.VOORZITTER: _EIGEN_TAFEL, Rol.LID: _UITGENODIGD},
    Recht.ZITTING_PLANNEN: {Rol.COORDINATOR: _EIGEN_TAFEL, Rol.VOORZITTER: _EIGEN_TAFEL},
    Recht.TAFEL_LEIDEN: {Rol.VOORZITTER: _EIGEN_TAFEL},
    Recht.NOTEREN: {Rol.VOORZITTER: _EIGEN_TAFEL, Rol.LID: _UITGENODIGD},
    Recht.WEGEN: {Rol.LID: _UITGENODIGD},
    Recht.WEGING_LEZEN: {Rol.VOORZITTER: _EIGEN_TAFEL, Rol.LID: _UITGENODIGD},
    Recht.BESLUITEN: {Rol.VOORZITTER: _EIGEN_TAFEL},
    Recht.BESLUITENLIJST_LEZEN: {
        Rol.INDIENER: frozenset({Relatie.EIGEN, Relatie.WAARNEMING}),
        Rol.VOORZITTER: _EIGEN_TAFEL,
    },
    Recht.ACTIE_AFRONDEN: {
        Rol.INDIENER: _EIGEN,
        Rol.COORDINATOR: _EIGEN,
        Rol.VOORZITTER: frozenset({Relatie.EIGEN, Relatie.EIGEN_TAFEL}),
        Rol.LID: _EIGEN,
    },
    Recht.ACTIES_BEWAKEN: {Rol.COORDINATOR: _METADATA, Rol.VOORZITTER: _METADATA},
    Recht.CASUS_AFSLUITEN: {Rol.VOORZITTER: _EIGEN_TAFEL},
    Recht.LES_SCHRIJVEN: {Rol.VOORZITTER: _EIGEN_TAFEL},
    Recht.LES_INTREKKEN: {Rol.INDIENER: _EIGEN, Rol.VOORZITTER: _EIGEN_TAFEL, Rol.PRIVACY: _VRIJGEGEVEN},
    Recht.LES_CONTROLEREN: {
        Rol.VOORZITTER: _EIGEN_TAFEL,
        Rol.PRIVACY: frozenset({Relatie.TE_CONTROLEREN}),
    },
    Recht.LES_INSTEMMEN: {Rol.INDIENER: _EIGEN},
    Recht.LES_LEZEN: {
        Rol.INDIENER: frozenset({Relatie.VRIJGEGEVEN, Relatie.EIGEN}),
        Rol.COORDINATOR: _VRIJGEGEVEN,
        Rol.VOORZITTER: frozenset({Relatie.VRIJGEGEVEN, Relatie.EIGEN_TAFEL}),
        Rol.LID: _VRIJGEGEVEN,
        Rol.BELEID: _VRIJGEGEVEN,
        Rol.BEHEERDER: _VRIJGEGEVEN,
        Rol.PRIVACY: frozenset({Relatie.VRIJGEGEVEN, Relatie.TE_CONTROLEREN}),
    },
    Recht.SIGNAAL_LEZEN: dict.fromkeys(frozenset(Rol) - {Rol.BEHEERDER}, _VRIJGEGEVEN),
    Recht.SIGNAAL_BEHEREN: {Rol.BELEID: _VRIJGEGEVEN},
    Recht.CIJFERS_LEZEN: {Rol.BELEID: _VRIJGEGEVEN},
    Recht.EXPORTEREN: {Rol.BELEID: _VRIJGEGEVEN},
    Recht.MEDEWERKERS_BEHEREN: {Rol.BEHEERDER: _ALTIJD},
    Recht.ROLLEN_BEOORDELEN: {Rol.PRIVACY: _ALTIJD},
    Recht.LOGBOEK_LEZEN: {Rol.PRIVACY: _METADATA},
    Recht.BEWARING_BEHEREN: {Rol.PRIVACY: _METADATA},
    Recht.BEZWAAR_MAKEN: {Rol.VOORZITTER: _EIGEN_TAFEL},
    Recht.BEWAARPLICHT_ZETTEN: {Rol.VOORZITTER: _EIGEN_TAFEL, Rol.PRIVACY: _METADATA},
    Recht.INZAGE_REGISTREREN: {Rol.PRIVACY: _METADATA},
    Recht.INZAGE_VOORBEREIDEN: {Rol.VOORZITTER: _EIGEN_TAFEL},
}


def mag(wie: Rechthebbende, recht: Recht) -> bool:
    """Answer whether one of the rollen of this person carries the right at all. Views and templates both ask this."""
    return not wie.rollen.isdisjoint(BELEID[recht])


def mag_aan_tafel(wie: Rechthebbende, recht: Recht, tafel: str) -> bool:
    """Answer whether this person holds, at this very tafel, a rol that carries the right."""
    return any(tafel in wie.tafels(rol) for rol in BELEID[recht])


def gronden(wie: Rechthebbende, recht: Recht) -> Iterator[tuple[Rol, Relatie]]:
    """Give every ground on which this person may do this: a rol he has, and how he must stand to the thing."""
    for rol in Rol:
        if rol in wie.rollen:
            yield from ((rol, relatie) for relatie in sorted(BELEID[recht].get(rol, ())))
