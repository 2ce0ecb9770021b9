"""Acts that decide whether a les goes out: check, agree, object, release, bring out, withdraw. None commits."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from maatwerk.bericht.soorten import Soort
from maatwerk.kern.fouten import Invoerfout, NietToegestaan, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.klok import plus_werkdagen
from maatwerk.kern.rechten import Recht
from maatwerk.les import queries
from maatwerk.les.commands import naar_concept
from maatwerk.les.index import indexeer, vergeet
from maatwerk.les.kenmerken import eis_drempel, profiel_van
from maatwerk.les.melden import meld_indiener, meld_schrijvers
from maatwerk.les.models import Controleantwoord, Les
from maatwerk.les.oordeel import list_open
from maatwerk.les.poort import Vraag, eis_antwoord, eis_beslist, eis_gecontroleerd, eis_vragen, uitgaan_na
from maatwerk.les.precedenten import artikelen_van
from maatwerk.les.rules import (
    Lesstatus,
    eis_onherkenbaar,
    eis_overgang,
    eis_te_stemmen,
    eis_vier_ogen,
    eis_volledig,
)
from maatwerk.logboek.commands import noteer


def controleer(handeling: Handeling, les: Les, antwoorden: Collection[Vraag]) -> None:
    """Say, as a second person, that nobody can be recognised. Raises NietToegestaan or Invoerfout."""
    eis_vier_ogen({schrijver.id for schrijver in les.schrijvers}, handeling.wie.id)
    eis_overgang(les.status, Lesstatus.GECONTROLEERD)
    eis_volledig(les.teksten)
    eis_onherkenbaar(les.teksten)
    eis_beslist(len(list_open(handeling, les)))
    eis_vragen(antwoorden)
    les.status, les.bezwaar = Lesstatus.GECONTROLEERD, ""
    les.gecontroleerd_door = handeling.wie.id
    les.reageer_tot = plus_werkdagen(handeling.vandaag, handeling.instellingen.algemeen.termijnen.les_reactie_werkdagen)
    les.antwoorden = [
        Controleantwoord(vraag=vraag, medewerker_id=handeling.wie.id, wanneer=handeling.nu) for vraag in Vraag
    ]
    noteer(handeling, "les.gecontroleerd", les)
    meld_indiener(handeling, les, Soort.LES_INSTEMMEN)


def stem_in(handeling: Handeling, les: Les) -> None:
    """Agree, as the indiener of the casus. Raises NietToegestaan before the check, Onvindbaar for anybody else."""
    _eis_indiener(handeling, les)
    les.ingestemd_op, les.zonder_antwoord = les.ingestemd_op or handeling.nu, False
    noteer(handeling, "les.ingestemd", les)
    meld_schrijvers(handeling, les, Soort.LES_INGESTEMD)


def maak_bezwaar(handeling: Handeling, les: Les, reden: str) -> None:
    """Object, as the indiener: it becomes a concept again, and the writers read why. Raises as `stem_in` does."""
    _eis_indiener(handeling, les)
    if not reden.strip():
        raise Invoerfout({"reden": "Schrijf op wat er anders moet."})
    eis_onherkenbaar({"reden": reden})
    eis_overgang(les.status, Lesstatus.CONCEPT)
    naar_concept(les)
    les.bezwaar = reden
    noteer(handeling, "les.bezwaar", les)
    meld_schrijvers(handeling, les, Soort.LES_BEZWAAR)


def _eis_indiener(handeling: Handeling, les: Les) -> None:
    if not queries.mag_op(handeling, les, Recht.LES_INSTEMMEN):
        raise Onvindbaar
    eis_te_stemmen(les.status)


def publiceer(handeling: Handeling, les: Les) -> None:
    """Release a les for the next weekly moment. Raises NietToegestaan or Invoerfout while something is left to do."""
    eis_overgang(les.status, Lesstatus.VRIJGEGEVEN)
    ingestemd = les.ingestemd_op is not None
    eis_antwoord(ingestemd=ingestemd, reageer_tot=les.reageer_tot, vandaag=handeling.vandaag)
    _eis_uit(handeling, les)
    les.status, les.zonder_antwoord, les.vrijgegeven_op = Lesstatus.VRIJGEGEVEN, not ingestemd, handeling.nu
    noteer(handeling, "les.vrijgegeven" if ingestemd else "les.vrijgegeven_zonder_antwoord", les)


def _eis_uit(handeling: Handeling, les: Les) -> None:
    """Refuse what may not be read by everybody: asked at the release, and again when it goes out."""
    eis_onherkenbaar(les.teksten)
    eis_beslist(len(list_open(handeling, les)))
    eis_gecontroleerd([antwoord.vraag for antwoord in les.antwoorden])
    eis_drempel(handeling, les)


def gaat_uit_op(handeling: Handeling, les: Les) -> datetime | None:
    """Give when a released les goes out."""
    weekdag = handeling.instellingen.algemeen.termijnen.les_uit_weekdag
    return uitgaan_na(les.vrijgegeven_op, weekdag) if les.vrijgegeven_op else None


def wacht_er_een(handeling: Handeling) -> bool:
    """Answer whether the weekly moment of some les has come."""
    momenten = handeling.sessie.scalars(select(Les.vrijgegeven_op).where(Les.vrijgegeven_op.is_not(None)))
    weekdag = handeling.instellingen.algemeen.termijnen.les_uit_weekdag
    return any(moment is not None and uitgaan_na(moment, weekdag) <= handeling.nu for moment in momenten)


def breng_uit(handeling: Handeling) -> int:
    """Bring out together everything of which the weekly moment has come, and give how many. What may not, stays."""
    vraag = select(Les).where(Les.status == Lesstatus.VRIJGEGEVEN).order_by(Les.code)
    aantal = 0
    for les in handeling.sessie.scalars(vraag).all():
        moment = gaat_uit_op(handeling, les)
        if moment is not None and moment <= handeling.nu and _mag_uit(handeling, les):
            zet_uit(handeling, les)
            aantal += 1
    return aantal


def _mag_uit(handeling: Handeling, les: Les) -> bool:
    try:
        _eis_uit(handeling, les)
    except (Invoerfout, NietToegestaan):
        return False
    return True


def zet_uit(handeling: Handeling, les: Les) -> None:
    """Let everybody read it. Of its time only the period of its profiel stays."""
    eis_overgang(les.status, Lesstatus.GEPUBLICEERD)
    les.status, les.vrijgegeven_op = Lesstatus.GEPUBLICEERD, None
    les.kwartaal = profiel_van(les).periode
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
