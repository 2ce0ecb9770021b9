"""Acts of the Waardendriehoek. Each holds the row it decides on, so that no weging slips in while the reveal runs."""

from collections.abc import Mapping

from sqlalchemy import delete

from maatwerk.afweging import queries
from maatwerk.afweging.models import Afweging, Weging
from maatwerk.afweging.rules import (
    WaardeCode,
    eis_gewogen,
    eis_lid,
    eis_motivering,
    eis_nieuw,
    eis_onthuld,
    eis_oplossing,
    eis_verborgen,
    eis_weging,
)
from maatwerk.casus.rules import eis_onherkenbaar
from maatwerk.kern.beleid import mag_aan_tafel
from maatwerk.kern.fouten import Gewijzigd
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Recht
from maatwerk.logboek.commands import noteer
from maatwerk.tafel.commands import tik
from maatwerk.tafel.models import Agendapunt
from maatwerk.tafel.rules import eis_begonnen, eis_bespreekbaar

_MOTIVERING = ("legitimiteit", "betrokkenheid", "rendement", "weging", "minderheidsstandpunt")


def begin_afweging(handeling: Handeling, agendapunt: Agendapunt, oplossing: str) -> Afweging:
    """Lay an oplossing on the table, for every lid to weigh alone."""
    _eis_gesprek(handeling, agendapunt)
    eis_nieuw(begonnen=queries.find_afweging(handeling, agendapunt) is not None)
    eis_oplossing(oplossing)
    eis_onherkenbaar({"oplossing": oplossing})
    afweging = Afweging(agendapunt=agendapunt, oplossing=oplossing)
    handeling.sessie.add(afweging)
    noteer(handeling, "afweging.begonnen", afweging)
    tik(handeling, afweging.agendapunt)
    return afweging


def weeg(
    handeling: Handeling, afweging: Afweging, teksten: Mapping[str, str], standen: Mapping[str, int | None]
) -> None:
    """Keep the own weging of a lid; it replaces the one before. Raises NietToegestaan after the reveal."""
    agendapunt = _houd_vast(handeling, afweging)
    eis_lid(lid=mag_aan_tafel(handeling.wie, Recht.WEGEN, agendapunt.zitting.tafel))
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
    tik(handeling, afweging.agendapunt)


def onthul(handeling: Handeling, afweging: Afweging) -> None:
    """Show everybody's weging to the whole tafel. From here on nobody changes the own one."""
    _houd_vast(handeling, afweging)
    eis_verborgen(onthuld=afweging.onthuld_op is not None)
    eis_gewogen(queries.tel_wegers(handeling, afweging))
    afweging.onthuld_op = handeling.nu
    noteer(handeling, "afweging.onthuld", afweging)
    tik(handeling, afweging.agendapunt)


def motiveer(handeling: Handeling, afweging: Afweging, teksten: Mapping[str, str], versie: int) -> None:
    """Write what the tafel says together, with the dissent. Raises Gewijzigd when somebody saved after `versie`."""
    _houd_vast(handeling, afweging)
    eis_onthuld(onthuld=afweging.onthuld_op is not None)
    if afweging.versie != versie:
        raise Gewijzigd("De motivering is intussen in een ander venster bewaard.")
    eis_motivering(teksten)
    eis_onherkenbaar(teksten)
    for naam in _MOTIVERING:
        setattr(afweging, naam, teksten.get(naam, ""))
    noteer(handeling, "afweging.gemotiveerd", afweging)
    tik(handeling, afweging.agendapunt)


def _houd_vast(handeling: Handeling, afweging: Afweging) -> Agendapunt:
    """Read the weighing again and hold it: others write at the same moment. Raises NietToegestaan after a besluit."""
    agendapunt = afweging.agendapunt
    _eis_gesprek(handeling, agendapunt)
    handeling.sessie.refresh(afweging, with_for_update=True)
    return agendapunt


def _eis_gesprek(handeling: Handeling, agendapunt: Agendapunt) -> None:
    """Refuse any moment outside the thirty minutes, also when the besluit falls at this very moment."""
    handeling.sessie.refresh(agendapunt, ["gestart_op", "afgerond_op", "versie"], with_for_update=True)
    eis_begonnen(agendapunt.gestart_op)
    eis_bespreekbaar(agendapunt.casus.status, agendapunt.afgerond_op)
