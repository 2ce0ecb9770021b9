"""The password: hashed, compared, replaced. And the sessions that end when it changes."""

import secrets
from typing import Protocol

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import delete, update

from maatwerk.account.models import Aanmelding, EenmaligeLink, Medewerker
from maatwerk.account.rules import eis_wachtwoord, woorden_van
from maatwerk.kern.handeling import Handeling

HASHER = PasswordHasher()
"""argon2id, three times over 64 MiB: more than OWASP ASVS 5.0 asks (11.4.2)."""
_SCHIJN = HASHER.hash(secrets.token_urlsafe())  # an unknown address costs as much time as a wrong password


def klopt(medewerker: Medewerker | None, wachtwoord: str) -> bool:
    """Answer whether this is the password. Without an account, or before a password was chosen, it takes as long."""
    opgeslagen = medewerker.wachtwoord if medewerker else ""
    try:
        return HASHER.verify(opgeslagen or _SCHIJN, wachtwoord)
    except VerificationError:
        return False


def ververs(medewerker: Medewerker, wachtwoord: str) -> None:
    """Hash a password that was just given again, if we hash stronger by now."""
    if HASHER.check_needs_rehash(medewerker.wachtwoord):
        medewerker.wachtwoord = HASHER.hash(wachtwoord)


class Mens(Protocol):
    """Whose names nobody may have as a password: themselves."""

    @property
    def naam(self) -> str: ...  # noqa: D102 - the protocol speaks for itself

    @property
    def email(self) -> str: ...  # noqa: D102

    @property
    def organisatie(self) -> str: ...  # noqa: D102


def eis_sterk(handeling: Handeling, wie: Mens, wachtwoord: str, veld: str = "wachtwoord") -> None:
    """Refuse a password that is easy to guess for this person. Raises Invoerfout on `veld`."""
    instellingen = handeling.instellingen
    eigen = woorden_van(instellingen.algemeen.gemeente.naam, wie.naam, wie.email, wie.organisatie)
    eis_wachtwoord(wachtwoord, eigen.union(instellingen.bekende_woorden), veld)


def vervang(handeling: Handeling, medewerker: Medewerker, wachtwoord: str, *, blijft: int | None = None) -> None:
    """Give this account another password: its sessions end, save the one that `blijft`, and its links die."""
    medewerker.wachtwoord = HASHER.hash(wachtwoord)
    sluit_sessies(handeling, medewerker, blijft=blijft)
    trek_links_in(handeling, medewerker)


def sluit_sessies(handeling: Handeling, medewerker: Medewerker, *, blijft: int | None = None) -> None:
    """End every session of this account, save the one that `blijft`: its next request is refused."""
    open_ = (
        Aanmelding.medewerker_id == medewerker.id,
        Aanmelding.beeindigd_op.is_(None),
        Aanmelding.id != (blijft or 0),
    )
    handeling.sessie.execute(update(Aanmelding).where(*open_).values(beeindigd_op=handeling.nu))


def trek_links_in(handeling: Handeling, medewerker: Medewerker) -> None:
    """Let every link of this account that was not used yet die."""
    open_ = (EenmaligeLink.medewerker_id == medewerker.id, EenmaligeLink.gebruikt_op.is_(None))
    handeling.sessie.execute(delete(EenmaligeLink).where(*open_))
