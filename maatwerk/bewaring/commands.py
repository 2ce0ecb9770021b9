"""Acts of people on what is kept: object, approve, hold, register a request. None commits."""

from datetime import date

from sqlalchemy import select

from maatwerk.bewaring.models import Bewaarplicht, Inzageverzoek, Voorstel
from maatwerk.bewaring.rules import Categorie, eis_bezwaar, eis_einddatum, eis_reden, maand_later
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Status, eis_onherkenbaar
from maatwerk.kern.fouten import Invoerfout, NietToegestaan, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.commands import noteer


def maak_bezwaar(handeling: Handeling, voorstel: Voorstel, reden: str) -> None:
    """Object, as voorzitter of the tafel. An approval that was there falls. Raises NietToegestaan or Invoerfout."""
    eis_bezwaar(voorstel.bezwaar_tot, handeling.vandaag, reden)
    eis_onherkenbaar({"reden": reden})
    voorstel.goedgekeurd_door = voorstel.goedgekeurd_op = None
    voorstel.antwoord = ""
    voorstel.bezwaar_door, voorstel.bezwaar_reden = handeling.wie.id, reden
    noteer(handeling, "bewaarvoorstel.bezwaar", voorstel)


def keur_goed(handeling: Handeling, voorstel: Voorstel, antwoord: str = "") -> None:
    """Approve, as privacy officer: the second person. An objection is answered first. Raises Invoerfout."""
    if voorstel.bezwaar_door == handeling.wie.id or voorstel.categorie is Categorie.CONCEPT:
        raise Onvindbaar
    if voorstel.bezwaar_door is not None:
        eis_reden(antwoord, "antwoord")
        eis_onherkenbaar({"antwoord": antwoord})
        voorstel.antwoord = antwoord
    voorstel.goedgekeurd_door, voorstel.goedgekeurd_op = handeling.wie.id, handeling.nu
    noteer(handeling, "bewaarvoorstel.goedgekeurd", voorstel)


def behoud(handeling: Handeling, casus: Casus) -> None:
    """Keep a concept for another term, as if its indiener wrote in it. Raises NietToegestaan on any other casus."""
    if casus.status is not Status.CONCEPT:
        raise NietToegestaan("Deze casus is ingediend. De bewaartermijn geldt dan vanaf het eind.")
    casus.gewijzigd_op = handeling.nu
    voorstel = handeling.sessie.scalar(select(Voorstel).where(Voorstel.casus_id == casus.id))
    if voorstel is not None:
        handeling.sessie.delete(voorstel)
    noteer(handeling, "casus.behouden", casus)


def zet_plicht(handeling: Handeling, casus: Casus, reden: str, tot: date) -> Bewaarplicht:
    """Keep a casus from being destroyed until a day. Raises Invoerfout."""
    eis_reden(reden)
    eis_onherkenbaar({"reden": reden})
    eis_einddatum(tot, handeling.vandaag)
    if handeling.wie.id is None:
        raise NietToegestaan("Een bewaarplicht zet een mens.")
    plicht = Bewaarplicht(casus_id=casus.id, reden=reden, tot=tot, gezet_door=handeling.wie.id, gezet_op=handeling.nu)
    handeling.sessie.add(plicht)
    noteer(handeling, "bewaarplicht.gezet", plicht)
    return plicht


def hef_op(handeling: Handeling, plicht: Bewaarplicht) -> None:
    """End a bewaarplicht before its day."""
    plicht.opgeheven_door, plicht.opgeheven_op = handeling.wie.id, handeling.nu
    noteer(handeling, "bewaarplicht.opgeheven", plicht)


def registreer_inzage(handeling: Handeling, casus: Casus, kenmerk: str, ontvangen: date) -> Inzageverzoek:
    """Register that somebody asked what we hold. Raises Invoerfout."""
    eis_onherkenbaar({"kenmerk": kenmerk})
    if ontvangen > handeling.vandaag:
        raise Invoerfout({"ontvangen_op": "Deze dag moet nog komen."})
    if handeling.sessie.scalar(select(Inzageverzoek.id).where(Inzageverzoek.kenmerk == kenmerk)):
        raise Invoerfout({"kenmerk": "Een verzoek met dit kenmerk staat er al."})
    verzoek = Inzageverzoek(
        kenmerk=kenmerk,
        casus_id=casus.id,
        ontvangen_op=ontvangen,
        uiterlijk_op=maand_later(ontvangen),
        geregistreerd_door=handeling.wie.id,
    )
    handeling.sessie.add(verzoek)
    noteer(handeling, "inzageverzoek.geregistreerd", verzoek)
    return verzoek
