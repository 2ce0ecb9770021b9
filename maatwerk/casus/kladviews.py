"""Screens of the klad: keep what is typed, or throw it away. What a page says of itself is read here too."""

from flask import flash, jsonify, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from maatwerk.casus import klad, queries
from maatwerk.casus.forms import CasusFormulier
from maatwerk.casus.klad import Blad
from maatwerk.casus.models import Casus
from maatwerk.casus.views import blauwdruk
from maatwerk.kern.fouten import Invoerfout, MagNiet
from maatwerk.kern.rechten import Recht
from maatwerk.web.opmaak import tijd
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, handeling

_CIJFERS = 9
_SPOREN = ("csrf_token", "versie", "venster", "wie", "uit", "kladden", "gezien")


@blauwdruk.post("/casussen/klad")
@met_recht(Recht.CASUS_BEGINNEN)
def klad_nieuw() -> Response:
    """Keep what is typed on the page of a new casus: the first time, that begins it. Only a page can, by its token."""
    eis_zelfde()
    blad = lees_blad(request.form)
    if not blad.venster:
        raise Invoerfout({"venster": "Open de pagina opnieuw om te schrijven."})
    return _houd(klad.begin(handeling(), blad.venster), blad)


@blauwdruk.post("/casussen/<nummer>/klad", endpoint="klad")
@met_recht(Recht.CASUS_SCHRIJVEN)
def houd_klad(nummer: str) -> Response:
    """Keep what is typed on this page. Answers when, and whether another text of this casus came in meanwhile."""
    eis_zelfde()
    return _houd(queries.get_casus(handeling(), nummer, Recht.CASUS_SCHRIJVEN), lees_blad(request.form))


@blauwdruk.post("/casussen/<nummer>/klad/weg")
@met_recht(Recht.CASUS_SCHRIJVEN)
def klad_weg(nummer: str) -> Response:
    """Throw away what was typed and not saved, as it stood on the page."""
    casus = queries.get_casus(handeling(), nummer, Recht.CASUS_SCHRIJVEN)
    gezien = f"{request.form.get('uit', '')} {request.form.get('kladden', '')}".split()
    klad.gooi_weg(handeling(), casus, gezien)
    bewaar()
    flash("Wat je had getypt en niet bewaard, is weg.", "ok")
    return redirect(url_for("casus.schrijven", nummer=nummer))


def eis_zelfde() -> None:
    """Refuse a page that somebody else opened on this computer: his text would become yours. Raises MagNiet."""
    if request.form.get("wie") not in (None, "", str(handeling().wie.id)):
        raise MagNiet("Deze pagina is door een ander geopend. Meld je aan als wie je was en probeer het opnieuw.")


def lees_blad(gestuurd: MultiDict[str, str]) -> Blad:
    """Read what a page says of itself, and what is in its fields: no other field gets in."""
    velden = {veld.name for veld in CasusFormulier(formdata=None)} - set(_SPOREN)
    beurt = gestuurd.get("beurt", "")
    return Blad(
        venster=gestuurd.get("venster", ""),
        paren=[(naam, w) for naam, w in gestuurd.items(multi=True) if naam.partition("-")[0] in velden],
        versie=gestuurd.get("versie", 0, type=_versie),
        uit=gestuurd.get("uit", ""),
        beurt=int(beurt) if beurt.isascii() and beurt.isdecimal() and len(beurt) <= _CIJFERS else 0,
    )


def _versie(tekst: str) -> int:
    """Read a version. Raises ValueError for what none can be."""
    if not (tekst.isascii() and tekst.isdecimal() and len(tekst) <= _CIJFERS):
        raise ValueError
    return int(tekst)


def _houd(casus: Casus, blad: Blad) -> Response:
    werk = handeling()
    eigen = klad.houd(werk, casus, blad)
    gezien = request.form.get("kladden", "").split()
    andere = klad.list_andere(werk, casus, blad, gezien)
    botst = bool(andere) or casus.versie not in (eigen.vanaf_versie, request.form.get("gezien", 0, type=_versie))
    bewaar()
    return jsonify(
        versie=eigen.versie,
        bewaard_om=tijd(eigen.bewaard_op),
        nummer=casus.nummer,
        vanaf=eigen.vanaf_versie,
        pagina=url_for("casus.schrijven", nummer=casus.nummer),
        klad=url_for("casus.klad", nummer=casus.nummer),
        botst=botst,
    )
