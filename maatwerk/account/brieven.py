"""The mails about an account. They say what happened and what to do; never anything of a casus."""

from datetime import datetime

from maatwerk.account.models import Medewerker
from maatwerk.account.rules import Linksoort
from maatwerk.bericht.commands import Brief
from maatwerk.kern.klok import lokaal

_SLOT = "Heb je hier niet om gevraagd? Bel dan je functioneel beheerder.\n\nMaatwerk stuurde deze mail vanzelf."


def met_link(medewerker: Medewerker, soort: Linksoort, adres: str, tot: datetime) -> Brief:
    """Write the mail with the link with which somebody chooses a password."""
    uitnodiging = soort is Linksoort.UITNODIGING
    waarom = "Er staat een account voor je klaar." if uitnodiging else "Er is een nieuw wachtwoord gevraagd voor jou."
    onderwerp = "Je account voor Maatwerk" if uitnodiging else "Een nieuw wachtwoord voor Maatwerk"
    uitleg = f"De link werkt één keer, tot {lokaal(tot):%d-%m-%Y %H.%M} uur. Geef hem aan niemand anders."
    daarna = "Daarna meld je je aan, met je e-mailadres, dat wachtwoord en een code van je telefoon."
    return _brief(
        medewerker.email, medewerker, onderwerp, f"{waarom} Kies hier een wachtwoord:\n\n{adres}", uitleg, daarna
    )


def gewijzigd(medewerker: Medewerker) -> Brief:
    """Write that the password was changed, for whoever did not do so."""
    wat = "Je wachtwoord van Maatwerk is gewijzigd. Waar je nog was aangemeld, ben je afgemeld."
    return _brief(medewerker.email, medewerker, "Je wachtwoord van Maatwerk is gewijzigd", wat)


def verhuisd(medewerker: Medewerker, oud: str) -> list[Brief]:
    """Write to the old and to the new address that this account changed address."""
    wat = f"Je e-mailadres voor Maatwerk is gewijzigd. Je meldt je vanaf nu aan met {medewerker.email}."
    onderwerp = "Je e-mailadres voor Maatwerk is gewijzigd"
    return [_brief(adres, medewerker, onderwerp, wat) for adres in (oud, medewerker.email)]


def _brief(aan: str, medewerker: Medewerker, onderwerp: str, *alineas: str) -> Brief:
    return Brief(aan, onderwerp, "\n\n".join((f"Beste {medewerker.naam},", *alineas, _SLOT)) + "\n")
