"""The daily round counts the figures of what is over, once."""

from datetime import timedelta

from sqlalchemy import select, update

from maatwerk.casus.models import Casus
from maatwerk.inzicht.models import Cijfer, Cijferperiode
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


def _cijfers(werk: Handeling) -> list[tuple[str, str, int]]:
    vraag = select(Cijfer.periode, Cijfer.bij_rij, Cijfer.aantal).order_by(Cijfer.id)
    return [(periode, rij, aantal) for periode, rij, aantal in werk.sessie.execute(vraag)]


def test_na_herstel_staan_de_cijfers_er_zoals_zij_getoond_zijn(installatie: Installatie) -> None:
    """Else the same quarter is counted twice, over two states of the casussen, and somebody subtracts."""

    def bouw(werk: Handeling) -> None:
        for tafel in werk.instellingen.tafels:
            for _ in range(6):
                bouw_casus(werk, ingediend_op=werk.nu - timedelta(days=400), tafel=tafel.code)

    installatie.werk(bouw)
    oud = installatie.kopie()
    installatie.werk(lambda werk: werk.sessie.execute(update(Casus).where(Casus.id <= 6).values(tafel="zuilen")))
    assert installatie.draai("bewaring", "toepassen").exit_code == 0
    getoond = installatie.werk(_cijfers)
    assert 12 in {aantal for _, _, aantal in getoond}
    uitslag = installatie.draai("herstel", str(oud), "--doe-het")
    assert uitslag.exit_code == 0, uitslag.output
    assert "Cijfers" not in installatie.draai("bewaring", "toepassen").output
    assert installatie.werk(_cijfers) == getoond
