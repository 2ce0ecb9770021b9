"""What stands around a casus: the windows of who may look for a while, and what is said about keeping it."""

from datetime import timedelta
from typing import Any

from maatwerk.bericht.models import Melding
from maatwerk.bericht.soorten import Soort
from maatwerk.bewaring.models import Bewaarplicht, Inzageverzoek, Voorstel
from maatwerk.bewaring.rules import Categorie
from maatwerk.casus.models import Breekglas, Toegang
from maatwerk.casus.venster import Grond, Oordeel
from tests.aanval.toneel import Toneel


def geef_toegang(toneel: Toneel, wie: str, grond: Grond, *namen: str, voorbij: bool = False) -> None:
    """Open a window on these casussen: yesterday until tomorrow, or one that closed an hour ago."""
    nu = toneel.handeling.nu
    tot = nu - timedelta(hours=1) if voorbij else nu + timedelta(days=1)
    wie_id, vanaf = toneel.mensen[wie].id, nu - timedelta(days=1)
    toneel.handeling.sessie.add_all(
        Toegang(casus_id=toneel.casussen[naam].id, medewerker_id=wie_id, grond=grond, vanaf=vanaf, tot=tot)
        for naam in namen
    )


def breek_open(toneel: Toneel, wie: str, naam: str, *, voorbij: bool = False) -> None:
    """Break the glass of this casus, an hour ago and judged, or just now."""
    nu, casus = toneel.handeling.nu, toneel.casussen[naam]
    oordeel: dict[str, Any] = {"oordeel": Oordeel.TERECHT, "beoordeeld_op": nu} if voorbij else {}
    if voorbij:
        oordeel |= {"beoordeeld_door": toneel.mensen["privacy"].id}
        oordeel |= toneel.teksten(naam, "breekglas", ("toelichting",))
    begonnen = nu - timedelta(hours=2) if voorbij else nu - timedelta(minutes=1)
    reden = toneel.schrijf(naam, "breekglas.reden", "")
    tot = begonnen + timedelta(hours=1)
    toneel.handeling.sessie.add(
        Breekglas(casus=casus, medewerker=toneel.mensen[wie], reden=reden, begonnen_op=begonnen, tot=tot, **oordeel)
    )
    toneel.handeling.sessie.add(
        Toegang(casus_id=casus.id, medewerker_id=toneel.mensen[wie].id, grond=Grond.BREEKGLAS, vanaf=begonnen, tot=tot)
    )


def bewaar(toneel: Toneel, naam: str) -> None:
    """Propose to destroy this casus, object to that, forbid it for now, and ask to see what is held."""
    handeling, casus, voorzitter = toneel.handeling, toneel.casussen[naam], toneel.mensen["voorzitter"].id
    dag, wie = handeling.vandaag, toneel.mensen["privacy"].id
    handeling.sessie.add_all(
        [
            Voorstel(
                casus_id=casus.id,
                categorie=Categorie.HELE_CASUS,
                vervalt_op=dag,
                voorgesteld_op=handeling.nu,
                bezwaar_tot=dag,
                bezwaar_door=voorzitter,
                **toneel.teksten(naam, "bewaarvoorstel", ("bezwaar_reden", "antwoord")),
            ),
            Bewaarplicht(
                casus_id=casus.id,
                tot=dag,
                gezet_door=wie,
                gezet_op=handeling.nu,
                **toneel.teksten(naam, "bewaarplicht", ("reden",)),
            ),
            Inzageverzoek(
                casus_id=casus.id,
                ontvangen_op=dag,
                uiterlijk_op=dag,
                geregistreerd_door=wie,
                **toneel.teksten(naam, "inzageverzoek", ("kenmerk",)),
            ),
        ]
    )


def vertel(toneel: Toneel) -> None:
    """Tell people about casussen that they may not see, or no longer: none of it may show."""
    nu, casussen = toneel.handeling.nu, ("concept", "uitvoering", "open", "lesuit")
    toneel.handeling.sessie.add_all(
        Melding(medewerker_id=toneel.mensen[wie].id, soort=Soort.BESLUIT, casus_id=toneel.casussen[naam].id, wanneer=nu)
        for wie in ("collega", "waarnemer_af", "lid_later", "lid_af", "coördinator_elders", "privacy", "beleid")
        for naam in casussen
    )
    toneel.handeling.sessie.flush()
