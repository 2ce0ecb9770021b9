"""Screens of a les: find, read, write beside the original, check, agree, publish, withdraw."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from maatwerk.casus.queries import get_casus
from maatwerk.kern.beleid import mag
from maatwerk.kern.fouten import Gewijzigd, Invoerfout, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Recht
from maatwerk.les import bibliotheek, commands, queries, vrijgave
from maatwerk.les.forms import ControleFormulier, IntrekFormulier, LesFormulier, zoekformulier
from maatwerk.les.kenmerken import profiel_van
from maatwerk.les.models import Les
from maatwerk.les.naast import zet_naast
from maatwerk.les.oordeel import list_open
from maatwerk.les.poort import Vraag
from maatwerk.les.poortforms import namen_van
from maatwerk.les.rules import (
    VELDEN,
    Kenmerksoort,
    Lesstatus,
    eis_overgang,
    eis_te_schrijven,
    eis_versie,
    eis_vier_ogen,
)
from maatwerk.lijst.rules import naam_van
from maatwerk.logboek.inzage import noteer_inzage
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, handeling

blauwdruk = Blueprint("les", __name__)

_Pagina = str | Response | tuple[str, int]


@blauwdruk.get("/lessen")
@met_recht(Recht.LES_LEZEN)
def lijst() -> _Pagina:
    """Show the published lessen, and the work that waits for this reader."""
    werk = handeling()
    formulier = zoekformulier(request.args, werk.instellingen, werk.vandaag)
    goed = formulier.validate()
    uitkomst = bibliotheek.zoek(werk, formulier.vraag, request.args.get("vanaf", "")) if goed else None
    if request.args:
        noteer_inzage("les.gezocht")  # that somebody searched, never for what
    return render_template(
        "les/lijst.html",
        formulier=formulier,
        uitkomst=uitkomst,
        meeste=bibliotheek.MEESTE,
        gezocht={naam: waarde for naam, waarde in formulier.data.items() if waarde},
        werk=_werk(werk),
    ), 200 if goed else 422


def _werk(werk: Handeling) -> list[tuple[str, str, list[Les]]]:
    """Give per kind of work its heading, the page where it is done, and the lessen that wait."""
    soorten = (
        (Recht.LES_INSTEMMEN, "Stem je in?", "les.lezen", queries.list_te_instemmen),
        (Recht.LES_CONTROLEREN, "Te controleren", "les.controleren", queries.list_te_controleren),
        (Recht.LES_SCHRIJVEN, "In de maak bij jouw tafels", "poort.tonen", queries.list_concepten),
    )
    return [
        (kop, pagina, list(lessen))
        for recht, kop, pagina, vraag in soorten
        if mag(werk.wie, recht) and (lessen := vraag(werk))
    ]


@blauwdruk.get("/lessen/<code>")
@met_recht(Recht.LES_LEZEN)
def lezen(code: str) -> _Pagina:
    """Show one les, with what this reader may do with it."""
    werk = handeling()
    try:
        les = queries.get_les(werk, code)
    except Onvindbaar:
        if not queries.is_ingetrokken(werk, code):
            raise
        return render_template("les/weg.html", code=code), 410
    noteer_inzage("les.gelezen", les)
    return render_template(
        "les/lezen.html",
        les=les,
        velden=VELDEN,
        kenmerken=_kenmerken(les),
        beheert=queries.mag_op(werk, les, Recht.LES_SCHRIJVEN),
        trekt_in=queries.mag_op(werk, les, Recht.LES_INTREKKEN),
        stemt=queries.mag_op(werk, les, Recht.LES_INSTEMMEN),
    )


def _kenmerken(les: Les) -> list[tuple[str, list[str]]]:
    wetten = [naam_van(handeling().instellingen.wetten, code) for code in les.waarden(Kenmerksoort.WET)]
    return [
        ("Wetten en regels", wetten),
        ("Soort knelpunt", les.waarden(Kenmerksoort.KNELPUNTTYPE)),
        ("Leefgebieden", les.waarden(Kenmerksoort.LEEFGEBIED)),
        ("Niveau", les.waarden(Kenmerksoort.NIVEAU)),
        ("Houdt het stand", les.waarden(Kenmerksoort.STAND)),
    ]


@blauwdruk.post("/casussen/<nummer>/les")
@met_recht(Recht.LES_SCHRIJVEN)
def beginnen(nummer: str) -> Response:
    """Draft a les from a closed casus, or go on with the one that is there."""
    werk = handeling()
    casus = get_casus(werk, nummer, Recht.LES_SCHRIJVEN)
    les = queries.find_les_van(werk, casus) or commands.ontwerp_les(werk, casus)
    bewaar()
    return redirect(url_for("les.schrijven" if les.status is Lesstatus.CONCEPT else "poort.tonen", code=les.code))


@blauwdruk.route("/lessen/<code>/schrijven", methods=["GET", "POST"])
@met_recht(Recht.LES_SCHRIJVEN)
def schrijven(code: str) -> _Pagina:
    """Write a les beside the texts it comes from."""
    les = queries.get_les(handeling(), code, Recht.LES_SCHRIJVEN)
    eis_te_schrijven(les.status)
    formulier = LesFormulier(obj=les)
    if request.method == "GET":
        noteer_inzage("les.met_origineel_gelezen", les)
        return _toon_schrijven(formulier, les)
    if not formulier.validate():
        return _toon_schrijven(formulier, les), 422
    try:
        commands.schrijf_les(handeling(), les, formulier.data, formulier.versie.data or 0)
    except Gewijzigd:
        formulier.ga_verder_van(les.versie)
        return _toon_schrijven(formulier, les, conflict=True), 409
    bewaar()
    flash("De les is bewaard.", "ok")
    return redirect(url_for("poort.tonen", code=code))


def _toon_schrijven(formulier: LesFormulier, les: Les, *, conflict: bool = False) -> str:
    getypt = {veld: formulier[veld].data or "" for veld in VELDEN}
    naast = zet_naast(handeling(), les, getypt)
    return render_template("les/schrijven.html", les=les, formulier=formulier, conflict=conflict, naast=naast)


@blauwdruk.route("/lessen/<code>/controleren", methods=["GET", "POST"])
@met_recht(Recht.LES_CONTROLEREN)
def controleren(code: str) -> _Pagina:
    """Check, as somebody who did not write it, whether anybody can be recognised."""
    werk = handeling()
    les = queries.get_les(werk, code, Recht.LES_CONTROLEREN)
    eis_vier_ogen({schrijver.id for schrijver in les.schrijvers}, werk.wie.id)
    eis_overgang(les.status, Lesstatus.GECONTROLEERD)
    formulier = ControleFormulier(obj=les)
    if request.method == "GET":
        bron = queries.find_bron(werk, les)
        noteer_inzage("les.met_origineel_gelezen" if bron else "les.voor_controle_gelezen", les)
        return _toon_controleren(formulier, les)
    eis_versie(formulier.versie.data, les.versie)
    if not formulier.validate():
        return _toon_controleren(formulier, les), 422
    try:
        vrijgave.controleer(werk, les, [vraag for vraag in Vraag if formulier[vraag.value].data])
    except Invoerfout as fout:
        formulier.wijs_af(fout)
        return _toon_controleren(formulier, les), 422
    bewaar()
    flash("Je hebt de les gecontroleerd. Nu is de indiener aan de beurt.", "ok")
    return redirect(url_for("les.lijst"))


def _toon_controleren(formulier: ControleFormulier, les: Les) -> str:
    return render_template(
        "les/controleren.html",
        les=les,
        formulier=formulier,
        naast=zet_naast(handeling(), les, les.teksten),
        verteld=namen_van(profiel_van(les)).items() if les.profiel else (),
        te_beslissen=len(list_open(handeling(), les)),
    )


@blauwdruk.post("/lessen/<code>/instemmen")
@met_recht(Recht.LES_INSTEMMEN)
def instemmen(code: str) -> Response:
    """Agree with the les from an own casus, as it was shown."""
    les = queries.get_les(handeling(), code, Recht.LES_INSTEMMEN)
    eis_versie(request.form.get("versie", type=int), les.versie)
    vrijgave.stem_in(handeling(), les)
    bewaar()
    flash("Dank je. Je stemt in met deze les.", "ok")
    return redirect(url_for("les.lezen", code=code))


@blauwdruk.post("/lessen/<code>/publiceren")
@met_recht(Recht.LES_SCHRIJVEN)
def publiceren(code: str) -> Response:
    """Release a les, as it was shown."""
    les = queries.get_les(handeling(), code, Recht.LES_SCHRIJVEN)
    eis_versie(request.form.get("versie", type=int), les.versie)
    vrijgave.publiceer(handeling(), les)
    bewaar()
    flash("De les is vrijgegeven. Zij gaat samen met andere lessen uit.", "ok")
    return redirect(url_for("poort.tonen", code=code))


@blauwdruk.route("/lessen/<code>/intrekken", methods=["GET", "POST"])
@met_recht(Recht.LES_INTREKKEN)
def intrekken(code: str) -> _Pagina:
    """Take a published les back, with a reason."""
    les = queries.get_les(handeling(), code, Recht.LES_INTREKKEN)
    eis_overgang(les.status, Lesstatus.INGETROKKEN)
    formulier = IntrekFormulier()
    if not formulier.validate_on_submit():
        code_ = 422 if request.method == "POST" else 200
        return render_template("les/intrekken.html", formulier=formulier, les=les), code_
    try:
        vrijgave.trek_in(handeling(), les, formulier.reden.data)
    except Invoerfout as fout:
        formulier.wijs_af(fout)
        return render_template("les/intrekken.html", formulier=formulier, les=les), 422
    bewaar()
    flash("De les is ingetrokken.", "ok")
    return redirect(url_for("les.lijst"))
