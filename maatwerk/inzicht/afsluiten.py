"""The act with which a quarter or year is counted: once, after it is over, and then it stays as it is."""

from sqlalchemy import select

from maatwerk.inzicht.models import Cijfer, Cijferperiode
from maatwerk.inzicht.periodes import Periode, voorbij
from maatwerk.inzicht.register import find_eerste_dag, list_eenheden
from maatwerk.inzicht.tabellen import TABELLEN, Wie
from maatwerk.inzicht.tellen import drempel_van, tel, toon
from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.commands import noteer


def sluit_af(handeling: Handeling, hoogstens: int | None = None) -> list[str]:
    """Count every period that is over and was not counted yet; give which. What is counted is never counted again.

    Only what may be shown is kept. So nothing that happens to a casus later can be read from two figures.
    `hoogstens` is for who must not keep others waiting: so many periods, the oldest first.
    """
    eerste = find_eerste_dag(handeling)
    if eerste is None:
        return []
    wachten = handeling.instellingen.algemeen.cijfers.wachten_dagen
    gedaan = set(handeling.sessie.scalars(select(Cijferperiode.periode)))
    nieuw = [periode for periode in voorbij(eerste, handeling.vandaag, wachten) if periode.code not in gedaan]
    for periode in nieuw[:hoogstens]:
        handeling.sessie.add(rij := _tel(handeling, periode))
        noteer(handeling, "cijfers.afgesloten", rij)
    return [periode.code for periode in nieuw[:hoogstens]]


def _tel(handeling: Handeling, periode: Periode) -> Cijferperiode:
    drempels = handeling.instellingen.algemeen.drempels
    waarden = {"tafel": [tafel.code for tafel in handeling.instellingen.tafels]}
    cijfers = []
    for wie in Wie:
        tabellen = [tabel for tabel in TABELLEN if (tabel.wie, tabel.maat) == (wie, periode.maat)]
        if not tabellen:
            continue
        getoond = toon(tabellen, tel(tabellen, list_eenheden(handeling, wie, periode)), waarden, drempels)
        cijfers += [
            Cijfer(tabel=tabel.code, bij_rij=rij, bij_kolom=kolom, aantal=aantal, drempel=drempel_van(tabel, drempels))
            for tabel in tabellen
            for (rij, kolom), aantal in getoond[tabel.code].items()
        ]
    return Cijferperiode(periode=periode.code, maat=periode.maat, afgesloten_op=handeling.nu, cijfers=cijfers)
