"""The life of a signaal: every pair of statuses, and what the steps ask."""

from itertools import product

import pytest

from maatwerk.kern.fouten import Invoerfout, NietToegestaan
from maatwerk.signaal.rules import Signaalstatus, aantal_woord, eis_eigenaar, eis_stap

TOEGESTAAN = {
    ("nieuw", "in duiding"),
    ("in duiding", "patroon"),
    ("in duiding", "nieuw"),
    ("patroon", "belegd"),
    ("belegd", "onderzoek"),
    ("onderzoek", "opgepakt"),
    ("onderzoek", "niet opgepakt"),
    ("onderzoek", "doorgezet"),
    ("opgepakt", "aangepast"),
    ("doorgezet", "aangepast"),
    ("doorgezet", "niet opgepakt"),
    ("niet opgepakt", "teruggekoppeld"),
    ("aangepast", "teruggekoppeld"),
    ("teruggekoppeld", "gesloten"),
}


@pytest.mark.parametrize(("van", "naar"), list(product(Signaalstatus, Signaalstatus)))
def test_een_signaal_gaat_alleen_de_wegen_uit_de_tabel(van: Signaalstatus, naar: Signaalstatus) -> None:
    if (van.value, naar.value) in TOEGESTAAN:
        eis_stap(van, naar)
    else:
        with pytest.raises(NietToegestaan, match=f"'{van}'"):
            eis_stap(van, naar)


def test_beleggen_vraagt_een_eigenaar() -> None:
    with pytest.raises(Invoerfout) as fout:
        eis_eigenaar(Signaalstatus.BELEGD, " ")
    assert set(fout.value.fouten) == {"eigenaar"}
    eis_eigenaar(Signaalstatus.BELEGD, "Afdeling Onderwijs")
    eis_eigenaar(Signaalstatus.PATROON, "")


@pytest.mark.parametrize(
    ("aantal", "woord"), [(0, "minder dan 3"), (1, "minder dan 3"), (2, "minder dan 3"), (3, "3"), (14, "14")]
)
def test_een_aantal_onder_de_drempel_blijft_verborgen(aantal: int, woord: str) -> None:
    assert aantal_woord(aantal, 3) == woord
