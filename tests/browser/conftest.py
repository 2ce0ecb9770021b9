"""A real browser on a real server: Debian's Chromium, our own pages, nothing from outside."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import cast

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page

from maatwerk.account.models import Medewerker
from maatwerk.web.verzoek import Huis
from tests.bouw import WACHTWOORD

BREED, SMAL = {"width": 1280, "height": 900}, {"width": 360, "height": 800}
_TELKENS_ANDERS = re.compile(r'(name="(?:csrf_token|begonnen_met)" value=)"[^"]*"|\d+')
_BEKEKEN: set[str] = set()
"""Pages that were looked at in this run, without their numbers: the same page twice has nothing new to find."""


@pytest.fixture
def huis(app: Flask) -> Huis:
    """Give what the served application keeps."""
    return cast("Huis", app.extensions["maatwerk"])


@dataclass
class Mens:
    """Somebody at a browser, who looks at each new page wide and narrow."""

    pagina: Page
    adres: str
    gezien: set[str] = field(default_factory=set)
    gebreken: list[str] = field(default_factory=list)

    def ga(self, pad: str) -> None:
        """Open a page and look at it."""
        self.pagina.goto(self.adres + pad)
        self.kijk()

    def kijk(self) -> None:
        """Look at this page: axe finds nothing and nothing falls off, wide and at 360 px."""
        self.gezien.add(self.pagina.title())
        bladzijde = _TELKENS_ANDERS.sub("", self.pagina.content())
        if bladzijde in _BEKEKEN:
            return
        _BEKEKEN.add(bladzijde)
        for maat in (BREED, SMAL):
            self.pagina.set_viewport_size({"width": maat["width"], "height": maat["height"]})
            for gebrek in Axe().run(self.pagina).response["violations"]:
                waar = [plek["target"] for plek in gebrek["nodes"]]
                self.gebreken.append(f"{self.pagina.url} {maat['width']}: {gebrek['id']} {waar}")
            if self.pagina.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                self.gebreken.append(f"{self.pagina.url} {maat['width']}: valt buiten beeld")
        self.pagina.set_viewport_size({"width": BREED["width"], "height": BREED["height"]})

    def vul(self, **velden: str) -> None:
        """Fill fields by their id."""
        for naam, waarde in velden.items():
            self.pagina.fill(f"#{naam}", waarde)

    def kies(self, **velden: str) -> None:
        """Choose from lists by their id."""
        for naam, waarde in velden.items():
            self.pagina.select_option(f"#{naam}", waarde)

    def druk(self, tekst: str) -> None:
        """Press a button and look at what comes."""
        self.pagina.get_by_role("button", name=tekst, exact=True).click()
        self.kijk()

    def volg(self, tekst: str) -> None:
        """Follow the first link with this text and look at what comes."""
        self.pagina.get_by_role("link", name=tekst).first.click()
        self.kijk()

    def leest(self, tekst: str) -> bool:
        """Answer whether this text stands on the page."""
        return tekst in self.pagina.inner_text("body")


@pytest.fixture
def meld_aan(browser: Browser, adres: str) -> Iterator[Callable[[Medewerker], Mens]]:
    """Give a function that signs somebody in with a browser of their own; a fault of our own scripts fails the test."""
    mensen: list[Mens] = []
    klachten: list[str] = []

    def doe(medewerker: Medewerker) -> Mens:
        pagina = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True).new_page()
        pagina.set_default_timeout(8_000)
        pagina.on("pageerror", lambda fout: klachten.append(str(fout)))
        pagina.on("console", lambda regel: klachten.append(regel.text) if "Content Security" in regel.text else None)
        mens = Mens(pagina, adres)
        mens.ga("/aanmelden")
        mens.vul(email=medewerker.email, wachtwoord=WACHTWOORD)
        mens.druk("Aanmelden")
        mensen.append(mens)
        return mens

    yield doe
    for mens in mensen:
        mens.pagina.context.close()
    assert klachten == []
    assert [gebrek for mens in mensen for gebrek in mens.gebreken] == []
