"""Write docs/toegang.md again from the policy: `make toegang`. A test compares the two."""
# ruff: noqa: INP001 - a script, no package

from collections.abc import Iterator
from pathlib import Path

from maatwerk.kern.beleid import BELEID
from maatwerk.kern.rechten import UITLEG, Recht, Rol

DOEL = Path(__file__).with_suffix(".md")
_KOP = """# Wie mag wat

Deze bladzijde is gemaakt uit `maatwerk/kern/beleid.py` (`make toegang`). De bewaking van elke bladzijde, de vragen aan
de database en de knoppen op het scherm lezen datzelfde beleid. Wat hier niet staat, mag niemand. Wat je niet mag zien,
bestaat voor jou niet: je krijgt dezelfde foutpagina als bij een nummer dat er niet is.

## De regels achter de tabel

1. Bij dezelfde organisatie werken geeft niets. Waarnemen is een afspraak per casus, met een einddatum.
2. Een tafellid leest een casus vanaf het publiceren van de agenda tot het venster sluit. Daarna niet meer.
3. Beheerder en privacy officer gaan niet samen met elkaar of met een andere rol. Dat bewaakt ook de database.
4. Niemand verandert zijn eigen rollen. Voor voorzitter, beheerder en privacy officer is een tweede persoon nodig.
5. Openbreken kan voor één casus, met een reden, om te lezen. Daarna beoordeelt de privacy officer het.
6. Intrekken van een rol, een venster of een account werkt bij de eerstvolgende klik.
7. Wat een indiener zonder account of rol achterlaat, draagt de tafel over zonder de tekst te lezen.
8. Elke keer dat iemand een casus leest, staat in het logboek. Elke weigering ook.

## Hoe iemand bij iets hoort

| woord | betekenis |
|---|---|
"""


def tabel() -> Iterator[str]:
    """Give the matrix, a line per act and a column per rol."""
    yield "| | " + " | ".join(Rol) + " |"
    yield "|---" * (len(Rol) + 1) + "|"
    for recht in Recht:
        cellen = (", ".join(sorted(BELEID[recht].get(rol, ()))) or "–" for rol in Rol)
        yield f"| {recht} | " + " | ".join(cellen) + " |"


def pagina() -> str:
    """Give the whole page."""
    woorden = [f"| {relatie} | {uitleg} |" for relatie, uitleg in UITLEG.items()]
    return _KOP + "\n".join([*woorden, "", "## De tabel", "", *tabel(), ""])


if __name__ == "__main__":
    DOEL.write_text(pagina(), encoding="utf-8")
