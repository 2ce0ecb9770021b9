"""Rows in every table there is."""

from datetime import timedelta

from maatwerk.account.models import Aanmelding, Aanmeldpoging, Herstelcode, TweedeFactor
from maatwerk.afweging.models import Afweging, Weging
from maatwerk.afweging.rules import WaardeCode
from maatwerk.casus.models import Poging
from maatwerk.doorbraak.models import Doorbraak, Procesevaluatie
from maatwerk.doorbraak.rules import Niveau
from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.commands import noteer
from maatwerk.signaal.models import Stap
from maatwerk.signaal.rules import Signaalstatus
from maatwerk.tafel.models import Notitie
from tests.bouw import Bespreking, bouw_bespreking
from tests.doorbraak.bouw import bouw_motivering, bouw_uitvoering
from tests.les.bouw import bouw_les, bouw_signaal


def vul_alle_tabellen(handeling: Handeling) -> None:
    """Build the road of one casus, so that every table holds at least one row that its constraints allow."""
    bespreking = bouw_bespreking(handeling, pogingen=[Poging(uitkomst="Beide loketten gebeld.")], bronkenmerk="een")
    besluit = bouw_uitvoering(handeling, bespreking, bespreking.voorzitter).besluit
    besluit.doorbraken.append(Doorbraak(niveau=Niveau.LOKAAL, omschrijving="Eerst het adres.", eigenaar="Burgerzaken"))
    _weeg(handeling, bespreking, bouw_motivering(handeling, bespreking))
    _leer(handeling, bespreking)
    handeling.sessie.add_all(
        [
            Notitie(agendapunt_id=bespreking.agendapunt.id, fase="bedoeling", tekst="Niemand zit zonder geld."),
            Procesevaluatie(casus_id=bespreking.casus.id, goed="Snel.", beter="Eerder.", leren="Bel.", anders="Samen."),
            Aanmelding(
                merk=bytes(32),
                medewerker_id=bespreking.indiener.id,
                begonnen_op=handeling.nu - timedelta(hours=1),
                gezien_op=handeling.nu,
                bevestigd_op=handeling.nu,
            ),
            TweedeFactor(
                id=bespreking.indiener.id, geheim_versleuteld=b"dicht", laatste_stap=1, ingesteld_op=handeling.nu
            ),
            Herstelcode(medewerker_id=bespreking.indiener.id, code=bytes(32)),
            Aanmeldpoging(account=bytes(32), adres=bytes(32), wanneer=handeling.nu),
        ]
    )
    noteer(handeling, "casus.gelezen", bespreking.casus)
    handeling.sessie.commit()


def _weeg(handeling: Handeling, bespreking: Bespreking, afweging: Afweging) -> None:
    lid = bespreking.leden[0]
    handeling.sessie.add(
        Weging(afweging_id=afweging.id, medewerker_id=lid.id, waarde=WaardeCode.RENDEMENT, tekst="Weinig.", stand=4)
    )


def _leer(handeling: Handeling, bespreking: Bespreking) -> None:
    les = bouw_les(handeling, bespreking.indiener, casus_id=bespreking.casus.id)
    signaal = bouw_signaal(handeling, les)
    handeling.sessie.add(
        Stap(signaal_id=signaal.id, status=Signaalstatus.NIEUW, reden="Drie keer gezien.", gezet_op=handeling.nu)
    )
