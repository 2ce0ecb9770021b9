"""One round of the timer: bring the list up to date, destroy what is ripe, write the proof. Nothing commits here."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from maatwerk.bewaring.models import Vernietigd, Vernietigingsverklaring, Voorstel
from maatwerk.bewaring.queries import TOEGEPAST, Kandidaat, list_alle, list_geblokkeerd, list_kandidaten, list_momenten
from maatwerk.bewaring.register import Regel, Register
from maatwerk.bewaring.rules import (
    METHODE,
    Categorie,
    Omvang,
    Stand,
    Toets,
    eis_klok,
    is_rijp,
    omvang_van,
    periode,
    toets,
    voor_te_stellen,
)
from maatwerk.bewaring.vernietiging import vernietig
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Status
from maatwerk.inlezen.commands import ruim_oude
from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.commands import noteer, schrijf, wacht_op_beurt
from maatwerk.logboek.rules import Inhoud

_PARTIJ = 500  # casussen in one statement


@dataclass(frozen=True)
class Ronde:
    """What one round of the timer did."""

    voorgesteld: int
    vervallen: int
    verklaringen: Sequence[Vernietigingsverklaring]

    @property
    def vernietigd(self) -> int:
        """Give how many casussen lost their text or themselves."""
        return sum(verklaring.aantal for verklaring in self.verklaringen)


def pas_toe(handeling: Handeling, register: Register, *, toch: bool = False) -> Ronde:
    """Bring the list up to date, destroy what is ripe, drop files left lying. A second round that day changes nothing.

    Raises NietToegestaan when the clock seems to have jumped, unless `toch`; Registerfout when the register is closed.
    """
    if not toch:
        eis_klok(list_momenten(handeling), handeling.instellingen.algemeen.bewaring.ronde_dagen)
    wacht_op_beurt(handeling.sessie)  # before we hold casussen: who tells somebody about one has his turn first
    kandidaten = {kandidaat.id: kandidaat for kandidaat in list_kandidaten(handeling)}
    ruim_oude(handeling)
    nieuw, vervallen = _werk_lijst_bij(handeling, kandidaten)
    rijp = _rijp(handeling, kandidaten)
    verklaringen = [_vernietig(handeling, register, categorie, paren) for categorie, paren in rijp.items()]
    noteer(handeling, TOEGEPAST)
    return Ronde(nieuw, vervallen, verklaringen)


def _werk_lijst_bij(handeling: Handeling, kandidaten: dict[int, Kandidaat]) -> tuple[int, int]:
    """Put on the list what its term asks, take off what it no longer does; give how many of each."""
    algemeen, dag = handeling.instellingen.algemeen, handeling.vandaag
    nodig: dict[int, Toets] = {}
    for kandidaat in kandidaten.values():
        uitslag = toets(kandidaat.feiten, algemeen.bewaartermijnen, dag)
        if uitslag and voor_te_stellen(uitslag, algemeen.bewaring.bezwaar_dagen, dag):
            nodig[kandidaat.id] = uitslag
    vervallen = 0
    for voorstel in list_alle(handeling):
        uitslag = nodig.get(voorstel.casus_id)
        if uitslag and (uitslag.categorie, uitslag.vervalt_op) == (voorstel.categorie, voorstel.vervalt_op):
            del nodig[voorstel.casus_id]
        else:
            handeling.sessie.delete(voorstel)
            vervallen += 1
    handeling.sessie.flush()
    for casus_id, uitslag in nodig.items():
        _stel_voor(handeling, casus_id, uitslag)
    handeling.sessie.flush()
    return len(nodig), vervallen


def _stel_voor(handeling: Handeling, casus_id: int, uitslag: Toets) -> None:
    bezwaar_tot = handeling.vandaag + timedelta(handeling.instellingen.algemeen.bewaring.bezwaar_dagen)
    handeling.sessie.add(
        Voorstel(
            casus_id=casus_id,
            categorie=uitslag.categorie,
            vervalt_op=uitslag.vervalt_op,
            voorgesteld_op=handeling.nu,
            bezwaar_tot=bezwaar_tot,
        )
    )
    _noteer_casus(handeling, "casus.vernietiging_voorgesteld", casus_id)


def _noteer_casus(handeling: Handeling, wat: str, casus_id: int) -> None:
    """Write a line about a casus that we hold by its id only, because it goes."""
    handeling.sessie.flush()
    inhoud = Inhoud(handeling.nu, handeling.wie.id, wat, "casus", casus_id, geslaagd=True, bron=handeling.spoor.bron)
    schrijf(handeling, inhoud)


_Paar = tuple[Kandidaat, list[str]]


def _rijp(handeling: Handeling, kandidaten: dict[int, Kandidaat]) -> dict[Categorie, list[_Paar]]:
    """Give per categorie what goes today, each with the names of who approved."""
    geblokkeerd = list_geblokkeerd(handeling)
    rijp: dict[Categorie, list[_Paar]] = defaultdict(list)
    for voorstel in list_alle(handeling):
        if is_rijp(_stand(voorstel, geblokkeerd), handeling.vandaag):
            namen = [voorstel.goedkeurder.naam] if voorstel.goedkeurder else []
            rijp[voorstel.categorie].append((kandidaten[voorstel.casus_id], namen))
    return rijp


def _stand(voorstel: Voorstel, geblokkeerd: set[int]) -> Stand:
    return Stand(
        categorie=voorstel.categorie,
        vervalt_op=voorstel.vervalt_op,
        bezwaar_tot=voorstel.bezwaar_tot,
        bezwaar=voorstel.bezwaar_door is not None,
        goedgekeurd=voorstel.goedgekeurd_op is not None,
        geblokkeerd=voorstel.casus_id in geblokkeerd,
    )


def _vernietig(
    handeling: Handeling, register: Register, categorie: Categorie, paren: Sequence[_Paar]
) -> Vernietigingsverklaring:
    """Destroy, write the proof in the database, and last of all the register outside: without it nothing is kept."""
    kandidaten = [kandidaat for kandidaat, _ in paren]
    omvang = omvang_van(categorie)
    for begin in range(0, len(kandidaten), _PARTIJ):
        vernietig(handeling.sessie, [kandidaat.id for kandidaat in kandidaten[begin : begin + _PARTIJ]], omvang)
    for kandidaat in kandidaten:
        _noteer_casus(handeling, f"casus.vernietigd_{omvang}", kandidaat.id)
    verklaring = _verklaar(handeling, categorie, kandidaten)
    verklaring.goedgekeurd_door = sorted({naam for _, namen in paren for naam in namen})
    handeling.sessie.add(verklaring)
    noteer(handeling, "vernietigingsverklaring.opgemaakt", verklaring)
    kenmerken = [register.kenmerk(kandidaat.id, kandidaat.aangemaakt_op) for kandidaat in kandidaten]
    datum = handeling.vandaag
    handeling.sessie.add_all(Vernietigd(kenmerk=kenmerk, omvang=omvang, datum=datum) for kenmerk in kenmerken)
    handeling.sessie.flush()
    register.schrijf(Regel(kenmerk.hex(), omvang, datum) for kenmerk in kenmerken)
    return verklaring


def _verklaar(handeling: Handeling, categorie: Categorie, kandidaten: Sequence[Kandidaat]) -> Vernietigingsverklaring:
    algemeen = handeling.instellingen.algemeen
    termijnen = algemeen.bewaartermijnen
    dagen = {
        Categorie.CONCEPT: termijnen.concept_dagen,
        Categorie.NIET_BEHANDELD: termijnen.niet_voor_de_tafel_dagen,
        Categorie.VRIJE_TEKST: termijnen.vrije_tekst_dagen,
        Categorie.HELE_CASUS: termijnen.casus_dagen,
    }
    van, tot = periode([kandidaat.feiten.gesloten or kandidaat.feiten.gewijzigd for kandidaat in kandidaten])
    return Vernietigingsverklaring(
        partij=str(uuid.uuid4()),
        categorie=categorie,
        casusnummers=[kandidaat.nummer for kandidaat in kandidaten],
        aantal=len(kandidaten),
        termijn_dagen=dagen[categorie],
        selectielijst=algemeen.bewaring.selectielijst,
        periode_van=van,
        periode_tot=tot,
        methode=METHODE[omvang_van(categorie)],
        vernietigd_op=handeling.nu,
        backups_tot=handeling.vandaag + timedelta(algemeen.bewaring.backup_dagen),
    )


def herhaal(handeling: Handeling, register: Register, regels: Iterable[Regel]) -> int:
    """Destroy again what the register says was destroyed: a restored backup still held it. Give how many."""
    rijen = handeling.sessie.execute(select(Casus.id, Casus.aangemaakt_op, Casus.status)).all()
    bekend = {register.kenmerk(rij.id, rij.aangemaakt_op).hex(): rij for rij in rijen}
    doelen: dict[Omvang, set[int]] = {omvang: set() for omvang in Omvang}
    for regel in regels:
        rij = bekend.get(regel.kenmerk)
        if rij is not None and not (regel.omvang is Omvang.TEKST and rij.status is Status.VERNIETIGD):
            doelen[regel.omvang].add(rij.id)
    doelen[Omvang.TEKST] -= doelen[Omvang.ALLES]
    for omvang, ids in doelen.items():
        vernietig(handeling.sessie, sorted(ids), omvang)
        for casus_id in sorted(ids):
            _noteer_casus(handeling, f"casus.opnieuw_vernietigd_{omvang}", casus_id)
    return sum(map(len, doelen.values()))
