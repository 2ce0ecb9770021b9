"""A script in every text field, and every page in a real browser: nothing runs, and the CSP has nothing to stop."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Dialog, Page
from sqlalchemy import update

from maatwerk.account.models import Aanmelding, Medewerker
from maatwerk.kern.handeling import Handeling
from tests.aanval.kanarie import Voliere
from tests.aanval.kruip import Kruiper
from tests.aanval.stuk import speel
from tests.aanval.toneel import Toneel

Client = Callable[[Medewerker], FlaskClient]

_KORT = "\"'><img src=x onerror=alert(3)>"  # for the columns of forty signs
_LANG = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>"
_LINK = "javascript:alert(4)"
_MET_LINK = frozenset({"organisatie", "eigenaar", "beslisser_organisatie", "terugkoppeling_door", "wet"})
_IN = ("eigenaar", "waarnemer", "lid", "coördinator", "voorzitter", "voorzitter_breekglas", "beleid", "beheerder",
       "privacy")  # fmt: skip
_LUISTER = """
window.kwaad = [];
document.addEventListener('securitypolicyviolation', e => window.kwaad.push(e.violatedDirective + ' ' + e.blockedURI));
"""


def _gif(casus: str, kolom: str, _rij: str) -> str:
    """Give a script for this column, no longer than it holds."""
    naam = kolom.partition(".")[2]
    if kolom in {"casus.bronkenmerk", "inzageverzoek.kenmerk"}:
        return f"{_KORT}{casus}"[:40]
    if kolom == "medewerker.organisatie":
        return _LINK + _LANG
    return (_LINK if naam in _MET_LINK else "") + _LANG


@pytest.fixture
def toneel(handeling: Handeling) -> Toneel:
    """Build the scene with a script in every field, straight in the database."""
    return speel(handeling, _gif)


@dataclass
class Kijker:
    """A browser window that remembers whatever a script could do."""

    pagina: Page
    adres: str
    kwaad: list[str] = field(default_factory=list)
    bekeken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Listen for windows that pop up, and for what the Content-Security-Policy has to stop."""
        self.pagina.set_default_timeout(8_000)
        self.pagina.add_init_script(_LUISTER)
        self.pagina.on("dialog", self._weg)
        self.pagina.on("pageerror", lambda fout: self.kwaad.append(str(fout)))
        self.pagina.on(
            "console", lambda regel: self.kwaad.append(regel.text) if "Content Security" in regel.text else None
        )

    def _weg(self, venster: Dialog) -> None:
        self.kwaad.append(f"venster {venster.message}")
        venster.dismiss()

    def bekijk(self, paden: Iterable[str]) -> None:
        """Open each page."""
        for pad in paden:
            self.pagina.goto(self.adres + pad, wait_until="load")
            self.kijk(pad)

    def kijk(self, pad: str) -> None:
        """Look at what stands there now: nothing ran, no picture of ours came in, no address is a script."""
        self.bekeken.add(f"{pad} {self.pagina.title()[:20]}")
        self.kwaad += [f"{pad}: {regel}" for regel in self.pagina.evaluate("window.kwaad")]
        vreemd = self.pagina.evaluate(
            "document.querySelectorAll(`img[onerror], script:not([src]), [href^='javascript:' i]`).length"
        )
        self.kwaad += [f"{pad}: {vreemd} vreemde elementen"] if vreemd else []

    def stuur(self, pad: str, **velden: str) -> None:
        """Send the form on this page in the browser, with these values, and look at what comes."""
        self.pagina.goto(self.adres + pad)
        for naam, waarde in velden.items():
            self.pagina.evaluate("([n, w]) => { document.getElementsByName(n)[0].value = w }", [naam, waarde])
        with self.pagina.expect_navigation():
            self.pagina.evaluate("HTMLFormElement.prototype.submit.call(document.querySelector('main form'))")
        self.kijk(f"POST {pad}")


@pytest.fixture
def aanmelden(
    app: Flask, client: Client, toneel: Toneel, browser: Browser, adres: str
) -> Callable[[str], tuple[Kijker, list[str]]]:
    """Give a function that signs one of the people in, and says which pages he can reach."""

    def doe(wie: str) -> tuple[Kijker, list[str]]:
        aangemeld, paden = _alle_paden(app, client, toneel, wie)
        koek = aangemeld.get_cookie("maatwerk")
        assert koek is not None
        context = browser.new_context()
        context.add_cookies([{"name": "maatwerk", "value": koek.value, "url": adres}])
        return Kijker(context.new_page(), adres), paden

    return doe


@pytest.mark.parametrize(("engine", "wie"), [("sqlite", wie) for wie in _IN], indirect=["engine"])
def test_een_script_in_elk_veld_doet_niets(
    toneel: Toneel, aanmelden: Callable[[str], tuple[Kijker, list[str]]], wie: str
) -> None:
    kijker, paden = aanmelden(wie)
    kijker.bekijk(paden)
    for pad, velden in _fouten(toneel, wie):
        kijker.stuur(pad, **velden)
    _verloop(toneel, kijker, wie)
    kijker.pagina.context.close()
    assert kijker.kwaad == []
    assert len(kijker.bekeken) >= len(paden) > 4
    print(f"scripts {wie}: {len(kijker.bekeken)} bladzijden, 0 vensters, 0 schendingen")  # noqa: T201


def _alle_paden(app: Flask, client: Client, toneel: Toneel, wie: str) -> tuple[FlaskClient, list[str]]:
    """Find every page that this person can reach by links, without a browser."""
    app.config.update(WTF_CSRF_ENABLED=False)
    aangemeld = client(toneel.mensen[wie])
    app.config.update(WTF_CSRF_ENABLED=True)
    kruiper = Kruiper(aangemeld, toneel, Voliere())
    kruiper.kruip(["/", "/sessies", "/lessen?woorden=%3Cscript%3Ealert(5)%3C/script%3E"])
    return aangemeld, sorted(kruiper.bladzijden)


def _fouten(toneel: Toneel, wie: str) -> list[tuple[str, dict[str, str]]]:
    """Give forms to send with an old version (409) and with too long a text (422)."""
    schrijven = f"/casussen/{toneel.casussen['concept'].nummer}/schrijven"
    notitie = f"/agendapunten/{toneel.punten['gepland'].id}/notities/botsing"
    les = f"/lessen/{toneel.lessen['lesconcept'].code}/schrijven"
    eigen = {
        "eigenaar": [(schrijven, {"versie": "0", "situatie": f"ander {_LANG}"}), (schrijven, {"titel": _LANG * 9})],
        "voorzitter": [
            (notitie, {"basis": f"eerst {_LANG}", "tekst": f"ander {_LANG}"}),
            (notitie, {"tekst": _LANG * 99}),
            (les, {"versie": "0", "geleerd": f"ander {_LANG}"}),
        ],
    }
    return eigen.get(wie, [])


def _verloop(toneel: Toneel, kijker: Kijker, wie: str) -> None:
    """Let the session end while something is being typed: the page that gives it back shows the script as text."""
    if wie != "eigenaar":
        return
    pagina = kijker.pagina
    pagina.goto(f"{kijker.adres}/casussen/nieuw")
    toneel.handeling.sessie.execute(update(Aanmelding).values(beeindigd_op=toneel.handeling.nu))
    toneel.handeling.sessie.commit()
    pagina.fill("#situatie", _LANG)
    with pagina.expect_navigation():  # with its submit event: else the page warns that it is not kept
        pagina.evaluate("HTMLFormElement.prototype.requestSubmit.call(document.querySelector('main form'))")
    assert "Nog niet opgeslagen" in pagina.inner_text("main")
    assert _LANG in pagina.inner_text("main")
    kijker.kijk("verlopen")
