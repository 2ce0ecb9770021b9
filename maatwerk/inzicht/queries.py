"""The rows of an export: published and anonymous, in an order that tells nothing."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from maatwerk.inzicht.rules import KOLOMMEN, Rij, Wat
from maatwerk.kern.handeling import Handeling
from maatwerk.les.models import Les
from maatwerk.les.rules import Kenmerksoort, Lesstatus
from maatwerk.signaal.models import Signaal
from maatwerk.signaal.rules import aantal_woord

KENMERKEN = {
    "wetten": Kenmerksoort.WET,
    "knelpunttypen": Kenmerksoort.KNELPUNTTYPE,
    "leefgebieden": Kenmerksoort.LEEFGEBIED,
    "niveaus": Kenmerksoort.NIVEAU,
    "stand": Kenmerksoort.STAND,
}
_PARTIJ = 500


def rijen_van(handeling: Handeling, wat: Wat) -> Iterator[Rij]:
    """Give the rows of this export, one by one. Ends the transaction of this session after each part.

    A slow reader then holds nothing up, and a les that is withdrawn meanwhile does not go out any more.
    """
    return {Wat.LESSEN: _lessen, Wat.SIGNALEN: _signalen}[wat](handeling)


def _lessen(handeling: Handeling) -> Iterator[Rij]:
    """Give the published lessen by code: that is random, so the order says nothing about the casussen."""
    vanaf = ""
    while partij := _partij(handeling, vanaf):
        vanaf = partij[-1].code
        rijen = [rij_van(les) for les in partij]
        handeling.sessie.commit()
        yield from rijen


def _partij(handeling: Handeling, vanaf: str) -> Sequence[Les]:
    vraag = select(Les).where(Les.status == Lesstatus.GEPUBLICEERD, Les.code > vanaf)
    return handeling.sessie.scalars(vraag.order_by(Les.code).limit(_PARTIJ)).all()


def rij_van(les: Les) -> Rij:
    """Give what of a les may leave the house."""
    soorten = {naam: les.waarden(soort) for naam, soort in KENMERKEN.items()}
    return {naam: soorten[naam] if naam in soorten else getattr(les, naam) for naam in KOLOMMEN[Wat.LESSEN]}


def _signalen(handeling: Handeling) -> Iterator[Rij]:
    """Give the signalen by kernzin. An export leaves the house, so the public drempel holds."""
    drempel = handeling.instellingen.algemeen.drempels.openbaar
    signalen = handeling.sessie.scalars(select(Signaal).order_by(Signaal.kernzin, Signaal.id)).all()
    rijen = [_signaal(signaal, drempel) for signaal in signalen]
    handeling.sessie.commit()
    yield from rijen


def _signaal(signaal: Signaal, drempel: int) -> Rij:
    berekend = {
        "peildatum": signaal.peildatum.isoformat(),
        "aantal_casussen": aantal_woord(len(signaal.gepubliceerd), drempel),
    }
    return {naam: berekend.get(naam) or str(getattr(signaal, naam)) for naam in KOLOMMEN[Wat.SIGNALEN]}
