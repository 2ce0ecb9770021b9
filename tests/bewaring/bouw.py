"""A casus with a canary in every text, and what the timer needs."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select, text

from maatwerk.account.models import Medewerker
from maatwerk.afweging.models import Afweging, Minderheidsstandpunt, Oplossing, Weging
from maatwerk.afweging.rules import WaardeCode
from maatwerk.bewaring.register import Register, open_register
from maatwerk.casus.models import Casus, Poging
from maatwerk.kern.database import Basis
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.versleuteld import Versleuteld
from maatwerk.tafel.models import Agendapunt
from tests.conftest import GEHEIM
from tests.les.bouw import bouw_verhaal

KANARIE = "kanariepiet"
JAAR = 366


def bouw_register(map_: Path) -> Register:
    """Give the register of this test."""
    return open_register(map_, GEHEIM)


def bouw_oude_casus(handeling: Handeling, indiener: Medewerker, *, dagen: int = 2 * JAAR, **velden: Any) -> Casus:
    """Build a casus that closed so many days ago, with a canary in every text."""
    toen = handeling.nu - timedelta(days=dagen)
    eigen: dict[str, Any] = dict.fromkeys(
        ("wens_inwoner", "stem_inwoner", "niets_doen", "gevraagde_doorbraak"), KANARIE
    )
    eigen |= {"pogingen": [Poging(uitkomst=f"Gebeld. {KANARIE}")], "organisaties": [KANARIE], "afgesloten_op": toen}
    casus = bouw_verhaal(handeling, indiener, KANARIE, **(eigen | velden))
    casus.gewijzigd_op = toen
    afweging = handeling.sessie.scalars(
        select(Afweging)
        .join(Agendapunt, Agendapunt.id == Afweging.agendapunt_id)
        .where(Agendapunt.casus_id == casus.id)
    ).one()
    oplossing = handeling.sessie.scalars(
        select(Oplossing).where(Oplossing.agendapunt_id == afweging.agendapunt_id, Oplossing.nummer == 1)
    ).one()
    handeling.sessie.add(
        Minderheidsstandpunt(afweging_id=afweging.id, medewerker_id=indiener.id, tekst=KANARIE, reden=KANARIE)
    )
    handeling.sessie.add(
        Weging(
            afweging_id=afweging.id,
            oplossing_id=oplossing.id,
            medewerker_id=indiener.id,
            waarde=WaardeCode.RENDEMENT,
            tekst=KANARIE,
            stand=3,
        )
    )
    handeling.sessie.flush()
    return casus


def ruwe_bytes(engine: Engine) -> bytes:
    """Give every byte of a SQLite database and of what lies beside it."""
    pad = Path(engine.url.database or "")
    return b"".join(deel.read_bytes() for deel in pad.parent.glob(f"{pad.name}*"))


def sporen(engine: Engine, casus_id: int) -> list[bytes]:
    """Give every text of this casus as it lies: encrypted, so never found by what it says."""
    gevonden: list[str] = []
    with engine.connect() as verbinding:
        for tabel in Basis.metadata.sorted_tables:
            sleutel = "id" if tabel.name == "casus" else "casus_id"
            dicht = [kolom.name for kolom in tabel.columns if isinstance(kolom.type, Versleuteld)]
            if dicht and sleutel in tabel.c:
                vraag = text(f"SELECT {', '.join(dicht)} FROM {tabel.name} WHERE {sleutel} = :id")  # noqa: S608 - our own
                gevonden += [tekst for rij in verbinding.execute(vraag, {"id": casus_id}) for tekst in rij if tekst]
    assert len(gevonden) > 10
    return [tekst.encode() for tekst in gevonden]


def ligt_er_iets_van(spoor: list[bytes], inhoud: bytes) -> bool:
    """Answer whether one of these texts lies in these bytes."""
    return any(tekst in inhoud for tekst in spoor)
