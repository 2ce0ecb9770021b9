"""The clock that stands still now and then, without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatwerk.kern.fouten import Invoerfout, NietToegestaan
from maatwerk.tafel.uurwerk import Stilstand, eis_stil, eis_te_pauzeren, klokbegin, kloktijd, resttijd, stilgestaan

START = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
SECONDEN = st.integers(0, 3600)


def _na(seconden: int) -> datetime:
    return START + timedelta(seconds=seconden)


@given(st.lists(st.tuples(SECONDEN, SECONDEN), max_size=5), SECONDEN)
def test_de_klok_telt_alleen_de_tijd_waarin_hij_liep(stukken: list[tuple[int, int]], staart: int) -> None:
    """Run, stand still, run, stand still … and run on: only the running counts, whatever the pauses."""
    moment, gelopen, keren = START, timedelta(), []
    for loopt, staat in stukken:
        gelopen += timedelta(seconds=loopt)
        van = moment + timedelta(seconds=loopt)
        moment = van + timedelta(seconds=staat)
        keren.append(Stilstand(van, moment))
    nu = moment + timedelta(seconds=staart)
    assert kloktijd(keren, nu) - klokbegin(START, keren) == gelopen + timedelta(seconds=staart)
    assert stilgestaan(keren, nu) == nu - START - gelopen - timedelta(seconds=staart)


@given(SECONDEN, SECONDEN, SECONDEN)
def test_zolang_de_klok_stilstaat_verandert_hij_niet(loopt: int, eerder: int, later: int) -> None:
    keren = [Stilstand(_na(loopt))]
    standen = {kloktijd(keren, _na(loopt + wacht)) - klokbegin(START, keren) for wacht in (eerder, later)}
    assert standen == {timedelta(seconds=loopt)}


@given(SECONDEN, SECONDEN)
def test_verdergaan_zet_de_klok_niet_voor_of_achter(loopt: int, staat: int) -> None:
    stil, weer = [Stilstand(_na(loopt))], [Stilstand(_na(loopt), _na(loopt + staat))]
    nu = _na(loopt + staat)
    assert kloktijd(stil, nu) - klokbegin(START, stil) == kloktijd(weer, nu) - klokbegin(START, weer)


@pytest.mark.parametrize(
    ("seconden", "woorden"),
    [
        (0, "Nog 2 minuten"),
        (61, "Nog 1 minuut"),
        (120, "De tijd is om"),
        (180, "1 minuut over"),
        (300, "3 minuten over"),
    ],
)
def test_de_tijd_die_een_fase_over_is_staat_er_in_woorden(seconden: int, woorden: str) -> None:
    assert resttijd(_na(120), _na(seconden)) == woorden


def test_een_klok_die_stilstaat_kan_niet_nog_eens_stil_en_een_die_loopt_niet_verder() -> None:
    with pytest.raises(NietToegestaan, match="staat al stil"):
        eis_te_pauzeren([Stilstand(START)], "We bellen.")
    with pytest.raises(NietToegestaan, match="loopt al"):
        eis_stil([Stilstand(START, _na(60))])


@pytest.mark.parametrize("reden", ["", "  ", "x" * 201])
def test_stilzetten_vraagt_een_korte_reden(reden: str) -> None:
    with pytest.raises(Invoerfout) as fout:
        eis_te_pauzeren([], reden)
    assert list(fout.value.fouten) == ["reden"]
