"""The forms of a casus. Shape only: what must be there before handing in is for `rules`."""

from wtforms import Form, FormField, HiddenField, RadioField, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from maatwerk.casus.rules import (
    TEKST_TEKENS,
    TITEL_TEKENS,
    Aanwezig,
    Huishoudtype,
    Kinderen,
    Leeftijdsklasse,
    Werking,
)
from maatwerk.casus.venster import Oordeel
from maatwerk.kern.klok import nu, vandaag
from maatwerk.web.forms import (
    Datum,
    Formulier,
    Nodig,
    Opsomming,
    Rijen,
    Verplicht,
    Versie,
    VersieFormulier,
    keuze,
    kort,
    lang,
    woorden,
    woordkeuze,
)

_UITKOMST = 500
_ARTIKEL = 40
_MERK = 200


def anders(vraag: str) -> StringField:
    """Give the words for what a list does not have; the page shows it once "anders" is chosen."""
    veld = kort(vraag)
    veld.kwargs["render_kw"] = {"placeholder": " "}  # by which the stylesheet sees that it is empty
    return veld


def _spoor() -> HiddenField:
    """Give a field with which a page knows itself again; nobody types in it."""
    return HiddenField(validators=[Length(max=_MERK)])


class RegelFormulier(Form):
    """One rule in a knelpunt."""

    wet = keuze("Wet of regel")
    wet_anders = anders("Welke wet of regel?")
    artikel = kort("Artikel", lengte=_ARTIKEL)
    werking = woordkeuze("Wat doet deze regel?", Werking, Werking.KNELT)
    peildatum = Datum("Peildatum", hint="De dag waarop je de regel las.", default=lambda: vandaag(nu()))


class KnelpuntFormulier(Form):
    """Where it gets stuck."""

    toelichting = lang(
        "Waar loopt het vast?",
        Nodig(),
        hint="Welke regel of afspraak botst waarmee? Schrijf het in gewone woorden.",
        lengte=TEKST_TEKENS,
    )
    soort = keuze("Soort knelpunt")
    soort_anders = anders("Wat voor knelpunt is het?")
    waar = keuze("Waar zit het?")
    waar_anders = anders("Waar zit het dan?")
    regels = Rijen(FormField(RegelFormulier, "Regel"), label="Regels die een rol spelen", min_entries=2, max_entries=12)


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
    knelpunten = Rijen(FormField(KnelpuntFormulier, "Knelpunt"), label="Knelpunten", min_entries=1, max_entries=6)
    gevraagde_doorbraak = lang("Welke doorbraak vraag je?", Nodig(), lengte=TEKST_TEKENS)

    geinformeerd_op = Datum(
        "Wanneer is de inwoner geïnformeerd?", hint="Laat dit leeg als het niet kon, en leg hieronder uit waarom."
    )
    reden_niet_geinformeerd = lang("Waarom is de inwoner niet geïnformeerd?", lengte=_UITKOMST)
    grondslag = keuze("Waarom mag je dit delen?", Nodig(), hint="De wettelijke grondslag.")
    grondslag_anders = anders("Welke grondslag is het?")
    wil_aanwezig_zijn = RadioField(
        "Wil de inwoner, of iemand die dichtbij staat, aan tafel zitten?",
        choices=woorden(Aanwezig),
        coerce=Aanwezig,
        default=Aanwezig.NIET_GEVRAAGD,
    )

    wijk = keuze(
        "Wijk", hint="Hiermee kiezen we de tafel. Weet je het niet, dan gaat de casus naar het stedelijk overleg."
    )
    wijk_anders = anders("Welke wijk?")
    huishoudtype = woordkeuze("Huishouden", Huishoudtype)
    huishoudtype_anders = anders("Wat voor huishouden?")
    kinderen = woordkeuze("Kinderen", Kinderen)
    leeftijdsklasse = woordkeuze("Leeftijd", Leeftijdsklasse)
    leefgebieden = SelectMultipleField(
        "Leefgebieden die meespelen",
        description="Kies alleen wat er hier toe doet.",
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    leefgebieden_anders = anders("Welk ander leefgebied?")
    stem_inwoner = lang("De stem van de inwoner", hint="In eigen woorden van de inwoner.", lengte=TEKST_TEKENS)
    pogingen = Rijen(FormField(PogingFormulier, "Poging"), label="Wat is al geprobeerd?", min_entries=1, max_entries=12)
    organisaties = Opsomming("Welke organisaties zijn betrokken?", description="Eén per regel.")
    beslisser_organisatie = kort("Welke organisatie kan hierover besluiten?")
    beslisser_functie = kort("Wie daar? Noem de functie, geen naam.")
    vervanger = kort("Wie weet hier ook van?", hint="Een collega die vragen beantwoordt als jij er niet bent.")
    verwante_casus = kort(
        "Hoort er een andere casus bij?", hint="Het nummer, zoals MT-2020-0042, en in één zin waarom."
    )
    niets_doen = lang("Wat gebeurt er als we niets doen?", lengte=TEKST_TEKENS)
    spoed_gevolg = lang(
        "Is er spoed? Wat gebeurt er dan binnen 14 dagen?",
        hint="Bijvoorbeeld een uithuiszetting of afsluiting. Laat leeg als er geen spoed is.",
        lengte=_UITKOMST,
    )
    spoed_datum = Datum("Uiterste datum bij spoed")
    bezwaartermijn = Datum("Tot wanneer loopt een bezwaartermijn?", hint="Bezwaar maken blijft altijd mogelijk.")
    bronkenmerk = kort("Eigen kenmerk", hint="Het nummer in je eigen systeem. Nooit een BSN.", lengte=40)

    venster = _spoor()
    wie = _spoor()
    uit = _spoor()
    kladden = _spoor()
    gezien = Versie(widget=HiddenInput(), default=0)
    """The version of the casus that stood beside the own text: choosing between the two counts as having read it."""


class WaarneemFormulier(Formulier):
    """Who stands in for the indiener, and until when."""

    waarnemer = keuze("Wie neemt waar?", Verplicht("Kies wie deze casus waarneemt."))
    tot = Datum("Tot en met welke dag?", Verplicht("Kies tot en met welke dag."))


class BreekglasFormulier(Formulier):
    """Which casus of another tafel must be read, and why."""

    nummer = kort("Nummer van de casus", Verplicht("Vul het nummer van de casus in, zoals MT-2020-0042."))
    reden = lang(
        "Waarom moet je deze casus nu lezen?",
        Verplicht("Leg uit waarom."),
        hint="De privacy officer leest dit. Noem geen namen.",
        lengte=_UITKOMST,
    )


class OordeelFormulier(Formulier):
    """What the privacy officer finds of it."""

    oordeel = RadioField(
        "Was dit terecht?",
        [InputRequired("Kies of dit terecht was.")],
        choices=woorden(Oordeel),
        coerce=Oordeel,
    )
    toelichting = lang("Toelichting", lengte=_UITKOMST)
