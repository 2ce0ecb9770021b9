"""Who may see what, written by hand from veiligheid.md §5 and domein.md: on purpose not computed from kern.beleid.

Per subject: the casussen he meets, with the kinds of text he may read of each. What is not here, he must not see;
what is here, he must be able to find. `nummer` is the number of a casus, which is no content (the M of the matrix).
"""

Verwachting = dict[str, str]

_LEZEN = "nummer, inhoud"
_BESLOTEN = f"{_LEZEN}, besluit, actie"
_AF = f"{_BESLOTEN}, evaluatie"
_TAFEL = f"{_LEZEN}, notitie, afweging"
_GEWOGEN = f"{_TAFEL}, weging van lid, weging van ander lid, besluit, actie"
_GESLOTEN = f"{_GEWOGEN}, evaluatie, les"
_TRIAGE = f"{_LEZEN}, triage"
_EIGEN = f"{_LEZEN}, kenmerk"

_ANONIEM: Verwachting = {"lesuit": "les", "signaal": "signaal"}
"""What is anonymous and published, and what was made of it."""

_AGENDA: Verwachting = dict.fromkeys(
    ("gepland", "uitvoering", "waar", "voorbij", "tweede", "lesconcept", "lescontrole", "lesuit", "lesweg"), "nummer"
)
"""Whoever plans for a tafel sees the casussen on its agendas by number."""


def _samen(*delen: Verwachting) -> Verwachting:
    geheel: Verwachting = {}
    for deel in delen:
        for casus, groepen in deel.items():
            geheel[casus] = f"{geheel[casus]}, {groepen}" if casus in geheel else groepen
    return geheel


VERWACHT: dict[str, Verwachting] = {
    "anoniem": {},
    "half": {},
    "uitgeschakeld": {},
    # The indiener reads back everything he handed in and what came of it: not what was said and weighed at the tafel,
    # not the evaluation's les before it was checked.
    "eigenaar": _samen(
        _ANONIEM,
        dict.fromkeys(
            ("concept", "waarconcept", "geholpen", "ingediend", "aanvullen", "gereed", "terug", "gepland"), _EIGEN
        ),
        dict.fromkeys(("uitvoering", "waar", "voorbij", "tweede"), f"{_BESLOTEN}, kenmerk"),
        dict.fromkeys(("lesconcept", "lescontrole", "lesuit", "lesweg"), f"{_AF}, kenmerk"),
        {"lescontrole": "les", "lesweg": "les"},
        {"concept": "klad van eigenaar", "aanvullen": "klad van eigenaar"},
    ),
    # What somebody is typing and did not save is his alone, also on a casus that two people write.
    # Whoever stands in for him: the same, of what was given for so long.
    "waarnemer": _samen(
        _ANONIEM,
        {"waar": f"{_BESLOTEN}, kenmerk", "aanvullen": _EIGEN, "waarconcept": f"{_EIGEN}, klad van waarnemer"},
    ),
    "waarnemer_af": _ANONIEM,
    # Being a colleague gives nothing (§5, rule 2).
    "collega": _ANONIEM,
    "buiten": _ANONIEM,
    # A lid reads what it was invited to; before the reveal nobody's weging but the own. Outside the window: the
    # title of an own actie.
    "lid": _samen(_ANONIEM, {"gepland": f"{_TAFEL}, weging van lid", "uitvoering": _GEWOGEN}),
    "lid_af": _samen(_ANONIEM, {"uitvoering": "nummer, actie"}),
    "lid_later": _ANONIEM,
    # Asked along for one casus: that casus, not the table talk.
    "gast": _samen(_ANONIEM, {"gepland": _LEZEN}),
    # The casuscoördinator reads until the tafel discussed it, and after that only knows that it exists. A casus that
    # comes back for a second round can be read again, with the besluit that sent it back. No wegingen, ever.
    "coördinator": _samen(
        _ANONIEM,
        _AGENDA,
        dict.fromkeys(("ingediend", "aanvullen", "gereed", "gepland"), _TRIAGE),
        {"tweede": f"{_BESLOTEN}, triage"},
    ),
    "coördinator_elders": _samen(_ANONIEM, {"vreemd": _TRIAGE, "open": "nummer", "openaf": "nummer"}),
    # The voorzitter reads all of the own tafel but a concept; the number in the source system stays with the indiener.
    "voorzitter": _samen(
        _ANONIEM,
        dict.fromkeys(("ingediend", "aanvullen", "gereed", "terug"), _TRIAGE),
        {"gepland": f"{_TAFEL}, triage"},
        dict.fromkeys(("uitvoering", "waar", "voorbij", "tweede"), f"{_GEWOGEN}, triage"),
        dict.fromkeys(("lesconcept", "lescontrole", "lesuit", "lesweg"), f"{_GESLOTEN}, triage"),
        {"lesuit": "bewaring, inzage", "lesconcept": "bezwaar"},
    ),
    "voorzitter_elders": _samen(
        _ANONIEM,
        {"vreemd": f"{_TAFEL}, triage", "openaf": f"{_GEWOGEN}, triage"},
        {"open": f"{_GESLOTEN}, triage, bezwaar"},
    ),
    # Breaking the glass gives the casus for an hour, not the table talk, and not the les.
    "voorzitter_breekglas": _samen(_ANONIEM, {"open": _AF}),
    "beleid": _ANONIEM,
    # domein.md §2: published lessen are for every reader, the public too; the signalen are not the beheerder's work.
    "beheerder": {"lesuit": "les"},
    # The privacy officer never sees a casus: the reason why it was broken open, and a les that waits for a check.
    "privacy": _samen(
        _ANONIEM,
        {"lesconcept": "les", "open": "nummer, breekglas, les", "openaf": "nummer, breekglas"},
        {"lesuit": "nummer, bewaring, inzage"},
    ),
}
