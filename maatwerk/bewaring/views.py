"""Screens of what is kept: the list of the privacy officer, objecting, holding, verklaringen."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from maatwerk.bewaring import commands, queries
from maatwerk.bewaring.forms import AntwoordFormulier, BezwaarFormulier, GoedkeurFormulier, PlichtFormulier
from maatwerk.bewaring.models import Voorstel
from maatwerk.casus.queries import get_casus
from maatwerk.kern.fouten import Invoerfout
from maatwerk.kern.rechten import Recht
from maatwerk.logboek.inzage import noteer_inzage
from maatwerk.web.forms import opties
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, handeling

blauwdruk = Blueprint("bewaring", __name__)

_Pagina = str | Response | tuple[str, int]


@blauwdruk.get("/bewaring")
@met_recht(Recht.BEWARING_BEHEREN)
def overzicht() -> str:
    """Show the privacy officer what is about to go, what may not, and what went: numbers and dates, no text."""
    noteer_inzage("bewaring.gelezen")
    voorstellen = queries.list_voorstellen(handeling())
    return _toon_overzicht(_goedkeuring(voorstellen), voorstellen)


def _goedkeuring(voorstellen: Sequence[Voorstel]) -> GoedkeurFormulier:
    formulier = GoedkeurFormulier()
    open_ = [punt for punt in voorstellen if not punt.goedgekeurd_op and not punt.bezwaar_door]
    formulier.voorstellen.choices = opties((str(punt.id), _naam(punt)) for punt in open_)
    return formulier


def _naam(voorstel: Voorstel) -> str:
    return f"{voorstel.casus.nummer}: {voorstel.categorie}, termijn tot {voorstel.vervalt_op:%d-%m-%Y}"


def _toon_overzicht(formulier: GoedkeurFormulier, voorstellen: Sequence[Voorstel]) -> str:
    werk = handeling()
    return render_template(
        "bewaring/overzicht.html",
        formulier=formulier,
        voorstellen=voorstellen,
        plichten=queries.list_plichten(werk),
        verzoeken=queries.list_inzageverzoeken(werk),
        verklaringen=queries.list_verklaringen(werk),
        vandaag=werk.vandaag,
    )


@blauwdruk.post("/bewaring/goedkeuren")
@met_recht(Recht.BEWARING_BEHEREN, bevestig="bewaring.overzicht")
def goedkeuren() -> _Pagina:
    """Approve, as the second person, what the privacy officer ticked."""
    voorstellen = queries.list_voorstellen(handeling())
    formulier = _goedkeuring(voorstellen)
    if not formulier.validate():
        return _toon_overzicht(formulier, voorstellen), 422
    gekozen = set(formulier.voorstellen.data or [])
    for voorstel in voorstellen:
        if voorstel.id in gekozen:
            commands.keur_goed(handeling(), voorstel)
    bewaar()
    flash("Goedgekeurd. Na de bezwaartijd vernietigt de volgende ronde deze casussen.", "ok")
    return redirect(url_for("bewaring.overzicht"))


@blauwdruk.route("/bewaring/voorstellen/<int:voorstel_id>/goedkeuren", methods=["GET", "POST"])
@met_recht(Recht.BEWARING_BEHEREN, bevestig="bewaring.overzicht")
def beantwoorden(voorstel_id: int) -> _Pagina:
    """Approve in spite of an objection, with an answer."""
    voorstel = queries.get_voorstel(handeling(), voorstel_id)
    formulier = AntwoordFormulier()
    if formulier.validate_on_submit():
        try:
            commands.keur_goed(handeling(), voorstel, formulier.antwoord.data or "")
        except Invoerfout as fout:
            formulier.wijs_af(fout)
        else:
            bewaar()
            flash("Goedgekeurd, met jouw antwoord op het bezwaar.", "ok")
            return redirect(url_for("bewaring.overzicht"))
    pagina = render_template("bewaring/voorstel.html", voorstel=voorstel, formulier=formulier, veldnaam="antwoord")
    return pagina, 422 if request.method == "POST" else 200


@blauwdruk.route("/bewaring/voorstellen/<int:voorstel_id>/bezwaar", methods=["GET", "POST"])
@met_recht(Recht.BEZWAAR_MAKEN)
def bezwaar(voorstel_id: int) -> _Pagina:
    """Object against the destruction of a casus of the own tafel."""
    voorstel = queries.get_voorstel_van_tafel(handeling(), voorstel_id)
    formulier = BezwaarFormulier()
    if formulier.validate_on_submit():
        try:
            commands.maak_bezwaar(handeling(), voorstel, formulier.reden.data or "")
        except Invoerfout as fout:
            formulier.wijs_af(fout)
        else:
            bewaar()
            flash("Je bezwaar is vastgelegd. De privacy officer beslist.", "ok")
            return redirect(url_for("dossier.start"))
    pagina = render_template("bewaring/voorstel.html", voorstel=voorstel, formulier=formulier, veldnaam="reden")
    return pagina, 422 if request.method == "POST" else 200


@blauwdruk.post("/casussen/<nummer>/behouden")
@met_recht(Recht.CASUS_INDIENEN)
def behouden(nummer: str) -> Response:
    """Keep an own concept for another term."""
    commands.behoud(handeling(), get_casus(handeling(), nummer, Recht.CASUS_INDIENEN))
    bewaar()
    flash("Je concept blijft staan.", "ok")
    return redirect(url_for("casus.schrijven", nummer=nummer))


@blauwdruk.route("/bewaarplichten", methods=["GET", "POST"])
@met_recht(Recht.BEWAARPLICHT_ZETTEN)
def plichten() -> _Pagina:
    """Show which casussen may not be destroyed, and add one."""
    formulier = PlichtFormulier()
    if formulier.validate_on_submit():
        try:
            casus = queries.find_casus(handeling(), formulier.nummer.data.strip(), Recht.BEWAARPLICHT_ZETTEN)
            commands.zet_plicht(handeling(), casus, formulier.data["reden"], formulier.data["tot"])
        except Invoerfout as fout:
            formulier.wijs_af(fout)
        else:
            bewaar()
            flash(f"{casus.nummer} wordt tot en met die dag niet vernietigd.", "ok")
            return redirect(url_for("bewaring.plichten"))
    rijen = queries.list_plichten(handeling())
    pagina = render_template("bewaring/plichten.html", formulier=formulier, plichten=rijen)
    return pagina, 422 if request.method == "POST" else 200


@blauwdruk.post("/bewaarplichten/<int:plicht_id>/opheffen")
@met_recht(Recht.BEWAARPLICHT_ZETTEN, bevestig="bewaring.plichten")
def opheffen(plicht_id: int) -> Response:
    """End a bewaarplicht before its day."""
    commands.hef_op(handeling(), queries.get_plicht(handeling(), plicht_id))
    bewaar()
    flash("De bewaarplicht is opgeheven.", "ok")
    return redirect(url_for("bewaring.plichten"))


@blauwdruk.get("/verklaringen/<int:verklaring_id>")
@met_recht(Recht.BEWARING_BEHEREN)
def verklaring(verklaring_id: int) -> str:
    """Show the proof of one destruction."""
    gevonden = queries.get_verklaring(handeling(), verklaring_id)
    noteer_inzage("vernietigingsverklaring.gelezen", gevonden)
    return render_template("bewaring/verklaring.html", verklaring=gevonden)


@blauwdruk.get("/verklaringen/<int:verklaring_id>/tekst")
@met_recht(Recht.BEWARING_BEHEREN)
def verklaring_tekst(verklaring_id: int) -> Response:
    """Give the proof as plain text, to keep elsewhere."""
    gevonden = queries.get_verklaring(handeling(), verklaring_id)
    noteer_inzage("vernietigingsverklaring.gelezen", gevonden)
    tekst = render_template("bewaring/verklaring.txt", verklaring=gevonden)
    antwoord = Response(tekst, content_type="text/plain; charset=utf-8")
    antwoord.headers["Content-Disposition"] = f'attachment; filename="vernietigingsverklaring-{gevonden.id}.txt"'
    return antwoord
