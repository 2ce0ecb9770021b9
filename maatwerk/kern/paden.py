"""Where templates, migrations and config live: in the tree while developing, inside the package once installed."""

from pathlib import Path

_PAKKET = Path(__file__).resolve().parent.parent


def bron(naam: str) -> Path:
    """Give the folder `naam` (templates, migrations or config) of this installation."""
    verpakt = _PAKKET / "_bron" / naam
    return verpakt if verpakt.is_dir() else _PAKKET.parent / naam
