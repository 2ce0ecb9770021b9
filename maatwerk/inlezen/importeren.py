"""Importing casussen: all of a file or nothing, and a second time nothing new."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import select

from maatwerk.account.queries import find_medewerker
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Aanwezig, Huishoudtype, Kinderen, Leeftijdsklasse, Status, Werking
from maatwerk.inlezen.aanlevering import lees
from maatwerk.inlezen.invoer import Invoerbestandfout, Rij, Rijfout, kenmerk_van, keur, vind_dubbel
from maatwerk.inlezen.opneming import Opneming, maak_opneming, schrijf_alle
from maatwerk.inlezen.zacht import GEEN, Zacht, zoek_zacht
from maatwerk.kern.beleid import mag_aan_tafel
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.instellingen import Instellingen
from maatwerk.kern.klok import lokaal_moment
from maatwerk.kern.rechten import Recht
from maatwerk.logboek.commands import noteer, noteer_alle

Melding = Callable[[int, int], None]
"""Hears how many rows were checked, of how many."""
_DEEL = 200
_ANDERE_TAFEL = "Deze casus hoort bij een tafel waar jij geen casuscoördinator van bent."
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
    """How an import went. `zonder_account`: new casussen (ids in `nieuw`) whose indiener cannot sign in yet."""

    gelezen: int
    nieuw: tuple[int, ...]
    zonder_account: int
    gelezen_als: str = ""
    overgeslagen: int = 0
    zacht: Zacht = GEEN


def importeer_casussen(handeling: Handeling, inhoud: bytes, meld: Melding | None = None) -> Importverslag:
    """Take in every casus of a file, handed in and waiting for triage.

    A casus whose organisatie and bronkenmerk are known already is passed over. `meld` hears how many rows were
    checked. Raises Invoerbestandfout, and then nothing is kept.
    """
    aanlevering = lees(inhoud)
    fouten = aanlevering.samen(keur_alles(handeling, aanlevering.rijen, meld))
    if fouten:
        raise Invoerbestandfout(fouten)
    zacht = zoek_zacht(aanlevering.rijen)  # before anything waits for the database
    verslag = neem_op(handeling, aanlevering.rijen)
    return replace(verslag, gelezen_als=aanlevering.gelezen_als, overgeslagen=aanlevering.overgeslagen, zacht=zacht)


def keur_alles(handeling: Handeling, rijen: Sequence[Rij], meld: Melding | None = None) -> list[Rijfout]:
    """Give all that is wrong with these rows, together and each by itself."""
    fouten = list(vind_dubbel(rijen))
    for begin in range(0, len(rijen), _DEEL):
        fouten += keur_deel(handeling, rijen[begin : begin + _DEEL])
        if meld is not None:
            meld(min(begin + _DEEL, len(rijen)), len(rijen))
    return fouten


def keur_deel(handeling: Handeling, rijen: Sequence[Rij]) -> list[Rijfout]:
    """Give what is wrong with each of these rows by itself, and with whoever hands them over."""
    fouten = list(keur(rijen, handeling.instellingen))
    slecht = {fout.rij for fout in fouten}
    if handeling.wie.id is not None:  # the command line has no tafels: whoever is on the machine may do all
        fouten += (
            Rijfout(rij.nummer, "tafel", _ANDERE_TAFEL)
            for rij in rijen
            if rij.nummer not in slecht and not _mag_naar(handeling, _tafel(rij.inhoud, handeling.instellingen))
        )
    return fouten


def _mag_naar(handeling: Handeling, tafel: str) -> bool:
    return mag_aan_tafel(handeling.wie, Recht.CASUSSEN_INLEZEN, tafel)


def neem_op(handeling: Handeling, rijen: Sequence[Rij]) -> Importverslag:
    """Make a casus of every row that is not known yet. The rows were checked: what is wrong now is a fault of ours."""
    return schrijf_op(handeling, rijen, bereid_voor(handeling, rijen))


def bereid_voor(handeling: Handeling, rijen: Sequence[Rij]) -> Mapping[int, Opneming]:
    """Make every row ready, by its number. Asks the database nothing, so that nobody waits meanwhile."""
    return {rij.nummer: _maak(handeling, rij) for rij in rijen}


def schrijf_op(handeling: Handeling, rijen: Sequence[Rij], klaar: Mapping[int, Opneming]) -> Importverslag:
    """Write what was made ready and is not known yet."""
    bekend = list_bekend(handeling, rijen)
    nieuw = [rij for rij in rijen if rij.nummer not in bekend]
    mensen = {email: find_medewerker(handeling.sessie, email) for email in {_email(rij) for rij in nieuw}}
    for rij in nieuw:
        indiener = mensen[_email(rij)]
        klaar[rij.nummer].casus["indiener_id"] = indiener.id if indiener else None
    ids = schrijf_alle(handeling, [klaar[rij.nummer] for rij in nieuw])
    noteer_alle(handeling, f"casus.{Status.INGEDIEND}", Casus.__tablename__, ids)
    noteer(handeling, "casussen.geimporteerd")
    return Importverslag(len(rijen), tuple(ids), sum(mensen[_email(rij)] is None for rij in nieuw))


def _email(rij: Rij) -> str:
    return str(rij.inhoud["indiener"].get("email", ""))


def list_bekend(handeling: Handeling, rijen: Sequence[Rij]) -> frozenset[int]:
    """Give the numbers of the rows of which the organisatie and bronkenmerk are known already."""
    kenmerken = {kenmerk: rij.nummer for rij in rijen if (kenmerk := kenmerk_van(rij))}
    gezocht = sorted({kenmerk for _, kenmerk in kenmerken})
    bekend: set[int] = set()
    for begin in range(0, len(gezocht), _DEEL):
        vraag = select(Casus.organisatie, Casus.bronkenmerk).where(
            Casus.bronkenmerk_merk.in_(gezocht[begin : begin + _DEEL])
        )
        gevonden = {(organisatie, kenmerk or "") for organisatie, kenmerk in handeling.sessie.execute(vraag)}
        bekend |= {kenmerken[paar] for paar in gevonden & kenmerken.keys()}
    return frozenset(bekend)


def _maak(handeling: Handeling, rij: Rij) -> Opneming:
    """Make a casus ready that was handed in elsewhere: here it begins where triage does."""
    gegevens = als_gegevens(rij.inhoud, handeling.instellingen)
    punten, pogingen = gegevens.pop("knelpunten"), gegevens.pop("pogingen")
    velden = gegevens | {
        "bronkenmerk": gegevens["bronkenmerk"] or None,
        "status": Status.INGEDIEND,
        "organisatie": rij.inhoud["indiener"]["organisatie"],
        "indiener_functie": rij.inhoud["indiener"].get("functie", ""),
        "aangemaakt_op": handeling.nu,
        "gewijzigd_op": handeling.nu,
        "ingediend_op": _moment(rij.inhoud.get("ingediend_op")) or handeling.nu,
    }
    for regel in (regel for punt in punten for regel in punt["regels"]):
        regel["peildatum"] = regel["peildatum"] or handeling.vandaag
    return maak_opneming(handeling.sessie.get_bind().dialect, velden, punten, pogingen)


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
