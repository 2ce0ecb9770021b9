"""Importing casussen: all of a file or nothing, and a second time nothing new."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import select

from maatwerk.account.queries import find_medewerker
from maatwerk.casus.commands import begin_casus, dien_in, schrijf
from maatwerk.casus.invoer import keur, lees_rijen
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Aanwezig, Huishoudtype, Kinderen, Leeftijdsklasse, Werking
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.instellingen import Instellingen
from maatwerk.kern.klok import lokaal_moment
from maatwerk.logboek.commands import noteer

_E = TypeVar("_E", bound=StrEnum)
_ZELFDE = (
    "titel",
    "situatie",
    "wens_inwoner",
    "stem_inwoner",
    "gevraagde_doorbraak",
    "niets_doen",
    "wijk",
    "bronkenmerk",
)


@dataclass(frozen=True)
class Importverslag:
    """How an import went. `zonder_account`: new casussen whose indiener cannot sign in yet."""

    gelezen: int
    nieuw: tuple[Casus, ...]
    zonder_account: int


def importeer_casussen(handeling: Handeling, inhoud: bytes) -> Importverslag:
    """Take in every casus of a file, handed in and waiting for triage.

    A casus whose organisatie and bronkenmerk are known already is passed over. Raises Invoerbestandfout, and then
    nothing is kept.
    """
    rijen = lees_rijen(inhoud)
    keur(rijen, handeling.instellingen)
    nieuw = [casus for rij in rijen if (casus := _neem_op(handeling, rij.inhoud)) is not None]
    noteer(handeling, "casussen.geimporteerd")
    return Importverslag(len(rijen), tuple(nieuw), sum(casus.indiener is None for casus in nieuw))


def _neem_op(handeling: Handeling, inhoud: Mapping[str, Any]) -> Casus | None:
    organisatie, kenmerk = inhoud["indiener"]["organisatie"], inhoud.get("bronkenmerk")
    if kenmerk and _is_bekend(handeling, organisatie, kenmerk):
        return None
    casus = begin_casus(handeling, find_medewerker(handeling.sessie, inhoud["indiener"].get("email", "")))
    casus.organisatie = organisatie
    casus.indiener_functie = inhoud["indiener"].get("functie", "")
    schrijf(handeling, casus, als_gegevens(inhoud, handeling.instellingen), casus.versie)
    dien_in(handeling, casus)
    casus.ingediend_op = _moment(inhoud.get("ingediend_op")) or casus.ingediend_op
    return casus


def _is_bekend(handeling: Handeling, organisatie: str, kenmerk: str) -> bool:
    vraag = select(Casus.id).where(Casus.organisatie == organisatie, Casus.bronkenmerk == kenmerk)
    return handeling.sessie.scalar(vraag) is not None


def als_gegevens(inhoud: Mapping[str, Any], instellingen: Instellingen) -> dict[str, Any]:
    """Turn a checked row into what the form of a casus would have sent."""
    huishouden, spoed = inhoud.get("huishouden", {}), inhoud.get("spoed", {})
    beslisser, privacy = inhoud.get("beslisser", {}), inhoud["privacy"]
    return {
        **{naam: inhoud.get(naam, "") for naam in _ZELFDE},
        "tafel": _tafel(inhoud, instellingen),
        "huishoudtype": _of_niets(Huishoudtype, huishouden.get("type")),
        "kinderen": _of_niets(Kinderen, huishouden.get("kinderen")),
        "leeftijdsklasse": _of_niets(Leeftijdsklasse, huishouden.get("leeftijdsklasse")),
        "leefgebieden": inhoud.get("leefgebieden", []),
        "organisaties": inhoud.get("organisaties", []),
        "beslisser_organisatie": beslisser.get("organisatie", ""),
        "beslisser_functie": beslisser.get("functie", ""),
        "spoed_gevolg": spoed.get("gevolg", ""),
        "spoed_datum": _dag(spoed.get("uiterste_datum")),
        "bezwaartermijn": _dag(inhoud.get("bezwaartermijn")),
        "geinformeerd_op": _dag(privacy.get("geinformeerd_op")),
        "reden_niet_geinformeerd": privacy.get("reden_niet_geinformeerd", ""),
        "grondslag": privacy["grondslag"],
        "wil_aanwezig_zijn": Aanwezig(privacy.get("wil_aanwezig_zijn", Aanwezig.NIET_GEVRAAGD)),
        "knelpunten": [_knelpunt(punt) for punt in inhoud["knelpunten"]],
        "pogingen": [_poging(poging) for poging in inhoud.get("pogingen", ())],
    }


def _knelpunt(punt: Mapping[str, Any]) -> dict[str, Any]:
    regels = [
        {
            "wet": regel["wet"],
            "artikel": regel.get("artikel", ""),
            "werking": Werking(regel.get("werking", Werking.KNELT)),
            "peildatum": _dag(regel.get("peildatum")),
        }
        for regel in punt.get("regels", ())
    ]
    return {"toelichting": punt["toelichting"], "soort": punt["type"], "waar": punt.get("waar", ""), "regels": regels}


def _poging(poging: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "datum": _dag(poging.get("datum")),
        "organisatie": poging.get("organisatie", ""),
        "uitkomst": poging["uitkomst"],
    }


def _tafel(inhoud: Mapping[str, Any], instellingen: Instellingen) -> str:
    """Give the tafel that is named, or else the one of the wijk (casus.schema.json)."""
    genoemd = (tafel.code for tafel in instellingen.tafels if inhoud.get("tafel") in (tafel.naam, tafel.code))
    return next(genoemd, instellingen.tafel_voor(inhoud.get("wijk")).code)


def _of_niets(soort: type[_E], waarde: str | None) -> _E | None:
    return soort(waarde) if waarde else None


def _dag(tekst: str | None) -> date | None:
    return date.fromisoformat(tekst) if tekst else None


def _moment(tekst: str | None) -> datetime | None:
    return lokaal_moment(date.fromisoformat(tekst), time(12)) if tekst else None
