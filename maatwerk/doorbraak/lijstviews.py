"""The besluitenlijst on screen, to print, and to take along."""

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from maatwerk.doorbraak import besluitenlijst
from maatwerk.kern.fouten import Onvindbaar
from maatwerk.kern.rechten import Recht
from maatwerk.stuk.rules import SOORT, Vorm
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import apart, bewaar, handeling

blauwdruk = Blueprint("besluitenlijst", __name__)


@blauwdruk.get("/zittingen/<int:zitting_id>/besluitenlijst")
@met_recht(Recht.BESLUITENLIJST_LEZEN)
def tonen(zitting_id: int) -> str:
    """Show what was decided, as far as it is for this reader."""
    werk = handeling()
    lijst = besluitenlijst.get_besluitenlijst(werk, zitting_id)
    with apart(werk.wie) as eigen:
        besluitenlijst.noteer_lezing(eigen, lijst, "gelezen")
    return render_template(
        "doorbraak/besluitenlijst.html", lijst=lijst, stuk=besluitenlijst.als_stuk(werk, lijst), vormen=Vorm
    )


@blauwdruk.post("/zittingen/<int:zitting_id>/besluitenlijst/<vorm>")
@met_recht(Recht.BESLUITENLIJST_LEZEN, bevestig="besluitenlijst.tonen")
def ophalen(zitting_id: int, vorm: str) -> Response:
    """Give the list as a file. It is logged before it leaves."""
    if vorm not in list(Vorm):
        raise Onvindbaar
    werk, soort = handeling(), Vorm(vorm)
    lijst = besluitenlijst.get_besluitenlijst(werk, zitting_id)
    bestand = besluitenlijst.download(werk, lijst, soort)
    bewaar()
    antwoord = Response(bestand, content_type=SOORT[soort])
    antwoord.headers["Content-Disposition"] = f'attachment; filename="{besluitenlijst.bestandsnaam(lijst, soort)}"'
    return antwoord
