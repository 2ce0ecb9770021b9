"""The screen of the figures: choose a closed period, read its tables, take the same cells along as a file."""

import csv
import io

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from maatwerk.inzicht.cijfers import KOLOMMEN, get_periode, list_beelden, list_cijferrijen, list_periodes
from maatwerk.inzicht.models import Cijferperiode
from maatwerk.inzicht.rules import cel
from maatwerk.kern.rechten import Recht
from maatwerk.logboek.inzage import noteer_inzage
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import handeling

blauwdruk = Blueprint("cijfers", __name__)


def _gekozen() -> Cijferperiode | None:
    """Give the period that is asked for, else the newest; None while none is closed. Raises Onvindbaar."""
    nieuwste = next(iter(list_periodes(handeling())), None)
    code = request.args.get("periode", nieuwste)
    return None if code is None else get_periode(handeling(), code)


@blauwdruk.get("/cijfers")
@met_recht(Recht.CIJFERS_LEZEN)
def overzicht() -> str:
    """Show the tables of one closed period."""
    periode = _gekozen()
    if periode is None:
        return render_template("inzicht/cijfers.html", periodes=[], periode=None, beelden=[])
    noteer_inzage("cijfers.gelezen", periode)
    beelden = list_beelden(handeling(), periode)
    return render_template(
        "inzicht/cijfers.html", periodes=list_periodes(handeling()), periode=periode, beelden=beelden
    )


@blauwdruk.get("/cijfers/bestand")
@met_recht(Recht.CIJFERS_LEZEN)
def bestand() -> Response:
    """Give the cells of that page as CSV: no more than it shows, so it asks no more than that. It is logged."""
    periode = _gekozen()
    if periode is None:
        return redirect(url_for("cijfers.overzicht"))
    noteer_inzage("cijfers.gedownload", periode)
    tekst = io.StringIO(newline="")
    schrijver = csv.writer(tekst, delimiter=";", lineterminator="\r\n")
    schrijver.writerow(KOLOMMEN)
    for rij in list_cijferrijen(periode, list_beelden(handeling(), periode)):
        schrijver.writerow([cel(rij[kolom]) for kolom in KOLOMMEN])
    antwoord = Response(tekst.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    antwoord.headers["Content-Disposition"] = f'attachment; filename="cijfers-{periode.periode}.csv"'
    return antwoord
