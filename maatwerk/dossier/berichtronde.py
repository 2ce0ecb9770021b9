"""One round: remind of what is due, write the mails that may go, and send. Safe in several workers at once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from maatwerk.bericht.bezorgen import Postkantoor, verstuur
from maatwerk.bericht.melden import ruim_meldingen_op
from maatwerk.bericht.models import Melding
from maatwerk.dossier.herinneren import herinner, herinneringen
from maatwerk.dossier.mailen import list_ontvangers, stel_mail_op
from maatwerk.kern import klok
from maatwerk.les.vrijgave import breng_uit, wacht_er_een


@dataclass(frozen=True)
class Uitslag:
    """What one round did."""

    herinnerd: int
    verzonden: int


def loop_rond(kantoor: Postkantoor, *, herinner_ook: bool = True) -> Uitslag:
    """Do one round."""
    herinnerd = _herinner(kantoor) if herinner_ook else 0
    _breng_lessen_uit(kantoor)
    if kantoor.bezorger is None:
        _vergeet_mail(kantoor)
    else:
        _schrijf_mails(kantoor)
    return Uitslag(herinnerd, verstuur(kantoor))


def _herinner(kantoor: Postkantoor) -> int:
    """Remind whoever must be. Looking is done apart, so that nobody waits for it when there is nothing."""
    with kantoor.blik() as werk:
        nodig = herinneringen(werk)
    with kantoor.handeling() as werk:
        herinner(werk, nodig)
        ruim_meldingen_op(werk)
    return len(nodig)


def _breng_lessen_uit(kantoor: Postkantoor) -> None:
    """Bring out the lessen whose weekly moment has come. Looking is done apart, as with reminders."""
    with kantoor.blik() as werk:
        wacht = wacht_er_een(werk)
    if wacht:
        with kantoor.handeling() as werk:
            breng_uit(werk)


def _schrijf_mails(kantoor: Postkantoor) -> None:
    with kantoor.blik() as werk:
        ontvangers = list_ontvangers(werk)
    for wie in ontvangers:
        with kantoor.handeling() as werk:
            stel_mail_op(werk, wie, kantoor.omgeving.site)


def _vergeet_mail(kantoor: Postkantoor) -> None:
    """Settle everything without mail: whoever sets a mail server later sends no mail about long ago."""
    with kantoor.handeling() as werk:
        werk.sessie.execute(update(Melding).where(Melding.verwerkt_op.is_(None)).values(verwerkt_op=werk.nu))


class Rondgang:
    """The round beside the server: mail every time, reminders once an hour."""

    def __init__(self) -> None:
        """Begin as if nobody was reminded."""
        self._uur: datetime | None = None

    def __call__(self, kantoor: Postkantoor) -> None:
        """Do one round; one that fails is done again whole."""
        uur = klok.nu().replace(minute=0, second=0, microsecond=0)
        loop_rond(kantoor, herinner_ook=uur != self._uur)
        self._uur = uur
