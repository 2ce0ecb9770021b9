"""Importing: all or nothing, twice is once, and a refusal names row and field without repeating what stood there."""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from maatwerk.account.models import Medewerker
from maatwerk.casus.models import Casus, Knelpunt
from maatwerk.casus.rules import Status
from maatwerk.cli import maatwerk
from maatwerk.inlezen.importeren import Importverslag, importeer_casussen
from maatwerk.inlezen.invoer import Invoerbestandfout, keur, lees_rijen, vind_dubbel
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.instellingen import laad_instellingen
from maatwerk.kern.paden import bron
from maatwerk.kern.rechten import Rol
from maatwerk.logboek.models import Logregel
from maatwerk.logboek.queries import controleer_logboek
from tests.bouw import bouw_medewerker
from tests.inlezen.bladen import csv_tekst, ods, rij, xlsx

OEFEN = (bron("config") / "demo" / "casussen.json").read_bytes()


def _oefen() -> list[dict[str, Any]]:
    casussen: list[dict[str, Any]] = json.loads(OEFEN)
    return casussen


def _bytes(casussen: list[dict[str, Any]]) -> bytes:
    return json.dumps(casussen).encode()


def _nieuw(handeling: Handeling, verslag: Importverslag) -> Sequence[Casus]:
    return handeling.sessie.scalars(select(Casus).where(Casus.id.in_(verslag.nieuw)).order_by(Casus.id)).all()


def _fouten(handeling: Handeling, inhoud: bytes) -> list[str]:
    with pytest.raises(Invoerbestandfout) as fout:
        importeer_casussen(handeling, inhoud)
    assert handeling.sessie.scalar(select(func.count(Casus.id))) == 0
    return [str(regel) for regel in fout.value.fouten]


def test_de_twaalf_oefencasussen_komen_binnen_en_een_tweede_keer_niets(handeling: Handeling) -> None:
    eerste = importeer_casussen(handeling, OEFEN)
    tweede = importeer_casussen(handeling, OEFEN)
    assert (len(eerste.nieuw), len(tweede.nieuw)) == (12, 0)
    assert {casus.status for casus in _nieuw(handeling, eerste)} == {Status.INGEDIEND}
    assert handeling.sessie.scalar(select(func.count(Knelpunt.id))) == sum(len(c["knelpunten"]) for c in _oefen())


def test_json_lines_met_bom_en_lege_regels_komt_ook_binnen(handeling: Handeling) -> None:
    regels = "\n\n".join(json.dumps(casus, ensure_ascii=False) for casus in _oefen()) + "\n"
    assert len(importeer_casussen(handeling, regels.encode("utf-8-sig")).nieuw) == 12


def test_elk_veld_komt_byte_voor_byte_terug(handeling: Handeling) -> None:
    casus = deepcopy(_oefen()[0])
    casus["situatie"] = "Regel één\n\n  ingesprongen — 'aanhaling' <b>vet</b> {{7*7}} \U0001f469\u200d\U0001f467"
    (opgeslagen,) = _nieuw(handeling, importeer_casussen(handeling, _bytes([casus])))
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
        (("beslisser",), {"functie": "x" * 201}, "beslisser › functie: Dit is te lang: hoogstens 200 tekens."),
        (
            ("pogingen",), [{"uitkomst": "Gebeld.", "organisatie": "x" * 201}],
            "pogingen › 1 › organisatie: Dit is te lang: hoogstens 200 tekens.",
        ),
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
        gelezen = lees_rijen(json.dumps(rijen).encode())
        list(keur(gelezen, laad_instellingen(bron("config"))))
        list(vind_dubbel(gelezen))


def test_een_rekenblad_komt_binnen_zoals_json_en_een_tweede_keer_niets(handeling: Handeling) -> None:
    bestand = xlsx(rij(), rij(Bronkenmerk="BT-2"), rij(Bronkenmerk=""))
    eerste = importeer_casussen(handeling, bestand)
    assert (eerste.gelezen, len(eerste.nieuw), eerste.gelezen_als) == (3, 3, "XLSX")
    assert {(casus.tafel, casus.leeftijdsklasse) for casus in _nieuw(handeling, eerste)} == {("ondiep", "18-20")}
    assert len(importeer_casussen(handeling, ods(rij(), rij(Bronkenmerk="BT-2"))).nieuw) == 0


def test_klacht_een_import_die_niet_in_het_logboek_staat_elke_casus_en_de_import_hebben_een_regel_met_wie(
    handeling: Handeling, als: Callable[[Medewerker], Handeling]
) -> None:
    coordinator = bouw_medewerker(handeling, (Rol.COORDINATOR, "ondiep"))
    nieuw = importeer_casussen(als(coordinator), xlsx(rij(), rij(Bronkenmerk="BT-2"))).nieuw
    regels = handeling.sessie.scalars(select(Logregel).order_by(Logregel.id)).all()
    assert [(regel.wie, regel.wat, regel.object_id) for regel in regels] == [
        (coordinator.id, "casus.ingediend", nieuw[0]),
        (coordinator.id, "casus.ingediend", nieuw[1]),
        (coordinator.id, "casussen.geimporteerd", None),
    ]
    assert controleer_logboek(handeling, []).gebrek == ""


def test_de_coordinator_leest_alleen_in_voor_de_eigen_tafel(
    handeling: Handeling, als: Callable[[Medewerker], Handeling]
) -> None:
    coordinator = als(bouw_medewerker(handeling, (Rol.COORDINATOR, "ondiep")))
    with pytest.raises(Invoerbestandfout) as fout:
        importeer_casussen(coordinator, xlsx(rij(), rij(Bronkenmerk="", Wijk="Zuilen")))
    assert [str(regel) for regel in fout.value.fouten] == [
        "Rij 3, kolom E (Tafel): Deze casus hoort bij een tafel waar jij geen casuscoördinator van bent."
    ]


def test_duizend_rijen_met_37_slechte_geven_precies_die_37(handeling: Handeling) -> None:
    slecht = {3 + 27 * nummer for nummer in range(37)}
    rijen = [
        rij(Bronkenmerk=f"BT-{nummer}", **({"Titel": ""} if nummer in slecht else {})) for nummer in range(2, 1002)
    ]
    gekeurd: list[int] = []
    with pytest.raises(Invoerbestandfout) as fout:
        importeer_casussen(handeling, xlsx(*rijen), lambda klaar, _: gekeurd.append(klaar))
    assert {regel.rij for regel in fout.value.fouten} == slecht
    assert len(fout.value.fouten) == 37
    assert gekeurd == [200, 400, 600, 800, 1000]
    assert handeling.sessie.scalar(select(func.count(Casus.id))) == 0


def test_wat_op_een_naam_lijkt_wordt_geteld_en_houdt_niets_tegen(handeling: Handeling) -> None:
    verslag = importeer_casussen(handeling, xlsx(rij(Situatie="Mevrouw Jansen woont in de Dorpsstraat 12.")))
    assert (verslag.zacht.bekeken, verslag.zacht.gevonden) == (1, 1)
    assert "Jansen" not in str(verslag.zacht)


def test_het_sjabloon_op_de_opdrachtregel_en_een_bestand_terug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sqlite_sjabloon: Path
) -> None:
    del sqlite_sjabloon
    monkeypatch.setenv("MAATWERK_DEMO", "1")
    monkeypatch.setenv("MAATWERK_DATA_DIR", str(tmp_path))
    doen = CliRunner()
    leeg = tmp_path / "leeg.ods"
    assert doen.invoke(maatwerk, ["importeer", "sjabloon", "--formaat", "ods", "--uit", str(leeg)]).exit_code == 0
    assert "geen casussen" in doen.invoke(maatwerk, ["importeer", "casussen", str(leeg)]).output
    vol = tmp_path / "vol.csv"
    vol.write_bytes(csv_tekst(rij()).encode("cp1252"))
    uitvoer = doen.invoke(maatwerk, ["importeer", "casussen", str(vol)]).output
    assert "1 casussen gelezen: 1 nieuw, 0 al bekend." in uitvoer
    assert "Gelezen als CSV in Windows-1252, met puntkomma's tussen de kolommen." in uitvoer
