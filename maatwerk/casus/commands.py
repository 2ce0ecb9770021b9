"""Acts on a casus. Each asks the rules, changes, and writes the logboek; none commits."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, select

from maatwerk.account.models import Medewerker
from maatwerk.casus.models import Casus, Knelpunt, Poging, Regel, Toegang
from maatwerk.casus.rules import Grond, Inhoud, Status, Werking, eis_onherkenbaar, eis_overgang, eis_volledig
from maatwerk.kern.fouten import Gewijzigd, Invoerfout, NietToegestaan
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
        "tafel",
        "huishoudtype",
        "kinderen",
        "leeftijdsklasse",
        "leefgebieden",
        "organisaties",
        "beslisser_organisatie",
        "beslisser_functie",
        "spoed_gevolg",
        "spoed_datum",
        "bezwaartermijn",
        "geinformeerd_op",
        "reden_niet_geinformeerd",
        "grondslag",
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
    "bronkenmerk",
)


def begin_casus(handeling: Handeling, indiener: Medewerker | None) -> Casus:
    """Start a concept that only the indiener sees. An import may know an indiener who has no account yet."""
    casus = Casus(
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
    if casus.status not in (Status.CONCEPT, Status.AANVULLEN):
        raise NietToegestaan(f"Deze casus is nu '{casus.status}'. De tekst verandert dan niet meer.")
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
    with handeling.sessie.no_autoflush:
        dubbel = handeling.sessie.scalar(
            select(Casus.id).where(
                Casus.organisatie == casus.organisatie, Casus.bronkenmerk == casus.bronkenmerk, Casus.id != casus.id
            )
        )
    if dubbel:
        raise Invoerfout({"bronkenmerk": "Jouw organisatie heeft al een casus met dit kenmerk."})


def _iets(rij: Mapping[str, Any]) -> bool:
    """Answer whether anything was filled in; a list of rules counts when one names a wet."""
    return any(any(regel["wet"] for regel in waarde) if isinstance(waarde, list) else waarde for waarde in rij.values())


def _knelpunt(punt: Mapping[str, Any], vandaag: date) -> Knelpunt:
    regels = [
        Regel(
            wet=regel["wet"],
            artikel=regel.get("artikel", ""),
            werking=regel.get("werking") or Werking.KNELT,
            peildatum=regel.get("peildatum") or vandaag,
        )
        for regel in punt["regels"]
        if regel["wet"]
    ]
    return Knelpunt(soort=punt["soort"], waar=punt["waar"], toelichting=punt["toelichting"], regels=regels)


def dien_in(handeling: Handeling, casus: Casus) -> None:
    """Hand the casus in, for triage. Raises Invoerfout with every gap and every hard identifier at its field."""
    velden = teksten(casus)
    eis_volledig(Inhoud(velden, len(casus.knelpunten), _geinformeerd(casus)))
    eis_onherkenbaar(velden)
    eis_overgang(casus.status, Status.INGEDIEND, handeling.wie.rollen)
    casus.ingediend_op = casus.ingediend_op or handeling.nu
    verzet(handeling, casus, Status.INGEDIEND)


def teksten(casus: Casus) -> dict[str, str]:
    """Give every text a person typed in this casus, by the name of its field in the form."""
    velden = {naam: getattr(casus, naam) or "" for naam in _TEKSTEN}
    velden |= {f"knelpunten-{nr}-toelichting": punt.toelichting for nr, punt in enumerate(casus.knelpunten)}
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
    casus.status = naar
    if naar is Status.AFGESLOTEN:
        casus.afgesloten_op = handeling.nu
    noteer(handeling, f"casus.{naar}", casus)


def verleen_toegang(
    handeling: Handeling, casus: Casus, lezers: Iterable[Medewerker], vanaf: datetime, tot: datetime
) -> None:
    """Let the members of the tafel read this casus in a window; a later window replaces the earlier one."""
    bekend = {
        toegang.medewerker_id: toegang
        for toegang in handeling.sessie.scalars(
            select(Toegang).where(Toegang.casus_id == casus.id, Toegang.grond == Grond.TAFEL)
        )
    }
    for lezer in lezers:
        toegang = bekend.get(lezer.id) or Toegang(casus_id=casus.id, medewerker_id=lezer.id, grond=Grond.TAFEL)
        toegang.vanaf, toegang.tot = vanaf, tot
        handeling.sessie.add(toegang)
    noteer(handeling, "casus.toegang", casus)


def beeindig_toegang(handeling: Handeling, casus: Casus) -> None:
    """Let the members of the tafel no longer read this casus."""
    handeling.sessie.execute(delete(Toegang).where(Toegang.casus_id == casus.id, Toegang.grond == Grond.TAFEL))
    noteer(handeling, "casus.toegang_beeindigd", casus)
