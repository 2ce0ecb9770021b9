"""Reading what the application answers: its links, its forms and the files it sends."""

import io
import re
import zipfile
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

from werkzeug.test import TestResponse

_VERWIJZING = re.compile(r'(?:href|src|action|formaction)="([^"]*)"')


@dataclass
class Veld:
    """A control that sends a value."""

    naam: str
    soort: str
    waarde: str = ""


@dataclass
class Webformulier:
    """A form as it stands on a page."""

    methode: str
    pad: str
    velden: list[Veld] = field(default_factory=list)

    @property
    def leeg(self) -> bool:
        """Answer whether there is nothing to fill in: only a button."""
        return all(veld.soort in ("hidden", "submit") for veld in self.velden)

    @property
    def te_vullen(self) -> list[Veld]:
        """Give what the form sends by itself, but for its buttons and the boxes that nobody ticked."""
        return [veld for veld in self.velden if veld.soort not in ("submit", "checkbox")]


class _Lezer(HTMLParser):
    def __init__(self, pad: str) -> None:
        super().__init__()
        self.pad, self.formulieren = pad, []
        self.veld: Veld | None = None

    formulieren: list[Webformulier]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kenmerken = {naam: waarde or "" for naam, waarde in attrs}
        if tag == "form":
            doel = kenmerken.get("action") or self.pad
            self.formulieren.append(Webformulier(kenmerken.get("method", "get").lower(), doel))
        elif tag == "option" and self.veld and ("selected" in kenmerken or not self.veld.waarde):
            self.veld.waarde = kenmerken.get("value", "")
        elif self.formulieren and tag in ("input", "textarea", "select", "button"):
            self._bediening(tag, kenmerken)

    def _bediening(self, tag: str, kenmerken: dict[str, str]) -> None:
        soort = kenmerken.get("type", "text") if tag == "input" else "submit" if tag == "button" else tag
        self.veld = Veld(kenmerken.get("name", ""), soort, kenmerken.get("value", ""))
        aangekruist = soort not in ("radio", "checkbox") or "checked" in kenmerken
        velden = self.formulieren[-1].velden
        if self.veld.naam and (aangekruist or self.veld.naam not in {veld.naam for veld in velden}):
            velden.append(self.veld)

    def handle_data(self, data: str) -> None:
        if self.veld and self.veld.soort == "textarea":
            self.veld.waarde += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "select", "form"):
            self.veld = None


def formulieren(antwoord: TestResponse, pad: str) -> list[Webformulier]:
    """Give the forms on this page."""
    if antwoord.mimetype != "text/html":
        return []
    lezer = _Lezer(pad)
    lezer.feed(antwoord.text)
    return lezer.formulieren


def verwijzingen(antwoord: TestResponse) -> set[str]:
    """Give every address of this site that the answer names, also to whoever is sent on."""
    doelen = {
        unescape(doel).partition("#")[0] for doel in _VERWIJZING.findall(antwoord.get_data().decode("utf-8", "replace"))
    }
    doelen.add(antwoord.headers.get("Location", ""))
    return {doel for doel in doelen if doel.startswith("/") and not doel.startswith("/bestanden/")}


def alle_tekst(antwoord: TestResponse) -> str:
    """Give everything the answer says: status, headers, body; of a packed file the parts."""
    inhoud = antwoord.get_data()
    if inhoud.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(inhoud)) as bestand:
            inhoud = b"\n".join(naam.encode() + b"\n" + bestand.read(naam) for naam in bestand.namelist())
    koppen = "\n".join(f"{naam}: {waarde}" for naam, waarde in antwoord.headers)
    return unescape(f"{antwoord.status}\n{koppen}\n{inhoud.decode('utf-8', 'replace')}")
