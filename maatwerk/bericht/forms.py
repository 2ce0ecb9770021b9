"""The form about one's own mail."""

from wtforms import RadioField, SelectChoice, SelectField

from maatwerk.bericht.soorten import STANDAARD_UUR, UREN, Wijze
from maatwerk.web.forms import Formulier, Verplicht

_WIJZEN = [
    SelectChoice(Wijze.METEEN.value, "Meteen"),
    SelectChoice(Wijze.DAGELIJKS.value, "Eén keer per dag, alles in één mail"),
    SelectChoice(Wijze.GEEN.value, "Geen mail, ik kijk in Maatwerk"),
]


def _wijze(label: str, hint: str) -> RadioField:
    return RadioField(label, [Verplicht("Kies hoe je dit wilt horen.")], choices=_WIJZEN, description=hint)


class VoorkeurFormulier(Formulier):
    """How somebody wants to hear. The names of the fields are those of the groups."""

    vraag = _wijze(
        "Iemand vraagt iets van jou", "Bijvoorbeeld: een actie, een aanvulling, een les om te lezen, een nieuwe agenda."
    )
    nieuws = _wijze("Er gebeurt iets met een casus", "Bijvoorbeeld: ingepland, besloten, afgesloten.")
    herinnering = _wijze(
        "Iets moet bijna klaar zijn",
        "Een week en een dag ervoor, op de dag zelf, en daarna elke week tot het klaar is.",
    )
    uur = SelectField(
        "Hoe laat wil je de mail van de dag?",
        [Verplicht("Kies een uur.")],
        choices=[SelectChoice(str(uur), f"{uur}.00 uur") for uur in UREN],
        default=str(STANDAARD_UUR),
        description="Alleen op werkdagen.",
    )
