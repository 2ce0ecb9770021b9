"""Reminding people of what is due. Kept is only who was reminded of what, and for which day."""

from dataclasses import replace

from sqlalchemy import select

from maatwerk.bericht.melden import meld
from maatwerk.bericht.models import Melding
from maatwerk.bericht.momenten import herinneren_vanaf
from maatwerk.bericht.soorten import HERINNERINGEN, Soort
from maatwerk.dossier.termijnen import Termijn, list_termijnen
from maatwerk.kern.handeling import Handeling


def herinneringen(handeling: Handeling) -> list[Termijn]:
    """Give who must be reminded of what now, and was not yet. Nothing before the hour at which reminders are given."""
    if handeling.nu < herinneren_vanaf(handeling.nu):
        return []
    gegeven = _gegeven(handeling)
    nodig = []
    for termijn in list_termijnen(handeling):
        moment = termijn.moment(handeling.vandaag)
        sleutel = (termijn.wie, termijn.soort, termijn.over.casus_id, termijn.over.ding_id)
        if moment is not None and gegeven.get(sleutel, 0) < moment.toordinal():
            nodig.append(replace(termijn, over=replace(termijn.over, keer=moment.toordinal(), dag=termijn.dag)))
    return nodig


def herinner(handeling: Handeling, termijnen: list[Termijn]) -> None:
    """Remind, dated at the hour of reminders: whatever time the round runs, the mail of today takes it along."""
    toen = replace(handeling, nu=herinneren_vanaf(handeling.nu))
    for termijn in termijnen:
        meld(toen, [termijn.wie], termijn.soort, termijn.over)


def _gegeven(handeling: Handeling) -> dict[tuple[int, Soort, int | None, int], int]:
    vraag = select(Melding.medewerker_id, Melding.soort, Melding.casus_id, Melding.ding_id, Melding.keer)
    rijen = handeling.sessie.execute(vraag.where(Melding.soort.in_(HERINNERINGEN)))
    return {(wie, soort, casus, ding): keer for wie, soort, casus, ding, keer in rijen}
