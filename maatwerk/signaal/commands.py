"""Acts on a signaal: make it, give it an owner, bring it one step further. None commits."""

from collections.abc import Mapping
from typing import Any

from maatwerk.kern.handeling import Handeling
from maatwerk.les.rules import eis_onherkenbaar
from maatwerk.logboek.commands import noteer
from maatwerk.signaal.melden import meld_terugkoppeling
from maatwerk.signaal.models import Signaal, Stap
from maatwerk.signaal.rules import Signaalstatus, eis_eigenaar, eis_reden, eis_signaal, eis_stap

_TEKSTEN = ("kernzin", "gevolg", "omweg", "voorstel", "artikel", "eigenaar")
_VELDEN = frozenset({*_TEKSTEN, "wet", "peildatum", "knelpunttype", "niveau", "ernst"})


def maak_signaal(handeling: Handeling, gegevens: Mapping[str, Any]) -> Signaal:
    """Bundle lessen into a signaal; the keys are the columns, and "lessen". Raises Invoerfout at each field."""
    eis_signaal(gegevens["kernzin"], gegevens["niveau"], [les.status for les in gegevens["lessen"]])
    eis_onherkenbaar({veld: gegevens.get(veld) or "" for veld in _TEKSTEN})
    signaal = Signaal(
        **{veld: gegevens[veld] for veld in _VELDEN & gegevens.keys()},
        status=Signaalstatus.NIEUW,
        lessen=list(gegevens["lessen"]),
        stappen=[_stap(handeling, Signaalstatus.NIEUW, "Het signaal is gemaakt.")],
    )
    handeling.sessie.add(signaal)
    noteer(handeling, "signaal.gemaakt", signaal)
    return signaal


def _stap(handeling: Handeling, status: Signaalstatus, reden: str) -> Stap:
    return Stap(status=status, reden=reden, gezet_op=handeling.nu, gezet_door=handeling.wie.id)


def wijs_toe(handeling: Handeling, signaal: Signaal, eigenaar: str) -> None:
    """Write down who can change this. Raises Invoerfout on a hard identifier."""
    if eigenaar == signaal.eigenaar:
        return
    eis_onherkenbaar({"eigenaar": eigenaar})
    signaal.eigenaar = eigenaar
    noteer(handeling, "signaal.toegewezen", signaal)


def zet_stap(handeling: Handeling, signaal: Signaal, naar: Signaalstatus, reden: str) -> None:
    """Bring a signaal one step further, with the reason. Raises NietToegestaan or Invoerfout."""
    eis_stap(signaal.status, naar)
    eis_eigenaar(naar, signaal.eigenaar)
    eis_reden(reden)
    eis_onherkenbaar({"reden": reden})
    signaal.status = naar
    signaal.stappen.append(_stap(handeling, naar, reden))
    noteer(handeling, f"signaal.{naar}", signaal)
    if naar is Signaalstatus.TERUGGEKOPPELD:
        meld_terugkoppeling(handeling, signaal)
