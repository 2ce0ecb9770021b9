"""Screens to read in casussen from a spreadsheet: template, upload, look what would happen, confirm.

One person has one file at a time, so no address names it: nobody can ask for that of somebody else.
"""

import csv
import io
import time

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response

from maatwerk.inlezen import commands as inleeswerk
from maatwerk.inlezen.aanlevering import MEESTE_BYTES, lees
from maatwerk.inlezen.invoer import Invoerbestandfout, Rijfout
from maatwerk.inlezen.rekenblad import MEESTE_RIJEN
from maatwerk.inlezen.sjabloon import SOORT, Formaat, maak_sjabloon, veilig
from maatwerk.kern.fouten import NietToegestaan
from maatwerk.kern.rechten import Recht
from maatwerk.logboek.commands import noteer
from maatwerk.web.forms import Formulier
from maatwerk.web.opgestuurd import neemt_bestand
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, handeling, lezend

blauwdruk = Blueprint("inlezen", __name__)

_Pagina = str | Response | tuple[str, int]
_BEGIN, _UITSLAG = "inlezen.begin", "inlezen.uitslag"
_DUUR = 4.0  # seconds of checking in one request: long enough to get on, short enough for any proxy
_TOON = 100
"""How many faults stand on the page; the download has them all."""


class BestandFormulier(Formulier):
    """The file."""

    bestand = FileField("Bestand", [FileRequired("Kies een bestand.")], description="XLSX, ODS, CSV of JSON.")


@blauwdruk.route("/casussen/inlezen", methods=["GET", "POST"])
@met_recht(Recht.CASUSSEN_INLEZEN, bevestig=_BEGIN)
@neemt_bestand(MEESTE_BYTES)
def begin() -> _Pagina:
    """Get the template, and hand over a file. Nothing of it comes in yet."""
    formulier = BestandFormulier()
    if not formulier.validate_on_submit():
        return _toon_begin(formulier), 422 if request.method == "POST" else 200
    inhoud = formulier.bestand.data.read()
    bewaar()  # lets go of the database: reading takes seconds, and needs nothing from it
    try:
        gelezen = lees(inhoud)
    except Invoerbestandfout as fout:
        noteer(handeling(), "inlezing.geweigerd", geslaagd=False)
        bewaar()
        return _toon_begin(formulier, fout.fouten), 422
    inleeswerk.bewaar_aanlevering(handeling(), gelezen)
    bewaar()
    return _keur_verder()


def _toon_begin(formulier: BestandFormulier, fouten: list[Rijfout] | None = None) -> str:
    return render_template(
        "inlezen/opsturen.html",
        formulier=formulier,
        fouten=fouten or [],
        formaten=list(Formaat),
        rijen=MEESTE_RIJEN,
        megabytes=MEESTE_BYTES // 1_000_000,
    )


@blauwdruk.get("/casussen/inlezen/sjabloon.<any(xlsx, ods, csv):formaat>")
@met_recht(Recht.CASUSSEN_INLEZEN)
def sjabloon(formaat: str) -> Response:
    """Give the template."""
    vorm = Formaat(formaat)
    return _bestand(maak_sjabloon(vorm, handeling().instellingen), SOORT[vorm], f"casussen.{vorm}")


def _bestand(inhoud: bytes, soort: str, naam: str) -> Response:
    antwoord = Response(inhoud, content_type=soort)
    antwoord.headers["Content-Disposition"] = f'attachment; filename="{naam}"'
    return antwoord


@blauwdruk.get("/casussen/inlezen/uitslag")
@met_recht(Recht.CASUSSEN_INLEZEN)
def uitslag() -> str:
    """Show how far the checking is and what was found; or, when all is well, what would come in."""
    stand = inleeswerk.get_tussenstand(handeling())
    bekend = inleeswerk.tel_bekend(handeling(), stand) if stand.klaar else 0
    tot = stand.inlezing.begonnen_op + inleeswerk.GELDIG
    return render_template("inlezen/uitslag.html", stand=stand, bekend=bekend, toon=_TOON, tot=tot)


@blauwdruk.post("/casussen/inlezen/keuren")
@met_recht(Recht.CASUSSEN_INLEZEN)
def keuren() -> Response:
    """Check a few seconds further."""
    return _keur_verder()


def _keur_verder() -> Response:
    """Check pieces for some seconds. Each is read and kept in a short transaction; between those nobody waits."""
    klaar = time.monotonic() + _DUUR
    werk = handeling()
    while (volgende := inleeswerk.find_te_keuren(werk)) is not None:
        werk.sessie.commit()
        keuring = inleeswerk.keur_stuk(werk, *volgende)
        inleeswerk.leg_vast(werk, keuring)
        werk.sessie.commit()
        if time.monotonic() >= klaar:
            break
    return redirect(url_for(_UITSLAG))


@blauwdruk.get("/casussen/inlezen/fouten.csv")
@met_recht(Recht.CASUSSEN_INLEZEN)
def fouten() -> Response:
    """Give all that is wrong as CSV, for beside the file. A cell that could be a formula cannot."""
    stand = inleeswerk.get_tussenstand(handeling())
    tekst = io.StringIO(newline="")
    schrijver = csv.writer(tekst, delimiter=";", lineterminator="\r\n")
    schrijver.writerow(("Rij", "Kolom", "Naam van de kolom", "Wat er mis is"))
    for fout in stand.fouten:
        schrijver.writerow((str(fout.rij or ""), *map(veilig, (fout.kolom, fout.veld, fout.reden))))
    return _bestand(tekst.getvalue().encode("utf-8-sig"), SOORT[Formaat.CSV], "fouten.csv")


@blauwdruk.post("/casussen/inlezen/opnemen")
@met_recht(Recht.CASUSSEN_INLEZEN, bevestig=_UITSLAG)
def opnemen() -> Response:
    """Take in the file: all of it, or nothing."""
    with lezend() as sessie:  # so that the database is not kept waiting while thousands of rows are opened
        stand, rijen = inleeswerk.lees_terug(handeling(), sessie)
    try:
        verslag = inleeswerk.neem_inlezing_op(handeling(), stand, rijen)
    except NietToegestaan as fout:
        handeling().sessie.rollback()
        flash(fout.uitleg, "fout")
        return redirect(url_for(_UITSLAG))
    bewaar()
    bekend = verslag.gelezen - len(verslag.nieuw)
    flash(f"{len(verslag.nieuw)} casussen ingelezen. Al bekend: {bekend}. Je vindt ze bij de triage.", "ok")
    return redirect(url_for("dossier.start"))


@blauwdruk.post("/casussen/inlezen/weggooien")
@met_recht(Recht.CASUSSEN_INLEZEN)
def weggooien() -> Response:
    """Drop the file that was handed over."""
    inleeswerk.gooi_weg(handeling())
    noteer(handeling(), "inlezing.weggegooid")
    bewaar()
    flash("Het bestand is weg. Er is niets ingelezen.", "ok")
    return redirect(url_for(_BEGIN))
