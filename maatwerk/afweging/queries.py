"""Finding the weighing of an agendapunt. Before the reveal everybody finds the own weging only, the voorzitter too."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from maatwerk.account import queries as accounts
from maatwerk.account.models import Medewerker
from maatwerk.afweging.models import Afweging, Minderheidsstandpunt, Oplossing, Weging
from maatwerk.afweging.rules import GEZAMENLIJK, NIETS_DOEN, WaardeCode
from maatwerk.kern.beleid import mag_aan_tafel
from maatwerk.kern.fouten import MagNiet, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Recht, Rol
from maatwerk.tafel.models import Agendapunt


@dataclass(frozen=True)
class Punt:
    """One series in the picture of the Waardendriehoek: a stand per value, or none."""

    naam: str
    standen: Mapping[str, int | None]


@dataclass(frozen=True)
class Blok:
    """What was revealed about one oplossing in one round."""

    oplossing: Oplossing
    groepen: Mapping[str, Sequence[Weging]]
    punten: Sequence[Punt]


@dataclass(frozen=True)
class Ronde:
    """One revealed round, with its oplossingen beside each other, and those again per lid."""

    afweging: Afweging
    blokken: Sequence[Blok]
    leden: Sequence[tuple[str, Sequence[Punt]]]


@dataclass(frozen=True)
class Rij:
    """What one lid thought of one value, round after round; None where that lid did not weigh."""

    naam: str
    waarde: WaardeCode
    wegingen: Sequence[Weging | None]


@dataclass(frozen=True)
class Weger:
    """A lid, and whether everything is weighed. What was written stays out of it."""

    naam: str
    organisatie: str
    gewogen: Collection[str]
    klaar: bool


_VOLGORDE = (Oplossing.nummer == NIETS_DOEN, Oplossing.nummer)


def list_afwegingen(handeling: Handeling, agendapunt: Agendapunt) -> Sequence[Afweging]:
    """Give the rounds of this agendapunt, the first one first."""
    return handeling.sessie.scalars(_rondes(agendapunt).order_by(Afweging.ronde)).all()


def find_afweging(handeling: Handeling, agendapunt: Agendapunt) -> Afweging | None:
    """Give the round that is going on, or the last one; None when the voorzitter began none."""
    return handeling.sessie.scalar(_rondes(agendapunt).order_by(Afweging.ronde.desc()).limit(1))


def get_afweging(handeling: Handeling, agendapunt: Agendapunt) -> Afweging:
    """Give the round that is going on. Raises Onvindbaar when there is none."""
    afweging = find_afweging(handeling, agendapunt)
    if afweging is None:
        raise Onvindbaar
    return afweging


def _rondes(agendapunt: Agendapunt) -> Select[Afweging]:
    return select(Afweging).where(Afweging.agendapunt_id == agendapunt.id)


def list_oplossingen(handeling: Handeling, agendapunt: Agendapunt) -> Sequence[Oplossing]:
    """Give what lies on the table as it was put there, "niets doen" last; what was taken off stays out."""
    vraag = select(Oplossing).where(Oplossing.agendapunt_id == agendapunt.id, Oplossing.ingetrokken_op.is_(None))
    return handeling.sessie.scalars(vraag.order_by(*_VOLGORDE)).all()


def list_ingetrokken(handeling: Handeling, agendapunt: Agendapunt) -> Sequence[Oplossing]:
    """Give what was taken off the table before anybody weighed it."""
    vraag = select(Oplossing).where(Oplossing.agendapunt_id == agendapunt.id, Oplossing.ingetrokken_op.is_not(None))
    return handeling.sessie.scalars(vraag.order_by(Oplossing.nummer)).all()


def get_oplossing(handeling: Handeling, agendapunt: Agendapunt, nummer: int) -> Oplossing:
    """Give an oplossing of this agendapunt by its number. Raises Onvindbaar."""
    vraag = select(Oplossing).where(Oplossing.agendapunt_id == agendapunt.id, Oplossing.nummer == nummer)
    oplossing = handeling.sessie.scalar(vraag)
    if oplossing is None:
        raise Onvindbaar
    return oplossing


def list_te_wegen(handeling: Handeling, afweging: Afweging) -> Sequence[Oplossing]:
    """Give the oplossingen of this round: one that came later waits for the next."""
    vraag = select(Oplossing).where(
        Oplossing.agendapunt_id == afweging.agendapunt_id, Oplossing.vanaf_ronde <= afweging.ronde
    )
    return handeling.sessie.scalars(vraag.order_by(*_VOLGORDE)).all()


def list_wegingen(handeling: Handeling, afweging: Afweging) -> Sequence[Weging]:
    """Give the wegingen by name of the member; until the reveal only those of this reader."""
    vraag = select(Weging).join(Medewerker).where(Weging.afweging_id == afweging.id)
    if afweging.onthuld_op is None:
        vraag = vraag.where(Weging.medewerker_id == handeling.wie.id)
    return handeling.sessie.scalars(vraag.order_by(Medewerker.naam, Medewerker.id, Weging.id)).all()


def list_eigen(handeling: Handeling, afweging: Afweging, oplossing: Oplossing) -> Sequence[Weging]:
    """Give what this reader weighed of one oplossing in one round."""
    vraag = select(Weging).where(
        Weging.afweging_id == afweging.id,
        Weging.oplossing_id == oplossing.id,
        Weging.medewerker_id == handeling.wie.id,
    )
    return handeling.sessie.scalars(vraag.order_by(Weging.id)).all()


def find_vorige(handeling: Handeling, afweging: Afweging) -> Afweging | None:
    """Give the round before this one."""
    vraag = select(Afweging).where(
        Afweging.agendapunt_id == afweging.agendapunt_id, Afweging.ronde == afweging.ronde - 1
    )
    return handeling.sessie.scalar(vraag)


def list_eigen_nummers(handeling: Handeling, afweging: Afweging) -> set[int]:
    """Give the numbers of the oplossingen that this reader weighed in this round."""
    vraag = select(Oplossing.nummer).join(Weging, Weging.oplossing_id == Oplossing.id)
    eigen = vraag.where(Weging.afweging_id == afweging.id, Weging.medewerker_id == handeling.wie.id)
    return set(handeling.sessie.scalars(eigen))


def tel_wegers(handeling: Handeling, afweging: Afweging) -> int:
    """Count who has weighed. Only for the voorzitter, who decides when to reveal."""
    vraag = select(func.count(Weging.medewerker_id.distinct())).where(Weging.afweging_id == afweging.id)
    return handeling.sessie.scalar(vraag) or 0


def list_wegers(handeling: Handeling, afweging: Afweging) -> list[Weger]:
    """Give who weighed which oplossing and who still weighs, never what. Raises MagNiet for all but the voorzitter."""
    tafel = afweging.agendapunt.zitting.tafel
    if not mag_aan_tafel(handeling.wie, Recht.TAFEL_LEIDEN, tafel):
        raise MagNiet("Alleen de voorzitter ziet wie er gewogen heeft.")
    vraag = select(Medewerker.id, Medewerker.naam, Medewerker.organisatie, Oplossing.nummer)
    vraag = vraag.join(Weging, Weging.medewerker_id == Medewerker.id).join(
        Oplossing, Oplossing.id == Weging.oplossing_id
    )
    rijen = handeling.sessie.execute(vraag.where(Weging.afweging_id == afweging.id).distinct()).all()
    mensen = {lid.id: (lid.naam, lid.organisatie) for lid in accounts.list_plaatsen(handeling, tafel, Rol.LID)}
    mensen |= {rij.id: (rij.naam, rij.organisatie) for rij in rijen}
    op_tafel = {oplossing.nummer: oplossing.naam for oplossing in list_te_wegen(handeling, afweging)}
    wegers = []
    for wie, (naam, organisatie) in sorted(mensen.items(), key=lambda mens: (mens[1], mens[0])):
        van_hem = {rij.nummer for rij in rijen if rij.id == wie}
        gewogen = [op_tafel[nummer] for nummer in op_tafel if nummer in van_hem]
        wegers.append(Weger(naam, organisatie, gewogen, klaar=len(gewogen) == len(op_tafel)))
    return wegers


def find_standpunt(handeling: Handeling, afweging: Afweging) -> Minderheidsstandpunt | None:
    """Give the dissent of this reader in this round."""
    vraag = select(Minderheidsstandpunt).where(
        Minderheidsstandpunt.afweging_id == afweging.id, Minderheidsstandpunt.medewerker_id == handeling.wie.id
    )
    return handeling.sessie.scalar(vraag)


def list_standpunten(handeling: Handeling, afweging: Afweging) -> Sequence[Minderheidsstandpunt]:
    """Give every dissent of this round, in the order in which they were written."""
    vraag = select(Minderheidsstandpunt).where(Minderheidsstandpunt.afweging_id == afweging.id)
    return handeling.sessie.scalars(vraag.order_by(Minderheidsstandpunt.id)).all()


def is_gemotiveerd(afweging: Afweging) -> bool:
    """Answer whether the tafel wrote its joint motivering."""
    return all(getattr(afweging, naam) for naam in GEZAMENLIJK)


def toon_ronde(handeling: Handeling, afweging: Afweging) -> Ronde:
    """Give a round as everybody at the tafel sees it. Raises Onvindbaar before its reveal."""
    if afweging.onthuld_op is None:
        raise Onvindbaar
    wegingen = list_wegingen(handeling, afweging)
    oplossingen = list_te_wegen(handeling, afweging)
    blokken = []
    for oplossing in oplossingen:
        eigen = [weging for weging in wegingen if weging.oplossing_id == oplossing.id]
        blokken.append(Blok(oplossing, groepeer(eigen), punten(eigen)))
    return Ronde(afweging, blokken, _per_lid(wegingen, oplossingen))


def zet_naast(rondes: Sequence[Ronde]) -> list[tuple[Oplossing, list[Rij]]]:
    """Give per oplossing what each lid thought in each revealed round."""
    naast = []
    for oplossing in [blok.oplossing for blok in rondes[-1].blokken]:
        van_rondes = [_per_wie(ronde, oplossing) for ronde in rondes]
        sleutels = {sleutel: None for van_ronde in van_rondes for sleutel in van_ronde}
        rijen = [
            Rij(naam, waarde, [van_ronde.get((wie, naam, waarde)) for van_ronde in van_rondes])
            for wie, naam, waarde in sleutels
        ]
        naast.append((oplossing, rijen))
    return naast


def _per_wie(ronde: Ronde, oplossing: Oplossing) -> dict[tuple[int, str, WaardeCode], Weging]:
    wegingen = [
        weging
        for blok in ronde.blokken
        if blok.oplossing.id == oplossing.id
        for groep in blok.groepen.values()
        for weging in groep
    ]
    return {(weging.medewerker_id, _wie(weging), weging.waarde): weging for weging in wegingen}


def groepeer(wegingen: Iterable[Weging]) -> dict[str, list[Weging]]:
    """Give the wegingen by value, so that they can be read side by side."""
    groepen: dict[str, list[Weging]] = {code.value: [] for code in WaardeCode}
    for weging in wegingen:
        groepen[weging.waarde].append(weging)
    return groepen


def punten(wegingen: Iterable[Weging]) -> list[Punt]:
    """Give one series per member for the picture of one oplossing."""
    standen: dict[tuple[int, str], dict[str, int | None]] = {}
    for weging in wegingen:
        standen.setdefault((weging.medewerker_id, _wie(weging)), {})[weging.waarde] = weging.stand
    return [Punt(naam, eigen) for (_, naam), eigen in standen.items()]


def _per_lid(wegingen: Sequence[Weging], oplossingen: Sequence[Oplossing]) -> list[tuple[str, Sequence[Punt]]]:
    """Give per member one series per oplossing."""
    leden = {(weging.medewerker_id, _wie(weging)): None for weging in wegingen}
    rijen: list[tuple[str, Sequence[Punt]]] = []
    for wie, naam in leden:
        reeksen = []
        for oplossing in oplossingen:
            van_hem = [
                weging for weging in wegingen if (weging.medewerker_id, weging.oplossing_id) == (wie, oplossing.id)
            ]
            reeksen.append(Punt(oplossing.naam, {weging.waarde.value: weging.stand for weging in van_hem}))
        rijen.append((naam, reeksen))
    return rijen


def _wie(weging: Weging) -> str:
    return f"{weging.medewerker.naam}, {weging.medewerker.organisatie}"
