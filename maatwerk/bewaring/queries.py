"""Finding what is kept too long, and what was done about it. The privacy officer gets numbers and dates, never text."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, load_only

from maatwerk.bewaring.models import Bewaarplicht, Inzageverzoek, Vernietigingsverklaring, Voorstel
from maatwerk.bewaring.rules import KANDIDATEN, Categorie, Feiten, Toets, toets
from maatwerk.casus.models import Casus
from maatwerk.casus.queries import mag_op, zichtbaar_voor
from maatwerk.casus.rules import Status
from maatwerk.kern.database import HOOGSTE_SLEUTEL
from maatwerk.kern.fouten import Invoerfout, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.klok import vandaag
from maatwerk.kern.rechten import Recht
from maatwerk.logboek.models import Logregel

_T = TypeVar("_T")
TOEGEPAST = "bewaring.toegepast"
_NUMMER = re.compile(r"MT-[0-9]{4}-[0-9]{4,10}", re.ASCII)
_KAAL = load_only(Casus.aangemaakt_op, Casus.tafel, Casus.status, Casus.indiener_id, raiseload=True)
"""What of a casus may be shown to whoever may not read it."""


class Kandidaat(NamedTuple):
    """A casus whose term may run, without its text."""

    id: int
    status: Status
    aangemaakt_op: datetime
    gewijzigd_op: datetime
    afgesloten_op: datetime | None

    @property
    def feiten(self) -> Feiten:
        """Give what the rules ask."""
        return feiten_van(self.status, self.gewijzigd_op, self.afgesloten_op)

    @property
    def nummer(self) -> str:
        """Give the number, as the casus itself does."""
        return f"MT-{self.aangemaakt_op.year}-{self.id:04d}"


def feiten_van(status: Status, gewijzigd_op: datetime, afgesloten_op: datetime | None) -> Feiten:
    """Turn moments into the days that terms count with."""
    return Feiten(status, vandaag(gewijzigd_op), vandaag(afgesloten_op) if afgesloten_op else None)


def vervalt(handeling: Handeling, casus: Casus) -> Toets | None:
    """Give when this casus is destroyed, and what of it; None while it is worked on."""
    feiten = feiten_van(casus.status, casus.gewijzigd_op, casus.afgesloten_op)
    return toets(feiten, handeling.instellingen.algemeen.bewaartermijnen, handeling.vandaag)


def list_kandidaten(handeling: Handeling) -> Sequence[Kandidaat]:
    """Give the casussen that may be near the end of a term, and keep them as they are until we commit."""
    algemeen = handeling.instellingen.algemeen
    termijnen = algemeen.bewaartermijnen
    kortste = min(
        termijnen.concept_dagen, termijnen.niet_voor_de_tafel_dagen, termijnen.vrije_tekst_dagen, termijnen.casus_dagen
    )
    grens = handeling.nu - timedelta(days=kortste - algemeen.bewaring.bezwaar_dagen - 1)
    oud = or_(Casus.gewijzigd_op <= grens, Casus.afgesloten_op <= grens)
    velden = (getattr(Casus, veld) for veld in Kandidaat._fields)
    vraag = select(*velden).where(Casus.status.in_(KANDIDATEN), oud).order_by(Casus.id).with_for_update()
    return [Kandidaat(*rij) for rij in handeling.sessie.execute(vraag)]


def list_momenten(handeling: Handeling) -> list[datetime]:
    """Give the moments in the log since the last round, in the order of writing, and now."""
    rondes = select(func.max(Logregel.id)).where(Logregel.wat == TOEGEPAST).scalar_subquery()
    laatste = select(func.max(Logregel.id)).scalar_subquery()
    vraag = select(Logregel.wanneer).where(Logregel.id >= func.coalesce(rondes, laatste)).order_by(Logregel.id)
    return [*handeling.sessie.scalars(vraag), handeling.nu]


def list_geblokkeerd(handeling: Handeling) -> set[int]:
    """Give the casussen that may not be destroyed: a bewaarplicht holds, or somebody asked to see what we have."""
    plicht = select(Bewaarplicht.casus_id).where(_geldt(handeling))
    inzage = select(Inzageverzoek.casus_id).where(
        Inzageverzoek.voorbereid_op.is_(None), Inzageverzoek.casus_id.is_not(None)
    )
    return {nummer for nummer in handeling.sessie.scalars(plicht.union(inzage)) if nummer is not None}


def _geldt(handeling: Handeling) -> ColumnElement[bool]:
    return and_(Bewaarplicht.opgeheven_op.is_(None), Bewaarplicht.tot >= handeling.vandaag)


def _voorstellen() -> Select[Voorstel]:
    return (
        select(Voorstel)
        .join(Voorstel.casus)
        .options(
            contains_eager(Voorstel.casus).options(_KAAL),
            joinedload(Voorstel.bezwaarmaker),
            joinedload(Voorstel.goedkeurder),
        )
        .order_by(Voorstel.vervalt_op, Voorstel.id)
    )


def list_voorstellen(handeling: Handeling) -> Sequence[Voorstel]:
    """Give the whole list, for the privacy officer. A concept is between its indiener and the term."""
    return handeling.sessie.scalars(_voorstellen().where(Voorstel.categorie != Categorie.CONCEPT)).all()


def list_alle(handeling: Handeling) -> Sequence[Voorstel]:
    """Give every voorstel, concepts too, for the round."""
    return handeling.sessie.scalars(_voorstellen()).all()


def get_voorstel(handeling: Handeling, voorstel_id: int) -> Voorstel:
    """Give a voorstel to the privacy officer. Raises Onvindbaar."""
    vraag = _voorstellen().where(Voorstel.id == voorstel_id, Voorstel.categorie != Categorie.CONCEPT)
    return _eis(handeling.sessie.scalar(vraag))


def _van_tafel(handeling: Handeling) -> Select[Voorstel]:
    mag = mag_op(handeling, Recht.BEZWAAR_MAKEN)
    return _voorstellen().where(mag, Voorstel.categorie != Categorie.CONCEPT)


def get_voorstel_van_tafel(handeling: Handeling, voorstel_id: int) -> Voorstel:
    """Give a voorstel about a casus of an own tafel. Raises Onvindbaar."""
    return _eis(handeling.sessie.scalar(_van_tafel(handeling).where(Voorstel.id == voorstel_id)))


def list_te_bezwaren(handeling: Handeling) -> Sequence[Voorstel]:
    """Give the voorstellen of the own tafels against which the voorzitter can still object."""
    vraag = _van_tafel(handeling).where(Voorstel.bezwaar_tot >= handeling.vandaag, Voorstel.bezwaar_door.is_(None))
    return handeling.sessie.scalars(vraag).all()


def list_aflopend(handeling: Handeling) -> Sequence[Voorstel]:
    """Give the own concepten that are about to go."""
    mag = mag_op(handeling, Recht.CASUS_INDIENEN)
    vraag = _voorstellen().where(mag, Voorstel.categorie == Categorie.CONCEPT)
    return handeling.sessie.scalars(vraag).all()


def find_casus(handeling: Handeling, nummer: str, recht: Recht) -> Casus:
    """Give a casus to which this person may do this by its number, without its text.

    Raises Invoerfout on `nummer`; what is not yours reads the same as what does not exist.
    """
    volgnummer = int(nummer.rpartition("-")[2]) if _NUMMER.fullmatch(nummer) else HOOGSTE_SLEUTEL + 1
    casus = None
    if volgnummer <= HOOGSTE_SLEUTEL:
        casus = handeling.sessie.scalar(zichtbaar_voor(handeling, recht).where(Casus.id == volgnummer).options(_KAAL))
    if casus is None or casus.nummer != nummer:
        raise Invoerfout({"nummer": "Dit casusnummer kennen we niet. Het ziet eruit als MT-2020-0042."})
    return casus


def _plichten(handeling: Handeling) -> Select[Bewaarplicht]:
    return (
        select(Bewaarplicht)
        .join(Bewaarplicht.casus)
        .where(_geldt(handeling), mag_op(handeling, Recht.BEWAARPLICHT_ZETTEN))
        .options(contains_eager(Bewaarplicht.casus).options(_KAAL), joinedload(Bewaarplicht.zetter))
        .order_by(Bewaarplicht.tot, Bewaarplicht.id)
    )


def list_plichten(handeling: Handeling) -> Sequence[Bewaarplicht]:
    """Give the bewaarplichten that hold now: all to the privacy officer, else of the own tafels."""
    return handeling.sessie.scalars(_plichten(handeling)).all()


def get_plicht(handeling: Handeling, plicht_id: int) -> Bewaarplicht:
    """Give a bewaarplicht that holds. Raises Onvindbaar, also for another tafel."""
    return _eis(handeling.sessie.scalar(_plichten(handeling).where(Bewaarplicht.id == plicht_id)))


def list_verklaringen(handeling: Handeling) -> Sequence[Vernietigingsverklaring]:
    """Give the verklaringen, newest first."""
    return handeling.sessie.scalars(select(Vernietigingsverklaring).order_by(Vernietigingsverklaring.id.desc())).all()


def get_verklaring(handeling: Handeling, verklaring_id: int) -> Vernietigingsverklaring:
    """Give a verklaring. Raises Onvindbaar."""
    return _eis(handeling.sessie.get(Vernietigingsverklaring, verklaring_id))


def list_inzageverzoeken(handeling: Handeling) -> Sequence[Inzageverzoek]:
    """Give all requests, the most urgent open one first, for the privacy officer."""
    volgorde = (Inzageverzoek.voorbereid_op.is_not(None), Inzageverzoek.uiterlijk_op, Inzageverzoek.id)
    return handeling.sessie.scalars(_inzageverzoeken().order_by(*volgorde)).all()


def list_voor_te_bereiden(handeling: Handeling) -> Sequence[Inzageverzoek]:
    """Give the open requests about casussen of own tafels, the most urgent first."""
    mag = mag_op(handeling, Recht.INZAGE_VOORBEREIDEN)
    vraag = _inzageverzoeken().where(mag, Inzageverzoek.voorbereid_op.is_(None))
    return handeling.sessie.scalars(vraag.order_by(Inzageverzoek.uiterlijk_op, Inzageverzoek.id)).all()


def _inzageverzoeken() -> Select[Inzageverzoek]:
    vraag = select(Inzageverzoek).outerjoin(Inzageverzoek.casus)
    return vraag.options(contains_eager(Inzageverzoek.casus).options(_KAAL))


def get_inzageverzoek(handeling: Handeling, verzoek_id: int) -> Inzageverzoek:
    """Give a request about a casus of an own tafel. Raises Onvindbaar."""
    mag = mag_op(handeling, Recht.INZAGE_VOORBEREIDEN)
    return _eis(handeling.sessie.scalar(_inzageverzoeken().where(Inzageverzoek.id == verzoek_id, mag)))


def _eis(gevonden: _T | None) -> _T:
    if gevonden is None:
        raise Onvindbaar
    return gevonden
