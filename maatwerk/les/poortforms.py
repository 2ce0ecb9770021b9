"""The forms of the gate: a choice per finding, what is told of who it is about, an objection."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from maatwerk.kern.fouten import Invoerfout
from maatwerk.les.oordeel import Keuze
from maatwerk.les.poort import REDEN_TEKENS
from maatwerk.les.profiel import Persoon, Profiel, treden
from maatwerk.les.vondsten import Bevinding
from maatwerk.web.forms import Verplicht, VersieFormulier, kort, lang, opties

_NIET_VERTELD = "Niet vertellen"


class Vondstformulier(VersieFormulier):
    """Per finding what to do with it; what is not chosen stays open. Built for the findings of one text."""

    vondsten: Sequence[Bevinding] = ()

    @property
    def keuzes(self) -> dict[str, tuple[Keuze, str]]:
        """Give what was chosen, by the key of the finding."""
        return {
            een.sleutel: (Keuze(self[f"keuze{plek}"].data), self[f"reden{plek}"].data or "")
            for plek, een in enumerate(self.vondsten)
            if self[f"keuze{plek}"].data
        }

    def wijs_vondsten_af(self, fout: Invoerfout) -> None:
        """Show a refusal at the finding it is about."""
        plekken = {een.sleutel: f"reden{plek}" for plek, een in enumerate(self.vondsten)}
        self.wijs_af(Invoerfout({plekken.get(sleutel, sleutel): uitleg for sleutel, uitleg in fout.fouten.items()}))


def vondstformulier(vondsten: Sequence[Bevinding], versie: int) -> Vondstformulier:
    """Give the form for these findings."""
    velden: dict[str, Any] = {"vondsten": vondsten}
    for plek, een in enumerate(vondsten):
        kan = opties(_mogelijk(een))
        velden[f"keuze{plek}"] = RadioField("Wat doe je hiermee?", [Optional(strip_whitespace=False)], choices=kan)
        velden[f"reden{plek}"] = kort("Waarom wijst dit niemand aan?", lengte=REDEN_TEKENS)
    formulier: Vondstformulier = type("_Vondstformulier", (Vondstformulier,), velden)()
    if not formulier.is_submitted():
        formulier.versie.data = versie
    return formulier


def _mogelijk(een: Bevinding) -> list[tuple[str, str]]:
    vervang = f"Schrijf ‘{een.voorstel}’" if een.voorstel else "Laat het weg"
    niemand = [] if een.hard else [(Keuze.NIEMAND.value, "Dit wijst niemand aan")]
    return [(Keuze.VERVANG.value, vervang), *niemand]


class Profielformulier(VersieFormulier):
    """What the les tells of who it is about: never more than the casus does."""

    wijk = SelectField("Waar")
    huishouden = SelectField("Huishouden")
    leeftijd = SelectField("Leeftijd")
    kinderen = SelectField("Kinderen")
    leefgebieden = SelectMultipleField(
        "Leefgebieden", option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False)
    )
    periode = SelectField("Wanneer de casus is afgesloten")

    @property
    def profiel(self) -> Profiel:
        """Give what was chosen."""
        gewoon = {naam: self[naam].data for naam in ("wijk", "huishouden", "leeftijd", "kinderen", "periode")}
        return Profiel(leefgebieden=frozenset(self.leefgebieden.data or ()), **gewoon)


def profielformulier(persoon: Persoon, nu: Profiel | None, gemeente: str, versie: int) -> Profielformulier:
    """Give the form, with for each fact its ladder."""
    waarden = {naam: getattr(nu, naam) for naam in Profiel.__dataclass_fields__} if nu else {}
    formulier = Profielformulier(data={**waarden, "leefgebieden": sorted(waarden.get("leefgebieden", ()))})
    for naam in ("wijk", "huishouden", "leeftijd", "kinderen", "periode"):
        ladder = treden(naam, persoon, gemeente)
        formulier[naam].choices = opties((trede, trede or _NIET_VERTELD) for trede in ladder)
    formulier.leefgebieden.choices = opties((gebied, gebied) for gebied in sorted(persoon.leefgebieden))
    if not formulier.is_submitted():
        formulier.versie.data = versie
    return formulier


def namen_van(profiel: Profiel) -> Mapping[str, object]:
    """Give what a profiel tells, under the names of the form."""
    gevuld = {
        "Waar": profiel.wijk,
        "Huishouden": profiel.huishouden,
        "Leeftijd": profiel.leeftijd,
        "Kinderen": profiel.kinderen,
        "Leefgebieden": sorted(profiel.leefgebieden),
        "Periode": profiel.periode,
    }
    return {naam: waarde for naam, waarde in gevuld.items() if waarde}


class BezwaarFormulier(VersieFormulier):
    """Why a les from an own casus may not go out like this."""

    reden = lang(
        "Wat moet er anders?",
        Verplicht("Schrijf op wat er anders moet."),
        hint="Wie de les schreef, leest dit. Noem geen namen.",
        lengte=REDEN_TEKENS,
    )
