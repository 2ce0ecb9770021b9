"""Nothing that is out leads back to its casus: every byte a beleidsadviseur can reach, read as an attacker reads it."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from maatwerk.account.models import Medewerker
from maatwerk.inzicht.commands import begin_export, geef_uit
from maatwerk.inzicht.rules import Formaat, Wat
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.les import commands, vrijgave
from maatwerk.les.models import Les
from maatwerk.les.poort import Vraag
from tests.bouw import bouw_medewerker
from tests.les.bouw import bouw_register, bouw_signaal, bouw_verhaal, laat_uitgaan
from tests.les.conftest import Als, Mensen

Client = Callable[[Medewerker], FlaskClient]
GESLOTEN = datetime(2026, 2, 17, 9, 41, tzinfo=UTC)
NAMEN = ("Hassan Voorzitter", "Iris Indiener", "Pien Privacy", "Tom Tweede")


@pytest.fixture
def uit(handeling: Handeling, als: Als, mensen: Mensen) -> Les:
    """Let a les with a tale of its own walk the whole way out, and withdraw another."""
    for wie, naam in zip((mensen.voorzitter, mensen.indiener, mensen.privacy, mensen.tweede), NAMEN, strict=True):
        wie.naam = naam
    bouw_register(handeling, 6, afgesloten_op=GESLOTEN, wijk="Ondiep", kinderen="2")
    lessen = [_breng_uit(handeling, als, mensen) for _ in range(2)]
    bouw_signaal(handeling, *lessen)
    vrijgave.trek_in(als(mensen.indiener), lessen[1], "Een geheime reden.")
    handeling.sessie.commit()
    return lessen[0]


def _breng_uit(handeling: Handeling, als: Als, mensen: Mensen) -> Les:
    gegevens = {"afgesloten_op": GESLOTEN, "kinderen": "3+", "leeftijdsklasse": "67+", "wijk": "Ondiep"}
    casus = bouw_verhaal(handeling, mensen.indiener, "Fatma belt.", **gegevens)
    les = commands.ontwerp_les(als(mensen.voorzitter), casus)
    vrijgave.controleer(als(mensen.privacy), les, tuple(Vraag))
    vrijgave.stem_in(als(mensen.indiener), les)
    vrijgave.publiceer(als(mensen.voorzitter), les)
    laat_uitgaan(handeling, les)
    return les


def _sporen(handeling: Handeling, les: Les) -> Iterator[str]:
    """Give what must not be anywhere: numbers, names, days, keys of the database, what the profiel keeps back."""
    assert les.casus is not None
    yield from (les.casus.nummer, les.casus.nummer.removeprefix("MT-"), les.rij, les.casus.rij, "Fatma", *NAMEN)
    yield from ("3+", "67+", "Een geheime reden", "Medewerker ")
    for dag in (GESLOTEN.date(), handeling.vandaag, handeling.vandaag + timedelta(days=7)):
        yield from _dagen(dag)


def _dagen(dag: date) -> tuple[str, ...]:
    return (f"{dag:%d-%m-%Y}", dag.isoformat(), f"{dag:%Y%m%d}", f"{dag:%d/%m/%Y}", f"{dag:%d-%m-%y}")


def _exporteer(handeling: Handeling, wat: Wat, formaat: Formaat) -> bytes:
    return b"".join(geef_uit(handeling, *begin_export(handeling, wat, formaat)))


def _leesbaar(bestand: bytes) -> str:
    """Give every byte of a file as text, also of what is zipped in it: names, metadata and all."""
    tekst = bestand.decode("utf-8", "replace")
    if bestand.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(bestand)) as pak:
            delen = [(deel.filename, pak.read(deel), deel.date_time, deel.comment) for deel in pak.infolist()]
        tekst = "\n".join(
            f"{naam} {inhoud.decode('utf-8', 'replace')} {toen} {noot!r}" for naam, inhoud, toen, noot in delen
        )
    return tekst


def test_geen_byte_van_een_pagina_leidt_terug(handeling: Handeling, client: Client, mensen: Mensen, uit: Les) -> None:
    lezer = client(mensen.beleid)
    gezien, open_ = (
        set(),
        ["/lessen", f"/lessen/{uit.code}", "/signalen", "/signalen/nieuw", "/lessen?wet=PW", "/export"],
    )
    while open_:
        pad = open_.pop()
        gezien.add(pad)
        antwoord = lezer.get(pad)
        tekst = antwoord.text + str(antwoord.headers)
        tekst = tekst.replace(f'value="{handeling.vandaag:%d-%m-%Y}"', "")  # the peildatum a new signaal begins with
        for spoor in _sporen(handeling, uit):
            assert spoor not in tekst.replace(mensen.beleid.naam, ""), (pad, spoor)
        open_ += [
            link
            for link in re.findall(r'href="(/(?:lessen|signalen)[^"#]*)"', antwoord.text)
            if link not in gezien and link not in open_
        ]
    assert f"/lessen/{uit.code}" in gezien


@pytest.mark.parametrize("formaat", Formaat)
@pytest.mark.parametrize("wat", Wat)
def test_geen_byte_van_een_export_leidt_terug(handeling: Handeling, uit: Les, wat: Wat, formaat: Formaat) -> None:
    tekst = _leesbaar(_exporteer(handeling, wat, formaat))
    for spoor in _sporen(handeling, uit):
        assert spoor not in tekst, spoor
    assert uit.code in tekst or wat is Wat.SIGNALEN


def test_de_export_is_elke_keer_dezelfde_wie_en_wanneer_ook(handeling: Handeling, uit: Les) -> None:
    """No order by id and no day: the file says nothing about when it was made, or what came first."""
    assert _exporteer(handeling, Wat.LESSEN, Formaat.JSON) == _exporteer(handeling, Wat.LESSEN, Formaat.JSON)
    assert uit.kwartaal.encode() in _exporteer(handeling, Wat.LESSEN, Formaat.CSV)


def test_van_een_ingetrokken_les_blijft_alleen_de_code(
    handeling: Handeling, client: Client, mensen: Mensen, uit: Les
) -> None:
    weg = handeling.sessie.query(Les).filter(Les.code != uit.code).one()
    lezer = client(mensen.beleid)
    grafsteen = lezer.get(f"/lessen/{weg.code}")
    assert grafsteen.status_code == 410
    assert weg.code in grafsteen.text
    for tekst in (weg.titel, weg.geleerd, weg.kwartaal, "Een geheime reden", "PW"):
        assert tekst not in grafsteen.text, tekst
    for pad in ("/lessen", "/lessen?wet=PW", "/signalen/nieuw"):
        assert weg.code not in lezer.get(pad).text
    for wat in Wat:
        assert weg.code not in _leesbaar(_exporteer(handeling, wat, Formaat.CSV))


def test_wie_niet_is_aangemeld_ziet_ook_de_code_niet(
    client: Client, handeling: Handeling, mensen: Mensen, uit: Les
) -> None:
    weg = handeling.sessie.query(Les).filter(Les.code != uit.code).one()
    vreemde = client(mensen.beleid).application.test_client()
    assert vreemde.get(f"/lessen/{weg.code}").status_code in (302, 404)
    assert client(bouw_medewerker(handeling, (Rol.LID, "ondiep"))).get("/lessen/00000000").status_code == 404
