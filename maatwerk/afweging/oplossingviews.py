"""The screens of one oplossing: what it says, what it costs and yields, and what money does not say."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from maatwerk.afweging import geld, oplossingen, queries
from maatwerk.afweging.forms import BedragFormulier, NietInGeldFormulier, OplossingFormulier, vul_oplossing
from maatwerk.afweging.models import Oplossing
from maatwerk.kern.fouten import Gewijzigd, Invoerfout
from maatwerk.kern.instellingen import Kengetal
from maatwerk.kern.rechten import Recht
from maatwerk.lijst.rules import te_kiezen
from maatwerk.logboek.inzage import noteer_inzage
from maatwerk.tafel import queries as tafels
from maatwerk.tafel.models import Agendapunt
from maatwerk.web.forms import KIES, Formulier, opties
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, handeling

blauwdruk = Blueprint("oplossing", __name__)

_Pagina = Response | tuple[str, int]
_PAD = "/agendapunten/<int:agendapunt_id>/oplossingen/<int:volgnummer>"


@blauwdruk.get(_PAD)
@met_recht(Recht.TAFEL_LEIDEN)
def tonen(agendapunt_id: int, volgnummer: int) -> str:
    """Show one oplossing to the voorzitter, with its amounts."""
    agendapunt, oplossing = _open(agendapunt_id, volgnummer)
    noteer_inzage("weging.gelezen", agendapunt)
    return _toon(agendapunt, oplossing)


@blauwdruk.post(_PAD)
@met_recht(Recht.TAFEL_LEIDEN)
def wijzigen(agendapunt_id: int, volgnummer: int) -> _Pagina | str:
    """Keep what it says, as long as nobody weighs it."""
    agendapunt, oplossing = _open(agendapunt_id, volgnummer)
    formulier = OplossingFormulier()
    if not formulier.validate():
        return _wijs_af(agendapunt, oplossing, formulier)
    try:
        oplossingen.wijzig(handeling(), oplossing, formulier.oplossing.data, formulier.versie.data or 0)
    except Invoerfout as fout:
        return _wijs_af(agendapunt, oplossing, formulier, fout)
    except Gewijzigd:
        formulier.ga_verder_van(oplossing.versie)
        return _toon(agendapunt, oplossing, formulier, conflict=True), HTTPStatus.CONFLICT
    return _klaar(oplossing, "De oplossing is bewaard.")


@blauwdruk.post(f"{_PAD}/niet-in-geld")
@met_recht(Recht.TAFEL_LEIDEN)
def niet_in_geld(agendapunt_id: int, volgnummer: int) -> _Pagina | str:
    """Keep what money does not say."""
    agendapunt, oplossing = _open(agendapunt_id, volgnummer)
    formulier = NietInGeldFormulier()
    if not formulier.validate():
        return _wijs_af(agendapunt, oplossing, formulier)
    try:
        oplossingen.schrijf_niet_in_geld(
            handeling(), oplossing, formulier.niet_in_geld.data, formulier.versie.data or 0
        )
    except Invoerfout as fout:
        return _wijs_af(agendapunt, oplossing, formulier, fout)
    except Gewijzigd:
        formulier.ga_verder_van(oplossing.versie)
        return _toon(agendapunt, oplossing, formulier, conflict=True), HTTPStatus.CONFLICT
    return _klaar(oplossing, "Bewaard.")


@blauwdruk.post(f"{_PAD}/intrekken")
@met_recht(Recht.TAFEL_LEIDEN)
def intrekken(agendapunt_id: int, volgnummer: int) -> Response:
    """Take it off the table."""
    agendapunt, oplossing = _open(agendapunt_id, volgnummer)
    oplossingen.trek_in(handeling(), oplossing)
    bewaar()
    flash(f"{oplossing.naam} ligt niet meer op tafel. De tekst is nog te lezen.", "ok")
    return redirect(url_for("afweging.wegen", agendapunt_id=agendapunt.id))


@blauwdruk.post(f"{_PAD}/bedragen")
@met_recht(Recht.TAFEL_LEIDEN)
def bedrag(agendapunt_id: int, volgnummer: int) -> _Pagina | str:
    """Add an amount, or fill the fields from the list of kengetallen and show them again."""
    agendapunt, oplossing = _open(agendapunt_id, volgnummer)
    formulier = _bedragformulier(BedragFormulier())
    if "vul_in" in request.form:
        return _vul_in(agendapunt, oplossing, formulier)
    if not formulier.validate():
        return _wijs_af(agendapunt, oplossing, formulier)
    try:
        oplossingen.voeg_bedrag_toe(handeling(), oplossing, formulier.data)
    except Invoerfout as fout:
        return _wijs_af(agendapunt, oplossing, formulier, fout)
    return _klaar(oplossing, "Het bedrag is toegevoegd.")


@blauwdruk.post(f"{_PAD}/bedragen/weg")
@met_recht(Recht.TAFEL_LEIDEN)
def bedrag_weg(agendapunt_id: int, volgnummer: int) -> Response:
    """Take an amount away."""
    _, oplossing = _open(agendapunt_id, volgnummer)
    oplossingen.haal_bedrag_weg(handeling(), oplossing, request.form.get("bedrag", 0, type=int))
    return _klaar(oplossing, "Het bedrag is weggehaald.")


def _vul_in(agendapunt: Agendapunt, oplossing: Oplossing, formulier: BedragFormulier) -> str:
    kengetal = next((getal for getal in _kengetallen() if getal.waarde == formulier.kengetal.data), None)
    if kengetal is not None:
        formulier.neem_over(kengetal)
    return _toon(agendapunt, oplossing, formulier)


def _kengetallen() -> list[Kengetal]:
    werk = handeling()
    geldig = {code for code, _ in te_kiezen(werk.instellingen.kengetallen, werk.vandaag)}
    return [getal for getal in werk.instellingen.kengetallen if getal.waarde in geldig]


def _bedragformulier(formulier: BedragFormulier) -> BedragFormulier:
    formulier.kengetal.choices = [KIES, *opties((getal.waarde, _regel(getal)) for getal in _kengetallen())]
    return formulier


def _regel(getal: Kengetal) -> str:
    bereik = geld.Bereik(getal.laag * 100, getal.hoog * 100)
    return f"{getal.naam}: {bereik} {getal.ritme} ({getal.jaar})"


def _open(agendapunt_id: int, volgnummer: int) -> tuple[Agendapunt, Oplossing]:
    agendapunt = tafels.get_agendapunt(handeling(), agendapunt_id, Recht.TAFEL_LEIDEN)
    return agendapunt, queries.get_oplossing(handeling(), agendapunt, volgnummer)


def _klaar(oplossing: Oplossing, melding: str) -> Response:
    bewaar()
    flash(melding, "ok")
    return redirect(url_for("oplossing.tonen", agendapunt_id=oplossing.agendapunt_id, volgnummer=oplossing.nummer))


def _wijs_af(
    agendapunt: Agendapunt, oplossing: Oplossing, formulier: Formulier, fout: Invoerfout | None = None
) -> tuple[str, int]:
    if fout is not None:
        formulier.wijs_af(fout)
    return _toon(agendapunt, oplossing, formulier), HTTPStatus.UNPROCESSABLE_ENTITY


def _toon(
    agendapunt: Agendapunt, oplossing: Oplossing, gevuld: Formulier | None = None, *, conflict: bool = False
) -> str:
    tekst, buiten_geld = vul_oplossing(oplossing)
    return render_template(
        "afweging/oplossing.html",
        agendapunt=agendapunt,
        oplossing=oplossing,
        tekst=gevuld if isinstance(gevuld, OplossingFormulier) else tekst,
        buiten_geld=gevuld if isinstance(gevuld, NietInGeldFormulier) else buiten_geld,
        bedrag=gevuld if isinstance(gevuld, BedragFormulier) else _bedragformulier(BedragFormulier(formdata=None)),
        kan_kiezen=bool(_kengetallen()),
        conflict=conflict,
    )
