"""A mail server on this machine, and what delivering to it needs."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import Engine

from maatwerk.bericht.bezorgen import Postkantoor, open_postkantoor
from maatwerk.kern.instellingen import Instellingen
from maatwerk.kern.omgeving import Omgeving, Smtp
from maatwerk.kern.paden import bron
from tests.conftest import GEHEIM


class Bus:
    """What a mail server keeps. `weiger` is what it answers instead, `valt_om` whether it dies after keeping a mail."""

    def __init__(self) -> None:
        """Begin empty."""
        self.post: list[EmailMessage] = []
        self.weiger = ""

    async def handle_DATA(self, _server: SMTP, _sessie: Session, envelop: Envelope) -> str:  # noqa: N802 - aiosmtpd
        """Keep a mail, or refuse it."""
        if self.weiger:
            return self.weiger
        self.post.append(message_from_bytes(envelop.original_content or b"", policy=policy.default))
        return "250 OK"

    @property
    def teksten(self) -> list[str]:
        """Give what the mails say."""
        return [mail.get_content().replace("\r\n", "\n") for mail in self.post]


@pytest.fixture
def smtp_poort() -> int:
    with socket.create_server(("127.0.0.1", 0)) as contact:
        return int(contact.getsockname()[1])


@pytest.fixture
def brievenbus(smtp_poort: int) -> Iterator[Bus]:
    """Give a mail server that runs."""
    bus = Bus()
    server = Controller(bus, hostname="127.0.0.1", port=smtp_poort)
    server.start()
    yield bus
    server.stop()


@pytest.fixture
def post(engine: Engine, instellingen: Instellingen, smtp_poort: int, tmp_path: Path) -> Postkantoor:
    """Give what a round needs; the mail server need not run."""
    smtp = Smtp("127.0.0.1", smtp_poort, "maatwerk@gemeente.example", starttls=False)
    omgeving = Omgeving("", GEHEIM, 8000, tmp_path, bron("config"), demo=False, hosts=("maatwerk.example",))
    return open_postkantoor(engine, instellingen, replace(omgeving, smtp=smtp))
