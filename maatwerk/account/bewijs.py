"""The proof that the OpenID provider signs (an ID token): every check on it, and nothing else.

Of the proof only issuer and subject count, and whether a second factor was given. An e-mail address is no identity.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from maatwerk.account.rules import LANGSTE_SUB
from maatwerk.kern.instellingen import Oidc

_HANDTEKENINGEN = ("RS256", "PS256", "ES256")
_SPELING = 30  # seconds that two clocks may differ


class Ongeldig(Exception):
    """What came back proves nothing; the reason is ours and holds nothing of anybody."""


class OnbekendeSleutel(Exception):
    """It was signed with a key we do not know, which may be a new one."""


@dataclass(frozen=True)
class Vraag:
    """What we sent along, to which the answer must belong. Stays in the browser that asked, encrypted."""

    terug: str
    state: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    vers: bool = False
    """Whether the person must sign in at the provider again, however recent that was."""


@dataclass(frozen=True)
class Bewijs:
    """Who it is, according to the provider."""

    iss: str
    sub: str
    met_tweede_factor: bool = False
    aangemeld: float | None = None
    """When this person signed in at the provider, in seconds, if it says so."""


def lees_bewijs(id_token: str, sleutels: KeySet, oidc: Oidc, vraag: Vraag, nu: datetime) -> Bewijs:
    """Give what the provider signed for us, for this question, now. Raises Ongeldig or OnbekendeSleutel."""
    try:
        claims = jwt.decode(id_token, sleutels, algorithms=_HANDTEKENINGEN).claims
        jwt.JWTClaimsRegistry(
            now=int(nu.timestamp()),
            leeway=_SPELING,
            iss={"essential": True, "value": oidc.issuer},
            aud={"essential": True},
            nonce={"essential": True, "value": vraag.nonce},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        ).validate(claims)
    except InvalidKeyIdError:
        raise OnbekendeSleutel from None
    except (JoseError, ValueError) as fout:
        raise Ongeldig(f"het bewijs klopt niet: {type(fout).__name__}") from None
    _eis_voor_ons_alleen(claims, oidc.client_id)
    return Bewijs(oidc.issuer, _sub(claims["sub"]), _met_tweede_factor(claims, oidc), _moment(claims.get("auth_time")))


def eis_vers(bewijs: Bewijs, nu: datetime, hoogstens: timedelta) -> None:
    """Refuse a sign-in from before the question. Raises Ongeldig."""
    if bewijs.aangemeld is None:
        raise Ongeldig("het bewijs zegt niet wanneer iemand zich aanmeldde")
    if not -_SPELING <= nu.timestamp() - bewijs.aangemeld <= hoogstens.total_seconds():
        raise Ongeldig("het aanmelden bij de aanbieder is te lang geleden")


def _eis_voor_ons_alleen(claims: dict[str, Any], client_id: str) -> None:
    """Refuse a proof that another application may show as well."""
    if claims["aud"] not in (client_id, [client_id]) or claims.get("azp", client_id) != client_id:
        raise Ongeldig("het bewijs is voor een ander")


def _met_tweede_factor(claims: dict[str, Any], oidc: Oidc) -> bool:
    amr = claims.get("amr")
    gegeven = amr if isinstance(amr, list) else []
    return claims.get("acr") in oidc.acr_met_tweede_factor or any(
        wijze in oidc.amr_met_tweede_factor for wijze in gegeven
    )


def _sub(sub: object) -> str:
    if not isinstance(sub, str) or not 0 < len(sub) <= LANGSTE_SUB or not sub.isprintable():
        raise Ongeldig("het bewijs noemt niemand")
    return sub


def _moment(wanneer: object) -> float | None:
    return float(wanneer) if isinstance(wanneer, int | float) and not isinstance(wanneer, bool) else None
