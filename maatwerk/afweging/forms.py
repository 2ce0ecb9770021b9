"""The forms of the Waardendriehoek. The names of the values come from the settings."""

from collections.abc import Iterable
from typing import Any

from wtforms import RadioField

from maatwerk.afweging.models import Afweging, Weging
from maatwerk.afweging.rules import GEZAMENLIJK, STAND_MAX, STAND_MIN, WaardeCode
from maatwerk.web.forms import Formulier, Nodig, VersieFormulier, lang, opties

_UITERSTEN = {STAND_MIN: "1 (knelt)", STAND_MAX: "5 (sterk)"}
_STANDEN = opties([("", "geen stand"), *((str(n), _UITERSTEN.get(n, str(n))) for n in range(STAND_MIN, STAND_MAX + 1))])


def _stand(waarde: WaardeCode) -> RadioField:
    return RadioField(
        f"Stand van {waarde}",
        choices=_STANDEN,
        coerce=lambda tekst: int(tekst) if tekst else None,
        description="Een hulp voor het gesprek. Er wordt niets mee uitgerekend.",
    )


class OplossingFormulier(Formulier):
    """What the tafel is going to weigh."""

    oplossing = lang(
        "Welke oplossing weegt de tafel?",
        Nodig(),
        hint="Schrijf haar zo op dat iedereen hetzelfde weegt. Daarna verandert zij niet meer. Geen namen.",
    )


class WegingFormulier(Formulier):
    """The own weging of one lid."""

    legitimiteit = lang("Hoe weeg jij legitimiteit?", Nodig())
    legitimiteit_stand = _stand(WaardeCode.LEGITIMITEIT)
    betrokkenheid = lang("Hoe weeg jij betrokkenheid?", Nodig())
    betrokkenheid_stand = _stand(WaardeCode.BETROKKENHEID)
    rendement = lang("Hoe weeg jij rendement?", Nodig())
    rendement_stand = _stand(WaardeCode.RENDEMENT)

    def teksten(self) -> dict[str, str]:
        """Give the text per value."""
        return {code.value: self[code].data for code in WaardeCode}

    def standen(self) -> dict[str, int | None]:
        """Give the stand per value, None where none was chosen."""
        return {code.value: self[f"{code}_stand"].data for code in WaardeCode}


class MotiveringFormulier(VersieFormulier):
    """What the tafel says together."""

    legitimiteit = lang("Legitimiteit: wat zegt de tafel samen?", Nodig())
    betrokkenheid = lang("Betrokkenheid: wat zegt de tafel samen?", Nodig())
    rendement = lang(
        "Rendement: wat zegt de tafel samen?",
        Nodig(),
        hint="Noem bedragen van laag tot hoog, met bron en jaar.",
    )
    weging = lang("De weging", Nodig())
    minderheidsstandpunt = lang(
        "Minderheidsstandpunt", hint="Is iemand het er niet mee eens? Schrijf op waarom. Dit blijft bewaard."
    )

    def teksten(self) -> dict[str, str]:
        """Give the texts by name."""
        return {naam: self[naam].data for naam in (*GEZAMENLIJK, "minderheidsstandpunt")}


def vul_weging(eigen: Iterable[Weging]) -> WegingFormulier:
    """Give the form with what this lid wrote before."""
    bewaard: dict[str, Any] = {}
    for weging in eigen:
        bewaard |= {weging.waarde.value: weging.tekst, f"{weging.waarde}_stand": weging.stand}
    return WegingFormulier(formdata=None, data=bewaard)


def vul_motivering(afweging: Afweging) -> MotiveringFormulier:
    """Give the form with what the tafel wrote before."""
    return MotiveringFormulier(formdata=None, obj=afweging)
