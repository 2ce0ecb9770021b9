"""Addresses, dates, ages and numbers go; law, amounts, wijken and institutions stay."""

import pytest

from maatwerk.herkenning.rules import Soort, herken, vervang

GAAT_WEG = [
    ("Hij woont op de Vasco da Gamalaan 336 bis.", "Hij woont op de [adres]."),
    ("zit nu aan de minstraat 24 in overvecht", "zit nu aan de [adres] in overvecht"),
    ("Postcode 3511 AB is van hem.", "Postcode [postcode] is van hem."),
    ("De auto met kenteken XK-12-BD staat weg.", "De auto met kenteken [kenteken] staat weg."),
    ("Geboren op 3 maart 1984.", "Geboren op [datum]."),
    ("Zij is 34 jaar.", "Zij is [27-44] jaar."),
    ("Haar zoon (15) gaat naar school.", "Haar zoon ([0-17]) gaat naar school."),
    ("Haar dochter is zestien jaar.", "Haar dochter is [leeftijd] jaar."),
    ("Dossier 831577 ligt bij ons.", "Dossier [nummer] ligt bij ons."),
    ("Kijk op www.voorbeeld.nl/fatma en @fatma_030.", "Kijk op [internetadres] en [internetadres]."),
    ("Hij verhuist naar Leerdam.", "Hij verhuist naar [woonplaats]."),
    ("Zij gaat naar basisschool De Regenboog.", "Zij gaat naar basisschool [organisatie]."),
]

BLIJFT = [
    "Volgens artikel 18 lid 1 Participatiewet en de Wmo 2015 kan dat.",
    "De schuld is € 4.200,50 en de huur 745 euro per maand.",
    "Hij wacht al sinds 2019 op een woning in Kanaleneiland.",
    "Het UWV, de SVB en de Raad voor de Kinderbescherming zijn het niet eens.",
    "Leidsche Rijn en Oog in Al liggen in Utrecht.",
    "De kredietbank weigert het saneringskrediet; energieschulden tellen niet mee.",
    "Wij vragen 12 uur begeleiding per week, 3 keer per maand, om 09:30 uur.",
    "wilt u de aanvraag voor schuldhulpverlening bespreken met het wijkteam?",
]


@pytest.mark.parametrize(("tekst", "verwacht"), GAAT_WEG)
def test_wat_iemand_aanwijst_wordt_vervangen(tekst: str, verwacht: str) -> None:
    assert vervang(tekst, herken(tekst)) == verwacht


@pytest.mark.parametrize("tekst", BLIJFT)
def test_gewone_taal_van_het_sociaal_domein_blijft_staan(tekst: str) -> None:
    assert [tekst[v.begin : v.einde] for v in herken(tekst)] == []


@pytest.mark.parametrize(
    ("leeftijd", "klasse"), [(17, "0-17"), (18, "18-20"), (26, "21-26"), (44, "27-44"), (66, "45-66"), (67, "67+")]
)
def test_een_leeftijd_wordt_de_klasse_van_de_casus(leeftijd: int, klasse: str) -> None:
    assert [v.vervanging for v in herken(f"Hij is {leeftijd} jaar.")] == [f"[{klasse}]"]


def test_de_achternaam_van_rijn_is_geen_wijk() -> None:
    tekst = "Leidsche Rijn is groot. Mevrouw van Rijn woont er."
    assert vervang(tekst, herken(tekst)) == "Leidsche Rijn is groot. Mevrouw [naam] woont er."


def test_een_datum_is_geen_postcode_en_een_jaartal_geen_nummer() -> None:
    assert [v.soort for v in herken("In 2019 en op 12-03-2021.")] == [Soort.DATUM]
