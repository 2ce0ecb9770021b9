"""The application of a gemeente that has a provider."""

import shutil
from dataclasses import replace
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine

from maatwerk.app import create_app
from maatwerk.kern.paden import bron
from maatwerk.web.verzoek import Huis
from tests.oidc.aanbieder import CLIENT, GEHEIM


def bouw_site(
    app: Flask,
    engine: Engine,
    tmp_path: Path,
    issuer: str,
    *,
    demo: bool = True,
    geheim: str = GEHEIM,
    **anders: object,
) -> Flask:
    """Build the application with these settings under [aanmelden.oidc]."""
    map_ = tmp_path / "config"
    shutil.copytree(bron("config"), map_, dirs_exist_ok=True)
    velden = {"naam": "Gemeente", "issuer": issuer, "client_id": CLIENT} | anders
    regels = "".join(f"{naam} = {_toml(waarde)}\n" for naam, waarde in velden.items())
    with (map_ / "maatwerk.toml").open("a") as bestand:
        bestand.write(f"\n[aanmelden.oidc]\n{regels}")
    huis: Huis = app.extensions["maatwerk"]
    nieuw = create_app(replace(huis.omgeving, config_map=map_, oidc_geheim=geheim, demo=demo), engine)
    nieuw.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return nieuw


def _toml(waarde: object) -> str:
    if isinstance(waarde, bool):
        return str(waarde).lower()
    return str(waarde) if isinstance(waarde, list) else f'"{waarde}"'
