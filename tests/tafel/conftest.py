"""The people around the tafel of Ondiep, and a casus they may talk about."""

import pytest

from maatwerk.account.models import Medewerker
from maatwerk.casus.rules import Status
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.tafel import commands
from maatwerk.tafel.models import Agendapunt
from tests.bouw import bouw_casus, bouw_medewerker, bouw_zitting


@pytest.fixture
def coordinator(handeling: Handeling) -> Medewerker:
    """Give the casuscoördinator of Ondiep."""
    return bouw_medewerker(handeling, (Rol.COORDINATOR, "ondiep"))


@pytest.fixture
def voorzitter(handeling: Handeling) -> Medewerker:
    """Give the tafelvoorzitter of Ondiep."""
    return bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep"))


@pytest.fixture
def lid(handeling: Handeling) -> Medewerker:
    """Give a tafellid of Ondiep."""
    return bouw_medewerker(handeling, (Rol.LID, "ondiep"), naam="Lid van Ondiep")


@pytest.fixture
def agendapunt(handeling: Handeling, lid: Medewerker) -> Agendapunt:
    """Give a casus on a published zitting, that the lid may read."""
    del lid  # publishing gives access to who is a member then
    zitting = bouw_zitting(handeling, bouw_casus(handeling, status=Status.INGEPLAND))
    commands.publiceer(handeling, zitting)
    return zitting.agenda[0]
