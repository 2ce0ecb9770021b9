"""What in the text of a casus looks as if it points at somebody, why, and what to write instead (domein.md §9)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from maatwerk.casus.voorstel import namen_met_rol, stel_voor
from maatwerk.herkenning.rules import HARD, Soort, Vondst, herken, waarschuwing

NAMEN: Mapping[Soort, str] = {
    Soort.PERSOON: "een naam",
    Soort.ADRES: "een adres",
    Soort.POSTCODE: "een postcode",
    Soort.PLAATS: "een woonplaats",
    Soort.BSN: "een burgerservicenummer",
    Soort.TELEFOON: "een telefoonnummer",
    Soort.EMAIL: "een e-mailadres",
    Soort.IBAN: "een rekeningnummer",
    Soort.KENTEKEN: "een kenteken",
    Soort.DATUM: "een datum",
    Soort.LEEFTIJD: "een leeftijd",
    Soort.NUMMER: "een nummer",
    Soort.URL: "een internetadres",
    Soort.ORGANISATIE: "een organisatie",
}
"""What each kind is called on screen."""

VRAGEN: Mapping[str, str] = {
    "titel": "Titel",
    "situatie": "Wat is er aan de hand?",
    "wens_inwoner": "Wat wil de inwoner zelf?",
    "knelpunten-toelichting": "Waar loopt het vast?",
    "gevraagde_doorbraak": "Welke doorbraak vraag je?",
    "reden_niet_geinformeerd": "Waarom is de inwoner niet geïnformeerd?",
    "stem_inwoner": "De stem van de inwoner",
    "pogingen-uitkomst": "Wat kwam eruit?",
    "beslisser_functie": "Wie kan besluiten?",
    "niets_doen": "Wat gebeurt er als we niets doen?",
    "spoed_gevolg": "Is er spoed?",
    "knelpunten-soort_anders": "Soort knelpunt, in eigen woorden",
    "knelpunten-waar_anders": "Waar zit het, in eigen woorden",
    "knelpunten-regels-wet_anders": "Wet of regel, in eigen woorden",
    "grondslag_anders": "Waarom mag je dit delen, in eigen woorden",
    "wijk_anders": "Wijk, in eigen woorden",
    "huishoudtype_anders": "Huishouden, in eigen woorden",
    "leefgebieden_anders": "Leefgebieden, in eigen woorden",
    "vervanger": "Wie antwoordt als jij er niet bent?",
}
"""The fields that are read, and what they are called. Choices, dates, organisations and numbers of a source are not."""


def plek_van(veld: str) -> str:
    """Give the name of a field without the numbers of its rows."""
    return re.sub(r"-\d+-", "-", veld)


_BAND = re.compile(
    r"(?:\d{1,3}\s?(?:tot en met|t/m|tot|-|–)|jonger dan|ouder dan|onder de|boven de|vanaf)\s?$", re.IGNORECASE
)
_RONDOM = 40  # characters around a word by which its writer knows the place


@dataclass(frozen=True)
class Aanwijzing:
    """One stretch of a text that may point at somebody. `hard`: then it may not be handed in at all."""

    veld: str
    begin: int
    einde: int
    soort: Soort
    woord: str
    reden: str
    voorstel: str
    hard: bool
    ervoor: str
    erna: str

    @property
    def sleutel(self) -> str:
        """Give the name by which a form points at it."""
        return f"{self.veld}:{self.begin}:{self.einde}"

    @property
    def plek(self) -> str:
        """Give the field without the number of its row: a row that moves up keeps what was said about it."""
        return plek_van(self.veld)

    @property
    def naam(self) -> str:
        """Give what this kind is called."""
        return NAMEN[self.soort]

    @property
    def advies(self) -> str:
        """Say what to do."""
        return f"Schrijf ‘{self.voorstel}’" if self.voorstel else "Laat het weg"


@dataclass(frozen=True)
class Nagelezen:
    """What a reading of one field found, and whether its capitals say nothing."""

    veld: str
    aanwijzingen: tuple[Aanwijzing, ...]
    waarschuwing: str

    @property
    def vraag(self) -> str:
        """Give the question of the field, as the form asks it."""
        nummer = re.search(r"\d+", self.veld)
        vraag = VRAGEN.get(plek_van(self.veld), "Dit veld")
        return f"{vraag} ({int(nummer.group()) + 1})" if nummer else vraag


def lees_na(velden: Mapping[str, str], vandaag: date, bekend: Sequence[str] = ()) -> list[Nagelezen]:
    """Read these texts; give only the fields in which something was found or that are high risk.

    `bekend` are names that are somebody for sure.
    """
    gelezen = {veld: (tekst, herken(tekst, bekend)) for veld, tekst in velden.items() if tekst.strip()}
    lezer = _Lezer(vandaag, namen_met_rol(gelezen.values()))
    alle = (lezer.lees(veld, tekst, vondsten) for veld, (tekst, vondsten) in gelezen.items())
    return [een for een in alle if een.aanwijzingen or een.waarschuwing]


@dataclass(frozen=True)
class _Lezer:
    """What a suggestion depends on beside the text itself: today, and who the names are."""

    vandaag: date
    namen: Mapping[str, str]

    def lees(self, veld: str, tekst: str, vondsten: Sequence[Vondst]) -> Nagelezen:
        gevonden = tuple(self._wijs_aan(veld, tekst, vondst) for vondst in vondsten if not _is_band(tekst, vondst))
        return Nagelezen(veld, gevonden, waarschuwing(tekst))

    def _wijs_aan(self, veld: str, tekst: str, vondst: Vondst) -> Aanwijzing:
        begin, voorstel = stel_voor(tekst, vondst, self.vandaag, self.namen)
        return Aanwijzing(
            veld=veld,
            begin=begin,
            einde=vondst.einde,
            soort=vondst.soort,
            woord=tekst[begin : vondst.einde],
            reden=vondst.reden,
            voorstel=voorstel,
            hard=vondst.soort in HARD,
            ervoor=tekst[max(0, begin - _RONDOM) : begin],
            erna=tekst[vondst.einde : vondst.einde + _RONDOM],
        )


def _is_band(tekst: str, vondst: Vondst) -> bool:
    """Answer whether this age is the end of a band, as we suggest ourselves: "27 tot en met 44 jaar"."""
    return vondst.soort is Soort.LEEFTIJD and _BAND.search(tekst[: vondst.begin][-_RONDOM:]) is not None
