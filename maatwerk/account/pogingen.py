"""Counting tries at a password or a code, in the database: so that all workers count together.

A try is written down before it is judged, so that many at the same time count too. One that succeeds, or that is
refused for being too many, is taken out again: the wait never gets longer than the window.
"""

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from math import ceil

from sqlalchemy import ColumnElement, delete, select

from maatwerk.account.models import Aanmeldpoging
from maatwerk.kern.fouten import TeVaak
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.klok import lokaal
from maatwerk.logboek.commands import noteer

_HUIS = 64
"""The last bits of an IPv6 address: within one house or company anybody has these without end."""


def netwerk(adres: str | None) -> str:
    """Give what counts as one address: itself, or of IPv6 its network. Without a known address all count as one."""
    try:
        gelezen = ip_address(adres or "")
    except ValueError:
        return ""
    if isinstance(gelezen, IPv6Address):
        return str(gelezen.ipv4_mapped or IPv6Address(int(gelezen) >> _HUIS << _HUIS))
    return str(gelezen)


def begin_poging(handeling: Handeling, account: bytes, adres: bytes) -> Aanmeldpoging:
    """Write down a try, and throw away what lies before the window. Commit this before `find_wachttijd`."""
    grens = handeling.nu - _venster(handeling)
    handeling.sessie.execute(delete(Aanmeldpoging).where(Aanmeldpoging.wanneer <= grens))
    poging = Aanmeldpoging(account=account, adres=adres, wanneer=handeling.nu)
    handeling.sessie.add(poging)
    return poging


def find_wachttijd(handeling: Handeling, poging: Aanmeldpoging) -> datetime | None:
    """Give until when this account or address must wait, and take the try back; None when it may go on."""
    grenzen = handeling.instellingen.algemeen.aanmelden
    tot = max(
        _vol_tot(handeling, Aanmeldpoging.account == poging.account, poging, grenzen.pogingen_per_account),
        _vol_tot(handeling, Aanmeldpoging.adres == poging.adres, poging, grenzen.pogingen_per_adres),
    )
    if tot <= handeling.nu:
        return None
    handeling.sessie.execute(delete(Aanmeldpoging).where(Aanmeldpoging.id == poging.id))
    noteer(handeling, "aanmelden.te_vaak", geslaagd=False)
    return tot


def _vol_tot(handeling: Handeling, zelfde: ColumnElement[bool], poging: Aanmeldpoging, grens: int) -> datetime:
    """Give when fewer than `grens` other tries lie in the window; a moment that has passed means: now already."""
    andere = select(Aanmeldpoging.wanneer).where(zelfde, Aanmeldpoging.id != poging.id)
    laatste = handeling.sessie.scalar(andere.order_by(Aanmeldpoging.wanneer.desc()).offset(grens - 1).limit(1))
    return laatste + _venster(handeling) if laatste else handeling.nu


def _venster(handeling: Handeling) -> timedelta:
    return timedelta(minutes=handeling.instellingen.algemeen.aanmelden.pogingen_minuten)


def te_vaak(tot: datetime, nu: datetime) -> TeVaak:
    """Say when it may be tried again: the next whole minute on a Dutch clock."""
    klok = lokaal(tot + timedelta(minutes=1)).strftime("%H.%M")
    return TeVaak(
        f"Er is te vaak geprobeerd om binnen te komen. Probeer het om {klok} uur opnieuw.",
        ceil((tot - nu).total_seconds()),
    )


def vergeet_pogingen(handeling: Handeling, poging: Aanmeldpoging) -> None:
    """Forget the tries at this account from this address: it was the right person, who mistyped."""
    zelfde = (Aanmeldpoging.account == poging.account, Aanmeldpoging.adres == poging.adres)
    handeling.sessie.execute(delete(Aanmeldpoging).where(*zelfde))
