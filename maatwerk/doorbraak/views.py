"""Screens after the weighing: the besluit, the acties, and the end of a casus."""

from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from maatwerk.afweging.queries import find_afweging, is_gemotiveerd
from maatwerk.casus.models import Casus
from maatwerk.casus.queries import get_casus
from maatwerk.doorbraak import commands, queries
from maatwerk.doorbraak.forms import LEEG, AfsluitFormulier, BesluitFormulier, StatusFormulier
from maatwerk.doorbraak.rules import termijn
from maatwerk.kern.fouten import Invoerfout
from maatwerk.kern.rechten import Recht
from maatwerk.lijst.rules import te_kiezen
from maatwerk.logboek.inzage import noteer_inzage
from maatwerk.tafel.models import Agendapunt
from maatwerk.tafel.queries import get_agendapunt
from maatwerk.web.forms import opties, voeg_rij_toe, vul_keuzes
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, handeling

blauwdruk = Blueprint("doorbraak", __name__)

_Pagina = str | Response | tuple[str, int]


@blauwdruk.get("/agendapunten/<int:agendapunt_id>/besluit")
@met_recht(Recht.BESLUITEN)
def besluiten(agendapunt_id: int) -> str:
    """Show the form of the besluit."""
    agendapunt = _te_besluiten(agendapunt_id)
    noteer_inzage("casus.gelezen", agendapunt.casus)
    return _toon_besluit(agendapunt, BesluitFormulier(data=LEEG))


@blauwdruk.post("/agendapunten/<int:agendapunt_id>/besluit")
@met_recht(Recht.BESLUITEN)
def neem_besluit(agendapunt_id: int) -> _Pagina:
    """Keep what the tafel decided."""
    agendapunt = _te_besluiten(agendapunt_id)
    formulier = BesluitFormulier()
    for lijst in ("doorbraken", "acties"):
        if f"nog_een_{lijst}" in request.form:
            voeg_rij_toe(formulier[lijst])
            return _toon_besluit(agendapunt, formulier)
    _vul_keuzes(formulier, agendapunt)
    if not formulier.validate():
        return _toon_besluit(agendapunt, formulier), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        commands.neem_besluit(handeling(), agendapunt, formulier.data)
    except Invoerfout as fout:
        formulier.wijs_af(fout)
        return _toon_besluit(agendapunt, formulier), HTTPStatus.UNPROCESSABLE_ENTITY
    bewaar()
    flash(f"Besluit over {agendapunt.casus.nummer}: {formulier.uitkomst.data}.", "ok")
    return redirect(url_for("tafel.zitting", zitting_id=agendapunt.zitting_id))


def _te_besluiten(agendapunt_id: int) -> Agendapunt:
    agendapunt = get_agendapunt(handeling(), agendapunt_id, Recht.BESLUITEN)
    commands.eis_te_besluiten(agendapunt)
    return agendapunt


def _vul_keuzes(formulier: BesluitFormulier, agendapunt: Agendapunt) -> None:
    werk = handeling()
    for doorbraak in formulier.doorbraken:
        vul_keuzes(doorbraak.soort, opties(te_kiezen(werk.instellingen.doorbraaktypen, werk.vandaag)))
    houders = opties((str(wie.id), f"{wie.naam}, {wie.organisatie}") for wie in queries.list_houders(werk, agendapunt))
    for actie in formulier.acties:
        vul_keuzes(actie.houder_id, houders)


def _toon_besluit(agendapunt: Agendapunt, formulier: BesluitFormulier) -> str:
    _vul_keuzes(formulier, agendapunt)
    afweging = find_afweging(handeling(), agendapunt)
    return render_template(
        "doorbraak/besluiten.html",
        agendapunt=agendapunt,
        formulier=formulier,
        afweging=afweging if afweging is not None and is_gemotiveerd(afweging) else None,
    )


@blauwdruk.get("/acties")
@met_recht(Recht.ACTIE_AFRONDEN)
def acties() -> str:
    """Show the own open acties, and of the own tafels who does something before when."""
    werk = handeling()
    noteer_inzage("acties.gelezen")
    return render_template(
        "doorbraak/acties.html",
        eigen=queries.list_open_acties(werk),
        van_tafels=queries.list_acties_van_tafels(werk),
        termijn=lambda actie: termijn(actie.voor, werk.vandaag),
    )


@blauwdruk.post("/acties/<int:actie_id>/klaar")
@met_recht(Recht.ACTIE_AFRONDEN)
def actie_klaar(actie_id: int) -> Response:
    """Finish an actie."""
    actie = queries.get_actie(handeling(), actie_id)
    commands.rond_actie_af(handeling(), actie)
    bewaar()
    flash(f"De actie van {actie.besluit.casus.nummer} is klaar.", "ok")
    return redirect(url_for("doorbraak.acties"))


@blauwdruk.post("/doorbraken/<int:doorbraak_id>/status")
@met_recht(Recht.BESLUITEN)
def doorbraakstatus(doorbraak_id: int) -> Response:
    """Write how far a doorbraak has come."""
    werk = handeling()
    doorbraak = queries.get_doorbraak(werk, doorbraak_id)
    formulier = StatusFormulier()
    if not formulier.validate() or formulier.status.data is None:
        raise Invoerfout({"status": "Kies een status uit de lijst."})
    commands.zet_doorbraakstatus(werk, doorbraak, formulier.status.data)
    bewaar()
    flash(f"De doorbraak staat nu op '{doorbraak.status}'.", "ok")
    return redirect(url_for("dossier.casus", nummer=doorbraak.besluit.casus.nummer))


@blauwdruk.post("/casussen/<nummer>/opvolging")
@met_recht(Recht.CASUS_AFSLUITEN)
def opvolgen(nummer: str) -> Response:
    """Start looking whether it holds."""
    commands.begin_opvolging(handeling(), get_casus(handeling(), nummer, Recht.CASUS_AFSLUITEN))
    bewaar()
    flash(f"Casus {nummer} is nu in opvolging.", "ok")
    return redirect(url_for("dossier.casus", nummer=nummer))


@blauwdruk.post("/casussen/<nummer>/hervatten")
@met_recht(Recht.CASUS_AFSLUITEN)
def hervatten(nummer: str) -> Response:
    """Take up the work again: it did not hold."""
    commands.hervat_uitvoering(handeling(), get_casus(handeling(), nummer, Recht.CASUS_AFSLUITEN))
    bewaar()
    flash(f"Casus {nummer} is weer in uitvoering.", "ok")
    return redirect(url_for("dossier.casus", nummer=nummer))


@blauwdruk.route("/casussen/<nummer>/afsluiten", methods=["GET", "POST"])
@met_recht(Recht.CASUS_AFSLUITEN)
def afsluiten(nummer: str) -> _Pagina:
    """Close a casus with the four questions of the procesevaluatie."""
    casus = get_casus(handeling(), nummer, Recht.CASUS_AFSLUITEN)
    commands.eis_te_sluiten(handeling(), casus)
    formulier = _afsluitformulier()
    if request.method == "GET":
        noteer_inzage("casus.gelezen", casus)
        return render_template("doorbraak/afsluiten.html", formulier=formulier, casus=casus)
    if not formulier.validate():
        return _wijs_afsluiten_af(formulier, casus)
    try:
        commands.sluit_af(handeling(), casus, formulier.antwoorden())
    except Invoerfout as fout:
        formulier.wijs_af(fout)
        return _wijs_afsluiten_af(formulier, casus)
    bewaar()
    flash(f"Casus {nummer} is afgesloten. Schrijf nu de les op.", "ok")
    return redirect(url_for("dossier.casus", nummer=nummer))


def _afsluitformulier() -> AfsluitFormulier:
    formulier = AfsluitFormulier()
    for vraag in handeling().instellingen.afsluiting.vragen:
        formulier[vraag.code].label.text = vraag.vraag
    return formulier


def _wijs_afsluiten_af(formulier: AfsluitFormulier, casus: Casus) -> tuple[str, int]:
    pagina = render_template("doorbraak/afsluiten.html", formulier=formulier, casus=casus)
    return pagina, HTTPStatus.UNPROCESSABLE_ENTITY
