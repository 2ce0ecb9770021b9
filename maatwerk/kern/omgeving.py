"""What the machine decides: the environment variables `MAATWERK_…`, read once at start."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from maatwerk.kern.instellingen import InstellingFout

_MINSTE_GEHEIM = 32
_HOOGSTE_POORT = 65_535
_EIGEN_MACHINE = ("localhost", "127.0.0.1")
_DEMOGEHEIM = "alleen-voor-de-demo-op-deze-machine"


@dataclass(frozen=True)
class Smtp:
    """The mail server to which we hand our mail."""

    host: str
    poort: int
    afzender: str
    gebruiker: str = ""
    wachtwoord: str = field(default="", repr=False)
    starttls: bool = True


@dataclass(frozen=True)
class Omgeving:
    """What the machine decides, from the environment variables `MAATWERK_…`."""

    database_url: str
    geheim: str
    poort: int
    data_map: Path
    config_map: Path
    demo: bool
    hosts: tuple[str, ...] = _EIGEN_MACHINE
    proxies: int = 0
    smtp: Smtp | None = None
    sleutelbestand: Path | None = None
    oidc_geheim: str = field(default="", repr=False)

    @property
    def kan_mailen(self) -> bool:
        """Answer whether mail goes out: by a mail server, or in the demo as files."""
        return self.smtp is not None or self.demo

    @property
    def site(self) -> str:
        """Give the start of every link in a mail: ours, whatever name a request came in under."""
        naam = self.hosts[0].lstrip(".")
        return f"http://{naam}:{self.poort}" if self.demo else f"https://{naam}"

    @property
    def sleutelpad(self) -> Path:
        """Give where the key ring lies. Outside the demo that had better not be beside the database."""
        return self.sleutelbestand or self.data_map / "sleutels.json"

    @property
    def zonder_geheim(self) -> bool:
        """Answer whether the logboek would be sealed with the secret of the demo, outside the demo."""
        return self.geheim == _DEMOGEHEIM and not self.demo


def lees_omgeving(variabelen: Mapping[str, str], config_map: Path, *, dienst: bool = True) -> Omgeving:
    """Read the environment. Raises InstellingFout when something is missing or weak that production needs.

    `dienst`: whether people are going to sign in. A command on the machine itself may do without a secret.
    """
    if variabelen.get("FLASK_DEBUG", "0") not in ("", "0"):
        raise InstellingFout("FLASK_DEBUG: haal deze weg; een foutpagina zou dan de code en de gegevens tonen.")
    data_map = Path(variabelen.get("MAATWERK_DATA_DIR", "var")).resolve()
    demo = variabelen.get("MAATWERK_DEMO") == "1"
    geheim = variabelen.get("MAATWERK_SECRET_KEY", "")
    if (geheim or (dienst and not demo)) and (len(geheim) < _MINSTE_GEHEIM or geheim == _DEMOGEHEIM):
        raise InstellingFout(
            f"MAATWERK_SECRET_KEY: ontbreekt of is te kort; geef minstens {_MINSTE_GEHEIM} willekeurige tekens."
        )
    return Omgeving(
        database_url=variabelen.get("MAATWERK_DATABASE_URL") or f"sqlite:///{data_map / 'maatwerk.db'}",
        geheim=geheim or _DEMOGEHEIM,
        poort=_poort("MAATWERK_PORT", variabelen.get("MAATWERK_PORT", "8000")),
        data_map=data_map,
        config_map=Path(variabelen.get("MAATWERK_CONFIG_DIR") or config_map),
        demo=demo,
        hosts=_hosts(variabelen.get("MAATWERK_HOSTS", "")),
        proxies=_proxies(variabelen.get("MAATWERK_PROXIES", "0")),
        smtp=_smtp(variabelen),
        sleutelbestand=Path(bestand).resolve() if (bestand := variabelen.get("MAATWERK_KEYS_FILE")) else None,
        oidc_geheim=variabelen.get("MAATWERK_OIDC_SECRET", ""),
    )


def _hosts(tekst: str) -> tuple[str, ...]:
    """Give the names under which the site answers. A made-up Host header then ends in no link or cookie."""
    return tuple(naam.strip() for naam in tekst.split(",") if naam.strip()) or _EIGEN_MACHINE


def _proxies(tekst: str) -> int:
    if not tekst.isdecimal():
        raise InstellingFout(f"MAATWERK_PROXIES: '{tekst}' is geen aantal; geef hoeveel eigen proxies ervoor staan.")
    return int(tekst)


def _poort(naam: str, tekst: str) -> int:
    if not tekst.isdecimal() or not 0 < int(tekst) <= _HOOGSTE_POORT:
        raise InstellingFout(f"{naam}: '{tekst}' is geen poort; geef een getal van 1 tot en met 65535.")
    return int(tekst)


def _smtp(variabelen: Mapping[str, str]) -> Smtp | None:
    """Read to which mail server mail goes; None when none is named. To another machine only over TLS."""
    host = variabelen.get("MAATWERK_SMTP_HOST", "")
    if not host:
        return None
    afzender = variabelen.get("MAATWERK_SMTP_FROM", "")
    if "@" not in afzender:
        raise InstellingFout("MAATWERK_SMTP_FROM: ontbreekt; geef het adres waar de mail vandaan komt.")
    eigen = host in (*_EIGEN_MACHINE, "::1")
    starttls = variabelen.get("MAATWERK_SMTP_STARTTLS", "0" if eigen else "1") != "0"
    gebruiker = variabelen.get("MAATWERK_SMTP_USER", "")
    if gebruiker and not starttls and not eigen:
        raise InstellingFout(
            "MAATWERK_SMTP_STARTTLS: kan niet uit met MAATWERK_SMTP_USER; het wachtwoord ging open mee."
        )
    return Smtp(
        host=host,
        poort=_poort("MAATWERK_SMTP_PORT", variabelen.get("MAATWERK_SMTP_PORT") or ("25" if eigen else "587")),
        afzender=afzender,
        gebruiker=gebruiker,
        wachtwoord=variabelen.get("MAATWERK_SMTP_PASSWORD", ""),
        starttls=starttls,
    )
