"""A published les in a few lines, for who is writing a casus: what was done, how it was weighed, whether it held."""

import re

_ZIN = re.compile(r".+?[.!?](?=\s|$)", re.DOTALL)
_LANGSTE = 220
_SAMEN = "Weging: "


def weging_in_een_zin(weging: str) -> str:
    """Give the sentence in which the three values were weighed together; else the first one."""
    delen = [deel.strip() for deel in weging.split("\n\n") if deel.strip()]
    samen = next((deel.removeprefix(_SAMEN) for deel in delen if deel.startswith(_SAMEN)), delen[0] if delen else "")
    zin = _ZIN.match(samen)
    return ingekort(zin.group() if zin else samen)


def hield_stand(tekst: str) -> str:
    """Say whether it held."""
    return (
        ingekort(" · ".join(deel.strip() for deel in tekst.split("\n\n") if deel.strip())) or "Dat is nog niet bekend."
    )


def ingekort(tekst: str) -> str:
    """Cut a text at a word."""
    plat = " ".join(tekst.split())
    return plat if len(plat) <= _LANGSTE else f"{plat[:_LANGSTE].rpartition(' ')[0]} …"
