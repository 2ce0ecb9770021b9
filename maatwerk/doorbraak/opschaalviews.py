"""Screens of the ladder: ask the next one, write down the answer, make the package for the LMM."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from maatwerk.casus.models import Casus
from maatwerk.casus.queries import get_casus
from maatwerk.doorbraak import lmm as pakket
from maatwerk.doorbraak import opschalen as commands
from maatwerk.doorbraak.forms import AntwoordFormulier, LmmFormulier, OpschaalFormulier
from maatwerk.doorbraak.models import Doorbraak
from maatwerk.doorbraak.queries import get_doorbraak
from maatwerk.kern.fouten import Invoerfout
from maatwerk.kern.rechten import Recht
from maatwerk.logboek.inzage import noteer_inzage
from maatwerk.stuk.rules import SOORT, Vorm
from maatwerk.web.forms import Formulier
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, handeling

blauwdruk = Blueprint("opschalen", __name__)

_Pagina = str | Response | tuple[str, int]


@blauwdruk.route("/doorbraken/<int:doorbraak_id>/opschalen", methods=["GET", "POST"])
@met_recht(Recht.BESLUITEN)
def omhoog(doorbraak_id: int) -> _Pagina:
    """Ask the next one on the ladder."""
    doorbraak = get_doorbraak(handeling(), doorbraak_id)
    commands.eis_op_te_schalen(doorbraak)
    formulier = OpschaalFormulier()
    if request.method == "GET":
        noteer_inzage("casus.gelezen", doorbraak.besluit.casus)
        return _toon("opschalen", doorbraak, formulier)
    if formulier.validate():
        try:
            commands.schaal_op(handeling(), doorbraak, formulier.data)
        except Invoerfout as fout:
            formulier.wijs_af(fout)
        else:
            bewaar()
            flash(f"Gevraagd aan {formulier.gericht_aan.data}.", "ok")
            return _terug(doorbraak)
    return _toon("opschalen", doorbraak, formulier), HTTPStatus.UNPROCESSABLE_ENTITY


@blauwdruk.route("/doorbraken/<int:doorbraak_id>/antwoord", methods=["GET", "POST"])
@met_recht(Recht.BESLUITEN)
def antwoord(doorbraak_id: int) -> _Pagina:
    """Write down what came back."""
    doorbraak = get_doorbraak(handeling(), doorbraak_id)
    vraag = commands.get_open_vraag(doorbraak)
    formulier = AntwoordFormulier()
    if request.method == "GET":
        noteer_inzage("casus.gelezen", doorbraak.besluit.casus)
        return _toon("antwoord", doorbraak, formulier)
    if formulier.validate():
        try:
            commands.beantwoord(handeling(), vraag, formulier.data)
        except Invoerfout as fout:
            formulier.wijs_af(fout)
        else:
            bewaar()
            flash(f"De doorbraak staat nu op '{doorbraak.status}'.", "ok")
            return _terug(doorbraak)
    return _toon("antwoord", doorbraak, formulier), HTTPStatus.UNPROCESSABLE_ENTITY


@blauwdruk.route("/doorbraken/<int:doorbraak_id>/lmm", methods=["GET", "POST"])
@met_recht(Recht.BESLUITEN)
def lmm(doorbraak_id: int) -> _Pagina:
    """Fill in the package for the LMM, and take it along."""
    doorbraak = get_doorbraak(handeling(), doorbraak_id)
    if request.method == "GET":
        casus = _casus(doorbraak)
        noteer_inzage("casus.gelezen", casus)
        return _toon("lmm", doorbraak, LmmFormulier(data=pakket.vul_voor(handeling(), doorbraak, casus)))
    formulier = LmmFormulier()
    if formulier.validate():
        vorm, teksten = Vorm(formulier.vorm.data), {veld: formulier[veld].data or "" for veld in pakket.VRAGEN}
        try:
            bestand = pakket.maak_pakket(
                handeling(), doorbraak, teksten, vorm, nagekeken=bool(formulier.nagekeken.data)
            )
        except Invoerfout as fout:
            formulier.wijs_af(fout)
        else:
            bewaar()
            reactie = Response(bestand, content_type=SOORT[vorm])
            naam = f"lmm-{doorbraak.besluit.casus.nummer}.{vorm}"
            reactie.headers["Content-Disposition"] = f'attachment; filename="{naam}"'
            return reactie
    return _toon("lmm", doorbraak, formulier), HTTPStatus.UNPROCESSABLE_ENTITY


def _casus(doorbraak: Doorbraak) -> Casus:
    return get_casus(handeling(), doorbraak.besluit.casus.nummer, Recht.BESLUITEN)


def _toon(sjabloon: str, doorbraak: Doorbraak, formulier: Formulier) -> str:
    return render_template(f"doorbraak/{sjabloon}.html", doorbraak=doorbraak, formulier=formulier)


def _terug(doorbraak: Doorbraak) -> Response:
    return redirect(url_for("dossier.casus", nummer=doorbraak.besluit.casus.nummer))
