"""Taking anonymous content out of the house. Every export leaves a line in the log."""

from maatwerk.inzicht.bestand import maak_bestand
from maatwerk.inzicht.queries import list_rijen
from maatwerk.inzicht.rules import KOLOMMEN, Formaat, Wat
from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.commands import noteer


def exporteer(handeling: Handeling, wat: str, formaat: str) -> bytes:
    """Give lessen or signalen as a file. Raises ValueError on a word that is neither.

    What is anonymous may go to whoever has the right: the content is the same for every reader.
    """
    soort, vorm = Wat(wat), Formaat(formaat)
    bestand = maak_bestand(vorm, soort, KOLOMMEN[soort], list_rijen(handeling, soort))
    noteer(handeling, "export.gemaakt")
    return bestand
