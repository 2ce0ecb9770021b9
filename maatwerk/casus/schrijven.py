"""Screens of writing a casus: save, hand in, and go on with what was typed and not saved."""

from collections.abc import Sequence
from dataclasses import dataclass
from secrets import token_urlsafe

from flask import flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from maatwerk.casus import commands, klad, naast, queries, rijen
from maatwerk.casus.forms import CasusFormulier
from maatwerk.casus.keuzes import vul_casuskeuzes
from maatwerk.casus.klad import Blad
from maatwerk.casus.kladviews import eis_zelfde, lees_blad
from maatwerk.casus.models import Casus, Klad
from maatwerk.casus.rules import SCHRIJFBAAR, Status
from maatwerk.casus.views import blauwdruk
from maatwerk.kern.fouten import Gewijzigd, Invoerfout, MagNiet
from maatwerk.kern.rechten import Recht
from maatwerk.logboek.inzage import noteer_inzage
from maatwerk.web.opmaak import tijd
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, handeling

_Pagina = str | Response | tuple[str, int]
_VENSTER = 15  # bytes: the page that gives text back after a time-out shows what is longer than 20 characters
_KIES = "Kies bij elk verschil welke tekst blijft."


@blauwdruk.route("/casussen/nieuw", methods=["GET", "POST"])
@met_recht(Recht.CASUS_BEGINNEN)
def nieuw() -> _Pagina:
    """Write a new casus. It becomes a concept at the first save, by hand or by itself; sent twice it is one concept."""
    if request.method == "POST":
        eis_zelfde()
        return _verwerk(klad.find_begonnen(handeling(), request.form.get("venster", "")))
    eerder = queries.find_laatste_grondslag(handeling())
    formulier = CasusFormulier(data={"grondslag": eerder})
    return _toon(formulier, None, Beeld(overgenomen=bool(eerder)))


@blauwdruk.route("/casussen/<nummer>/schrijven", methods=["GET", "POST"])
@met_recht(Recht.CASUS_SCHRIJVEN)
def schrijven(nummer: str) -> _Pagina:
    """Go on with a concept, or add to a casus that came back from triage."""
    casus = queries.get_casus(handeling(), nummer, Recht.CASUS_SCHRIJVEN)
    if request.method == "POST":
        return _verwerk(casus)
    noteer_inzage("casus.gelezen", casus)
    return _open(casus)


def _verwerk(bestaand: Casus | None) -> _Pagina:
    """Take in what was sent: a row more or less, or a save, which comes before handing in."""
    gegevens, onbeslist = naast.kies(request.form)
    if bestaand is not None and bestaand.status not in SCHRIJFBAAR and "indienen" in request.form:
        flash(f"Casus {bestaand.nummer} was al ingediend.", "info")
        return redirect(url_for("dossier.casus", nummer=bestaand.nummer))
    if {"nog_een", "weg"} & request.form.keys():
        return _verander_rijen(bestaand, gegevens)
    formulier = CasusFormulier(formdata=gegevens, obj=bestaand)
    if onbeslist and bestaand is not None:
        formulier.form_errors.append(_KIES)
        return _zet_naast(formulier, bestaand), 422
    vul_casuskeuzes(formulier, handeling())
    if not formulier.validate():
        return _toon(formulier, bestaand), 422
    return _bewaar(formulier, bestaand)


def _verander_rijen(bestaand: Casus | None, gegevens: MultiDict[str, str]) -> Response:
    """Add or remove a row, keep the page as a klad and show it again: reloading or going back costs nothing."""
    werk, blad = handeling(), lees_blad(gegevens)
    if "weg" in request.form:
        paren, anker = rijen.weg(blad.paren, request.form["weg"])
    else:
        paren, anker = rijen.erbij(blad.paren, request.form["nog_een"])
    venster = blad.venster or token_urlsafe(_VENSTER)
    casus = bestaand or klad.begin(werk, venster)
    klad.houd(werk, casus, Blad(venster, paren, blad.versie, blad.uit))
    bewaar()
    return redirect(url_for("casus.schrijven", nummer=casus.nummer, _anchor=anker or None))


def _bewaar(formulier: CasusFormulier, bestaand: Casus | None) -> _Pagina:
    """Save first, so that a refusal to hand in never costs a word; then hand in if that was asked."""
    werk = handeling()
    try:
        casus = _neem_over(formulier, bestaand)
    except Gewijzigd:
        if bestaand is None:
            raise  # cannot be: what has just begun nobody changed
        return _zet_naast(formulier, bestaand), 409
    except Invoerfout as fout:
        werk.sessie.rollback()
        formulier.wijs_af(fout)
        return _toon(formulier, bestaand), 422
    bewaar()
    if "indienen" in request.form:
        return _dien_in(formulier, casus)
    flash("Je tekst is bewaard.", "ok")
    return redirect(url_for("casus.schrijven", nummer=casus.nummer))


def _neem_over(formulier: CasusFormulier, bestaand: Casus | None) -> Casus:
    """Put what was typed into the casus, or into a new concept. Raises Gewijzigd or Invoerfout."""
    werk, blad = handeling(), lees_blad(request.form)
    casus = bestaand or klad.begin(werk, blad.venster)
    commands.schrijf(werk, casus, formulier.data, _gezien(formulier, casus, nieuw=bestaand is None))
    klad.ruim_op(werk, casus, blad, (formulier.kladden.data or "").split())
    return casus


def _gezien(formulier: CasusFormulier, casus: Casus, *, nieuw: bool) -> int:
    """Give the version that the writer has read: what he chose beside, or what has the same text after all."""
    gezien = formulier.gezien.data or formulier.versie.data or 0
    van_hier = casus.begonnen_met == klad.merk(formulier.venster.data or "")
    onbeschreven = van_hier and casus.versie == klad.EERSTE and gezien == 0
    if nieuw or onbeschreven or not naast.verschillen(formulier, [_bewaarde_tekst(casus)]):
        return casus.versie
    return gezien


def _dien_in(formulier: CasusFormulier, casus: Casus) -> _Pagina:
    if not _dient_in(casus):
        raise MagNiet("Je tekst is bewaard. Indienen doet de indiener zelf.")
    try:
        commands.eis_indienbaar(handeling(), casus)
    except Invoerfout as fout:
        formulier.ga_verder_van(casus.versie)
        formulier.wijs_af(fout)
        return _toon(formulier, casus), 422
    # The same POST goes on to the step that reads over, with the lessen that only an upper slice knows (ADR 018).
    return redirect(url_for("indienen.stap", nummer=casus.nummer, vanaf="schrijven"), code=307)


def _dient_in(casus: Casus) -> bool:
    """Answer whether this person may hand it in: a waarnemer sends what triage asked for, and leaves a concept."""
    recht = Recht.CASUS_AANVULLEN if casus.status is Status.AANVULLEN else Recht.CASUS_INDIENEN
    return bool(queries.rechten_op(handeling(), casus, [recht]))


def _open(casus: Casus) -> str:
    """Show the casus as it was saved, or as it was being typed; beside it what came in from elsewhere."""
    kladden = klad.list_kladden(handeling(), casus) if casus.status in SCHRIJFBAAR else []
    if not kladden:
        return _toon(CasusFormulier(formdata=None, obj=casus), casus)
    laatste, *ouder = kladden
    formulier, bewaard = _van_klad(laatste), _bewaarde_tekst(casus)
    vul_casuskeuzes(formulier, handeling())
    formulier.uit.data = klad.kenmerk(laatste)
    anders = bool(naast.verschillen(formulier, [bewaard]))
    ingehaald = anders and laatste.vanaf_versie != casus.versie
    formulier.ga_verder_van(laatste.vanaf_versie if ingehaald else casus.versie)
    anderen = [*([bewaard] if ingehaald else []), *map(_getypte_tekst, ouder)]
    return _toon(formulier, casus, Beeld(anderen, kladden, verder_van=laatste if anders else None))


def _zet_naast(formulier: CasusFormulier, casus: Casus) -> str:
    """Show what was sent beside what is saved, and beside what was typed in other windows."""
    andere = klad.list_andere(handeling(), casus, lees_blad(request.form))
    bewaard = [_bewaarde_tekst(casus)] if formulier.versie.data != casus.versie else []
    return _toon(formulier, casus, Beeld([*bewaard, *map(_getypte_tekst, andere)], andere))


def _bewaarde_tekst(casus: Casus) -> tuple[str, CasusFormulier]:
    formulier = CasusFormulier(formdata=None, obj=casus)
    vul_casuskeuzes(formulier, handeling())
    return "in de casus: door jou bewaard in een ander venster, of door wie met je meeschrijft", formulier


def _getypte_tekst(ander: Klad) -> tuple[str, CasusFormulier]:
    formulier = _van_klad(ander)
    vul_casuskeuzes(formulier, handeling())
    return f"in een ander venster: getypt om {tijd(ander.bewaard_op)} en nog niet bewaard", formulier


def _van_klad(ander: Klad) -> CasusFormulier:
    return CasusFormulier(formdata=MultiDict(klad.paren_van(ander)))


@dataclass(frozen=True)
class Beeld:
    """What stands on the page beside the own text."""

    anderen: Sequence[tuple[str, CasusFormulier]] = ()
    kladden: Sequence[Klad] = ()
    verder_van: Klad | None = None
    overgenomen: bool = False


def _toon(formulier: CasusFormulier, casus: Casus | None, beeld: Beeld | None = None) -> str:
    """Show the page; a page that is shown again after a refusal keeps its token, so that it goes on where it was."""
    beeld = beeld or Beeld()
    vul_casuskeuzes(formulier, handeling())
    keuzes = naast.verschillen(formulier, beeld.anderen)
    if keuzes and casus is not None:
        formulier.gezien.data, formulier.gezien.raw_data = casus.versie, None
        formulier.kladden.data = " ".join(map(klad.kenmerk, beeld.kladden))
    formulier.venster.data = formulier.venster.data or token_urlsafe(_VENSTER)
    formulier.wie.data = str(handeling().wie.id)
    eigen = casus is None or _dient_in(casus)
    return render_template(
        "casus/schrijven.html", formulier=formulier, casus=casus, keuzes=keuzes, beeld=beeld, dient_in=eigen
    )
