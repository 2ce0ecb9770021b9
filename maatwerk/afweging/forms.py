"""The forms of the Waardendriehoek. The names of the values come from the settings."""

from collections.abc import Iterable
from typing import Any

from wtforms import IntegerField, RadioField, SelectField, StringField
from wtforms.validators import Optional
from wtforms.widgets import HiddenInput

from maatwerk.afweging.geld import Kant, Ritme, lees_bedrag, schrijf
from maatwerk.afweging.models import Afweging, Minderheidsstandpunt, Oplossing, Weging
from maatwerk.afweging.rules import GEZAMENLIJK, STAND_MAX, STAND_MIN, Afwijking, EigenWeging, WaardeCode
from maatwerk.kern.instellingen import Kengetal
from maatwerk.web.forms import (
    KIES,
    Formulier,
    Nodig,
    Versie,
    VersieFormulier,
    kort,
    lang,
    opties,
    woord_of_niets,
    woorden,
)

_UITERSTEN = {STAND_MIN: "1 (knelt)", STAND_MAX: "5 (sterk)"}
_STANDEN = opties([("", "geen stand"), *((str(n), _UITERSTEN.get(n, str(n))) for n in range(STAND_MIN, STAND_MAX + 1))])


def _stand(waarde: WaardeCode) -> RadioField:
    return RadioField(
        f"Stand van {waarde}",
        choices=_STANDEN,
        coerce=lambda tekst: int(tekst) if tekst else None,
        description="Een hulp voor het gesprek. Er wordt niets mee uitgerekend.",
    )


class OplossingFormulier(VersieFormulier):
    """What the tafel is going to weigh."""

    oplossing = lang(
        "Welke oplossing kan de tafel kiezen?",
        Nodig(),
        hint="Schrijf haar zo op dat iedereen hetzelfde weegt. Tijdens het wegen verandert zij niet meer. Geen namen.",
    )


class NietInGeldFormulier(VersieFormulier):
    """What money does not say."""

    niet_in_geld = lang(
        "Wat is niet in geld te vatten?", hint="Rust in huis, een kind dat naar school gaat, vertrouwen."
    )


class WegingFormulier(VersieFormulier):
    """The own weging of one lid, of one oplossing."""

    ronde = Versie(widget=HiddenInput(), default=1)
    legitimiteit = lang("Hoe weeg jij legitimiteit?", Nodig())
    legitimiteit_stand = _stand(WaardeCode.LEGITIMITEIT)
    betrokkenheid = lang("Hoe weeg jij betrokkenheid?", Nodig())
    betrokkenheid_stand = _stand(WaardeCode.BETROKKENHEID)
    rendement = lang("Hoe weeg jij rendement?", Nodig())
    rendement_stand = _stand(WaardeCode.RENDEMENT)

    def eigen(self) -> EigenWeging:
        """Give what was typed, with the round and the version it was typed in."""
        teksten = {code.value: self[code].data for code in WaardeCode}
        standen = {code.value: self[f"{code}_stand"].data for code in WaardeCode}
        return EigenWeging(teksten, standen, self.versie.data or 0, self.ronde.data or 0)


class MotiveringFormulier(VersieFormulier):
    """What the tafel says together."""

    legitimiteit = lang("Legitimiteit: wat zegt de tafel samen?", Nodig())
    betrokkenheid = lang("Betrokkenheid: wat zegt de tafel samen?", Nodig())
    rendement = lang("Rendement: wat zegt de tafel samen?", Nodig())
    weging = lang("De weging", Nodig())

    def teksten(self) -> dict[str, str]:
        """Give the texts by name."""
        return {naam: self[naam].data for naam in GEZAMENLIJK}


class StandpuntFormulier(VersieFormulier):
    """Where one lid sees it otherwise."""

    standpunt = lang("Wat zie jij anders dan de tafel?", Nodig())
    reden = lang("Waarom?", Nodig())


class GelijkFormulier(VersieFormulier):
    """How this lies beside earlier casussen."""

    afwijking = RadioField(
        "Wijkt jullie uitkomst af van wat eerder besloten is?",
        [Optional(strip_whitespace=False)],
        choices=woorden(Afwijking),
        coerce=woord_of_niets(Afwijking),
        description="Afwijken mag: geen inwoner is gelijk. Leg dan uit waarom het hier mag.",
    )
    afwijking_motivering = lang("Waarom mag dat?", hint="Wat is hier anders, en is dat uit te leggen?")


class Bedragveld(StringField):
    """An amount typed as 1.250 or 1.250,50; the data is in cents."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the amount. Raises ValueError with what to type."""
        tekst = (valuelist[0] if valuelist else "").strip()
        self.data = lees_bedrag(tekst) if tekst else None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return schrijf(self.data) if self.data is not None else ""


class Jaarveld(IntegerField):
    """A year. WTForms would say in its own words what is no number."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the year. Raises ValueError with what to type."""
        tekst = (valuelist[0] if valuelist else "").strip()
        self.data = None
        if tekst:
            if not (tekst.isascii() and tekst.isdigit() and len(tekst) == len("2026")):
                raise ValueError("Dit is geen jaar. Schrijf het als 2026.")
            self.data = int(tekst)


class BedragFormulier(Formulier):
    """One amount, with who pays or gains and where it comes from."""

    kengetal = SelectField("Vul in uit de kengetallen", [Optional(strip_whitespace=False)], choices=[KIES])
    kant = RadioField(
        "Wat is het?", [Nodig()], choices=woorden(Kant), coerce=woord_of_niets(Kant), validate_choice=False
    )
    ritme = RadioField(
        "Hoe vaak?", [Nodig()], choices=woorden(Ritme), coerce=woord_of_niets(Ritme), validate_choice=False
    )
    partij = kort("Wie betaalt, of bij wie slaat het neer?", Nodig())
    omschrijving = kort("Waarvoor?")
    laag = Bedragveld("Laagste bedrag in euro", [Nodig()], description="Bijvoorbeeld 1.250 of 1.250,50.")
    hoog = Bedragveld(
        "Hoogste bedrag in euro", [Nodig()], description="Weet je het precies? Vul dan twee keer hetzelfde in."
    )
    bron = kort("Bron", Nodig(), hint="Waar komt dit bedrag vandaan? Een schatting mag: schrijf op van wie.")
    jaar = Jaarveld("Jaar van de bron", [Nodig()], description="Bijvoorbeeld 2026.")

    def neem_over(self, kengetal: Kengetal) -> None:
        """Fill the visible fields; what the kengetal does not say stays as it was typed."""
        nieuw: dict[str, Any] = {
            "ritme": Ritme(kengetal.ritme),
            "laag": kengetal.laag * 100,
            "hoog": kengetal.hoog * 100,
            "bron": f"{kengetal.naam}. {kengetal.bron}",
            "jaar": kengetal.jaar,
        }
        if not (self.omschrijving.data or "").strip():
            nieuw["omschrijving"] = kengetal.naam
        for naam, waarde in nieuw.items():
            self[naam].data, self[naam].raw_data, self[naam].process_errors = waarde, None, []


def vul_weging(eigen: Iterable[Weging], ronde: int, *, vorige: bool = False) -> WegingFormulier:
    """Give the form with what this lid wrote before; of an earlier round it is a beginning, nothing saved."""
    bewaard: dict[str, Any] = {"ronde": ronde}
    for weging in eigen:
        bewaard |= {weging.waarde.value: weging.tekst, f"{weging.waarde}_stand": weging.stand}
        bewaard["versie"] = 0 if vorige else weging.versie
    return WegingFormulier(formdata=None, data=bewaard)


def vul_motivering(afweging: Afweging) -> MotiveringFormulier:
    """Give the form with what the tafel wrote before."""
    return MotiveringFormulier(formdata=None, obj=afweging)


def vul_standpunt(standpunt: Minderheidsstandpunt | None) -> StandpuntFormulier:
    """Give the form with what this lid wrote before."""
    bewaard: dict[str, Any] = {}
    if standpunt is not None:
        bewaard = {"standpunt": standpunt.tekst, "reden": standpunt.reden, "versie": standpunt.versie}
    return StandpuntFormulier(formdata=None, data=bewaard)


def vul_oplossing(oplossing: Oplossing) -> tuple[OplossingFormulier, NietInGeldFormulier]:
    """Give the forms of one oplossing as it was kept."""
    tekst = {"oplossing": oplossing.tekst, "versie": oplossing.versie}
    return OplossingFormulier(formdata=None, data=tekst), NietInGeldFormulier(formdata=None, obj=oplossing)
