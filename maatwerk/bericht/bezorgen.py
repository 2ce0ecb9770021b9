"""Delivering the outbox: by SMTP, or in the demo as files. Sending happens between two transactions, never within one.

A worker that dies while sending leaves its mail taken; after a while another sends it. Whether the first arrived is
then unknown; both carry the same Message-ID, by which mail servers and readers know a double.
"""

import logging
import smtplib
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import format_datetime
from http import HTTPStatus
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from maatwerk.bericht import commands
from maatwerk.bericht.models import Post
from maatwerk.bericht.queries import list_aan_de_beurt
from maatwerk.kern import klok
from maatwerk.kern.database import LEZEN
from maatwerk.kern.handeling import OPDRACHTREGEL, Handeling, Spoor, Systeem
from maatwerk.kern.instellingen import Instellingen
from maatwerk.kern.omgeving import Omgeving, Smtp
from maatwerk.kern.sleutels import ketensleutel

_LOG = logging.getLogger("maatwerk.bericht")
_SMTP_WACHT = 20  # seconds for each step; all together well within the turn of a worker
_TUSSENPOOS = 30  # seconds between two rounds
Bezorger = Callable[[EmailMessage], None]


class Onbezorgbaar(Exception):
    """This mail will never arrive, however often it is tried."""


@dataclass(frozen=True)
class Postkantoor:
    """What delivering needs. Without a `bezorger` mail only waits, until it is too old."""

    engine: Engine
    instellingen: Instellingen
    omgeving: Omgeving
    bezorger: Bezorger | None

    @contextmanager
    def handeling(self) -> Iterator[Handeling]:
        """Give an act of the system in a transaction of its own."""
        spoor = Spoor(OPDRACHTREGEL, ketensleutel(self.omgeving.geheim))
        with Session(self.engine, expire_on_commit=False) as sessie, sessie.begin():
            yield Handeling(sessie, Systeem(), klok.nu(), self.instellingen, spoor)

    @contextmanager
    def blik(self) -> Iterator[Handeling]:
        """Give a look of the system: nothing is written, no writer waits."""
        spoor = Spoor(OPDRACHTREGEL, ketensleutel(self.omgeving.geheim))
        with Session(self.engine.execution_options(**LEZEN)) as sessie:
            yield Handeling(sessie, Systeem(), klok.nu(), self.instellingen, spoor)


def open_postkantoor(engine: Engine, instellingen: Instellingen, omgeving: Omgeving) -> Postkantoor:
    """Choose how mail goes out on this machine: SMTP when it is set, else in the demo as files, else not."""
    bezorger: Bezorger | None = None
    if omgeving.smtp is not None:
        bezorger = _per_smtp(omgeving.smtp)
    elif omgeving.demo:
        bezorger = _als_bestand(omgeving.data_map / "post")
    return Postkantoor(engine, instellingen, omgeving, bezorger)


def verstuur(kantoor: Postkantoor) -> int:
    """Send what is due, and give how many went. Safe to run in several workers at once."""
    with kantoor.handeling() as werk:
        commands.ruim_op(werk)
        wachtend = list_aan_de_beurt(werk)
    if kantoor.bezorger is None:
        return 0
    return sum(_verstuur(kantoor, kantoor.bezorger, post_id) for post_id in wachtend)


def _verstuur(kantoor: Postkantoor, bezorger: Bezorger, post_id: int) -> bool:
    with kantoor.handeling() as werk:
        genomen = commands.neem(werk, post_id)
    if genomen is None:
        return False
    post, brief = genomen
    afloop: Callable[[Handeling, Post], None] = commands.boek_af
    try:
        bezorger(_stel_op(kantoor.omgeving, post, brief))
    except (Onbezorgbaar, ValueError):
        afloop = commands.geef_op
    except (OSError, smtplib.SMTPException) as fout:  # the message of such an error can hold an address
        _LOG.warning("post %s niet verzonden: %s", post.id, type(fout).__name__)
        afloop = commands.stel_uit
    with kantoor.handeling() as werk:
        afloop(werk, werk.sessie.get_one(Post, post.id))
    return afloop is commands.boek_af


def _stel_op(omgeving: Omgeving, post: Post, brief: commands.Brief) -> EmailMessage:
    """Write the mail. Raises ValueError on an address or subject with a line break in it."""
    naam = omgeving.hosts[0].lstrip(".")
    bericht = EmailMessage()
    bericht["From"] = omgeving.smtp.afzender if omgeving.smtp else f"maatwerk@{naam}"
    bericht["To"] = brief.aan
    bericht["Subject"] = brief.onderwerp
    bericht["Date"] = format_datetime(klok.lokaal(post.klaargezet_op))
    bericht["Message-ID"] = f"<post-{post.id}-{int(post.klaargezet_op.timestamp())}@{naam}>"
    bericht["Auto-Submitted"] = "auto-generated"  # no out-of-office answers, please (RFC 3834)
    bericht.set_content(brief.tekst)
    return bericht


def _per_smtp(smtp: Smtp) -> Bezorger:
    def bezorg(bericht: EmailMessage) -> None:
        with smtplib.SMTP(smtp.host, smtp.poort, timeout=_SMTP_WACHT) as lijn:
            if smtp.starttls:
                lijn.starttls(context=ssl.create_default_context())  # refused by the other side: nothing is sent
            if smtp.gebruiker:
                lijn.login(smtp.gebruiker, smtp.wachtwoord)
            try:
                lijn.send_message(bericht)
            except smtplib.SMTPRecipientsRefused as fout:
                if all(code >= HTTPStatus.INTERNAL_SERVER_ERROR for code, _ in fout.recipients.values()):
                    raise Onbezorgbaar from None
                raise

    return bezorg


def _als_bestand(map_: Path) -> Bezorger:
    def bezorg(bericht: EmailMessage) -> None:
        map_.mkdir(parents=True, exist_ok=True, mode=0o700)
        nummer = bericht["Message-ID"].strip("<>").partition("@")[0]
        (map_ / f"{nummer}.eml").write_bytes(bericht.as_bytes())

    return bezorg


@contextmanager
def bezorgronde(kantoor: Postkantoor, ronde: Callable[[Postkantoor], object] = verstuur) -> Iterator[None]:
    """Go round every half minute, beside the server, until the block ends: send what is due, or what `ronde` does."""
    klaar = threading.Event()
    draad = threading.Thread(target=_loop_rond, args=(kantoor, ronde, klaar), name="post", daemon=True)
    draad.start()
    try:
        yield
    finally:
        klaar.set()
        draad.join(timeout=_SMTP_WACHT)


def _loop_rond(kantoor: Postkantoor, ronde: Callable[[Postkantoor], object], klaar: threading.Event) -> None:
    while True:
        try:
            ronde(kantoor)
        except (SQLAlchemyError, ValueError) as fout:  # the round after this one tries again
            _LOG.warning("ronde van de post mislukt: %s", type(fout).__name__)
        if klaar.wait(_TUSSENPOOS):
            return
