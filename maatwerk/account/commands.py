"""Signing in and out, and opening accounts."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass, replace

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import update

from maatwerk.account.models import Aanmelding, Medewerker, Toewijzing
from maatwerk.account.queries import als_aangemelde, find_medewerker
from maatwerk.account.rules import eis_rollen, eis_wachtwoord
from maatwerk.kern.fouten import Invoerfout
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.logboek.commands import noteer

_HASHER = PasswordHasher()
_SCHIJN = _HASHER.hash(secrets.token_urlsafe())  # an unknown address costs as much time as a wrong password


@dataclass(frozen=True)
class NieuweMedewerker:
    """What is needed to open an account. `plaatsen` are (rol, code of tafel or "")."""

    email: str
    naam: str
    organisatie: str
    wachtwoord: str
    plaatsen: Collection[tuple[Rol, str]]
    functie: str = ""


def hash_merk(merk: str) -> bytes:
    """Hash the token of a session; a leaked database then opens no session."""
    return hashlib.sha256(merk.encode()).digest()


def maak_medewerker(handeling: Handeling, nieuw: NieuweMedewerker) -> Medewerker:
    """Open an account. Raises Invoerfout on `email`, `wachtwoord` or `rollen`."""
    eis_wachtwoord(nieuw.wachtwoord)
    eis_rollen({rol for rol, _ in nieuw.plaatsen})
    if find_medewerker(handeling.sessie, nieuw.email):
        raise Invoerfout({"email": "Er is al een medewerker met dit e-mailadres."})
    medewerker = Medewerker(
        email=nieuw.email.strip().lower(),
        naam=nieuw.naam,
        organisatie=nieuw.organisatie,
        functie=nieuw.functie,
        wachtwoord=_HASHER.hash(nieuw.wachtwoord),
        toewijzingen=[Toewijzing(rol=rol, tafel=tafel) for rol, tafel in nieuw.plaatsen],
    )
    handeling.sessie.add(medewerker)
    noteer(handeling, "medewerker.gemaakt", medewerker)
    return medewerker


def meld_aan(handeling: Handeling, email: str, wachtwoord: str) -> tuple[Medewerker, str]:
    """Check the password and open a session; give the token for the cookie. Raises Invoerfout on `email`."""
    medewerker = find_medewerker(handeling.sessie, email)
    klopt = _klopt(medewerker.wachtwoord if medewerker else _SCHIJN, wachtwoord)
    if medewerker is None or not klopt or not medewerker.actief:
        raise Invoerfout({"email": "Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Probeer het opnieuw."})
    if _HASHER.check_needs_rehash(medewerker.wachtwoord):
        medewerker.wachtwoord = _HASHER.hash(wachtwoord)
    merk = secrets.token_urlsafe(32)
    aanmelding = Aanmelding(
        merk=hash_merk(merk), medewerker_id=medewerker.id, begonnen_op=handeling.nu, gezien_op=handeling.nu
    )
    handeling.sessie.add(aanmelding)
    noteer(replace(handeling, wie=als_aangemelde(medewerker)), "medewerker.aangemeld", medewerker)
    return medewerker, merk


def _klopt(opgeslagen: str, wachtwoord: str) -> bool:
    try:
        return _HASHER.verify(opgeslagen, wachtwoord)
    except VerificationError:
        return False


def meld_af(handeling: Handeling, aanmelding: Aanmelding) -> None:
    """End this session: its cookie is worthless from now on."""
    aanmelding.beeindigd_op = handeling.nu
    noteer(handeling, "medewerker.afgemeld", aanmelding.medewerker)


def zie(handeling: Handeling, aanmelding_id: int) -> None:
    """Move the idle clock of this session on."""
    handeling.sessie.execute(update(Aanmelding).where(Aanmelding.id == aanmelding_id).values(gezien_op=handeling.nu))


def zet_actief(handeling: Handeling, medewerker: Medewerker, *, actief: bool) -> None:
    """Switch an account on or off. Off ends its sessions at their next request. Raises Invoerfout on oneself."""
    if medewerker.id == handeling.wie.id:
        raise Invoerfout({"actief": "Je kunt je eigen account niet uitzetten. Vraag het een andere beheerder."})
    medewerker.actief = actief
    noteer(handeling, "medewerker.aangezet" if actief else "medewerker.uitgezet", medewerker)
