"""A stuk as PDF/A-2a and PDF/UA-1. What people typed goes in as data: typst never reads it as markup."""

import json
import re
from dataclasses import asdict
from functools import cache
from typing import Any

import typst

from maatwerk.stuk.rules import Stuk, schoon

_OPMAAK = """
#let stuk = json(bytes(sys.inputs.stuk))
#set document(title: stuk.titel, date: datetime(year: stuk.jaar, month: stuk.maand, day: stuk.dag))
#set text(lang: "nl", region: "NL", font: "Libertinus Serif", size: 11pt, hyphenate: false, ligatures: false)
#set page(paper: "a4", margin: 2.5cm, numbering: "1 / 1")
#set table(inset: 6pt, stroke: 0.5pt + luma(110))
#show heading: set block(above: 1.4em, below: 0.8em, sticky: true)
#show heading.where(level: 1): set text(size: 20pt)
#let regels(tekst) = tekst.split("\\n").map(regel => text(regel)).join(linebreak())
#heading(level: 1, stuk.titel)
#for deel in stuk.delen {
  if deel.soort == "kop" { heading(level: deel.niveau, text(deel.tekst)) }
  else if deel.soort == "alinea" { par(regels(deel.tekst)) }
  else if deel.soort == "feiten" {
    for rij in deel.rijen { par[#strong(text(rij.at(0) + ":")) #regels(rij.at(1))] }
  } else {
    table(
      columns: (1fr,) * deel.koppen.len(),
      table.header(..deel.koppen.map(kop => strong(text(kop)))),
      ..deel.rijen.flatten().map(regels),
    )
  }
}
"""
_GEEN_LETTER = re.compile(r"[^\n\t -~\u00a0-\u024f\u0370-\u03ff\u0400-\u045f\u2010-\u2027\u2030-\u203a\u20ac]")
_VERVANGEN = "[?]"
_LET_OP = "Waar [?] staat, stond een teken dat een PDF niet toont. Het staat wel in de ODT en de DOCX."


def als_pdf(stuk: Stuk) -> bytes:
    """Give the file. A sign for which there is no letter is replaced, and the stuk says so: PDF/A refuses a gap."""
    mist: list[str] = []
    delen = _gezet([asdict(deel) for deel in stuk.delen], mist)
    titel = _gezet(stuk.titel, mist)
    if mist:
        delen = [{"soort": "alinea", "tekst": _LET_OP}, *delen]
    inhoud = {"titel": titel, "delen": delen, "jaar": stuk.dag.year, "maand": stuk.dag.month, "dag": stuk.dag.day}
    uit = typst.compile(
        _OPMAAK.encode(),
        format="pdf",
        font_paths=_letters(),
        sys_inputs={"stuk": json.dumps(inhoud)},
        pdf_standards=["a-2a", "ua-1"],
    )
    return uit if isinstance(uit, bytes) else b"".join(uit or [])


def _gezet(waarde: Any, mist: list[str]) -> Any:  # noqa: ANN401 - texts in lists in dicts
    """Give the value with every text in letters that there are; what was not there comes in `mist`."""
    if isinstance(waarde, str):
        tekst = schoon(waarde)
        mist += _GEEN_LETTER.findall(tekst)
        return _GEEN_LETTER.sub(_VERVANGEN, tekst)
    if isinstance(waarde, dict):
        return {naam: _gezet(deel, mist) for naam, deel in waarde.items()}
    return [_gezet(deel, mist) for deel in waarde] if isinstance(waarde, list | tuple) else waarde


@cache
def _letters() -> typst.Fonts:
    """Give only the letters that travel with typst: those of the machine would make the file differ per machine."""
    return typst.Fonts(include_system_fonts=False)
