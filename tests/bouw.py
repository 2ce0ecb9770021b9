"""Builders: what a test needs, in one line, with sensible values for what it does not mention."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import count
from typing import Any

from argon2 import PasswordHasher

from maatwerk.account.models import Medewerker, Toewijzing
from maatwerk.casus.models import Casus, Knelpunt, Regel, Toegang
from maatwerk.casus.rules import NIET_INGEDIEND, Status
from maatwerk.casus.venster import Grond
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol, soort_van
from maatwerk.tafel.models import Agendapunt, Zitting
from maatwerk.tafel.rules import Zittingstatus

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
        soort=soort_van({rol for rol, _ in plaatsen}),
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
        "ingediend_op": None if status in NIET_INGEDIEND else handeling.nu,
        "afgesloten_op": handeling.nu if status is Status.AFGESLOTEN else None,
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


def bouw_agendapunt(
    handeling: Handeling, casus: Casus, leden: Sequence[Medewerker] = (), *, gestart: bool = True
) -> Agendapunt:
    """Build a published zitting of today with this casus on it, which these leden may read."""
    zitting = Zitting(tafel=casus.tafel, begint_op=handeling.nu, slots=4, status=Zittingstatus.GEPUBLICEERD)
    agendapunt = Agendapunt(zitting=zitting, casus=casus, volgorde=1, gestart_op=handeling.nu if gestart else None)
    venster = {"vanaf": handeling.nu - timedelta(days=1), "tot": handeling.nu + timedelta(days=14)}
    toegang = [Toegang(casus_id=casus.id, medewerker_id=lid.id, grond=Grond.TAFEL, **venster) for lid in leden]
    handeling.sessie.add_all([zitting, *toegang])
    handeling.sessie.flush()
    return agendapunt


@dataclass(frozen=True)
class Bespreking:
    """A casus at the tafel of Ondiep, with everybody who has to do with it."""

    indiener: Medewerker
    coordinator: Medewerker
    voorzitter: Medewerker
    leden: tuple[Medewerker, Medewerker]
    casus: Casus
    agendapunt: Agendapunt


def bouw_bespreking(handeling: Handeling, *, gestart: bool = True, **velden: Any) -> Bespreking:
    """Build a casus that is being discussed now, unless `gestart` is false."""
    indiener = bouw_medewerker(handeling, (Rol.INDIENER, ""))
    coordinator = bouw_medewerker(handeling, (Rol.COORDINATOR, "ondiep"))
    voorzitter = bouw_medewerker(handeling, (Rol.VOORZITTER, "ondiep"))
    leden = bouw_medewerker(handeling, (Rol.LID, "ondiep")), bouw_medewerker(handeling, (Rol.LID, "ondiep"))
    casus = bouw_casus(handeling, indiener, Status.INGEPLAND, **velden)
    agendapunt = bouw_agendapunt(handeling, casus, leden, gestart=gestart)
    return Bespreking(indiener, coordinator, voorzitter, leden, casus, agendapunt)


def bouw_zitting(
    handeling: Handeling, *casussen: Casus, status: Zittingstatus = Zittingstatus.GEPLAND, **velden: Any
) -> Zitting:
    """Build a zitting of Ondiep, in a week, with these casussen on its agenda in this order."""
    standaard: dict[str, Any] = {"tafel": "ondiep", "begint_op": handeling.nu + timedelta(days=7), "slots": 4}
    gesloten_op = handeling.nu if status is Zittingstatus.GESLOTEN else None
    agenda = [Agendapunt(casus=casus, casus_id=casus.id, volgorde=plek) for plek, casus in enumerate(casussen, start=1)]
    zitting = Zitting(status=status, gesloten_op=gesloten_op, agenda=agenda, **(standaard | velden))
    handeling.sessie.add(zitting)
    handeling.sessie.flush()
    return zitting
