"""Finding lessen, and what lies under them. `zichtbaar_voor` is the only door to a les."""

import re
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import selectinload

from maatwerk.afweging.models import Afweging
from maatwerk.afweging.rules import WaardeCode
from maatwerk.casus import queries as casussen
from maatwerk.casus.models import Casus
from maatwerk.doorbraak.models import Besluit
from maatwerk.doorbraak.queries import find_procesevaluatie, list_besluiten
from maatwerk.kern.fouten import Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.les.models import Kenmerk, Les
from maatwerk.les.rules import Doorbraakfeit, Lesstatus, Verhaal, Zoekvraag, vouw
from maatwerk.tafel.models import Agendapunt, Notitie

BLADZIJDE = 25
_MEESTE_WOORDEN = 10
_CODE = re.compile(r"[0-9a-f]{8}", re.ASCII)
_BEDOELING = "bedoeling"  # the code of that phase in zitting.toml


def zichtbaar_voor(handeling: Handeling) -> Select[Les]:
    """Select the lessen this reader may see.

    Everybody reads what is published; the voorzitter all of his tafels; the indiener his own once it is checked; the
    privacy officer what waits for a check.
    """
    wie = handeling.wie
    privacy = Les.status == Lesstatus.CONCEPT if Rol.PRIVACY in wie.rollen else false()
    return (
        select(Les)
        .outerjoin(Les.casus)
        .where(
            or_(
                Les.status == Lesstatus.GEPUBLICEERD,
                Casus.tafel.in_(wie.tafels(Rol.VOORZITTER)),
                and_(Casus.indiener_id == wie.id, Les.status != Lesstatus.CONCEPT),
                privacy,
            )
        )
    )


def get_les(handeling: Handeling, code: str) -> Les:
    """Give a les. Raises Onvindbaar, also when it is not for this reader."""
    return _een(handeling, zichtbaar_voor(handeling), code)


def get_les_van_tafel(handeling: Handeling, code: str) -> Les:
    """Give a les from an own tafel, to write, publish or withdraw. Raises Onvindbaar."""
    eigen = Casus.tafel.in_(handeling.wie.tafels(Rol.VOORZITTER))
    return _een(handeling, zichtbaar_voor(handeling).where(eigen), code)


def get_les_van_indiener(handeling: Handeling, code: str) -> Les:
    """Give a les from an own casus, to agree with. Raises Onvindbaar."""
    return _een(handeling, zichtbaar_voor(handeling).where(Casus.indiener_id == handeling.wie.id), code)


def get_les_voor_controle(handeling: Handeling, code: str) -> Les:
    """Give a les that this reader may check, as voorzitter of its tafel or as privacy officer. Raises Onvindbaar."""
    return _een(handeling, zichtbaar_voor(handeling).where(_controleert(handeling)), code)


def _een(handeling: Handeling, vraag: Select[Les], code: str) -> Les:
    les = handeling.sessie.scalar(vraag.where(Les.code == code)) if _CODE.fullmatch(code) else None
    if les is None:
        raise Onvindbaar
    return les


def _controleert(handeling: Handeling) -> ColumnElement[bool]:
    if Rol.PRIVACY in handeling.wie.rollen:
        return Les.status == Lesstatus.CONCEPT
    return Casus.tafel.in_(handeling.wie.tafels(Rol.VOORZITTER))


def is_van_tafel(handeling: Handeling, les: Les) -> bool:
    """Answer whether this reader leads the tafel that the les comes from."""
    return les.casus is not None and les.casus.tafel in handeling.wie.tafels(Rol.VOORZITTER)


def is_van_indiener(handeling: Handeling, les: Les) -> bool:
    """Answer whether the les comes from a casus of this reader."""
    return les.casus is not None and les.casus.indiener_id is not None and les.casus.indiener_id == handeling.wie.id


def list_gepubliceerd(
    handeling: Handeling, zoek: Zoekvraag | None = None, voor: str = "", hoogstens: int = BLADZIJDE
) -> Sequence[Les]:
    """Give published lessen, newest quarter first; `voor` is the code of the last one of the page before.

    Within a quarter the random code decides: an order by id would tell the order of the casussen.
    """
    zoek = zoek or Zoekvraag()
    vraag = select(Les).where(Les.status == Lesstatus.GEPUBLICEERD, *_met_woorden(zoek.woorden))
    for soort, waarde in zoek.kenmerken.items():
        if waarde:
            vraag = vraag.where(Les.kenmerken.any(and_(Kenmerk.soort == soort, Kenmerk.waarde == waarde)))
    if _CODE.fullmatch(voor):
        kwartaal = select(Les.kwartaal).where(Les.code == voor).scalar_subquery()
        vraag = vraag.where(or_(Les.kwartaal < kwartaal, and_(Les.kwartaal == kwartaal, Les.code > voor)))
    return handeling.sessie.scalars(vraag.order_by(Les.kwartaal.desc(), Les.code).limit(hoogstens)).all()


def _met_woorden(woorden: str) -> list[ColumnElement[bool]]:
    """Give a condition per word: it stands somewhere in the les, whatever its capitals and accents."""
    return [Les.zoektekst.contains(woord, autoescape=True) for woord in vouw(woorden).split()[:_MEESTE_WOORDEN]]


def list_concepten(handeling: Handeling) -> Sequence[Les]:
    """Give the lessen of the own tafels that are not out yet."""
    onderweg = Les.status.in_((Lesstatus.CONCEPT, Lesstatus.GECONTROLEERD))
    eigen = Casus.tafel.in_(handeling.wie.tafels(Rol.VOORZITTER))
    return handeling.sessie.scalars(zichtbaar_voor(handeling).where(onderweg, eigen).order_by(Les.id)).all()


def list_te_controleren(handeling: Handeling) -> Sequence[Les]:
    """Give the lessen that wait for a check by this reader: not those he wrote in himself."""
    vraag = zichtbaar_voor(handeling).where(
        Les.status == Lesstatus.CONCEPT,
        _controleert(handeling),
        ~Les.schrijvers.any(id=handeling.wie.id),
    )
    return handeling.sessie.scalars(vraag.order_by(Les.id)).all()


def list_te_instemmen(handeling: Handeling) -> Sequence[Les]:
    """Give the checked lessen from own casussen that wait for this indiener to agree."""
    vraag = zichtbaar_voor(handeling).where(
        Les.status == Lesstatus.GECONTROLEERD, Les.ingestemd_op.is_(None), Casus.indiener_id == handeling.wie.id
    )
    return handeling.sessie.scalars(vraag.order_by(Les.id)).all()


def find_les_van(handeling: Handeling, casus: Casus) -> Les | None:
    """Give the les that was drawn from this casus, if this reader may see it."""
    return handeling.sessie.scalar(zichtbaar_voor(handeling).where(Les.casus_id == casus.id))


def get_casus_van_tafel(handeling: Handeling, nummer: str) -> Casus:
    """Give a casus of an own tafel, to draw a les from. Raises Onvindbaar."""
    casus = casussen.get_casus(handeling, nummer)
    if casus.tafel not in handeling.wie.tafels(Rol.VOORZITTER):
        raise Onvindbaar
    return casus


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
        namen=_namen(casus, besluiten),
    )


def _bedoelingen(handeling: Handeling, casus: Casus) -> list[str]:
    vraag = select(Notitie.tekst).join(Agendapunt, Agendapunt.id == Notitie.agendapunt_id)
    vraag = vraag.where(Agendapunt.casus_id == casus.id, Notitie.fase == _BEDOELING).order_by(Notitie.id)
    return [tekst for tekst in handeling.sessie.scalars(vraag) if tekst.strip()]


def _motivering(handeling: Handeling, casus: Casus) -> dict[str, str]:
    """Give the latest joint motivering per waarde, and then the weighing of the three together."""
    vraag = select(Afweging).join(Afweging.agendapunt).where(Agendapunt.casus_id == casus.id)
    afweging = handeling.sessie.scalar(vraag.order_by(Afweging.id.desc()).limit(1))
    return {naam: getattr(afweging, naam) for naam in (*WaardeCode, "weging")} if afweging else {}


def _namen(casus: Casus, besluiten: Sequence[Besluit]) -> list[str]:
    """Give the names of the professionals around this casus: they too must not be in the les."""
    indiener = [casus.indiener.naam] if casus.indiener else []
    return [*indiener, *(actie.houder.naam for besluit in besluiten for actie in besluit.acties)]
