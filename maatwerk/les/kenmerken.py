"""What a les can be found by, and what it tells of who it is about."""

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select

from maatwerk.casus import queries as casussen
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Status
from maatwerk.doorbraak.queries import list_besluiten
from maatwerk.kern.fouten import Invoerfout, NietToegestaan
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.klok import vandaag
from maatwerk.les.models import Kenmerk, Les, Lesprofiel
from maatwerk.les.profiel import Persoon, Profiel, Telling, past, stel_profiel_voor
from maatwerk.les.rules import Kenmerksoort
from maatwerk.les.stand import stand_van
from maatwerk.lijst.rules import is_bekend


def kenmerken_van(handeling: Handeling, casus: Casus) -> list[Kenmerk]:
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


def persoon_van(handeling: Handeling, casus: Casus) -> Persoon:
    """Give what a closed casus says about its inwoner; words that no list knows stay behind."""
    instellingen = handeling.instellingen
    return Persoon(
        wijk=casus.wijk if casus.wijk in instellingen.wijken else "",
        huishouden=casus.huishoudtype or "",
        leeftijd=casus.leeftijdsklasse or "",
        kinderen=casus.kinderen or "",
        leefgebieden=frozenset(naam for naam in casus.leefgebieden if is_bekend(instellingen.leefgebieden, naam)),
        gesloten=vandaag(casus.afgesloten_op or handeling.nu),
    )


def list_register(handeling: Handeling) -> list[Persoon]:
    """Give every closed casus of this installation as a Persoon: from one of these a les must come (ADR 023)."""
    dicht = select(Casus).where(Casus.status == Status.AFGESLOTEN, Casus.afgesloten_op.is_not(None))
    kolommen = dicht.with_only_columns(
        Casus.wijk, Casus.huishoudtype, Casus.leeftijdsklasse, Casus.kinderen, Casus.leefgebieden, Casus.afgesloten_op
    )
    return [
        Persoon(wijk, huishouden or "", leeftijd or "", kinderen or "", frozenset(gebieden), vandaag(gesloten))
        for wijk, huishouden, leeftijd, kinderen, gebieden, gesloten in handeling.sessie.execute(kolommen)
        if gesloten is not None
    ]


def profielvoorstel(handeling: Handeling, casus: Casus) -> Profiel:
    """Give what the les from this casus can tell, as much as the drempel lets it."""
    handeling.sessie.flush()
    nodig, gemeente = _grens(handeling)
    return stel_profiel_voor(persoon_van(handeling, casus), list_register(handeling), nodig, gemeente)


def profiel_van(les: Les) -> Profiel:
    """Give what a les tells. Raises NietToegestaan when nobody ever chose it."""
    zegt = les.profiel
    if zegt is None:
        raise NietToegestaan("Kies eerst wat deze les vertelt over wie het gaat.")
    gebieden = frozenset(zegt.leefgebieden)
    return Profiel(zegt.wijk, zegt.huishouden, zegt.leeftijd, zegt.kinderen, gebieden, zegt.periode)


def zet_profiel(les: Les, profiel: Profiel) -> None:
    """Let a les tell this, and be found by nothing more."""
    les.profiel = les.profiel or Lesprofiel()
    les.profiel.wijk, les.profiel.huishouden = profiel.wijk, profiel.huishouden
    les.profiel.leeftijd, les.profiel.kinderen = profiel.leeftijd, profiel.kinderen
    les.profiel.leefgebieden, les.profiel.periode = sorted(profiel.leefgebieden), profiel.periode
    bekend = set(les.waarden(Kenmerksoort.LEEFGEBIED))
    les.kenmerken = [
        *(een for een in les.kenmerken if een.soort != Kenmerksoort.LEEFGEBIED or een.waarde in profiel.leefgebieden),
        *_van_soort(Kenmerksoort.LEEFGEBIED, profiel.leefgebieden - bekend),
    ]


def tel_profiel(handeling: Handeling, profiel: Profiel) -> Telling:
    """Count the closed casussen that fit; the number is for whoever may read every closed casus there is."""
    nodig, gemeente = _grens(handeling)
    register = list_register(handeling)
    aantal = sum(past(profiel, persoon, gemeente) for persoon in register)
    return Telling(aantal, nodig, bekend=_ziet_alles(handeling, register))


def _ziet_alles(handeling: Handeling, register: Sequence[Persoon]) -> bool:
    leesbaar = casussen.zichtbaar_voor(handeling).where(Casus.status == Status.AFGESLOTEN).with_only_columns(Casus.id)
    return handeling.sessie.scalar(select(func.count()).select_from(leesbaar.subquery())) == len(register)


def eis_drempel(handeling: Handeling, les: Les) -> None:
    """Refuse to let out what tells too precisely who it is about. Raises Invoerfout with the reason."""
    telling = tel_profiel(handeling, profiel_van(les))
    if not telling.genoeg:
        raise Invoerfout({"profiel": telling.tekst})


def _grens(handeling: Handeling) -> tuple[int, str]:
    algemeen = handeling.instellingen.algemeen
    return algemeen.drempels.openbaar, algemeen.gemeente.naam
