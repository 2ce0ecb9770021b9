"""When somebody is reminded: a table by hand, and a year with holidays in which every date is tried."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maatwerk.bericht.momenten import herinnermoment, laatste_dagpost, mag_gemaild
from maatwerk.bericht.soorten import HERINNERINGEN, UITLEG, Soort, Wijze, waarom
from maatwerk.kern.klok import is_werkdag

BEGIN = date(2026, 1, 1)


def _dagen(dag: date, sinds: date, tot: date, *, daarna: bool = True, meteen: bool = False) -> list[str]:
    """Give every day on which a round that runs daily reminds of this date."""
    gezien: list[date] = []
    for nummer in range((tot - sinds).days + 1):
        moment = herinnermoment(dag, sinds, sinds + timedelta(days=nummer), daarna=daarna, meteen=meteen)
        if moment is not None and moment not in gezien:
            gezien.append(moment)
    return [moment.strftime("%a %d-%m") for moment in gezien]


@pytest.mark.parametrize(
    ("dag", "sinds", "tot", "verwacht"),
    [
        # an actie for a Thursday: a week before, the day before, the day itself, then weekly
        ((2026, 11, 19), (2026, 11, 2), (2026, 12, 4),
         ["Thu 12-11", "Wed 18-11", "Thu 19-11", "Thu 26-11", "Thu 03-12"]),
        # for a Sunday: never on a day off, and before it rather than after
        ((2026, 11, 22), (2026, 11, 2), (2026, 12, 1), ["Fri 13-11", "Fri 20-11", "Mon 30-11"]),
        # for the second day of Christmas 2025, a Friday; the day before is Christmas too
        ((2025, 12, 26), (2025, 12, 1), (2026, 1, 3), ["Fri 19-12", "Wed 24-12", "Fri 02-01"]),
        # Ascension day and the day after King's day (2026: Monday 27 April)
        ((2026, 5, 15), (2026, 5, 1), (2026, 5, 23), ["Fri 08-05", "Wed 13-05", "Fri 15-05", "Fri 22-05"]),
        # two days away when it begins: no reminder of a week before
        ((2026, 11, 19), (2026, 11, 17), (2026, 11, 20), ["Wed 18-11", "Thu 19-11"]),
        # due today: that is told by the notice itself
        ((2026, 11, 19), (2026, 11, 19), (2026, 11, 27), ["Thu 26-11"]),
    ],
)  # fmt: skip
def test_de_momenten_staan_op_papier(
    dag: tuple[int, int, int], sinds: tuple[int, int, int], tot: tuple[int, int, int], verwacht: list[str]
) -> None:
    assert _dagen(date(*dag), date(*sinds), date(*tot)) == verwacht


def test_wat_vanzelf_voorbijgaat_krijgt_daarna_niets_en_kan_meteen_beginnen() -> None:
    dag, sinds = date(2026, 12, 8), date(2026, 11, 21)  # proposed on a Saturday
    assert _dagen(dag, sinds, date(2027, 2, 1), daarna=False, meteen=True) == [
        "Mon 23-11", "Tue 01-12", "Mon 07-12", "Tue 08-12",
    ]  # fmt: skip


_DAG = st.dates(date(2025, 12, 1), date(2027, 1, 31))


@given(_DAG, st.integers(0, 60), st.integers(0, 400))
def test_over_een_jaar_met_feestdagen_klopt_elk_moment(dag: date, lengte: int, verder: int) -> None:
    sinds = dag - timedelta(days=lengte)
    nu = sinds + timedelta(days=verder)
    moment = herinnermoment(dag, sinds, nu)
    if moment is None:
        assert nu <= dag + timedelta(days=10)
        return
    assert is_werkdag(moment)
    assert sinds < moment <= nu
    assert herinnermoment(dag, sinds, moment) == moment, "the day itself gives the same: once, however late the round"
    if moment > dag:
        assert (moment - dag).days % 7 < 5, "weekly, moved by a weekend or some holidays at most"


@given(_DAG, st.integers(0, 60), st.integers(0, 100), st.integers(1, 7))
def test_later_kijken_geeft_nooit_een_eerder_moment(dag: date, lengte: int, verder: int, stap: int) -> None:
    sinds = dag - timedelta(days=lengte)
    eerst = herinnermoment(dag, sinds, sinds + timedelta(days=verder))
    daarna = herinnermoment(dag, sinds, sinds + timedelta(days=verder + stap))
    assert eerst is None or (daarna is not None and daarna >= eerst)


@pytest.mark.parametrize(
    ("nu", "verwacht"),
    [
        (
            datetime(2026, 11, 24, 7, 0, tzinfo=UTC),
            datetime(2026, 11, 24, 7, 0, tzinfo=UTC),
        ),  # winter
        (datetime(2026, 11, 24, 6, 59, tzinfo=UTC), datetime(2026, 11, 23, 7, 0, tzinfo=UTC)),
        (datetime(2026, 7, 1, 6, 0, tzinfo=UTC), datetime(2026, 7, 1, 6, 0, tzinfo=UTC)),  # summer
        (datetime(2026, 11, 22, 12, 0, tzinfo=UTC), datetime(2026, 11, 20, 7, 0, tzinfo=UTC)),  # Sunday
        (datetime(2026, 12, 27, 12, 0, tzinfo=UTC), datetime(2026, 12, 24, 7, 0, tzinfo=UTC)),  # after Christmas
    ],
)
def test_de_mail_van_de_dag_gaat_op_werkdagen_op_het_uur(nu: datetime, verwacht: datetime) -> None:
    assert laatste_dagpost(nu, 8) == verwacht


def test_elke_wijze_zegt_wanneer_mail_mag() -> None:
    acht = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
    later = acht + timedelta(minutes=1)
    assert [mag_gemaild(wijze, 8, later, later) for wijze in Wijze] == [True, False, False]
    assert [mag_gemaild(wijze, 8, acht, later) for wijze in Wijze] == [True, True, False]


@pytest.mark.parametrize("soort", Soort)
def test_elk_bericht_zegt_wat_en_waarom(soort: Soort) -> None:
    assert UITLEG[soort].wat.format(dag="31-12-2026").endswith((".", "?"))
    for eigen in (True, False):
        assert waarom(soort, eigen=eigen).startswith("Je krijgt dit omdat ")
    assert ("{dag}" in UITLEG[soort].wat) >= (soort in HERINNERINGEN)
