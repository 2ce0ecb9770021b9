"""Acts on a casus. Each asks the rules, changes, and writes the logboek; none commits."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete, select

from maatwerk.account.models import Medewerker
from maatwerk.casus.melden import meld_stap
from maatwerk.casus.models import Casus, Klad, Knelpunt, Poging, Regel
from maatwerk.casus.rules import (
    ANDERS,
    NIET_INGEDIEND,
    UITGANG,
    Inhoud,
    Status,
    Werking,
    eis_onherkenbaar,
    eis_overgang,
    eis_schrijfbaar,
    eis_volledig,
)
from maatwerk.casus.toegang import beeindig_toegang
from maatwerk.kern.fouten import Gewijzigd, Invoerfout
from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.commands import noteer

_VELDEN = frozenset(
    {
        "titel",
        "situatie",
        "wens_inwoner",
        "stem_inwoner",
        "gevraagde_doorbraak",
        "niets_doen",
        "wijk",
        "wijk_anders",
        "tafel",
        "huishoudtype",
        "huishoudtype_anders",
        "kinderen",
        "leeftijdsklasse",
        "leefgebieden",
        "leefgebieden_anders",
        "organisaties",
        "beslisser_organisatie",
        "beslisser_functie",
        "vervanger",
        "verwante_casus",
        "spoed_gevolg",
        "spoed_datum",
        "bezwaartermijn",
        "geinformeerd_op",
        "reden_niet_geinformeerd",
        "grondslag",
        "grondslag_anders",
        "wil_aanwezig_zijn",
        "bronkenmerk",
    }
)
_TEKSTEN = (
    "titel",
    "situatie",
    "wens_inwoner",
    "stem_inwoner",
    "gevraagde_doorbraak",
    "niets_doen",
    "spoed_gevolg",
    "reden_niet_geinformeerd",
    "grondslag",
    "grondslag_anders",
    "wijk_anders",
    "huishoudtype_anders",
    "leefgebieden_anders",
    "vervanger",
    "verwante_casus",
    "bronkenmerk",
)

_KNELPUNTTEKSTEN = ("toelichting", "soort_anders", "waar_anders")


def begin_casus(handeling: Handeling, indiener: Medewerker | None, begonnen_met: bytes | None = None) -> Casus:
    """Start a concept that only the indiener sees. An import may know an indiener who has no account yet."""
    casus = Casus(
        begonnen_met=begonnen_met,
        indiener=indiener,
        organisatie=indiener.organisatie if indiener else "",
        indiener_functie=indiener.functie if indiener else "",
        aangemaakt_op=handeling.nu,
        gewijzigd_op=handeling.nu,
        tafel=handeling.instellingen.tafel_voor(None).code,
        knelpunten=[],
        pogingen=[],
    )
    handeling.sessie.add(casus)
    noteer(handeling, "casus.begonnen", casus)
    return casus


def schrijf(handeling: Handeling, casus: Casus, gegevens: Mapping[str, Any], versie: int) -> None:
    """Keep what the indiener wrote; the keys of `gegevens` are those of the form.

    Raises NietToegestaan once the casus is handed in, Gewijzigd when another window saved after `versie`.
    """
    eis_schrijfbaar(casus.status)
    if casus.versie != versie:
        raise Gewijzigd("Deze casus is intussen in een ander venster bewaard.")
    for naam in _VELDEN & gegevens.keys():
        setattr(casus, naam, gegevens[naam])
    casus.bronkenmerk = casus.bronkenmerk or None
    _eis_eigen_kenmerk(handeling, casus)
    casus.knelpunten = [_knelpunt(punt, handeling.vandaag) for punt in gegevens["knelpunten"] if _iets(punt)]
    casus.pogingen = [Poging(**poging) for poging in gegevens["pogingen"] if _iets(poging)]
    casus.gewijzigd_op = handeling.nu
    if "tafel" not in gegevens:
        casus.tafel = handeling.instellingen.tafel_voor(casus.wijk).code
    noteer(handeling, "casus.geschreven", casus)


def _eis_eigen_kenmerk(handeling: Handeling, casus: Casus) -> None:
    """Refuse a bronkenmerk that another casus of this organisatie has. Raises Invoerfout on `bronkenmerk`."""
    if casus.bronkenmerk is None:
        return  # many have none
    with handeling.sessie.no_autoflush:
        dubbel = handeling.sessie.scalar(
            select(Casus).where(
                Casus.organisatie == casus.organisatie,
                Casus.bronkenmerk_merk == casus.bronkenmerk,
                Casus.id != casus.id,
            )
        )
    if dubbel:
        welke = "" if dubbel.status in NIET_INGEDIEND else f" {dubbel.nummer} ({dubbel.status})"
        raise Invoerfout({"bronkenmerk": f"Jouw organisatie heeft al een casus{welke} met dit kenmerk."})


def _iets(rij: Mapping[str, Any]) -> bool:
    """Answer whether anything was filled in, also in a rule."""
    return any(any(map(_telt, waarde)) if isinstance(waarde, list) else waarde for waarde in rij.values())


def _telt(regel: Mapping[str, Any]) -> bool:
    """Answer whether a rule says anything: which, or where in it. What it does is no more than a default."""
    return any(regel.get(veld) for veld in ("wet", "wet_anders", "artikel"))


def _knelpunt(punt: Mapping[str, Any], vandaag: date) -> Knelpunt:
    regels = [
        Regel(
            wet=regel["wet"] or ANDERS,
            wet_anders=regel.get("wet_anders", ""),
            artikel=regel.get("artikel", ""),
            werking=regel.get("werking") or Werking.KNELT,
            peildatum=regel.get("peildatum") or vandaag,
        )
        for regel in punt["regels"]
        if _telt(regel)
    ]
    zelfde = {naam: punt.get(naam, "") for naam in ("soort", "soort_anders", "waar", "waar_anders", "toelichting")}
    return Knelpunt(regels=regels, **zelfde)


def dien_in(handeling: Handeling, casus: Casus) -> None:
    """Hand the casus in, for triage. Raises Invoerfout with every gap and every hard identifier at its field.

    Only an import comes here directly: a person first reads the text over, with `nalezen.dien_in`.
    """
    eis_indienbaar(handeling, casus)
    casus.ingediend_op = casus.ingediend_op or handeling.nu
    verzet(handeling, casus, Status.INGEDIEND)


def eis_indienbaar(handeling: Handeling, casus: Casus) -> None:
    """Refuse a casus that misses something, or in which a hard identifier stands. Raises Invoerfout."""
    velden = teksten(casus)
    eis_volledig(Inhoud(velden, len(casus.knelpunten), _geinformeerd(casus)))
    eis_onherkenbaar(velden)
    eis_overgang(casus.status, Status.INGEDIEND, handeling.wie.rollen)


def teksten(casus: Casus) -> dict[str, str]:
    """Give every text a person typed in this casus, by the name of its field in the form."""
    velden = {naam: getattr(casus, naam) or "" for naam in _TEKSTEN}
    for nr, punt in enumerate(casus.knelpunten):
        velden |= {f"knelpunten-{nr}-{naam}": getattr(punt, naam) for naam in _KNELPUNTTEKSTEN}
        velden |= {
            f"knelpunten-{nr}-regels-{plek}-wet_anders": regel.wet_anders for plek, regel in enumerate(punt.regels)
        }
    velden |= {f"pogingen-{nr}-uitkomst": poging.uitkomst for nr, poging in enumerate(casus.pogingen)}
    return velden


def _geinformeerd(casus: Casus) -> bool:
    return casus.geinformeerd_op is not None or bool(casus.reden_niet_geinformeerd.strip())


def trieer(handeling: Handeling, casus: Casus, naar: Status, toelichting: str) -> None:
    """Decide what happens with a casus that was handed in. Raises Invoerfout when a reason is needed and missing."""
    if naar is not Status.GEREED and not toelichting.strip():
        raise Invoerfout({"toelichting": "Leg uit waarom. De indiener leest dit."})
    eis_onherkenbaar({"toelichting": toelichting})
    casus.triage_toelichting = toelichting
    verzet(handeling, casus, naar)


def trek_in(handeling: Handeling, casus: Casus) -> None:
    """Withdraw a casus; possible until it has been discussed. Raises NietToegestaan after that."""
    verzet(handeling, casus, Status.INGETROKKEN)
    beeindig_toegang(handeling, casus)


def verzet(handeling: Handeling, casus: Casus, naar: Status) -> None:
    """Move a casus along one edge of its road and log it. Raises NietToegestaan when the road has no such edge."""
    eis_overgang(casus.status, naar, handeling.wie.rollen)
    van, casus.status = casus.status, naar
    if van is Status.AANVULLEN and naar is Status.INGEDIEND:
        casus.teruggekomen_op = handeling.nu
    if naar in UITGANG:
        casus.afgesloten_op = handeling.nu
        handeling.sessie.execute(delete(Klad).where(Klad.casus_id == casus.id))  # nobody can go on with it any more
    noteer(handeling, f"casus.{naar}", casus)
    meld_stap(handeling, casus, van)
