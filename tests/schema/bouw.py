"""Rows in every table there is."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from maatwerk.account.models import (
    Aanmelding,
    Aanmeldpoging,
    EenmaligeLink,
    Herstelcode,
    Identiteit,
    Rolvoorstel,
    Toegangssleutel,
    TweedeFactor,
    Uitdaging,
)
from maatwerk.account.rules import Doel, Linksoort, Rolbesluit
from maatwerk.afweging.geld import Kant, Ritme
from maatwerk.afweging.models import Afweging, Bedrag, Minderheidsstandpunt, Oplossing, Weging
from maatwerk.afweging.rules import WaardeCode
from maatwerk.bericht.models import Melding, Post, Voorkeur
from maatwerk.bericht.soorten import Groep, Soort, Wijze
from maatwerk.bewaring.models import Bewaarplicht, Inzageverzoek, Vernietigd, Vernietigingsverklaring, Voorstel
from maatwerk.bewaring.rules import Categorie, Omvang
from maatwerk.casus.models import Bevestiging, Breekglas, Klad, Poging
from maatwerk.casus.venster import Oordeel
from maatwerk.doorbraak.ladder import Antwoord, Trede
from maatwerk.doorbraak.models import Doorbraak, Opschaling, Procesevaluatie
from maatwerk.doorbraak.rules import Niveau
from maatwerk.inlezen.models import Inleesstuk, Inlezing
from maatwerk.inzicht.models import Cijfer, Cijferperiode
from maatwerk.inzicht.tabellen import Maat
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.rechten import Rol
from maatwerk.les.models import Hulp, Weerlegging
from maatwerk.logboek.commands import noteer
from maatwerk.logboek.models import Logboekgrens
from maatwerk.signaal.models import Stap
from maatwerk.signaal.rules import Signaalstatus
from maatwerk.tafel.models import Notitie, Pauze
from maatwerk.triage.models import (
    Aanvulling,
    Overdracht,
    Triagetoets,
    Triagevraag,
    Uitnodiging,
    Werkfilter,
)
from maatwerk.triage.rules import Toets, Uitslag
from tests.bouw import Bespreking, bouw_bespreking
from tests.doorbraak.bouw import bouw_motivering, bouw_uitvoering
from tests.les.bouw import bouw_les, bouw_signaal

_EENMALIG: dict[str, Any] = {"bronkenmerk": "een", "begonnen_met": bytes(32)}
"""What no second casus may have."""


def vul_alle_tabellen(handeling: Handeling) -> None:
    """Build the road of one casus, so that every table holds at least one row that its constraints allow."""
    bespreking = bouw_bespreking(handeling, pogingen=[Poging(uitkomst="Beide loketten gebeld.")], **_EENMALIG)
    besluit = bouw_uitvoering(handeling, bespreking, bespreking.voorzitter).besluit
    doorbraak = Doorbraak(niveau=Niveau.LOKAAL, omschrijving="Eerst het adres.", eigenaar="Burgerzaken")
    doorbraak.ruimte = "Awb 4:84"
    stap = Opschaling(trede=Trede.BESTUUR, gericht_aan="Wethouder", gevraagd_op=handeling.nu, reden="Geen geld.")
    stap.antwoord_voor, stap.antwoord, stap.geantwoord_op = handeling.vandaag, Antwoord.AFGEWEZEN, handeling.nu
    doorbraak.opschalingen.append(stap)
    besluit.doorbraken.append(doorbraak)
    _weeg(handeling, bespreking, bouw_motivering(handeling, bespreking))
    _leer(handeling, bespreking)
    _breek_open(handeling, bespreking)
    klad = Klad(casus_id=bespreking.casus.id, medewerker_id=bespreking.indiener.id, venster=bytes(32), inhoud="[]")
    klad.vanaf_versie, klad.beurt, klad.bewaard_op = 1, 1, handeling.nu
    handeling.sessie.add(klad)
    _beheer(handeling, bespreking)
    handeling.sessie.add_all(
        [
            Notitie(agendapunt_id=bespreking.agendapunt.id, fase="bedoeling", tekst="Niemand zit zonder geld."),
            Pauze(agendapunt_id=bespreking.agendapunt.id, reden="We bellen.", van=handeling.nu, tot=handeling.nu),
            Procesevaluatie(casus_id=bespreking.casus.id, goed="Snel.", beter="Eerder.", leren="Bel.", anders="Samen."),
            Aanmelding(
                merk=bytes(32),
                medewerker_id=bespreking.indiener.id,
                begonnen_op=handeling.nu - timedelta(hours=1),
                gezien_op=handeling.nu,
                bevestigd_op=handeling.nu,
            ),
            TweedeFactor(id=bespreking.indiener.id, zaad="JBSWY3DPEHPK3PXP", laatste_stap=1, ingesteld_op=handeling.nu),
            Herstelcode(medewerker_id=bespreking.indiener.id, code=bytes(32)),
            Aanmeldpoging(account=bytes(32), adres=bytes(32), wanneer=handeling.nu),
        ]
    )
    _bewaar(handeling, bespreking)
    _volg(handeling, bespreking)
    _open_andere_wegen(handeling, bespreking)
    noteer(handeling, "casus.gelezen", bespreking.casus)
    grens = {"keten": bytes(32), "aantal": 0, "gezet_op": handeling.nu, "zegel": bytes(32)}
    handeling.sessie.add(Logboekgrens(id=0, **grens))
    handeling.sessie.commit()


def _volg(handeling: Handeling, bespreking: Bespreking) -> None:
    """Build what comes after handing in."""
    casus, nu, wie = bespreking.casus.id, handeling.nu, bespreking.coordinator.id
    indiener, lid = bespreking.indiener.id, bespreking.leden[0].id
    vraag = Triagevraag(casus_id=casus, vraag="Wat zei de corporatie?", gesteld_door=wie, gesteld_op=nu)
    vraag.antwoord, vraag.beantwoord_door, vraag.beantwoord_op = "Zij wacht.", indiener, nu
    handeling.sessie.add_all(
        [
            vraag,
            Aanvulling(casus_id=casus, tekst="Er is nu een brief.", geschreven_door=indiener, geschreven_op=nu),
            Triagetoets(casus_id=casus, toets=Toets.SYSTEEM, uitslag=Uitslag.JA, getoetst_door=wie, getoetst_op=nu),
            Uitnodiging(casus_id=casus, medewerker_id=lid, gevraagd_door=wie, gevraagd_op=nu),
            Uitnodiging(casus_id=casus, organisatie="UWV", functie="Jurist", gevraagd_door=wie, gevraagd_op=nu),
            Werkfilter(medewerker_id=wie, naam="Ondiep", keuze="tafel=ondiep"),
            Overdracht(casus_id=casus, van_id=lid, naar_id=indiener, door_id=wie, overgedragen_op=nu),
        ]
    )


def _breek_open(handeling: Handeling, bespreking: Bespreking) -> None:
    handeling.sessie.add(
        Breekglas(
            casus_id=bespreking.casus.id,
            medewerker_id=bespreking.voorzitter.id,
            reden="De voorzitter van de tafel is onbereikbaar.",
            begonnen_op=handeling.nu,
            tot=handeling.nu + timedelta(hours=1),
            oordeel=Oordeel.TERECHT,
            beoordeeld_door=bespreking.coordinator.id,
            beoordeeld_op=handeling.nu,
        )
    )


def _beheer(handeling: Handeling, bespreking: Bespreking) -> None:
    lid, anders = bespreking.leden
    voorstel = Rolvoorstel(medewerker_id=lid.id, rol=Rol.VOORZITTER, tafel="zuilen", voorgesteld_op=handeling.nu)
    voorstel.voorgesteld_door, voorstel.besloten_door = anders.id, bespreking.voorzitter.id
    voorstel.besluit, voorstel.besloten_op = Rolbesluit.GEWEIGERD, handeling.nu
    link = EenmaligeLink(soort=Linksoort.HERSTEL, medewerker_id=lid.id, merk=bytes(32), geldig_tot=handeling.nu)
    post = Post(aan=lid.email, onderwerp="Een link", tekst="Kies een wachtwoord.", klaargezet_op=handeling.nu)
    post.volgende_poging_op = handeling.nu
    melding = Melding(medewerker_id=lid.id, soort=Soort.BESLUIT, casus_id=bespreking.casus.id, wanneer=handeling.nu)
    melding.verwerkt_op = handeling.nu
    voorkeur = Voorkeur(medewerker_id=lid.id, groep=Groep.NIEUWS, wijze=Wijze.GEEN)
    handeling.sessie.add_all([voorstel, link, post, melding, voorkeur, _bouw_inlezing(handeling, bespreking)])


def _bewaar(handeling: Handeling, bespreking: Bespreking) -> None:
    casus, dag, wie = bespreking.casus.id, handeling.vandaag, bespreking.voorzitter.id
    categorie, later = Categorie.HELE_CASUS, dag + timedelta(days=30)
    handeling.sessie.add_all(
        [
            Voorstel(
                casus_id=casus, categorie=categorie, vervalt_op=dag, voorgesteld_op=handeling.nu, bezwaar_tot=later,
                bezwaar_door=wie, bezwaar_reden="Beroep.", antwoord="Dat is voorbij.",
                goedgekeurd_door=bespreking.indiener.id, goedgekeurd_op=handeling.nu,
            ),
            Bewaarplicht(casus_id=casus, reden="Beroep.", tot=later, gezet_door=wie, gezet_op=handeling.nu,
                         opgeheven_door=wie, opgeheven_op=handeling.nu),
            Inzageverzoek(
                kenmerk="V-1", casus_id=casus, ontvangen_op=dag, uiterlijk_op=later, geregistreerd_door=wie,
                voorbereid_door=wie, voorbereid_op=handeling.nu
            ),
            Cijferperiode(
                periode="2026-K3", maat=Maat.KWARTAAL, afgesloten_op=handeling.nu,
                cijfers=[Cijfer(tabel="casussen-per-tafel", bij_rij="ondiep", bij_kolom="", aantal=5, drempel=5)],
            ),
            Vernietigd(kenmerk=bytes(32), omvang=Omvang.ALLES, datum=dag),
            Vernietigingsverklaring(
                partij="een", categorie=categorie, casusnummers=["MT-2020-0001"], aantal=1, termijn_dagen=1826,
                selectielijst="lijst", periode_van=dag, periode_tot=dag, goedgekeurd_door=["Pia"], methode="Gewist.",
                vernietigd_op=handeling.nu, backups_tot=later,
            ),
        ]
    )  # fmt: skip


def _open_andere_wegen(handeling: Handeling, bespreking: Bespreking) -> None:
    handeling.sessie.flush()
    wie, nu = bespreking.indiener.id, handeling.nu
    sessie = handeling.sessie.scalars(select(Aanmelding.id)).one()
    sleutel = {"credential_id": b"een", "public_key": b"openbaar", "sign_count": 0, "naam": "Telefoon"}
    handeling.sessie.add_all(
        [
            Identiteit(medewerker_id=wie, iss="https://inloggen.example", sub="a1", gekoppeld_op=nu),
            Toegangssleutel(medewerker_id=wie, gemaakt_op=nu, **sleutel),
            Uitdaging(id=sessie, waarde=bytes(32), doel=Doel.GEBRUIKEN, gemaakt_op=nu),
        ]
    )


def _weeg(handeling: Handeling, bespreking: Bespreking, afweging: Afweging) -> None:
    lid = bespreking.leden[0]
    oplossing = handeling.sessie.scalars(select(Oplossing).where(Oplossing.nummer == 1)).one()
    oplossing.bedragen.append(
        Bedrag(kant=Kant.KOSTEN, ritme=Ritme.EENMALIG, partij="W&I", laag=1, hoog=2, bron="Tafel", jaar=2026)
    )
    weging = {"afweging_id": afweging.id, "oplossing_id": oplossing.id, "medewerker_id": lid.id, "stand": 4}
    handeling.sessie.add_all(
        [
            Weging(waarde=WaardeCode.RENDEMENT, tekst="Weinig.", **weging),
            Minderheidsstandpunt(afweging_id=afweging.id, medewerker_id=lid.id, tekst="Nee.", reden="Daarom."),
        ]
    )


def _leer(handeling: Handeling, bespreking: Bespreking) -> None:
    les = bouw_les(handeling, bespreking.indiener, casus_id=bespreking.casus.id)
    handeling.sessie.add_all(
        [
            Weerlegging(
                les_id=les.id, vondst_merk="Roos", reden="Een bloem.", door=les.geschreven_door, wanneer=handeling.nu
            ),
            Hulp(les_id=les.id, casus_id=bespreking.casus.id, kwartaal="2026-K4"),
            Bevestiging(
                casus_id=bespreking.casus.id,
                woord_merk="een woord",
                bevestigd_door=bespreking.indiener.id,
                bevestigd_op=handeling.nu,
            ),
        ]
    )
    signaal = bouw_signaal(handeling, les)
    handeling.sessie.add(
        Stap(signaal_id=signaal.id, status=Signaalstatus.NIEUW, reden="Drie keer gezien.", gezet_op=handeling.nu)
    )


def _bouw_inlezing(handeling: Handeling, bespreking: Bespreking) -> Inlezing:
    stuk = Inleesstuk(volgnummer=0, aantal=1, rijen="[[2, {}]]", gekeurd_op=handeling.nu, fouten="[]")
    return Inlezing(
        medewerker_id=bespreking.coordinator.id,
        begonnen_op=handeling.nu,
        gelezen_als="XLSX",
        gelezen=1,
        overgeslagen=0,
        kolommen="[]",
        fouten="[]",
        bekeken=1,
        zacht=0,
        stukken=[stuk],
    )
