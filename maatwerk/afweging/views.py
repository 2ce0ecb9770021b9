"""The page of the Waardendriehoek: weigh alone, reveal, then write together. Made for a phone at the table."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from maatwerk.afweging import commands, geld, queries
from maatwerk.afweging.forms import (
    MotiveringFormulier,
    OplossingFormulier,
    StandpuntFormulier,
    WegingFormulier,
    vul_motivering,
    vul_standpunt,
    vul_weging,
)
from maatwerk.afweging.models import Afweging, Oplossing
from maatwerk.afweging.oplossingen import leg_voor
from maatwerk.afweging.rules import OPLOSSINGEN_MAX, spreiding, volgende_te_wegen
from maatwerk.kern.beleid import mag_aan_tafel
from maatwerk.kern.fouten import Gewijzigd, Invoerfout, NietToegestaan
from maatwerk.kern.rechten import Recht
from maatwerk.logboek.inzage import noteer_inzage
from maatwerk.tafel import queries as tafels
from maatwerk.tafel.models import Agendapunt
from maatwerk.web.forms import Formulier
from maatwerk.web.toegang import met_recht
from maatwerk.web.verzoek import bewaar, handeling

blauwdruk = Blueprint("afweging", __name__)

_Pagina = Response | tuple[str, int]
_PAD = "/agendapunten/<int:agendapunt_id>/weging"


@dataclass(frozen=True)
class _Gevuld:
    """A form that was refused, with everything that was typed, and whether somebody was first."""

    formulier: Formulier | None = None
    conflict: bool = False


_LEEG = _Gevuld()


@blauwdruk.get(_PAD)
@met_recht(Recht.WEGING_LEZEN)
def wegen(agendapunt_id: int) -> str:
    """Show the Waardendriehoek as far as this reader may see it now."""
    agendapunt = tafels.get_agendapunt(handeling(), agendapunt_id, Recht.WEGING_LEZEN)
    noteer_inzage("weging.gelezen", agendapunt)
    return _toon(agendapunt)


@blauwdruk.post("/agendapunten/<int:agendapunt_id>/oplossingen")
@met_recht(Recht.TAFEL_LEIDEN)
def voorleggen(agendapunt_id: int) -> _Pagina:
    """Put an oplossing on the table."""
    agendapunt = tafels.get_agendapunt(handeling(), agendapunt_id, Recht.TAFEL_LEIDEN)
    formulier = OplossingFormulier()
    if not formulier.validate():
        return _wijs_af(agendapunt, formulier)
    try:
        leg_voor(handeling(), agendapunt, formulier.oplossing.data)
    except Invoerfout as fout:
        return _wijs_af(agendapunt, formulier, fout)
    return _klaar(agendapunt, "De oplossing ligt op tafel.")


@blauwdruk.post(f"{_PAD}/begin")
@met_recht(Recht.TAFEL_LEIDEN)
def beginnen(agendapunt_id: int) -> _Pagina:
    """Let the leden weigh what lies on the table."""
    agendapunt = tafels.get_agendapunt(handeling(), agendapunt_id, Recht.TAFEL_LEIDEN)
    commands.begin_afweging(handeling(), agendapunt)
    return _klaar(agendapunt, "De leden kunnen nu wegen, ieder voor zich.")


@blauwdruk.post(f"{_PAD}/opnieuw")
@met_recht(Recht.TAFEL_LEIDEN)
def opnieuw(agendapunt_id: int) -> _Pagina:
    """Open a new round; the one before stays."""
    agendapunt = tafels.get_agendapunt(handeling(), agendapunt_id, Recht.TAFEL_LEIDEN)
    afweging = commands.weeg_opnieuw(handeling(), agendapunt)
    return _klaar(agendapunt, f"Ronde {afweging.ronde} is begonnen. De vorige ronde blijft staan.")


@blauwdruk.get(f"{_PAD}/<int:volgnummer>")
@met_recht(Recht.WEGEN)
def eigen(agendapunt_id: int, volgnummer: int) -> str | Response:
    """Show the own weging of one oplossing."""
    agendapunt, afweging = _open(agendapunt_id, Recht.WEGEN)
    oplossing = queries.get_oplossing(handeling(), agendapunt, volgnummer)
    noteer_inzage("weging.gelezen", agendapunt)
    if afweging.onthuld_op is not None or agendapunt.afgerond_op or oplossing.vanaf_ronde is None:
        return redirect(url_for("afweging.wegen", agendapunt_id=agendapunt.id))
    return _toon_eigen(afweging, oplossing)


@blauwdruk.post(f"{_PAD}/<int:volgnummer>")
@met_recht(Recht.WEGEN)
def zelf_wegen(agendapunt_id: int, volgnummer: int) -> _Pagina:
    """Keep the own weging of one oplossing."""
    agendapunt, afweging = _open(agendapunt_id, Recht.WEGEN)
    oplossing = queries.get_oplossing(handeling(), agendapunt, volgnummer)
    formulier = WegingFormulier()
    if not formulier.validate():
        return _toon_eigen(afweging, oplossing, formulier), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        commands.weeg(handeling(), afweging, oplossing, formulier.eigen())
    except Invoerfout as fout:
        formulier.wijs_af(fout)
        return _toon_eigen(afweging, oplossing, formulier), HTTPStatus.UNPROCESSABLE_ENTITY
    except (Gewijzigd, NietToegestaan) as fout:
        return _te_laat(afweging, oplossing, formulier, fout)
    return _klaar_met(afweging, oplossing)


@blauwdruk.post(f"{_PAD}/onthullen")
@met_recht(Recht.TAFEL_LEIDEN)
def onthullen(agendapunt_id: int) -> _Pagina:
    """Show everybody's weging to the whole tafel."""
    agendapunt, afweging = _open(agendapunt_id, Recht.TAFEL_LEIDEN)
    commands.onthul(handeling(), afweging)
    return _klaar(agendapunt, "De wegingen zijn onthuld. Iedereen aan tafel ziet ze nu.")


@blauwdruk.post(f"{_PAD}/motivering")
@met_recht(Recht.TAFEL_LEIDEN)
def motiveren(agendapunt_id: int) -> _Pagina:
    """Keep what the tafel says together."""
    agendapunt, afweging = _open(agendapunt_id, Recht.TAFEL_LEIDEN)
    formulier = MotiveringFormulier()
    if not formulier.validate():
        return _wijs_af(agendapunt, formulier)
    try:
        commands.motiveer(handeling(), afweging, formulier.teksten(), formulier.versie.data or 0)
    except Invoerfout as fout:
        return _wijs_af(agendapunt, formulier, fout)
    except Gewijzigd:
        formulier.ga_verder_van(afweging.versie)
        return _toon(agendapunt, _Gevuld(formulier, conflict=True)), HTTPStatus.CONFLICT
    return _klaar(agendapunt, "De motivering is bewaard.")


@blauwdruk.post(f"{_PAD}/standpunt")
@met_recht(Recht.WEGEN)
def tegenspreken(agendapunt_id: int) -> _Pagina:
    """Keep where this lid sees it otherwise."""
    agendapunt, afweging = _open(agendapunt_id, Recht.WEGEN)
    formulier = StandpuntFormulier()
    if not formulier.validate():
        return _wijs_af(agendapunt, formulier)
    try:
        gezegd = formulier.standpunt.data, formulier.reden.data
        commands.spreek_tegen(handeling(), afweging, *gezegd, formulier.versie.data or 0)
    except Invoerfout as fout:
        return _wijs_af(agendapunt, formulier, fout)
    except Gewijzigd:
        standpunt = queries.find_standpunt(handeling(), afweging)
        formulier.ga_verder_van(standpunt.versie if standpunt else 0)
        return _toon(agendapunt, _Gevuld(formulier, conflict=True)), HTTPStatus.CONFLICT
    return _klaar(agendapunt, "Je minderheidsstandpunt is bewaard.")


def _open(agendapunt_id: int, recht: Recht) -> tuple[Agendapunt, Afweging]:
    agendapunt = tafels.get_agendapunt(handeling(), agendapunt_id, recht)
    return agendapunt, queries.get_afweging(handeling(), agendapunt)


def _klaar(agendapunt: Agendapunt, melding: str) -> Response:
    bewaar()
    flash(melding, "ok")
    return redirect(url_for("afweging.wegen", agendapunt_id=agendapunt.id))


def _klaar_met(afweging: Afweging, oplossing: Oplossing) -> Response:
    """Go on with the next oplossing that this lid has not weighed yet."""
    bewaar()
    nummers = [ander.nummer for ander in queries.list_te_wegen(handeling(), afweging)]
    volgende = volgende_te_wegen(nummers, queries.list_eigen_nummers(handeling(), afweging))
    flash(
        f"Je weging van {oplossing.naam.lower()} is bewaard. Je kunt haar veranderen tot de voorzitter onthult.", "ok"
    )
    if volgende is None:
        return redirect(url_for("afweging.wegen", agendapunt_id=afweging.agendapunt_id))
    return redirect(url_for("afweging.eigen", agendapunt_id=afweging.agendapunt_id, volgnummer=volgende))


def _te_laat(
    afweging: Afweging, oplossing: Oplossing, formulier: WegingFormulier, fout: Gewijzigd | NietToegestaan
) -> tuple[str, int]:
    """Give back all that was typed: the voorzitter revealed, or another window of the same lid was first."""
    bewaard = queries.list_eigen(handeling(), afweging, oplossing)
    formulier.ga_verder_van(max((weging.versie for weging in bewaard), default=0))
    formulier.ronde.data, formulier.ronde.raw_data = afweging.ronde, None
    return _toon_eigen(afweging, oplossing, formulier, fout), HTTPStatus.CONFLICT


def _wijs_af(agendapunt: Agendapunt, formulier: Formulier, fout: Invoerfout | None = None) -> tuple[str, int]:
    if fout is not None:
        formulier.wijs_af(fout)
    return _toon(agendapunt, _Gevuld(formulier)), HTTPStatus.UNPROCESSABLE_ENTITY


def _toon_eigen(
    afweging: Afweging,
    oplossing: Oplossing,
    formulier: WegingFormulier | None = None,
    fout: Gewijzigd | NietToegestaan | None = None,
) -> str:
    werk = handeling()
    bewaard = queries.list_eigen(werk, afweging, oplossing)
    vorige = None if bewaard else queries.find_vorige(werk, afweging)
    eerder = queries.list_eigen(werk, vorige, oplossing) if vorige else []
    return render_template(
        "afweging/eigen.html",
        agendapunt=afweging.agendapunt,
        afweging=afweging,
        oplossing=oplossing,
        bewaard=bewaard,
        eerder=bool(eerder),
        formulier=formulier or vul_weging(bewaard or eerder, afweging.ronde, vorige=not bewaard),
        fout=fout.uitleg if fout else "",
        dicht=afweging.onthuld_op is not None or afweging.agendapunt.afgerond_op is not None,
        nog_te_gaan=queries.list_te_wegen(werk, afweging),
    )


def _toon(agendapunt: Agendapunt, gevuld: _Gevuld = _LEEG) -> str:
    """Show the page of this moment."""
    werk, tafel = handeling(), agendapunt.zitting.tafel
    afwegingen = queries.list_afwegingen(werk, agendapunt)
    oplossingen = queries.list_oplossingen(werk, agendapunt)
    rondes = [queries.toon_ronde(werk, ronde) for ronde in afwegingen if ronde.onthuld_op]
    nieuw = gevuld.formulier if isinstance(gevuld.formulier, OplossingFormulier) else None
    basis = {
        "agendapunt": agendapunt,
        "afweging": afwegingen[-1] if afwegingen else None,
        "oplossingen": oplossingen,
        "ingetrokken": queries.list_ingetrokken(werk, agendapunt),
        "leidt": mag_aan_tafel(werk.wie, Recht.TAFEL_LEIDEN, tafel),
        "weegt": mag_aan_tafel(werk.wie, Recht.WEGEN, tafel),
        "conflict": gevuld.conflict,
        "voorleg": nieuw or OplossingFormulier(formdata=None),
        "vol": len(oplossingen) >= OPLOSSINGEN_MAX,
        "rondes": rondes,
        "naast": queries.zet_naast(rondes) if len(rondes) > 1 else [],
        "spreiding": spreiding,
        "geldzaken": _geldzaken(),
    }
    if not afwegingen:
        return render_template("afweging/beginnen.html", **basis)
    if afwegingen[-1].onthuld_op is None:
        return _toon_verborgen(afwegingen[-1], basis)
    return _toon_onthuld(afwegingen[-1], gevuld.formulier, basis)


def _geldzaken() -> dict[str, object]:
    """Give what a template needs to set side by side what was entered about money."""
    maanden = handeling().instellingen.afweging.doormodderen_maanden
    return {
        "maanden": maanden,
        "kosten": lambda oplossing: geld.kosten(oplossing.bedragen, maanden),
        "per_partij": lambda oplossing, kant: geld.per_partij(oplossing.bedragen, geld.Kant(kant), maanden),
        "balken": geld.balken,
    }


def _toon_verborgen(afweging: Afweging, basis: Mapping[str, object]) -> str:
    """Before the reveal: what the reader weighed, and for the voorzitter alone who did."""
    werk = handeling()
    return render_template(
        "afweging/wegen.html",
        te_wegen=queries.list_te_wegen(werk, afweging),
        gewogen=queries.list_eigen_nummers(werk, afweging),
        wegers=queries.list_wegers(werk, afweging) if basis["leidt"] else None,
        **basis,
    )


def _toon_onthuld(afweging: Afweging, gevuld: Formulier | None, basis: Mapping[str, object]) -> str:
    """After the reveal: everything side by side, and the joint motivering."""
    werk = handeling()
    standpunt = queries.find_standpunt(werk, afweging) if basis["weegt"] else None
    return render_template(
        "afweging/onthuld.html",
        gemotiveerd=queries.is_gemotiveerd(afweging),
        formulier=gevuld if isinstance(gevuld, MotiveringFormulier) else vul_motivering(afweging),
        standpunt=standpunt,
        standpunten=queries.list_standpunten(werk, afweging),
        tegen=gevuld if isinstance(gevuld, StandpuntFormulier) else vul_standpunt(standpunt),
        **basis,
    )
