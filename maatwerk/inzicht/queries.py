"""The rows of an export: published and anonymous, in an order that tells nothing."""

from collections.abc import Sequence

from sqlalchemy import select

from maatwerk.inzicht.rules import KOLOMMEN, Rij, Wat
from maatwerk.kern.handeling import Handeling
from maatwerk.les.models import Les
from maatwerk.les.rules import Kenmerksoort, Lesstatus
from maatwerk.signaal.models import Signaal
from maatwerk.signaal.rules import aantal_woord

_KENMERKEN = {
    "wetten": Kenmerksoort.WET,
    "knelpunttypen": Kenmerksoort.KNELPUNTTYPE,
    "leefgebieden": Kenmerksoort.LEEFGEBIED,
    "niveaus": Kenmerksoort.NIVEAU,
}


def list_rijen(handeling: Handeling, wat: Wat) -> Sequence[Rij]:
    """Give the rows of this export."""
    return {Wat.LESSEN: _lessen, Wat.SIGNALEN: _signalen}[wat](handeling)


def _lessen(handeling: Handeling) -> list[Rij]:
    """Give the published lessen by code: that is random, so the order says nothing about the casussen."""
    vraag = select(Les).where(Les.status == Lesstatus.GEPUBLICEERD).order_by(Les.code)
    return [_les(les) for les in handeling.sessie.scalars(vraag)]


def _les(les: Les) -> Rij:
    soorten = {naam: les.waarden(soort) for naam, soort in _KENMERKEN.items()}
    return {naam: soorten[naam] if naam in soorten else getattr(les, naam) for naam in KOLOMMEN[Wat.LESSEN]}


def _signalen(handeling: Handeling) -> list[Rij]:
    """Give the signalen by kernzin. An export leaves the house, so the public drempel holds."""
    drempel = handeling.instellingen.algemeen.drempels.openbaar
    return [
        _signaal(signaal, drempel)
        for signaal in handeling.sessie.scalars(select(Signaal).order_by(Signaal.kernzin, Signaal.id))
    ]


def _signaal(signaal: Signaal, drempel: int) -> Rij:
    berekend = {
        "peildatum": signaal.peildatum.isoformat(),
        "aantal_casussen": aantal_woord(len(signaal.gepubliceerd), drempel),
    }
    return {naam: berekend.get(naam) or str(getattr(signaal, naam)) for naam in KOLOMMEN[Wat.SIGNALEN]}
