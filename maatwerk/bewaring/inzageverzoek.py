"""Everything that is held about one casus, for one readable file (AVG, artikel 15)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, and_, or_, select
from sqlalchemy.orm import joinedload, selectinload

from maatwerk.account.models import Medewerker
from maatwerk.afweging.models import Afweging, Oplossing, Weging
from maatwerk.bericht.models import Melding
from maatwerk.bericht.soorten import Soort
from maatwerk.bewaring.models import Inzageverzoek
from maatwerk.casus.klad import paren_van
from maatwerk.casus.models import Casus, Klad, Toegang
from maatwerk.doorbraak.models import Besluit, Procesevaluatie
from maatwerk.kern.fouten import Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.les.models import Les
from maatwerk.logboek.commands import noteer
from maatwerk.logboek.models import Logregel
from maatwerk.tafel.models import Agendapunt, Notitie
from maatwerk.triage.models import Aanvulling, Overdracht, Triagetoets, Triagevraag, Uitnodiging
from maatwerk.triage.queries import (
    list_aanvullingen,
    list_overdrachten,
    list_toetsen,
    list_uitnodigingen,
    list_vragen,
)


@dataclass(frozen=True)
class Bespreking:
    """What one zitting left about the casus."""

    agendapunt: Agendapunt
    notities: Sequence[Notitie]
    oplossingen: Sequence[Oplossing]
    rondes: Sequence[tuple[Afweging, Sequence[Weging]]]


@dataclass(frozen=True)
class Dossier:
    """All there is. The sections of the file follow these fields."""

    casus: Casus
    kladden: Sequence[tuple[str, datetime, Sequence[tuple[str, str]]]]
    vragen: Sequence[Triagevraag]
    aanvullingen: Sequence[Aanvulling]
    toetsen: Sequence[Triagetoets]
    uitnodigingen: Sequence[Uitnodiging]
    overdrachten: Sequence[Overdracht]
    toegang: Sequence[tuple[str, datetime, datetime]]
    besprekingen: Sequence[Bespreking]
    besluiten: Sequence[Besluit]
    evaluatie: Procesevaluatie | None
    lessen: Sequence[Les]
    meldingen: Sequence[tuple[str, Soort, datetime]]
    logregels: Sequence[Row[Logregel, str | None]]


def bereid_voor(handeling: Handeling, verzoek: Inzageverzoek) -> Dossier:
    """Gather what is held, and write down that it was. Raises Onvindbaar when the casus is gone."""
    vraag = select(Casus).where(Casus.id == verzoek.casus_id)
    vraag = vraag.options(selectinload(Casus.knelpunten), selectinload(Casus.pogingen))
    casus = handeling.sessie.scalar(vraag.execution_options(populate_existing=True))
    if casus is None:
        raise Onvindbaar
    verzoek.voorbereid_door, verzoek.voorbereid_op = handeling.wie.id, handeling.nu
    noteer(handeling, "inzageverzoek.voorbereid", verzoek)
    noteer(handeling, "casus.ter_inzage_gelezen", casus)
    return _verzamel(handeling, casus)


def _verzamel(handeling: Handeling, casus: Casus) -> Dossier:
    sessie = handeling.sessie
    toegang = select(Medewerker.naam, Toegang.vanaf, Toegang.tot).join(
        Medewerker, Medewerker.id == Toegang.medewerker_id
    )
    return Dossier(
        casus=casus,
        kladden=_kladden(handeling, casus),
        vragen=list_vragen(handeling, casus),
        aanvullingen=list_aanvullingen(handeling, casus),
        toetsen=list(list_toetsen(handeling, casus).values()),
        uitnodigingen=list_uitnodigingen(handeling, [casus.id]),
        overdrachten=list_overdrachten(handeling, casus),
        toegang=[
            (naam, vanaf, tot) for naam, vanaf, tot in sessie.execute(toegang.where(Toegang.casus_id == casus.id))
        ],
        besprekingen=[_bespreking(handeling, punt) for punt in _punten(handeling, casus)],
        besluiten=sessie.scalars(select(Besluit).where(Besluit.casus_id == casus.id).order_by(Besluit.id)).all(),
        evaluatie=sessie.scalar(select(Procesevaluatie).where(Procesevaluatie.casus_id == casus.id)),
        lessen=sessie.scalars(select(Les).where(Les.casus_id == casus.id)).all(),
        meldingen=_meldingen(handeling, casus),
        logregels=_logregels(handeling, casus),
    )


def _kladden(handeling: Handeling, casus: Casus) -> list[tuple[str, datetime, list[tuple[str, str]]]]:
    """Give what was typed and not saved, by whom and when, without the fields that stayed empty."""
    vraag = select(Klad).where(Klad.casus_id == casus.id).options(joinedload(Klad.medewerker)).order_by(Klad.id)
    return [
        (klad.medewerker.naam, klad.bewaard_op, [(naam, waarde) for naam, waarde in paren_van(klad) if waarde])
        for klad in handeling.sessie.scalars(vraag)
    ]


def _punten(handeling: Handeling, casus: Casus) -> Sequence[Agendapunt]:
    vraag = select(Agendapunt).where(Agendapunt.casus_id == casus.id).options(selectinload(Agendapunt.zitting))
    return handeling.sessie.scalars(vraag.order_by(Agendapunt.id)).all()


def _bespreking(handeling: Handeling, punt: Agendapunt) -> Bespreking:
    sessie = handeling.sessie
    oplossingen = select(Oplossing).where(Oplossing.agendapunt_id == punt.id).order_by(Oplossing.nummer)
    rondes = select(Afweging).where(Afweging.agendapunt_id == punt.id).order_by(Afweging.ronde)
    wegingen = select(Weging).order_by(Weging.id)
    return Bespreking(
        agendapunt=punt,
        notities=sessie.scalars(select(Notitie).where(Notitie.agendapunt_id == punt.id).order_by(Notitie.id)).all(),
        oplossingen=sessie.scalars(oplossingen).all(),
        rondes=[
            (ronde, sessie.scalars(wegingen.where(Weging.afweging_id == ronde.id)).all())
            for ronde in sessie.scalars(rondes).all()
        ],
    )


def _meldingen(handeling: Handeling, casus: Casus) -> Sequence[tuple[str, Soort, datetime]]:
    """Give who was told what kind of thing about this casus, oldest first."""
    vraag = select(Medewerker.naam, Melding.soort, Melding.wanneer).join(
        Melding, Melding.medewerker_id == Medewerker.id
    )
    rijen = handeling.sessie.execute(vraag.where(Melding.casus_id == casus.id).order_by(Melding.wanneer, Melding.id))
    return [(naam, soort, wanneer) for naam, soort, wanneer in rijen]


def _logregels(handeling: Handeling, casus: Casus) -> Sequence[Row[Logregel, str | None]]:
    """Give who did or read what with this casus and what belongs to it, oldest first."""
    punten = select(Agendapunt.id).where(Agendapunt.casus_id == casus.id)
    lessen = select(Les.id).where(Les.casus_id == casus.id)
    besluiten = select(Besluit.id).where(Besluit.casus_id == casus.id)
    over = or_(
        and_(Logregel.object_soort == "casus", Logregel.object_id == casus.id),
        and_(Logregel.object_soort == "agendapunt", Logregel.object_id.in_(punten)),
        and_(Logregel.object_soort == "besluit", Logregel.object_id.in_(besluiten)),
        and_(Logregel.object_soort == "les", Logregel.object_id.in_(lessen)),
    )
    vraag = select(Logregel, Medewerker.naam).outerjoin(Medewerker, Medewerker.id == Logregel.wie)
    return handeling.sessie.execute(vraag.where(over, Logregel.geslaagd).order_by(Logregel.id)).all()
