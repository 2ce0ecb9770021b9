"""Telling somebody that something happened, in the transaction of the act itself: both are kept, or neither."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, select, update

from maatwerk.bericht.models import Melding, Voorkeur
from maatwerk.bericht.soorten import STANDAARD_UUR, Groep, Soort, Wijze
from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.commands import noteer, wacht_op_beurt


@dataclass(frozen=True)
class Over:
    """What a notice is about. Of one kind about one thing somebody has one notice, of the latest `keer`."""

    casus_id: int | None = None
    ding_id: int = 0
    """The actie, les, zitting or signaal; 0 when it is the casus itself."""
    keer: int = 0
    """Higher when it happens again: the version of a casus, the day of a reminder. The same tells nothing new."""
    dag: date | None = None


def meld(handeling: Handeling, ontvangers: Iterable[int | None], soort: Soort, over: Over) -> None:
    """Tell these medewerkers, by id. Nobody is told of his own act; doing it twice tells once."""
    nieuw = {wie for wie in ontvangers if wie is not None and wie != handeling.wie.id}
    if not nieuw:
        return
    handeling.sessie.flush()
    wacht_op_beurt(handeling.sessie)  # so that two who tell the same at the same time tell it once
    zelfde = (Melding.soort == soort, Melding.casus_id.is_not_distinct_from(over.casus_id))
    vraag = select(Melding).where(Melding.medewerker_id.in_(nieuw), *zelfde, Melding.ding_id == over.ding_id)
    bekend = {melding.medewerker_id: melding for melding in handeling.sessie.scalars(vraag)}
    for wie in sorted(nieuw):
        melding = bekend.get(wie) or Melding(
            medewerker_id=wie, soort=soort, casus_id=over.casus_id, ding_id=over.ding_id, keer=over.keer - 1
        )
        if melding.keer < over.keer:
            melding.keer, melding.dag, melding.wanneer = over.keer, over.dag, handeling.nu
            melding.gelezen_op = melding.verwerkt_op = melding.post_id = None
            handeling.sessie.add(melding)
    handeling.sessie.flush()


def lees(handeling: Handeling, ids: Iterable[int]) -> None:
    """Mark own notices as read."""
    eigen = (Melding.medewerker_id == handeling.wie.id, Melding.gelezen_op.is_(None))
    handeling.sessie.execute(update(Melding).where(*eigen, Melding.id.in_(list(ids))).values(gelezen_op=handeling.nu))


def kies(handeling: Handeling, wijzen: dict[Groep, Wijze], uur: int = STANDAARD_UUR) -> None:
    """Keep how this medewerker wants to hear by mail, per group; spoed is no choice."""
    handeling.sessie.execute(delete(Voorkeur).where(Voorkeur.medewerker_id == handeling.wie.id))
    for groep, wijze in wijzen.items():
        voorkeur = Voorkeur(medewerker_id=handeling.wie.id, groep=groep, wijze=wijze, uur=uur)
        handeling.sessie.add(voorkeur)
    noteer(handeling, "bericht.voorkeur_gewijzigd")


def ruim_meldingen_op(handeling: Handeling) -> None:
    """Forget what was told long ago."""
    oud = handeling.nu - timedelta(days=handeling.instellingen.algemeen.bericht.melding_dagen)
    handeling.sessie.execute(delete(Melding).where(Melding.wanneer <= oud))
