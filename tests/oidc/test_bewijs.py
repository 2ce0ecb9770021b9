"""Whatever somebody changes in the proof between the provider and us: it opens no door."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from joserfc.jwk import OctKey, RSAKey

from maatwerk.account.aanbieder import is_veilig
from tests.oidc.aanbieder import GEHEIM, Aanbieder
from tests.oidc.conftest import Reis

Antwoord = dict[str, Any]
pytestmark = pytest.mark.usefixtures("gekoppeld")


def _b64(inhoud: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(inhoud).encode()).rstrip(b"=").decode()


def _andere_claims(**anders: object) -> Callable[[Aanbieder, Antwoord], str]:
    """Sign other claims with the real key of the provider; None leaves a claim out."""

    def doe(aanbieder: Aanbieder, antwoord: Antwoord) -> str:
        claims = aanbieder.claims(antwoord) | anders
        return aanbieder.onderteken({naam: waarde for naam, waarde in claims.items() if waarde is not None})

    return doe


def _zonder_handtekening(aanbieder: Aanbieder, antwoord: Antwoord) -> str:
    return f"{_b64({'alg': 'none'})}.{_b64(aanbieder.claims(antwoord))}."


def _met_het_gedeelde_geheim(aanbieder: Aanbieder, antwoord: Antwoord) -> str:
    kop = {"alg": "HS256", "kid": "proef"}
    return aanbieder.onderteken(aanbieder.claims(antwoord), kop, OctKey.import_key(GEHEIM))


def _met_de_openbare_sleutel_als_geheim(aanbieder: Aanbieder, antwoord: Antwoord) -> str:
    kop = {"alg": "HS256", "kid": "proef"}
    geheim = OctKey.import_key(base64.urlsafe_b64encode(aanbieder.sleutel.as_pem(private=False)).decode())
    return aanbieder.onderteken(aanbieder.claims(antwoord), kop, geheim)


def _met_een_andere_sleutel(aanbieder: Aanbieder, antwoord: Antwoord) -> str:
    return aanbieder.onderteken(aanbieder.claims(antwoord), {"alg": "RS256", "kid": "proef"}, RSAKey.generate_key(2048))


def _met_een_onbekende_sleutel(aanbieder: Aanbieder, antwoord: Antwoord) -> str:
    return aanbieder.onderteken(aanbieder.claims(antwoord), {"alg": "RS256", "kid": "x"}, RSAKey.generate_key(2048))


def _andere_inhoud_zelfde_handtekening(aanbieder: Aanbieder, antwoord: Antwoord) -> str:
    kop, _, handtekening = antwoord["id_token"].split(".")
    return f"{kop}.{_b64(aanbieder.claims(antwoord) | {'sub': 'iemand-anders'})}.{handtekening}"


GEVALLEN: list[Callable[[Aanbieder, Antwoord], str]] = [
    _andere_claims(nonce="een-andere"),
    _andere_claims(nonce=None),
    _andere_claims(aud="een-andere-toepassing"),
    _andere_claims(aud=["maatwerk", "een-andere-toepassing"]),
    _andere_claims(aud=None),
    _andere_claims(azp="een-andere-toepassing"),
    _andere_claims(iss="https://kwaad.example"),
    _andere_claims(iss=None),
    _andere_claims(exp=1_000_000_000),
    _andere_claims(exp=None),
    _andere_claims(exp=float("nan")),
    _andere_claims(iat=4_000_000_000),
    _andere_claims(nbf=4_000_000_000),
    _andere_claims(sub=None),
    _andere_claims(sub=""),
    _andere_claims(sub=12),
    _andere_claims(sub="a1b2c3\x00"),
    _andere_claims(sub="a" * 256),
    _zonder_handtekening,
    _met_het_gedeelde_geheim,
    _met_de_openbare_sleutel_als_geheim,
    _met_een_andere_sleutel,
    _met_een_onbekende_sleutel,
    _andere_inhoud_zelfde_handtekening,
    lambda _aanbieder, _antwoord: "",
    lambda _aanbieder, _antwoord: "a.b.c",
]


@pytest.mark.parametrize("vervals", GEVALLEN)
def test_een_vervalst_bewijs_wordt_geweigerd(
    reis: Reis, aanbieder: Aanbieder, vervals: Callable[[Aanbieder, Antwoord], str]
) -> None:
    aanbieder.vervals = lambda antwoord: antwoord.update(id_token=vervals(aanbieder, antwoord))
    antwoord = reis.heen_en_terug()
    assert antwoord.status_code == 400
    assert "Dat is niet gelukt" in antwoord.text
    assert reis.browser.get("/").status_code == 302


def test_hetzelfde_bewijs_opnieuw_getekend_klopt_wel(reis: Reis, aanbieder: Aanbieder) -> None:
    """Without this, every refusal above could come from a mistake in the test."""
    aanbieder.vervals = lambda antwoord: antwoord.update(id_token=_andere_claims()(aanbieder, antwoord))
    assert reis.heen_en_terug().status_code == 302
    assert reis.browser.get("/").status_code == 200


def test_een_onbekende_sleutel_laat_ons_hoogstens_eens_per_minuut_opnieuw_vragen(
    reis: Reis, aanbieder: Aanbieder
) -> None:
    aanbieder.vervals = lambda antwoord: antwoord.update(id_token=_met_een_onbekende_sleutel(aanbieder, antwoord))
    for _ in range(3):
        assert reis.heen_en_terug().status_code == 400
    assert aanbieder.gevraagd.count("/jwks") == 1


@pytest.mark.parametrize(
    ("adres", "veilig"),
    [
        ("https://inloggen.gemeente.example", True),
        ("http://127.0.0.1:9000", True),
        ("http://[::1]:9000", True),
        ("http://inloggen.gemeente.example", False),
        ("http://127.0.0.1.kwaad.example", False),
        ("https://", False),
        ("file:///etc/passwd", False),
    ],
)
def test_gewone_http_mag_alleen_op_deze_machine(adres: str, veilig: bool) -> None:  # noqa: FBT001 - a column of the table
    assert is_veilig(adres) is veilig
