"""Signing in and out, and opening accounts."""

import hashlib
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from sqlalchemy import update

from maatwerk.account import brieven
from maatwerk.account.geheim import HASHER, eis_sterk, klopt, sluit_sessies, trek_links_in, ververs
from maatwerk.account.identiteit import eis_wachtwoord_open
from maatwerk.account.links import Loket, stuur_link
from maatwerk.account.models import Aanmelding, Medewerker, Toewijzing
from maatwerk.account.queries import als_aangemelde, find_medewerker
from maatwerk.account.rollen import eis_niet_laatste, stel_voor
from maatwerk.account.rules import eis_adres, eis_rollen
from maatwerk.kern.fouten import Invoerfout
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import GEVOELIG, Rol, soort_van
from maatwerk.logboek.commands import noteer


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
    """Open an account with all its rollen at once, from the machine itself.

    Raises Invoerfout on `email`, `wachtwoord` or `rollen`.
    """
    eis_sterk(handeling, nieuw, nieuw.wachtwoord)
    return _open_account(handeling, nieuw, nieuw.plaatsen, HASHER.hash(nieuw.wachtwoord))


def nodig_uit(handeling: Handeling, loket: Loket, nieuw: NieuweMedewerker) -> tuple[Medewerker, str]:
    """Open an account without a password and send the link to choose one; give both.

    A rol that needs a second person is proposed. Raises Invoerfout on `email` or `rollen`.
    """
    direct = [(rol, tafel) for rol, tafel in nieuw.plaatsen if rol not in GEVOELIG]
    medewerker = _open_account(handeling, nieuw, direct, "")
    for rol, tafel in nieuw.plaatsen:
        if rol in GEVOELIG:
            stel_voor(handeling, medewerker, rol, tafel)
    return medewerker, stuur_link(handeling, loket, medewerker)


def _open_account(
    handeling: Handeling, nieuw: NieuweMedewerker, direct: Collection[tuple[Rol, str]], wachtwoord: str
) -> Medewerker:
    rollen = {rol for rol, _ in nieuw.plaatsen}
    eis_rollen(rollen)
    email = _vrij_adres(handeling, nieuw.email)
    medewerker = Medewerker(
        email=email,
        naam=nieuw.naam,
        organisatie=nieuw.organisatie,
        functie=nieuw.functie,
        wachtwoord=wachtwoord,
        soort=soort_van(rollen),
        toewijzingen=[Toewijzing(rol=rol, tafel=tafel) for rol, tafel in direct],
    )
    handeling.sessie.add(medewerker)
    noteer(handeling, "medewerker.gemaakt", medewerker)
    return medewerker


def _vrij_adres(handeling: Handeling, email: str) -> str:
    """Give the address as we keep it. Raises Invoerfout on `email` when it is none, or somebody's."""
    adres = email.strip().lower()
    eis_adres(adres)
    if find_medewerker(handeling.sessie, adres):
        raise Invoerfout({"email": "Er is al een medewerker met dit e-mailadres."})
    return adres


def wijzig_adres(handeling: Handeling, loket: Loket, medewerker: Medewerker, email: str) -> None:
    """Move an account to another address, and say so to both. Raises Invoerfout on `email`."""
    oud, medewerker.email = medewerker.email, _vrij_adres(handeling, email)
    trek_links_in(handeling, medewerker)  # they went to the old address
    for brief in brieven.verhuisd(medewerker, oud):
        loket.post(handeling, brief)
    noteer(handeling, "medewerker.adres_gewijzigd", medewerker)


def meld_aan(handeling: Handeling, email: str, wachtwoord: str) -> tuple[Aanmelding, str]:
    """Check the password and open a session; give the token for the cookie. Raises Invoerfout on `email`."""
    medewerker = find_medewerker(handeling.sessie, email)
    if not klopt(medewerker, wachtwoord) or medewerker is None or not medewerker.actief:
        raise Invoerfout({"email": "Dit e-mailadres en dit wachtwoord horen niet bij elkaar. Probeer het opnieuw."})
    ververs(medewerker, wachtwoord)
    eis_wachtwoord_open(handeling, medewerker)
    return open_sessie(handeling, medewerker)


def open_sessie(handeling: Handeling, medewerker: Medewerker, *, met_code: bool = False) -> tuple[Aanmelding, str]:
    """Open a session for whoever proved to be this medewerker; `met_code`: with a second factor already."""
    nu = handeling.nu
    aanmelding = Aanmelding(
        medewerker=medewerker, begonnen_op=nu, gezien_op=nu, bevestigd_op=nu, code_op=nu if met_code else None
    )
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
    if not klopt(aanmelding.medewerker, wachtwoord):
        raise Invoerfout({"wachtwoord": "Dit is niet je wachtwoord. Probeer het opnieuw."})


def bevestig(handeling: Handeling, aanmelding: Aanmelding, *, met_code: bool) -> str:
    """Write down that it is still the same person; give the new token for the cookie."""
    aanmelding.bevestigd_op = handeling.nu
    if met_code:
        aanmelding.code_op = handeling.nu
    noteer(handeling, "medewerker.bevestigd", aanmelding.medewerker)
    return vernieuw(aanmelding)


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
    """Switch an account on or off. Off ends its sessions at their next request.

    Raises Invoerfout on oneself, and NietToegestaan for the last beheerder or privacy officer.
    """
    if medewerker.id == handeling.wie.id:
        raise Invoerfout({"actief": "Je kunt je eigen account niet uitzetten. Vraag het een andere beheerder."})
    if not actief:
        for plaats in medewerker.toewijzingen:
            eis_niet_laatste(handeling, medewerker, plaats.rol)
        sluit_sessies(handeling, medewerker)
        trek_links_in(handeling, medewerker)
    medewerker.actief = actief
    noteer(handeling, "medewerker.aangezet" if actief else "medewerker.uitgezet", medewerker)
