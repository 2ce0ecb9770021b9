"""Rules about accounts: which rollen exclude each other, which password will do, and when a session has ended."""

import re
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from maatwerk.kern.fouten import Invoerfout
from maatwerk.kern.instellingen import Aanmelden, Instellingen
from maatwerk.kern.rechten import AAN_TAFEL, INHOUDELIJK, Rol

MINSTE_LENGTE = 14
"""Characters of a password (OWASP ASVS 5.0, 6.2.1)."""
HOOGSTE_LENGTE = 128
"""Longer ones only cost time to hash (idem, 6.2.9)."""
_EIGEN_TEKENS = 8
"""How much of a password must be left once the words that anybody would guess first are out."""
_VERSCHILLEND = 6
_WOORD = 4  # a shorter part of a name says nothing
_LEET = str.maketrans("@4310$57!", "aaeiossti")
_ADRES = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+")


class Linksoort(StrEnum):
    """What a one-use link is for."""

    UITNODIGING = "uitnodiging"
    HERSTEL = "herstel"


class Rolbesluit(StrEnum):
    """How a second person decided on a rol."""

    GOEDGEKEURD = "goedgekeurd"
    GEWEIGERD = "geweigerd"


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


def eis_adres(email: str) -> None:
    """Refuse what no mail can be sent to. Raises Invoerfout on `email`."""
    if not email.isascii() or not _ADRES.fullmatch(email):
        raise Invoerfout({"email": "Dit is geen e-mailadres. Schrijf het als naam@organisatie.nl."})


def eis_wachtwoord(wachtwoord: str, bekend: Iterable[str] = (), veld: str = "wachtwoord") -> None:
    """Refuse a password that is too short, too long or the first guess. Raises Invoerfout on `veld`.

    `bekend` are words that anybody would try; see `woorden_van`. There are no rules about which characters to use.
    """
    if len(wachtwoord) < MINSTE_LENGTE:
        raise Invoerfout({veld: f"Kies een wachtwoord van minstens {MINSTE_LENGTE} tekens."})
    if len(wachtwoord) > HOOGSTE_LENGTE:
        raise Invoerfout({veld: f"Kies een wachtwoord van hoogstens {HOOGSTE_LENGTE} tekens."})
    klein, woorden = wachtwoord.lower(), sorted(bekend, key=len, reverse=True)
    eigen = min(len(_zonder(vorm, woorden)) for vorm in (klein, klein.translate(_LEET)))
    if eigen < _EIGEN_TEKENS or len(set(klein)) < _VERSCHILLEND:
        uitleg = (
            "Dit wachtwoord is te makkelijk te raden. Het bestaat bijna helemaal uit bekende woorden, uit namen die"
        )
        raad = "bij jou of je werk horen, of uit herhaling. Kies vier woorden die niets met elkaar te maken hebben."
        raise Invoerfout({veld: f"{uitleg} {raad}"})


def _zonder(tekst: str, woorden: Iterable[str]) -> str:
    for woord in woorden:
        tekst = tekst.replace(woord, "")
    return tekst


def woorden_van(*namen: str) -> set[str]:
    """Give the words in these names that somebody who guesses a password would try."""
    return {deel for naam in namen for deel in re.split(r"[\W_]+", naam.lower()) if len(deel) >= _WOORD}


LANGSTE_SUB = 255
"""Characters of an issuer or a subject (OpenID Connect Core, §2)."""


class Doel(StrEnum):
    """What a passkey signs a challenge for: one for the one never serves for the other."""

    REGISTREREN = "registreren"
    GEBRUIKEN = "gebruiken"


def teller_klopt(oud: int, nieuw: int) -> bool:
    """Answer whether the counter of a passkey moved on; many do not count and stay at nought (WebAuthn, §6.1.1)."""
    return nieuw > oud or nieuw == oud == 0


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
