"""The page about who may do what says what the policy says."""

import runpy

from maatwerk.kern.beleid import BELEID
from maatwerk.kern.paden import bron
from maatwerk.kern.rechten import UITLEG, Recht, Relatie, Rol


def test_de_bladzijde_over_toegang_is_die_van_nu() -> None:
    maker = runpy.run_path(str(bron("docs") / "toegang.py"))
    assert maker["DOEL"].read_text("utf-8") == maker["pagina"](), "draai make toegang"


def test_elk_recht_heeft_iemand_en_elke_relatie_een_uitleg() -> None:
    assert set(BELEID) == set(Recht)
    assert all(relaties for regels in BELEID.values() for relaties in regels.values())
    assert set(UITLEG) == set(Relatie)


def test_de_beheerder_en_de_beleidsadviseur_lezen_geen_casus() -> None:
    content = (Recht.CASUS_LEZEN, Recht.CASUS_SCHRIJVEN, Recht.NOTEREN, Recht.WEGING_LEZEN, Recht.BESLUITEN)
    for recht in content:
        assert {Rol.BEHEERDER, Rol.BELEID, Rol.PRIVACY}.isdisjoint(BELEID[recht])


def test_wie_openbreekt_kan_alleen_lezen() -> None:
    met_breekglas = {recht for recht, regels in BELEID.items() for rij in regels.values() if Relatie.BREEKGLAS in rij}
    assert met_breekglas == {Recht.CASUS_LEZEN}
