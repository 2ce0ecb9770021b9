"""Giving and taking rollen. Nobody his own; and what opens much needs a second person (veiligheid.md §5)."""

from sqlalchemy import select

from maatwerk.account.models import Medewerker, Rolvoorstel, Toewijzing
from maatwerk.account.rules import Rolbesluit, eis_rollen
from maatwerk.kern.fouten import Invoerfout, NietToegestaan, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import GEVOELIG, Rol, soort_van
from maatwerk.logboek.commands import noteer

_ONMISBAAR = (Rol.BEHEERDER, Rol.PRIVACY)


def geef_rol(handeling: Handeling, medewerker: Medewerker, rol: Rol, tafel: str) -> bool:
    """Give somebody else a rol; answer False when it was proposed, for a second person to decide.

    Raises Invoerfout on `rollen`.
    """
    if rol in GEVOELIG:
        stel_voor(handeling, medewerker, rol, tafel)
        return False
    _eis_mogelijk(handeling, medewerker, rol, tafel)
    _ken_toe(handeling, medewerker, rol, tafel)
    return True


def stel_voor(handeling: Handeling, medewerker: Medewerker, rol: Rol, tafel: str) -> None:
    """Propose a rol for somebody else. Raises Invoerfout on `rollen`."""
    _eis_mogelijk(handeling, medewerker, rol, tafel)
    open_ = (Rolvoorstel.medewerker_id == medewerker.id, Rolvoorstel.besluit.is_(None))
    zelfde = select(Rolvoorstel.id).where(*open_, Rolvoorstel.rol == rol, Rolvoorstel.tafel == tafel)
    if handeling.sessie.scalar(zelfde):
        raise Invoerfout({"rollen": "Deze rol is al voorgesteld. De privacy officer beslist."})
    voorstel = Rolvoorstel(
        medewerker_id=medewerker.id,
        rol=rol,
        tafel=tafel,
        voorgesteld_door=handeling.wie.id,
        voorgesteld_op=handeling.nu,
    )
    handeling.sessie.add(voorstel)
    noteer(handeling, "rol.voorgesteld", voorstel)


def beslis(handeling: Handeling, voorstel: Rolvoorstel, besluit: Rolbesluit) -> None:
    """Agree to a rol or refuse it, as the second person. Raises NietToegestaan."""
    if voorstel.besluit is not None:
        raise NietToegestaan("Over dit voorstel is al beslist.")
    if handeling.wie.id in (voorstel.voorgesteld_door, voorstel.medewerker_id):
        raise NietToegestaan("Je beslist niet over je eigen voorstel, en niet over je eigen rol.")
    if besluit is Rolbesluit.GOEDGEKEURD:
        try:
            _eis_mogelijk(handeling, voorstel.medewerker, voorstel.rol, voorstel.tafel)
        except Invoerfout as fout:
            raise NietToegestaan(f"{fout.uitleg} Wijs het voorstel af.") from None
        _ken_toe(handeling, voorstel.medewerker, voorstel.rol, voorstel.tafel)
    voorstel.besluit, voorstel.besloten_door, voorstel.besloten_op = besluit, handeling.wie.id, handeling.nu
    noteer(handeling, f"rol.{besluit}", voorstel)


def neem_rol(handeling: Handeling, medewerker: Medewerker, toewijzing_id: int) -> Toewijzing:
    """Take a rol away, at once. Raises Onvindbaar, NietToegestaan for the last one, or Invoerfout for oneself."""
    _eis_ander(handeling, medewerker)
    weg = next((plaats for plaats in medewerker.toewijzingen if plaats.id == toewijzing_id), None)
    if weg is None:
        raise Onvindbaar
    eis_niet_laatste(handeling, medewerker, weg.rol)
    medewerker.toewijzingen.remove(weg)
    noteer(handeling, "rol.afgenomen", medewerker)
    return weg


def eis_niet_laatste(handeling: Handeling, medewerker: Medewerker, rol: Rol) -> None:
    """Refuse to lose the last who can still sign in with this rol, if nobody can do without. Raises NietToegestaan.

    Whoever does the same at the same time waits: two could otherwise each leave the other as the last.
    """
    if rol not in _ONMISBAAR:
        return
    houders = (
        select(Medewerker.id)
        .join(Toewijzing)
        .where(Toewijzing.rol == rol, Medewerker.actief, Medewerker.wachtwoord != "")
    )
    if not set(handeling.sessie.scalars(houders.order_by(Medewerker.id).with_for_update())) - {medewerker.id}:
        raise NietToegestaan(f"{medewerker.naam} is de laatste {rol}. Zorg eerst dat een ander deze rol heeft.")


def _eis_ander(handeling: Handeling, medewerker: Medewerker) -> None:
    if medewerker.id == handeling.wie.id:
        raise Invoerfout({"rollen": "Je eigen rollen verander je niet. Vraag het een andere beheerder."})


def _eis_mogelijk(handeling: Handeling, medewerker: Medewerker, rol: Rol, tafel: str) -> None:
    _eis_ander(handeling, medewerker)
    plaatsen = {(plaats.rol, plaats.tafel) for plaats in medewerker.toewijzingen}
    if (rol, tafel) in plaatsen:
        raise Invoerfout({"rollen": f"{medewerker.naam} heeft deze rol al."})
    eis_rollen({rol, *(eigen for eigen, _ in plaatsen)})


def _ken_toe(handeling: Handeling, medewerker: Medewerker, rol: Rol, tafel: str) -> None:
    if not medewerker.toewijzingen:
        medewerker.soort = soort_van({rol})  # without rollen an account can still become of another kind
    medewerker.toewijzingen.append(Toewijzing(rol=rol, tafel=tafel))
    noteer(handeling, "rol.gegeven", medewerker)
