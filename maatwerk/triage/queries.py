"""Finding what was asked, added and found about a casus, and who could come to the tafel for it."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from maatwerk.account.models import Medewerker, Toewijzing
from maatwerk.casus.models import Casus
from maatwerk.kern.fouten import Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.triage.models import Aanvulling, Overdracht, Triagetoets, Triagevraag, Uitnodiging
from maatwerk.triage.rules import Toets


def list_vragen(handeling: Handeling, casus: Casus) -> Sequence[Triagevraag]:
    """Give what triage asked, each with its answer, the first one first."""
    vraag = select(Triagevraag).where(Triagevraag.casus_id == casus.id).order_by(Triagevraag.id)
    met = (joinedload(Triagevraag.vrager), joinedload(Triagevraag.antwoorder))
    return handeling.sessie.scalars(vraag.options(*met)).all()


def list_aanvullingen(handeling: Handeling, casus: Casus) -> Sequence[Aanvulling]:
    """Give what the indiener added after handing in, the first one first."""
    vraag = select(Aanvulling).where(Aanvulling.casus_id == casus.id).options(joinedload(Aanvulling.schrijver))
    return handeling.sessie.scalars(vraag.order_by(Aanvulling.id)).all()


def list_toetsen(handeling: Handeling, casus: Casus) -> Mapping[Toets, Triagetoets]:
    """Give what triage found, per question. For whoever holds TRIAGE_LEZEN on this casus."""
    rijen = handeling.sessie.scalars(select(Triagetoets).where(Triagetoets.casus_id == casus.id))
    return {rij.toets: rij for rij in rijen}


def list_uitnodigingen(handeling: Handeling, casussen: Collection[int]) -> Sequence[Uitnodiging]:
    """Give who is asked to the tafel for these casussen. For whoever holds TRIAGE_LEZEN on them."""
    vraag = select(Uitnodiging).where(Uitnodiging.casus_id.in_(casussen)).order_by(Uitnodiging.id)
    return handeling.sessie.scalars(vraag.options(joinedload(Uitnodiging.medewerker))).all()


def get_uitnodiging(handeling: Handeling, casus: Casus, uitnodiging_id: int) -> Uitnodiging:
    """Give one invitation for this casus. Raises Onvindbaar."""
    vraag = select(Uitnodiging).where(Uitnodiging.id == uitnodiging_id, Uitnodiging.casus_id == casus.id)
    gevonden = handeling.sessie.scalar(vraag)
    if gevonden is None:
        raise Onvindbaar
    return gevonden


def list_gasten(handeling: Handeling, casus: Casus) -> Sequence[Medewerker]:
    """Give the active medewerkers who are asked to the tafel for this casus."""
    vraag = select(Medewerker).join(Uitnodiging, Uitnodiging.medewerker_id == Medewerker.id)
    return handeling.sessie.scalars(vraag.where(Uitnodiging.casus_id == casus.id, Medewerker.actief)).all()


def list_te_nodigen(handeling: Handeling, casus: Casus) -> Sequence[Medewerker]:
    """Give who sits at another tafel as lid and could come for this casus, by organisation."""
    hier = exists().where(
        Toewijzing.medewerker_id == Medewerker.id, Toewijzing.rol == Rol.LID, Toewijzing.tafel == casus.tafel
    )
    al = exists().where(Uitnodiging.medewerker_id == Medewerker.id, Uitnodiging.casus_id == casus.id)
    vraag = select(Medewerker).where(Medewerker.actief, Medewerker.toewijzingen.any(rol=Rol.LID), ~hier, ~al)
    return handeling.sessie.scalars(vraag.order_by(Medewerker.organisatie, Medewerker.naam, Medewerker.id)).all()


def list_overdrachten(handeling: Handeling, casus: Casus) -> Sequence[Overdracht]:
    """Give how this casus went from one indiener to another, the first time first."""
    vraag = select(Overdracht).where(Overdracht.casus_id == casus.id).order_by(Overdracht.id)
    return handeling.sessie.scalars(vraag.options(joinedload(Overdracht.van), joinedload(Overdracht.naar))).all()
