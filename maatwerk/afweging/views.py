"""The page of the Waardendriehoek: weigh alone, reveal, then write together. Made for a phone at the table."""

from collections.abc import Mapping
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from maatwerk.account import queries as accounts
from maatwerk.afweging import commands, queries
from maatwerk.afweging.forms import (
    MotiveringFormulier,
    OplossingFormulier,
    WegingFormulier,
    vul_motivering,
    vul_weging,
)
from maatwerk.afweging.models import Afweging
from maatwerk.afweging.rules import spreiding
from maatwerk.kern.beleid import mag_aan_tafel
from maatwerk.kern.fouten import Gewijzigd, Invoerfout
from maatwerk.kern.rechten import Recht, Rol
from maatwerk.logboek.inzage import noteer_inzage
from maatwerk.tafel import queries as tafels
from maatwerk.tafel.models import Agendapunt
from maatwerk.web.forms import Formulier
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, handeling

blauwdruk = Blueprint("afweging", __name__)

_Pagina = Response | tuple[str, int]
_PAD = "/agendapunten/<int:agendapunt_id>/weging"


@blauwdruk.get(_PAD)
@met_recht(Recht.WEGING_LEZEN)
def wegen(agendapunt_id: int) -> str:
    """Show the Waardendriehoek as far as this reader may see it now."""
    agendapunt = tafels.get_agendapunt(handeling(), agendapunt_id, Recht.WEGING_LEZEN)
    noteer_inzage("weging.gelezen", agendapunt)
    return _toon(agendapunt)


@blauwdruk.post(f"{_PAD}/begin")
@met_recht(Recht.TAFEL_LEIDEN)
def beginnen(agendapunt_id: int) -> _Pagina:
    """Lay an oplossing on the table."""
    agendapunt = tafels.get_agendapunt(handeling(), agendapunt_id, Recht.TAFEL_LEIDEN)
    formulier = OplossingFormulier()
    if not formulier.validate():
        return _wijs_af(agendapunt, formulier)
    try:
        commands.begin_afweging(handeling(), agendapunt, formulier.oplossing.data)
    except Invoerfout as fout:
        return _wijs_af(agendapunt, formulier, fout)
    return _klaar(agendapunt, "De leden kunnen nu wegen, ieder voor zich.")


@blauwdruk.post(_PAD)
@met_recht(Recht.WEGEN)
def zelf_wegen(agendapunt_id: int) -> _Pagina:
    """Keep the own weging."""
    agendapunt, afweging = _open(agendapunt_id, Recht.WEGEN)
    formulier = WegingFormulier()
    if not formulier.validate():
        return _wijs_af(agendapunt, formulier)
    try:
        commands.weeg(handeling(), afweging, formulier.teksten(), formulier.standen())
    except Invoerfout as fout:
        return _wijs_af(agendapunt, formulier, fout)
    return _klaar(agendapunt, "Je weging is bewaard. Je kunt haar veranderen tot de voorzitter onthult.")


@blauwdruk.post(f"{_PAD}/onthullen")
@met_recht(Recht.TAFEL_LEIDEN)
def onthullen(agendapunt_id: int) -> _Pagina:
    """Show everybody's weging to the whole tafel."""
    agendapunt, afweging = _open(agendapunt_id, Recht.TAFEL_LEIDEN)
    commands.onthul(handeling(), afweging)
    return _klaar(agendapunt, "De wegingen zijn onthuld. Iedereen aan tafel ziet ze nu.")


@blauwdruk.post(f"{_PAD}/motivering")
@met_recht(Recht.TAFEL_LEIDEN)
def motiveren(agendapunt_id: int) -> _Pagina:
    """Keep what the tafel says together."""
    agendapunt, afweging = _open(agendapunt_id, Recht.TAFEL_LEIDEN)
    formulier = MotiveringFormulier()
    if not formulier.validate():
        return _wijs_af(agendapunt, formulier)
    try:
        commands.motiveer(handeling(), afweging, formulier.teksten(), formulier.versie.data or 0)
    except Invoerfout as fout:
        return _wijs_af(agendapunt, formulier, fout)
    except Gewijzigd:
        formulier.ga_verder_van(afweging.versie)
        return _toon(agendapunt, formulier, conflict=True), HTTPStatus.CONFLICT
    return _klaar(agendapunt, "De motivering is bewaard.")


def _open(agendapunt_id: int, recht: Recht) -> tuple[Agendapunt, Afweging]:
    agendapunt = tafels.get_agendapunt(handeling(), agendapunt_id, recht)
    return agendapunt, queries.get_afweging(handeling(), agendapunt)


def _klaar(agendapunt: Agendapunt, melding: str) -> Response:
    bewaar()
    flash(melding, "ok")
    return redirect(url_for("afweging.wegen", agendapunt_id=agendapunt.id))


def _wijs_af(agendapunt: Agendapunt, formulier: Formulier, fout: Invoerfout | None = None) -> tuple[str, int]:
    if fout is not None:
        formulier.wijs_af(fout)
    return _toon(agendapunt, formulier), HTTPStatus.UNPROCESSABLE_ENTITY


def _toon(agendapunt: Agendapunt, gevuld: Formulier | None = None, *, conflict: bool = False) -> str:
    """Show the page of this moment; `gevuld` is a form that was refused, with everything that was typed."""
    werk, tafel = handeling(), agendapunt.zitting.tafel
    afweging = queries.find_afweging(werk, agendapunt)
    basis = {
        "agendapunt": agendapunt,
        "afweging": afweging,
        "leidt": mag_aan_tafel(werk.wie, Recht.TAFEL_LEIDEN, tafel),
        "weegt": mag_aan_tafel(werk.wie, Recht.WEGEN, tafel),
        "conflict": conflict,
    }
    if afweging is None:
        formulier = gevuld if isinstance(gevuld, OplossingFormulier) else OplossingFormulier(formdata=None)
        return render_template("afweging/beginnen.html", formulier=formulier, **basis)
    if afweging.onthuld_op is None:
        return _toon_verborgen(afweging, gevuld, basis)
    return _toon_onthuld(afweging, gevuld, basis)


def _toon_verborgen(afweging: Afweging, gevuld: Formulier | None, basis: Mapping[str, object]) -> str:
    """Before the reveal: the own weging, and for the voorzitter alone how many have weighed."""
    werk, tafel = handeling(), afweging.agendapunt.zitting.tafel
    eigen = queries.list_wegingen(werk, afweging)
    return render_template(
        "afweging/wegen.html",
        formulier=gevuld if isinstance(gevuld, WegingFormulier) else vul_weging(eigen),
        gewogen=bool(eigen),
        wegers=queries.tel_wegers(werk, afweging) if basis["leidt"] else None,
        leden=len(accounts.list_plaatsen(werk, tafel, Rol.LID)) if basis["leidt"] else None,
        **basis,
    )


def _toon_onthuld(afweging: Afweging, gevuld: Formulier | None, basis: Mapping[str, object]) -> str:
    """After the reveal: everything side by side, and the joint motivering."""
    wegingen = queries.list_wegingen(handeling(), afweging)
    return render_template(
        "afweging/onthuld.html",
        groepen=queries.groepeer(wegingen),
        punten=queries.punten(wegingen),
        spreiding=spreiding,
        gemotiveerd=queries.is_gemotiveerd(afweging),
        formulier=gevuld if isinstance(gevuld, MotiveringFormulier) else vul_motivering(afweging),
        **basis,
    )
