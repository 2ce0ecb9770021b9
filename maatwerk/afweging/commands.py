"""Acts of the Waardendriehoek. Each holds the row it decides on, so that no weging slips in while the reveal runs."""

from collections.abc import Mapping

from sqlalchemy import delete

from maatwerk.afweging import queries
from maatwerk.afweging.models import Afweging, Weging
from maatwerk.afweging.rules import (
    WaardeCode,
    eis_bezig,
    eis_gewogen,
    eis_motivering,
    eis_nieuw,
    eis_onthuld,
    eis_oplossing,
    eis_plaats,
    eis_verborgen,
    eis_weging,
)
from maatwerk.casus.rules import eis_onherkenbaar
from maatwerk.kern.fouten import Gewijzigd
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.logboek.commands import noteer
from maatwerk.tafel.models import Agendapunt

_MOTIVERING = ("legitimiteit", "betrokkenheid", "rendement", "weging", "minderheidsstandpunt")


def begin_afweging(handeling: Handeling, agendapunt: Agendapunt, oplossing: str) -> Afweging:
    """Lay an oplossing on the table, for every lid to weigh alone."""
    _eis_aan_tafel(handeling, agendapunt, Rol.VOORZITTER)
    eis_nieuw(begonnen=queries.find_afweging(handeling, agendapunt) is not None)
    eis_oplossing(oplossing)
    eis_onherkenbaar({"oplossing": oplossing})
    afweging = Afweging(agendapunt=agendapunt, oplossing=oplossing)
    handeling.sessie.add(afweging)
    noteer(handeling, "afweging.begonnen", afweging)
    return afweging


def weeg(
    handeling: Handeling, afweging: Afweging, teksten: Mapping[str, str], standen: Mapping[str, int | None]
) -> None:
    """Keep the own weging of a lid; it replaces the one before. Raises NietToegestaan after the reveal."""
    _eis_aan_tafel(handeling, afweging.agendapunt, Rol.LID)
    _houd_vast(handeling, afweging)
    eis_verborgen(onthuld=afweging.onthuld_op is not None)
    eis_weging(teksten, standen)
    eis_onherkenbaar(teksten)
    eigen = (Weging.afweging_id == afweging.id, Weging.medewerker_id == handeling.wie.id)
    handeling.sessie.execute(delete(Weging).where(*eigen))
    handeling.sessie.add_all(
        Weging(
            afweging_id=afweging.id,
            medewerker_id=handeling.wie.id,
            waarde=code,
            tekst=teksten[code],
            stand=standen.get(code),
        )
        for code in WaardeCode
    )
    noteer(handeling, "afweging.gewogen", afweging)


def onthul(handeling: Handeling, afweging: Afweging) -> None:
    """Show everybody's weging to the whole tafel. From here on nobody changes the own one."""
    _eis_aan_tafel(handeling, afweging.agendapunt, Rol.VOORZITTER)
    _houd_vast(handeling, afweging)
    eis_verborgen(onthuld=afweging.onthuld_op is not None)
    eis_gewogen(queries.tel_wegers(handeling, afweging))
    afweging.onthuld_op = handeling.nu
    noteer(handeling, "afweging.onthuld", afweging)


def motiveer(handeling: Handeling, afweging: Afweging, teksten: Mapping[str, str], versie: int) -> None:
    """Write what the tafel says together, with the dissent. Raises Gewijzigd when another window saved after `versie`."""
    _eis_aan_tafel(handeling, afweging.agendapunt, Rol.VOORZITTER)
    _houd_vast(handeling, afweging)
    eis_onthuld(onthuld=afweging.onthuld_op is not None)
    if afweging.versie != versie:
        raise Gewijzigd("De motivering is intussen in een ander venster bewaard.")
    eis_motivering(teksten)
    eis_onherkenbaar(teksten)
    for naam in _MOTIVERING:
        setattr(afweging, naam, teksten.get(naam, ""))
    noteer(handeling, "afweging.gemotiveerd", afweging)


def _eis_aan_tafel(handeling: Handeling, agendapunt: Agendapunt, rol: Rol) -> None:
    """Refuse who has not this rol at this tafel, and any moment outside the thirty minutes."""
    eis_plaats(handeling.wie, rol, agendapunt.zitting.tafel)
    handeling.sessie.refresh(agendapunt, with_for_update=True)
    eis_bezig(gestart=agendapunt.gestart_op is not None, afgerond=agendapunt.afgerond_op is not None)


def _houd_vast(handeling: Handeling, afweging: Afweging) -> None:
    """Read the weighing again and hold it, as others write at the same moment."""
    handeling.sessie.refresh(afweging, with_for_update=True)
