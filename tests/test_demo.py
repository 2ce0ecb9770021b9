"""The demo: twelve casussen at different stops of the road, once, and never over somebody else's work."""

from collections import Counter

import pytest
from sqlalchemy import select

from maatwerk.casus.models import Casus
from maatwerk.demo import laad_demo, lees_accounts
from maatwerk.kern.fouten import NietToegestaan
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.paden import bron
from maatwerk.kern.rechten import Rol
from maatwerk.les.models import Les
from maatwerk.signaal.models import Signaal
from tests.bouw import bouw_medewerker

MAP = bron("config") / "demo"


def test_de_demo_heeft_op_elke_halte_iets_te_zien_en_komt_een_keer(handeling: Handeling) -> None:
    assert laad_demo(handeling, MAP)
    assert not laad_demo(handeling, MAP)
    assert Counter(handeling.sessie.scalars(select(Casus.status))) == {
        "ingediend": 1,
        "aanvullen gevraagd": 1,
        "gereed voor tafel": 2,
        "ingepland": 2,
        "in uitvoering": 2,
        "afgesloten": 4,
    }
    assert Counter(handeling.sessie.scalars(select(Les.status))) == {"gepubliceerd": 3, "gecontroleerd": 1}
    assert all(signaal.lessen for signaal in handeling.sessie.scalars(select(Signaal)))


def test_elke_rol_heeft_een_account(handeling: Handeling) -> None:
    laad_demo(handeling, MAP)
    rollen = " ".join(account.rollen for account in lees_accounts(MAP))
    assert all(rol in rollen for rol in Rol)


def test_de_demo_komt_niet_over_echt_werk_heen(handeling: Handeling) -> None:
    bouw_medewerker(handeling, (Rol.INDIENER, ""))
    with pytest.raises(NietToegestaan, match="lege database"):
        laad_demo(handeling, MAP)
