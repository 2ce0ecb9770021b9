"""Style, font and script files: public, and kept for a year because their address holds a hash of what is in them."""

import hashlib
from importlib.resources import files
from pathlib import Path

from flask import Flask, abort, current_app, send_file, url_for
from werkzeug.wrappers import Response

from maatwerk.web.toegang import openbaar

# What a browser asks for. The packed assets hold more (word list, licences), which stays inside.
_SOORTEN = {".css": "text/css", ".mjs": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
_BRONNEN = (Path(str(files("maatwerk_assets"))), Path(__file__).with_name("static"))
_NAAM = "bestanden"


class _Bestanden:
    """The set of files, read once: one hash over all, so that a stylesheet finds its font beside it."""

    def __init__(self) -> None:
        self.paden = {
            pad.relative_to(bron).as_posix(): pad
            for bron in _BRONNEN
            for pad in sorted(bron.rglob("*"))
            if pad.suffix in _SOORTEN
        }
        inhoud = hashlib.sha256()
        for naam, pad in self.paden.items():
            inhoud.update(naam.encode() + b"\0" + pad.read_bytes())
        self.hash = inhoud.hexdigest()[:16]


def registreer_bestanden(app: Flask) -> None:
    """Serve the files, and let templates ask for an address with `bestand_url("thema.css")`."""
    app.extensions[_NAAM] = _Bestanden()
    app.add_url_rule("/bestanden/<kenmerk>/<path:naam>", _NAAM, _geef)
    app.jinja_env.globals["bestand_url"] = bestand_url


def bestand_url(naam: str) -> str:
    """Give the address of a file. Raises KeyError: a typing error in a template must not wait for a visitor."""
    bestanden: _Bestanden = current_app.extensions[_NAAM]
    if naam not in bestanden.paden:
        raise KeyError(naam)
    return url_for(_NAAM, kenmerk=bestanden.hash, naam=naam)


@openbaar
def _geef(kenmerk: str, naam: str) -> Response:
    bestanden: _Bestanden = current_app.extensions[_NAAM]
    if naam not in bestanden.paden:
        abort(404)
    pad = bestanden.paden[naam]
    antwoord = send_file(pad, mimetype=_SOORTEN[pad.suffix])
    # A page from before an update asks for the old hash: it gets a file that works, but may not keep it.
    vers = kenmerk == bestanden.hash
    antwoord.headers["Cache-Control"] = "public, max-age=31536000, immutable" if vers else "no-cache"
    return antwoord
