"""Handing all work on to a colleague at once: casussen, concepten, open acties and waarnemingen."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, lazyload, load_only

from maatwerk.account.models import Medewerker
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Status
from maatwerk.doorbraak.models import Actie, Besluit
from maatwerk.kern.beleid import BELEID
from maatwerk.kern.fouten import Invoerfout, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Recht
from maatwerk.logboek.commands import noteer
from maatwerk.triage.overdracht import (
    binnen_bereik,
    draag_casussen_over,
    draag_waarnemingen_over,
    list_opvolgers,
    list_over_te_dragen,
    list_waarnemingen_van,
    tel_achtergebleven,
)


@dataclass(frozen=True)
class Werk:
    """How much somebody holds: numbers only."""

    casussen: int
    concepten: int
    acties: int
    waarnemingen: int

    def __bool__(self) -> bool:
        """Answer whether there is anything to hand on."""
        return any((self.casussen, self.concepten, self.acties, self.waarnemingen))


def tel_werk(handeling: Handeling, van: Medewerker) -> Werk:
    """Count what this person holds and the reader may hand on."""
    casussen = list_over_te_dragen(handeling, van)
    concepten = sum(casus.status is Status.CONCEPT for casus in casussen)
    acties, waarnemingen = _open_acties(handeling, van), list_waarnemingen_van(handeling, van)
    return Werk(len(casussen) - concepten, concepten, len(acties), len(waarnemingen))


def _open_acties(handeling: Handeling, van: Medewerker) -> Sequence[Actie]:
    vraag = select(Actie).join(Actie.besluit).join(Besluit.casus).options(
        load_only(Actie.houder_id), joinedload(Actie.besluit).options(load_only(Besluit.casus_id), lazyload("*"))
    )  # fmt: skip
    eigen = (Actie.houder_id == van.id, Actie.klaar_op.is_(None))
    return handeling.sessie.scalars(vraag.where(*eigen, binnen_bereik(handeling, van))).all()


def list_vertrokken(handeling: Handeling) -> Sequence[tuple[Medewerker, int, int]]:
    """Give whose account is off and who left running casussen or acties within reach, with how many of each."""
    tafels = {tafel for rol in BELEID[Recht.CASUS_OVERDRAGEN] for tafel in handeling.wie.tafels(rol)}
    per_houder = (
        select(Actie.houder_id, func.count())
        .join(Actie.besluit)
        .join(Besluit.casus)
        .join(Medewerker, Medewerker.id == Actie.houder_id)
        .where(Medewerker.actief.is_(False), Actie.klaar_op.is_(None), Casus.tafel.in_(tafels))
        .group_by(Actie.houder_id)
    )
    casussen = tel_achtergebleven(handeling)
    acties = {wie: aantal for wie, aantal in handeling.sessie.execute(per_houder)}  # noqa: C416 - rows, not pairs
    wie = select(Medewerker).where(Medewerker.id.in_([*casussen, *acties])).order_by(Medewerker.naam, Medewerker.id)
    return [(mens, casussen.get(mens.id, 0), acties.get(mens.id, 0)) for mens in handeling.sessie.scalars(wie)]


def get_vertrokkene(handeling: Handeling, medewerker_id: int) -> Medewerker:
    """Give somebody who left work within reach. Raises Onvindbaar for anybody else."""
    gevonden = next((mens for mens, _, _ in list_vertrokken(handeling) if mens.id == medewerker_id), None)
    if gevonden is None:
        raise Onvindbaar
    return gevonden


def draag_over(handeling: Handeling, van: Medewerker, naar_id: int) -> Medewerker:
    """Hand everything on that the reader may hand on; answer to whom. Raises Invoerfout on `naar`."""
    naar = next((mens for mens in list_opvolgers(handeling, van) if mens.id == naar_id), None)
    if naar is None:
        raise Invoerfout({"naar": f"Kies een collega van {van.organisatie}."})
    for actie in _open_acties(handeling, van):
        actie.houder_id = naar.id
        noteer(handeling, "actie.overgedragen", actie)
    draag_casussen_over(handeling, van, naar)
    draag_waarnemingen_over(handeling, van, naar)
    noteer(handeling, "medewerker.werk_overgedragen", van)
    return naar
