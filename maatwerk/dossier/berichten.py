"""The screens about what somebody was told: the list, opening one, and having read it."""

from flask import redirect, render_template, url_for
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from maatwerk.bericht.melden import lees
from maatwerk.bericht.models import Melding
from maatwerk.bericht.soorten import Soort
from maatwerk.bericht.views import blauwdruk
from maatwerk.bewaring.models import Voorstel
from maatwerk.dossier.meldingen import BLADZIJDE, Bericht, get_bericht, list_berichten, tel_nieuw
from maatwerk.kern.handeling import Handeling
from maatwerk.les.models import Les
from maatwerk.web.toegang import aangemeld
from maatwerk.web.verzoek import apart, bewaar, handeling, lezend, vanaf

__all__ = ["blauwdruk", "ongelezen"]

_TRIAGE = (Soort.INGEDIEND, Soort.TRIAGE_TERMIJN)
_LES = {
    Soort.LES_CONTROLEREN: "les.controleren",
    Soort.LES_CONTROLEREN_TERMIJN: "les.controleren",
    Soort.LES_INSTEMMEN: "les.lezen",
    Soort.LES_INSTEMMEN_TERMIJN: "les.lezen",
    Soort.LES_INGESTEMD: "poort.tonen",
    Soort.LES_BEZWAAR: "poort.tonen",
    Soort.LES_GEPUBLICEERD: "les.lezen",
}


@blauwdruk.get("/berichten")
@aangemeld
def lijst() -> str:
    """Show what this person was told, newest first."""
    berichten = list_berichten(handeling(), vanaf())
    verder = berichten[-1].melding.id if len(berichten) == BLADZIJDE else None
    return render_template("dossier/berichten.html", berichten=berichten, verder=verder)


@blauwdruk.get("/berichten/<int:melding_id>")
@aangemeld
def openen(melding_id: int) -> Response:
    """Lead to what a notice is about: the link in every mail. Who follows it has read the notice."""
    bericht = get_bericht(handeling(), melding_id)
    adres = _adres(bericht)
    if bericht.melding.gelezen_op is None:
        with apart(handeling().wie) as werk:
            lees(werk, [melding_id])
    return redirect(adres)


@blauwdruk.post("/berichten/<int:melding_id>/gelezen")
@aangemeld
def gelezen(melding_id: int) -> Response:
    """Mark one notice as read."""
    lees(handeling(), [get_bericht(handeling(), melding_id).melding.id])
    bewaar()
    return redirect(url_for("berichten.lijst"))


@blauwdruk.post("/berichten/gelezen")
@aangemeld
def alles_gelezen() -> Response:
    """Mark every notice as read."""
    eigen = select(Melding.id).where(Melding.medewerker_id == handeling().wie.id, Melding.gelezen_op.is_(None))
    lees(handeling(), handeling().sessie.scalars(eigen).all())
    bewaar()
    return redirect(url_for("berichten.lijst"))


def ongelezen() -> int:
    """Count what is new, for the head of every page. A page must not fail on it: then it says nothing."""
    try:
        with lezend() as sessie:
            werk = handeling()
            return tel_nieuw(Handeling(sessie, werk.wie, werk.nu, werk.instellingen, werk.spoor))
    except SQLAlchemyError:
        return 0


def _adres(bericht: Bericht) -> str:
    """Give the page of what this is about; when that is done, the casus for whoever may read it."""
    soort, ding = bericht.melding.soort, bericht.melding.ding_id
    if soort in (Soort.ACTIE, Soort.ACTIE_TERMIJN):
        return url_for("doorbraak.acties")
    if soort is Soort.AGENDA:
        return url_for("tafel.zitting", zitting_id=ding)
    if soort is Soort.SIGNAAL:
        return url_for("signaal.lezen", signaal_id=ding)
    if soort in _TRIAGE and not bericht.klaar:
        return url_for("triage.beoordelen", nummer=bericht.nummer)
    return _adres_les(bericht) or _adres_bezwaar(bericht) or _adres_casus(bericht)


def _adres_casus(bericht: Bericht) -> str:
    return url_for("dossier.casus", nummer=bericht.nummer) if bericht.nummer else url_for("berichten.lijst")


def _adres_les(bericht: Bericht) -> str:
    if bericht.klaar or bericht.melding.soort not in _LES:
        return ""
    code = handeling().sessie.scalar(select(Les.code).where(Les.id == bericht.melding.ding_id))
    return url_for(_LES[bericht.melding.soort], code=code) if code else ""


def _adres_bezwaar(bericht: Bericht) -> str:
    if bericht.klaar or bericht.melding.soort is not Soort.BEZWAAR:
        return ""
    voorstel_id = handeling().sessie.scalar(select(Voorstel.id).where(Voorstel.casus_id == bericht.melding.casus_id))
    return url_for("bewaring.bezwaar", voorstel_id=voorstel_id) if voorstel_id else ""
