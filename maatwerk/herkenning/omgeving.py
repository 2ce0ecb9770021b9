"""What belongs to a name: the tussenvoegsels before it and the initials around it."""

import re
from collections.abc import Iterator

from maatwerk.herkenning.plek import Omtrek
from maatwerk.herkenning.vondst import Soort, vind

INITIALEN_ERVOOR = re.compile(r"(?<!\w)(?:[^\W\d_]\.\s?){1,4}$|(?<!\w)[A-Z][ ]$")
VER_GENOEG = 12  # characters: four initials with their full stops
_INITIALEN_ERNA = re.compile(r",?[ ](?:[A-Z]\.[ ]?){1,4}")


def leg_omgeving(omtrek: Omtrek, nummer: int) -> None:
    """Cover what belongs to the name with this number."""
    for begin, einde, reden in _delen(omtrek, nummer):
        omtrek.dekking.leg(vind(begin, einde, Soort.PERSOON, reden))


def _delen(omtrek: Omtrek, nummer: int) -> Iterator[tuple[int, int, str]]:
    inhoud, woorden = omtrek.tekst.inhoud, omtrek.tekst.woorden
    eerste = omtrek.begin_van_naam(nummer)
    if not _hoort_erbij(omtrek, eerste, nummer):
        eerste = nummer
    begin = woorden[eerste].begin
    if eerste < nummer:
        yield begin, woorden[nummer].begin, "tussenvoegsel van een naam"
    initialen = INITIALEN_ERVOOR.search(inhoud[max(0, begin - VER_GENOEG) : begin])
    if initialen:
        yield begin - len(initialen.group()), begin, "initialen voor een naam"
    erna = _INITIALEN_ERNA.match(inhoud, woorden[nummer].einde)
    if erna:
        yield *erna.span(), "initialen achter een naam"


def _hoort_erbij(omtrek: Omtrek, eerste: int, nummer: int) -> bool:
    """Tell "Jan van Dijk" (belongs) from "de brief van Dijk" (an ordinary "van")."""
    tekst = omtrek.tekst
    if any(tekst.woorden[i].hoofdletter and not tekst.begint_zin(i) for i in range(eerste, nummer)):
        return True
    vorig = eerste - 1
    if vorig < 0 or not tekst.grenst(vorig, eerste):
        return False
    woord = tekst.woorden[vorig]
    naam_ervoor = omtrek.dekking.is_naam(woord.begin, woord.einde)
    return naam_ervoor or woord.vorm in omtrek.termen.titels or len(woord.tekst) == 1
