"""Every column that can hold text has chosen: encrypted, or open with a reason."""

from sqlalchemy import Column, Enum, LargeBinary, String

from maatwerk import schema
from maatwerk.kern.versleuteld import Versleuteld
from maatwerk.les.models import Termen

ZOEKEN = "hierop wordt gezocht, gerekend of gesorteerd; een keuze uit een lijst of een code, geen getypte tekst"
ACCOUNT = "over een medewerker: nodig om aan te melden, te zoeken en te sorteren"
LES = "komt alleen uit gepubliceerde lessen, die ieder met een account mag lezen"
OPEN = {
    "casus.tafel": ZOEKEN,
    "casus.organisatie": "van het account of de bron: begrenst wie de casus ziet en of een kenmerk al bestaat",
    "casus.indiener_functie": "van het account",
    "casus.wijk": ZOEKEN,
    "casus.grondslag": ZOEKEN,
    "knelpunt.soort": ZOEKEN,
    "knelpunt.waar": ZOEKEN,
    "regel.wet": ZOEKEN,
    "regel.artikel": "het nummer van een artikel in een wet",
    "medewerker.email": ACCOUNT,
    "medewerker.naam": ACCOUNT,
    "medewerker.organisatie": ACCOUNT,
    "medewerker.functie": ACCOUNT,
    "medewerker.wachtwoord": "een hash (argon2id)",
    "identiteit.iss": ACCOUNT,
    "identiteit.sub": ACCOUNT,
    "toegangssleutel.naam": ACCOUNT,
    "toewijzing.tafel": ZOEKEN,
    "agendapunt.fase": ZOEKEN,
    "notitie.fase": ZOEKEN,
    "zitting.tafel": ZOEKEN,
    "doorbraak.soort": ZOEKEN,
    "les.code": "willekeurig",
    "les.kwartaal": ZOEKEN,
    "kenmerk.waarde": ZOEKEN,
    "lesprofiel.wijk": ZOEKEN,
    "lesprofiel.huishouden": ZOEKEN,
    "lesprofiel.leeftijd": ZOEKEN,
    "lesprofiel.kinderen": ZOEKEN,
    "lesprofiel.periode": ZOEKEN,
    "lesindex.termen": "stammen, keuzes en artikelen van een gepubliceerde les; weg als zij wordt ingetrokken",
    "termtelling.term": "een stam, keuze of artikel uit een gepubliceerde les; weg als geen les haar meer heeft",
    "hulp.kwartaal": ZOEKEN,
    "cijferperiode.periode": ZOEKEN,
    "cijfer.periode": ZOEKEN,
    "cijfer.tabel": ZOEKEN,
    "cijfer.bij_rij": ZOEKEN,
    "cijfer.bij_kolom": ZOEKEN,
    "signaal.kernzin": LES,
    "signaal.wet": ZOEKEN,
    "signaal.artikel": LES,
    "signaal.knelpunttype": ZOEKEN,
    "signaal.gevolg": LES,
    "signaal.omweg": LES,
    "signaal.voorstel": LES,
    "signaal.eigenaar": LES,
    "stap.reden": LES,
    "logregel.wat": "een vast woord",
    "logregel.object_soort": "een vast woord",
    "logregel.bron": "een adres; de privacy officer zoekt erop",
    "rolvoorstel.tafel": ZOEKEN,
    "inlezing.gelezen_als": "een vaste zin",
    "post.aan": ACCOUNT,
    "post.onderwerp": "een vaste zin",
    "inzageverzoek.kenmerk": "het kenmerk van het verzoek in het zaaksysteem; de privacy officer zoekt erop",
    "vernietigingsverklaring.partij": "willekeurig",
    "vernietigingsverklaring.selectielijst": "een verwijzing uit de instellingen",
    "vernietigingsverklaring.methode": "een vaste zin",
    "sleutel.id": "de naam van een sleutel",
    "sleutel.proef": "is zelf al versleuteld",
}
"""The columns with readable text, each with the reason why it may be read by whoever holds only the database."""

KOLOMMEN = [kolom for tabel in schema.METADATA.sorted_tables for kolom in tabel.columns]


def test_elke_tekstkolom_is_versleuteld_of_staat_hier_met_een_reden() -> None:
    vrij = {
        f"{kolom.table.name}.{kolom.name}"
        for kolom in KOLOMMEN
        if isinstance(kolom.type, String | Termen) and not isinstance(kolom.type, Enum) and kolom.name != "rij"
    }
    assert vrij == set(OPEN)


def test_wat_geen_tekst_is_verbergt_er_geen() -> None:
    """JSON and bytes can hold text too: these are the only ones, and none of them was typed."""
    soorten = {
        "JSON": {
            "casus.leefgebieden",
            "lesprofiel.leefgebieden",
            "vernietigingsverklaring.casusnummers",
            "vernietigingsverklaring.goedgekeurd_door",
        }
    }
    anders = {f"{kolom.table.name}.{kolom.name}" for kolom in KOLOMMEN if kolom.type.__class__.__name__ in soorten}
    assert anders == soorten["JSON"]
    lang = {f"{kolom.table.name}.{kolom.name}" for kolom in KOLOMMEN if _bytes(kolom) not in (0, 32)}
    assert lang == {"toegangssleutel.credential_id", "toegangssleutel.public_key", "uitdaging.waarde"}


def _bytes(kolom: Column[object]) -> int | None:
    """Give how many bytes a column of bytes holds, None without a limit; 0 for any other column."""
    return kolom.type.length if isinstance(kolom.type, LargeBinary) else 0


def test_elke_versleutelde_kolom_noemt_haar_eigen_plek() -> None:
    dicht = [kolom for kolom in KOLOMMEN if isinstance(kolom.type, Versleuteld)]
    assert [getattr(kolom.type, "plek", "") for kolom in dicht] == [
        f"{kolom.table.name}.{kolom.name}" for kolom in dicht
    ]
    assert len(dicht) > 40
    assert all("rij" in kolom.table.c for kolom in dicht)
