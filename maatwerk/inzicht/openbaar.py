"""The lessen for whoever has no account, where a gemeente wants that: the same page for everybody, no cookie, no log.

Shows only the columns that an export has, and of those no value that too few lessen share (ADR 025).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from flask import Blueprint, current_app, request
from werkzeug.wrappers import Response

from maatwerk.inzicht.queries import KENMERKEN, rij_van
from maatwerk.inzicht.rules import KOLOMMEN, Rij, Wat
from maatwerk.kern import klok
from maatwerk.kern.fouten import Onvindbaar
from maatwerk.kern.handeling import Handeling, Spoor, Systeem
from maatwerk.kern.rechten import Rol
from maatwerk.les.bibliotheek import MEESTE, Uitkomst, find_gepubliceerd, tel_kenmerken, tel_kwartalen, zoek
from maatwerk.les.forms import ZoekFormulier, zoekformulier
from maatwerk.les.models import Les
from maatwerk.les.rules import VELDEN, Kenmerksoort
from maatwerk.web.toegang import openbaar
from maatwerk.web.verzoek import huis, lezend

blauwdruk = Blueprint("openbaar", __name__)

_PUBLIEK = Systeem(rollen=frozenset[Rol]())
_SECONDEN = 60
"""How long a proxy may keep a page: so long can a les that was withdrawn still be seen there."""

_KOPPEN = {
    "wetten": "Wetten en regels",
    "knelpunttypen": "Soort knelpunt",
    "leefgebieden": "Leefgebieden",
    "niveaus": "Niveau",
    "stand": "Houdt het stand",
}


@contextmanager
def _publiek() -> Iterator[Handeling]:
    """Give a look of nobody in particular. Raises Onvindbaar where the gemeente did not open the lessen."""
    instellingen = huis().instellingen
    if not instellingen.algemeen.openbaar.lessen:
        raise Onvindbaar
    with lezend() as sessie:
        yield Handeling(sessie, _PUBLIEK, klok.nu(), instellingen, Spoor("", b""))


@blauwdruk.get("/openbaar/lessen")
@openbaar
def lijst() -> Response:
    """Show the published lessen that fit, to everybody."""
    with _publiek() as werk:
        formulier = zoekformulier(request.args, werk.instellingen, werk.vandaag)
        goed = formulier.validate()
        uitkomst = _uitkomst(werk, formulier) if goed else None
        return _toon(
            "inzicht/openbaar.html",
            200 if goed else 422,
            formulier=formulier,
            uitkomst=uitkomst,
            lessen=_rijen(werk, uitkomst.lessen if uitkomst else ()),
            meeste=MEESTE,
            gezocht={naam: waarde for naam, waarde in formulier.data.items() if waarde},
        )


def _uitkomst(werk: Handeling, formulier: ZoekFormulier) -> Uitkomst:
    """Search; a choice that too few lessen share finds nothing, or it would tell which ones do."""
    vraag = formulier.vraag
    gekozen = [(soort, waarde) for soort, waarde in vraag.kenmerken.items() if waarde]
    keren = tel_kenmerken(werk, gekozen)
    if any(keren[paar] < _drempel(werk) for paar in gekozen):
        return Uitkomst([], 0)
    return zoek(werk, vraag, request.args.get("vanaf", ""))


@blauwdruk.get("/openbaar/lessen/<code>")
@openbaar
def les(code: str) -> Response:
    """Show one published les, to everybody."""
    with _publiek() as werk:
        gevonden = find_gepubliceerd(werk, code)
        if gevonden is None:
            raise Onvindbaar
        (rij,) = _rijen(werk, [gevonden])
        kenmerken = [(kop, rij[naam]) for naam, kop in _KOPPEN.items()]
        return _toon("inzicht/openbare_les.html", 200, les=rij, velden=VELDEN, kenmerken=kenmerken)


def _rijen(werk: Handeling, lessen: Sequence[Les]) -> list[Rij]:
    """Give of each les what may be seen: quarters and choices only where enough lessen share them."""
    paren = [(kenmerk.soort, kenmerk.waarde) for een in lessen for kenmerk in een.kenmerken]
    keren, kwartalen = tel_kenmerken(werk, paren), tel_kwartalen(werk, [een.kwartaal for een in lessen])
    genoeg = {paar for paar, aantal in keren.items() if aantal >= _drempel(werk)}
    return [_rij(een, genoeg, toon_kwartaal=kwartalen[een.kwartaal] >= _drempel(werk)) for een in lessen]


def _rij(les: Les, genoeg: set[tuple[Kenmerksoort, str]], *, toon_kwartaal: bool) -> Rij:
    rij = dict(rij_van(les))
    for naam, soort in KENMERKEN.items():
        rij[naam] = [waarde for waarde in les.waarden(soort) if (soort, waarde) in genoeg]
    rij["kwartaal"] = les.kwartaal if toon_kwartaal else ""
    return {naam: rij[naam] for naam in KOLOMMEN[Wat.LESSEN]}


def _drempel(werk: Handeling) -> int:
    return werk.instellingen.algemeen.drempels.openbaar


def _toon(sjabloon: str, status: int, **gegevens: object) -> Response:
    """Render without the context of a visitor: whoever is signed in gets the very same page."""
    algemeen = huis().instellingen.algemeen
    pagina = current_app.jinja_env.get_template(sjabloon).render(
        gemeente=algemeen.gemeente.naam,
        licentie=algemeen.openbaar.licentie,
        zoekmachines=algemeen.openbaar.zoekmachines,
        **gegevens,
    )
    antwoord = Response(pagina, status, content_type="text/html; charset=utf-8")
    antwoord.headers["Cache-Control"] = f"public, max-age={_SECONDEN}"
    if not algemeen.openbaar.zoekmachines:
        antwoord.headers["X-Robots-Tag"] = "noindex"
    antwoord.add_etag()
    return antwoord.make_conditional(request.environ)
