"""Who is told what on the way of a les: who can check it, the indiener, and who wrote it."""

from datetime import date

from maatwerk.account.queries import list_plaatsen
from maatwerk.bericht.melden import Over, meld
from maatwerk.bericht.soorten import Soort
from maatwerk.casus.melden import wie_zit
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.les.models import Les


def meld_te_controleren(handeling: Handeling, les: Les) -> None:
    """Tell everybody who may check this les: not whoever wrote in it."""
    privacy = [wie.id for wie in list_plaatsen(handeling, "", Rol.PRIVACY)]
    voorzitters = wie_zit(handeling, les.casus, Rol.VOORZITTER) if les.casus else []
    schreven = {schrijver.id for schrijver in les.schrijvers}
    meld(handeling, {*privacy, *voorzitters} - schreven, Soort.LES_CONTROLEREN, _over(les))


def meld_indiener(handeling: Handeling, les: Les, soort: Soort) -> None:
    """Tell the indiener of the casus how far the les from it is, and until when he can answer."""
    meld(handeling, [les.casus.indiener_id if les.casus else None], soort, _over(les, les.reageer_tot))


def meld_schrijvers(handeling: Handeling, les: Les, soort: Soort) -> None:
    """Tell who wrote the les what the indiener answers."""
    meld(handeling, [schrijver.id for schrijver in les.schrijvers], soort, _over(les))


def _over(les: Les, dag: date | None = None) -> Over:
    return Over(les.casus_id, les.id, keer=les.versie, dag=dag)
