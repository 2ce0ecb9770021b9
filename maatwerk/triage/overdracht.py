"""Handing casussen on to a colleague: an own act, or that of the tafel for whoever left. No text is needed for it."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, delete, func, or_, select, true
from sqlalchemy.orm import joinedload

from maatwerk.account.models import Medewerker, Toewijzing
from maatwerk.bericht.melden import meld
from maatwerk.bericht.soorten import Soort
from maatwerk.casus.melden import over
from maatwerk.casus.models import Casus, Toegang
from maatwerk.casus.queries import BLADZIJDE, IS_WEG, mag_op
from maatwerk.casus.rules import VOORBIJ
from maatwerk.casus.venster import Grond
from maatwerk.kern.beleid import BELEID
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Recht, Rol
from maatwerk.logboek.commands import noteer
from maatwerk.triage.models import Overdracht

LOOPT = Casus.status.not_in(VOORBIJ)


def binnen_bereik(handeling: Handeling, van: Medewerker) -> ColumnElement[bool]:
    """Give the condition on a casus under which this person may hand on what belongs to it, but is not the casus."""
    if van.id == handeling.wie.id:
        return true()
    tafels = {tafel for rol in BELEID[Recht.CASUS_OVERDRAGEN] for tafel in handeling.wie.tafels(rol)}
    return Casus.tafel.in_(tafels)


def list_over_te_dragen(handeling: Handeling, van: Medewerker) -> Sequence[Casus]:
    """Give the casussen and concepten of this indiener that still run and that this person may hand on."""
    vraag = select(Casus).where(Casus.indiener_id == van.id, LOOPT, mag_op(handeling, Recht.CASUS_OVERDRAGEN))
    return handeling.sessie.scalars(vraag.order_by(Casus.id)).all()


def list_waarnemingen_van(handeling: Handeling, van: Medewerker) -> Sequence[Toegang]:
    """Give the casussen of others that this person stands in for now."""
    vraag = select(Toegang).join(Casus, Casus.id == Toegang.casus_id)
    eigen = (Toegang.medewerker_id == van.id, Toegang.grond == Grond.WAARNEMING, Toegang.tot > handeling.nu)
    return handeling.sessie.scalars(vraag.where(*eigen, binnen_bereik(handeling, van))).all()


def list_opvolgers(handeling: Handeling, van: Medewerker) -> Sequence[Medewerker]:
    """Give who of the same organisatie can take it over, by name: an indiener, or for acties alone also another."""
    nodig = list_over_te_dragen(handeling, van) or list_waarnemingen_van(handeling, van)
    rollen = {Rol.INDIENER} if nodig else set(BELEID[Recht.ACTIE_AFRONDEN])
    vraag = select(Medewerker).where(
        Medewerker.actief,
        Medewerker.organisatie == van.organisatie,
        Medewerker.id != van.id,
        Medewerker.toewijzingen.any(Toewijzing.rol.in_(rollen)),
    )
    return handeling.sessie.scalars(vraag.order_by(Medewerker.naam, Medewerker.id)).all()


def list_mijn_overdrachten(handeling: Handeling) -> Sequence[tuple[Overdracht, Casus]]:
    """Give what went from or to this person, the latest first: the number and the names, for both sides."""
    ik = handeling.wie.id
    vraag = (
        select(Overdracht, Casus)
        .join(Casus, Casus.id == Overdracht.casus_id)
        .where(or_(Overdracht.van_id == ik, Overdracht.naar_id == ik))
        .options(joinedload(Overdracht.van), joinedload(Overdracht.naar))
        .order_by(Overdracht.id.desc())
        .limit(BLADZIJDE)
    )
    return [(overdracht, casus) for overdracht, casus in handeling.sessie.execute(vraag)]


def tel_achtergebleven(handeling: Handeling) -> dict[int, int]:
    """Count, per indiener whose account is off, the running casussen within reach."""
    vraag = (
        select(Casus.indiener_id, func.count())
        .join(Medewerker, Medewerker.id == Casus.indiener_id)
        .where(IS_WEG, LOOPT, mag_op(handeling, Recht.CASUS_OVERDRAGEN))
        .group_by(Casus.indiener_id)
    )
    return {wie: aantal for wie, aantal in handeling.sessie.execute(vraag) if wie is not None}


def draag_casussen_over(handeling: Handeling, van: Medewerker, naar: Medewerker) -> int:
    """Give the running casussen and concepten of one indiener to another; answer how many."""
    casussen = list_over_te_dragen(handeling, van)
    for casus in casussen:
        casus.indiener_id = naar.id
        overdracht = Overdracht(casus_id=casus.id, van_id=van.id, naar_id=naar.id, overgedragen_op=handeling.nu)
        overdracht.door_id = handeling.wie.id or 0
        handeling.sessie.add(overdracht)
        noteer(handeling, "casus.overgedragen", casus)
        meld(handeling, [naar.id], Soort.OVERDRACHT, over(casus))
    van_hem = Toegang.casus_id.in_([casus.id for casus in casussen])
    wie_nu_indiener_is = (Toegang.medewerker_id == naar.id, Toegang.grond == Grond.WAARNEMING)
    handeling.sessie.execute(delete(Toegang).where(van_hem, *wie_nu_indiener_is))
    return len(casussen)


def draag_waarnemingen_over(handeling: Handeling, van: Medewerker, naar: Medewerker) -> int:
    """Let another stand in where this person did, until the same day; answer how many."""
    waarnemingen = list_waarnemingen_van(handeling, van)
    for waarneming in waarnemingen:
        casus = handeling.sessie.get_one(Casus, waarneming.casus_id)
        zelfde = (Toegang.casus_id == casus.id, Toegang.medewerker_id == naar.id, Toegang.grond == Grond.WAARNEMING)
        handeling.sessie.execute(delete(Toegang).where(*zelfde))
        if casus.indiener_id == naar.id:
            handeling.sessie.delete(waarneming)
        else:
            waarneming.medewerker_id = naar.id
        noteer(handeling, "casus.waarneming_gegeven", casus)
    return len(waarnemingen)
