"""A round: who is mailed what and when, once, whatever the mail server or another worker does."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from maatwerk.account.models import Medewerker
from maatwerk.bericht.bezorgen import Postkantoor
from maatwerk.bericht.commands import neem
from maatwerk.bericht.melden import Over, kies, meld
from maatwerk.bericht.models import Melding, Post
from maatwerk.bericht.rules import BEURT
from maatwerk.bericht.soorten import Groep, Soort, Wijze
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Status
from maatwerk.dossier.berichtronde import loop_rond
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from tests.bericht.conftest import Bus
from tests.bouw import bouw_casus, bouw_medewerker

DINSDAG = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
"""A working day, half past ten in the Netherlands."""

Als = Callable[[Medewerker], Handeling]


@pytest.fixture
def handeling(handeling: Handeling) -> Handeling:
    """Give an act on that day, before the daily mail."""
    return replace(handeling, nu=DINSDAG - timedelta(hours=5))


@pytest.fixture
def indiener(handeling: Handeling) -> Medewerker:
    return bouw_medewerker(handeling, (Rol.INDIENER, ""), naam="Iris", email="iris@voorbeeld.nl")


@pytest.fixture
def casus(handeling: Handeling, indiener: Medewerker) -> Casus:
    return bouw_casus(handeling, indiener, Status.AANVULLEN, titel="Kanarie in de titel")


def _meld(handeling: Handeling, wie: Medewerker, soort: Soort, casus: Casus, keer: int = 0) -> None:
    meld(handeling, [wie.id], soort, Over(casus.id, keer=keer))
    handeling.sessie.commit()


def _rond(post: Postkantoor, moment: datetime = DINSDAG) -> int:
    with time_machine.travel(moment, tick=False):
        return loop_rond(post, herinner_ook=False).verzonden


def test_een_mail_zegt_waarom_en_welke_casus_en_verder_niets(
    post: Postkantoor, brievenbus: Bus, handeling: Handeling, indiener: Medewerker, casus: Casus
) -> None:
    _meld(handeling, indiener, Soort.AANVULLEN, casus)
    assert _rond(post) == 1
    (mail,) = brievenbus.post
    tekst = brievenbus.teksten[0]
    melding = handeling.sessie.scalars(select(Melding)).one()
    assert mail["Subject"] == f"Bericht over casus {casus.nummer}"
    assert f"Casus {casus.nummer}. De casuscoördinator vraagt je om een aanvulling." in tekst
    assert "Je krijgt dit omdat jij deze casus indiende." in tekst
    assert tekst.count("http") == 1
    assert f"https://maatwerk.example/berichten/{melding.id}\n" in tekst
    assert "Kanarie" not in mail.as_string()
    assert "kennissen" not in tekst


def test_wat_vandaag_gebeurt_gaat_morgen_in_een_mail(
    post: Postkantoor, brievenbus: Bus, handeling: Handeling, indiener: Medewerker
) -> None:
    later = replace(handeling, nu=DINSDAG)
    for _ in range(3):
        _meld(later, indiener, Soort.BESLUIT, bouw_casus(handeling, indiener, Status.IN_UITVOERING))
    assert [_rond(post), _rond(post, DINSDAG + timedelta(hours=9))] == [0, 0]
    assert [_rond(post, DINSDAG + timedelta(hours=uren)) for uren in (21, 22, 23)] == [0, 1, 0]
    (mail,) = brievenbus.post
    assert mail["Subject"] == "3 berichten van Maatwerk"
    assert mail.get_content().count("http") == 1


def test_in_het_weekend_gaat_er_geen_mail_van_de_dag(
    post: Postkantoor, brievenbus: Bus, handeling: Handeling, indiener: Medewerker, casus: Casus
) -> None:
    zaterdag = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
    _meld(replace(handeling, nu=zaterdag - timedelta(hours=12)), indiener, Soort.BESLUIT, casus)
    dagen = [_rond(post, zaterdag + timedelta(days=dag)) for dag in range(3)]
    assert (dagen, len(brievenbus.post)) == ([0, 0, 1], 1)


def test_ieder_kiest_zelf_en_spoed_gaat_altijd_meteen(
    post: Postkantoor, brievenbus: Bus, handeling: Handeling, als: Als
) -> None:
    stil = bouw_medewerker(handeling, (Rol.COORDINATOR, "ondiep"), naam="Stil")
    kies(als(stil), dict.fromkeys((Groep.VRAAG, Groep.NIEUWS, Groep.HERINNERING), Wijze.GEEN))
    casus = bouw_casus(handeling, None, Status.INGEDIEND, spoed_gevolg="De sloten gaan eruit.")
    nu = replace(handeling, nu=DINSDAG)
    _meld(nu, stil, Soort.INGEDIEND, casus)
    assert _rond(post) == 0
    _meld(nu, stil, Soort.SPOED, casus)
    assert _rond(post) == 1
    (mail,) = brievenbus.post
    assert mail["Subject"] == f"Spoed: casus {casus.nummer}"
    assert "sloten" not in mail.get_content()
    kies(als(stil), dict.fromkeys((Groep.VRAAG, Groep.NIEUWS, Groep.HERINNERING), Wijze.METEEN))
    handeling.sessie.commit()
    assert _rond(post) == 0, "what he did not want by mail does not come later"


@pytest.mark.parametrize("wat", ["uit", "zonder rol", "gelezen", "klaar", "andere indiener"])
def test_wie_het_niet_meer_aangaat_krijgt_geen_mail(  # noqa: PLR0917
    post: Postkantoor, brievenbus: Bus, handeling: Handeling, indiener: Medewerker, casus: Casus, wat: str
) -> None:
    _meld(handeling, indiener, Soort.AANVULLEN, casus)
    if wat == "uit":
        indiener.actief = False
    elif wat == "zonder rol":
        indiener.toewijzingen.clear()
    elif wat == "gelezen":
        handeling.sessie.scalars(select(Melding)).one().gelezen_op = handeling.nu
    elif wat == "klaar":
        casus.status = Status.INGEDIEND
    else:
        casus.indiener = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    handeling.sessie.commit()
    assert _rond(post) == 0
    assert brievenbus.post == []


def test_ligt_de_mailserver_dagen_plat_dan_gaat_alles_later_en_een_keer(
    post: Postkantoor, smtp_poort: int, handeling: Handeling, indiener: Medewerker, casus: Casus
) -> None:
    from aiosmtpd.controller import Controller  # noqa: PLC0415 - this one starts late

    ander = bouw_casus(handeling, indiener, Status.AANVULLEN)
    _meld(handeling, indiener, Soort.AANVULLEN, casus)
    dagen = [DINSDAG + timedelta(hours=uren) for uren in (0, 2, 30, 60, 90)]
    assert [_rond(post, moment) for moment in dagen[:3]] == [0, 0, 0]
    _meld(replace(handeling, nu=dagen[3]), indiener, Soort.AANVULLEN, ander)
    assert _rond(post, dagen[4]) == 0
    bus = Bus()
    server = Controller(bus, hostname="127.0.0.1", port=smtp_poort)
    server.start()
    try:
        assert [_rond(post, dagen[4] + timedelta(hours=uren)) for uren in (2, 3)] == [1, 0]
    finally:
        server.stop()
    assert all(nummer in bus.teksten[0] for nummer in (casus.nummer, ander.nummer))


def test_wat_intussen_klaar_is_staat_niet_meer_in_de_mail_die_nog_moet(
    post: Postkantoor, brievenbus: Bus, handeling: Handeling, indiener: Medewerker, casus: Casus
) -> None:
    brievenbus.weiger = "451 even niet"
    _meld(handeling, indiener, Soort.AANVULLEN, casus)
    assert _rond(post) == 0
    casus.status = Status.INGEDIEND
    handeling.sessie.commit()
    brievenbus.weiger = ""
    assert _rond(post, DINSDAG + timedelta(hours=2)) == 0
    assert brievenbus.post == []
    assert handeling.sessie.scalars(select(Post.tekst)).all() == [""]


def test_een_werker_die_halverwege_omvalt_kost_geen_bericht(
    post: Postkantoor, brievenbus: Bus, handeling: Handeling, indiener: Medewerker, casus: Casus
) -> None:
    brievenbus.weiger = "451 even niet"
    _meld(handeling, indiener, Soort.AANVULLEN, casus)
    _rond(post)
    later = replace(handeling, nu=DINSDAG + timedelta(hours=1))
    assert neem(later, handeling.sessie.scalars(select(Post.id)).one())
    handeling.sessie.commit()  # and here it dies, perhaps after it sent
    brievenbus.weiger = ""
    assert _rond(post, later.nu + timedelta(minutes=1)) == 0
    assert _rond(post, later.nu + BEURT + timedelta(minutes=1)) == 1
    assert len(brievenbus.post) == 1


def test_twee_werkers_sturen_ieder_een_mail_maar_niemand_twee(
    post: Postkantoor, brievenbus: Bus, handeling: Handeling
) -> None:
    mensen = [bouw_medewerker(handeling, (Rol.INDIENER, "")) for _ in range(5)]
    for wie in mensen:
        for _ in range(2):
            _meld(handeling, wie, Soort.AANVULLEN, bouw_casus(handeling, wie, Status.AANVULLEN))
    with time_machine.travel(DINSDAG, tick=False), ThreadPoolExecutor(2) as werkers:
        uitslagen = list(werkers.map(lambda _: loop_rond(post, herinner_ook=False).verzonden, range(2)))
    assert sum(uitslagen) == 5
    assert sorted(mail["To"] for mail in brievenbus.post) == sorted(wie.email for wie in mensen)


def test_zonder_mailserver_blijft_het_bij_het_scherm(
    post: Postkantoor, brievenbus: Bus, handeling: Handeling, indiener: Medewerker, casus: Casus
) -> None:
    _meld(handeling, indiener, Soort.AANVULLEN, casus)
    assert _rond(replace(post, bezorger=None)) == 0
    assert _rond(post) == 0, "a mail server that comes later sends no old news"
    assert brievenbus.post == []
    assert handeling.sessie.scalars(select(Post)).all() == []


def test_een_lange_lijst_wordt_een_korte_mail(
    post: Postkantoor, brievenbus: Bus, handeling: Handeling, indiener: Medewerker
) -> None:
    for _ in range(25):
        _meld(handeling, indiener, Soort.AANVULLEN, bouw_casus(handeling, indiener, Status.AANVULLEN))
    assert _rond(post) == 1
    assert "En nog 5 andere berichten." in brievenbus.teksten[0]
