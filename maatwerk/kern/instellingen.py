"""Settings: `config/*.toml`, read once at start into frozen values.

A wrong setting stops the start and names file, key and reason.
"""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal, TypeVar

import msgspec
from msgspec import Meta, Struct

Tekst = Annotated[str, Meta(min_length=1)]
Aantal = Annotated[int, Meta(ge=0)]
Minstens1 = Annotated[int, Meta(ge=1)]
Weekdag = Annotated[int, Meta(ge=1, le=7)]
_T = TypeVar("_T")


class InstellingFout(Exception):
    """A setting is missing or wrong; the message names file (or variable), key and reason."""


class Keuze(Struct, frozen=True, forbid_unknown_fields=True):
    """One item of a list the work chooses from. `code` is what is stored; without one, the name itself is."""

    naam: Tekst
    code: str = ""
    uitleg: str = ""
    geldig_van: date | None = None
    geldig_tot: date | None = None

    @property
    def waarde(self) -> str:
        """Give what is stored in a casus."""
        return self.code or self.naam


class Wet(Keuze, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A law or local rule, with the layer of government that can change it."""

    bestuurslaag: Tekst
    eigenaar: Tekst


class Kengetal(Keuze, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What something usually costs, in whole euros, with where that comes from. It fills a field, never a sum."""

    laag: Aantal
    hoog: Aantal
    ritme: Literal["eenmalig", "per maand"]
    bron: Tekst
    jaar: Annotated[int, Meta(ge=2000, le=2099)]


class Tafel(Struct, frozen=True, forbid_unknown_fields=True):
    """A maatwerktafel and the wijken it serves; the stedelijke one serves whoever has no other."""

    code: Tekst
    naam: Tekst
    wijken: tuple[Tekst, ...] = ()
    stedelijk: bool = False


class Fase(Struct, frozen=True, forbid_unknown_fields=True):
    """A phase of the thirty minutes; `van` and `tot` in minutes from the start of the agendapunt."""

    code: Tekst
    naam: Tekst
    van: Aantal
    tot: Minstens1
    prompt: Tekst


class Toetsstap(Struct, frozen=True, forbid_unknown_fields=True):
    """A step of the omgekeerde toets, with the phases at which it is at hand."""

    naam: Tekst
    vragen: Annotated[tuple[Tekst, ...], Meta(min_length=1)]
    fasen: tuple[Tekst, ...] = ()


class Paradox(Struct, frozen=True, forbid_unknown_fields=True):
    """Two things that are both right and pull apart, with a question that helps."""

    naam: Tekst
    vraag: Tekst


class Waarde(Struct, frozen=True, forbid_unknown_fields=True):
    """One of the three values of the Waardendriehoek, with the questions that help to weigh it."""

    code: Literal["legitimiteit", "betrokkenheid", "rendement"]
    naam: Tekst
    kern: Tekst
    vragen: tuple[Tekst, ...]


class Vraag(Struct, frozen=True, forbid_unknown_fields=True):
    """One of the four questions of the procesevaluatie."""

    code: Literal["goed", "beter", "leren", "anders"]
    vraag: Tekst


class Gemeente(Struct, frozen=True, forbid_unknown_fields=True):
    """Whose installation this is."""

    naam: Tekst


class Termijnen(Struct, frozen=True, forbid_unknown_fields=True):
    """Promises in time; the unit stands in each name."""

    triage_werkdagen: Minstens1
    spoed_werkdagen: Minstens1
    onepager_werkdagen: Aantal
    leden_zien_dagen_na_zitting: Aantal
    controle_weken: tuple[Minstens1, ...]
    opvolging_maanden: tuple[Minstens1, ...]
    waarneming_weken: Minstens1
    breekglas_minuten: Minstens1
    breekglas_werkdagen: Minstens1
    les_reactie_werkdagen: Minstens1
    les_uit_weekdag: Weekdag


class Drempels(Struct, frozen=True, forbid_unknown_fields=True):
    """Smallest counts that may be shown: inside, in public, and in a cross table (domein.md §9)."""

    intern: Minstens1
    openbaar: Minstens1
    kruistabel: Minstens1


class Cijfers(Struct, frozen=True, forbid_unknown_fields=True):
    """How long after a quarter or year its figures are counted: what came late still counts then."""

    wachten_dagen: Aantal


class Bewaartermijnen(Struct, frozen=True, forbid_unknown_fields=True):
    """How long things are kept, in days (domein.md §9; the archivist decides)."""

    concept_dagen: Minstens1
    niet_voor_de_tafel_dagen: Minstens1
    vrije_tekst_dagen: Minstens1
    casus_dagen: Minstens1
    logboek_dagen: Minstens1


class Bewaring(Struct, frozen=True, forbid_unknown_fields=True):
    """How a vernietiging goes, and how long a backup lives: longer than 35 days would undo what was destroyed."""

    bezwaar_dagen: Minstens1
    ronde_dagen: Minstens1
    selectielijst: Tekst
    backup_dagen: Annotated[int, Meta(ge=1, le=35)]


class Oidc(Struct, frozen=True, forbid_unknown_fields=True):
    """The OpenID provider of the organisation, and which of its values prove a second factor."""

    naam: Tekst
    issuer: Tekst
    client_id: Tekst
    acr_met_tweede_factor: tuple[Tekst, ...] = ()
    amr_met_tweede_factor: tuple[Tekst, ...] = ()
    wachtwoord_blijft: bool = True


class Aanmelden(Struct, frozen=True, forbid_unknown_fields=True):
    """How long a session lasts, how long a confirmation counts, and how often somebody may try."""

    inactief_minuten: Minstens1
    beheerder_inactief_minuten: Minstens1
    uiterlijk_uren: Minstens1
    bevestiging_minuten: Minstens1
    pogingen_per_account: Minstens1
    pogingen_per_adres: Minstens1
    pogingen_minuten: Minstens1
    uitnodiging_uren: Minstens1
    herstel_minuten: Minstens1
    oidc: Oidc | None = None


class Bericht(Struct, frozen=True, forbid_unknown_fields=True):
    """How long a mail is tried, how long we remember that it went, and when we remind of what has no own date."""

    opgeven_na_uren: Minstens1
    bewaar_dagen: Minstens1
    melding_dagen: Annotated[int, Meta(ge=30)]
    aanvullen_werkdagen: Minstens1
    les_werkdagen: Minstens1


class Beveiliging(Struct, frozen=True, forbid_unknown_fields=True):
    """Where somebody who finds a weak spot can tell so (RFC 9116)."""

    contact: Tekst
    verloopt: date


class Openbaar(Struct, frozen=True, forbid_unknown_fields=True):
    """What of the lessen stands open to everybody, without an account, and under which licence they go out."""

    lessen: bool = False
    zoekmachines: bool = False
    licentie: Literal["CC0-1.0", "CC-BY-4.0"] = "CC-BY-4.0"


class Algemeen(Struct, frozen=True, forbid_unknown_fields=True):
    """The file maatwerk.toml."""

    gemeente: Gemeente
    termijnen: Termijnen
    drempels: Drempels
    cijfers: Cijfers
    bewaartermijnen: Bewaartermijnen
    bewaring: Bewaring
    aanmelden: Aanmelden
    bericht: Bericht
    beveiliging: Beveiliging
    openbaar: Openbaar = Openbaar()


class _Lijst(Struct, frozen=True, forbid_unknown_fields=True):
    items: Annotated[tuple[Keuze, ...], Meta(min_length=1)]


class _Wetten(Struct, frozen=True, forbid_unknown_fields=True):
    items: Annotated[tuple[Wet, ...], Meta(min_length=1)]


class _Tafels(Struct, frozen=True, forbid_unknown_fields=True):
    tafels: Annotated[tuple[Tafel, ...], Meta(min_length=1)]


class _Zitting(Struct, frozen=True, forbid_unknown_fields=True):
    slotminuten: Minstens1
    fasen: Annotated[tuple[Fase, ...], Meta(min_length=1)]


class _Tafelhulp(Struct, frozen=True, forbid_unknown_fields=True):
    omgekeerde_toets: tuple[Toetsstap, ...]
    paradoxen: tuple[Paradox, ...]


class _Afweging(Struct, frozen=True, forbid_unknown_fields=True):
    waarden: Annotated[tuple[Waarde, ...], Meta(min_length=3, max_length=3)]
    weging: Tekst
    doormodderen_maanden: Minstens1


class _Kengetallen(Struct, frozen=True, forbid_unknown_fields=True):
    items: tuple[Kengetal, ...] = ()


class _Afsluiting(Struct, frozen=True, forbid_unknown_fields=True):
    vragen: Annotated[tuple[Vraag, ...], Meta(min_length=4, max_length=4)]


class _Wachtwoorden(Struct, frozen=True, forbid_unknown_fields=True):
    bekend: tuple[Annotated[str, Meta(min_length=4)], ...]


class Instellingen(Struct, frozen=True):
    """Everything a gemeente can set, from one config folder."""

    algemeen: Algemeen
    tafels: tuple[Tafel, ...]
    zitting: _Zitting
    tafelhulp: _Tafelhulp
    afweging: _Afweging
    afsluiting: _Afsluiting
    wetten: tuple[Wet, ...]
    kengetallen: tuple[Kengetal, ...]
    knelpunttypen: tuple[Keuze, ...]
    waar: tuple[Keuze, ...]
    leefgebieden: tuple[Keuze, ...]
    doorbraaktypen: tuple[Keuze, ...]
    grondslagen: tuple[Keuze, ...]
    principes: tuple[Keuze, ...]
    bekende_woorden: tuple[str, ...]

    def tafel(self, code: str) -> Tafel:
        """Give the tafel with this code. Raises KeyError when the gemeente has no such tafel."""
        return {tafel.code: tafel for tafel in self.tafels}[code]

    def tafel_voor(self, wijk: str | None) -> Tafel:
        """Give the tafel that serves this wijk: its own, or else the stedelijke (domein.md §1)."""
        eigen = (tafel for tafel in self.tafels if wijk in tafel.wijken)
        return next(eigen, next(tafel for tafel in self.tafels if tafel.stedelijk))

    @property
    def wijken(self) -> tuple[str, ...]:
        """Give every wijk that a tafel serves, in the order of the alphabet."""
        return tuple(sorted(wijk for tafel in self.tafels for wijk in tafel.wijken))


def laad_instellingen(map_: Path) -> Instellingen:
    """Read the config folder. Raises InstellingFout with file, key and reason."""
    lijst = {
        naam: _lees(map_ / "lijsten" / f"{naam}.toml", _Lijst).items
        for naam in ("knelpunttypen", "waar", "leefgebieden", "doorbraaktypen", "grondslagen", "principes")
    }
    instellingen = Instellingen(
        algemeen=_lees(map_ / "maatwerk.toml", Algemeen),
        tafels=_lees(map_ / "tafels.toml", _Tafels).tafels,
        zitting=_lees(map_ / "zitting.toml", _Zitting),
        tafelhulp=_lees(map_ / "tafelhulp.toml", _Tafelhulp),
        afweging=_lees(map_ / "afweging.toml", _Afweging),
        afsluiting=_lees(map_ / "afsluiting.toml", _Afsluiting),
        wetten=_lees(map_ / "lijsten" / "wetten.toml", _Wetten).items,
        kengetallen=_lees(map_ / "lijsten" / "kengetallen.toml", _Kengetallen).items,
        bekende_woorden=_lees(map_ / "wachtwoorden.toml", _Wachtwoorden).bekend,
        **lijst,
    )
    _eis_samenhang(instellingen)
    return instellingen


def _lees(bestand: Path, vorm: type[_T]) -> _T:
    try:
        return msgspec.toml.decode(bestand.read_bytes(), type=vorm)
    except FileNotFoundError:
        raise InstellingFout(f"{bestand}: dit bestand ontbreekt.") from None
    except msgspec.ValidationError as fout:
        reden, _, sleutel = str(fout).partition(" - at `$.")
        raise InstellingFout(f"{bestand}: {sleutel.rstrip('`') or 'bovenaan'}: {reden}") from None
    except (msgspec.DecodeError, UnicodeDecodeError) as fout:
        raise InstellingFout(f"{bestand}: geen geldig TOML-bestand: {fout}") from None


def _eis_samenhang(instellingen: Instellingen) -> None:
    """Refuse what is right file by file but wrong together."""
    if sum(tafel.stedelijk for tafel in instellingen.tafels) != 1:
        raise InstellingFout("tafels.toml: stedelijk: precies één tafel is stedelijk.")
    _eis_uniek("tafels.toml: code", [tafel.code for tafel in instellingen.tafels])
    _eis_uniek("tafels.toml: wijken", list(instellingen.wijken))
    _eis_uniek("afweging.toml: waarden.code", [waarde.code for waarde in instellingen.afweging.waarden])
    _eis_uniek("lijsten/kengetallen.toml: items", [kengetal.waarde for kengetal in instellingen.kengetallen])
    _eis_hoog_genoeg(instellingen.kengetallen)
    _eis_uniek("afsluiting.toml: vragen.code", [vraag.code for vraag in instellingen.afsluiting.vragen])
    _eis_uniek("zitting.toml: fasen.code", [fase.code for fase in instellingen.zitting.fasen])
    codes = {fase.code for fase in instellingen.zitting.fasen}
    for stap in instellingen.tafelhulp.omgekeerde_toets:
        if onbekend := set(stap.fasen) - codes:
            raise InstellingFout(f"tafelhulp.toml: omgekeerde_toets.fasen: '{min(onbekend)}' is geen fase.")
    laatste = instellingen.zitting.fasen[-1].tot
    if laatste != instellingen.zitting.slotminuten:
        raise InstellingFout(f"zitting.toml: slotminuten: de laatste fase eindigt op {laatste}.")


def _eis_hoog_genoeg(kengetallen: tuple[Kengetal, ...]) -> None:
    for kengetal in kengetallen:
        if kengetal.laag > kengetal.hoog:
            raise InstellingFout(f"lijsten/kengetallen.toml: {kengetal.waarde}: laag is hoger dan hoog.")


def _eis_uniek(sleutel: str, waarden: list[str]) -> None:
    dubbel = next((waarde for waarde in waarden if waarden.count(waarde) > 1), None)
    if dubbel:
        raise InstellingFout(f"{sleutel}: '{dubbel}' staat er twee keer.")
