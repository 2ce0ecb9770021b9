"""Deciding over every finding in a les: write something else, or say with a reason that it is no person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from maatwerk.doorbraak.queries import list_besluiten
from maatwerk.kern.fouten import Gewijzigd, Invoerfout
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.kluis import kluis_van
from maatwerk.les.commands import noteer_schrijver
from maatwerk.les.models import Les, Weerlegging
from maatwerk.les.poort import REDEN_TEKENS
from maatwerk.les.queries import namen_rond
from maatwerk.les.rules import eis_onherkenbaar, eis_te_schrijven, eis_versie
from maatwerk.les.vondsten import Bekend, Bevinding, bevindingen
from maatwerk.logboek.commands import noteer


class Keuze(StrEnum):
    """What can be done with a finding."""

    VERVANG = "vervang"
    NIEMAND = "niemand"


@dataclass(frozen=True)
class Beoordeeld:
    """A finding, with the reason why it is no person if somebody gave one."""

    bevinding: Bevinding
    reden: str = ""

    @property
    def open(self) -> bool:
        """Answer whether it must still be decided. What points at one person for sure cannot be argued away."""
        return self.bevinding.hard or not self.reden


def list_beoordeeld(
    handeling: Handeling, les: Les, teksten: Mapping[str, str] | None = None
) -> dict[str, list[Beoordeeld]]:
    """Give per field every finding; of other `teksten` than the kept ones when somebody is typing them."""
    redenen = {bytes(een.vondst_merk): een.reden for een in les.weerleggingen if isinstance(een.vondst_merk, bytes)}
    gevonden = bevindingen(les.teksten if teksten is None else teksten, _bekend(handeling, les))
    return {
        veld: [Beoordeeld(een, redenen.get(_merk(handeling, les, een), "")) for een in rijen]
        for veld, rijen in gevonden.items()
    }


def list_open(handeling: Handeling, les: Les) -> list[Bevinding]:
    """Give the findings that nobody decided over."""
    alles = list_beoordeeld(handeling, les).values()
    return [een.bevinding for rijen in alles for een in rijen if een.open]


def _bekend(handeling: Handeling, les: Les) -> Bekend:
    namen = namen_rond(les.casus, list_besluiten(handeling, les.casus)) if les.casus else ()
    wijk, leeftijd = (les.profiel.wijk, les.profiel.leeftijd) if les.profiel else ("", "")
    return Bekend(handeling.vandaag, namen, handeling.instellingen.wijken, wijk, leeftijd)


def _merk(handeling: Handeling, les: Les, bevinding: Bevinding) -> bytes:
    """Give the hash by which a finding is known again: in this les, this field, this sentence."""
    kluis = kluis_van(handeling.sessie.get_bind().dialect)
    return kluis.merk(f"weerlegging.vondst {les.code} {bevinding.herkenning}")


def beslis(handeling: Handeling, les: Les, keuzes: Mapping[str, tuple[Keuze, str]], versie: int) -> None:
    """Carry out what was chosen per finding. Whoever decides is one of the writers, so he cannot check.

    Raises NietToegestaan once it is out, Gewijzigd when the text is not what the reader saw, Invoerfout per finding.
    """
    eis_te_schrijven(les.status)
    eis_versie(versie, les.versie)
    gevonden = {een.sleutel: een for een in list_open(handeling, les)}
    if keuzes.keys() - gevonden.keys():
        raise Gewijzigd("Een van deze vondsten staat er niet meer. Lees de tekst opnieuw.")
    _eis_goed(gevonden, keuzes)
    weg = [gevonden[sleutel] for sleutel, (keus, _) in keuzes.items() if keus is Keuze.VERVANG]
    blijft = [(gevonden[sleutel], reden) for sleutel, (keus, reden) in keuzes.items() if keus is Keuze.NIEMAND]
    _vervang(les, weg)
    _weerleg(handeling, les, [(_plek_na(een, weg), een, reden) for een, reden in blijft])
    if keuzes:
        noteer_schrijver(handeling, les, "les.vondsten_beslist")


def _eis_goed(gevonden: Mapping[str, Bevinding], keuzes: Mapping[str, tuple[Keuze, str]]) -> None:
    fouten = {}
    for sleutel, (keus, reden) in keuzes.items():
        if keus is Keuze.NIEMAND and gevonden[sleutel].hard:
            fouten[sleutel] = f"Hier staat {gevonden[sleutel].naam}. Dat wijst altijd naar iemand. Haal het weg."
        elif keus is Keuze.NIEMAND and not reden.strip():
            fouten[sleutel] = "Schrijf op waarom dit niemand aanwijst."
        elif len(reden) > REDEN_TEKENS:
            fouten[sleutel] = f"Dit is te lang. Gebruik hoogstens {REDEN_TEKENS} tekens."
    if fouten:
        raise Invoerfout(fouten)
    eis_onherkenbaar({sleutel: reden for sleutel, (_, reden) in keuzes.items()})


def _vervang(les: Les, weg: Sequence[Bevinding]) -> None:
    """Write the proposals, from the back: what stands before keeps its place."""
    for een in sorted(weg, key=lambda bevinding: -bevinding.begin):
        oud = les.teksten[een.veld]
        setattr(les, een.veld, oud[: een.begin] + een.voorstel + oud[een.einde :])


def _plek_na(een: Bevinding, weg: Sequence[Bevinding]) -> int:
    """Give where a finding begins once these are replaced."""
    ervoor = (ander for ander in weg if ander.veld == een.veld and ander.einde <= een.begin)
    return een.begin + sum(len(ander.voorstel) - (ander.einde - ander.begin) for ander in ervoor)


def _weerleg(handeling: Handeling, les: Les, rijen: Sequence[tuple[int, Bevinding, str]]) -> None:
    """Keep the reasons, tied to the sentences as they are now; the log gets the kind and nothing else."""
    nu = bevindingen(les.teksten, _bekend(handeling, les))
    bekend = {een.vondst_merk for een in les.weerleggingen}
    for begin, oud, reden in rijen:
        for een in nu[oud.veld]:
            merk = _merk(handeling, les, een)
            if een.begin == begin and een.soort == oud.soort and merk not in bekend:
                bekend.add(merk)
                les.weerleggingen.append(
                    Weerlegging(vondst_merk=merk, reden=reden, door=handeling.wie.id, wanneer=handeling.nu)
                )
                noteer(handeling, f"les.vondst_weerlegd.{een.soort.lower()}", les)
