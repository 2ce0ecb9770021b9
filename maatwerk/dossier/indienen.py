"""The step before handing in: what may point at somebody, what may be double, and what was solved before (ADR 018)."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from maatwerk.casus import nalezen
from maatwerk.casus.dubbel import list_dubbel
from maatwerk.casus.models import Casus
from maatwerk.casus.queries import get_casus, rechten_op
from maatwerk.casus.rules import SCHRIJFBAAR, Status
from maatwerk.kern.fouten import Gewijzigd, Invoerfout, MagNiet
from maatwerk.kern.rechten import Recht
from maatwerk.les.precedenten import list_precedenten, vraag_van
from maatwerk.logboek.inzage import noteer_inzage
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, handeling

blauwdruk = Blueprint("indienen", __name__)

_Pagina = str | Response | tuple[str, int]
_GEVRAAGD = frozenset({"vervang", "bevestig", "bewaren", "dien_in"})


@blauwdruk.route("/casussen/<nummer>/indienen", methods=["GET", "POST"])
@met_recht(Recht.CASUS_SCHRIJVEN)
def stap(nummer: str) -> _Pagina:
    """Read a casus over and hand it in. With nothing to show it is handed in at once."""
    casus = get_casus(handeling(), nummer, Recht.CASUS_SCHRIJVEN)
    if casus.status not in SCHRIJFBAAR:  # sent twice, or from an old page: it is where it should be
        return redirect(url_for("dossier.casus", nummer=nummer))
    if request.method == "GET":
        noteer_inzage("casus.nagelezen", casus)
        return _toon(casus, _bevindingen(casus))
    if request.args.get("vanaf") == "schrijven":
        return _van_schrijven(casus)
    if _GEVRAAGD.isdisjoint(request.form):
        return _toon(casus, _bevindingen(casus), {"": "Kies eerst wat je wilt doen."}), 422
    try:
        return _neem_over(casus)
    except Gewijzigd as fout:
        return _toon(casus, _bevindingen(casus), {"": str(fout)}), 409


def _van_schrijven(casus: Casus) -> _Pagina:
    """Come from the page where it was written: stop only where there is something to see."""
    if any(_bevindingen(casus).values()):
        return redirect(url_for("indienen.stap", nummer=casus.nummer), code=303)
    return _dien_in(casus)


def _neem_over(casus: Casus) -> _Pagina:
    """Keep what was confirmed, and write what was suggested or go on. Raises Gewijzigd."""
    werk, nummer, versie = handeling(), casus.nummer, request.form.get("versie", 0, type=int)
    nalezen.bevestig(werk, casus, request.form.getlist("bevestig"), versie)
    if "vervang" in request.form:
        vervangen = nalezen.vervang(werk, casus, request.form["vervang"], versie)
        bewaar()
        flash(f"{vervangen.naam.capitalize()} is vervangen.", "ok")
        return redirect(url_for("indienen.stap", nummer=nummer), code=303)
    bewaar()
    if "dien_in" not in request.form:
        return redirect(url_for("indienen.stap", nummer=nummer), code=303)
    return _dien_in(casus)


def _dien_in(casus: Casus) -> _Pagina:
    if not _dient_in(casus):
        raise MagNiet("Je tekst is bewaard. Indienen doet de indiener zelf.")
    try:
        nalezen.dien_in(handeling(), casus)
    except Invoerfout as fout:
        return _toon(casus, _bevindingen(casus), fout.fouten), 422
    bewaar()
    flash(f"Casus {casus.nummer} is ingediend. Hieronder zie je wat er nu gebeurt.", "ok")
    return redirect(url_for("dossier.casus", nummer=casus.nummer), code=303)


def _dient_in(casus: Casus) -> bool:
    """Answer whether this person may hand it in: a waarnemer sends what triage asked for, and leaves a concept."""
    recht = Recht.CASUS_AANVULLEN if casus.status is Status.AANVULLEN else Recht.CASUS_INDIENEN
    return bool(rechten_op(handeling(), casus, [recht]))


def _bevindingen(casus: Casus) -> dict[str, list[object]]:
    """Give what there is to see before this casus is handed in."""
    werk = handeling()
    precedenten = list_precedenten(werk, vraag_van(casus))
    return {
        "gelezen": [*nalezen.list_open(werk, casus)],
        "dubbel": [*list_dubbel(werk, casus)],
        "precedenten": [precedent for precedent in precedenten if precedent.sterk],
    }


def _toon(casus: Casus, bevindingen: Mapping[str, list[object]], fouten: Mapping[str, str] | None = None) -> str:
    """Show the step. That the casus of another was named is written in the log of that casus."""
    for dubbel in list_dubbel(handeling(), casus) if request.method == "GET" else ():
        if not dubbel.leesbaar:
            noteer_inzage("casus.dubbel_genoemd", dubbel.casus)
    dient_in = _dient_in(casus)
    return render_template(
        "dossier/indienen.html",
        casus=casus,
        fouten=fouten or {},
        dient_in=dient_in,
        concept=Status.CONCEPT,
        **bevindingen,
    )
