"""One-use links: to choose the first password, or a new one. Only the keyed hash of a link lies in the database."""

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.engine import CursorResult

from maatwerk.account import brieven
from maatwerk.account.geheim import eis_sterk, vervang
from maatwerk.account.models import Aanmelding, EenmaligeLink, Medewerker
from maatwerk.account.queries import als_aangemelde, find_medewerker
from maatwerk.account.rules import Linksoort
from maatwerk.bericht.commands import Brief, leg_klaar
from maatwerk.kern.fouten import NietToegestaan, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.kluis import Kluis
from maatwerk.logboek.commands import noteer


@dataclass(frozen=True)
class Loket:
    """What giving a link needs: the keys, the address in front of the token, and whether mail goes out here."""

    kluis: Kluis
    adres: str
    mailt: bool

    def merk(self, token: str) -> bytes:
        """Give what lies in the database of this token."""
        return self.kluis.merk(f"link {token}")

    def post(self, handeling: Handeling, brief: Brief) -> None:
        """Put a mail in the outbox, where mail goes out at all."""
        if self.mailt:
            leg_klaar(handeling, brief)


def stuur_link(handeling: Handeling, loket: Loket, medewerker: Medewerker) -> str:
    """Send the link that this account needs now: an invitation, or one for a new password.

    Give it, to show it once where no mail goes out. Raises NietToegestaan when the account is off.
    """
    if not medewerker.actief:
        raise NietToegestaan("Dit account staat uit. Zet het eerst aan.")
    soort = Linksoort.HERSTEL if medewerker.wachtwoord else Linksoort.UITNODIGING
    adres = _geef_link(handeling, loket, medewerker, soort)
    noteer(handeling, f"medewerker.{soort}_gestuurd", medewerker)
    return adres


def vraag_herstel(handeling: Handeling, loket: Loket, email: str) -> None:
    """Send whoever forgot the password a link. An address without an account that is on costs the same work.

    That work is done on somebody else's account, and undone at once.
    """
    medewerker = find_medewerker(handeling.sessie, email)
    mag = medewerker is not None and medewerker.actief
    voor = medewerker if mag else handeling.sessie.scalar(select(Medewerker).order_by(Medewerker.id).limit(1))
    poging = handeling.sessie.begin_nested()
    if voor is not None:
        _geef_link(handeling, loket, voor, Linksoort.HERSTEL)
    if mag:
        poging.commit()
    else:
        poging.rollback()
    noteer(handeling, "medewerker.herstel_gevraagd", medewerker if mag else None, geslaagd=mag)


def _geef_link(handeling: Handeling, loket: Loket, medewerker: Medewerker, soort: Linksoort) -> str:
    """Make a link and mail it; an earlier one of this kind dies."""
    duur = handeling.instellingen.algemeen.aanmelden
    uitnodiging = soort is Linksoort.UITNODIGING
    tot = handeling.nu + (
        timedelta(hours=duur.uitnodiging_uren) if uitnodiging else timedelta(minutes=duur.herstel_minuten)
    )
    ouder = (EenmaligeLink.medewerker_id == medewerker.id, EenmaligeLink.soort == soort)
    handeling.sessie.execute(delete(EenmaligeLink).where(*ouder))
    token = secrets.token_urlsafe(32)
    link = EenmaligeLink(soort=soort, medewerker_id=medewerker.id, merk=loket.merk(token), geldig_tot=tot)
    handeling.sessie.add(link)
    loket.post(handeling, brieven.met_link(medewerker, soort, loket.adres + token, tot))
    handeling.sessie.flush()
    return loket.adres + token


def get_link(handeling: Handeling, loket: Loket, token: str) -> EenmaligeLink:
    """Give the link with this token. Raises Onvindbaar alike when it is unknown, used, too old or of nobody."""
    link = handeling.sessie.scalar(
        select(EenmaligeLink)
        .join(Medewerker)
        .where(
            EenmaligeLink.merk == loket.merk(token),
            EenmaligeLink.gebruikt_op.is_(None),
            EenmaligeLink.geldig_tot > handeling.nu,
            Medewerker.actief,
        )
    )
    if link is None:
        raise Onvindbaar
    return link


def gebruik_link(handeling: Handeling, loket: Loket, link: EenmaligeLink, wachtwoord: str) -> None:
    """Choose a password with a link, once. Signing in, with the second factor, comes after.

    Raises Invoerfout on `wachtwoord`, and Onvindbaar when the link was used at the same moment elsewhere.
    """
    medewerker = link.medewerker
    eis_sterk(handeling, medewerker, wachtwoord)
    deze = (EenmaligeLink.id == link.id, EenmaligeLink.gebruikt_op.is_(None))
    uitkomst = handeling.sessie.execute(update(EenmaligeLink).where(*deze).values(gebruikt_op=handeling.nu))
    if not isinstance(uitkomst, CursorResult) or uitkomst.rowcount != 1:
        raise Onvindbaar
    vervang(handeling, medewerker, wachtwoord)
    _meld(replace(handeling, wie=als_aangemelde(medewerker)), loket, medewerker)


def wijzig_wachtwoord(handeling: Handeling, loket: Loket, aanmelding: Aanmelding, wachtwoord: str) -> None:
    """Give oneself another password; every session ends but this one. Raises Invoerfout on `nieuw`."""
    eis_sterk(handeling, aanmelding.medewerker, wachtwoord, "nieuw")
    vervang(handeling, aanmelding.medewerker, wachtwoord, blijft=aanmelding.id)
    _meld(handeling, loket, aanmelding.medewerker)


def _meld(handeling: Handeling, loket: Loket, medewerker: Medewerker) -> None:
    noteer(handeling, "medewerker.wachtwoord_gewijzigd", medewerker)
    loket.post(handeling, brieven.gewijzigd(medewerker))
