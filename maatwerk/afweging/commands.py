"""Acts of the Waardendriehoek. Each holds the row it decides on, so that no weging slips in while the reveal runs."""

from collections.abc import Mapping

from maatwerk.afweging import queries
from maatwerk.afweging.models import Afweging, Minderheidsstandpunt, Oplossing, Weging
from maatwerk.afweging.rules import (
    GEZAMENLIJK,
    Afwijking,
    EigenWeging,
    WaardeCode,
    eis_gelijk,
    eis_gewogen,
    eis_keuze,
    eis_lid,
    eis_motivering,
    eis_nieuw,
    eis_onthuld,
    eis_standpunt,
    eis_verborgen,
    eis_weging,
    eis_zelfde_weging,
)
from maatwerk.casus.rules import eis_onherkenbaar
from maatwerk.kern.beleid import mag_aan_tafel
from maatwerk.kern.fouten import Gewijzigd, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Recht
from maatwerk.logboek.commands import noteer
from maatwerk.tafel.commands import tik
from maatwerk.tafel.models import Agendapunt
from maatwerk.tafel.rules import eis_begonnen, eis_bespreekbaar


def begin_afweging(handeling: Handeling, agendapunt: Agendapunt) -> Afweging:
    """Let every lid weigh alone what lies on the table. Raises NietToegestaan without a second oplossing."""
    eis_gesprek(handeling, agendapunt)
    eis_nieuw(begonnen=queries.find_afweging(handeling, agendapunt) is not None)
    return _open_ronde(handeling, agendapunt, 1)


def weeg_opnieuw(handeling: Handeling, agendapunt: Agendapunt) -> Afweging:
    """Open a new round beside the one that was revealed, which stays as it is. Raises NietToegestaan."""
    eis_gesprek(handeling, agendapunt)
    vorige = queries.get_afweging(handeling, agendapunt)
    handeling.sessie.refresh(vorige, with_for_update=True)
    eis_onthuld(onthuld=vorige.onthuld_op is not None)
    return _open_ronde(handeling, agendapunt, vorige.ronde + 1)


def _open_ronde(handeling: Handeling, agendapunt: Agendapunt, nummer: int) -> Afweging:
    oplossingen = queries.list_oplossingen(handeling, agendapunt)
    eis_keuze(len(oplossingen))
    for oplossing in oplossingen:
        if oplossing.vanaf_ronde is None:
            oplossing.vanaf_ronde = nummer
    afweging = Afweging(agendapunt=agendapunt, ronde=nummer)
    handeling.sessie.add(afweging)
    noteer(handeling, "afweging.begonnen" if nummer == 1 else "afweging.opnieuw", afweging)
    tik(handeling, afweging.agendapunt)
    return afweging


def weeg(handeling: Handeling, afweging: Afweging, oplossing: Oplossing, eigen: EigenWeging) -> None:
    """Keep the own weging of one oplossing; it replaces the one before.

    Raises NietToegestaan after the reveal, and Gewijzigd when the same lid saved in another window.
    """
    agendapunt = _houd_vast(handeling, afweging)
    eis_lid(lid=mag_aan_tafel(handeling.wie, Recht.WEGEN, agendapunt.zitting.tafel))
    eis_verborgen(onthuld=afweging.onthuld_op is not None)
    if oplossing not in queries.list_te_wegen(handeling, afweging):
        raise Onvindbaar
    eis_weging(eigen.teksten, eigen.standen)
    eis_onherkenbaar(eigen.teksten)
    bewaard = {weging.waarde: weging for weging in queries.list_eigen(handeling, afweging, oplossing)}
    versie = max((weging.versie for weging in bewaard.values()), default=0)
    eis_zelfde_weging(eigen, afweging.ronde, versie)
    for code in WaardeCode:
        weging = bewaard.get(code)
        if weging is None:
            weging = Weging(
                afweging_id=afweging.id, oplossing_id=oplossing.id, medewerker_id=handeling.wie.id, waarde=code
            )
            handeling.sessie.add(weging)
        weging.tekst, weging.stand = eigen.teksten[code], eigen.standen.get(code)
        weging.versie = versie + 1
    noteer(handeling, "afweging.gewogen", afweging)
    tik(handeling, afweging.agendapunt)


def onthul(handeling: Handeling, afweging: Afweging) -> None:
    """Show everybody's weging to the whole tafel. From here on nobody changes the own one of this round."""
    _houd_vast(handeling, afweging)
    eis_verborgen(onthuld=afweging.onthuld_op is not None)
    eis_gewogen(queries.tel_wegers(handeling, afweging))
    afweging.onthuld_op = handeling.nu
    noteer(handeling, "afweging.onthuld", afweging)
    tik(handeling, afweging.agendapunt)


def motiveer(handeling: Handeling, afweging: Afweging, teksten: Mapping[str, str], versie: int) -> None:
    """Write what the tafel says together. Raises Gewijzigd when somebody saved after `versie`."""
    _houd_onthuld(handeling, afweging, versie)
    eis_motivering(teksten)
    eis_onherkenbaar(teksten)
    for naam in GEZAMENLIJK:
        setattr(afweging, naam, teksten[naam])
    noteer(handeling, "afweging.gemotiveerd", afweging)


def verantwoord(handeling: Handeling, afweging: Afweging, afwijking: Afwijking | None, tekst: str, versie: int) -> None:
    """Write whether this differs from earlier casussen, and why that may. Raises Gewijzigd, or Invoerfout."""
    _houd_onthuld(handeling, afweging, versie)
    eis_gelijk(afwijking, tekst)
    eis_onherkenbaar({"afwijking_motivering": tekst})
    afweging.afwijking, afweging.afwijking_motivering = afwijking, tekst
    noteer(handeling, "afweging.vergeleken", afweging)


def spreek_tegen(handeling: Handeling, afweging: Afweging, tekst: str, reden: str, versie: int) -> Minderheidsstandpunt:
    """Keep where this lid sees it otherwise than the tafel, and why. Raises Gewijzigd from another window."""
    agendapunt = _houd_vast(handeling, afweging)
    eis_lid(lid=mag_aan_tafel(handeling.wie, Recht.WEGEN, agendapunt.zitting.tafel))
    eis_onthuld(onthuld=afweging.onthuld_op is not None)
    eis_standpunt(tekst, reden)
    eis_onherkenbaar({"standpunt": tekst, "reden": reden})
    standpunt = queries.find_standpunt(handeling, afweging)
    if versie != (standpunt.versie if standpunt else 0):
        raise Gewijzigd("Je standpunt is intussen in een ander venster bewaard.")
    if standpunt is None:
        standpunt = Minderheidsstandpunt(afweging_id=afweging.id, medewerker_id=handeling.wie.id)
        handeling.sessie.add(standpunt)
    standpunt.tekst, standpunt.reden = tekst, reden
    noteer(handeling, "afweging.minderheid", afweging)
    return standpunt


def _houd_onthuld(handeling: Handeling, afweging: Afweging, versie: int) -> None:
    _houd_vast(handeling, afweging)
    eis_onthuld(onthuld=afweging.onthuld_op is not None)
    if afweging.versie != versie:
        raise Gewijzigd("De motivering is intussen in een ander venster bewaard.")
    tik(handeling, afweging.agendapunt)


def _houd_vast(handeling: Handeling, afweging: Afweging) -> Agendapunt:
    """Read the weighing again and hold it: others write at the same moment. Raises NietToegestaan after a besluit."""
    agendapunt = afweging.agendapunt
    eis_gesprek(handeling, agendapunt)
    handeling.sessie.refresh(afweging, with_for_update=True)
    return agendapunt


def eis_gesprek(handeling: Handeling, agendapunt: Agendapunt) -> None:
    """Refuse any moment outside the thirty minutes, also when the besluit falls at this very moment."""
    handeling.sessie.refresh(agendapunt, ["gestart_op", "afgerond_op", "versie"], with_for_update=True)
    eis_begonnen(agendapunt.gestart_op)
    eis_bespreekbaar(agendapunt.casus.status, agendapunt.afgerond_op)
