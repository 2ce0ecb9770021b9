"""The package for the Landelijk Maatwerkloket Multiproblematiek: what it asks, prefilled from the casus, as a document.

It is not kept: whoever makes it takes the file along. So there is nothing to destroy later, and nothing to leak here.
"""

from collections.abc import Iterator, Mapping, Sequence

from maatwerk.afweging.models import Afweging
from maatwerk.afweging.queries import find_afweging
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import eis_onherkenbaar
from maatwerk.doorbraak.models import Doorbraak
from maatwerk.herkenning.rules import Soort, herken
from maatwerk.kern.fouten import Invoerfout
from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.commands import noteer
from maatwerk.stuk.bestand import maak_bestand
from maatwerk.stuk.rules import Alinea, Deel, Kop, Stuk, Vorm

VRAGEN: Mapping[str, str] = {
    "functionaris": "Wie is de maatwerkfunctionaris, en wat is het mandaat?",
    "dreiging": "Wat dreigt er, en wanneer?",
    "knellend": "Welk besluit of welke regel knelt?",
    "lokaal": "Wat is lokaal geprobeerd?",
    "regionaal": "Wat is regionaal of bij de uitvoerder geprobeerd?",
    "uitgeput": "Waarom is dat uitgeput?",
    "gevraagd": "Welke doorbraak vragen we?",
    "wie_mag": "Wie mag dat besluiten?",
    "driehoek": "Hoe is gewogen: legitimiteit, betrokkenheid, rendement?",
    "bijdrage": "Wat dragen we lokaal bij?",
    "grondslag": "Op welke grondslag delen we dit?",
}
"""The parts of the package, in order. Functies and organisaties, never a person."""

NIET_INGEVULD = "niet ingevuld"
_NAAR_IEMAND = frozenset({Soort.PERSOON, Soort.ADRES, Soort.POSTCODE, Soort.KENTEKEN})


def vul_voor(handeling: Handeling, doorbraak: Doorbraak, casus: Casus) -> dict[str, str]:
    """Give what is already known; the rest stays empty for whoever asks."""
    besluit = doorbraak.besluit
    afweging = find_afweging(handeling, besluit.agendapunt)
    gevraagd = [stap for stap in doorbraak.opschalingen if stap.geantwoord_op is None]
    grondslagen = {keuze.waarde: keuze.naam for keuze in handeling.instellingen.grondslagen}
    beslisser = ", ".join(filter(None, (casus.beslisser_functie, casus.beslisser_organisatie)))
    return {
        "functionaris": "",
        "dreiging": _regels([casus.spoed_gevolg, casus.niets_doen]),
        "knellend": _regels(_knelpunten(casus)),
        "lokaal": _regels(f"{poging.organisatie}: {poging.uitkomst}".strip(": ") for poging in casus.pogingen),
        "regionaal": _regels(
            f"{stap.trede.capitalize()}, {stap.gericht_aan}: {stap.antwoord}. {stap.reden}".strip()
            for stap in doorbraak.opschalingen
            if stap.antwoord
        ),
        "uitgeput": "",
        "gevraagd": doorbraak.omschrijving,
        "wie_mag": gevraagd[0].gericht_aan if gevraagd else beslisser,
        "driehoek": _regels(_weging(afweging)) if afweging else "",
        "bijdrage": _regels(actie.wat for actie in besluit.acties),
        "grondslag": _regels([grondslagen.get(casus.grondslag, casus.grondslag), casus.grondslag_anders]),
    }


def _knelpunten(casus: Casus) -> Iterator[str]:
    for knelpunt in casus.knelpunten:
        wetten = " en ".join(f"{regel.wet or regel.wet_anders} {regel.artikel}".strip() for regel in knelpunt.regels)
        yield f"{knelpunt.toelichting} ({wetten})" if wetten else knelpunt.toelichting


def _weging(afweging: Afweging) -> Iterator[str]:
    for waarde in ("legitimiteit", "betrokkenheid", "rendement", "weging"):
        tekst = getattr(afweging, waarde)
        if tekst:
            yield f"{waarde.capitalize()}: {tekst}"


def _regels(teksten: Sequence[str] | Iterator[str]) -> str:
    return "\n".join(tekst for tekst in teksten if tekst)


def eis_zonder_personen(teksten: Mapping[str, str], *, nagekeken: bool) -> None:
    """Refuse a hard identifier, and what looks like a person until somebody looked at it. Raises Invoerfout."""
    eis_onherkenbaar(teksten)
    if nagekeken:
        return
    woorden = {veld: _woorden(tekst) for veld, tekst in teksten.items()}
    fouten = {
        veld: f"Dit lijkt naar iemand te wijzen: {', '.join(gevonden)}. Haal het weg, of vink aan dat je het nakeek."
        for veld, gevonden in woorden.items()
        if gevonden
    }
    if fouten:
        raise Invoerfout(fouten)


def _woorden(tekst: str) -> list[str]:
    gevonden = (tekst[vondst.begin : vondst.einde] for vondst in herken(tekst) if vondst.soort in _NAAR_IEMAND)
    return list(dict.fromkeys(gevonden))


def maak_pakket(
    handeling: Handeling, doorbraak: Doorbraak, teksten: Mapping[str, str], vorm: Vorm, *, nagekeken: bool
) -> bytes:
    """Give the package as a file. It leaves the house, so the log knows first. Raises Invoerfout at each field."""
    eis_zonder_personen(teksten, nagekeken=nagekeken)
    noteer(handeling, "doorbraak.lmm_pakket", doorbraak)
    return maak_bestand(_stuk(handeling, doorbraak.besluit.casus.nummer, teksten), vorm)


def _stuk(handeling: Handeling, nummer: str, teksten: Mapping[str, str]) -> Stuk:
    delen: list[Deel] = [Alinea("Dit stuk bevat met opzet geen gegevens waarmee de inwoner te herkennen is.")]
    for veld, vraag in VRAGEN.items():
        delen += [Kop(vraag), Alinea(teksten[veld].strip() or NIET_INGEVULD)]
    delen.append(Alinea("Bezwaar en beroep blijven altijd open; deze vraag komt daar niet voor in de plaats."))
    return Stuk(f"Vraag aan het Landelijk Maatwerkloket Multiproblematiek, {nummer}", handeling.vandaag, delen)
