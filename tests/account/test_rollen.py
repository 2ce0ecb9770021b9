"""Rollen that exclude each other: the database refuses them too, whatever our own code forgets."""

import pytest
from sqlalchemy.exc import IntegrityError

from maatwerk.account.models import Toewijzing
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import AAN_TAFEL, INHOUDELIJK, Rol, Soort
from tests.bouw import bouw_medewerker

APART = (Rol.BEHEERDER, Rol.PRIVACY)


@pytest.mark.parametrize("eerst", Rol)
@pytest.mark.parametrize("erbij", Rol)
def test_beheerder_en_privacy_officer_gaan_in_de_database_met_niets_samen(
    handeling: Handeling, eerst: Rol, erbij: Rol
) -> None:
    medewerker = bouw_medewerker(handeling, (eerst, "ondiep" if eerst in AAN_TAFEL else ""))
    tafel = "zuilen" if erbij in AAN_TAFEL else ""
    if eerst == erbij and not tafel:
        return  # one rol twice is refused by another rule
    medewerker.toewijzingen.append(Toewijzing(rol=erbij, tafel=tafel))
    if {eerst, erbij} <= INHOUDELIJK:
        handeling.sessie.flush()
    else:
        with pytest.raises(IntegrityError, match="ck_toewijzing_soort_bij_rol"):
            handeling.sessie.flush()


@pytest.mark.parametrize("rol", APART)
def test_ook_een_andere_soort_opgeven_helpt_niet(handeling: Handeling, rol: Rol) -> None:
    medewerker = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    soort = Soort.BEHEER if rol is Rol.BEHEERDER else Soort.PRIVACY
    handeling.sessie.add(Toewijzing(medewerker_id=medewerker.id, soort=soort, rol=rol))
    with pytest.raises(IntegrityError, match=r"(?i)foreign key"):
        handeling.sessie.flush()


def test_wie_rollen_heeft_verandert_niet_van_soort(handeling: Handeling) -> None:
    medewerker = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    medewerker.soort = Soort.BEHEER
    with pytest.raises(IntegrityError):
        handeling.sessie.flush()
