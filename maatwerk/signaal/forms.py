"""The forms of a signaal."""

from wtforms import RadioField, SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from maatwerk.doorbraak.rules import Niveau
from maatwerk.signaal.rules import NIVEAUS, Ernst, Signaalstatus
from maatwerk.web.forms import Datum, Formulier, Verplicht, keuze, kort, lang, woorden


class SignaalFormulier(Formulier):
    """One systemic knelpunt, as the lessen show it."""

    kernzin = lang(
        "De kern in één zin",
        Verplicht("Vat het signaal samen in één zin."),
        hint="Regel … zorgt er bij … voor dat …",
    )
    lessen = SelectMultipleField(
        "Uit welke lessen komt dit?",
        [InputRequired("Kies minstens één les. Zonder les is er geen signaal.")],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    wet = keuze("Wet of regel")
    artikel = kort("Artikel", lengte=40)
    peildatum = Datum("Peildatum", Verplicht("Vul in op welke dag de regel zo was."), hint="Regels veranderen.")
    knelpunttype = keuze("Soort knelpunt")
    niveau = RadioField(
        "Waar speelt dit?",
        [InputRequired("Kies of dit lokaal of landelijk speelt.")],
        choices=woorden(NIVEAUS),
        coerce=Niveau,
    )
    ernst = RadioField(
        "Hoe hard raakt dit de inwoner?",
        [InputRequired("Kies hoe hard dit de inwoner raakt.")],
        choices=woorden(Ernst),
        coerce=Ernst,
    )
    gevolg = lang("Wat is het gevolg voor inwoners?")
    omweg = lang("Welke omweg nemen we nu?")
    voorstel = lang("Wat stel je voor?")
    eigenaar = kort("Wie kan dit veranderen?", hint="Een organisatie of functie, geen naam.")


class StapFormulier(Formulier):
    """One step further; the view offers only the steps that can be taken."""

    status = RadioField("Wat wordt het?", [InputRequired("Kies de volgende stap.")], coerce=Signaalstatus)
    reden = lang("Waarom?", Verplicht("Schrijf op waarom je deze stap zet."), hint="Noem geen namen.")
    eigenaar = kort("Wie is eigenaar?", hint="Een organisatie of functie, geen naam. Nodig om het signaal te beleggen.")
