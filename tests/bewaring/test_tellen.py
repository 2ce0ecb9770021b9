"""The daily round counts the figures of what is over, once."""

from datetime import timedelta

from sqlalchemy import select

from maatwerk.inzicht.models import Cijferperiode
from maatwerk.kern.handeling import Handeling
from tests.bewaring.installatie import Installatie
from tests.bouw import bouw_casus


def _periodes(werk: Handeling) -> list[str]:
    return list(werk.sessie.scalars(select(Cijferperiode.periode)))


def test_de_ronde_telt_wat_voorbij_is_een_keer(installatie: Installatie) -> None:
    installatie.werk(lambda werk: bouw_casus(werk, ingediend_op=werk.nu - timedelta(days=400)))
    eerst = installatie.draai("bewaring", "toepassen")
    assert (eerst.exit_code, "Cijfers geteld: " in eerst.output) == (0, True), eerst.output
    geteld = installatie.werk(_periodes)
    assert len(geteld) >= 4
    opnieuw = installatie.draai("bewaring", "toepassen")
    assert (opnieuw.exit_code, "Cijfers geteld" in opnieuw.output) == (0, False)
    assert installatie.werk(_periodes) == geteld
