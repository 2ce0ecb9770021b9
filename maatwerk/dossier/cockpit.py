"""The screens at the tafel: of whoever leads, of the leden, on the wall, and the one-pager beforehand (ADR 026).

Each page is also what its own script asks for again and again: as long as nothing changed the answer is 304.
"""

from collections.abc import Callable
from typing import Any

from flask import make_response, render_template
from werkzeug.wrappers import Response

from maatwerk.afweging.queries import find_afweging, is_gemotiveerd
from maatwerk.casus import queries as casussen
from maatwerk.doorbraak.queries import find_besluit, list_besluiten
from maatwerk.dossier.tafelstand import (
    Feiten,
    Weegstand,
    gevraagd_van_lid,
    heeft_gewogen,
    list_anderen,
    wat_open_is,
    weegstand,
)
from maatwerk.dossier.views import blauwdruk, vervolg_van
from maatwerk.kern.beleid import mag_aan_tafel
from maatwerk.kern.rechten import Recht
from maatwerk.logboek.inzage import noteer_inzage
from maatwerk.tafel import queries as tafels
from maatwerk.tafel.forms import vul_notitie
from maatwerk.tafel.models import Agendapunt, Zitting
from maatwerk.tafel.pauze import stilstanden
from maatwerk.tafel.peiling import is_bekend, kenmerk, ongewijzigd
from maatwerk.tafel.rules import huidige_fase, klok, mag_bespreken, mag_noteren, slot_begin, volgende_fase
from maatwerk.tafel.uurwerk import klokbegin, kloktijd, resttijd
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import handeling


@blauwdruk.get("/agendapunten/<int:agendapunt_id>")
@met_recht(Recht.NOTEREN)
def cockpit(agendapunt_id: int) -> Response:
    """Show the thirty minutes of one casus: to the voorzitter with what leads them, to a lid what is asked now."""
    agendapunt = tafels.get_agendapunt(handeling(), agendapunt_id, Recht.NOTEREN)
    return _antwoord(agendapunt.zitting, lambda: _toon(agendapunt))


@blauwdruk.get("/zittingen/<int:zitting_id>/nu")
@met_recht(Recht.NOTEREN)
def nu(zitting_id: int) -> Response:
    """Show what is at the tafel now: one page for the whole zitting."""
    zitting = tafels.get_zitting(handeling(), zitting_id, Recht.NOTEREN)

    def maak() -> str:
        agendapunt = tafels.find_aan_tafel(handeling(), zitting)
        return _toon(agendapunt) if agendapunt else _toon_wachten(zitting)

    return _antwoord(zitting, maak)


@blauwdruk.get("/zittingen/<int:zitting_id>/scherm")
@met_recht(Recht.NOTEREN)
def scherm(zitting_id: int) -> Response:
    """Show on the wall what may be on a wall: the phase, its question and the clock; nobody's name."""
    zitting = tafels.get_zitting(handeling(), zitting_id, Recht.NOTEREN)
    return _antwoord(zitting, lambda: _toon_scherm(zitting))


@blauwdruk.get("/casussen/<nummer>/onepager")
@met_recht(Recht.CASUS_LEZEN)
def onepager(nummer: str) -> str:
    """Show one casus on one sheet, to read beforehand or print."""
    casus = casussen.get_casus(handeling(), nummer)
    noteer_inzage("onepager.gelezen", casus)
    return render_template("dossier/onepager.html", casus=casus, nu=handeling().nu)


def _antwoord(zitting: Zitting, maak: Callable[[], str]) -> Response:
    """Answer with the page, or that the screen has it already."""
    merk = kenmerk(zitting.stand)
    if is_bekend(merk):
        return ongewijzigd(merk)
    antwoord: Response = make_response(maak())
    antwoord.set_etag(merk)
    return antwoord


def _toon(agendapunt: Agendapunt) -> str:
    werk, tafel = handeling(), agendapunt.zitting.tafel
    noteer_inzage("cockpit.gelezen", agendapunt.casus)
    leidt = mag_aan_tafel(werk.wie, Recht.TAFEL_LEIDEN, tafel)
    gegevens = _gesprek(agendapunt) | _verloop(agendapunt, leidt=leidt)
    return render_template(
        "dossier/cockpit.html" if leidt else "dossier/lid.html",
        agendapunt=agendapunt,
        leidt=leidt,
        agenda=tafels.list_zichtbaar(werk, agendapunt.zitting),
        besluiten=list_besluiten(werk, agendapunt.casus),
        eerdere=tafels.list_eerdere(werk, agendapunt),
        vandaag=werk.vandaag,
        **vervolg_van(agendapunt.casus, intern=False),
        **gegevens,
    )


def _toon_wachten(zitting: Zitting) -> str:
    werk = handeling()
    noteer_inzage("zitting.gelezen", zitting)
    agenda = tafels.list_zichtbaar(werk, zitting)
    minuten = werk.instellingen.zitting.slotminuten
    return render_template(
        "dossier/wachten.html",
        zitting=zitting,
        agenda=agenda,
        leesbaar=tafels.list_leesbaar(werk, agenda),
        tijden={punt.id: slot_begin(zitting.begint_op, punt.volgorde, minuten) for punt in agenda},
        nu=werk.nu,
    )


def _toon_scherm(zitting: Zitting) -> str:
    werk = handeling()
    agendapunt = tafels.find_aan_tafel(werk, zitting)
    noteer_inzage("scherm.gelezen", agendapunt.casus if agendapunt else zitting)
    gegevens: dict[str, Any] = _gesprek(agendapunt) if agendapunt else {"nu": werk.nu}
    afweging = find_afweging(werk, agendapunt) if agendapunt else None
    weegt = afweging is not None and afweging.onthuld_op is None
    return render_template("dossier/scherm.html", zitting=zitting, agendapunt=agendapunt, weegt_nu=weegt, **gegevens)


def _gesprek(agendapunt: Agendapunt) -> dict[str, Any]:
    """Give the clock, the phase and its notes, and what may be done with them now."""
    werk, zitting = handeling(), agendapunt.zitting
    opzet, keren = werk.instellingen.zitting, stilstanden(agendapunt)
    slot = slot_begin(zitting.begint_op, agendapunt.volgorde, opzet.slotminuten)
    begin = klokbegin(agendapunt.gestart_op, keren) if agendapunt.gestart_op else slot
    fase = huidige_fase(opzet.fasen, agendapunt.fase)
    fasen = klok(opzet.fasen, begin, agendapunt.fase)
    notities = {notitie.fase: notitie for notitie in tafels.list_notities(werk, agendapunt)}
    toont = kloktijd(keren, werk.nu)
    bespreekt = mag_bespreken(zitting.status, agendapunt.casus.status, agendapunt.afgerond_op)
    return {
        "fasen": fasen,
        "fase": fase,
        "nummer": opzet.fasen.index(fase) + 1,
        "volgende": volgende_fase(opzet.fasen, fase),
        "notities": notities,
        "formulier": vul_notitie(notities[fase.code].tekst if fase.code in notities else ""),
        "bespreekt": bespreekt,
        "loopt": bespreekt and agendapunt.gestart_op is not None,
        "noteert": mag_noteren(zitting.status, agendapunt.gestart_op),
        "pauze": next((pauze for pauze in agendapunt.pauzes if pauze.tot is None), None),
        "nu": werk.nu,
        "rest": resttijd(fasen[opzet.fasen.index(fase)].eindigt_op, toont),
        "rest_geheel": resttijd(fasen[-1].eindigt_op, toont),
    }


def _verloop(agendapunt: Agendapunt, *, leidt: bool) -> dict[str, Any]:
    """Give how far the talk is. Before the reveal: to the voorzitter who weighed, to a lid only the own."""
    werk, tafel = handeling(), agendapunt.zitting.tafel
    afweging, besluit = find_afweging(werk, agendapunt), find_besluit(werk, agendapunt)
    stand = weegstand(werk, afweging) if leidt and afweging else Weegstand((), ())
    gewogen = bool(afweging and heeft_gewogen(werk, afweging))
    feiten = Feiten(
        begonnen=agendapunt.gestart_op is not None,
        voorgelegd=afweging is not None,
        nog_te_wegen=len(stand.nog),
        onthuld=afweging is not None and afweging.onthuld_op is not None,
        gemotiveerd=afweging is not None and is_gemotiveerd(afweging),
        besloten=besluit is not None,
        iemand_vertelt_het=besluit is not None and bool(besluit.terugkoppeling_door),
    )
    weegt = mag_aan_tafel(werk.wie, Recht.WEGEN, tafel)
    stil = any(pauze.tot is None for pauze in agendapunt.pauzes)
    eigen = leidt and tafels.is_eigen(werk, agendapunt.casus)
    return {
        "afweging": afweging,
        "feiten": feiten,
        "weegstand": stand,
        "gewogen": gewogen,
        "weegt": weegt,
        "open_punten": wat_open_is(feiten),
        "gevraagd": gevraagd_van_lid(feiten, stil=stil, gewogen=gewogen),
        "eigen": eigen,
        "anderen": list_anderen(werk, tafel) if eigen else (),
    }
