"""The number of questions to the database is fixed per page: it never grows with what the page shows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from maatwerk.account.models import Medewerker
from maatwerk.casus.rules import Status
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from tests.bouw import bouw_casus, bouw_medewerker, bouw_zitting

Client = Callable[[Medewerker], FlaskClient]


@contextmanager
def _geteld(engine: Engine) -> Iterator[list[str]]:
    vragen: list[str] = []

    def noteer(_verbinding: object, _cursor: object, vraag: str, *_rest: object) -> None:
        if vraag != "BEGIN":  # asks nothing; PostgreSQL's driver does not even say it
            vragen.append(vraag)

    event.listen(engine, "before_cursor_execute", noteer)
    yield vragen
    event.remove(engine, "before_cursor_execute", noteer)


@pytest.mark.parametrize(
    "pad", ["/", "/casussen", "/acties", "/lessen", "/signalen", "/zittingen", "/triage", "/zittingen/inplannen"]
)
def test_een_lijst_vraagt_niet_meer_als_er_meer_in_staat(
    client: Client, handeling: Handeling, engine: Engine, pad: str
) -> None:
    voorzitter = bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep"), (Rol.COORDINATOR, "ondiep"), (Rol.INDIENER, ""))
    bouw_casus(handeling, voorzitter, Status.GEREED)
    bouw_zitting(handeling)
    browser = client(voorzitter)
    browser.get(pad)
    with _geteld(engine) as weinig:
        assert browser.get(pad).status_code == 200
    for _ in range(20):
        bouw_casus(handeling, voorzitter, Status.GEREED)
    handeling.sessie.commit()
    with _geteld(engine) as veel:
        browser.get(pad)
    assert len(veel) == len(weinig)
    if pad in ("/triage", "/zittingen/inplannen"):
        assert len(veel) <= 8


def test_een_lange_lijst_gaat_verder_op_de_volgende_bladzijde(client: Client, handeling: Handeling) -> None:
    indiener = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    casussen = [bouw_casus(handeling, indiener, titel=f"Casus nummer {nummer}.") for nummer in range(30)]
    browser = client(indiener)
    eerste = browser.get("/casussen").text
    verder = f"/casussen?voor={casussen[5].id}"
    assert "Oudere casussen" in eerste
    assert verder in eerste
    tweede = browser.get(verder).text
    assert "Oudere casussen" not in tweede
    gezien = [titel for titel in (casus.titel for casus in casussen) if (titel in eerste) != (titel in tweede)]
    assert len(gezien) == 30
