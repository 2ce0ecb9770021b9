"""The forms of a casus. Shape only: what must be there before handing in is for `rules`."""

from wtforms import FieldList, Form, FormField, RadioField, SelectMultipleField
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from maatwerk.casus.rules import (
    TEKST_TEKENS,
    TITEL_TEKENS,
    TRIAGE,
    Aanwezig,
    Huishoudtype,
    Kinderen,
    Leeftijdsklasse,
    Status,
    Werking,
)
from maatwerk.web.forms import (
    Datum,
    Formulier,
    Nodig,
    Opsomming,
    VersieFormulier,
    keuze,
    kort,
    lang,
    woorden,
    woordkeuze,
)

_UITKOMST = 500
_ARTIKEL = 40


class RegelFormulier(Form):
    """One rule in a knelpunt."""

    wet = keuze("Wet of regel")
    artikel = kort("Artikel", lengte=_ARTIKEL)
    werking = woordkeuze("Wat doet deze regel?", Werking)


class KnelpuntFormulier(Form):
    """Where it gets stuck."""

    toelichting = lang(
        "Waar loopt het vast?",
        Nodig(),
        hint="Welke regel of afspraak botst waarmee? Schrijf het in gewone woorden.",
        lengte=TEKST_TEKENS,
    )
    soort = keuze("Soort knelpunt")
    waar = keuze("Waar zit het?")
    regels = FieldList(FormField(RegelFormulier, "Regel"), label="Regels die een rol spelen", min_entries=2)


class PogingFormulier(Form):
    """What has been tried."""

    datum = Datum("Wanneer")
    organisatie = kort("Organisatie")
    uitkomst = lang("Wat kwam eruit?", lengte=_UITKOMST)


class CasusFormulier(VersieFormulier):
    """Everything about a casus that the indiener can tell; the required ones first (domein.md §4)."""

    titel = kort("Titel", Nodig(), hint="Kort, zonder namen.", lengte=TITEL_TEKENS)
    situatie = lang(
        "Wat is er aan de hand?", Nodig(), hint="Schrijf 'moeder' of 'zoon', geen namen.", lengte=TEKST_TEKENS
    )
    wens_inwoner = lang("Wat wil de inwoner zelf?", Nodig(), lengte=TEKST_TEKENS)
    knelpunten = FieldList(FormField(KnelpuntFormulier, "Knelpunt"), label="Knelpunten", min_entries=1, max_entries=6)
    gevraagde_doorbraak = lang("Welke doorbraak vraag je?", Nodig(), lengte=TEKST_TEKENS)

    geinformeerd_op = Datum(
        "Wanneer is de inwoner geïnformeerd?", hint="Laat dit leeg als het niet kon, en leg hieronder uit waarom."
    )
    reden_niet_geinformeerd = lang("Waarom is de inwoner niet geïnformeerd?", lengte=_UITKOMST)
    grondslag = keuze("Waarom mag je dit delen?", Nodig(), hint="De wettelijke grondslag.")
    wil_aanwezig_zijn = RadioField(
        "Wil de inwoner, of iemand die dichtbij staat, aan tafel zitten?",
        choices=woorden(Aanwezig),
        coerce=Aanwezig,
        default=Aanwezig.NIET_GEVRAAGD,
    )

    wijk = keuze(
        "Wijk", hint="Hiermee kiezen we de tafel. Weet je het niet, dan gaat de casus naar het stedelijk overleg."
    )
    huishoudtype = woordkeuze("Huishouden", Huishoudtype)
    kinderen = woordkeuze("Kinderen", Kinderen)
    leeftijdsklasse = woordkeuze("Leeftijd", Leeftijdsklasse)
    leefgebieden = SelectMultipleField(
        "Leefgebieden die meespelen",
        description="Kies alleen wat er hier toe doet.",
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    stem_inwoner = lang("De stem van de inwoner", hint="In eigen woorden van de inwoner.", lengte=TEKST_TEKENS)
    pogingen = FieldList(
        FormField(PogingFormulier, "Poging"), label="Wat is al geprobeerd?", min_entries=1, max_entries=12
    )
    organisaties = Opsomming("Welke organisaties zijn betrokken?", description="Eén per regel.")
    beslisser_organisatie = kort("Welke organisatie kan hierover besluiten?")
    beslisser_functie = kort("Wie daar? Noem de functie, geen naam.")
    niets_doen = lang("Wat gebeurt er als we niets doen?", lengte=TEKST_TEKENS)
    spoed_gevolg = lang(
        "Is er spoed? Wat gebeurt er dan binnen 14 dagen?",
        hint="Bijvoorbeeld een uithuiszetting of afsluiting. Laat leeg als er geen spoed is.",
        lengte=_UITKOMST,
    )
    spoed_datum = Datum("Uiterste datum bij spoed")
    bezwaartermijn = Datum("Tot wanneer loopt een bezwaartermijn?", hint="Bezwaar maken blijft altijd mogelijk.")
    bronkenmerk = kort("Eigen kenmerk", hint="Het nummer in je eigen systeem. Nooit een BSN.", lengte=40)


class TriageFormulier(Formulier):
    """What triage decides."""

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
