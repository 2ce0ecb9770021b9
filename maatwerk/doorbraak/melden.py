"""Who is told what about a besluit and its acties."""

from maatwerk.bericht.melden import Over, meld
from maatwerk.bericht.soorten import Soort
from maatwerk.casus.melden import over, wie_volgt, wie_zit
from maatwerk.casus.rules import Status
from maatwerk.doorbraak.models import Actie, Besluit
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol


def meld_besluit(handeling: Handeling, besluit: Besluit) -> None:
    """Tell whoever follows the casus that there is a besluit, and each holder of his acties."""
    casus = besluit.casus
    soort = Soort.TWEEDE_RONDE if casus.status is Status.GEREED else Soort.BESLUIT
    meld(handeling, wie_volgt(handeling, casus), soort, over(casus))
    for actie in besluit.acties:
        meld(handeling, [actie.houder_id], Soort.ACTIE, Over(casus.id, actie.id, dag=actie.voor))


def meld_actie_klaar(handeling: Handeling, actie: Actie) -> None:
    """Tell whoever follows the casus, and who leads its tafel, that an actie is done."""
    casus = actie.besluit.casus
    wie = [*wie_volgt(handeling, casus), *wie_zit(handeling, casus, Rol.VOORZITTER)]
    meld(handeling, wie, Soort.ACTIE_KLAAR, Over(casus.id, actie.id))
