"""Acts around the besluit: take it, do what was agreed, look whether it holds, and close."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from maatwerk.afweging.queries import find_afweging, is_gemotiveerd
from maatwerk.casus.commands import verzet
from maatwerk.casus.models import Casus
from maatwerk.casus.rules import Status, eis_onherkenbaar, eis_overgang
from maatwerk.doorbraak.ladder import eis_alles_beantwoord
from maatwerk.doorbraak.melden import meld_actie_klaar, meld_besluit
from maatwerk.doorbraak.models import Actie, Besluit, Doorbraak, Opschaling, Procesevaluatie
from maatwerk.doorbraak.opschalen import tel_open_vragen
from maatwerk.doorbraak.queries import list_houders, tel_open_acties
from maatwerk.doorbraak.rules import (
    IN_VRAAG,
    NA_BESLUIT,
    VRAGEN,
    Doorbraakstatus,
    Rijen,
    Voorstel,
    eis_acties_klaar,
    eis_antwoorden,
    eis_besluit,
    eis_open,
    is_gericht,
    is_ingevuld,
)
from maatwerk.kern.fouten import NietToegestaan
from maatwerk.kern.handeling import Handeling
from maatwerk.logboek.commands import noteer
from maatwerk.tafel.commands import rond_af
from maatwerk.tafel.models import Agendapunt
from maatwerk.tafel.rules import eis_begonnen, eis_bespreekbaar

_IN_DOORBRAAK = ("niveau", "soort", "omschrijving", "eigenaar", "ruimte", *IN_VRAAG, "status")
_GETYPT_IN_DOORBRAAK = ("omschrijving", "eigenaar", "ruimte", "gericht_aan")
_MAG_LEEG = ("soort", "ruimte")
_VOORAF_GEKOZEN = ("niveau", "status")
_IN_ACTIE = ("wat", "houder_id", "voor")
_TEKSTEN = ("toelichting", "voorwaarden", "terugkoppeling_door")


def eis_te_besluiten(agendapunt: Agendapunt) -> None:
    """Refuse a besluit before the talk began, and a second one after the first. Raises NietToegestaan."""
    eis_bespreekbaar(agendapunt.casus.status, agendapunt.afgerond_op)
    eis_begonnen(agendapunt.gestart_op)


def neem_besluit(handeling: Handeling, agendapunt: Agendapunt, gegevens: Mapping[str, Any]) -> Besluit:
    """Keep what the tafel decided, and move the casus on. Raises Invoerfout with every gap at its field."""
    handeling.sessie.refresh(agendapunt, ["gestart_op", "afgerond_op", "versie"], with_for_update=True)
    eis_te_besluiten(agendapunt)
    doorbraken = _gevuld(gegevens["doorbraken"], _IN_DOORBRAAK, _VOORAF_GEKOZEN)
    acties = _gevuld(gegevens["acties"], _IN_ACTIE)
    eis_besluit(_voorstel(handeling, agendapunt, gegevens, (doorbraken, acties)), handeling.vandaag)
    eis_onherkenbaar(_teksten(gegevens, doorbraken, acties))
    besluit = _besluit(handeling.nu, gegevens, doorbraken.values(), acties.values())
    besluit.agendapunt, besluit.casus, besluit.genomen_op = agendapunt, agendapunt.casus, handeling.nu
    rond_af(handeling, agendapunt)
    verzet(handeling, agendapunt.casus, Status.BESPROKEN)
    handeling.sessie.add(besluit)
    noteer(handeling, "besluit.genomen", besluit)
    volgende = NA_BESLUIT.get(besluit.uitkomst)
    if volgende is not None:
        verzet(handeling, agendapunt.casus, volgende)
    meld_besluit(handeling, besluit)
    return besluit


def _gevuld(rijen: Sequence[Mapping[str, Any]], velden: Sequence[str], vooraf: Sequence[str] = ()) -> Rijen:
    """Give the rows in which somebody filled something in, by number; what the form chose `vooraf` does not count."""
    return {
        nr: {veld: rij.get(veld) for veld in velden}
        for nr, rij in enumerate(rijen)
        if any(is_ingevuld(rij.get(veld)) for veld in velden if veld not in vooraf)
    }


def _voorstel(
    handeling: Handeling, agendapunt: Agendapunt, gegevens: Mapping[str, Any], rijen: tuple[Rijen, Rijen]
) -> Voorstel:
    afweging = find_afweging(handeling, agendapunt)
    doorbraken, acties = rijen
    return Voorstel(
        uitkomst=gegevens["uitkomst"],
        toelichting=gegevens["toelichting"],
        voorwaarden=gegevens["voorwaarden"],
        terug_op=gegevens["terug_op"],
        doorbraken=doorbraken,
        acties=acties,
        houders={houder.id for houder in list_houders(handeling, agendapunt)},
        gemotiveerd=afweging is not None and is_gemotiveerd(afweging),
    )


def _teksten(gegevens: Mapping[str, Any], doorbraken: Rijen, acties: Rijen) -> dict[str, str]:
    """Give every text that was typed, by the name of its field in the form."""
    velden = {naam: gegevens[naam] or "" for naam in _TEKSTEN}
    for nr, rij in doorbraken.items():
        velden |= {f"doorbraken-{nr}-{naam}": rij[naam] or "" for naam in _GETYPT_IN_DOORBRAAK}
    return velden | {f"acties-{nr}-wat": rij["wat"] for nr, rij in acties.items()}


def _besluit(
    nu: datetime,
    gegevens: Mapping[str, Any],
    doorbraken: Iterable[Mapping[str, Any]],
    acties: Iterable[Mapping[str, Any]],
) -> Besluit:
    return Besluit(
        uitkomst=gegevens["uitkomst"],
        toelichting=gegevens["toelichting"],
        voorwaarden=gegevens["voorwaarden"],
        terug_op=gegevens["terug_op"],
        signaal=gegevens["signaal"],
        terugkoppeling_door=gegevens["terugkoppeling_door"],
        terugkoppeling_op=gegevens["terugkoppeling_op"],
        doorbraken=[_doorbraak(rij, nu) for rij in doorbraken],
        acties=[Actie(**rij) for rij in acties],
    )


def _doorbraak(rij: Mapping[str, Any], nu: datetime) -> Doorbraak:
    status = rij["status"] or Doorbraakstatus.GEVRAAGD
    leeg = {naam: rij[naam] or "" for naam in _MAG_LEEG}
    eigen = {naam: waarde for naam, waarde in rij.items() if naam not in IN_VRAAG}
    vraag = {naam: rij[naam] for naam in IN_VRAAG}
    gevraagd = [Opschaling(gevraagd_op=nu, reden="", **vraag)] if is_gericht(rij) else []
    return Doorbraak(**{**eigen, **leeg, "status": status}, opschalingen=gevraagd)


def rond_actie_af(handeling: Handeling, actie: Actie) -> None:
    """Mark that an actie is done. Raises NietToegestaan when it already was."""
    eis_open(actie.klaar_op)
    actie.klaar_op = handeling.nu
    noteer(handeling, "actie.afgerond", actie)
    meld_actie_klaar(handeling, actie)


def zet_doorbraakstatus(handeling: Handeling, doorbraak: Doorbraak, status: Doorbraakstatus) -> None:
    """Write how far a doorbraak has come."""
    doorbraak.status = status
    noteer(handeling, "doorbraak.status", doorbraak)


def begin_opvolging(handeling: Handeling, casus: Casus) -> None:
    """Go and look whether the doorbraak holds, once everything that was agreed is done."""
    eis_overgang(casus.status, Status.OPVOLGING, handeling.wie.rollen)
    eis_acties_klaar(tel_open_acties(handeling, casus))
    verzet(handeling, casus, Status.OPVOLGING)


def hervat_uitvoering(handeling: Handeling, casus: Casus) -> None:
    """Go back to work on a casus when the doorbraak does not hold. Raises NietToegestaan outside the opvolging."""
    if casus.status is not Status.OPVOLGING:
        raise NietToegestaan(f"Deze casus is nu '{casus.status}'. Weer oppakken kan alleen vanuit de opvolging.")
    verzet(handeling, casus, Status.IN_UITVOERING)


def eis_te_sluiten(handeling: Handeling, casus: Casus) -> None:
    """Refuse to close a casus too early on its road, or with open acties. Raises NietToegestaan."""
    eis_overgang(casus.status, Status.AFGESLOTEN, handeling.wie.rollen)
    eis_acties_klaar(tel_open_acties(handeling, casus))
    eis_alles_beantwoord(tel_open_vragen(handeling, casus))


def sluit_af(handeling: Handeling, casus: Casus, antwoorden: Mapping[str, str]) -> None:
    """Close a casus with its procesevaluatie. Raises Invoerfout at each empty answer."""
    eis_te_sluiten(handeling, casus)
    eis_antwoorden(antwoorden)
    eis_onherkenbaar(antwoorden)
    verzet(handeling, casus, Status.AFGESLOTEN)
    handeling.sessie.add(Procesevaluatie(casus_id=casus.id, **{code: antwoorden[code] for code in VRAGEN}))
