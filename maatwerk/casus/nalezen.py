"""Acts of reading over before handing in: say that a word points at nobody, write something else, hand in."""

from collections.abc import Collection

from sqlalchemy import select

from maatwerk.casus import commands
from maatwerk.casus.aanwijzing import Aanwijzing, Nagelezen, lees_na
from maatwerk.casus.models import Bevestiging, Casus
from maatwerk.casus.rules import eis_schrijfbaar
from maatwerk.kern.fouten import Gewijzigd, Invoerfout
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.kluis import kluis_van
from maatwerk.logboek.commands import noteer

_WEG = "Een van deze woorden staat er niet meer. Lees de tekst hieronder opnieuw."
_NIET = frozenset({"grondslag", "bronkenmerk", "verwante_casus"})
"""A choice, and numbers: of the source system, which stays with the indiener, and of another casus."""


def na_te_lezen(casus: Casus) -> dict[str, str]:
    """Give the texts that are read over, by the name of their field in the form."""
    velden = commands.teksten(casus) | {"beslisser_functie": casus.beslisser_functie}
    return {veld: tekst for veld, tekst in velden.items() if veld not in _NIET}


def list_open(handeling: Handeling, casus: Casus) -> list[Nagelezen]:
    """Give what may point at somebody in this casus, without what was confirmed of exactly this word in this field."""
    bevestigd = _bevestigd(handeling, casus)
    alles = [
        Nagelezen(
            een.veld,
            tuple(wijst for wijst in een.aanwijzingen if _merk(handeling, casus, wijst) not in bevestigd),
            een.waarschuwing,
        )
        for een in lees_na(na_te_lezen(casus), handeling.vandaag)
    ]
    return [een for een in alles if een.aanwijzingen or een.waarschuwing]


def _bevestigd(handeling: Handeling, casus: Casus) -> set[bytes]:
    vraag = select(Bevestiging.woord_merk).where(Bevestiging.casus_id == casus.id)
    return {bytes(merk) for merk in handeling.sessie.scalars(vraag) if isinstance(merk, bytes)}


def _merk(handeling: Handeling, casus: Casus, wijst: Aanwijzing) -> bytes:
    """Give the hash by which a confirmed word is known again: in this casus, this field, as this kind."""
    kluis = kluis_van(handeling.sessie.get_bind().dialect)
    return kluis.merk(f"bevestiging.woord {casus.id} {wijst.plek} {wijst.soort} {wijst.woord}")


def bevestig(handeling: Handeling, casus: Casus, sleutels: Collection[str], versie: int) -> None:
    """Say of these words that they point at nobody. Each becomes one line in the log: the field and the kind.

    A hard identifier cannot be confirmed. Raises Gewijzigd when the text is no longer what the reader saw.
    """
    _zet_vast(handeling, casus, versie)
    gevonden = {
        wijst.sleutel: wijst for een in lees_na(na_te_lezen(casus), handeling.vandaag) for wijst in een.aanwijzingen
    }
    if set(sleutels) - gevonden.keys():
        raise Gewijzigd(_WEG)
    bevestigd = _bevestigd(handeling, casus)
    for sleutel in sleutels:
        wijst, merk = gevonden[sleutel], _merk(handeling, casus, gevonden[sleutel])
        if not wijst.hard and merk not in bevestigd:
            bevestigd.add(merk)
            _leg_vast(handeling, casus, wijst, merk)


def _leg_vast(handeling: Handeling, casus: Casus, wijst: Aanwijzing, merk: bytes) -> None:
    door, op = handeling.wie.id, handeling.nu
    handeling.sessie.add(Bevestiging(casus_id=casus.id, woord_merk=merk, bevestigd_door=door, bevestigd_op=op))
    noteer(handeling, f"casus.bevestigd.{wijst.plek}.{wijst.soort.lower()}", casus)


def vervang(handeling: Handeling, casus: Casus, sleutel: str, versie: int) -> Aanwijzing:
    """Write what was suggested instead of this word. Raises Gewijzigd, or NietToegestaan once it is handed in."""
    eis_schrijfbaar(casus.status)
    _zet_vast(handeling, casus, versie)
    for een in list_open(handeling, casus):
        for wijst in een.aanwijzingen:
            if wijst.sleutel == sleutel:
                _schrijf(casus, wijst)
                casus.gewijzigd_op = handeling.nu
                noteer(handeling, "casus.geschreven", casus)
                return wijst
    raise Gewijzigd(_WEG)


def _schrijf(casus: Casus, wijst: Aanwijzing) -> None:
    oud = na_te_lezen(casus)[wijst.veld]
    nieuw = oud[: wijst.begin] + wijst.voorstel + oud[wijst.einde :]
    *rijen, naam = wijst.veld.split("-")
    ding: object = casus
    for lijst, nummer in zip(rijen[::2], rijen[1::2], strict=True):
        ding = getattr(ding, lijst)[int(nummer)]
    setattr(ding, naam, nieuw)


def dien_in(handeling: Handeling, casus: Casus) -> None:
    """Hand in a casus that was read over. Raises Invoerfout while a word in it may still point at somebody."""
    commands.eis_indienbaar(handeling, casus)
    fouten = {
        een.veld: f"Hier staat nog {een.aanwijzingen[0].naam}. Vervang het, of vink aan dat het niemand aanwijst."
        for een in list_open(handeling, casus)
        if een.aanwijzingen
    }
    if fouten:
        raise Invoerfout(fouten)
    commands.dien_in(handeling, casus)


def _zet_vast(handeling: Handeling, casus: Casus, versie: int) -> None:
    """Keep others from writing meanwhile. Raises Gewijzigd when somebody did already."""
    bewaard = handeling.sessie.scalar(select(Casus.versie).where(Casus.id == casus.id).with_for_update())
    if casus.versie != versie or bewaard != versie:
        raise Gewijzigd("De tekst is intussen in een ander venster veranderd. Lees hieronder wat er nu staat.")
