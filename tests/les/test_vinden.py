"""Finding lessen: who sees which, what waits on whom, and searching."""

import pytest

from maatwerk.casus.models import Casus
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.les import queries, vrijgave
from maatwerk.les.models import Les
from maatwerk.les.poort import Vraag
from maatwerk.les.rules import Lesstatus
from tests.bouw import bouw_medewerker
from tests.les.bouw import bouw_les
from tests.les.conftest import Als, Mensen


@pytest.mark.parametrize("status", Lesstatus)
def test_ieder_ziet_alleen_de_lessen_die_voor_hem_zijn(
    handeling: Handeling, als: Als, mensen: Mensen, casus: Casus, status: Lesstatus
) -> None:
    les = bouw_les(handeling, mensen.voorzitter, status, casus=casus)
    ander = bouw_medewerker(handeling, (Rol.INDIENER, ""), organisatie=mensen.indiener.organisatie)
    uit = status is Lesstatus.GEPUBLICEERD
    zien = {
        mensen.voorzitter: True,
        mensen.tweede: True,
        mensen.elders: uit,
        mensen.indiener: status is not Lesstatus.CONCEPT,
        ander: uit,
        mensen.privacy: uit or status is Lesstatus.CONCEPT,
        mensen.beleid: uit,
    }
    for wie, ziet in zien.items():
        gevonden = als(wie).sessie.scalars(queries.zichtbaar_voor(als(wie))).all()
        assert (les in gevonden) is ziet, (wie.toewijzingen[0].rol, status)


def test_werklijsten_noemen_alleen_wat_op_deze_persoon_wacht(
    handeling: Handeling, als: Als, mensen: Mensen, les: Les
) -> None:
    assert queries.list_te_controleren(als(mensen.voorzitter)) == []
    assert queries.list_te_controleren(als(mensen.tweede)) == [les]
    assert queries.list_te_controleren(als(mensen.privacy)) == [les]
    assert queries.list_te_controleren(als(mensen.elders)) == []
    assert queries.list_te_instemmen(als(mensen.indiener)) == []
    assert queries.list_concepten(als(mensen.tweede)) == [les]
    assert queries.list_concepten(als(mensen.elders)) == []
    vrijgave.controleer(als(mensen.privacy), les, tuple(Vraag))
    assert queries.list_te_controleren(als(mensen.tweede)) == []
    assert queries.list_te_instemmen(als(mensen.indiener)) == [les]
    assert queries.list_te_instemmen(als(bouw_medewerker(handeling, (Rol.INDIENER, "")))) == []
    vrijgave.stem_in(als(mensen.indiener), les)
    assert queries.list_te_instemmen(als(mensen.indiener)) == []


def test_de_privacy_officer_krijgt_de_casus_niet_te_zien(als: Als, mensen: Mensen, les: Les) -> None:
    assert queries.find_bron(als(mensen.privacy), les) is None
    assert queries.find_bron(als(mensen.tweede), les) is les.casus
