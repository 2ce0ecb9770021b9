"""The four kinds that point at one person without doubt: e-mail, IBAN, phone and BSN. Needs no word list."""

import re
from collections.abc import Iterator

from phonenumbers import Leniency, PhoneNumberMatcher
from stdnum import iban
from stdnum.nl import bsn

from maatwerk.herkenning.vondst import Dekking, Soort, Vondst, vind

# Every pattern starts behind a fixed border and eats possessively (++): a long text costs no more than its length.
_EMAIL = re.compile(
    r"""(?<![\w.+-]) [\w.+-]++ (?: @[\w-]++(?:\.[\w-]++)* | \s?@\s?[\w-]++(?:\.[\w-]++)+ ) (?<=[^\W\d_]{2})""",
    re.VERBOSE,
)
_EMAIL_VOLUIT = re.compile(
    r"""(?<![\w.+-]) [\w.+-]{2,}+ \s? (?: \(at\) | \[at\] | \bat\b | \bapenstaartje\b ) \s?
        [\w-]++ (?: \s? (?: \(dot\) | \bpunt\b | \bdot\b ) \s? | \. ) (?: nl | com | net | org | eu | be | de )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_SCHEIDING = r"[ \N{NO-BREAK SPACE}.-]"
_IBAN_BEGIN = re.compile(rf"(?<![^\W_])[A-Z]{{2}}\s?\d{{2}}(?:{_SCHEIDING}?[A-Z0-9]){{11,30}}", re.IGNORECASE)
_IBAN_VORM = re.compile(
    rf"(?<![^\W_])[A-Z]{{2}}\s?\d{{2}}{_SCHEIDING}?[A-Z]{{4}}(?:{_SCHEIDING}?\d){{9,10}}(?!\d)", re.IGNORECASE
)
_KORTSTE_IBAN = 15
_TELEFOON = re.compile(
    r"""(?<!\w) (?: (?:\+|00)\s?31[\s.-]?(?:\(0\)|0)?[\s.-]? | \(?0 ) [1-9] (?:\)?\s?[./–-]?\s?\d){8} (?!\d)""",
    re.VERBOSE,
)
_BSN = re.compile(
    rf"(?:(?<=bsn)|(?<![\w+]))(?<!\d[.,-])\d(?:{_SCHEIDING}{{0,2}}\d){{7,8}}(?!\w|[.,-]\d)", re.IGNORECASE
)
_BSN_WOORD = re.compile(r"(?:bsn|burgerservicenummer|sofi(?:-?nummer)?)\W{0,4}(?:\w{1,12}\W{1,3}){0,2}$", re.IGNORECASE)
_DATUM_BEGIN = re.compile(r"[0-3]?\d[-./ ][01]?\d[-./ ](?:19|20)\d\d|(?:19|20)\d\d[-./ ]\d{1,2}[-./ ]\d{1,2}\b")
_BEDRAG_TEKEN = re.compile(r"(?:€|\beur|\beuro)\s?$", re.IGNORECASE)
_CIJFERS_BSN = 9
_VIER_CIJFERS = re.compile(r"\d{4}|\d[ ./-]\d|\+\d")


def vind_hard(tekst: str) -> Iterator[Vondst]:
    """Give all hard identifiers; they may overlap each other."""
    yield from _emails(tekst)
    yield from _ibans(tekst)
    if _VIER_CIJFERS.search(tekst):
        yield from _telefoons(tekst)
        yield from _bsns(tekst)


def harde_kenmerken(tekst: str) -> list[Vondst]:
    """Give the hard identifiers, sorted and not overlapping."""
    dekking = Dekking(tekst)
    dekking.leg_alle(vind_hard(tekst))
    return dekking.vondsten


def _emails(tekst: str) -> Iterator[Vondst]:
    if "@" in tekst:
        for treffer in _EMAIL.finditer(tekst):
            yield vind(*treffer.span(), Soort.EMAIL, "e-mailadres")
    for treffer in _EMAIL_VOLUIT.finditer(tekst):
        yield vind(*treffer.span(), Soort.EMAIL, "e-mailadres, in woorden geschreven")


def _ibans(tekst: str) -> Iterator[Vondst]:
    for treffer in _IBAN_VORM.finditer(tekst):
        yield vind(*treffer.span(), Soort.IBAN, "ziet eruit als een bankrekening")
    for treffer in _IBAN_BEGIN.finditer(tekst):
        lengte = _geldige_iban(treffer.group())
        if lengte:
            yield vind(
                treffer.start(), treffer.start() + lengte, Soort.IBAN, "bankrekening (IBAN), controlegetal klopt"
            )


def _geldige_iban(kandidaat: str) -> int:
    """Give the number of characters that together are a valid IBAN, or 0; the word behind it may look like a part."""
    posities = [i for i, teken in enumerate(kandidaat) if teken.isalnum()]
    tekens = "".join(kandidaat[i] for i in posities)
    for aantal in reversed(range(_KORTSTE_IBAN, len(tekens) + 1)):
        if iban.is_valid(tekens[:aantal], check_country=False):
            return posities[aantal - 1] + 1
    return 0


def _telefoons(tekst: str) -> Iterator[Vondst]:
    spans = [treffer.span() for treffer in _TELEFOON.finditer(tekst)]
    spans += [(m.start, m.end) for m in PhoneNumberMatcher(tekst, "NL", leniency=Leniency.VALID)]
    for begin, einde in spans:
        if not _DATUM_BEGIN.match(tekst, begin, einde):
            yield vind(begin, einde, Soort.TELEFOON, "telefoonnummer")


def _bsns(tekst: str) -> Iterator[Vondst]:
    for treffer in _BSN.finditer(tekst):
        cijfers = "".join(str(int(teken)) for teken in treffer.group() if teken.isdecimal())
        ervoor = tekst[max(0, treffer.start() - 40) : treffer.start()]
        if _BSN_WOORD.search(ervoor):
            yield vind(*treffer.span(), Soort.BSN, "nummer dat na het woord BSN staat")
        elif bsn.is_valid(cijfers) and _kan_bsn_zijn(treffer.group(), ervoor, len(cijfers)):
            yield vind(*treffer.span(), Soort.BSN, "burgerservicenummer, elfproef klopt")


def _kan_bsn_zijn(gevonden: str, ervoor: str, aantal_cijfers: int) -> bool:
    """Refuse amounts and dates that happen to pass the elfproef; eight digits count only when written as one."""
    if _BEDRAG_TEKEN.search(ervoor):
        return False
    return gevonden.isdecimal() or (aantal_cijfers == _CIJFERS_BSN and not _DATUM_BEGIN.match(gevonden))
