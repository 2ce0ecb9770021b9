"""The application of a gemeente with a provider, and people who walk from one to the other and back."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from maatwerk.account.identiteit import koppel
from maatwerk.account.models import Medewerker
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from tests.bouw import bouw_medewerker
from tests.oidc.aanbieder import TERUG, Aanbieder, start_aanbieder
from tests.oidc.bouw import bouw_site

SUB = "a1b2c3"
Bouw = Callable[..., Flask]


@pytest.fixture(scope="session")
def _aanbieder() -> Iterator[Aanbieder]:
    with start_aanbieder() as aanbieder:
        yield aanbieder


@pytest.fixture
def aanbieder(_aanbieder: Aanbieder) -> Aanbieder:
    """Give the provider, honest again."""
    _aanbieder.vervals = None
    _aanbieder.weg.clear()
    _aanbieder.gevraagd.clear()
    return _aanbieder


@pytest.fixture
def met_oidc(app: Flask, engine: Engine, tmp_path: Path) -> Bouw:
    """Give a function that builds the application with these settings under [aanmelden.oidc]."""
    return partial(bouw_site, app, engine, tmp_path)


@pytest.fixture
def site(met_oidc: Bouw, aanbieder: Aanbieder) -> Flask:
    return met_oidc(aanbieder.issuer)


@pytest.fixture
def anna(handeling: Handeling) -> Medewerker:
    """Give a medewerker without a link."""
    medewerker = bouw_medewerker(handeling, (Rol.INDIENER, ""), email="anna@gemeente.example")
    handeling.sessie.commit()
    return medewerker


@pytest.fixture
def gekoppeld(anna: Medewerker, handeling: Handeling, aanbieder: Aanbieder) -> Medewerker:
    """Give a medewerker whose account of the organisation is linked."""
    koppel(handeling, anna, aanbieder.issuer, SUB)
    handeling.sessie.commit()
    return anna


@dataclass
class Reis:
    """Somebody with a browser: our site on one side, the provider on the other."""

    browser: FlaskClient
    daar: requests.Session = field(default_factory=requests.Session)

    def vertrek(self, pad: str = "/aanmelden/organisatie") -> str:
        """Ask our site to lead to the provider; give where it leads."""
        antwoord = self.browser.get(pad)
        assert antwoord.status_code == 302, antwoord.text
        return str(antwoord.headers["Location"])

    def log_in(self, adres: str, sub: str = SUB, **velden: str) -> str:
        """Sign in at the provider; give the path on our site to which it sends back."""
        antwoord = self.daar.get(adres, timeout=10, allow_redirects=False)
        for _ in range(10):
            heen = urljoin(adres, antwoord.headers.get("Location", ""))
            if heen.startswith(TERUG):
                delen = urlsplit(heen)
                return f"{delen.path}?{delen.query}"
            if antwoord.is_redirect:
                antwoord = self.daar.get(heen, timeout=10, allow_redirects=False)
                continue
            assert re.search("<form", antwoord.text), antwoord.text
            antwoord = self.daar.post(antwoord.url, data={"sub": sub, **velden}, timeout=10, allow_redirects=False)
        raise AssertionError(antwoord.text)

    def heen_en_terug(self, pad: str = "/aanmelden/organisatie", sub: str = SUB, **velden: str) -> TestResponse:
        """Go there, sign in, come back."""
        return self.browser.get(self.log_in(self.vertrek(pad), sub, **velden))


@pytest.fixture
def reis(site: Flask) -> Reis:
    return Reis(site.test_client())
