"""Rules about accounts: which rollen exclude each other, and when a session has ended."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

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


class Tussenstap(StrEnum):
    """What somebody with only a password must do first; the value is the endpoint where that happens."""

    CODE = "account.code"
    INSTELLEN = "account.tweede_factor"


def tussenstap(*, code_gegeven: bool, heeft_factor: bool, verplicht: bool) -> Tussenstap | None:
    """Give what stands between this session and the work; None when nothing does."""
    if code_gegeven:
        return None
    if heeft_factor:
        return Tussenstap.CODE
    return Tussenstap.INSTELLEN if verplicht else None


def eind_van(begonnen: datetime, gezien: datetime, rollen: Collection[Rol], duur: Aanmelden) -> datetime:
    """Give when a session ends: idle too long, sooner for a beheerder, or open too long."""
    stilte = duur.beheerder_inactief_minuten if Rol.BEHEERDER in rollen else duur.inactief_minuten
    return min(gezien + timedelta(minutes=stilte), begonnen + timedelta(hours=duur.uiterlijk_uren))


def is_lang_geleden(gezien: datetime, nu: datetime) -> bool:
    """Answer whether the idle clock of a session must move on: at most one write a minute."""
    return nu - gezien >= timedelta(minutes=1)
