"""Finding the weighing of an agendapunt. Before the reveal everybody finds the own weging only, the voorzitter too."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from maatwerk.account.models import Medewerker
from maatwerk.afweging.models import Afweging, Weging
from maatwerk.afweging.rules import GEZAMENLIJK, WaardeCode
from maatwerk.kern.fouten import Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.tafel.models import Agendapunt


@dataclass(frozen=True)
class Punt:
    """One member in the picture of the Waardendriehoek: a stand per value, or none."""

    naam: str
    standen: Mapping[str, int | None]


def find_afweging(handeling: Handeling, agendapunt: Agendapunt) -> Afweging | None:
    """Give the weighing of this agendapunt, if the voorzitter began one."""
    return handeling.sessie.scalar(select(Afweging).where(Afweging.agendapunt_id == agendapunt.id))


def get_afweging(handeling: Handeling, agendapunt: Agendapunt) -> Afweging:
    """Give the weighing of this agendapunt. Raises Onvindbaar when there is none."""
    afweging = find_afweging(handeling, agendapunt)
    if afweging is None:
        raise Onvindbaar
    return afweging


def list_wegingen(handeling: Handeling, afweging: Afweging) -> Sequence[Weging]:
    """Give the wegingen by name of the member; until the reveal only those of this reader."""
    vraag = select(Weging).join(Medewerker).where(Weging.afweging_id == afweging.id)
    if afweging.onthuld_op is None:
        vraag = vraag.where(Weging.medewerker_id == handeling.wie.id)
    return handeling.sessie.scalars(vraag.order_by(Medewerker.naam, Medewerker.id, Weging.id)).all()


def tel_wegers(handeling: Handeling, afweging: Afweging) -> int:
    """Count who has weighed. Only for the voorzitter, who decides when to reveal."""
    vraag = select(func.count(Weging.medewerker_id.distinct())).where(Weging.afweging_id == afweging.id)
    return handeling.sessie.scalar(vraag) or 0


def is_gemotiveerd(afweging: Afweging) -> bool:
    """Answer whether the tafel wrote its joint motivering."""
    return all(getattr(afweging, naam) for naam in GEZAMENLIJK)


def groepeer(wegingen: Iterable[Weging]) -> dict[str, list[Weging]]:
    """Give the wegingen by value, so that they can be read side by side."""
    groepen: dict[str, list[Weging]] = {code.value: [] for code in WaardeCode}
    for weging in wegingen:
        groepen[weging.waarde].append(weging)
    return groepen


def punten(wegingen: Iterable[Weging]) -> list[Punt]:
    """Give one series per member for the picture."""
    standen: dict[tuple[int, str], dict[str, int | None]] = {}
    for weging in wegingen:
        wie = (weging.medewerker_id, f"{weging.medewerker.naam}, {weging.medewerker.organisatie}")
        standen.setdefault(wie, {})[weging.waarde] = weging.stand
    return [Punt(naam, eigen) for (_, naam), eigen in standen.items()]
