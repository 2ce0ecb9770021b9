"""Signing in and out, and opening accounts."""

import hashlib
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import update

from maatwerk.account.models import Aanmelding, Medewerker, Toewijzing
from maatwerk.account.queries import als_aangemelde, find_medewerker
from maatwerk.account.rules import eis_rollen, eis_wachtwoord
from maatwerk.kern.fouten import Invoerfout
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol, soort_van
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
        soort=soort_van({rol for rol, _ in nieuw.plaatsen}),
        toewijzingen=[Toewijzing(rol=rol, tafel=tafel) for rol, tafel in nieuw.plaatsen],
    )
    handeling.sessie.add(medewerker)
    noteer(handeling, "medewerker.gemaakt", medewerker)
    return medewerker


def meld_aan(handeling: Handeling, email: str, wachtwoord: str) -> tuple[Aanmelding, str]:
    """Check the password and open a session; give the token for the cookie. Raises Invoerfout on `email`."""
    medewerker = find_medewerker(handeling.sessie, email)
    klopt = _klopt(medewerker.wachtwoord if medewerker else _SCHIJN, wachtwoord)
    if medewerker is None or not klopt or not medewerker.actief:
        raise Invoerfout({"email": "Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Probeer het opnieuw."})
    if _HASHER.check_needs_rehash(medewerker.wachtwoord):
        medewerker.wachtwoord = _HASHER.hash(wachtwoord)
    nu = handeling.nu
    aanmelding = Aanmelding(medewerker=medewerker, begonnen_op=nu, gezien_op=nu, bevestigd_op=nu)
    merk = vernieuw(aanmelding)
    handeling.sessie.add(aanmelding)
    noteer(replace(handeling, wie=als_aangemelde(medewerker)), "medewerker.aangemeld", medewerker)
    return aanmelding, merk


def vernieuw(aanmelding: Aanmelding) -> str:
    """Give this session a new token for its cookie; the old one is worthless from now on."""
    merk = secrets.token_urlsafe(32)
    aanmelding.merk = hash_merk(merk)
    return merk


def eis_eigen_wachtwoord(aanmelding: Aanmelding, wachtwoord: str) -> None:
    """Refuse a password that is not of whoever is signed in here. Raises Invoerfout on `wachtwoord`."""
    if not _klopt(aanmelding.medewerker.wachtwoord, wachtwoord):
        raise Invoerfout({"wachtwoord": "Dit is niet je wachtwoord. Probeer het opnieuw."})


def bevestig(handeling: Handeling, aanmelding: Aanmelding, *, met_code: bool) -> str:
    """Write down that it is still the same person; give the new token for the cookie."""
    aanmelding.bevestigd_op = handeling.nu
    if met_code:
        aanmelding.code_op = handeling.nu
    noteer(handeling, "medewerker.bevestigd", aanmelding.medewerker)
    return vernieuw(aanmelding)


def _klopt(opgeslagen: str, wachtwoord: str) -> bool:
    try:
        return _HASHER.verify(opgeslagen, wachtwoord)
    except VerificationError:
        return False


def meld_af(handeling: Handeling, aanmelding: Aanmelding) -> None:
    """End this session: its cookie is worthless from now on."""
    aanmelding.beeindigd_op = handeling.nu
    noteer(handeling, "medewerker.afgemeld", aanmelding.medewerker)


def beeindig(handeling: Handeling, sessies: Iterable[Aanmelding]) -> None:
    """End sessions of one's own elsewhere."""
    for aanmelding in sessies:
        aanmelding.beeindigd_op = handeling.nu
        noteer(handeling, "medewerker.sessie_beeindigd", aanmelding.medewerker)


def zie(handeling: Handeling, aanmelding_id: int) -> None:
    """Move the idle clock of this session on."""
    handeling.sessie.execute(update(Aanmelding).where(Aanmelding.id == aanmelding_id).values(gezien_op=handeling.nu))


def zet_actief(handeling: Handeling, medewerker: Medewerker, *, actief: bool) -> None:
    """Switch an account on or off. Off ends its sessions at their next request. Raises Invoerfout on oneself."""
    if medewerker.id == handeling.wie.id:
        raise Invoerfout({"actief": "Je kunt je eigen account niet uitzetten. Vraag het een andere beheerder."})
    medewerker.actief = actief
    if not actief:
        open_ = (Aanmelding.medewerker_id == medewerker.id, Aanmelding.beeindigd_op.is_(None))
        handeling.sessie.execute(update(Aanmelding).where(*open_).values(beeindigd_op=handeling.nu))
    noteer(handeling, "medewerker.aangezet" if actief else "medewerker.uitgezet", medewerker)
