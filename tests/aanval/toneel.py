"""The scene of an attack: casussen in every state and the people around them, with a text in every field.

What stands in a field is for the `Schrijver` to say: a canary, a nasty string, or plain words.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from maatwerk.account.models import Medewerker, Toewijzing, TweedeFactor
from maatwerk.afweging.geld import Kant, Ritme
from maatwerk.afweging.models import Afweging, Bedrag, Minderheidsstandpunt, Oplossing, Weging
from maatwerk.afweging.rules import GEZAMENLIJK, Afwijking, WaardeCode
from maatwerk.bericht.models import Melding
from maatwerk.bewaring.models import Bewaarplicht, Inzageverzoek, Voorstel
from maatwerk.casus.models import Breekglas, Casus, Klad, Knelpunt, Poging, Regel, Toegang
from maatwerk.casus.rules import Status
from maatwerk.doorbraak.ladder import Antwoord, Trede
from maatwerk.doorbraak.models import Actie, Besluit, Doorbraak, Opschaling, Procesevaluatie
from maatwerk.doorbraak.rules import Niveau, Uitkomst
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.les.models import Les, Weerlegging
from maatwerk.les.rules import Kenmerksoort, Lesstatus
from maatwerk.signaal.models import Signaal, Stap
from maatwerk.signaal.rules import Signaalstatus
from maatwerk.tafel.models import Agendapunt, Notitie, Pauze, Zitting
from maatwerk.tafel.rules import Zittingstatus
from maatwerk.triage.models import Aanvulling, Triagetoets, Triagevraag, Uitnodiging
from maatwerk.triage.rules import Toets
from tests.bouw import bouw_casus, bouw_medewerker, bouw_zitting
from tests.les.bouw import bouw_les, bouw_signaal

Schrijver = Callable[[str, str, str], str]
"""Gives the text for a casus, a column (table.column) and, where one casus has several rows, which row."""

CASUSTEKSTEN = (
    "titel", "situatie", "wens_inwoner", "stem_inwoner", "gevraagde_doorbraak", "niets_doen", "wijk", "organisatie",
    "indiener_functie", "bronkenmerk", "beslisser_organisatie", "beslisser_functie", "spoed_gevolg",
    "reden_niet_geinformeerd", "grondslag", "triage_toelichting", "wijk_anders", "huishoudtype_anders",
    "leefgebieden_anders", "vervanger", "verwante_casus", "grondslag_anders",
)  # fmt: skip
LESTEKSTEN = (
    "titel", "wat_speelde", "botsing", "bedoeling", "doorbraak", "weging", "geleerd", "houdt_stand",
)  # fmt: skip
ONDIEP, ZUILEN, KANALENEILAND = "ondiep", "zuilen", "kanaleneiland"

PLAATSEN: dict[str, tuple[tuple[Rol, str], ...]] = {
    "half": ((Rol.INDIENER, ""), (Rol.COORDINATOR, ONDIEP), (Rol.VOORZITTER, ONDIEP), (Rol.BELEID, "")),
    "uitgeschakeld": ((Rol.INDIENER, ""), (Rol.VOORZITTER, ONDIEP)),
    "eigenaar": ((Rol.INDIENER, ""),),
    "waarnemer": ((Rol.INDIENER, ""),),
    "waarnemer_af": ((Rol.INDIENER, ""),),
    "collega": ((Rol.INDIENER, ""),),
    "buiten": ((Rol.INDIENER, ""),),
    "lid": ((Rol.LID, ONDIEP),),
    "lid_af": ((Rol.LID, ONDIEP),),
    "lid_later": ((Rol.LID, ONDIEP),),
    "gast": ((Rol.LID, KANALENEILAND),),
    "ander_lid": ((Rol.LID, ONDIEP), (Rol.LID, ZUILEN)),
    "coördinator": ((Rol.COORDINATOR, ONDIEP),),
    "coördinator_elders": ((Rol.COORDINATOR, ZUILEN),),
    "voorzitter": ((Rol.VOORZITTER, ONDIEP),),
    "voorzitter_elders": ((Rol.VOORZITTER, ZUILEN),),
    "voorzitter_breekglas": ((Rol.VOORZITTER, KANALENEILAND),),
    "beleid": ((Rol.BELEID, ""),),
    "beheerder": ((Rol.BEHEERDER, ""),),
    "privacy": ((Rol.PRIVACY, ""),),
    "indiener_elders": ((Rol.INDIENER, ""),),
}
"""Everybody on the scene. `half` gives a password and no code; `indiener_elders` only owns what is of Zuilen."""


@dataclass
class Toneel:
    """What stands on the scene."""

    handeling: Handeling
    schrijf: Schrijver
    mensen: dict[str, Medewerker] = field(default_factory=dict)
    casussen: dict[str, Casus] = field(default_factory=dict)
    punten: dict[str, Agendapunt] = field(default_factory=dict)
    lessen: dict[str, Les] = field(default_factory=dict)
    ids: dict[str, list[int]] = field(default_factory=dict)
    voorbeelden: dict[str, object] = field(default_factory=dict)

    def teksten(self, naam: str, tabel: str, kolommen: Sequence[str], rij: str = "") -> dict[str, Any]:
        """Give a text for each of these columns."""
        return {kolom: self.schrijf(naam, f"{tabel}.{kolom}", rij) for kolom in kolommen}


def bouw_mensen(toneel: Toneel) -> None:
    """Build everybody; each has a text for a name only where the Schrijver wants it."""
    for wie, plaatsen in PLAATSEN.items():
        velden = toneel.teksten(wie, "medewerker", ("naam", "organisatie", "functie"))
        toneel.mensen[wie] = bouw_medewerker(toneel.handeling, *plaatsen, **velden)
    nu = toneel.handeling.nu
    half = toneel.mensen["half"]
    half.tweede_factor = TweedeFactor(id=half.id, zaad=bytes(20).hex(), laatste_stap=1, ingesteld_op=nu)


def bouw_stuk(toneel: Toneel, naam: str, status: Status, indiener: str = "eigenaar", tafel: str = ONDIEP) -> Casus:
    """Build a casus with a text in every field of its own."""
    knelpunt = Knelpunt(
        **toneel.teksten(naam, "knelpunt", ("soort", "waar", "toelichting", "soort_anders", "waar_anders")),
        regels=[
            Regel(**toneel.teksten(naam, "regel", ("wet", "artikel", "wet_anders")), peildatum=toneel.handeling.vandaag)
        ],
    )
    casus = bouw_casus(
        toneel.handeling,
        toneel.mensen[indiener],
        status,
        tafel=tafel,
        geinformeerd_op=None,
        leefgebieden=[toneel.schrijf(naam, "casus.leefgebieden", "")],
        organisaties=[toneel.schrijf(naam, "casus.organisaties", "")],
        knelpunten=[knelpunt],
        pogingen=[Poging(**toneel.teksten(naam, "poging", ("organisatie", "uitkomst")))],
        **toneel.teksten(naam, "casus", CASUSTEKSTEN),
    )
    toneel.casussen[naam] = casus
    _volg(toneel, naam, casus, toneel.mensen[indiener])
    return casus


def _volg(toneel: Toneel, naam: str, casus: Casus, indiener: Medewerker) -> None:
    """Ask and answer, add, check, and ask somebody along."""
    wie, nu = toneel.mensen["coördinator"].id, toneel.handeling.nu
    vraag = Triagevraag(casus_id=casus.id, gesteld_door=wie, gesteld_op=nu, beantwoord_op=nu, beantwoord_door=wie)
    for kolom, tekst in toneel.teksten(naam, "triagevraag", ("vraag", "antwoord")).items():
        setattr(vraag, kolom, tekst)
    aanvulling = toneel.teksten(naam, "aanvulling", ("tekst",))
    toets = toneel.teksten(naam, "triagetoets", ("toelichting",))
    genodigd = toneel.teksten(naam, "uitnodiging", ("organisatie", "functie"))
    toneel.handeling.sessie.add_all(
        [
            vraag,
            Aanvulling(casus_id=casus.id, geschreven_door=indiener.id, geschreven_op=nu, **aanvulling),
            Triagetoets(casus_id=casus.id, toets=Toets.SYSTEEM, getoetst_door=wie, getoetst_op=nu, **toets),
            Uitnodiging(casus_id=casus.id, gevraagd_door=wie, gevraagd_op=nu, **genodigd),
        ]
    )


def typ(toneel: Toneel, wie: str, naam: str) -> None:
    """Let somebody be typing on this casus: kept, not saved."""
    tekst = toneel.schrijf(naam, "klad.inhoud", wie.replace("_", ""))
    klad = Klad(
        casus_id=toneel.casussen[naam].id,
        medewerker_id=toneel.mensen[wie].id,
        venster=bytes(32),
        inhoud=json.dumps([["situatie", tekst], ["wil_aanwezig_zijn", "nee"]]),
        vanaf_versie=1,
        beurt=1,
        bewaard_op=toneel.handeling.nu,
    )
    toneel.handeling.sessie.add(klad)


def zet_aan_tafel(toneel: Toneel, *namen: str, status: Zittingstatus, begint_op: datetime) -> Zitting:
    """Put these casussen on one agenda of their tafel, each begun."""
    casussen = [toneel.casussen[naam] for naam in namen]
    zitting = bouw_zitting(
        toneel.handeling, *casussen, status=status, tafel=casussen[0].tafel, begint_op=begint_op, slots=len(namen)
    )
    for naam, punt in zip(namen, zitting.agenda, strict=True):
        punt.gestart_op = punt.fase_sinds = begint_op
        punt.fase = "waardendriehoek"
        toneel.punten[naam] = punt
        _bespreek(toneel, naam, punt)
    toneel.handeling.sessie.flush()
    return zitting


def _bespreek(toneel: Toneel, naam: str, punt: Agendapunt) -> None:
    """Note and weigh: not revealed yet."""
    toneel.handeling.sessie.add_all(
        Notitie(agendapunt_id=punt.id, fase=fase, tekst=toneel.schrijf(naam, "notitie.tekst", fase))
        for fase in ("bedoeling", "botsing")
    )
    punt.pauzes.append(Pauze(reden=toneel.schrijf(naam, "pauze.reden", ""), van=punt.gestart_op or toneel.handeling.nu))
    afweging, oplossing = Afweging(agendapunt=punt), _leg_op_tafel(toneel, naam, punt)
    toneel.handeling.sessie.add(afweging)
    toneel.handeling.sessie.flush()
    toneel.handeling.sessie.add_all(
        Weging(
            afweging_id=afweging.id,
            oplossing_id=oplossing.id,
            medewerker_id=toneel.mensen[wie].id,
            waarde=waarde,
            tekst=toneel.schrijf(naam, "weging.tekst", wie.replace("_", "") + waarde),
        )
        for wie in ("lid", "ander_lid")
        for waarde in WaardeCode
    )


def _leg_op_tafel(toneel: Toneel, naam: str, punt: Agendapunt) -> Oplossing:
    """Put an oplossing with an amount on the table, beside "niets doen"."""
    bedrag = Bedrag(
        kant=Kant.KOSTEN,
        ritme=Ritme.PER_MAAND,
        laag=100,
        hoog=200,
        jaar=2026,
        **toneel.teksten(naam, "bedrag", ("partij", "omschrijving", "bron")),
    )
    woorden = toneel.teksten(naam, "oplossing", ("tekst", "niet_in_geld"))
    oplossing = Oplossing(agendapunt_id=punt.id, nummer=1, vanaf_ronde=1, bedragen=[bedrag], **woorden)
    toneel.handeling.sessie.add_all([Oplossing(agendapunt_id=punt.id, nummer=0, vanaf_ronde=1), oplossing])
    return oplossing


def besluit(toneel: Toneel, naam: str, houder: str) -> None:
    """Reveal, motivate, decide, and give one actie to this holder."""
    nu, punt = toneel.handeling.nu, toneel.punten[naam]
    afweging = toneel.handeling.sessie.scalars(select(Afweging).where(Afweging.agendapunt_id == punt.id)).one()
    afweging.onthuld_op, punt.afgerond_op = nu, nu
    afweging.afwijking = Afwijking.ANDERS
    for kolom in (*GEZAMENLIJK, "afwijking_motivering"):
        setattr(afweging, kolom, toneel.schrijf(naam, f"afweging.{kolom}", ""))
    toneel.handeling.sessie.add(
        Minderheidsstandpunt(
            afweging_id=afweging.id,
            medewerker_id=toneel.mensen["lid"].id,
            **toneel.teksten(naam, "minderheidsstandpunt", ("tekst", "reden")),
        )
    )
    doorbraak = Doorbraak(
        niveau=Niveau.CASUS,
        **toneel.teksten(naam, "doorbraak", ("soort", "omschrijving", "eigenaar", "ruimte")),
    )
    stap = Opschaling(trede=Trede.BESTUUR, gevraagd_op=nu, antwoord_voor=toneel.handeling.vandaag)
    stap.antwoord, stap.geantwoord_op = Antwoord.AFGEWEZEN, nu
    for kolom, tekst in toneel.teksten(naam, "opschaling", ("gericht_aan", "reden")).items():
        setattr(stap, kolom, tekst)
    doorbraak.opschalingen.append(stap)
    actie = Actie(
        wat=toneel.schrijf(naam, "actie.wat", ""), houder=toneel.mensen[houder], voor=toneel.handeling.vandaag
    )
    toneel.handeling.sessie.add(
        Besluit(
            agendapunt=punt,
            casus=toneel.casussen[naam],
            genomen_op=nu,
            uitkomst=Uitkomst.DOORBRAAK,
            doorbraken=[doorbraak],
            acties=[actie],
            **toneel.teksten(naam, "besluit", ("toelichting", "voorwaarden", "terugkoppeling_door")),
        )
    )
    toneel.handeling.sessie.flush()


def evalueer(toneel: Toneel, naam: str) -> None:
    """Answer the four questions of the procesevaluatie."""
    antwoorden = toneel.teksten(naam, "procesevaluatie", ("goed", "beter", "leren", "anders"))
    toneel.handeling.sessie.add(Procesevaluatie(casus_id=toneel.casussen[naam].id, **antwoorden))


def leer(toneel: Toneel, naam: str, status: Lesstatus) -> Les:
    """Write a les from this casus."""
    ingetrokken = status is Lesstatus.INGETROKKEN
    les = bouw_les(
        toneel.handeling,
        toneel.mensen["voorzitter"],
        status,
        casus_id=toneel.casussen[naam].id,
        reden_ingetrokken=toneel.schrijf(naam, "les.reden_ingetrokken", "") if ingetrokken else "",
        kenmerken={soort: [toneel.schrijf(naam, "kenmerk.waarde", soort)] for soort in Kenmerksoort},
        **toneel.teksten(naam, "les", LESTEKSTEN),
    )
    toneel.lessen[naam] = les
    if status is Lesstatus.CONCEPT:
        les.bezwaar = toneel.schrijf(naam, "les.bezwaar", "")
    if status is Lesstatus.GEPUBLICEERD:
        reden = toneel.schrijf(naam, "weerlegging.reden", "")
        door, nu = les.geschreven_door, toneel.handeling.nu
        les.weerleggingen = [Weerlegging(vondst_merk=naam, reden=reden, door=door, wanneer=nu)]
    return les


def signaleer(toneel: Toneel, *lessen: Les) -> Signaal:
    """Make a signaal of these lessen, with one step."""
    kolommen = ("kernzin", "wet", "artikel", "knelpunttype", "gevolg", "omweg", "voorstel", "eigenaar")
    signaal = bouw_signaal(toneel.handeling, *lessen, **toneel.teksten("signaal", "signaal", kolommen))
    reden = toneel.schrijf("signaal", "stap.reden", "")
    nu = toneel.handeling.nu
    toneel.handeling.sessie.add(
        Stap(
            signaal_id=signaal.id, status=Signaalstatus.NIEUW, reden=reden, gezet_op=nu, zetter=toneel.mensen["beleid"]
        )
    )
    return signaal


def onthoud_ids(toneel: Toneel) -> None:
    """Keep the ids there are, by the name they have in an address. An Aanmelding comes later: the first three."""
    tabellen = {
        "signaal_id": Signaal.id,
        "breekglas_id": Breekglas.id,
        "toegang_id": Toegang.id,
        "actie_id": Actie.id,
        "doorbraak_id": Doorbraak.id,
        "medewerker_id": Medewerker.id,
        "indiener_id": Medewerker.id,
        "uitnodiging_id": Uitnodiging.id,
        "toewijzing_id": Toewijzing.id,
        "voorstel_id": Voorstel.id,
        "plicht_id": Bewaarplicht.id,
        "verzoek_id": Inzageverzoek.id,
        "melding_id": Melding.id,
    }
    toneel.ids = {naam: sorted(toneel.handeling.sessie.scalars(select(kolom))) for naam, kolom in tabellen.items()}
    later = ("filter_id", "aanmelding_id", "rolvoorstel_id", "identiteit_id", "sleutel_id", "verklaring_id")
    toneel.ids |= {naam: [1, 2, 3] for naam in later}
    toneel.voorbeelden = {naam: ids[0] for naam, ids in toneel.ids.items()} | {
        "nummer": toneel.casussen["concept"].nummer,
        "code": toneel.lessen["lesconcept"].code,
        "agendapunt_id": toneel.punten["gepland"].id,
        "zitting_id": toneel.punten["gepland"].zitting_id,
        "formaat": "ods",
        "vorm": "odt",
        "volgnummer": 1,
        "fase": "bedoeling",
        "stand": "aan",
        "richting": "omhoog",
        "besluit": "geweigerd",
        "sleutel": "verzonnen",
    }
