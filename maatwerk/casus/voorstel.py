"""What to write instead of a word that points at somebody: who it is, a band, a month, or nothing at all."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from maatwerk.herkenning.rules import Soort, Vondst

_VOORSTEL: Mapping[Soort, str] = {
    Soort.PERSOON: "de inwoner",
    Soort.ADRES: "een adres in de wijk",
    Soort.POSTCODE: "de wijk",
    Soort.PLAATS: "een andere gemeente",
    Soort.BSN: "(nummer weggelaten)",
    Soort.TELEFOON: "(nummer weggelaten)",
    Soort.EMAIL: "(adres weggelaten)",
    Soort.IBAN: "(nummer weggelaten)",
    Soort.KENTEKEN: "de auto",
    Soort.DATUM: "onlangs",
    Soort.LEEFTIJD: "volwassen",
    Soort.NUMMER: "(nummer weggelaten)",
    Soort.URL: "een website",
    Soort.ORGANISATIE: "een organisatie",
}
_ROLLEN = (
    "moeder", "vader", "zoon", "dochter", "kind", "partner", "man", "vrouw", "broer", "zus", "zusje",
    "broertje", "opa", "oma", "oom", "tante", "neef", "nicht", "ex", "buurman", "buurvrouw", "vriend",
    "vriendin", "baby", "kleinzoon", "kleindochter", "pleegmoeder", "pleegvader", "stiefmoeder", "stiefvader",
    "schoonmoeder", "schoonvader", "jongen", "meisje", "tweeling", "huisarts", "dokter", "advocaat",
    "begeleider", "bewindvoerder", "mentor", "voogd", "consulent", "werkgever", "verhuurder", "wijkagent",
    "psycholoog", "psychiater", "klantmanager", "casemanager", "coach", "curator", "huismeester", "leraar",
    "juf", "meester", "tolk", "mantelzorger", "collega", "deurwaarder", "notaris", "jobcoach",
)  # fmt: skip
_ROL_ERVOOR = re.compile(rf"\b(?P<rol>{'|'.join(_ROLLEN)})(?P<ruimte>,?\s{{1,2}})$", re.IGNORECASE)
_AANSPREEK_ERVOOR = re.compile(
    r"\b(?:mevrouw|mevr\.?|mw\.?|meneer|de heer|dhr\.?|fam\.?|familie)\s{1,2}$", re.IGNORECASE
)
_GEBOREN = re.compile(r"geb(?:oren|oortedatum|\.|oorte)?\b[^.\n]{0,20}$|[(]\s?$", re.IGNORECASE)
_BEGIN_VAN_ZIN = re.compile(r"(?:^|[.!?]\s{1,3}|\n\s*)$")
_VER_GENOEG = 40
_DATUM = re.compile(r"(?P<dag>\d{1,2})[-/.](?P<maand>\d{1,2})[-/.](?P<jaar>(?:19|20)\d\d)")
_DATUM_WOORD = re.compile(r"\d{1,2}(?:e|ste|de)?\s+(?P<maand>[a-z]{3,9})\.?\s+(?P<jaar>(?:19|20)\d\d)", re.IGNORECASE)
_MAANDEN = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip
_LEEFTIJDEN = ((18, "jonger dan 18"), (21, "18 tot en met 20"), (27, "21 tot en met 26"), (45, "27 tot en met 44"))
_OUDER = ((67, "45 tot en met 66"), (200, "67 of ouder"))
_ZO_LANG_GELEDEN = 12
"""Years: an older date is more often a birth date than a letter."""


def stel_voor(tekst: str, vondst: Vondst, vandaag: date, namen: Mapping[str, str]) -> tuple[int, str]:
    """Give what to write instead, and from where: with a name the space before it goes too."""
    begin, voorstel = _voorstel(tekst, vondst, vandaag, namen)
    if _BEGIN_VAN_ZIN.search(tekst[max(0, begin - _VER_GENOEG) : begin]):
        return begin, voorstel[:1].upper() + voorstel[1:]
    return begin, voorstel


def _voorstel(tekst: str, vondst: Vondst, vandaag: date, namen: Mapping[str, str]) -> tuple[int, str]:
    ervoor, gevonden = tekst[max(0, vondst.begin - _VER_GENOEG) : vondst.begin], tekst[vondst.begin : vondst.einde]
    if vondst.soort is Soort.PERSOON:
        return _voor_naam(ervoor, gevonden, vondst.begin, namen)
    if vondst.soort is Soort.DATUM:
        return vondst.begin, _voor_datum(gevonden, ervoor, vandaag)
    if vondst.soort is Soort.LEEFTIJD:
        return vondst.begin, _band(int(gevonden)) if gevonden.isdecimal() else _VOORSTEL[Soort.LEEFTIJD]
    return vondst.begin, _VOORSTEL[vondst.soort]


def _voor_naam(ervoor: str, naam: str, begin: int, namen: Mapping[str, str]) -> tuple[int, str]:
    """Where the text says who it is ("moeder Fatma") the name can go; else it says elsewhere, or it is the inwoner."""
    if rol := _ROL_ERVOOR.search(ervoor):
        return begin - len(rol["ruimte"]), ""
    if aanspreek := _AANSPREEK_ERVOOR.search(ervoor):
        return begin - len(aanspreek.group()), _VOORSTEL[Soort.PERSOON]
    return begin, namen.get(naam.casefold(), _VOORSTEL[Soort.PERSOON])


def namen_met_rol(teksten: Iterable[tuple[str, Sequence[Vondst]]]) -> dict[str, str]:
    """Give per name who it is, where one of the texts says so: "moeder Fatma" makes Fatma de moeder everywhere."""
    gevonden: dict[str, str] = {}
    for tekst, vondsten in teksten:
        for naam, rol in _rollen_in(tekst, vondsten):
            gevonden.setdefault(naam, f"de {rol}")
    return gevonden


def _rollen_in(tekst: str, vondsten: Sequence[Vondst]) -> Iterator[tuple[str, str]]:
    for vondst in vondsten:
        ervoor = tekst[max(0, vondst.begin - _VER_GENOEG) : vondst.begin]
        rol = _ROL_ERVOOR.search(ervoor) if vondst.soort is Soort.PERSOON else None
        if rol:
            yield tekst[vondst.begin : vondst.einde].casefold(), rol["rol"].casefold()


def _voor_datum(gevonden: str, ervoor: str, vandaag: date) -> str:
    """A birth date becomes a band of ages, another date its month: the day is what points at somebody."""
    maand, jaar = _maand_en_jaar(gevonden)
    if not jaar:
        return _VOORSTEL[Soort.DATUM]
    if jaar <= vandaag.year and (_GEBOREN.search(ervoor) or jaar < vandaag.year - _ZO_LANG_GELEDEN):
        return f"{_band(vandaag.year - jaar)} jaar"
    return f"{maand} {jaar}".strip()


def _maand_en_jaar(gevonden: str) -> tuple[str, int]:
    if (cijfers := _DATUM.search(gevonden)) and 1 <= int(cijfers["maand"]) <= len(_MAANDEN):
        return _MAANDEN[int(cijfers["maand"]) - 1], int(cijfers["jaar"])
    if woorden := _DATUM_WOORD.search(gevonden):
        maand = next((naam for naam in _MAANDEN if naam.startswith(woorden["maand"].casefold()[:3])), "")
        return maand, int(woorden["jaar"])
    return "", 0


def _band(leeftijd: int) -> str:
    """Give the band of an age, in words that fit where the number stood."""
    return next(band for grens, band in (*_LEEFTIJDEN, *_OUDER, (10**9, "67 of ouder")) if leeftijd < grens)
