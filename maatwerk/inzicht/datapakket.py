"""A Frictionless Data Package: the rows as CSV, with what each column means and under which licence (ADR 025)."""

import json
from collections.abc import Iterable, Iterator, Mapping

from maatwerk.inzicht.inpakken import Deel
from maatwerk.inzicht.rules import MEER, Blad

_LICENTIES: Mapping[str, tuple[str, str]] = {
    "CC0-1.0": ("Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/deed.nl"),
    "CC-BY-4.0": ("Creative Commons Naamsvermelding 4.0", "https://creativecommons.org/licenses/by/4.0/deed.nl"),
}
_UITLEG: Mapping[str, str] = {
    "code": "Willekeurige code van de les.",
    "kwartaal": "Het kwartaal, half jaar of jaar waarin de casus werd afgesloten. Een preciezere datum is er niet.",
    "titel": "Titel.",
    "wat_speelde": "Wat speelde er?",
    "botsing": "Waar botste het?",
    "bedoeling": "Wat was de bedoeling?",
    "doorbraak": "Welke doorbraak kwam er?",
    "weging": "Hoe is er gewogen?",
    "geleerd": "Wat leren we?",
    "houdt_stand": "Houdt het stand?",
    "wetten": "Wetten en regels, gescheiden door ' | '.",
    "knelpunttypen": "Soorten knelpunten, gescheiden door ' | '.",
    "leefgebieden": "Leefgebieden, gescheiden door ' | '.",
    "niveaus": "Niveaus van de doorbraken, gescheiden door ' | '.",
    "stand": "Houdt het stand, in een woord.",
    "kernzin": "Welke regel zorgt bij welke situatie waarvoor?",
    "wet": "De wet of regel.",
    "artikel": "Het artikel.",
    "peildatum": "Op welke dag de regel zo luidde.",
    "knelpunttype": "Soort knelpunt.",
    "niveau": "Wie kan het veranderen?",
    "ernst": "Hoe erg is het?",
    "aantal_casussen": "Hoeveel casussen; onder de drempel staat er 'minder dan'.",
    "gevolg": "Wat het gevolg is.",
    "omweg": "Wat nu de omweg is.",
    "voorstel": "Wat het voorstel is.",
    "eigenaar": "Wie het kan oplossen.",
    "status": "Hoever het is.",
}
_EISEN: Mapping[str, Mapping[str, object]] = {
    "code": {"required": True, "unique": True, "pattern": "[0-9a-f]{8}"},
    "kwartaal": {"required": True, "pattern": "[0-9]{4}(-K[1-4]|-H[12]| of eerder)?"},
    "titel": {"required": True},
    "kernzin": {"required": True},
}


def datapakket(blad: Blad, regels: Iterable[bytes]) -> Iterator[Deel]:
    """Give the parts: the description first, then who may do what with it, then the rows."""
    yield Deel("datapackage.json", [json.dumps(_beschrijving(blad), ensure_ascii=False, indent=2).encode()])
    yield Deel("README.md", [_lees_mij(blad).encode()])
    yield Deel("LICENTIE.txt", [f"{' '.join(_LICENTIES[blad.licentie])}\n".encode()])
    yield Deel(f"{blad.naam}.csv", regels)


def _beschrijving(blad: Blad) -> dict[str, object]:
    naam, adres = _LICENTIES[blad.licentie]
    velden = [
        {"name": kolom, "type": "string", "description": _UITLEG[kolom]}
        | ({"constraints": _EISEN[kolom]} if kolom in _EISEN else {})
        for kolom in blad.kolommen
    ]
    return {
        "name": f"maatwerk-{blad.naam}",
        "title": f"Maatwerk: anonieme {blad.naam}",
        "licenses": [{"name": blad.licentie, "title": naam, "path": adres}],
        "resources": [
            {
                "name": blad.naam,
                "type": "table",
                "path": f"{blad.naam}.csv",
                "scheme": "file",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "dialect": {"delimiter": ","},
                "schema": {"fields": velden},
            }
        ],
    }


def _lees_mij(blad: Blad) -> str:
    kolommen = "\n".join(f"- `{kolom}`: {_UITLEG[kolom]}" for kolom in blad.kolommen)
    return (
        f"# Maatwerk: anonieme {blad.naam}\n\n"
        "Dit pakket bevat alleen wat anoniem is en gepubliceerd. Er staat geen casusnummer, tafel, dag of naam in.\n\n"
        f"- `{blad.naam}.csv`: de gegevens (UTF-8, met komma's).\n"
        "- `datapackage.json`: wat elke kolom betekent (Frictionless Data Package).\n\n"
        f"## Kolommen\n\n{kolommen}\n\n"
        f"Staan er meer waarden in een cel, dan staat er `{MEER}` tussen. Begint een tekst met een teken waar een"
        " rekenprogramma een formule aan herkent, dan staat er een `'` voor.\n\n"
        f"## Licentie\n\n{' – '.join(_LICENTIES[blad.licentie])}\n"
    )
