"""Reading along while somebody writes: the form comes in, a fragment goes out, nothing is kept (ADR 018)."""

from flask import Blueprint, render_template, request

from maatwerk.casus.aanwijzing import VRAGEN, lees_na, plek_van
from maatwerk.kern.rechten import Recht
from maatwerk.logboek.inzage import noteer_inzage
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import handeling

blauwdruk = Blueprint("nalezen", __name__)

_MEESTE_TEKENS = 20_000


@blauwdruk.post("/casussen/nalezen")
@met_recht(Recht.CASUS_BEGINNEN)
def fragment() -> str:
    """Give per field of the form what may point at somebody. The text is read and let go."""
    noteer_inzage("tekst.nagelezen")  # that it was read, never what it said
    velden = {veld: _gelezen(tekst) for veld, tekst in request.form.items() if plek_van(veld) in VRAGEN}
    return render_template("casus/nagelezen.html", gelezen=lees_na(_begrensd(velden), handeling().vandaag))


def _gelezen(tekst: str) -> str:
    """Count a line break as one character, as the field in the browser does."""
    return tekst.replace("\r\n", "\n")


def _begrensd(velden: dict[str, str]) -> dict[str, str]:
    """Keep what fits in one reading: a full form does, a whole book does not."""
    ruimte, passend = _MEESTE_TEKENS, {}
    for veld, tekst in velden.items():
        passend[veld] = tekst[:ruimte]
        ruimte -= len(passend[veld])
    return passend
