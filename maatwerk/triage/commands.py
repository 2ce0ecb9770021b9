"""Acts of the triage, and of the indiener who answers. Each asks the rules, changes, and writes the logboek."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import delete, select

from maatwerk.account.models import Medewerker
from maatwerk.casus.commands import trieer, verzet
from maatwerk.casus.models import Casus, Toegang
from maatwerk.casus.rules import Status, eis_onherkenbaar
from maatwerk.casus.venster import Grond
from maatwerk.kern.fouten import Invoerfout
from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.commands import noteer
from maatwerk.triage.models import Aanvulling, Triagetoets, Triagevraag, Uitnodiging
from maatwerk.triage.rules import (
    Getoetst,
    Toets,
    eis_aanvulling,
    eis_antwoorden,
    eis_genodigde,
    eis_toetsen,
    eis_vragen,
)

_ZIE_VRAGEN = "Beantwoord de vragen. Daarna gaat de casus vanzelf terug naar de casuscoördinator."


@dataclass(frozen=True)
class Triagebesluit:
    """What the coördinator decides: an outcome, what the indiener reads, and what stays internal."""

    naar: Status
    toelichting: str
    vragen: Sequence[str] = ()
    toetsen: Mapping[Toets, Getoetst] = field(default_factory=dict)


def besluit(handeling: Handeling, casus: Casus, wat: Triagebesluit) -> None:
    """Decide what happens with a casus that was handed in, and keep on what ground. Raises Invoerfout at its field."""
    eis_vragen(wat.naar, wat.vragen)
    eis_toetsen(wat.naar, wat.toetsen)
    eis_onherkenbaar({f"vragen-{nr}": vraag for nr, vraag in enumerate(wat.vragen)})
    eis_onherkenbaar({f"{toets}_toelichting": gevonden.toelichting for toets, gevonden in wat.toetsen.items()})
    toelichting = wat.toelichting if wat.toelichting.strip() or not wat.vragen else _ZIE_VRAGEN
    trieer(handeling, casus, wat.naar, toelichting)
    for vraag in wat.vragen:
        _stel(handeling, casus, vraag)
    _bewaar_toetsen(handeling, casus, wat.toetsen)


def _stel(handeling: Handeling, casus: Casus, tekst: str) -> None:
    vraag = Triagevraag(casus_id=casus.id, vraag=tekst, gesteld_door=handeling.wie.id, gesteld_op=handeling.nu)
    handeling.sessie.add(vraag)
    noteer(handeling, "triagevraag.gesteld", vraag)


def _bewaar_toetsen(handeling: Handeling, casus: Casus, toetsen: Mapping[Toets, Getoetst]) -> None:
    """Keep the answers of this time; those of a triage before are replaced."""
    oud = {rij.toets: rij for rij in handeling.sessie.scalars(select(Triagetoets).filter_by(casus_id=casus.id))}
    for toets, gevonden in toetsen.items():
        rij = oud.get(toets) or Triagetoets(casus_id=casus.id, toets=toets)
        rij.uitslag, rij.toelichting = gevonden.uitslag, gevonden.toelichting
        rij.getoetst_door, rij.getoetst_op = handeling.wie.id or 0, handeling.nu
        handeling.sessie.add(rij)
    handeling.sessie.flush()


def beantwoord(
    handeling: Handeling, casus: Casus, vragen: Sequence[Triagevraag], antwoorden: Mapping[int, str]
) -> None:
    """Answer what triage asked; the casus goes back to the coördinator. Raises Invoerfout at each open question."""
    te_doen = [vraag for vraag in vragen if vraag.beantwoord_op is None]
    eis_antwoorden(casus.status, [vraag.id for vraag in te_doen], antwoorden)
    eis_onherkenbaar({f"antwoord-{vraag.id}": antwoorden[vraag.id] for vraag in te_doen})
    for vraag in te_doen:
        vraag.antwoord, vraag.beantwoord_op = antwoorden[vraag.id], handeling.nu
        vraag.beantwoord_door = handeling.wie.id
        noteer(handeling, "triagevraag.beantwoord", vraag)
    verzet(handeling, casus, Status.INGEDIEND)


def vul_aan(handeling: Handeling, casus: Casus, tekst: str) -> Aanvulling:
    """Add to a casus that was handed in. Raises Invoerfout on `tekst`, NietToegestaan when it no longer runs."""
    eis_aanvulling(casus.status, tekst)
    eis_onherkenbaar({"tekst": tekst})
    wie = handeling.wie.id or 0
    aanvulling = Aanvulling(casus_id=casus.id, tekst=tekst, geschreven_door=wie, geschreven_op=handeling.nu)
    handeling.sessie.add(aanvulling)
    noteer(handeling, "casus.toegevoegd", casus)
    return aanvulling


def nodig_uit(
    handeling: Handeling, casus: Casus, gast: Medewerker | None, organisatie: str, functie: str
) -> Uitnodiging:
    """Ask somebody to the tafel for this casus. With an account he reads it once the agenda is published.

    Raises Invoerfout on `medewerker`.
    """
    eis_genodigde(gast.id if gast else None, organisatie)
    eis_onherkenbaar({"organisatie": organisatie, "functie": functie})
    al = gast and handeling.sessie.scalar(select(Uitnodiging.id).filter_by(casus_id=casus.id, medewerker_id=gast.id))
    if gast and al:
        raise Invoerfout({"medewerker": f"{gast.naam} is al uitgenodigd."})
    uitnodiging = Uitnodiging(
        casus_id=casus.id,
        medewerker_id=gast.id if gast else None,
        organisatie=organisatie.strip(),
        functie=functie.strip(),
        gevraagd_door=handeling.wie.id or 0,
        gevraagd_op=handeling.nu,
    )
    handeling.sessie.add(uitnodiging)
    noteer(handeling, "casus.uitgenodigd", casus)
    return uitnodiging


def neem_terug(handeling: Handeling, casus: Casus, uitnodiging: Uitnodiging) -> None:
    """Take an invitation back; whoever read the casus by it no longer does."""
    deze = (Toegang.casus_id == casus.id, Toegang.medewerker_id == uitnodiging.medewerker_id)
    handeling.sessie.execute(delete(Toegang).where(*deze, Toegang.grond == Grond.ADVIES))
    handeling.sessie.delete(uitnodiging)
    noteer(handeling, "casus.uitnodiging_ingetrokken", casus)
