"""Acts on a file that somebody is reading in: keep it, check it piece by piece, take it in, drop it. None commits.

Checking is work for the processor: it happens between two transactions, so that nobody waits for it.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from maatwerk.inlezen.aanlevering import Aanlevering
from maatwerk.inlezen.importeren import Importverslag, keur_deel, list_bekend, neem_op
from maatwerk.inlezen.invoer import Rij, Rijfout, vind_dubbel
from maatwerk.inlezen.kolommen import find_kolom
from maatwerk.inlezen.models import Inleesstuk, Inlezing
from maatwerk.inlezen.tabelrij import Tabel
from maatwerk.inlezen.zacht import Zacht, zoek_zacht
from maatwerk.kern.fouten import NietToegestaan, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.commands import noteer

STUK = 200
GELDIG = timedelta(hours=1)


@dataclass(frozen=True)
class Tussenstand:
    """How far the checking is, and what it found so far."""

    inlezing: Inlezing
    gekeurd: int
    totaal: int
    fouten: Sequence[Rijfout]

    @property
    def klaar(self) -> bool:
        """Answer whether every row was checked."""
        return self.gekeurd == self.totaal

    @property
    def slecht(self) -> int:
        """Give how many rows are bad."""
        return len({fout.rij for fout in self.fouten})

    @property
    def zacht(self) -> Zacht:
        """Give what may be a name or an address."""
        return Zacht(self.inlezing.bekeken or 0, self.inlezing.zacht or 0)


def bewaar_aanlevering(handeling: Handeling, gelezen: Aanlevering) -> Inlezing:
    """Keep what was read from a file, in the place of what this person had; drop what is too old of anybody."""
    ruim_oude(handeling)
    gooi_weg(handeling)
    fouten = gelezen.samen(vind_dubbel(gelezen.rijen))
    inlezing = Inlezing(
        medewerker_id=handeling.wie.id,
        begonnen_op=handeling.nu,
        gelezen_als=gelezen.gelezen_als,
        gelezen=gelezen.gelezen,
        overgeslagen=gelezen.overgeslagen,
        kolommen=_als_json([(plek, kolom.naam) for plek, kolom in gelezen.tabel.kolommen.items()])
        if gelezen.tabel
        else "",
        fouten=_als_json([asdict(fout) for fout in fouten]),
        stukken=list(_knip(gelezen.rijen)),
    )
    handeling.sessie.add(inlezing)
    noteer(handeling, "inlezing.begonnen", inlezing)
    return inlezing


def _als_json(ding: object) -> str:
    return json.dumps(ding)  # escapes what is no text: a lone surrogate has to be told, not to break the keeping


def _knip(rijen: Sequence[Rij]) -> Iterator[Inleesstuk]:
    for volgnummer, begin in enumerate(range(0, len(rijen), STUK)):
        deel = rijen[begin : begin + STUK]
        inhoud = _als_json([(rij.nummer, rij.inhoud) for rij in deel])
        yield Inleesstuk(volgnummer=volgnummer, aantal=len(deel), rijen=inhoud)


def ruim_oude(handeling: Handeling) -> int:
    """Drop what was left lying for longer than its hour; give how many files."""
    oud = handeling.nu - GELDIG
    weg = handeling.sessie.scalars(select(Inlezing.id).where(Inlezing.begonnen_op <= oud)).all()
    _wis(handeling, weg)
    return len(weg)


def gooi_weg(handeling: Handeling) -> None:
    """Drop what this person was reading in, if anything."""
    eigen = select(Inlezing.id).where(Inlezing.medewerker_id == handeling.wie.id)
    _wis(handeling, handeling.sessie.scalars(eigen).all())


def _wis(handeling: Handeling, ids: Sequence[int]) -> None:
    handeling.sessie.execute(delete(Inleesstuk).where(Inleesstuk.inlezing_id.in_(ids)))
    handeling.sessie.execute(delete(Inlezing).where(Inlezing.id.in_(ids)))


def get_inlezing(handeling: Handeling) -> Inlezing:
    """Give what this person is reading in. Raises Onvindbaar when there is none, or its hour is over."""
    inlezing = handeling.sessie.scalar(
        select(Inlezing).where(Inlezing.medewerker_id == handeling.wie.id, Inlezing.begonnen_op > handeling.nu - GELDIG)
    )
    if inlezing is None:
        raise Onvindbaar
    return inlezing


def get_tussenstand(handeling: Handeling) -> Tussenstand:
    """Give how far it is, with all that is wrong in the order of the file."""
    inlezing = get_inlezing(handeling)
    vraag = select(Inleesstuk.aantal, Inleesstuk.gekeurd_op, Inleesstuk.fouten, Inleesstuk.rij).where(
        Inleesstuk.inlezing_id == inlezing.id
    )
    stukken = handeling.sessie.execute(vraag.order_by(Inleesstuk.volgnummer)).all()
    cellen = _lees_fouten(inlezing.fouten)
    gezegd = {(fout.rij, fout.kolom) for fout in cellen}
    later = [fout for stuk in stukken for fout in _lees_fouten(stuk.fouten) if _nieuw(fout, gezegd)]
    return Tussenstand(
        inlezing,
        sum(stuk.aantal for stuk in stukken if stuk.gekeurd_op),
        sum(stuk.aantal for stuk in stukken),
        sorted([*cellen, *later], key=lambda fout: fout.rij),
    )


def _nieuw(fout: Rijfout, gezegd: set[tuple[int, str]]) -> bool:
    return not fout.kolom or (fout.rij, fout.kolom) not in gezegd


def _lees_fouten(tekst: str) -> list[Rijfout]:
    return [Rijfout(**{**fout, "mist": tuple(fout["mist"])}) for fout in json.loads(tekst or "[]")]


@dataclass(frozen=True)
class Keuring:
    """What came out of checking one piece."""

    stuk_id: int
    fouten: Sequence[Rijfout]
    zacht: Zacht | None


def find_te_keuren(handeling: Handeling) -> tuple[Inlezing, Inleesstuk] | None:
    """Give the next piece that was not checked."""
    inlezing = get_inlezing(handeling)
    stuk = handeling.sessie.scalar(
        select(Inleesstuk)
        .where(Inleesstuk.inlezing_id == inlezing.id, Inleesstuk.gekeurd_op.is_(None))
        .order_by(Inleesstuk.volgnummer)
        .limit(1)
    )
    return (inlezing, stuk) if stuk else None


def keur_stuk(handeling: Handeling, inlezing: Inlezing, stuk: Inleesstuk) -> Keuring:
    """Check one piece, without touching the database."""
    rijen = _lees_rijen(stuk)
    fouten: Iterable[Rijfout] = keur_deel(handeling, rijen)
    if inlezing.kolommen:
        fouten = _tabel(inlezing).in_kolommen(fouten)
    fouten = list(fouten)
    slecht = {fout.rij for fout in fouten} | {fout.rij for fout in _lees_fouten(inlezing.fouten)}
    goed = [rij for rij in rijen if rij.nummer not in slecht]
    return Keuring(stuk.id, fouten, zoek_zacht(goed) if stuk.volgnummer == 0 else None)


def _lees_rijen(stuk: Inleesstuk) -> list[Rij]:
    return [Rij(nummer, inhoud) for nummer, inhoud in json.loads(stuk.rijen)]


def _tabel(inlezing: Inlezing) -> Tabel:
    paren = ((plek, find_kolom(naam)) for plek, naam in json.loads(inlezing.kolommen))
    return Tabel({plek: kolom for plek, kolom in paren if kolom is not None})


def leg_vast(handeling: Handeling, keuring: Keuring) -> None:
    """Keep what came out. A second time, from a second window, changes nothing."""
    stuk = handeling.sessie.get(Inleesstuk, keuring.stuk_id)
    if stuk is None or stuk.gekeurd_op:
        return
    stuk.gekeurd_op = handeling.nu
    stuk.fouten = _als_json([asdict(fout) for fout in keuring.fouten]) if keuring.fouten else ""
    if keuring.zacht is not None:
        gevonden = {"bekeken": keuring.zacht.bekeken, "zacht": keuring.zacht.gevonden}
        handeling.sessie.execute(update(Inlezing).where(Inlezing.id == stuk.inlezing_id).values(gevonden))


def tel_bekend(handeling: Handeling, tussenstand: Tussenstand) -> int:
    """Give how many of these casussen are here already."""
    return len(list_bekend(handeling, _alle_rijen(handeling, tussenstand.inlezing)))


def _alle_rijen(handeling: Handeling, inlezing: Inlezing) -> list[Rij]:
    vraag = select(Inleesstuk).where(Inleesstuk.inlezing_id == inlezing.id).order_by(Inleesstuk.volgnummer)
    return [rij for stuk in handeling.sessie.scalars(vraag) for rij in _lees_rijen(stuk)]


def lees_terug(handeling: Handeling, sessie: Session) -> tuple[Tussenstand, list[Rij]]:
    """Read the whole file back, through a session that only reads. Raises Onvindbaar as `get_inlezing` does."""
    lezer = replace(handeling, sessie=sessie)
    stand = get_tussenstand(lezer)
    return stand, _alle_rijen(lezer, stand.inlezing)


def neem_inlezing_op(handeling: Handeling, tussenstand: Tussenstand, rijen: Sequence[Rij]) -> Importverslag:
    """Take in the whole file, and drop it. Raises NietToegestaan while anything is unchecked or wrong.

    Onvindbaar when it was taken in, dropped or replaced from another window meanwhile.
    """
    if get_inlezing(handeling).id != tussenstand.inlezing.id:
        raise Onvindbaar
    if not tussenstand.klaar or tussenstand.fouten:
        raise NietToegestaan("Dit bestand is nog niet helemaal goedgekeurd. Kijk de uitslag na.")
    verslag = neem_op(handeling, rijen)
    gooi_weg(handeling)
    return verslag
