"""Finding lessen: who sees which, what waits on whom, and searching."""

import pytest

from maatwerk.casus.models import Casus
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.les import queries, vrijgave
from maatwerk.les.models import Les
from maatwerk.les.poort import Vraag
from maatwerk.les.rules import Kenmerksoort, Lesstatus, Zoekvraag
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


def test_zoeken_vindt_woorden_zonder_accent_en_hoofdletter(handeling: Handeling, als: Als, mensen: Mensen) -> None:
    goed = bouw_les(handeling, mensen.voorzitter, geleerd="Vraag FINANCIËLE hulp aan bij één loket.")
    bouw_les(handeling, mensen.voorzitter, geleerd="Iets over 100% wonen.")
    for woorden in ("financiele een", "Financie\u0308le", "LOKET vraag"):
        assert queries.list_gepubliceerd(als(mensen.beleid), Zoekvraag(woorden)) == [goed]
    assert queries.list_gepubliceerd(als(mensen.beleid), Zoekvraag("loket wonen")) == []
    assert len(queries.list_gepubliceerd(als(mensen.beleid), Zoekvraag("0%"))) == 1


def test_zoeken_op_kenmerken_neemt_ze_samen(handeling: Handeling, als: Als, mensen: Mensen) -> None:
    een = bouw_les(
        handeling, mensen.voorzitter, kenmerken={Kenmerksoort.WET: ["PW", "Wmo 2015"], Kenmerksoort.NIVEAU: ["lokaal"]}
    )
    bouw_les(handeling, mensen.voorzitter, kenmerken={Kenmerksoort.WET: ["PW"], Kenmerksoort.NIVEAU: ["landelijk"]})
    beleid = als(mensen.beleid)
    assert len(queries.list_gepubliceerd(beleid, Zoekvraag(kenmerken={Kenmerksoort.WET: "PW"}))) == 2
    beide = {Kenmerksoort.WET: "PW", Kenmerksoort.NIVEAU: "lokaal", Kenmerksoort.LEEFGEBIED: ""}
    assert queries.list_gepubliceerd(beleid, Zoekvraag(kenmerken=beide)) == [een]


def test_bladeren_geeft_elke_les_een_keer_nieuwste_kwartaal_eerst(
    handeling: Handeling, als: Als, mensen: Mensen
) -> None:
    for nummer in range(7):
        bouw_les(handeling, mensen.voorzitter, kwartaal=f"2026-K{nummer % 3 + 1}")
    beleid, gezien, voor = als(mensen.beleid), list[Les](), ""
    while bladzijde := queries.list_gepubliceerd(beleid, voor=voor, hoogstens=2):
        gezien += bladzijde
        voor = bladzijde[-1].code
    assert len({les.code for les in gezien}) == len(gezien) == 7
    assert [les.kwartaal for les in gezien] == sorted((les.kwartaal for les in gezien), reverse=True)
