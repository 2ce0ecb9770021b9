"""Things with a fixed shape: internet addresses, postcodes, number plates, dates, ages and every other number."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from maatwerk.herkenning.termen import Termen
from maatwerk.herkenning.vondst import Dekking, Soort, vind

_MAAND = (
    "(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    "|jan|febr?|mrt|apr|jun|jul|aug|sept?|okt|nov|dec)"
)
_DAG = "(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag|ma|di|wo|do|vr|za|zo)"
_TIENTAL = "(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)"
_EENHEID = "(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen)"
_TELWOORD = (
    rf"(?:{_EENHEID}(?:en|ën){_TIENTAL}|{_TIENTAL}|nul|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf"
    "|dertien|veertien|vijftien|zestien|zeventien|achttien|negentien)"
)
# Endings that are also a Dutch word (nu, de, me) are left out: "klaar.de man" is a forgotten space, not an address.
_TLD = "(?:com|net|org|nl|be|eu|info|fr|io|frl|gov|uk|tv|amsterdam)"
_JAAR = r"(?:(?:19|20)\d\d|['’`]\d\d|\d\d(?!\d|[.,:]\d))"
_ARTIKEL = r"\d{1,4}[a-z]?(?:[.:]\d{1,4}[a-z]?){0,4}"
_FLAGS = re.VERBOSE | re.IGNORECASE


@dataclass(frozen=True, slots=True)
class Patroon:
    """A shape, what it means, and why; `groep` is the part that goes."""

    soort: Soort
    reden: str
    vorm: re.Pattern[str]
    telt: Callable[[re.Match[str], Termen], bool] = lambda _treffer, _termen: True


def _vorm(patroon: str) -> re.Pattern[str]:
    return re.compile(patroon, _FLAGS)


def _kenteken_vorm() -> re.Pattern[str]:
    """Build the pattern from the series the RDW has given out: L is a letter, 9 a digit."""
    reeksen = (
        "LL-99-99 99-99-LL 99-LL-99 LL-99-LL LL-LL-99 99-LL-LL 99-LLL-9 "
        "9-LLL-99 LL-999-L L-999-LL LLL-99-L L-99-LLL 9-LL-999 999-LL-9"
    )
    delen = [
        reeks.replace("-", "[-\N{NO-BREAK SPACE}\\ ]?").replace("L", "[a-z]").replace("9", r"\d")
        for reeks in reeksen.split()
    ]
    return _vorm(rf"(?<![\w-])(?:{'|'.join(delen)})(?![\w-])")


# The vehicle must stand in the same sentence.
_AUTO_ERVOOR = re.compile(
    r"(?:kenteken|auto|bus|scooter|wagen|voertuig|motor|brommer)[^\w.!?]{1,3}(?:\w{1,12}[^\w.!?]{1,3}){0,3}$",
    re.IGNORECASE,
)


def _telt_als_kenteken(treffer: re.Match[str], _termen: Termen) -> bool:
    """Refuse "10 op 12": lower case with spaces is a plate only where the text speaks of a vehicle."""
    gevonden = treffer.group()
    los = any(teken.isspace() for teken in gevonden) and gevonden.upper() != gevonden
    return not los or _AUTO_ERVOOR.search(treffer.string[max(0, treffer.start() - 50) : treffer.start()]) is not None


def _telt_als_postcode(treffer: re.Match[str], termen: Termen) -> bool:
    """Refuse "2019 en": two small letters behind a space may be a word."""
    letters = treffer["letters"]
    return not treffer["ruimte"] or letters.isupper() or letters.lower() not in termen.geen_postcode


INTERNET = (
    Patroon(
        Soort.URL,
        "internetadres",
        _vorm(rf"\b(?:https?://|www\.)\S+(?<=[\w/]) | (?<![\w.-])[\w-]++(?:\.[\w-]++)*?\.{_TLD}\b(?!\w)(?:/\S*+)?"),
    ),
    Patroon(
        Soort.URL,
        "gebruikersnaam op internet",
        _vorm(r"(?<!\w)@\w++(?:\.\w++)* | (?<!\w)(?=[\d_]*+[^\W\d_])[^\W_]++_\w++ | (?<!\w)[a-z]{3,}+\d{2,}+\b"),
    ),
)
BEHOUDEN = (
    _vorm(
        rf"""\b (?:artikel|artt?|lid|leden|onderdeel|hoofdstuk|paragraaf|beleidsregel|§)\.?\s{{1,2}}
             {_ARTIKEL} (?: \s?(?:en|,|t/m)\s? {_ARTIKEL} )* (?![-/]?\d) | \bECLI:[\w:]++"""
    ),
    _vorm(
        r"""(?: € | \beur | \beuro )\s? \d[\d.]*+(?:,\d{2}|,-)?
            | (?<![\w.,])\d[\d.]*+(?:,\d{2}|,-)? \s? (?: € | euro\b | eur\b )"""
    ),
)
VASTE_VORM = (
    Patroon(
        Soort.DATUM,
        "datum",
        _vorm(
            rf"""(?<![\w.,/-]) (?:
              (?:{_DAG}\.?\s{{1,2}})? \d{{1,2}}(?:e|ste|de)? \s?[-/.\ ]?\s? {_MAAND}\.?(?![a-z])
                (?:[-/.\ ,]{{1,2}}{_JAAR})? (?:\s{{1,2}}jl\.?)?
            | \d{{1,2}}[-/.]\d{{1,2}}[-/.](?:(?:19|20)\d\d|['’`]?\d\d)
            | (?:19|20)\d\d[-/.]\d{{1,2}}[-/.]\d{{1,2}}
            | \d{{1,2}}[/-]\d{{1,2}}(?![\d/%-]|\s?(?:euro|uur|jaar|weken|maanden|dagen))
            | (?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d
            ) (?!\d)"""
        ),
    ),
    Patroon(
        Soort.POSTCODE,
        "postcode",
        _vorm(r"(?<![\w.,-])[1-9]\d{3}(?P<ruimte>[\ \u00a0]?)(?P<letters>[a-z]{2})(?!\w)"),
        _telt_als_postcode,
    ),
    Patroon(Soort.KENTEKEN, "kenteken van een voertuig", _kenteken_vorm(), _telt_als_kenteken),
)
LEEFTIJD = (
    _vorm(
        rf"""(?<![\w.,€])(?P<leeftijd>\d{{1,3}}|{_TELWOORD})
             (?=[\ -]?(?:jaar|jarige?|jr|maanden\ oud|weken\ oud|plusser)\b)
             (?![\ -]?jaar\s{{1,2}}
                (?:lang|geleden|ingeschreven|gewerkt|later|ervaring|getrouwd|huurder|in\ de|na|op|onder))"""
    ),
    _vorm(rf"\(\s?(?:[mvx]\s?,\s?)?(?P<leeftijd>\d{{1,2}}|{_TELWOORD})\s?\)"),
    _vorm(rf"(?<=[^\W\d_]),\ (?P<leeftijd>\d{{1,2}}|{_TELWOORD})(?=[,.)]|\ en\ )"),
    _vorm(
        rf"""\b(?:is|ben|bent|wordt|werd|was\ toen|was|nu|net|bijna|van|leeftijd:?)\s(?P<leeftijd>\d{{1,2}}|{_TELWOORD})
             (?= [\s,.)!?]{{0,3}} (?:[.,)!?]|$|\s(?:en|die|met|op|woont|kwam|toen|wil|uit|maar)\b) )"""
    ),
)


def leg_patronen(tekst: str, dekking: Dekking, termen: Termen) -> None:
    """Cover everything with a fixed shape, except amounts and articles of law."""
    for patroon in INTERNET:
        _leg(tekst, patroon, dekking, termen)
    for vorm in BEHOUDEN:
        for treffer in vorm.finditer(tekst):
            dekking.behoud(*treffer.span())
    for patroon in VASTE_VORM:
        _leg(tekst, patroon, dekking, termen)
    for vorm in LEEFTIJD:
        _leg_leeftijden(tekst, vorm, dekking)


def _leg(tekst: str, patroon: Patroon, dekking: Dekking, termen: Termen) -> None:
    for treffer in patroon.vorm.finditer(tekst):
        if patroon.telt(treffer, termen) and dekking.is_vrij(*treffer.span()):
            dekking.leg(vind(*treffer.span(), patroon.soort, patroon.reden))


def _leg_leeftijden(tekst: str, vorm: re.Pattern[str], dekking: Dekking) -> None:
    for treffer in vorm.finditer(tekst):
        begin, einde = treffer.span("leeftijd")
        if dekking.is_vrij(begin, einde):
            dekking.leg(vind(begin, einde, Soort.LEEFTIJD, "leeftijd", leeftijdsklasse(tekst[begin:einde])))


# The klassen of the casus; see the import format.
_KLASSEN = ((18, "0-17"), (21, "18-20"), (27, "21-26"), (45, "27-44"), (67, "45-66"))


def leeftijdsklasse(leeftijd: str) -> str:
    """Give the band of an age in digits, so that the reader keeps what matters: child, young, working age, old."""
    if not leeftijd.isdigit():
        return "[leeftijd]"
    return next((f"[{klasse}]" for grens, klasse in _KLASSEN if int(leeftijd) < grens), "[67+]")
