"""What the machine decides: the environment variables `MAATWERK_…`, read once at start."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from maatwerk.kern.instellingen import InstellingFout

_MINSTE_GEHEIM = 32
_HOOGSTE_POORT = 65_535


@dataclass(frozen=True)
class Omgeving:
    """What the machine decides, from the environment variables `MAATWERK_…`."""

    database_url: str
    geheim: str
    poort: int
    data_map: Path
    config_map: Path
    demo: bool


def lees_omgeving(variabelen: Mapping[str, str], config_map: Path) -> Omgeving:
    """Read the environment. Raises InstellingFout when production has a missing or weak secret."""
    data_map = Path(variabelen.get("MAATWERK_DATA_DIR", "var")).resolve()
    demo = variabelen.get("MAATWERK_DEMO") == "1"
    geheim = variabelen.get("MAATWERK_SECRET_KEY", "")
    if not demo and len(geheim) < _MINSTE_GEHEIM:
        raise InstellingFout(
            f"MAATWERK_SECRET_KEY: ontbreekt of is te kort; geef minstens {_MINSTE_GEHEIM} willekeurige tekens."
        )
    return Omgeving(
        database_url=variabelen.get("MAATWERK_DATABASE_URL") or f"sqlite:///{data_map / 'maatwerk.db'}",
        geheim=geheim or "alleen-voor-de-demo-op-deze-machine",
        poort=_poort(variabelen.get("MAATWERK_PORT", "8000")),
        data_map=data_map,
        config_map=Path(variabelen.get("MAATWERK_CONFIG_DIR") or config_map),
        demo=demo,
    )


def _poort(tekst: str) -> int:
    if not tekst.isdecimal() or not 0 < int(tekst) <= _HOOGSTE_POORT:
        raise InstellingFout(f"MAATWERK_PORT: '{tekst}' is geen poort; geef een getal van 1 tot en met 65535.")
    return int(tekst)
