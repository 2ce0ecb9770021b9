"""Talking to the OpenID provider of the organisation: authorization code with PKCE, by way of Authlib.

We ask for no more than "openid": no e-mail address or name comes in, so none can be mistaken for an identity.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import msgspec
import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from maatwerk.account.bewijs import Bewijs, OnbekendeSleutel, Ongeldig, Vraag, eis_vers, lees_bewijs
from maatwerk.account.rules import LANGSTE_SUB
from maatwerk.kern.instellingen import InstellingFout, Oidc
from maatwerk.kern.omgeving import Omgeving

_GEDULD = (2, 4)  # seconds to connect, and to wait for an answer
_HOUDBAAR = timedelta(hours=1)
_SNELST_OPNIEUW = timedelta(minutes=1)
_EIGEN_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


class Onbereikbaar(Exception):
    """The provider does not answer, or not as a provider does."""


class _Gegevens(msgspec.Struct):
    """What the provider tells about itself (OpenID Connect Discovery)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)
    authorization_response_iss_parameter_supported: bool = False


@dataclass(frozen=True)
class Antwoord:
    """What the browser brings back."""

    code: str
    state: str
    iss: str | None = None


@dataclass(frozen=True)
class _Bewaard:
    gegevens: _Gegevens
    sleutels: KeySet
    opgehaald: datetime


class Aanbieder:
    """The provider of this gemeente; what it tells about itself is kept for an hour."""

    def __init__(self, oidc: Oidc, geheim: str) -> None:
        """Keep the settings; the provider itself is asked only when somebody wants to sign in."""
        self.oidc = oidc
        self._geheim = geheim
        self._bewaard: _Bewaard | None = None

    def adres(self, vraag: Vraag, nu: datetime) -> str:
        """Give where to send the browser. Raises Onbereikbaar."""
        gegevens = self._ken(nu).gegevens
        extra: dict[str, object] = {"response_mode": "query", "nonce": vraag.nonce}
        if vraag.vers:
            extra |= {"prompt": "login", "max_age": 0}
        if self.oidc.acr_met_tweede_factor:
            extra["acr_values"] = " ".join(self.oidc.acr_met_tweede_factor)
        with self._sessie(gegevens, vraag) as sessie:
            adres, _ = sessie.create_authorization_url(
                gegevens.authorization_endpoint, state=vraag.state, code_verifier=vraag.verifier, **extra
            )
        return str(adres)

    def wissel_in(self, vraag: Vraag, antwoord: Antwoord, nu: datetime, hoogstens: timedelta) -> Bewijs:
        """Give who it is. Raises Ongeldig or Onbereikbaar. `hoogstens`: how old a fresh sign-in may be."""
        bewaard = self._ken(nu)
        self._eis_eigen_antwoord(vraag, antwoord, bewaard.gegevens)
        try:
            with self._sessie(bewaard.gegevens, vraag) as sessie:
                gekregen = sessie.fetch_token(
                    bewaard.gegevens.token_endpoint, grant_type="authorization_code", code=antwoord.code,
                    code_verifier=vraag.verifier, allow_redirects=False,
                )  # fmt: skip
        except requests.RequestException:
            raise Onbereikbaar from None
        except (AuthlibBaseError, ValueError):
            raise Ongeldig("de code is geweigerd") from None
        bewijs = self._lees(str(gekregen.get("id_token", "")), vraag, nu)
        if vraag.vers:
            eis_vers(bewijs, nu, hoogstens)
        return bewijs

    def _eis_eigen_antwoord(self, vraag: Vraag, antwoord: Antwoord, gegevens: _Gegevens) -> None:
        """Refuse an answer to a question of another browser, or of another provider (RFC 9207)."""
        if not secrets.compare_digest(antwoord.state.encode(), vraag.state.encode()):
            raise Ongeldig("de vraag is van een andere browser")
        verwacht = self.oidc.issuer if gegevens.authorization_response_iss_parameter_supported else None
        if (antwoord.iss or verwacht) and antwoord.iss != self.oidc.issuer:
            raise Ongeldig("het antwoord is van een andere aanbieder")

    def _sessie(self, gegevens: _Gegevens, vraag: Vraag) -> OAuth2Session:
        wijzen = gegevens.token_endpoint_auth_methods_supported
        return OAuth2Session(
            self.oidc.client_id,
            self._geheim,
            token_endpoint_auth_method=next((w for w in wijzen if w.startswith("client_secret_")), wijzen[0]),
            scope="openid",
            redirect_uri=vraag.terug,
            code_challenge_method="S256",
            default_timeout=_GEDULD,
        )

    def _lees(self, id_token: str, vraag: Vraag, nu: datetime) -> Bewijs:
        """Read the proof. A key we do not know may be new: ask once more, but not at every request."""
        try:
            return lees_bewijs(id_token, self._ken(nu).sleutels, self.oidc, vraag, nu)
        except OnbekendeSleutel:
            pass
        try:
            return lees_bewijs(id_token, self._ken(nu, _SNELST_OPNIEUW).sleutels, self.oidc, vraag, nu)
        except OnbekendeSleutel:
            raise Ongeldig("het bewijs is met een vreemde sleutel getekend") from None

    def _ken(self, nu: datetime, houdbaar: timedelta = _HOUDBAAR) -> _Bewaard:
        """Give what the provider tells about itself, at most this old. Raises Onbereikbaar."""
        bewaard = self._bewaard
        if bewaard is None or not timedelta(0) <= nu - bewaard.opgehaald < houdbaar:
            bewaard = self._bewaard = self._vraag_op(nu)
        return bewaard

    def _vraag_op(self, nu: datetime) -> _Bewaard:
        try:
            tekst = _haal(self.oidc.issuer.rstrip("/") + "/.well-known/openid-configuration")
            gegevens = msgspec.json.decode(tekst, type=_Gegevens)
            adressen = (gegevens.authorization_endpoint, gegevens.token_endpoint, gegevens.jwks_uri)
            if gegevens.issuer != self.oidc.issuer or not all(map(is_veilig, adressen)):
                raise Onbereikbaar
            sleutels = msgspec.json.decode(_haal(gegevens.jwks_uri), type=dict[str, list[dict[str, Any]]])
            return _Bewaard(gegevens, KeySet.import_key_set({"keys": _openbaar(sleutels["keys"])}), nu)
        except (msgspec.DecodeError, JoseError, KeyError, ValueError):
            raise Onbereikbaar from None


def eis_aansluiting(oidc: Oidc | None, omgeving: Omgeving) -> None:
    """Refuse to start with a provider that anybody on the way could play. Raises InstellingFout."""
    if oidc is None:
        return
    if not is_veilig(oidc.issuer):
        raise InstellingFout("maatwerk.toml: aanmelden.oidc.issuer: geef een adres dat met https:// begint.")
    if len(oidc.issuer) > LANGSTE_SUB:
        raise InstellingFout(f"maatwerk.toml: aanmelden.oidc.issuer: is langer dan {LANGSTE_SUB} tekens.")
    if not omgeving.oidc_geheim:
        raise InstellingFout("MAATWERK_OIDC_SECRET: ontbreekt; geef het geheim dat je van de aanbieder kreeg.")


def is_veilig(adres: str) -> bool:
    """Answer whether nobody on the way reads along: https, or an address on this machine itself."""
    delen = urlsplit(adres)
    return bool(delen.hostname) and (
        delen.scheme == "https" or (delen.scheme == "http" and delen.hostname in _EIGEN_MACHINE)
    )


def _haal(adres: str) -> bytes:
    """Fetch a file of the provider; what leads elsewhere is no answer. Raises Onbereikbaar."""
    try:
        antwoord = requests.get(adres, timeout=_GEDULD, allow_redirects=False)
    except requests.RequestException:
        raise Onbereikbaar from None
    if antwoord.status_code != requests.codes.ok:
        raise Onbereikbaar
    return antwoord.content


def _openbaar(sleutels: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Keep the keys that can sign for us: public ones. A shared secret published as a key signs nothing."""
    return [sleutel for sleutel in sleutels if sleutel.get("kty") in ("RSA", "EC") and sleutel.get("use") != "enc"]
