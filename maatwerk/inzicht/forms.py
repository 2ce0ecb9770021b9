"""The form of an export."""

from wtforms import RadioField
from wtforms.validators import InputRequired

from maatwerk.inzicht.rules import Formaat, Wat
from maatwerk.web.forms import Formulier, opties, woorden

_FORMATEN = (
    (Formaat.ODS.value, "ODS, voor LibreOffice en andere rekenprogramma's"),
    (Formaat.XLSX.value, "XLSX, voor Excel"),
    (Formaat.CSV.value, "CSV, voor elk programma"),
    (Formaat.JSON.value, "JSON, voor software"),
    (Formaat.PAKKET.value, "Datapakket (zip), om als open data te delen: met uitleg en licentie"),
)


class ExportFormulier(Formulier):
    """What, and as what kind of file."""

    wat = RadioField("Wat wil je exporteren?", [InputRequired("Kies lessen of signalen.")], choices=woorden(Wat))
    formaat = RadioField("Als wat voor bestand?", [InputRequired("Kies een soort bestand.")], choices=opties(_FORMATEN))
