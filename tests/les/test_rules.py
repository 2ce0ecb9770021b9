"""The life of a les, and the drafting: every pair of statuses, every text."""

from datetime import date
from itertools import product

import pytest

from maatwerk.kern.fouten import Invoerfout, NietToegestaan
from maatwerk.les.rules import (
    Doorbraakfeit,
    Lesstatus,
    Verhaal,
    eis_onherkenbaar,
    eis_overgang,
    eis_te_schrijven,
    eis_vier_ogen,
    kwartaal_van,
    ontwerp,
    origineel,
)
from maatwerk.les.vondsten import Bekend, bevindingen

BEKEND = Bekend(date(2026, 11, 22))
TOEGESTAAN = {
    ("concept", "gecontroleerd"),
    ("gecontroleerd", "concept"),
    ("gecontroleerd", "vrijgegeven"),
    ("vrijgegeven", "concept"),
    ("vrijgegeven", "gepubliceerd"),
    ("gepubliceerd", "ingetrokken"),
}


@pytest.mark.parametrize(("van", "naar"), list(product(Lesstatus, Lesstatus)))
def test_een_les_gaat_alleen_de_wegen_uit_de_tabel(van: Lesstatus, naar: Lesstatus) -> None:
    if (van.value, naar.value) in TOEGESTAAN:
        eis_overgang(van, naar)
    else:
        with pytest.raises(NietToegestaan, match=van):
            eis_overgang(van, naar)


@pytest.mark.parametrize("status", Lesstatus)
def test_alleen_een_les_die_nog_niet_uit_is_kan_veranderen(status: Lesstatus) -> None:
    if status in (Lesstatus.CONCEPT, Lesstatus.GECONTROLEERD, Lesstatus.VRIJGEGEVEN):
        eis_te_schrijven(status)
    else:
        with pytest.raises(NietToegestaan):
            eis_te_schrijven(status)


@pytest.mark.parametrize("controleur", [1, 2, None])
def test_wie_schreef_of_niemand_is_kan_niet_controleren(controleur: int | None) -> None:
    with pytest.raises(NietToegestaan):
        eis_vier_ogen({1, 2}, controleur)


def test_een_ander_kan_wel_controleren() -> None:
    eis_vier_ogen({1, 2}, 3)


@pytest.mark.parametrize(
    ("dag", "kwartaal"),
    [
        (date(2026, 1, 1), "2026-K1"),
        (date(2026, 3, 31), "2026-K1"),
        (date(2026, 4, 1), "2026-K2"),
        (date(2026, 9, 30), "2026-K3"),
        (date(2026, 10, 1), "2026-K4"),
        (date(2026, 12, 31), "2026-K4"),
    ],
)
def test_een_dag_valt_in_zijn_kwartaal(dag: date, kwartaal: str) -> None:
    assert kwartaal_van(dag) == kwartaal


@pytest.mark.parametrize("hard", ["jan@voorbeeld.nl", "NL91 ABNA 0417 1643 00", "06-12345678", "BSN 111222333"])
def test_een_hard_kenmerk_wordt_geweigerd_en_niet_herhaald(hard: str) -> None:
    with pytest.raises(Invoerfout) as fout:
        eis_onherkenbaar({"titel": "Gewone tekst", "botsing": f"Bel {hard} even."})
    assert set(fout.value.fouten) == {"botsing"}
    assert hard not in fout.value.uitleg


def _verhaal(
    situatie: str = "Een man slaapt bij kennissen.", geleerd: str = "Bel eerst.", namen: tuple[str, ...] = ()
) -> Verhaal:
    return Verhaal(
        titel="Geen adres",
        situatie=situatie,
        knelpunten=["Zonder adres geen uitkering.", "Zonder uitkering geen adres."],
        bedoelingen=[],
        motivering={"legitimiteit": "De wet wil dat niemand zonder geld zit.", "weging": "Geen waarde knelt."},
        besluiten=["De gemeente geeft een briefadres.", ""],
        doorbraken=[Doorbraakfeit("lokaal", "Eén loket voor beide vragen.", "geborgd")],
        geleerd=[geleerd, "Begin samen."],
        namen=namen,
    )


def test_een_ontwerp_neemt_elk_veld_uit_de_casus() -> None:
    assert (
        ontwerp(_verhaal())
        == origineel(_verhaal())
        == {
            "titel": "Geen adres",
            "wat_speelde": "Een man slaapt bij kennissen.",
            "botsing": "Zonder adres geen uitkering.\n\nZonder uitkering geen adres.",
            "bedoeling": "De wet wil dat niemand zonder geld zit.",
            "doorbraak": "De gemeente geeft een briefadres.\n\nNiveau lokaal: Eén loket voor beide vragen.",
            "weging": "Legitimiteit: De wet wil dat niemand zonder geld zit.\n\nWeging: Geen waarde knelt.",
            "geleerd": "Bel eerst.\n\nBegin samen.",
            "houdt_stand": "Niveau lokaal: geborgd",
        }
    )


def test_een_naam_in_een_veld_is_een_naam_in_alle_velden() -> None:
    velden = ontwerp(_verhaal(situatie="Mevrouw De Haan woont alleen.", geleerd="Haan betaalt nu vanzelf."))
    assert "Haan" not in "".join(velden.values())


def test_de_naam_van_een_professional_verdwijnt_ook() -> None:
    velden = ontwerp(_verhaal(geleerd="Vraag het aan Wil, die weet de weg.", namen=("Wil de Groot",)))
    assert "Wil" not in velden["geleerd"]


def test_wat_blijft_staan_wordt_gemeld_met_de_reden() -> None:
    gevonden = bevindingen({"titel": "Geen adres", "geleerd": "Bel Fatma op 06-12345678."}, BEKEND)
    assert gevonden["titel"] == []
    assert [(rij.fragment, rij.hard) for rij in gevonden["geleerd"]] == [("Fatma", False), ("06-12345678", True)]
    assert all(rij.reden for rij in gevonden["geleerd"])


def test_een_ontwerp_geeft_zelf_geen_bevindingen() -> None:
    velden = ontwerp(_verhaal(situatie="Fatma (fatma@voorbeeld.nl) woont aan de Amsterdamsestraatweg 12 in Utrecht."))
    assert not any(bevindingen(velden, BEKEND).values())
