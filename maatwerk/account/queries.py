"""Finding people: who is signed in, who sits where."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from maatwerk.account.models import Aanmelding, Medewerker, Rolvoorstel, Toewijzing
from maatwerk.account.rules import eind_van, tussenstap
from maatwerk.kern.fouten import Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.instellingen import Aanmelden
from maatwerk.kern.rechten import Rol


@dataclass(frozen=True)
class Aangemelde:
    """The person behind a request: loaded once, safe to pass around. Has the four properties Flask-Login asks for."""

    id: int
    naam: str
    organisatie: str
    plaatsen: frozenset[tuple[Rol, str]]
    merk: str
    bevestigd_op: datetime | None = None
    met_code: bool = False
    tussenstap: str = ""
    """The endpoint of what this person must do before anything else."""

    is_active = True
    is_authenticated = True
    is_anonymous = False

    @property
    def rollen(self) -> frozenset[Rol]:
        """Give the rollen, whatever the tafel."""
        return frozenset(rol for rol, _ in self.plaatsen)

    def tafels(self, rol: Rol) -> frozenset[str]:
        """Give the codes of the tafels at which this person holds `rol`."""
        return frozenset(tafel for eigen, tafel in self.plaatsen if eigen is rol and tafel)

    def get_id(self) -> str:
        """Give what Flask-Login keeps in the cookie: the token of this session, not the id of the person."""
        return self.merk


class Anoniem:
    """Whoever is not signed in: no id, no rollen."""

    id = None
    rollen: frozenset[Rol] = frozenset()
    is_active = False
    is_authenticated = False
    is_anonymous = True

    def get_id(self) -> None:
        """Give no token: there is no session."""

    def tafels(self, rol: Rol) -> frozenset[str]:
        """Give no tafel."""
        del rol
        return frozenset()


def als_aangemelde(medewerker: Medewerker, merk: str = "") -> Aangemelde:
    """Give the medewerker as somebody who can act."""
    plaatsen = frozenset((toewijzing.rol, toewijzing.tafel) for toewijzing in medewerker.toewijzingen)
    return Aangemelde(medewerker.id, medewerker.naam, medewerker.organisatie, plaatsen, merk)


def als_sessie(aanmelding: Aanmelding, merk: str, *, verplicht: bool) -> Aangemelde:
    """Give who is signed in, with what is still to be done; `verplicht` is whether all need a second factor."""
    stap = tussenstap(
        code_gegeven=aanmelding.code_op is not None,
        heeft_factor=aanmelding.medewerker.tweede_factor is not None,
        verplicht=verplicht,
    )
    wie = als_aangemelde(aanmelding.medewerker, merk)
    return replace(
        wie, bevestigd_op=aanmelding.bevestigd_op, met_code=aanmelding.code_op is not None, tussenstap=stap or ""
    )


def find_aanmelding(sessie: Session, merk: bytes, nu: datetime, duur: Aanmelden) -> Aanmelding | None:
    """Give the session with this hashed token, unless it ended or its medewerker is switched off."""
    aanmelding = sessie.scalar(
        select(Aanmelding)
        .where(Aanmelding.merk == merk, Aanmelding.beeindigd_op.is_(None))
        .options(
            joinedload(Aanmelding.medewerker).selectinload(Medewerker.toewijzingen),
            joinedload(Aanmelding.medewerker).joinedload(Medewerker.tweede_factor),
        )
    )
    if aanmelding is None or not aanmelding.medewerker.actief:
        return None
    return aanmelding if _loopt(aanmelding, nu, duur) else None


def _loopt(aanmelding: Aanmelding, nu: datetime, duur: Aanmelden) -> bool:
    rollen = {toewijzing.rol for toewijzing in aanmelding.medewerker.toewijzingen}
    return nu <= eind_van(aanmelding.begonnen_op, aanmelding.gezien_op, rollen, duur)


def list_sessies(handeling: Handeling) -> Sequence[Aanmelding]:
    """Give the own sessions that have not ended, the one last used on top."""
    vraag = (
        select(Aanmelding)
        .where(Aanmelding.medewerker_id == handeling.wie.id, Aanmelding.beeindigd_op.is_(None))
        .options(joinedload(Aanmelding.medewerker).selectinload(Medewerker.toewijzingen))
        .order_by(Aanmelding.gezien_op.desc(), Aanmelding.id.desc())
    )
    duur = handeling.instellingen.algemeen.aanmelden
    return [sessie for sessie in handeling.sessie.scalars(vraag) if _loopt(sessie, handeling.nu, duur)]


def find_medewerker(sessie: Session, email: str) -> Medewerker | None:
    """Give the medewerker with this address, however it is capitalised."""
    return sessie.scalar(select(Medewerker).where(Medewerker.email == email.strip().lower()))


def list_medewerkers(handeling: Handeling) -> Sequence[Medewerker]:
    """Give all medewerkers by name, for the beheerder."""
    vraag = select(Medewerker).options(selectinload(Medewerker.toewijzingen)).order_by(Medewerker.naam)
    return handeling.sessie.scalars(vraag).all()


def get_medewerker(handeling: Handeling, medewerker_id: int) -> Medewerker:
    """Give one medewerker, for the beheerder. Raises Onvindbaar."""
    medewerker = handeling.sessie.get(Medewerker, medewerker_id)
    if medewerker is None:
        raise Onvindbaar
    return medewerker


def list_voorstellen(handeling: Handeling, medewerker: Medewerker | None = None) -> Sequence[Rolvoorstel]:
    """Give the rollen that wait for a second person, the oldest first; of one medewerker, or of all."""
    vraag = select(Rolvoorstel).where(Rolvoorstel.besluit.is_(None)).order_by(Rolvoorstel.id)
    if medewerker is not None:
        vraag = vraag.where(Rolvoorstel.medewerker_id == medewerker.id)
    opties = (
        joinedload(Rolvoorstel.medewerker).selectinload(Medewerker.toewijzingen),
        joinedload(Rolvoorstel.voorsteller),
    )
    return handeling.sessie.scalars(vraag.options(*opties)).all()


def get_voorstel(handeling: Handeling, voorstel_id: int) -> Rolvoorstel:
    """Give one voorstel, for whoever decides; another who decides too waits. Raises Onvindbaar."""
    voorstel = handeling.sessie.get(Rolvoorstel, voorstel_id, with_for_update=True)
    if voorstel is None:
        raise Onvindbaar
    return voorstel


def list_plaatsen(handeling: Handeling, tafel: str, rol: Rol) -> Sequence[Medewerker]:
    """Give the active medewerkers who hold this rol at this tafel, by name."""
    vraag = (
        select(Medewerker)
        .join(Toewijzing)
        .where(Toewijzing.tafel == tafel, Toewijzing.rol == rol, Medewerker.actief)
        .order_by(Medewerker.naam)
    )
    return handeling.sessie.scalars(vraag).all()
