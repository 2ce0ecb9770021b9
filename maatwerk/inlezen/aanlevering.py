"""A file as somebody hands it over: which kind it is, its rows, and everything in it that cannot be read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from maatwerk.inlezen.csvtekst import lees_csv
from maatwerk.inlezen.invoer import HELE_RIJ, Invoerbestandfout, Rij, Rijfout, lees_rijen
from maatwerk.inlezen.kolommen import VAST, Kolom, find_kolom, knelpunt
from maatwerk.inlezen.ods import INHOUD, lees_ods
from maatwerk.inlezen.pakket import Bladfout, Pakket
from maatwerk.inlezen.rekenblad import Blad, Bladrij, letter
from maatwerk.inlezen.tabelrij import LEEG, Tabel
from maatwerk.inlezen.voorbeeld import VOORBEELD, is_voorbeeld
from maatwerk.inlezen.xlsx import WERKBOEK, lees_xlsx

MEESTE_BYTES = 10_000_000
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_VERSLEUTELD = "EncryptedPackage".encode("utf-16-le")
_ANDERS = {b"%PDF": "een PDF", b"{\\rt": "een tekstdocument", b"\x89PNG": "een plaatje", b"\xff\xd8\xff": "een plaatje"}
_OUD = "Dit is een oud Excel-bestand (.xls). Open het en bewaar het als .xlsx of .ods."
_DICHT = "Dit bestand heeft een wachtwoord. Bewaar het zonder wachtwoord en probeer het opnieuw."
_GEEN_BLAD = "Dit is geen rekenblad (XLSX, ODS of CSV) en geen JSON. Begin met het sjabloon."


@dataclass
class Aanlevering:
    """What was read: casussen in the exchange format, and what cannot be read. JSON has no `tabel`."""

    rijen: list[Rij] = field(default_factory=list)
    fouten: list[Rijfout] = field(default_factory=list)
    gelezen_als: str = "JSON"
    tabel: Tabel | None = None
    overgeslagen: int = 0

    @property
    def gelezen(self) -> int:
        """Give how many rows the file has, good or bad, without the example."""
        return len({rij.nummer for rij in self.rijen} | {fout.rij for fout in self.fouten if fout.rij})

    def samen(self, fouten: Iterable[Rijfout]) -> list[Rijfout]:
        """Put these faults of casussen with those of the cells, in columns, in the order of the file.

        A cell that was refused already is not said to be empty as well.
        """
        gezegd = {(fout.rij, fout.kolom) for fout in self.fouten}
        genoemd = self.tabel.in_kolommen(fouten) if self.tabel else fouten
        nieuw = [fout for fout in genoemd if not fout.kolom or (fout.rij, fout.kolom) not in gezegd]
        return sorted([*self.fouten, *nieuw], key=lambda fout: fout.rij)


def lees(inhoud: bytes) -> Aanlevering:
    """Read a file of any kind we know. Raises Invoerbestandfout when it is none, or too big."""
    try:
        return _lees(inhoud)
    except Bladfout as fout:
        raise Invoerbestandfout([Rijfout(0, "hele bestand", fout.reden)]) from None


def _lees(inhoud: bytes) -> Aanlevering:
    if len(inhoud) > MEESTE_BYTES:
        raise Bladfout(f"Dit bestand is te groot: hoogstens {MEESTE_BYTES // 1_000_000} MB. Knip het in stukken.")
    if _is_json(inhoud):
        return Aanlevering(lees_rijen(inhoud))
    return _lees_tabel(*_lees_blad(inhoud))


def _is_json(inhoud: bytes) -> bool:
    begin = inhoud[:1000].removeprefix(b"\xef\xbb\xbf").lstrip()
    return begin[:1] in (b"[", b"{") or not inhoud.strip()


def _lees_blad(inhoud: bytes) -> tuple[Blad, str]:
    if inhoud.startswith(_OLE):
        raise Bladfout(_DICHT if _VERSLEUTELD in inhoud else _OUD)
    for begin, wat in _ANDERS.items():
        if inhoud.startswith(begin):
            raise Bladfout(f"Dit is {wat}, geen rekenblad. Begin met het sjabloon.")
    if inhoud.startswith(_ZIP):
        return _lees_pakket(inhoud)
    if inhoud.lstrip().startswith(b"<"):
        raise Bladfout(f"{_GEEN_BLAD} Het lijkt een webpagina: bewaar het als .xlsx of .ods.")
    blad = lees_csv(inhoud, lambda kop: find_kolom(kop) is not None)
    return blad, f"CSV in {blad.gelezen_als}"


def _lees_pakket(inhoud: bytes) -> tuple[Blad, str]:
    pakket = Pakket(inhoud)
    if WERKBOEK in pakket.namen:
        return lees_xlsx(pakket), "XLSX"
    if INHOUD in pakket.namen:
        return lees_ods(pakket), "ODS"
    if "xl/workbook.bin" in pakket.namen:
        raise Bladfout("Dit is een binair Excel-bestand (.xlsb). Bewaar het als .xlsx of .ods.")
    raise Bladfout(_GEEN_BLAD)


def _lees_tabel(blad: Blad, soort: str) -> Aanlevering:
    kop = next((rij for rij in blad.rijen if _niet_leeg(rij)), None)
    if kop is None:
        raise Bladfout("Dit bestand is leeg.")
    tabel = _lees_kop(kop)
    uit = Aanlevering(gelezen_als=soort, tabel=tabel)
    for rij in blad.rijen:
        _neem_rij(uit, tabel, rij, blad.verborgen_kolommen)
    for nummer, plek in blad.samengevoegd:
        uit.fouten.append(tabel.fout(nummer, plek, "Hier zijn cellen samengevoegd. Splits ze, en vul elke cel apart."))
    if not uit.rijen and not uit.fouten:
        raise Bladfout("Er staan geen casussen in dit bestand.")
    return uit


def _neem_rij(uit: Aanlevering, tabel: Tabel, rij: Bladrij, verborgen: set[int]) -> None:
    inhoud, fouten = tabel.casus(rij)
    fouten += _buiten_beeld(tabel, rij, verborgen)
    if inhoud == VOORBEELD and not fouten:
        uit.overgeslagen += 1
        return
    if is_voorbeeld(inhoud):
        fouten.append(
            Rijfout(rij.nummer, HELE_RIJ, "Dit is de voorbeeldrij, half veranderd. Geef een eigen Bronkenmerk.")
        )
    uit.fouten += fouten
    if fouten or inhoud != LEEG:
        uit.rijen.append(Rij(rij.nummer, inhoud))


def _buiten_beeld(tabel: Tabel, rij: Bladrij, verborgen: set[int]) -> Iterator[Rijfout]:
    """Find what is in the file and not before the eyes of whoever hands it over."""
    for plek, _cel in _niet_leeg(rij):
        if plek not in tabel.kolommen:
            yield tabel.fout(rij.nummer, plek, "Deze kolom heeft geen naam in de eerste rij.")
        elif plek in verborgen:
            yield tabel.fout(rij.nummer, plek, "Deze kolom is verborgen. Maak haar zichtbaar en kijk haar na.")
    if rij.verborgen:
        yield Rijfout(rij.nummer, HELE_RIJ, "Deze rij is verborgen of weggefilterd. Maak haar zichtbaar.")


def _niet_leeg(rij: Bladrij) -> list[tuple[int, str]]:
    return sorted((plek, str(cel)) for plek, cel in rij.cellen.items() if str(cel).strip())


def _lees_kop(kop: Bladrij) -> Tabel:
    """Find out which column is which. Raises Invoerbestandfout: what is no name of ours is not repeated."""
    gevonden: dict[int, Kolom] = {}
    fouten: list[Rijfout] = []
    for plek, cel in _niet_leeg(kop):
        kolom = find_kolom(cel)
        if kolom is None:
            fouten.append(Rijfout(kop.nummer, "", "Deze kolom kennen we niet. Kijk in het sjabloon.", letter(plek)))
        elif kolom in gevonden.values():
            fouten.append(Rijfout(kop.nummer, kolom.naam, "Deze kolom staat er twee keer.", letter(plek)))
        else:
            gevonden[plek] = kolom
    if not gevonden:
        raise Bladfout("We herkennen de kolommen niet. De eerste rij noemt de kolommen. Begin met het sjabloon.")
    nodig = [kolom for kolom in (*VAST, *knelpunt(1, 0)) if kolom.nodig and kolom not in gevonden.values()]
    fouten += [Rijfout(kop.nummer, kolom.naam, "Deze kolom ontbreekt.") for kolom in nodig]
    if fouten:
        raise Invoerbestandfout(fouten)
    return Tabel(gevonden)
