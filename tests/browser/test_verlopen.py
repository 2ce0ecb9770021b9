"""Nothing typed is lost when the session ends meanwhile: it comes back, and goes on after signing in again."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from maatwerk.account.models import Aanmelding, Medewerker
from maatwerk.casus.models import Casus
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from tests.bouw import WACHTWOORD, bouw_medewerker
from tests.browser.conftest import Mens

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)  # PostgreSQL: test_hele_weg


def test_wat_getypt_is_overleeft_een_verlopen_sessie(
    meld_aan: Callable[[Medewerker], Mens], handeling: Handeling
) -> None:
    indiener = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    handeling.sessie.commit()
    mens = meld_aan(indiener)
    mens.pagina.route("**/bewaren.mjs", lambda route: route.abort())  # as in a browser without scripts
    mens.ga("/casussen/nieuw")
    mens.vul(titel="Een lang verhaal", situatie="Hier is een half uur aan getypt.\nOp twee regels.")
    handeling.sessie.execute(update(Aanmelding).values(beeindigd_op=handeling.nu))
    handeling.sessie.commit()
    mens.druk("Bewaar als concept")
    assert mens.leest("Nog niet opgeslagen")
    assert mens.leest("Hier is een half uur aan getypt.")
    with mens.pagina.context.expect_page() as nieuw:
        mens.pagina.get_by_role("link", name="Meld je opnieuw aan").click()
    nieuw.value.fill("#email", indiener.email)
    nieuw.value.fill("#wachtwoord", WACHTWOORD)
    nieuw.value.get_by_role("button", name="Aanmelden").click()
    nieuw.value.get_by_role("heading", name="Wat wacht op mij").wait_for()
    mens.druk("Ga verder met wat ik typte")
    mens.druk("Ga verder met wat ik typte")  # the page of before the sign-in held an old token: once more
    assert mens.leest("Je tekst is bewaard")
    casus = handeling.sessie.scalars(select(Casus)).one()
    assert (casus.titel, casus.situatie) == ("Een lang verhaal", "Hier is een half uur aan getypt.\nOp twee regels.")
