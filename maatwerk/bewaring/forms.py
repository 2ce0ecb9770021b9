"""The forms of what is kept."""

from wtforms import SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from maatwerk.bewaring.rules import REDEN_TEKENS
from maatwerk.web.forms import Datum, Formulier, Verplicht, kort

_GEEN_INHOUD = "Kort, en niets uit de casus zelf."


class GoedkeurFormulier(Formulier):
    """Approve several voorstellen at once; only those without an objection are offered."""

    voorstellen = SelectMultipleField(
        "Welke casussen mogen vernietigd worden?",
        [InputRequired("Kies minstens één casus.")],
        coerce=int,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )


class AntwoordFormulier(Formulier):
    """Approve in spite of an objection, and say why."""

    antwoord = kort(
        "Waarom gaat de vernietiging toch door?",
        Verplicht("Schrijf op waarom de vernietiging toch doorgaat."),
        hint=_GEEN_INHOUD,
        lengte=REDEN_TEKENS,
    )


class BezwaarFormulier(Formulier):
    """Why a casus should not be destroyed now."""

    reden = kort(
        "Waarom moet deze casus blijven?",
        Verplicht("Schrijf op waarom deze casus moet blijven."),
        hint=_GEEN_INHOUD,
        lengte=REDEN_TEKENS,
    )


class PlichtFormulier(Formulier):
    """Keep one casus from being destroyed, until a day."""

    nummer = kort("Casusnummer", Verplicht("Vul het casusnummer in."), hint="Bijvoorbeeld MT-2020-0042.", lengte=20)
    reden = kort(
        "Waarom moet deze casus blijven?",
        Verplicht("Schrijf op waarom deze casus moet blijven."),
        hint=f"Zoals een beroep of een onderzoek. {_GEEN_INHOUD}",
        lengte=REDEN_TEKENS,
    )
    tot = Datum("Tot en met welke dag?", Verplicht("Vul in tot en met welke dag de casus moet blijven."))


class InzageFormulier(Formulier):
    """A request to see what we hold, as it came in."""

    nummer = kort(
        "Casusnummer",
        Verplicht("Vul het casusnummer in."),
        hint="De indiener weet welk nummer bij deze inwoner hoort. Bijvoorbeeld MT-2020-0042.",
        lengte=20,
    )
    kenmerk = kort(
        "Kenmerk van het verzoek",
        Verplicht("Vul het kenmerk van het verzoek in."),
        hint="Uit het register van de gemeente. Geen naam.",
        lengte=40,
    )
    ontvangen_op = Datum("Ontvangen op", Verplicht("Vul in wanneer het verzoek binnenkwam."))
