"""What in a les could still point at somebody: what the detector finds, and what contradicts the profiel of the les."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from maatwerk.casus.aanwijzing import Aanwijzing, lees_na

_MAAND = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_AANTAL = r"\d{1,2}|één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf"
_HOE = "(?:(?:jonge|kleine|minderjarige|thuiswonende|volwassen|schoolgaande|uitwonende)[ ]){0,2}"
_KIND = "kinderen|kind|kids|zoons|zonen|dochters|jongens|meisjes|peuters|kleuters|pubers|tieners|baby's"
_KINDEREN = re.compile(rf"\b(?:{_AANTAL})[ ]{_HOE}(?:{_KIND})\b|\b(?:twee|drie|vier)ling(?:en)?\b", re.IGNORECASE)
_MAANDJAAR = re.compile(rf"\b(?:{_MAAND})[ ](?P<jaar>(?:19|20)\d\d)\b", re.IGNORECASE)
_KLASSE = re.compile(r"(?<![\d-])(?P<van>0|18|21|27|45)[ ]?(?:-|–|tot en met|t/m)[ ]?(?:17|20|26|44|66)(?![\d-])|67\+")
_KLASSEN = {"0": "<18", "18": "18-20", "21": "21-26", "27": "27-44", "45": "45-66", None: "67+"}
_ZIN = re.compile(r"[^.!?\n]*[.!?\n]?")
_LANG_GENOEG = 6  # a shorter wijk ("West") is a word of its own in small letters


@dataclass(frozen=True)
class Bekend:
    """What is known around a text: names that must not be in it, the wijken, and what the profiel tells already."""

    vandaag: date
    namen: Sequence[str] = ()
    wijken: Sequence[str] = ()
    wijk: str = ""
    leeftijd: str = ""


@dataclass(frozen=True)
class Bevinding:
    """One stretch of a text that could point at somebody, and why. `hard`: nobody can say that it does not."""

    veld: str
    begin: int
    einde: int
    soort: str
    naam: str
    fragment: str
    zin: str
    reden: str
    voorstel: str
    hard: bool

    @property
    def sleutel(self) -> str:
        """Give the name by which a form points at it."""
        return f"{self.veld}:{self.begin}:{self.einde}"

    @property
    def herkenning(self) -> str:
        """Give what a decision about it is tied to: in another sentence it is asked again."""
        return f"{self.veld} {self.soort} {self.fragment} {self.zin}"


def bevindingen(teksten: Mapping[str, str], bekend: Bekend) -> dict[str, list[Bevinding]]:
    """Give per field what must be decided before the les goes out, in the order of the text."""
    gevonden: dict[str, list[Bevinding]] = {veld: [] for veld in teksten}
    for gelezen in lees_na(teksten, bekend.vandaag, bekend.namen):
        tekst = teksten[gelezen.veld]
        gevonden[gelezen.veld] += [
            _van(tekst, wijst) for wijst in gelezen.aanwijzingen if not _KLASSE.fullmatch(wijst.woord)
        ]
    for veld, tekst in teksten.items():
        vrij = (eigen for eigen in _sporen(veld, tekst, bekend) if not _raakt(eigen, gevonden[veld]))
        gevonden[veld] = sorted([*gevonden[veld], *vrij], key=lambda een: een.begin)
    return gevonden


def waarschuwingen(teksten: Mapping[str, str], vandaag: date) -> dict[str, str]:
    """Give per field that is high risk why: without capitals names hardly stand out."""
    return {een.veld: een.waarschuwing for een in lees_na(teksten, vandaag) if een.waarschuwing}


def _van(tekst: str, wijst: Aanwijzing) -> Bevinding:
    return Bevinding(
        wijst.veld,
        wijst.begin,
        wijst.einde,
        wijst.soort,
        wijst.naam,
        wijst.woord,
        _zin(tekst, wijst.begin, wijst.einde),
        wijst.reden,
        wijst.voorstel,
        wijst.hard,
    )


def _zin(tekst: str, begin: int, einde: int) -> str:
    """Give the sentence around a fragment, without the spaces that somebody may add or take away."""
    zinnen = (zin for zin in _ZIN.finditer(tekst) if zin.start() < einde and zin.end() > begin)
    return " ".join(" ".join(zin.group() for zin in zinnen).split())


def _raakt(eigen: Bevinding, andere: Iterable[Bevinding]) -> bool:
    return any(eigen.begin < ander.einde and ander.begin < eigen.einde for ander in andere)


def _sporen(veld: str, tekst: str, bekend: Bekend) -> Iterator[Bevinding]:
    """Give what is no identifier, but tells more than the profiel does."""
    for spoor in _soorten(bekend):
        for treffer in spoor.vorm.finditer(tekst):
            if spoor.telt(treffer):
                begin, einde = treffer.span()
                yield Bevinding(
                    veld,
                    begin,
                    einde,
                    spoor.soort,
                    spoor.naam,
                    treffer.group(),
                    _zin(tekst, begin, einde),
                    spoor.reden,
                    spoor.voorstel(treffer),
                    hard=False,
                )


@dataclass(frozen=True)
class _Spoor:
    """A shape that tells too much, and what to write instead."""

    soort: str
    naam: str
    reden: str
    vorm: re.Pattern[str]
    voorstel: Callable[[re.Match[str]], str]
    telt: Callable[[re.Match[str]], bool] = lambda _treffer: True


def _soorten(bekend: Bekend) -> Iterator[_Spoor]:
    yield _Spoor(
        "KINDEREN", "een aantal kinderen", "precies aantal kinderen", _KINDEREN, lambda _: "een of meer kinderen"
    )
    yield _Spoor("MAAND", "een maand", "fijner dan het kwartaal", _MAANDJAAR, lambda treffer: treffer["jaar"])
    yield _Spoor(
        "LEEFTIJDSKLASSE",
        "een leeftijdsklasse",
        "de kenmerken vertellen de leeftijd minder precies",
        _KLASSE,
        lambda _: bekend.leeftijd or "leeftijd weggelaten",
        lambda treffer: _KLASSEN.get(treffer["van"]) != bekend.leeftijd,
    )
    for wijk in bekend.wijken:
        if wijk != bekend.wijk:
            reden = "de kenmerken noemen deze wijk niet"
            yield _Spoor("WIJK", "een wijk", reden, _wijkvorm(wijk), lambda _: "de wijk")


def _wijkvorm(wijk: str) -> re.Pattern[str]:
    return re.compile(rf"\b{re.escape(wijk)}\b", re.IGNORECASE if len(wijk) >= _LANG_GENOEG else 0)
