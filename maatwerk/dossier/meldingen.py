"""What somebody has been told, as far as he may still see it and it still holds. Page, count and mail all ask here."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, not_, or_, select
from sqlalchemy.orm import aliased, load_only

from maatwerk.bericht.models import Melding
from maatwerk.bericht.soorten import UITLEG, Soort, waarom
from maatwerk.bewaring.models import Voorstel
from maatwerk.casus import queries as casussen
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Status
from maatwerk.doorbraak.models import Actie, Besluit
from maatwerk.doorbraak.queries import mag_op_actie
from maatwerk.kern.beleid import mag
from maatwerk.kern.fouten import Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Recht
from maatwerk.les import queries as lessen
from maatwerk.les.models import Les
from maatwerk.les.rules import Lesstatus
from maatwerk.tafel import queries as tafels
from maatwerk.tafel.models import Zitting
from maatwerk.tafel.rules import Zittingstatus

BLADZIJDE = 25
_ZAAK = aliased(Casus)
_ACTIE = (Soort.ACTIE, Soort.ACTIE_TERMIJN)
_CONTROLEREN = (Soort.LES_CONTROLEREN, Soort.LES_CONTROLEREN_TERMIJN)
_INSTEMMEN = (Soort.LES_INSTEMMEN, Soort.LES_INSTEMMEN_TERMIJN)
_ANTWOORD = (Soort.LES_INGESTEMD, Soort.LES_BEZWAAR)
_RECHT: Mapping[Soort, Recht] = {
    Soort.INGEDIEND: Recht.CASUS_TRIEREN,
    Soort.TRIAGE_TERMIJN: Recht.CASUS_TRIEREN,
    Soort.CONTROLE_TERMIJN: Recht.CASUS_AFSLUITEN,
    Soort.BEZWAAR: Recht.BEZWAAR_MAKEN,
}
"""What somebody must be allowed to do to the casus of such a notice; for all others about a casus: read it."""

_ZOLANG: Mapping[Soort, Collection[Status]] = {
    Soort.SPOED: (Status.INGEDIEND,),
    Soort.INGEDIEND: (Status.INGEDIEND,),
    Soort.TRIAGE_TERMIJN: (Status.INGEDIEND,),
    Soort.AANVULLEN: (Status.AANVULLEN,),
    Soort.AANVULLEN_TERMIJN: (Status.AANVULLEN,),
    Soort.GEREED: (Status.GEREED,),
    Soort.VAN_AGENDA: (Status.GEREED,),
    Soort.TWEEDE_RONDE: (Status.GEREED,),
    Soort.INGEPLAND: (Status.INGEPLAND,),
    Soort.OPVOLGING: (Status.OPVOLGING,),
    Soort.HERVAT: (Status.IN_UITVOERING,),
    Soort.CONTROLE_TERMIJN: (Status.IN_UITVOERING, Status.OPVOLGING),
}
"""While the casus is there, such a notice holds; after that it is done, read or not."""


@dataclass(frozen=True)
class Bericht:
    """One notice as its reader gets it. `nummer` is empty for who may not know which casus it is."""

    melding: Melding
    nummer: str
    eigen: bool
    klaar: bool

    @property
    def wat(self) -> str:
        """Say what happened or is due."""
        dag = self.melding.dag
        return UITLEG[self.melding.soort].wat.format(dag=dag.strftime("%d-%m-%Y") if dag else "")

    @property
    def waarom(self) -> str:
        """Say why this reader gets it."""
        return waarom(self.melding.soort, eigen=self.eigen)

    @property
    def nieuw(self) -> bool:
        """Answer whether it still asks for attention."""
        return self.melding.gelezen_op is None and not self.klaar


def list_berichten(handeling: Handeling, voor: int | None = None) -> Sequence[Bericht]:
    """Give a page of notices, newest first; `voor` is the id of the last one of the page before."""
    vraag = _vraag(handeling).order_by(Melding.wanneer.desc(), Melding.id.desc()).limit(BLADZIJDE)
    if voor is not None:
        grens = handeling.sessie.scalar(select(Melding.wanneer).where(*_van(handeling), Melding.id == voor))
        vraag = vraag.where(_ervoor(grens, voor) if grens else false())
    return list(_lees(handeling, vraag))


def list_te_mailen(handeling: Handeling, ids: Collection[int]) -> list[Bericht]:
    """Give, of these notices, what this person does not know yet and may still see; oldest first."""
    vraag = _vraag(handeling).where(Melding.id.in_(ids)).order_by(Melding.wanneer, Melding.id)
    return [bericht for bericht in _lees(handeling, vraag) if bericht.nieuw]


def get_bericht(handeling: Handeling, melding_id: int) -> Bericht:
    """Give one own notice. Raises Onvindbaar, also when it is about something that is not his to see any more."""
    bericht = next(_lees(handeling, _vraag(handeling).where(Melding.id == melding_id)), None)
    if bericht is None:
        raise Onvindbaar
    return bericht


def tel_nieuw(handeling: Handeling) -> int:
    """Count what still asks for attention, on every page. Mostly there is nothing: that costs one small question."""
    ongelezen = (*_van(handeling), Melding.gelezen_op.is_(None))
    if handeling.sessie.scalar(select(Melding.id).where(*ongelezen).limit(1)) is None:
        return 0
    vraag = select(func.count(Melding.id)).outerjoin(_ZAAK, _ZAAK.id == Melding.casus_id)
    return handeling.sessie.scalar(vraag.where(*ongelezen, not_(_klaar()), _zicht(handeling))) or 0


def _vraag(handeling: Handeling) -> Select[Melding, Casus, bool, bool]:
    """Select the own notices that may be seen, each with its casus, whether to name that, and whether it is done."""
    noemen = or_(Melding.soort.in_(_ACTIE), Melding.casus_id.in_(_casus_ids(handeling, Recht.CASUS_LEZEN)))
    return (
        select(Melding, _ZAAK, noemen.label("noemen"), _klaar().label("klaar"))
        .outerjoin(_ZAAK, _ZAAK.id == Melding.casus_id)
        .where(*_van(handeling), _zicht(handeling))
        .options(load_only(_ZAAK.aangemaakt_op, _ZAAK.indiener_id, raiseload=True))
    )


def _lees(handeling: Handeling, vraag: Select[Melding, Casus, bool, bool]) -> Iterator[Bericht]:
    for melding, zaak, noemen, klaar in handeling.sessie.execute(vraag):
        eigen = zaak is not None and zaak.indiener_id == handeling.wie.id
        yield Bericht(melding, zaak.nummer if zaak is not None and noemen else "", eigen, klaar)


def _van(handeling: Handeling) -> tuple[ColumnElement[bool]]:
    return (Melding.medewerker_id == handeling.wie.id,)


def _ervoor(wanneer: datetime, melding_id: int) -> ColumnElement[bool]:
    return or_(Melding.wanneer < wanneer, and_(Melding.wanneer == wanneer, Melding.id < melding_id))


def _casus_ids(handeling: Handeling, recht: Recht) -> Select[int]:
    return casussen.zichtbaar_voor(handeling, recht).with_only_columns(Casus.id)


def _zicht(handeling: Handeling) -> ColumnElement[bool]:
    """Give the condition that somebody may still see this: the same doors as those of the thing itself."""
    anders = (*_ACTIE, *_CONTROLEREN, *_INSTEMMEN, *_RECHT, Soort.AGENDA, *_ANTWOORD, Soort.SIGNAAL)
    leesbaar = Melding.casus_id.in_(_casus_ids(handeling, Recht.CASUS_LEZEN))
    acties = select(Actie.id).join(Actie.besluit).join(Besluit.casus).where(Actie.houder_id == handeling.wie.id)
    return or_(
        and_(Melding.soort.not_in(anders), leesbaar),
        *(
            and_(Melding.soort == soort, Melding.casus_id.in_(_casus_ids(handeling, recht)))
            for soort, recht in _RECHT.items()
            if mag(handeling.wie, recht)
        ),
        _ding(_ACTIE, acties.where(mag_op_actie(handeling, Recht.ACTIE_AFRONDEN))),
        _ding(_CONTROLEREN, _les_ids(handeling, Recht.LES_CONTROLEREN)),
        _ding(_INSTEMMEN, _les_ids(handeling, Recht.LES_INSTEMMEN)),
        _ding(_ANTWOORD, _les_ids(handeling, Recht.LES_SCHRIJVEN)),
        _ding((Soort.AGENDA,), tafels.zichtbaar_voor(handeling).with_only_columns(Zitting.id)),
        and_(Melding.soort == Soort.SIGNAAL, leesbaar) if mag(handeling.wie, Recht.SIGNAAL_LEZEN) else false(),
    )


def _ding(soorten: Collection[Soort], ids: Select[int]) -> ColumnElement[bool]:
    return and_(Melding.soort.in_(soorten), Melding.ding_id.in_(ids))


def _les_ids(handeling: Handeling, recht: Recht) -> Select[int]:
    return lessen.zichtbaar_voor(handeling, recht).with_only_columns(Les.id)


def _klaar() -> ColumnElement[bool]:
    """Give the condition that what a notice is about is done: nobody has to be told or reminded any more."""
    voorstel = exists().where(Voorstel.casus_id == Melding.casus_id)
    gevraagd = (Les.status.in_((Lesstatus.GECONTROLEERD, Lesstatus.VRIJGEGEVEN)), Les.ingestemd_op.is_(None))
    return or_(
        *(and_(Melding.soort == soort, _ZAAK.status.not_in(zolang)) for soort, zolang in _ZOLANG.items()),
        and_(Melding.soort.in_(_ACTIE), _bestaat(Actie, Actie.klaar_op.is_not(None))),
        and_(Melding.soort.in_(_CONTROLEREN), ~_bestaat(Les, Les.status == Lesstatus.CONCEPT)),
        and_(Melding.soort.in_(_INSTEMMEN), ~_bestaat(Les, *gevraagd)),
        and_(Melding.soort == Soort.LES_BEZWAAR, ~_bestaat(Les, Les.bezwaar != "")),
        and_(Melding.soort == Soort.AGENDA, _bestaat(Zitting, Zitting.status == Zittingstatus.GESLOTEN)),
        and_(Melding.soort == Soort.VERVALT, ~voorstel),
        and_(Melding.soort == Soort.BEZWAAR, ~voorstel.where(Voorstel.bezwaar_door.is_(None))),
    )


def _bestaat(tabel: type[Actie | Les | Zitting], *voorwaarden: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(tabel.id == Melding.ding_id, *voorwaarden)
