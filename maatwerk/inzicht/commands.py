"""Taking anonymous content out of the house. Every export leaves a line in the log."""

from collections.abc import Iterator

from maatwerk.inzicht.bestand import maak_bestand
from maatwerk.inzicht.queries import rijen_van
from maatwerk.inzicht.rules import KOLOMMEN, Blad, Formaat, Wat
from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.commands import noteer


def begin_export(handeling: Handeling, wat: str, formaat: str) -> tuple[Wat, Formaat]:
    """Log that an export is made; commit this before `geef_uit`. Raises ValueError on a word that is neither.

    What is anonymous may go to whoever has the right: the content is the same for every reader.
    """
    soort, vorm = Wat(wat), Formaat(formaat)
    noteer(handeling, "export.gemaakt")
    return soort, vorm


def geef_uit(handeling: Handeling, wat: Wat, formaat: Formaat) -> Iterator[bytes]:
    """Give lessen or signalen as a file, in pieces. Reads a part at a time, each in a transaction of its own."""
    licentie = handeling.instellingen.algemeen.openbaar.licentie
    return maak_bestand(formaat, Blad(wat, KOLOMMEN[wat], rijen_van(handeling, wat), licentie))
