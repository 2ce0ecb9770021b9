"""BSN, IBAN, e-mail and phone: these block, so both missing one and seeing one that is not there hurts."""

import pytest

from maatwerk.herkenning.rules import HARD, Soort, harde_kenmerken, herken

GEVALLEN = [
    (Soort.BSN, "123456782", "Zijn nummer is 123456782."),
    (Soort.BSN, "1234.56.782", "bsn 1234.56.782 staat op de brief"),
    (Soort.BSN, "123 456 782", "Burgerservicenummer: 123 456 782"),
    (Soort.BSN, "123456789", "BSN van moeder 123456789 (klopt dat?)"),
    (Soort.BSN, "123456782", "BSN123456782"),
    (Soort.IBAN, "NL91ABNA0417164300", "Rekening NL91ABNA0417164300, graag overmaken."),
    (Soort.IBAN, "nl91 abna 0417 1643 00", "stort op nl91 abna 0417 1643 00 en bel dan"),
    (Soort.IBAN, "NL91.ABNA.0417.1643.00", "NL91.ABNA.0417.1643.00"),
    (Soort.IBAN, "DE89 3704 0044 0532 0130 00", "Duitse rekening DE89 3704 0044 0532 0130 00 van opa"),
    (Soort.EMAIL, "f.amrani+werk@voorbeeld.nl", "Mail naar f.amrani+werk@voorbeeld.nl."),
    (Soort.EMAIL, "fatma@voorbeeld", "Mail: fatma@voorbeeld"),
    (Soort.EMAIL, "fatma apenstaartje voorbeeld punt nl", "via fatma apenstaartje voorbeeld punt nl bereikbaar"),
    (Soort.EMAIL, "fatma(at)voorbeeld.nl", "fatma(at)voorbeeld.nl"),
    (Soort.TELEFOON, "06-12345678", "Bel 06-12345678 na vijf uur."),
    (Soort.TELEFOON, "0612345678", "0612345678"),
    (Soort.TELEFOON, "+31 (0)6 12 34 56 78", "nummer: +31 (0)6 12 34 56 78"),
    (Soort.TELEFOON, "030 286 00 00", "Kantoor: 030 286 00 00."),
    (Soort.TELEFOON, "+32 470 12 34 56", "Zus in België: +32 470 12 34 56"),
]

GEEN_KENMERK = [
    "De schuld is € 123.456.782 groot.",
    "Op 01-02-2023 10 brieven verstuurd.",
    "De afspraak is op 24-01-2024 om 09:12 uur.",
    "Artikel 2.3.5 Wmo 2015, lid 1 en 2.",
    "Zij at soep. Daarna sliep ze, 5 @ 3 euro per stuk.",
    "In 2019, 2020 en 2021 kreeg hij 12 brieven van 14 schuldeisers.",
    "Huur 745,30 per maand, inkomen 1.203,18.",
    "",
]


@pytest.mark.parametrize(("soort", "gezocht", "tekst"), GEVALLEN)
def test_een_hard_kenmerk_wordt_precies_gevonden(soort: Soort, gezocht: str, tekst: str) -> None:
    gevonden = [(v.soort, tekst[v.begin : v.einde]) for v in harde_kenmerken(tekst)]
    assert gevonden == [(soort, gezocht)]


@pytest.mark.parametrize(("soort", "gezocht", "tekst"), GEVALLEN)
def test_herken_vindt_de_harde_kenmerken_ook(soort: Soort, gezocht: str, tekst: str) -> None:
    gevonden = [(v.soort, tekst[v.begin : v.einde]) for v in herken(tekst) if v.soort in HARD]
    assert gevonden == [(soort, gezocht)]


@pytest.mark.parametrize("tekst", GEEN_KENMERK)
def test_een_gewone_zin_met_getallen_blokkeert_niet(tekst: str) -> None:
    assert harde_kenmerken(tekst) == []


def test_arabische_cijfers_verbergen_geen_burgerservicenummer() -> None:
    cijfers = "123456782".translate({ord("0") + i: 0x0660 + i for i in range(10)})
    assert [v.soort for v in harde_kenmerken(f"nummer {cijfers}.")] == [Soort.BSN]
