"""The second factor: a code from an app (TOTP, RFC 6238), and recovery codes for who lost the app."""

import hmac
import secrets
from collections.abc import Iterator

from pyotp import TOTP
from sqlalchemy import Update, delete, update
from sqlalchemy.engine import CursorResult

from maatwerk.account.geheim import sluit_sessies
from maatwerk.account.models import Herstelcode, Medewerker, Toegangssleutel, TweedeFactor
from maatwerk.kern.fouten import Invoerfout
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.kluis import Kluis
from maatwerk.logboek.commands import noteer

_STAP = 30  # seconds that a code lasts
_HERSTELCODES = 10
_SPELING = str.maketrans("", "", " -")


def stel_in(handeling: Handeling, kluis: Kluis, medewerker: Medewerker, geheim: str, code: str) -> list[str]:
    """Keep this seed once a code proves that the app holds it; give new recovery codes, to be shown once.

    Raises Invoerfout on `code`.
    """
    stap = next(_passende_stappen(handeling, geheim, code), None)
    if stap is None:
        raise Invoerfout({"code": "Deze code klopt niet. Kijk of de klok van je telefoon goed staat."})
    medewerker.tweede_factor = TweedeFactor(zaad=geheim, laatste_stap=stap, ingesteld_op=handeling.nu)
    handeling.sessie.execute(delete(Herstelcode).where(Herstelcode.medewerker_id == medewerker.id))
    codes = [secrets.token_hex(8) for _ in range(_HERSTELCODES)]
    handeling.sessie.add_all(Herstelcode(medewerker_id=medewerker.id, code=kluis.merk(code)) for code in codes)
    noteer(handeling, "medewerker.tweede_factor_ingesteld", medewerker)
    return ["-".join(code[plek : plek + 4] for plek in range(0, 16, 4)) for code in codes]


def eis_code(handeling: Handeling, kluis: Kluis, medewerker: Medewerker, code: str) -> None:
    """Refuse a code that is wrong, or was used before. Raises Invoerfout on `code`."""
    if medewerker.tweede_factor is None:
        return
    kaal = code.translate(_SPELING).lower()
    if not _gebruik_code(handeling, medewerker.tweede_factor, kaal) and not _gebruik_herstelcode(
        handeling, kluis.merk(kaal), medewerker
    ):
        raise Invoerfout({"code": "Deze code klopt niet, of is al gebruikt. Wacht op de volgende code."})


def haal_weg(handeling: Handeling, medewerker: Medewerker) -> None:
    """Take the second factor, passkeys too, away from somebody who lost it all, and end the open sessions."""
    medewerker.tweede_factor = None
    sluit_sessies(handeling, medewerker)
    handeling.sessie.execute(delete(Herstelcode).where(Herstelcode.medewerker_id == medewerker.id))
    handeling.sessie.execute(delete(Toegangssleutel).where(Toegangssleutel.medewerker_id == medewerker.id))
    noteer(handeling, "medewerker.tweede_factor_weg", medewerker)


def _gebruik_code(handeling: Handeling, factor: TweedeFactor, code: str) -> bool:
    """Use a code up: neither it nor an older one works again, also not at the same time elsewhere."""
    return any(
        _telt(
            handeling,
            update(TweedeFactor)
            .where(TweedeFactor.id == factor.id, TweedeFactor.laatste_stap < stap)
            .values(laatste_stap=stap),
        )
        for stap in _passende_stappen(handeling, factor.zaad, code)
    )


def _gebruik_herstelcode(handeling: Handeling, merk: bytes, medewerker: Medewerker) -> bool:
    deze = (Herstelcode.medewerker_id == medewerker.id, Herstelcode.code == merk, Herstelcode.gebruikt_op.is_(None))
    return _telt(handeling, update(Herstelcode).where(*deze).values(gebruikt_op=handeling.nu))


def _telt(handeling: Handeling, wijziging: Update) -> bool:
    uitkomst = handeling.sessie.execute(wijziging)
    return isinstance(uitkomst, CursorResult) and uitkomst.rowcount == 1


def _passende_stappen(handeling: Handeling, geheim: str, code: str) -> Iterator[int]:
    """Give the time steps to which this code belongs: now, or one to either side for a clock that is off."""
    nu = int(handeling.nu.timestamp()) // _STAP
    for stap in (nu - 1, nu, nu + 1):
        if hmac.compare_digest(TOTP(geheim).at(stap * _STAP).encode(), code.translate(_SPELING).encode()):
            yield stap
