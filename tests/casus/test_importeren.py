"""Importing: all or nothing, twice is once, and a refusal names row and field without repeating what stood there."""

import json
from contextlib import suppress
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from maatwerk.casus.importeren import importeer_casussen
from maatwerk.casus.invoer import Invoerbestandfout, keur, lees_rijen
from maatwerk.casus.models import Casus, Knelpunt
from maatwerk.casus.rules import Status
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.instellingen import laad_instellingen
from maatwerk.kern.paden import bron

OEFEN = (bron("config") / "demo" / "casussen.json").read_bytes()


def _oefen() -> list[dict[str, Any]]:
    casussen: list[dict[str, Any]] = json.loads(OEFEN)
    return casussen


def _bytes(casussen: list[dict[str, Any]]) -> bytes:
    return json.dumps(casussen).encode()


def _fouten(handeling: Handeling, inhoud: bytes) -> list[str]:
    with pytest.raises(Invoerbestandfout) as fout:
        importeer_casussen(handeling, inhoud)
    assert handeling.sessie.scalar(select(func.count(Casus.id))) == 0
    return [str(regel) for regel in fout.value.fouten]


def test_de_twaalf_oefencasussen_komen_binnen_en_een_tweede_keer_niets(handeling: Handeling) -> None:
    eerste = importeer_casussen(handeling, OEFEN)
    tweede = importeer_casussen(handeling, OEFEN)
    assert (len(eerste.nieuw), len(tweede.nieuw)) == (12, 0)
    assert {casus.status for casus in eerste.nieuw} == {Status.INGEDIEND}
    assert handeling.sessie.scalar(select(func.count(Knelpunt.id))) == sum(len(c["knelpunten"]) for c in _oefen())


def test_json_lines_met_bom_en_lege_regels_komt_ook_binnen(handeling: Handeling) -> None:
    regels = "\n\n".join(json.dumps(casus, ensure_ascii=False) for casus in _oefen()) + "\n"
    assert len(importeer_casussen(handeling, regels.encode("utf-8-sig")).nieuw) == 12


def test_elk_veld_komt_byte_voor_byte_terug(handeling: Handeling) -> None:
    casus = deepcopy(_oefen()[0])
    casus["situatie"] = "Regel één\n\n  ingesprongen — 'aanhaling' <b>vet</b> {{7*7}} \U0001f469\u200d\U0001f467"
    opgeslagen = importeer_casussen(handeling, _bytes([casus])).nieuw[0]
    handeling.sessie.expire(opgeslagen)
    assert opgeslagen.situatie == casus["situatie"]


def test_een_slechte_rij_houdt_alles_tegen_en_wordt_genoemd(handeling: Handeling) -> None:
    casussen = _oefen()
    del casussen[4]["situatie"]
    assert _fouten(handeling, _bytes(casussen)) == ["Rij 5, hele rij: Dit ontbreekt: situatie."]


@pytest.mark.parametrize(
    ("tekst", "soort"),
    [
        ("Haar BSN is 111222333.", "een burgerservicenummer"),
        ("Bel 06 12 34 56 78.", "een telefoonnummer"),
        ("Mail piet@voorbeeld.nl.", "een e-mailadres"),
        ("NL91 ABNA 0417 1643 00", "een rekeningnummer"),
    ],
)
def test_een_hard_kenmerk_wordt_geweigerd_zonder_het_te_herhalen(handeling: Handeling, tekst: str, soort: str) -> None:
    casussen = _oefen()
    casussen[2]["knelpunten"][0]["toelichting"] = tekst
    (fout,) = _fouten(handeling, _bytes(casussen))
    assert fout.startswith(f"Rij 3, knelpunten › 1 › toelichting: Hier staat {soort}")
    assert not any(woord in fout for woord in ("111222333", "06 12", "piet", "ABNA"))


ONBEKEND = "Dit staat niet in de lijst van deze gemeente."


@pytest.mark.parametrize(
    ("pad", "waarde", "reden"),
    [
        (("titel",), "x" * 81, "titel: Dit is te lang: hoogstens 80 tekens."),
        (("situatie",), "   ", "situatie: Dit veld is leeg."),
        (("situatie",), 12, "situatie: Dit moet een tekst zijn."),
        (("situatie",), "a\x00b", "situatie: Hier staat een teken in dat we niet kunnen bewaren."),
        (("ingediend_op",), "31-12-2026", "ingediend_op: Dit is geen datum; schrijf hem als 2026-12-31."),
        (("ingediend_op",), "9999-12-31", "ingediend_op: Dit jaar kan niet kloppen."),
        (("ingediend_op",), "0001-01-01", "ingediend_op: Dit jaar kan niet kloppen."),
        (("huishouden", "kinderen"), "veel", "huishouden › kinderen: Kies een van deze: 0, 1, 2, 3+."),
        (("knelpunten",), [], "knelpunten: Hier is er minstens één van nodig."),
        (("knelpunten", 0, "type"), "verzonnen", "knelpunten › 1 › type: " + ONBEKEND),
        (("knelpunten", 0, "regels"), [{"wet": "XYZ"}], "knelpunten › 1 › regels › 1 › wet: " + ONBEKEND),
        (("privacy",), {"grondslag": "wmo"}, "privacy: Vul geinformeerd_op of reden_niet_geinformeerd in."),
        (("privacy", "grondslag"), "zomaar", "privacy › grondslag: " + ONBEKEND),
        (("tafel",), "Ronde tafel", "tafel: Deze tafel kennen we niet."),
        (("naam_inwoner",), "geheim", "hele rij: Hier staat een veld dat we niet kennen."),
        (("bronkenmerk",), "oefen-02", "bronkenmerk: Dit kenmerk staat ook in rij 1."),
    ],
)  # fmt: skip
def test_elke_fout_heeft_een_reden_in_het_nederlands(
    handeling: Handeling, pad: tuple[str | int, ...], waarde: object, reden: str
) -> None:
    casussen = _oefen()[:2]
    casussen[0]["bronkenmerk"] = "oefen-02"
    casussen[0]["indiener"]["organisatie"] = casussen[1]["indiener"]["organisatie"]
    casussen[1]["bronkenmerk"] = "anders"
    plek: Any = casussen[1]
    for deel in pad[:-1]:
        plek = plek[deel]
    plek[pad[-1]] = waarde
    assert _fouten(handeling, _bytes(casussen)) == [f"Rij 2, {reden}"]


@pytest.mark.parametrize(
    "onzin", [b"", b"  ", b"rommel", b"\xff\xfe\x00", b"[1, 2", b"{}", b"[[]]", b"null", b"[" * 100_000, b'"\\ud800"']
)
def test_onzin_geeft_een_verslag_en_laat_de_database_met_rust(handeling: Handeling, onzin: bytes) -> None:
    assert _fouten(handeling, onzin)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(),
            lambda deel: st.lists(deel) | st.dictionaries(st.sampled_from([*_oefen()[0], "x"]), deel),
        )
    )
)
def test_willekeurige_json_breekt_de_keuring_nooit(rijen: list[Any]) -> None:
    with suppress(Invoerbestandfout):
        keur(lees_rijen(json.dumps(rijen).encode()), laad_instellingen(bron("config")))
