"""Acts on a les: draft, write, check, agree, publish, withdraw. None commits."""

import secrets
from collections.abc import Iterable, Mapping

from sqlalchemy import select

from maatwerk.account.models import Medewerker
from maatwerk.bericht.soorten import Soort
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Status
from maatwerk.doorbraak.queries import list_besluiten
from maatwerk.kern.fouten import Invoerfout, NietToegestaan, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.klok import vandaag
from maatwerk.kern.rechten import Recht
from maatwerk.les import queries
from maatwerk.les.index import indexeer, vergeet
from maatwerk.les.melden import meld_indiener, meld_schrijvers, meld_te_controleren
from maatwerk.les.models import Kenmerk, Les
from maatwerk.les.precedenten import artikelen_van
from maatwerk.les.rules import (
    VELDEN,
    Kenmerksoort,
    Lesstatus,
    eis_instemming,
    eis_onherkenbaar,
    eis_overgang,
    eis_te_schrijven,
    eis_te_stemmen,
    eis_versie,
    eis_vier_ogen,
    eis_volledig,
    kwartaal_van,
    ontwerp,
)
from maatwerk.les.stand import stand_van
from maatwerk.lijst.rules import is_bekend
from maatwerk.logboek.commands import noteer


def ontwerp_les(handeling: Handeling, casus: Casus) -> Les:
    """Draft a les from a closed casus, de-identified. Raises NietToegestaan if it is not closed or has a les."""
    handeling.sessie.execute(
        select(Casus.id).where(Casus.id == casus.id).with_for_update(key_share=True)
    )  # one les per casus
    if casus.status is not Status.AFGESLOTEN:
        raise NietToegestaan(f"Deze casus is nu '{casus.status}'. Een les komt uit een casus die afgesloten is.")
    if handeling.sessie.scalar(select(Les.id).where(Les.casus_id == casus.id)):
        raise NietToegestaan("Uit deze casus is al een les geschreven.")
    schrijver = _schrijver(handeling)
    les = Les(
        code=secrets.token_hex(4),
        casus=casus,
        geschreven_door=schrijver.id,
        schrijvers=[schrijver],
        kenmerken=_kenmerken(handeling, casus),
    )
    _zet_teksten(les, ontwerp(queries.get_verhaal(handeling, casus)))
    handeling.sessie.add(les)
    noteer(handeling, "les.ontworpen", les)
    meld_te_controleren(handeling, les)
    return les


def _schrijver(handeling: Handeling) -> Medewerker:
    return handeling.sessie.get_one(Medewerker, handeling.wie.id)


def _zet_teksten(les: Les, teksten: Mapping[str, str]) -> None:
    for veld in VELDEN:
        setattr(les, veld, teksten[veld])


def _kenmerken(handeling: Handeling, casus: Casus) -> list[Kenmerk]:
    """Give what the les can be found by. Only values of the lists: free text could name somebody."""
    lijsten = handeling.instellingen
    regels = [regel for punt in casus.knelpunten for regel in punt.regels]
    besluiten = list_besluiten(handeling, casus)
    doorbraken = [doorbraak for besluit in besluiten for doorbraak in besluit.doorbraken]
    return [
        *_van_soort(Kenmerksoort.WET, (regel.wet for regel in regels if is_bekend(lijsten.wetten, regel.wet))),
        *_van_soort(
            Kenmerksoort.KNELPUNTTYPE,
            (punt.soort for punt in casus.knelpunten if is_bekend(lijsten.knelpunttypen, punt.soort)),
        ),
        *_van_soort(
            Kenmerksoort.LEEFGEBIED, (naam for naam in casus.leefgebieden if is_bekend(lijsten.leefgebieden, naam))
        ),
        *_van_soort(Kenmerksoort.NIVEAU, (doorbraak.niveau for doorbraak in doorbraken)),
        *_van_soort(Kenmerksoort.STAND, [stand_van(doorbraak.status for doorbraak in doorbraken)]),
    ]


def _van_soort(soort: Kenmerksoort, waarden: Iterable[str]) -> list[Kenmerk]:
    return [Kenmerk(soort=soort, waarde=str(waarde)) for waarde in sorted(set(waarden))]


def schrijf_les(handeling: Handeling, les: Les, gegevens: Mapping[str, str], versie: int) -> None:
    """Keep what was written. A les that was checked becomes a concept again: nobody has seen this text yet.

    Raises NietToegestaan once it is published, Gewijzigd when somebody else saved after `versie`.
    """
    eis_te_schrijven(les.status)
    eis_versie(versie, les.versie)
    _zet_teksten(les, gegevens)
    opnieuw, les.status = les.status is Lesstatus.GECONTROLEERD, Lesstatus.CONCEPT
    les.gecontroleerd_door = les.ingestemd_op = None
    schrijver = _schrijver(handeling)
    les.geschreven_door = schrijver.id
    if schrijver not in les.schrijvers:
        les.schrijvers.append(schrijver)
    noteer(handeling, "les.geschreven", les)
    if opnieuw:
        meld_te_controleren(handeling, les)


def controleer(handeling: Handeling, les: Les) -> None:
    """Say, as a second person, that nobody can be recognised. Raises NietToegestaan or Invoerfout."""
    eis_vier_ogen({schrijver.id for schrijver in les.schrijvers}, handeling.wie.id)
    eis_overgang(les.status, Lesstatus.GECONTROLEERD)
    eis_volledig(les.teksten)
    eis_onherkenbaar(les.teksten)
    les.status = Lesstatus.GECONTROLEERD
    les.gecontroleerd_door = handeling.wie.id
    noteer(handeling, "les.gecontroleerd", les)
    meld_indiener(handeling, les, Soort.LES_INSTEMMEN)


def stem_in(handeling: Handeling, les: Les) -> None:
    """Agree, as the indiener of the casus. Raises NietToegestaan before the check, Onvindbaar for anybody else."""
    if not queries.mag_op(handeling, les, Recht.LES_INSTEMMEN):
        raise Onvindbaar
    eis_te_stemmen(les.status)
    les.ingestemd_op = les.ingestemd_op or handeling.nu
    noteer(handeling, "les.ingestemd", les)
    meld_schrijvers(handeling, les)


def publiceer(handeling: Handeling, les: Les) -> None:
    """Let the les out. Raises NietToegestaan without check or agreement, Invoerfout on a hard identifier."""
    eis_overgang(les.status, Lesstatus.GEPUBLICEERD)
    eis_instemming(ingestemd=les.ingestemd_op is not None)
    eis_onherkenbaar(les.teksten)
    gesloten_op = les.casus.afgesloten_op if les.casus else None
    sluitdag = vandaag(gesloten_op or handeling.nu)
    les.kwartaal = kwartaal_van(sluitdag)
    les.status = Lesstatus.GEPUBLICEERD
    indexeer(handeling, les, artikelen_van(handeling, les.casus))
    noteer(handeling, "les.gepubliceerd", les)
    meld_indiener(handeling, les, Soort.LES_GEPUBLICEERD)


def trek_in(handeling: Handeling, les: Les, reden: str) -> None:
    """Take a published les back. Raises NietToegestaan if it is not out, Invoerfout without a reason."""
    eis_overgang(les.status, Lesstatus.INGETROKKEN)
    if not reden.strip():
        raise Invoerfout({"reden": "Schrijf op waarom deze les niet meer naar buiten hoort."})
    eis_onherkenbaar({"reden": reden})
    les.status = Lesstatus.INGETROKKEN
    les.reden_ingetrokken = reden
    vergeet(handeling, les)
    noteer(handeling, "les.ingetrokken", les)
