"""Acts on a zitting, its agenda and the thirty minutes. Each asks the rules, changes, and writes the logboek."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm.attributes import flag_modified

from maatwerk.account.queries import list_plaatsen
from maatwerk.bericht.melden import Over, meld
from maatwerk.bericht.soorten import Soort
from maatwerk.casus.commands import verzet
from maatwerk.casus.melden import wie_volgt
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Status, eis_onherkenbaar
from maatwerk.casus.toegang import beeindig_toegang, verleen_toegang
from maatwerk.casus.venster import Grond
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.klok import vandaag
from maatwerk.kern.rechten import Rol
from maatwerk.logboek.commands import noteer
from maatwerk.tafel.models import Agendapunt, Notitie, Zitting
from maatwerk.tafel.queries import find_notitie, is_eigen
from maatwerk.tafel.rules import (
    OPEN,
    SLOTS_MAX,
    Tijdvak,
    Zittingstatus,
    eis_alles_besloten,
    eis_andere_voorzitter,
    eis_begonnen,
    eis_bespreekbaar,
    eis_dag,
    eis_leesbaar,
    eis_niet_begonnen,
    eis_nieuw_op_agenda,
    eis_ruimte,
    eis_samen_passend,
    eis_status,
    eis_vrij,
    eis_zonder_besluit,
    get_fase,
    leden_lezen_tot,
    past_niet,
    tijdvak,
    wacht_op_besluit,
)
from maatwerk.tafel.samenvoegen import Samenvoeging, kies_basis, voeg_samen
from maatwerk.triage.queries import list_gasten


def plan_zitting(handeling: Handeling, tafel: str, begint_op: datetime, slots: int) -> Zitting:
    """Plan a meeting. Raises Invoerfout on `dag` when it is over, on `begint_om` when the tafel already meets then."""
    eis_dag(vandaag(begint_op), handeling.vandaag)
    eis_vrij(_tijdvak(handeling, begint_op, slots), _bezet(handeling, tafel, begint_op))
    zitting = Zitting(tafel=tafel, begint_op=begint_op, slots=slots, agenda=[])
    handeling.sessie.add(zitting)
    noteer(handeling, "zitting.gepland", zitting)
    return zitting


def _tijdvak(handeling: Handeling, begint_op: datetime, slots: int) -> Tijdvak:
    return tijdvak(begint_op, slots, handeling.instellingen.zitting.slotminuten)


def _bezet(handeling: Handeling, tafel: str, begint_op: datetime) -> list[Tijdvak]:
    """Give when this tafel meets around this moment; the longest zitting says how far around is."""
    langst = _tijdvak(handeling, begint_op, SLOTS_MAX)
    eerder = begint_op - (langst.tot - langst.van)
    vraag = select(Zitting).where(Zitting.tafel == tafel, Zitting.begint_op.between(eerder, langst.tot))
    return [_tijdvak(handeling, ander.begint_op, ander.slots) for ander in handeling.sessie.scalars(vraag)]


def zet_op_agenda(handeling: Handeling, zitting: Zitting, casus: Casus) -> Agendapunt:
    """Give a casus the next slot. On a published zitting the members may read it at once.

    Raises Invoerfout on `casus` when the agenda is full or the casus does not belong here, NietToegestaan otherwise.
    """
    eis_status(zitting.status, *OPEN)
    staat_er_al = any(punt.casus_id == casus.id for punt in zitting.agenda)
    eis_nieuw_op_agenda(eigen_tafel=casus.tafel == zitting.tafel, staat_er_al=staat_er_al)
    eis_ruimte(zitting.slots, len(zitting.agenda))
    verzet(handeling, casus, Status.INGEPLAND)
    agendapunt = Agendapunt(casus=casus, casus_id=casus.id, volgorde=len(zitting.agenda) + 1)
    zitting.agenda.append(agendapunt)
    _wijzig_agenda(handeling, zitting)
    if zitting.status is Zittingstatus.GEPUBLICEERD:
        _laat_lezen(handeling, zitting, [casus])
    noteer(handeling, "agendapunt.gezet", agendapunt)
    tik(handeling, zitting)
    dag = vandaag(zitting.begint_op)
    meld(handeling, wie_volgt(handeling, casus), Soort.INGEPLAND, Over(casus.id, keer=casus.versie, dag=dag))
    return agendapunt


def plan_in(handeling: Handeling, zitting: Zitting, casussen: Sequence[Casus]) -> None:
    """Give several casussen the next slots in one act: all, or none. Raises Invoerfout with a reason per casus."""
    eis_status(zitting.status, *OPEN)
    op_agenda = {punt.casus_id for punt in zitting.agenda}
    redenen = {
        casus.nummer: past_niet(
            casus.status, eigen_tafel=casus.tafel == zitting.tafel, staat_er_al=casus.id in op_agenda
        )
        for casus in casussen
    }
    eis_samen_passend(redenen, len(casussen), zitting.slots - len(zitting.agenda))
    for casus in casussen:
        zet_op_agenda(handeling, zitting, casus)


def tik(handeling: Handeling, punt_of_zitting: Agendapunt | Zitting) -> None:
    """Let every screen of this zitting fetch itself anew: the last line of any act that changes what they show.

    Past the version of the zitting on purpose: eight who weigh at the same moment are no conflict.
    """
    nummer = punt_of_zitting.zitting_id if isinstance(punt_of_zitting, Agendapunt) else punt_of_zitting.id
    ophogen = update(Zitting).where(Zitting.id == nummer).values(stand=Zitting.stand + 1)
    handeling.sessie.execute(ophogen, execution_options={"synchronize_session": False})


def _wijzig_agenda(handeling: Handeling, zitting: Zitting) -> None:
    """Raise the version of the zitting: two who change one agenda at the same time do not both succeed."""
    _houd_agenda(handeling, zitting)
    flag_modified(zitting, "tafel")


def _houd_agenda(handeling: Handeling, zitting: Zitting) -> None:
    """Hold the agendapunten before the zitting, as every act at the tafel does: nobody waits in a circle."""
    deze = select(Agendapunt.id).where(Agendapunt.zitting_id == zitting.id).order_by(Agendapunt.id)
    with handeling.sessie.no_autoflush:
        handeling.sessie.execute(deze.with_for_update())


def haal_van_agenda(handeling: Handeling, agendapunt: Agendapunt) -> None:
    """Take a casus off the agenda; the members no longer read it. Raises NietToegestaan once the talk began."""
    zitting, casus = agendapunt.zitting, agendapunt.casus
    eis_status(zitting.status, *OPEN)
    eis_niet_begonnen(agendapunt.gestart_op)
    if casus.status is not Status.INGETROKKEN:
        verzet(handeling, casus, Status.GEREED)
    noteer(handeling, "agendapunt.weggehaald", agendapunt)
    zitting.agenda.remove(agendapunt)
    for volgorde, punt in enumerate(zitting.agenda, start=1):
        punt.volgorde = volgorde
    _wijzig_agenda(handeling, zitting)
    beeindig_toegang(handeling, casus)
    tik(handeling, zitting)


def verplaats(handeling: Handeling, agendapunt: Agendapunt, stap: int) -> None:
    """Swap places with the one before (-1) or after (+1); at the end of the agenda nothing changes."""
    zitting = agendapunt.zitting
    eis_status(zitting.status, *OPEN)
    plek = agendapunt.volgorde - 1 + stap
    if not 0 <= plek < len(zitting.agenda):
        return
    ander = zitting.agenda[plek]
    agendapunt.volgorde, ander.volgorde = ander.volgorde, agendapunt.volgorde
    zitting.agenda.sort(key=lambda punt: punt.volgorde)
    _wijzig_agenda(handeling, zitting)
    noteer(handeling, "agendapunt.verplaatst", agendapunt)
    tik(handeling, zitting)


def publiceer(handeling: Handeling, zitting: Zitting) -> None:
    """Let the members of the tafel read what is on the agenda; again for members who came later."""
    eis_status(zitting.status, *OPEN)
    _houd_agenda(handeling, zitting)
    te_lezen = [punt.casus for punt in zitting.agenda if punt.casus.status is not Status.INGETROKKEN]
    _laat_lezen(handeling, zitting, te_lezen)
    zitting.status = Zittingstatus.GEPUBLICEERD
    noteer(handeling, "zitting.gepubliceerd", zitting)
    tik(handeling, zitting)


def _laat_lezen(handeling: Handeling, zitting: Zitting, casussen: list[Casus]) -> None:
    dagen = handeling.instellingen.algemeen.termijnen.leden_zien_dagen_na_zitting
    tot = leden_lezen_tot(zitting.begint_op, dagen)
    eis_leesbaar(tot, handeling.nu)
    leden = list_plaatsen(handeling, zitting.tafel, Rol.LID)
    for casus in casussen:
        gasten = [(gast, Grond.ADVIES) for gast in list_gasten(handeling, casus)]
        verleen_toegang(handeling, casus, [*((lid, Grond.TAFEL) for lid in leden), *gasten], handeling.nu, tot)
    over = Over(ding_id=zitting.id, keer=len(zitting.agenda), dag=vandaag(zitting.begint_op))
    meld(handeling, [lid.id for lid in leden], Soort.AGENDA, over)


def start(handeling: Handeling, agendapunt: Agendapunt) -> None:
    """Start the clock of this casus; a second start leaves it running. Raises NietToegestaan."""
    eis_gesprek(handeling, agendapunt)
    if agendapunt.gestart_op is not None:
        return
    agendapunt.gestart_op = handeling.nu
    agendapunt.fase = handeling.instellingen.zitting.fasen[0].code
    agendapunt.fase_sinds = handeling.nu
    noteer(handeling, "agendapunt.gestart", agendapunt)
    tik(handeling, agendapunt)


def naar_fase(handeling: Handeling, agendapunt: Agendapunt, fase: str) -> None:
    """Go to a phase, forward or back. Raises Onvindbaar on an unknown phase, NietToegestaan before the start."""
    eis_gesprek(handeling, agendapunt)
    eis_begonnen(agendapunt.gestart_op)
    agendapunt.fase = get_fase(handeling.instellingen.zitting.fasen, fase).code
    agendapunt.fase_sinds = handeling.nu
    noteer(handeling, "agendapunt.fase", agendapunt)
    tik(handeling, agendapunt)


def eis_gesprek(handeling: Handeling, agendapunt: Agendapunt) -> None:
    """Refuse to lead the talk outside its time, or about an own casus. Raises NietToegestaan."""
    eis_status(agendapunt.zitting.status, Zittingstatus.GEPUBLICEERD)
    eis_bespreekbaar(agendapunt.casus.status, agendapunt.afgerond_op)
    eis_andere_voorzitter(eigen=is_eigen(handeling, agendapunt.casus))


def schrijf_notitie(
    handeling: Handeling, agendapunt: Agendapunt, fase: str, tekst: str, *begin: str
) -> tuple[Notitie | None, Samenvoeging]:
    """Keep the note of one phase, from the start until the zitting closes; `begin` is what its writer went on from.

    What somebody else wrote meanwhile is merged with it. Raises Invoerfout on `tekst` when it holds a hard identifier.
    """
    handeling.sessie.refresh(agendapunt, ["gestart_op", "versie"], with_for_update=True)  # one writer at a time
    eis_status(agendapunt.zitting.status, *OPEN)
    eis_begonnen(agendapunt.gestart_op)
    get_fase(handeling.instellingen.zitting.fasen, fase)
    notitie = find_notitie(handeling, agendapunt, fase)
    bewaard = notitie.tekst if notitie else ""
    samen = voeg_samen(kies_basis(begin, bewaard), tekst, bewaard)
    if samen.tekst == bewaard:
        return notitie, samen
    eis_onherkenbaar({"tekst": samen.tekst})
    if notitie is None:
        notitie = Notitie(agendapunt_id=agendapunt.id, fase=fase)
        handeling.sessie.add(notitie)
    notitie.tekst = samen.tekst
    noteer(handeling, "notitie.geschreven", agendapunt)
    tik(handeling, agendapunt)
    return notitie, samen


def rond_af(handeling: Handeling, agendapunt: Agendapunt) -> None:
    """Mark that the besluit is there. Raises NietToegestaan before the start, the second time, and on an own casus."""
    eis_status(agendapunt.zitting.status, *OPEN)
    eis_andere_voorzitter(eigen=is_eigen(handeling, agendapunt.casus))
    eis_begonnen(agendapunt.gestart_op)
    eis_zonder_besluit(agendapunt.afgerond_op)
    agendapunt.afgerond_op = handeling.nu
    noteer(handeling, "agendapunt.afgerond", agendapunt)
    tik(handeling, agendapunt)


def sluit(handeling: Handeling, zitting: Zitting) -> None:
    """Close a zitting. Raises NietToegestaan with the casussen that have no besluit yet."""
    eis_status(zitting.status, *OPEN)
    _houd_agenda(handeling, zitting)
    eis_alles_besloten(
        [punt.casus.nummer for punt in zitting.agenda if wacht_op_besluit(punt.casus.status, punt.afgerond_op)]
    )
    zitting.status = Zittingstatus.GESLOTEN
    zitting.gesloten_op = handeling.nu
    noteer(handeling, "zitting.gesloten", zitting)
    tik(handeling, zitting)
