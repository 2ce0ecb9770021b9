"""Make .venv with uv in it from nothing but python3: also where Debian leaves out pip and ensurepip.

Which uv, from where, and with which hash stands in uv.lock, as for every other package.
"""

import hashlib
import io
import platform
import sys
import tomllib
import urllib.request
import venv
import zipfile
from pathlib import Path

VENV = Path(".venv")
SYSTEM = {"Linux": "manylinux", "Darwin": "macosx"}
MACHINE = {"AMD64": "x86_64", "arm64": "arm64" if platform.system() == "Darwin" else "aarch64"}


def find_wheel(lock: dict) -> tuple[str, str]:
    """Give address and sha256 of the uv wheel for this machine."""
    uv = next(package for package in lock["package"] if package["name"] == "uv")
    machine = MACHINE.get(platform.machine(), platform.machine())
    for wheel in uv["wheels"]:
        name = wheel["url"].rpartition("/")[2]
        if SYSTEM.get(platform.system(), "?") in name and f"{machine}.whl" in name:
            return wheel["url"], wheel["hash"].removeprefix("sha256:")
    sys.exit(f"Voor deze machine ({platform.system()} {machine}) kennen we geen uv; maak .venv met een eigen uv.")


def fetch(url: str, digest: str) -> bytes:
    """Download and check: what differs from the lock is refused."""
    with urllib.request.urlopen(url) as answer:
        content = answer.read()
    if hashlib.sha256(content).hexdigest() != digest:
        sys.exit("uv kwam beschadigd binnen; probeer het opnieuw.")
    return content


def main() -> None:
    """Make the environment, unless uv is in it already."""
    uv = VENV / "bin" / "uv"
    if uv.exists():
        return
    venv.create(VENV, symlinks=True)
    lock = tomllib.loads(Path("uv.lock").read_text("utf-8"))
    with zipfile.ZipFile(io.BytesIO(fetch(*find_wheel(lock)))) as wheel:
        binary = next(name for name in wheel.namelist() if name.endswith("/scripts/uv"))
        uv.write_bytes(wheel.read(binary))
    uv.chmod(0o755)


main()
