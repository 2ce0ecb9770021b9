"""Finding lessen, and what lies under them. `zichtbaar_voor` is the only door to a les."""

import re
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import selectinload

from maatwerk.afweging.models import Afweging
from maatwerk.afweging.rules import WaardeCode
from maatwerk.casus import queries as casussen
from maatwerk.casus.models import Casus
from maatwerk.doorbraak.models import Besluit
from maatwerk.doorbraak.queries import find_procesevaluatie, list_besluiten
from maatwerk.kern.beleid import gronden
from maatwerk.kern.fouten import Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Recht, Relatie, Rol
from maatwerk.les.models import Les
from maatwerk.les.rules import Doorbraakfeit, Lesstatus, Verhaal
from maatwerk.tafel.models import Agendapunt, Notitie

_CODE = re.compile(r"[0-9a-f]{8}", re.ASCII)
_BEDOELING = "bedoeling"  # the code of that phase in zitting.toml


def zichtbaar_voor(handeling: Handeling, recht: Recht = Recht.LES_LEZEN) -> Select[Les]:
    """Select the lessen to which this person may do this, by the policy (kern.beleid)."""
    return select(Les).outerjoin(Les.casus).where(_mag_op(handeling, recht))


def _mag_op(handeling: Handeling, recht: Recht) -> ColumnElement[bool]:
    houdt = (VOORWAARDEN[relatie](handeling, rol) for rol, relatie in gronden(handeling.wie, recht))
    return or_(false(), *houdt)


def _vrijgegeven(_handeling: Handeling, _rol: Rol) -> ColumnElement[bool]:
    return Les.status == Lesstatus.GEPUBLICEERD


def _te_controleren(_handeling: Handeling, _rol: Rol) -> ColumnElement[bool]:
    return Les.status == Lesstatus.CONCEPT


def _eigen(handeling: Handeling, rol: Rol) -> ColumnElement[bool]:
    """The indiener meets the les once it was checked."""
    return and_(casussen.VOORWAARDEN[Relatie.EIGEN](handeling, rol), Les.status != Lesstatus.CONCEPT)


VOORWAARDEN: Mapping[Relatie, Callable[[Handeling, Rol], ColumnElement[bool]]] = {
    Relatie.VRIJGEGEVEN: _vrijgegeven,
    Relatie.TE_CONTROLEREN: _te_controleren,
    Relatie.EIGEN: _eigen,
    Relatie.EIGEN_TAFEL: casussen.VOORWAARDEN[Relatie.EIGEN_TAFEL],
}
"""What each relation of the policy means for a les, in SQL, joined with the casus it came from."""


def get_les(handeling: Handeling, code: str, recht: Recht = Recht.LES_LEZEN) -> Les:
    """Give a les. Raises Onvindbaar, also when this person lacks this right on it."""
    vraag = zichtbaar_voor(handeling, recht).where(Les.code == code)
    les = handeling.sessie.scalar(vraag) if _CODE.fullmatch(code) else None
    if les is None:
        raise Onvindbaar
    return les


def mag_op(handeling: Handeling, les: Les, recht: Recht) -> bool:
    """Answer whether this person has this right on this les: the page offers what the views allow."""
    return handeling.sessie.scalar(zichtbaar_voor(handeling, recht).where(Les.id == les.id)) is not None


def is_ingetrokken(handeling: Handeling, code: str) -> bool:
    """Answer whether this code was a les once: all that is left of it for whoever may not read it."""
    weg = select(Les.id).where(Les.code == code, Les.status == Lesstatus.INGETROKKEN)
    return bool(_CODE.fullmatch(code)) and handeling.sessie.scalar(weg) is not None


def list_concepten(handeling: Handeling) -> Sequence[Les]:
    """Give the lessen of the own tafels that are not out yet."""
    onderweg = Les.status.in_((Lesstatus.CONCEPT, Lesstatus.GECONTROLEERD, Lesstatus.VRIJGEGEVEN))
    return handeling.sessie.scalars(
        zichtbaar_voor(handeling, Recht.LES_SCHRIJVEN).where(onderweg).order_by(Les.id)
    ).all()


def list_te_controleren(handeling: Handeling) -> Sequence[Les]:
    """Give the lessen that wait for a check by this reader: not those he wrote in himself."""
    vraag = zichtbaar_voor(handeling, Recht.LES_CONTROLEREN).where(
        Les.status == Lesstatus.CONCEPT, ~Les.schrijvers.any(id=handeling.wie.id)
    )
    return handeling.sessie.scalars(vraag.order_by(Les.id)).all()


def list_te_instemmen(handeling: Handeling) -> Sequence[Les]:
    """Give the checked lessen from own casussen that wait for this indiener to agree."""
    vraag = zichtbaar_voor(handeling, Recht.LES_INSTEMMEN).where(
        Les.status == Lesstatus.GECONTROLEERD, Les.ingestemd_op.is_(None)
    )
    return handeling.sessie.scalars(vraag.order_by(Les.id)).all()


def find_les_van(handeling: Handeling, casus: Casus) -> Les | None:
    """Give the les that was drawn from this casus, if this reader may see it."""
    return handeling.sessie.scalar(zichtbaar_voor(handeling).where(Les.casus_id == casus.id))


def find_bron(handeling: Handeling, les: Les) -> Casus | None:
    """Give the casus under a les, only if this reader may see that casus."""
    vraag = casussen.zichtbaar_voor(handeling).where(Casus.id == les.casus_id)
    return handeling.sessie.scalar(vraag.options(selectinload(Casus.knelpunten)))


def get_verhaal(handeling: Handeling, casus: Casus) -> Verhaal:
    """Give everything a casus left to tell. The caller has seen to it that the reader may see the casus."""
    besluiten = list_besluiten(handeling, casus)
    evaluatie = find_procesevaluatie(handeling, casus)
    return Verhaal(
        titel=casus.titel,
        situatie=casus.situatie,
        knelpunten=[punt.toelichting for punt in casus.knelpunten],
        bedoelingen=_bedoelingen(handeling, casus),
        motivering=_motivering(handeling, casus),
        besluiten=[tekst for besluit in besluiten for tekst in (besluit.toelichting, besluit.voorwaarden)],
        doorbraken=[
            Doorbraakfeit(doorbraak.niveau, doorbraak.omschrijving, doorbraak.status)
            for besluit in besluiten
            for doorbraak in besluit.doorbraken
        ],
        geleerd=[evaluatie.leren, evaluatie.anders] if evaluatie else [],
        namen=namen_rond(casus, besluiten),
    )


def _bedoelingen(handeling: Handeling, casus: Casus) -> list[str]:
    vraag = select(Notitie.tekst).join(Agendapunt, Agendapunt.id == Notitie.agendapunt_id)
    vraag = vraag.where(Agendapunt.casus_id == casus.id, Notitie.fase == _BEDOELING).order_by(Notitie.id)
    return [tekst for tekst in handeling.sessie.scalars(vraag) if tekst.strip()]


def _motivering(handeling: Handeling, casus: Casus) -> dict[str, str]:
    """Give the latest joint motivering per waarde, and then the weighing of the three together."""
    vraag = select(Afweging).join(Afweging.agendapunt).where(Agendapunt.casus_id == casus.id, Afweging.weging != "")
    afweging = handeling.sessie.scalar(vraag.order_by(Afweging.id.desc()).limit(1))
    return {naam: getattr(afweging, naam) for naam in (*WaardeCode, "weging")} if afweging else {}


def namen_rond(casus: Casus, besluiten: Sequence[Besluit]) -> list[str]:
    """Give the names of the professionals around this casus: they too must not be in the les."""
    indiener = [casus.indiener.naam] if casus.indiener else []
    return [*indiener, *(actie.houder.naam for besluit in besluiten for actie in besluit.acties)]
