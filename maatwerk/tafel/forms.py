"""The forms of the tafel: plan a zitting, put a casus on it, note what was said."""

from datetime import date, datetime, time
from typing import Any, cast

from wtforms import Field, HiddenField, SelectField, SelectMultipleField
from wtforms.validators import Length
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from maatwerk.kern.klok import lokaal_moment
from maatwerk.tafel.rules import NOTITIE_TEKENS, SLOTS_MAX
from maatwerk.web.forms import Datum, Formulier, Verplicht, keuze, kort, lang, opties

_GEWOON = 4


class Tijd(Field):
    """A time of the day typed as 10.00."""

    widget = TextInput()
    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the time. Raises ValueError with what to type."""
        tekst = "".join(valuelist).strip()
        self.data = _lees_tijd(tekst) if tekst else None

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else ""


def _lees_tijd(tekst: str) -> time:
    try:
        return datetime.strptime(tekst.replace(".", ":"), "%H:%M").time()  # noqa: DTZ007 - a wall clock
    except ValueError:
        raise ValueError("Dit is geen tijd. Schrijf hem als 10.00.") from None


class ZittingFormulier(Formulier):
    """When a tafel meets, and how many casussen fit."""

    tafel = keuze("Tafel", Verplicht("Kies een tafel."))
    dag = Datum("Dag", Verplicht("Kies een dag."))
    begint_om = Tijd("Begintijd", [Verplicht("Kies een begintijd.")], description="Bijvoorbeeld 10.00.")
    slots = SelectField(
        "Hoeveel casussen passen erin?",
        [Verplicht("Kies een aantal.")],
        choices=opties((str(aantal), str(aantal)) for aantal in range(1, SLOTS_MAX + 1)),
        coerce=int,
        default=_GEWOON,
    )

    def begint_op(self) -> datetime:
        """Give when the zitting begins; only after validation."""
        return lokaal_moment(cast("date", self.dag.data), self.begint_om.data)


class AgendeerFormulier(Formulier):
    """Which casus gets the next slot."""

    casus = keuze("Casus die klaar is voor de tafel", Verplicht("Kies een casus."))


class InplanFormulier(Formulier):
    """Which casussen go on which zitting, in one act."""

    zitting = keuze("Op welke zitting?", Verplicht("Kies een zitting."))
    casussen = SelectMultipleField(
        "Welke casussen?",
        [Verplicht("Kies minstens één casus.")],
        validate_choice=False,  # one that was planned meanwhile gets its own reason
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )


class NotitieFormulier(Formulier):
    """What was said in one phase. `basis` is the text its writer began from: what others wrote since is merged.

    `gestuurd` is what the page sent last by itself, of which it may not know whether it was kept.
    """

    basis = HiddenField(validators=[Length(max=4 * NOTITIE_TEKENS)])
    gestuurd = HiddenField(validators=[Length(max=4 * NOTITIE_TEKENS)])
    tekst = lang("Notitie", hint="Schrijf geen namen.", lengte=NOTITIE_TEKENS)


class PauzeFormulier(Formulier):
    """Why the clock stands still."""

    reden = kort("Waarom staat de klok stil?", hint="Bijvoorbeeld: we bellen het loket. Schrijf geen namen.")


def begin_van(formulier: NotitieFormulier) -> tuple[str, str]:
    """Give what the writer may have gone on from."""
    return formulier.gestuurd.data or "", formulier.basis.data or ""


def vul_notitie(bewaard: str) -> NotitieFormulier:
    """Give the form of a note that goes on from this text."""
    formulier = NotitieFormulier(formdata=None)
    formulier.basis.data = formulier.tekst.data = bewaard
    return formulier
