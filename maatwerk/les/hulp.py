"""The act with which a les makes a tafel unnecessary: it helped, and the casus is not handed in."""

from maatwerk.casus.commands import verzet
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Status
from maatwerk.kern.fouten import NietToegestaan
from maatwerk.kern.handeling import Handeling
from maatwerk.les.models import Hulp, Les
from maatwerk.les.rules import Lesstatus, kwartaal_van
from maatwerk.logboek.commands import noteer


def help_verder(handeling: Handeling, casus: Casus, les: Les) -> Hulp:
    """End a concept because this les helped. Raises NietToegestaan when the les is not out, or the casus no concept."""
    if les.status is not Lesstatus.GEPUBLICEERD:
        raise NietToegestaan("Deze les is niet meer gepubliceerd. Kies een andere les, of dien de casus in.")
    verzet(handeling, casus, Status.GEHOLPEN)
    hulp = Hulp(les=les, les_id=les.id, casus_id=casus.id, kwartaal=kwartaal_van(handeling.vandaag))
    handeling.sessie.add(hulp)
    noteer(handeling, "les.hielp", les)
    return hulp
