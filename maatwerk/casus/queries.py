"""Finding casussen. `zichtbaar_voor` is the only door: what it does not give does not exist for this reader."""

import re
from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import selectinload

from maatwerk.casus.models import Casus, Toegang
from maatwerk.casus.rules import VOOR_DE_TAFEL, Status, antwoord_voor
from maatwerk.kern.database import HOOGSTE_SLEUTEL
from maatwerk.kern.fouten import Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.instellingen import Termijnen
from maatwerk.kern.klok import vandaag
from maatwerk.kern.rechten import Rol

BLADZIJDE = 25
_NUMMER = re.compile(r"[0-9]{4,10}")


def zichtbaar_voor(handeling: Handeling) -> Select[Casus]:
    """Select the casussen whose content this reader may see (veiligheid.md §5).

    The indiener sees his own; the voorzitter those of his tafels; the coördinator those of his tafels until they are
    discussed; anybody else only with a Toegang whose window is open. Being a colleague gives nothing.
    """
    wie = handeling.wie
    return select(Casus).where(
        or_(
            Casus.indiener_id == wie.id,
            and_(Casus.tafel.in_(wie.tafels(Rol.VOORZITTER)), Casus.status != Status.CONCEPT),
            and_(Casus.tafel.in_(wie.tafels(Rol.COORDINATOR)), Casus.status.in_(VOOR_DE_TAFEL)),
            _toegang(handeling),
        )
    )


def _toegang(handeling: Handeling) -> ColumnElement[bool]:
    return exists().where(
        Toegang.casus_id == Casus.id,
        Toegang.medewerker_id == handeling.wie.id,
        Toegang.vanaf <= handeling.nu,
        Toegang.tot > handeling.nu,
    )


def get_casus(handeling: Handeling, nummer: str) -> Casus:
    """Give a casus with its knelpunten and pogingen. Raises Onvindbaar, also when it is not yours."""
    volgnummer = nummer.rpartition("-")[2]
    if not _NUMMER.fullmatch(volgnummer) or int(volgnummer) > HOOGSTE_SLEUTEL:
        raise Onvindbaar
    vraag = zichtbaar_voor(handeling).where(Casus.id == int(volgnummer))
    casus = handeling.sessie.scalar(vraag.options(selectinload(Casus.knelpunten), selectinload(Casus.pogingen)))
    if casus is None or casus.nummer != nummer:
        raise Onvindbaar
    return casus


def get_eigen_casus(handeling: Handeling, nummer: str) -> Casus:
    """Give a casus that this reader handed in himself. Raises Onvindbaar for any other."""
    casus = get_casus(handeling, nummer)
    if casus.indiener_id != handeling.wie.id:
        raise Onvindbaar
    return casus


def list_casussen(handeling: Handeling, voor: int | None = None) -> Sequence[Casus]:
    """Give a page of casussen, newest first; `voor` is the id of the last casus of the page before."""
    vraag = zichtbaar_voor(handeling).order_by(Casus.id.desc()).limit(BLADZIJDE)
    if voor is not None:
        vraag = vraag.where(Casus.id < voor)
    return handeling.sessie.scalars(vraag).all()


def list_eigen(handeling: Handeling) -> Sequence[Casus]:
    """Give the casussen of this indiener that still ask for something, newest first."""
    vraag = (
        select(Casus)
        .where(Casus.indiener_id == handeling.wie.id, Casus.status.not_in((Status.AFGESLOTEN, Status.INGETROKKEN)))
        .order_by(Casus.id.desc())
        .limit(BLADZIJDE)
    )
    return handeling.sessie.scalars(vraag).all()


def list_op_status(handeling: Handeling, *status: Status) -> Sequence[Casus]:
    """Give what this reader sees in these statuses, oldest promise first."""
    vraag = zichtbaar_voor(handeling).where(Casus.status.in_(status)).order_by(Casus.ingediend_op, Casus.id)
    return handeling.sessie.scalars(vraag.limit(BLADZIJDE)).all()


def beloofd_antwoord(casus: Casus, termijnen: Termijnen) -> date | None:
    """Give the date by which triage promised an answer, or None for a concept."""
    if casus.ingediend_op is None:
        return None
    return antwoord_voor(vandaag(casus.ingediend_op), spoed=casus.spoed, termijnen=termijnen)
