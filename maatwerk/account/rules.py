"""Rules about accounts: which rollen exclude each other, and when a session has ended."""

from collections.abc import Collection
from datetime import datetime, timedelta

from maatwerk.kern.fouten import Invoerfout
from maatwerk.kern.instellingen import Aanmelden
from maatwerk.kern.rechten import INHOUDELIJK, Rol

MINSTE_LENGTE = 14
"""Characters of a password (OWASP ASVS 5.0, 6.2.1)."""


def eis_rollen(rollen: Collection[Rol]) -> None:
    """Refuse rollen that may not be combined (veiligheid.md §5, rule 5). Raises Invoerfout on `rollen`."""
    apart = {Rol.BEHEERDER, Rol.PRIVACY} & set(rollen)
    if apart and (len(apart) > 1 or INHOUDELIJK & set(rollen)):
        raise Invoerfout({"rollen": "Beheerder en privacy officer gaan niet samen met een andere rol."})


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
