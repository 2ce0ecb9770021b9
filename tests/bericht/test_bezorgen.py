"""The outbox: a mail goes with its act or not at all, once, also with two workers, and when a server was down."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from pathlib import Path

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import Engine, select, text

from maatwerk.bericht.bezorgen import Postkantoor, open_postkantoor, verstuur
from maatwerk.bericht.commands import Brief, leg_klaar, neem
from maatwerk.bericht.models import Post
from maatwerk.bericht.queries import tel_haperend
from maatwerk.bericht.rules import BEURT, wachttijd
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.instellingen import Instellingen, InstellingFout
from maatwerk.kern.klok import nu
from maatwerk.kern.omgeving import Omgeving, Smtp, lees_omgeving
from maatwerk.kern.paden import bron
from tests.conftest import GEHEIM

BRIEF = Brief("anna@voorbeeld.nl", "Een nieuw wachtwoord", "Kies er een: https://maatwerk.example/link/heel-geheim\n")


class Bus:
    """What a mail server keeps. An address with 'weg' in it is nobody there."""

    def __init__(self) -> None:
        """Begin empty."""
        self.post: list[Envelope] = []

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd calls
        self, _server: SMTP, _sessie: Session, envelop: Envelope, adres: str, _opties: list[str]
    ) -> str:
        if "weg" in adres:
            return "550 onbekend"
        envelop.rcpt_tos.append(adres)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _sessie: Session, envelop: Envelope) -> str:  # noqa: N802
        self.post.append(envelop)
        return "250 OK"


def _vrije_poort() -> int:
    with socket.create_server(("127.0.0.1", 0)) as contact:
        return int(contact.getsockname()[1])


@pytest.fixture
def poort() -> int:
    return _vrije_poort()


@pytest.fixture
def bus(poort: int) -> Iterator[Bus]:
    bus = Bus()
    server = Controller(bus, hostname="127.0.0.1", port=poort)
    server.start()
    yield bus
    server.stop()


@pytest.fixture
def omgeving(poort: int, tmp_path: Path) -> Omgeving:
    smtp = Smtp("127.0.0.1", poort, "maatwerk@gemeente.example", starttls=False)
    return Omgeving("", GEHEIM, 8000, tmp_path, bron("config"), demo=False, hosts=("maatwerk.example",), smtp=smtp)


@pytest.fixture
def kantoor(engine: Engine, instellingen: Instellingen, omgeving: Omgeving) -> Postkantoor:
    return open_postkantoor(engine, instellingen, omgeving)


def _leg(handeling: Handeling, brief: Brief = BRIEF) -> Post:
    post = leg_klaar(handeling, brief)
    handeling.sessie.commit()
    return post


def _lees(handeling: Handeling, post: Post) -> Post:
    handeling.sessie.refresh(post)
    handeling.sessie.commit()  # our look must not hold a worker up
    return post


def test_een_mail_komt_aan_en_daarna_is_zijn_tekst_weg(kantoor: Postkantoor, bus: Bus, handeling: Handeling) -> None:
    post = _leg(handeling)
    raw = handeling.sessie.scalars(text("SELECT tekst FROM post")).one()
    handeling.sessie.commit()
    assert "heel-geheim" not in raw
    assert verstuur(kantoor) == 1
    assert verstuur(kantoor) == 0
    (envelop,) = bus.post
    bericht = message_from_bytes(envelop.original_content or b"")
    assert (envelop.rcpt_tos, bericht["From"]) == (["anna@voorbeeld.nl"], "maatwerk@gemeente.example")
    assert (bericht["Subject"], bericht["Auto-Submitted"]) == (BRIEF.onderwerp, "auto-generated")
    assert "heel-geheim" in bericht.get_payload()
    _lees(handeling, post)
    assert (post.tekst, post.verzonden_op is not None) == ("", True)


def test_wat_niet_doorgaat_schrijft_ook_niemand(kantoor: Postkantoor, bus: Bus, handeling: Handeling) -> None:
    leg_klaar(handeling, BRIEF)
    handeling.sessie.rollback()
    assert verstuur(kantoor) == 0
    assert bus.post == []


def test_twee_werkers_sturen_elke_mail_een_keer(kantoor: Postkantoor, bus: Bus, handeling: Handeling) -> None:
    for nummer in range(12):
        _leg(handeling, replace(BRIEF, aan=f"wie{nummer}@voorbeeld.nl"))
    with ThreadPoolExecutor(2) as werkers:
        assert sum(werkers.map(lambda _: verstuur(kantoor), range(2))) == 12
    assert sorted(envelop.rcpt_tos[0] for envelop in bus.post) == sorted(f"wie{nr}@voorbeeld.nl" for nr in range(12))


def test_een_werker_die_omvalt_houdt_zijn_mail_even_vast_en_dan_gaat_een_ander(
    kantoor: Postkantoor, bus: Bus, handeling: Handeling
) -> None:
    post = _leg(handeling)
    assert neem(handeling, post.id) is not None
    handeling.sessie.commit()  # and here it dies
    assert verstuur(kantoor) == 0
    with time_machine.travel(nu() + BEURT + timedelta(seconds=1)):
        assert verstuur(kantoor) == 1
    assert len(bus.post) == 1


def test_ligt_de_mailserver_plat_dan_komt_de_mail_later(kantoor: Postkantoor, poort: int, handeling: Handeling) -> None:
    post, begin = _leg(handeling), nu()
    assert verstuur(kantoor) == 0
    assert (_lees(handeling, post).pogingen, post.tekst != "") == (1, True)
    bus = Bus()
    server = Controller(bus, hostname="127.0.0.1", port=poort)
    server.start()
    try:
        assert verstuur(kantoor) == 0, "not yet: a minute later"
        with time_machine.travel(begin + timedelta(minutes=6)):
            assert tel_haperend(replace(handeling, nu=nu())) == 1
            handeling.sessie.commit()
            assert verstuur(kantoor) == 1
            assert tel_haperend(replace(handeling, nu=nu())) == 0
    finally:
        server.stop()
    assert len(bus.post) == 1


def test_wat_niemand_kan_krijgen_geven_we_op_en_de_rest_gaat_door(
    kantoor: Postkantoor, bus: Bus, handeling: Handeling
) -> None:
    weg, gek, goed = (_leg(handeling, replace(BRIEF, aan=aan)) for aan in ("weg@x.nl", "a@b.nl\nBcc: c@d.nl", "b@c.nl"))
    vreemd = _leg(handeling)
    handeling.sessie.execute(text("UPDATE post SET rij = :rij WHERE id = :id"), {"rij": "0" * 32, "id": vreemd.id})
    handeling.sessie.commit()
    assert verstuur(kantoor) == 1
    for post in (weg, gek, vreemd):
        assert (_lees(handeling, post).opgegeven_op is not None, post.tekst) == (True, "")
    assert _lees(handeling, goed).verzonden_op
    assert [envelop.rcpt_tos for envelop in bus.post] == [["b@c.nl"]]


def test_te_oude_mail_vervalt_en_wie_ooit_mail_kreeg_vergeten_we(kantoor: Postkantoor, handeling: Handeling) -> None:
    post = _leg(handeling)
    with time_machine.travel(nu() + timedelta(hours=49)):
        assert verstuur(replace(kantoor, bezorger=None)) == 0
    assert (_lees(handeling, post).tekst, post.opgegeven_op is not None) == ("", True)
    with time_machine.travel(nu() + timedelta(days=31)):
        verstuur(kantoor)
    handeling.sessie.rollback()
    assert handeling.sessie.scalars(select(Post.id)).all() == []


def test_in_de_demo_wordt_mail_een_bestand(
    engine: Engine, instellingen: Instellingen, omgeving: Omgeving, handeling: Handeling
) -> None:
    _leg(handeling)
    assert verstuur(open_postkantoor(engine, instellingen, replace(omgeving, demo=True, smtp=None))) == 1
    (bestand,) = (omgeving.data_map / "post").glob("*.eml")
    assert "heel-geheim" in bestand.read_text()


def test_zonder_versleuteling_gaat_er_niets_naar_een_server_waar_dat_moet(
    kantoor: Postkantoor, bus: Bus, handeling: Handeling, omgeving: Omgeving
) -> None:
    assert omgeving.smtp
    streng = replace(omgeving, smtp=replace(omgeving.smtp, starttls=True))
    _leg(handeling)
    assert verstuur(open_postkantoor(kantoor.engine, kantoor.instellingen, streng)) == 0
    assert bus.post == []


def test_de_bezorger_krijgt_een_mail_nooit_binnen_een_transactie(kantoor: Postkantoor, handeling: Handeling) -> None:
    """A slow mail server keeps nobody from writing: on SQLite this would wait for itself."""
    tweede = _leg(handeling)

    def bezorg(_bericht: EmailMessage) -> None:
        _leg(handeling)

    assert verstuur(replace(kantoor, bezorger=bezorg)) == 1
    assert _lees(handeling, tweede).verzonden_op


def test_de_wachttijd_groeit_tot_een_uur() -> None:
    assert [wachttijd(keer).total_seconds() / 60 for keer in (1, 2, 3, 4, 7, 50)] == [1, 2, 4, 8, 60, 60]


BASIS = {"MAATWERK_DEMO": "1", "MAATWERK_SMTP_FROM": "maatwerk@gemeente.example"}


@pytest.mark.parametrize(("host", "starttls", "poort"), [("mail.example", True, 587), ("localhost", False, 25)])
def test_naar_een_andere_machine_gaat_mail_alleen_versleuteld(host: str, starttls: bool, poort: int) -> None:  # noqa: FBT001
    smtp = lees_omgeving({**BASIS, "MAATWERK_SMTP_HOST": host}, bron("config")).smtp
    assert smtp
    assert (smtp.starttls, smtp.poort) == (starttls, poort)
    assert "sleutelwoord" not in repr(replace(smtp, wachtwoord="sleutelwoord"))


@pytest.mark.parametrize(
    ("fout", "sleutel"),
    [
        ({"MAATWERK_SMTP_FROM": ""}, "MAATWERK_SMTP_FROM"),
        ({"MAATWERK_SMTP_PORT": "nul"}, "MAATWERK_SMTP_PORT"),
        ({"MAATWERK_SMTP_STARTTLS": "0", "MAATWERK_SMTP_USER": "u"}, "MAATWERK_SMTP_STARTTLS"),
    ],
)
def test_een_foute_mailinstelling_houdt_het_starten_tegen(fout: dict[str, str], sleutel: str) -> None:
    with pytest.raises(InstellingFout, match=sleutel):
        lees_omgeving({**BASIS, "MAATWERK_SMTP_HOST": "mail.example", **fout}, bron("config"))
