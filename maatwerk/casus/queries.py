"""Finding casussen. `zichtbaar_voor` is the only door: what it does not give does not exist for this reader."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from maatwerk.account.models import Medewerker
from maatwerk.casus.models import Breekglas, Casus, Toegang
from maatwerk.casus.rules import NIET_INGEDIEND, VOOR_DE_TAFEL, Status, antwoord_voor
from maatwerk.casus.venster import Grond
from maatwerk.kern.beleid import gronden, mag
from maatwerk.kern.database import HOOGSTE_SLEUTEL
from maatwerk.kern.fouten import Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.instellingen import Termijnen
from maatwerk.kern.klok import vandaag
from maatwerk.kern.rechten import AAN_TAFEL, Recht, Relatie, Rol
from maatwerk.lijst.rules import te_kiezen

BLADZIJDE = 25
IS_WEG = or_(Medewerker.actief.is_(False), ~Medewerker.toewijzingen.any(rol=Rol.INDIENER))
"""Of an indiener: he can no longer do anything for his casussen."""
_NUMMER = re.compile(r"[0-9]{4,10}")


def zichtbaar_voor(handeling: Handeling, recht: Recht = Recht.CASUS_LEZEN) -> Select[Casus]:
    """Select the casussen to which this person may do this, by the policy (kern.beleid)."""
    return select(Casus).where(mag_op(handeling, recht))


def mag_op(handeling: Handeling, recht: Recht) -> ColumnElement[bool]:
    """Give the condition on a casus under which one of the grounds of this person holds."""
    houdt = (
        VOORWAARDEN[relatie](handeling, rol) for rol, relatie in gronden(handeling.wie, recht) if relatie in VOORWAARDEN
    )
    return or_(false(), *houdt)


def _eigen(handeling: Handeling, _rol: Rol) -> ColumnElement[bool]:
    return Casus.indiener_id == handeling.wie.id


def _eigen_tafel(handeling: Handeling, rol: Rol) -> ColumnElement[bool]:
    return and_(Casus.tafel.in_(handeling.wie.tafels(rol)), Casus.status.not_in(NIET_INGEDIEND))


def _tot_besproken(handeling: Handeling, rol: Rol) -> ColumnElement[bool]:
    return and_(Casus.tafel.in_(handeling.wie.tafels(rol)), Casus.status.in_(VOOR_DE_TAFEL))


def _andere_tafel(handeling: Handeling, rol: Rol) -> ColumnElement[bool]:
    return and_(Casus.tafel.not_in(handeling.wie.tafels(rol)), Casus.status.not_in(NIET_INGEDIEND))


def _metadata(handeling: Handeling, rol: Rol) -> ColumnElement[bool]:
    """Whoever sits at a tafel follows its casussen; the privacy officer all of them. The query leaves the text out."""
    return _eigen_tafel(handeling, rol) if rol in AAN_TAFEL else Casus.status.not_in(NIET_INGEDIEND)


def _vertrek(handeling: Handeling, rol: Rol) -> ColumnElement[bool]:
    """Whoever sits at the tafel hands on what a leaver left, also a concept: by number, the text stays out of sight."""
    weg = exists().where(Medewerker.id == Casus.indiener_id, IS_WEG).correlate(Casus)
    return and_(Casus.tafel.in_(handeling.wie.tafels(rol)), weg)


def _met_toegang(grond: Grond) -> Callable[[Handeling, Rol], ColumnElement[bool]]:
    """Give the condition that a Toegang on this ground is open now."""

    def voorwaarde(handeling: Handeling, _rol: Rol) -> ColumnElement[bool]:
        return exists().where(
            Toegang.casus_id == Casus.id,
            Toegang.medewerker_id == handeling.wie.id,
            Toegang.grond == grond,
            Toegang.vanaf <= handeling.nu,
            Toegang.tot > handeling.nu,
        )

    return voorwaarde


def _uitgenodigd(handeling: Handeling, rol: Rol) -> ColumnElement[bool]:
    """A lid who left the tafel is no longer invited, whatever window was open."""
    return and_(Casus.tafel.in_(handeling.wie.tafels(rol)), _met_toegang(Grond.TAFEL)(handeling, rol))


VOORWAARDEN: Mapping[Relatie, Callable[[Handeling, Rol], ColumnElement[bool]]] = {
    Relatie.EIGEN: _eigen,
    Relatie.EIGEN_TAFEL: _eigen_tafel,
    Relatie.TOT_BESPROKEN: _tot_besproken,
    Relatie.ANDERE_TAFEL: _andere_tafel,
    Relatie.METADATA: _metadata,
    Relatie.UITGENODIGD: _uitgenodigd,
    Relatie.GAST: _met_toegang(Grond.ADVIES),
    Relatie.VERTREK: _vertrek,
    Relatie.WAARNEMING: _met_toegang(Grond.WAARNEMING),
    Relatie.BREEKGLAS: _met_toegang(Grond.BREEKGLAS),
}
"""What each relation of the policy means for a casus, in SQL. A relation that is not here reaches no casus."""


def rechten_op(handeling: Handeling, casus: Casus, rechten: Iterable[Recht]) -> frozenset[Recht]:
    """Give which of these rights this person has on this casus: what the page offers is what the views allow."""
    te_vragen = [recht for recht in rechten if mag(handeling.wie, recht)]
    vraag = select(*(mag_op(handeling, recht).label(recht.name) for recht in te_vragen)).where(Casus.id == casus.id)
    antwoord = handeling.sessie.execute(vraag).one() if te_vragen else ()
    return frozenset(recht for recht, ja in zip(te_vragen, antwoord, strict=True) if ja)


def get_casus(handeling: Handeling, nummer: str, recht: Recht = Recht.CASUS_LEZEN) -> Casus:
    """Give a casus with its knelpunten and pogingen. Raises Onvindbaar, also when the reader lacks this right on it."""
    volgnummer = nummer.rpartition("-")[2]
    if not _NUMMER.fullmatch(volgnummer) or int(volgnummer) > HOOGSTE_SLEUTEL:
        raise Onvindbaar
    vraag = zichtbaar_voor(handeling, recht).where(Casus.id == int(volgnummer))
    casus = handeling.sessie.scalar(vraag.options(selectinload(Casus.knelpunten), selectinload(Casus.pogingen)))
    if casus is None or casus.nummer != nummer:
        raise Onvindbaar
    return casus


def list_casussen(handeling: Handeling, voor: int | None = None) -> Sequence[Casus]:
    """Give a page of casussen, newest first; `voor` is the id of the last casus of the page before."""
    vraag = zichtbaar_voor(handeling).order_by(Casus.id.desc()).limit(BLADZIJDE)
    if voor is not None:
        vraag = vraag.where(Casus.id < voor)
    return handeling.sessie.scalars(vraag).all()


def list_eigen(handeling: Handeling) -> Sequence[Casus]:
    """Give the casussen that this indiener writes, also for another, and that still ask for something; newest first."""
    loopt = Casus.status.not_in((Status.AFGESLOTEN, Status.INGETROKKEN, Status.GEHOLPEN, Status.VERNIETIGD))
    vraag = zichtbaar_voor(handeling, Recht.CASUS_SCHRIJVEN).where(loopt).order_by(Casus.id.desc()).limit(BLADZIJDE)
    return handeling.sessie.scalars(vraag).all()


def find_laatste_grondslag(handeling: Handeling) -> str:
    """Give the grondslag of this indiener's last casus, if it may still be chosen: most work is of one kind."""
    eigen = select(Casus.grondslag).where(Casus.indiener_id == handeling.wie.id, Casus.grondslag != "")
    grondslag = handeling.sessie.scalar(eigen.order_by(Casus.id.desc()).limit(1)) or ""
    nu_te_kiezen = {waarde for waarde, _ in te_kiezen(handeling.instellingen.grondslagen, handeling.vandaag)}
    return grondslag if grondslag in nu_te_kiezen else ""


def list_op_status(handeling: Handeling, recht: Recht, *status: Status) -> Sequence[Casus]:
    """Give the casussen in these statuses to which this person may do this, oldest promise first."""
    vraag = zichtbaar_voor(handeling, recht).where(Casus.status.in_(status)).order_by(Casus.ingediend_op, Casus.id)
    return handeling.sessie.scalars(vraag.limit(BLADZIJDE)).all()


def beloofd_antwoord(casus: Casus, termijnen: Termijnen) -> date | None:
    """Give the date by which triage promised an answer, or None for a concept."""
    if casus.ingediend_op is None:
        return None
    begin = vandaag(casus.teruggekomen_op or casus.ingediend_op)
    return antwoord_voor(begin, spoed=casus.spoed, termijnen=termijnen)


def list_waarnemingen(handeling: Handeling, casus: Casus) -> Sequence[Toegang]:
    """Give who stands in for the indiener of this casus now, by name."""
    vraag = (
        select(Toegang)
        .join(Medewerker, Medewerker.id == Toegang.medewerker_id)
        .where(Toegang.casus_id == casus.id, Toegang.grond == Grond.WAARNEMING, Toegang.tot > handeling.nu)
        .options(contains_eager(Toegang.medewerker))
    )
    return handeling.sessie.scalars(vraag.order_by(Medewerker.naam, Medewerker.id)).all()


def list_mogelijke_waarnemers(handeling: Handeling, casus: Casus) -> Sequence[Medewerker]:
    """Give the other indieners of the organisatie of this casus, by name."""
    vraag = select(Medewerker).where(
        Medewerker.actief,
        Medewerker.organisatie == casus.organisatie,
        Medewerker.id != (casus.indiener_id or 0),
        Medewerker.toewijzingen.any(rol=Rol.INDIENER),
    )
    return handeling.sessie.scalars(vraag.order_by(Medewerker.naam, Medewerker.id)).all()


def find_opengebroken_tot(handeling: Handeling, casus: Casus) -> datetime | None:
    """Give until when this reader reads the casus only because he broke the glass."""
    vraag = select(Toegang.tot).where(
        Toegang.casus_id == casus.id, Toegang.medewerker_id == handeling.wie.id, Toegang.grond == Grond.BREEKGLAS
    )
    tot = handeling.sessie.scalar(vraag)
    return tot if tot is not None and tot > handeling.nu else None


def list_breekglas(handeling: Handeling, recht: Recht, *, alleen_open: bool = False) -> Sequence[Breekglas]:
    """Give when somebody broke the glass of casussen in reach of this right, newest first: no text of the casus."""
    vraag = (
        select(Breekglas)
        .join(Breekglas.casus)
        .where(mag_op(handeling, recht))
        .options(
            contains_eager(Breekglas.casus).load_only(Casus.aangemaakt_op, Casus.tafel),
            joinedload(Breekglas.medewerker),
        )
        .order_by(Breekglas.id.desc())
        .limit(BLADZIJDE)
    )
    return handeling.sessie.scalars(vraag.where(Breekglas.oordeel.is_(None)) if alleen_open else vraag).all()


def get_breekglas(handeling: Handeling, breekglas_id: int, recht: Recht) -> Breekglas:
    """Give one time that somebody broke the glass. Raises Onvindbaar."""
    vraag = select(Breekglas).join(Breekglas.casus).where(Breekglas.id == breekglas_id, mag_op(handeling, recht))
    met = (contains_eager(Breekglas.casus).load_only(Casus.aangemaakt_op), joinedload(Breekglas.medewerker))
    breekglas = handeling.sessie.scalar(vraag.options(*met))
    if breekglas is None:
        raise Onvindbaar
    return breekglas
