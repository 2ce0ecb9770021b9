"""Make the pictures of the documentation again: the real demo, in a folder of its own, in a real browser."""
# ruff: noqa: INP001 - a script, no package

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from maatwerk.demo import WACHTWOORD

BEELD = Path(__file__).parent / "beeld"
MAATWERK = Path(sys.executable).with_name("maatwerk")


@contextmanager
def demo() -> Iterator[str]:
    """Serve the demo from an empty folder; give its address."""
    with tempfile.TemporaryDirectory() as map_:
        poort = vrije_poort()
        eigen = {naam: waarde for naam, waarde in os.environ.items() if not naam.startswith("MAATWERK_")}
        omgeving = eigen | {"MAATWERK_DEMO": "1", "MAATWERK_DATA_DIR": map_, "MAATWERK_PORT": str(poort)}
        subprocess.run([MAATWERK, "demo"], env=omgeving, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own
        with subprocess.Popen([MAATWERK, "serve"], env=omgeving, stdout=subprocess.DEVNULL) as server:  # noqa: S603
            try:
                wacht_op(poort, server)
                yield f"http://127.0.0.1:{poort}"
            finally:
                server.terminate()


def vrije_poort() -> int:
    """Give a port that nobody uses now."""
    with socket.create_server(("127.0.0.1", 0)) as contact:
        return int(contact.getsockname()[1])


def wacht_op(poort: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers. Raises RuntimeError when it stopped instead."""
    while server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", poort), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("De demo start niet; de melding staat hierboven.")


@contextmanager
def als(browser: Browser, adres: str, email: str) -> Iterator[Page]:
    """Sign in as this person of the demo, in a window of its own."""
    with browser.new_context(base_url=adres, viewport={"width": 1280, "height": 800}, locale="nl-NL") as venster:
        pagina = venster.new_page()
        pagina.goto("/")
        pagina.get_by_label("E-mailadres").fill(email)
        pagina.get_by_label("Wachtwoord").fill(WACHTWOORD)
        knop(pagina, "Aanmelden")
        yield pagina


def maak(pagina: Page, naam: str) -> None:
    """Keep what is in the window as a picture."""
    pagina.screenshot(path=BEELD / f"{naam}.png")


def knop(pagina: Page, naam: str) -> None:
    """Press the button that says this."""
    pagina.get_by_role("button", name=naam, exact=True).click()


def link(pagina: Page, naam: str) -> None:
    """Follow the first link that says this."""
    pagina.get_by_role("link", name=naam).first.click()


def rol_naar(pagina: Page, kop: str) -> None:
    """Bring this heading to the top of the window."""
    pagina.get_by_role("heading", name=kop).evaluate("kop => kop.scrollIntoView()")


def indiener(pagina: Page) -> None:
    """Show how a casus is written."""
    link(pagina, "Nieuwe casus")
    maak(pagina, "casus-schrijven")


def coordinator(pagina: Page) -> None:
    """Show the work list."""
    maak(pagina, "start")
    link(pagina, "Huisuitzetting over drie weken")
    rol_naar(pagina, "Je besluit")
    maak(pagina, "triage")


def voorzitter(pagina: Page) -> None:
    """Show the agenda and the cockpit, and lay an oplossing on the table."""
    link(pagina, "Wijktafel Zuilen")
    maak(pagina, "zitting")
    link(pagina, "Ex blijft ingeschreven")
    knop(pagina, "Start")
    knop(pagina, "Volgende fase: Verhaal")
    pagina.get_by_label("Notitie").fill("Ze wil rust, en dat de toeslag weer klopt. De ex reageert nergens op.")
    maak(pagina, "cockpit")
    knop(pagina, "Volgende fase: De bedoeling")
    link(pagina, "Begin met wegen")
    pagina.get_by_label("Welke oplossing").fill("Adresonderzoek met voorrang, en drie maanden overbrugging.")
    knop(pagina, "Laat de leden wegen")


def lid(pagina: Page) -> None:
    """Show how a lid weighs alone."""
    link(pagina, "Wijktafel Zuilen")
    link(pagina, "Ex blijft ingeschreven")
    link(pagina, "Weeg nu zelf")
    maak(pagina, "wegen")


def terugblik(pagina: Page) -> None:
    """Show a Waardendriehoek that was revealed."""
    link(pagina, "Geen adres, geen uitkering")
    link(pagina, "Aan tafel op")
    link(pagina, "Naar de Waardendriehoek")
    rol_naar(pagina, "De wegingen naast elkaar")
    maak(pagina, "waardendriehoek")


def instemmer(pagina: Page) -> None:
    """Show a les that waits for the indiener."""
    link(pagina, "Te jong voor de toeslag")
    maak(pagina, "les-instemmen")


def beleid(pagina: Page) -> None:
    """Show the signalen."""
    link(pagina, "Signalen")
    maak(pagina, "signalen")


def beheerder(pagina: Page) -> None:
    """Show the accounts."""
    link(pagina, "Medewerkers")
    maak(pagina, "medewerkers")


def privacy(pagina: Page) -> None:
    """Show the log."""
    link(pagina, "Logboek")
    maak(pagina, "logboek")


RONDE: tuple[tuple[str, Callable[[Page], None]], ...] = (
    ("coordinator", coordinator),
    ("indiener", indiener),
    ("voorzitter", voorzitter),
    ("lid1", lid),
    ("voorzitter", terugblik),
    ("indiener4", instemmer),
    ("beleid", beleid),
    ("beheer", beheerder),
    ("privacy", privacy),
)
"""Who shows what, in an order in which the story can happen."""


def main() -> None:
    """Make every picture."""
    BEELD.mkdir(exist_ok=True)
    with demo() as adres, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for naam, toon in RONDE:
            with als(browser, adres, f"{naam}@voorbeeld.nl") as pagina:
                pagina.set_default_timeout(10_000)
                toon(pagina)
        browser.close()


main()
