"""The zitting, its agenda, and the clock of the thirty minutes (domein.md §5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from maatwerk.casus.rules import Status
from maatwerk.kern.fouten import Invoerfout, NietToegestaan, Onvindbaar
from maatwerk.kern.instellingen import Fase
from maatwerk.kern.klok import lokaal_moment, vandaag

SLOTS_MAX = 12
NOTITIE_TEKENS = 4000


class Zittingstatus(StrEnum):
    """Where a zitting is: only after publication do the members see the casussen."""

    GEPLAND = "gepland"
    GEPUBLICEERD = "gepubliceerd"
    GESLOTEN = "gesloten"


OPEN = (Zittingstatus.GEPLAND, Zittingstatus.GEPUBLICEERD)
"""The agenda may still change, and notes may still be written."""


@dataclass(frozen=True)
class Faseklok:
    """A phase of one agendapunt with its clock times; `huidig` is the phase the voorzitter is in."""

    code: str
    naam: str
    prompt: str
    begint_op: datetime
    eindigt_op: datetime
    huidig: bool


@dataclass(frozen=True)
class Tijdvak:
    """From when until when a tafel meets."""

    van: datetime
    tot: datetime


def klok(fasen: Sequence[Fase], begin: datetime, huidig: str) -> list[Faseklok]:
    """Give the start and end time of every phase of an agendapunt that begins at `begin`."""
    return [
        Faseklok(
            fase.code,
            fase.naam,
            fase.prompt,
            begin + timedelta(minutes=fase.van),
            begin + timedelta(minutes=fase.tot),
            fase.code == huidig,
        )
        for fase in fasen
    ]


def volgende_fase(fasen: Sequence[Fase], huidig: Fase) -> Fase | None:
    """Give the phase after this one, or None after the last."""
    return next(iter(fasen[fasen.index(huidig) + 1 :]), None)


def huidige_fase(fasen: Sequence[Fase], code: str) -> Fase:
    """Give the phase of an agendapunt; the first one before the start, or when the settings dropped its phase."""
    return next((fase for fase in fasen if fase.code == code), fasen[0])


def get_fase(fasen: Sequence[Fase], code: str) -> Fase:
    """Give the phase with this code. Raises Onvindbaar."""
    fase = next((fase for fase in fasen if fase.code == code), None)
    if fase is None:
        raise Onvindbaar
    return fase


def slot_begin(begint_op: datetime, volgorde: int, slotminuten: int) -> datetime:
    """Give when the slot of the agendapunt in this place begins; the first place is 1."""
    return begint_op + timedelta(minutes=slotminuten * (volgorde - 1))


def tijdvak(begint_op: datetime, slots: int, slotminuten: int) -> Tijdvak:
    """Give from when until when a zitting with this many slots lasts."""
    return Tijdvak(begint_op, slot_begin(begint_op, slots + 1, slotminuten))


def leden_lezen_tot(begint_op: datetime, dagen: int) -> datetime:
    """Give when the reading by the members ends: after the last of the days that follow the zitting."""
    return lokaal_moment(vandaag(begint_op) + timedelta(days=dagen + 1), time.min)


def eis_dag(dag: date, vandaag: date) -> None:
    """Refuse to plan on a day that is over. Raises Invoerfout on `dag`."""
    if dag < vandaag:
        raise Invoerfout({"dag": "Deze dag is voorbij. Kies vandaag of een dag hierna."})


def eis_vrij(nieuw: Tijdvak, bezet: Sequence[Tijdvak]) -> None:
    """Refuse a zitting at a time when the tafel already meets. Raises Invoerfout on `begint_om`."""
    if any(nieuw.van < ander.tot and ander.van < nieuw.tot for ander in bezet):
        raise Invoerfout({"begint_om": "Deze tafel heeft op die tijd al een zitting. Kies een andere dag of tijd."})


def eis_status(status: Zittingstatus, *mag: Zittingstatus) -> None:
    """Refuse an act on a zitting that is too early or too late for it. Raises NietToegestaan."""
    if status not in mag:
        raise NietToegestaan(f"Deze zitting is {status}. Dit kan alleen als zij {' of '.join(mag)} is.")


def eis_leesbaar(tot: datetime, nu: datetime) -> None:
    """Refuse to give the members a casus when their time to read is over. Raises NietToegestaan."""
    if tot <= nu:
        raise NietToegestaan("Deze zitting is te lang geleden: de leden lezen haar niet meer. Plan een nieuwe zitting.")


def eis_ruimte(slots: int, bezet: int) -> None:
    """Refuse a casus on a full agenda. Raises Invoerfout on `casus`."""
    if bezet >= slots:
        raise Invoerfout({"casus": f"De agenda is vol: er zijn {slots} plekken. Kies een andere zitting."})


def eis_nieuw_op_agenda(*, eigen_tafel: bool, staat_er_al: bool) -> None:
    """Refuse a casus of another tafel, or one that this zitting already had. Raises Invoerfout on `casus`."""
    if not eigen_tafel:
        raise Invoerfout({"casus": "Deze casus hoort bij een andere tafel."})
    if staat_er_al:
        raise Invoerfout({"casus": "Deze casus staat al op deze agenda. Een tweede ronde is op een volgende zitting."})


def eis_niet_begonnen(gestart_op: datetime | None) -> None:
    """Refuse to take a casus off the agenda once the talk began: its notes would go too. Raises NietToegestaan."""
    if gestart_op is not None:
        raise NietToegestaan("Deze casus is al begonnen. Neem een besluit; meer tijd nodig is een tweede ronde.")


def past_niet(status: Status, *, eigen_tafel: bool, staat_er_al: bool) -> str:
    """Say why a casus cannot go on this agenda; empty when it can."""
    if status is not Status.GEREED:
        return f"is nu '{status}', niet meer 'gereed voor tafel'"
    if not eigen_tafel:
        return "hoort bij een andere tafel dan deze zitting"
    return "staat al op deze agenda" if staat_er_al else ""


def eis_samen_passend(redenen: Mapping[str, str], gekozen: int, vrij: int) -> None:
    """Refuse to plan several casussen when one does not fit, or all together do not. Raises Invoerfout per reason."""
    fouten = {nummer: f"{nummer} {reden}." for nummer, reden in redenen.items() if reden}
    if gekozen > vrij:
        plekken = "is 1 plek" if vrij == 1 else f"zijn {vrij} plekken"
        fouten["zitting"] = f"Je koos {gekozen} casussen, maar er {plekken} vrij. Kies er minder."
    if fouten:
        raise Invoerfout(fouten)


def eis_begonnen(gestart_op: datetime | None) -> None:
    """Refuse a phase or a note before the clock runs. Raises NietToegestaan."""
    if gestart_op is None:
        raise NietToegestaan("Deze casus is nog niet begonnen. Kies eerst Start.")


def eis_zonder_besluit(afgerond_op: datetime | None) -> None:
    """Refuse what is over once there is a besluit. Raises NietToegestaan."""
    if afgerond_op is not None:
        raise NietToegestaan("Over deze casus is al een besluit genomen.")


def eis_bespreekbaar(status: Status, afgerond_op: datetime | None) -> None:
    """Refuse to talk about a casus that has its besluit or left the road to the tafel. Raises NietToegestaan."""
    eis_zonder_besluit(afgerond_op)
    if status is not Status.INGEPLAND:
        raise NietToegestaan(f"Deze casus is nu '{status}'. Alleen een casus die is ingepland, wordt besproken.")


def eis_andere_voorzitter(*, eigen: bool) -> None:
    """Refuse to lead the talk about a casus of one's own (domein.md §5). Raises NietToegestaan."""
    if eigen:
        raise NietToegestaan("Deze casus is van jou. Een andere voorzitter van deze tafel leidt dit gesprek.")


def mag_bespreken(zitting: Zittingstatus, casus: Status, afgerond_op: datetime | None) -> bool:
    """Answer whether the tafel may talk about this casus now: the clock may start, the phases may move."""
    return zitting is Zittingstatus.GEPUBLICEERD and casus is Status.INGEPLAND and afgerond_op is None


def mag_noteren(zitting: Zittingstatus, gestart_op: datetime | None) -> bool:
    """Answer whether notes may be written: from the start of the talk until the zitting closes."""
    return zitting in OPEN and gestart_op is not None


def wacht_op_besluit(status: Status, afgerond_op: datetime | None) -> bool:
    """Answer whether an agendapunt still needs a besluit; a casus that was withdrawn does not."""
    return afgerond_op is None and status is not Status.INGETROKKEN


def eis_alles_besloten(open_nummers: Sequence[str]) -> None:
    """Refuse to close a zitting with an agendapunt without besluit (domein.md §3.4). Raises NietToegestaan."""
    if open_nummers:
        raise NietToegestaan(
            f"Je kunt de zitting nog niet sluiten. Er is nog geen besluit over {', '.join(open_nummers)}."
        )
