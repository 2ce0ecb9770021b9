"""Rules about accounts: which rollen exclude each other, and when a session has ended."""

from collections.abc import Collection
from datetime import datetime, timedelta

from maatwerk.kern.fouten import Invoerfout
from maatwerk.kern.instellingen import Aanmelden, Instellingen
from maatwerk.kern.rechten import AAN_TAFEL, INHOUDELIJK, Rol

MINSTE_LENGTE = 14
"""Characters of a password (OWASP ASVS 5.0, 6.2.1)."""


def eis_rollen(rollen: Collection[Rol]) -> None:
    """Refuse rollen that may not be combined (veiligheid.md §5, rule 5). Raises Invoerfout on `rollen`."""
    apart = {Rol.BEHEERDER, Rol.PRIVACY} & set(rollen)
    if apart and (len(apart) > 1 or INHOUDELIJK & set(rollen)):
        raise Invoerfout({"rollen": "Beheerder en privacy officer gaan niet samen met een andere rol."})


def lees_plaats(tekst: str, instellingen: Instellingen) -> tuple[Rol, str]:
    """Read "indiener" or "tafellid:code". Raises Invoerfout on `rollen` when the rol or its tafel is not known."""
    naam, _, tafel = tekst.partition(":")
    if naam not in set(Rol):
        raise Invoerfout({"rollen": f"De rol '{naam}' bestaat niet. Kies uit: {', '.join(Rol)}."})
    if (Rol(naam) in AAN_TAFEL) != bool(tafel):
        raise Invoerfout({"rollen": "Noem bij een rol aan tafel de tafel, en alleen daar: 'tafellid:code'."})
    if tafel and tafel not in {kandidaat.code for kandidaat in instellingen.tafels}:
        raise Invoerfout({"rollen": f"De tafel '{tafel}' bestaat niet."})
    return Rol(naam), tafel


def eis_wachtwoord(wachtwoord: str) -> None:
    """Refuse a password that is too short. Raises Invoerfout on `wachtwoord`."""
    if len(wachtwoord) < MINSTE_LENGTE:
        raise Invoerfout({"wachtwoord": f"Kies een wachtwoord van minstens {MINSTE_LENGTE} tekens."})


def is_verlopen(begonnen: datetime, gezien: datetime, nu: datetime, duur: Aanmelden) -> bool:
    """Answer whether a session has ended: idle too long, or open too long."""
    return nu - gezien > timedelta(minutes=duur.inactief_minuten) or nu - begonnen > timedelta(
        hours=duur.uiterlijk_uren
    )


def is_lang_geleden(gezien: datetime, nu: datetime) -> bool:
    """Answer whether the idle clock of a session must move on: at most one write a minute."""
    return nu - gezien >= timedelta(minutes=1)
