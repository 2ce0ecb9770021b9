"""The forms of the besluit, of the doorbraken and of closing a casus."""

from wtforms import BooleanField, Form, FormField, RadioField, SelectField
from wtforms.validators import InputRequired, Optional

from maatwerk.doorbraak.ladder import Antwoord, Trede
from maatwerk.doorbraak.lmm import VRAGEN as VRAGEN_LMM
from maatwerk.doorbraak.rules import VRAGEN, Doorbraakstatus, Niveau, Uitkomst
from maatwerk.stuk.rules import Vorm
from maatwerk.web.forms import (
    KIES,
    Datum,
    Formulier,
    Nodig,
    Rijen,
    Verplicht,
    keuze,
    kort,
    lang,
    opties,
    woorden,
    woordkeuze,
)

_OMSCHRIJVING = 500
MEESTE_RIJEN = 12


class DoorbraakFormulier(Form):
    """A doorbraak on one level."""

    niveau = woordkeuze("Niveau", Niveau)
    soort = keuze("Soort doorbraak")
    omschrijving = lang("Wat verandert er?", lengte=_OMSCHRIJVING)
    eigenaar = kort("Wie regelt dit?", hint="Een functie of organisatie, geen naam.")
    ruimte = kort("Welke wet en welk artikel geven ruimte?", hint="Bijvoorbeeld: Participatiewet, artikel 18 lid 1.")
    trede = woordkeuze("Aan wie vragen we iets?", Trede)
    gericht_aan = kort("Wie is dat precies?", hint="Een functie of organisatie. Nodig bij opschalen.")
    antwoord_voor = Datum("Voor welke dag is het antwoord er?")
    status = woordkeuze("Hoever is het?", Doorbraakstatus)


class ActieFormulier(Form):
    """Something one person does before a date."""

    wat = kort("Wat gebeurt er?", hint="Zo dat de houder het zonder de casus begrijpt. Geen namen van inwoners.")
    houder_id = SelectField(
        "Wie doet het?", [Optional()], choices=[KIES], coerce=lambda tekst: int(tekst) if tekst else None
    )
    voor = Datum("Klaar voor")


class BesluitFormulier(Formulier):
    """What the tafel decided, who does what, and who tells the inwoner."""

    uitkomst = RadioField(
        "Wat besluit de tafel?",
        [InputRequired("Kies wat de tafel besluit.")],
        choices=woorden(Uitkomst),
        coerce=lambda woord: Uitkomst(woord) if woord else None,
    )
    toelichting = lang("Waarom?", Nodig(), hint="De indiener leest dit en legt het uit aan de inwoner.")
    voorwaarden = lang("Onder welke voorwaarden?", hint="Nodig bij een doorbraak onder voorwaarden.")
    terug_op = Datum("Wanneer komt de casus terug?", hint="Nodig bij aanhouden.")
    doorbraken = Rijen(
        FormField(DoorbraakFormulier, "Doorbraak"),
        label="Doorbraken",
        min_entries=len(Niveau),
        max_entries=MEESTE_RIJEN,
    )
    acties = Rijen(FormField(ActieFormulier, "Actie"), label="Acties", min_entries=1, max_entries=MEESTE_RIJEN)
    signaal = BooleanField(
        "Dit knelpunt vraagt om een signaal: het raakt meer inwoners",
        description="Dat komt op de besluitenlijst. De beleidsadviseur maakt het signaal als de les is gepubliceerd.",
    )
    terugkoppeling_door = kort("Wie vertelt het de inwoner?", hint="De functie, geen naam.")
    terugkoppeling_op = Datum("Wanneer hoort de inwoner het?")


LEEG = {"doorbraken": [{"niveau": niveau, "status": Doorbraakstatus.GEVRAAGD} for niveau in Niveau]}
"""How a besluit starts: one doorbraak per level, so that no level is forgotten."""


class OpschaalFormulier(Formulier):
    """The next step up the ladder."""

    trede = woordkeuze("Aan wie vraag je het nu?", Trede)
    gericht_aan = kort(
        "Wie is dat precies?", Verplicht("Vul in van wie het antwoord komt."), hint="Een functie, geen naam."
    )
    antwoord_voor = Datum("Voor welke dag is het antwoord er?", Verplicht("Kies een dag na vandaag."))


class AntwoordFormulier(Formulier):
    """What came back."""

    antwoord = woordkeuze("Wat was het antwoord?", Antwoord)
    reden = lang("Waarom?", hint="Nodig als het is afgewezen.", lengte=_OMSCHRIJVING)


class StatusFormulier(Formulier):
    """How far a doorbraak has come."""

    status = woordkeuze("Hoever is het?", Doorbraakstatus)


class AfsluitFormulier(Formulier):
    """The procesevaluatie. The questions come from the settings; these labels stand in for a gemeente that has none."""

    goed = lang("Wat ging goed?", Nodig())
    beter = lang("Wat kan beter?", Nodig())
    leren = lang("Wat leren we?", Nodig())
    anders = lang("Hoe doen we het de volgende keer anders?", Nodig())

    def antwoorden(self) -> dict[str, str]:
        """Give the answers by question."""
        return {code: self[code].data for code in VRAGEN}


class OverdrachtFormulier(Formulier):
    """Who takes the work over."""

    naar = keuze(
        "Wie neemt het over?", Verplicht("Kies wie het overneemt."), hint="Een collega van dezelfde organisatie."
    )


class LmmFormulier(Formulier):
    """The package for the Landelijk Maatwerkloket Multiproblematiek."""

    functionaris = lang(VRAGEN_LMM["functionaris"], hint="Functie en organisatie, geen naam.")
    dreiging = lang(VRAGEN_LMM["dreiging"])
    knellend = lang(VRAGEN_LMM["knellend"])
    lokaal = lang(VRAGEN_LMM["lokaal"])
    regionaal = lang(VRAGEN_LMM["regionaal"])
    uitgeput = lang(VRAGEN_LMM["uitgeput"])
    gevraagd = lang(VRAGEN_LMM["gevraagd"])
    wie_mag = lang(VRAGEN_LMM["wie_mag"], hint="Functie en organisatie, geen naam.")
    driehoek = lang(VRAGEN_LMM["driehoek"])
    bijdrage = lang(VRAGEN_LMM["bijdrage"])
    grondslag = lang(VRAGEN_LMM["grondslag"])
    nagekeken = BooleanField("Ik las de tekst na: er staat niemand herkenbaar in")
    vorm = RadioField("Welk bestand wil je?", choices=opties((vorm, vorm.upper()) for vorm in Vorm), default=Vorm.ODT)
