"""The screens of the agenda: errors at their field, nothing lost, and what is not yours is not there."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, event, select

from maatwerk.account.models import Medewerker
from maatwerk.casus.rules import Status
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.tafel import commands
from maatwerk.tafel.models import Agendapunt, Zitting
from maatwerk.tafel.rules import Zittingstatus
from tests.bouw import bouw_casus, bouw_medewerker, bouw_zitting

Client = Callable[[Medewerker], FlaskClient]


def _plan(handeling: Handeling, **anders: str) -> dict[str, str]:
    dag = (handeling.vandaag + timedelta(days=5)).strftime("%d-%m-%Y")
    return {"tafel": "ondiep", "dag": dag, "begint_om": "10.00", "slots": "4"} | anders


def test_een_geplande_zitting_staat_met_haar_tijd_op_de_lijst(
    client: Client, coordinator: Medewerker, handeling: Handeling
) -> None:
    wie = client(coordinator)
    antwoord = wie.post("/zittingen/nieuw", data=_plan(handeling), follow_redirects=True)
    assert "De zitting is gepland" in antwoord.text
    assert "10.00" in wie.get("/zittingen").text
    assert "0 van 4" in wie.get("/zittingen").text


@pytest.mark.parametrize(
    ("anders", "fout"),
    [
        ({"tafel": ""}, "Kies een tafel."),
        ({"tafel": "zuilen"}, "Ongeldige keuze"),
        ({"dag": ""}, "Kies een dag."),
        ({"dag": "morgen"}, "Dit is geen datum"),
        ({"dag": "01-01-2020"}, "Deze dag is voorbij"),
        ({"begint_om": ""}, "Kies een begintijd."),
        ({"begint_om": "25.00"}, "Dit is geen tijd"),
        ({"slots": "13"}, "Ongeldige keuze"),
    ],
)
def test_een_fout_in_het_plan_staat_bij_het_veld_en_wat_je_typte_staat_er_nog(
    client: Client, coordinator: Medewerker, handeling: Handeling, anders: dict[str, str], fout: str
) -> None:
    antwoord = client(coordinator).post("/zittingen/nieuw", data=_plan(handeling, **anders))
    veld = next(iter(anders))
    assert antwoord.status_code == 422
    assert antwoord.text.count(fout) == 2, "one in the summary, one at the field"
    assert f'id="{veld}-fout"' in antwoord.text
    assert f'value="{anders.get("begint_om", "10.00")}"' in antwoord.text
    assert handeling.sessie.scalars(select(Zitting)).all() == []


def test_een_tweede_zitting_op_dezelfde_tijd_geeft_een_fout_bij_de_tijd(
    client: Client, coordinator: Medewerker, handeling: Handeling
) -> None:
    wie = client(coordinator)
    wie.post("/zittingen/nieuw", data=_plan(handeling))
    antwoord = wie.post("/zittingen/nieuw", data=_plan(handeling, begint_om="11:30"))
    assert antwoord.status_code == 422
    assert "heeft op die tijd al een zitting" in antwoord.text
    assert 'id="begint_om-fout"' in antwoord.text


def test_de_coordinator_zet_een_casus_op_de_agenda_en_haalt_hem_eraf(
    client: Client, coordinator: Medewerker, handeling: Handeling
) -> None:
    casus = bouw_casus(handeling, status=Status.GEREED)
    zitting = bouw_zitting(handeling)
    wie = client(coordinator)
    plek = wie.post(f"/zittingen/{zitting.id}/agenda", data={"casus": casus.nummer}).location
    assert "1 van 4 plekken" in wie.get(plek).text
    punt_id = plek.rpartition("#plek-")[2]
    antwoord = wie.post(f"/agendapunten/{punt_id}/weghalen", follow_redirects=True)
    assert "0 van 4 plekken" in antwoord.text


def test_een_volle_agenda_zegt_dat_bij_het_veld(client: Client, coordinator: Medewerker, handeling: Handeling) -> None:
    zitting = bouw_zitting(handeling, bouw_casus(handeling, status=Status.INGEPLAND), slots=1)
    casus = bouw_casus(handeling, status=Status.GEREED)
    antwoord = client(coordinator).post(f"/zittingen/{zitting.id}/agenda", data={"casus": casus.nummer})
    assert antwoord.status_code == 422
    assert "De agenda is vol" in antwoord.text
    assert 'id="casus-fout"' in antwoord.text


def test_de_knop_omhoog_brengt_terug_naar_dezelfde_knop(
    client: Client, coordinator: Medewerker, handeling: Handeling
) -> None:
    zitting = bouw_zitting(handeling, *(bouw_casus(handeling, status=Status.INGEPLAND) for _ in range(2)))
    punt = zitting.agenda[1]
    wie = client(coordinator)
    for _aan_het_eind_ook in range(2):
        antwoord = wie.post(f"/agendapunten/{punt.id}/omhoog")
        assert antwoord.location.endswith(f"/zittingen/{zitting.id}#omhoog-{punt.id}")
    assert f'id="omhoog-{punt.id}"' in wie.get(f"/zittingen/{zitting.id}").text


def test_sluiten_met_een_open_casus_geeft_409_met_het_nummer(
    client: Client, voorzitter: Medewerker, agendapunt: Agendapunt
) -> None:
    antwoord = client(voorzitter).post(f"/zittingen/{agendapunt.zitting_id}/sluiten")
    assert antwoord.status_code == 409
    assert agendapunt.casus.nummer in antwoord.text


def test_sluiten_lukt_als_over_alles_een_besluit_is(
    client: Client, voorzitter: Medewerker, agendapunt: Agendapunt, handeling: Handeling
) -> None:
    commands.start(handeling, agendapunt)
    commands.rond_af(handeling, agendapunt)
    antwoord = client(voorzitter).post(f"/zittingen/{agendapunt.zitting_id}/sluiten", follow_redirects=True)
    assert "De zitting is gesloten." in antwoord.text
    assert "Sluit de zitting" not in antwoord.text


@pytest.mark.parametrize("rol", [Rol.COORDINATOR, Rol.VOORZITTER, Rol.LID])
def test_wat_van_een_andere_tafel_is_bestaat_niet(
    client: Client, handeling: Handeling, agendapunt: Agendapunt, rol: Rol
) -> None:
    wie = client(bouw_medewerker(handeling, (rol, "zuilen")))
    zitting, punt = f"/zittingen/{agendapunt.zitting_id}", f"/agendapunten/{agendapunt.id}"
    assert wie.get(zitting).status_code == 404
    assert agendapunt.casus.titel not in wie.get("/zittingen").text
    verboden = 404 if rol is not Rol.LID else 403
    for pad in (f"{zitting}/agenda", f"{zitting}/publiceren", f"{punt}/omhoog", f"{punt}/weghalen"):
        assert wie.post(pad).status_code == verboden, pad
    leiding = 404 if rol is Rol.VOORZITTER else 403
    for pad in (f"{zitting}/sluiten", f"{punt}/starten", f"{punt}/notities/opening"):
        assert wie.post(pad).status_code == leiding, pad
    assert wie.get(punt).status_code == (403 if rol is Rol.COORDINATOR else 404)


def test_een_voorzitter_elders_leidt_niet_aan_de_tafel_waar_hij_lid_is(
    client: Client, handeling: Handeling, agendapunt: Agendapunt
) -> None:
    dubbel = bouw_medewerker(handeling, (Rol.LID, "ondiep"), (Rol.VOORZITTER, "zuilen"))
    commands.publiceer(handeling, agendapunt.zitting)
    wie = client(dubbel)
    assert wie.get(f"/agendapunten/{agendapunt.id}").status_code == 200
    assert wie.post(f"/agendapunten/{agendapunt.id}/starten").status_code == 404
    assert wie.post(f"/zittingen/{agendapunt.zitting_id}/sluiten").status_code == 404
    assert "Sluit de zitting" not in wie.get(f"/zittingen/{agendapunt.zitting_id}").text


def test_voor_een_lid_van_wie_de_termijn_voorbij_is_is_de_casus_van_de_agenda_verdwenen(
    client: Client, handeling: Handeling, lid: Medewerker
) -> None:
    casus = bouw_casus(handeling, status=Status.IN_UITVOERING)
    lang_geleden = handeling.nu - timedelta(days=60)
    zitting = bouw_zitting(handeling, casus, status=Zittingstatus.GESLOTEN, begint_op=lang_geleden)
    tekst = client(lid).get(f"/zittingen/{zitting.id}").text
    assert "Er staat geen casus op de agenda die je nu mag lezen." in tekst
    assert casus.nummer not in tekst
    assert casus.titel not in tekst


def test_het_aantal_vragen_aan_de_database_groeit_niet_met_de_agenda(
    client: Client, voorzitter: Medewerker, handeling: Handeling, engine: Engine
) -> None:
    kort = bouw_zitting(handeling, bouw_casus(handeling, status=Status.INGEPLAND))
    lang = bouw_zitting(
        handeling,
        *(bouw_casus(handeling, status=Status.INGEPLAND) for _ in range(6)),
        slots=12,
        begint_op=handeling.nu + timedelta(days=8),
    )
    wie = client(voorzitter)
    aantallen = [_tel_vragen(engine, wie, f"/zittingen/{zitting.id}") for zitting in (kort, lang)]
    assert aantallen[0] == aantallen[1]


def _tel_vragen(engine: Engine, wie: FlaskClient, pad: str) -> int:
    vragen: list[str] = []

    def tel(*feiten: object) -> None:
        vragen.append(str(feiten[2]))

    event.listen(engine, "before_cursor_execute", tel)
    assert wie.get(pad).status_code == 200
    event.remove(engine, "before_cursor_execute", tel)
    return len(vragen)
