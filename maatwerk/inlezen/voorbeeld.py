"""The one row in the template that shows how it is done, in the exchange format. It never becomes a casus."""

from collections.abc import Mapping
from typing import Any

_KENMERK = "VOORBEELD"
VOORBEELD: Mapping[str, Any] = {
    "bronkenmerk": _KENMERK,
    "titel": "VOORBEELD – haal deze rij weg",
    "ingediend_op": "2026-11-02",
    "indiener": {"organisatie": "Buurtteam", "functie": "buurtteammedewerker", "email": "collega@voorbeeld.nl"},
    "huishouden": {"type": "alleenstaand", "kinderen": "0", "leeftijdsklasse": "18-20"},
    "situatie": "Vertel wat er aan de hand is, zonder namen of adressen.",
    "wens_inwoner": "Schrijf op wat de inwoner zelf wil.",
    "leefgebieden": ["inkomen", "wonen"],
    "organisaties": ["Werk en Inkomen"],
    "gevraagde_doorbraak": "Schrijf op welke doorbraak je vraagt.",
    "privacy": {"geinformeerd_op": "2026-11-02", "grondslag": "participatiewet", "wil_aanwezig_zijn": "niet gevraagd"},
    "knelpunten": [
        {
            "type": "wederzijdse wachtvoorwaarde",
            "waar": "landelijke wet",
            "toelichting": "Zonder adres geen uitkering, zonder uitkering geen adres.",
            "regels": [
                {"wet": "Wet BRP", "artikel": "2.23", "werking": "knelt", "peildatum": "2026-11-02"},
                {"wet": "PW", "artikel": "40", "werking": "knelt"},
            ],
        }
    ],
    "pogingen": [{"datum": "2026-10-20", "organisatie": "Burgerzaken", "uitkomst": "De aanvraag is afgewezen."}],
}


def is_voorbeeld(inhoud: Mapping[str, Any]) -> bool:
    """Answer whether this was the example, whatever became of the rest of it."""
    return str(inhoud.get("bronkenmerk", "")).casefold() == _KENMERK.casefold()
