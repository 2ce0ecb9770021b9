"""Going around what the screen offers: a button that is not there, a hidden field that is left out."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from maatwerk.account.models import Medewerker
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Status
from maatwerk.kern.handeling import Handeling
from tests.aanval.stuk import gewoon, speel
from tests.aanval.toneel import Toneel

Client = Callable[[Medewerker], FlaskClient]


@pytest.fixture
def toneel(handeling: Handeling) -> Toneel:
    """Build the scene with plain words."""
    return speel(handeling, gewoon)


def _vers(toneel: Toneel, naam: str) -> Casus:
    casus = toneel.casussen[naam]
    toneel.handeling.sessie.refresh(casus)
    return casus


def test_een_waarnemer_schrijft_maar_dient_niet_in(client: Client, toneel: Toneel) -> None:
    browser, casus = client(toneel.mensen["waarnemer"]), toneel.casussen["waarconcept"]
    pad = f"/casussen/{casus.nummer}/schrijven"
    assert 'name="indienen"' not in browser.get(pad).text
    velden = {"versie": str(casus.versie), "titel": "Aangevuld", "situatie": "s", "wens_inwoner": "w"}
    velden |= {"gevraagde_doorbraak": "d", "knelpunten-0-toelichting": "k", "geinformeerd_op": "02-11-2026"}
    velden |= {"grondslag": "participatiewet", "indienen": "1"}
    antwoord = browser.post(pad, data=velden)
    assert antwoord.status_code == 403
    assert "Je tekst is bewaard" in antwoord.text
    assert (_vers(toneel, "waarconcept").status, casus.titel) == (Status.CONCEPT, "Aangevuld")


def test_wie_geen_versie_meestuurt_overschrijft_niets(client: Client, toneel: Toneel) -> None:
    browser, casus = client(toneel.mensen["eigenaar"]), toneel.casussen["concept"]
    titel = casus.titel
    antwoord = browser.post(f"/casussen/{casus.nummer}/schrijven", data={"titel": "Van een ander venster"})
    assert antwoord.status_code == 409
    assert _vers(toneel, "concept").titel == titel
