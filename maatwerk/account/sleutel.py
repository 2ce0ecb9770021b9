"""Passkeys (WebAuthn): a second factor beside the app with codes, which stays for where a passkey does not work.

What a passkey must sign lies in the database with the session that asked, and is thrown away at the first answer.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import webauthn
from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers import structs as w
from webauthn.helpers.exceptions import WebAuthnException

from maatwerk.account.models import Aanmelding, Toegangssleutel, Uitdaging
from maatwerk.account.rules import Doel, teller_klopt
from maatwerk.kern.fouten import Invoerfout, NietToegestaan, Onvindbaar
from maatwerk.kern.handeling import Handeling
from maatwerk.kern.kluis import Kluis
from maatwerk.logboek.commands import noteer

_HOUDBAAR = timedelta(minutes=5)
_MEESTE = 10
_ONLEESBAAR = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)
_FOUT = "Je toegangssleutel is niet herkend. Probeer het opnieuw, of gebruik een code."


@dataclass(frozen=True)
class Plek:
    """The name under which the site is visited now, one of ours: a passkey works there and nowhere else."""

    naam: str
    herkomst: str


def vraag_nieuwe(handeling: Handeling, kluis: Kluis, aanmelding: Aanmelding, plek: Plek) -> str:
    """Give, as JSON, what a browser needs to make a passkey. Raises NietToegestaan without an app, or with too many."""
    if aanmelding.medewerker.tweede_factor is None:
        raise NietToegestaan("Stel eerst de app met codes in. Daarna kun je een toegangssleutel toevoegen.")
    bekend = list_sleutels(handeling.sessie, aanmelding.medewerker_id)
    if len(bekend) >= _MEESTE:
        raise NietToegestaan(f"Je hebt al {_MEESTE} toegangssleutels. Haal er eerst een weg.")
    opties = webauthn.generate_registration_options(
        rp_id=plek.naam,
        rp_name=f"Maatwerk {handeling.instellingen.algemeen.gemeente.naam}",
        user_id=kluis.merk(f"toegangssleutel {aanmelding.medewerker_id}"),
        user_name=aanmelding.medewerker.email,
        user_display_name=aanmelding.medewerker.naam,
        challenge=_daag_uit(handeling, aanmelding, Doel.REGISTREREN),
        authenticator_selection=w.AuthenticatorSelectionCriteria(
            user_verification=w.UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[w.PublicKeyCredentialDescriptor(id=sleutel.credential_id) for sleutel in bekend],
    )
    return webauthn.options_to_json(opties)


def registreer(handeling: Handeling, aanmelding: Aanmelding, plek: Plek, antwoord: str, naam: str) -> Toegangssleutel:
    """Keep a new passkey of whoever is signed in here. Raises Invoerfout on `sleutelantwoord`."""
    try:
        nieuw = webauthn.verify_registration_response(
            credential=antwoord,
            expected_challenge=_verbruik(handeling, aanmelding, Doel.REGISTREREN),
            expected_rp_id=plek.naam,
            expected_origin=plek.herkomst,
            require_user_verification=True,
        )
    except _ONLEESBAAR:
        raise Invoerfout({"sleutelantwoord": "Deze toegangssleutel klopt niet. Probeer het opnieuw."}) from None
    if handeling.sessie.scalar(select(exists().where(Toegangssleutel.credential_id == nieuw.credential_id))):
        raise Invoerfout({"sleutelantwoord": "Deze toegangssleutel is al in gebruik."})
    sleutel = Toegangssleutel(
        medewerker_id=aanmelding.medewerker_id,
        credential_id=nieuw.credential_id,
        public_key=nieuw.credential_public_key,
        sign_count=nieuw.sign_count,
        naam=naam.strip(),
        gemaakt_op=handeling.nu,
    )
    handeling.sessie.add(sleutel)
    noteer(handeling, "toegangssleutel.gemaakt", sleutel)
    return sleutel


def vraag_bestaande(handeling: Handeling, aanmelding: Aanmelding, plek: Plek) -> str:
    """Give, as JSON, what a browser needs to use a passkey of whoever is signing in."""
    opties = webauthn.generate_authentication_options(
        rp_id=plek.naam,
        challenge=_daag_uit(handeling, aanmelding, Doel.GEBRUIKEN),
        allow_credentials=[
            w.PublicKeyCredentialDescriptor(id=sleutel.credential_id)
            for sleutel in list_sleutels(handeling.sessie, aanmelding.medewerker_id)
        ],
        user_verification=w.UserVerificationRequirement.REQUIRED,
    )
    return webauthn.options_to_json(opties)


def eis_sleutel(handeling: Handeling, aanmelding: Aanmelding, plek: Plek, antwoord: str) -> None:
    """Refuse what a passkey of whoever is signing in did not sign just now. Raises Invoerfout on `sleutelantwoord`."""
    uitdaging = _verbruik(handeling, aanmelding, Doel.GEBRUIKEN)
    try:
        gelezen = parse_authentication_credential_json(antwoord)
        sleutel = _get_eigen(handeling.sessie, aanmelding.medewerker_id, gelezen.raw_id)
        bewijs = webauthn.verify_authentication_response(
            credential=gelezen,
            expected_challenge=uitdaging,
            expected_rp_id=plek.naam,
            expected_origin=plek.herkomst,
            credential_public_key=sleutel.public_key,
            credential_current_sign_count=0,  # the counter is for `_tel`, which writes down that it went back
            require_user_verification=True,
        )
    except _ONLEESBAAR:
        raise Invoerfout({"sleutelantwoord": _FOUT}) from None
    _tel(handeling, sleutel, bewijs.new_sign_count)
    noteer(handeling, "toegangssleutel.gebruikt", sleutel)


def haal_sleutel_weg(handeling: Handeling, sleutel_id: int) -> None:
    """Take a passkey of one's own away; the app with codes stays. Raises Onvindbaar for that of somebody else."""
    eigen = list_sleutels(handeling.sessie, handeling.wie.id)
    sleutel = next((eigene for eigene in eigen if eigene.id == sleutel_id), None)
    if sleutel is None:
        raise Onvindbaar
    noteer(handeling, "toegangssleutel.weg", sleutel)
    handeling.sessie.delete(sleutel)


def list_sleutels(sessie: Session, medewerker_id: int | None) -> Sequence[Toegangssleutel]:
    """Give the passkeys of this medewerker, the oldest on top."""
    eigen = Toegangssleutel.medewerker_id == medewerker_id
    return sessie.scalars(select(Toegangssleutel).where(eigen).order_by(Toegangssleutel.id)).all()


def heeft_sleutel(sessie: Session, medewerker_id: int | None) -> bool:
    """Answer whether this medewerker has a passkey."""
    eigen = select(func.count()).where(Toegangssleutel.medewerker_id == medewerker_id)
    return bool(sessie.scalar(eigen))


def _get_eigen(sessie: Session, medewerker_id: int, credential_id: bytes) -> Toegangssleutel:
    eigen = (Toegangssleutel.medewerker_id == medewerker_id, Toegangssleutel.credential_id == credential_id)
    sleutel = sessie.scalar(select(Toegangssleutel).where(*eigen))
    if sleutel is None:
        raise KeyError
    return sleutel


def _daag_uit(handeling: Handeling, aanmelding: Aanmelding, doel: Doel) -> bytes:
    """Give something new to sign; what this session asked before no longer counts."""
    handeling.sessie.execute(delete(Uitdaging).where(Uitdaging.id == aanmelding.id))
    waarde = secrets.token_bytes(32)
    handeling.sessie.add(Uitdaging(id=aanmelding.id, waarde=waarde, doel=doel, gemaakt_op=handeling.nu))
    return waarde


def _verbruik(handeling: Handeling, aanmelding: Aanmelding, doel: Doel) -> bytes:
    """Give what was to be signed and throw it away, in one step: of two answers at once one finds nothing.

    Raises Invoerfout on `sleutelantwoord`.
    """
    deze = delete(Uitdaging).where(Uitdaging.id == aanmelding.id, Uitdaging.doel == doel)
    rij = handeling.sessie.execute(deze.returning(Uitdaging.waarde, Uitdaging.gemaakt_op)).one_or_none()
    if rij is None or not timedelta(0) <= handeling.nu - rij.gemaakt_op <= _HOUDBAAR:
        raise Invoerfout({"sleutelantwoord": _FOUT})
    return bytes(rij.waarde)


def _tel(handeling: Handeling, sleutel: Toegangssleutel, teller: int) -> None:
    """Move the counter of the passkey on. One that stands still or goes back may be a copy. Raises Invoerfout."""
    oud = sleutel.sign_count
    verder = (
        update(Toegangssleutel)
        .where(Toegangssleutel.id == sleutel.id, Toegangssleutel.sign_count == oud)
        .values(sign_count=teller, gebruikt_op=handeling.nu)
    )
    if teller_klopt(oud, teller):
        uitkomst = handeling.sessie.execute(verder)
        if isinstance(uitkomst, CursorResult) and uitkomst.rowcount == 1:
            return
    noteer(handeling, "toegangssleutel.teller_terug", sleutel, geslaagd=False)
    raise Invoerfout(
        {"sleutelantwoord": "Deze toegangssleutel telt terug. Misschien is er een kopie van. Haal hem weg."}
    )
