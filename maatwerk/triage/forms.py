"""The forms of the triage, and of the indiener who answers or adds."""

from collections.abc import Mapping

from wtforms import FieldList, RadioField, TextAreaField
from wtforms.validators import InputRequired, Optional

from maatwerk.casus.rules import KORT_TEKENS, TEKST_TEKENS, TRIAGE, Status
from maatwerk.triage.rules import ANTWOORD_TEKENS, MEESTE_VRAGEN, VRAAG_TEKENS, Getoetst, Toets, Uitslag
from maatwerk.web.forms import Formulier, Verplicht, keuze, kort, lang, woord_of_niets, woorden

_INTERN = "Alleen voor casuscoördinator en voorzitter. De indiener leest dit niet. Noem geen namen."
_NOTITIE = 500


def _uitslag(vraag: str) -> RadioField:
    return RadioField(vraag, [Optional()], choices=woorden(Uitslag), coerce=woord_of_niets(Uitslag))


def _notitie(wat: str) -> TextAreaField:
    return lang(f"Interne notitie: {wat}", hint=_INTERN, lengte=_NOTITIE)


class Triageblad(Formulier):
    """The four questions, what is asked of the indiener, and the decision."""

    uitkomst = RadioField(
        "Wat is je besluit?",
        [InputRequired("Kies wat er met deze casus gebeurt.")],
        choices=woorden(TRIAGE),
        coerce=Status,
    )
    toelichting = lang(
        "Toelichting voor de indiener",
        hint="Nodig als de casus niet naar de tafel gaat, of als er nog iets ontbreekt.",
    )
    compleet_uitslag = _uitslag("Is de casus compleet?")
    compleet_toelichting = _notitie("compleet")
    systeem_uitslag = _uitslag("Zit het knelpunt echt in het systeem?")
    systeem_toelichting = _notitie("systeem")
    beslisser_uitslag = _uitslag("Kan iemand aan tafel hierover besluiten?")
    beslisser_toelichting = _notitie("wie besluit")
    privacy_uitslag = _uitslag("Is de privacy in orde?")
    privacy_toelichting = _notitie("privacy")
    vragen = FieldList(
        lang("Vraag aan de indiener", hint="De indiener krijgt hier één antwoordveld bij.", lengte=VRAAG_TEKENS),
        min_entries=2,
        max_entries=MEESTE_VRAGEN,
    )

    def gestelde_vragen(self) -> list[str]:
        """Give the questions that were written down."""
        return [tekst.strip() for tekst in self.vragen.data if tekst and tekst.strip()]

    def toetsen(self) -> Mapping[Toets, Getoetst]:
        """Give what was found, per question that got an answer or a note."""
        gevonden = {
            toets: Getoetst(self[f"{toets}_uitslag"].data or None, self[f"{toets}_toelichting"].data) for toets in Toets
        }
        return {toets: wat for toets, wat in gevonden.items() if wat.uitslag or wat.toelichting.strip()}


class AanvullingFormulier(Formulier):
    """What the indiener adds."""

    tekst = lang(
        "Wat wil je toevoegen?",
        Verplicht("Schrijf op wat je wilt toevoegen."),
        hint="Schrijf geen namen. Wat je eerder indiende blijft staan; dit komt erbij, met de datum en je naam.",
        lengte=TEKST_TEKENS,
    )


class AntwoordFormulier(Formulier):
    """One field per open question; `voor` makes the form of these questions."""

    @classmethod
    def voor(cls, vragen: Mapping[int, str]) -> "AntwoordFormulier":
        """Give a form with a field for each question, by the id of the question."""
        velden = {f"antwoord-{nr}": _antwoordveld(vraag) for nr, vraag in vragen.items()}
        vorm: type[AntwoordFormulier] = type("Antwoorden", (cls,), velden)
        return vorm()

    def antwoorden(self) -> dict[int, str]:
        """Give what was answered, by the id of the question."""
        return {int(veld.name.partition("-")[2]): veld.data for veld in self if veld.name.startswith("antwoord-")}


def _antwoordveld(vraag: str) -> TextAreaField:
    return lang(vraag, Verplicht("Geef een antwoord."), hint="Schrijf geen namen.", lengte=ANTWOORD_TEKENS)


class UitnodigFormulier(Formulier):
    """Who is asked to the tafel for this casus."""

    medewerker = keuze(
        "Wie vraag je erbij?", hint="Leden van andere tafels. Zij lezen de casus zodra de agenda is gepubliceerd."
    )
    organisatie = kort(
        "Heeft niemand daar een account? Welke organisatie is nodig?",
        hint="De voorzitter ziet dit bij de zitting en belt. Noem geen namen.",
        lengte=KORT_TEKENS,
    )
    functie = kort("Welke functie?", lengte=KORT_TEKENS)


class FilterFormulier(Formulier):
    """Under which name a choice is kept."""

    naam = kort("Naam van het filter", Verplicht("Geef het filter een naam."), lengte=60)
