"""The forms of a les. Shape only: what may go out is for `rules`."""

from collections.abc import Mapping
from datetime import date

from wtforms import BooleanField
from wtforms.validators import InputRequired

from maatwerk.doorbraak.rules import Niveau
from maatwerk.kern.instellingen import Instellingen
from maatwerk.les.poort import VRAGEN, Vraag
from maatwerk.les.rules import TEKST_TEKENS, TITEL_TEKENS, VELDEN, Kenmerksoort, Zoekvraag
from maatwerk.les.stand import Stand
from maatwerk.lijst.rules import te_kiezen
from maatwerk.web.forms import (
    Formulier,
    Nodig,
    Verplicht,
    VersieFormulier,
    keuze,
    kort,
    lang,
    opties,
    vul_keuzes,
    woordkeuze,
)


class LesFormulier(VersieFormulier):
    """The story, field by field."""

    titel = kort(VELDEN["titel"], Nodig(), hint="Kort, zonder namen of plaatsen.", lengte=TITEL_TEKENS)
    wat_speelde = lang(
        VELDEN["wat_speelde"],
        Nodig(),
        hint="Noem 'een ouder' of 'een jongere'. Laat weg wat uniek is.",
        lengte=TEKST_TEKENS,
    )
    botsing = lang(VELDEN["botsing"], Nodig(), hint="Welke regels zaten elkaar in de weg?", lengte=TEKST_TEKENS)
    bedoeling = lang(VELDEN["bedoeling"], hint="Van de regels, en voor de inwoner.", lengte=TEKST_TEKENS)
    doorbraak = lang(VELDEN["doorbraak"], lengte=TEKST_TEKENS)
    weging = lang(VELDEN["weging"], hint="Welke waarde knelde, en hoe is dat uit te leggen?", lengte=TEKST_TEKENS)
    geleerd = lang(VELDEN["geleerd"], Nodig(), hint="Wat kan een ander hier morgen mee?", lengte=TEKST_TEKENS)
    houdt_stand = lang(VELDEN["houdt_stand"], lengte=TEKST_TEKENS)


def _vraag(vraag: Vraag) -> BooleanField:
    stelling, anders = VRAGEN[vraag]
    return BooleanField(stelling, [InputRequired(f"Beantwoord deze vraag. {anders}")])


class ControleFormulier(VersieFormulier):
    """The questions that no detector can answer."""

    inwoner = _vraag(Vraag.INWONER)
    buurman = _vraag(Vraag.BUURMAN)
    collega = _vraag(Vraag.COLLEGA)
    uniek = _vraag(Vraag.UNIEK)


class IntrekFormulier(Formulier):
    """Why a les must come back."""

    reden = lang("Waarom trek je deze les in?", Verplicht("Schrijf op waarom."), hint="Noem geen namen.")


class ZoekFormulier(Formulier):
    """Looking for lessen. Sent by GET, changes nothing, so it needs no token."""

    class Meta(Formulier.Meta):
        """No token in the address."""

        csrf = False

    woorden = kort(
        "Zoekwoorden", hint="We vinden lessen met al deze woorden, ook in een andere vorm. Zoek niet op namen."
    )
    wet = keuze("Wet of regel")
    knelpunttype = keuze("Soort knelpunt")
    leefgebied = keuze("Leefgebied")
    niveau = woordkeuze("Niveau van de doorbraak", Niveau)
    stand = woordkeuze("Houdt het stand?", Stand)

    @property
    def vraag(self) -> Zoekvraag:
        """Give what is asked."""
        kenmerken = {soort: str(self[soort.value].data or "") for soort in Kenmerksoort}
        return Zoekvraag(self.woorden.data or "", kenmerken)


def zoekformulier(adres: Mapping[str, str], lijsten: Instellingen, dag: date) -> ZoekFormulier:
    """Give the search form, filled from the address."""
    formulier = ZoekFormulier(adres)
    vul_keuzes(formulier.wet, opties(te_kiezen(lijsten.wetten, dag)))
    vul_keuzes(formulier.knelpunttype, opties(te_kiezen(lijsten.knelpunttypen, dag)))
    vul_keuzes(formulier.leefgebied, opties(te_kiezen(lijsten.leefgebieden, dag)))
    return formulier
