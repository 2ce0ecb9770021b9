"""Who sits around the tafel whose lessen we test, and one les of theirs."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from maatwerk.account.models import Medewerker
from maatwerk.casus.models import Casus
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.les import commands
from maatwerk.les.models import Les
from tests.bouw import bouw_medewerker
from tests.les.bouw import bouw_register, bouw_verhaal

Als = Callable[[Medewerker], Handeling]


@dataclass
class Mensen:
    """Everybody around one tafel, and some who are not."""

    indiener: Medewerker
    voorzitter: Medewerker
    tweede: Medewerker
    elders: Medewerker
    privacy: Medewerker
    beleid: Medewerker


@pytest.fixture
def mensen(handeling: Handeling) -> Mensen:
    return Mensen(
        indiener=bouw_medewerker(handeling, (Rol.INDIENER, "")),
        voorzitter=bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep")),
        tweede=bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep")),
        elders=bouw_medewerker(handeling, (Rol.VOORZITTER, "zuilen")),
        privacy=bouw_medewerker(handeling, (Rol.PRIVACY, "")),
        beleid=bouw_medewerker(handeling, (Rol.BELEID, "")),
    )


@pytest.fixture
def casus(handeling: Handeling, mensen: Mensen) -> Casus:
    bouw_register(handeling)
    return bouw_verhaal(handeling, mensen.indiener)


@pytest.fixture
def les(als: Als, mensen: Mensen, casus: Casus) -> Les:
    return commands.ontwerp_les(als(mensen.voorzitter), casus)
