"""What the lists of the writing page offer today; each ends with "anders", for what it does not have."""

from collections.abc import Iterable

from wtforms import SelectChoice

from maatwerk.casus.forms import CasusFormulier
from maatwerk.casus.rules import ANDERS
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.instellingen import Keuze
from maatwerk.lijst.rules import te_kiezen
from maatwerk.web.forms import opties, vul_keuzes


def vul_casuskeuzes(formulier: CasusFormulier, handeling: Handeling) -> None:
    """Fill every list of the form, also those in its rows."""
    lijsten = handeling.instellingen

    def van(keuzes: Iterable[Keuze]) -> list[SelectChoice]:
        return _met_anders(te_kiezen(keuzes, handeling.vandaag))

    vul_keuzes(formulier.grondslag, van(lijsten.grondslagen))
    vul_keuzes(formulier.wijk, _met_anders([(wijk, wijk) for wijk in lijsten.wijken]))
    formulier.leefgebieden.choices = opties(te_kiezen(lijsten.leefgebieden, handeling.vandaag))
    for knelpunt in formulier.knelpunten:
        vul_keuzes(knelpunt.soort, van(lijsten.knelpunttypen))
        vul_keuzes(knelpunt.waar, van(lijsten.waar))
        for regel in knelpunt.regels:
            vul_keuzes(regel.wet, van(lijsten.wetten))


def _met_anders(keuzes: list[tuple[str, str]]) -> list[SelectChoice]:
    """Put "anders" at the end, once."""
    return opties([*(keuze for keuze in keuzes if keuze[0] != ANDERS), (ANDERS, "anders, namelijk …")])
