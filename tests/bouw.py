"""Builders: what a test needs, in one line, with sensible values for what it does not mention."""

from datetime import date
from functools import cache
from itertools import count
from typing import Any

from argon2 import PasswordHasher

from maatwerk.account.models import Medewerker, Toewijzing
from maatwerk.casus.models import Casus, Knelpunt, Regel
from maatwerk.casus.rules import Status
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol

WACHTWOORD = "een-lang-wachtwoord"
_nummers = count(1)


@cache
def _hash() -> str:
    """Hash once: every medewerker of a test has the same password."""
    return PasswordHasher().hash(WACHTWOORD)


def bouw_medewerker(handeling: Handeling, *plaatsen: tuple[Rol, str], email: str = "", **velden: Any) -> Medewerker:
    """Build a medewerker with these (rol, tafel); the tafel is "" for a rol that sits at none."""
    nummer = next(_nummers)
    medewerker = Medewerker(
        email=email or f"medewerker{nummer}@voorbeeld.nl",
        naam=velden.pop("naam", f"Medewerker {nummer}"),
        organisatie=velden.pop("organisatie", "Buurtteam Ondiep"),
        wachtwoord=_hash(),
        toewijzingen=[Toewijzing(rol=rol, tafel=tafel) for rol, tafel in plaatsen],
        **velden,
    )
    handeling.sessie.add(medewerker)
    handeling.sessie.flush()
    return medewerker


def bouw_casus(
    handeling: Handeling, indiener: Medewerker | None = None, status: Status = Status.INGEDIEND, **velden: Any
) -> Casus:
    """Build a complete casus in this status, at the tafel of Ondiep unless said otherwise."""
    standaard: dict[str, Any] = {
        "tafel": "ondiep",
        "wijk": "Ondiep",
        "organisatie": "Buurtteam Ondiep",
        "titel": "Geen adres, geen uitkering",
        "situatie": "Een man slaapt bij kennissen en krijgt geen briefadres.",
        "wens_inwoner": "Hij wil werken.",
        "gevraagde_doorbraak": "Een briefadres en een voorschot binnen een week.",
        "grondslag": "participatiewet",
        "geinformeerd_op": date(2026, 11, 2),
        "triage_toelichting": "Een kort lijntje was genoeg.",
        "ingediend_op": None if status is Status.CONCEPT else handeling.nu,
        "knelpunten": [bouw_knelpunt()],
        "pogingen": [],
    }
    casus = Casus(
        indiener=indiener, status=status, aangemaakt_op=handeling.nu, gewijzigd_op=handeling.nu, **(standaard | velden)
    )
    handeling.sessie.add(casus)
    handeling.sessie.flush()
    return casus


def bouw_knelpunt(toelichting: str = "Zonder adres geen uitkering, zonder uitkering geen adres.") -> Knelpunt:
    """Build a knelpunt of two rules that wait for each other."""
    regels = [Regel(wet=wet, artikel="40", peildatum=date(2026, 11, 2)) for wet in ("Wet BRP", "PW")]
    return Knelpunt(soort="wederzijdse wachtvoorwaarde", waar="landelijke wet", toelichting=toelichting, regels=regels)
