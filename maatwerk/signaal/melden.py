"""Telling the indieners what came of the signaal that their casus belongs to (domein.md §7)."""

from sqlalchemy import select

from maatwerk.bericht.melden import Over, meld
from maatwerk.bericht.soorten import Soort
from maatwerk.casus.models import Casus
from maatwerk.kern.handeling import Handeling
from maatwerk.les.models import Les
from maatwerk.signaal.models import Signaal


def meld_terugkoppeling(handeling: Handeling, signaal: Signaal) -> None:
    """Tell every indiener whose casus still stands behind a les of this signaal that there is an answer."""
    vraag = select(Casus.id, Casus.indiener_id).join(Les, Les.casus_id == Casus.id)
    for casus_id, indiener_id in handeling.sessie.execute(vraag.where(Les.id.in_([les.id for les in signaal.lessen]))):
        meld(handeling, [indiener_id], Soort.SIGNAAL, Over(casus_id, signaal.id))
