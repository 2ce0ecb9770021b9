"""Screens of the gate: one page with what is left to do, deciding over findings, telling less, objecting."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from maatwerk.kern.fouten import Invoerfout, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.klok import vandaag
from maatwerk.kern.rechten import Recht
from maatwerk.les import queries
from maatwerk.les.commands import noteer_schrijver
from maatwerk.les.kenmerken import persoon_van, profiel_van, profielvoorstel, tel_profiel, zet_profiel
from maatwerk.les.models import Les
from maatwerk.les.oordeel import beslis, list_beoordeeld, list_open
from maatwerk.les.poort import Stand, stappen
from maatwerk.les.poortforms import (
    BezwaarFormulier,
    Profielformulier,
    Vondstformulier,
    namen_van,
    profielformulier,
    vondstformulier,
)
from maatwerk.les.profiel import Profiel
from maatwerk.les.rules import NODIG, VELDEN, Lesstatus, eis_te_schrijven, eis_versie
from maatwerk.les.vondsten import waarschuwingen
from maatwerk.les.vrijgave import gaat_uit_op, maak_bezwaar
from maatwerk.logboek.inzage import noteer_inzage
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, handeling

blauwdruk = Blueprint("poort", __name__)

_Pagina = str | Response | tuple[str, int]


@blauwdruk.get("/lessen/<code>/vrijgave")
@met_recht(Recht.LES_SCHRIJVEN)
def tonen(code: str) -> str:
    """Show what is left to do before this les goes out, in order."""
    les = queries.get_les(handeling(), code, Recht.LES_SCHRIJVEN)
    noteer_inzage("les.vrijgave_gezien", les)
    return _toon(handeling(), les)


def _toon(
    werk: Handeling, les: Les, vondsten: Vondstformulier | None = None, kenmerken: Profielformulier | None = None
) -> str:
    beoordeeld = [een for rijen in list_beoordeeld(werk, les).values() for een in rijen]
    te_beslissen = [een.bevinding for een in beoordeeld if een.open]
    telling = tel_profiel(werk, profiel_van(les)) if les.profiel else None
    stand = Stand(
        status=les.status,
        volledig=all(les.teksten[veld].strip() for veld in NODIG),
        vondsten=len(te_beslissen),
        genoeg=telling is not None and telling.genoeg,
        ingestemd=les.ingestemd_op is not None,
        reageer_tot=les.reageer_tot,
        vandaag=werk.vandaag,
    )
    moment = gaat_uit_op(werk, les)
    return render_template(
        "les/vrijgave.html",
        les=les,
        velden=VELDEN,
        stand=stand,
        stappen=stappen(stand),
        weerlegd=[een for een in beoordeeld if not een.open],
        risico=waarschuwingen(les.teksten, werk.vandaag),
        vondsten=vondsten or vondstformulier(te_beslissen, les.versie),
        kenmerken=kenmerken or _kenmerkenformulier(werk, les),
        telling=telling,
        voorstel=_voorstel(werk, les),
        gaat_uit=vandaag(moment) if moment else None,
        gesloten=les.status in (Lesstatus.GEPUBLICEERD, Lesstatus.INGETROKKEN),
    )


def _voorstel(werk: Handeling, les: Les) -> list[tuple[str, object]]:
    """Give the smallest widening that holds, if it is not what the les tells already."""
    if les.casus is None or les.status in (Lesstatus.GEPUBLICEERD, Lesstatus.INGETROKKEN):
        return []
    profiel = profielvoorstel(werk, les.casus)
    if les.profiel and profiel == profiel_van(les):
        return []
    return list(namen_van(profiel).items())


def _kenmerkenformulier(werk: Handeling, les: Les) -> Profielformulier | None:
    if les.casus is None or les.status in (Lesstatus.GEPUBLICEERD, Lesstatus.INGETROKKEN):
        return None
    nu = profiel_van(les) if les.profiel else None
    return profielformulier(persoon_van(werk, les.casus), nu, werk.instellingen.algemeen.gemeente.naam, les.versie)


@blauwdruk.post("/lessen/<code>/vondsten")
@met_recht(Recht.LES_SCHRIJVEN)
def beslissen(code: str) -> _Pagina:
    """Decide over findings: as many at once as were chosen."""
    werk = handeling()
    les = queries.get_les(werk, code, Recht.LES_SCHRIJVEN)
    eis_te_schrijven(les.status)
    formulier = vondstformulier(list_open(werk, les), les.versie)
    eis_versie(formulier.versie.data, les.versie)
    if not formulier.validate():
        return _toon(werk, les, vondsten=formulier), 422
    try:
        beslis(werk, les, formulier.keuzes, les.versie)
    except Invoerfout as fout:
        formulier.wijs_vondsten_af(fout)
        return _toon(werk, les, vondsten=formulier), 422
    bewaar()
    flash("Je keuzes zijn bewaard.", "ok")
    return redirect(url_for("poort.tonen", code=code))


@blauwdruk.post("/lessen/<code>/kenmerken")
@met_recht(Recht.LES_SCHRIJVEN)
def vertellen(code: str) -> _Pagina:
    """Choose what the les tells of who it is about, or take what is proposed."""
    werk = handeling()
    les = queries.get_les(werk, code, Recht.LES_SCHRIJVEN)
    eis_te_schrijven(les.status)
    formulier = _kenmerkenformulier(werk, les)
    if formulier is None or les.casus is None:
        raise Onvindbaar
    eis_versie(formulier.versie.data, les.versie)
    if "voorstel" in request.form:
        return _bewaar_profiel(werk, les, profielvoorstel(werk, les.casus))
    if not formulier.validate():
        return _toon(werk, les, kenmerken=formulier), 422
    return _bewaar_profiel(werk, les, formulier.profiel)


def _bewaar_profiel(werk: Handeling, les: Les, profiel: Profiel) -> Response:
    zet_profiel(les, profiel)
    noteer_schrijver(werk, les, "les.kenmerken_gekozen")
    telling = tel_profiel(werk, profiel)
    bewaar()
    flash(telling.tekst, "ok" if telling.genoeg else "let_op")
    return redirect(url_for("poort.tonen", code=les.code))


@blauwdruk.route("/lessen/<code>/bezwaar", methods=["GET", "POST"])
@met_recht(Recht.LES_INSTEMMEN)
def bezwaar(code: str) -> _Pagina:
    """Object to the les from an own casus, with a reason."""
    les = queries.get_les(handeling(), code, Recht.LES_INSTEMMEN)
    formulier = BezwaarFormulier(obj=les)
    if request.method == "GET":
        return render_template("les/bezwaar.html", formulier=formulier, les=les)
    eis_versie(formulier.versie.data, les.versie)
    try:
        goed = formulier.validate()
        if goed:
            maak_bezwaar(handeling(), les, formulier.reden.data)
    except Invoerfout as fout:
        formulier.wijs_af(fout)
        goed = False
    if not goed:
        return render_template("les/bezwaar.html", formulier=formulier, les=les), 422
    bewaar()
    flash("Je bezwaar is verstuurd. De les gaat zo niet naar buiten.", "ok")
    return redirect(url_for("les.lijst"))
