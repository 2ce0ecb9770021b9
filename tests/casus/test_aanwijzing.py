"""What may point at somebody in a text: why, and what to write instead. No database: facts in, finds out."""

from datetime import date
from time import perf_counter

import pytest

from maatwerk.casus.aanwijzing import Aanwijzing, Nagelezen, lees_na
from maatwerk.casus.gelijkenis import Profiel, lijkt_dubbel
from maatwerk.casus.rules import Leeftijdsklasse
from maatwerk.kern.stam import stammen

VANDAAG = date(2026, 11, 22)


def _gevonden(tekst: str) -> list[Aanwijzing]:
    return [wijst for een in lees_na({"situatie": tekst}, VANDAAG) for wijst in een.aanwijzingen]


def _vervangen(tekst: str) -> str:
    """Follow every suggestion, from the end to the beginning."""
    for wijst in reversed(_gevonden(tekst)):
        tekst = tekst[: wijst.begin] + wijst.voorstel + tekst[wijst.einde :]
    return tekst


@pytest.mark.parametrize(
    ("tekst", "wordt"),
    [
        ("Zij woont bij haar moeder Fatma in huis.", "Zij woont bij haar moeder in huis."),
        ("Haar moeder Fatma belde. Daarna ging Fatma weg.", "Haar moeder belde. Daarna ging de moeder weg."),
        ("Vorige week was Fatma hier.", "Vorige week was de inwoner hier."),
        ("Fatma belde de gemeente.", "De inwoner belde de gemeente."),
        ("Dat weet mevrouw Jansen ook.", "Dat weet de inwoner ook."),
        ("Zijn huisarts De Vries schreef een brief.", "Zijn huisarts schreef een brief."),
        ("Een man van 45 jaar zit vast.", "Een man van 45 tot en met 66 jaar zit vast."),
        ("Hij is geboren op 12-03-1988.", "Hij is geboren op 27 tot en met 44 jaar."),
        ("De uitkering stopte op 1 september 2026.", "De uitkering stopte op september 2026."),
        ("De bus met kenteken 12-ABC-3 is weg.", "De bus met kenteken de auto is weg."),
        ("Bel haar op 06-12345678.", "Bel haar op (nummer weggelaten)."),
    ],
)
def test_elk_woord_krijgt_een_voorstel_dat_past(tekst: str, wordt: str) -> None:
    assert _vervangen(tekst) == wordt
    assert [wijst.hard for wijst in _gevonden(wordt)] == []


def test_elke_vondst_zegt_waarom() -> None:
    (naam,) = _gevonden("Vorige week was Xhemile hier.")
    assert (naam.naam, naam.reden, naam.advies) == (
        "een naam",
        "hoofdletter, onbekend woord",
        "Schrijf ‘de inwoner’",
    )
    soorten = {
        wijst.naam: wijst.hard
        for wijst in _gevonden("Mail jan@voorbeeld.nl, BSN 111222333, NL91ABNA0417164300, Royaards van den Hamkade 12.")
    }
    assert soorten == {
        "een e-mailadres": True,
        "een burgerservicenummer": True,
        "een rekeningnummer": True,
        "een adres": False,
    }


def test_een_tekst_zonder_hoofdletters_is_een_hoog_risico() -> None:
    (een,) = lees_na({"situatie": "de man slaapt al weken bij kennissen"}, VANDAAG)
    assert (een.vraag, een.aanwijzingen) == ("Wat is er aan de hand?", ())
    assert "lees extra goed" in een.waarschuwing
    assert lees_na({"titel": "Een man slaapt al weken bij kennissen", "leeg": " "}, VANDAAG) == []


def test_een_rij_houdt_zijn_bevestiging_als_hij_opschuift() -> None:
    een, twee = (lees_na({f"knelpunten-{nr}-toelichting": "Toen was Xhemile boos."}, VANDAAG)[0] for nr in (0, 1))
    assert een.aanwijzingen[0].plek == twee.aanwijzingen[0].plek == "knelpunten-toelichting"
    assert Nagelezen("knelpunten-1-toelichting", (), "").vraag == "Waar loopt het vast? (2)"


def test_nalezen_van_honderdvijftig_woorden_duurt_hoogstens_veertig_milliseconden() -> None:
    zin = "Haar moeder Fatma woont in een flat en de uitkering stopte vorige maand omdat een brief kwijt was. "
    tekst = zin * 9
    _gevonden(tekst)  # the lists are read at first use
    duren = []
    for _ in range(7):
        begin = perf_counter()
        _gevonden(tekst)
        duren.append(perf_counter() - begin)
    assert len(tekst.split()) >= 150
    assert min(duren) < 0.04


def test_stammen_brengen_vormen_bij_elkaar_en_laten_gewone_woorden_weg() -> None:
    assert stammen("De uitkeringen van één cliënt") == stammen("uitkering, CLIENT")
    assert stammen("de het een en van met") == frozenset()


SCHULDEN = (
    "Een alleenstaande moeder met schulden bij energiebedrijf, huurbaas en zorgverzekeraar dreigt ontruimd te raken, "
    "met invordering en verrekening."
)


def _profiel(tekst: str, leeftijd: Leeftijdsklasse | None = None, wet: str = "PW") -> Profiel:
    return Profiel(stammen(tekst), frozenset({wet}), frozenset({"harde grens"}), leeftijd)


def test_twee_keer_hetzelfde_verhaal_lijkt_dubbel_en_twee_verhalen_niet() -> None:
    anders = SCHULDEN.replace("zorgverzekeraar dreigt ontruimd te raken", "gemeente krijgt geen regeling")
    ver = (
        "Een jongere zonder diploma zoekt vervoer naar speciaal onderwijs buiten de regio, het busje rijdt niet verder."
    )
    assert lijkt_dubbel(_profiel(SCHULDEN), _profiel(SCHULDEN, wet="Wgs"))
    assert lijkt_dubbel(_profiel(SCHULDEN), _profiel(anders))
    assert not lijkt_dubbel(_profiel(SCHULDEN), _profiel(ver))
    jong, oud = Leeftijdsklasse.VAN_18, Leeftijdsklasse.VAN_67
    half = " ".join(SCHULDEN.split()[:9]) + " zoekt vervoer naar onderwijs buiten regio want busje rijdt verder niet"
    assert lijkt_dubbel(_profiel(SCHULDEN, jong), _profiel(half, jong))
    assert not lijkt_dubbel(_profiel(SCHULDEN, jong), _profiel(half, oud))
    assert not lijkt_dubbel(_profiel("Een huis."), _profiel("Een huis.")), "in so few words anything looks alike"
