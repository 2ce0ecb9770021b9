"""A whole installation, as it stands on a machine."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from maatwerk.cli import maatwerk
from maatwerk.kern import klok
from maatwerk.kern.database import maak_engine
from maatwerk.kern.handeling import Handeling, Systeem
from maatwerk.kern.instellingen import Instellingen
from maatwerk.kern.kluis import Kluis
from tests.conftest import GEHEIM, SPOOR


@dataclass(frozen=True)
class Installatie:
    """A whole installation: a data folder, a database of our own, and the command."""

    map_: Path
    url: str
    instellingen: Instellingen
    kluis: Kluis

    def draai(self, *woorden: str, geheim: str = GEHEIM) -> Result:
        omgeving = {
            "MAATWERK_SECRET_KEY": geheim, "MAATWERK_DATA_DIR": str(self.map_), "MAATWERK_DATABASE_URL": self.url,
        }  # fmt: skip
        return CliRunner().invoke(maatwerk, list(woorden), env=omgeving)

    def werk(self, doe: Callable[[Handeling], Any], *, dagen: int = 0) -> Any:
        """Do something as the system, so many days from now, and keep it."""
        engine = maak_engine(self.url, self.kluis)
        with Session(engine, expire_on_commit=False) as sessie, sessie.begin():
            uit = doe(Handeling(sessie, Systeem(), klok.nu() + timedelta(days=dagen), self.instellingen, SPOOR))
        engine.dispose()
        return uit

    def kopie(self) -> Path:
        uitslag = self.draai("backup")
        assert uitslag.exit_code == 0, uitslag.output
        return max((self.map_ / "backups").glob("*.backup"))
