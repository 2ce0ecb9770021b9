"""Destroying a casus: its texts, or all of it. What points at it is found by the foreign keys: none is forgotten."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from sqlalchemy import Column, ForeignKey, Table, delete, select, update
from sqlalchemy.orm import Session, selectinload

from maatwerk.afweging.models import Afweging, Oplossing
from maatwerk.bericht.models import Melding
from maatwerk.bewaring.rules import WEG, Omvang
from maatwerk.casus.models import Bevestiging, Breekglas, Casus, Klad, Knelpunt, Poging, Regel, Toegang
from maatwerk.casus.rules import Status
from maatwerk.doorbraak.models import Besluit, Procesevaluatie
from maatwerk.kern.database import Basis
from maatwerk.les.models import Les, Weerlegging
from maatwerk.les.rules import Lesstatus
from maatwerk.tafel.models import Agendapunt, Notitie, Pauze
from maatwerk.triage.models import Aanvulling, Triagetoets, Triagevraag, Uitnodiging

CASUS = Basis.metadata.tables["casus"]
_LES = Basis.metadata.tables["les"]
_CASUSTEKST = (
    "titel", "situatie", "wens_inwoner", "stem_inwoner", "gevraagde_doorbraak", "niets_doen", "spoed_gevolg",
    "reden_niet_geinformeerd", "triage_toelichting", "beslisser_organisatie", "beslisser_functie", "indiener_functie",
    "wijk_anders", "huishoudtype_anders", "leefgebieden_anders", "vervanger", "verwante_casus", "grondslag_anders",
)  # fmt: skip

_NA_HET_INDIENEN = (Triagevraag, Aanvulling, Triagetoets, Uitnodiging)

BIJ_TEKST: Mapping[str, str] = {
    "casus": "teksten leeg, eigen kenmerk weg: dat leidt naar de inwoner; status, datums, codes blijven",
    "knelpunt": "getypte tekst leeg; soort en plek zijn codes uit een lijst en blijven",
    "regel": "getypte naam leeg; een wet uit de lijst en een artikel zeggen niets over de inwoner en blijven",
    "klad": "rij weg: het is tekst",
    "poging": "rij weg: zonder tekst zegt zij niets",
    "toegang": "rij weg: er is niets meer te lezen",
    "triagevraag": "rij weg: zonder tekst zegt zij niets",
    "aanvulling": "rij weg: zonder tekst zegt zij niets",
    "triagetoets": "rij weg: zonder notitie heeft de uitslag geen doel meer",
    "uitnodiging": "rij weg: er is niets meer te lezen",
    "overdracht": "blijft: alleen namen van medewerkers en een tijd",
    "breekglas": "rij weg: het oordeel staat in het logboek",
    "bevestiging": "rij weg: het woord dat is bevestigd is er niet meer",
    "melding": "rij weg: er valt niets meer te lezen",
    "agendapunt": "blijft: alleen tijden",
    "notitie": "rij weg: zonder tekst zegt zij niets",
    "pauze": "rij weg: zonder reden zegt zij niets",
    "afweging": "rij weg: zonder tekst zegt zij niets",
    "oplossing": "rij weg: zonder tekst zegt zij niets",
    "bedrag": "rij weg: een bedrag zonder oplossing heeft geen doel meer",
    "minderheidsstandpunt": "rij weg: zonder tekst zegt het niets",
    "weging": "rij weg: de mening van een lid heeft zonder tekst geen doel meer",
    "besluit": "teksten vervangen: uitkomst en datum blijven",
    "doorbraak": "teksten vervangen: niveau, soort en status blijven",
    "opschaling": "teksten vervangen: trede, antwoord en datums blijven",
    "actie": "tekst vervangen: houder en datums blijven",
    "procesevaluatie": "rij weg: zonder tekst zegt zij niets",
    "les": "weg als zij niet gepubliceerd is: dan is zij nog niet anoniem",
    "les_schrijver": "weg met de les",
    "lesprofiel": "weg met de les; zonder de casus is het wat de les zelf vertelt",
    "controleantwoord": "weg met de les",
    "weerlegging": "weg, ook als de les blijft: de reden kan over de casus gaan",
    "kenmerk": "weg met de les",
    "lesindex": "weg met de les",
    "hulp": "de band met de casus wordt los; welke les hielp en in welk kwartaal blijft",
    "signaal_les": "weg met de les",
    "bewaarvoorstel": "rij weg: de verklaring blijft",
    "bewaarplicht": "blijft: de reden gaat niet over de inhoud",
    "inzageverzoek": "blijft: er staat geen inhoud in",
}
"""Per table that leads to a casus, what happens when the free text goes, and why. A test demands each."""


def vernietig(sessie: Session, ids: Sequence[int], omvang: Omvang) -> None:
    """Destroy these casussen. A les that is out survives; one that is not, goes."""
    sessie.flush()
    onaf = select(Les.id).where(Les.casus_id.in_(ids), Les.status != Lesstatus.GEPUBLICEERD)
    wis(sessie, _LES, sessie.scalars(onaf).all())
    uit = select(Les.id).where(Les.casus_id.in_(ids))
    sessie.execute(delete(Weerlegging).where(Weerlegging.les_id.in_(uit)))
    _MANIER[omvang](sessie, ids)
    sessie.flush()
    sessie.expire_all()


def _wis_tekst(sessie: Session, ids: Sequence[int]) -> None:
    leeg: dict[str, object] = dict.fromkeys(_CASUSTEKST, "")
    punten = select(Agendapunt.id).where(Agendapunt.casus_id.in_(ids))
    for van_punt in (Notitie, Pauze):
        sessie.execute(delete(van_punt).where(van_punt.agendapunt_id.in_(punten)))
    sessie.execute(delete(Afweging).where(Afweging.agendapunt_id.in_(punten)))
    sessie.execute(delete(Oplossing).where(Oplossing.agendapunt_id.in_(punten)))
    for tabel in (Poging, Klad, Toegang, Breekglas, Bevestiging, Procesevaluatie, Melding, *_NA_HET_INDIENEN):
        sessie.execute(delete(tabel).where(tabel.casus_id.in_(ids)))
    sessie.execute(delete(Basis.metadata.tables["bewaarvoorstel"]).where(_kolom("bewaarvoorstel").in_(ids)))
    deze = Knelpunt.casus_id.in_(ids)
    sessie.execute(update(Regel).where(Regel.knelpunt_id.in_(select(Knelpunt.id).where(deze))).values(wet_anders=""))
    sessie.execute(update(Knelpunt).where(deze).values(toelichting="", soort_anders="", waar_anders=""))
    _vervang_besluiten(sessie, ids)
    rest: dict[str, object] = {
        "organisaties": [],
        "bronkenmerk": None,
        "bronkenmerk_merk": None,
        "status": Status.VERNIETIGD,
        "versie": Casus.versie + 1,
    }
    sessie.execute(update(Casus).where(Casus.id.in_(ids)).values(leeg | rest))


def _kolom(tabel: str) -> Column[int]:
    return Basis.metadata.tables[tabel].c.casus_id


def _vervang_besluiten(sessie: Session, ids: Sequence[int]) -> None:
    """Replace texts that may not be empty, through the objects: an encrypted column takes no other way."""
    vraag = select(Besluit).where(Besluit.casus_id.in_(ids))
    for besluit in sessie.scalars(vraag.options(selectinload(Besluit.doorbraken), selectinload(Besluit.acties))):
        besluit.toelichting, besluit.terugkoppeling_door = WEG, ""
        besluit.voorwaarden = WEG if besluit.voorwaarden else ""
        for doorbraak in besluit.doorbraken:
            doorbraak.omschrijving = doorbraak.eigenaar = WEG
            doorbraak.ruimte = WEG if doorbraak.ruimte else ""
            for stap in doorbraak.opschalingen:
                stap.gericht_aan, stap.reden = WEG, WEG if stap.reden else ""
        for actie in besluit.acties:
            actie.wat = WEG
    sessie.flush()


def _wis_alles(sessie: Session, ids: Sequence[int]) -> None:
    wis(sessie, CASUS, ids)


_MANIER: Mapping[Omvang, Callable[[Session, Sequence[int]], None]] = {
    Omvang.TEKST: _wis_tekst,
    Omvang.ALLES: _wis_alles,
}


def wis(sessie: Session, tabel: Table, ids: Collection[int]) -> None:
    """Delete these rows and, first, every row that points at them; a link that may be empty is cut instead."""
    if not ids:
        return
    for kind, sleutel in verwijzers(tabel):
        kolom = sleutel.parent
        if sleutel.ondelete == "SET NULL":
            sessie.execute(update(kind).where(kolom.in_(ids)).values({kolom.name: None}))
        elif "id" in kind.c:
            wis(sessie, kind, sessie.scalars(select(kind.c.id).where(kolom.in_(ids))).all())
        else:
            sessie.execute(delete(kind).where(kolom.in_(ids)))
    sessie.execute(delete(tabel).where(tabel.c.id.in_(ids)))


def verwijzers(tabel: Table) -> Iterator[tuple[Table, ForeignKey]]:
    """Give every table with a foreign key to this one."""
    for kind in Basis.metadata.sorted_tables:
        for sleutel in kind.foreign_keys:
            if sleutel.column.table is tabel:
                yield kind, sleutel


def geraakt(tabel: Table) -> set[Table]:
    """Give this table and every table that leads to it."""
    gevonden, wachtend = {tabel}, [tabel]
    while wachtend:
        for kind, _ in verwijzers(wachtend.pop()):
            if kind not in gevonden:
                gevonden.add(kind)
                wachtend.append(kind)
    return gevonden
