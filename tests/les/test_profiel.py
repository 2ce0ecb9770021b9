"""What a les may tell of who it is about: never less than the drempel share it, and never wider than needed."""

from datetime import date
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from maatwerk.les.profiel import Persoon, Profiel, Telling, past, stel_profiel_voor, tel, treden

GEMEENTE = "Utrecht"
GEWOON = ("wijk", "huishouden", "leeftijd", "kinderen", "periode")
MOEDER = Persoon("Ondiep", "eenouder", "27-44", "2", frozenset({"schulden", "wonen"}), date(2026, 11, 3))
PERSONEN = st.builds(
    Persoon,
    wijk=st.sampled_from(["Ondiep", "Zuilen", ""]),
    huishouden=st.sampled_from(["eenouder", "gezin", "paar", ""]),
    leeftijd=st.sampled_from(["18-20", "27-44", "67+", ""]),
    kinderen=st.sampled_from(["0", "2", "3+", ""]),
    leefgebieden=st.frozensets(st.sampled_from(["wonen", "schulden"])),
    gesloten=st.sampled_from([date(2025, 5, 1), date(2026, 2, 1), date(2026, 5, 1), date(2026, 11, 1)]),
)


def _profielen(persoon: Persoon) -> list[Profiel]:
    ladders = [treden(veld, persoon, GEMEENTE) for veld in GEWOON]
    gebieden = [frozenset(), *(frozenset({een}) for een in persoon.leefgebieden), persoon.leefgebieden]
    return [Profiel(rij[0], rij[1], rij[2], rij[3], deel, rij[4]) for rij in product(*ladders) for deel in gebieden]


def _treden_omhoog(profiel: Profiel, persoon: Persoon) -> int:
    omhoog = sum(treden(veld, persoon, GEMEENTE).index(getattr(profiel, veld)) for veld in GEWOON)
    return omhoog + len(persoon.leefgebieden) - len(profiel.leefgebieden)


@settings(max_examples=25)
@given(st.lists(PERSONEN, min_size=1, max_size=12), st.integers(1, 5))
def test_het_voorstel_houdt_en_niets_dat_meer_vertelt_houdt_ook(register: list[Persoon], nodig: int) -> None:
    persoon = register[0]
    profiel = stel_profiel_voor(persoon, register, nodig, GEMEENTE)
    assert past(profiel, persoon, GEMEENTE), "what it tells is true"
    houden = [een for een in _profielen(persoon) if tel(een, register, GEMEENTE) >= nodig]
    if houden:
        assert tel(profiel, register, GEMEENTE) >= nodig
        minst = min(_treden_omhoog(een, persoon) for een in houden)
        gebieden = _treden_omhoog(profiel, persoon)
        assert gebieden >= minst
        zonder = [
            een for een in houden if een.leefgebieden in (profiel.leefgebieden, persoon.leefgebieden, frozenset())
        ]
        assert gebieden <= min(_treden_omhoog(een, persoon) for een in zonder), "the smallest that holds"
    else:
        assert profiel == Profiel(GEMEENTE, "", "", "", frozenset(), f"{persoon.gesloten.year} of eerder")


@given(PERSONEN, PERSONEN)
def test_een_ruimer_profiel_past_bij_niemand_minder(persoon: Persoon, ander: Persoon) -> None:
    for veld in GEWOON:
        rest = {naam: treden(naam, persoon, GEMEENTE)[-1] for naam in GEWOON}
        passen = [
            past(Profiel(**rest | {veld: trede}, leefgebieden=frozenset()), ander, GEMEENTE)
            for trede in treden(veld, persoon, GEMEENTE)
        ]
        assert passen == sorted(passen), veld


def test_wie_alleen_is_vertelt_bijna_niets_en_wie_met_velen_is_alles() -> None:
    assert stel_profiel_voor(MOEDER, [MOEDER] * 5, 5, GEMEENTE).wijk == "Ondiep"
    vier_elders = [MOEDER, *[Persoon("Zuilen", "eenouder", "27-44", "2", MOEDER.leefgebieden, MOEDER.gesloten)] * 4]
    ruimer = stel_profiel_voor(MOEDER, vier_elders, 5, GEMEENTE)
    assert (ruimer.wijk, ruimer.huishouden, ruimer.periode) == ("Utrecht", "eenouder", "2026-K4")


def test_een_onbekend_gegeven_telt_niet_mee_als_gelijk() -> None:
    onbekend = Persoon("", "", "", "", frozenset(), MOEDER.gesloten)
    profiel = Profiel("Utrecht", "", "27-44", "", frozenset(), "2026")
    assert tel(profiel, [MOEDER, onbekend], GEMEENTE) == 1


def test_een_aantal_onder_de_drempel_staat_er_alleen_voor_wie_het_zelf_kan_tellen() -> None:
    assert "2 van de nodige 5" in Telling(2, 5, bekend=True).tekst
    for aantal in range(5):
        assert Telling(aantal, 5, bekend=False).tekst == Telling(0, 5, bekend=False).tekst
    assert Telling(5, 5, bekend=False).tekst == Telling(91, 5, bekend=True).tekst, "nor how many more"
