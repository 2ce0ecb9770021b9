"""What the screens at the tafel tell around the casus: who weighed, what is asked of a lid now, what is still open."""

from collections.abc import Sequence
from dataclasses import dataclass

from maatwerk.account.models import Medewerker
from maatwerk.account.queries import list_plaatsen
from maatwerk.afweging.models import Afweging
from maatwerk.afweging.queries import list_eigen_nummers, list_te_wegen, list_wegers
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol


@dataclass(frozen=True)
class Weegstand:
    """Who has weighed and who has not, by name: never what."""

    wel: Sequence[str]
    nog: Sequence[str]


@dataclass(frozen=True)
class Feiten:
    """How far the talk about one casus is."""

    begonnen: bool
    voorgelegd: bool = False
    nog_te_wegen: int = 0
    onthuld: bool = False
    gemotiveerd: bool = False
    besloten: bool = False
    iemand_vertelt_het: bool = False


def weegstand(handeling: Handeling, afweging: Afweging) -> Weegstand:
    """Give who is done weighing in this round. Raises MagNiet for all but the voorzitter."""
    wegers = list_wegers(handeling, afweging)
    return Weegstand([lid.naam for lid in wegers if lid.klaar], [lid.naam for lid in wegers if not lid.klaar])


def heeft_gewogen(handeling: Handeling, afweging: Afweging) -> bool:
    """Answer whether this reader weighed every oplossing of this round."""
    eigen = list_eigen_nummers(handeling, afweging)
    return all(oplossing.nummer in eigen for oplossing in list_te_wegen(handeling, afweging))


def list_anderen(handeling: Handeling, tafel: str) -> Sequence[Medewerker]:
    """Give who else can lead this tafel."""
    return [wie for wie in list_plaatsen(handeling, tafel, Rol.VOORZITTER) if wie.id != handeling.wie.id]


def wat_open_is(feiten: Feiten) -> list[str]:
    """Say what still has to be done before this casus is finished, in the order of the talk."""
    if not feiten.begonnen:
        return ["Het gesprek is nog niet begonnen."]
    if feiten.besloten:
        return [] if feiten.iemand_vertelt_het else ["Er staat nog niet wie het de inwoner vertelt."]
    return [*_wat_open_is_aan_het_wegen(feiten), "Er is nog geen besluit."]


def _wat_open_is_aan_het_wegen(feiten: Feiten) -> list[str]:
    if not feiten.voorgelegd:
        return ["Er ligt nog geen oplossing om te wegen."]
    if not feiten.onthuld:
        nog = f"Nog te wegen: {feiten.nog_te_wegen}." if feiten.nog_te_wegen else "Ieder lid heeft gewogen."
        return [nog, "De wegingen zijn nog niet onthuld."]
    return [] if feiten.gemotiveerd else ["De gezamenlijke motivering is nog niet af."]


def gevraagd_van_lid(feiten: Feiten, *, stil: bool, gewogen: bool) -> str:
    """Say in one sentence what is asked of a lid now."""
    gevallen = (
        (feiten.besloten, "De tafel heeft besloten."),
        (not feiten.begonnen, "De voorzitter start het gesprek."),
        (stil, "Het gesprek staat even stil."),
        (feiten.onthuld, "De wegingen zijn onthuld. Vraag elkaar waarom."),
        (gewogen, "Je hebt gewogen. De voorzitter onthult straks alle wegingen tegelijk."),
        (feiten.voorgelegd, "Weeg nu zelf."),
    )
    return next((zin for geldt, zin in gevallen if geldt), "Denk mee bij deze fase.")
