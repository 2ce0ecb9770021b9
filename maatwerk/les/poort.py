"""What must be done before a les may go out, in order; and when it goes. Facts in, a judgement out."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from maatwerk.kern.fouten import Invoerfout, NietToegestaan
from maatwerk.kern.klok import lokaal_moment, vandaag
from maatwerk.les.rules import Lesstatus

REDEN_TEKENS = 500
_UUR = time(6)  # nobody is at work yet


class Vraag(StrEnum):
    """What the second person says of a les. No detector can answer these."""

    INWONER = "inwoner"
    BUURMAN = "buurman"
    COLLEGA = "collega"
    UNIEK = "uniek"


VRAGEN: Mapping[Vraag, tuple[str, str]] = {
    Vraag.INWONER: (
        "Ik las de les als de inwoner zelf. Die herkent zich er niet meteen in.",
        "Herkent de inwoner zich wel? Laat de tekst dan eerst aanpassen.",
    ),
    Vraag.BUURMAN: (
        "Ik las de les als de buurman. Die kan niet raden over wie het gaat.",
        "Kan de buurman het raden? Laat de tekst dan eerst aanpassen.",
    ),
    Vraag.COLLEGA: (
        "Ik las de les als een hulpverlener of ambtenaar. Die weet niet om welk dossier het gaat.",
        "Weet een collega om welk dossier het gaat? Laat de tekst dan eerst aanpassen.",
    ),
    Vraag.UNIEK: (
        "Er staat niets in dat maar één keer voorkomt of in het nieuws is geweest.",
        "Staat er iets in dat uniek is? Laat dat dan eerst weghalen.",
    ),
}
"""Per question what is ticked, and what to do when that is not so."""


def eis_vragen(antwoorden: Collection[Vraag]) -> None:
    """Refuse a check that skips a question. Raises Invoerfout at each."""
    fouten = {vraag.value: f"Beantwoord deze vraag. {VRAGEN[vraag][1]}" for vraag in Vraag if vraag not in antwoorden}
    if fouten:
        raise Invoerfout(fouten)


def eis_gecontroleerd(antwoorden: Collection[Vraag]) -> None:
    """Refuse to let out what nobody answered for. Raises NietToegestaan."""
    if set(Vraag) - set(antwoorden):
        raise NietToegestaan("De vragen van de controle zijn niet beantwoord. Laat de les opnieuw controleren.")


def eis_beslist(aantal: int) -> None:
    """Refuse while a finding is undecided. Raises NietToegestaan."""
    if aantal:
        raise NietToegestaan(f"Over {aantal} {'vondst' if aantal == 1 else 'vondsten'} is nog niet beslist.")


def eis_antwoord(*, ingestemd: bool, reageer_tot: date | None, vandaag: date) -> None:
    """Refuse to publish while the indiener may still answer. Raises NietToegestaan."""
    if not ingestemd and (reageer_tot is None or vandaag <= reageer_tot):
        tot = f" Dat kan tot en met {reageer_tot:%d-%m-%Y}." if reageer_tot else ""
        raise NietToegestaan(f"De indiener heeft nog niet ingestemd met deze les.{tot}")


def uitgaan_na(moment: datetime, weekdag: int) -> datetime:
    """Give the next weekly moment at which lessen go out together: the day itself would tell which casus it was."""
    dag = vandaag(moment) + timedelta(days=1)
    while dag.isoweekday() != weekdag:
        dag += timedelta(days=1)
    return lokaal_moment(dag, _UUR)


class Taak(StrEnum):
    """The steps of the gate, in order; the value is what the page calls it."""

    SCHRIJVEN = "Schrijf het verhaal"
    BESLISSEN = "Beslis over elke vondst"
    KENMERKEN = "Vertel niet te precies over wie het gaat"
    CONTROLE = "Laat een ander controleren"
    INDIENER = "Wacht op de indiener"
    UITBRENGEN = "Publiceer"


@dataclass(frozen=True)
class Stand:
    """The facts of a les on its way out."""

    status: Lesstatus
    volledig: bool
    vondsten: int
    genoeg: bool
    ingestemd: bool
    reageer_tot: date | None
    vandaag: date


@dataclass(frozen=True)
class Stap:
    """One step: done or not, and whether it is the first that is not."""

    taak: Taak
    klaar: bool
    nu: bool


def stappen(stand: Stand) -> list[Stap]:
    """Give what is left to do, in order."""
    klaar = list(_klaar(stand))
    eerste = next((taak for taak, is_klaar in klaar if not is_klaar), None)
    return [Stap(taak, is_klaar, taak is eerste) for taak, is_klaar in klaar]


def _klaar(stand: Stand) -> Iterator[tuple[Taak, bool]]:
    gezwegen = stand.reageer_tot is not None and stand.vandaag > stand.reageer_tot
    yield Taak.SCHRIJVEN, stand.volledig
    yield Taak.BESLISSEN, not stand.vondsten
    yield Taak.KENMERKEN, stand.genoeg
    yield Taak.CONTROLE, stand.status is not Lesstatus.CONCEPT
    yield Taak.INDIENER, stand.status is not Lesstatus.CONCEPT and (stand.ingestemd or gezwegen)
    yield Taak.UITBRENGEN, stand.status in (Lesstatus.VRIJGEGEVEN, Lesstatus.GEPUBLICEERD)
