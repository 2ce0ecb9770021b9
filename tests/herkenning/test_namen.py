"""A name must go, wherever it stands and however it is written."""

import pytest

from maatwerk.herkenning.rules import Soort, herken, vervang

FATMA_ERGENS = [
    "Fatma slaapt al weken bij kennissen.",
    "De aanvraag van Fatma is afgewezen.",
    "Vandaag sprak ik fatma over de huur.",
    "Fatma's uitkering is gestopt en Fatmas huur ook.",
    "de aanvraag van fatma is afgewezen. fatma belt morgen.",
    "Er is niets (Fatma), zegt ze: 'Fatma!'",
    "Gesproken met:Fatma/Omar,Fatma;Fatma.",
    "- Fatma: wil graag werken\n- Fatma",
    "FATMA WIL WERKEN",
    "De brief is voor mevrouw FATMA bestemd.",
    "Wij bellen met Fat\u200bma en met Fa\u0301tma.",
]


def anonimiseer(tekst: str, *namen: str) -> str:
    return vervang(tekst, herken(tekst, namen))


@pytest.mark.parametrize("tekst", FATMA_ERGENS)
def test_fatma_verdwijnt_overal(tekst: str) -> None:
    schoon = anonimiseer(tekst).lower().replace("\u200b", "").replace("\u0301", "")
    assert "fatma" not in schoon


@pytest.mark.parametrize(
    ("tekst", "verwacht"),
    [
        ("Mevrouw van der Heijden belt.", "Mevrouw [naam] belt."),
        ("Gesproken met J.P. de Vries en Łucja Wójcik.", "Gesproken met [naam] en [naam]."),
        ("Storm wil geen hulp.", "[naam] wil geen hulp."),
        ("Naam: Koning, Ria", "Naam: [naam], [naam]"),
        ("Zij woont bij haar zus Ilham El Idrissi.", "Zij woont bij haar zus [naam]."),
        (
            "De heer Raad belt de Raad voor de Kinderbescherming.",
            "De heer [naam] belt de Raad voor de Kinderbescherming.",
        ),
    ],
)
def test_een_naam_verdwijnt_met_tussenvoegsels_en_initialen(tekst: str, verwacht: str) -> None:
    assert anonimiseer(tekst) == verwacht


def test_een_opgegeven_naam_verdwijnt_ook_als_het_een_gewoon_woord_is() -> None:
    assert "Stap" not in anonimiseer("Stap is de begeleider. Later belde Stap weer.", "Jan Stap")


def test_een_opgegeven_naam_in_kleine_letters_laat_het_gewone_woord_staan() -> None:
    assert anonimiseer("Zij wil een roos voor Roos.", "Roos", "Wil") == "Zij wil een roos voor [naam]."


def test_een_kleine_tikfout_in_een_opgegeven_naam_helpt_niet_om_te_ontsnappen() -> None:
    redenen = [v.reden for v in herken("Ik sprak Selamawti gisteren.", ["Selamawit Tekle"])]
    assert redenen == ["lijkt op een naam die is opgegeven"]


def test_initialen_van_een_opgegeven_naam_verdwijnen() -> None:
    assert anonimiseer("Cliënt F.A. belde.", "Fatma El Amrani") == "Cliënt [naam] belde."


def test_wat_een_keer_een_naam_was_is_overal_een_naam() -> None:
    vondsten = herken("Mevrouw Sneeuw belde. Sneeuw komt morgen.")
    assert [v.reden for v in vondsten][-1] in {
        "elders in deze tekst een naam",
        "kan een naam zijn: erna staat wat iemand doet",
    }
    assert len(vondsten) == 2


def test_een_tekst_zonder_hoofdletters_wordt_strenger_gelezen() -> None:
    tekst = "gesprek met mieke timmerman. zij sprak met l. van leeuwen en met client storm."
    schoon = anonimiseer(tekst)
    assert not any(naam in schoon for naam in ("mieke", "timmerman", "leeuwen", "storm"))


def test_iedere_vondst_van_een_naam_heeft_een_reden() -> None:
    vondsten = herken("Fatma en mevrouw Bakker spraken met OMAR en zrtbh.")
    assert all(v.reden and v.vervanging for v in vondsten)
    assert {v.soort for v in vondsten} == {Soort.PERSOON}
